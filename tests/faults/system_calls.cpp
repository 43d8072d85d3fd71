#include "faults/system_calls.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace zielbaum::test {

namespace {

Fault planned = Fault::None;
int planned_at = 0;
int count = 0;

/// Whether the call may be made; else errno is set. `writes`: whether it needs room on the drive.
bool passes(bool writes) {
  if (planned == Fault::None) return true;
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
  const bool makes = (flags & O_CREAT) != 0;
  if (makes && !passes(true)) return -1;
  return ::syscall(SYS_openat, folder, path, flags | O_LARGEFILE, mode);
}

bool is_amid(size_t length) {
  return planned == Fault::KilledAmid && count + 1 == planned_at && length > 1;
}

}  // namespace

}  // namespace zielbaum::test

using namespace zielbaum::test;

extern "C" {

ssize_t write(int fd, const void* bytes, size_t length) {
  if (is_amid(length)) ::syscall(SYS_write, fd, bytes, length / 2);
  return passes(true) ? ::syscall(SYS_write, fd, bytes, length) : -1;
}
ssize_t pwrite(int fd, const void* bytes, size_t length, off_t at) {
  if (is_amid(length)) ::syscall(SYS_pwrite64, fd, bytes, length / 2, at);
  return passes(true) ? ::syscall(SYS_pwrite64, fd, bytes, length, at) : -1;
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
