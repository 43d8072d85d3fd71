// What --only leaves: laws of the filter, on a store in memory.
#include <algorithm>

#include "base/file.h"
#include "model/paths.h"
#include "support/catch.h"
#include "support/source_folder.h"
#include "workspace/concerning.h"

using namespace zielbaum;
using workspace::Workspace;

namespace {

const store::Act kUpdating{{"Ada Muster", "ada@example.org"}, 1'767'225'600};
using WordList = std::vector<std::string>;
using Nodes = std::vector<std::string>;

constexpr const char* kParties =
    "<parties xmlns=\"urn:zielbaum:parties:1\">\n"
    "  <party id=\"alt\" kind=\"office\" successor=\"neu\">\n    <short>SenAlt</short>\n    <name>Amt von "
    "früher</name>\n"
    "  </party>\n"
    "  <party id=\"neu\" kind=\"office\">\n    <short>SenNeu</short>\n    <name>Amt von heute</name>\n  </party>\n"
    "  <party id=\"schule\" kind=\"office\">\n    <short>SenSchule</short>\n    <name>Amt für Schule</name>\n  "
    "</party>\n"
    "</parties>\n";

void assign(Workspace& workspace, const char* node, WordList assignments) {
  REQUIRE(workspace::set_fields(workspace, node, assignments, kUpdating).has_value());
}

/// Saved with two goals and four measures; then a measure moved, one renamed, one new, one dropped, one handed over.
Workspace updated() {
  std::unique_ptr<store::Store> store = store::create_memory();
  const std::vector<store::Write> files = {
      {"schemas/types/stadt.xml", *read_file(std::string(test::kSourceFolder) + "/tests/cli/stadt.xml")},
      {std::string(model::kPartiesFile), kParties},
      {std::string(model::kWorkspaceFile),
       "<workspace xmlns=\"urn:zielbaum:workspace:1\" format=\"1\">\n  <publisher>Stadt</publisher>\n</workspace>\n"}};
  REQUIRE(store->write_working(files, kUpdating, "test", {"start"}).has_value());
  Workspace workspace("memory", std::move(store));
  REQUIRE(workspace::add_document(workspace, {"stadt", "plan", "Digitale Stadt", "de"}, kUpdating).has_value());
  const auto add = [&](const char* kind, const char* under, const char* id) {
    REQUIRE(workspace::add_node(workspace, {kind, under, "", id, id}, 0, kUpdating).has_value());
  };
  add("goal", "plan", "lernorte");
  add("goal", "plan", "verkehr");
  for (const char* id : {"kiezbox", "werkstatt", "beratung"}) add("measure", "lernorte", id);
  for (const char* id : {"kiezbox", "werkstatt", "beratung"}) assign(workspace, id, {"status=running"});
  assign(workspace, "kiezbox", {"involved=alt"});
  assign(workspace, "beratung", {"involved=schule"});
  REQUIRE(workspace::save(workspace, "Anfang", kUpdating).has_value());

  REQUIRE(workspace::move_node(workspace, "kiezbox", {.under = "verkehr"}, kUpdating).has_value());
  assign(workspace, "lernorte", {"title=Orte"});
  assign(workspace, "beratung", {"involved=neu"});
  REQUIRE(workspace::remove_node(workspace, "werkstatt", kUpdating).has_value());
  add("measure", "verkehr", "ampel");
  return workspace;
}

workspace::WholeComparison compared(const Workspace& workspace) {
  Result<workspace::WholeComparison> all =
      workspace::compare_whole(workspace, DocumentId{"plan"}, *workspace::resolve(workspace, "saved"), {});
  REQUIRE(all.has_value());
  return std::move(*all);
}

Nodes nodes_of(const workspace::WholeComparison& comparison) {
  Nodes nodes;
  for (const diff::Change& change : comparison.changes.nodes) nodes.push_back(change.node.text);
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

Nodes left(const Workspace& workspace, const WordList& words) {
  const Result<workspace::WholeComparison> some = workspace::concerning(workspace, compared(workspace), words);
  REQUIRE(some.has_value());
  return nodes_of(*some);
}

}  // namespace

TEST_CASE("only: no words leave everything; each word leaves a part of it") {
  const Workspace workspace = updated();
  const Nodes all = {"ampel", "beratung", "kiezbox", "lernorte", "werkstatt"};
  CHECK(left(workspace, {}) == all);
  for (const char* word : {"moved", "measure", "SenNeu", "M 1", "plan"}) {
    const Nodes some = left(workspace, {word});
    CHECK(std::includes(all.begin(), all.end(), some.begin(), some.end()));
  }
  CHECK(left(workspace, {"plan"}) == all);
}

TEST_CASE("only: kinds of change and of node by name and by what people call them") {
  const Workspace workspace = updated();
  for (const char* word : {"moved", "verschoben", "Verschoben", "change:moved"})
    CHECK(left(workspace, {word}) == Nodes{"kiezbox"});
  for (const char* word : {"added", "neu", "change:neu"}) CHECK(left(workspace, {word}) == Nodes{"ampel"});
  for (const char* word : {"removed", "entfallen", "entfernt"}) CHECK(left(workspace, {word}) == Nodes{"werkstatt"});
  for (const char* word : {"goal", "Ziel", "Ziele", "kind:ziel"}) CHECK(left(workspace, {word}) == Nodes{"lernorte"});
  CHECK(left(workspace, {"Maßnahmen"}) == Nodes{"ampel", "beratung", "kiezbox", "werkstatt"});
}

TEST_CASE("only: a party concerns what names it now or before; who was renamed is the same") {
  const Workspace workspace = updated();
  CHECK(left(workspace, {"schule"}) == Nodes{"beratung"});
  CHECK(left(workspace, {"Amt für Schule"}) == Nodes{"beratung"});
  for (const char* word : {"SenNeu", "SenAlt", "alt", "party:neu", "amt von früher"})
    CHECK(left(workspace, {word}) == Nodes{"beratung", "kiezbox"});
}

TEST_CASE("only: a node is meant with all that is or was below it") {
  const Workspace workspace = updated();
  CHECK(left(workspace, {"lernorte"}) == Nodes{"beratung", "kiezbox", "lernorte", "werkstatt"});
  CHECK(left(workspace, {"plan/verkehr"}) == Nodes{"ampel", "kiezbox"});
  CHECK(left(workspace, {"Ziel 2"}) == Nodes{"ampel", "kiezbox"});
  CHECK(left(workspace, {"werkstatt"}) == Nodes{"werkstatt"});
}

TEST_CASE("only: words of one sort add up, different sorts narrow each other, in any order") {
  const Workspace workspace = updated();
  CHECK(left(workspace, {"moved", "added"}) == Nodes{"ampel", "kiezbox"});
  CHECK(left(workspace, {"moved", "SenNeu"}) == Nodes{"kiezbox"});
  CHECK(left(workspace, {"SenNeu", "added", "moved"}) == Nodes{"kiezbox"});
  CHECK(left(workspace, {"goal", "moved"}).empty());
}

TEST_CASE("only: an unknown word is refused with what there is, or what comes near") {
  const Workspace workspace = updated();
  const Result<workspace::WholeComparison> none = workspace::concerning(workspace, compared(workspace), {"xyzzy"});
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().kind == ErrorKind::Usage);
  CHECK(none.error().code == "unknown-filter");
  const std::string hint = render(*none.error().hint, Language::English);
  for (const char* word : {"moved", "measure", "SenNeu"}) CHECK(hint.find(word) != std::string::npos);
  const Result<workspace::WholeComparison> near = workspace::concerning(workspace, compared(workspace), {"SenSchul"});
  REQUIRE_FALSE(near.has_value());
  CHECK(render(*near.error().hint, Language::English).find("SenSchule") != std::string::npos);
  CHECK_FALSE(workspace::concerning(workspace, compared(workspace), {"kind:moved"}).has_value());
}

TEST_CASE("only: over several documents a word is understood once, and leaves nothing where it means nothing") {
  Workspace workspace = updated();
  std::vector<workspace::WholeComparison> both;
  both.push_back(compared(workspace));
  const workspace::State now;
  both.push_back(*workspace::compare_whole(workspace, DocumentId{"plan"}, now, now));
  REQUIRE(both.back().changes.empty());
  const auto some = workspace::concerning(workspace, std::move(both), {"werkstatt"});
  REQUIRE(some.has_value());
  CHECK(nodes_of(some->front()) == Nodes{"werkstatt"});
  CHECK(some->back().changes.empty());
}
