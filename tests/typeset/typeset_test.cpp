// Laws of the pages: no word is lost, nothing is untagged, nothing stands outside, the same input gives the same pages.
#include "typeset/typeset.h"

#include <algorithm>
#include <set>

#include "support/pages.h"
#include "support/sample_flow.h"
#include "typeset/joins_internal.h"

using namespace zielbaum;
using namespace zielbaum::test;
using typeset::ElementRole;

namespace {

/// Whether the element or one above it has the role.
bool is_within(const SetFlow& set, typeset::ElementId id, ElementRole role) {
  while (id != typeset::kNoElement) {
    const typeset::Element& element = set.elements.at(id);
    if (element.role == role) return true;
    id = element.parent;
  }
  return false;
}

/// All words that belong to elements outside of the contents list, in reading order: that in which blocks were opened,
/// since a row that goes over pages shows its cells in turns.
std::vector<std::string> words_of_pages(const SetFlow& set) {
  const GlyphTexts texts(set.fonts);
  std::map<typeset::ElementId, std::string> blocks;
  std::map<typeset::ElementId, std::string> notes;
  const auto block_of_element = [&](typeset::ElementId id) {
    const auto is_inline = [&] {
      const ElementRole role = set.elements.at(id).role;
      return role == ElementRole::Link || role == ElementRole::Reference || role == ElementRole::Span;
    };
    while (is_inline()) id = set.elements.at(id).parent;
    return id;
  };
  for (const auto& [index, page] : set.collected.pages) {
    for (const typeset::Item& item : page.items) {
      const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
      if (glyphs == nullptr || item.owner.element == typeset::kNoElement) continue;
      if (is_within(set, item.owner.element, ElementRole::Contents)) continue;
      auto& where = is_within(set, item.owner.element, ElementRole::Note) ? notes : blocks;
      where[block_of_element(item.owner.element)] += texts.of(*glyphs);
    }
  }
  std::string all;
  for (const auto* part : {&blocks, &notes}) {
    for (const auto& [id, text] : *part) all += text + '\n';
  }
  return words(all);
}

struct PlainText {
  std::string out;
  void add(const flow::Runs& runs) {
    for (const flow::Run& run : runs) {
      if (run.kind == flow::RunKind::Text) out += run.text;
      if (run.kind == flow::RunKind::LineBreak) out += ' ';
      if (run.kind == flow::RunKind::NoteMark) out += std::to_string(run.note + 1);
    }
    out += '\n';
  }
  void add(const flow::Blocks& blocks) {
    for (const flow::Block& block : blocks) std::visit([this](const auto& content) { add(content); }, block.content);
  }
  void add(const flow::Heading& heading) {
    out += heading.number + ' ';
    add(heading.runs);
  }
  void add(const flow::Paragraph& paragraph) { add(paragraph.runs); }
  void add(const flow::List& list) {
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      out += list.ordered ? std::to_string(list.start + static_cast<int>(i)) + ". " : "• ";
      add(list.items[i].blocks);
    }
  }
  void add(const flow::Table& table) {
    add(table.caption);
    for (const auto* rows : {&table.header, &table.rows}) {
      for (const flow::Row& row : *rows) {
        for (const flow::Cell& cell : row.cells) add(cell.blocks);
      }
    }
  }
  void add(const flow::Figure& figure) { add(figure.caption); }
  void add(const flow::Drawing& drawing) {
    for (const flow::Shape& shape : drawing.shapes) {
      if (const auto* label = std::get_if<flow::Label>(&shape)) out += label->text + '\n';
    }
    add(drawing.caption);
  }
  void add(const flow::Quote& quote) { add(quote.blocks); }
  void add(const flow::Code& code) { out += code.text + '\n'; }
  void add(const flow::Rule&) {}
  void add(const flow::Contents& contents) { out += contents.title + '\n'; }
  void add(const flow::PageBreak&) {}
};

std::vector<std::string> words_of_flow(const flow::Flow& flow) {
  PlainText plain;
  plain.add(flow.blocks);
  for (std::size_t i = 0; i < flow.notes.size(); ++i) {
    plain.out += std::to_string(i + 1) + ' ';
    plain.add(flow.notes[i].blocks);
  }
  return words(plain.out);
}

