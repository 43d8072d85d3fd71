#include "base/written_date.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"

namespace zielbaum {

namespace {

/// Where a period may begin and end if this is said of one of its ends, or of both.
struct Span {
  std::optional<Date> from;
  std::optional<Date> to;
  bool operator==(const Span&) const = default;
};

/// Lower case, dashes of all kinds one, blanks of all kinds one space, none at the ends.
std::string simplified(std::string_view text) {
  std::string out;
  const std::string lower = lower_case(nfc(text));
  for (std::size_t at = 0; at < lower.size();) {
    const Decoded next = decode_utf8(lower, at);
    const char32_t c = next.character;
    if (is_space(c) || c == 0xA0 || c == 0x202F || c == 0x2007) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (c == U'–' || c == U'—' || c == U'−' || c == U'‑' || c == U'‐') {
      out += c == U'‑' || c == U'‐' ? "-" : "–";
    } else {
      out.append(lower, at, next.size);
    }
    at += next.size;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Takes the first of `words` that `text` begins with, and a blank follows; whether there was one.
bool take_word(std::string_view& text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    if (!text.starts_with(word) || text.size() <= word.size() || text[word.size()] != ' ') continue;
    text = trimmed(text.substr(word.size()));
    return true;
  }
  return false;
}

/// A number of at most `most` digits at the beginning, which is taken.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
  std::size_t size = 0;
  while (size < text.size() && is_ascii_digit(text[size])) ++size;
  if (size == 0 || size > most) return std::nullopt;
  int number = 0;
  for (const char digit : text.substr(0, size)) number = number * 10 + (digit - '0');
  text.remove_prefix(size);
  return number;
}

bool take_sign(std::string_view& text, char sign) {
  if (!text.starts_with(sign)) return false;
  text.remove_prefix(1);
  return true;
}

/// The month whose name, or its first letters, `text` begins with; the name and a point after it are taken.
std::optional<int> take_month(std::string_view& text) {
  static constexpr std::array<std::pair<std::string_view, int>, 23> kNames = {
      {{"januar", 1},   {"january", 1},  {"jänner", 1},    {"februar", 2},   {"february", 2}, {"märz", 3},
       {"maerz", 3},    {"mrz", 3},      {"march", 3},     {"april", 4},     {"mai", 5},      {"may", 5},
       {"juni", 6},     {"june", 6},     {"juli", 7},      {"july", 7},      {"august", 8},   {"september", 9},
       {"oktober", 10}, {"october", 10}, {"november", 11}, {"dezember", 12}, {"december", 12}}};
  std::size_t size = 0;
  while (is_letter_at(text, size)) size += decode_utf8(text, size).size;
  const std::string_view word = text.substr(0, size);
  constexpr std::size_t kLeast = 3;
  if (word.size() < kLeast) return std::nullopt;
  std::optional<int> month;
  for (const auto& [name, number] : kNames) {
    if (name.starts_with(word)) month = number;
  }
  if (!month) return std::nullopt;
  text.remove_prefix(size);
  (void)take_sign(text, '.');
  return month;
}

std::optional<Date> made(int year, int month, int day) {
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  std::string iso = std::to_string(year);
  if (month != 0) iso += "-" + two(month);
  if (day != 0) iso += "-" + two(day);
  // Months and days that there are not: 0 would be taken for "not given".
  return parse_date(iso);
}

/// A year of four digits that ends the text.
std::optional<int> last_year(std::string_view text) {
  text = trimmed(text);
  if (text.size() != 4) return std::nullopt;
  return take_number(text, 4);
}

void add(std::vector<Date>& dates, std::optional<Date> date) {
  if (date && std::find(dates.begin(), dates.end(), *date) == dates.end()) dates.push_back(*date);
}

/// "15.03.2026", "03.2026", "03/2026", "15/03/2026" and, as Americans have it, "03/15/2026".
void add_of_numbers(std::vector<Date>& dates, std::string_view text) {
  const std::optional<int> first = take_number(text, 2);
  const char sign = text.empty() ? '\0' : text[0];
  if (!first || *first == 0 || (sign != '.' && sign != '/')) return;
  text = trimmed(text.substr(1));
  if (const std::optional<int> year = last_year(text)) return add(dates, made(*year, *first, 0));
  const std::optional<int> second = take_number(text, 2);
  if (!second || *second == 0 || !take_sign(text, sign)) return;
  const std::optional<int> year = last_year(text);
  if (!year) return;
  add(dates, made(*year, *second, *first));
  if (sign == '/') add(dates, made(*year, *first, *second));
}

/// "15. März 2026", "15 March 2026", "März 2026", "March 15, 2026".
void add_of_words(std::vector<Date>& dates, std::string_view text) {
  std::optional<int> day = take_number(text, 2);
  if (day) {
    (void)take_sign(text, '.');
    text = trimmed(text);
  }
  const std::optional<int> month = take_month(text);
  if (!month || day == 0) return;
  text = trimmed(text);
  if (const std::optional<int> year = last_year(text)) return add(dates, made(*year, *month, day.value_or(0)));
  if (day) return;
  day = take_number(text, 2);
  if (!day || *day == 0) return;
  (void)take_sign(text, ',');
  if (const std::optional<int> year = last_year(text)) add(dates, made(*year, *month, *day));
}

std::vector<Date> dates_in(std::string_view text) {
  (void)take_word(text, {"am", "im", "in", "on", "den", "dem", "vom", "zum"});
  std::vector<Date> dates;
  add(dates, parse_date(text));
  add_of_numbers(dates, text);
  add_of_words(dates, text);
  return dates;
}

/// "3. Quartal 2026", "Q3 2026", "1. Halbjahr 2026", "H1 2026".
std::optional<Span> part_of_year(std::string_view text) {
  const bool letter_first = text.starts_with('q') || text.starts_with('h');
  int months = letter_first ? (text[0] == 'q' ? 3 : 6) : 0;
  if (letter_first) text.remove_prefix(1);
  const std::optional<int> which = take_number(text, 1);
  if (!which) return std::nullopt;
  if (!letter_first) {
    (void)take_sign(text, '.');
    text = trimmed(text);
    if (take_word(text, {"quartal"})) {
      months = 3;
    } else if (take_word(text, {"halbjahr"})) {
      months = 6;
    } else {
      return std::nullopt;
    }
  } else {
    (void)take_sign(text, '/');
  }
  const std::optional<int> year = last_year(text);
  if (!year || *which < 1 || *which > 12 / months) return std::nullopt;
  return Span{made(*year, (*which - 1) * months + 1, 0), made(*year, *which * months, 0)};
}

/// What one end of a period says, or the whole of it.
std::vector<Span> spans_in(std::string_view text) {
  std::vector<Span> spans;
  if (const std::optional<Span> part = part_of_year(text)) return {*part};
  const bool begin = take_word(text, {"anfang", "beginn", "beginning of", "early"});
  const bool end = !begin && take_word(text, {"ende", "end of"});
  for (const Date& date : dates_in(text)) {
    Span span{date, date};
    if (begin) span.to.reset();
    if (end) span.from.reset();
    spans.push_back(span);
  }
  return spans;
}

/// The begin of a period where its end says the year: "01.01." of "01.01.–31.12.2026", "Januar" of "Januar–März 2026".
std::vector<Span> spans_without_year(std::string_view text, const Span& end) {
  if (!end.to || text.empty()) return {};
  std::string with_year(text);
  const bool point = with_year.ends_with('.') && std::count(with_year.begin(), with_year.end(), '.') == 2;
  with_year += (point ? "" : is_ascii_digit(with_year.back()) ? "." : " ") + std::to_string(end.to->year);
  // "1" alone may be a day or a month.
  const bool only_number = std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_digit(c) || c == '.'; });
  if (only_number && !point && std::count(text.begin(), text.end(), '.') != 1) return {};
  if (only_number && text.ends_with('.') && !point) return {};
  std::vector<Span> spans = spans_in(with_year);
  // As exact as the end is, not less: "1.1" of a day is a day.
  std::erase_if(spans, [&](const Span& span) { return !span.from || (span.from->day == 0) != (end.to->day == 0); });
  return spans;
}

