// Whole-paragraph line breaking (Knuth and Plass, "Breaking paragraphs into lines", 1981) over plain numbers: knows no
// fonts and no text. All ways to break a paragraph are weighed, and the one with the least demerits is taken.
#pragma once

#include <cstdint>
#include <vector>

namespace zielbaum::typeset {

enum class BreakKind : std::uint8_t {
  Space,
  Seam,      ///< within a word, without a sign of ours: after "Haushalts-", after a slash
  Syllable,  ///< within a word, with a hyphen
  Compound,  ///< the same, between the parts of a compound: reads better
  Forced,    ///< a line ends here in any case
  End,       ///< of the paragraph
};

/// Where a line may end. Widths in micropoints from the paragraph's beginning; a line's is `end` of the one break less
/// `begin` of the other.
struct Break {
  std::int64_t end = 0;           ///< with the hyphen that is then shown, without what hangs into the margin
  std::int64_t end_spaces = 0;    ///< the part of it that is spaces between words
  std::int64_t begin = 0;         ///< where the next line begins: after the space, further right if it hangs out
  std::int64_t begin_spaces = 0;  ///< the part of it that is spaces
  BreakKind kind = BreakKind::Space;
  bool hyphen = false;  ///< the line ends in a hyphen, ours or the text's own
};

struct BreakRules {
  std::int64_t measure = 0;     ///< no line is wider
  bool justified = false;       ///< all lines but the last are as wide
  std::uint8_t scaling = 0;     ///< see model::Theme
  std::uint8_t hyphen_run = 2;  ///< see model::Theme
  std::int64_t em = 0;          ///< a last line narrower than two of them is avoided
};

/// Strict: spaces stay below twice their width and shrink by a third at most, no more lines than allowed end in a
/// hyphen one after another. Lenient: for paragraphs of which this asks too much; no line is too wide still.
enum class Strictness : std::uint8_t { Strict, Lenient };

/// Indices of the breaks at which lines end, ascending, and what they cost.
struct Breaking {
  std::vector<std::uint32_t> ends;
  std::int64_t demerits = 0;
  Strictness strictness = Strictness::Strict;
};

/// The best lines. breaks[0] is the paragraph's beginning, the last one its End. Requires that no stretch between
/// neighbouring breaks is wider than the measure. Cost: linear in the breaks, times those that one line's end can have.
[[nodiscard]] Breaking best_breaking(const std::vector<Break>& breaks, const BreakRules& rules);

/// What given lines cost; kImpossible if one of them is against the rules.
[[nodiscard]] std::int64_t demerits_of(const std::vector<Break>& breaks, const std::vector<std::uint32_t>& ends,
                                       const BreakRules& rules, Strictness strictness);
inline constexpr std::int64_t kImpossible = INT64_MAX;

}  // namespace zielbaum::typeset
