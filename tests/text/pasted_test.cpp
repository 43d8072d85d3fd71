// What word processors leave behind: found with its line, converted without losing a word.
#include "text/pasted.h"

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "support/catch.h"
#include "support/rounds.h"
#include "support/source_folder.h"
#include "text/text.h"

using namespace zielbaum;

namespace {

std::string found(std::string_view markdown) {
  std::string out;
  for (const text::Slip& slip : text::slips(markdown, text::parse(markdown).prose, "de"))
    out += (out.empty() ? "" : " ") + std::to_string(slip.finding.place.line) + ":" + slip.finding.code;
  return out;
}

std::string converted(std::string_view markdown) {
  const std::string once = text::converted(markdown, "de");
  CHECK(text::converted(once, "de") == once);
  return once;
}

/// The words, without marks, spaces and lines.
std::string printed_words(std::string_view markdown) {
  std::string out;
  const std::string plain = text::plain_text(text::parse(markdown).prose);
  for (const std::string_view token : text::words(plain))
    if (text::is_word(token)) out.append(token).append(" ");
  return out;
}

constexpr std::string_view kPasted =
    "Kühle Orte sind „wichtig“ – sagt die Bürgerschaft.\n\n"
    "•\tErster Punkt\n•\tZweiter Punkt\n\n"
    "o\tKreis der zweiten Ebene\no\tnoch einer\n\n"
    "– Strich als Aufzählung\n– zweiter Strich\n\n"
    "a) erstens\nb) zweitens\n\n"
    "1.Punkt ohne Leerzeichen\n-Punkt ohne Leerzeichen\n\n"
    "\tEingerückt mit Tab\n\n"
    "Jahr\tOrte\n2026\t20\n2027\t50\n\n"
    "Siehe Ziel 3 und Maßnahme 4 auf Seite 12.\n";

}  // namespace

TEST_CASE("pasted: typed lists, letters, tables and indents are found and converted") {
  CHECK(found(kPasted) ==
        "3:typed-list 6:typed-list 9:typed-list 12:typed-letters 15:typed-list 18:code-by-indent 20:typed-table");
  CHECK(converted(kPasted) ==
        "Kühle Orte sind „wichtig“ – sagt die Bürgerschaft.\n\n"
        "- Erster Punkt\n- Zweiter Punkt\n\n"
        "  - Kreis der zweiten Ebene\n  - noch einer\n\n"
        "- Strich als Aufzählung\n- zweiter Strich\n\n"
        "a) erstens\\\nb) zweitens\n\n"
        "1. Punkt ohne Leerzeichen\n\n- Punkt ohne Leerzeichen\n\n"
        "Eingerückt mit Tab\n\n"
        "| Jahr | Orte |\n| --- | --- |\n| 2026 | 20 |\n| 2027 | 50 |\n\n"
        "Siehe Ziel 3 und Maßnahme 4 auf Seite 12.\n");
  CHECK(found(converted(kPasted)).empty());
}

TEST_CASE("pasted: bullets of fonts of symbols, arrows and ticks in front of tabs, numbers with dot and bracket") {
  CHECK(converted("\u27A2\tEins\n\u2713\tZwei\n\uF0D8\tDrei\n\uF0FC Vier\n") == "- Eins\n- Zwei\n- Drei\n- Vier\n");
  CHECK(converted("\u2713 erledigt ist das\nund jenes\n") == "\u2713 erledigt ist das\nund jenes\n");
  CHECK(converted("1.) Erstens\n2.) Zweitens\na.) noch\n") == "1.) Erstens\\\n2.) Zweitens\\\na.) noch\n");
}

TEST_CASE("pasted: marks that print otherwise") {
  CHECK(found("Vorher.\n\n---\n\nNachher, ~~alt~~.\n\n- [ ] Antrag\n- [x] Beschluss\n\nCO~2~ je m^2^.\n") ==
        "5:struck-text 7:task-list 8:task-list 10:raised-by-marks 10:raised-by-marks");
  CHECK(converted("Vorher.\n\n---\n\nNachher.\n") == "Vorher.\n\n---\n\nNachher.\n");
  CHECK(converted("- [ ] Antrag\n- [x] Beschluss\n") == "- offen: Antrag\n- erledigt: Beschluss\n");
  CHECK(converted("CO~2~ je m^2^\n") == "CO₂ je m²\n");
  CHECK(converted("Nachher, ~~alt~~.\n") == "Nachher, ~~alt~~.\n");
}

