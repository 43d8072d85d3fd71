// Edit scripts as people would make them: no islands of a space between two changes, and whole words moved.
#pragma once

#include <vector>

#include "diff/myers_internal.h"
#include "diff/tokens_internal.h"

namespace zielbaum::diff {

/// A change: tokens [before_begin, before_end) became [after_begin, after_end).
struct Region {
  std::size_t before_begin, before_end, after_begin, after_end;
  bool operator==(const Region&) const = default;
};

/// What lies between the matches.
[[nodiscard]] std::vector<Region> regions_between(const std::vector<Match>& matches, std::size_t before_size,
                                                  std::size_t after_size);

/// The same change of the text in fewer and better readable regions:
/// - an insertion or deletion that can stand at several places ("A, C" of "A, B, A, C") stands where it touches another
///   change, or else begins after a space or with a sentence;
/// - two changes with only a space, a mark, a few small words, or a verb that other words went over between them
///   become one;
/// - spaces and breaks that both sides begin or end with are kept.
[[nodiscard]] std::vector<Region> readable(std::vector<Region> regions, const TokenText& before,
                                           const TokenText& after);

[[nodiscard]] std::size_t words_between(const std::vector<Token>& tokens, std::size_t begin, std::size_t end);

}  // namespace zielbaum::diff
