// Branches, tags and the operation log: names that point to versions, moved by compare-and-swap.
#pragma once

#include "store/git_internal.h"
#include "store/names_internal.h"
#include "store/new_objects_internal.h"

namespace zielbaum::store {

inline constexpr const char* kOperations = "refs/zielbaum/ops";

/// The version a full reference name points to; empty if there is no such reference. Storage if it is broken.
[[nodiscard]] Result<std::optional<VersionId>> read_reference(const Repository& repository, const std::string& name);
/// What HEAD stands for: "refs/heads/main", or "" when detached.
[[nodiscard]] Result<std::string> current_reference(const Repository& repository);

/// Moves `name` from `old` (none: it must not exist) to `target`. Conflict ("stale-base") if it stands elsewhere by
/// now; Locked if another program holds its lock file longer than half a second.
[[nodiscard]] Result<void> move_reference(const Repository& repository, const std::string& name,
                                          const std::optional<VersionId>& old, const git_oid& target,
                                          std::string_view log_line);

[[nodiscard]] Result<std::vector<EditionTag>> edition_tags(const Repository& repository);
[[nodiscard]] Result<std::vector<Draft>> draft_branches(const Repository& repository);

/// What an operation did, to be written into the log. The entry's commit has the entry before and both versions as
/// parents, so that git's garbage collection keeps what undoing needs; its tree is the state to return to.
struct LogEntry {
  std::string what;
  std::string sentence;
  std::string reference;  ///< the one moved; "" if none
  std::optional<VersionId> old_version;
  std::optional<VersionId> new_version;
  git_oid tree{};
};
/// Makes `objects` and the entry durable before the log's name moves.
[[nodiscard]] Result<void> append_operation(const Repository& repository, NewObjects& objects, const LogEntry& entry,
                                            const Act& act);
[[nodiscard]] Result<std::vector<Operation>> read_operations(const Repository& repository, std::size_t most);

}  // namespace zielbaum::store
