// What both sides put in.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "merge/closing_internal.h"
#include "merge/inline_internal.h"
#include "merge/layout_internal.h"
#include "merge/matching_internal.h"

namespace zielbaum::merge {

namespace {

/// Each joint and its sentence as one.
Passages in_pairs(const Passages& passages, std::size_t begin) {
  Passages out;
  for (std::size_t i = begin; i + 1 < passages.size(); i += 2) {
    // Before what stands there, or behind it.
    const Passage& joint = passages[passages[i].joint() ? i : i + 1];
    const Passage& second = passages[passages[i].joint() ? i + 1 : i];
    Passage pair = joint;
    pair.text = passages[i].text + passages[i + 1].text;
    pair.key = passages[i].key + passages[i + 1].key;
    pair.weight += second.weight;
    pair.words = second.words;
    pair.picture = second.picture;
    pair.sort = second.sort;
    pair.begins_block = passages[i].joint();
    out.push_back(std::move(pair));
  }
  return out;
}

/// The passages of which pairs are made.
Passages out_of_pairs(const Passages& pairs, const Gap& gap, std::size_t begin) {
  std::unordered_map<std::string, const Passage*> all;
  for (const Passages* const side : {&gap.ours, &gap.theirs})
    for (std::size_t i = begin; i + 1 < side->size(); i += 2)
      all.emplace((*side)[i].text + (*side)[i + 1].text, &(*side)[i]);
  Passages out;
  for (const Passage& pair : pairs) {
    const Passage* const first = all.at(pair.text);
    append(out, {first[0], first[1]});
  }
  return out;
}

Passages by_bytes(const Passages& ours, const Passages& theirs) {
  Passages out = joined(ours) < joined(theirs) ? ours : theirs;
  append(out, joined(ours) < joined(theirs) ? theirs : ours);
  return out;
}

/// Pairs that both sides put in before what stands there: items and paragraphs stay.
std::optional<Passages> both_before(const Gap& gap) {
  const std::uint32_t depth = gap.ours.back().depth;
  if (depth != gap.theirs.back().depth || depth == kSameParagraph) return std::nullopt;
  return by_bytes(gap.ours, gap.theirs);
}

/// How many pairs at the beginning are items of a list that is there, with what stands in them.
std::size_t going_on(const Passages& pairs) {
  if (pairs.empty()) return 0;
  const auto begins = [&](const Passage& pair) {
    return pair.depth <= pairs.front().depth && (pair.first || !is_list_of_base(pair.list));
  };
  return static_cast<std::size_t>(std::find_if(pairs.begin(), pairs.end(), begins) - pairs.begin());
}

/// Pairs that both sides put in behind what stands there. What goes on with that comes first, so that an item stays in
/// its list, though the other side put a paragraph behind it. At each depth both stay, but for sentences of one
/// paragraph.
std::optional<Passages> both_behind(const Gap& gap) {
  Passages out;
  auto ours = gap.ours.begin();
  auto theirs = gap.theirs.begin();
  while (ours != gap.ours.end() || theirs != gap.theirs.end()) {
    const std::uint32_t our_depth = ours == gap.ours.end() ? 0 : ours->depth;
    const std::uint32_t depth = std::max(our_depth, theirs == gap.theirs.end() ? 0 : theirs->depth);
    const auto take = [depth](auto& at, auto end) {
      const auto begin = at;
      while (at != end && at->depth >= depth) ++at;
      return Passages(begin, at);
    };
    const Passages our_part = take(ours, gap.ours.end());
    const Passages their_part = take(theirs, gap.theirs.end());
    if (depth == kSameParagraph && !our_part.empty() && !their_part.empty()) return std::nullopt;
    // Items that go on with the list that is there, before what begins another one.
    const std::size_t our_items = going_on(our_part);
    const std::size_t their_items = going_on(their_part);
    const auto parts = [](const Passages& all, std::size_t at) {
      const auto middle = all.begin() + static_cast<std::ptrdiff_t>(at);
      return std::pair(Passages(all.begin(), middle), Passages(middle, all.end()));
    };
    const auto [our_first, our_rest] = parts(our_part, our_items);
    const auto [their_first, their_rest] = parts(their_part, their_items);
    append(out, by_bytes(our_first, their_first));
    append(out, by_bytes(our_rest, their_rest));
  }
  return out;
}

/// Where the items begin that were put in at the front of a list that is there: they belong to what follows.
std::size_t front_of_list(const Passages& pairs) {
  const auto begins = [](const Passage& pair) { return pair.first && is_list_of_base(pair.list); };
  return static_cast<std::size_t>(std::find_if(pairs.begin(), pairs.end(), begins) - pairs.begin());
}

std::optional<Merging> side_by_side(const Gap& gap, Side) {
  if (!gap.base.empty()) return std::nullopt;
  std::optional<Passages> out;
  if (gap.ours.front().begins_block) {
    const auto ours = gap.ours.begin() + static_cast<std::ptrdiff_t>(front_of_list(gap.ours));
    const auto theirs = gap.theirs.begin() + static_cast<std::ptrdiff_t>(front_of_list(gap.theirs));
    out = both_behind({{}, {gap.ours.begin(), ours}, {gap.theirs.begin(), theirs}});
    if (out) append(*out, by_bytes({ours, gap.ours.end()}, {theirs, gap.theirs.end()}));
  } else {
    out = both_before(gap);
  }
  return out ? std::optional(Merging{std::move(*out), {}}) : std::nullopt;
}

/// What is there beside those, which are among it in this order.
Passages beside(const Passages& some, const Passages& all) {
  Passages out;
  auto next = some.begin();
  for (const Passage& one : all) {
    if (next != some.end() && next->key == one.key) {
      ++next;
    } else {
      out.push_back(one);
    }
  }
  return out;
}

/// Whether what both put in goes on with a paragraph or item that each side put in for itself.
bool goes_on_with_both(const std::vector<Piece>& pieces) {
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    const Gap& gap = pieces[i].gap;
    const Passages& next = pieces[i + 1].gap.base;
    if (!pieces[i].changed || gap.ours.empty() || gap.theirs.empty() || next.empty() || !next.front().begins_block)
      continue;
    const auto is_shallower = [&](const Passage& one) { return one.depth < next.front().depth; };
    if (std::any_of(gap.ours.begin(), gap.ours.end(), is_shallower) ||
        std::any_of(gap.theirs.begin(), gap.theirs.end(), is_shallower))
      return true;
  }
  return false;
}

/// Short items, and those that differ in numbers or letters alone, are two things.
bool are_two_items(const Passage& a, const Passage& b) {
  constexpr std::size_t kShort = 6;
  std::vector<std::string> others;
  std::set_symmetric_difference(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(),
                                std::back_inserter(others));
  std::erase_if(others, [](const std::string& word) { return is_note_mark(word); });
  if (others.empty()) return false;
  if (std::max(a.words.size(), b.words.size()) <= kShort) return true;
  return std::all_of(others.begin(), others.end(),
                     [](const auto& word) { return word.size() == 1 || has_digit(word); });
}

/// A sentence with whether an item begins with it.
struct Said {
  const Passage* sentence;
  bool item;
};

std::vector<Said> said_in(const Passages& passages) {
  std::vector<Said> out;
  for (std::size_t i = 0; i < passages.size(); ++i)
    if (!passages[i].joint()) out.push_back({&passages[i], passages[i].item() || (i > 0 && passages[i - 1].item())});
  return out;
}

Rewordings rewordings_of(const std::vector<Said>& all) {
  std::vector<const Passage*> sentences;
  for (const Said& one : all) sentences.push_back(one.sentence);
  return Rewordings(sentences);
}

bool any_alike(const Passages& some, const Passages& others) {
  if (some.empty() || others.empty()) return false;
  const std::vector<Said> all = said_in(others);
  const Rewordings rewordings = rewordings_of(all);
  for (const Said& one : said_in(some))
    for (const std::size_t other : rewordings.alike_to(*one.sentence))
      if (!one.item || !all[other].item || !are_two_items(*one.sentence, *all[other].sentence)) return true;
  return false;
}

/// A sentence that is on one side of a piece and is none of the others there reworded.
struct Placed {
  std::size_t piece;
  Said said;
};

using VersionIn = Passages Gap::*;

/// What `version` has in a piece and `other` does not.
std::vector<Placed> only_in(const std::vector<Piece>& pieces, VersionIn version, VersionIn other) {
  std::vector<Placed> out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].changed) continue;
    const std::vector<Said> others = said_in(pieces[i].gap.*other);
    const Rewordings rewordings = rewordings_of(others);
    for (const Said& one : said_in(pieces[i].gap.*version))
      if (rewordings.alike_to(*one.sentence).empty()) out.push_back({i, one});
  }
  return out;
}

