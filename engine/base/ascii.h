// The characters that formats and notations are made of. No locale.
#pragma once

namespace zielbaum {

[[nodiscard]] constexpr bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_ascii_lower(char c) {
  return c >= 'a' && c <= 'z';
}
[[nodiscard]] constexpr bool is_ascii_letter(char c) {
  return is_ascii_lower(c) || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_ascii_alphanumeric(char c) {
  return is_ascii_digit(c) || is_ascii_letter(c);
}
/// A space or tab: blank within a line.
[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

}  // namespace zielbaum
