// Laws of the drawn chapters: what is drawn stands beside the drawing too, nothing reaches over its edge, and however
// large a document is, its overview fits on a page.
#include <algorithm>
#include <map>

#include "compose/compose.h"
#include "compose/drawings_internal.h"
#include "schema/schema.h"
#include "support/catch.h"
#include "support/documents.h"

using namespace zielbaum;

namespace {

class NoProse final : public model::ProseSource {
 public:
  Result<std::string> read(const ContentId&) const override { return std::string(); }
};

struct DrawingWorld {
  model::DocumentType type = test::city_type();
  model::Parties parties;
  model::Settings settings;
  NoProse prose;
  model::Document document;
  model::Edition edition;

  DrawingWorld() {
    document.type = type.name;
    edition.as_of = Date{2024, 5, 0};
    add(model::kNoNode, "strategie", "stadt", "Gemeinsam Digital: Musterstadt");
  }

  model::Node& add(model::NodeIndex parent, const char* kind, std::string id, std::string title) {
    model::Node node;
    node.parent = parent;
    node.kind = kind;
    node.id.text = std::move(id);
    node.title = std::move(title);
    document.nodes.push_back(std::move(node));
    return document.nodes.back();
  }
  [[nodiscard]] model::NodeIndex last() const { return static_cast<model::NodeIndex>(document.nodes.size() - 1); }

  /// `areas` fields of action with `projects` projects each.
  void grow(std::size_t areas, std::size_t projects) {
    for (std::size_t a = 0; a < areas; ++a) {
      const std::string area = "feld-" + std::to_string(a);
      add(0, "handlungsfeld", area, "Begegnungs- und Lernorte im Kiez");
      const model::NodeIndex parent = last();
      for (std::size_t p = 0; p < projects; ++p) {
        model::Node& node = add(parent, "leitprojekt", area + "-" + std::to_string(p), "Kiezbox und Reallabor");
        const auto year = static_cast<std::int16_t>(2020 + p % 5);
        node.fields = {{"zeitraum", {Period{Date{year, 3, 0}, Date{static_cast<std::int16_t>(year + 2), 0, 0}}}},
                       {"stand-der-dinge", {model::Choice{"laufend"}}}};
      }
    }
  }

