#include "merge/tree_internal.h"

namespace zielbaum::merge {

namespace {

using model::Node;

bool same_parts(const Node& a, const Node& b) {
  Node moved = a;
  moved.parent = b.parent;
  return moved == b;
}

class TreeMerge {
 public:
  explicit TreeMerge(const Outlines& outlines)
      : outlines_(outlines), dropped_by_(outlines.size(), kBase), rescued_(outlines.size(), false) {
    out_.kept.assign(outlines.size(), true);
    out_.parents.assign(outlines.size(), kNone);
  }

  MergedTree merged() {
    find_dropped();
    for (const Version side : kSides) rescue(side);
    for (const Version side : kSides) keep_touched(side);
    for (Handle node = 0; node < outlines_.size(); ++node)
      if (out_.kept[node]) settle(node);
    while (break_circle()) {
    }
    return std::move(out_);
  }

 private:
  /// The side that dropped a node which the other one still has; kBase: nobody did.
  [[nodiscard]] Version dropped_by(Handle node) const { return dropped_by_[node]; }

  void find_dropped() {
    for (const Handle node : outlines_.nodes(kBase)) {
      if (outlines_.has(kOurs, node) && outlines_.has(kTheirs, node)) continue;
      out_.kept[node] = false;
      if (outlines_.has(kTheirs, node)) dropped_by_[node] = kOurs;
      if (outlines_.has(kOurs, node)) dropped_by_[node] = kTheirs;
    }
  }

  /// What `side` moved out of a part that the other side dropped lives on, with all that hangs below it.
  void rescue(Version side) {
    for (const Handle node : outlines_.nodes(side)) {  // parents before their children
      if (dropped_by(node) != other(side)) continue;
      const Handle above = outlines_.parent(side, node);
      const Handle was_above = outlines_.parent(kBase, node);
      const bool below_rescued = above != kNone && rescued_[above];
      const bool moved_out = above != was_above && was_above != kNone && dropped_by(was_above) == other(side) &&
                             !hangs_in_dropped(side, above);
      if (!below_rescued && !moved_out) continue;
      rescued_[node] = true;
      out_.kept[node] = true;
      if (!below_rescued) out_.notes.push_back({NoteSort::MovedOut, outlines_.id(node)});
    }
  }

  [[nodiscard]] bool hangs_in_dropped(Version side, Handle node) const {
    for (; node != kNone; node = outlines_.parent(side, node)) {
      if (rescued_[node]) return false;
      if (dropped_by(node) == other(side)) return true;
    }
    return false;
  }

  /// What `side` edited or moved, though the other one dropped it.
  void keep_touched(Version side) {
    for (const Handle node : outlines_.nodes(side)) {
      if (dropped_by(node) != other(side) || rescued_[node]) continue;
      if (outlines_.parent(side, node) != outlines_.parent(kBase, node) ||
          !same_parts(*outlines_.find(kBase, node), *outlines_.find(side, node)))
        keep(node);
    }
  }

  void keep(Handle node) {
    if (out_.kept[node]) return;
    out_.kept[node] = true;
    out_.conflicts.push_back({ConflictSort::Removed, outlines_.id(node), ""});
  }

  /// Finds a parent, and keeps that one and all above it.
  void settle(Handle node) {
    for (; node != outlines_.root(); node = out_.parents[node]) {
      if (out_.parents[node] != kNone) return;
      const Handle parent = choose_parent(node);
      out_.parents[node] = parent;
      keep(parent);
    }
  }

  Handle choose_parent(Handle node) {
    const bool in_base = outlines_.has(kBase, node);
    const Handle was = outlines_.parent(kBase, node);
    if (!outlines_.has(kOurs, node)) return outlines_.parent(kTheirs, node);
    if (!outlines_.has(kTheirs, node)) return outlines_.parent(kOurs, node);
    const Handle ours = outlines_.parent(kOurs, node);
    const Handle theirs = outlines_.parent(kTheirs, node);
    if (ours == theirs || (in_base && theirs == was)) return ours;
    if (in_base && ours == was) return theirs;
    out_.conflicts.push_back({ConflictSort::Place, outlines_.id(node), ""});
    return in_base ? still_there(was) : std::min(ours, theirs);
  }

  /// The nearest that is kept, the node itself or one that it hung below before.
  [[nodiscard]] Handle still_there(Handle node) const {
    while (!out_.kept[node]) node = outlines_.parent(kBase, node);
    return node;
  }

  /// Puts the nodes of one circle back to where they were. False: there is none.
  bool break_circle() {
    // 0: not looked at; else in which walk it was met first.
    std::vector<Handle> met(outlines_.size(), 0);
    for (Handle start = 0; start < outlines_.size(); ++start) {
      if (!out_.kept[start]) continue;
      Handle node = start;
      for (; node != kNone && met[node] == 0; node = out_.parents[node]) met[node] = start + 1;
      if (node == kNone || met[node] != start + 1) continue;
      put_back(node);
      return true;
    }
    return false;
  }

  void put_back(Handle first) {
    std::vector<Handle> circle;
    Handle node = first;
    do {
      circle.push_back(node);
      node = out_.parents[node];
    } while (node != first);
    for (const Handle one : circle) {
      if (!outlines_.has(kBase, one)) continue;
      const Handle was = still_there(outlines_.parent(kBase, one));
      if (out_.parents[one] == was) continue;
      out_.parents[one] = was;
      out_.conflicts.push_back({ConflictSort::Circle, outlines_.id(one), ""});
    }
  }

  const Outlines& outlines_;
  std::vector<Version> dropped_by_;
  std::vector<bool> rescued_;
  MergedTree out_;
};

}  // namespace

MergedTree merge_trees(const Outlines& outlines) {
  return TreeMerge(outlines).merged();
}

}  // namespace zielbaum::merge
