// The parts of one node, each for itself.
#pragma once

#include "merge/choices_internal.h"
#include "merge/order_internal.h"

namespace zielbaum::merge {

/// Everything about the node but its parent. Its links are not yet checked against what is left of the document.
[[nodiscard]] Result<model::Node> merge_parts(const Outlines& outlines, Handle node, const model::DocumentType& type,
                                              const MergeProse& prose, const Choices& choices,
                                              std::vector<Conflict>& conflicts);

}  // namespace zielbaum::merge
