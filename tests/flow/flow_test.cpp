#include "flow/flow.h"

#include <algorithm>

#include "support/catch.h"
#include "support/sample_flow.h"

using namespace zielbaum::flow;
using zielbaum::test::note_mark;

namespace {

Runs text(const char* words) {
  Run run;
  run.text = words;
  return {run};
}
Run reference(const char* words, const char* to) {
  Run run;
  run.text = words;
  run.link = to;
  return run;
}
Block paragraph(Runs runs) {
  return {Paragraph{ParagraphRole::Body, std::move(runs), {}}, {}};
}
Block heading(std::uint8_t level, const char* words, const char* anchor = "") {
  Heading made;
  made.level = level;
  made.runs = text(words);
  made.anchor = anchor;
  return {made, {}};
}
Table table_of(std::vector<std::uint16_t> widths) {
  Table table;
  table.shares = {1, 1, 1};
  Row row;
  for (const std::uint16_t width : widths) {
    Cell cell;
    cell.column_span = width;
    cell.blocks = {paragraph(text("Zelle"))};
    row.cells.push_back(cell);
  }
  table.rows = {row};
  return table;
}
Drawing drawing_of(std::vector<Shape> shapes) {
  Drawing drawing;
  drawing.height = 200;
  drawing.shapes = std::move(shapes);
  drawing.alt = "Ein Baum";
  return drawing;
}
Label label(const char* words, std::int32_t x, std::int32_t y, std::int32_t width) {
  Label made;
  made.x = x;
  made.y = y;
  made.width = width;
  made.text = words;
  return made;
}
std::size_t breaks(Blocks blocks, std::size_t notes = 0) {
  Flow flow;
  flow.blocks = std::move(blocks);
  for (std::size_t i = 0; i < notes; ++i) flow.notes.push_back({{paragraph(text("Fußnote"))}});
  return broken_rules(flow).size();
}

}  // namespace

TEST_CASE("flow: plain text gives all words in reading order, notes last") {
  Flow flow;
  Heading first;
  first.number = "Ziel 1";
  first.runs = text("Lernorte für alle");
  Table table = table_of({1, 2});
  table.caption = text("Zeitplan");
  Run line_break;
  line_break.kind = RunKind::LineBreak;
  Runs two_lines = text("Kieze");
  two_lines.push_back(line_break);
  two_lines.push_back(text("und Plätze")[0]);
  two_lines.push_back(note_mark(0));
  flow.blocks = {Block{Contents{"Inhalt", 3}, {}},
                 Block{first, {}},
                 paragraph(two_lines),
                 Block{List{false, 1, {ListItem{{paragraph(text("Punkt"))}}}}, {}},
                 Block{table, {}},
                 Block{Figure{"doc/bild.png", "Ein Baum", text("Zielbaum")}, {}},
                 Block{Quote{{paragraph(text("Zitat"))}}, {}},
                 Block{Code{"git"}, {}},
                 Block{Rule{}, {}},
                 Block{PageBreak{}, {}}};
  flow.notes = {{{paragraph(text("Quelle"))}}};
  CHECK(plain_text(flow) ==
        "Inhalt\nZiel 1 Lernorte für alle\nZiel 1 Lernorte für alle\nKieze\nund Plätze\nPunkt\nZeitplan\n"
        "Zelle\nZelle\nEin Baum\nZielbaum\nZitat\ngit\nQuelle");
}

TEST_CASE("flow: the contents list reads down to its depth and leaves out what does not stand in it") {
  Flow flow;
  Heading hidden = std::get<Heading>(heading(2, "Impressum").content);
  hidden.in_contents = false;
  flow.blocks = {Block{Contents{"Inhalt", 1}, {}}, heading(1, "A"), heading(2, "B"), Block{hidden, {}}};
  CHECK(plain_text(flow) == "Inhalt\nA\nA\nB\nImpressum");
}

