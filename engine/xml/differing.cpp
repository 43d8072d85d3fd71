#include "xml/differing.h"

#include <array>
#include <set>
#include <utility>

#include "model/paths.h"

namespace zielbaum::xml {

namespace {

using model::kNoNode;
using model::NodeIndex;

using Nodes = std::vector<SketchedNode>;

/// Which node of one outline is which one of the other: kNoNode where there is none of its id.
using Partners = std::vector<NodeIndex>;

/// One side of a comparison.
struct Side {
  Side(Outline& of, const OtherwiseChanged& also) : outline(of), changed(also), wanted(of.nodes().size(), false) {}

  Outline& outline;
  const OtherwiseChanged& changed;
  Partners partners = {};
  std::vector<bool> wanted;
};

void pair_nodes(Side& own, const Side& other) {
  const Nodes& others = other.outline.nodes();
  own.partners.reserve(own.outline.nodes().size());
  NodeIndex next = 0;
  for (const SketchedNode& node : own.outline.nodes()) {
    if (next >= others.size() || others[next].id != node.id) next = other.outline.find(node.id);
    own.partners.push_back(next);
    if (next != kNoNode) ++next;
  }
}

/// Finds out which nodes a comparison has to look at.
class Selection {
 public:
  Selection(Side& before, Side& after) : sides_{&before, &after} {}

  void select() {
    want(0, 0);
    want(1, 0);
    for (const std::size_t side : {0u, 1u}) {
      const Outline& outline = sides_[side]->outline;
      for (NodeIndex i = 0; i < outline.nodes().size(); ++i) look_at(side, i);
      for (const std::string_view id : sides_[side]->changed) {
        const NodeIndex found = outline.find(id);
        if (found != kNoNode) want_with_targets(side, found);
      }
    }
    for (const std::size_t side : {0u, 1u}) {
      if (parents_[side].empty()) continue;
      const Nodes& nodes = sides_[side]->outline.nodes();
      for (NodeIndex i = 1; i < nodes.size(); ++i)
        if (parents_[side].contains(nodes[i].parent)) want_with_targets(side, i);
    }
  }

 private:
  void look_at(std::size_t side, NodeIndex i) {
    const Side& own = *sides_[side];
    const SketchedNode& node = own.outline.nodes()[i];
    const NodeIndex partner = own.partners[i];
    if (partner == kNoNode) {
      children_changed(side, node.parent);
      return;
    }
    const SketchedNode& there = sides_[1 - side]->outline.nodes()[partner];
    if (!own.outline.is_same(i, sides_[1 - side]->outline, partner)) want_with_targets(side, i);
    const auto are_partners = [&](NodeIndex mine, NodeIndex its) {
      return mine == kNoNode ? its == kNoNode : own.partners[mine] == its;
    };
    if (!are_partners(node.parent, there.parent) || !are_partners(node.sibling_before, there.sibling_before))
      children_changed(side, node.parent);
  }

  void children_changed(std::size_t side, NodeIndex parent) {
    if (parent == kNoNode) return;
    parents_[side].insert(parent);
    const NodeIndex partner = sides_[side]->partners[parent];
    if (partner != kNoNode) parents_[1 - side].insert(partner);
  }

  /// With all above it, on both sides.
  void want(std::size_t side, NodeIndex i) {
    for (; i != kNoNode && !sides_[side]->wanted[i]; i = sides_[side]->outline.nodes()[i].parent) {
      sides_[side]->wanted[i] = true;
      const NodeIndex partner = sides_[side]->partners[i];
      if (partner != kNoNode) want(1 - side, partner);
    }
  }

  /// And what it links to, which is called by its name.
  void want_with_targets(std::size_t side, NodeIndex i) {
    want(side, i);
    constexpr std::string_view kLink = " to=\"";
    Side& own = *sides_[side];
    std::string_view rest = own.outline.own(i).value_or("");
    for (std::size_t at = rest.find(kLink); at != std::string_view::npos; at = rest.find(kLink)) {
      rest.remove_prefix(at + kLink.size());
      const std::optional<model::Target> target = model::parse_target(rest.substr(0, rest.find('"')));
      if (!target || (!target->document.empty() && target->document.text != own.outline.nodes().front().id)) continue;
      const NodeIndex found = own.outline.find(target->node.text);
      if (found != kNoNode) want(side, found);
    }
  }

  std::array<Side*, 2> sides_;
  /// Whose children are not the same, or in another order: that is found out anew from all of them.
  std::array<std::set<NodeIndex>, 2> parents_;
};

}  // namespace

Differing differing(Outline& before, Outline& after, const OtherwiseChanged& in_before,
                    const OtherwiseChanged& in_after) {
  Side old_side(before, in_before);
  Side new_side(after, in_after);
  pair_nodes(old_side, new_side);
  pair_nodes(new_side, old_side);
  Selection(old_side, new_side).select();
  return {std::move(old_side.wanted), std::move(new_side.wanted)};
}

}  // namespace zielbaum::xml