/// A comparison with tall rows, marks, every kind of block.
flow::Flow mixed_flow() {
  Sentences sentences(3);
  flow::Flow made = sample_flow(3);
  flow::Table table;
  table.role = flow::TableRole::Comparison;
  table.caption = {run("Synopse der beiden Fassungen")};
  table.shares = {2, 5, 5};
  table.header = {row({cell("Stelle", flow::Scope::Column), cell("Alte Fassung", flow::Scope::Column),
                       cell("Neue Fassung", flow::Scope::Column)})};
  for (int i = 0; i < 6; ++i) {
    flow::Run before = run("bisheriger Wortlaut");
    before.mark = flow::Mark::Deleted;
    flow::Run after = run("neuer Wortlaut");
    after.mark = flow::Mark::Inserted;
    flow::Cell old_cell;
    old_cell.blocks.push_back(
        paragraph(flow::Runs{run("Vorher: "), before, run(" " + sentences.paragraph(i == 3 ? 25 : 1))}));
    flow::Cell new_cell;
    if (i != 4) new_cell.blocks.push_back(paragraph(flow::Runs{run("Nachher: "), after}));
    table.rows.push_back(row({cell("Ziel 1." + std::to_string(i), flow::Scope::Row), old_cell, new_cell}));
  }
  made.blocks.push_back(heading(1, "", "Vergleich", "vergleich"));
  made.blocks.push_back(block_of(std::move(table)));
  flow::Quote quote;
  quote.blocks = {paragraph("Die Stadt gehört allen."), paragraph("Und allen gehört die Stadt.")};
  made.blocks.push_back(block_of(std::move(quote)));
  flow::Code code;
  code.text = "wenn a → b\n  dann c\n";
  made.blocks.push_back(block_of(std::move(code)));
  made.blocks.push_back(block_of(flow::Rule{}));
  made.blocks.push_back(paragraph("Teilhabe", flow::ParagraphRole::Term));
  flow::Run foreign = run("shared mobility hub");
  foreign.lang = "en";
  made.blocks.push_back(paragraph(flow::Runs{run("Ein „"), foreign, run("“ ist ein Umsteigeort; § 3 Abs. 2.")}));
  return made;
}

std::int64_t ink_width(const typeset::GlyphRun& run, const GlyphTexts& texts) {
  std::int64_t sum = 0;
  std::size_t count = run.glyphs.size();
  typeset::GlyphRun last = run;
  while (count > 0) {  // the space at a line's end is no ink
    last.glyphs = {run.glyphs[count - 1]};
    if (texts.of(last) != " ") break;
    --count;
  }
  for (std::size_t i = 0; i < count; ++i) sum += run.glyphs[i].advance;
  return sum * run.size.in_micropoints() / 1000;
}

}  // namespace

TEST_CASE("typeset: the words of the pages are the words of the Flow, in order") {
  const flow::Flow flow = mixed_flow();
  for (const model::Theme& theme : {standard_theme(), book_theme()}) {
    const Result<SetFlow> set = set_flow(flow, theme);
    REQUIRE(set.has_value());
    CHECK(words_of_pages(*set) == words_of_flow(flow));
  }
}

TEST_CASE("typeset: every item belongs to an element or is an artifact") {
  const Result<SetFlow> set = set_flow(mixed_flow(), standard_theme());
  REQUIRE(set.has_value());
  for (const auto& [index, page] : set->collected.pages) {
    for (const typeset::Item& item : page.items) {
      const bool owned = item.owner.element != typeset::kNoElement;
      CHECK(owned == (item.owner.artifact == typeset::Artifact::None));
      if (owned) CHECK(set->elements.contains(item.owner.element));
      if (const auto* link = std::get_if<typeset::LinkArea>(&item.content)) {
        CHECK_FALSE(link->description.empty());
        CHECK(set->elements.at(item.owner.element).role == ElementRole::Link);
      }
    }
  }
  for (const auto& [id, element] : set->elements) {
    if (id != typeset::kRoot) CHECK(element.parent < id);
  }
}

TEST_CASE("typeset: nothing stands outside of the page, no line is wider than its measure") {
  for (const flow::Orientation orientation : {flow::Orientation::Portrait, flow::Orientation::Landscape}) {
    flow::Flow flow = mixed_flow();
    flow.orientation = orientation;
    const model::Theme theme = standard_theme();
    const Result<SetFlow> set = set_flow(flow, theme);
    REQUIRE(set.has_value());
    const GlyphTexts texts(set->fonts);
    for (const auto& [index, page] : set->collected.pages) {
      CHECK((page.width > page.height) == (orientation == flow::Orientation::Landscape));
      for (const typeset::Item& item : page.items) {
        if (const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content)) {
          const Length right = glyphs->x + Length::micropoints(ink_width(*glyphs, texts));
          CHECK(glyphs->x >= theme.margin_left);
          CHECK(right <= page.width - theme.margin_right);
          const bool in_margins =
              item.owner.artifact == typeset::Artifact::Header || item.owner.artifact == typeset::Artifact::Footer;
          if (!in_margins) {
            CHECK(glyphs->y >= theme.margin_bottom);
            CHECK(glyphs->y + glyphs->size / 2 <= page.height - theme.margin_top);
          }
        } else if (const auto* rectangle = std::get_if<typeset::FilledRectangle>(&item.content)) {
          CHECK(rectangle->x >= Length());
          CHECK(rectangle->x + rectangle->width <= page.width);
          CHECK(rectangle->y >= Length());
          CHECK(rectangle->y + rectangle->height <= page.height);
        }
      }
    }
  }
}

