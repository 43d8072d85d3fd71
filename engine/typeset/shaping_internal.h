// Words -> glyphs. Each word of a face is shaped once and kept: a strategy uses the same few thousand words all over.
#pragma once

#include <map>
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

/// Glyphs of one font; a word has several where the fallback font steps in.
struct ShapedPart {
  FontId font = 0;
  std::vector<Glyph> glyphs;
};
struct ShapedWord {
  std::vector<ShapedPart> parts;
  std::int64_t width = 0;  ///< in 1/1000 of the size
  char32_t missing = 0;    ///< a character that no font has; the parts are of no use then
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
  std::vector<Cid> cids{Cid{}};
  std::map<std::pair<std::uint32_t, std::u32string>, std::uint16_t> cid_of;
};

struct Fonts::Impl {
  static constexpr std::size_t kFaces = 6;
  std::vector<std::unique_ptr<LoadedFont>> fonts;
  FontId font_of_face[kFaces] = {};
  bool has_fallback = false;
  HarfBuzz<hb_buffer_t> buffer;  // one for all words
  std::unordered_map<std::string, ShapedWord> words[kFaces];
  std::string key;  // kept to save an allocation a word
  Hyphenator hyphenator;

  /// The glyphs of `word` (UTF-8, no ordinary spaces within) as `lang` (BCP 47) shapes them. The reference stays valid
  /// as long as the Fonts live.
  [[nodiscard]] const ShapedWord& shape(Face face, std::string_view word, std::string_view lang);
  /// A hyphen at a line's end: looks like "-", reads as the soft hyphen, which joins the two halves again.
  [[nodiscard]] const ShapedWord& line_end_hyphen(Face face);
};

}  // namespace zielbaum::typeset
