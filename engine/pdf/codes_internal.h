// How content streams name glyphs: a CID below 128 by one byte, any other by two, the upper bit of the first one set.
//
// CIDs are given out in the order in which glyphs are first used, so nearly all text is one byte a glyph. That takes a
// tenth less room than two bytes do, compressed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "typeset/fonts.h"

namespace zielbaum::pdf {

/// The bytes of a CID's code; not escaped.
inline void append_code(std::string& out, std::uint16_t cid) {
  if (cid >= 0x80) out += static_cast<char>(0x80 | cid >> 8);
  out += static_cast<char>(cid & 0xFF);
}
static_assert(typeset::kMostCids <= 0x8000);

/// The map (CMap) from codes to the CIDs below `count`.
inline constexpr std::string_view kCodesName = "Zielbaum-Codes";
[[nodiscard]] std::string cids_of_codes(std::size_t count);

/// The map (CMap) from codes to texts, by CID.
[[nodiscard]] std::string texts_of_codes(const std::vector<std::u32string>& text_of_cid);

}  // namespace zielbaum::pdf
