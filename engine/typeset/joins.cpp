#include "typeset/joins_internal.h"

#include <algorithm>
#include <array>

namespace zielbaum::typeset {

namespace {

constexpr std::string_view kSpanDash = "\xE2\x80\x93";  // an en dash: from … to

/// Abbreviations that say nothing without what follows.
constexpr std::array<std::string_view, 22> kLeading = {"§",     "§§",  "Abs.", "Nr.",  "Nrn.", "Art.", "S.", "Kap.",
                                                       "Ziff.", "Bd.", "Abb.", "Tab.", "z.",   "d.",   "u.", "i.",
                                                       "o.",    "v.",  "s.",   "ca.",  "Dr.",  "Prof."};
constexpr std::array<std::string_view, 34> kUnits = {
    "%",  "‰",  "€",  "EUR", "Euro", "Cent", "Prozent", "Tsd.", "Mio.", "Mrd.", "Millionen", "Milliarden",
    "mm", "cm", "m",  "km",  "m²",   "km²",  "m³",      "ha",   "g",    "kg",   "t",         "l",
    "kW", "MW", "GW", "kWh", "MWh",  "GWh",  "TWh",     "°C",   "Uhr",  "dB"};
constexpr std::array<std::string_view, 6> kMultiples = {"Tsd.", "Mio.", "Mrd.", "Millionen", "Milliarden", "Tausend"};
constexpr std::array<std::string_view, 22> kMonths = {
    "Januar",   "Februar", "März", "April", "Mai",  "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember", "Jan.",    "Feb.", "Mär.",  "Apr.", "Jun.", "Jul.", "Aug.",   "Sept.",     "Okt.",    "Nov."};

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Without what may stand before a word: brackets, quotation marks.
std::string_view without_opening(std::string_view word) {
  static constexpr std::array<std::string_view, 7> kOpening = {"(", "[", "„", "‚", "»", "›", "\""};
  for (std::size_t i = 0; i < kOpening.size(); ++i) {
    if (!word.starts_with(kOpening[i])) continue;
    word.remove_prefix(kOpening[i].size());
    i = static_cast<std::size_t>(-1);
  }
  return word;
}

/// Whether `word` is `wanted`, but for what may follow a word: a comma, a bracket, a second unit after a slash.
bool is_word(std::string_view word, std::string_view wanted) {
  if (!word.starts_with(wanted)) return false;
  word.remove_prefix(wanted.size());
  static constexpr std::array<std::string_view, 12> kClosing = {",", ".", ";", ":", ")", "]",
                                                                "!", "?", "“", "‘", "/", "-"};
  return word.empty() || std::any_of(kClosing.begin(), kClosing.end(),
                                     [word](std::string_view closing) { return word.starts_with(closing); });
}

template <std::size_t count>
bool begins_with_one_of(const std::array<std::string_view, count>& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [word](std::string_view wanted) { return is_word(word, wanted); });
}

/// "12", "1.250,5", "2025–2030", "+3".
bool is_number(std::string_view word) {
  return !word.empty() && is_digit(word.back()) &&
         (is_digit(word.front()) || is_digit(word[word.size() > 1 ? 1 : 0])) &&
         std::none_of(word.begin(), word.end(),
                      [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

/// "3." or "31.", as a day is written.
bool is_day(std::string_view word) {
  if (word.size() < 2 || word.size() > 3 || word.back() != '.') return false;
  word.remove_suffix(1);
  return std::all_of(word.begin(), word.end(), is_digit);
}

/// "85" or "850", then "000": thousands set apart by a space.
bool is_thousands(std::string_view before, std::string_view after) {
  if (before.size() > 3 || after.size() < 3 || (after.size() > 3 && is_digit(after[3]))) return false;
  return std::all_of(before.begin(), before.end(), is_digit) && std::all_of(after.begin(), after.begin() + 3, is_digit);
}

bool begins_with_digit(std::string_view word) {
  return !word.empty() && is_digit(word.front());
}

}  // namespace

bool belong_together(std::string_view before, std::string_view after, std::string_view then) {
  before = without_opening(before);
  if (before.empty() || after.empty()) return false;
  if (is_one_of(kLeading, before)) return true;
  if (is_number(before) && begins_with_one_of(kUnits, after)) return true;
  if (is_thousands(before, after)) return true;
  if (is_one_of(kMultiples, before) && begins_with_one_of(kUnits, after)) return true;
  if (is_day(before) && begins_with_one_of(kMonths, after)) return true;
  // A span of numbers: "2025– 2030", "2025 – 2030".
  if (before == kSpanDash || (is_digit(before.front()) && before.ends_with(kSpanDash))) return begins_with_digit(after);
  return is_number(before) && after == kSpanDash && begins_with_digit(then);
}

}  // namespace zielbaum::typeset
