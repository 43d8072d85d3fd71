// One writer at a time: an advisory lock that the kernel frees when its holder dies.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace zielbaum::store {

class WriterLock {
 public:
  /// Waits up to `patience_ms`, then Locked, naming who writes since when. Refused where the drive knows no locks.
  [[nodiscard]] static Result<WriterLock> take(const std::filesystem::path& common_dir, int patience_ms = 5000);
  WriterLock(WriterLock&& other) noexcept;
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;
  ~WriterLock();
  /// Whether the one who had it before died with it: it did not say that it was done.
  [[nodiscard]] bool was_left() const { return was_left_; }

 private:
  explicit WriterLock(int fd) : fd_(fd) {}
  int fd_;
  bool was_left_ = false;
};

/// Folder of our own local state, made if missing.
[[nodiscard]] Result<std::filesystem::path> state_folder(const std::filesystem::path& git_dir);

}  // namespace zielbaum::store
