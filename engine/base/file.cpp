#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

namespace zielbaum {

namespace {

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  /// Closes and tells whether that worked: network drives report a full disk only here.
  [[nodiscard]] bool close() { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

Error storage_error(const std::filesystem::path& path, int number) {
  Place place;
  place.file = path.string();
  if (number == ENOENT) {
    return at(error(ErrorKind::NotFound, "no-such-file", msg("The file does not exist: {0}", place.file)), place);
  }
  if (number == ENOSPC || number == EDQUOT) {
    return advise(at(error(ErrorKind::Storage, "disk-full", msg("The disk is full: {0}", place.file)), place),
                  msg("Free some space and run the command again; nothing was changed."));
  }
  if (number == EACCES || number == EPERM || number == EROFS) {
    return advise(at(error(ErrorKind::Storage, "no-permission", msg("No permission: {0}", place.file)), place),
                  msg("Check who owns the file and whether the drive is read-only."));
  }
  return at(error(ErrorKind::Storage, "io-error",
                  msg("Reading or writing {0} failed: {1}", place.file, std::string_view(std::strerror(number)))),
            place);
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const FileDescriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0) return storage_error(folder, errno);
  // Some network drives refuse fsync on folders (EINVAL); there is nothing better to do then.
  if (::fsync(fd.get()) != 0 && errno != EINVAL) return storage_error(folder, errno);
  return {};
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t most) {
  const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  Place place;
  place.file = path.string();
  if (fd.get() < 0 && errno == ELOOP) {
    return advise(at(error(ErrorKind::Invalid, "symbolic-link", msg("{0} is a symbolic link", place.file)), place),
                  msg("Replace the link by the file itself."));
  }
  if (fd.get() < 0) return storage_error(path, errno);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) return storage_error(path, errno);
  if (!S_ISREG(status.st_mode)) {
    return at(error(ErrorKind::Invalid, "no-regular-file", msg("{0} is no regular file", place.file)), place);
  }
  if (static_cast<std::uint64_t>(status.st_size) > most) {
    return at(error(ErrorKind::Invalid, "file-too-large", msg("{0} is larger than {1} bytes", place.file, most)),
              place);
  }
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t filled = 0;
  for (;;) {
    if (filled == bytes.size()) {
      if (filled > most) {
        return at(error(ErrorKind::Invalid, "file-too-large", msg("{0} is larger than {1} bytes", place.file, most)),
                  place);
      }
      bytes.resize(filled + 1);  // room to see the end, or a file that grows while it is read
    }
    const ssize_t got = ::read(fd.get(), bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return storage_error(path, errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
  const std::filesystem::path folder = folder_of(path);
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  if (code) return storage_error(folder, code.value());
  if (std::filesystem::is_directory(path, code)) return storage_error(path, EISDIR);

  static std::atomic<unsigned> counter = 0;
  const std::filesystem::path beside = folder / ("." + path.filename().string() + "." + std::to_string(::getpid()) +
                                                 "-" + std::to_string(counter++) + ".tmp");
  FileDescriptor fd(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (fd.get() < 0) return storage_error(path, errno);
  const auto give_up = [&](int number) -> Result<void> {
    ::unlink(beside.c_str());
    return storage_error(path, number);
  };
  struct stat old {};
  if (::stat(path.c_str(), &old) == 0 && ::fchmod(fd.get(), old.st_mode & 07777) != 0) return give_up(errno);
  for (std::size_t written = 0; written < bytes.size();) {
    const ssize_t put = ::write(fd.get(), bytes.data() + written, bytes.size() - written);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return give_up(errno);
    written += static_cast<std::size_t>(put);
  }
  if (::fsync(fd.get()) != 0) return give_up(errno);
  if (!fd.close()) return give_up(errno);
  if (::rename(beside.c_str(), path.c_str()) != 0) return give_up(errno);
  return sync_folder(folder);
}

Result<void> remove_file(const std::filesystem::path& path) {
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return storage_error(path, errno);
  }
  return sync_folder(folder_of(path));
}

}  // namespace zielbaum
