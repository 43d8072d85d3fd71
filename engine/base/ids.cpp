#include "base/ids.h"

#include <algorithm>
#include <cstdint>

#include "base/ascii.h"
#include "base/utf8.h"

namespace zielbaum {

namespace {

bool is_lower_or_digit(char c) {
  return is_ascii_lower(c) || is_ascii_digit(c);
}

/// The ASCII spelling of one character, lower case; empty where there is none.
std::string ascii(char32_t c) {
  if (c < 0x80) {
    const char lower = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return is_lower_or_digit(lower) ? std::string(1, lower) : std::string();
  }
  switch (c) {
    case U'ä':
    case U'Ä':
      return "ae";
    case U'ö':
    case U'Ö':
      return "oe";
    case U'ü':
    case U'Ü':
      return "ue";
    case U'ß':
    case U'ẞ':
      return "ss";
    default:
      return base_letter(c);
  }
}

}  // namespace

bool is_valid_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || !is_lower_or_digit(text[0])) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_lower_or_digit(c) || c == '-'; });
}

bool is_hex(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_digit(c) || (c >= 'a' && c <= 'f'); });
}

std::string slug(std::string_view title) {
  constexpr std::size_t kMost = 40;
  std::string out;
  std::size_t last_word_end = 0;
  bool gap = false;
  for (std::size_t at = 0; at < title.size();) {
    const Decoded decoded = decode_utf8(title, at);
    at += decoded.size;
    const std::string piece = ascii(decoded.character);
    if (piece.empty()) {
      // Marks that stand inside a word (hyphen-less: apostrophe, gender star, colon) join, everything else separates.
      if (decoded.character != U'*' && decoded.character != U'\'' && decoded.character != U'’') gap = true;
      continue;
    }
    if (gap && !out.empty()) {
      last_word_end = out.size();
      out += '-';
    }
    gap = false;
    out += piece;
    if (out.size() > kMost) {
      out.resize(last_word_end > 0 ? last_word_end : kMost);
      break;
    }
  }
  return out.empty() ? "x" : out;
}

NodeId make_node_id(std::string_view title, std::uint32_t random) {
  static constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string id = slug(title) + "-";
  for (int i = 0; i < 4; ++i) {
    id += kLetters[random % kLetters.size()];
    random /= static_cast<std::uint32_t>(kLetters.size());
  }
  return NodeId{id};
}

}  // namespace zielbaum
