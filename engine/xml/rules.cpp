#include "xml/rules.h"

#include "base/blank.h"
#include "base/language_tag.h"
#include "base/utf8.h"
#include "xml/read_internal.h"

namespace zielbaum::xml {

namespace {

/// "U+0007".
std::string code_point(char32_t character) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string digits;
  for (int shift = 20; shift >= 0; shift -= 4) {
    const std::size_t digit = (character >> shift) & 0xF;
    if (digit != 0 || !digits.empty() || shift < 16) digits += kHex[digit];
  }
  return "U+" + digits;
}

/// The text with what cannot be shown replaced, and its middle left out where it is long.
std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::string out;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode_utf8(text, at);
    at += next.size;
    if (++characters > kMost) return out + "…";
    append_utf8(out, disguises(next.character) || next.character == U'\n' ? U'\uFFFD' : next.character);
  }
  return out;
}

Wrong wrong_character(std::string_view field, const std::string& character, std::string_view text) {
  return {"control-character",
          field == "title"
              ? msg("The title has a character that cannot be kept, {0}: “{1}”", character, shown(text))
              : msg("The field {0} has a character that cannot be kept, {1}: “{2}”", field, character, shown(text)),
          msg("Delete the character; it may have come along when the text was copied.")};
}

}  // namespace

Error to_error(Wrong wrong, ErrorKind kind) {
  Error made = error(kind, std::move(wrong.code), std::move(wrong.message));
  made.hint = std::move(wrong.hint);
  return made;
}

std::optional<std::string> unfit_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode_utf8(text, at);
    const bool invalid = next.character == 0xFFFD && next.size == 1;
    // The two that are no characters in XML; surrogates are no UTF-8.
    const bool none = next.character == 0xFFFE || next.character == 0xFFFF;
    if (invalid || none || disguises(next.character)) return code_point(next.character);
    at += next.size;
  }
  return std::nullopt;
}

Result<std::string> one_line(std::string_view field, std::string_view text) {
  std::string line = collapsed(text);
  if (is_blank_text(line)) {
    if (field == "title") {
      return to_error({"missing-title", msg("The title is empty"), msg("Give it words that can be seen.")},
                      ErrorKind::Refused);
    }
    return to_error({"empty-field", msg("The field {0} is empty", field), msg("Give it words that can be seen.")},
                    ErrorKind::Refused);
  }
  if (const std::optional<std::string> character = unfit_character(line)) {
    return to_error(wrong_character(field, *character, line));
  }
  return line;
}

std::optional<Wrong> wrong_language(std::string_view tag) {
  if (is_language_tag(tag)) return std::nullopt;
  const std::optional<std::string> meant = language_tag_of(tag);
  return Wrong{"bad-language", msg("{0} is no language tag", tag),
               meant ? msg("Did you mean {0}?", *meant) : msg("Give a tag such as de, en or de-x-leicht.")};
}

}  // namespace zielbaum::xml
