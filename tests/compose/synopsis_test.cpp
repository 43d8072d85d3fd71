#include <algorithm>

#include "compose/update.h"

using namespace zielbaum;
using namespace zielbaum::test;
using compose::Source;

namespace {

/// "left | right" for every row.
std::vector<std::string> rows_of(const flow::Flow& flow) {
  std::vector<std::string> out;
  for (const flow::Row& row : first_table(flow).rows)
    out.push_back(marked_words(row.cells[0]) + " | " + marked_words(row.cells[1]));
  return out;
}

bool holds(const std::vector<std::string>& rows, const std::string& wanted) {
  if (std::find(rows.begin(), rows.end(), wanted) != rows.end()) return true;
  for (const std::string& row : rows) UNSCOPED_INFO(row);
  return false;
}

flow::Flow synopsis_of(Update& update, const std::string& status, bool only_changed) {
  compose::ComparisonOptions options;
  options.old_name = "Geltende Fassung";
  options.new_name = "Entwurf";
  options.only_changed = only_changed;
  const Source before = update.source(update.before, "decided");
  const Source after = update.source(update.after, status);
  const Result<flow::Flow> flow = compose::synopsis(before, after, diff::compare(update.before, update.after), options);
  REQUIRE(flow.has_value());
  return *flow;
}

}  // namespace

TEST_CASE("synopsis: a moved node has its full row at the new place and a pointer row at the old one") {
  Update update;
  const flow::Flow flow = synopsis_of(update, "draft", true);
  const std::vector<flow::Row>& rows = first_table(flow).rows;
  const auto at = [&](const std::string& anchor) {
    return std::find_if(rows.begin(), rows.end(), [&](const flow::Row& row) { return row.anchor == anchor; });
  };
  const auto here = at("kiezbox");
  const auto there = at("kiezbox.old");
  REQUIRE(here != rows.end());
  REQUIRE(there != rows.end());
  CHECK(there < here);
  CHECK(here->kind == "moved");
  CHECK(there->kind == "moved");
  CHECK(marked_words(here->cells[1]).find("bisher ") != std::string::npos);
  CHECK(marked_words(there->cells[1]).find("jetzt ") == 0);
  // Each row leads to the other.
  CHECK(std::get<flow::Paragraph>(there->cells[1].blocks[0].content).runs[0].link == "#kiezbox");
  CHECK(std::get<flow::Paragraph>(here->cells[1].blocks[1].content).runs[0].link == "#kiezbox.old");
  CHECK(flow::broken_rules(flow).empty());
}

TEST_CASE("synopsis: the left cell has the full old wording, new words are marked, dropped ones stand in brackets") {
  Update update;
  const std::vector<std::string> rows = rows_of(synopsis_of(update, "draft", true));
  CHECK(holds(rows,
              "Die Kiezbox misst Daten in allen Bezirken bis [2025]. | "
              "Die Kiezbox misst Daten in allen Bezirken bis *2026*."));
  CHECK(holds(rows, "Zeitraum: 07/2022–[09/2026] | Zeitraum: 07/2022–*12/2027*"));
  CHECK(holds(rows, "– (neu) | *Die Bibliothek öffnet.*"));
  CHECK(holds(rows, "[Die Werkstatt lädt ein.] | entfällt"));
  const auto is_link = [](const std::string& row) {
    return row.find("– (neu) | dient: *") == 0 && row.find("Lernorte*") != std::string::npos;
  };
  CHECK(std::any_of(rows.begin(), rows.end(), is_link));
}

TEST_CASE("synopsis: in a decided version what is gone has been dropped") {
  Update update;
  CHECK(holds(rows_of(synopsis_of(update, "decided", true)), "[Die Werkstatt lädt ein.] | entfallen"));
}

TEST_CASE("synopsis: unchanged text stands in the full form only, and only the right cell says so") {
  Update update;
  CHECK(holds(rows_of(synopsis_of(update, "draft", false)), "Sie bleibt offen. | unverändert"));
  for (const std::string& row : rows_of(synopsis_of(update, "draft", true)))
    CHECK(row.find("Sie bleibt offen.") == std::string::npos);
}

