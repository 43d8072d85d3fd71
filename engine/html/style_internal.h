// The style sheet that every page carries inside.
#pragma once

#include <string>

#include "html/html.h"

namespace zielbaum::html {

/// Dark on light, contrasts of at least 4.5:1, no fixed sizes, one column on narrow screens, a style for print.
[[nodiscard]] std::string style_sheet(const Palette& palette);

/// "sha256-…" of a style sheet, for the page's Content-Security-Policy: no other style may be put in.
[[nodiscard]] std::string style_hash(std::string_view style_sheet);

}  // namespace zielbaum::html
