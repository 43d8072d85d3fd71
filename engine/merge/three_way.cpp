#include "merge/three_way_internal.h"

#include <algorithm>
#include <tuple>

#include "merge/matching_internal.h"

namespace zielbaum::merge {

namespace {

bool by_text(const Passage& a, const Passage& b) {
  return std::tie(a.text, a.level, a.first) < std::tie(b.text, b.level, b.first);
}

bool stands_so(const Passage& a, const Passage& b) {
  return a.level == b.level && a.outer == b.outer;
}
/// Whether they are written and stand alike.
bool is_so(const Passage& a, const Passage& b) {
  return a.text == b.text && stands_so(a, b) && a.first == b.first;
}

/// Of what says the same, the side that wrote it in other bytes than the base counts.
Passages written(const Gap& gap) {
  Passages out;
  for (std::size_t i = 0; i < gap.base.size(); ++i) {
    const Passage& ours = gap.ours[i];
    const Passage& theirs = gap.theirs[i];
    const Passage& base = gap.base[i];
    // What a side put below something else, or took out of it, is more than how it is written.
    const bool one_moved = stands_so(ours, base) != stands_so(theirs, base);
    const bool is_ours =
        one_moved ? stands_so(theirs, base) : is_so(theirs, base) || (!is_so(ours, base) && by_text(ours, theirs));
    out.push_back(is_ours ? ours : theirs);
    if (!one_moved && ours.list == base.list) out.back().list = theirs.list;
    if (!one_moved && theirs.list == base.list) out.back().list = ours.list;
  }
  return out;
}

Passages part(const Passages& passages, std::size_t begin, std::size_t end) {
  return {passages.begin() + static_cast<std::ptrdiff_t>(begin), passages.begin() + static_cast<std::ptrdiff_t>(end)};
}

/// What a side put in the place of [begin, end) of the base; either may be empty, not both.
struct Hunk {
  std::size_t begin, end;
  std::size_t side_begin, side_end;
  bool reworded = false;                 ///< one sentence, by one that is alike
  bool rewritten = false;                ///< joints and all, not one for one
  std::uint32_t depth = kSameParagraph;  ///< how deep what was put in begins, or what was changed comes up to

