#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "store/bytes_internal.h"
#include "store/line_ends_internal.h"
#include "store/lock_internal.h"
#include "store/objects_internal.h"
#include "store/paths_internal.h"
#include "store/recent_internal.h"
#include "store/working_internal.h"

namespace zielbaum::store {

namespace {

constexpr std::string_view kCacheHeader = "zielbaum-stat 3\n";
constexpr std::string_view kRules = ".gitignore";

struct FolderHandle {
  explicit FolderHandle(int fd) : stream(fd >= 0 ? ::fdopendir(fd) : nullptr) {
    if (fd >= 0 && stream == nullptr) ::close(fd);
  }
  FolderHandle(const FolderHandle&) = delete;
  FolderHandle& operator=(const FolderHandle&) = delete;
  ~FolderHandle() {
    if (stream != nullptr) ::closedir(stream);
  }
  DIR* stream;
};

Error cannot_read(const std::string& path, int number) {
  Place place;
  place.file = path;
  return at(error(ErrorKind::Storage, "io-error",
                  msg("Reading or writing {0} failed: {1}", path, std::string_view(std::strerror(number)))),
            place);
}

/// Files that write_file() was killed over.
bool is_litter(std::string_view name) {
  return name.starts_with('.') && name.ends_with(".tmp");
}

std::filesystem::path cache_path(const Repository& repository) {
  return repository.git_dir / "zielbaum" / "stat-cache";
}

void append_stamp(std::string& out, const FileStamp& stamp) {
  append_number(out, stamp.size);
  append_number(out, static_cast<std::uint64_t>(stamp.changed_ns));
  append_number(out, static_cast<std::uint64_t>(stamp.status_changed_ns));
  append_number(out, stamp.inode);
}

bool take_stamp(std::string_view& in, FileStamp& stamp) {
  if (in.size() < 4 * 8) return false;
  stamp.size = *take_number(in);
  stamp.changed_ns = static_cast<std::int64_t>(*take_number(in));
  stamp.status_changed_ns = static_cast<std::int64_t>(*take_number(in));
  stamp.inode = *take_number(in);
  return true;
}

void append_id(std::string& out, const git_oid& id) {
  out.append(reinterpret_cast<const char*>(id.id), GIT_OID_RAWSZ);
}

bool take_id(std::string_view& in, git_oid& id) {
  if (in.size() < GIT_OID_RAWSZ) return false;
  std::memcpy(id.id, in.data(), GIT_OID_RAWSZ);
  in.remove_prefix(GIT_OID_RAWSZ);
  return true;
}

void append_folder(std::string& out, const ListedFolder& folder) {
  append_text(out, folder.name);
  out += folder.tree ? '\1' : '\0';
  if (folder.tree) append_id(out, *folder.tree);
  append_number(out, folder.files.size());
  for (const ListedFile& file : folder.files) {
    append_text(out, file.name);
    append_stamp(out, file.stamp);
    append_number(out, file.size);
    append_id(out, file.id);
    out += static_cast<char>(file.sort);
  }
  append_number(out, folder.folders.size());
  for (const ListedFolder& child : folder.folders) append_folder(out, child);
}

bool take_folder(std::string_view& in, ListedFolder& folder) {
  std::optional<std::string> name = take_text(in);
  if (!name || in.empty()) return false;
  folder.name = std::move(*name);
  const bool has_tree = in.front() == '\1';
  in.remove_prefix(1);
  if (has_tree && !take_id(in, folder.tree.emplace())) return false;
  const std::optional<std::uint64_t> files = take_number(in);
  if (!files || *files > in.size()) return false;
  folder.files.resize(*files);
  for (ListedFile& file : folder.files) {
    std::optional<std::string> file_name = take_text(in);
    if (!file_name || !take_stamp(in, file.stamp)) return false;
    file.name = std::move(*file_name);
    const std::optional<std::uint64_t> size = take_number(in);
    if (!size || !take_id(in, file.id) || in.empty()) return false;
    file.size = *size;
    file.sort = static_cast<FileSort>(in.front());
    in.remove_prefix(1);
  }
  const std::optional<std::uint64_t> folders = take_number(in);
  if (!folders || *folders > in.size()) return false;
  folder.folders.resize(*folders);
  for (ListedFolder& child : folder.folders) {
    if (!take_folder(in, child)) return false;
  }
  return true;
}

void load(const Repository& repository, Listing& listing) {
  listing = Listing();
  listing.loaded = true;
  const Result<std::string> bytes = read_file(cache_path(repository));
  if (!bytes) return;
  const std::optional<std::string_view> content = checked_content(*bytes, kCacheHeader);
  if (!content) return;  // torn: as good as none
  std::string_view rest = *content;
  const bool whole = take_stamp(rest, listing.ignore_rules) && take_stamp(rest, listing.exclude_rules) &&
                     take_folder(rest, listing.top);
  if (whole) return;
  listing = Listing();
  listing.loaded = true;
}

FileStamp stamp_at(const std::filesystem::path& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 ? stamp_of(status) : FileStamp();
}

/// The time of now as the drive's own clock gives it to files; 0 if it cannot be told.
std::int64_t drive_time(const Repository& repository) {
  const Result<std::filesystem::path> folder = state_folder(repository.git_dir);
  if (!folder) return 0;
  const std::filesystem::path path = *folder / "now";
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (fd < 0) return 0;
  struct stat status {};
  const bool known = ::pwrite(fd, "\n", 1, 0) == 1 && ::fstat(fd, &status) == 0;
  ::close(fd);
  return known ? stamp_of(status).changed_ns : 0;
}

template <typename Listed>
auto place_of(std::vector<Listed>& sorted, std::string_view name) {
  return std::lower_bound(sorted.begin(), sorted.end(), name,
                          [](const Listed& listed, std::string_view key) { return listed.name < key; });
}

template <typename Listed>
Listed* named(std::vector<Listed>& sorted, std::string_view name) {
  const auto at = place_of(sorted, name);
  return at != sorted.end() && at->name == name ? &*at : nullptr;
}

template <typename Listed>
void sort_by_name(std::vector<Listed>& listed) {
  std::sort(listed.begin(), listed.end(), [](const Listed& a, const Listed& b) { return a.name < b.name; });
}

class Scan {
 public:
  Scan(const Repository& repository, const std::optional<git_oid>& head_tree)
      : repository_(repository), head_tree_(head_tree) {}

