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

struct Merging {
  Passages passages;
  std::vector<TextConflict> conflicts;
};

[[nodiscard]] std::string joined(const Passages& passages);

/// What only one side changed, or both alike, is taken; of other gaps what `close` says, else they are conflicts, and
/// there stands what `where_both` has. Quadratic in what changed; where that is very long, all of it is one gap.
[[nodiscard]] Merging merge_passages(const Gap& all, Close close, Side where_both);

}  // namespace zielbaum::merge