  [[nodiscard]] bool put_in() const { return begin == end; }
  [[nodiscard]] bool dropped() const { return side_begin == side_end; }
  [[nodiscard]] bool one_for_one() const { return end - begin == 1 && side_end - side_begin == 1; }
  /// Whether what the other side put in lost the neighbour that it belongs to.
  [[nodiscard]] bool parts(const Hunk& other) const {
    if (!other.put_in()) return false;
    return (rewritten && begin <= other.begin && other.begin < end) ||
           ((rewritten || dropped()) && other.begin == end && other.depth > depth);
  }
  [[nodiscard]] bool meets(const Hunk& other) const {
    if (put_in() && other.put_in()) return begin == other.begin;
    return (begin < other.end && other.begin < end) || parts(other) || other.parts(*this);
  }
};

/// What was put in or dropped with a joint, as the joint before and what follows it: "b, " of "a, b, c" is ", b".
void begin_with_joint(Hunk& hunk, const Hunk* last, const Passages& base, const Passages& side) {
  if (!hunk.put_in() && !hunk.dropped()) return;
  const Passage& end = hunk.put_in() ? side[hunk.side_end - 1] : base[hunk.end - 1];
  const std::size_t free_from = last == nullptr ? 0 : last->end;
  if (!end.joint() || hunk.begin == free_from || base[hunk.begin - 1].key != end.key) return;
  --hunk.begin, --hunk.end, --hunk.side_begin, --hunk.side_end;
}

void find_depth(Hunk& hunk, const Passages& base, const Passages& side) {
  if (hunk.put_in()) {
    hunk.depth = side[hunk.side_begin].depth;
    return;
  }
  // A sentence goes with the joint before it.
  const std::size_t begin = hunk.begin - (hunk.begin > 0 && !base[hunk.begin].joint() ? 1 : 0);
  Passages all = part(base, begin, hunk.end);
  const Passages is = part(side, hunk.side_begin, hunk.side_end);
  all.insert(all.end(), is.begin(), is.end());
  const bool another = hunk.one_for_one() && base[hunk.begin].sort != is.front().sort;
  hunk.rewritten = another || (!is.empty() && !hunk.one_for_one() &&
                               std::any_of(all.begin(), all.end(), [](const Passage& one) { return one.joint(); }));
  // A list whose first item is dropped is still there.
  const std::uint32_t goes_on = hunk.dropped() && hunk.end < base.size() ? base[hunk.end].list : 0;
  for (const Passage& one : all) {
    const bool begins_block = one.begins_block && (goes_on == 0 || one.list != goes_on);
    hunk.depth = std::min(hunk.depth, begins_block ? one.depth / 2 * 2 : one.depth);
  }
}

/// Whether only a joint parts them, which is no common ground: what was put in on one side of it may stand for what is
/// gone on the other one.
bool are_one(const Hunk& a, const Hunk& b, const Passages& base) {
  if (a.reworded || (a.put_in() && b.put_in()) || (a.dropped() && b.dropped())) return false;
  if (a.one_for_one() && b.one_for_one()) return false;
  return b.begin == a.end + 1 && b.side_begin == a.side_end + 1 && base[a.end].joint();
}

std::vector<Hunk> hunks_between(const Passages& base, const Passages& side) {
  std::vector<Match> matches = common(base, side, Reworded::Same);
  matches.push_back({base.size(), side.size()});
  std::vector<Hunk> out;
  std::size_t base_end = 0;
  std::size_t side_end = 0;
  for (const Match& match : matches) {
    if (match.before > base_end || match.after > side_end) {
      Hunk hunk{base_end, match.before, side_end, match.after};
      begin_with_joint(hunk, out.empty() ? nullptr : &out.back(), base, side);
      if (!out.empty() && are_one(out.back(), hunk, base)) {
        hunk.begin = out.back().begin;
        hunk.side_begin = out.back().side_begin;
        out.pop_back();
      }
      find_depth(hunk, base, side);
      out.push_back(hunk);
    }
    if (!match.same) out.push_back({match.before, match.before + 1, match.after, match.after + 1, true});
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
  const Hunk& take() {
    base_end_ = hunks_[next_].end;
    side_end_ = hunks_[next_].side_end;
    return hunks_[next_++];
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

}  // namespace

std::optional<Merging> no_way(const Gap&, Side) {
  return std::nullopt;
}

std::string joined(const Passages& passages) {
  std::string out;
  for (const Passage& passage : passages) out += passage.text;
  return out;
}

bool same(const Passages& a, const Passages& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Passage& x, const Passage& y) { return x.key == y.key; });
}

Passages common_passages(const Passages& a, const Passages& b) {
  Passages out;
  for (const Match& match : common(a, b, Reworded::Other)) {
    out.push_back(std::min(a[match.before], b[match.after], by_text));
    out.back().list = std::min(a[match.before].list, b[match.after].list);
  }
  return out;
}

std::vector<Piece> pieces_of(const Gap& all) {
  const std::vector<Hunk> our_hunks = hunks_between(all.base, all.ours);
  const std::vector<Hunk> their_hunks = hunks_between(all.base, all.theirs);
  std::vector<Piece> out;
  HunkReader ours(all.ours, our_hunks);
  HunkReader theirs(all.theirs, their_hunks);
  std::size_t base = 0;
  const auto copy_to = [&](std::size_t end) {
    if (end == base) return;
    out.push_back({{part(all.base, base, end), ours.between(base, end, ours.position()),
                    theirs.between(base, end, theirs.position())}});
    base = end;
  };
  while (ours.next() != nullptr || theirs.next() != nullptr) {
    // What was put in stands before what changed at the same place.
    const auto place = [](const Hunk* hunk) {
      return hunk == nullptr ? std::pair(SIZE_MAX, SIZE_MAX) : std::pair(hunk->begin, hunk->end);
    };
    const bool ours_first = place(ours.next()) <= place(theirs.next());
    copy_to((ours_first ? ours : theirs).next()->begin);
    const std::size_t our_first = ours.position();
    const std::size_t their_first = theirs.position();
    std::vector<Hunk> met = {(ours_first ? ours : theirs).take()};
    const auto meets = [&](const Hunk* hunk) {
      return hunk != nullptr && std::any_of(met.begin(), met.end(), [&](const Hunk& one) { return one.meets(*hunk); });
    };
    while (meets(ours.next()) || meets(theirs.next())) met.push_back((meets(ours.next()) ? ours : theirs).take());
    std::size_t end = base;
    for (const Hunk& hunk : met) end = std::max(end, hunk.end);
    out.push_back(
        {{part(all.base, base, end), ours.between(base, end, our_first), theirs.between(base, end, their_first)},
         true});
    base = end;
  }
  copy_to(all.base.size());
  return out;
}

void append(Passages& out, const Passages& more) {
  out.insert(out.end(), more.begin(), more.end());
}

Merging merge_pieces(const std::vector<Piece>& pieces, Close close, Side where_both) {
  Merging out;
  for (const auto& [gap, changed, apart] : pieces) {
    const std::optional<Merging> closed = !changed ? Merging{written(gap), {}}
                                          : apart  ? std::nullopt
                                          : same(gap.ours, gap.theirs)
                                              ? Merging{common_passages(gap.ours, gap.theirs), {}}
                                          : same(gap.theirs, gap.base) ? Merging{gap.ours, {}}
                                          : same(gap.ours, gap.base)   ? Merging{gap.theirs, {}}
                                                                       : close(gap, where_both);
    if (closed) {
      append(out.passages, closed->passages);
      out.conflicts.insert(out.conflicts.end(), closed->conflicts.begin(), closed->conflicts.end());
      continue;
    }
    out.conflicts.push_back({joined(gap.base), joined(gap.ours), joined(gap.theirs)});
    append(out.passages, where_both == Side::Base ? gap.base : where_both == Side::Ours ? gap.ours : gap.theirs);
  }
  return out;
}

Merging merge_passages(const Gap& all, Close close, Side where_both) {
  return merge_pieces(pieces_of(all), close, where_both);
}

}  // namespace zielbaum::merge
