// The outlines of three versions laid over each other: the lines of a Synopse with three columns.
#pragma once

#include <vector>

#include "compose/comparison_internal.h"

namespace zielbaum::compose {

/// Where a line stands: at the node's own place in the newest version that has it, or at one that it left.
enum class Standing { Own, LeftFirst, LeftSecond };

/// A step is absent where neither of its two versions has the node. Views into both.
struct ThreeStep {
  Standing standing = Standing::Own;
  const diff::Step* first = nullptr;
  const diff::Step* second = nullptr;
  const diff::Change* first_change = nullptr;
  const diff::Change* second_change = nullptr;
  std::uint32_t depth = 0;
  NodeId node;
};

/// Requires that the new version of `first` is the old one of `second`. In reading order of the third version; what
/// went away stands after the sibling that it stood after as far as that is still there, else below its parent.
[[nodiscard]] std::vector<ThreeStep> lay_over_three(const Compared& first, const Compared& second);

}  // namespace zielbaum::compose
