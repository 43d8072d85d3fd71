// Laws of what is rare in a strategy and must come out right all the same: notes within notes, signs that no font has
// whole, words from right to left, code, tables with more columns than a page has room for.
#include <algorithm>
#include <set>

#include "support/pages.h"
#include "support/sample_flow.h"

using namespace zielbaum;
using namespace zielbaum::test;
using typeset::Artifact;
using typeset::ElementRole;
using typeset::GlyphRun;

namespace {

struct Ink {
  GlyphRun run;
  std::uint32_t page = 0;
  std::string text;
  typeset::Owner owner;
  [[nodiscard]] Length right() const {
    std::int64_t sum = 0;
    for (const typeset::Glyph& glyph : run.glyphs) sum += glyph.advance;
    return run.x + run.size * sum / 1000;
  }
};

/// All runs of glyphs, by page and in the order of the items.
std::vector<Ink> ink_of(const SetFlow& set) {
  const GlyphTexts texts(set.fonts);
  std::vector<Ink> all;
  for (const auto& [index, page] : set.collected.pages) {
    for (const typeset::Item& item : page.items) {
      if (const auto* run = std::get_if<GlyphRun>(&item.content))
        all.push_back({*run, index, texts.of(*run), item.owner});
    }
  }
  return all;
}

std::string text_of(const std::vector<Ink>& ink) {
  std::string all;
  for (const Ink& one : ink) {
    if (one.owner.element != typeset::kNoElement) all += one.text;
  }
  return all;
}

SetFlow set_in(const flow::Flow& flow, const model::Theme& theme) {
  Result<SetFlow> set = set_flow(flow, theme);
  REQUIRE(set.has_value());
  return std::move(*set);
}

flow::Flow flow_of(flow::Block block) {
  flow::Flow made;
  made.metadata.title = "Vermerk";
  made.blocks.push_back(std::move(block));
  return made;
}

flow::Run mark_of(std::uint32_t note) {
  flow::Run mark;
  mark.kind = flow::RunKind::NoteMark;
  mark.note = note;
  return mark;
}

flow::Block code(std::string text) {
  flow::Code made;
  made.text = std::move(text);
  return block_of(std::move(made));
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("notes: one that is marked in another one only is printed, below it, and none twice") {
  flow::Flow flow = flow_of(paragraph(flow::Runs{run("Text"), mark_of(0), run(" und mehr"), mark_of(3)}));
  flow.notes.resize(4);
  flow.notes[0].blocks = {paragraph(flow::Runs{run("Äußere"), mark_of(1)})};
  flow.notes[1].blocks = {paragraph(flow::Runs{run("Mittlere"), mark_of(2), run(" sagt"), mark_of(0)})};
  flow.notes[2].blocks = {paragraph("Innere")};
  flow.notes[3].blocks = {paragraph("Letzte")};
  const std::string text = text_of(ink_of(set_in(flow, standard_theme())));
  std::size_t before = 0;
  for (const char* word : {"Äußere", "Mittlere", "Innere", "Letzte"}) {
    const std::size_t at = text.find(word);
    INFO(word);
    REQUIRE(at != std::string::npos);
    CHECK(at > before);
    CHECK(text.find(word, at + 1) == std::string::npos);
    before = at;
  }
}

TEST_CASE("signs: one that the font would put together of others comes whole from the fallback font") {
  for (const char* words : {"Stadt ≠ Land; 5 ≯ 6", "Stadt =\u0338 Land; 5 >\u0338 6"}) {
    const std::vector<Ink> ink = ink_of(set_in(flow_of(paragraph(words)), standard_theme()));
    CHECK(text_of(ink) == "Stadt ≠ Land; 5 ≯ 6");
    const auto sign = std::find_if(ink.begin(), ink.end(), [](const Ink& one) { return one.text == "≠"; });
    REQUIRE(sign != ink.end());
    CHECK(sign->run.glyphs.size() == 1);
  }
  // Letters with marks are what fonts can put together.
  CHECK(text_of(ink_of(set_in(flow_of(paragraph("Bu\u0308rger")), standard_theme()))) == "Bürger");
}

TEST_CASE("signs: without a fallback font they are told, not drawn wrongly") {
  model::Theme theme = standard_theme();
  theme.fallback.file.clear();
  const Result<SetFlow> set = set_flow(flow_of(paragraph("5 ≯ 6")), theme);
  REQUIRE_FALSE(set.has_value());
  CHECK(set.error().code == "no-glyph");
}

TEST_CASE("right to left: words stand in their places and are read in their order") {
  const std::vector<Ink> ink =
      ink_of(set_in(flow_of(paragraph("Frieden heißt (שלום עולם 12) dort, ja.")), book_theme()));
  const auto find = [&](std::string_view text) {
    const auto found = std::find_if(ink.begin(), ink.end(), [text](const Ink& one) { return one.text == text; });
    INFO(text);
    REQUIRE(found != ink.end());
    return found;
  };
  // Glyphs stand as they are seen, so the texts of a word are back to front.
  const auto peace = find("םולש"), world = find("םלוע"), twelve = find("12");
  CHECK(peace->run.reversed);
  CHECK(world->run.reversed);
  CHECK_FALSE(twelve->run.reversed);
  CHECK(peace < world);
  CHECK(world < twelve);
  CHECK(world->right() < peace->run.x);
  CHECK(twelve->right() < world->run.x);
  const auto after = std::find_if(ink.begin(), ink.end(), [](const Ink& one) { return holds(one.text, "dort"); });
  REQUIRE(after != ink.end());
  CHECK(peace->right() < after->run.x);
}

TEST_CASE("right to left: a paragraph in such a language begins at the right margin") {
  const model::Theme theme = book_theme();
  flow::Block block = paragraph("שלום עולם");
  block.lang = "he";
  const std::vector<Ink> ink = ink_of(set_in(flow_of(std::move(block)), theme));
  REQUIRE(!ink.empty());
  CHECK(ink.front().text == "םולש");
  const Length edge = theme.page_width - theme.margin_right;
  CHECK(ink.front().right() <= edge + Length::points(1));
  CHECK(ink.front().right() >= edge - Length::points(1));
}

TEST_CASE("code: every space is kept, tabs lead to their stops, nothing is divided with a hyphen") {
  for (const model::Theme& theme : {standard_theme(), book_theme()}) {
    const std::vector<Ink> ink = ink_of(set_in(flow_of(code("Konto    Betrag\n\tSumme   10\n\nx\ty\n")), theme));
    CHECK(text_of(ink) == "Konto    Betrag         Summe   10  x       y ");
  }
}

TEST_CASE("code: a line wider than its place goes on in the next one, marked by an arrow that is no content") {
  std::string line;
  for (int i = 0; i < 60; ++i) line += "feld" + std::to_string(i) + "=wert;";
  line += std::string(300, 'x');
  const model::Theme theme = book_theme();
  const SetFlow set = set_in(flow_of(code(line)), theme);
  const std::vector<Ink> ink = ink_of(set);
  CHECK(text_of(ink) == line + " ");
  std::set<Length> lines;
  for (const Ink& one : ink) {
    if (one.owner.element == typeset::kNoElement) continue;
    lines.insert(one.run.y);
    CHECK(one.right() <= theme.page_width - theme.margin_right);
  }
  REQUIRE(lines.size() > 3);
  std::size_t arrows = 0;
  for (const auto& [index, page] : set.collected.pages) {
    for (const typeset::Item& item : page.items) {
      if (!std::holds_alternative<typeset::FilledPolygon>(item.content)) continue;
      CHECK(item.owner.artifact == Artifact::Layout);
      ++arrows;
    }
  }
  CHECK(arrows == lines.size() - 1);
}

TEST_CASE("tables: numbers are never divided, however narrow the cells") {
  flow::Table budget;
  const std::vector<std::string> texts = {"Regenwasser auf Schulhöfen",
                                          "1.200.000 €",
                                          "1.300.000 €",
                                          "1.400.000 €",
                                          "1.500.000 €",
                                          "1.600.000 €",
                                          "Senatsverwaltung für Beispiele",
                                          "Landeshaushalt, Einzelplan 07",
                                          "vorbehaltlich Haushaltsgesetz"};
  flow::Table numbers;
  const std::vector<std::string> facts = {"A",
                                          "01/2026–12/2028",
                                          "2026-11-30",
                                          "15.03.2026",
                                          "DE02120300000000202051",
                                          "030/12345678",
                                          "SenBsp-III-B-2026/4711"};
  const auto fill = [](flow::Table& table, const std::vector<std::string>& row_of) {
    flow::Row& head = table.header.emplace_back();
    flow::Row& body = table.rows.emplace_back();
    for (const std::string& text : row_of) {
      head.cells.push_back(cell("Finanzierung", flow::Scope::Column));
      body.cells.push_back(cell(text));
    }
  };
  fill(budget, texts);
  fill(numbers, facts);
  for (const model::Theme& theme : {standard_theme(), book_theme()}) {
    std::set<std::string> pieces;  // of lines
    for (const flow::Table& table : {budget, numbers}) {
      for (const Ink& one : ink_of(set_in(flow_of(block_of(table)), theme))) {
        for (const std::string& word : words(one.text)) pieces.insert(word);
      }
    }
    for (const char* whole : {"1.200.000", "1.600.000", "2026-11-30", "15.03.2026", "DE02120300000000202051",
                              "030/12345678", "2026/4711"}) {
      INFO(whole);
      CHECK(std::any_of(pieces.begin(), pieces.end(), [whole](const std::string& one) { return holds(one, whole); }));
    }
  }
}

TEST_CASE("tables: one with more columns than have room is set in groups of columns, and is one table all the same") {
  for (const std::size_t columns : {std::size_t{20}, std::size_t{60}}) {
    flow::Table table;
    flow::Row& head = table.header.emplace_back();
    for (std::size_t i = 0; i < columns; ++i)
      head.cells.push_back(cell("Kopf" + std::to_string(i), flow::Scope::Column));
    for (int r = 0; r < 3; ++r) {
      flow::Row& row = table.rows.emplace_back();
      for (std::size_t i = 0; i < columns; ++i) {
        row.cells.push_back(cell("Wort" + std::to_string(r) + "x" + std::to_string(i)));
      }
    }
    const model::Theme theme = standard_theme();
    const SetFlow set = set_in(flow_of(block_of(table)), theme);
    std::map<ElementRole, std::size_t> count;
    for (const auto& [id, element] : set.elements) ++count[element.role];
    CHECK(count[ElementRole::Table] == 1);
    CHECK(count[ElementRole::TableRow] == 4);
    CHECK(count[ElementRole::HeaderCell] == columns);
    CHECK(count[ElementRole::DataCell] == columns * 3);

    const std::vector<Ink> ink = ink_of(set);
    std::map<std::pair<std::uint32_t, Length>, std::vector<const Ink*>> lines;
    std::size_t heads = 0, again = 0;
    for (const Ink& one : ink) {
      if (one.owner.artifact == Artifact::Header || one.owner.artifact == Artifact::Footer) continue;
      for (const std::string& word : words(one.text)) {
        heads += word.starts_with("Kopf") && one.owner.element != typeset::kNoElement;
        again += word == "Wort0x0" && one.owner.element == typeset::kNoElement;
      }
      lines[{one.page, one.run.y}].push_back(&one);
    }
    CHECK(heads == columns);  // none is divided
    CHECK(again >= columns / 10);
    for (auto& [place, runs] : lines) {
      std::sort(runs.begin(), runs.end(), [](const Ink* a, const Ink* b) { return a->run.x < b->run.x; });
      for (std::size_t i = 1; i < runs.size(); ++i) {
        if (runs[i - 1]->text != " ") CHECK(runs[i - 1]->right() <= runs[i]->run.x + Length::points(3));
      }
      CHECK(runs.back()->right() <= theme.page_width - theme.margin_right + Length::points(3));
    }
  }
}

TEST_CASE("running heads: a chapter that has no room beside the mark stands below it") {
  model::Theme theme = standard_theme();
  theme.running.size = Length::points(18);
  theme.running.leading = Length::points(21);
  flow::Flow flow;
  flow.metadata.title = "Vermerk";
  flow.running_mark = "Entwurf – nicht abgestimmt, Stand 2026";
  flow.blocks.push_back(paragraph("Titel", flow::ParagraphRole::Title));
  flow.blocks.push_back(heading(1, "", "Straßenverkehrsbehörde", "a"));
  flow.blocks.push_back(paragraph("Text"));
  std::vector<Ink> head;
  for (const Ink& one : ink_of(set_in(flow, theme))) {
    if (one.page == 1 && one.owner.artifact == Artifact::Header) head.push_back(one);
  }
  REQUIRE(head.size() == 2);
  CHECK(head[0].text == "Straßenverkehrsbehörde");
  CHECK(head[0].run.y + theme.running.leading == head[1].run.y);
  CHECK(head[0].run.y > theme.page_height - theme.margin_top);
}
