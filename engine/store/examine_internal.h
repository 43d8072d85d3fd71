// Looking for damage in a repository, and putting right what can be put right without losing anything.
#pragma once

#include "store/git_internal.h"

namespace zielbaum::store {

/// As Store::examine(). Requires the writer's lock if `repair`.
[[nodiscard]] Result<Findings> examine_repository(const Repository& repository, bool repair, std::int64_t unix_time);

}  // namespace zielbaum::store
