// Footnotes stand where their mark is: which block of a compared text a change of a footnote belongs to.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "diff/diff.h"

namespace zielbaum::compose {

/// Of each pair in ProseChange::notes the block with its mark: the first one, in either version. Views.
class NotePlaces {
 public:
  explicit NotePlaces(const diff::ProseChange& prose);
  NotePlaces(const NotePlaces&) = delete;
  NotePlaces& operator=(const NotePlaces&) = delete;

  /// Pairs of notes whose mark stands in a block; of no block, such as of a note to a note.
  [[nodiscard]] std::vector<std::size_t> of_block(std::size_t block) const;
  [[nodiscard]] std::vector<std::size_t> elsewhere() const;
  [[nodiscard]] std::optional<std::size_t> block_of(std::size_t note) const { return places_[note]; }
  /// "… was die Zahlen nicht zeigen": the words that the mark stands at; "" where it is in no block.
  [[nodiscard]] std::string words_before_mark(std::size_t note) const;

 private:
  const diff::ProseChange& prose_;
  std::vector<std::optional<std::size_t>> places_;
};

}  // namespace zielbaum::compose
