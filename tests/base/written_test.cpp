// Numbers and dates as people write them: what each means, and that what we print is read as what it was.
#include <random>

#include "base/written_date.h"
#include "base/written_number.h"
#include "support/catch.h"

using namespace zielbaum;

namespace {

/// "850000 | EUR", "1200 or 1.200 | Bäume", "none".
std::string read_number(std::string_view text, Language language) {
  const std::optional<WrittenNumber> number = read_written_number(text, language);
  if (!number) return "none";
  std::string said = to_string(number->number);
  if (number->other) said += " or " + to_string(*number->other);
  return number->rest.empty() ? said : said + " | " + number->rest;
}

std::string dates(std::string_view text) {
  std::string said;
  for (const Date& date : read_written_date(text)) said += (said.empty() ? "" : " or ") + to_string(date);
  return said.empty() ? "none" : said;
}

std::string periods(std::string_view text) {
  std::string said;
  for (const Period& period : read_written_period(text)) {
    said += (said.empty() ? "" : " or ") + (period.from ? to_string(*period.from) : "") + ".." +
            (period.to ? to_string(*period.to) : "");
  }
  return said.empty() ? "none" : said;
}

struct Row {
  const char* text;
  const char* german;
  const char* english;
};

}  // namespace

TEST_CASE("written: numbers in both languages, and what else they may mean") {
  const Row rows[] = {
      {"850000", "850000", "850000"},
      {"850.000 EUR", "850000 or 850.000 | EUR", "850.000 or 850000 | EUR"},
      {"850,000 EUR", "850.000 or 850000 | EUR", "850000 or 850.000 | EUR"},
      {"1.200 Bäume", "1200 or 1.200 | Bäume", "1.200 or 1200 | Bäume"},
      {"1.200.000,50 €", "1200000.50 | €", "1200000.50 | €"},
      {"1,200,000.50", "1200000.50", "1200000.50"},
      {"1.200.000", "1200000", "1200000"},
      {"1,200,000", "1200000", "1200000"},
      {"12,5 %", "12.5 | %", "12.5 | %"},
      {"12.5%", "12.5 | %", "12.5 | %"},
      {"0,125", "0.125", "0.125"},
      {"0.125", "0.125", "0.125"},
      {"1200.500", "1200.500", "1200.500"},
      {"850 000 €", "850000 | €", "850000 | €"},
      {"850\u00A0000\u202F€", "850000 | €", "850000 | €"},
      {"12 345,67", "12345.67", "12345.67"},
      {"1’200’000", "1200000", "1200000"},
      {"850.000,- €", "850000 | €", "850000 | €"},
      {"1.200.000,– €", "1200000 | €", "1200000 | €"},
      {"−5", "-5", "-5"},
      {"-0,5", "-0.5", "-0.5"},
      {"40", "40", "40"},
      {"3 %", "3 | %", "3 | %"},
      {"20 100", "20100", "20100"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read_number(row.text, Language::German) == row.german);
    CHECK(read_number(row.text, Language::English) == row.english);
  }
  for (const char* none : {"", "ein Drittel", "EUR", "1.200 000", "12,", "12.", "007", "1..2", "1,2,3", "1.20.000,5,",
                           "-0", "1234567890123456789", "½", ".5", ",5"}) {
    CAPTURE(none);
    CHECK(read_number(none, Language::German) == "none");
  }
}

TEST_CASE("written: words for powers of ten") {
  const auto power = [](std::string_view text, Language language) {
    const std::optional<PowerOfTen> found = read_power_of_ten(text, language);
    if (!found) return std::string("none");
    return std::to_string(found->exponent) + (found->other ? " or " + std::to_string(*found->other) : "") + " | " +
           std::string(text.substr(found->size));
  };
  CHECK(power("Mio. €", Language::German) == "6 |  €");
  CHECK(power("Mio.€", Language::German) == "6 | €");
  CHECK(power("Millionen Euro", Language::German) == "6 |  Euro");
  CHECK(power("Tsd. EUR", Language::German) == "3 |  EUR");
  CHECK(power("Mrd €", Language::German) == "9 |  €");
  CHECK(power("Billion", Language::German) == "12 or 9 | ");
  CHECK(power("billion", Language::English) == "9 or 12 | ");
  for (const char* none : {"Miozän", "Millionär", "EUR", "", "€", "m", "Tsdä"})
    CHECK(power(none, Language::German) == "none");
  CHECK(to_string(*times_ten_to(*parse_decimal("1.2"), 6)) == "1200000");
  CHECK(to_string(*times_ten_to(*parse_decimal("1.2345678"), 6)) == "1234567.8");
  CHECK(to_string(*times_ten_to(*parse_decimal("-850"), 3)) == "-850000");
  CHECK_FALSE(times_ten_to(*parse_decimal("999999999999"), 9).has_value());
}