TEST_CASE("synopsis: the head names both versions, the signs and the count") {
  Update update;
  const flow::Flow flow = synopsis_of(update, "draft", true);
  CHECK(flow.orientation == flow::Orientation::Landscape);
  CHECK(first_table(flow).role == flow::TableRole::Comparison);
  const std::string text = flow::plain_text(flow);
  for (const char* words : {"Synopse: Gemeinsam Digital", "Geltende Fassung: Gemeinsam Digital, Stand: Dezember 2022",
                            "Entwurf: Gemeinsam Digital", "neue Wörter", "[entfallene Wörter]",
                            "1 Maßnahme neu; 1 Maßnahme entfallen; 1 Maßnahme verschoben; 1 Maßnahme geändert; 1 Wort"})
    CHECK(text.find(words) != std::string::npos);
}

TEST_CASE("synopsis: every word of a mark is told without colour") {
  Update update;
  const flow::Flow flow = synopsis_of(update, "draft", false);
  for (const flow::Row& row : first_table(flow).rows) {
    for (const flow::Cell& cell : row.cells) {
      std::string dropped;
      for (const flow::Block& block : cell.blocks)
        for (const flow::Run& run : std::get<flow::Paragraph>(block.content).runs)
          if (run.mark == flow::Mark::Deleted) dropped += run.text;
      if (!dropped.empty()) CHECK((dropped.front() == '[' && dropped.back() == ']'));
    }
  }
}

TEST_CASE("synopsis: two equal versions have no rows, and prose that cannot be read is an error") {
  Update update;
  const Source source = update.source(update.before, "decided");
  compose::ComparisonOptions options;
  const Result<flow::Flow> same = compose::synopsis(source, source, {}, options);
  REQUIRE(same.has_value());
  CHECK(flow::plain_text(*same).find("keine Änderungen") != std::string::npos);
  CHECK(flow::broken_rules(*same).empty());

  update.after.nodes[5].prose = ContentId{std::string(40, 'f')};
  const Source broken = update.source(update.after, "draft");
  CHECK_FALSE(compose::synopsis(source, broken, diff::compare(update.before, update.after), options).has_value());
}

TEST_CASE("synopsis: the rows do not depend on what the list of changes has to tell") {
  Update update;
  const Source source = update.source(update.before, "decided");
  compose::ComparisonOptions options;
  options.only_changed = false;
  const Result<flow::Flow> whole = compose::synopsis(source, source, {}, options);
  REQUIRE(whole.has_value());
  CHECK(holds(rows_of(*whole), "Die Werkstatt lädt ein. | unverändert"));

  // Fields in another order are a change of the node, and no sentence.
  update.after = update.before;
  update.before.nodes[2].fields = {{"a", {model::Text{"1"}}}, {"b", {model::Text{"2"}}}};
  update.after.nodes[2].fields = {update.before.nodes[2].fields[1], update.before.nodes[2].fields[0]};
  options.only_changed = true;
  const Result<flow::Flow> ordered =
      compose::synopsis(update.source(update.before, "decided"), update.source(update.after, "draft"),
                        diff::compare(update.before, update.after), options);
  REQUIRE(ordered.has_value());
  CHECK(holds(rows_of(*ordered), "M 1 Kiezbox | M 1 Kiezbox"));
  CHECK(flow::broken_rules(*ordered).empty());
}

namespace {

/// The rows of the Kiezbox, whose text is `before` and then `after`.
std::vector<std::string> rows_of_prose(const std::string& before, const std::string& after) {
  Update update;
  update.after = update.before;
  update.before.nodes[2].prose = update.prose.add(before);
  update.after.nodes[2].prose = update.prose.add(after);
  const flow::Flow flow = synopsis_of(update, "draft", true);
  CHECK(flow::broken_rules(flow).empty());
  return rows_of(flow);
}

}  // namespace

TEST_CASE("synopsis: a table is a table in both columns") {
  const auto table = [](const std::string& sum, const std::string& more) {
    return "| Jahr | Betrag |\n| --- | ---: |\n| 2024 | 100 |\n| 2025 | " + sum + " |\n" + more;
  };
  CHECK(holds(rows_of_prose(table("150", ""), table("180", "| 2026 | 200 |\n")),
              "{Jahr; Betrag}{2024; 100}{2025; [150]} | {Jahr; Betrag}{2024; 100}{2025; *180*}{*2026*; *200*}"));
  CHECK(holds(rows_of_prose("| Jahr | Betrag |\n| --- | --- |\n| 2024 | 100 |\n",
                            "| Jahr | Amt | Betrag |\n| --- | --- | --- |\n| 2024 | AmtA | 100 |\n"),
              "{Jahr; Betrag}{2024; 100} | {Jahr; *Amt*; Betrag}{2024; *AmtA*; 100}"));
}

