// What stands around the text: running heads, the contents list, notes at the end, numbers of pages within lines.
#include <algorithm>
#include <map>
#include <set>

#include "support/pages.h"
#include "support/sample_flow.h"

using namespace zielbaum;
using namespace zielbaum::test;
using typeset::Artifact;
using typeset::ElementRole;

namespace {

SetFlow pages_of(const flow::Flow& flow) {
  Result<SetFlow> set = set_flow(flow, standard_theme());
  REQUIRE(set.has_value());
  return std::move(*set);
}

/// The words of the artifacts of one sort on a page, from the left to the right.
std::string artifact_words(const SetFlow& set, std::uint32_t page, Artifact artifact) {
  const GlyphTexts texts(set.fonts);
  std::vector<std::pair<Length, std::string>> parts;
  for (const typeset::Item& item : set.collected.pages.at(page).items) {
    const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
    if (glyphs != nullptr && item.owner.artifact == artifact) parts.emplace_back(glyphs->x, texts.of(*glyphs));
  }
  std::sort(parts.begin(), parts.end());
  std::string words;
  for (const auto& [x, text] : parts) words += (words.empty() ? "" : "|") + text;
  return words;
}

flow::Flow empty_flow() {
  flow::Flow flow;
  flow.running_title = "Gemeinsam Digital";
  return flow;
}

struct Placed {
  Length x, end, y;
  std::string text;
};

/// All runs of glyphs of a page that belong to elements.
std::vector<Placed> runs_of(const SetFlow& set, std::uint32_t page) {
  const GlyphTexts texts(set.fonts);
  std::vector<Placed> placed;
  for (const typeset::Item& item : set.collected.pages.at(page).items) {
    const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
    if (glyphs == nullptr || item.owner.element == typeset::kNoElement) continue;
    std::int64_t sum = 0;
    for (const typeset::Glyph& glyph : glyphs->glyphs) sum += glyph.advance;
    placed.push_back({glyphs->x, glyphs->x + glyphs->size * sum / 1000, glyphs->y, texts.of(*glyphs)});
  }
  return placed;
}

flow::Run page_number(std::string anchor) {
  flow::Run number;
  number.kind = flow::RunKind::PageNumber;
  number.link = "#" + anchor;
  return number;
}

}  // namespace

TEST_CASE("running heads: the chapter that the page begins or continues, and the mark on every page") {
  flow::Flow flow = empty_flow();
  flow.running_mark = "Entwurf";
  flow.blocks.push_back(paragraph("Gemeinsam Digital", flow::ParagraphRole::Title));
  flow.blocks.push_back(block_of(flow::PageBreak{}));
  flow.blocks.push_back(paragraph("Vorab"));
  flow.blocks.push_back(heading(1, "1", "Ziele", "ziele"));
  Sentences sentences(1);
  for (int i = 0; i < 6; ++i) flow.blocks.push_back(paragraph(sentences.paragraph(8)));
  flow.blocks.push_back(heading(2, "1.1", "Ein Ziel", "ein-ziel"));
  flow.blocks.push_back(paragraph("Text"));
  flow.blocks.push_back(block_of(flow::PageBreak{}));
  flow.blocks.push_back(paragraph("Danach"));
  const SetFlow set = pages_of(flow);
  const std::uint32_t last = set.summary.pages - 1;
  REQUIRE(last >= 4);
  CHECK(artifact_words(set, 0, Artifact::Header) == "Entwurf");  // the cover
  CHECK(artifact_words(set, 1, Artifact::Header) == "Entwurf");  // no chapter yet
  for (std::uint32_t page = 2; page < last; ++page) {
    CHECK(artifact_words(set, page, Artifact::Header) == "1 Ziele|Entwurf");
  }
  CHECK(artifact_words(set, last, Artifact::Header) == "Entwurf");  // a page break ends the chapter
  CHECK(artifact_words(set, 0, Artifact::Footer).empty());
  CHECK(artifact_words(set, 3, Artifact::Footer) == "Gemeinsam Digital|4");
}

TEST_CASE("running heads: long ones are cut at a word and never reach the mark") {
  flow::Flow flow = empty_flow();
  flow.running_mark = "Musterfassung, Entwurf – nicht abgestimmt, Stand 25.11.2026";
  flow.running_title = "Eine sehr lange Strategie";
  for (int i = 0; i < 8; ++i) flow.running_title += " für Straßenverkehrsordnungen";
  flow.blocks.push_back(paragraph("Titel", flow::ParagraphRole::Title));
  flow.blocks.push_back(heading(1, "1", flow.running_title, "lang"));
  flow.blocks.push_back(paragraph("Text"));
  const SetFlow set = pages_of(flow);
  CHECK(artifact_words(set, 1, Artifact::Header) == "1 Eine sehr lange Strategie für …|" + flow.running_mark);
  CHECK(artifact_words(set, 1, Artifact::Footer).find("für …|2") != std::string::npos);
}

