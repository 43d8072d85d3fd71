#include "base/decimal.h"

#include <algorithm>

namespace zielbaum {

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal number;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (whole.empty() || (whole.size() > 1 && whole[0] == '0')) return std::nullopt;
  const std::string_view fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (point != std::string_view::npos && fraction.empty()) return std::nullopt;
  if (whole.size() + fraction.size() > 18) return std::nullopt;
  for (const std::string_view part : {whole, fraction}) {
    for (const char c : part) {
      if (c < '0' || c > '9') return std::nullopt;
      number.units = number.units * 10 + (c - '0');
    }
  }
  if (negative && number.units == 0) return std::nullopt;
  if (negative) number.units = -number.units;
  number.scale = static_cast<std::uint8_t>(fraction.size());
  return number;
}

std::string to_string(const Decimal& number) {
  std::string digits = std::to_string(number.units < 0 ? -number.units : number.units);
  if (digits.size() <= number.scale) digits.insert(0, number.scale + 1 - digits.size(), '0');
  if (number.scale > 0) digits.insert(digits.size() - number.scale, ".");
  return (number.units < 0 ? "-" : "") + digits;
}

std::string grouped(const Decimal& number, Language language) {
  std::string text = to_string(number);
  const std::size_t begin = text[0] == '-' ? 1 : 0;
  const std::size_t point = std::min(text.find('.'), text.size());
  if (point < text.size()) text[point] = language == Language::German ? ',' : '.';
  if (point - begin > 4) {
    for (std::size_t at = point; at > begin + 3; at -= 3) text.insert(at - 3, language == Language::German ? "." : ",");
  }
  return text;
}

}  // namespace zielbaum
