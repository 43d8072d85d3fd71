#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <tuple>

#include "store/objects_internal.h"
#include "store/references_internal.h"

#include "base/date.h"

namespace zielbaum::store {

namespace {

constexpr std::string_view kTags = "refs/tags/";
constexpr std::string_view kRemotes = "refs/remotes/";
constexpr int kLockTries = 20;
constexpr auto kLockPause = std::chrono::milliseconds(25);

Error broken_reference(const std::string& name) {
  Place place;
  place.file = ".git/" + name;
  return advise(
      at(error(ErrorKind::Storage, "damaged-reference", msg("{0} does not name a version", place.file)), place),
      msg("The file is damaged. The operation log (git log {0}) and git reflog name the last good version.",
          kOperations));
}

Error lock_left(const Repository& repository, const std::string& name) {
  std::filesystem::path path = repository.common_dir / (name + ".lock");
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) path = repository.git_dir / "HEAD.lock";
  const bool there = ::stat(path.c_str(), &status) == 0;
  Place place;
  place.file = path.string();
  return advise(
      at(error(ErrorKind::Locked, "reference-locked",
               there ? msg("Another program holds {0} since {1}", place.file,
                           rfc3339(std::int64_t{status.st_mtim.tv_sec}))
                     : msg("Another program held {0} a moment ago", place.file)),
         place),
      msg("If no other program works in this folder, one was ended in the middle: delete the file and run the "
          "command again. Nothing is lost."));
}

/// Calls `visit` with the full name of each reference that the pattern matches.
Result<void> each_reference(const Repository& repository, const char* glob,
                            const std::function<Result<void>(const std::string&)>& visit) {
  git_reference_iterator* made = nullptr;
  if (const int number = git_reference_iterator_glob_new(&made, repository.handle.get(), glob); number != 0) {
    return failure(number, msg("The names of versions cannot be read: {0}", reason()));
  }
  const std::unique_ptr<git_reference_iterator, Deleter<git_reference_iterator_free>> iterator(made);
  const char* name = nullptr;
  std::vector<std::string> names;
  while (git_reference_next_name(&name, made) == 0) names.emplace_back(name);
  std::sort(names.begin(), names.end());
  for (const std::string& found : names) TRY(visit(found));
  return {};
}

}  // namespace

Error stale_base() {
  return advise(error(ErrorKind::Conflict, "stale-base", msg("Somebody else has saved in the meantime")),
                msg("Look at what is new, then run the command again; your files are unchanged."));
}

Result<std::optional<VersionId>> read_reference(const Repository& repository, const std::string& name) {
  git_oid id{};
  const int number = git_reference_name_to_id(&id, repository.handle.get(), name.c_str());
  if (number == GIT_ENOTFOUND) {
    std::error_code code;
    // An empty file counts as "not there" for libgit2, yet cannot be written over.
    if (name != "HEAD" && std::filesystem::is_regular_file(repository.common_dir / name, code)) {
      return broken_reference(name);
    }
    return std::optional<VersionId>();
  }
  if (number != 0) return broken_reference(name);
  size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  const git_object_t wanted = name.starts_with(kTags) ? GIT_OBJECT_TAG : GIT_OBJECT_COMMIT;
  if (git_odb_read_header(&size, &type, repository.database.get(), &id) == 0 && type != wanted) {
    return broken_reference(name);
  }
  return std::optional<VersionId>(VersionId{hex(id)});
}

Result<std::optional<VersionId>> version_named(const Repository& repository, const std::string& name) {
  constexpr std::optional<VersionId> kNone;
  int valid = 0;
  if (git_reference_name_is_valid(&valid, name.c_str()) != 0 || valid == 0) return kNone;
  if (name.find('\0') != std::string::npos) return kNone;
  git_oid id{};
  if (git_reference_name_to_id(&id, repository.handle.get(), name.c_str()) != 0) return kNone;
  constexpr int kMostTags = 8;  // of which each names the next one
  for (int i = 0; i < kMostTags; ++i) {
    size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    if (git_odb_read_header(&size, &type, repository.database.get(), &id) != 0) return broken_reference(name);
    if (type == GIT_OBJECT_COMMIT) return std::optional(VersionId{hex(id)});
    if (type != GIT_OBJECT_TAG) return kNone;
    const std::string tag = TRY(read_object(repository, id, GIT_OBJECT_TAG));
    constexpr std::string_view kObject = "object ";
    const std::string_view target = std::string_view(tag).substr(std::min(kObject.size(), tag.size())).substr(0, 40);
    if (!tag.starts_with(kObject) || !is_hex(target, 40, 40)) return kNone;
    id = oid(target);
  }
  return kNone;
}

Result<std::string> current_reference(const Repository& repository) {
  git_reference* found = nullptr;
  if (const int number = git_reference_lookup(&found, repository.handle.get(), "HEAD"); number != 0) {
    return broken_reference("HEAD");
  }
  const ReferenceHandle head(found);
  if (git_reference_type(found) != GIT_REFERENCE_SYMBOLIC) return std::string();
  return std::string(git_reference_symbolic_target(found));
}

Result<void> move_reference(const Repository& repository, const std::string& name, const std::optional<VersionId>& old,
                            const git_oid& target, std::string_view log_line) {
  const std::string line(log_line);
  for (int tries = 0;; ++tries) {
    git_reference* made = nullptr;
    const git_oid from = old ? oid(old->text) : git_oid{};
    const int number = git_reference_create_matching(&made, repository.handle.get(), name.c_str(), &target, old ? 1 : 0,
                                                     old ? &from : nullptr, line.c_str());
    const ReferenceHandle handle(made);
    if (number == 0) return {};
    if (number == GIT_ELOCKED) {
      if (tries == kLockTries) return lock_left(repository, name);
      std::this_thread::sleep_for(kLockPause);
      continue;
    }
    if (number == GIT_EMODIFIED || number == GIT_EEXISTS || number == GIT_ENOTFOUND) {
      return stale_base();
    }
    return failure(number, msg("Writing into the repository failed: {0}", reason()));
  }
}