/// What the base has in a piece and the version does not have so.
std::vector<Placed> changed_in(const std::vector<Piece>& pieces, VersionIn version) {
  std::vector<Placed> out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].changed) continue;
    std::unordered_set<std::string_view> keys;
    for (const Said& one : said_in(pieces[i].gap.*version)) keys.insert(one.sentence->key);
    for (const Said& one : said_in(pieces[i].gap.base))
      if (!keys.contains(one.sentence->key)) out.push_back({i, one});
  }
  return out;
}

bool are_double(const Said& a, const Said& b) {
  return !a.item || !b.item || !are_two_items(*a.sentence, *b.sentence);
}

/// Calls `see` with each pair that is one sentence in two pieces.
template <typename See>
void each_double(const std::vector<Placed>& some, const std::vector<Placed>& others, const See& see) {
  std::vector<Said> all;
  for (const Placed& one : others) all.push_back(one.said);
  const Rewordings rewordings = rewordings_of(all);
  for (const Placed& one : some)
    for (const std::size_t other : rewordings.alike_to(*one.said.sentence))
      if (others[other].piece != one.piece && are_double(one.said, others[other].said)) see(one, others[other]);
}

/// Where a sentence stands: in which piece and at what place there.
struct Spot {
  std::size_t piece = 0, at = 0;
};

