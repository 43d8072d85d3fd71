// The changes of one text as lines for a terminal, as they stand below a node in comparison_text().
#pragma once

#include <vector>

#include "compose/compose.h"

namespace zielbaum::compose {

/// One line for each block that was reworded: "… bis Ende [-2025-] {+2026+} in allen …"; a sentence where only the
/// formatting changed; nothing where all is the same.
[[nodiscard]] std::vector<TextLine> prose_text(const diff::ProseChange& change, Language language);

}  // namespace zielbaum::compose