TEST_CASE("running heads: where the mark leaves hardly any room, the chapter stands whole on a line of its own") {
  model::Theme theme = standard_theme();
  theme.running.size = Length::points(14);
  theme.running.leading = Length::points(18);
  flow::Flow flow = empty_flow();
  flow.running_mark = "Entwurf – nicht abgestimmt, Stand 25.11.2026";
  flow.blocks.push_back(paragraph("Titel", flow::ParagraphRole::Title));
  flow.blocks.push_back(heading(1, "5", "Klimaanpassung", "a"));
  const Result<SetFlow> set = set_flow(flow, theme);
  REQUIRE(set.has_value());
  CHECK(artifact_words(*set, 1, Artifact::Header) == "5 Klimaanpassung|" + flow.running_mark);
}

TEST_CASE("running heads: a mark wider than the text stands in several lines, all within the margins") {
  model::Theme theme = standard_theme();
  theme.running.size = Length::points(18);
  theme.running.leading = Length::points(21);
  flow::Flow flow = empty_flow();
  flow.running_mark = "Musterfassung, Entwurf – nicht abgestimmt, Stand 25.11.2026";
  flow.blocks.push_back(paragraph("Titel", flow::ParagraphRole::Title));
  flow.blocks.push_back(heading(1, "1", "Umsetzung", "a"));
  const Result<SetFlow> set = set_flow(flow, theme);
  REQUIRE(set.has_value());
  for (const auto& [index, page] : set->collected.pages) {
    std::set<Length> lines;
    for (const typeset::Item& item : page.items) {
      const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
      if (glyphs == nullptr || item.owner.artifact != Artifact::Header) continue;
      std::int64_t sum = 0;
      for (const typeset::Glyph& glyph : glyphs->glyphs) sum += glyph.advance;
      CHECK(glyphs->x >= theme.margin_left);
      CHECK(glyphs->x + glyphs->size * sum / 1000 <= page.width - theme.margin_right);
      CHECK(glyphs->y > page.height - theme.margin_top);
      CHECK(glyphs->y + glyphs->size < page.height);
      lines.insert(glyphs->y);
    }
    CHECK(lines.size() == 2);
  }
}

TEST_CASE("contents: numbers of siblings that look alike share an indent, others have their own") {
  flow::Flow flow = empty_flow();
  flow.blocks.push_back(block_of(flow::Contents{"Inhalt", 3}));
  flow.blocks.push_back(heading(1, "1", "Umsetzung", "a"));
  flow.blocks.push_back(heading(2, "1.1", "Vorher", "b"));
  flow.blocks.push_back(heading(2, "Phase 1", "Verstehen", "c"));
  flow.blocks.push_back(heading(3, "1.1.1", "Darunter", "d"));
  flow.blocks.push_back(heading(2, "Phase 10", "Erproben", "e"));
  flow.blocks.push_back(heading(2, "1.2", "Nachher", "f"));
  flow.blocks.push_back(heading(1, "2", "Messung", "g"));
  flow.blocks.push_back(heading(2, "2.1", "Allein", "h"));
  const SetFlow set = pages_of(flow);
  std::map<std::string, Length> begins;
  for (const Placed& run : runs_of(set, 0)) begins.emplace(run.text.substr(0, run.text.find(' ')), run.x);
  CHECK(begins.at("Vorher") == begins.at("Nachher"));
  CHECK(begins.at("Verstehen") == begins.at("Erproben"));
  CHECK(begins.at("Vorher") < begins.at("Verstehen"));
  CHECK(begins.at("Allein") == begins.at("Vorher"));
}

TEST_CASE("page numbers: a line closes up around them, also where the page comes later") {
  flow::Flow flow = empty_flow();
  flow::Run before = run("Mehr dazu (Seite\xC2\xA0");
  flow::Run after = run(") steht dort.");
  flow.blocks.push_back(paragraph({before, page_number("ziel"), after}));
  flow.blocks.push_back(heading(1, "", "Ziel", "ziel"));
  flow.blocks.push_back(paragraph("Text"));
  const SetFlow set = pages_of(flow);
  const std::vector<Placed> runs = runs_of(set, 0);
  const auto number = std::find_if(runs.begin(), runs.end(), [](const Placed& one) { return one.text == "2"; });
  REQUIRE(number != runs.end());
  REQUIRE(number != runs.begin());
  const Length hair = Length::millipoints(50);
  CHECK(number->x - std::prev(number)->end < hair);
  const auto next = std::next(number);
  CHECK(next->text.starts_with(")"));
  CHECK(next->x - number->end < hair);
  CHECK(number->end - next->x < hair);
  for (const typeset::Item& item : set.collected.pages.at(0).items) {
    const auto* area = std::get_if<typeset::LinkArea>(&item.content);
    if (area == nullptr) continue;
    CHECK(area->x + area->width - number->end < hair);
    CHECK(number->end - (area->x + area->width) < hair);
  }
}