TEST_CASE("typeset: beside what changed stands a bar, an artifact in the margin; nothing else moves") {
  flow::Flow plain = mixed_flow();
  flow::Flow marked = plain;
  const auto bars = [](const SetFlow& set) {
    std::vector<typeset::FilledRectangle> out;
    for (const auto& [index, page] : set.collected.pages) {
      for (const typeset::Item& item : page.items) {
        const auto* const rectangle = std::get_if<typeset::FilledRectangle>(&item.content);
        if (rectangle == nullptr || rectangle->x >= standard_theme().margin_left) continue;
        CHECK(item.owner.artifact == typeset::Artifact::Layout);
        CHECK(rectangle->x + rectangle->width < standard_theme().margin_left);
        out.push_back(*rectangle);
      }
    }
    return out;
  };
  std::size_t changed = 0;
  for (flow::Block& block : marked.blocks) {
    const bool is_furniture =
        std::holds_alternative<flow::PageBreak>(block.content) || std::holds_alternative<flow::Contents>(block.content);
    block.changed = !is_furniture;
    if (block.changed) ++changed;
  }
  const Result<SetFlow> without = set_flow(plain, standard_theme());
  const Result<SetFlow> with = set_flow(marked, standard_theme());
  REQUIRE(without.has_value());
  REQUIRE(with.has_value());
  CHECK(bars(*without).empty());
  CHECK(bars(*with).size() >= changed);
  CHECK(words_of_pages(*with) == words_of_pages(*without));
  CHECK(with->summary.destinations == without->summary.destinations);
}

TEST_CASE("typeset: new and dropped words are told by strokes, and by what is read; bold ones are neither") {
  flow::Run gone = run("[2025]");
  gone.mark = flow::Mark::Deleted;
  flow::Run came = run("Ende 2026 sowie 2027");
  came.mark = flow::Mark::Inserted;
  flow::Run bold = run(" fett");
  bold.strong = true;
  const auto set_runs = [](const flow::Runs& runs) {
    flow::Flow flow;
    flow.metadata.title = "Plan";
    flow.blocks.push_back(paragraph(runs));
    Result<SetFlow> set = set_flow(flow, standard_theme());
    REQUIRE(set.has_value());
    return std::move(*set);
  };
  const auto strokes = [](const SetFlow& set) {
    std::vector<Length> heights;
    for (const typeset::Item& item : set.collected.pages.at(0).items) {
      const auto* const stroke = std::get_if<typeset::FilledRectangle>(&item.content);
      if (stroke == nullptr) continue;
      CHECK(item.owner.artifact == typeset::Artifact::Layout);
      heights.push_back(stroke->y);
    }
    return heights;
  };
  CHECK(strokes(set_runs({run("Bis"), bold})).empty());
  const SetFlow set = set_runs({run("Bis "), gone, run(" "), came, bold});
  Length baseline;
  for (const typeset::Item& item : set.collected.pages.at(0).items)
    if (const auto* const glyphs = std::get_if<typeset::GlyphRun>(&item.content)) baseline = glyphs->y;
  const std::vector<Length> at = strokes(set);
  REQUIRE(at.size() == 3);
  CHECK((at[0] > baseline && at[1] < baseline && at[2] < at[1]));
  std::map<typeset::Decoration, std::vector<std::string>> read;
  for (const auto& [id, element] : set.elements) {
    if (element.actual_text.empty()) continue;
    CHECK(element.role == ElementRole::Span);
    read[set.elements.at(element.parent).decoration].push_back(element.actual_text);
  }
  CHECK(read[typeset::Decoration::LineThrough] == std::vector<std::string>{"gestrichen: [2025] (Ende)"});
  CHECK(read[typeset::Decoration::Underline] == std::vector<std::string>{"eingefügt: Ende", "2027 (Ende)"});
}

TEST_CASE("typeset: the same Flow gives the same pages") {
  const Result<SetFlow> first = set_flow(mixed_flow(), standard_theme());
  const Result<SetFlow> second = set_flow(mixed_flow(), standard_theme());
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  REQUIRE(first->collected.pages.size() == second->collected.pages.size());
  for (const auto& [index, page] : first->collected.pages) {
    const typeset::Page& other = second->collected.pages.at(index);
    CHECK(page.items == other.items);
    CHECK(page.new_elements == other.new_elements);
  }
  CHECK(first->summary.destinations == second->summary.destinations);
}

