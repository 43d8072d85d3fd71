// What a node says in three versions and in the result, part by part.
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "accounting/accounting.h"

namespace zielbaum::accounting {

/// One node as base, ours, theirs and the result have it; all of them do.
struct FourNodes {
  std::array<const model::Node*, 4> nodes;
};

/// The parts of the result that are not as the side has them that changed them, and not as both do.
[[nodiscard]] std::vector<std::pair<Part, std::string>> lost_parts(const FourNodes& four);

}  // namespace zielbaum::accounting
