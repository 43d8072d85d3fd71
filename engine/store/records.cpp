#include "store/records_internal.h"

#include <algorithm>

#include "store/paths_internal.h"

namespace zielbaum::store {

namespace {

constexpr int kTries = 20;

/// The tree `old` with the file added. Refused ("record-exists") where anything stands in its place.
Result<git_oid> with_file(const Repository& repository, NewObjects& objects, const std::optional<git_oid>& old,
                          std::string_view path, std::string_view rest, const git_oid& file) {
  std::vector<TreeEntry> entries;
  if (old) entries = TRY(read_tree(repository, *old));
  const std::size_t slash = rest.find('/');
  const std::string name(rest.substr(0, slash));
  const auto there =
      std::find_if(entries.begin(), entries.end(), [&](const TreeEntry& entry) { return entry.name == name; });
  const bool is_last = slash == std::string_view::npos;
  if (there != entries.end() && (is_last || !there->is_folder())) return record_exists(path);
  TreeEntry added{kFileMode, name, file};
  if (!is_last) {
    std::optional<git_oid> below;
    if (there != entries.end()) below = there->id;
    added.mode = kFolderMode;
    added.id = TRY(with_file(repository, objects, below, path, rest.substr(slash + 1), file));
  }
  if (there != entries.end()) entries.erase(there);
  entries.push_back(std::move(added));
  return objects.add(GIT_OBJECT_TREE, encode_tree(std::move(entries)));
}

Result<void> try_to_add(const Repository& repository, std::string_view path, std::string_view bytes,
                        std::string_view message, const Act& act) {
  const std::optional<VersionId> tip = TRY(read_reference(repository, kDiscussion));
  std::optional<git_oid> old;
  std::vector<VersionId> parents;
  if (tip) {
    old = TRY(read_commit(repository, *tip)).tree;
    parents.push_back(*tip);
  }
  NewObjects objects(repository);
  const git_oid file = TRY(objects.add(GIT_OBJECT_BLOB, bytes));
  const git_oid tree = TRY(with_file(repository, objects, old, path, path, file));
  const git_oid id =
      TRY(objects.add(GIT_OBJECT_COMMIT, encode_commit(hex(tree), parents, act.author, act.unix_time, message)));
  const LogEntry entry{"record", std::string(path), kDiscussion, tip, VersionId{hex(id)}, tree};
  TRY(append_operation(repository, objects, entry, act));
  return move_reference(repository, kDiscussion, tip, id, "record: " + std::string(path));
}

}  // namespace

Result<void> check_record_path(std::string_view path) {
  if (!has_bad_part(path)) return {};
  return error(ErrorKind::Refused, "bad-path", msg("{0} is no path of a record", path));
}

Error record_exists(std::string_view path) {
  return advise(error(ErrorKind::Refused, "record-exists", msg("The record {0} exists already", path)),
                msg("Records are never changed. Add another one."));
}

Result<void> add_record(const Repository& repository, std::string_view path, std::string_view bytes,
                        std::string_view message, const Act& act) {
  TRY(check_record_path(path));
  for (int tries = 0;; ++tries) {
    Result<void> added = try_to_add(repository, path, bytes, message, act);
    // Records do not touch each other: what another program added in the meantime is no conflict.
    if (added || added.error().code != "stale-base" || tries == kTries) return added;
  }
}

}  // namespace zielbaum::store
