// What of two outlines has to be read to compare them.
#pragma once

#include <string_view>
#include <vector>

#include "xml/outline.h"

namespace zielbaum::xml {

/// Ids of nodes that are not the same, whatever their lines say: their prose changed.
using OtherwiseChanged = std::vector<std::string_view>;

/// By nodes of each outline, for read_part().
struct Differing {
  std::vector<bool> before, after;
};
/// The roots, what the two outlines do not have alike, on each side with what stands above it and what its links point
/// at; of a parent whose children changed or changed places, all children. Comparing these parts tells all that
/// comparing the wholes tells. Linear.
[[nodiscard]] Differing differing(Outline& before, Outline& after, const OtherwiseChanged& in_before = {},
                                  const OtherwiseChanged& in_after = {});

}  // namespace zielbaum::xml
