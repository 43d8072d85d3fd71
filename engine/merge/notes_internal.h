// Footnotes that both sides added under one name.
#pragma once

#include <string>
#include <string_view>

namespace zielbaum::merge {

/// Of two new notes of one name that say different things, the one that comes second in the order of its bytes gets a
/// free number, and so do its marks: else one of them would be read at both places.
void part_notes(std::string_view base, std::string& ours, std::string& theirs);

}  // namespace zielbaum::merge
