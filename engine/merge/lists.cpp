// Which lists of three versions are one.
#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <unordered_map>

#include "base/ascii.h"
#include "merge/layout_internal.h"

namespace zielbaum::merge {

namespace {

using Numbers = ListStyle::Numbers;
using VersionIn = Passages Gap::*;
constexpr std::array<VersionIn, 3> kVersions = {&Gap::base, &Gap::ours, &Gap::theirs};
constexpr std::uint32_t kListsOfVersion = 1U << 28;  // more than any text has
constexpr std::size_t kItemsVote = 4;                // of an item with its first sentence; a mark alone has 1

std::string_view lead_of(std::string_view joint) {
  return joint.substr(0, joint.rfind('\n') + 1);  // npos + 1 is 0
}

class ListReader {
 public:
  explicit ListReader(Lists& lists) : lists_(lists) {}

  void read(const Passage& item) {
    const Mark mark = mark_in(item.text);
    if (mark.size == 0) return;
    const auto [found, is_new] = lists_.try_emplace(item.list);
    ListStyle& style = found->second;
    std::uint64_t number = 0;
    const char* const begin = item.text.data() + mark.begin;
    std::from_chars(begin, begin + mark.size, number);
    if (is_new) {
      style.mark = item.text[mark.begin + mark.size - 1];
      style.start = number;
      style.first_lead = lead_of(item.text);
      style.level = item.outer;
    } else {
      if (style.inner_lead.empty()) style.inner_lead = lead_of(item.text);
      const std::uint64_t last = last_[item.list];
      const Numbers here = number == last + 1 ? Numbers::Rising : number == last ? Numbers::Same : Numbers::Other;
      if (count_[item.list] == 1) {
        style.numbers = here;
      } else if (style.numbers != here) {
        style.numbers = Numbers::Other;
      }
    }
    ++count_[item.list];
    last_[item.list] = number;
  }

 private:
  Lists& lists_;
  std::map<std::uint32_t, std::uint64_t> last_;
  std::map<std::uint32_t, std::size_t> count_;
};

/// What a side made of a thing, if it did.
template <typename T>
T changed(const T& base, const T& ours, const T& theirs) {
  if (ours == theirs || theirs == base) return ours;
  return ours == base ? theirs : std::min(ours, theirs);
}

ListStyle merged(const ListStyle& base, const ListStyle& ours, const ListStyle& theirs) {
  ListStyle out;
  bool is_ours = changed(base.mark, ours.mark, theirs.mark) == ours.mark;
  // Numbers in the place of bullets are more than other bullets.
  if (is_bullet(ours.mark) != is_bullet(theirs.mark)) is_ours = is_bullet(ours.mark) != is_bullet(base.mark);
  out.mark = is_ours ? ours.mark : theirs.mark;
  if (ours.mark == theirs.mark) {
    out.start = changed(base.start, ours.start, theirs.start);
    out.numbers = changed(base.numbers, ours.numbers, theirs.numbers);
  } else {
    out.start = (is_ours ? ours : theirs).start;
    out.numbers = (is_ours ? ours : theirs).numbers;
  }
  out.first_lead = changed(base.first_lead, ours.first_lead, theirs.first_lead);
  const auto known = [&](const std::string& lead) { return lead.empty() ? base.inner_lead : lead; };
  out.inner_lead = changed(base.inner_lead, known(ours.inner_lead), known(theirs.inner_lead));
  return out;
}

class Settle {
 public:
  explicit Settle(std::vector<Piece>& pieces) : pieces_(pieces) {}

  Lists lists() {
    number_apart();
    vote();
    for (const std::size_t side : {1U, 2U}) elect(side);
    for (const std::size_t side : {1U, 2U}) join(side);
    name_new_ones_alike();
    Lists out = styles_[0];
    for (auto& [list, style] : out) style = merged(style, of_side(1, list), of_side(2, list));
    for (const std::size_t side : {1U, 2U}) {
      for (const auto& [list, style] : styles_[side]) {
        const auto found = canonical_.find(list);
        if (found != canonical_.end() && is_list_of_base(found->second)) continue;
        const auto [is, added] = out.emplace(found == canonical_.end() ? list : found->second, style);
        const auto comes_first = [](const ListStyle& one) {
          return std::tuple(is_bullet(one.mark), one.mark, one.inner_lead.empty(), one.start, one.numbers,
                            one.first_lead, one.inner_lead);
        };
        if (comes_first(style) < comes_first(is->second)) is->second = style;
        is->second.is_new = true;
      }
    }
    for (Piece& piece : pieces_)
      for (const VersionIn side : kVersions)
        for (Passage& one : piece.gap.*side)
          if (const auto found = canonical_.find(one.list); found != canonical_.end()) one.list = found->second;
    return out;
  }

 private:
  /// No two versions number a list alike.
  void number_apart() {
    for (std::size_t version = 0; version < kVersions.size(); ++version) {
      ListReader reader(styles_[version]);
      for (Piece& piece : pieces_) {
        for (Passage& one : piece.gap.*kVersions[version]) {
          if (!one.item()) continue;
          one.list += static_cast<std::uint32_t>(version) * kListsOfVersion;
          reader.read(one);
        }
      }
    }
  }

  /// What is the same in two versions is so in the same list; most of all where an item begins alike.
  void vote() {
    std::array<const Passage*, 3> next{};  // behind what is looked at
    for (std::size_t at = pieces_.size(); at-- > 0;) {
      const Gap& gap = pieces_[at].gap;
      for (const std::size_t side : {1U, 2U})
        if (!pieces_[at].changed || gap.base.size() == 1 || same(gap.base, gap.*kVersions[side]))
          vote(gap.base, gap.*kVersions[side], side, next);
      for (std::size_t version = 0; version < kVersions.size(); ++version)
        if (const Passages& all = gap.*kVersions[version]; !all.empty()) next[version] = &all.front();
    }
  }

