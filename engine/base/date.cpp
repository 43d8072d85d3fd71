#include "base/date.h"

#include <array>
#include <chrono>

namespace zielbaum {

namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool exists(int year, int month, int day) {
  return std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                     std::chrono::day{static_cast<unsigned>(day)}}
      .ok();
}

std::string two(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string month_name(int month, Language language) {
  static constexpr std::array<std::string_view, 12> kGerman = {"Januar",    "Februar", "März",     "April",
                                                               "Mai",       "Juni",    "Juli",     "August",
                                                               "September", "Oktober", "November", "Dezember"};
  static constexpr std::array<std::string_view, 12> kEnglish = {"January",   "February", "March",    "April",
                                                                "May",       "June",     "July",     "August",
                                                                "September", "October",  "November", "December"};
  const auto index = static_cast<std::size_t>(month - 1);
  return std::string(language == Language::German ? kGerman[index] : kEnglish[index]);
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  if ((text.size() >= 7 && text[4] != '-') || (text.size() == 10 && text[7] != '-')) return std::nullopt;
  const std::optional<int> year = digits(text.substr(0, 4));
  const std::optional<int> month = text.size() >= 7 ? digits(text.substr(5, 2)) : 0;
  const std::optional<int> day = text.size() == 10 ? digits(text.substr(8, 2)) : 0;
  if (!year || !month || !day || *year < 1000) return std::nullopt;
  if (!exists(*year, text.size() >= 7 ? *month : 1, text.size() == 10 ? *day : 1)) return std::nullopt;
  return Date{static_cast<std::int16_t>(*year), static_cast<std::uint8_t>(*month), static_cast<std::uint8_t>(*day)};
}

std::string to_string(const Date& date) {
  std::string out = std::to_string(date.year);
  if (date.month != 0) out += "-" + two(date.month);
  if (date.day != 0) out += "-" + two(date.day);
  return out;
}

std::string written_out(const Date& date, Language language) {
  std::string out = std::to_string(date.year);
  if (date.month != 0) out = month_name(date.month, language) + " " + out;
  if (date.day != 0) out = std::to_string(date.day) + (language == Language::German ? ". " : " ") + out;
  return out;
}

std::string in_short(const Date& date, Language language) {
  if (date.month == 0) return std::to_string(date.year);
  if (date.day == 0) return two(date.month) + "/" + std::to_string(date.year);
  if (language == Language::English) return to_string(date);
  return two(date.day) + "." + two(date.month) + "." + std::to_string(date.year);
}

bool is_ordered(const Period& period) {
  if (!period.from || !period.to) return true;
  const Date& from = *period.from;
  const Date& to = *period.to;
  if (from.year != to.year) return from.year < to.year;
  if (from.month == 0 || to.month == 0 || from.month != to.month) {
    return from.month == 0 || to.month == 0 || from.month < to.month;
  }
  return from.day == 0 || to.day == 0 || from.day <= to.day;
}

std::string in_short(const Period& period, Language language) {
  if (period.from && period.to) return in_short(*period.from, language) + "–" + in_short(*period.to, language);
  if (period.from) return render(msg("from {0}", in_short(*period.from, language)), language);
  if (period.to) return render(msg("until {0}", in_short(*period.to, language)), language);
  return {};
}

Date date_of_unix_time(std::int64_t seconds) {
  const std::chrono::sys_seconds time{std::chrono::seconds{seconds}};
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
  return Date{static_cast<std::int16_t>(static_cast<int>(day.year())),
              static_cast<std::uint8_t>(static_cast<unsigned>(day.month())),
              static_cast<std::uint8_t>(static_cast<unsigned>(day.day()))};
}

std::string rfc3339(std::int64_t unix_seconds) {
  const Date date = date_of_unix_time(unix_seconds);
  const std::int64_t in_day = ((unix_seconds % 86400) + 86400) % 86400;
  return to_string(date) + "T" + two(static_cast<int>(in_day / 3600)) + ":" + two(static_cast<int>(in_day / 60 % 60)) +
         ":" + two(static_cast<int>(in_day % 60)) + "Z";
}

std::optional<std::int64_t> parse_rfc3339(std::string_view text) {
  if (text.size() != 20) return std::nullopt;
  const std::optional<Date> date = parse_date(text.substr(0, 10));
  if (!date || date->day == 0) return std::nullopt;
  const auto number_at = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  const std::chrono::sys_days day{std::chrono::year(date->year) / date->month / date->day};
  const std::int64_t seconds =
      std::int64_t{day.time_since_epoch().count()} * 86400 + number_at(11) * 3600 + number_at(14) * 60 + number_at(17);
  if (rfc3339(seconds) != text) return std::nullopt;
  return seconds;
}

}  // namespace zielbaum
