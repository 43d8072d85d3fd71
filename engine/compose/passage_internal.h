// A passage of a node as the columns of a Synopse show it: a block of prose, a footnote or a field, in two versions.
#pragma once

#include <string>
#include <vector>

#include "compose/comparison_internal.h"

namespace zielbaum::compose {

struct Passage {
  diff::BlockChange what = diff::BlockChange::Same;
  bool note_changed = false;  ///< a footnote of it did, which follows
  bool elsewhere = false;     ///< it went to another place; there is another passage for that
  std::string place;          ///< in the node: "Absatz 2", "Zeitraum"; or ""
  std::string anchor;         ///< of one with `elsewhere`
  std::string other;          ///< the anchor of the passage at the other place
  flow::Blocks before;        ///< in full, as the edition shows them, with what is gone marked
  flow::Blocks after;         ///< in full, with what is new marked
  /// The same for both steps that a passage of the middle one of three versions takes part in.
  std::string as_old, as_new;  ///< of the old and the new side; "" where there is none
};

/// In the order of the rows: blocks, each with the footnotes whose mark it has, then facts: those of a node that is new
/// or gone in one passage. Passages that show nothing, such as rules, are left out.
[[nodiscard]] std::vector<Passage> passages(const Compared& compared, const diff::Step& step, const StepProse& prose,
                                            Facts which);

/// What stands on the side that does not have the passage: "– (neu)", "entfällt", or where it is instead.
[[nodiscard]] flow::Cell not_yet(const Passage& passage, Language language);
[[nodiscard]] flow::Cell no_more(const Passage& passage, const Compared& compared);

/// "added", "removed", "moved", "changed", "": flow::Row::kind.
[[nodiscard]] std::string_view kind_of(const Passage& passage);

/// The heading on both sides; in a changed title only the number and the new words are bold, or they could not be told.
struct HeadingRuns {
  flow::Runs before;
  flow::Runs after;
};
[[nodiscard]] HeadingRuns heading_runs(const Compared& compared, const diff::Step& step);
/// The heading at the place that a node has left, where nothing is compared.
[[nodiscard]] flow::Runs left_heading(const Compared& compared, const diff::Step& step);

/// "bisher Ziel 2.3", leading to `anchor`; says so if nothing else has happened to the node.
[[nodiscard]] flow::Runs moved_line(const Compared& compared, const diff::Step& step, const diff::Change& change,
                                    const std::string& anchor);

[[nodiscard]] flow::Block paragraph_of(flow::Runs runs, flow::ParagraphRole role = flow::ParagraphRole::Body);
[[nodiscard]] flow::Cell cell_of(flow::Blocks blocks);
/// A cell with one paragraph; an empty one where there are no words.
[[nodiscard]] flow::Cell cell_of(flow::Runs runs);
[[nodiscard]] flow::Cell cell_of(std::string text);
/// What the last column says of a node; empty where it has no reason.
[[nodiscard]] flow::Cell reason_cell(const Reasons& reasons, const NodeId& node);

}  // namespace zielbaum::compose