  void vote(const Passages& base, const Passages& there, std::size_t side, const std::array<const Passage*, 3>& next) {
    if (there.size() != base.size()) return;
    for (std::size_t i = 0; i < there.size(); ++i) {
      if (!base[i].item() || !there[i].item()) continue;
      const bool is_last = i + 1 == there.size();
      const bool begins_alike = !is_last || (next[0] != nullptr && next[side] != nullptr &&
                                             (next[0]->key == next[side]->key || alike(*next[0], *next[side])));
      votes_[side][there[i].list][base[i].list] += begins_alike ? kItemsVote : 1;
    }
  }

  /// The list that most votes are for, one at the same level first. Lists at two levels are two, and so is one that has
  /// only the mark of a dropped item, where another one has items.
  void elect(std::size_t side) {
    std::map<std::uint32_t, std::pair<std::size_t, std::uint32_t>> most;  // by list of the base: votes and level
    for (const bool is_last : {false, true}) {
      for (const auto& [list, votes] : votes_[side]) {
        const std::uint32_t level = styles_[side].at(list).level;
        const auto worth = [&, level](const auto& vote) {
          return std::pair(styles_[0].at(vote.first).level == level, vote.second);
        };
        const auto elected = std::max_element(votes.begin(), votes.end(),
                                              [&](const auto& a, const auto& b) { return worth(a) < worth(b); });
        if (!is_last) {
          auto& [votes_for_it, level_of_it] = most[elected->first];
          if (elected->second <= votes_for_it) continue;
          votes_for_it = elected->second;
          level_of_it = level;
        } else if (most[elected->first].second == level &&
                   (elected->second >= kItemsVote ||
                    (elected->second == most[elected->first].first &&
                     is_bullet(styles_[side].at(list).mark) == is_bullet(styles_[0].at(elected->first).mark)))) {
          canonical_[list] = elected->first;
        }
      }
    }
  }

  /// Lists of the base that a side made one. The mark of an item that it replaced does not tell.
  void join(std::size_t side) {
    std::map<std::uint32_t, std::pair<std::size_t, std::uint32_t>> most;  // by list of the base: votes, and for which
    for (const auto& [list, votes] : votes_[side])
      for (const auto& [of_base, count] : votes) most[of_base] = std::max(most[of_base], {count, list});
    for (const auto& [of_base, elected] : most) {
      const auto found = canonical_.find(elected.second);
      const bool has_own = std::any_of(canonical_.begin(), canonical_.end(), [&, &base = of_base](const auto& entry) {
        return entry.second == base && styles_[side].contains(entry.first);
      });
      if (elected.first < kItemsVote || found == canonical_.end() || has_own ||
          styles_[0].at(of_base).level != styles_[0].at(found->second).level)
        continue;
      const std::uint32_t joined = found->second;
      for (auto& [list, is] : canonical_)
        if (is == of_base) is = joined;
      canonical_[of_base] = joined;
    }
  }

  /// A list that both sides put in, or made of another one.
  void name_new_ones_alike() {
    std::unordered_map<std::string, std::uint32_t> of_ours;
    const auto each_new = [&](VersionIn side, const auto& see) {
      for (const Piece& piece : pieces_) {
        const Passages& all = piece.gap.*side;
        for (std::size_t i = 0; piece.changed && i + 1 < all.size(); ++i)
          if (all[i].item() && !canonical_.contains(all[i].list)) see(all[i + 1].key, all[i].list);
      }
    };
    for (const Piece& piece : pieces_) {
      if (piece.changed) continue;
      for (std::size_t i = 0; i < piece.gap.base.size(); ++i) {
        const std::uint32_t ours = piece.gap.ours[i].list;
        const std::uint32_t theirs = piece.gap.theirs[i].list;
        if (ours != 0 && theirs != 0 && !canonical_.contains(ours) && !canonical_.contains(theirs) &&
            styles_[1].at(ours).level == styles_[2].at(theirs).level)
          canonical_.emplace(theirs, ours);
      }
    }
    each_new(&Gap::ours, [&](const std::string& key, std::uint32_t list) { of_ours.emplace(key, list); });
    each_new(&Gap::theirs, [&](const std::string& key, std::uint32_t list) {
      const auto found = of_ours.find(key);
      if (found != of_ours.end() && styles_[1].at(found->second).level == styles_[2].at(list).level)
        canonical_.emplace(list, found->second);
    });
  }

  /// As the side has the list; as the base has it where the side does not.
  [[nodiscard]] const ListStyle& of_side(std::size_t side, std::uint32_t list) const {
    for (const auto& [own, style] : styles_[side])
      if (const auto found = canonical_.find(own); found != canonical_.end() && found->second == list) return style;
    return styles_[0].at(list);
  }

  std::vector<Piece>& pieces_;
  std::array<Lists, 3> styles_;
  std::array<std::map<std::uint32_t, std::map<std::uint32_t, std::size_t>>, 3> votes_;
  std::map<std::uint32_t, std::uint32_t> canonical_;
};

}  // namespace

bool is_list_of_base(std::uint32_t list) {
  return list > 0 && list < kListsOfVersion;
}

Lists settle_lists(std::vector<Piece>& pieces) {
  return Settle(pieces).lists();
}

}  // namespace zielbaum::merge
