#include "merge/tree_internal.h"

#include <algorithm>

namespace zielbaum::merge {

namespace {

using model::Node;

bool same_parts(Node a, const Node& b, bool with_prose) {
  a.parent = b.parent;
  if (!with_prose) a.prose = b.prose;
  return a == b;
}

class TreeMerge {
 public:
  TreeMerge(const Outlines& outlines, const Choices& choices, const std::vector<bool>& laid_out_anew)
      : outlines_(outlines),
        choices_(choices),
        laid_out_anew_(laid_out_anew),
        dropped_by_(outlines.size(), kBase),
        rescued_(outlines.size(), false),
        gone_(outlines.size(), false) {
    out_.kept.assign(outlines.size(), true);
    out_.parents.assign(outlines.size(), kNone);
  }

  MergedTree merged() {
    find_dropped();
    give_up();
    for (const Version side : kSides) rescue(side);
    for (const Version side : kSides) keep_touched(side);
    keep_linked();
    for (Handle node = 0; node < outlines_.size(); ++node)
      if (out_.kept[node]) settle(node);
    while (break_circle()) {
    }
    std::erase_if(out_.conflicts, [&](const Conflict& one) { return !out_.kept[outlines_.find(one.node.text)]; });
    std::erase_if(out_.notes, [&](const Note& one) { return !out_.kept[outlines_.find(one.node.text)]; });
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

  /// People decided that a node goes, and what stands below it.
  void give_up() {
    for (const Choice& choice : choices_.all()) {
      if (choice.conflict.sort != ConflictSort::Removed) continue;
      const Handle node = outlines_.find(choice.conflict.node.text);
      if (node != kNone && dropped_by(node) != kBase && version_of(choice.side) == dropped_by(node)) gone_[node] = true;
    }
  }

  /// What `side` moved out of a part that the other side dropped lives on, with all that hangs below it.
  void rescue(Version side) {
    for (const Handle node : outlines_.nodes(side)) {  // parents before their children
      if (dropped_by(node) != other(side)) continue;
      const Handle above = outlines_.parent(side, node);
      const Handle was_above = outlines_.parent(kBase, node);
      const bool below_rescued = above != kNone && rescued_[above];
      const bool moved_out = above != was_above && was_above != kNone && !outlines_.has(other(side), was_above) &&
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
          !same_parts(*outlines_.find(kBase, node), *outlines_.find(side, node), !laid_out_anew_[node]))
        keep(node);
    }
  }

  /// What people decided to keep for the sake of a link.
  void keep_linked() {
    for (const Choice& choice : choices_.all()) {
      if (choice.conflict.sort != ConflictSort::Link) continue;
      const std::string& part = choice.conflict.part;
      const std::optional<model::Target> to = model::parse_target(part.substr(part.find(' ') + 1));
      const Handle target = to ? outlines_.find(to->node.text) : kNone;
      if (target != kNone && outlines_.has(version_of(choice.side), target) && !gone_[target]) out_.kept[target] = true;
    }
  }

  void keep(Handle node) {
    if (out_.kept[node] || gone_[node]) return;
    out_.kept[node] = true;
    const Conflict conflict{ConflictSort::Removed, outlines_.id(node), ""};
    const std::optional<Version> side = choices_.side(conflict);
    if (side != other(dropped_by(node))) out_.conflicts.push_back(conflict);
  }

  /// Finds a parent, and keeps that one and all above it; or goes with one that goes.
  void settle(Handle node) {
    std::vector<Handle> path;
    for (; node != outlines_.root() && !gone_[node] && out_.parents[node] == kNone; node = out_.parents[node]) {
      path.push_back(node);
      out_.parents[node] = choose_parent(node);
    }
    const bool goes = gone_[node];
    for (const Handle one : path) {
      gone_[one] = goes;
      if (goes) {
        out_.kept[one] = false;
      } else {
        keep(out_.parents[one]);
      }
    }
  }

  Handle choose_parent(Handle node) {
    const bool in_base = outlines_.has(kBase, node);
    const Handle was = outlines_.parent(kBase, node);
    if (!outlines_.has(kOurs, node)) return outlines_.parent(kTheirs, node);
    if (!outlines_.has(kTheirs, node)) return outlines_.parent(kOurs, node);
    const Handle ours = outlines_.parent(kOurs, node);
    const Handle theirs = outlines_.parent(kTheirs, node);
    if (const std::optional<Handle> decided = decided_parent(node, ConflictSort::Circle)) return *decided;
    if (ours == theirs || (in_base && theirs == was)) return ours;
    if (in_base && ours == was) return theirs;
    if (const std::optional<Handle> decided = decided_parent(node, ConflictSort::Place)) return *decided;
    out_.conflicts.push_back({ConflictSort::Place, outlines_.id(node), ""});
    return in_base ? still_there(was) : std::min(ours, theirs);
  }

  [[nodiscard]] std::optional<Handle> decided_parent(Handle node, ConflictSort sort) const {
    const std::optional<Version> side = choices_.side({sort, outlines_.id(node), ""});
    if (!side || !outlines_.has(*side, node)) return std::nullopt;
    return *side == kBase ? still_there(outlines_.parent(kBase, node)) : outlines_.parent(*side, node);
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
    std::vector<Handle> moved;
    std::vector<Handle> undecided;
    const auto conflict = [&](Handle one) { return Conflict{ConflictSort::Circle, outlines_.id(one), ""}; };
    for (const Handle one : circle) {
      if (!outlines_.has(kBase, one) || out_.parents[one] == still_there(outlines_.parent(kBase, one))) continue;
      moved.push_back(one);
      if (choices_.find(conflict(one)) == nullptr) undecided.push_back(one);
    }
    // Where one place was decided, it follows that the others stay where they were.
    const bool follows = undecided.size() < moved.size() && !undecided.empty();
    for (const Handle one : follows ? undecided : moved) {
      out_.parents[one] = still_there(outlines_.parent(kBase, one));
      if (!follows) out_.conflicts.push_back(conflict(one));
    }
  }

  const Outlines& outlines_;
  const Choices& choices_;
  const std::vector<bool>& laid_out_anew_;
  std::vector<Version> dropped_by_;
  std::vector<bool> rescued_;
  std::vector<bool> gone_;  ///< by people's choice, or with one that goes so
  MergedTree out_;
};

}  // namespace

MergedTree merge_trees(const Outlines& outlines, const Choices& choices, const std::vector<bool>& laid_out_anew) {
  return TreeMerge(outlines, choices, laid_out_anew).merged();
}

Result<std::vector<bool>> find_laid_out_anew(const Outlines& outlines, const MergeProse& prose) {
  std::vector<bool> out(outlines.size(), false);
  for (const Handle node : outlines.nodes(kBase)) {
    if (outlines.has(kOurs, node) == outlines.has(kTheirs, node)) continue;
    const Node& was = *outlines.find(kBase, node);
    const Node& is = *outlines.find(outlines.has(kOurs, node) ? kOurs : kTheirs, node);
    if (!was.prose || !is.prose || was.prose == is.prose) continue;
    // Two texts that nothing came before agree only if they say and look the same.
    const MergedProse both = TRY(prose(std::nullopt, *was.prose, *is.prose, Side::Base));
    out[node] = !both.conflict;
  }
  return out;
}

}  // namespace zielbaum::merge