  [[nodiscard]] compose::Source source() const {
    return {document,     type,        schema::counts(document, type), parties, settings, prose, nullptr, edition,
            std::nullopt, std::nullopt};
  }
};

template <typename Content>
std::vector<const Content*> all(const flow::Blocks& blocks) {
  std::vector<const Content*> found;
  for (const flow::Block& block : blocks) {
    if (const auto* const content = std::get_if<Content>(&block.content)) found.push_back(content);
  }
  return found;
}

/// All words of a drawing, with a space between two labels.
std::string words(const flow::Drawing& drawing) {
  std::string text;
  for (const flow::Shape& shape : drawing.shapes) {
    if (const auto* const label = std::get_if<flow::Label>(&shape)) text += label->text + " ";
  }
  return text;
}

std::string words(const flow::Runs& runs) {
  std::string text;
  for (const flow::Run& run : runs) text += run.text;
  return text;
}

/// The links of a list to any depth, in order.
void add_links(const flow::List& list, std::vector<std::string>& links) {
  for (const flow::ListItem& item : list.items) {
    for (const flow::Block& block : item.blocks) {
      if (const auto* const inner = std::get_if<flow::List>(&block.content)) add_links(*inner, links);
      if (const auto* const paragraph = std::get_if<flow::Paragraph>(&block.content)) {
        links.push_back(paragraph->runs.front().link);
      }
    }
  }
}

std::size_t count(const flow::Drawing& drawing, flow::Ink ink) {
  return static_cast<std::size_t>(std::count_if(drawing.shapes.begin(), drawing.shapes.end(), [&](const auto& shape) {
    const auto* const rectangle = std::get_if<flow::Rectangle>(&shape);
    return rectangle != nullptr && rectangle->ink == ink;
  }));
}

/// The flow's rules for these blocks alone: what they link to is not among them.
std::vector<std::string> broken(const flow::Blocks& blocks) {
  flow::Flow flow;
  flow.blocks = blocks;
  std::vector<std::string> sentences = flow::broken_rules(flow);
  sentences.erase(std::remove_if(sentences.begin(), sentences.end(),
                                 [](const std::string& one) { return one.find("has no target") != std::string::npos; }),
                  sentences.end());
  return sentences;
}

bool stands_in(const std::string& words, const std::string& text) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("overview: drawing and list name the same nodes in the same order") {
  DrawingWorld world;
  world.grow(3, 2);
  const flow::Blocks blocks = compose::overview(world.source());
  CHECK(broken(blocks).empty());
  REQUIRE(all<flow::Drawing>(blocks).size() == 1);
  const flow::Drawing& drawing = *all<flow::Drawing>(blocks)[0];
  std::vector<std::string> links;
  add_links(*all<flow::List>(blocks).at(0), links);
  REQUIRE(links.size() == 9);
  const std::vector<std::string> numbers = schema::numbers(world.document, world.type, "de");
  std::size_t at = 0;
  const std::string drawn = words(drawing);
  for (model::NodeIndex i = 1; i < world.document.nodes.size(); ++i) {
    CHECK(links[i - 1] == "#" + world.document.nodes[i].id.text);
    at = drawn.find(numbers[i] + " ", at);
    CHECK(at != std::string::npos);
  }
  CHECK(words(drawing.caption) == "3\u00A0Handlungsfelder, 6\u00A0Leitprojekte");
  CHECK(drawing.alt ==
        "Baumdiagramm zu „Gemeinsam Digital: Musterstadt“: 3\u00A0Handlungsfelder, 6\u00A0Leitprojekte. Dasselbe steht "
        "darunter als Liste.");
}

TEST_CASE("overview: kinds that it does not show are passed over, those below them are not") {
  DrawingWorld world;
  world.add(0, "handlungsfeld", "a", "Feld");
  world.add(1, "handlungsfeld", "b", "Teil");
  world.add(2, "leitprojekt", "c", "Projekt");
  world.type.overview = {"leitprojekt"};
  std::vector<std::string> links;
  add_links(*all<flow::List>(compose::overview(world.source())).at(0), links);
  CHECK(links == std::vector<std::string>{"#c"});
  world.type.overview = {"baustein"};
  CHECK(compose::overview(world.source()).empty());
  world.type.overview.clear();
  CHECK(compose::overview(world.source()).empty());
}

TEST_CASE("overview: levels that do not fit on a page are counted, and it says so") {
  DrawingWorld world;
  world.grow(12, 5);
  const flow::Blocks blocks = compose::overview(world.source());
  CHECK(broken(blocks).empty());
  const flow::Drawing& drawing = *all<flow::Drawing>(blocks).at(0);
  CHECK(stands_in("5\u00A0Leitprojekte", words(drawing)));
  CHECK_FALSE(stands_in("Kiezbox", words(drawing)));
  CHECK(stands_in("nur die oberen Ebenen", words(drawing.caption)));
  std::vector<std::string> links;
  add_links(*all<flow::List>(blocks).at(0), links);
  CHECK(links.size() == 12);
}

TEST_CASE("overview: of ten thousand nodes as many are drawn as fit, the rest is told") {
  DrawingWorld world;
  world.grow(2000, 4);
  const flow::Blocks blocks = compose::overview(world.source());
  CHECK(broken(blocks).empty());
  const flow::Drawing& drawing = *all<flow::Drawing>(blocks).at(0);
  std::vector<std::string> links;
  add_links(*all<flow::List>(blocks).at(0), links);
  CHECK(links.size() > 15);
  CHECK(stands_in("und " + std::to_string(2000 - links.size()) + " weitere", words(drawing)));
  CHECK(stands_in("2000\u00A0Handlungsfelder, 8000\u00A0Leitprojekte", drawing.alt));
}

TEST_CASE("drawings: every document gives such as keep the rules and are the same twice") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    DrawingWorld world;
    world.document = test::random_document(world.type, 1 + seed * 7 % 300, seed);
    CAPTURE(seed);
    const flow::Blocks tree = compose::overview(world.source());
    const flow::Blocks bars = compose::timeline(world.source());
    for (const std::string& sentence : broken(tree)) FAIL_CHECK(sentence);
    for (const std::string& sentence : broken(bars)) FAIL_CHECK(sentence);
    CHECK(tree == compose::overview(world.source()));
    CHECK(bars == compose::timeline(world.source()));
  }
}

TEST_CASE("timeline: each node with a period has a bar and a row; those without have none") {
  DrawingWorld world;
  world.grow(2, 2);
  world.add(1, "leitprojekt", "ohne", "Ohne Zeitraum");
  const flow::Blocks blocks = compose::timeline(world.source());
  CHECK(broken(blocks).empty());
  REQUIRE(all<flow::Drawing>(blocks).size() == 1);
  REQUIRE(all<flow::Table>(blocks).size() == 1);
  const flow::Table& table = *all<flow::Table>(blocks)[0];
  const flow::Drawing& drawing = *all<flow::Drawing>(blocks)[0];
  REQUIRE(table.rows.size() == 4);
  CHECK(count(drawing, flow::Ink::Accent) == 4);
  for (const flow::Row& row : table.rows) {
    const auto& name = std::get<flow::Paragraph>(row.cells.front().blocks.front().content).runs.front();
    CHECK(row.cells.front().scope == flow::Scope::Row);
    CHECK(stands_in(name.text, words(drawing)));
  }
  CHECK_FALSE(stands_in("Ohne Zeitraum", words(drawing)));
  CHECK(stands_in("2020 2021 2022", words(drawing)));
}

