// Optical margins: how far a character at the edge of a line hangs into the margin, so that the edge looks straight.
#pragma once

namespace zielbaum::typeset {

/// In thousandths of the character's width.
struct Protrusion {
  int left = 0, right = 0;
};
[[nodiscard]] Protrusion protrusion_of(char32_t character);

}  // namespace zielbaum::typeset
