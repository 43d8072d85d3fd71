#include <algorithm>
#include <utility>

#include "diff/diff.h"

namespace zielbaum::diff {

namespace {

using model::Document;
using model::kNoNode;
using model::Node;
using model::NodeIndex;

Error stale(const Node& node) {
  zielbaum::Place place;
  place.node = node.id.text;
  place.title = node.title;
  return advise(at(error(ErrorKind::Conflict, "stale-changes",
                         msg("The changes were not made from this version: “{0}” differs", node.title)),
                   place),
                msg("Compare the two versions again."));
}

/// Sets a value that must be as it was before the change. `false`: it was not.
template <typename T>
bool set(T& value, const Became<T>& became) {
  if (!became.changed()) return true;
  if (became.before && !(value == *became.before)) return false;
  value = became.after.value_or(T{});
  return true;
}

/// The same in a list sorted by `key`.
template <typename T, typename Key>
bool set_sorted(std::vector<T>& list, const std::vector<Became<T>>& all, Key key) {
  for (const Became<T>& became : all) {
    if (!became.before && !became.after) return false;
    const auto& name = key(became.before ? *became.before : *became.after);
    const auto slot =
        std::lower_bound(list.begin(), list.end(), name, [&](const T& x, const auto& k) { return key(x) < k; });
    const bool found = slot != list.end() && key(*slot) == name;
    if (found != became.before.has_value() || (found && !(*slot == *became.before))) return false;
    if (found && became.after) {
      *slot = *became.after;
    } else if (found) {
      list.erase(slot);
    } else {
      list.insert(slot, *became.after);
    }
  }
  return true;
}

/// Those of `kept`, in order, with each of `placed` at exactly its index. Empty where the indices leave gaps.
template <typename T>
std::optional<std::vector<T>> arranged(std::vector<T> kept, std::vector<std::pair<std::size_t, T>> placed) {
  if (placed.empty()) return kept;
  std::sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<T> out;
  out.reserve(kept.size() + placed.size());
  auto next = kept.begin();
  for (auto& [index, element] : placed) {
    if (index < out.size() || index - out.size() > static_cast<std::size_t>(kept.end() - next)) return std::nullopt;
    while (out.size() < index) out.push_back(std::move(*next++));
    out.push_back(std::move(element));
  }
  while (next != kept.end()) out.push_back(std::move(*next++));
  return out;
}

bool set_fields(std::vector<model::Field>& fields, const std::vector<FieldChange>& changes) {
  std::vector<std::pair<std::size_t, model::Field>> placed;
  std::vector<std::pair<std::size_t, std::string>> leaving;
  for (const FieldChange& change : changes) {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const model::Field& f) { return f.name == change.field; });
    const bool is_there = found != fields.end();
    if (is_there != change.value.before.has_value() || (is_there && !(*found == *change.value.before))) return false;
    if (change.index.before) {
      if (!is_there || static_cast<std::size_t>(found - fields.begin()) != *change.index.before) return false;
      leaving.push_back({*change.index.before, change.field});
    } else if (is_there) {
      if (!change.value.after) return false;
      *found = *change.value.after;
    }
    if (change.index.after) {
      if (!change.value.after) return false;
      placed.push_back({*change.index.after, *change.value.after});
    }
  }
  for (const auto& [index, name] : leaving)
    std::erase_if(fields, [&, &gone = name](const model::Field& f) { return f.name == gone; });
  auto result = arranged(std::move(fields), std::move(placed));
  if (!result) return false;
  fields = std::move(*result);
  return true;
}

bool set_parts(Node& node, const Change& change) {
  if (change.prose.changed()) {
    if (node.prose != change.prose.before) return false;
    node.prose = change.prose.after;
  }
  if (change.short_title.changed() && node.short_title != change.short_title.before.value_or("")) return false;
  const auto by_lang = [](const auto& x) -> const std::string& { return x.lang; };
  return set(node.kind, change.kind) && set(node.title, change.title) && set(node.short_title, change.short_title) &&
         set(node.sample, change.sample) && set_sorted(node.titles, change.titles, by_lang) &&
         set_fields(node.fields, change.fields) &&
         set_sorted(node.links, change.links, [](const model::Link& x) -> const model::Link& { return x; }) &&
         set_sorted(node.translations, change.translations, by_lang);
}

/// The tree being rebuilt: the old nodes and behind them the added ones; behind all, a parent for the document itself.
struct Tree {
  std::vector<Node> nodes;
  std::vector<bool> gone;
  std::vector<std::vector<NodeIndex>> kept;                            // by parent: children that stay where they are
  std::vector<std::vector<std::pair<std::size_t, NodeIndex>>> placed;  // by parent: children put at an index
};