TEST_CASE("typeset: contents show the page on which the heading stands, and only their pages are held back") {
  const Result<SetFlow> set = set_flow(sample_flow(12), standard_theme());
  REQUIRE(set.has_value());
  const GlyphTexts texts(set->fonts);
  std::vector<std::string> numbers;
  std::vector<std::string> targets;
  const typeset::Page& contents = set->collected.pages.at(1);
  std::string last;
  for (const typeset::Item& item : contents.items) {
    if (const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
        glyphs != nullptr && item.owner.element != typeset::kNoElement) {
      last = texts.of(*glyphs);
    } else if (const auto* link = std::get_if<typeset::LinkArea>(&item.content)) {
      numbers.push_back(last);
      targets.push_back(link->target);
    }
  }
  REQUIRE(targets.size() == set->summary.bookmarks.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto found =
        std::find_if(set->summary.destinations.begin(), set->summary.destinations.end(),
                     [&](const typeset::Destination& place) { return "#" + place.anchor == targets[i]; });
    REQUIRE(found != set->summary.destinations.end());
    CHECK(numbers[i] == std::to_string(found->page + 1));
  }
  // The contents follow once their last heading stands somewhere; all other pages come in their order.
  std::vector<std::uint32_t> order = set->collected.order;
  CHECK(std::erase(order, 1u) == 1);
  CHECK(std::is_sorted(order.begin(), order.end()));
  CHECK(set->collected.order[1] != 1);
}

TEST_CASE("typeset: a footnote stands on the page of its mark") {
  const Result<SetFlow> set = set_flow(sample_flow(8), standard_theme());
  REQUIRE(set.has_value());
  std::size_t marks = 0;
  for (const auto& [index, page] : set->collected.pages) {
    for (const typeset::Item& item : page.items) {
      const auto* link = std::get_if<typeset::LinkArea>(&item.content);
      if (link == nullptr || !link->target.starts_with("#note:")) continue;
      ++marks;
      const auto found =
          std::find_if(set->summary.destinations.begin(), set->summary.destinations.end(),
                       [&](const typeset::Destination& place) { return "#" + place.anchor == link->target; });
      REQUIRE(found != set->summary.destinations.end());
      CHECK(found->page == index);
    }
  }
  CHECK(marks == 8);
}

TEST_CASE("typeset: no single line of a paragraph is left on a page, and a heading stands above its text") {
  const Result<SetFlow> set = set_flow(sample_flow(16), standard_theme());
  REQUIRE(set.has_value());
  std::map<typeset::ElementId, std::map<std::uint32_t, std::set<std::int64_t>>> lines;  // element, page, baselines
  for (const auto& [index, page] : set->collected.pages) {
    typeset::ElementId last_on_page = typeset::kNoElement;
    for (const typeset::Item& item : page.items) {
      const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
      if (glyphs == nullptr || item.owner.element == typeset::kNoElement) continue;
      if (is_within(*set, item.owner.element, ElementRole::Note)) continue;
      last_on_page = item.owner.element;
      if (set->elements.at(item.owner.element).role != ElementRole::Paragraph) continue;
      lines[item.owner.element][index].insert(glyphs->y.in_micropoints());
    }
    if (last_on_page != typeset::kNoElement) {
      const ElementRole role = set->elements.at(last_on_page).role;
      CHECK(!(role >= ElementRole::Heading1 && role <= ElementRole::Heading6));
    }
  }
  for (const auto& [element, pages] : lines) {
    if (pages.size() < 2) continue;
    CHECK(pages.begin()->second.size() >= 2);
    CHECK(pages.rbegin()->second.size() >= 2);
  }
}

TEST_CASE("typeset: a character without a glyph is named with the words around it") {
  flow::Flow flow;
  flow.blocks.push_back(paragraph("Ein Zeichen wie \xE1\x9A\xA0 hat keine Schrift."));
  const Result<SetFlow> set = set_flow(flow, standard_theme());
  REQUIRE_FALSE(set.has_value());
  CHECK(set.error().code == "no-glyph");
  const std::string text = render(set.error().message, Language::German);
  CHECK(text.find("U+16A0") != std::string::npos);
  CHECK(text.find("Zeichen wie") != std::string::npos);
  CHECK(set.error().place.node.empty());

  // The heading above it tells the node, wherever it stands: in a paragraph, a cell, a note, the heading itself.
  const std::string rune = "Rune \xE1\x9A\xA0";
  flow::Table table;
  table.shares = {1};
  table.rows = {row({cell(rune)})};
  flow::Run mark;
  mark.kind = flow::RunKind::NoteMark;
  flow::Contents contents;
  for (int where = 0; where < 4; ++where) {
    flow::Flow with;
    if (where == 3) with.blocks.push_back(block_of(contents));
    with.blocks.push_back(heading(1, "", "Vorwort", "vorwort-a1b2"));
    with.blocks.push_back(heading(2, "", where == 3 ? rune : "Kiezbox", "kiezbox-q2vh"));
    with.blocks.push_back(where == 1   ? block_of(table)
                          : where == 2 ? paragraph(flow::Runs{run("Text"), mark})
                                       : paragraph(where == 0 ? rune : "Text"));
    with.notes.emplace_back().blocks.push_back(paragraph(where == 2 ? rune : "Note"));
    with.blocks.push_back(heading(1, "", "Danach", "danach-c3d4"));
    const Result<SetFlow> failed = set_flow(with, standard_theme());
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().code == "no-glyph");
    CHECK(failed.error().place.node == "kiezbox-q2vh");
  }
}

