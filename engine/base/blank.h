// Texts in which there is nothing to see.
#pragma once

#include <string_view>

namespace zielbaum {

/// Whether all of it is blanks of any kind, or has no width: also the empty text. Invalid bytes count as seen.
[[nodiscard]] bool is_blank_text(std::string_view text);

}  // namespace zielbaum