TEST_CASE("flow: a heading says what became of it, and lists of headings call it by its new words only") {
  Heading changed = std::get<Heading>(heading(1, "Lernorte", "a").content);
  changed.runs.push_back(changed.runs.front());
  changed.runs[0].mark = Mark::Deleted;
  changed.runs[1].text = "Orte";
  changed.runs[1].mark = Mark::Inserted;
  changed.runs[1].link = "#a";
  changed.status = "geändert";
  Flow flow;
  flow.blocks = {Block{changed, {}}};
  CHECK(plain_text(flow) == "LernorteOrte (geändert)");
  const Runs listed = listed_words(changed);
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].text == "Orte");
  CHECK(listed[0].link.empty());
  CHECK(listed[0].mark == Mark::None);
  CHECK(listed[1].text == " (geändert)");
  changed.runs.pop_back();
  CHECK(listed_words(changed)[0].text == "Lernorte");  // all of it is gone
}

TEST_CASE("flow: what stands in print only is no word of the text") {
  Flow flow;
  Run page = reference(" (Seite 12)", "#a");
  page.medium = Medium::Print;
  flow.blocks = {heading(1, "A", "a"), paragraph({reference("siehe A", "#a"), page})};
  CHECK(plain_text(flow) == "A\nsiehe A");
}

TEST_CASE("flow: notes at the end stand below a heading") {
  Flow flow;
  flow.notes = {{{paragraph(text("Quelle"))}}};
  flow.note_placement = NotePlacement::End;
  flow.blocks = {heading(1, "A", "a"), paragraph({note_mark(0)})};
  CHECK(broken_rules(flow).size() == 1);
  flow.blocks.push_back(heading(1, "Anmerkungen"));
  CHECK(broken_rules(flow).empty());
}

TEST_CASE("flow: what keeps the rules breaks none") {
  CHECK(breaks({}) == 0);
  CHECK(breaks({heading(1, "A", "a"), heading(2, "B", "b"), heading(3, "C"), heading(1, "D"),
                paragraph({reference("siehe A", "#a"), note_mark(0)}), Block{table_of({1, 2}), {}}},
               1) == 0);
}

TEST_CASE("flow: each broken rule is told") {
  CHECK(breaks({heading(2, "beginnt zu tief")}) == 1);
  CHECK(breaks({heading(1, "A"), heading(3, "übersprungen")}) == 1);
  CHECK(breaks({heading(0, "zu hoch")}) == 1);
  CHECK(breaks({heading(1, "A", "a"), heading(1, "B", "a")}) == 1);
  CHECK(breaks({Block{Heading{}, {}}}) == 1);
  CHECK(breaks({paragraph({reference("nirgends", "#nirgends")})}) == 1);
  CHECK(breaks({paragraph({note_mark(0)})}) == 1);
  CHECK(breaks({Block{Figure{"doc/bild.png", "", {}}, {}}}) == 1);
  CHECK(breaks({Block{table_of({1, 1}), {}}}) == 1);
  CHECK(breaks({Block{table_of({2, 2}), {}}}) == 1);
  CHECK(breaks({Block{Quote{{heading(1, "innen")}}, {}}}) == 1);
  Run page = reference("", "");
  page.kind = RunKind::PageNumber;
  CHECK(breaks({paragraph({page})}) == 1);
}

TEST_CASE("flow: rules hold inside lists, cells, quotes and notes too") {
  const Block bad = paragraph({reference("nirgends", "#nirgends")});
  Table table = table_of({3});
  table.rows[0].cells[0].blocks = {bad};
  CHECK(breaks({Block{List{true, 1, {ListItem{{bad}}}}, {}}}) == 1);
  CHECK(breaks({Block{table, {}}}) == 1);
  CHECK(breaks({Block{Quote{{bad}}, {}}}) == 1);
  Flow flow;
  flow.notes = {{{bad}}};
  CHECK(broken_rules(flow).size() == 1);
}

TEST_CASE("flow: a drawing is heard by its alternative text, then its words follow in their order, then its caption") {
  Flow flow;
  Drawing drawing =
      drawing_of({label("Ziel 1", 0, 20, 300), Rectangle{0, 30, 10, 10, Ink::Fill}, label("M 1", 0, 60, 9)});
  drawing.caption = text("Überblick");
  flow.blocks = {Block{drawing, {}}};
  CHECK(plain_text(flow) == "Ein Baum\nZiel 1\nM 1\nÜberblick");
}

