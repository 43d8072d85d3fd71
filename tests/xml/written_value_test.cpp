// Values as people write them: read rightly, or refused with what they may mean, never another number in silence.
#include <random>

#include "support/catch.h"
#include "xml/written_value.h"

using namespace zielbaum;

namespace {

model::FieldRule rule(model::FieldType type, std::string unit = "") {
  model::FieldRule made;
  made.name = "feld";
  made.type = type;
  made.unit = std::move(unit);
  made.options = {{"running", {{"de", "laufend"}, {"en", "running"}}}, {"done", {{"de", "abgeschlossen"}}}};
  return made;
}

/// What is stored, with "!" where something was said about it; or why not, with what was offered instead.
std::string read(const model::FieldRule& field, std::string_view text, xml::Wording wording = {}) {
  const Result<xml::Understood> read = xml::read_written(field, text, wording);
  if (read) return xml::written_text(read->value, wording.document) + (read->notes.empty() ? "" : " !");
  std::string said = read.error().code;
  if (read.error().code != "two-meanings") return said;
  for (const std::string& argument : read.error().hint->args) said += " " + argument;
  return said;
}

struct Row {
  const char* text;
  const char* stored;
};

}  // namespace

TEST_CASE("value: amounts of money as Germans write them") {
  const model::FieldRule money = rule(model::FieldType::Money);
  for (const Row& row : std::initializer_list<Row>{
           {"850000 EUR", "850000 EUR"},
           {"850.000 EUR", "850000 EUR !"},
           {"850.000 €", "850000 EUR !"},
           {"850.000,00 €", "850000.00 EUR"},
           {"850 000 Euro", "850000 EUR"},
           {"850.000,- €", "850000 EUR"},
           {"€ 850.000", "850000 EUR !"},
           {"EUR 1.200.000", "1200000 EUR"},
           {"850 TEUR", "850000 EUR !"},
           {"850,5 T€", "850500 EUR !"},
           {"850 Tsd. €", "850000 EUR !"},
           {"1,2 Mio. €", "1200000 EUR !"},
           {"1,234 Mio. €", "1234000 EUR !"},
           {"1,2 Mio.€", "1200000 EUR !"},
           {"0,5 Mrd. Euro", "500000000 EUR !"},
           {"3 Millionen Euro", "3000000 EUR !"},
           {"12,50 €", "12.50 EUR"},
           {"0,125 EUR", "0.125 EUR"},
           {"12.50 EUR", "12.50 EUR"},
           {"12.345,678 EUR", "12345.678 EUR"},
           {"-5 €", "-5 EUR"},
           {"100 USD", "100 USD"},
           {"$ 100", "100 USD"},
           {"100 chf", "100 CHF"},
           {"850,000 EUR", "two-meanings 850 850000"},
           {"12,345 EUR", "two-meanings 12,3450 12345"},
           {"850.000", "bad-unit"},
           {"EUR", "bad-number"},
           {"ein Drittel", "bad-number"},
           {"20 bis 30 EUR", "bad-number"},
           {"20–30 EUR", "bad-number"},
           {"20 EUR bis 2030", "bad-number"},
           {"20 Bäume", "bad-unit"},
           {"999999999999 Mrd. €", "bad-number"},
       }) {
    CAPTURE(row.text);
    CHECK(read(money, row.text) == row.stored);
  }
}

TEST_CASE("value: the language of the document decides, and where people are spoken to in the other one both do") {
  const model::FieldRule money = rule(model::FieldType::Money);
  const model::FieldRule number = rule(model::FieldType::Number);
  const xml::Wording english{Language::English, Language::English};
  CHECK(read(money, "850,000 EUR", english) == "850000 EUR !");
  CHECK(read(money, "€1,200,000", english) == "1200000 EUR");
  CHECK(read(money, "€1.2 million", english) == "1200000 EUR !");
  CHECK(read(money, "2 billion EUR", english) == "2000000000 EUR !");
  CHECK(read(money, "850.000 EUR", english) == "two-meanings 850 850000");
  CHECK(read(number, "1,200 trees", english) == "1200 trees !");
  CHECK(read(number, "12.345 %", english) == "12.345 %");
  const xml::Wording mixed{Language::German, Language::English};
  CHECK(read(money, "850.000 EUR", mixed) == "two-meanings 850000 850");
  CHECK(read(number, "1,200 trees", mixed) == "two-meanings 1,2 1200");
  CHECK(read(money, "2 Billion EUR", mixed) == "two-meanings 2000000000000 2000000000");
  CHECK(read(number, "1.200.000 trees", mixed) == "1200000 trees");
}