Result<std::vector<EditionTag>> edition_tags(const Repository& repository) {
  std::vector<EditionTag> tags;
  const auto visit = [&](const std::string& name) -> Result<void> {
    const std::string_view rest = std::string_view(name).substr(kTags.size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) return {};
    const std::string_view document = rest.substr(0, slash);
    const std::string_view edition = rest.substr(slash + 1);
    if (!is_valid_id(document) || !is_valid_id(edition)) return {};
    git_oid id{};
    if (git_reference_name_to_id(&id, repository.handle.get(), name.c_str()) != 0) return {};
    // Only annotated tags are editions: they carry who named it and when. A damaged one hides no other.
    const Result<std::string> tag = read_object(repository, id, GIT_OBJECT_TAG);
    constexpr std::string_view kObject = "object ";
    if (!tag || !tag->starts_with(kObject)) return {};
    const std::string_view after = std::string_view(*tag).substr(kObject.size());
    const std::string_view target = after.substr(0, 40);
    if (!is_hex(target, 40, 40) || !after.substr(40).starts_with("\ntype commit\n")) return {};
    tags.push_back({std::string(document), EditionId{std::string(edition)}, VersionId{std::string(target)}});
    return {};
  };
  TRY(each_reference(repository, "refs/tags/*", visit));
  return tags;
}

Result<std::vector<Line>> lines_of_work(const Repository& repository) {
  std::vector<Line> lines;
  const auto visit = [&](const std::string& name) -> Result<void> {
    const std::optional<VersionId> version = TRY(read_reference(repository, name));
    if (version) lines.push_back({name.substr(kHeads.size()), *version});
    return {};
  };
  TRY(each_reference(repository, "refs/heads/draft/*", visit));
  // libgit2 passes over names that cannot be read: the draft would not be there.
  const std::filesystem::path heads = repository.common_dir / kHeads;
  std::error_code code;
  for (std::filesystem::recursive_directory_iterator entry(heads / "draft", code), end; !code && entry != end;
       entry.increment(code)) {
    const std::string name = entry->path().lexically_relative(heads).generic_string();
    const auto is_it = [&](const Line& line) { return line.name == name; };
    std::error_code ignored;
    if (!entry->is_regular_file(ignored) || name.ends_with(".lock")) continue;
    if (std::none_of(lines.begin(), lines.end(), is_it)) TRY(visit(std::string(kHeads) + name));
  }
  TRY(visit("refs/heads/main"));
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.name < b.name; });
  return lines;
}

Result<std::vector<OthersLine>> others_lines_of_work(const Repository& repository) {
  std::vector<OthersLine> lines;
  const auto visit = [&](const std::string& name) -> Result<void> {
    const std::string_view rest = std::string_view(name).substr(kRemotes.size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) return {};
    const std::string_view line = rest.substr(slash + 1);
    if (line != "main" && !line.starts_with("draft/")) return {};
    const std::optional<VersionId> version = TRY(read_reference(repository, name));
    if (version) lines.push_back({std::string(rest.substr(0, slash)), {std::string(line), *version}});
    return {};
  };
  TRY(each_reference(repository, "refs/remotes/*", visit));
  std::sort(lines.begin(), lines.end(), [](const OthersLine& a, const OthersLine& b) {
    return std::tie(a.line.name, a.remote) < std::tie(b.line.name, b.remote);
  });
  return lines;
}

Result<bool> is_shared(const Repository& repository, const std::string& line, const VersionId& version) {
  bool shared = false;
  const std::string ending = "/" + line;
  const git_oid wanted = oid(version.text);
  const auto visit = [&](const std::string& name) -> Result<void> {
    if (shared || !name.ends_with(ending)) return {};
    const std::optional<VersionId> there = TRY(read_reference(repository, name));
    if (!there) return {};
    const git_oid tip = oid(there->text);
    shared = *there == version || git_graph_descendant_of(repository.handle.get(), &tip, &wanted) == 1;
    return {};
  };
  TRY(each_reference(repository, "refs/remotes/*", visit));
  return shared;
}

Result<void> remove_reference(const Repository& repository, const std::string& name, const VersionId& old) {
  for (int tries = 0;; ++tries) {
    git_reference* found = nullptr;
    int number = git_reference_lookup(&found, repository.handle.get(), name.c_str());
    const ReferenceHandle handle(found);
    if (number == GIT_ENOTFOUND) return {};
    if (number == 0) {
      const git_oid* const now = git_reference_target(found);
      if (now == nullptr || hex(*now) != old.text) return stale_base();
      number = git_reference_delete(found);
      if (number == 0) return {};
    }
    if (number == GIT_EMODIFIED || number == GIT_ENOTFOUND) return stale_base();
    if (number != GIT_ELOCKED) return failure(number, msg("Writing into the repository failed: {0}", reason()));
    if (tries == kLockTries) return lock_left(repository, name);
    std::this_thread::sleep_for(kLockPause);
  }
}

Result<void> choose_line(const Repository& repository, const std::string& reference) {
  for (int tries = 0;; ++tries) {
    const int number = git_repository_set_head(repository.handle.get(), reference.c_str());
    if (number == 0) return {};
    if (number != GIT_ELOCKED) return failure(number, msg("Writing into the repository failed: {0}", reason()));
    if (tries == kLockTries) return lock_left(repository, "HEAD");
    std::this_thread::sleep_for(kLockPause);
  }
}

}  // namespace zielbaum::store
