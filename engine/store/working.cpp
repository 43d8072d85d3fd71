#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "store/bytes_internal.h"
#include "store/lock_internal.h"
#include "store/objects_internal.h"
#include "store/paths_internal.h"
#include "store/working_internal.h"

namespace zielbaum::store {

namespace {

constexpr std::string_view kCacheHeader = "zielbaum-stat 1\n";

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

void load(const Repository& repository, StatCache& cache) {
  cache.loaded = true;
  const Result<std::string> bytes = read_file(cache_path(repository));
  if (!bytes) return;
  const std::optional<std::string_view> content = checked_content(*bytes, kCacheHeader);
  if (!content) return;  // torn: as good as none
  std::string_view rest = *content;
  while (!rest.empty()) {
    std::optional<std::string> path = take_text(rest);
    if (!path || rest.size() < 4 * 8 + GIT_OID_RAWSZ) return cache.entries.clear();
    std::pair<FileStamp, git_oid> entry;
    entry.first.size = *take_number(rest);
    entry.first.changed_ns = static_cast<std::int64_t>(*take_number(rest));
    entry.first.status_changed_ns = static_cast<std::int64_t>(*take_number(rest));
    entry.first.inode = *take_number(rest);
    std::memcpy(entry.second.id, rest.data(), GIT_OID_RAWSZ);
    rest.remove_prefix(GIT_OID_RAWSZ);
    cache.entries.emplace_hint(cache.entries.end(), std::move(*path), entry);
  }
}

/// Only a cache: that it cannot be written (a read-only drive) is no error.
void keep(const Repository& repository, const StatCache& cache) {
  std::string bytes(kCacheHeader);
  bytes.reserve(cache.entries.size() * 120);
  for (const auto& [path, entry] : cache.entries) {
    append_text(bytes, path);
    append_number(bytes, entry.first.size);
    append_number(bytes, static_cast<std::uint64_t>(entry.first.changed_ns));
    append_number(bytes, static_cast<std::uint64_t>(entry.first.status_changed_ns));
    append_number(bytes, entry.first.inode);
    bytes.append(reinterpret_cast<const char*>(entry.second.id), GIT_OID_RAWSZ);
  }
  const Result<void> written = write_file(cache_path(repository), with_checksum(std::move(bytes)));
  static_cast<void>(written.has_value());
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

class Scan {
 public:
  Scan(const Repository& repository, const std::optional<git_oid>& head_tree, StatCache& cache)
      : repository_(repository), head_tree_(head_tree), cache_(cache) {}

  Result<void> folder(int parent, const char* name, const std::string& path) {
    const int fd = ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return cannot_read(path, errno);
    const FolderHandle handle(fd);
    if (handle.stream == nullptr) return cannot_read(path, errno);
    for (errno = 0; const dirent* entry = ::readdir(handle.stream); errno = 0) {
      const std::string_view child = entry->d_name;
      if (child == "." || child == ".." || is_litter(child)) continue;
      struct stat status {};
      if (::fstatat(::dirfd(handle.stream), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) continue;
        return cannot_read(path + "/" + entry->d_name, errno);
      }
      const std::string child_path = path + "/" + entry->d_name;
      if (S_ISDIR(status.st_mode) && !is_git_name(child)) {
        TRY(folder(::dirfd(handle.stream), entry->d_name, child_path));
      } else {
        TRY(file(child_path, status));
      }
    }
    return {};
  }

  Result<void> file(const std::string& path, const struct stat& status) {
    const bool regular = S_ISREG(status.st_mode);
    const FileStamp stamp = stamp_of(status);
    if (regular) {
      const auto known = cache_.entries.find(path);
      if (known != cache_.entries.end() && known->second.first == stamp) {
        files.push_back({path, ContentId{hex(known->second.second)}, stamp.size, true});
        return {};
      }
    }
    if (TRY(is_ignored(path))) return {};
    if (!regular) {
      files.push_back({path, ContentId{}, 0, false});
      return {};
    }
    if (now_ == 0) now_ = drive_time(repository_);
    const std::string bytes = TRY(read_file(repository_.root / path));
    const git_oid id = object_id(GIT_OBJECT_BLOB, bytes);
    files.push_back({path, ContentId{hex(id)}, bytes.size(), true});
    const bool trusted = stamp.size == bytes.size() && stamp.changed_ns < now_ && stamp.status_changed_ns < now_;
    if (trusted) {
      cache_.entries[path] = {stamp, id};
      changed = true;
    } else {
      cache_.entries.erase(path);
    }
    return {};
  }

  std::vector<File> files;
  bool changed = false;

 private:
  Result<bool> is_ignored(const std::string& path) {
    int ignored = 0;
    if (git_ignore_path_is_ignored(&ignored, repository_.handle.get(), path.c_str()) != 0 || ignored == 0) return false;
    if (!head_tree_) return true;
    return !TRY(find_entry(repository_, *head_tree_, path)).has_value();
  }

  const Repository& repository_;
  const std::optional<git_oid>& head_tree_;
  StatCache& cache_;
  std::int64_t now_ = 0;
};

}  // namespace

FileStamp stamp_of(const struct stat& status) {
  const auto nanoseconds = [](const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + std::int64_t{time.tv_nsec};
  };
  return {static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim), nanoseconds(status.st_ctim),
          std::uint64_t{status.st_ino}};
}

Result<std::vector<File>> scan_working(const Repository& repository, const std::optional<git_oid>& head_tree,
                                       std::string_view folder, StatCache& cache) {
  if (!cache.loaded) load(repository, cache);
  std::vector<std::string> tops = {std::string(folder)};
  if (folder.empty()) tops = {std::string(kDocuments), std::string(kSchemas)};
  Scan scan(repository, head_tree, cache);
  for (const std::string& top : tops) {
    if (!is_ours(top) || has_bad_part(top)) continue;
    if (!TRY(is_behind_real_folders(repository.root, top))) continue;
    struct stat status {};
    if (::lstat((repository.root / top).c_str(), &status) != 0) continue;
    if (S_ISDIR(status.st_mode)) {
      TRY(scan.folder(AT_FDCWD, (repository.root / top).c_str(), top));
    } else {
      TRY(scan.file(top, status));
    }
  }
  std::sort(scan.files.begin(), scan.files.end(), [](const File& a, const File& b) { return a.path < b.path; });

  if (folder.empty() && cache.entries.size() > scan.files.size()) {
    std::erase_if(cache.entries, [&](const auto& entry) {
      const auto at = std::lower_bound(scan.files.begin(), scan.files.end(), entry.first,
                                       [](const File& file, const std::string& path) { return file.path < path; });
      return at == scan.files.end() || at->path != entry.first;
    });
    scan.changed = true;
  }
  if (scan.changed) keep(repository, cache);
  return std::move(scan.files);
}

}  // namespace zielbaum::store
