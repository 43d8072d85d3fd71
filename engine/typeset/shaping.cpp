#include "typeset/shaping_internal.h"

#include <hb-ot.h>
#include <hb.h>

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "typeset/protrusion_internal.h"

namespace zielbaum::typeset {

namespace {

/// What a glyph stands for where its character is already told by the glyph before it.
constexpr char32_t kNothing = U'\u200B';

std::uint16_t cid_for(LoadedFont& font, std::uint32_t glyph, std::u32string text) {
  auto key = std::make_pair(glyph, std::move(text));
  const auto found = font.cid_of.find(key);
  if (found != font.cid_of.end()) return found->second;
  const bool is_space = key.second == U" " && (font.cids.size() <= kSpaceCid || font.cids[kSpaceCid].text.empty());
  const std::uint16_t cid = is_space ? kSpaceCid : font.next_cid++;
  ENSURE(cid < kMostCids);
  if (font.next_cid == kSpaceCid) ++font.next_cid;
  if (cid >= font.cids.size()) font.cids.resize(cid + 1u);
  font.cids[cid] = {glyph, key.second, hb_font_get_glyph_h_advance(font.font.get(), glyph)};
  font.cid_of.emplace(std::move(key), cid);
  return cid;
}

/// Whether a font draws a sign as others on top of one another though they do not fit ("=" and a stroke for "≠").
bool tears(const LoadedFont& font, char32_t character) {
  hb_codepoint_t sign = 0, mark = 0;
  return character >= 0x80 && !has_glyph(font, character) &&
         hb_unicode_decompose(hb_unicode_funcs_get_default(), character, &sign, &mark) != 0 && mark != 0 &&
         !is_letter(sign);
}

/// The first such sign of a word, or 0.
char32_t torn_by(const LoadedFont& font, std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const Decoded decoded = decode_utf8(word, at);
    if (tears(font, decoded.character)) return decoded.character;
    at += decoded.size;
  }
  return 0;
}

/// A stretch of a word, in bytes, in which no ligature may stand.
struct Apart {
  std::size_t begin = 0, end = 0;
};

/// What one call of HarfBuzz is about.
struct Shaping {
  hb_buffer_t* buffer;
  LoadedFont& font;
  FontId id;
  hb_language_t lang;
  Direction direction;
};

/// Shapes the bytes [begin, end) of `word` in one font, and adds the glyphs with the bytes that they begin at. Gives
/// the first character without a glyph, or 0.
char32_t shape_part(const Shaping& by, std::string_view word, std::size_t begin, std::size_t end,
                    const std::vector<Apart>& apart, ShapedWord& shaped, std::vector<std::size_t>& begins) {
  const std::string_view text = word.substr(begin, end - begin);
  if (const char32_t torn = torn_by(by.font, text); torn != 0) return torn;
  hb_buffer_t* buffer = by.buffer;
  hb_buffer_reset(buffer);
  // Each character keeps a cluster of its own, so that marks read as marks; the language never comes from the locale.
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
  hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, static_cast<int>(text.size()));
  hb_buffer_set_language(buffer, by.lang);
  hb_buffer_guess_segment_properties(buffer);
  hb_buffer_set_direction(buffer, by.direction == Direction::Left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  std::vector<hb_feature_t> features;
  for (const Apart& stretch : apart) {
    if (stretch.end <= begin || stretch.begin >= end) continue;
    for (const hb_tag_t tag : {HB_TAG('l', 'i', 'g', 'a'), HB_TAG('c', 'l', 'i', 'g')}) {
      features.push_back({tag, 0, static_cast<unsigned>(std::max(stretch.begin, begin) - begin),
                          static_cast<unsigned>(std::min(stretch.end, end) - begin)});
    }
  }
  hb_shape(by.font.font.get(), buffer, features.data(), static_cast<unsigned>(features.size()));

  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* places = hb_buffer_get_glyph_positions(buffer, &count);
  for (unsigned i = 0; i < count; ++i) {
    const std::size_t first = infos[i].cluster;
    std::size_t last = text.size();
    // What follows a cluster in the text stands beside it, on its right or on its left.
    const bool leftwards = by.direction == Direction::Left;
    for (unsigned j = i; leftwards ? j > 0 : j + 1 < count;) {
      j = leftwards ? j - 1 : j + 1;
      if (infos[j].cluster == infos[i].cluster) continue;
      last = infos[j].cluster;
      break;
    }
    if (infos[i].codepoint == 0) return decode_utf8(text, first).character;
    const bool told_before = i > 0 && infos[i - 1].cluster == infos[i].cluster;
    std::u32string stands_for = told_before ? std::u32string(1, kNothing) : to_utf32(text.substr(first, last - first));
    const std::uint16_t cid = cid_for(by.font, infos[i].codepoint, std::move(stands_for));
    begins.push_back(begin + first);
    shaped.glyphs.push_back({.cid = cid,
                             .advance = places[i].x_advance,
                             .width = by.font.cids[cid].width,
                             .dx = places[i].x_offset,
                             .dy = places[i].y_offset});
    shaped.width += places[i].x_advance;
  }
  shaped.parts.push_back({.font = by.id, .end = static_cast<std::uint32_t>(shaped.glyphs.size())});
  return 0;
}

/// The bytes of the first glyph that stands for several letters, one of `divisions` among them; the part before that
/// division, and all of it if that part was set apart before.
std::optional<Apart> ligature_across(const std::vector<Division>& divisions, const std::vector<std::size_t>& begins,
                                     std::size_t size, const std::vector<Apart>& apart) {
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : size;
    for (const Division& division : divisions) {
      if (division.offset <= begins[i] || division.offset >= end) continue;
      const bool again = std::any_of(apart.begin(), apart.end(), [&](const Apart& stretch) {
        return stretch.begin <= begins[i] && division.offset <= stretch.end;
      });
      return Apart{.begin = begins[i], .end = again ? end : division.offset};
    }
  }
  return std::nullopt;
}

