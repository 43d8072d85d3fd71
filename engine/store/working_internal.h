// The working copy: what lies below documents/ and schemas/ on disk, with content ids.
//
// Hashing is spared by remembering size, times and inode of each file in `<git dir>/zielbaum/stat-cache`. An entry
// whose file changed at or after the moment of hashing is not trusted (git's rule for its index: a later change in the
// same tick of the clock would not show).
#pragma once

#include <sys/stat.h>

#include <map>

#include "store/git_internal.h"

namespace zielbaum::store {

inline constexpr std::string_view kDocuments = "documents";
inline constexpr std::string_view kSchemas = "schemas";

/// What tells that a file has not changed.
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t changed_ns = 0;         ///< mtime
  std::int64_t status_changed_ns = 0;  ///< ctime
  std::uint64_t inode = 0;
  bool operator==(const FileStamp&) const = default;
};

struct StatCache {
  std::map<std::string, std::pair<FileStamp, git_oid>, std::less<>> entries;
  bool loaded = false;
};

[[nodiscard]] FileStamp stamp_of(const struct stat& status);

/// As Store::list_working(). Leaves out our unfinished files and what git is told to ignore and no version has.
/// `head_tree` is the tree of the version that the working copy is based on.
[[nodiscard]] Result<std::vector<File>> scan_working(const Repository& repository,
                                                     const std::optional<git_oid>& head_tree, std::string_view folder,
                                                     StatCache& cache);

}  // namespace zielbaum::store
