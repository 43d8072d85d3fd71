// One side of a text whose words are compared: its tokens, and what readers see of each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/myers_internal.h"
#include "diff/text_changes.h"
#include "diff/tokens_internal.h"

namespace zielbaum::diff {

/// Bytes of what is seen.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Without the spaces at its ends.
[[nodiscard]] Range without_spaces(std::string_view text, Range range);
[[nodiscard]] inline std::string_view within(std::string_view text, Range range) {
  return text.substr(range.begin, range.end - range.begin);
}
/// How often `words` stand in `text`, of those that begin before `before`.
[[nodiscard]] std::size_t occurrences(std::string_view text, std::string_view words,
                                      std::size_t before = std::string_view::npos);

struct TextSide {
  model::Runs runs;  ///< as they are compared: a picture's file is looked at apart
  model::Runs seen;  ///< the same as readers see it
  TokenText text;
  std::string shown;                 ///< of all units, a line feed between two
  std::vector<std::size_t> offsets;  ///< of each token in `shown`, and its size at the end
  std::vector<Range> parts;          ///< the units in `shown`

  void make(const std::vector<model::Runs>& units, const NameNote& name, Numbers& numbers);

  [[nodiscard]] Range bytes(std::size_t begin, std::size_t end) const { return {offsets[begin], offsets[end]}; }
  [[nodiscard]] std::string_view at(Range range) const { return within(shown, range); }
  /// Whether the token stands between two units.
  [[nodiscard]] bool is_border(std::size_t token) const;
  [[nodiscard]] std::size_t part_of(std::size_t byte) const;
  [[nodiscard]] model::Runs slice(Range range) const;
  /// The run that the byte stands in.
  [[nodiscard]] const model::Run& look(std::size_t byte) const;
  /// The sentences of a unit.
  [[nodiscard]] std::vector<Range> sentences_of(const Range& part) const;
  /// Narrows a change down to the sentence that it stands in; gives where it is to be looked for.
  Range scope_of(TextChange& change, Range quote) const;

 private:
  void add_border();
};

/// A change and where in the old text it is.
struct PlacedChange {
  std::size_t at = 0;
  TextChange change;
};
/// Of the words that are `kept`: which look another way, and which lead elsewhere.
[[nodiscard]] std::vector<PlacedChange> look_changes(const TextSide& before, const TextSide& after,
                                                     const std::vector<Match>& kept,
                                                     const std::vector<TextPlace>& places);

}  // namespace zielbaum::diff