/// What `version` dropped at its place and put in at another one, the other side having reworded it at its place:
/// nothing of the rest of that piece may be changed. The other side's words then stand at the new place.
class MovedOn {
 public:
  MovedOn(std::vector<Piece>& pieces, VersionIn version, VersionIn other)
      : pieces_(pieces), version_(version), other_(other) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const Passages& all = pieces[i].gap.*version;
      for (std::size_t at = 0; pieces[i].changed && at < all.size(); ++at)
        if (!all[at].joint()) ++count_[all[at].key], put_[all[at].key] = {i, at};
    }
  }

  void carry(std::vector<Carried>& done) {
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      if (pieces_[i].changed) carry(i, done);
  }

 private:
  void carry(std::size_t piece, std::vector<Carried>& done) {
    const Passages& base = pieces_[piece].gap.base;
    Passages& others = pieces_[piece].gap.*other_;
    if (base.size() != others.size()) return;
    std::vector<std::pair<Spot, std::size_t>> moved;
    for (std::size_t i = 0; i < base.size(); ++i) {
      if (base[i].key == others[i].key) continue;
      const auto found = put_.find(base[i].key);
      if (base[i].joint() || others[i].joint() || found == put_.end() || count_[base[i].key] != 1) return;
      const Spot place = found->second;
      // Only what nobody else has to do with.
      const Gap& there = pieces_[place.piece].gap;
      if (place.piece == piece || !same(there.*other_, there.base) || !alike(base[i], others[i])) return;
      moved.emplace_back(place, i);
    }
    for (const auto& [place, i] : moved) {
      done.push_back({piece, place.piece, pieces_[piece].gap, pieces_[place.piece].gap});
      Passage& there = (pieces_[place.piece].gap.*version_)[place.at];
      there.text = others[i].text;
      there.key = others[i].key;
      there.words = others[i].words;
    }
    if (!moved.empty()) others = base;
  }

  std::vector<Piece>& pieces_;
  VersionIn version_;
  VersionIn other_;
  std::unordered_map<std::string, std::size_t> count_;
  std::unordered_map<std::string, Spot> put_;
};

}  // namespace

