#include "merge/closing_internal.h"

#include <algorithm>

#include "merge/inline_internal.h"
#include "merge/table_internal.h"

namespace zielbaum::merge {

namespace {

bool is_one(const Passages& passages, PassageSort sort) {
  return passages.size() == 1 && passages.front().sort == sort;
}
bool is_one(const Gap& gap, PassageSort sort) {
  return is_one(gap.base, sort) && is_one(gap.ours, sort) && is_one(gap.theirs, sort);
}

std::optional<Merging> table(const Gap& gap, Side where_both) {
  if (!is_one(gap, PassageSort::Table)) return std::nullopt;
  MergedText merged = merge_tables(gap.base.front().text, gap.ours.front().text, gap.theirs.front().text, where_both);
  Passage out = gap.base.front();
  out.text = std::move(merged.text);
  out.key = normal(out.text);
  return Merging{{out}, std::move(merged.conflicts)};
}

/// By lines, with one that nobody changed between any two changes.
std::optional<Merging> code(const Gap& gap, Side) {
  if (!is_one(gap, PassageSort::Code)) return std::nullopt;
  const auto in_lines = [](std::string_view text) {
    Passages out;
    while (!text.empty()) {
      const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
      out.push_back({std::string(text.substr(0, size)), std::string(text.substr(0, size))});
      text.remove_prefix(size);
    }
    return out;
  };
  const std::vector<Piece> pieces =
      pieces_of({in_lines(gap.base.front().key), in_lines(gap.ours.front().key), in_lines(gap.theirs.front().key)});
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i)
    if (pieces[i].changed && pieces[i + 1].changed) return std::nullopt;
  const Merging merged = merge_pieces(pieces, no_way, Side::Base);
  if (!merged.conflicts.empty()) return std::nullopt;
  Passage out = gap.base.front();
  out.key = joined(merged.passages);
  out.text = indented(out.key, static_cast<std::ptrdiff_t>(out.column));
  return Merging{{out}, {}};
}

}  // namespace

std::optional<Merging> closed(const Gap& gap, Side where_both) {
  for (const Close close : {larger, both_added, table, code, reworded}) {
    std::optional<Merging> out = close(gap, where_both);
    if (out && (!out->conflicts.empty() || accounts_for(gap, out->passages))) return out;
  }
  return std::nullopt;
}

}  // namespace zielbaum::merge