TEST_CASE("typeset: a font file that is not the one named is refused") {
  model::Theme theme = standard_theme();
  theme.bold.sha256 = std::string(64, '0');
  const Result<SetFlow> set = set_flow(mixed_flow(), theme);
  REQUIRE_FALSE(set.has_value());
  CHECK(set.error().code == "other-font");
  CHECK(set.error().place.file == theme.bold.file);
}

TEST_CASE("typeset: a Flow that cannot be set is an error, not a crash") {
  flow::Flow flow;
  CHECK_FALSE(set_flow(flow, standard_theme()).has_value());
  flow::Run mark;
  mark.kind = flow::RunKind::NoteMark;
  mark.note = 3;
  flow.blocks = {paragraph(flow::Runs{run("Text"), mark})};
  CHECK_FALSE(set_flow(flow, standard_theme()).has_value());
  flow::Run number;
  number.kind = flow::RunKind::PageNumber;
  number.link = "#nirgends";
  flow.blocks = {paragraph(flow::Runs{run("Seite "), number})};
  CHECK_FALSE(set_flow(flow, standard_theme()).has_value());
  flow::Figure figure;
  figure.media = "kein-bild.png";
  figure.alt = "Nichts";
  flow.blocks = {block_of(figure)};
  CHECK_FALSE(set_flow(flow, standard_theme()).has_value());
}

TEST_CASE("typeset: a row taller than a page goes on, under the head printed again") {
  flow::Flow flow;
  flow::Table table;
  table.role = flow::TableRole::Plain;
  table.shares = {1, 1};
  table.header = {row({cell("Kopf", flow::Scope::Column), cell("Text", flow::Scope::Column)})};
  table.rows = {row({cell("A", flow::Scope::Row), cell(Sentences(9).paragraph(90))})};
  flow.blocks.push_back(block_of(table));
  const Result<SetFlow> set = set_flow(flow, standard_theme());
  REQUIRE(set.has_value());
  CHECK(set->summary.pages >= 3);
  CHECK(words_of_pages(*set) == words_of_flow(flow));
  const GlyphTexts texts(set->fonts);
  for (const auto& [index, page] : set->collected.pages) {
    const bool has_head = std::any_of(page.items.begin(), page.items.end(), [&](const typeset::Item& item) {
      const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
      return glyphs != nullptr && texts.of(*glyphs).starts_with("Kopf");
    });
    CHECK(has_head);
  }
}

TEST_CASE("typeset: columns are as wide as their words need, and short cells stay in one line") {
  flow::Flow flow;
  flow::Table table;
  table.role = flow::TableRole::Listing;
  table.header = {row({cell("Nr.", flow::Scope::Column), cell("Maßnahme", flow::Scope::Column),
                       cell("Zeitraum", flow::Scope::Column), cell("Status", flow::Scope::Column)})};
  for (int i = 8; i < 14; ++i) {
    table.rows.push_back(row({cell("M " + std::to_string(i)), cell(Sentences(2).paragraph(2)), cell("10/2022–09/2025"),
                              cell("abgeschlossen")}));
  }
  flow.blocks.push_back(block_of(table));
  const Result<SetFlow> set = set_flow(flow, standard_theme());
  REQUIRE(set.has_value());
  const GlyphTexts texts(set->fonts);
  std::map<typeset::ElementId, std::set<Length>> lines_of;  // of a paragraph
  std::map<typeset::ElementId, std::string> words_of;
  for (const auto& [index, page] : set->collected.pages) {
    for (const typeset::Item& item : page.items) {
      const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
      if (glyphs == nullptr || item.owner.element == typeset::kNoElement) continue;
      lines_of[item.owner.element].insert(glyphs->y);
      words_of[item.owner.element] += texts.of(*glyphs);
    }
  }
  std::size_t short_cells = 0;
  for (const auto& [element, lines] : lines_of) {
    if (words_of[element].size() > 20) {
      CHECK(lines.size() > 1);
      CHECK(lines.size() < 8);
    } else {
      INFO(words_of[element]);
      CHECK(lines.size() == 1);
      ++short_cells;
    }
  }
  CHECK(short_cells == 4 + 6 * 3);
}

