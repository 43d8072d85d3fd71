#include "merge/neighbours_internal.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace zielbaum::merge {

namespace {

constexpr std::size_t kNoStand = SIZE_MAX;

/// A paragraph, or what an item begins with: its sentences, what it stands below, and in which list.
struct Stand {
  std::vector<const Passage*> sentences;
  std::size_t below = kNoStand;
  std::size_t list = kNoStand;  ///< a number that no other list has; what stands between items makes two
};

using StandPlaces = std::unordered_map<std::string_view, std::size_t>;

class Stands {
 public:
  /// The passages are referred to.
  void add(const Passage& passage) {
    if (!passage.joint()) {
      if (all_.empty()) all_.emplace_back();
      all_.back().sentences.push_back(&passage);
      return;
    }
    const bool goes_on = passage.depth == kSameParagraph || passage.key == "\1B";
    if (goes_on && !all_.empty()) return;
    Stand stand;
    if (passage.outer > 0 && passage.outer <= within_.size()) stand.below = within_[passage.outer - 1];
    within_.resize(passage.outer, kNoStand);
    within_.resize(passage.level, all_.size());
    stand.list = list_of(passage);
    all_.push_back(std::move(stand));
  }

  [[nodiscard]] const std::vector<Stand>& all() const { return all_; }
  /// By the number of their list.
  [[nodiscard]] std::vector<std::vector<const Stand*>> lists() const {
    std::vector<std::vector<const Stand*>> out(lists_);
    for (const Stand& one : all_)
      if (one.list != kNoStand) out[one.list].push_back(&one);
    return out;
  }
  /// Where a sentence stands, of those that stand once; else kNoStand.
  [[nodiscard]] StandPlaces places() const {
    StandPlaces out;
    for (std::size_t i = 0; i < all_.size(); ++i)
      for (const Passage* const one : all_[i].sentences)
        if (const auto [at, is_new] = out.emplace(one->key, i); !is_new) at->second = kNoStand;
    return out;
  }

 private:
  std::size_t list_of(const Passage& joint) {
    last_.resize(joint.outer + 1);
    auto& [list, number] = last_.back();
    if (!joint.item()) {
      list = 0;
      return kNoStand;
    }
    if (list != joint.list) number = lists_++;
    list = joint.list;
    return number;
  }

  std::vector<Stand> all_;
  std::vector<std::size_t> within_;                          ///< by level, what begins the item there
  std::vector<std::pair<std::uint32_t, std::size_t>> last_;  ///< by level, the last list there and its number
  std::size_t lists_ = 0;
};

bool any_of_it(const std::vector<const Passage*>& wanted, const Stand& there) {
  return std::any_of(wanted.begin(), wanted.end(), [&](const Passage* one) {
    return std::any_of(there.sentences.begin(), there.sentences.end(),
                       [&](const Passage* other) { return one->key == other->key || alike(*one, *other); });
  });
}

std::size_t count_sentences(const Passages& passages) {
  return static_cast<std::size_t>(
      std::count_if(passages.begin(), passages.end(), [](const Passage& one) { return !one.joint(); }));
}

}  // namespace

bool part_from_neighbours(std::vector<Piece>& pieces, const Passages& result) {
  Stands in_result;
  for (const Passage& one : result) in_result.add(one);
  const auto places = in_result.places();
  std::unordered_set<std::string_view> in_base;
  for (const Piece& piece : pieces)
    for (const Passage& one : piece.gap.base) in_base.insert(one.key);
  std::unordered_set<std::size_t> apart;
  for (const auto side : {&Gap::ours, &Gap::theirs}) {
    Stands there;
    std::vector<std::size_t> piece_of;  // by sentence, in order
    std::vector<bool> puts_in(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      puts_in[i] = pieces[i].changed && !pieces[i].apart &&
                   count_sentences(pieces[i].gap.*side) > count_sentences(pieces[i].gap.base);
      for (const Passage& one : pieces[i].gap.*side) {
        there.add(one);
        if (!one.joint()) piece_of.push_back(i);
      }
    }
    const std::vector<std::vector<const Stand*>> lists = there.lists();
    const auto is_below_another = [&](const Stand& stand, const Stand& is) {
      if (stand.below == kNoStand) return false;
      return is.below == kNoStand || !any_of_it(there.all()[stand.below].sentences, in_result.all()[is.below]);
    };
    // Whether other items of its list are there, and all of them in another one.
    const auto is_in_another_list = [&](const Stand& stand, const Stand& is) {
      bool any = false;
      if (stand.list == kNoStand) return false;
      for (const Stand* const item : lists[stand.list]) {
        for (const Passage* const one : item->sentences) {
          const auto place = places.find(one->key);
          if (!in_base.contains(one->key) || place == places.end() || place->second == kNoStand) continue;
          any = true;
          if (in_result.all()[place->second].list == is.list) return false;
        }
      }
      return any;
    };
    std::size_t next = 0;
    for (const Stand& stand : there.all()) {
      std::vector<const Passage*> old;
      for (const Passage* const one : stand.sentences)
        if (in_base.contains(one->key)) old.push_back(one);
      for (const Passage* const one : stand.sentences) {
        const std::size_t piece = piece_of[next++];
        const auto place = places.find(one->key);
        if (!pieces[piece].changed || pieces[piece].apart || in_base.contains(one->key) || place == places.end() ||
            place->second == kNoStand)
          continue;
        const Stand& is = in_result.all()[place->second];
        const bool lost = !old.empty() ? puts_in[piece] && !any_of_it(old, is)
                                       : is_below_another(stand, is) || is_in_another_list(stand, is);
        const Passages& was = pieces[piece].gap.base;
        const auto is_reworded = [&](const Passage& other) { return alike(*one, other); };
        if (lost && std::none_of(was.begin(), was.end(), is_reworded)) apart.insert(piece);
      }
    }
  }
  for (const std::size_t piece : apart) pieces[piece].apart = true;
  return !apart.empty();
}

}  // namespace zielbaum::merge