  /// Lists the folder `name` in the open folder `parent` anew; tells whether anything differs from `old`.
  Result<bool> folder(int parent, const char* name, const std::string& path, ListedFolder& old) {
    const FolderHandle handle(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    if (handle.stream == nullptr) return cannot_read(path, errno);
    const int fd = ::dirfd(handle.stream);
    std::vector<ListedFile> files;
    std::vector<ListedFolder> folders;
    files.reserve(old.files.size());
    bool changed = false;
    for (errno = 0; const dirent* entry = ::readdir(handle.stream); errno = 0) {
      const std::string_view child = entry->d_name;
      if (child == "." || child == ".." || is_litter(child)) continue;
      struct stat status {};
      if (::fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) continue;
        return cannot_read(path + "/" + entry->d_name, errno);
      }
      if (S_ISDIR(status.st_mode) && !is_git_name(child)) {
        ListedFolder* known = named(old.folders, child);
        if (known == nullptr) changed = true;
        folders.push_back(known != nullptr ? std::move(*known) : ListedFolder{std::string(child), {}, {}, {}});
        // A moved-from name would not be found again; it is kept for the search.
        if (known != nullptr) known->name = child;
        changed = TRY(folder(fd, entry->d_name, path + "/" + entry->d_name, folders.back())) || changed;
      } else {
        changed = TRY(file(path, child, status, named(old.files, child), files)) || changed;
      }
    }
    if (errno != 0) return cannot_read(path, errno);
    changed = changed || files.size() != old.files.size() || folders.size() != old.folders.size();
    sort_by_name(files);
    sort_by_name(folders);
    const bool had_rules = named(old.files, kRules) != nullptr;
    ignore_rules_changed = ignore_rules_changed || (had_rules && named(files, kRules) == nullptr);
    old.files = std::move(files);
    old.folders = std::move(folders);
    if (changed) old.tree.reset();
    return changed;
  }

