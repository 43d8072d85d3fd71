// The working copy as a tree of git: HEAD's tree with documents/ and schemas/ as they are on disk.
#pragma once

#include "store/journal_internal.h"
#include "store/working_internal.h"

namespace zielbaum::store {

/// What to do with entries that are no regular files.
enum class Irregular { Refuse, LeaveOut };

/// Writes what is not in the repository yet and returns the tree's id. What the new tree takes over from `base` is
/// proven to be there: folders on the way to a change are read, unchanged files and folders beside them exist; in small
/// workspaces everything is read. Storage ("damaged-version") if not. Refuse also means: Invalid ("names-collide")
/// where two names in a changed folder are one for other systems.
[[nodiscard]] Result<git_oid> write_snapshot(const Repository& repository, NewObjects& objects,
                                             const std::optional<git_oid>& base, Listing& listing, Irregular irregular);

/// Makes git's index say of what is listed what the saved tree says, and nothing else new, so that plain `git status`
/// is clean; and of `laid_out`, wherever it lies, what was laid out. What others staged outside documents/ and schemas/
/// stays. Not synced: git can make it anew.
[[nodiscard]] Result<void> refresh_index(const Repository& repository, const Listing& listing,
                                         const std::vector<FileStep>& laid_out = {});

}  // namespace zielbaum::store