TEST_CASE("typeset: no word of a table is lost, however many columns share a page") {
  for (const std::size_t columns : {std::size_t{1}, std::size_t{12}, std::size_t{40}, std::size_t{90}}) {
    for (const model::Theme& theme : {standard_theme(), book_theme()}) {
      flow::Flow flow;
      flow::Table table;
      for (int i = 0; i < 3; ++i) {
        flow::Row& cells = table.rows.emplace_back();
        for (std::size_t c = 0; c < columns; ++c) cells.cells.push_back(cell("Verwaltung 2025–2030"));
      }
      flow.blocks.push_back(block_of(table));
      const Result<SetFlow> set = set_flow(flow, theme);
      REQUIRE(set.has_value());
      const auto letters = [](const std::vector<std::string>& words) {
        std::string all;
        for (const std::string& word : words) all += word;
        return all;
      };
      CHECK(letters(words_of_pages(*set)) == letters(words_of_flow(flow)));
    }
  }
}

TEST_CASE("typeset: a table shows three rows at least below its heading, and two at least on its last page") {
  for (int lines = 20; lines < 48; ++lines) {
    for (const std::size_t count : {std::size_t{2}, std::size_t{4}, std::size_t{5}, std::size_t{30}}) {
      flow::Flow flow;
      for (int i = 0; i < lines; ++i) flow.blocks.push_back(paragraph("Zeile", flow::ParagraphRole::Small));
      flow.blocks.push_back(heading(3, "M 1", "Kiezbox", "kiezbox"));
      if (lines % 2 == 0) flow.blocks.push_back(paragraph("Mustertext", flow::ParagraphRole::Small));
      flow::Table table;
      table.role = count % 2 == 0 ? flow::TableRole::Listing : flow::TableRole::Facts;
      table.shares = {1, 1};
      for (std::size_t i = 0; i < count; ++i) {
        table.rows.push_back(row({cell("Zeitraum", flow::Scope::Row), cell("07/2022–09/2026")}));
      }
      flow.blocks.push_back(block_of(table));
      const Result<SetFlow> set = set_flow(flow, standard_theme());
      REQUIRE(set.has_value());
      std::map<std::uint32_t, std::set<typeset::ElementId>> rows;
      std::uint32_t page_of_heading = 0;
      for (const auto& [index, page] : set->collected.pages) {
        for (const typeset::Item& item : page.items) {
          typeset::ElementId id = item.owner.element;
          if (id == typeset::kNoElement) continue;
          if (set->elements.at(id).role == ElementRole::Heading3) page_of_heading = index;
          while (id != typeset::kNoElement && set->elements.at(id).role != ElementRole::TableRow) {
            id = set->elements.at(id).parent;
          }
          if (id != typeset::kNoElement) rows[index].insert(id);
        }
      }
      REQUIRE_FALSE(rows.empty());
      CHECK(rows.begin()->first == page_of_heading);
      CHECK(rows.begin()->second.size() >= std::min<std::size_t>(3, count));
      CHECK(rows.rbegin()->second.size() >= 2);
    }
  }
}

TEST_CASE("typeset: a note longer than its page goes on on the next one, and no word is lost") {
  flow::Flow flow;
  flow::Run mark;
  mark.kind = flow::RunKind::NoteMark;
  flow.blocks = {paragraph(flow::Runs{run("Kurzer Text"), mark}), paragraph("Danach.")};
  flow::Note note;
  for (int i = 0; i < 30; ++i) note.blocks.push_back(paragraph(Sentences(4).paragraph(4)));
  flow.notes.push_back(note);
  const Result<SetFlow> set = set_flow(flow, standard_theme());
  REQUIRE(set.has_value());
  CHECK(set->summary.pages > 1);
  CHECK(words_of_pages(*set) == words_of_flow(flow));
}

TEST_CASE("typeset: no line ends inside of what belongs together, however narrow the column") {
  const std::vector<std::string> tied = {"§ 3",      "Abs. 2",    "Nr. 14", "Art. 20",     "z. B.",
                                         "d. h.",    "u. a.",     "12 %",   "85 000 EUR",  "1,2 Mio. Euro",
                                         "(300 kW)", "3. August", "S. 112", "2025 – 2030", "2025– 2030",
                                         "„§§ 4“",   "10/2022",   "09/2025"};
  const std::vector<std::string> fill = {"und", "Verwaltung", "für", "Ort", "Bezirke", "im", "Berlin"};
  for (int width = 60; width < 110; width += 7) {
    flow::Flow flow;
    std::string text;
    for (std::size_t i = 0; i < 120; ++i) text += fill[i * i % fill.size()] + " " + tied[i % tied.size()] + " ";
    flow.blocks = {paragraph(text)};
    model::Theme theme = standard_theme();
    theme.body.size = Length::points(6);
    theme.margin_right = theme.page_width - theme.margin_left - Length::points(width);
    const Result<SetFlow> set = set_flow(flow, theme);
    REQUIRE(set.has_value());
    const GlyphTexts texts(set->fonts);
    std::map<std::pair<std::uint32_t, std::int64_t>, std::string> lines;
    for (const auto& [index, page] : set->collected.pages) {
      for (const typeset::Item& item : page.items) {
        const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
        if (glyphs == nullptr || item.owner.element == typeset::kNoElement) continue;
        lines[{index, -glyphs->y.in_micropoints()}] += texts.of(*glyphs);
      }
    }
    std::map<std::string, std::size_t> found;
    std::string all;
    for (const auto& [place, line] : lines) {
      all += line;
      for (const std::string& group : tied) found[group] += line.find(group) != std::string::npos ? 1 : 0;
    }
    CHECK(words(all) == words(text));  // the text itself is left as it is
    CHECK(lines.size() > 20);
    for (const std::string& group : tied) {
      INFO(group << " at " << width);
      CHECK(found[group] >= 120 / tied.size());
    }
  }
}

