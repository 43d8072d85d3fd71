#include "merge/matching_internal.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace zielbaum::merge {

namespace {

/// Most steps of search between two passages that stand once, some milliseconds.
constexpr std::size_t kMostWork = std::size_t{1} << 20;
/// Most pairs of which it is asked whether one is the other one reworded.
constexpr std::size_t kMostPairs = std::size_t{1} << 14;
/// A word of more sentences tells none of them.
constexpr std::size_t kMostOfOneWord = 32;

struct Range {
  std::size_t begin, end;
  [[nodiscard]] std::size_t size() const { return end - begin; }
};

class Matching {
 public:
  Matching(const Passages& before, const Passages& after, Reworded reworded)
      : before_(before), after_(after), reworded_(reworded) {
    std::unordered_map<std::string_view, std::uint32_t> names;
    const auto name = [&](const Passage& one) {
      return names.emplace(one.key, static_cast<std::uint32_t>(names.size())).first->second;
    };
    for (const Passage& one : before) before_names_.push_back(name(one));
    for (const Passage& one : after) after_names_.push_back(name(one));
  }

  std::vector<Match> matches() {
    match({0, before_.size()}, {0, after_.size()});
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool same(std::size_t i, std::size_t j) const { return before_names_[i] == after_names_[j]; }

  void match(Range before, Range after) {
    for (; before.size() > 0 && after.size() > 0 && same(before.begin, after.begin); ++before.begin, ++after.begin)
      out_.push_back({before.begin, after.begin});
    std::size_t rest = 0;
    for (; rest < before.size() && rest < after.size() && same(before.end - 1 - rest, after.end - 1 - rest);) ++rest;
    before.end -= rest;
    after.end -= rest;
    if (before.size() > 0 && after.size() > 0) {
      if (before.size() <= kMostWork / after.size()) {
        search(before, after);
      } else {
        match_around(anchors(before, after), before, after);
      }
    }
    for (std::size_t i = 0; i < rest; ++i) out_.push_back({before.end + i, after.end + i});
  }

  void match_around(const std::vector<Match>& anchors, Range before, Range after) {
    if (anchors.empty()) return;
    for (const Match& anchor : anchors) {
      match({before.begin, anchor.before}, {after.begin, anchor.after});
      out_.push_back(anchor);
      before.begin = anchor.before + 1;
      after.begin = anchor.after + 1;
    }
    match(before, after);
  }

  /// What stands once on both sides, as much as there is in one order: the longest ascending run.
  [[nodiscard]] std::vector<Match> anchors(Range before, Range after) const {
    struct Places {
      std::size_t count[2] = {0, 0};
      std::size_t place[2] = {0, 0};
    };
    std::unordered_map<std::uint32_t, Places> places;
    const auto count = [&](const std::vector<std::uint32_t>& names, Range range, std::size_t side) {
      for (std::size_t i = range.begin; i < range.end; ++i) {
        Places& one = places[names[i]];
        ++one.count[side];
        one.place[side] = i;
      }
    };
    count(before_names_, before, 0);
    count(after_names_, after, 1);
    std::vector<Match> all;
    for (std::size_t i = before.begin; i < before.end; ++i) {
      const Places& one = places.at(before_names_[i]);
      if (one.count[0] == 1 && one.count[1] == 1) all.push_back({i, one.place[1]});
    }
    std::vector<std::size_t> tails;  // by length, the last one of the run that ends first
    std::vector<std::size_t> previous(all.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto tail = std::lower_bound(tails.begin(), tails.end(), all[i].after,
                                         [&](std::size_t one, std::size_t place) { return all[one].after < place; });
      if (tail != tails.begin()) previous[i] = *(tail - 1);
      if (tail == tails.end()) {
        tails.push_back(i);
      } else {
        *tail = i;
      }
    }
    std::vector<Match> out;
    for (std::size_t i = tails.empty() ? all.size() : tails.back(); i < all.size(); i = previous[i])
      out.push_back(all[i]);
    std::reverse(out.begin(), out.end());
    return out;
  }

  /// By dynamic programming.
  void search(Range before, Range after) {
    const std::size_t rows = before.size();
    const std::size_t columns = after.size();
    const bool may_be_reworded = reworded_ == Reworded::Same && rows * columns <= kMostPairs;
    const auto gain = [&](std::size_t i, std::size_t j) {
      const Passage& a = before_[before.begin + i];
      const Passage& b = after_[after.begin + j];
      if (same(before.begin + i, after.begin + j)) return a.weight;
      return may_be_reworded && alike(a, b) ? std::min(a.weight, b.weight) / 2 : 0;
    };
    const std::size_t width = columns + 1;
    std::vector<std::uint32_t> gains(rows * columns);
    std::vector<std::uint32_t> best((rows + 1) * width, 0);  // of what stands from there on
    for (std::size_t i = rows; i-- > 0;) {
      for (std::size_t j = columns; j-- > 0;) {
        const std::uint32_t here = gains[i * columns + j] = gain(i, j);
        best[i * width + j] =
            std::max({best[(i + 1) * width + j], best[i * width + j + 1], best[(i + 1) * width + j + 1] + here});
      }
    }
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
      const std::uint32_t here = best[i * width + j];
      const std::uint32_t gained = gains[i * columns + j];
      if (gained > 0 && here == best[(i + 1) * width + j + 1] + gained) {
        out_.push_back({before.begin + i, after.begin + j, same(before.begin + i, after.begin + j)});
        ++i, ++j;
      } else if (here == best[(i + 1) * width + j]) {
        ++i;
      } else {
        ++j;
      }
    }
  }

  const Passages& before_;
  const Passages& after_;
  Reworded reworded_;
  std::vector<std::uint32_t> before_names_, after_names_;
  std::vector<Match> out_;
};

}  // namespace

std::vector<Match> common(const Passages& before, const Passages& after, Reworded reworded) {
  return Matching(before, after, reworded).matches();
}

Rewordings::Rewordings(const std::vector<const Passage*>& of) : all_(of) {
  for (std::size_t i = 0; i < all_.size(); ++i)
    for (const std::string& word : all_[i]->words) words_.emplace_back(word, i);
  std::sort(words_.begin(), words_.end());
  words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
}

std::vector<std::size_t> Rewordings::alike_to(const Passage& passage) const {
  std::vector<std::size_t> out;
  std::string_view last;
  for (const std::string& word : passage.words) {
    if (std::exchange(last, word) == word) continue;  // they are sorted
    const auto begin =
        std::lower_bound(words_.begin(), words_.end(), std::pair(std::string_view(word), std::size_t{0}));
    const auto end = std::upper_bound(begin, words_.end(), std::pair(std::string_view(word), SIZE_MAX));
    if (all_.size() > kMostOfOneWord && static_cast<std::size_t>(end - begin) > kMostOfOneWord) continue;
    for (auto at = begin; at != end; ++at) out.push_back(at->second);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  std::erase_if(out, [&](std::size_t one) { return !alike(*all_[one], passage); });
  return out;
}

}  // namespace zielbaum::merge
