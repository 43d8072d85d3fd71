// Where a Flow says that something changed: for steps from one change to the next, and for showing only what changed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/message.h"
#include "flow/flow.h"

namespace zielbaum::html {

/// Whether the block, or one inside of it, says that it changed.
[[nodiscard]] bool has_change(const flow::Block& block);

[[nodiscard]] bool has_change(const flow::Row& row);

struct ChangeMap {
  /// By block of the Flow: what changed, and the headings above it.
  std::vector<bool> kept;
  /// By block: the number of the change that begins with it, from 1; 0 for none. Neighbours are one change, but each
  /// heading that changed, or has a status, begins one.
  std::vector<std::size_t> step;
  std::size_t steps = 0;
};
[[nodiscard]] ChangeMap map_changes(const flow::Flow& flow);

/// The same of the rows of a Comparison: by row the number of the change that begins with it. Neighbours are one
/// change, but each row with an anchor begins one.
[[nodiscard]] std::vector<std::size_t> map_changes(const flow::Table& table);

/// Stands before the block where a change begins, and leads to the changes before and after it; "" for other blocks.
[[nodiscard]] std::string step_line(const ChangeMap& map, std::size_t block, Language language);
/// The same in a row of its own.
[[nodiscard]] std::string step_row(std::size_t step, std::size_t steps, std::size_t columns, Language language);
/// The way to the first change; "" where there is none.
[[nodiscard]] std::string first_step(std::size_t steps, Language language);
/// Leaves only what changed, by the style sheet; and the way to the first change.
[[nodiscard]] std::string only_changes_switch(const ChangeMap& map, Language language);

}  // namespace zielbaum::html
