#include "base/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/ascii.h"
#include "base/error.h"

namespace zielbaum {

namespace {

const icu::Normalizer2& normalizer(bool decompose) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found =
      decompose ? icu::Normalizer2::getNFKDInstance(status) : icu::Normalizer2::getNFCInstance(status);
  ENSURE(U_SUCCESS(status) && found != nullptr);
  return *found;
}

UChar32 icu_character(char32_t character) {
  return static_cast<UChar32>(character);
}

}  // namespace

Decoded decode_utf8(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data()) + at;
  const auto length = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - at, 4));
  std::int32_t offset = 0;
  UChar32 character = 0;
  U8_NEXT(bytes, offset, length, character);
  if (character < 0) return {0xFFFD, 1};
  return {static_cast<char32_t>(character), static_cast<std::size_t>(offset)};
}

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&out](char32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6));
    byte(0x80 | (c & 63));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12));
    byte(0x80 | ((c >> 6) & 63));
    byte(0x80 | (c & 63));
  } else {
    byte(0xF0 | (c >> 18));
    byte(0x80 | ((c >> 12) & 63));
    byte(0x80 | ((c >> 6) & 63));
    byte(0x80 | (c & 63));
  }
}

std::u32string to_utf32(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    out += decoded.character;
    at += decoded.size;
  }
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t character : text) append_utf8(out, character);
  return out;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    // Most text is ASCII for long stretches.
    std::uint64_t eight = ~std::uint64_t{0};
    if (text.size() - at >= sizeof eight) std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & 0x8080808080808080) == 0) {
      at += sizeof eight;
      continue;
    }
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const Decoded decoded = decode_utf8(text, at);
    if (decoded.size == 1) return at;
    at += decoded.size;
  }
  return std::nullopt;
}

std::string nfc(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return std::string(text);
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  if (normalizer(false).isNormalized(source, status)) return std::string(text);
  const icu::UnicodeString normal = normalizer(false).normalize(source, status);
  ENSURE(U_SUCCESS(status));
  std::string out;
  normal.toUTF8String(out);
  return out;
}

std::string base_letter(char32_t character) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString parts = normalizer(true).normalize(icu::UnicodeString(icu_character(character)), status);
  std::string out;
  for (std::int32_t i = 0; U_SUCCESS(status) && i < parts.length(); ++i) {
    const UChar32 c = u_tolower(parts.charAt(i));
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += static_cast<char>(c);
  }
  return out;
}

bool is_letter(char32_t character) {
  if (character < 0x80) return is_ascii_letter(static_cast<char>(character));
  return u_isalpha(icu_character(character)) != 0;
}

bool is_letter_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  if (static_cast<unsigned char>(text[at]) < 0x80) return is_ascii_letter(text[at]);
  return is_letter(decode_utf8(text, at).character);
}
bool is_digit(char32_t character) {
  return u_isdigit(icu_character(character)) != 0;
}
bool is_upper(char32_t character) {
  return u_isupper(icu_character(character)) != 0;
}

bool is_space(char32_t character) {
  return character != 0xA0 && character != 0x202F && character != 0x2007 &&
         u_isUWhiteSpace(icu_character(character)) != 0;
}

std::string lower_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    at += decoded.size;
    append_utf8(out, static_cast<char32_t>(u_tolower(icu_character(decoded.character))));
  }
  return out;
}

bool disguises(char32_t character) {
  const bool control =
      (character < 0x20 && character != '\n' && character != '\t') || (character >= 0x7F && character < 0xA0);
  const bool direction = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
  return control || direction;
}

}  // namespace zielbaum
