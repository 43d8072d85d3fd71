// PDF's notation: numbers, strings. No locale, no floating point.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/length.h"

namespace zielbaum::pdf {

void append_integer(std::string& out, std::int64_t number);
/// In points, rounded to thousandths.
void append_length(std::string& out, Length length);
void append_hex16(std::string& out, std::uint16_t number);

[[nodiscard]] std::string length_text(Length length);
/// A text string: a byte a character where all are of Latin-1, else UTF-16 with byte order mark, in hex digits.
[[nodiscard]] std::string text_string(std::string_view utf8);
/// Hex digits of UTF-16, without brackets and mark.
[[nodiscard]] std::string utf16_hex(std::u32string_view text);
/// A byte string: "(…)" with what has to be escaped escaped.
[[nodiscard]] std::string byte_string(std::string_view bytes);

}  // namespace zielbaum::pdf
