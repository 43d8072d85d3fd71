#include "support/catch.h"
#include "support/rounds.h"
#include "text/text.h"

using namespace zielbaum::text;

namespace {

std::string joined(const std::vector<std::string_view>& parts, std::string_view between) {
  std::string out;
  for (const std::string_view part : parts) {
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

std::string only_words(std::string_view text) {
  std::string out;
  for (const std::string_view token : words(text)) {
    if (is_word(token)) out += (out.empty() ? "" : "¦") + std::string(token);
  }
  return out;
}

struct SegmentCase {
  const char* text;
  const char* expected;
};

}  // namespace

TEST_CASE("words: German compounds, gendered forms, numbers with units, abbreviations and dates are one word each") {
  const SegmentCase cases[] = {
      {"Die Kfz-Steuer sinkt.", "Die¦Kfz-Steuer¦sinkt"},
      {"E-Government und Smart City", "E-Government¦und¦Smart¦City"},
      {"Bürger*innen, Schüler:innen und Lehrer_innen", "Bürger*innen¦Schüler:innen¦und¦Lehrer_innen"},
      {"Verkehrs- und Energiewende", "Verkehrs-¦und¦Energiewende"},
      {"Senatsverwaltung für Umwelt", "Senatsverwaltung¦für¦Umwelt"},
      {"Anteil von 12 % oder 12\u00A0%", "Anteil¦von¦12 %¦oder¦12\u00A0%"},
      {"kostet 1.200.000 € im Jahr", "kostet¦1.200.000 €¦im¦Jahr"},
      {"rund 3 Mio. Euro", "rund¦3 Mio. Euro"},
      {"2,5 km² Fläche", "2,5 km²¦Fläche"},
      {"12 Menschen", "12¦Menschen"},
      {"von 2025–2030", "von¦2025–2030"},
      {"z. B. hier, d. h. dort, u. a. da", "z. B.¦hier¦d. h.¦dort¦u. a.¦da"},
      {"z.B. hier", "z.B.¦hier"},
      {"bzw. Dr. Abs. 2", "bzw.¦Dr.¦Abs.¦2"},
      {"am 3. August 2021 und am 12. 5. 2021", "am¦3. August 2021¦und¦am¦12. 5. 2021"},
      {"am 03.08.2021", "am¦03.08.2021"},
      {"siehe https://www.berlin.de/a_b?c=d&e=f.", "siehe¦https://www.berlin.de/a_b?c=d&e=f"},
      {"an post@berlin.de schreiben", "an¦post@berlin.de¦schreiben"},
      {"„Gemeinsam Digital: Berlin“", "Gemeinsam¦Digital¦Berlin"},
      {"Forschung (F&E)", "Forschung¦F&E"},
      {"§ 5 Abs. 1 Nr. 3", "5¦Abs.¦1¦Nr.¦3"},
      {"um 10:30 Uhr", "um¦10:30¦Uhr"},
      {"Version 2.0.", "Version¦2.0"},
      {"100 000 € und 1 200 000,50 EUR", "100 000 €¦und¦1 200 000,50 EUR"},
      {"100\u202F000\u00A0€, 100\u2009000, 100\u00A0000", "100\u202F000\u00A0€¦100\u2009000¦100\u00A0000"},
      {"2024 100 000 €, 18 20 000", "2024¦100 000 €¦18¦20 000"},
      {"im Jahr 2020 300 Tage", "im¦Jahr¦2020¦300¦Tage"},
  };
  for (const SegmentCase& c : cases) CHECK(only_words(c.text) == c.expected);
}

TEST_CASE("sentences: what only looks like the end of a sentence does not end it") {
  const SegmentCase cases[] = {
      {"Das gilt z. B. Für alle. Danach nicht.", "Das gilt z. B. Für alle. ¦Danach nicht."},
      {"Es gilt, d. h. Es ist so. Ja.", "Es gilt, d. h. Es ist so. ¦Ja."},
      {"Ämter, u. a. Bezirksämter, helfen. Gut.", "Ämter, u. a. Bezirksämter, helfen. ¦Gut."},
      {"Der Senat bzw. Das Haus. Ende.", "Der Senat bzw. Das Haus. ¦Ende."},
      {"Frau Dr. Muster kommt. Sie bleibt.", "Frau Dr. Muster kommt. ¦Sie bleibt."},
      {"Nach § 5 Abs. 1 Nr. 3 gilt es. Weiter.", "Nach § 5 Abs. 1 Nr. 3 gilt es. ¦Weiter."},
      {"Das steht in Abs. 2. Die Frist läuft.", "Das steht in Abs. 2. ¦Die Frist läuft."},
      {"Das steht in Nr. 3. Berlin zahlt.", "Das steht in Nr. 3. ¦Berlin zahlt."},
      {"Am 3. August 2021 begann es. Am 12. 5. 2022 endete es.",
       "Am 3. August 2021 begann es. ¦Am 12. 5. 2022 endete es."},
      {"Im 3. Quartal beginnt es. Im 20. Jahrhundert nicht.", "Im 3. Quartal beginnt es. ¦Im 20. Jahrhundert nicht."},
      {"Es gibt 5. Das reicht.", "Es gibt 5. ¦Das reicht."},
      {"Bis 2030. Berlin handelt.", "Bis 2030. ¦Berlin handelt."},
      {"Der Zeitraum 2025–2030. Danach mehr.", "Der Zeitraum 2025–2030. ¦Danach mehr."},
      {"Es kostet 1.200.000 €. Der Anteil ist 12 %. Gut.", "Es kostet 1.200.000 €. ¦Der Anteil ist 12 %. ¦Gut."},
      {"Es kostet 3 Mio. Euro. Die Kasse ist leer.", "Es kostet 3 Mio. Euro. ¦Die Kasse ist leer."},
      {"Bänke, Bäume usw. Die Liste ist lang.", "Bänke, Bäume usw. ¦Die Liste ist lang."},
      {"Bürger*innen und Bürger:innen reden. Wer hört zu?", "Bürger*innen und Bürger:innen reden. ¦Wer hört zu?"},
      {"Die Kfz-Steuer und E-Government. Zwei Themen.", "Die Kfz-Steuer und E-Government. ¦Zwei Themen."},
      {"Mehr auf https://www.berlin.de. Dort steht alles.", "Mehr auf https://www.berlin.de. ¦Dort steht alles."},
      {"Sie sagt: „Wir beginnen.“ Dann beginnt sie.", "Sie sagt: „Wir beginnen.“ ¦Dann beginnt sie."},
      {"„Wir beginnen.“, sagt sie. Gut.", "„Wir beginnen.“, sagt sie. ¦Gut."},
      {"„Warum?“ fragt er. Darum!", "„Warum?“ fragt er. ¦Darum!"},
      {"Wirklich?! Ja. Und so weiter …", "Wirklich?! ¦Ja. ¦Und so weiter …"},
      {"Erster Block\nZweiter Block", "Erster Block\n¦Zweiter Block"},
      {"(Das ist so.) Danach.", "(Das ist so.) ¦Danach."},
      {"", ""},
  };
  for (const SegmentCase& c : cases) CHECK(joined(sentences(c.text), "¦") == c.expected);
}

TEST_CASE("segments: their concatenation is the text, whatever it is") {
  const std::string_view pieces[] = {"z. B. ", "3. August ", "Bürger*innen", "\n", "„",           "“ ", ".", " ",
                                     "12 %",   "\xff",       "\xc3",         "€",  "https://a.b", "-",  "*", "1.2",
                                     "Dr",     "\u00AD",     "e\u0301",      "…"};
  std::uint32_t seed = 7;
  for (int round = 0; round < test::rounds(2000); ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      seed = seed * 1664525u + 1013904223u;
      text += pieces[(seed >> 16) % std::size(pieces)];
    }
    REQUIRE(joined(words(text), "") == text);
    REQUIRE(joined(sentences(text), "") == text);
  }
}

TEST_CASE("is_word: spaces and marks are no words") {
  CHECK(is_word("Straße"));
  CHECK(is_word("12 %"));
  CHECK_FALSE(is_word(" \n"));
  CHECK_FALSE(is_word("„"));
  CHECK_FALSE(is_word("§"));
}
