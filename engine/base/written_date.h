// Dates and periods as people write them, in German and in English: "15. März 2026", "03/2026", "ab 2026",
// "01.01.2026 – 31.12.2028", "2026 bis 2028", "3. Quartal 2026".
//
// What is stored has one form (base/date.h). The two languages write dates so differently that both are read at once;
// where a text has several meanings, as "03/04/2026" has, all of them are given.
#pragma once

#include <string_view>
#include <vector>

#include "base/date.h"

namespace zielbaum {

/// All dates that `text` may mean; none where it is no date. Years have four digits.
[[nodiscard]] std::vector<Date> read_written_date(std::string_view text);

/// All periods that `text` may mean; none where it is no period. A year, month or day alone is the period from its
/// beginning to its end. A period that ends before it begins is given only if there is no other meaning.
[[nodiscard]] std::vector<Period> read_written_period(std::string_view text);

}  // namespace zielbaum
