// The list of changes: sentences that can be followed by hand, and no changed word is left out.
#include <algorithm>

#include "compose/sentences_internal.h"
#include "compose/update.h"
#include "text/text.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

std::vector<std::string> told(const std::string& before, const std::string& after,
                              Language language = Language::German) {
  return compose::tell_edits(diff::compare_text(before, after), language);
}

using Sentences = std::vector<std::string>;

std::vector<compose::ChangeLine> lines_of(Update& update, Language language = Language::German) {
  const compose::Source before = update.source(update.before, "decided");
  const compose::Source after = update.source(update.after, "draft");
  const auto lines = compose::change_lines(before, after, diff::compare(update.before, update.after), language);
  REQUIRE(lines.has_value());
  return *lines;
}

std::vector<std::string> texts_of(const std::vector<compose::ChangeLine>& lines) {
  std::vector<std::string> texts;
  for (const compose::ChangeLine& line : lines) texts.push_back(line.text);
  return texts;
}

}  // namespace

TEST_CASE("changes in sentences: what is replaced, inserted and deleted, and where") {
  CHECK(told("Die Kiezbox misst bis Ende 2025.", "Die Kiezbox misst bis Ende 2026.") ==
        Sentences{"‚2025‘ wird durch ‚2026‘ ersetzt"});
  CHECK(told("Die Box misst Lärm und Hitze.", "Die neue Box misst Lärm und Hitze.") ==
        Sentences{"nach ‚Die‘ wird ‚neue‘ eingefügt"});
  CHECK(told("Lärm und Hitze misst sie.", "Feinstaub, Lärm und Hitze misst sie.") ==
        Sentences{"am Anfang wird ‚Feinstaub,‘ eingefügt"});
  CHECK(told("Sie misst Lärm.", "Sie misst Lärm. Sie bleibt offen.") ==
        Sentences{"am Ende wird ‚Sie bleibt offen.‘ angefügt"});
  CHECK(told("Sie misst jeden Tag den Lärm.", "Sie misst den Lärm.") == Sentences{"‚jeden Tag‘ wird gestrichen"});
  CHECK(told("one old word", "one new word", Language::English) == Sentences{"‘old’ is replaced by ‘new’"});
  CHECK(told("gleich", "gleich").empty());
}

TEST_CASE("changes in sentences: what stands there twice is quoted with the words before it") {
  CHECK(told("Von 2025 an wird gemessen, bis 2025 geplant.", "Von 2025 an wird gemessen, bis 2027 geplant.") ==
        Sentences{"‚bis 2025‘ wird durch ‚bis 2027‘ ersetzt"});
  CHECK(told("Das Amt plant, das Amt baut, der Bezirk prüft.", "Das Amt plant, das Amt baut, der Bezirk prüft mit.") ==
        Sentences{"nach ‚der Bezirk prüft‘ wird ‚mit‘ eingefügt"});
}

TEST_CASE("changes in sentences: a quotation stands in the old text once, so each sentence can be followed") {
  const std::string before =
      "Die Stadt fördert Lernorte in allen Bezirken, und die Bezirke fördern Lernorte an ihren Schulen. Jeder Lernort "
      "hat eine feste Adresse, und jeder Lernort hat feste Zeiten, im Sommer wie im Winter.";
  const std::vector<std::string_view> tokens = text::words(before);
  int tried = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!text::is_word(tokens[i])) continue;
    std::string after;
    for (std::size_t j = 0; j < tokens.size(); ++j) after += j == i ? "anderswo" : std::string(tokens[j]);
    const std::vector<std::string> sentences = told(before, after);
    REQUIRE(sentences.size() == 1);
    INFO(sentences.front());
    constexpr std::string_view kBegin = "‚", kEnd = "‘ wird durch ‚";
    REQUIRE(sentences.front().starts_with(kBegin));
    const std::size_t end = sentences.front().find(kEnd);
    REQUIRE(end != std::string::npos);
    const std::string quoted = sentences.front().substr(kBegin.size(), end - kBegin.size());
    const std::size_t at = before.find(quoted);
    REQUIRE(at != std::string::npos);
    CHECK(before.find(quoted, at + 1) == std::string::npos);
    const std::size_t behind = end + kEnd.size();
    const std::string put = sentences.front().substr(behind, sentences.front().find("‘ ersetzt") - behind);
    CHECK(before.substr(0, at) + put + before.substr(at + quoted.size()) == after);
    ++tried;
  }
  CHECK(tried > 25);
}

