// Why nodes were changed, told beside the changes.
#include "compose/update.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

const NodeId kKiezbox{"kiezbox"};
const std::vector<std::string> kWhy = {"Der Betrieb geht an die Bezirke über.", "So beschlossen."};

Result<flow::Flow> composed(Update& update, const compose::Reasons& reasons, decltype(compose::synopsis) compose) {
  compose::ComparisonOptions options;
  options.reasons = reasons;
  return compose(update.source(update.before, "decided"), update.source(update.after, "draft"),
                 diff::compare(update.before, update.after), options);
}

}  // namespace

TEST_CASE("reasons: a third column has each of them once, beside the heading of its node") {
  Update update;
  const Result<flow::Flow> flow = composed(update, {{kKiezbox, kWhy}}, compose::synopsis);
  REQUIRE(flow.has_value());
  CHECK(flow::broken_rules(*flow).empty());
  const flow::Table& table = first_table(*flow);
  CHECK(table.shares.size() == 3);
  for (const flow::Row& row : table.rows) {
    REQUIRE(row.cells.size() == 3);
    CHECK(row.cells[2].blocks.size() == (row.anchor == "kiezbox" ? 2 : 0));
  }
  CHECK(flow::plain_text(*flow).find("Begründung: " + kWhy[0]) != std::string::npos);
}

TEST_CASE("reasons: without one, or of nodes that did not change, the Synopse is as ever") {
  Update update;
  const flow::Flow without = composed(update, {}, compose::synopsis).value();
  CHECK(first_table(without).shares.size() == 2);
  CHECK(composed(update, {{NodeId{"lernorte"}, kWhy}, {NodeId{"fort"}, kWhy}}, compose::synopsis).value() == without);
}

TEST_CASE("reasons: the list tells them behind the last change of their node") {
  Update update;
  const auto lines =
      compose::change_lines(update.source(update.before, "decided"), update.source(update.after, "draft"),
                            diff::compare(update.before, update.after), Language::German, {{kKiezbox, kWhy}});
  REQUIRE(lines.has_value());
  for (std::size_t i = 0; i < lines->size(); ++i) {
    const bool is_last = (*lines)[i].node == kKiezbox && (i + 1 == lines->size() || (*lines)[i + 1].node != kKiezbox);
    CHECK((*lines)[i].reason == (is_last ? kWhy : std::vector<std::string>{}));
    if (is_last) {
      CHECK(compose::told_reason((*lines)[i], Language::German) ==
            std::vector<std::string>{"Begründung: " + kWhy[0], kWhy[1]});
    }
  }
  const Result<flow::Flow> list = composed(update, {{kKiezbox, kWhy}}, compose::change_list);
  REQUIRE(list.has_value());
  CHECK(flow::broken_rules(*list).empty());
  CHECK(flow::plain_text(*list).find("Begründung: " + kWhy[0]) != std::string::npos);
}
