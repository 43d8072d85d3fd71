// The working copy: what lies below documents/ and schemas/ on disk, with content ids.
//
// A listing is kept in `<git dir>/zielbaum/stat-cache`, so that an unchanged file costs one lstat and an unchanged
// folder no hashing. A file is known by size, times and inode; one that changed at or after the moment of hashing is
// not trusted (git's rule for its index: a later change in the same tick of the clock would not show). When the rules
// of what to ignore have changed, nothing is trusted.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>
#include <vector>

#include "store/git_internal.h"

namespace zielbaum::store {

inline constexpr std::string_view kDocuments = "documents";
inline constexpr std::string_view kSchemas = "schemas";

/// What tells that a file has not changed. All zero: not known.
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t changed_ns = 0;         ///< mtime
  std::int64_t status_changed_ns = 0;  ///< ctime
  std::uint64_t inode = 0;
  bool operator==(const FileStamp&) const = default;
};

enum class FileSort : char { Plain, Executable, Irregular };

struct ListedFile {
  std::string name;
  FileStamp stamp;  ///< not known if the content id is not to be trusted at the next listing
  std::uint64_t size = 0;
  git_oid id{};  ///< of a plain or executable file
  FileSort sort = FileSort::Plain;
};

/// A folder as listed last; files and folders are sorted by name.
struct ListedFolder {
  std::string name;
  std::vector<ListedFile> files;
  std::vector<ListedFolder> folders;
  std::optional<git_oid> tree;  ///< git's id of what is listed here; none until write_snapshot() has found it
};

struct Listing {
  ListedFolder top;  ///< holds documents/ and schemas/
  FileStamp ignore_rules;
  FileStamp exclude_rules;
  bool loaded = false;
  bool changed = false;  ///< since it was read from its file
};

struct PathedFile {
  std::string path;
  const ListedFile* file;
};

[[nodiscard]] FileStamp stamp_of(const struct stat& status);

/// Brings `listing` up to date for what lies below `folder` ("" for all). Leaves out our unfinished files and what git
/// is told to ignore and no version has. `head_tree` is the tree of the version that the working copy is based on.
[[nodiscard]] Result<void> scan_working(const Repository& repository, const std::optional<git_oid>& head_tree,
                                        std::string_view folder, Listing& listing);

/// The listed files at or below `folder`, sorted by path. Valid until the listing changes.
[[nodiscard]] std::vector<PathedFile> files_below(const Listing& listing, std::string_view folder);

/// Writes the listing to its file if it has changed. It can be made anew at any time: no fsync, no error.
void keep(const Repository& repository, Listing& listing);

}  // namespace zielbaum::store
