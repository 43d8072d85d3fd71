#include "accounting/nodes_internal.h"

namespace zielbaum::accounting {

using model::kNoNode;
using model::NodeIndex;

Nodes::Nodes(std::array<xml::Outline*, 4> outlines) : outlines_(outlines) {
  for (const Version version : kVersions) take(version);
  for (std::vector<NodeIndex>& at : at_) at.resize(ids_.size(), kNoNode);
}

void Nodes::take(Version version) {
  const xml::Outline& base = *outlines_[kBase];
  Handle next = 0;  // most nodes stand in one order in all versions
  for (NodeIndex i = 0; i < outlines_[version]->nodes().size(); ++i) {
    const std::string_view id = outlines_[version]->nodes()[i].id;
    Handle handle = version == kBase ? kNone : next;
    if (handle >= base.nodes().size() || base.nodes()[handle].id != id) handle = version == kBase ? kNone : find(id);
    if (handle == kNone) {
      handle = static_cast<Handle>(ids_.size());
      ids_.push_back(id);
      if (version != kBase) added_.emplace(id, handle);
    }
    next = handle + 1;
    if (at_[version].size() <= handle) at_[version].resize(handle + 1, kNoNode);
    at_[version][handle] = i;
    handles_[version].push_back(handle);
  }
}

Handle Nodes::find(std::string_view id) const {
  const NodeIndex in_base = outlines_[kBase]->find(id);
  if (in_base != kNoNode) return in_base;
  const auto found = added_.find(id);
  return found == added_.end() ? kNone : found->second;
}

Handle Nodes::handle_of(Version version, NodeIndex index) const {
  return index == kNoNode ? kNone : handles_[version][index];
}

Handle Nodes::parent(Version version, Handle handle) const {
  return has(version, handle) ? handle_of(version, node(version, handle).parent) : kNone;
}

Handle Nodes::sibling_before(Version version, Handle handle) const {
  return has(version, handle) ? handle_of(version, node(version, handle).sibling_before) : kNone;
}

bool Nodes::is_same(Version a, Version b, Handle handle) const {
  return has(a, handle) && has(b, handle) && outlines_[a]->is_same(at_[a][handle], *outlines_[b], at_[b][handle]);
}

bool Nodes::is_same_place(Version a, Version b, Handle handle) const {
  return parent(a, handle) == parent(b, handle) && sibling_before(a, handle) == sibling_before(b, handle);
}

std::vector<std::vector<Handle>> Nodes::children(Version version) const {
  std::vector<std::vector<Handle>> out(size());
  for (const Handle handle : handles_[version]) {
    const Handle above = parent(version, handle);
    if (above != kNone) out[above].push_back(handle);
  }
  return out;
}

}  // namespace zielbaum::accounting
