// The items of a page that waits for a page number, in a tenth of the room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "typeset/page.h"
#include "typeset/shaping_internal.h"

namespace zielbaum::typeset {

/// The items as bytes. `fonts` know how wide most glyphs are.
[[nodiscard]] std::string packed(std::vector<Item> items, const Fonts::Impl& fonts);

/// What was packed with the same fonts in this process.
[[nodiscard]] std::vector<Item> unpacked(std::string_view bytes, const Fonts::Impl& fonts);

}  // namespace zielbaum::typeset
