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

/// `laid_out_anew`: the nodes whose text only lies otherwise than in the base (find_laid_out_anew()).
[[nodiscard]] MergedTree merge_trees(const Outlines& outlines, const Choices& choices,
                                     const std::vector<bool>& laid_out_anew);

/// Of the nodes that one side dropped those of which the other one broke the lines of the text anew, or took other
/// bullets, and said nothing new: that is no reason to keep them. Reads two texts for each node whose text changed.
[[nodiscard]] Result<std::vector<bool>> find_laid_out_anew(const Outlines& outlines, const MergeProse& prose);

}  // namespace zielbaum::merge
