#include "typeset/protrusion_internal.h"

namespace zielbaum::typeset {

/// The measures are those of LaTeX's package microtype for Times, which is the pattern of Liberation Serif.
Protrusion protrusion_of(char32_t character) {
  switch (character) {
    case U'-':
    case U'\u00AD':
    case U'\u2010':
      return {0, 700};
    case U'.':
    case U'\u2026':
      return {0, 700};
    case U',':
      return {0, 700};
    case U':':
    case U';':
      return {0, 500};
    case U'!':
      return {0, 100};
    case U'?':
      return {0, 200};
    case U'(':
    case U'[':
      return {200, 0};
    case U')':
    case U']':
      return {0, 200};
    case U'/':
      return {100, 200};
    case U'\u2013':
      return {200, 300};
    case U'\u2014':
      return {150, 250};
    case U'\u2018':
    case U'\u2019':
    case U'\u201A':
    case U'\u2039':
    case U'\u203A':
      return {400, 400};
    case U'"':
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u00AB':
    case U'\u00BB':
      return {300, 300};
    case U'*':
    case U'\u2022':
      return {200, 200};
    case U'A':
    case U'T':
    case U'V':
    case U'W':
    case U'X':
    case U'Y':
    case U'v':
    case U'w':
    case U'x':
    case U'y':
      return {50, 50};
    case U'J':
      return {50, 0};
    case U'F':
    case U'K':
    case U'L':
    case U'P':
    case U'k':
    case U'r':
    case U't':
      return {0, 50};
    default:
      return {};
  }
}

}  // namespace zielbaum::typeset
