// diff3 (Khanna, Kunal, Pierce 2007) over passages of a text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "merge/merge.h"
#include "merge/passages_internal.h"

namespace zielbaum::merge {

/// The same place in all versions, with what each has there.
struct Gap {
  Passages base, ours, theirs;
};

struct Merging {
  Passages passages;
  std::vector<TextConflict> conflicts;
};

/// What a gap becomes; nothing where the sides want different things.
using Close = std::optional<Merging> (*)(const Gap& gap, Side where_both);
/// Nothing.
[[nodiscard]] std::optional<Merging> no_way(const Gap& gap, Side where_both);

void append(Passages& out, const Passages& more);
[[nodiscard]] std::string joined(const Passages& passages);
/// Whether they say the same.
[[nodiscard]] bool same(const Passages& a, const Passages& b);

/// What both have, in one order, as much as there is.
[[nodiscard]] Passages common_passages(const Passages& a, const Passages& b);

/// A stretch of all versions: one that sides changed, or one in which they say the same.
struct Piece {
  Gap gap;
  bool changed = false;
  bool apart = false;  ///< what was changed belongs together with what was changed elsewhere: a conflict
};
/// What was put in at one place and what changed behind it are two.
[[nodiscard]] std::vector<Piece> pieces_of(const Gap& all);

/// What only one side changed, or both alike, is taken; of other gaps what `close` says, else they are conflicts, and
/// there stands what `where_both` has.
[[nodiscard]] Merging merge_pieces(const std::vector<Piece>& pieces, Close close, Side where_both);
[[nodiscard]] Merging merge_passages(const Gap& all, Close close, Side where_both);

}  // namespace zielbaum::merge
