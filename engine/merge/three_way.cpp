#include "merge/three_way_internal.h"

#include <algorithm>
#include <cstdint>

namespace zielbaum::merge {

namespace {

/// Most steps of search for one text, some hundredths of a second.
constexpr std::size_t kMostWork = std::size_t{1} << 24;

struct Match {
  std::size_t before, after;
};

/// The heaviest common subsequence of two lists of passages, by dynamic programming. Nothing where they are too long.
std::optional<std::vector<Match>> common(const Passages& before, const Passages& after) {
  std::size_t begin = 0;
  while (begin < before.size() && begin < after.size() && before[begin].key == after[begin].key) ++begin;
  std::size_t rest = 0;
  while (rest < before.size() - begin && rest < after.size() - begin &&
         before[before.size() - 1 - rest].key == after[after.size() - 1 - rest].key)
    ++rest;
  const std::size_t rows = before.size() - begin - rest;
  const std::size_t columns = after.size() - begin - rest;
  if (rows != 0 && columns > kMostWork / rows) return std::nullopt;
  const std::size_t width = columns + 1;
  std::vector<std::uint32_t> best((rows + 1) * width, 0);  // of what stands from there on
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      std::uint32_t& here = best[i * width + j];
      here = std::max(best[(i + 1) * width + j], best[i * width + j + 1]);
      if (before[begin + i].key == after[begin + j].key)
        here = std::max(here, best[(i + 1) * width + j + 1] + before[begin + i].weight);
    }
  }
  std::vector<Match> out;
  for (std::size_t i = 0; i < begin; ++i) out.push_back({i, i});
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    const std::uint32_t here = best[i * width + j];
    if (before[begin + i].key == after[begin + j].key &&
        here == best[(i + 1) * width + j + 1] + before[begin + i].weight) {
      out.push_back({begin + i++, begin + j++});
    } else if (here == best[(i + 1) * width + j]) {
      ++i;
    } else {
      ++j;
    }
  }
  for (std::size_t i = rest; i > 0; --i) out.push_back({before.size() - i, after.size() - i});
  return out;
}

bool same(const Passages& a, const Passages& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Passage& x, const Passage& y) { return x.key == y.key; });
}

/// Of what says the same, the side that wrote it in other bytes than the base counts.
const Passage& written(const Passage& base, const Passage& ours, const Passage& theirs) {
  if (ours.text == base.text) return theirs;
  return theirs.text == base.text || ours.text < theirs.text ? ours : theirs;
}

Passages part(const Passages& passages, std::size_t begin, std::size_t end) {
  return {passages.begin() + static_cast<std::ptrdiff_t>(begin), passages.begin() + static_cast<std::ptrdiff_t>(end)};
}

/// What a side put in the place of [begin, end) of the base; either may be empty, not both.
struct Hunk {
  std::size_t begin, end;
  std::size_t side_begin, side_end;
};

/// Nothing where the texts are too long.
std::optional<std::vector<Hunk>> hunks_between(const Passages& base, const Passages& side) {
  std::optional<std::vector<Match>> matches = common(base, side);
  if (!matches) return std::nullopt;
  matches->push_back({base.size(), side.size()});
  std::vector<Hunk> out;
  std::size_t base_end = 0;
  std::size_t side_end = 0;
  for (const Match& match : *matches) {
    if (match.before > base_end || match.after > side_end)
      out.push_back({base_end, match.before, side_end, match.after});
    base_end = match.before + 1;
    side_end = match.after + 1;
  }
  return out;
}

/// Walks through the hunks of one side.
class HunkReader {
 public:
  HunkReader(const Passages& side, const std::vector<Hunk>& hunks) : side_(side), hunks_(hunks) {}

