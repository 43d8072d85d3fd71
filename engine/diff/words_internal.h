// The comparison of two texts word by word, without what is only seen over several texts (moves_internal.h).
#pragma once

#include "diff/diff.h"
#include "diff/readable_internal.h"
#include "diff/tokens_internal.h"

namespace zielbaum::diff {

/// `work` is how many steps of search may still be taken, and is lowered by those that were.
[[nodiscard]] Edits compare_words(const model::Runs& before, const model::Runs& after, std::size_t& work);

/// Runs and what cut() made of them, both sides with the same Numbers.
struct CutRuns {
  const model::Runs& runs;
  const TokenText& text;
};
[[nodiscard]] Edits compare_words(const CutRuns& before, const CutRuns& after, std::size_t& work);

/// The changes that these edits are made of; both texts were cut with the same Numbers.
[[nodiscard]] std::vector<Region> changed_regions(const TokenText& before, const TokenText& after, std::size_t& work);

/// What it says of a text and itself.
[[nodiscard]] Edits kept(const model::Runs& runs);

}  // namespace zielbaum::diff
