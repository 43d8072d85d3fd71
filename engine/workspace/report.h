// The change report of a comparison, as values.
#pragma once

#include "compose/change_report.h"
#include "workspace/workspace.h"

namespace zielbaum::workspace {

[[nodiscard]] Result<compose::ChangeReport> report_changes(const Workspace& workspace, const Comparison& comparison,
                                                           Language language);

}  // namespace zielbaum::workspace
