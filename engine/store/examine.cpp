#include "store/examine_internal.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_set>

#include "base/digest.h"
#include "base/file.h"
#include "store/objects_internal.h"
#include "store/operations_internal.h"
#include "store/pack_index_internal.h"
#include "store/stale_locks_internal.h"

namespace zielbaum::store {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kFreshLock = 60;  // seconds: it may be somebody's just now
constexpr std::int64_t kFreshLitter = 24 * 3600;

/// Seconds since a file was changed last; nothing if it is not there.
std::optional<std::int64_t> age_of(const fs::path& path, std::int64_t unix_time) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return std::nullopt;
  return unix_time - std::int64_t{status.st_mtime};
}

class Examination {
 public:
  Examination(const Repository& repository, bool repair, std::int64_t unix_time)
      : repository_(repository), repair_(repair), unix_time_(unix_time) {}

  Result<Findings> findings() {
    look_at_locks();
    look_at_litter();
    TRY(look_at_references());
    for (const auto& [name, version] : tips_) TRY(look_at_versions(name, version));
    look_at_indexes();
    return std::move(findings_);
  }

 private:
  void report(Severity severity, const std::string& code, Message message, const fs::path& path, Message hint) {
    std::error_code ignored;
    Place place;
    place.file = fs::relative(path, repository_.root, ignored).string();
    findings_.push_back({severity, code, std::move(message), std::move(place), std::move(hint)});
  }

  /// What was put right is told as a note, else as what it is.
  void report_left(Severity severity, const std::string& code, Message message, const fs::path& path) {
    std::error_code code_of_removal;
    const bool gone = repair_ && fs::remove(path, code_of_removal);
    report(gone ? Severity::Note : severity, code, std::move(message), path,
           gone ? msg("It was removed.") : msg("“zielbaum doctor --repair” removes it; nothing is lost by that."));
  }

  void look_at_locks() {
    for (const fs::path& path : lock_files(repository_)) {
      const std::optional<std::int64_t> age = age_of(path, unix_time_);
      if (!age) continue;
      if (is_open_somewhere(path) || *age < kFreshLock) {
        report(Severity::Warning, "locked", msg("Another program is writing, or was ended a moment ago"), path,
               msg("Wait a minute, then look again."));
      } else {
        report_left(Severity::Error, "stale-lock", msg("A program that was ended left its lock: nobody can write"),
                    path);
      }
    }
  }

  /// Unfinished files of git's and ours.
  void look_at_litter() {
    const auto look = [&](const fs::path& folder, std::string_view start, std::string_view end) {
      std::error_code code;
      std::vector<fs::path> found;
      for (fs::recursive_directory_iterator entry(folder, code), last; !code && entry != last; entry.increment(code)) {
        const std::string name = entry->path().filename().string();
        std::error_code ignored;
        if (name.starts_with(start) && name.ends_with(end) && entry->is_regular_file(ignored))
          found.push_back(entry->path());
      }
      for (const fs::path& path : found) {
        const std::optional<std::int64_t> age = age_of(path, unix_time_);
        if (age && *age >= kFreshLitter && !is_open_somewhere(path))
          report_left(Severity::Warning, "left-over", msg("An unfinished file that a program left"), path);
      }
    };
    for (const char* start : {"tmp_", "pack_git2_"}) look(repository_.common_dir / "objects", start, "");
    look(repository_.common_dir / "objects", "maintenance", ".lock");  // keeps git from tidying up, nobody from writing
    for (const char* folder : {"documents", "schemas"}) look(repository_.root / folder, ".", ".tmp");
    look(repository_.common_dir / "zielbaum", ".", ".tmp");
    if (repository_.git_dir != repository_.common_dir) look(repository_.git_dir / "zielbaum", ".", ".tmp");
  }

