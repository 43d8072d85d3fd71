#include "diff/order.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "merge/order_internal.h"

namespace zielbaum::merge {

namespace {

using Places = std::unordered_map<Handle, std::size_t>;
using Set = std::unordered_set<Handle>;

Places places_of(const std::vector<Handle>& list) {
  Places out;
  for (std::size_t i = 0; i < list.size(); ++i) out.emplace(list[i], i);
  return out;
}

/// Those of the base that the side left in their order.
Set left_in_place(const std::vector<Handle>& base, const std::vector<Handle>& side) {
  const Places places = places_of(base);
  std::vector<Handle> common;
  std::vector<std::string> names;
  for (const Handle one : side)
    if (places.contains(one)) common.push_back(one);
  for (const Handle one : common) names.push_back(std::to_string(one));
  std::vector<diff::Placed> elements;
  for (std::size_t i = 0; i < common.size(); ++i) elements.push_back({places.at(common[i]), names[i]});
  const std::vector<bool> kept = diff::kept_in_order(elements);
  Set out;
  for (std::size_t i = 0; i < common.size(); ++i)
    if (kept[i]) out.insert(common[i]);
  return out;
}

/// Whether one of them is the other one's beginning, so that there is nothing to choose.
bool begins_alike(const std::vector<Handle>& a, const std::vector<Handle>& b) {
  const auto size = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
  return std::equal(a.begin(), a.begin() + size, b.begin());
}

class OrderMerge {
 public:
  OrderMerge(const std::array<std::vector<Handle>, 3>& lists, const std::vector<Handle>& all)
      : lists_(lists), all_(all), base_(places_of(lists[kBase])) {
    for (const Version side : kSides) {
      places_[side] = places_of(lists[side]);
      in_place_[side] = left_in_place(lists[kBase], lists[side]);
    }
    for (const Handle one : lists[kBase])
      if (in_place_[kOurs].contains(one) && in_place_[kTheirs].contains(one)) skeleton_.push_back(one);
    is_skeleton_.insert(skeleton_.begin(), skeleton_.end());
  }

  MergedOrder merged() {
    for (const Version version : {kBase, kOurs, kTheirs}) anchor(version);
    for (const Handle one : all_) assign(one);
    fill_runs();
    emit(kNone);
    for (const Handle one : skeleton_) {
      out_.order.push_back(one);
      emit(one);
    }
    return std::move(out_);
  }

 private:
  using Runs = std::unordered_map<Handle, std::vector<Handle>>;

  /// Behind which of the skeleton each other one stands.
  void anchor(Version version) {
    Handle last = kNone;
    for (const Handle one : lists_[version]) {
      if (is_skeleton_.contains(one)) {
        last = one;
      } else {
        anchors_[version].emplace(one, last);
      }
    }
  }

  [[nodiscard]] bool placed_by(Version side, Handle one) const {
    return places_[side].contains(one) && !in_place_[side].contains(one);
  }

  /// Decides whose place counts.
  void assign(Handle one) {
    if (is_skeleton_.contains(one)) return;
    const bool ours = placed_by(kOurs, one);
    const bool theirs = placed_by(kTheirs, one);
    if (ours && theirs) {
      const Handle our_anchor = anchors_[kOurs].at(one);
      const Handle their_anchor = anchors_[kTheirs].at(one);
      if (our_anchor == their_anchor) {
        owners_[one] = {kOurs, kTheirs};
      } else {
        out_.chosen = true;
        owners_[one] = {our_anchor < their_anchor ? kOurs : kTheirs};
      }
    } else if (ours || theirs) {
      owners_[one] = {ours ? kOurs : kTheirs};
    } else if (base_.contains(one)) {
      owners_[one] = {kBase};
    } else {
      nowhere_.push_back(one);
    }
  }

  void fill_runs() {
    for (const Version version : {kBase, kOurs, kTheirs}) {
      for (const Handle one : lists_[version]) {
        const auto owner = owners_.find(one);
        if (owner == owners_.end()) continue;
        const auto& list = owner->second;
        if (std::find(list.begin(), list.end(), version) != list.end())
          runs_[version][anchors_[version].at(one)].push_back(one);
      }
    }
    std::sort(nowhere_.begin(), nowhere_.end());
    const Handle last = skeleton_.empty() ? kNone : skeleton_.back();
    for (const Handle one : nowhere_) runs_[kBase][last].push_back(one);
  }

  void emit(Handle anchor) {
    std::vector<const std::vector<Handle>*> runs;
    for (const Version version : {kBase, kOurs, kTheirs}) {
      const auto found = runs_[version].find(anchor);
      if (found != runs_[version].end()) runs.push_back(&found->second);
    }
    std::sort(runs.begin(), runs.end(), [](const auto* a, const auto* b) {
      const Handle smallest_a = *std::min_element(a->begin(), a->end());
      const Handle smallest_b = *std::min_element(b->begin(), b->end());
      return std::pair(smallest_a, *a) < std::pair(smallest_b, *b);
    });
    for (const std::vector<Handle>* const run : runs) {
      if (!begins_alike(*run, *runs.front())) out_.chosen = true;
      for (const Handle one : *run)
        if (emitted_.insert(one).second) out_.order.push_back(one);
    }
  }

  const std::array<std::vector<Handle>, 3>& lists_;
  const std::vector<Handle>& all_;
  Places base_;
  std::array<Places, 3> places_;
  std::array<Set, 3> in_place_;
  std::vector<Handle> skeleton_;
  Set is_skeleton_;
  std::array<std::unordered_map<Handle, Handle>, 3> anchors_;
  std::unordered_map<Handle, std::vector<Version>> owners_;
  std::vector<Handle> nowhere_;
  std::array<Runs, 3> runs_;
  Set emitted_;
  MergedOrder out_;
};

}  // namespace

MergedOrder merge_orders(const std::array<std::vector<Handle>, 3>& lists, const std::vector<Handle>& all) {
  if (lists[kOurs] == lists[kTheirs] && lists[kOurs].size() == all.size()) return {lists[kOurs], false};
  return OrderMerge(lists, all).merged();
}

}  // namespace zielbaum::merge