/// Both sides put the same in the place of what was there, be that nothing, and then both may have gone on. What both
/// put in alike stands there once, and around it what either put in. Nothing where a side still has what was there, or
/// where one thing would stand there twice in different words.
std::optional<Merging> both_added(const Gap& gap, Side) {
  const std::size_t was = gap.base.size();
  if (gap.ours.size() < was || gap.theirs.size() < was || (was == 1 && gap.base.front().joint())) return std::nullopt;
  const auto first = [was](const Passages& side) {
    return Passages(side.begin(), side.begin() + static_cast<std::ptrdiff_t>(was));
  };
  Passages out = common_passages(first(gap.ours), first(gap.theirs));
  if (out.size() != was) return std::nullopt;
  const Passages ours = in_pairs(gap.ours, was);
  const Passages theirs = in_pairs(gap.theirs, was);
  const Passages both = common_passages(ours, theirs);
  const std::vector<Piece> pieces = pieces_of({both, ours, theirs});
  const Merging merged = merge_pieces(pieces, side_by_side, Side::Base);
  if (!merged.conflicts.empty() || goes_on_with_both(pieces) || any_alike(gap.base, ours) ||
      any_alike(gap.base, theirs) || any_alike(beside(both, ours), beside(both, theirs)))
    return std::nullopt;
  append(out, out_of_pairs(merged.passages, gap, was));
  return Merging{std::move(out), {}};
}

std::vector<Carried> carry_moves(std::vector<Piece>& pieces) {
  std::vector<Carried> out;
  MovedOn(pieces, &Gap::ours, &Gap::theirs).carry(out);
  MovedOn(pieces, &Gap::theirs, &Gap::ours).carry(out);
  return out;
}

void take_back(std::vector<Carried>& carried, std::vector<Piece>& pieces) {
  for (bool any = true; any;) {
    any = false;
    for (std::size_t i = carried.size(); i-- > 0;) {
      const Carried& one = carried[i];
      if (!pieces[one.from].apart && !pieces[one.to].apart) continue;
      pieces[one.from].gap = one.was_from;
      pieces[one.to].gap = one.was_to;
      pieces[one.from].apart = pieces[one.to].apart = true;
      carried.erase(carried.begin() + static_cast<std::ptrdiff_t>(i));
      any = true;
    }
  }
}

void part_doubles(std::vector<Piece>& pieces) {
  const std::vector<Placed> ours = only_in(pieces, &Gap::ours, &Gap::base);
  const std::vector<Placed> theirs = only_in(pieces, &Gap::theirs, &Gap::base);
  const auto part = [&](const Placed& a, const Placed& b) { pieces[a.piece].apart = pieces[b.piece].apart = true; };
  each_double(ours, theirs, part);
  const auto part_moved = [&](VersionIn version, VersionIn other, const std::vector<Placed>& put,
                              const std::vector<Placed>& put_by_other) {
    // Dropped by the other side, or changed, and gone from its place by this one.
    std::vector<Placed> dropped = changed_in(pieces, other);
    std::unordered_set<const Passage*> moved;
    for (const Placed& one : only_in(pieces, &Gap::base, version)) moved.insert(one.said.sentence);
    // The other side may have moved it as well.
    std::vector<Said> others;
    for (const Placed& one : put_by_other) others.push_back(one.said);
    const Rewordings there = rewordings_of(others);
    std::erase_if(dropped, [&](const Placed& one) {
      return !moved.contains(one.said.sentence) || !there.alike_to(*one.said.sentence).empty();
    });
    each_double(dropped, put, part);
  };
  // Moved by both, be it to one place, and reworded by each.
  const auto part_moved_twice = [&] {
    std::vector<Placed> gone = only_in(pieces, &Gap::base, &Gap::ours);
    std::unordered_set<const Passage*> gone_from_theirs;
    for (const Placed& one : only_in(pieces, &Gap::base, &Gap::theirs)) gone_from_theirs.insert(one.said.sentence);
    std::erase_if(gone, [&](const Placed& one) { return !gone_from_theirs.contains(one.said.sentence); });
    const auto put_in = [&](const std::vector<Placed>& put) {
      std::unordered_map<const Passage*, std::vector<const Placed*>> out;
      each_double(gone, put, [&](const Placed& was, const Placed& is) { out[was.said.sentence].push_back(&is); });
      return out;
    };
    const auto by_ours = put_in(ours);
    for (const auto& [was, there] : put_in(theirs)) {
      const auto found = by_ours.find(was);
      if (found == by_ours.end()) continue;
      for (const Placed* const a : found->second)
        for (const Placed* const b : there)
          if (a->said.sentence->key != b->said.sentence->key) part(*a, *b);
    }
  };
  part_moved_twice();
  part_moved(&Gap::ours, &Gap::theirs, ours, theirs);
  part_moved(&Gap::theirs, &Gap::ours, theirs, ours);
}

}  // namespace zielbaum::merge
