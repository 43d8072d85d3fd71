// The change report of a comparison: as values, and as a file like the list of changes.
#pragma once

#include "compose/change_report.h"
#include "workspace/workspace.h"

namespace zielbaum::workspace {

[[nodiscard]] Result<compose::ChangeReport> report_changes(const Workspace& workspace, const Comparison& comparison,
                                                           Language language);
/// In the document's language ("Änderungsübersicht").
[[nodiscard]] Result<std::string> change_report(const Workspace& workspace, const Comparison& comparison,
                                                const Date& today, const ComparisonFile& file,
                                                const publish::ReadResource& resource);

}  // namespace zielbaum::workspace
