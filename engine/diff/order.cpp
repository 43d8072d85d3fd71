#include <algorithm>

#include "diff/order.h"

namespace zielbaum::diff {

namespace {

/// For each element the length of the longest increasing subsequence that begins with it.
std::vector<std::size_t> lengths_from(const std::vector<Placed>& elements) {
  std::vector<std::size_t> lengths(elements.size());
  // largest_start[n] is the largest old place at which a subsequence of n + 1 elements can begin; it falls with n.
  std::vector<std::size_t> largest_start;
  for (std::size_t i = elements.size(); i-- > 0;) {
    const std::size_t place = elements[i].old_place;
    const auto slot = std::partition_point(largest_start.begin(), largest_start.end(),
                                           [&](std::size_t start) { return start > place; });
    lengths[i] = static_cast<std::size_t>(slot - largest_start.begin()) + 1;
    if (slot == largest_start.end()) {
      largest_start.push_back(place);
    } else {
      *slot = place;
    }
  }
  return lengths;
}

}  // namespace

std::vector<bool> kept_in_order(const std::vector<Placed>& elements) {
  const auto by_place = [](const Placed& a, const Placed& b) { return a.old_place < b.old_place; };
  if (std::is_sorted(elements.begin(), elements.end(), by_place)) return std::vector<bool>(elements.size(), true);

  const std::vector<std::size_t> lengths = lengths_from(elements);
  std::vector<std::vector<std::size_t>> by_length(*std::max_element(lengths.begin(), lengths.end()) + 1);
  for (std::size_t i = 0; i < elements.size(); ++i) by_length[lengths[i]].push_back(i);

  std::vector<bool> kept(elements.size(), false);
  const std::size_t none = elements.size();
  std::size_t last = none;
  for (std::size_t length = by_length.size(); --length > 0;) {
    std::size_t chosen = none;
    for (const std::size_t i : by_length[length]) {
      const bool follows = last == none || (i > last && elements[i].old_place > elements[last].old_place);
      if (follows && (chosen == none || elements[i].name < elements[chosen].name)) chosen = i;
    }
    kept[chosen] = true;
    last = chosen;
  }
  return kept;
}

}  // namespace zielbaum::diff
