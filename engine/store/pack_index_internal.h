// The list of what a pack holds (git's pack index, version 2: gitformat-pack(5)), as far as libgit2 believes it unseen:
// where an object lies. Of a flipped bit there it reads beyond the end of the pack, and the program is gone.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace zielbaum::store {

/// Storage ("damaged-index") if the list of one of the packs in `objects` leads out of it. Reads four bytes an object;
/// that all of it is as it was written, only its digest would say.
[[nodiscard]] Result<void> check_pack_indexes(const std::filesystem::path& objects);

/// Naming the file, and what to do.
[[nodiscard]] Error damaged_index(const std::filesystem::path& index);

}  // namespace zielbaum::store
