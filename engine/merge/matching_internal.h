// What two lists of passages have in common, in one order.
#pragma once

#include <vector>

#include "merge/passages_internal.h"

namespace zielbaum::merge {

struct Match {
  std::size_t before = 0, after = 0;
  bool same = true;  ///< else one is the other one reworded
};

enum class Reworded { Other, Same };  ///< what a reworded sentence is

/// The heaviest common subsequence of two lists of passages, ascending. Where they are long, what stands once in both
/// is matched first; between two such the work is bounded: what is too long to be searched has nothing in common.
/// O(n log n) beside that.
[[nodiscard]] std::vector<Match> common(const Passages& before, const Passages& after, Reworded reworded);

/// Sentences by their words: whether any of them is one of these reworded.
class Rewordings {
 public:
  explicit Rewordings(const std::vector<const Passage*>& of);
  /// The numbers of those that are alike, ascending. Words that very many of them have are not looked up.
  [[nodiscard]] std::vector<std::size_t> alike_to(const Passage& passage) const;

 private:
  std::vector<const Passage*> all_;
  std::vector<std::pair<std::string_view, std::size_t>> words_;  ///< sorted
};

}  // namespace zielbaum::merge