TEST_CASE("pasted: what is meant as it stands is left alone") {
  for (const std::string_view sample : {
           "Text geht weiter\n– so der Bericht – und\nendet hier.\n",
           "1.Januar 2021 war kalt.\n",
           "-5 Grad\n",
           "(1) Absatz eins.\n\n(2) Absatz zwei.\n",
           "o Wunder!\n",
           "`CO~2~` und ``a\tb``-frei\n",
           "Fußnote[^1]^.\n\n[^1]: Text.\n",
           "- Punkt\n\n      Code im Punkt\n",
           "```\n•\tCode\n```\n",
           "Siehe [a](node:a)\\\nb) zweite Zeile\n",
       }) {
    INFO(sample);
    const std::string codes = found(sample);
    CHECK((codes.empty() || codes.ends_with("tab-in-text")));
  }
}

TEST_CASE("pasted: no word is lost, whatever stands where") {
  constexpr std::string_view kLines[] = {"•\tPunkt", "o\tKreis",  "– Strich",  "-Punkt",  "1.Punkt", "2)Punkt",
                                         "a) Wort",  "(ii) Wort", "Text hier", "Text:",   "A\tB",    "C\tD",
                                         "",         "    Code",  "- Liste",   "> Zitat", "---",     "| a | b |",
                                         "§\tTief",  "# Titel",   "[^1]: Note"};
  std::uint32_t state = 3;
  const auto below = [&state](std::size_t end) {
    state = state * 1664525u + 1013904223u;
    return static_cast<std::size_t>(state >> 8) % end;
  };
  for (int round = 0; round < test::rounds(3000); ++round) {
    std::string markdown;
    for (std::size_t lines = 1 + below(8); lines > 0; --lines)
      markdown.append(kLines[below(std::size(kLines))]).append("\n");
    INFO(markdown);
    const std::string after = converted(markdown);
    INFO(after);
    // Typed numbers and bullets become marks of items, which are no words.
    const auto letters = [](std::string text) {
      std::erase_if(text, [](char c) { return (c >= '0' && c <= '9') || c == ' ' || c == 'o'; });
      return text;
    };
    CHECK(letters(printed_words(after)) == letters(printed_words(markdown)));
  }
}

TEST_CASE("pasted: the documents here have none of it") {
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::string(test::kSourceFolder) + "/documents")) {
    if (entry.path().extension() != ".md") continue;
    INFO(entry.path());
    CHECK(found(read_file(entry.path().string()).value()).empty());
  }
}

TEST_CASE("pasted: every slip is said in German and says what to do") {
  const std::string all = std::string(kPasted) + "\n---\n\n~~alt~~ CO~2~ ein\tTab\n\n- [ ] x\n";
  for (const text::Slip& slip : text::slips(all, text::parse(all).prose, "de")) {
    CHECK(render(slip.finding.message, Language::German) != render(slip.finding.message, Language::English));
    REQUIRE(slip.finding.hint.has_value());
    CHECK(render(*slip.finding.hint, Language::German) != render(*slip.finding.hint, Language::English));
  }
}

TEST_CASE("pasted: texts in other encodings are read") {
  CHECK(text::decoded_text("K\xfchle \x96 \x84Orte\x93 \x80") == "Kühle – „Orte“ €");
  CHECK(text::decoded_text(std::string("\xff\xfe\xfc\0=\xd8\0\xde", 8)) == "ü😀");
  CHECK(text::decoded_text(std::string("\xfe\xff\0\xfc", 4)) == "ü");
  CHECK_FALSE(text::decoded_text("\x81").has_value());
  CHECK_FALSE(text::decoded_text(std::string("a\0b", 3)).has_value());
}