TEST_CASE("changes in sentences: a text of which little stays is worded anew") {
  CHECK(told("Die Stadt will Daten offen zeigen.", "Verwaltungen brauchen gute Gründe, Daten zu verschließen.") ==
        Sentences{"wird neu gefasst: ‚Verwaltungen brauchen gute Gründe, Daten zu verschließen.‘"});
}

TEST_CASE("list of changes: in reading order, by number and name, with all that a new node says") {
  Update update;
  const std::vector<compose::ChangeLine> lines = lines_of(update);
  CHECK(texts_of(lines) ==
        Sentences{"Maßnahme „Werkstatt“ (bisher M 2): entfällt.",
                  "Maßnahme M 1 „Offene Bibliothek“: neu, unter Ziel 1 „Lernorte“.",
                  "Maßnahme M 2 (bisher M 3) „Beratung“, Zeitraum: das Ende ‚09/2026‘ wird durch ‚12/2027‘ ersetzt.",
                  "Maßnahme M 2 (bisher M 3) „Beratung“, dient: neu: ‚Ziel 1 Lernorte‘.",
                  "Maßnahme M 3 „Kiezbox“: verschoben, bisher M 1, unter Ziel 1 „Lernorte“, an erster Stelle; nun M 3, "
                  "unter Ziel 2 „Teilhabe“, nach Maßnahme M 2 „Beratung“.",
                  "Maßnahme M 3 „Kiezbox“, Absatz 1: ‚2025‘ wird durch ‚2026‘ ersetzt.",
                  "Die bisherige Nummer M 3 wird M 2."});
  CHECK(lines[1].details == Sentences{"Die Bibliothek öffnet."});
  CHECK(lines[5].node.text == "kiezbox");
}

TEST_CASE("list of changes: paragraphs are counted in the old version") {
  Update update;
  update.after = update.before;
  update.before.nodes[2].prose = update.prose.add("Eins steht hier.\n\nZwei geht weg.\n\n- Punkt\n\nDrei bleibt.\n");
  update.after.nodes[2].prose = update.prose.add("Eins steht hier.\n\n- Punkt\n\nNeu kommt.\n\nDrei bleibt *so*.\n");
  CHECK(texts_of(lines_of(update)) ==
        Sentences{"Maßnahme M 1 „Kiezbox“, Absatz 2: ‚Zwei geht weg.‘ entfällt.",
                  "Maßnahme M 1 „Kiezbox“, nach Aufzählung 1: neu: ‚Neu kommt.‘",
                  "Maßnahme M 1 „Kiezbox“, Absatz 3: nach ‚Drei bleibt‘ wird ‚so‘ (kursiv) eingefügt."});
}

TEST_CASE("list of changes: footnotes go by the numbers that are printed, counted over the whole document") {
  Update update;
  update.after = update.before;
  const ContentId first = update.prose.add("Eins.[^bericht]\n\n[^bericht]: Bericht.\n");
  update.before.nodes[1].prose = update.after.nodes[1].prose = first;
  update.before.nodes[2].prose = update.prose.add("Es wird gemessen.[^quelle]\n\n[^quelle]: Stand 2022.\n");
  update.after.nodes[2].prose = update.prose.add("Es wird gemessen.[^quelle]\n\n[^quelle]: Stand 2026.\n");
  CHECK(texts_of(lines_of(update)) ==
        Sentences{"Maßnahme M 1 „Kiezbox“, Absatz 1, Fußnote (2): ‚2022‘ wird durch ‚2026‘ ersetzt."});
  update.after.nodes[1].prose = std::nullopt;
  compose::ComparisonOptions options;
  const Result<flow::Flow> synopsis =
      compose::synopsis(update.source(update.before, "decided"), update.source(update.after, "draft"),
                        diff::compare(update.before, update.after), options);
  REQUIRE(synopsis.has_value());
  const std::string text = flow::plain_text(*synopsis);
  CHECK(text.find("Fußnote (1): [Bericht.") != std::string::npos);
  CHECK(text.find("Fußnote (2): Stand [2022") != std::string::npos);
  CHECK(text.find("Fußnote (1): Stand 2026.") != std::string::npos);
  CHECK(text.find("quelle") == std::string::npos);
}

