// Drawings as SVG inside the page.
#pragma once

#include <string>

#include "flow/flow.h"

namespace zielbaum::html {

/// An <svg> that says its alternative text and nothing else; its look comes from the style sheet.
[[nodiscard]] std::string svg(const flow::Drawing& drawing);

}  // namespace zielbaum::html
