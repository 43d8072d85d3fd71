// "What concerns my department": of comparisons only the nodes that somebody asks for. What --only means.
#pragma once

#include <string>
#include <vector>

#include "workspace/workspace.h"

namespace zielbaum::workspace {

/// Leaves those changes whose nodes the words ask for, each with all that happened to it. A word is one of the
/// following, tried in this order; "change:", "kind:", "party:" and "node:" before it say exactly:
///
///   change  what happened: a word of diff::what(), "formatted", or what people call it ("moved", "verschoben")
///   kind    a kind of node by name or label, also plural, in any language ("measure", "Maßnahmen")
///   party   one of the register by id, short or full name: nodes of which a field names it, now or before. Whoever
///           took over from it, and from whom it took over, count as the same.
///   node    by id or number in either version ("kiezbox-q2vh", "M 14", "document/node"): it and all below it
///
/// Words of one sort add up, different sorts narrow each other down: "moved", "new", "SenStadt" are the nodes of
/// SenStadt that were moved or are new. Capitals and spaces do not matter. No words leave everything. Changes of a
/// document as a whole stay only where its root node is among the nodes asked for.
/// A word is understood over all comparisons together. Usage ("unknown-filter") with what there is.
[[nodiscard]] Result<std::vector<WholeComparison>> concerning(const Workspace& workspace,
                                                              std::vector<WholeComparison> comparisons,
                                                              const std::vector<std::string>& words);
[[nodiscard]] Result<WholeComparison> concerning(const Workspace& workspace, WholeComparison comparison,
                                                 const std::vector<std::string>& words);

}  // namespace zielbaum::workspace