TEST_CASE("notes at the end: each is a Note, its mark leads to it, its number leads back, and none is at a foot") {
  flow::Flow flow = empty_flow();
  for (std::uint32_t i = 0; i < 3; ++i) {
    flow.blocks.push_back(heading(1, std::to_string(i + 1), "Kapitel", "kapitel-" + std::to_string(i)));
    flow.blocks.push_back(paragraph({run("Text"), test::note_mark(i)}));
    flow::Note note;
    note.blocks.push_back(paragraph("Quelle " + std::to_string(i)));
    flow.notes.push_back(note);
  }
  flow.blocks.push_back(heading(1, "", "Anmerkungen", "anmerkungen"));
  flow.note_placement = flow::NotePlacement::End;
  const SetFlow set = pages_of(flow);
  REQUIRE(set.summary.pages == 4);
  const auto page_of = [&](const std::string& anchor) {
    for (const typeset::Destination& place : set.summary.destinations) {
      if (place.anchor == anchor) return static_cast<int>(place.page);
    }
    return -1;
  };
  std::vector<std::string> targets;
  for (const auto& [index, page] : set.collected.pages) {
    for (const typeset::Item& item : page.items) {
      const auto* area = std::get_if<typeset::LinkArea>(&item.content);
      if (area == nullptr) continue;
      CHECK(page_of(area->target.substr(1)) >= 0);
      CHECK_FALSE(area->description.empty());
      targets.push_back(area->target);
    }
  }
  CHECK(targets == std::vector<std::string>{"#note:1", "#note:2", "#note:3", "#noteref:1", "#noteref:2", "#noteref:3"});
  CHECK(page_of("note:1") == 3);
  CHECK(page_of("noteref:2") == 1);
  const std::size_t notes =
      static_cast<std::size_t>(std::count_if(set.elements.begin(), set.elements.end(), [](const auto& element) {
        return element.second.role == ElementRole::Note;
      }));
  CHECK(notes == 3);
}

TEST_CASE("abbreviations: a Span says what they stand for") {
  flow::Flow flow = empty_flow();
  flow::Run short_name = run("SenMVKU");
  short_name.expansion = "Senatsverwaltung für Mobilität";
  flow.blocks.push_back(paragraph({run("Die "), short_name, run(" plant.")}));
  const SetFlow set = pages_of(flow);
  std::size_t found = 0;
  for (const auto& [id, element] : set.elements) {
    if (element.expansion.empty()) continue;
    ++found;
    CHECK(element.role == ElementRole::Span);
    CHECK(element.expansion == short_name.expansion);
  }
  CHECK(found == 1);
}

TEST_CASE("failures: what cannot be set is told with the heading above it") {
  flow::Flow flow = empty_flow();
  flow.blocks.push_back(heading(1, "1", "Ziele", "ziele"));
  flow.blocks.push_back(paragraph("Eine Glyphe: \xF0\x9F\xA6\x84"));
  const Result<SetFlow> set = set_flow(flow, standard_theme());
  REQUIRE_FALSE(set.has_value());
  CHECK(set.error().code == "no-glyph");
  CHECK(set.error().place.node == "ziele");
  CHECK(set.error().place.title == "Ziele");
}

TEST_CASE("fact boxes: heads of rows are tagged as such, nothing is smaller than 10 pt, no row is torn") {
  flow::Flow flow = empty_flow();
  Sentences sentences(3);
  for (std::uint32_t i = 0; i < 20; ++i) {
    flow.blocks.push_back(paragraph(sentences.paragraph(1 + i % 4)));
    flow.blocks.push_back(facts_table("Senatskanzlei Berlin und viele andere Stellen mit langen Namen im Land", i));
  }
  const SetFlow set = pages_of(flow);
  std::map<typeset::ElementId, std::set<std::uint32_t>> pages_of_row;
  std::size_t heads = 0;
  for (const auto& [id, element] : set.elements) {
    if (element.role != ElementRole::HeaderCell) continue;
    ++heads;
    CHECK(element.row_scope);
    CHECK_FALSE(element.column_scope);
  }
  CHECK(heads == 20 * 5);
  for (const auto& [index, page] : set.collected.pages) {
    for (const typeset::Item& item : page.items) {
      const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
      if (glyphs == nullptr || item.owner.element == typeset::kNoElement) continue;
      CHECK(glyphs->size >= Length::points(10));
      typeset::ElementId row = item.owner.element;
      while (row != typeset::kNoElement && set.elements.at(row).role != ElementRole::TableRow) {
        row = set.elements.at(row).parent;
      }
      if (row != typeset::kNoElement) pages_of_row[row].insert(index);
    }
  }
  CHECK(pages_of_row.size() == 20 * 5);
  for (const auto& [row, pages] : pages_of_row) CHECK(pages.size() == 1);
}