  Result<void> look_at_references() {
    std::vector<std::string> names;
    // HEAD most often only says which of the others is meant.
    const Result<std::string> current = current_reference(repository_);
    if (!current || current->empty()) names.emplace_back("HEAD");
    add_names(names, "refs/heads");
    add_names(names, "refs/zielbaum");
    TRY(add_packed_names(names));
    const std::size_t with_place = names.size();
    // git takes the log of a branch away with the branch: where it is alone, the name was lost.
    add_names(names, "logs/refs/heads");
    for (std::size_t i = with_place; i < names.size(); ++i) names[i].erase(0, std::string_view("logs/").size());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& name : names) {
      const Result<std::optional<VersionId>> version = read_reference(repository_, name);
      if (version && !*version && name == "HEAD") continue;  // nothing saved yet
      if (version && *version && read_commit(repository_, **version)) {
        if (name != "HEAD") tips_.emplace_back(name, **version);
        continue;
      }
      TRY(mend_reference(name));
    }
    return {};
  }

  void add_names(std::vector<std::string>& names, const std::string& folder) const {
    std::error_code code;
    for (fs::recursive_directory_iterator entry(repository_.common_dir / folder, code), last; !code && entry != last;
         entry.increment(code)) {
      std::error_code ignored;
      if (entry->is_regular_file(ignored) && entry->path().extension() != ".lock")
        names.push_back(entry->path().lexically_relative(repository_.common_dir).generic_string());
    }
  }

  /// Names that git keeps in one file. Of one that was not written to its end the lines that are whole are kept.
  Result<void> add_packed_names(std::vector<std::string>& names) {
    const fs::path path = repository_.common_dir / "packed-refs";
    const Result<std::string> bytes = read_file(path);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound) return {};
    if (!bytes) return bytes.error();
    std::string whole = "# pack-refs with:\n";
    bool torn = !bytes->starts_with("# pack-refs");
    for (std::string_view rest = *bytes; !rest.empty();) {
      const std::size_t end = rest.find('\n');
      const std::string_view line = rest.substr(0, end);
      const bool peeled = line.starts_with('^') && is_hex(line.substr(1), 40, 40);
      const bool named =
          line.size() > 41 && is_hex(line.substr(0, 40), 40, 40) && line.substr(40).starts_with(" refs/");
      const bool good = end != std::string_view::npos && (peeled || named || line.starts_with('#'));
      torn = torn || !good;
      if (good && !line.starts_with('#')) whole += std::string(line) + "\n";
      const std::string name = named && good ? std::string(line.substr(41)) : "";
      if (name.starts_with(kHeads) || name.starts_with("refs/zielbaum/")) names.push_back(name);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    if (!torn) return {};
    if (repair_) {
      TRY(write_file(repository_.common_dir / "zielbaum" / "damaged-packed-refs", *bytes));
      TRY(write_file(path, whole));
    }
    report(repair_ ? Severity::Note : Severity::Error, "damaged-reference", msg("The names of versions are damaged"),
           path,
           repair_ ? msg("What could be read of them was kept; “zielbaum sync” gets editions that are missing.")
                   : msg("“zielbaum doctor --repair” keeps what can be read of them."));
    return {};
  }

  /// The last version that git's own log of the name, or our log, knows, and that is there.
  [[nodiscard]] std::optional<VersionId> last_known(const std::string& name) const {
    std::vector<VersionId> known;
    const Result<std::string> log = read_file(repository_.common_dir / "logs" / name);
    for (std::string_view rest = log ? std::string_view(*log) : ""; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.size() > 81 && is_hex(line.substr(41, 40), 40, 40)) known.push_back({std::string(line.substr(41, 40))});
    }
    std::reverse(known.begin(), known.end());
    const auto visit = [&](const LoggedEntry& logged) -> Result<bool> {
      for (const MovedReference& move : logged.entry.moves)
        if (move.name == name && move.to) known.push_back(*move.to);
      return true;
    };
    static_cast<void>(each_operation(repository_, visit).has_value());
    for (const VersionId& version : known)
      if (read_commit(repository_, version)) return version;
    return std::nullopt;
  }

  Result<void> mend_reference(const std::string& name) {
    const fs::path path = (name == "HEAD" ? repository_.git_dir : repository_.common_dir) / name;
    const std::optional<VersionId> version = name == "HEAD" ? std::nullopt : last_known(name);
    const bool log = name == kOperations;
    if (repair_ && (version || log)) {
      std::error_code code;
      fs::create_directories(repository_.common_dir / "zielbaum", code);
      fs::rename(path, repository_.common_dir / "zielbaum" / ("damaged-" + path.filename().string()), code);
      if (version) TRY(move_reference(repository_, name, std::nullopt, oid(version->text), "doctor: mended"));
      if (version) tips_.emplace_back(name, *version);
      report(Severity::Note, "damaged-reference", msg("The name of a version was damaged"), path,
             version ? msg("It names the last good version again: {0}", version->text.substr(0, 10))
                     : msg("The log of operations begins anew; no version is lost by that."));
      return {};
    }
    report(Severity::Error, "damaged-reference", msg("The name of a version is damaged"), path,
           version
               ? msg("“zielbaum doctor --repair” lets it name the last good version: {0}", version->text.substr(0, 10))
           : log ? msg("“zielbaum doctor --repair” begins the log of operations anew.")
                 : msg("Get the file from another copy of this repository, or from a backup."));
    return {};
  }

  Result<void> look_at_versions(const std::string& name, const VersionId& tip) {
    std::vector<VersionId> waiting = {tip};
    while (!waiting.empty()) {
      const VersionId version = waiting.back();
      waiting.pop_back();
      if (!seen_.insert(version.text).second) continue;
      const Result<Commit> commit = read_commit(repository_, version);
      if (!commit) {
        report(Severity::Error, "damaged-version",
               msg("The version {0} is missing or damaged", version.text.substr(0, 10)), repository_.common_dir / name,
               remedy());
        continue;
      }
      look_at_tree(commit->tree, "", version);
      waiting.insert(waiting.end(), commit->version.parents.begin(), commit->version.parents.end());
    }
    return {};
  }

  /// Each list of what a pack holds ends with its own digest. Where only that is wrong all can still be read.
  void look_at_indexes() {
    constexpr std::size_t kDigest = 20;
    std::error_code code;
    for (const fs::directory_entry& entry : fs::directory_iterator(repository_.common_dir / "objects/pack", code)) {
      if (entry.path().extension() != ".idx") continue;
      const Result<std::string> bytes = read_file(entry.path());
      if (bytes && bytes->size() > kDigest) {
        const std::string_view all = *bytes;
        const std::array<std::uint8_t, kDigest> digest = sha1(all.substr(0, all.size() - kDigest), "");
        if (std::memcmp(digest.data(), all.data() + all.size() - kDigest, kDigest) == 0) continue;
      }
      const Error damage = damaged_index(entry.path());
      report(Severity::Error, damage.code, damage.message, entry.path(), *damage.hint);
    }
  }

  void look_at_tree(const git_oid& tree, const std::string& path, const VersionId& version) {
    if (!seen_.insert(hex(tree)).second) return;
    const Result<std::vector<TreeEntry>> entries = read_tree(repository_, tree);
    if (!entries) return damaged(path + "/", version);
    for (const TreeEntry& entry : *entries) {
      const std::string below = path.empty() ? entry.name : path + "/" + entry.name;
      if (entry.is_folder()) {
        look_at_tree(entry.id, below, version);
      } else if (entry.is_file() && seen_.insert(hex(entry.id)).second &&
                 !read_object(repository_, entry.id, GIT_OBJECT_BLOB)) {
        damaged(below, version);
      }
    }
  }

  void damaged(const std::string& path, const VersionId& version) {
    report(Severity::Error, "damaged-object",
           msg("The stored state of {0} in the version {1} is missing or damaged", path, version.text.substr(0, 10)),
           repository_.root / path, remedy());
  }

  static Message remedy() {
    return msg(
        "Get the missing data from another copy of this repository (git fetch), or from a backup. All else can "
        "be read.");
  }

  const Repository& repository_;
  bool repair_;
  std::int64_t unix_time_;
  std::vector<std::pair<std::string, VersionId>> tips_;
  std::unordered_set<std::string> seen_;  ///< objects looked at, by id
  Findings findings_;
};

}  // namespace

Result<Findings> examine_repository(const Repository& repository, bool repair, std::int64_t unix_time) {
  return Examination(repository, repair, unix_time).findings();
}

}  // namespace zielbaum::store
