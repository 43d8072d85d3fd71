// Passages as a text: items of one list look alike and are numbered through, whichever side they came from.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "merge/three_way_internal.h"

namespace zielbaum::merge {

/// How a list looks.
struct ListStyle {
  enum class Numbers { Rising, Same, Other };
  char mark = '-';  ///< - * + or what stands behind the number
  std::uint64_t start = 1;
  Numbers numbers = Numbers::Rising;
  std::string first_lead;  ///< the line ends before its first item
  std::string inner_lead;  ///< before its other items; "" where there are none
  std::uint32_t level = 0;
  bool is_new = false;  ///< the base does not have it
};
using Lists = std::map<std::uint32_t, ListStyle>;

[[nodiscard]] inline bool is_bullet(char mark) {
  return mark == '-' || mark == '*' || mark == '+';
}

/// Which lists of the sides are one, and how each looks in the end: as the side has it that changed it. The passages
/// get the numbers of these lists, the base's where it has them.
[[nodiscard]] Lists settle_lists(std::vector<Piece>& pieces);
[[nodiscard]] bool is_list_of_base(std::uint32_t list);

/// A joint that came to stand elsewhere still parts what is before it and behind it; what stands in an item is indented
/// as far as the item asks for; lists next to each other stay two.
[[nodiscard]] std::string text_of(const Passages& passages, const Lists& lists);

}  // namespace zielbaum::merge
