#include "model/document.h"

#include <algorithm>

namespace zielbaum::model {

std::optional<Target> parse_target(std::string_view text) {
  Target target;
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    target.edition.text = text.substr(at + 1);
    text = text.substr(0, at);
    if (!is_valid_id(target.edition.text)) return std::nullopt;
  }
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    target.document.text = text.substr(0, slash);
    text = text.substr(slash + 1);
    if (!is_valid_id(target.document.text)) return std::nullopt;
  }
  target.node.text = text;
  if (!is_valid_id(text)) return std::nullopt;
  return target;
}

std::string to_string(const Target& target) {
  std::string out;
  if (!target.document.empty()) out += target.document.text + "/";
  out += target.node.text;
  if (!target.edition.empty()) out += "@" + target.edition.text;
  return out;
}

const Field* find_field(const Node& node, std::string_view name) {
  const auto found =
      std::find_if(node.fields.begin(), node.fields.end(), [&](const Field& f) { return f.name == name; });
  return found == node.fields.end() ? nullptr : &*found;
}

NodeIndex subtree_end(const Document& document, NodeIndex root) {
  NodeIndex end = root + 1;
  // In preorder every node of the subtree has its parent at or after `root`, and the first one outside does not.
  while (end < document.nodes.size() && document.nodes[end].parent != kNoNode && document.nodes[end].parent >= root)
    ++end;
  return end;
}

std::vector<std::vector<NodeIndex>> children_of(const Document& document) {
  std::vector<std::vector<NodeIndex>> children(document.nodes.size());
  for (NodeIndex i = 1; i < document.nodes.size(); ++i) children[document.nodes[i].parent].push_back(i);
  return children;
}

std::uint32_t depth_of(const Document& document, NodeIndex node) {
  std::uint32_t depth = 0;
  while (document.nodes[node].parent != kNoNode) {
    node = document.nodes[node].parent;
    ++depth;
  }
  return depth;
}

NodeIndex find_node(const Document& document, const NodeId& id) {
  for (NodeIndex i = 0; i < document.nodes.size(); ++i) {
    if (document.nodes[i].id == id) return i;
  }
  return kNoNode;
}

Index::Index(const Document& document) {
  entries_.reserve(document.nodes.size());
  for (NodeIndex i = 0; i < document.nodes.size(); ++i) entries_.emplace_back(document.nodes[i].id.text, i);
  std::sort(entries_.begin(), entries_.end());
}

NodeIndex Index::find(std::string_view id) const {
  const auto found = std::lower_bound(entries_.begin(), entries_.end(), std::pair{id, NodeIndex{0}});
  return found != entries_.end() && found->first == id ? found->second : kNoNode;
}

}  // namespace zielbaum::model
