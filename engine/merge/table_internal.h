// Tables of three versions made into one, by columns and rows.
#pragma once

#include <string_view>

#include "merge/merge.h"

namespace zielbaum::merge {

/// Merges three tables, each from its first row to its last one. Columns are matched by their heads and by what stands
/// in them, rows by their cells; either keeps its place as things in an order do (order_internal.h), and may be moved.
/// A cell that only one side changed is as that side has it; of a row or column that one side dropped and the other one
/// changed, or a cell that both changed in different ways, there is what `where_both` has. The result is a table, each
/// cell below its head. O(n log n) in the cells.
[[nodiscard]] MergedText merge_tables(std::string_view base, std::string_view ours, std::string_view theirs,
                                      Side where_both);

}  // namespace zielbaum::merge
