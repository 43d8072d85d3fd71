// Branches and tags: names that point to versions, moved by compare-and-swap.
#pragma once

#include "store/git_internal.h"
#include "store/objects_internal.h"

namespace zielbaum::store {

inline constexpr std::string_view kHeads = "refs/heads/";
inline constexpr const char* kOperations = "refs/zielbaum/ops";

/// The version a full reference name points to (the tag, of a tag's name); empty if there is no such reference. Storage
/// if it is broken.
[[nodiscard]] Result<std::optional<VersionId>> read_reference(const Repository& repository, const std::string& name);
/// The version of a full reference name that users gave, be it a branch or a tag of either kind; nothing where there is
/// none, or where it names no version.
[[nodiscard]] Result<std::optional<VersionId>> version_named(const Repository& repository, const std::string& name);
/// What HEAD stands for: "refs/heads/main", or "" when detached.
[[nodiscard]] Result<std::string> current_reference(const Repository& repository);

/// Moves `name` from `old` (none: it must not exist) to `target`. Conflict ("stale-base") if it stands elsewhere by
/// now; Locked if another program holds its lock file longer than half a second.
[[nodiscard]] Result<void> move_reference(const Repository& repository, const std::string& name,
                                          const std::optional<VersionId>& old, const git_oid& target,
                                          std::string_view log_line);

[[nodiscard]] Result<std::vector<EditionTag>> edition_tags(const Repository& repository);
[[nodiscard]] Result<std::vector<Line>> lines_of_work(const Repository& repository);
[[nodiscard]] Result<std::vector<OthersLine>> others_lines_of_work(const Repository& repository);
/// Whether the line of that name in another repository, as it was when it was last asked, has the version.
[[nodiscard]] Result<bool> is_shared(const Repository& repository, const std::string& line, const VersionId& version);
/// Errors of move_reference(). No error where it is gone already.
[[nodiscard]] Result<void> remove_reference(const Repository& repository, const std::string& name,
                                            const VersionId& old);
/// Makes a branch, by its full name, the one that the working copy is on; no file changes.
[[nodiscard]] Result<void> choose_line(const Repository& repository, const std::string& reference);
[[nodiscard]] Error stale_base();

}  // namespace zielbaum::store
