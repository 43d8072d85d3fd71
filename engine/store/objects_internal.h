// git's objects as bytes: read whole. Trees are scanned raw, without libgit2's parser.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/git_internal.h"

namespace zielbaum::store {

inline constexpr std::uint32_t kFolderMode = 0040000;
inline constexpr std::uint32_t kFileMode = 0100644;
inline constexpr std::uint32_t kExecutableMode = 0100755;

struct TreeEntry {
  std::uint32_t mode = 0;
  std::string name;
  git_oid id{};
  [[nodiscard]] bool is_folder() const { return mode == kFolderMode; }
  [[nodiscard]] bool is_file() const { return (mode & 0170000) == 0100000; }
};

/// A version as stored: with its tree.
struct Commit {
  git_oid tree{};
  Version version;
};

/// The id that git gives to an object of these bytes.
[[nodiscard]] git_oid object_id(git_object_t type, std::string_view bytes);

/// Storage if missing or damaged: the bytes are checked against the id.
[[nodiscard]] Result<std::string> read_object(const Repository& repository, const git_oid& id, git_object_t type);
/// Whether the object is there and its bytes still give its id.
[[nodiscard]] bool reads_back(const Repository& repository, const git_oid& id);
[[nodiscard]] bool has_object(const Repository& repository, const git_oid& id);
/// As has_object(), but sees what other programs packed since the repository was opened.
[[nodiscard]] bool is_stored(const Repository& repository, const git_oid& id);

/// Where the object lies if it has a file of its own.
[[nodiscard]] std::filesystem::path loose_path(const Repository& repository, const git_oid& id);

[[nodiscard]] Result<std::vector<TreeEntry>> read_tree(const Repository& repository, const git_oid& id);
/// Sorts `entries` as git does and gives the tree's bytes.
[[nodiscard]] std::string encode_tree(std::vector<TreeEntry> entries);
[[nodiscard]] std::string encode_commit(std::string_view tree, const std::vector<VersionId>& parents,
                                        const Author& author, std::int64_t unix_time, std::string_view message);
/// Empty if the bytes are no commit.
[[nodiscard]] std::optional<Commit> parse_commit(const VersionId& id, std::string_view bytes);
/// NotFound for what is no id; Storage, "unknown-version" where it is missing: whoever has an id was told it by a name
/// or another version. In a shallow clone the oldest versions have no parents.
[[nodiscard]] Result<Commit> read_commit(const Repository& repository, const VersionId& id);

/// "Name <address> 123 +0000", with what git forbids in names left out.
[[nodiscard]] std::string signature(const Author& author, std::int64_t unix_time);
/// Line ends and the end of a message as git keeps them: no blank at the end, then one line end.
[[nodiscard]] std::string_view trimmed_message(std::string_view message);

/// The versions whose ids begin so.
[[nodiscard]] Result<std::vector<VersionId>> versions_with_prefix(const Repository& repository,
                                                                  std::string_view prefix);

}  // namespace zielbaum::store