TEST_CASE("value: numbers with units, alone and of years") {
  const model::FieldRule number = rule(model::FieldType::Number);
  const model::FieldRule share = rule(model::FieldType::Number, "%");
  const model::FieldRule series = rule(model::FieldType::Series);
  CHECK(read(number, "1.200 Bäume") == "1200 Bäume !");
  CHECK(read(number, "1200 Bäume") == "1200 Bäume");
  CHECK(read(number, "12,5 %") == "12.5 %");
  CHECK(read(number, "12,345 %") == "12,345 %");
  CHECK(read(number, "1,2 Mio. Fahrgäste") == "1.2 Mio. Fahrgäste");
  CHECK(read(number, "3 t CO2/Jahr") == "3 t CO2/Jahr");
  CHECK(read(share, "12,5") == "12.5 %");
  CHECK(read(share, "12,5 Prozent") == "12.5 %");
  CHECK(read(share, "12 km") == "bad-unit");
  CHECK(read(number, "3-5 %") == "bad-number");
  CHECK(read(number, "1/3") == "bad-number");
  CHECK(read(number, "ca. 20") == "bad-number");
  CHECK(read(series, "2030=1.200 Bäume") == "2030=1200 Bäume !");
  CHECK(read(series, "2030: 12,5 %") == "2030=12.5 %");
  CHECK(read(series, "30: 12,5 %") == "bad-date");
  CHECK(read(series, "2030") == "bad-value");
}

TEST_CASE("value: dates and periods as Germans write them") {
  const model::FieldRule date = rule(model::FieldType::Date);
  const model::FieldRule period = rule(model::FieldType::Period);
  CHECK(read(date, "15. März 2026") == "2026-03-15");
  CHECK(read(date, "März 2026") == "2026-03");
  CHECK(read(date, "01.01.2026") == "2026-01-01");
  CHECK(read(date, "03/04/2026") == "two-meanings 2026-04-03 2026-03-04");
  CHECK(read(date, "31.02.2026") == "bad-date");
  CHECK(read(date, "demnächst") == "bad-date");
  CHECK(read(period, "01.01.2026 – 31.12.2028") == "2026-01-01..2028-12-31");
  CHECK(read(period, "01/2026–12/2028") == "2026-01..2028-12");
  CHECK(read(period, "ab 2026") == "2026..");
  CHECK(read(period, "bis 2030") == "..2030");
  CHECK(read(period, "2026-2028") == "2026..2028");
  CHECK(read(period, "3. Quartal 2026") == "2026-07..2026-09");
  CHECK(read(period, "2008-12") == "two-meanings 2008-12..2008-12 2008..2012");
  CHECK(read(period, "2026") == "bad-date");
  CHECK(read(period, "2028–2026") == "period-order");
  CHECK(read(period, "laufend") == "bad-date");
}

TEST_CASE("value: keys, labels in any language and flags, whatever the capitals") {
  const model::FieldRule choice = rule(model::FieldType::Choice);
  for (const char* text : {"running", "Running", "laufend", "Laufend", " laufend "})
    CHECK(read(choice, text) == "running");
  CHECK(read(choice, "Abgeschlossen") == "done");
  CHECK(read(choice, "fertig") == "bad-choice");
  CHECK(read(rule(model::FieldType::Flag), "Ja") == "true");
  CHECK(read(rule(model::FieldType::Flag), "Nein") == "false");
  CHECK(read(rule(model::FieldType::Flag), "vielleicht") == "bad-value");
}

TEST_CASE("value: what cannot be seen or kept is refused, with the field's name and the value") {
  const model::FieldRule text = rule(model::FieldType::Text);
  const std::pair<const char*, const char*> rows[] = {
      {"", "empty-field"},
      {"   ", "empty-field"},
      {"\u00A0", "empty-field"},
      {"\u200B\u00AD", "empty-field"},
      {"a\x01", "control-character"},
      {"a\x7F", "control-character"},
      {"a\u0085", "control-character"},
      {"a\u202E", "control-character"},
      {"a\uFFFE", "control-character"},
  };
  for (const auto& [given, code] : rows) {
    CAPTURE(given);
    const Result<xml::Understood> read = xml::read_written(text, given, {});
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == code);
    CHECK(read.error().message.args.front() == "feld");
    CHECK(read.error().hint.has_value());
  }
  CHECK(read(text, " a \t b ") == "a b");
}

TEST_CASE("value: what a file holds is given as text that is read as the same value") {
  std::mt19937 random(2);
  const auto below = [&](int most) { return std::uniform_int_distribution<int>(0, most - 1)(random); };
  const model::FieldRule number = rule(model::FieldType::Number);
  const model::FieldRule money = rule(model::FieldType::Money);
  const model::FieldRule series = rule(model::FieldType::Series);
  for (int i = 0; i < 2000; ++i) {
    const Decimal amount{std::int64_t{below(3'000'000)} * (i % 2 == 0 ? 1 : 1'000),
                         static_cast<std::uint8_t>(below(5))};
    for (const Language language : {Language::German, Language::English}) {
      const auto again = [&](const model::FieldRule& field, const model::FieldValue& value) {
        const std::string text = xml::written_text(value, language);
        CAPTURE(text);
        const Result<xml::Understood> read = xml::read_written(field, text, {language, language});
        if (!read && &field == &money) {
          CHECK(read.error().code == "two-meanings");
        } else {
          REQUIRE(read.has_value());
          CHECK(read->value == value);
        }
      };
      again(number, model::Number{amount, i % 3 == 0 ? "" : "Bäume"});
      again(series, model::YearValue{2030, amount, "%"});
      again(money, model::Money{amount, "EUR"});
    }
  }
}
