// Word edits with what the callers inside this module need beside them.
#pragma once

#include "diff/diff.h"

namespace zielbaum::diff {

struct WordEdits {
  Edits edits;
  std::size_t words_deleted = 0;
  std::size_t words_inserted = 0;
  std::size_t words_changed = 0;  ///< of each change, the larger of deleted and inserted
};

[[nodiscard]] WordEdits compare_words(const model::Runs& before, const model::Runs& after);

}  // namespace zielbaum::diff
