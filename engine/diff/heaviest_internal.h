// The common subsequence of two sequences that keeps most: for words, where a long one is worth more than some short
// ones, and for sentences and blocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "diff/myers_internal.h"

namespace zielbaum::diff {

/// Equal numbers are equal elements and have the same weight.
struct Element {
  std::uint32_t number = 0;
  std::uint32_t weight = 1;  ///< at least 1
};

/// A common subsequence of the greatest weight, ascending. O(r log m) for r pairs of equal elements (J. Hunt and
/// T. Szymanski, A Fast Algorithm for Computing Longest Common Subsequences, 1977; the weights by a Fenwick tree of
/// maxima). Where r is beyond `work` or a million, a longest one, as longest_common() finds it. `work` is lowered by
/// the steps that were taken, and is 0 if it was not enough.
[[nodiscard]] std::vector<Match> heaviest_common(const std::vector<Element>& before, const std::vector<Element>& after,
                                                 std::size_t& work);

}  // namespace zielbaum::diff
