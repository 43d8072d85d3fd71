// How much changed, and what concerns whom, as text and as JSON: diff --stat, changes --report.
#pragma once

#include <vector>

#include "changes.h"
#include "compose/change_report.h"
#include "diff/counts.h"

namespace zielbaum::tool {

/// One line a changed node, then what changed by kind of node and by what happened, and how many words.
[[nodiscard]] Result<void> print_stat(Session& session, const workspace::Workspace& workspace,
                                      const workspace::Comparison& comparison);

/// One document with its nodes and counts.
[[nodiscard]] Result<Json> stat_json(const workspace::Workspace& workspace, const workspace::Comparison& comparison);

/// The counts, then by party a line for each node.
void print_report(Session& session, const workspace::Comparison& comparison, const compose::ChangeReport& report);
[[nodiscard]] Json report_json(const workspace::Comparison& comparison, const compose::ChangeReport& report);

}  // namespace zielbaum::tool
