// Which elements of a reordered list kept their place, so that as few as possible are said to have moved.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace zielbaum::diff {

/// An element of the new list: where it stood in the old one (no place twice), and its name.
struct Placed {
  std::size_t old_place = 0;
  std::string_view name;
};

/// For each element of the new list whether it belongs to the chosen longest increasing subsequence of old places.
/// Among several longest ones the choice goes by name, hence is the same from old to new as from new to old.
/// O(n log n); O(n) where nothing was reordered.
[[nodiscard]] std::vector<bool> kept_in_order(const std::vector<Placed>& elements);

}  // namespace zielbaum::diff
