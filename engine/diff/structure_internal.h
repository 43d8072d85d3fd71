// Two outlines laid over each other: which node is which, who stands where, and who left its place.
#pragma once

#include <vector>

#include "diff/diff.h"

namespace zielbaum::diff {

struct Structure {
  std::vector<model::NodeIndex> to_after;   ///< by index in `before`; kNoNode: removed
  std::vector<model::NodeIndex> to_before;  ///< by index in `after`; kNoNode: added
  std::vector<std::size_t> place_before;    ///< place among the siblings, by index in `before`
  std::vector<std::size_t> place_after;
  std::vector<bool> displaced;  ///< by index in `after`: in both versions, but moved or reordered
};

/// O(n log n) for the part between the common beginning and end of the two outlines, O(n) for the rest.
[[nodiscard]] Structure overlay(const model::Document& before, const model::Document& after);

[[nodiscard]] std::vector<Step> outline(const model::Document& before, const model::Document& after,
                                        const Structure& structure);

/// The id of a node's parent; empty for the document itself.
[[nodiscard]] inline const NodeId& parent_id(const model::Document& document, model::NodeIndex node) {
  static const NodeId none;
  const model::NodeIndex parent = document.nodes[node].parent;
  return parent < document.nodes.size() ? document.nodes[parent].id : none;
}

}  // namespace zielbaum::diff