  /// Appends the file to `files` if it counts; tells whether it differs from `known`.
  Result<bool> file(const std::string& folder, std::string_view name, const struct stat& status,
                    const ListedFile* known, std::vector<ListedFile>& files) {
    const FileStamp stamp = stamp_of(status);
    const bool regular = S_ISREG(status.st_mode) && !is_git_name(name);
    if (known != nullptr && known->stamp == stamp && regular) {
      files.push_back(*known);
      return false;
    }
    const std::string path = (folder.empty() ? "" : folder + "/") + std::string(name);
    if (name == kRules) ignore_rules_changed = true;
    if (known == nullptr && TRY(is_ignored(path))) return false;
    ListedFile found{std::string(name), {}, 0, {}, FileSort::Irregular};
    if (regular) {
      if (now_ == 0) now_ = drive_time(repository_);
      Result<std::string> bytes = read_file(repository_.root / path);
      if (!bytes && bytes.error().kind == ErrorKind::NotFound) return known != nullptr;
      if (!bytes) return bytes.error();
      found.size = bytes->size();
      // What a file with CR LF is stored as depends on the last version, too: it is looked at each time.
      const bool lasting = bytes->find("\r\n") == std::string::npos;
      found.id = object_id(GIT_OBJECT_BLOB, TRY(as_stored(repository_, recent_, head_tree_, path, std::move(*bytes))));
      found.sort = (status.st_mode & S_IXUSR) != 0 ? FileSort::Executable : FileSort::Plain;
      const bool trusted =
          lasting && stamp.size == found.size && stamp.changed_ns < now_ && stamp.status_changed_ns < now_;
      if (trusted) found.stamp = stamp;
    }
    const bool same = known != nullptr && known->sort == found.sort && git_oid_equal(&known->id, &found.id) != 0;
    stamps_changed = stamps_changed || known == nullptr || known->stamp != found.stamp;
    files.push_back(std::move(found));
    return !same;
  }

  bool stamps_changed = false;
  bool ignore_rules_changed = false;

 private:
  Result<bool> is_ignored(const std::string& path) {
    int ignored = 0;
    if (git_ignore_path_is_ignored(&ignored, repository_.handle.get(), path.c_str()) != 0 || ignored == 0) return false;
    if (!head_tree_) return true;
    return !TRY(recent_.find_entry(repository_, *head_tree_, path)).has_value();
  }

  const Repository& repository_;
  RecentObjects recent_;  // ignored files stand in the same few folders
  const std::optional<git_oid>& head_tree_;
  std::int64_t now_ = 0;
};

/// Lists `rest` of `path` below `parent` anew, where `parent` lies at `at`; tells whether anything differs.
Result<bool> scan_path(Scan& scan, const Repository& repository, const std::string& at, std::string_view rest,
                       ListedFolder& parent) {
  const std::string name(rest.substr(0, rest.find('/')));
  const std::string path = at.empty() ? name : at + "/" + name;
  const std::filesystem::path on_disk = repository.root / path;
  struct stat status {};
  const bool exists = ::lstat(on_disk.c_str(), &status) == 0;
  const auto folder = place_of(parent.folders, name);
  const bool listed = folder != parent.folders.end() && folder->name == name;
  const auto file = place_of(parent.files, name);
  const bool listed_file = file != parent.files.end() && file->name == name;
  bool changed = false;
  if (exists && S_ISDIR(status.st_mode) && !is_git_name(name)) {
    if (listed_file) parent.files.erase(file);
    const auto child = listed ? folder : parent.folders.insert(folder, ListedFolder{name, {}, {}, {}});
    changed = !listed || listed_file;
    changed = (rest.size() > name.size() ? TRY(scan_path(scan, repository, path, rest.substr(name.size() + 1), *child))
                                         : TRY(scan.folder(AT_FDCWD, on_disk.c_str(), path, *child))) ||
              changed;
  } else {
    if (listed) parent.folders.erase(folder);
    std::vector<ListedFile> found;
    // Directly below the workspace there are only folders to list.
    if (exists && rest.size() == name.size()) {
      changed = TRY(scan.file(at, name, status, listed_file ? &*file : nullptr, found));
    }
    changed = changed || listed || found.empty() == listed_file;
    if (listed_file) parent.files.erase(file);
    if (!found.empty()) parent.files.insert(place_of(parent.files, name), std::move(found.front()));
  }
  if (changed) parent.tree.reset();
  return changed;
}

void collect(const ListedFolder& folder, const std::string& path, std::vector<PathedFile>& out) {
  const std::string start = path.empty() ? "" : path + "/";
  auto child = folder.folders.begin();
  // A folder sorts as if its name ended in "/", since that is what its files' paths go on with.
  const auto is_before = [](const std::string& a, const std::string& b) {
    const int order = b.compare(0, a.size(), a);
    return order != 0 ? order > 0 : b.size() > a.size() && '/' < b[a.size()];
  };
  for (const ListedFile& file : folder.files) {
    for (; child != folder.folders.end() && is_before(child->name, file.name); ++child)
      collect(*child, start + child->name, out);
    out.push_back({start + file.name, &file});
  }
  for (; child != folder.folders.end(); ++child) collect(*child, start + child->name, out);
}

}  // namespace

FileStamp stamp_of(const struct stat& status) {
  const auto nanoseconds = [](const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + std::int64_t{time.tv_nsec};
  };
  return {static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim), nanoseconds(status.st_ctim),
          std::uint64_t{status.st_ino}};
}