TEST_CASE("flow: a drawing keeps inside its edges, fits on a page and says what it shows in 250 characters") {
  const auto broken = [](const Drawing& drawing) { return breaks({Block{drawing, {}}}); };
  const Drawing good = drawing_of({Rectangle{0, 0, 1000, 200, Ink::Fill}, label("Ziel", 700, 195, 300),
                                   Polygon{{{0, 0}, {1000, 100}, {0, 200}}, Ink::Accent}});
  CHECK(broken(good) == 0);
  CHECK(broken(drawing_of({Rectangle{1, 0, 1000, 200, Ink::Fill}})) == 1);
  CHECK(broken(drawing_of({Rectangle{0, 1, 1000, 200, Ink::Fill}})) == 1);
  CHECK(broken(drawing_of({Rectangle{-1, 0, 10, 10, Ink::Fill}})) == 1);
  CHECK(broken(drawing_of({label("zu hoch", 0, 19, 100)})) == 1);
  CHECK(broken(drawing_of({label("zu tief", 0, 196, 100)})) == 1);
  CHECK(broken(drawing_of({label("zu breit", 901, 100, 100)})) == 1);
  CHECK(broken(drawing_of({Polygon{{{0, 0}, {1001, 0}, {0, 9}}, Ink::Accent}})) == 1);
  Drawing bad = good;
  bad.alt.clear();
  CHECK(broken(bad) == 1);
  for (std::size_t i = 0; i < Drawing::kLongestAlt; ++i) bad.alt += "ä";
  CHECK(broken(bad) == 0);
  bad.alt += "!";
  CHECK(broken(bad) == 1);
  bad = good;
  bad.height = Drawing::kTallest + 1;
  CHECK(broken(bad) == 1);
}

TEST_CASE("flow: lines of a label are no wider than their room, hold all words, and say so where they do not") {
  const std::string words =
      "Senatsverwaltung für Mobilität, Verkehr, Klimaschutz und Umwelt, Haushalts- und Stellenplan";
  for (const Weight weight : {Weight::Regular, Weight::Strong}) {
    for (const std::int32_t width : {60, 130, 300, 900}) {
      std::string joined;
      for (const std::string& line : label_lines(words, weight, width, 100)) {
        CHECK(label_width(line, weight) <= width);
        joined += line;
      }
      std::string expected = words;
      for (std::string* const text : {&joined, &expected}) {
        text->erase(std::remove(text->begin(), text->end(), ' '), text->end());
      }
      CHECK(joined == expected);
      const std::vector<std::string> cut = label_lines(words, weight, width, 1);
      REQUIRE(cut.size() == 1);
      CHECK(label_width(cut[0], weight) <= width);
      CHECK(cut[0].ends_with("…") == (label_width(words, weight) > width));
    }
  }
  CHECK(label_lines("", Weight::Regular, 100, 3).empty());
  CHECK(label_lines("Effektive (Verwaltungs-)Prozesse", Weight::Regular, 250, 3) ==
        std::vector<std::string>{"Effektive", "(Verwaltungs-)Prozesse"});
  CHECK(label_lines("Ma\u00ADßnahme", Weight::Regular, 200, 1) == std::vector<std::string>{"Maßnahme"});
  CHECK(label_width("Maßnahme", Weight::Strong) > label_width("Maßnahme", Weight::Regular));
}

TEST_CASE("rare text: it is a value like a string") {
  RareText text = "de";
  RareText copy = text;
  text = std::string("uk");
  CHECK(text.text() == "uk");
  CHECK(copy == "de");
  CHECK_FALSE(copy == text);
  copy = std::string_view();
  CHECK(copy.empty());
  CHECK(copy == RareText());
  CHECK(RareText("").empty());
  const std::string words = text;
  CHECK(words == "uk");
}
