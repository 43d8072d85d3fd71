// git's lock files that a killed program left: they would keep everybody from writing for ever.
#pragma once

#include <filesystem>
#include <vector>

#include "store/git_internal.h"

namespace zielbaum::store {

/// Lock files of names, index and configuration, whoever made them.
[[nodiscard]] std::vector<std::filesystem::path> lock_files(const Repository& repository);
/// Whether a process of this machine has the file open. Others' processes can only be seen by an administrator.
[[nodiscard]] bool is_open_somewhere(const std::filesystem::path& path);

/// Removes those that no process has open. Requires the writer's lock, and that whoever had it before died with it: git
/// itself holds such a file for an instant only, and notices where it is gone.
void remove_stale_locks(const Repository& repository);

}  // namespace zielbaum::store