  [[nodiscard]] const Hunk* next() const { return next_ < hunks_.size() ? &hunks_[next_] : nullptr; }
  /// Of the base, where no hunk is.
  [[nodiscard]] const Passage& at(std::size_t base) const { return side_[side_end_ + base - base_end_]; }
  void take() {
    base_end_ = hunks_[next_].end;
    side_end_ = hunks_[next_].side_end;
    ++next_;
  }
  /// What stands for [begin, end) of the base, of which the hunks up to the last one taken are part.
  [[nodiscard]] Passages between(std::size_t begin, std::size_t end, std::size_t first_hunk) const {
    if (first_hunk == next_) return part(side_, side_end_ + begin - base_end_, side_end_ + end - base_end_);
    const Hunk& first = hunks_[first_hunk];
    return part(side_, first.side_begin - (first.begin - begin), side_end_ + (end - base_end_));
  }
  [[nodiscard]] std::size_t position() const { return next_; }

 private:
  const Passages& side_;
  const std::vector<Hunk>& hunks_;
  std::size_t next_ = 0;
  std::size_t base_end_ = 0;
  std::size_t side_end_ = 0;
};

bool overlaps(const Hunk& hunk, std::size_t begin, std::size_t end) {
  if (hunk.begin == hunk.end) return (begin < hunk.begin && hunk.begin < end) || (begin == end && begin == hunk.begin);
  return hunk.begin < end && begin < hunk.end;
}

}  // namespace

std::string joined(const Passages& passages) {
  std::string out;
  for (const Passage& passage : passages) out += passage.text;
  return out;
}

Merging merge_passages(const Gap& all, Close close, Side where_both) {
  Merging out;
  const auto add_gap = [&](const Gap& gap) {
    std::optional<Passages> closed = same(gap.ours, gap.theirs) || same(gap.theirs, gap.base) ? gap.ours
                                     : same(gap.ours, gap.base)                               ? gap.theirs
                                                                                              : close(gap);
    if (!closed) {
      out.conflicts.push_back({joined(gap.base), joined(gap.ours), joined(gap.theirs)});
      closed = where_both == Side::Base ? gap.base : where_both == Side::Ours ? gap.ours : gap.theirs;
    }
    out.passages.insert(out.passages.end(), closed->begin(), closed->end());
  };
  const std::optional<std::vector<Hunk>> our_hunks = hunks_between(all.base, all.ours);
  const std::optional<std::vector<Hunk>> their_hunks = hunks_between(all.base, all.theirs);
  if (!our_hunks || !their_hunks) {
    add_gap(all);
    return out;
  }
  HunkReader ours(all.ours, *our_hunks);
  HunkReader theirs(all.theirs, *their_hunks);
  std::size_t base = 0;
  const auto copy_to = [&](std::size_t end) {
    for (; base < end; ++base) out.passages.push_back(written(all.base[base], ours.at(base), theirs.at(base)));
  };
  while (ours.next() != nullptr || theirs.next() != nullptr) {
    // What was put in stands before what changed at the same place.
    const auto place = [](const Hunk* hunk) {
      return hunk == nullptr ? std::pair(SIZE_MAX, SIZE_MAX) : std::pair(hunk->begin, hunk->end);
    };
    const auto first = std::min(place(ours.next()), place(theirs.next()));
    copy_to(first.first);
    const std::size_t begin = first.first;
    std::size_t end = first.second;
    const std::size_t our_first = ours.position();
    const std::size_t their_first = theirs.position();
    for (bool grows = true; grows;) {
      grows = false;
      for (HunkReader* const side : {&ours, &theirs}) {
        const Hunk* const hunk = side->next();
        if (hunk == nullptr || !(overlaps(*hunk, begin, end) || place(hunk) == first)) continue;
        end = std::max(end, hunk->end);
        side->take();
        grows = true;
      }
    }
    add_gap({part(all.base, begin, end), ours.between(begin, end, our_first), theirs.between(begin, end, their_first)});
    base = end;
  }
  copy_to(all.base.size());
  return out;
}

}  // namespace zielbaum::merge
