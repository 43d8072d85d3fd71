// What can be made anew at any time, kept in files of the repository's own folder (Store::kept).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "store/store.h"

namespace zielbaum::store {

[[nodiscard]] std::optional<std::string> read_kept(const std::filesystem::path& common_dir, std::string_view name);
[[nodiscard]] ReadPart open_kept(const std::filesystem::path& common_dir, std::string_view name);
void write_kept(const std::filesystem::path& common_dir, std::string_view name, std::string_view bytes);

}  // namespace zielbaum::store
