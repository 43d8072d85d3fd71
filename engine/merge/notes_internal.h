// Footnotes of three versions by what they say, whatever they are called.
#pragma once

#include <map>
#include <string>

#include "merge/three_way_internal.h"

namespace zielbaum::merge {

/// Calls a footnote alike in all versions: as the base does, where it has it, be it that a side renamed it; else by a
/// name of its own. Gives the names that the result is to have: those that a side chose, and where two notes would have
/// one, the first free number.
[[nodiscard]] std::map<std::string, std::string> name_notes_alike(Gap& all);

/// Footnotes by other names, in their marks and texts; not within code.
void rename_notes(Passages& passages, const std::map<std::string, std::string>& names);
[[nodiscard]] std::string with_notes_renamed(std::string_view markdown,
                                             const std::map<std::string, std::string>& names);

/// Marks the pieces that lost, on one side, the text of a footnote or the address of a link that the result refers to;
/// and those with the text of a new footnote whose mark the result does not have, since it is in a conflict.
/// Says whether there are any that were not marked before.
[[nodiscard]] bool part_from_what_refers(std::vector<Piece>& pieces, const Passages& result);

}  // namespace zielbaum::merge