class Periods {
 public:
  void add(const Period& period) {
    std::vector<Period>& into = is_ordered(period) ? ordered_ : backward_;
    if (std::find(into.begin(), into.end(), period) == into.end()) into.push_back(period);
  }
  void add_between(std::string_view from, std::string_view to) {
    (void)take_word(from, {"vom", "von", "from", "ab"});
    (void)take_word(to, {"zum"});
    (void)take_word(to, {"einschließlich", "einschl."});
    std::vector<Span> ends = spans_in(to);
    const std::vector<Span> begins = spans_in(from);
    if (ends.empty() && begins.size() == 1) ends = short_year(*begins.begin(), to);
    for (const Span& end : ends) {
      if (!end.to) continue;
      for (const Span& begin : begins.empty() ? spans_without_year(from, end) : begins) {
        if (begin.from) add({begin.from, end.to});
      }
    }
  }
  std::vector<Period> all() && { return ordered_.empty() ? std::move(backward_) : std::move(ordered_); }

 private:
  /// "28" of "2026–28".
  static std::vector<Span> short_year(const Span& begin, std::string_view text) {
    if (!begin.from || begin.from->month != 0 || text.size() != 2) return {};
    const std::optional<int> year = take_number(text, 2);
    if (!year || *year <= begin.from->year % 100) return {};
    const std::optional<Date> end = made(begin.from->year / 100 * 100 + *year, 0, 0);
    return {Span{end, end}};
  }

  std::vector<Period> ordered_;
  std::vector<Period> backward_;
};

}  // namespace

std::vector<Date> read_written_date(std::string_view text) {
  return dates_in(simplified(text));
}

std::vector<Period> read_written_period(std::string_view given) {
  const std::string text = simplified(given);
  Periods periods;
  std::string_view rest = text;
  if (take_word(rest, {"ab", "seit", "from", "since", "ab dem"})) {
    for (const Span& span : spans_in(rest)) {
      if (span.from) periods.add({span.from, std::nullopt});
    }
  }
  rest = text;
  if (take_word(rest, {"bis", "until", "till"})) {
    (void)take_word(rest, {"zum"});
    (void)take_word(rest, {"einschließlich", "einschl."});
    for (const Span& span : spans_in(rest)) {
      if (span.to) periods.add({std::nullopt, span.to});
    }
  }
  for (const Span& span : spans_in(text)) {
    if (span.from && span.to) periods.add({span.from, span.to});
  }
  for (const std::string_view between : {"..", "–", "-", " bis ", " to ", " until "}) {
    for (std::size_t at = text.find(between); at != std::string::npos; at = text.find(between, at + 1)) {
      const std::string_view from = trimmed(std::string_view(text).substr(0, at));
      const std::string_view to = trimmed(std::string_view(text).substr(at + between.size()));
      const bool open = between == "..";
      if (open && to.empty()) {
        for (const Date& date : dates_in(from)) periods.add({date, std::nullopt});
      } else if (open && from.empty()) {
        for (const Date& date : dates_in(to)) periods.add({std::nullopt, date});
      } else {
        periods.add_between(from, to);
      }
    }
  }
  return std::move(periods).all();
}

}  // namespace zielbaum
