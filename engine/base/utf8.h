// UTF-8: checking, decoding, normalising. All text inside the engine is valid UTF-8; borders check it here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace zielbaum {

/// One character and how many bytes it took. Invalid bytes decode to U+FFFD, one byte each.
struct Decoded {
  char32_t character = 0xFFFD;
  std::size_t size = 1;
};

/// The character at byte `at`. Requires at < text.size().
[[nodiscard]] Decoded decode_utf8(std::string_view text, std::size_t at);

/// Appends one character. Requires a scalar value (no surrogate, at most U+10FFFF).
void append_utf8(std::string& out, char32_t character);

[[nodiscard]] std::u32string to_utf32(std::string_view text);
[[nodiscard]] std::string to_utf8(std::u32string_view text);

/// The offset of the first byte that is no valid UTF-8 (overlong forms and surrogates are invalid), if there is one.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Unicode Normalization Form C. Returns `text` itself where it is in that form already (cheap: one scan).
[[nodiscard]] std::string nfc(std::string_view text);

/// The ASCII letters that a letter is based on: 'é' gives "e". Empty where there are none.
[[nodiscard]] std::string base_letter(char32_t character);

[[nodiscard]] bool is_letter(char32_t character);
[[nodiscard]] bool is_letter_at(std::string_view text, std::size_t at);  ///< false at the end of the text
[[nodiscard]] bool is_digit(char32_t character);
[[nodiscard]] bool is_upper(char32_t character);
[[nodiscard]] bool is_space(char32_t character);              ///< as Unicode's White_Space, without the no-break spaces
[[nodiscard]] std::string lower_case(std::string_view text);  ///< root locale
/// Whether it disturbs or disguises the text around it: control characters but for tab and line feed, and overrides of
/// the writing direction.
[[nodiscard]] bool disguises(char32_t character);

}  // namespace zielbaum
