#include "typeset/shaping_internal.h"

#include <hb-ot.h>
#include <hb.h>

#include "base/utf8.h"

namespace zielbaum::typeset {

namespace {

/// What a glyph stands for where its character is already told by the glyph before it.
constexpr char32_t kNothing = U'\u200B';

std::uint16_t cid_for(LoadedFont& font, std::uint32_t glyph, std::u32string text) {
  auto key = std::make_pair(glyph, std::move(text));
  const auto found = font.cid_of.find(key);
  if (found != font.cid_of.end()) return found->second;
  ENSURE(font.cids.size() < 0xFFFF);
  const auto cid = static_cast<std::uint16_t>(font.cids.size());
  font.cids.push_back({glyph, key.second, hb_font_get_glyph_h_advance(font.font.get(), glyph)});
  font.cid_of.emplace(std::move(key), cid);
  return cid;
}

bool has_glyph(const LoadedFont& font, char32_t character) {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(font.font.get(), character, &glyph) != 0;
}

/// Shapes `text` in one font. Gives the first character without a glyph, or 0.
char32_t shape_part(hb_buffer_t* buffer, LoadedFont& font, FontId id, std::string_view text, hb_language_t lang,
                    ShapedWord& word) {
  hb_buffer_reset(buffer);
  // Each character keeps a cluster of its own, so that marks read as marks; the language never comes from the locale.
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
  hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, static_cast<int>(text.size()));
  hb_buffer_set_language(buffer, lang);
  hb_buffer_guess_segment_properties(buffer);
  // German forbids ligatures across the seams of compounds (Auf|findung), which no font knows.
  static constexpr hb_feature_t kNoLigatures = {HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START,
                                                HB_FEATURE_GLOBAL_END};
  hb_shape(font.font.get(), buffer, &kNoLigatures, 1);

  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* places = hb_buffer_get_glyph_positions(buffer, &count);
  ShapedPart part;
  part.font = id;
  part.glyphs.reserve(count);
  for (unsigned i = 0; i < count; ++i) {
    const std::size_t begin = infos[i].cluster;
    std::size_t end = text.size();
    for (unsigned j = i + 1; j < count; ++j) {
      if (infos[j].cluster == infos[i].cluster) continue;
      end = infos[j].cluster;
      break;
    }
    if (end < begin) end = text.size();
    if (infos[i].codepoint == 0) return decode_utf8(text, begin).character;
    const bool told_before = i > 0 && infos[i - 1].cluster == infos[i].cluster;
    std::u32string stands_for = told_before ? std::u32string(1, kNothing) : to_utf32(text.substr(begin, end - begin));
    const bool space = stands_for == U" ";
    const std::uint16_t cid = cid_for(font, infos[i].codepoint, std::move(stands_for));
    part.glyphs.push_back({.cid = cid,
                           .space = space,
                           .advance = places[i].x_advance,
                           .width = font.cids[cid].width,
                           .dx = places[i].x_offset,
                           .dy = places[i].y_offset});
    word.width += places[i].x_advance;
  }
  word.parts.push_back(std::move(part));
  return 0;
}

}  // namespace

const ShapedWord& Fonts::Impl::shape(Face face, std::string_view word, std::string_view lang) {
  const auto face_index = static_cast<std::size_t>(face);
  constexpr char kUnit = '\x1F';  // stands in no text
  key.assign(lang.empty() ? "de" : lang);
  const hb_language_t language = hb_language_from_string(key.data(), static_cast<int>(key.size()));
  key += kUnit;
  key += word;
  const auto found = words[face_index].find(key);
  if (found != words[face_index].end()) return found->second;

  const FontId own = font_of_face[face_index];
  ShapedWord shaped;
  shaped.missing = shape_part(buffer.get(), *fonts[own], own, word, language, shaped);
  if (shaped.missing != 0 && has_fallback) {
    const FontId other = font_of_face[static_cast<std::size_t>(Face::Fallback)];
    shaped = {};
    std::size_t begin = 0;
    while (begin < word.size() && shaped.missing == 0) {
      const bool in_own = has_glyph(*fonts[own], decode_utf8(word, begin).character);
      std::size_t end = begin;
      while (end < word.size() && has_glyph(*fonts[own], decode_utf8(word, end).character) == in_own) {
        end += decode_utf8(word, end).size;
      }
      const FontId id = in_own ? own : other;
      shaped.missing = shape_part(buffer.get(), *fonts[id], id, word.substr(begin, end - begin), language, shaped);
      begin = end;
    }
  }
  return words[face_index].emplace(key, std::move(shaped)).first->second;
}

const ShapedWord& Fonts::Impl::line_end_hyphen(Face face) {
  const auto face_index = static_cast<std::size_t>(face);
  static const std::string kKey = "\xC2\xAD";
  const auto found = words[face_index].find(kKey);
  if (found != words[face_index].end()) return found->second;

  const FontId id = font_of_face[face_index];
  LoadedFont& font = *fonts[id];
  hb_codepoint_t glyph = 0;
  ShapedWord shaped;
  if (hb_font_get_nominal_glyph(font.font.get(), '-', &glyph) == 0) {
    shaped.missing = U'-';
  } else {
    const std::uint16_t cid = cid_for(font, glyph, U"\u00AD");
    const std::int32_t width = font.cids[cid].width;
    shaped.parts.push_back({.font = id, .glyphs = {{.cid = cid, .advance = width, .width = width}}});
    shaped.width = width;
  }
  return words[face_index].emplace(kKey, std::move(shaped)).first->second;
}

}  // namespace zielbaum::typeset
