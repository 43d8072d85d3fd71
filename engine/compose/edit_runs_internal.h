// Edits as runs of a Flow, with the signs that every view of a comparison uses: new words are marked, dropped ones
// marked and in [ ], and of those that only moved, so is said.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "compose/compose.h"

namespace zielbaum::compose {

[[nodiscard]] flow::Run marked_run(std::string text, flow::Mark mark);

/// Which words are shown. In a text of both sides, dropped words stand before what came in their place.
enum class Sides { Old, New, Both };
[[nodiscard]] bool is_shown(const diff::Edit& edit, Sides sides);

/// What an Edit becomes, where it is more than its words; without brackets.
using MakeRun = std::function<flow::Run(const diff::Edit& edit, flow::Mark mark)>;
/// Words and style, links that lead out of the document; a footnote's mark by its name.
[[nodiscard]] flow::Run run_of(const diff::Edit& edit, flow::Mark mark);

/// What kept its words and changed its looks has the old ones on the old side.
[[nodiscard]] flow::Runs runs_of(const diff::Edits& edits, Sides sides, Language language,
                                 const MakeRun& make = run_of);

/// Items of one list laid over those of another: what is kept, dropped or new, in the order of the new list, dropped
/// ones before those that came in their place. Kept ones stand at their new place.
struct ListedItem {
  diff::EditKind kind = diff::EditKind::Same;
  std::size_t index = 0;                    ///< in the old list if dropped, else in the new one
  std::optional<diff::EditKind> separator;  ///< whose is the sign that stands before it; absent: none stands there
};
/// So separated, the items that are not dropped read as the new list, and those that are not new as the old one.
[[nodiscard]] std::vector<ListedItem> interleaved(const std::vector<std::string>& before,
                                                  const std::vector<std::string>& after);

}  // namespace zielbaum::compose