TEST_CASE("list of changes: a translation is told by its words, what is printed around the text by its name") {
  Update update;
  update.after = update.before;
  update.before.nodes[2].translations = {{"en", {}, update.prose.add("It measures until 2025.\n")}};
  update.after.nodes[2].translations = {{"en", {}, update.prose.add("It measures until 2026.\n")}};
  diff::Changes changes = diff::compare(update.before, update.after);
  changes.printed = {{diff::PrintedChange::What::Licence, "", {"CC BY 4.0", "CC BY-ND 4.0"}},
                     {diff::PrintedChange::What::Picture, "karte.png", {"a", "b"}}};
  const auto lines = compose::change_lines(update.source(update.before, "decided"),
                                           update.source(update.after, "draft"), changes, Language::German);
  REQUIRE(lines.has_value());
  CHECK(texts_of(*lines) ==
        Sentences{"Strategie „Gemeinsam Digital“, Lizenz: ‚CC BY 4.0‘ wird durch ‚CC BY-ND 4.0‘ ersetzt.",
                  "Strategie „Gemeinsam Digital“, Bild karte.png: durch ein anderes ersetzt.",
                  "Maßnahme M 1 „Kiezbox“, Übersetzung (en), Absatz 1: ‚2025‘ wird durch ‚2026‘ ersetzt."});
}

TEST_CASE("list of changes: what only moved is told as moved, once") {
  Update update;
  update.after = update.before;
  const std::string choose = "Die Bezirke wählen jedes Jahr neu.\n\n";
  const std::string measure = "Die Kiezbox misst an zwölf Orten den Lärm.\n\nAlle Werte sind öffentlich.\n\n";
  update.before.nodes[2].prose = update.prose.add(measure + choose);
  update.after.nodes[2].prose = update.prose.add(choose + measure);
  CHECK(texts_of(lines_of(update)) == Sentences{"Maßnahme M 1 „Kiezbox“, Absatz 3: an den Anfang verschoben."});
  compose::ComparisonOptions options;
  const Result<flow::Flow> synopsis =
      compose::synopsis(update.source(update.before, "decided"), update.source(update.after, "draft"),
                        diff::compare(update.before, update.after), options);
  REQUIRE(synopsis.has_value());
  const std::string text = flow::plain_text(*synopsis);
  CHECK(text.find("– (bisher an anderer Stelle)") != std::string::npos);
  CHECK(text.find("jetzt an anderer Stelle") != std::string::npos);
  CHECK(text.find("– (neu)") == std::string::npos);
  CHECK(text.find("entfällt") == std::string::npos);
}

TEST_CASE("list of changes: as a publication it keeps the rules of a Flow, and the Synopse ends with it") {
  Update update;
  compose::ComparisonOptions options;
  options.old_name = "Geltende Fassung";
  options.new_name = "Entwurf";
  const compose::Source before = update.source(update.before, "decided");
  const compose::Source after = update.source(update.after, "draft");
  const diff::Changes changes = diff::compare(update.before, update.after);
  const Result<flow::Flow> list = compose::change_list(before, after, changes, options);
  const Result<flow::Flow> synopsis = compose::synopsis(before, after, changes, options);
  REQUIRE(list.has_value());
  REQUIRE(synopsis.has_value());
  CHECK(flow::broken_rules(*list).empty());
  CHECK(flow::broken_rules(*synopsis).empty());
  for (const std::string& text : texts_of(lines_of(update))) {
    INFO(text);
    CHECK(flow::plain_text(*list).find(text) != std::string::npos);
    CHECK(flow::plain_text(*synopsis).find(text) != std::string::npos);
  }
  const Result<flow::Flow> same = compose::change_list(before, before, {}, options);
  REQUIRE(same.has_value());
  CHECK(flow::plain_text(*same).find("keine Änderungen") != std::string::npos);
}
