#include "pdf/syntax_internal.h"

#include <charconv>

#include "base/utf8.h"

namespace zielbaum::pdf {

void append_integer(std::string& out, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

void append_length(std::string& out, Length length) {
  std::int64_t thousandths = length.in_micropoints();
  const bool negative = thousandths < 0;
  if (negative) thousandths = -thousandths;
  thousandths = (thousandths + 500) / 1000;
  if (negative && thousandths != 0) out += '-';
  append_integer(out, thousandths / 1000);
  int rest = static_cast<int>(thousandths % 1000);
  if (rest == 0) return;
  out += '.';
  for (int place = 100; rest > 0; place /= 10) {
    out += static_cast<char>('0' + rest / place);
    rest %= place;
  }
}

void append_hex16(std::string& out, std::uint16_t number) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  const char digits[4] = {kDigits[number >> 12], kDigits[number >> 8 & 15], kDigits[number >> 4 & 15],
                          kDigits[number & 15]};
  out.append(digits, 4);
}

std::string length_text(Length length) {
  std::string out;
  append_length(out, length);
  return out;
}

std::string utf16_hex(std::u32string_view text) {
  std::string out;
  for (const char32_t character : text) {
    if (character >= 0x10000) {
      const char32_t rest = character - 0x10000;
      append_hex16(out, static_cast<std::uint16_t>(0xD800 | rest >> 10));
      append_hex16(out, static_cast<std::uint16_t>(0xDC00 | (rest & 0x3FF)));
    } else {
      append_hex16(out, static_cast<std::uint16_t>(character));
    }
  }
  return out;
}

std::string text_string(std::string_view utf8) {
  const std::u32string text = to_utf32(utf8);
  std::string latin;
  for (const char32_t character : text) {
    const bool in_both = (character >= 0x20 && character < 0x7F) || (character > 0xA0 && character <= 0xFF);
    if (!in_both || character == 0xAD) return "<FEFF" + utf16_hex(text) + ">";
    latin += static_cast<char>(character);
  }
  // PDFDocEncoding, which here agrees with Latin-1; but what begins like a mark of another encoding is taken for that.
  if (latin.starts_with('\xFE') || latin.starts_with('\xEF')) return "<FEFF" + utf16_hex(text) + ">";
  return byte_string(latin);
}

std::string byte_string(std::string_view bytes) {
  std::string out = "(";
  for (const char byte : bytes) {
    if (byte == '(' || byte == ')' || byte == '\\') out += '\\';
    if (byte == '\r') {
      out += "\\r";
    } else {
      out += byte;
    }
  }
  return out + ")";
}

}  // namespace zielbaum::pdf
