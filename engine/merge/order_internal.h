// Three orders of the same things made into one.
#pragma once

#include <array>
#include <vector>

#include "merge/outlines_internal.h"

namespace zielbaum::merge {

struct MergedOrder {
  std::vector<Handle> order;
  bool chosen = false;  ///< both sides put something at the same place, or one thing at two; one order was taken
};

/// `lists` hold, in the order of each version, those of `all` that it has there; nothing stands in a list twice. What
/// neither side put elsewhere keeps the order of the base; whatever else a side has stands behind the same of these as
/// on that side. Of two runs at one place the one with the smallest number stands first. O(n log n).
[[nodiscard]] MergedOrder merge_orders(const std::array<std::vector<Handle>, 3>& lists, const std::vector<Handle>& all);

}  // namespace zielbaum::merge