TEST_CASE("synopsis: lists keep their numbers and levels on their own side") {
  CHECK(holds(rows_of_prose("1. Bäume\n2. Brunnen\n3. Bänke\n", "1. Bäume\n   1. Brunnen\n   2. Bänke\n"),
              "1. Bäume 2. Brunnen 3. Bänke | 1. Bäume / 1. Brunnen 2. Bänke / nur die Formatierung geändert"));
  CHECK(holds(rows_of_prose("- Bäume\n- Brunnen\n", "- Bäume\n- Bänke\n- Brunnen\n"),
              "- Bäume - Brunnen | - Bäume - *Bänke* - Brunnen"));
  CHECK(holds(rows_of_prose("3. Bäume\n4. Brunnen am Platz\n", "3. Bäume\n4. Brunnen am Markt\n"),
              "3. Bäume 4. Brunnen am [Platz] | 3. Bäume 4. Brunnen am *Markt*"));
}

TEST_CASE(
    "synopsis: a word dropped on the way to another place is struck out at the old one, and both places are linked") {
  const std::string stays =
      "Zahlungen sind binnen dreißig Tagen zu leisten.\n\nSchluss mit letzten Bemerkungen zur Sache.\n";
  const auto clause = [](const std::string& land) {
    return "Für diese Abrede gilt das Recht des Landes " + land + " ohne jede Ausnahme.\n";
  };
  const std::vector<std::string> rows =
      rows_of_prose("Dieser Absatz bleibt.\n\n" + clause("Brandenburg") + "\n" + stays,
                    "Dieser Absatz bleibt.\n\n" + stays + "\n" + clause("Berlin"));
  CHECK(holds(rows,
              "Für diese Abrede gilt das Recht des Landes [Brandenburg] ohne jede Ausnahme. | "
              "jetzt an anderer Stelle"));
  CHECK(holds(rows,
              "– (bisher an anderer Stelle) | "
              "Für diese Abrede gilt das Recht des Landes *Berlin* ohne jede Ausnahme."));
}

TEST_CASE("synopsis: words that look otherwise or lead elsewhere show it in both columns") {
  CHECK(holds(rows_of_prose("Siehe den [Plan](https://alt.example).\n", "Siehe den [Plan](https://neu.example).\n"),
              "Siehe den Plan. / Der Link „Plan“ führt zu: [https://alt.example] | "
              "Siehe den Plan. / Der Link „Plan“ führt zu: *https://neu.example*"));
  Update update;
  update.after = update.before;
  update.before.nodes[2].prose = update.prose.add("Siehe den **Plan** dazu.\n");
  update.after.nodes[2].prose = update.prose.add("Siehe den *Plan* dazu.\n");
  const flow::Flow flow = synopsis_of(update, "draft", true);
  const std::vector<flow::Cell>& cells = first_table(flow).rows.back().cells;
  const auto run = [&](std::size_t cell) {
    return std::get<flow::Paragraph>(cells[cell].blocks.front().content).runs[1];
  };
  CHECK((run(0).strong && !run(0).emphasis));
  CHECK((run(1).emphasis && !run(1).strong));
}

TEST_CASE("synopsis: pictures, quotations, code and footnotes stand in their columns") {
  CHECK(holds(rows_of_prose("![Alt](media/a.png)\n", "![Alt](media/b.png)\n"),
              "<strategie/a.png> | <strategie/b.png> / das Bild wurde ausgetauscht"));
  CHECK(holds(rows_of_prose("Text.\n\n![Alt](media/a.png)\n", "Text.\n"),
              "<strategie/a.png>[(Bild entfällt)] | entfällt"));
  CHECK(holds(rows_of_prose("Text[^1].\n\n[^1]: Bericht 2021\n", "Text[^1].\n\n[^1]: Bericht 2022\n"),
              "Fußnote (1): Bericht [2021] | Fußnote (1): Bericht *2022*"));
}

