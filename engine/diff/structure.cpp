#include "diff/structure_internal.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "diff/order.h"

namespace zielbaum::diff {

namespace {

using model::Document;
using model::kNoNode;
using model::NodeIndex;

void match(Structure& structure, std::size_t before, std::size_t after) {
  structure.to_after[before] = static_cast<NodeIndex>(after);
  structure.to_before[after] = static_cast<NodeIndex>(before);
}

/// Pairs equal ids. Most of two versions is the same in the same order, so the next old node is tried before the table.
void match_ids(Structure& structure, const Document& before, const Document& after) {
  const auto& old_nodes = before.nodes;
  const auto& new_nodes = after.nodes;
  std::size_t begin = 0;
  while (begin < old_nodes.size() && begin < new_nodes.size() && old_nodes[begin].id == new_nodes[begin].id) {
    match(structure, begin, begin);
    ++begin;
  }
  std::size_t old_end = old_nodes.size();
  std::size_t new_end = new_nodes.size();
  while (old_end > begin && new_end > begin && old_nodes[old_end - 1].id == new_nodes[new_end - 1].id) {
    match(structure, --old_end, --new_end);
  }
  if (begin == old_end || begin == new_end) return;

  std::unordered_map<std::string_view, std::size_t> old_places;
  old_places.reserve(old_end - begin);
  for (std::size_t i = begin; i < old_end; ++i) old_places.emplace(old_nodes[i].id.text, i);
  std::size_t next = begin;
  for (std::size_t i = begin; i < new_end; ++i) {
    std::size_t found = next;
    if (next >= old_end || old_nodes[next].id != new_nodes[i].id) {
      const auto entry = old_places.find(new_nodes[i].id.text);
      if (entry == old_places.end()) continue;
      found = entry->second;
    }
    if (structure.to_after[found] != kNoNode) continue;  // a repeated id
    match(structure, found, i);
    next = found + 1;
  }
}

std::vector<std::size_t> places(const Document& document) {
  std::vector<std::size_t> place(document.nodes.size(), 0);
  std::vector<std::size_t> children(document.nodes.size(), 0);
  for (std::size_t i = 0; i < place.size(); ++i) {
    const NodeIndex parent = document.nodes[i].parent;
    if (parent < children.size()) place[i] = children[parent]++;
  }
  return place;
}

bool same_parent(const Structure& structure, NodeIndex old_parent, NodeIndex new_parent) {
  if (old_parent >= structure.to_after.size()) return new_parent >= structure.to_before.size();
  return structure.to_after[old_parent] != kNoNode && structure.to_after[old_parent] == new_parent;
}

/// Marks those whose parent differs, and the fewest among the others that explain the new order of siblings.
void find_displaced(Structure& structure, const Document& before, const Document& after) {
  std::vector<std::vector<NodeIndex>> stayed(after.nodes.size());  // by parent, the children it already had
  std::vector<bool> disordered(after.nodes.size(), false);
  for (std::size_t i = 0; i < after.nodes.size(); ++i) {
    const NodeIndex old = structure.to_before[i];
    if (old == kNoNode) continue;
    if (!same_parent(structure, before.nodes[old].parent, after.nodes[i].parent)) {
      structure.displaced[i] = true;
      continue;
    }
    const NodeIndex parent = after.nodes[i].parent;
    if (parent >= after.nodes.size()) continue;
    std::vector<NodeIndex>& siblings = stayed[parent];
    if (!siblings.empty() && structure.place_before[structure.to_before[siblings.back()]] > structure.place_before[old])
      disordered[parent] = true;
    siblings.push_back(static_cast<NodeIndex>(i));
  }
  for (std::size_t parent = 0; parent < stayed.size(); ++parent) {
    if (!disordered[parent]) continue;
    std::vector<Placed> elements;
    for (const NodeIndex child : stayed[parent])
      elements.push_back({structure.place_before[structure.to_before[child]], after.nodes[child].id.text});
    const std::vector<bool> kept = kept_in_order(elements);
    for (std::size_t i = 0; i < kept.size(); ++i) structure.displaced[stayed[parent][i]] = !kept[i];
  }
}

}  // namespace

Structure overlay(const Document& before, const Document& after) {
  Structure structure;
  structure.to_after.assign(before.nodes.size(), kNoNode);
  structure.to_before.assign(after.nodes.size(), kNoNode);
  structure.displaced.assign(after.nodes.size(), false);
  match_ids(structure, before, after);
  structure.place_before = places(before);
  structure.place_after = places(after);
  find_displaced(structure, before, after);
  return structure;
}

std::vector<Step> outline(const Document& before, const Document& after, const Structure& structure) {
  const std::size_t old_count = before.nodes.size();
  const std::size_t new_count = after.nodes.size();
  std::vector<std::uint32_t> depth(new_count, 0);
  std::vector<std::size_t> subtree_end(new_count);  // one past the last node of each subtree
  for (std::size_t i = 0; i < new_count; ++i) {
    subtree_end[i] = i + 1;
    if (after.nodes[i].parent < i) depth[i] = depth[after.nodes[i].parent] + 1;
  }
  for (std::size_t i = new_count; i-- > 0;) {
    const NodeIndex parent = after.nodes[i].parent;
    if (parent < i) subtree_end[parent] = std::max(subtree_end[parent], subtree_end[i]);
  }

  // What left its place, with the new node before which that place now lies.
  struct Left {
    std::size_t before_new;
    std::size_t root;          // the removed node that it came to go with, by index in `before`, or itself
    std::uint32_t root_depth;  // at one place the deeper ones come first: they belong to what stands before
    Step step;
  };
  std::vector<Left> lefts;
  std::vector<Left> removed(old_count);
  std::vector<NodeIndex> last_stayed(old_count, kNoNode);  // by old parent, the nearest earlier child still there
  for (std::size_t i = 0; i < old_count; ++i) {
    const NodeIndex now = structure.to_after[i];
    const NodeIndex parent = before.nodes[i].parent;
    if (now != kNoNode && !structure.displaced[now]) {
      if (parent < i) last_stayed[parent] = now;
      continue;
    }
    Left left{0, i, 0, {static_cast<NodeIndex>(i), now, 0, now != kNoNode}};
    if (parent < i) {
      const NodeIndex parent_now = structure.to_after[parent];
      if (parent_now == kNoNode) {
        left.before_new = removed[parent].before_new;
        left.root = removed[parent].root;
        left.root_depth = removed[parent].root_depth;
        left.step.depth = removed[parent].step.depth + 1;
      } else {
        left.before_new = last_stayed[parent] == kNoNode ? parent_now + 1 : subtree_end[last_stayed[parent]];
        left.step.depth = depth[parent_now] + 1;
        left.root_depth = left.step.depth;
      }
    }
    if (now == kNoNode) removed[i] = left;
    lefts.push_back(left);
  }
  std::stable_sort(lefts.begin(), lefts.end(), [](const Left& a, const Left& b) {
    return std::tie(a.before_new, b.root_depth, a.root) < std::tie(b.before_new, a.root_depth, b.root);
  });

  std::vector<Step> steps;
  steps.reserve(new_count + lefts.size());
  auto left = lefts.begin();
  for (std::size_t i = 0; i <= new_count; ++i) {
    for (; left != lefts.end() && left->before_new == i; ++left) steps.push_back(left->step);
    if (i < new_count) steps.push_back({structure.to_before[i], static_cast<NodeIndex>(i), depth[i], false});
  }
  return steps;
}

std::vector<Step> outline(const Document& before, const Document& after) {
  return outline(before, after, overlay(before, after));
}

}  // namespace zielbaum::diff
