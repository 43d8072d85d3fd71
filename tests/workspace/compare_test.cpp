// That a comparison of what has changed says the same as one of the whole documents, over random edits of a real one.
#include <filesystem>
#include <random>

#include "base/file.h"
#include "model/paths.h"
#include "support/catch.h"
#include "workspace/workspace.h"
#include "xml/xml.h"

using namespace zielbaum;
using workspace::Comparison;
using workspace::Workspace;

namespace {

const store::Act kEditing{{"Ada Muster", "ada@example.org"}, 1'767'225'600};
const DocumentId kStrategy{"smart-city-strategie"};
const Date kToday{2026, 1, 1};

Result<std::string> read_resource(std::string_view path) {
  return read_file(std::string(ZIELBAUM_SOURCE_DIR) + "/" + std::string(path));
}

Workspace berlin() {
  const std::filesystem::path root = ZIELBAUM_SOURCE_DIR;
  std::vector<store::Write> files;
  for (const char* folder : {"documents", "schemas"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder))
      if (entry.is_regular_file())
        files.push_back({entry.path().lexically_relative(root).string(), *read_file(entry.path())});
  }
  std::unique_ptr<store::Store> store = store::create_memory();
  REQUIRE(store->write_working(files, kEditing, "test", {"start"}).has_value());
  Workspace workspace("memory", std::move(store));
  REQUIRE(workspace::save(workspace, "Start", kEditing).has_value());
  return workspace;
}

/// Edits the working copy. What cannot be done (a goal below a measure, a node that others link to) is left undone.
class Editor {
 public:
  Editor(Workspace& workspace, std::uint32_t seed) : workspace_(workspace), random_(seed) {}

  [[nodiscard]] std::size_t done() const { return done_; }

  void edit() {
    const workspace::Loaded loaded = *workspace::load(workspace_, kStrategy, {});
    const model::Node& node = any_of(loaded);
    const model::Node& other = any_of(loaded);
    switch (up_to(9)) {
      case 0:
        tried(workspace::move_node(workspace_, node.id.text, other.id.text, "", kEditing));
        break;
      case 1:
        tried(workspace::remove_node(workspace_, node.id.text, kEditing));
        break;
      case 2:
        for (const char* kind : {"goal", "measure", "section"})
          tried(workspace::add_node(
              workspace_, {kind, node.id.text, "", "Neu & anders", "neu-" + std::to_string(up_to(999))}, 0, kEditing));
        break;
      case 3:
        tried(workspace::set_fields(workspace_, node.id.text, {"title=" + node.title + " (neu)"}, kEditing));
        break;
      case 4:
        tried(workspace::set_fields(workspace_, node.id.text, {"short=Kurz"}, kEditing));
        break;
      case 5:
        tried(workspace::link_nodes(workspace_, node.id.text, "relates", other.id.text, kEditing));
        break;
      case 6:
        for (const model::Link& link : node.links)
          tried(workspace::unlink_nodes(workspace_, node.id.text, link.role, link.to.node.text, kEditing));
        break;
      case 7:
        write("documents/smart-city-strategie/text/" + node.id.text + ".en.md", "In English.\n");
        break;
      default:
        write("documents/smart-city-strategie/text/" + node.id.text + ".md",
              "Ein Satz.\n\nSiehe [dort](node:" + other.id.text + ").\n");
    }
  }

 private:
  std::uint32_t up_to(std::uint32_t end) { return static_cast<std::uint32_t>(random_()) % end; }
  const model::Node& any_of(const workspace::Loaded& loaded) {
    return loaded.document.nodes[up_to(static_cast<std::uint32_t>(loaded.document.nodes.size()))];
  }
  template <typename T>
  void tried(const Result<T>& result) {
    if (result) ++done_;
  }
  void write(const std::string& path, const std::string& text) {
    tried(workspace_.store().write_working({{path, text}}, kEditing, "test", {"text"}));
  }

  Workspace& workspace_;
  std::minstd_rand random_;
  std::size_t done_ = 0;
};

std::string told(const Workspace& workspace, const Comparison& comparison) {
  std::string out;
  const auto text = workspace::comparison_text(workspace, comparison, Language::German);
  REQUIRE(text.has_value());
  for (const compose::TextLine& line : *text) {
    for (const compose::TextSpan& span : line) out += span.text;
    out += '\n';
  }
  const auto lines = workspace::change_lines(workspace, comparison, Language::German);
  REQUIRE(lines.has_value());
  for (const compose::ChangeLine& line : *lines) out += line.node.text + ": " + line.text + "\n";
  for (const diff::Change& change : comparison.changes.nodes) {
    out += workspace::name_of(comparison, change);
    for (const std::string& what : *workspace::what_happened(workspace, comparison, change)) out += ", " + what;
    out += '\n';
  }
  for (const auto& write : {workspace::synopsis, workspace::change_list}) {
    const Result<std::string> file = write(workspace, comparison, kToday, {}, read_resource);
    REQUIRE(file.has_value());
    out += *file;
  }
  return out;
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
      const auto whole = workspace::compare(workspace, kStrategy, from, to);
      if (!whole) continue;  // an edit left it invalid
      const auto part = workspace::compare(workspace, kStrategy, from, to, workspace::ComparedPart::Changes);
      REQUIRE(part.has_value());
      CHECK(part->changes == whole->changes);
      CHECK(told(workspace, *part) == told(workspace, *whole));
      CHECK(part->after.document.nodes.size() < whole->after.document.nodes.size());
    }
  }
}
