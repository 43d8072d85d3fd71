// One table as a grid: regular or not, and which header cells each data cell has.
#include <algorithm>

#include "audit/inspect_internal.h"

namespace zielbaum::audit {

namespace {

constexpr int kMostSpan = 1000;  // of what a damaged file may say

struct TableCell {
  std::size_t element = kNowhere;
  std::size_t row = 0, column = 0;
  std::size_t rows = 1, columns = 1;
  bool header = false;
  bool in_head = false;  ///< of the table: an empty corner there has no header
  bool heads_column = false, heads_row = false;
  std::vector<std::string> headers;  ///< identifiers named
  std::string id;
};

std::size_t span(const Handle& attributes, const char* key) {
  if (!attributes.is_dictionary()) return 1;
  const Handle value = attributes.key(key);
  return value.is_integer() ? static_cast<std::size_t>(std::clamp<long long>(value.integer(), 1, kMostSpan)) : 1;
}

/// The rows of a table itself, not those of a table within one of its cells.
std::vector<std::size_t> rows_of(const Tree& tree, std::size_t table) {
  std::vector<std::size_t> rows;
  for (const std::size_t part : tree.elements[table].children) {
    const std::string& role = tree.elements[part].role;
    if (role == "TR") rows.push_back(part);
    if (role != "THead" && role != "TBody" && role != "TFoot") continue;
    for (const std::size_t row : tree.elements[part].children) {
      if (tree.elements[row].role == "TR") rows.push_back(row);
    }
  }
  return rows;
}

TableCell read_cell(const Tree& tree, std::size_t index) {
  TableCell cell;
  cell.element = index;
  const TreeElement& element = tree.elements[index];
  cell.header = element.role == "TH";
  cell.in_head = tree.elements[tree.elements[element.parent].parent].role == "THead";
  const Handle attributes = attributes_of(element, "Table");
  cell.columns = span(attributes, "/ColSpan");
  cell.rows = span(attributes, "/RowSpan");
  const Handle id = element.dictionary.key("/ID");
  if (id.is_string()) cell.id = id.bytes();
  if (!attributes.is_dictionary()) return cell;
  const std::string scope = attributes.key("/Scope").name();
  cell.heads_column = cell.header && (scope == "Column" || scope == "Both");
  cell.heads_row = cell.header && (scope == "Row" || scope == "Both");
  const Handle headers = attributes.key("/Headers");
  for (int i = 0; i < headers.size(); ++i) {
    if (headers.item(i).is_string()) cell.headers.push_back(headers.item(i).bytes());
  }
  return cell;
}

}  // namespace

void inspect_table(const Tree& tree, std::size_t table, Record& record) {
  std::vector<TableCell> cells;
  std::vector<std::size_t> covered_below;  // by column: how many more rows a cell from above covers
  std::size_t width = 0;
  const std::vector<std::size_t> rows = rows_of(tree, table);
  bool regular = true;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::size_t column = 0;
    std::vector<std::size_t> now = covered_below;
    for (std::size_t& rest : covered_below) rest -= rest > 0;
    const auto skip_covered = [&] {
      while (column < now.size() && now[column] > 0) ++column;
    };
    for (const std::size_t index : tree.elements[rows[row]].children) {
      skip_covered();
      TableCell cell = read_cell(tree, index);
      cell.row = row;
      cell.column = column;
      if (covered_below.size() < column + cell.columns) covered_below.resize(column + cell.columns);
      for (std::size_t i = 0; i < cell.columns; ++i) {
        regular = regular && (column + i >= now.size() || now[column + i] == 0);
        covered_below[column + i] = cell.rows - 1;
      }
      column += cell.columns;
      cells.push_back(std::move(cell));
    }
    skip_covered();
    if (row == 0) width = column;
    record.expect(column == width, "Z-08", tree.at(rows[row]));
  }
  const bool sticks_out = std::any_of(covered_below.begin(), covered_below.end(), [](std::size_t n) { return n > 0; });
  record.expect(regular && !sticks_out, "Z-08", tree.at(table));

  std::set<std::string> ids;
  bool names_headers = false, has_headers = false;
  for (const TableCell& cell : cells) {
    if (cell.header && !cell.id.empty())
      record.expect(ids.insert(cell.id).second, "Z-07", tree.at(cell.element, "/ID"));
    names_headers = names_headers || !cell.headers.empty();
    has_headers = has_headers || cell.header;
  }
  // By column: whether some cell above heads it. Rows come in order, so one pass will do.
  std::vector<bool> column_is_headed(width);
  std::size_t headed_rows_end = 0;
  for (std::size_t first = 0; first < cells.size();) {
    std::size_t last = first;
    for (; last < cells.size() && cells[last].row == cells[first].row; ++last) {
      if (cells[last].heads_row) headed_rows_end = std::max(headed_rows_end, cells[last].row + cells[last].rows);
      for (std::size_t i = 0; cells[last].heads_column && i < cells[last].columns; ++i) {
        if (cells[last].column + i < width) column_is_headed[cells[last].column + i] = true;
      }
    }
    for (std::size_t i = first; i < last; ++i) {
      const TableCell& cell = cells[i];
      if (cell.header && !names_headers) {
        record.expect(cell.heads_column || cell.heads_row, "15-003", tree.at(cell.element, "/Scope"));
      }
      for (const std::string& header : cell.headers) {
        record.expect(ids.contains(header), "Z-07", tree.at(cell.element, "/Headers"));
      }
      const bool headed =
          cell.row < headed_rows_end || !cell.headers.empty() || (cell.column < width && column_is_headed[cell.column]);
      if (!cell.header && !cell.in_head && has_headers) record.expect(headed, "Z-15", tree.at(cell.element));
    }
    first = last;
  }
}

}  // namespace zielbaum::audit
