// The words that went from one text to another, among many texts that changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/document.h"

namespace zielbaum::diff {

/// The runs of words of a text, each as a hash, by the place of its first word.
struct Shingles {
  std::size_t words = 0;  ///< of the whole text
  std::vector<std::uint64_t> hashes;
};
[[nodiscard]] Shingles shingles_of(std::string_view text);

/// A text in both versions. Of a node that is new or gone, one side is empty.
struct ChangedText {
  model::NodeIndex before = model::kNoNode;
  model::NodeIndex after = model::kNoNode;
  Shingles old_text;
  Shingles new_text;
};

/// The shingles that went from one text to another one, and how many words they cover in each.
struct Transfer {
  std::size_t from = 0;  ///< in the list of texts
  std::size_t to = 0;
  std::size_t words_before = 0;
  std::size_t words_after = 0;
};
/// By `from`, then `to`; each pair once. Only what is gone from one text and new in one is counted. O(n log n) in all
/// words.
[[nodiscard]] std::vector<Transfer> transfers(const std::vector<ChangedText>& texts);

/// Whether a part of the old text stands in the new one.
[[nodiscard]] bool keeps_a_part(const ChangedText& text);

}  // namespace zielbaum::diff
