#include "typeset/coverage.h"

#include <algorithm>

#include "base/utf8.h"
#include "typeset/shaping_internal.h"

namespace zielbaum::typeset {

namespace {

constexpr std::size_t kPlane = 0x10000;
constexpr char kDelete = 0x7F;

/// A mark that may make one character together with the letter or sign before it.
bool may_compose(char32_t character) {
  return character >= 0x300 && character < 0x370;
}

/// What stands between words and is never shaped as a part of one.
bool divides_words(char32_t character) {
  return is_space(character) || character == U'\n' || character == U'\u00A0' || character == U'\u00AD' ||
         character == U'\u200B';
}

}  // namespace

bool Coverage::is_known(Face face, char32_t character) {
  Fonts::Impl& impl = fonts_.impl();
  const auto ask = [&] {
    const auto font_of = [&](Face of) -> const LoadedFont& {
      return *impl.fonts[impl.font_of_face[static_cast<std::size_t>(of)]];
    };
    return has_glyph(font_of(face), character) || (impl.has_fallback && has_glyph(font_of(Face::Fallback), character));
  };
  if (character >= kPlane) return ask();
  Known& known = known_[static_cast<std::size_t>(face)];
  if (known.asked.empty()) {
    known.asked.resize(kPlane);
    known.shown.resize(kPlane);
  }
  if (!known.asked[character]) {
    known.asked[character] = true;
    known.shown[character] = divides_words(character) || (!may_compose(character) && ask());
  }
  return known.shown[character];
}

bool Coverage::shows_ascii(Face face) {
  std::optional<bool>& all = ascii_[static_cast<std::size_t>(face)];
  if (!all) {
    all = true;
    for (char32_t character = U' '; character < kDelete; ++character) *all = *all && is_known(face, character);
  }
  return *all;
}

std::optional<Coverage::Missing> Coverage::first_missing(Face face, std::string_view text, std::size_t from) {
  const bool plain = shows_ascii(face);
  for (std::size_t at = from; at < text.size();) {
    while (plain && at < text.size() && text[at] >= ' ' && text[at] < kDelete) ++at;
    if (at == text.size()) break;
    const Decoded decoded = decode_utf8(text, at);
    if (is_known(face, decoded.character)) {
      at += decoded.size;
      continue;
    }
    // Shaping knows more than the fonts' tables: what is never shown, and what takes the place of rare spaces and
    // hyphens. So the word is shaped, as it would be on a page.
    std::size_t begin = at;
    while (begin > from) {
      std::size_t before = begin - 1;
      while (before > from && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
      if (divides_words(decode_utf8(text, before).character)) break;
      begin = before;
    }
    std::size_t end = at;
    while (end < text.size() && !divides_words(decode_utf8(text, end).character)) end += decode_utf8(text, end).size;
    const std::string_view word = text.substr(begin, end - begin);
    const char32_t missing = fonts_.impl().shape(face, word, {}).missing;
    if (missing == 0) {
      at = end;
      continue;
    }
    std::size_t found = begin;
    while (found < end && decode_utf8(text, found).character != missing) found += decode_utf8(text, found).size;
    return Missing{missing, found < end ? found : at};
  }
  return std::nullopt;
}

std::string code_point(char32_t character) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out = "U+";
  for (int shift_by = 20; shift_by >= 0; shift_by -= 4) {
    const auto digit = static_cast<std::size_t>(character >> shift_by & 15);
    if (digit != 0 || out.size() > 2 || shift_by < 16) out += kDigits[digit];
  }
  return out;
}

Error no_glyph(char32_t character, std::string_view text, std::size_t at_byte) {
  constexpr std::size_t kAround = 40;
  std::size_t begin = at_byte > kAround ? text.find(' ', at_byte - kAround) : 0;
  if (begin > at_byte) begin = at_byte;
  std::size_t end = text.find(' ', std::min(text.size(), at_byte + kAround));
  if (end == std::string_view::npos) end = text.size();
  std::string_view around = text.substr(begin, end - begin);
  while (around.starts_with(' ')) around.remove_prefix(1);
  return advise(error(ErrorKind::Invalid, "no-glyph",
                      msg("No font of the theme has the character {0}: {1}", code_point(character), around)),
                msg("Write it in another way, or name a fallback font in the theme that has it."));
}

}  // namespace zielbaum::typeset
