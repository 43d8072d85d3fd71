// The Berlin strategy in a workspace in memory, and random edits of it.
#pragma once

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"
#include "support/catch.h"
#include "support/source_folder.h"
#include "workspace/workspace.h"

namespace zielbaum::test {

inline const store::Act kEditing{{"Ada Muster", "ada@example.org"}, 1'767'225'600};
inline const DocumentId kStrategy{"smart-city-strategie"};
inline workspace::Workspace berlin() {
  const std::filesystem::path root = test::kSourceFolder;
  std::vector<store::Write> files;
  for (const char* folder : {"documents", "schemas"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder))
      if (entry.is_regular_file())
        files.push_back({entry.path().lexically_relative(root).string(), *read_file(entry.path())});
  }
  std::unique_ptr<store::Store> store = store::create_memory();
  REQUIRE(store->write_working(files, kEditing, "test", {"start"}).has_value());
  workspace::Workspace workspace("memory", std::move(store));
  REQUIRE(workspace::save(workspace, "Start", kEditing).has_value());
  return workspace;
}

/// Edits the working copy. What cannot be done (a goal below a measure, a node that others link to) is left undone.
class Editor {
 public:
  /// `to_save`: none after which the document cannot be saved.
  Editor(workspace::Workspace& workspace, std::uint32_t seed, bool to_save = false)
      : workspace_(workspace), random_(seed), to_save_(to_save) {}

  [[nodiscard]] std::size_t done() const { return done_; }

  /// Only such as leave each node where it is.
  void edit_what_nodes_say() {
    static constexpr std::uint32_t kKinds[] = {3, 4, 5, 6, 8};
    edit(kKinds[up_to(5)]);
  }

  void edit() { edit(up_to(9)); }

 private:
  void edit(std::uint32_t kind) {
    const workspace::Loaded loaded = *workspace::load(workspace_, kStrategy, {});
    const model::Node& node = any_of(loaded);
    const model::Node& other = any_of(loaded);
    switch (kind) {
      case 0:
        tried(workspace::move_node(workspace_, node.id.text, {.under = other.id.text}, kEditing));
        break;
      case 1:
        tried(workspace::remove_node(workspace_, node.id.text, kEditing));
        break;
      case 2:
        for (const char* added : {"goal", "measure", "section"})
          tried(workspace::add_node(
              workspace_, {added, node.id.text, "", "Neu & anders", "neu-" + std::to_string(up_to(999))}, 0, kEditing));
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
        // A translation that its node does not list.
        if (!to_save_) write("documents/smart-city-strategie/text/" + node.id.text + ".en.md", "In English.\n");
        break;
      default:
        write("documents/smart-city-strategie/text/" + node.id.text + ".md",
              "Ein Satz.\n\nSiehe [dort](node:" + other.id.text + ").\n");
    }
  }

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

  workspace::Workspace& workspace_;
  std::minstd_rand random_;
  bool to_save_;
  std::size_t done_ = 0;
};

}  // namespace zielbaum::test
