// What was deleted here and inserted there: moved, not changed.
#pragma once

#include <vector>

#include "diff/diff.h"

namespace zielbaum::diff {

/// Marks as `moved` the sentences and other stretches of at least four words that are deleted somewhere in `texts` and
/// inserted somewhere else in them, and the marks of footnotes; cuts edits where only a part of one moved. Each deleted
/// stretch is matched once, in order. Linear in the text that changed.
void mark_moves(const std::vector<Edits*>& texts);

/// Words that are no part of a larger move. One that was replaced counts once as changed.
struct WordCounts {
  std::size_t deleted = 0;
  std::size_t inserted = 0;
  std::size_t changed = 0;  ///< of each change, the larger of deleted and inserted
  std::size_t moved = 0;    ///< where they came to
};
[[nodiscard]] WordCounts count_words(const Edits& edits);
/// How many words are the same in both texts.
[[nodiscard]] std::size_t words_kept(const Edits& edits);

}  // namespace zielbaum::diff
