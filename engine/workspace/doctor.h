// Whether a workspace is healthy, and putting right what can be ("untersuchen").
#pragma once

#include "workspace/workspace.h"

namespace zielbaum::workspace {

/// What Store::examine() finds; notes of merges that are over or cannot be read ("stale-note"); whether git shows and
/// merges documents by structure in this clone ("git-not-set-up", a note). With `repair` all that loses nothing is put
/// right, git set up included, and told as notes. Documents are not looked at: check() does that.
[[nodiscard]] Result<Findings> examine(Workspace& workspace, bool repair, std::int64_t unix_time);

}  // namespace zielbaum::workspace
