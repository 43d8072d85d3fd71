// Blocks made of parts: a table by rows and cells, a list by items. A paragraph is one cell.
#pragma once

#include <vector>

#include "diff/diff.h"

namespace zielbaum::diff {

/// Rows of cells, in the order in which they are read.
struct Grid {
  std::vector<std::vector<model::Runs>> rows;
  bool is_table = false;  ///< the first row heads the columns
  [[nodiscard]] bool is_one_cell() const { return !is_table && rows.size() == 1 && rows.front().size() == 1; }
};

[[nodiscard]] Grid grid_of(const model::Block& block);

/// All text, the cells separated by line breaks.
[[nodiscard]] model::Runs runs_of(const Grid& grid);

struct GridChange {
  std::vector<PartPair> rows;
  std::vector<PartPair> columns;  ///< only of tables
  Edits edits;                    ///< between the texts of runs_of()
};

/// Rows are aligned by their words, columns by their heads, and each cell is compared for itself. Rows between two
/// pairs that are as many on both sides are pairs too; rows that left one place and stand at another are moved.
[[nodiscard]] GridChange compare_grids(const Grid& before, const Grid& after, std::size_t& work);

}  // namespace zielbaum::diff
