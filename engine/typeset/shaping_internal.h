// Words -> glyphs. Each word of a face is shaped once and kept: a strategy uses the same few thousand words all over.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "typeset/fonts.h"
#include "typeset/hyphenation_internal.h"

struct hb_blob_t;
struct hb_face_t;
struct hb_font_t;
struct hb_buffer_t;

namespace zielbaum::typeset {

/// Where a word's characters lead to.
enum class Direction : std::uint8_t { Right, Left };

/// Where a shaped word may be divided.
struct GlyphDivision {
  std::uint32_t glyph = 0;   ///< the first one after it
  bool seam = false;         ///< see Division
  std::int32_t width = 0;    ///< of the glyphs before it, as the first half of a divided word
  std::int32_t kerning = 0;  ///< between the halves, where the word is whole: it is left out at a line's end
  std::int32_t left = 0;     ///< how far what follows hangs into the margin at the beginning of a line
};
/// In units of 1/1000 of the size.
struct ShapedWord {
  std::vector<Glyph> glyphs;
  struct Part {
    FontId font = 0;
    std::uint32_t end = 0;  ///< index after its last glyph
  };
  std::vector<Part> parts;  ///< several where the fallback font steps in
  std::vector<GlyphDivision> divisions;
  std::int32_t width = 0;
  std::int32_t left = 0, right = 0;  ///< how far it hangs into the margins, at a line's beginning and end
  char32_t missing = 0;              ///< a character that no font has; the glyphs are of no use then
};

/// Releases HarfBuzz objects; defined where HarfBuzz is known.
struct HarfBuzzDeleter {
  void operator()(hb_blob_t* blob) const;
  void operator()(hb_face_t* face) const;
  void operator()(hb_font_t* font) const;
  void operator()(hb_buffer_t* buffer) const;
};
template <typename T>
using HarfBuzz = std::unique_ptr<T, HarfBuzzDeleter>;

/// One font file and the CIDs given out for it.
struct LoadedFont {
  struct Cid {
    std::uint32_t glyph = 0;
    std::u32string text;
    std::int32_t width = 0;
  };
  std::string file;
  std::string bytes;  // HarfBuzz reads from it; never moved once loaded
  HarfBuzz<hb_face_t> face;
  HarfBuzz<hb_font_t> font;
  std::vector<Cid> cids{Cid{}};  ///< those not given out have no text
  std::uint16_t next_cid = 1;
  std::map<std::pair<std::uint32_t, std::u32string>, std::uint16_t> cid_of;
};
/// Whether the font has a glyph of its own for a character.
[[nodiscard]] bool has_glyph(const LoadedFont& font, char32_t character);

/// The words of one language, shaped once.
struct WordsOfLanguage {
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
  };
  using Words = std::unordered_map<std::string, ShapedWord, Hash, std::equal_to<>>;
  std::string lang;
  std::array<Words, 6> of_face, reversed;  ///< `reversed`: those from right to left
};

struct Fonts::Impl {
  static constexpr std::size_t kFaces = 6;
  std::vector<std::unique_ptr<LoadedFont>> fonts;
  FontId font_of_face[kFaces] = {};
  bool has_fallback = false;
  bool hyphenated = false;  ///< words come with their divisions
  bool protruding = false;
  HarfBuzz<hb_buffer_t> buffer;  // one for all words
  std::deque<WordsOfLanguage> languages;
  std::array<std::unique_ptr<ShapedWord>, kFaces> hyphens;
  Hyphenator hyphenator;

  /// The glyphs of `word` (UTF-8) as `lang` (BCP 47) shapes them, from left to right as they are seen. The reference
  /// stays valid as long as the Fonts live.
  [[nodiscard]] const ShapedWord& shape(Face face, std::string_view word, std::string_view lang,
                                        Direction direction = Direction::Right);
  /// A hyphen at a line's end: looks like "-", reads as the soft hyphen, which joins the two halves again.
  [[nodiscard]] const ShapedWord& line_end_hyphen(Face face);

 private:
  [[nodiscard]] ShapedWord shape_new(Face face, std::string_view word, const std::string& lang, Direction direction);
};

}  // namespace zielbaum::typeset
