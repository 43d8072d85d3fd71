// Three versions side by side say of each step what two columns say of it.
#include <algorithm>

#include "compose/update.h"
#include "diff/random_documents.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

using Cells = std::vector<std::string>;
std::vector<Cells> read(const flow::Flow& flow) {
  std::vector<Cells> rows;
  for (const flow::Row& row : first_table(flow).rows) {
    rows.emplace_back();
    for (const flow::Cell& cell : row.cells) rows.back().push_back(marked_words(cell));
  }
  return rows;
}

compose::ComparisonOptions options_of(bool only_changed) {
  compose::ComparisonOptions options;
  options.old_name = "Geltende Fassung";
  options.middle_name = "Entwurf";
  options.new_name = "Nach Mitzeichnung";
  options.only_changed = only_changed;
  return options;
}

flow::Flow three(Update& update, const model::Document& first, const model::Document& second,
                 const model::Document& third, const compose::ComparisonOptions& options) {
  const compose::Source a = update.source(first, "decided");
  const compose::Source b = update.source(second, "draft");
  const compose::Source c = update.source(third, "draft");
  const diff::Changes to_second = diff::compare(first, second);
  const diff::Changes to_third = diff::compare(second, third);
  const Result<flow::Flow> made = compose::synopsis_of_three({a, b, c, to_second, to_third}, options);
  REQUIRE(made.has_value());
  CHECK(flow::broken_rules(*made).empty());
  return *made;
}

std::vector<Cells> two(Update& update, bool only_changed) {
  return read(*compose::synopsis(update.source(update.before, "decided"), update.source(update.after, "draft"),
                                 diff::compare(update.before, update.after), options_of(only_changed)));
}

}  // namespace

TEST_CASE("three columns: with the middle version as the new one the first two read as the Synopse of two") {
  for (const bool only_changed : {true, false}) {
    Update update;
    std::vector<Cells> rows = read(three(update, update.before, update.after, update.after, options_of(only_changed)));
    for (Cells& row : rows) row.pop_back();
    CHECK(rows == two(update, only_changed));
  }
}

TEST_CASE("three columns: with the middle version as the old one the outer two read as the Synopse of two") {
  for (const bool only_changed : {true, false}) {
    Update update;
    std::vector<Cells> rows = read(three(update, update.before, update.before, update.after, options_of(only_changed)));
    for (Cells& row : rows) {
      // What the third has anew, it has anew against the second.
      if (row[0] == "–") row[0] = row[1];
      row.erase(row.begin() + 1);
    }
    CHECK(rows == two(update, only_changed));
  }
}

TEST_CASE("three columns: each reads as its version, and only the second and third may say that nothing changed") {
  Update update;
  model::Document last = update.after;
  const auto set_text = [&](model::Document& document, const char* id, const std::string& text) {
    document.nodes[model::find_node(document, NodeId{id})].prose = update.prose.add(text);
  };
  set_text(update.before, "beratung", "Eins.\n\nZwei gilt.\n\nDrei geht.\n\nVier bleibt.\n\nSechs.\n");
  set_text(update.after, "beratung", "Eins.\n\nZwei gilt nun.\n\nVier bleibt.\n\nFünf kommt.\n\nSechs.\n");
  set_text(last, "beratung", "Eins ganz neu.\n\nZwei gilt nun.\n\nVier bleibt.\n\nSechs.\n\nSieben kommt.\n");
  const std::vector<Cells> rows = read(three(update, update.before, update.after, last, options_of(true)));
  std::vector<Cells> prose;
  for (const Cells& row : rows) {
    CHECK(row[0] != "unverändert");
    for (const char* word : {"Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben"})
      if ((row[0] + row[1] + row[2]).find(word) != std::string::npos) {
        prose.push_back(row);
        break;
      }
  }
  CHECK(prose == std::vector<Cells>{{"Eins.", "unverändert", "Eins* ganz neu*."},
                                    {"Zwei gilt.", "Zwei gilt* nun*.", "unverändert"},
                                    {"[Drei geht.]", "entfällt", "–"},
                                    {"– (neu)", "*Fünf kommt.*", "entfällt"},
                                    {"–", "– (neu)", "*Sieben kommt.*"}});
}

