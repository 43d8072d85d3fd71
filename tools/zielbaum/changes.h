// Changes in words and as JSON: what diff and status share.
#pragma once

#include "report.h"

namespace zielbaum::tool {

/// "moved, fields" in the session's language.
[[nodiscard]] std::string in_words(const Session& session, const std::vector<std::string>& what);

/// One entry a changed node, as design.md says.
[[nodiscard]] Result<Json> changes_json(const workspace::Workspace& workspace, const workspace::Comparison& comparison);

}  // namespace zielbaum::tool
