// From one version of the working copy to another, as a plan.
#pragma once

#include "store/journal_internal.h"
#include "store/recent_internal.h"

namespace zielbaum::store {

/// What to write and remove so that the working copy, which has the files of `before`, has those of `after`. What is
/// the same in both is left as it lies there. Refused ("unsaved-changes", "no-regular-file").
[[nodiscard]] Result<std::vector<FileStep>> steps_between(const Repository& repository, RecentObjects& recent,
                                                          const VersionId& before, const VersionId& after);

/// Refused ("line-in-use") where another working copy is on a branch that moves.
[[nodiscard]] Result<void> check_not_in_use(const Repository& repository, const std::vector<MovedReference>& moves);

/// How to take an entry of the log back, or do it again. The entries of next_undo() only. Errors of Store::undo().
[[nodiscard]] Result<Plan> plan_of_undo(const Repository& repository, RecentObjects& recent, const LogEntry& entry,
                                        Direction direction);

}  // namespace zielbaum::store