Result<void> scan_working(const Repository& repository, const std::optional<git_oid>& head_tree,
                          std::string_view folder, Listing& listing) {
  if (!folder.empty() && (!is_ours(folder) || has_bad_part(folder))) return {};
  if (!listing.loaded) load(repository, listing);
  const FileStamp ignore_rules = stamp_at(repository.root / ".gitignore");
  const FileStamp exclude_rules = stamp_at(repository.common_dir / "info" / "exclude");
  bool rules_changed = ignore_rules != listing.ignore_rules || exclude_rules != listing.exclude_rules;
  for (;;) {
    if (rules_changed) {
      listing.top = ListedFolder();
      listing.ignore_rules = ignore_rules;
      listing.exclude_rules = exclude_rules;
    }
    Scan scan(repository, head_tree);
    bool changed = rules_changed;
    for (const std::string_view top :
         folder.empty() ? std::vector<std::string_view>{kDocuments, kSchemas} : std::vector<std::string_view>{folder}) {
      const Result<bool> differs = scan_path(scan, repository, "", top, listing.top);
      if (!differs) {
        listing = Listing();  // half a listing is none
        return differs.error();
      }
      changed = *differs || changed;
    }
    listing.changed = listing.changed || changed || scan.stamps_changed;
    if (!scan.ignore_rules_changed || rules_changed) return {};
    rules_changed = true;
  }
}

std::vector<PathedFile> files_below(const Listing& listing, std::string_view folder) {
  std::vector<PathedFile> files;
  const ListedFolder* at = &listing.top;
  std::string path;
  for (std::string_view rest = folder; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    path += (path.empty() ? "" : "/") + std::string(name);
    const auto is_it = [&](const auto& listed) { return listed.name == name; };
    const auto file = std::find_if(at->files.begin(), at->files.end(), is_it);
    if (rest.empty() && file != at->files.end()) return {{path, &*file}};
    const auto child = std::find_if(at->folders.begin(), at->folders.end(), is_it);
    if (child == at->folders.end()) return {};
    at = &*child;
  }
  collect(*at, path, files);
  return files;
}

void keep(const Repository& repository, Listing& listing) {
  if (!listing.changed) return;
  const Result<std::filesystem::path> folder = state_folder(repository.git_dir);
  if (!folder) return;
  std::string bytes(kCacheHeader);
  append_stamp(bytes, listing.ignore_rules);
  append_stamp(bytes, listing.exclude_rules);
  append_folder(bytes, listing.top);
  write_unsynced(cache_path(repository), {bytes, checksum(bytes)});
  listing.changed = false;
}

}  // namespace zielbaum::store
