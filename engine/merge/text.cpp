// Markdown, sentence by sentence.
#include <algorithm>
#include <numeric>
#include <optional>
#include <string>

#include "merge/notes_internal.h"
#include "merge/three_way_internal.h"
#include "text/text.h"

namespace zielbaum::merge {

namespace {

std::string words_of(const Passages& passages) {
  return with_plain_spaces(text::plain_text(text::parse(joined(passages)).prose));
}

/// One side, or both, only formatted what the other one may have reworded.
std::optional<Passages> formatted(const Gap& gap) {
  const std::string before = words_of(gap.base);
  const std::string ours = words_of(gap.ours);
  const std::string theirs = words_of(gap.theirs);
  if (before.empty() || (ours != before && theirs != before)) return std::nullopt;
  const Merging words = merge_passages(
      {words_in(joined(gap.base)), words_in(joined(gap.ours)), words_in(joined(gap.theirs))}, no_way, Side::Base);
  if (!words.conflicts.empty()) return std::nullopt;
  Passage one;
  one.text = joined(words.passages);
  one.key = one.text;
  if (words_of({one}) != (ours == before ? theirs : ours)) return std::nullopt;
  return Passages{one};
}

/// A row whose cells were edited, or that got another one: it has more than half of its cells on each side, else it may
/// be another row.
std::optional<Passages> merged_row(const Gap& gap) {
  for (const Passages* const one : {&gap.base, &gap.ours, &gap.theirs})
    if (one->size() != 1 || !is_row(one->front())) return std::nullopt;
  const Gap cells{cells_in(gap.base.front().text), cells_in(gap.ours.front().text), cells_in(gap.theirs.front().text)};
  for (const Passages* const side : {&cells.ours, &cells.theirs}) {
    const std::optional<Passages> kept = common_passages(cells.base, *side);
    if (!kept || 2 * kept->size() <= cells.base.size()) return std::nullopt;
  }
  const Merging merged = merge_passages(cells, no_way, Side::Base);
  if (!merged.conflicts.empty()) return std::nullopt;
  Passage row = gap.base.front();
  row.text = joined(merged.passages);
  return Passages{row};
}

/// Each joint and its sentence as one.
Passages in_pairs(const Passages& passages, std::size_t begin) {
  Passages out;
  for (std::size_t i = begin; i + 1 < passages.size(); i += 2) {
    Passage pair = passages[i];
    const Passage& second = passages[i + 1];
    pair.text += second.text;
    pair.key += second.key;
    pair.depth = std::min(pair.depth, second.depth);
    pair.weight += second.weight;
    if (pair.words.empty()) pair.words = second.words;
    out.push_back(std::move(pair));
  }
  return out;
}

void append(Passages& out, const Passages& more) {
  out.insert(out.end(), more.begin(), more.end());
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
    append(out, by_bytes(our_part, their_part));
  }
  return out;
}

std::optional<Passages> side_by_side(const Gap& gap) {
  if (!gap.base.empty()) return std::nullopt;
  return gap.ours.front().joint ? both_behind(gap) : both_before(gap);
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
    if (!pieces[i].changed || gap.ours.empty() || gap.theirs.empty() || next.empty() || !next.front().joint) continue;
    const auto is_shallower = [&](const Passage& one) { return one.depth < next.front().depth; };
    if (std::any_of(gap.ours.begin(), gap.ours.end(), is_shallower) ||
        std::any_of(gap.theirs.begin(), gap.theirs.end(), is_shallower))
      return true;
  }
  return false;
}

bool any_alike(const Passages& some, const Passages& others) {
  return std::any_of(some.begin(), some.end(), [&](const Passage& one) {
    return std::any_of(others.begin(), others.end(), [&](const Passage& other) { return alike(one, other); });
  });
}