TEST_CASE("three columns: a node that came and went, one that moved twice, and the reasons") {
  Update update;
  // The first step moves the Kiezbox and drops the Werkstatt; the second one moves it back and drops the new measure.
  compose::ComparisonOptions options = options_of(true);
  options.reasons = {{NodeId{"kiezbox"}, {"Wieder wie vorher."}}};
  const flow::Flow flow = three(update, update.before, update.after, update.before, options);
  std::map<std::string, Cells> by_anchor;
  for (const flow::Row& row : first_table(flow).rows) {
    REQUIRE(row.cells.size() == 4);
    if (!row.anchor.empty())
      by_anchor[row.anchor] = {marked_words(row.cells[0]), marked_words(row.cells[1]), marked_words(row.cells[2])};
    CHECK(row.cells[3].blocks.empty() == (row.anchor != "kiezbox"));
  }
  CHECK(by_anchor.at("kiezbox") == Cells{"M 1 Kiezbox", "M 3 Kiezbox / bisher M 1", "M 1 Kiezbox / bisher M 3"});
  CHECK(by_anchor.at("kiezbox.old") == Cells{"M 1 Kiezbox", "jetzt M 3", "jetzt M 1"});
  CHECK(by_anchor.at("kiezbox.middle") == Cells{"bisher M 1", "M 3 Kiezbox", "jetzt M 1"});
  CHECK(by_anchor.at("werkstatt")[1] == "entfällt");
  CHECK(by_anchor.at("werkstatt")[2].find("Werkstatt") != std::string::npos);
  const std::string text = flow::plain_text(flow);
  CHECK(text.find("Von „Geltende Fassung“ zu „Entwurf“") != std::string::npos);
  CHECK(text.find("Von „Entwurf“ zu „Nach Mitzeichnung“") != std::string::npos);
}

TEST_CASE("three columns: of any three versions, each step reads as the Synopse of two, in the order of the third") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Update update;
    std::vector<ContentId> texts;
    for (const char* text :
         {"Eins steht.\n\nZwei gilt.\n", "Zwei gilt nun.\n\nDrei kommt.\n", "Eins steht.\n\nVier.\n"})
      texts.push_back(update.prose.add(text));
    const auto with_texts = [&](model::Document document) {
      const auto put = [&](std::optional<ContentId>& prose) {
        if (prose && !update.prose.read(*prose)) prose = texts[pick(random, texts.size())];
      };
      for (model::Node& node : document.nodes) {
        put(node.prose);
        for (model::ProseTranslation& translation : node.translations) put(translation.prose);
      }
      return document;
    };
    std::size_t next_id = 0;
    update.before = with_texts(random_document(random, 20, 12));
    update.after = update.before;
    for (int i = 0; i < 5; ++i) random_edit(random, update.after, next_id);
    update.after = with_texts(update.after);
    if (diff::compare(update.before, update.after).nodes.empty()) continue;  // edits that undid one another
    model::Document last = update.after;
    for (int i = 0; i < 5; ++i) random_edit(random, last, next_id);
    last = with_texts(last);

    // Fields of a node that became another kind have no order that all comparisons agree on.
    const auto sorted = [](std::vector<Cells> list) {
      std::sort(list.begin(), list.end());
      return list;
    };
    const std::vector<Cells> wanted = sorted(two(update, true));
    std::vector<Cells> rows = read(three(update, update.before, update.after, update.after, options_of(true)));
    for (Cells& row : rows) row.pop_back();
    CHECK(sorted(rows) == wanted);
    rows = read(three(update, update.before, update.before, update.after, options_of(true)));
    for (Cells& row : rows) {
      if (row[0] == "–") row[0] = row[1];
      row.erase(row.begin() + 1);
    }
    CHECK(sorted(rows) == wanted);

    const flow::Flow whole = three(update, update.before, update.after, last, options_of(false));
    std::vector<std::string> order;
    for (const flow::Row& row : first_table(whole).rows)
      if (model::find_node(last, NodeId{row.anchor}) != model::kNoNode) order.push_back(row.anchor);
    std::vector<std::string> expected;
    for (std::size_t i = 1; i < last.nodes.size(); ++i) expected.push_back(last.nodes[i].id.text);
    if (!order.empty() && order.front() == last.nodes.front().id.text) order.erase(order.begin());
    CHECK(order == expected);
  }
}