bool has_ligature(std::string_view word, const std::vector<std::size_t>& begins) {
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : word.size();
    if (end > begins[i] && end - begins[i] > decode_utf8(word, begins[i]).size) return true;
  }
  return false;
}

std::int32_t left_of(char32_t character, std::int32_t width) {
  return protrusion_of(character).left * width / 1000;
}
std::int32_t right_of(char32_t character, std::int32_t width) {
  return protrusion_of(character).right * width / 1000;
}

char32_t last_character(std::string_view word) {
  std::size_t at = word.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(word[at]) & 0xC0) == 0x80) --at;
  return decode_utf8(word, at).character;
}

}  // namespace

bool has_glyph(const LoadedFont& font, char32_t character) {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(font.font.get(), character, &glyph) != 0;
}

ShapedWord Fonts::Impl::shape_new(Face face, std::string_view word, const std::string& lang, Direction direction) {
  constexpr std::string_view kMarks = "\xCC\xCD";  // what U+0300 to U+036F begin with
  if (word.find_first_of(kMarks) != std::string_view::npos) {
    const std::string composed = nfc(word);
    if (composed != word) return shape_new(face, composed, lang, direction);
  }
  const hb_language_t language = hb_language_from_string(lang.data(), static_cast<int>(lang.size()));
  const FontId own = font_of_face[static_cast<std::size_t>(face)];
  const FontId other = font_of_face[static_cast<std::size_t>(Face::Fallback)];
  const bool may_divide = face != Face::Mono && direction == Direction::Right;
  std::vector<Division> divisions;
  bool knows_divisions = !may_divide;
  if (may_divide && hyphenated) {
    divisions = hyphenator.places(word, lang);
    knows_divisions = true;
  }

  std::vector<Apart> apart;
  std::vector<std::size_t> begins;
  const auto shape_all = [&] {
    ShapedWord shaped;
    begins.clear();
    const auto shape_stretch = [&](FontId id, std::size_t begin, std::size_t end) {
      return shape_part({buffer.get(), *fonts[id], id, language, direction}, word, begin, end, apart, shaped, begins);
    };
    shaped.missing = shape_stretch(own, 0, word.size());
    if (shaped.missing == 0 || !has_fallback) return shaped;
    shaped = {};
    begins.clear();
    struct Stretch {
      FontId font;
      std::size_t begin, end;
    };
    std::vector<Stretch> stretches;
    for (std::size_t at = 0; at < word.size();) {
      const Decoded decoded = decode_utf8(word, at);
      const FontId id = has_glyph(*fonts[own], decoded.character) ? own : other;
      if (stretches.empty() || stretches.back().font != id) stretches.push_back({id, at, at});
      stretches.back().end = at += decoded.size;
    }
    if (direction == Direction::Left) std::reverse(stretches.begin(), stretches.end());
    for (const Stretch& stretch : stretches) {
      if (shaped.missing == 0) shaped.missing = shape_stretch(stretch.font, stretch.begin, stretch.end);
    }
    return shaped;
  };

  ShapedWord shaped = shape_all();
  if (shaped.missing != 0) return shaped;
  if (direction == Direction::Left) return shaped;
  if (!knows_divisions && has_ligature(word, begins)) divisions = hyphenator.places(word, lang);
  // German forbids ligatures across the seams of compounds (Auf|findung), and no half of one can end a line.
  while (const std::optional<Apart> across = ligature_across(divisions, begins, word.size(), apart)) {
    apart.push_back(*across);
    shaped = shape_all();
    if (apart.size() > word.size()) break;
  }

  if (hyphenated) {
    std::size_t glyph = 0;
    std::int32_t sum = 0;
    for (const Division& division : divisions) {
      while (glyph < begins.size() && begins[glyph] < division.offset) sum += shaped.glyphs[glyph++].advance;
      if (glyph == 0 || glyph >= begins.size() || begins[glyph] != division.offset) continue;
      const Glyph& before = shaped.glyphs[glyph - 1];
      const std::int32_t kerning = before.width == 0 ? 0 : before.advance - before.width;
      const std::int32_t left =
          protruding ? left_of(decode_utf8(word, division.offset).character, shaped.glyphs[glyph].width) : 0;
      shaped.divisions.push_back({.glyph = static_cast<std::uint32_t>(glyph),
                                  .seam = division.seam,
                                  .width = sum - kerning,
                                  .kerning = kerning,
                                  .left = left});
    }
  }
  if (protruding && face != Face::Mono && !shaped.glyphs.empty()) {
    shaped.left = left_of(decode_utf8(word, 0).character, shaped.glyphs.front().width);
    shaped.right = right_of(last_character(word), shaped.glyphs.back().width);
  }
  return shaped;
}

