#include <algorithm>
#include <map>

#include "diff/diff.h"
#include "random_documents.h"
#include "support/catch.h"
#include "support/rounds.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

/// Both reading orders list the same changes.
std::vector<diff::Change> by_node(const diff::Changes& changes) {
  std::vector<diff::Change> out = changes.nodes;
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.node < b.node; });
  return out;
}

void check_laws(const model::Document& before, const model::Document& after) {
  const diff::Changes changes = diff::compare(before, after);
  const Result<model::Document> applied = diff::apply(before, changes);
  REQUIRE(applied.has_value());
  CHECK(*applied == after);

  const diff::Changes back = diff::compare(after, before);
  CHECK(by_node(diff::reversed(changes)) == by_node(back));
  CHECK(diff::reversed(diff::reversed(changes)) == changes);
  const Result<model::Document> undone = diff::apply(after, diff::reversed(changes));
  REQUIRE(undone.has_value());
  CHECK(*undone == before);

  CHECK(changes.empty() == (before == after));
  CHECK(diff::compare(after, after).empty());
  for (const diff::Change& change : changes.nodes) CHECK_FALSE(diff::what(change).empty());
}

/// Every node of both versions stands once in the outline; those that left a place stand there once more.
void check_outline(const model::Document& before, const model::Document& after) {
  std::vector<model::NodeIndex> new_order;
  std::map<model::NodeIndex, int> old_seen;
  std::size_t old_places = 0;
  std::vector<std::string> path;  // the node that stands last at each depth
  for (const diff::Step& step : diff::outline(before, after)) {
    REQUIRE(step.depth <= path.size());
    path.resize(step.depth);
    const model::Document& side = step.after == model::kNoNode || step.old_place ? before : after;
    const model::NodeIndex index = &side == &before ? step.before : step.after;
    const model::NodeIndex parent = side.nodes[index].parent;
    if (step.depth > 0) CHECK(side.nodes[parent].id.text == path.back());
    if (step.depth == 0) CHECK(parent == model::kNoNode);
    path.push_back(side.nodes[index].id.text);
    if (step.old_place) {
      ++old_places;
      continue;
    }
    if (step.after != model::kNoNode) {
      new_order.push_back(step.after);
      CHECK(step.depth == model::depth_of(after, step.after));
    }
    if (step.before != model::kNoNode) ++old_seen[step.before];
  }
  CHECK(new_order.size() == after.nodes.size());
  CHECK(std::is_sorted(new_order.begin(), new_order.end()));
  CHECK(old_seen.size() == before.nodes.size());
  const diff::Changes changes = diff::compare(before, after);
  const auto displaced = std::count_if(changes.nodes.begin(), changes.nodes.end(),
                                       [](const auto& c) { return c.moved() || c.reordered(); });
  CHECK(old_places == static_cast<std::size_t>(displaced));
}

model::Node node(const std::string& id, model::NodeIndex parent) {
  model::Node out;
  out.kind = "goal";
  out.id.text = id;
  out.title = id;
  out.parent = parent;
  return out;
}

model::Document flat(const std::vector<int>& children) {
  model::Document out;
  out.nodes.push_back(node("root", model::kNoNode));
  for (const int child : children) out.nodes.push_back(node("c" + std::to_string(child), 0));
  return out;
}

}  // namespace

TEST_CASE("diff: apply(before, compare(before, after)) is after, for any two documents") {
  Random random(1);
  for (int round = 0; round < rounds(1500); ++round) {
    const std::size_t pool = 2 + pick(random, 30);
    const model::Document before = random_document(random, pool, 1 + pick(random, pool));
    const model::Document after = random_document(random, pool, 1 + pick(random, pool));
    check_laws(before, after);
    if (round % 5 == 0) check_outline(before, after);
  }
}

TEST_CASE("diff: apply(before, compare(before, after)) is after, for scripts of edits") {
  Random random(2);
  std::size_t next_id = 0;
  for (int round = 0; round < rounds(1500); ++round) {
    const model::Document before = random_document(random, 40, 1 + pick(random, 40));
    model::Document after = before;
    for (std::size_t edits = pick(random, 8); edits > 0; --edits) random_edit(random, after, next_id);
    check_laws(before, after);
    if (round % 5 == 0) check_outline(before, after);
  }
}

TEST_CASE("diff: changes of the whole document are applied and reversed") {
  model::Document before = flat({1});
  model::Document after = before;
  after.type = "goal-strategy";
  after.type_version = 2;
  after.lang = "en";
  after.layout = model::Layout::Sharded;
  check_laws(before, after);
  CHECK(diff::compare(before, after).nodes.empty());
}

