#include "workspace/outline_internal.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

#include "base/digest.h"
#include "model/paths.h"
#include "workspace/files_internal.h"

namespace zielbaum::workspace {

namespace {

using model::kNoNode;
using model::NodeIndex;

constexpr std::size_t kLong = 1 << 15;  // bytes of a tree: shorter ones are read as fast anew

// Two things are kept of a version's tree: what stands here, and its bytes, to read single nodes from.
std::string table_name(const ContentId& content) {
  return "outlines/" + content.text;
}
std::string bytes_name(const ContentId& content) {
  return "trees/" + content.text;
}

/// A kept table: this, the nodes, and the text that they point into, which begins with the kinds and the head. In the
/// byte order of this machine: it is never taken elsewhere.
struct KeptSizes {
  std::uint32_t nodes, kinds, head, text;
};
struct KeptNode {
  Outline::Span own;       ///< in the file
  Outline::Span kind, id;  ///< in the text
  NodeIndex parent, sibling_before;
  std::uint32_t line;
  Outline::Digest digest;
};

struct KeptTable {
  KeptSizes sizes;
  std::string_view nodes, text;

  [[nodiscard]] std::string_view kinds() const { return text.substr(0, sizes.kinds); }
  [[nodiscard]] std::string_view head() const { return text.substr(sizes.kinds, sizes.head); }
};

std::optional<KeptTable> table_in(std::string_view kept) {
  KeptTable table{};
  if (kept.size() < sizeof table.sizes) return std::nullopt;
  std::memcpy(&table.sizes, kept.data(), sizeof table.sizes);
  kept.remove_prefix(sizeof table.sizes);
  const std::size_t nodes = table.sizes.nodes * sizeof(KeptNode);
  if (kept.size() != nodes + table.sizes.text) return std::nullopt;
  if (std::size_t{table.sizes.kinds} + table.sizes.head > table.sizes.text) return std::nullopt;
  table.nodes = kept.substr(0, nodes);
  table.text = kept.substr(nodes);
  return table;
}

template <class T>
void append_as_is(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// The names of what are nodes: which nodes a file has depends on them, and on nothing else of its type.
std::string kinds_of(const model::DocumentType& type) {
  std::string out;
  for (const model::KindRule& kind : type.kinds) out += kind.name + "\n";
  return out;
}

Outline::Digest digest_of(std::string_view own) {
  const std::array<std::uint8_t, 32> all = sha256_bytes(own);
  Outline::Digest half{};
  std::copy_n(all.begin(), half.size(), half.begin());
  return half;
}

}  // namespace

std::string_view TreeFile::head() const {
  if (kept.empty()) return bytes;
  const std::optional<KeptTable> table = table_in(kept);
  return table ? table->head() : std::string_view();
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
  if (std::optional<std::string> kept = workspace.store().kept(table_name(file.content))) {
    if (table_in(*kept)) {
      out.kept = std::move(*kept);
      return out;
    }
  }
  out.bytes = TRY(workspace.store().read(file.content));
  return out;
}

std::optional<Outline> Outline::of(const Workspace& workspace, const TreeFile& tree, const model::DocumentType& type,
                                   const DocumentId& document) {
  const std::string kinds = kinds_of(type);
  Outline out(workspace, tree);
  if (!out.is_whole() && !out.take_kept(kinds)) return std::nullopt;
  if (out.is_whole() && !out.sketch(type)) return std::nullopt;
  if (out.nodes_.empty() || out.nodes_.front().id != document.text || !out.index_ids()) return std::nullopt;
  if (out.is_whole() && tree.content && !out.digests_.empty()) out.keep(kinds);
  return out;
}

bool Outline::take_kept(std::string_view kinds) {
  const std::optional<KeptTable> table = table_in(tree_->kept);
  if (!table || table->kinds() != kinds) return false;
  const auto part = [&](Span span) {
    return span.at <= table->text.size() ? table->text.substr(span.at, span.size) : std::string_view();
  };
  nodes_.reserve(table->sizes.nodes);
  spans_.reserve(table->sizes.nodes);
  digests_.reserve(table->sizes.nodes);
  for (std::uint32_t i = 0; i < table->sizes.nodes; ++i) {
    KeptNode node{};
    std::memcpy(&node, table->nodes.data() + i * sizeof node, sizeof node);
    if (node.parent != kNoNode && node.parent >= i) return false;
    nodes_.push_back({part(node.kind), part(node.id), {}, node.parent, node.sibling_before, node.line});
    spans_.push_back(node.own);
    digests_.push_back(node.digest);
  }
  return true;
}

bool Outline::sketch(const model::DocumentType& type) {
  const std::string_view file = tree_->bytes;
  if (file.size() > UINT32_MAX) return false;
  std::optional<std::vector<xml::SketchedNode>> nodes = xml::sketch(file, type);
  if (!nodes) return false;
  nodes_ = std::move(*nodes);
  spans_.reserve(nodes_.size());
  for (const xml::SketchedNode& node : nodes_) {
    spans_.push_back(
        {static_cast<std::uint32_t>(node.own.data() - file.data()), static_cast<std::uint32_t>(node.own.size())});
    if (file.size() >= kLong) digests_.push_back(digest_of(node.own));
  }
  return true;
}

/// False where one is there twice.
bool Outline::index_ids() {
  slots_.assign(std::bit_ceil(2 * nodes_.size() + 1), kNoNode);
  for (NodeIndex i = 0; i < nodes_.size(); ++i) {
    NodeIndex& slot = slots_[slot_of(nodes_[i].id)];
    if (slot != kNoNode) return false;
    slot = i;
  }
  return true;
}

void Outline::keep(std::string_view kinds) {
  std::string text(kinds);
  const auto add_text = [&](std::string_view part) {
    const auto at = static_cast<std::uint32_t>(text.size());
    text += part;
    return Span{at, static_cast<std::uint32_t>(part.size())};
  };
  const std::string_view head = std::string_view(tree_->bytes).substr(0, spans_.front().at + spans_.front().size);
  add_text(head);
  std::string nodes;
  nodes.reserve(nodes_.size() * sizeof(KeptNode));
  for (NodeIndex i = 0; i < nodes_.size(); ++i) {
    const xml::SketchedNode& node = nodes_[i];
    const std::size_t kind = ("\n" + std::string(kinds)).find("\n" + std::string(node.kind) + "\n");
    if (kind == std::string::npos) return;  // the root of a type that lists only what may stand below it
    append_as_is(nodes, KeptNode{spans_[i],
                                 {static_cast<std::uint32_t>(kind), static_cast<std::uint32_t>(node.kind.size())},
                                 add_text(node.id),
                                 node.parent,
                                 node.sibling_before,
                                 node.line,
                                 digests_[i]});
  }
  std::string table;
  append_as_is(table, KeptSizes{static_cast<std::uint32_t>(nodes_.size()), static_cast<std::uint32_t>(kinds.size()),
                                static_cast<std::uint32_t>(head.size()), static_cast<std::uint32_t>(text.size())});
  store::Store& store = workspace_->store();
  store.keep(bytes_name(*tree_->content), tree_->bytes);
  store.keep(table_name(*tree_->content), table + nodes + text);
}

std::size_t Outline::slot_of(std::string_view id) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>()(id) & mask;
  while (slots_[slot] != kNoNode && nodes_[slots_[slot]].id != id) slot = (slot + 1) & mask;
  return slot;
}

std::optional<std::string_view> Outline::own(NodeIndex node) {
  std::string_view& own = nodes_[node].own;
  if (!own.empty()) return own;
  const Span span = spans_[node];
  if (!read_part_) read_part_ = workspace_->store().kept_parts(bytes_name(*tree_->content));
  std::optional<std::string> read = read_part_(span.at, span.size);
  if (!read || digest_of(*read) != digests_[node]) {
    workspace_->store().keep(table_name(*tree_->content), "");  // made anew by the next one
    return std::nullopt;
  }
  own = read_.emplace_back(std::move(*read));
  return own;
}

bool Outline::is_same(NodeIndex node, const Outline& other, NodeIndex its) const {
  if (is_whole() && other.is_whole()) return nodes_[node].own == other.nodes_[its].own;
  const auto digest = [](const Outline& outline, NodeIndex i) {
    return outline.digests_.empty() ? digest_of(outline.nodes_[i].own) : outline.digests_[i];
  };
  return digest(*this, node) == digest(other, its);
}

}  // namespace zielbaum::workspace
