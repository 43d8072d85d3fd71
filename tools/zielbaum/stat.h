// The counts of a comparison as text and as JSON: diff --stat.
#pragma once

#include <vector>

#include "changes.h"
#include "diff/counts.h"

namespace zielbaum::tool {

/// One line a changed node, then what changed by kind of node and by what happened, and how many words.
[[nodiscard]] Result<void> print_stat(Session& session, const workspace::Workspace& workspace,
                                      const workspace::Comparison& comparison);

/// One document with its nodes and counts.
[[nodiscard]] Result<Json> stat_json(const workspace::Workspace& workspace, const workspace::Comparison& comparison);

}  // namespace zielbaum::tool
