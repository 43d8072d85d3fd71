#include "merge/closing_internal.h"

#include <algorithm>

#include "merge/inline_internal.h"
#include "merge/table_internal.h"

namespace zielbaum::merge {

namespace {

bool is_table(const Passages& passages) {
  return passages.size() == 1 && passages.front().sort == PassageSort::Table;
}

/// With some rows as one side has them, all that this side did has to be there: else the whole is in conflict.
std::optional<Merging> table(const Gap& gap, Side where_both) {
  if (!is_table(gap.base) || !is_table(gap.ours) || !is_table(gap.theirs)) return std::nullopt;
  const auto with = [&](Side side) {
    return merge_tables(gap.base.front().text, gap.ours.front().text, gap.theirs.front().text, side);
  };
  MergedText merged = with(where_both);
  for (const Side side : {Side::Ours, Side::Theirs})
    if (!merged.conflicts.empty() && !has_all_of(gap, side, {sentence_of(with(side).text)})) return std::nullopt;
  Passage out = gap.base.front();
  out.text = std::move(merged.text);
  out.key = normal(out.text);
  return Merging{{out}, std::move(merged.conflicts)};
}

}  // namespace

std::optional<Merging> closed(const Gap& gap, Side where_both) {
  for (const Close close : {larger, both_added, table, reworded}) {
    std::optional<Merging> out = close(gap, where_both);
    if (out && (!out->conflicts.empty() || accounts_for(gap, out->passages))) return out;
  }
  return std::nullopt;
}

}  // namespace zielbaum::merge