const ShapedWord& Fonts::Impl::shape(Face face, std::string_view word, std::string_view lang, Direction direction) {
  if (lang.empty()) lang = "de";
  auto known = std::find_if(languages.begin(), languages.end(),
                            [lang](const WordsOfLanguage& language) { return language.lang == lang; });
  if (known == languages.end()) {
    languages.emplace_back().lang = lang;
    known = languages.end() - 1;
  }
  WordsOfLanguage::Words& words =
      (direction == Direction::Left ? known->reversed : known->of_face)[static_cast<std::size_t>(face)];
  const auto found = words.find(word);
  if (found != words.end()) return found->second;
  return words.emplace(word, shape_new(face, word, known->lang, direction)).first->second;
}

const ShapedWord& Fonts::Impl::line_end_hyphen(Face face) {
  std::unique_ptr<ShapedWord>& hyphen = hyphens[static_cast<std::size_t>(face)];
  if (hyphen != nullptr) return *hyphen;
  hyphen = std::make_unique<ShapedWord>();
  const FontId id = font_of_face[static_cast<std::size_t>(face)];
  LoadedFont& font = *fonts[id];
  hb_codepoint_t glyph = 0;
  if (hb_font_get_nominal_glyph(font.font.get(), '-', &glyph) == 0) {
    hyphen->missing = U'-';
  } else {
    const std::uint16_t cid = cid_for(font, glyph, U"\u00AD");
    const std::int32_t width = font.cids[cid].width;
    hyphen->glyphs = {{.cid = cid, .advance = width, .width = width}};
    hyphen->parts = {{.font = id, .end = 1}};
    hyphen->width = width;
    if (protruding) hyphen->right = right_of(U'\u00AD', width);
  }
  return *hyphen;
}

}  // namespace zielbaum::typeset
