// A tree of git that differs from another one in some files.
#pragma once

#include <span>

#include "store/new_objects_internal.h"

namespace zielbaum::store {

/// What is to stand at a path: a file, or nothing.
struct TreeChange {
  std::string path;
  std::optional<TreeEntry> file;  ///< its name does not count
};

/// The id of `old` with these changes, which are sorted by path, none twice. None where no file is left. Reads the
/// folders on the way to what changes. Refused ("name-taken") where a file would stand where a folder is, or below a
/// file.
[[nodiscard]] Result<std::optional<git_oid>> changed_tree(const Repository& repository, NewObjects& objects,
                                                          const std::optional<git_oid>& old,
                                                          std::span<const TreeChange> changes);

}  // namespace zielbaum::store
