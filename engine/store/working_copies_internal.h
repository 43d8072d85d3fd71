// Several working copies of one repository (git's linked worktrees).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "store/git_internal.h"

namespace zielbaum::store {

/// What tells this working copy from the other ones; "" for the first.
[[nodiscard]] std::string copy_name(const Repository& repository);

/// The folder of another working copy that is on the branch of this full name.
[[nodiscard]] std::optional<std::filesystem::path> other_copy_on(const Repository& repository,
                                                                 const std::string& reference);

}  // namespace zielbaum::store