Result<Document> in_reading_order(const Document& before, Tree tree) {
  const auto top = static_cast<NodeIndex>(tree.nodes.size());
  std::vector<std::vector<NodeIndex>> children(tree.nodes.size() + 1);
  for (std::size_t i = 0; i < children.size(); ++i) {
    auto list = arranged(std::move(tree.kept[i]), std::move(tree.placed[i]));
    if (!list) return stale(i == top ? before.nodes.empty() ? Node{} : before.nodes.front() : tree.nodes[i]);
    children[i] = std::move(*list);
  }
  Document out{before.type, before.type_version, before.lang, before.layout, {}};
  out.nodes.reserve(tree.nodes.size());
  struct Visit {
    NodeIndex node;
    NodeIndex parent;  // in `out`
  };
  std::vector<Visit> stack;
  const auto push_children = [&](NodeIndex node, NodeIndex parent) {
    for (auto child = children[node].rbegin(); child != children[node].rend(); ++child)
      stack.push_back({*child, parent});
  };
  push_children(top, kNoNode);
  while (!stack.empty()) {
    const Visit visit = stack.back();
    stack.pop_back();
    // A removed node keeps no children: one that is still there was not known to the changes.
    if (tree.gone[visit.node]) return stale(tree.nodes[visit.node]);
    const auto index = static_cast<NodeIndex>(out.nodes.size());
    tree.gone[visit.node] = true;
    out.nodes.push_back(std::move(tree.nodes[visit.node]));
    out.nodes.back().parent = visit.parent;
    push_children(visit.node, index);
  }
  // Whatever was not reached hangs below a removed node or in a circle.
  const auto lost = std::find(tree.gone.begin(), tree.gone.end(), false);
  if (lost != tree.gone.end()) return stale(tree.nodes[static_cast<std::size_t>(lost - tree.gone.begin())]);
  return out;
}

}  // namespace

Result<Document> apply(const Document& before, const Changes& changes) {
  const model::Index index(before);
  Tree tree;
  tree.nodes = before.nodes;
  std::vector<std::pair<std::string_view, NodeIndex>> added;
  for (const Change& change : changes.nodes) {
    if (!change.added()) continue;
    Node node;
    node.id = change.node;
    if (index.find(change.node.text) != kNoNode) return stale(before.nodes[index.find(change.node.text)]);
    added.push_back({change.node.text, static_cast<NodeIndex>(tree.nodes.size())});
    tree.nodes.push_back(std::move(node));
  }
  std::sort(added.begin(), added.end());
  const auto top = static_cast<NodeIndex>(tree.nodes.size());
  const auto find = [&](const NodeId& id) {
    if (id.empty()) return top;
    const auto slot = std::lower_bound(added.begin(), added.end(), std::pair<std::string_view, NodeIndex>{id.text, 0});
    return slot != added.end() && slot->first == id.text ? slot->second : index.find(id.text);
  };

  tree.gone.assign(tree.nodes.size(), false);
  tree.kept.resize(tree.nodes.size() + 1);
  tree.placed.resize(tree.nodes.size() + 1);
  std::vector<bool> leaves(tree.nodes.size(), false);
  for (const Change& change : changes.nodes) {
    const NodeIndex at_node = find(change.node);
    Node missing;
    missing.id = change.node;
    const bool is_new = at_node >= before.nodes.size();
    if (at_node >= tree.nodes.size() || change.node.empty() || is_new != change.added()) return stale(missing);
    Node& node = tree.nodes[at_node];
    if (!set_parts(node, change)) return stale(node);
    if (change.removed()) {
      Node emptied;
      emptied.parent = node.parent;
      emptied.id = node.id;
      if (!(node == emptied)) return stale(before.nodes[at_node]);
      tree.gone[at_node] = true;
    }
    leaves[at_node] = change.place.before.has_value() || change.place.after.has_value();
    if (change.place.after) {
      const NodeIndex parent = find(change.place.after->parent);
      if (parent > top) return stale(node);
      tree.placed[parent].push_back({change.place.after->index, at_node});
    }
  }
  std::vector<std::size_t> places(tree.nodes.size() + 1, 0);
  std::vector<std::optional<Place>> expected(before.nodes.size());
  for (const Change& change : changes.nodes)
    if (!change.added()) expected[find(change.node)] = change.place.before;
  for (NodeIndex i = 0; i < before.nodes.size(); ++i) {
    const NodeIndex parent = before.nodes[i].parent < i ? before.nodes[i].parent : top;
    const std::size_t place = places[parent]++;
    const NodeId parent_id = parent == top ? NodeId{} : before.nodes[parent].id;
    if (expected[i] && !(*expected[i] == Place{parent_id, place})) return stale(before.nodes[i]);
    if (!leaves[i]) tree.kept[parent].push_back(i);
  }
  Document result = TRY(in_reading_order(before, std::move(tree)));
  if (!set(result.type, changes.type) || !set(result.type_version, changes.type_version) ||
      !set(result.lang, changes.lang) || !set(result.layout, changes.layout))
    return stale(before.nodes.empty() ? Node{} : before.nodes.front());
  return result;
}

}  // namespace zielbaum::diff
