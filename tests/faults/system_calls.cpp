#include "faults/system_calls.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <new>

namespace zielbaum::test {

namespace {

Fault planned = Fault::None;
int planned_at = 0;
int count = 0;

/// Whether the call may be made; else errno is set. `writes`: whether it needs room on the drive.
bool passes(bool writes) {
  if (planned == Fault::None || planned == Fault::NoFiles || planned == Fault::NoMemory) return true;
  ++count;
  if (count == planned_at) {
    if (planned == Fault::Killed || planned == Fault::KilledAmid) ::raise(SIGKILL);
    if (planned == Fault::BrokenDrive) {
      errno = EIO;
      return false;
    }
  }
  if (planned == Fault::FullDrive && count >= planned_at && writes) {
    errno = ENOSPC;
    return false;
  }
  return true;
}

}  // namespace

void plan_fault(Fault fault, int at) {
  planned = fault;
  planned_at = at;
  count = 0;
}

int counted_calls() {
  return count;
}

void end_faults() {
  planned = Fault::None;
}

namespace {

long opened(int folder, const char* path, int flags, mode_t mode) {
  if (planned == Fault::NoFiles && ++count >= planned_at) {
    errno = EMFILE;
    return -1;
  }
  const bool makes = (flags & O_CREAT) != 0;
  if (makes && !passes(true)) return -1;
  return ::syscall(SYS_openat, folder, path, flags | O_LARGEFILE, mode);
}

bool is_amid(size_t length) {
  return planned == Fault::KilledAmid && count + 1 == planned_at && length > 1;
}

/// How much of a write is done; nothing where a signal interrupts it.
size_t room_for(size_t length) {
  if (planned == Fault::ShortWrites) return length < 2 ? length : length / 2;
  if (planned == Fault::Interrupted && count % 2 == 0) return 0;
  return length;
}

template <typename Write>
ssize_t written(size_t length, const Write& write) {
  if (is_amid(length)) write(length / 2);
  const size_t room = room_for(length);
  if (!passes(true)) return -1;
  if (room == 0 && length > 0) {
    errno = EINTR;
    return -1;
  }
  return write(room);
}

}  // namespace

}  // namespace zielbaum::test

using namespace zielbaum::test;

void* operator new(std::size_t size) {
  if (planned == Fault::NoMemory && ++count == planned_at) throw std::bad_alloc();
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

extern "C" {

ssize_t write(int fd, const void* bytes, size_t length) {
  return written(length, [&](size_t some) { return ::syscall(SYS_write, fd, bytes, some); });
}
ssize_t pwrite(int fd, const void* bytes, size_t length, off_t at) {
  return written(length, [&](size_t some) { return ::syscall(SYS_pwrite64, fd, bytes, some, at); });
}
ssize_t pwrite64(int fd, const void* bytes, size_t length, off64_t at) {
  return pwrite(fd, bytes, length, at);
}
int fsync(int fd) {
  return passes(false) ? static_cast<int>(::syscall(SYS_fsync, fd)) : -1;
}
int fdatasync(int fd) {
  return passes(false) ? static_cast<int>(::syscall(SYS_fdatasync, fd)) : -1;
}
int ftruncate64(int fd, off64_t length) noexcept {
  return passes(true) ? static_cast<int>(::syscall(SYS_ftruncate, fd, length)) : -1;
}
int ftruncate(int fd, off_t length) noexcept {
  return ftruncate64(fd, length);
}
int rename(const char* from, const char* to) noexcept {
  return passes(false) ? static_cast<int>(::syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to)) : -1;
}
int link(const char* from, const char* to) noexcept {
  return passes(true) ? static_cast<int>(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0)) : -1;
}
int unlink(const char* path) noexcept {
  return passes(false) ? static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, 0)) : -1;
}
int mkdir(const char* path, mode_t mode) noexcept {
  return passes(true) ? static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, mode)) : -1;
}
int flock(int fd, int operation) noexcept {
  if (planned == Fault::NoLocks) {
    errno = ENOLCK;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_flock, fd, operation));
}
int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return static_cast<int>(opened(AT_FDCWD, path, flags, mode));
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return static_cast<int>(opened(AT_FDCWD, path, flags, mode));
}

}  // extern "C"
