#include "base/written_number.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/utf8.h"

namespace zielbaum {

namespace {

constexpr std::size_t kMostDigits = 18;

/// Digits with a sign between each two runs of them: ' ' for any blank, '\'' for any apostrophe.
struct Digits {
  bool negative = false;
  std::vector<std::string> runs;
  std::string signs;  ///< one fewer
};

bool is_blank_character(char32_t c) {
  return is_space(c) || c == 0xA0 || c == 0x202F || c == 0x2007;
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && is_ascii_digit(text[at + count])) ++count;
  return count;
}

/// The sign at `at` between two runs of digits, and its size in bytes; 0 where there is none.
std::pair<char, std::size_t> sign_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {0, 0};
  const Decoded sign = decode_utf8(text, at);
  const std::size_t digits = digits_at(text, at + sign.size);
  if (digits == 0) return {0, 0};
  if (sign.character == U'.' || sign.character == U',') return {static_cast<char>(sign.character), sign.size};
  if (digits != 3) return {0, 0};
  if (sign.character == U'\'' || sign.character == U'’') return {'\'', sign.size};
  if (is_blank_character(sign.character)) return {' ', sign.size};
  return {0, 0};
}

bool are_groups(const std::vector<std::string>& runs, std::size_t count) {
  if (runs.front().size() > 3 || runs.front()[0] == '0') return false;
  return std::all_of(runs.begin() + 1, runs.begin() + static_cast<long>(count),
                     [](const std::string& run) { return run.size() == 3; });
}

/// The number where `point` stands before the fraction and `group` (or a blank, or an apostrophe) between groups.
std::optional<Decimal> as_number(const Digits& digits, char point, char group) {
  const std::string& signs = digits.signs;
  const bool has_fraction = signs.ends_with(point);
  const std::size_t groups = digits.runs.size() - (has_fraction ? 1 : 0);
  const std::string between = signs.substr(0, groups - 1);
  if (between.find_first_not_of(between.empty() ? '\0' : between[0]) != std::string::npos) return std::nullopt;
  if (!between.empty() && between[0] == point) return std::nullopt;
  if (!between.empty() && between[0] != group && between[0] != ' ' && between[0] != '\'') return std::nullopt;
  if (groups > 1 && !are_groups(digits.runs, groups)) return std::nullopt;
  std::string plain = digits.negative ? "-" : "";
  for (std::size_t i = 0; i < groups; ++i) plain += digits.runs[i];
  if (has_fraction) plain += "." + digits.runs.back();
  return parse_decimal(plain);
}

std::string_view without_blanks_before(std::string_view text) {
  while (!text.empty()) {
    const Decoded first = decode_utf8(text, 0);
    if (!is_blank_character(first.character)) break;
    text.remove_prefix(first.size);
  }
  return text;
}

struct Word {
  std::string_view word;
  int german;
  int english;
};
// Only whole words: "Mio" is none of "Miozän".
constexpr std::array<Word, 22> kWords = {
    {{"tausend", 3, 3},    {"tsd", 3, 3},         {"tsd.", 3, 3},     {"thousand", 3, 3},    {"mio", 6, 6},
     {"mio.", 6, 6},       {"mill.", 6, 6},       {"million", 6, 6},  {"millionen", 6, 6},   {"millions", 6, 6},
     {"mn", 6, 6},         {"mrd", 9, 9},         {"mrd.", 9, 9},     {"milliarde", 9, 9},   {"milliarden", 9, 9},
     {"bn", 9, 9},         {"billion", 12, 9},    {"billions", 9, 9}, {"billionen", 12, 12}, {"bio.", 12, 12},
     {"trillion", 18, 12}, {"trillionen", 18, 18}}};

}  // namespace

std::optional<WrittenNumber> read_written_number(std::string_view text, Language language) {
  text = without_blanks_before(text);
  Digits digits;
  for (const std::string_view minus : {"-", "\u2212"}) {
    if (!text.starts_with(minus)) continue;
    digits.negative = true;
    text.remove_prefix(minus.size());
    break;
  }
  std::size_t at = digits_at(text, 0);
  if (at == 0) return std::nullopt;
  digits.runs.emplace_back(text.substr(0, at));
  for (;;) {
    const auto [sign, size] = sign_at(text, at);
    if (size == 0) break;
    const std::size_t count = digits_at(text, at + size);
    digits.signs += sign;
    digits.runs.emplace_back(text.substr(at + size, count));
    at += size + count;
  }
  std::string_view rest = text.substr(at);
  bool no_cents_said = false;
  for (const std::string_view no_cents : {",--", ",-", ",––", ",–", ",—", ".--", ".-", ".–"}) {
    if (!rest.starts_with(no_cents)) continue;
    rest.remove_prefix(no_cents.size());
    no_cents_said = true;
    break;
  }
  // A sign that nothing follows is no end of a number: "12," may have lost its cents.
  if (rest.starts_with(',') || rest.starts_with('.')) return std::nullopt;
  const std::optional<Decimal> german = as_number(digits, ',', '.');
  const std::optional<Decimal> english = as_number(digits, '.', ',');
  const std::optional<Decimal>& own = language == Language::German ? german : english;
  const std::optional<Decimal>& other = language == Language::German ? english : german;
  if (!own && !other) return std::nullopt;
  WrittenNumber number{own ? *own : *other, std::nullopt, std::string(without_blanks_before(rest))};
  if (german && no_cents_said) {
    number.number = *german;
  } else if (own && other && *own != *other) {
    number.other = other;
  }
  while (!number.rest.empty() && number.rest.back() == ' ') number.rest.pop_back();
  return number;
}

std::optional<PowerOfTen> read_power_of_ten(std::string_view text, Language language) {
  std::size_t size = 0;
  while (size < text.size() && is_ascii_letter(text[size])) ++size;
  if (size < text.size() && text[size] == '.') ++size;
  // A letter beyond ASCII goes on with the word.
  if (size == 0 || is_letter_at(text, size)) return std::nullopt;
  const std::string word = lower_case(text.substr(0, size));
  const auto found = std::find_if(kWords.begin(), kWords.end(), [&](const Word& one) { return one.word == word; });
  if (found == kWords.end()) return std::nullopt;
  const bool german = language == Language::German;
  PowerOfTen power{german ? found->german : found->english, std::nullopt, size};
  if (found->german != found->english) power.other = german ? found->english : found->german;
  return power;
}

std::optional<Decimal> times_ten_to(const Decimal& number, int exponent) {
  Decimal result = number;
  for (; exponent > 0; --exponent) {
    if (result.scale > 0) {
      --result.scale;
      continue;
    }
    if (std::to_string(result.units < 0 ? -result.units : result.units).size() >= kMostDigits) return std::nullopt;
    result.units *= 10;
  }
  return result;
}

std::string ungrouped(const Decimal& number, Language language) {
  std::string text = to_string(number);
  if (language == Language::German) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

}  // namespace zielbaum
