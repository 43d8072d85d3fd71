// The files below a tree of git's, and those that the working copy and a tree do not have alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/working_internal.h"

namespace zielbaum::store {

/// Appends all files below a tree that stands at `path`.
[[nodiscard]] Result<void> list_tree(const Repository& repository, const git_oid& tree, const std::string& path,
                                     std::vector<File>& files);
[[nodiscard]] File working_file(const ListedFile& file, std::string path);
/// Appends what the working copy as listed and the top tree of a version do not have alike of what is ours. Folders
/// known to be the same are passed over.
[[nodiscard]] Result<void> compare_listed(const Repository& repository, const ListedFolder& now,
                                          const std::optional<git_oid>& tree, std::vector<ChangedFile>& changed);

}  // namespace zielbaum::store
