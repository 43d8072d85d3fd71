// Which nodes the result has, and which stands below which.
#pragma once

#include <vector>

#include "merge/merge.h"
#include "merge/outlines_internal.h"

namespace zielbaum::merge {

struct MergedTree {
  std::vector<bool> kept;       ///< by node
  std::vector<Handle> parents;  ///< of those that are kept; kNone for the document itself
  std::vector<Conflict> conflicts;
  std::vector<Note> notes;
};

[[nodiscard]] MergedTree merge_trees(const Outlines& outlines);

}  // namespace zielbaum::merge
