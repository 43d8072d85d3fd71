// Lists at the end of an edition: of the nodes of a kind, and of the bodies that are responsible.
#pragma once

#include "compose/names_internal.h"

namespace zielbaum::compose {

/// All nodes of a kind with number, title, lead, period, status and page, as far as the kind has such fields; heading
/// and table. Empty where there are no such nodes.
[[nodiscard]] flow::Blocks list_of(const Source& source, const NodeNames& names, const model::KindRule& kind);

/// All parties of the register that the document names, in the register's order: what they are called, since when,
/// what became of them, and for each role the nodes in which they have it. Heading and table; empty where there are
/// none. O(nodes + parties).
[[nodiscard]] flow::Blocks party_register(const Source& source, const NodeNames& names);

}  // namespace zielbaum::compose