TEST_CASE("synopsis: the facts of a node that is new or dropped share a row") {
  Update update;
  update.before.nodes[3].fields = {{"period", {Period{Date{2022, 7, 0}, Date{2026, 9, 0}}}},
                                   {"ort", {model::Text{"Kiez"}}}};
  const std::vector<std::string> rows = rows_of(synopsis_of(update, "draft", true));
  CHECK(holds(rows, "Zeitraum: [07/2022–09/2026] / ort: [Kiez] | entfällt"));
}

TEST_CASE("synopsis: heads and title say which versions are shown, and the list of changes leads to the rows") {
  Update update;
  compose::ComparisonOptions options;
  options.old_name = "Geltende Fassung";
  options.new_name = "Entwurf";
  options.old_version = "Ausgabe muster-2022";
  options.new_version = "Arbeitsfassung klima";
  options.form = compose::SynopsisForm::Both;
  const auto made = [&] {
    const Result<flow::Flow> flow =
        compose::synopsis(update.source(update.before, "decided"), update.source(update.after, "draft"),
                          diff::compare(update.before, update.after), options);
    REQUIRE(flow.has_value());
    CHECK(flow::broken_rules(*flow) == std::vector<std::string>{});
    return *flow;
  };
  const flow::Flow both = made();
  CHECK(both.metadata.title == "Synopse: Gemeinsam Digital (Ausgabe muster-2022 – Arbeitsfassung klima)");
  CHECK(marked_words(first_table(both).header[0].cells[0]) == "Geltende Fassung (Ausgabe muster-2022)");
  const auto& list = std::get<flow::List>(both.blocks.back().content);
  const auto first_link = [](const flow::ListItem& item) {
    return std::get<flow::Paragraph>(item.blocks.front().content).runs.front().link;
  };
  CHECK(first_link(list.items.front()).starts_with("#"));
  // The same in a line: place, old, new.
  const std::string text = flow::plain_text(both);
  CHECK(text.find("Ohne Spalten: Ort, alt, neu\n") != std::string::npos);
  CHECK(text.find(" „Kiezbox“\n") != std::string::npos);
  CHECK(text.find("\nGeltende Fassung: Zeitraum: 07/2022–[09/2026]\nEntwurf: Zeitraum: 07/2022–12/2027") !=
        std::string::npos);
  options.form = compose::SynopsisForm::InLine;
  const flow::Flow alone = made();
  CHECK(alone.orientation == flow::Orientation::Portrait);
  CHECK(std::none_of(alone.blocks.begin(), alone.blocks.end(),
                     [](const flow::Block& block) { return std::holds_alternative<flow::Table>(block.content); }));
}

TEST_CASE("comparison text: the tree of changes is readable without colour") {
  Update update;
  const Source before = update.source(update.before, "decided");
  const Source after = update.source(update.after, "draft");
  const Result<std::vector<compose::TextLine>> lines =
      compose::comparison_text(before, after, diff::compare(update.before, update.after), Language::German);
  REQUIRE(lines.has_value());
  std::string text;
  for (const compose::TextLine& line : *lines) {
    for (const compose::TextSpan& span : line) text += span.text;
    text += "\n";
  }
  INFO(text);
  CHECK(text.find("  Gemeinsam Digital\n") == 0);
  CHECK(text.find("    + ") != std::string::npos);
  CHECK(text.find("    - ") != std::string::npos);
  CHECK(text.find("    > ") != std::string::npos);
  CHECK(text.find("Zeitraum (Ende): 09/2026 → 12/2027") != std::string::npos);
  CHECK(text.find("… misst Daten in allen Bezirken bis [-2025-]{+2026+}.") == std::string::npos);
  CHECK(text.find("… Daten in allen Bezirken bis [-2025-]{+2026+}.") != std::string::npos);
  CHECK(text.find("1 Maßnahme geändert; 1 Wort\n") != std::string::npos);
}

TEST_CASE("comparison: English reads English") {
  Update update;
  const Source before = update.source(update.before, "decided");
  const Source after = update.source(update.after, "draft");
  const auto lines =
      compose::comparison_text(before, after, diff::compare(update.before, update.after), Language::English);
  REQUIRE(lines.has_value());
  CHECK(lines->back().front().text == "1 measure new; 1 measure dropped; 1 measure moved; 1 measure changed; 1 word");
}