TEST_CASE("diff: no smaller set of reordered nodes explains the new order") {
  std::vector<int> order = {0, 1, 2, 3, 4, 5, 6};
  const model::Document before = flat(order);
  do {
    // Brute force: the largest set that is in order in both.
    std::size_t most_kept = 0;
    for (unsigned kept = 0; kept < (1u << order.size()); ++kept) {
      std::vector<int> chosen;
      for (std::size_t i = 0; i < order.size(); ++i)
        if ((kept >> i & 1u) != 0) chosen.push_back(order[i]);
      if (chosen.size() > most_kept && std::is_sorted(chosen.begin(), chosen.end())) most_kept = chosen.size();
    }
    const diff::Changes changes = diff::compare(before, flat(order));
    if (changes.nodes.size() != order.size() - most_kept) FAIL_CHECK("not minimal");
    for (const diff::Change& change : changes.nodes) CHECK(change.reordered());
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("diff: a node that moved and was reworded is one change, and renumbering is none") {
  model::Document before;
  before.nodes = {node("root", model::kNoNode), node("ziel-1", 0), node("kiezbox", 1),
                  node("werkstatt", 1),         node("ziel-2", 0), node("bibliothek", 4)};
  model::Document after = before;
  std::vector<model::Node> moved = cut(after, 2);
  moved.front().title = "Kiezbox 2.0";
  moved.front().prose = ContentId{std::string(40, 'b')};
  paste(after, moved, 3, 0);

  const diff::Changes changes = diff::compare(before, after);
  REQUIRE(changes.nodes.size() == 1);
  const diff::Change& change = changes.nodes.front();
  CHECK(change.node.text == "kiezbox");
  CHECK(change.moved());
  CHECK(change.place.before == diff::Place{NodeId{"ziel-1"}, 0});
  CHECK(change.place.after == diff::Place{NodeId{"ziel-2"}, 0});
  CHECK(diff::what(change) == std::vector<std::string_view>{"moved", "retitled", "reworded"});
}

TEST_CASE("diff: children that stay below a parent that moved are no changes") {
  model::Document before;
  before.nodes = {node("root", model::kNoNode), node("a", 0), node("b", 1), node("c", 2), node("d", 0)};
  model::Document after = before;
  const std::vector<model::Node> moved = cut(after, 2);
  paste(after, moved, 2, 0);
  const diff::Changes changes = diff::compare(before, after);
  REQUIRE(changes.nodes.size() == 1);
  CHECK(changes.nodes.front().node.text == "b");
}

TEST_CASE("diff: changes stand in reading order, removed nodes where they were") {
  model::Document before;
  before.nodes = {
      node("root", model::kNoNode), node("a", 0), node("a1", 1), node("a2", 1), node("b", 0), node("b1", 4)};
  model::Document after = before;
  after.nodes[5].title = "neu";
  cut(after, 3);
  after.nodes[1].title = "anders";
  paste(after, {node("a3", 0)}, 1, 9);
  std::vector<std::string> order;
  for (const diff::Change& change : diff::compare(before, after).nodes) order.push_back(change.node.text);
  CHECK(order == std::vector<std::string>{"a", "a2", "a3", "b1"});
}

TEST_CASE("diff: changes made from another version are refused and name the node") {
  Random random(3);
  const model::Document before = flat({1, 2, 3});
  model::Document after = before;
  after.nodes[2].title = "Neu gefasst";
  const diff::Changes changes = diff::compare(before, after);

  model::Document other = before;
  other.nodes[2].title = "Inzwischen anders";
  const Result<model::Document> refused = diff::apply(other, changes);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ErrorKind::Conflict);
  CHECK(refused.error().place.node == "c2");

  CHECK_FALSE(diff::apply(flat({1}), changes).has_value());
  const diff::Changes removal = diff::compare(before, flat({1, 3}));
  model::Document with_child = before;
  paste(with_child, {node("spaeter", 0)}, 2, 0);
  CHECK_FALSE(diff::apply(with_child, removal).has_value());
  CHECK_FALSE(diff::apply(flat({2, 1, 3}), removal).has_value());
  CHECK_FALSE(diff::apply(flat({1, 2, 3, 4}), diff::compare(before, flat({1, 2, 3, 4}))).has_value());
}

TEST_CASE("diff: changes put together by hand that make a circle or a gap are refused") {
  model::Document before;
  before.nodes = {node("root", model::kNoNode), node("a", 0), node("b", 0)};
  diff::Changes circle;
  circle.nodes.resize(2);
  circle.nodes[0].node.text = "a";
  circle.nodes[0].place = {diff::Place{NodeId{"root"}, 0}, diff::Place{NodeId{"b"}, 0}};
  circle.nodes[1].node.text = "b";
  circle.nodes[1].place = {diff::Place{NodeId{"root"}, 1}, diff::Place{NodeId{"a"}, 0}};
  CHECK_FALSE(diff::apply(before, circle).has_value());
  diff::Changes gap;
  gap.nodes.resize(1);
  gap.nodes[0].node.text = "b";
  gap.nodes[0].place = {diff::Place{NodeId{"root"}, 1}, diff::Place{NodeId{"root"}, 7}};
  CHECK_FALSE(diff::apply(before, gap).has_value());
}