TEST_CASE("timeline: periods are told so that they can be read aloud, open ends in words") {
  DrawingWorld world;
  const auto told = [&](Period period) {
    DrawingWorld one;
    one.add(0, "leitprojekt", "a", "Kiezbox").fields = {{"zeitraum", {period}}};
    const flow::Blocks blocks = compose::timeline(one.source());
    const flow::Row& row = all<flow::Table>(blocks).at(0)->rows.at(0);
    return words(std::get<flow::Paragraph>(row.cells.at(1).blocks.front().content).runs);
  };
  CHECK(told({Date{2022, 7, 0}, Date{2026, 9, 0}}) == "Juli\u00A02022 bis September\u00A02026");
  CHECK(told({Date{2022, 0, 0}, std::nullopt}) == "ab 2022, Ende\u00A0offen");
  CHECK(told({std::nullopt, Date{2026, 9, 3}}) == "bis 3.\u00A0September\u00A02026, Beginn\u00A0offen");
}

TEST_CASE("timeline: what is planned, finished or a pilot is told by shape and words, not by colour") {
  DrawingWorld world;
  world.add(0, "leitprojekt", "a", "A").fields = {{"zeitraum", {Period{Date{2022, 0, 0}, Date{2023, 0, 0}}}}};
  const flow::Drawing plain = *all<flow::Drawing>(compose::timeline(world.source())).at(0);
  const auto with = [&](model::Field field) {
    DrawingWorld marked = world;
    marked.document.nodes[1].fields.push_back(std::move(field));
    return compose::timeline(marked.source());
  };
  for (model::Field field :
       {model::Field{"stand-der-dinge", {model::Choice{"geplant"}}},
        model::Field{"stand-der-dinge", {model::Choice{"fertig"}}}, model::Field{"pilot", {model::Flag{true}}}}) {
    const flow::Blocks blocks = with(field);
    const flow::Drawing& drawing = *all<flow::Drawing>(blocks).at(0);
    CHECK(drawing.shapes.size() > plain.shapes.size() + 2);  // the bar's own and the legend's
    CHECK(broken(blocks).empty());
  }
  CHECK(stands_in("abgeschlossen",
                  words(*all<flow::Drawing>(with({"stand-der-dinge", {model::Choice{"fertig"}}})).at(0))));
  CHECK(stands_in("Pilotmaßnahme", words(*all<flow::Drawing>(with({"pilot", {model::Flag{true}}})).at(0))));
  CHECK_FALSE(stands_in("Pilotmaßnahme", words(*all<flow::Drawing>(with({"pilot", {model::Flag{false}}})).at(0))));
}

TEST_CASE("timeline: an open end is an arrow, and the day shown is the edition's") {
  DrawingWorld world;
  world.add(0, "leitprojekt", "a", "A").fields = {{"zeitraum", {Period{Date{2022, 0, 0}, Date{2025, 0, 0}}}}};
  const auto arrows = [&] {
    const flow::Drawing drawing = *all<flow::Drawing>(compose::timeline(world.source())).at(0);
    return std::count_if(drawing.shapes.begin(), drawing.shapes.end(),
                         [](const flow::Shape& shape) { return std::holds_alternative<flow::Polygon>(shape); });
  };
  CHECK(arrows() == 0);
  CHECK(stands_in("Stand: Mai 2024", words(*all<flow::Drawing>(compose::timeline(world.source())).at(0))));
  world.edition.as_of = Date{2031, 1, 1};
  CHECK_FALSE(stands_in("Stand", words(*all<flow::Drawing>(compose::timeline(world.source())).at(0))));
  world.document.nodes[1].fields = {{"zeitraum", {Period{Date{2022, 0, 0}, std::nullopt}}}};
  CHECK(arrows() == 2);  // the bar's and the legend's
  CHECK(all<flow::Drawing>(compose::timeline(world.source())).at(0)->alt ==
        "Balkendiagramm von 2022 bis 2022: 1\u00A0Leitprojekt, davon 1 mit offenem Ende. Die Tabelle darunter nennt "
        "jeden "
        "Zeitraum.");
}

TEST_CASE("timeline: a long one is divided into drawings of about the same height on the same axis") {
  DrawingWorld world;
  world.grow(20, 5);
  const flow::Blocks blocks = compose::timeline(world.source());
  CHECK(broken(blocks).empty());
  const auto drawings = all<flow::Drawing>(blocks);
  const auto tables = all<flow::Table>(blocks);
  REQUIRE(drawings.size() >= 3);
  REQUIRE(tables.size() == drawings.size());
  std::size_t rows = 0;
  std::int32_t least = flow::Drawing::kTallest;
  for (std::size_t i = 0; i < drawings.size(); ++i) {
    CHECK(stands_in("Teil " + std::to_string(i + 1) + " von", words(drawings[i]->caption)));
    CHECK(stands_in("2020 2021 2022 2023 2024 2025 2026", words(*drawings[i])));
    rows += tables[i]->rows.size();
    least = std::min(least, drawings[i]->height);
  }
  CHECK(rows == 100);
  CHECK(least > flow::Drawing::kTallest / 2);
}
