// The longest common subsequence of two sequences: E. Myers, An O(ND) Difference Algorithm (1986), in linear space.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace zielbaum::diff {

/// An element that both sequences have: its index in each.
struct Match {
  std::size_t before = 0;
  std::size_t after = 0;
  bool operator==(const Match&) const = default;
};

/// Elements as numbers; equal numbers are equal elements.
using Sequence = std::vector<std::uint32_t>;

/// A longest common subsequence, ascending. `work` is how many steps may still be taken and is lowered by those that
/// were; when it is used up, only the common beginning and end are matched.
[[nodiscard]] std::vector<Match> longest_common(const Sequence& before, const Sequence& after, std::size_t& work);

}  // namespace zielbaum::diff
