#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

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

 private:
  int fd_;
};

Error storage_error(const std::filesystem::path& path, int number) {
  Place place;
  place.file = path.string();
  if (number == ENOENT) {
    return at(error(ErrorKind::NotFound, "no-such-file", msg("The file does not exist: {0}", place.file)), place);
  }
  if (number == EISDIR) {
    return advise(at(error(ErrorKind::Usage, "is-folder", msg("{0} is a folder", place.file)), place),
                  msg("Name a file in it."));
  }
  if (number == ENOTDIR || number == EEXIST) {
    return advise(at(error(ErrorKind::Usage, "no-folder", msg("On the way to {0} stands a file", place.file)), place),
                  msg("Correct the path: all but its last part have to be folders."));
  }
  if (number == ENAMETOOLONG) {
    return advise(at(error(ErrorKind::Usage, "name-too-long", msg("The name is too long: {0}", place.file)), place),
                  msg("Give the file a shorter name."));
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
  std::string bytes(static_cast<std::size_t>(status.st_size) + 1, '\0');  // with room to see the end
  std::size_t filled = 0;
  for (;;) {
    if (filled == bytes.size()) {
      if (filled > most) {
        return at(error(ErrorKind::Invalid, "file-too-large", msg("{0} is larger than {1} bytes", place.file, most)),
                  place);
      }
      bytes.resize(2 * filled);  // the file grows while it is read
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

NewFile::NewFile(std::filesystem::path path, std::filesystem::path beside, int fd)
    : path_(std::move(path)), beside_(std::move(beside)), fd_(fd) {}
NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)), beside_(std::exchange(other.beside_, {})), fd_(std::exchange(other.fd_, -1)) {}
NewFile::~NewFile() {
  if (fd_ >= 0) ::close(fd_);
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

Result<NewFile> NewFile::create(const std::filesystem::path& path) {
  const std::filesystem::path folder = folder_of(path);
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  if (code) return storage_error(folder, code.value());
  if (std::filesystem::is_directory(path, code)) return storage_error(path, EISDIR);

  static std::atomic<unsigned> counter = 0;
  const std::filesystem::path beside = folder / ("." + path.filename().string() + "." + std::to_string(::getpid()) +
                                                 "-" + std::to_string(counter++) + ".tmp");
  const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0) return storage_error(path, errno);
  NewFile file(path, beside, fd);
  struct stat old {};
  if (::stat(path.c_str(), &old) == 0 && ::fchmod(fd, old.st_mode & 07777) != 0) return storage_error(path, errno);
  return file;
}

Result<void> NewFile::append(std::string_view bytes) {
  for (std::size_t written = 0; written < bytes.size();) {
    const ssize_t put = ::write(fd_, bytes.data() + written, bytes.size() - written);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return storage_error(path_, errno);
    written += static_cast<std::size_t>(put);
  }
  return {};
}

Result<void> NewFile::commit() {
  if (::fsync(fd_) != 0) return storage_error(path_, errno);
  // Network drives report a full disk only when the file is closed.
  if (::close(std::exchange(fd_, -1)) != 0) return storage_error(path_, errno);
  if (::rename(beside_.c_str(), path_.c_str()) != 0) return storage_error(path_, errno);
  beside_.clear();
  return sync_folder(folder_of(path_));
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
  NewFile file = TRY(NewFile::create(path));
  TRY(file.append(bytes));
  return file.commit();
}

Result<void> remove_file(const std::filesystem::path& path) {
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return storage_error(path, errno);
  }
  return sync_folder(folder_of(path));
}

}  // namespace zielbaum
