// Reading files whole, and writing them so that a reader sees the old bytes or the new ones, never half of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zielbaum {

/// The bytes of a regular file of at most `most` bytes. Does not follow a symbolic link in the last component.
/// NotFound, Invalid (no regular file, too large) or Storage.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t most = 256u << 20);

/// Writes beside the file, fsyncs, renames over it and fsyncs the folder. On failure the old file stands untouched and
/// nothing is left beside it. Storage (with the system's reason: disk full, no permission, ...).
/// Missing parent folders are made.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

/// The same for a file that is written piece by piece: what was appended appears in its place when `commit` is called.
/// Destroyed without that, it leaves nothing.
class NewFile {
 public:
  [[nodiscard]] static Result<NewFile> create(const std::filesystem::path& path);
  NewFile(NewFile&&) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();
  [[nodiscard]] Result<void> append(std::string_view bytes);
  [[nodiscard]] Result<void> commit();

 private:
  NewFile(std::filesystem::path path, std::filesystem::path beside, int fd);
  std::filesystem::path path_, beside_;  ///< `beside_` is empty once nothing is left there
  int fd_ = -1;
};

/// Removes a file and fsyncs its folder; no error if it does not exist.
[[nodiscard]] Result<void> remove_file(const std::filesystem::path& path);

}  // namespace zielbaum
