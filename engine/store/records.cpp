#include "store/records_internal.h"

#include <algorithm>

#include "store/journal_internal.h"
#include "store/new_tree_internal.h"
#include "store/paths_internal.h"

namespace zielbaum::store {

namespace {

constexpr int kTries = 20;

/// Whether anything stands at the path, or a file above it.
Result<bool> is_taken(const Repository& repository, const git_oid& tree, std::string_view path) {
  git_oid folder = tree;
  for (std::string_view rest = path;;) {
    const std::size_t slash = rest.find('/');
    const std::vector<TreeEntry> entries = TRY(read_tree(repository, folder));
    const auto there = std::find_if(entries.begin(), entries.end(),
                                    [&](const TreeEntry& entry) { return entry.name == rest.substr(0, slash); });
    if (there == entries.end()) return false;
    if (slash == std::string_view::npos || !there->is_folder()) return true;
    folder = there->id;
    rest.remove_prefix(slash + 1);
  }
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
  if (old && TRY(is_taken(repository, *old, path))) return record_exists(path);
  const TreeChange added{std::string(path), TreeEntry{kFileMode, "", file}};
  const std::optional<git_oid> tree = TRY(changed_tree(repository, objects, old, {&added, 1}));
  const git_oid id =
      TRY(objects.add(GIT_OBJECT_COMMIT, encode_commit(hex(*tree), parents, act.author, act.unix_time, message)));
  LogEntry entry{"record", {"{0}", {std::string(path)}}, {{kDiscussion, tip, VersionId{hex(id)}}}, "", "", {}, {},
                 *tree};
  Plan plan{entry.moves, "", {}};
  plan.moves.push_back(TRY(store_operation(repository, objects, entry, act)));
  return carry_out(repository, plan, "record: " + std::string(path));
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

Result<void> check_no_record_changed(const std::vector<ChangedFile>& changed) {
  for (const ChangedFile& file : changed) {
    if (!file.before) continue;
    Place place;
    place.file = file.path();
    return advise(at(error(ErrorKind::Refused, "record-changed",
                           msg("The record {0} is there with other words, or is gone", file.path())),
                     place),
                  msg("Records are never changed: git log zielbaum/discussion shows who did it."));
  }
  return {};
}

Result<void> take_records(const Repository& repository, const std::optional<VersionId>& from, const VersionId& to,
                          const Message& sentence, const Act& act) {
  const git_oid tree = TRY(read_commit(repository, to)).tree;
  NewObjects objects(repository);
  const LogEntry entry{"records", sentence, {{kDiscussion, from, to}}, "", "", {}, {}, tree};
  Plan plan{entry.moves, "", {}};
  plan.moves.push_back(TRY(store_operation(repository, objects, entry, act)));
  return carry_out(repository, plan, "records");
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
