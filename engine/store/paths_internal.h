// Which paths may be written and listed. Both implementations use it.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace zielbaum::store {

/// Whether `path` is documents/ or schemas/ or below one of them.
[[nodiscard]] bool is_ours(std::string_view path);
/// Whether a part is empty, ".", ".." or a name of git's.
[[nodiscard]] bool has_bad_part(std::string_view path);
/// ".git" in any spelling that some file system takes for it.
[[nodiscard]] bool is_git_name(std::string_view name);
/// Refused unless `path` may be written: a file below documents/ or schemas/, no "..", no ".git", not absolute.
[[nodiscard]] Result<void> check_writable_path(std::string_view path);
/// Whether the folders above `path` exist as far as they do as folders, none of them a symbolic link.
[[nodiscard]] Result<bool> is_behind_real_folders(const std::filesystem::path& root, std::string_view path);
/// The file of an error that is about the whole file.
[[nodiscard]] Place place_of(const std::filesystem::path& path);
/// NotFound.
[[nodiscard]] Error no_such_file(std::string_view path);
/// Whether `path` is `folder` or below it; everything is below "".
[[nodiscard]] bool is_below(std::string_view path, std::string_view folder);

}  // namespace zielbaum::store