TEST_CASE("typeset: words that merely look like a group may be parted") {
  CHECK_FALSE(typeset::belong_together("2025", "wird", ""));
  CHECK_FALSE(typeset::belong_together("Berlin", "%", ""));
  CHECK_FALSE(typeset::belong_together("12", "mal", ""));
  CHECK_FALSE(typeset::belong_together("2025.", "Mai", ""));
  CHECK_FALSE(typeset::belong_together("2025", "–", "so"));
  CHECK_FALSE(typeset::belong_together("heute", "–", "2030"));
  CHECK_FALSE(typeset::belong_together("M3", "Euro", ""));
  CHECK_FALSE(typeset::belong_together("", "§", "3"));
}

TEST_CASE("typeset: what is tied is parted where a line could not hold it") {
  flow::Flow flow;
  flow.blocks = {paragraph("z. B. Verwaltungsvorschriften d. h. Rundschreiben")};
  model::Theme theme = standard_theme();
  theme.margin_right = theme.page_width - theme.margin_left - Length::points(60);
  const Result<SetFlow> set = set_flow(flow, theme);
  REQUIRE(set.has_value());
  CHECK(words_of_pages(*set) == words_of_flow(flow));
}

TEST_CASE("typeset: a word that no line holds is divided by the patterns of its own language") {
  // The parts of `word` in a column too narrow for it.
  const auto parts_of = [](const std::string& word, const std::string& lang, bool of_run) {
    flow::Flow flow;
    flow::Run only = run(word);
    if (of_run) only.lang = lang;
    flow.blocks = {paragraph(flow::Runs{only})};
    if (!of_run) flow.blocks.front().lang = lang;
    model::Theme theme = standard_theme();
    theme.margin_right = theme.page_width - theme.margin_left - Length::points(60);
    const Result<SetFlow> set = set_flow(flow, theme);
    REQUIRE(set.has_value());
    bool told = false;
    for (const auto& [id, element] : set->elements) told = told || (!lang.empty() && element.lang == lang);
    CHECK(told == !lang.empty());
    const GlyphTexts texts(set->fonts);
    std::vector<std::string> parts;
    for (const typeset::Item& item : set->collected.pages.at(0).items) {
      const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
      if (glyphs != nullptr && item.owner.element != typeset::kNoElement) parts.push_back(texts.of(*glyphs));
    }
    return parts;
  };
  const std::string soft = "\xC2\xAD";
  const std::string word = "Straßenverkehrsordnung";
  const std::vector<std::string> german = parts_of(word, "", false);
  REQUIRE(german.size() > 1);
  std::string joined;
  for (const std::string& part : german) joined += part;
  CHECK(words(joined) == std::vector<std::string>{word});
  CHECK((german[0] == "Straßen" + soft || german[0] == "Stra" + soft));
  for (const bool of_run : {false, true}) {
    const std::vector<std::string> other = parts_of(word, "fr", of_run);  // no dictionary: as much as the line holds
    REQUIRE(other.size() > 1);
    CHECK(other[0].size() > german[0].size());
  }
}

namespace {

flow::Drawing sample_drawing(std::int32_t height) {
  flow::Drawing drawing;
  drawing.height = height;
  drawing.alt = "Ein Baum aus zwei Zielen";
  drawing.caption = {run("Überblick")};
  for (const flow::Align align : {flow::Align::Left, flow::Align::Centre, flow::Align::Right}) {
    flow::Label label;
    label.x = 100;
    label.y = 40 + 60 * static_cast<std::int32_t>(align);
    label.width = 200;
    label.align = align;
    label.text = align == flow::Align::Centre ? "Senatsverwaltung für Mobilität und Verkehr" : "Lernorte";
    drawing.shapes.emplace_back(flow::Rectangle{100, label.y - 20, 200, 25, flow::Ink::Fill});
    drawing.shapes.emplace_back(label);
  }
  drawing.shapes.emplace_back(flow::Polygon{{{900, 0}, {1000, height / 2}, {900, height}}, flow::Ink::Accent});
  return drawing;
}

Length width_of(const typeset::GlyphRun& glyphs) {
  std::int64_t sum = 0;
  for (const typeset::Glyph& glyph : glyphs.glyphs) sum += glyph.advance;
  return glyphs.size * sum / 1000;
}

}  // namespace

