// The working copy as a tree of git: HEAD's tree with documents/ and schemas/ as they are on disk.
#pragma once

#include "store/objects_internal.h"

namespace zielbaum::store {

/// What to do with entries that are no regular files.
enum class Irregular { Refuse, LeaveOut };

/// Writes what is not in the repository yet and returns the tree's id. Whatever the new tree takes over from `base` is
/// proven to be there: every tree is read, every file exists, and files are read where the folder changed (all of them
/// in small workspaces). Storage ("damaged-version") if not.
[[nodiscard]] Result<git_oid> write_snapshot(const Repository& repository, const std::optional<git_oid>& base,
                                             const std::vector<File>& files, Irregular irregular);

/// Makes git's index say of `files` what the saved tree says, and nothing else new, so that plain `git status` is
/// clean. What others staged outside documents/ and schemas/ stays.
[[nodiscard]] Result<void> refresh_index(const Repository& repository, const std::vector<File>& files);

}  // namespace zielbaum::store