/// Both sides put the same in the place of what was there, be that nothing, and then both may have gone on. What both
/// put in alike stands there once, and around it what either put in. Nothing where a side still has what was there, or
/// where one thing would stand there twice in different words.
std::optional<Passages> both_added(const Gap& gap) {
  const std::size_t was = gap.base.size();
  if (gap.ours.size() < was || gap.theirs.size() < was || (was == 1 && gap.base.front().joint)) return std::nullopt;
  const auto first = [was](const Passages& side) {
    return Passages(side.begin(), side.begin() + static_cast<std::ptrdiff_t>(was));
  };
  std::optional<Passages> out = common_passages(first(gap.ours), first(gap.theirs));
  if (!out || out->size() != was) return std::nullopt;
  const Passages ours = in_pairs(gap.ours, was);
  const Passages theirs = in_pairs(gap.theirs, was);
  const std::optional<Passages> both = common_passages(ours, theirs);
  if (!both) return std::nullopt;
  const std::vector<Piece> pieces = pieces_of({*both, ours, theirs});
  const Merging merged = merge_pieces(pieces, side_by_side, Side::Base);
  if (!merged.conflicts.empty() || goes_on_with_both(pieces) || any_alike(gap.base, ours) ||
      any_alike(gap.base, theirs) || any_alike(beside(*both, ours), beside(*both, theirs)))
    return std::nullopt;
  append(*out, merged.passages);
  return out;
}

/// A sentence that a side put in, be it for quite another one, and in which piece.
struct PutIn {
  std::size_t piece;
  const Passage* sentence;
};

std::vector<PutIn> put_in(const std::vector<Piece>& pieces, Passages Gap::*side) {
  std::vector<PutIn> out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].changed) continue;
    for (const Passage& one : pieces[i].gap.*side)
      if (!any_alike(pieces[i].gap.base, {one})) out.push_back({i, &one});
  }
  return out;
}

/// Where each side put one sentence in, be it reworded, at another place, all between the two is one piece: it is not
/// to stand there twice.
std::vector<Piece> with_doubles_joined(const std::vector<Piece>& pieces) {
  std::vector<std::size_t> last(pieces.size());  // up to which one each goes
  std::iota(last.begin(), last.end(), std::size_t{0});
  const std::vector<PutIn> theirs = put_in(pieces, &Gap::theirs);
  for (const PutIn& our : put_in(pieces, &Gap::ours)) {
    for (const PutIn& their : theirs) {
      if (our.piece == their.piece || !alike(*our.sentence, *their.sentence)) continue;
      const auto [first, end] = std::minmax(our.piece, their.piece);
      last[first] = std::max(last[first], end);
    }
  }
  std::vector<Piece> out;
  for (std::size_t i = 0; i < pieces.size();) {
    out.push_back(pieces[i]);
    Gap& gap = out.back().gap;
    for (std::size_t end = last[i++]; i <= end; end = std::max(end, last[i++])) {
      append(gap.base, pieces[i].gap.base);
      append(gap.ours, pieces[i].gap.ours);
      append(gap.theirs, pieces[i].gap.theirs);
    }
  }
  return out;
}

std::optional<Passages> closed(const Gap& gap) {
  for (const Close close : {both_added, merged_row, formatted})
    if (std::optional<Passages> out = close(gap)) return out;
  return std::nullopt;
}

}  // namespace

MergedText merge_text(std::string_view base, std::string_view ours, std::string_view theirs, Side where_both) {
  if (ours == theirs || theirs == base) return {std::string(ours), {}};
  if (ours == base) return {std::string(theirs), {}};
  std::string our_text(ours);
  std::string their_text(theirs);
  part_notes(base, our_text, their_text);
  const Gap all{passages_in(base), passages_in(our_text), passages_in(their_text)};
  Merging merged = merge_pieces(with_doubles_joined(pieces_of(all)), all.base.empty() ? no_way : closed, where_both);
  std::string text = text_of(with_one_bullet_a_list(passages_in(text_of(merged.passages))));
  if (!text.empty()) text += '\n';
  return {std::move(text), std::move(merged.conflicts)};
}

}  // namespace zielbaum::merge
