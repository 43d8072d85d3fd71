// A line of the list of changes as JSON: the values that its sentence is made of.
#pragma once

#include "report.h"
#include "workspace/workspace.h"

namespace zielbaum::tool {

[[nodiscard]] Json line_json(const DocumentId& document, const compose::ChangeLine& line);

}  // namespace zielbaum::tool
