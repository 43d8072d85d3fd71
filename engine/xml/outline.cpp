#include "xml/outline.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/digest.h"

namespace zielbaum::xml {

namespace {

using model::kNoNode;
using model::NodeIndex;

/// A table: this, the nodes, and the text that they point into, which begins with the kinds and the head.
struct Sizes {
  std::uint32_t nodes, kinds, head, text;
};
struct Row {
  Outline::Span own;       ///< in the file
  Outline::Span kind, id;  ///< in the text
  NodeIndex parent, sibling_before;
  std::uint32_t line;
  Outline::Digest digest;
};

struct Table {
  Sizes sizes;
  std::string_view rows, text;

  [[nodiscard]] std::string_view kinds() const { return text.substr(0, sizes.kinds); }
  [[nodiscard]] std::string_view head() const { return text.substr(sizes.kinds, sizes.head); }
};

std::optional<Table> table_in(std::string_view bytes) {
  Table table{};
  if (bytes.size() < sizeof table.sizes) return std::nullopt;
  std::memcpy(&table.sizes, bytes.data(), sizeof table.sizes);
  bytes.remove_prefix(sizeof table.sizes);
  const std::size_t rows = table.sizes.nodes * sizeof(Row);
  if (bytes.size() != rows + table.sizes.text) return std::nullopt;
  if (std::size_t{table.sizes.kinds} + table.sizes.head > table.sizes.text) return std::nullopt;
  table.rows = bytes.substr(0, rows);
  table.text = bytes.substr(rows);
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

std::optional<Outline> Outline::of(std::string bytes, const model::DocumentType& type) {
  if (bytes.size() > UINT32_MAX) return std::nullopt;
  Outline out;
  out.take_bytes(std::move(bytes));
  std::optional<std::vector<SketchedNode>> nodes = sketch(*out.bytes_, type);
  if (!nodes) return std::nullopt;
  out.nodes_ = std::move(*nodes);
  out.spans_.reserve(out.nodes_.size());
  for (const SketchedNode& node : out.nodes_) {
    out.spans_.push_back({static_cast<std::uint32_t>(node.own.data() - out.bytes_->data()),
                          static_cast<std::uint32_t>(node.own.size())});
  }
  if (!out.index_ids()) return std::nullopt;
  return out;
}

std::optional<Outline> Outline::of_table(std::string bytes, const model::DocumentType& type, ReadSpan read) {
  Outline out;
  out.table_ = std::make_shared<const std::string>(std::move(bytes));
  out.read_ = std::move(read);
  const std::optional<Table> table = table_in(*out.table_);
  if (!table || table->sizes.nodes == 0 || table->kinds() != kinds_of(type)) return std::nullopt;
  const auto part = [&](Span span) {
    return span.at <= table->text.size() ? table->text.substr(span.at, span.size) : std::string_view();
  };
  out.nodes_.reserve(table->sizes.nodes);
  out.spans_.reserve(table->sizes.nodes);
  out.digests_.reserve(table->sizes.nodes);
  for (std::uint32_t i = 0; i < table->sizes.nodes; ++i) {
    Row row{};
    std::memcpy(&row, table->rows.data() + i * sizeof row, sizeof row);
    if (row.parent != kNoNode && row.parent >= i) return std::nullopt;
    out.nodes_.push_back({part(row.kind), part(row.id), {}, row.parent, row.sibling_before, row.line});
    out.spans_.push_back(row.own);
    out.digests_.push_back(row.digest);
  }
  if (!out.index_ids()) return std::nullopt;
  return out;
}

std::string Outline::table(const model::DocumentType& type) const {
  const std::string kinds = kinds_of(type);
  const std::string lines = "\n" + kinds;
  std::string text = kinds;
  const auto add_text = [&](std::string_view part) {
    const auto at = static_cast<std::uint32_t>(text.size());
    text += part;
    return Span{at, static_cast<std::uint32_t>(part.size())};
  };
  const std::string_view head =
      bytes_ ? std::string_view(*bytes_).substr(0, spans_.front().at + spans_.front().size) : head_in(*table_);
  add_text(head);
  std::string rows;
  rows.reserve(nodes_.size() * sizeof(Row));
  for (NodeIndex i = 0; i < nodes_.size(); ++i) {
    const SketchedNode& node = nodes_[i];
    const std::size_t kind = lines.find("\n" + std::string(node.kind) + "\n");
    if (kind == std::string::npos) return "";  // the root of a type that lists only what may stand below it
    const Span kind_at{static_cast<std::uint32_t>(kind), static_cast<std::uint32_t>(node.kind.size())};
    append_as_is(rows,
                 Row{spans_[i], kind_at, add_text(node.id), node.parent, node.sibling_before, node.line, digest(i)});
  }
  std::string out;
  append_as_is(out, Sizes{static_cast<std::uint32_t>(nodes_.size()), static_cast<std::uint32_t>(kinds.size()),
                          static_cast<std::uint32_t>(head.size()), static_cast<std::uint32_t>(text.size())});
  return out + rows + text;
}

std::string_view Outline::head_in(std::string_view bytes) {
  const std::optional<Table> table = table_in(bytes);
  return table ? table->head() : std::string_view();
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

std::size_t Outline::slot_of(std::string_view id) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>()(id) & mask;
  while (slots_[slot] != kNoNode && nodes_[slots_[slot]].id != id) slot = (slot + 1) & mask;
  return slot;
}

void Outline::take_bytes(std::string bytes) {
  bytes_ = std::make_shared<const std::string>(std::move(bytes));
  for (NodeIndex i = 0; i < nodes_.size(); ++i) {
    const bool inside = std::size_t{spans_[i].at} + spans_[i].size <= bytes_->size();
    nodes_[i].own = inside ? std::string_view(*bytes_).substr(spans_[i].at, spans_[i].size) : std::string_view();
  }
}

std::optional<std::string_view> Outline::own(NodeIndex node) {
  std::string_view& own = nodes_[node].own;
  if (!own.empty()) return own;
  if (bytes_) return std::nullopt;
  std::optional<std::string> read = read_(spans_[node].at, spans_[node].size);
  if (!read || digest_of(*read) != digests_[node]) return std::nullopt;
  own = read_lines_.emplace_back(std::move(*read));
  return own;
}

Outline::Digest Outline::digest(NodeIndex node) const {
  return digests_.empty() ? digest_of(nodes_[node].own) : digests_[node];
}

bool Outline::is_same(NodeIndex node, const Outline& other, NodeIndex its) const {
  if (bytes_ && other.bytes_) return nodes_[node].own == other.nodes_[its].own;
  return digest(node) == other.digest(its);
}

}  // namespace zielbaum::xml
