#include "typeset/packed_glyphs_internal.h"

#include <cstring>

namespace zielbaum::typeset {

namespace {

enum Differs : std::uint8_t { kAdvance = 1, kWidth = 2, kPlace = 4 };

/// Whole numbers as the machine has them: they never leave the process.
template <typename T>
void put(std::string& out, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}
template <typename T>
T taken(std::string_view& from) {
  T value;
  std::memcpy(&value, from.data(), sizeof(T));
  from.remove_prefix(sizeof(T));
  return value;
}

}  // namespace

std::string pack_glyphs(std::vector<Item>& items, const Fonts::Impl& fonts) {
  std::string out;
  for (Item& item : items) {
    auto* const run = std::get_if<GlyphRun>(&item.content);
    if (run == nullptr) continue;
    const LoadedFont& font = *fonts.fonts[run->font];
    put(out, static_cast<std::uint32_t>(run->glyphs.size()));
    for (const Glyph& glyph : run->glyphs) {
      const std::int32_t width = font.cids[glyph.cid].width;
      const int differs = (glyph.advance != width ? kAdvance : 0) | (glyph.width != width ? kWidth : 0) |
                          (glyph.dx != 0 || glyph.dy != 0 ? kPlace : 0);
      put(out, glyph.cid);
      put(out, static_cast<std::uint8_t>(differs));
      if (differs & kAdvance) put(out, glyph.advance);
      if (differs & kWidth) put(out, glyph.width);
      if (differs & kPlace) {
        put(out, glyph.dx);
        put(out, glyph.dy);
      }
    }
    run->glyphs = std::vector<Glyph>();
  }
  out.shrink_to_fit();
  return out;
}

void unpack_glyphs(std::string_view packed, std::vector<Item>& items, const Fonts::Impl& fonts) {
  for (Item& item : items) {
    auto* const run = std::get_if<GlyphRun>(&item.content);
    if (run == nullptr || packed.empty()) continue;
    const LoadedFont& font = *fonts.fonts[run->font];
    const auto count = taken<std::uint32_t>(packed);
    if (count > 0) run->glyphs.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      Glyph& glyph = run->glyphs[i];
      glyph.cid = taken<std::uint16_t>(packed);
      const auto differs = taken<std::uint8_t>(packed);
      glyph.width = glyph.advance = font.cids[glyph.cid].width;
      if (differs & kAdvance) glyph.advance = taken<std::int32_t>(packed);
      if (differs & kWidth) glyph.width = taken<std::int32_t>(packed);
      if (differs & kPlace) {
        glyph.dx = taken<std::int32_t>(packed);
        glyph.dy = taken<std::int32_t>(packed);
      }
    }
  }
}

}  // namespace zielbaum::typeset
