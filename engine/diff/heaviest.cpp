#include "diff/heaviest_internal.h"

#include <algorithm>

namespace zielbaum::diff {

namespace {

/// Each takes 32 bytes.
constexpr std::size_t kMostEqualPairs = std::size_t{1} << 20;

/// A chain of matches, by its last one.
struct Chain {
  Match last;
  std::uint32_t rest = 0;  ///< the chain before it: its place in the list of all, 0 for none
  std::uint64_t weight = 0;
};

/// The heaviest chain among those that end before a place: a Fenwick tree of maxima (Fenwick 1994).
class HeaviestBefore {
 public:
  HeaviestBefore(std::size_t places, const std::vector<Chain>& chains) : best_(places + 1, 0), chains_(chains) {}

  [[nodiscard]] std::uint32_t find(std::size_t place) const {
    std::uint32_t out = 0;
    for (; place > 0; place -= place & (~place + 1))
      if (chains_[best_[place]].weight > chains_[out].weight) out = best_[place];
    return out;
  }
  void add(std::size_t place, std::uint32_t chain) {
    for (++place; place < best_.size(); place += place & (~place + 1))
      if (chains_[chain].weight > chains_[best_[place]].weight) best_[place] = chain;
  }

 private:
  std::vector<std::uint32_t> best_;
  const std::vector<Chain>& chains_;
};

using Elements = std::vector<Element>;

/// Where each number stands in elements [begin, end): sorted by number, then by place from the end.
struct Standing {
  std::uint32_t number;
  std::size_t place;
  bool operator<(const Standing& other) const {
    return number != other.number ? number < other.number : place > other.place;
  }
};
struct ByNumber {
  bool operator()(const Standing& a, std::uint32_t b) const { return a.number < b; }
  bool operator()(std::uint32_t a, const Standing& b) const { return a < b.number; }
};

std::vector<Standing> standings(const Elements& elements, std::size_t begin, std::size_t end) {
  std::vector<Standing> out;
  for (std::size_t i = begin; i < end; ++i) out.push_back({elements[i].number, i});
  std::sort(out.begin(), out.end());
  return out;
}

Sequence numbers_between(const Elements& elements, std::size_t begin, std::size_t end) {
  Sequence out;
  for (std::size_t i = begin; i < end; ++i) out.push_back(elements[i].number);
  return out;
}

/// Between two equal beginnings and ends.
struct Middle {
  std::size_t begin, before_end, after_end;
};

std::vector<Match> heaviest_middle(const Elements& before, const Elements& after, const Middle& middle,
                                   std::size_t& work) {
  const std::vector<Standing> places = standings(after, middle.begin, middle.after_end);
  const auto equal = [&](std::size_t i) {
    return std::equal_range(places.begin(), places.end(), before[i].number, ByNumber{});
  };
  std::size_t pairs = 0;
  for (std::size_t i = middle.begin; i < middle.before_end; ++i) {
    const auto [first, last] = equal(i);
    pairs += static_cast<std::size_t>(last - first);
  }
  if (pairs > std::min(work, kMostEqualPairs)) {
    std::vector<Match> out = longest_common(numbers_between(before, middle.begin, middle.before_end),
                                            numbers_between(after, middle.begin, middle.after_end), work);
    for (Match& match : out) match = {match.before + middle.begin, match.after + middle.begin};
    return out;
  }
  work -= pairs;

  std::vector<Chain> chains(1);
  chains.reserve(pairs + 1);
  HeaviestBefore heaviest(middle.after_end - middle.begin, chains);
  std::uint32_t best = 0;
  for (std::size_t i = middle.begin; i < middle.before_end; ++i) {
    // From the end, so that no chain goes on with another match of the same element.
    for (auto [place, last] = equal(i); place != last; ++place) {
      const std::uint32_t rest = heaviest.find(place->place - middle.begin);
      chains.push_back({{i, place->place}, rest, chains[rest].weight + before[i].weight});
      const auto chain = static_cast<std::uint32_t>(chains.size() - 1);
      heaviest.add(place->place - middle.begin, chain);
      if (chains[chain].weight > chains[best].weight) best = chain;
    }
  }
  std::vector<Match> out;
  for (; best != 0; best = chains[best].rest) out.push_back(chains[best].last);
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

std::vector<Match> heaviest_common(const std::vector<Element>& before, const std::vector<Element>& after,
                                   std::size_t& work) {
  // An equal beginning or end can always be kept: whatever else its elements were matched with weighs the same.
  Middle middle{0, before.size(), after.size()};
  std::vector<Match> out;
  while (middle.begin < std::min(before.size(), after.size()) &&
         before[middle.begin].number == after[middle.begin].number) {
    out.push_back({middle.begin, middle.begin});
    ++middle.begin;
  }
  while (middle.before_end > middle.begin && middle.after_end > middle.begin &&
         before[middle.before_end - 1].number == after[middle.after_end - 1].number) {
    --middle.before_end, --middle.after_end;
  }
  if (middle.begin < middle.before_end && middle.begin < middle.after_end) {
    const std::vector<Match> inner = heaviest_middle(before, after, middle, work);
    out.insert(out.end(), inner.begin(), inner.end());
  }
  for (std::size_t i = 0; middle.before_end + i < before.size(); ++i)
    out.push_back({middle.before_end + i, middle.after_end + i});
  return out;
}

}  // namespace zielbaum::diff
