// Dates as strategies give them: a year, a month or a day; periods that may be open.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/message.h"

namespace zielbaum {

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. A month or day of 0 means that it is not given.
struct Date {
  std::int16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;
  auto operator<=>(const Date&) const = default;
};

/// Years 1000 to 9999; the day must exist (no 31.02.). Empty where the text is not such a date.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string to_string(const Date& date);  ///< the form that parse_date reads

/// "3. August 2021", "August 2021", "2021"; in English "3 August 2021".
[[nodiscard]] std::string written_out(const Date& date, Language language);

/// "07/2022", "2022" or "03.08.2021" (English "07/2022", "2022", "2021-08-03"), for tables.
[[nodiscard]] std::string in_short(const Date& date, Language language);

/// From one date to another; an absent end is open. `from` is never after `to` as far as both say.
struct Period {
  std::optional<Date> from;
  std::optional<Date> to;
  bool operator==(const Period&) const = default;
};

/// Whether `from` does not come after `to`, compared as far as both are given ("2022" to "2022-05" is fine).
[[nodiscard]] bool is_ordered(const Period& period);
[[nodiscard]] std::string in_short(const Period& period, Language language);  ///< "07/2022–09/2026", "ab 2022"

/// The day, in UTC, `seconds` after 1970-01-01T00:00:00Z.
[[nodiscard]] Date date_of_unix_time(std::int64_t seconds);

/// "2026-11-22T14:05:00Z".
[[nodiscard]] std::string rfc3339(std::int64_t unix_seconds);
/// The seconds of a time in exactly that form; empty where the text is none.
[[nodiscard]] std::optional<std::int64_t> parse_rfc3339(std::string_view text);

}  // namespace zielbaum
