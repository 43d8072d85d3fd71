// Which blocks, or sentences, of two texts belong together: equal ones first, then similar ones between them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "diff/heaviest_internal.h"
#include "diff/numbers_internal.h"
#include "diff/tokens_internal.h"

namespace zielbaum::diff {

/// A word of a passage: its number, and what it is worth to keep it.
struct PassageWord {
  std::uint32_t number = 0;
  std::uint32_t weight = 0;
  auto operator<=>(const PassageWord&) const = default;
};

/// A stretch of text as alignment sees it.
struct Passage {
  std::uint32_t identity = 0;                   ///< equal for passages that are the same
  std::uint32_t sort = 0;                       ///< only passages of one sort are similar (paragraph, list, ...)
  std::vector<PassageWord> words;               ///< sorted; what similarity goes by
  std::uint32_t weight = 0;                     ///< of all words
  std::array<std::uint32_t, 3> beginning = {};  ///< the numbers of its first words
};

/// The words of tokens [begin, end) as a passage.
[[nodiscard]] Passage passage_of(const TokenText& text, std::size_t begin, std::size_t end);

/// Equal for stretches of the same tokens, but for the spaces and breaks at the end.
[[nodiscard]] std::string identity_of(const TokenText& text, std::size_t begin, std::size_t end);

/// Twice the weight of the common words over that of all words of both (Dice 1945): 0 to 1, 1 for two empty ones.
[[nodiscard]] double similarity(const Passage& a, const Passage& b);

/// The passages from one aligned pair to the next.
struct Gap {
  std::size_t before_begin, before_end, after_begin, after_end;
};

/// A pair of passages that belong together.
struct Pair {
  std::size_t before = 0;
  std::size_t after = 0;
  bool same = false;
};

/// Pairs of passages that are the same, or at least `least` similar, so that most is kept in order: by the weight of
/// their common words, where those that begin alike count more. Ascending. O(n * m); above a million steps those that
/// are the same are paired first, and between them a gap that is too large for `work` stays unpaired.
[[nodiscard]] std::vector<Pair> align(const std::vector<Passage>& before, const std::vector<Passage>& after,
                                      double least, std::size_t& work);

}  // namespace zielbaum::diff
