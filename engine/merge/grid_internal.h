// A table of Markdown as rows of cells.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::merge {

struct Cell {
  std::string text;  ///< as written, with the spaces around it
  std::string key;   ///< what it says; "" for an empty one
};

struct GridRow {
  std::string line;         ///< as written, without what the table stands in
  std::vector<Cell> cells;  ///< as many as the table has columns
};

struct TextGrid {
  std::vector<GridRow> rows;  ///< the head first, without the line below it
  GridRow rule;               ///< the line below the head
  bool bars = true;           ///< at both ends of each line
  std::string prefix;         ///< before each line but the first one

  [[nodiscard]] std::size_t columns() const { return rule.cells.size(); }
};

[[nodiscard]] TextGrid grid_of(std::string_view table);

/// A row of these cells.
[[nodiscard]] std::string line_of(const std::vector<Cell>& cells, bool bars);

/// Which is which of two lists of rows or columns; each at most once, in any order.
using Pairs = std::vector<std::optional<std::size_t>>;  ///< by what is after: what it was before
struct GridMatch {
  Pairs columns, rows;
};
[[nodiscard]] GridMatch match_grids(const TextGrid& before, const TextGrid& after);

}  // namespace zielbaum::merge