TEST_CASE("typeset: a drawing is one figure that is never torn, and all its ink is the figure's and inside it") {
  for (int lines = 0; lines < 48; lines += 7) {
    flow::Flow flow;
    for (int i = 0; i < lines; ++i) flow.blocks.push_back(paragraph("Zeile"));
    flow.blocks.push_back(block_of(sample_drawing(700)));
    const Result<SetFlow> set = set_flow(flow, standard_theme());
    REQUIRE(set.has_value());
    std::vector<std::uint32_t> on_pages;
    for (const auto& [index, page] : set->collected.pages) {
      const typeset::FilledRectangle* ground = nullptr;
      std::size_t polygons = 0;
      for (const typeset::Item& item : page.items) {
        if (item.owner.element == typeset::kNoElement) continue;
        if (set->elements.at(item.owner.element).role != ElementRole::Figure) continue;
        if (const auto* rectangle = std::get_if<typeset::FilledRectangle>(&item.content)) {
          if (ground == nullptr) ground = rectangle;
          CHECK(rectangle->x >= ground->x);
          CHECK(rectangle->y >= ground->y);
          CHECK(rectangle->x + rectangle->width <= ground->x + ground->width);
          CHECK(rectangle->y + rectangle->height <= ground->y + ground->height);
        } else if (const auto* polygon = std::get_if<typeset::FilledPolygon>(&item.content)) {
          REQUIRE(ground != nullptr);
          ++polygons;
          for (const auto& corner : polygon->corners) {
            CHECK(polygon->x + corner.x >= ground->x);
            CHECK(polygon->x + corner.x <= ground->x + ground->width);
            CHECK(polygon->y + corner.y >= ground->y);
            CHECK(polygon->y + corner.y <= ground->y + ground->height);
          }
        } else if (const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content)) {
          REQUIRE(ground != nullptr);
          CHECK(glyphs->x >= ground->x);
          CHECK(glyphs->x + width_of(*glyphs) <= ground->x + ground->width);
        }
      }
      if (ground == nullptr) continue;
      on_pages.push_back(index);
      CHECK(polygons == 1);
      CHECK(ground->y >= standard_theme().margin_bottom);
      CHECK(ground->y + ground->height <= page.height - standard_theme().margin_top);
    }
    CHECK(on_pages.size() == 1);
  }
}

TEST_CASE("typeset: words in a drawing are never smaller than 8 points and never wider than their room") {
  for (const std::size_t depth : {0u, 1u, 6u, 9u}) {
    flow::Flow flow;
    flow::Block block = block_of(sample_drawing(400));
    for (std::size_t i = 0; i < depth; ++i) {
      flow::List list;
      list.items.emplace_back();
      list.items.back().blocks.push_back(std::move(block));
      block = block_of(std::move(list));
    }
    flow.blocks.push_back(std::move(block));
    const Result<SetFlow> set = set_flow(flow, standard_theme());
    REQUIRE(set.has_value());
    const GlyphTexts texts(set->fonts);
    typeset::FilledRectangle room;
    std::string all;
    for (const typeset::Item& item : set->collected.pages.at(0).items) {
      if (item.owner.element == typeset::kNoElement) continue;
      if (set->elements.at(item.owner.element).role != ElementRole::Figure) continue;
      if (const auto* rectangle = std::get_if<typeset::FilledRectangle>(&item.content)) room = *rectangle;
      const auto* glyphs = std::get_if<typeset::GlyphRun>(&item.content);
      if (glyphs == nullptr) continue;
      CHECK(glyphs->size >= Length::millipoints(7999));
      all += texts.of(*glyphs);
      if (texts.of(*glyphs) == " ") continue;
      CHECK(glyphs->x >= room.x);
      CHECK(glyphs->x + width_of(*glyphs) <= room.x + room.width);
      CHECK(glyphs->y > room.y);
      CHECK(glyphs->y + glyphs->size <= room.y + room.height + glyphs->size / 4);
    }
    CHECK(all.find("Lernorte ") != std::string::npos);
    CHECK(all.find("…") != std::string::npos);
  }
}

TEST_CASE("typeset: a drawing too tall for its page is made smaller as a whole") {
  flow::Flow flow;
  flow.blocks.push_back(block_of(sample_drawing(3000)));
  const Result<SetFlow> set = set_flow(flow, standard_theme());
  REQUIRE(set.has_value());
  CHECK(set->summary.pages == 1);
  const model::Theme theme = standard_theme();
  for (const typeset::Item& item : set->collected.pages.at(0).items) {
    if (const auto* rectangle = std::get_if<typeset::FilledRectangle>(&item.content)) {
      CHECK(rectangle->y >= theme.margin_bottom);
    }
  }
}
