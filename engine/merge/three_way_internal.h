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

/// What a gap becomes; nothing where the sides want different things.
using Close = std::optional<Passages> (*)(const Gap& gap);
/// Nothing.
[[nodiscard]] std::optional<Passages> no_way(const Gap& gap);

struct Merging {
  Passages passages;
  std::vector<TextConflict> conflicts;
};

[[nodiscard]] std::string joined(const Passages& passages);
/// Whether they say the same.
[[nodiscard]] bool same(const Passages& a, const Passages& b);

/// What both have, in one order, as much as there is. Nothing where they are too long.
[[nodiscard]] std::optional<Passages> common_passages(const Passages& a, const Passages& b);

/// A stretch of all versions: one that sides changed, or one in which they say the same.
struct Piece {
  Gap gap;
  bool changed = false;
};
/// What was put in at one place and what changed behind it are two. Quadratic in what changed; where that is very long,
/// all of it is one piece.
[[nodiscard]] std::vector<Piece> pieces_of(const Gap& all);

/// What only one side changed, or both alike, is taken; of other gaps what `close` says, else they are conflicts, and
/// there stands what `where_both` has.
[[nodiscard]] Merging merge_pieces(const std::vector<Piece>& pieces, Close close, Side where_both);
[[nodiscard]] Merging merge_passages(const Gap& all, Close close, Side where_both);

}  // namespace zielbaum::merge
