// Which nodes the result has, and which stands below which.
#pragma once

#include <vector>

#include "merge/choices_internal.h"

namespace zielbaum::merge {

struct MergedTree {
  std::vector<bool> kept;       ///< by node
  std::vector<Handle> parents;  ///< of those that are kept; kNone for the document itself
  std::vector<Conflict> conflicts;
  std::vector<Note> notes;
};

[[nodiscard]] MergedTree merge_trees(const Outlines& outlines, const Choices& choices);

}  // namespace zielbaum::merge
