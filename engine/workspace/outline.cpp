#include "workspace/outline_internal.h"

#include <memory>

#include "model/paths.h"
#include "workspace/files.h"

namespace zielbaum::workspace {

namespace {

constexpr std::size_t kLong = 1 << 15;  // bytes of a tree: shorter ones are read as fast anew

// Two things are kept of a version's tree: its table, and its bytes, to read single nodes from.
std::string table_name(const ContentId& content) {
  return "outlines/" + content.text;
}
std::string bytes_name(const ContentId& content) {
  return "trees/" + content.text;
}

/// Opened when something is read first.
xml::Outline::ReadSpan kept_bytes(const store::Store& store, const ContentId& content) {
  const auto opened = std::make_shared<store::ReadPart>();
  return [&store, content, opened](std::size_t at, std::size_t size) {
    if (!*opened) *opened = store.kept_parts(bytes_name(content));
    return (*opened)(at, size);
  };
}

}  // namespace

std::string_view TreeFile::head() const {
  return kept.empty() ? std::string_view(bytes) : xml::Outline::head_in(kept);
}

Result<TreeFile> read_tree(const Workspace& workspace, const State& state, const DocumentId& document) {
  const std::string path = model::document_path(document);
  TreeFile out;
  if (!state) {
    out.bytes = TRY(workspace.store().read_working(path));
    return out;
  }
  const store::File file = TRY(find_at(workspace, *state, path));
  out.content = file.content;
  out.kept = workspace.store().kept(table_name(file.content)).value_or("");
  if (!xml::Outline::head_in(out.kept).empty()) return out;
  out.kept.clear();
  out.bytes = TRY(workspace.store().read(file.content));
  return out;
}

std::optional<xml::Outline> outline_of(const Workspace& workspace, TreeFile tree, const model::DocumentType& type,
                                       const DocumentId& document) {
  store::Store& store = workspace.store();
  const bool kept = !tree.kept.empty();
  std::optional<xml::Outline> out =
      kept ? xml::Outline::of_table(std::move(tree.kept), type, kept_bytes(store, *tree.content))
           : xml::Outline::of(std::move(tree.bytes), type);
  if (!out || out->nodes().front().id != document.text) return std::nullopt;
  if (!kept && tree.content && out->bytes()->size() >= kLong) {
    if (const std::string table = out->table(type); !table.empty()) {
      store.keep(bytes_name(*tree.content), *out->bytes());
      store.keep(table_name(*tree.content), table);
    }
  }
  return out;
}

void forget_outline(const Workspace& workspace, const std::optional<ContentId>& content) {
  if (content) workspace.store().keep(table_name(*content), "");
}

}  // namespace zielbaum::workspace
