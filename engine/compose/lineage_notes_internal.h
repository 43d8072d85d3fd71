// Splits and merges in words, for the nodes that they concern.
#pragma once

#include <string>

#include "compose/comparison_internal.h"
#include "diff/lineage.h"

namespace zielbaum::compose {

/// For each node that became several, or came of them: "aufgeteilt in Ziel 2.1 „…“ (Vorgänger-Verweis) und …". The
/// names of nodes that the comparison shows lead to them.
[[nodiscard]] LineageNotes lineage_notes(const Compared& compared, const diff::Lineage& lineage);

/// Of one node; mostly there are none.
[[nodiscard]] const std::vector<flow::Runs>& notes_about(const Compared& compared, const NodeId& node);

/// The words of a note.
[[nodiscard]] std::string words_of_note(const flow::Runs& note);

}  // namespace zielbaum::compose
