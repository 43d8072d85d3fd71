#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

#include "base/date.h"
#include "store/lock_internal.h"
#include "store/paths_internal.h"

namespace zielbaum::store {

namespace {

Error lock_failed(const std::filesystem::path& path, int number) {
  if (number == ENOLCK || number == EOPNOTSUPP || number == ENOSYS) {
    return advise(at(error(ErrorKind::Refused, "no-locks",
                           msg("The drive of {0} cannot lock files (a network drive?)", path.string())),
                     place_of(path)),
                  msg("Two people could overwrite each other there. Keep the workspace on a local drive and exchange "
                      "versions through git."));
  }
  return at(error(ErrorKind::Storage, "io-error",
                  msg("Reading or writing {0} failed: {1}", path.string(), std::string_view(std::strerror(number)))),
            place_of(path));
}

/// Who holds the lock, as its holder wrote it, and since when.
Error held_by_other(const std::filesystem::path& path, int fd) {
  std::array<char, 200> text{};
  const ssize_t got = ::pread(fd, text.data(), text.size(), 0);
  std::string_view holder(text.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
  holder = holder.substr(0, holder.find('\n'));
  struct stat status {};
  ::fstat(fd, &status);
  return advise(at(error(ErrorKind::Locked, "locked",
                         msg("Another program is writing ({0}, since {1})", holder, rfc3339(status.st_mtime))),
                   place_of(path)),
                msg("Wait until it is done, or end it; then run the command again."));
}

}  // namespace

WriterLock::WriterLock(WriterLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)), was_left_(other.was_left_) {}

WriterLock::~WriterLock() {
  if (fd_ < 0) return;
  // Whoever dies instead leaves its name in there.
  static_cast<void>(::ftruncate(fd_, 0));
  ::close(fd_);
}

Result<std::filesystem::path> state_folder(const std::filesystem::path& git_dir) {
  std::filesystem::path folder = git_dir / "zielbaum";
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  if (code) return lock_failed(folder, code.value());
  return folder;
}

Result<WriterLock> WriterLock::take(const std::filesystem::path& common_dir, int patience_ms) {
  const std::filesystem::path path = TRY(state_folder(common_dir)) / "lock";
  WriterLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (lock.fd_ < 0) return lock_failed(path, errno);
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(patience_ms);
  while (::flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return lock_failed(path, errno);
    if (std::chrono::steady_clock::now() >= end) return held_by_other(path, lock.fd_);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  struct stat status {};
  lock.was_left_ = ::fstat(lock.fd_, &status) == 0 && status.st_size > 0;
  std::array<char, 65> host{};
  ::gethostname(host.data(), host.size() - 1);
  const std::string holder = "pid " + std::to_string(::getpid()) + ", " + host.data() + "\n";
  // Only told to people who wait: that it cannot be written is no reason not to go on.
  if (::ftruncate(lock.fd_, 0) != 0 || ::pwrite(lock.fd_, holder.data(), holder.size(), 0) < 0) return lock;
  return lock;
}

}  // namespace zielbaum::store
