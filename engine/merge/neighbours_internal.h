// What a side put in still stands with what it was put to.
#pragma once

#include <vector>

#include "merge/three_way_internal.h"

namespace zielbaum::merge {

/// Marks the pieces with a sentence that a side put into a paragraph or item of which the result has nothing around it,
/// since the other side moved or replaced that; likewise an item that is no longer below what it was put below, or
/// in the list of the others there. Says whether there are any that were not marked before.
[[nodiscard]] bool part_from_neighbours(std::vector<Piece>& pieces, const Passages& result);

}  // namespace zielbaum::merge
