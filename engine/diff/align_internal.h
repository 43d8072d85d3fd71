// Which blocks, or sentences, of two texts belong together: equal ones first, then similar ones between them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "diff/myers_internal.h"

namespace zielbaum::diff {

/// Gives equal texts equal numbers, from 0 on.
class Numbers {
 public:
  /// Holds the view: the text must stay.
  [[nodiscard]] std::uint32_t of(std::string_view text) {
    return numbers_.try_emplace(text, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  [[nodiscard]] std::uint32_t of_copy(std::string text) { return of(kept_.emplace_back(std::move(text))); }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::deque<std::string> kept_;
};

/// A stretch of text as alignment sees it.
struct Passage {
  std::uint32_t identity = 0;        ///< equal for passages that are the same
  std::uint32_t sort = 0;            ///< only passages of one sort are similar (paragraph, list, ...)
  std::vector<std::uint32_t> words;  ///< sorted; what similarity goes by
};

/// Twice the common words over all words of both (Dice 1945): 0 to 1, 1 for two empty ones.
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

/// Pairs of the same passages by longest common subsequence, and in each gap those at least `least` similar with the
/// greatest sum of similarity. Ascending. O(n * m) within a gap; a gap too large for `work` stays unpaired.
[[nodiscard]] std::vector<Pair> align(const std::vector<Passage>& before, const std::vector<Passage>& after,
                                      double least, std::size_t& work);

}  // namespace zielbaum::diff
