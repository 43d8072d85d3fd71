// That a comparison of what has changed says the same as one of the whole documents, over random edits of a real one.
#include "berlin_edits.h"
#include "model/paths.h"
#include "publishing/publishing.h"
#include "support/source_folder.h"
#include "workspace/report.h"

using namespace zielbaum;
using namespace zielbaum::test;
using workspace::Comparison;
using workspace::Workspace;

namespace {

std::string told(const Workspace& workspace, const Comparison& comparison) {
  std::string out;
  const auto text = workspace::comparison_text(workspace, comparison, Language::German);
  REQUIRE(text.has_value());
  for (const compose::TextLine& line : *text) {
    for (const compose::TextSpan& span : line) out += span.text;
    out += '\n';
  }
  for (const diff::Change& change : comparison.changes.nodes) {
    out += workspace::name_of(comparison, change);
    for (const std::string& what : *workspace::what_happened(workspace, comparison, change)) out += ", " + what;
    out += '\n';
  }
  const auto report = workspace::report_changes(workspace, comparison, Language::German);
  REQUIRE(report.has_value());
  out += std::to_string(report->counts.nodes.size());
  return out;
}

/// That what was read in part says of its nodes what the whole does.
void check_part(const workspace::LoadedPart& part, const workspace::LoadedPart& whole) {
  for (std::size_t i = 0; i < part.document.nodes.size(); ++i) {
    model::Node node = part.document.nodes[i];
    const model::NodeIndex there = model::find_node(whole.document, node.id);
    REQUIRE(there != model::kNoNode);
    node.parent = whole.document.nodes[there].parent;
    CHECK(node == whole.document.nodes[there]);
    CHECK(part.numbers[i] == whole.numbers[there]);
  }
}

}  // namespace

TEST_CASE("a comparison of what has changed says what one of all says") {
  Workspace workspace = berlin();
  const workspace::State before = *workspace::resolve(workspace, "saved");
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    Editor editor(workspace, seed);
    while (editor.done() < 3) editor.edit();
    const Result<workspace::Saved> saved = workspace::save(workspace, "Weiter", kEditing);
    const workspace::State after = saved ? workspace::State{saved->version} : workspace::State{};
    for (const auto& [from, to] :
         {std::pair{before, after}, std::pair{after, before}, std::pair{before, workspace::State{}}}) {
      INFO("seed " << seed);
      const auto whole = workspace::compare_whole(workspace, kStrategy, from, to);
      if (!whole) continue;  // an edit left it invalid
      const auto part = workspace::compare(workspace, kStrategy, from, to);
      REQUIRE(part.has_value());
      CHECK(part->changes == whole->changes);
      CHECK(told(workspace, *part) == told(workspace, *whole));
      CHECK(part->after().document.nodes.size() < whole->after().document.nodes.size());
      check_part(part->before(), whole->before());
      check_part(part->after(), whole->after());
    }
  }
}

TEST_CASE("what is kept of versions compared makes no comparison wrong, whatever becomes of it") {
  Workspace workspace = berlin();
  const workspace::State before = *workspace::resolve(workspace, "saved");
  Editor editor(workspace, 7);
  while (editor.done() < 5) editor.edit();
  const workspace::State after = workspace::save(workspace, "Weiter", kEditing).value().version;
  const std::string whole = told(workspace, *workspace::compare_whole(workspace, kStrategy, before, after));
  const auto check = [&] {
    const auto part = workspace::compare(workspace, kStrategy, before, after);
    REQUIRE(part.has_value());
    CHECK(told(workspace, *part) == whole);
  };
  check();
  store::Store& store = workspace.store();
  const std::string id = store.find(*after, model::document_path(kStrategy)).value().content.text;
  const std::string table = store.kept("outlines/" + id).value_or("");
  const std::string bytes = store.kept("trees/" + id).value_or("");
  REQUIRE_FALSE(table.empty());
  REQUIRE_FALSE(bytes.empty());
  check();  // from what is kept

  for (const std::string& damaged : {std::string(bytes.size(), ' '), std::string()}) {
    store.keep("trees/" + id, damaged);
    check();
    check();
    CHECK(store.kept("trees/" + id) == bytes);  // kept anew
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, table.size() / 2, table.size() - 1}) {
    store.keep("outlines/" + id, table.substr(0, size));
    check();
    CHECK(store.kept("outlines/" + id) == table);  // kept anew
  }
}
