// Glyphs of pages that wait for a page number, in a fifth of the room.
#pragma once

#include <string>
#include <vector>

#include "typeset/page.h"
#include "typeset/shaping_internal.h"

namespace zielbaum::typeset {

/// Moves the glyphs of all runs into the string: of most only their number, since the font knows how wide they are.
[[nodiscard]] std::string pack_glyphs(std::vector<Item>& items, const Fonts::Impl& fonts);

/// Puts them back. Runs that got glyphs meanwhile keep them; only runs that had none may.
void unpack_glyphs(std::string_view packed, std::vector<Item>& items, const Fonts::Impl& fonts);

}  // namespace zielbaum::typeset