TEST_CASE("written: dates, with all that they may mean") {
  const std::pair<const char*, const char*> rows[] = {
      {"2026", "2026"},
      {"2026-03", "2026-03"},
      {"2026-03-15", "2026-03-15"},
      {"15.03.2026", "2026-03-15"},
      {"15.3.2026", "2026-03-15"},
      {"15. 3. 2026", "2026-03-15"},
      {"15. März 2026", "2026-03-15"},
      {"15.März 2026", "2026-03-15"},
      {"15. Ma\u0308rz 2026", "2026-03-15"},
      {"15 March 2026", "2026-03-15"},
      {"March 15, 2026", "2026-03-15"},
      {"am 15. Mrz. 2026", "2026-03-15"},
      {"März 2026", "2026-03"},
      {"im Dezember 2026", "2026-12"},
      {"Dec 2026", "2026-12"},
      {"Mai 2026", "2026-05"},
      {"03/2026", "2026-03"},
      {"3/2026", "2026-03"},
      {"03.2026", "2026-03"},
      {"15/03/2026", "2026-03-15"},
      {"03/15/2026", "2026-03-15"},
      {"03/04/2026", "2026-04-03 or 2026-03-04"},
      {"04/04/2026", "2026-04-04"},
      {"31.02.2026", "none"},
      {"00.03.2026", "none"},
      {"0/2026", "none"},
      {"13/2026", "none"},
      {"15.03.26", "none"},
      {"2026/27", "none"},
      {"Ma 2026", "none"},
      {"Ende 2026", "none"},
      {"laufend", "none"},
      {"", "none"},
      {"15. März", "none"},
      {"99999999999999", "none"},
  };
  for (const auto& [text, means] : rows) {
    CAPTURE(text);
    CHECK(dates(text) == means);
  }
}

TEST_CASE("written: periods, with all that they may mean") {
  const std::pair<const char*, const char*> rows[] = {
      {"2026-01..2028-12", "2026-01..2028-12"},
      {"2026..", "2026.."},
      {"..2028", "..2028"},
      {"01.01.2026 – 31.12.2028", "2026-01-01..2028-12-31"},
      {"01.01.2026-31.12.2028", "2026-01-01..2028-12-31"},
      {"vom 1. Januar 2026 bis zum 31. Dezember 2028", "2026-01-01..2028-12-31"},
      {"01/2026–12/2028", "2026-01..2028-12"},
      {"ab 2026", "2026.."},
      {"seit März 2026", "2026-03.."},
      {"ab Anfang 2026", "2026.."},
      {"ab 01.03.2026", "2026-03-01.."},
      {"bis 2030", "..2030"},
      {"bis Ende 2030", "..2030"},
      {"bis zum 31.12.2030", "..2030-12-31"},
      {"from 2026", "2026.."},
      {"until 2030", "..2030"},
      {"2026-2028", "2026..2028"},
      {"2026 - 2028", "2026..2028"},
      {"2026 bis 2028", "2026..2028"},
      {"von 2026 bis Ende 2028", "2026..2028"},
      {"2026 to 2028", "2026..2028"},
      {"2026–28", "2026..2028"},
      {"2026-28", "2026..2028"},
      {"2026-01-2026-12", "2026-01..2026-12"},
      {"2008-12", "2008-12..2008-12 or 2008..2012"},
      {"2026", "2026..2026"},
      {"März 2026", "2026-03..2026-03"},
      {"Januar–März 2026", "2026-01..2026-03"},
      {"01.01.–31.12.2026", "2026-01-01..2026-12-31"},
      {"1. Januar bis 15. März 2026", "2026-01-01..2026-03-15"},
      {"3. Quartal 2026", "2026-07..2026-09"},
      {"Q3 2026", "2026-07..2026-09"},
      {"Q1/2026–Q2/2027", "2026-01..2027-06"},
      {"1. Halbjahr 2026", "2026-01..2026-06"},
      {"2028-2026", "2028..2026"},
      {"Ende 2026", "none"},
      {"ab Ende 2026", "none"},
      {"Mitte 2026", "none"},
      {"2026/27", "none"},
      {"laufend", "none"},
      {"1.–15.", "none"},
      {"..", "none"},
      {"–", "none"},
      {"5. Quartal 2026", "none"},
  };
  for (const auto& [text, means] : rows) {
    CAPTURE(text);
    CHECK(periods(text) == means);
  }
}

TEST_CASE("written: what is printed is read as what it was") {
  std::mt19937 random(1);
  const auto below = [&](int most) { return std::uniform_int_distribution<int>(0, most - 1)(random); };
  const auto any_date = [&] {
    Date date{static_cast<std::int16_t>(1000 + below(9000)), static_cast<std::uint8_t>(below(13)), 0};
    if (date.month != 0) date.day = static_cast<std::uint8_t>(below(29));
    return date;
  };
  for (int i = 0; i < 2000; ++i) {
    Decimal number{std::uniform_int_distribution<std::int64_t>(-2'000'000'000, 2'000'000'000)(random),
                   static_cast<std::uint8_t>(below(5))};
    if (i % 3 == 0) number.units /= 100'000;
    for (const Language language : {Language::German, Language::English}) {
      CAPTURE(to_string(number));
      if (to_string(number).starts_with("-0")) continue;  // "-0.00"
      const std::optional<WrittenNumber> read = read_written_number(grouped(number, language), language);
      REQUIRE(read.has_value());
      CHECK(read->number == number);
      const std::optional<WrittenNumber> stored = read_written_number(to_string(number), language);
      REQUIRE(stored.has_value());
      CHECK((stored->number == number || stored->other == number));
    }
    const Date date = any_date();
    const Period period{date, any_date()};
    for (const Language language : {Language::German, Language::English}) {
      const std::vector<Date> same = {date};
      CHECK(read_written_date(in_short(date, language)) == same);
      CHECK(read_written_date(written_out(date, language)) == same);
      if (!is_ordered(period)) continue;
      for (const Period& one : {period, Period{date, {}}, Period{{}, date}}) {
        CAPTURE(in_short(one, language));
        CHECK(read_written_period(in_short(one, language)) == std::vector<Period>{one});
      }
    }
  }
}
