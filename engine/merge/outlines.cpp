#include <algorithm>

#include "merge/outlines_internal.h"

namespace zielbaum::merge {

using model::kNoNode;
using model::Node;
using model::NodeIndex;

Outlines::Outlines(const model::Document& base, const model::Document& ours, const model::Document& theirs)
    : documents_{&base, &ours, &theirs} {
  for (const model::Document* const document : documents_)
    for (const Node& node : document->nodes) ids_.push_back(node.id.text);
  std::sort(ids_.begin(), ids_.end());
  ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
  at_.assign(ids_.size(), {kNoNode, kNoNode, kNoNode});
  for (std::size_t version = 0; version < documents_.size(); ++version) {
    for (NodeIndex i = 0; i < documents_[version]->nodes.size(); ++i) {
      const Handle handle = find(documents_[version]->nodes[i].id.text);
      handles_[version].push_back(handle);
      at_[handle][version] = i;
    }
  }
}

const Node* Outlines::find(Version version, Handle node) const {
  return has(version, node) ? &documents_[version]->nodes[at_[node][version]] : nullptr;
}

const NodeId& Outlines::id(Handle node) const {
  for (const Version version : {kBase, kOurs})
    if (has(version, node)) return find(version, node)->id;
  return find(kTheirs, node)->id;
}

Handle Outlines::parent(Version version, Handle node) const {
  const Node* const found = find(version, node);
  return found == nullptr || found->parent == kNoNode ? kNone : handles_[version][found->parent];
}

Handle Outlines::find(std::string_view id) const {
  const auto slot = std::lower_bound(ids_.begin(), ids_.end(), id);
  return slot != ids_.end() && *slot == id ? static_cast<Handle>(slot - ids_.begin()) : kNone;
}

}  // namespace zielbaum::merge
