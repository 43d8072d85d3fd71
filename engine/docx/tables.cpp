// Tables with heads that each page repeats.
#include <algorithm>
#include <numeric>

#include "docx/writing_internal.h"

namespace zielbaum::docx {

namespace {

struct Columns {
  std::vector<std::int32_t> edges;  ///< one more than columns
  [[nodiscard]] std::int32_t width(std::size_t first, std::size_t span) const {
    return edges[std::min(first + span, edges.size() - 1)] - edges[std::min(first, edges.size() - 1)];
  }
};

std::int32_t width_of(const flow::Cell& cell) {
  std::int32_t widest = 0;
  for (const flow::Block& block : cell.blocks) {
    const auto* const paragraph = std::get_if<flow::Paragraph>(&block.content);
    if (paragraph == nullptr) continue;
    std::int32_t width = 0;
    for (const flow::Run& run : paragraph->runs) width += flow::label_width(run.text, flow::Weight::Strong);
    widest = std::max(widest, width);
  }
  return widest;
}

/// Of a table that says none: by its widest words, none so narrow or wide that others suffer.
std::vector<std::int64_t> shares_of(const flow::Table& table, std::size_t columns) {
  if (table.shares.size() == columns) return {table.shares.begin(), table.shares.end()};
  constexpr std::int32_t kNarrowest = 80;
  constexpr std::int32_t kWidest = 500;
  std::vector<std::int64_t> shares(columns, kNarrowest);
  for (const std::vector<flow::Row>* rows : {&table.header, &table.rows}) {
    for (const flow::Row& row : *rows) {
      std::size_t column = 0;
      for (const flow::Cell& cell : row.cells) {
        const std::int64_t width = std::clamp(width_of(cell), kNarrowest, kWidest);
        if (cell.column_span == 1 && column < columns) shares[column] = std::max(shares[column], width);
        column += cell.column_span;
      }
    }
  }
  return shares;
}

Columns columns_of(const flow::Table& table, std::int32_t width) {
  const std::vector<std::int64_t> shares = shares_of(table, flow::column_count(table));
  const std::int64_t sum = std::max<std::int64_t>(1, std::accumulate(shares.begin(), shares.end(), std::int64_t{0}));
  Columns columns{{0}};
  std::int64_t before = 0;
  for (const std::int64_t share : shares) {
    before += share;
    columns.edges.push_back(static_cast<std::int32_t>(width * before / sum));
  }
  return columns;
}

bool has_row_heads(const flow::Table& table) {
  return std::any_of(table.rows.begin(), table.rows.end(), [](const flow::Row& row) {
    return !row.cells.empty() && row.cells.front().scope == flow::Scope::Row;
  });
}

void add_properties(const flow::Table& table, const Area& area, std::int32_t width, pugi::xml_node element) {
  const pugi::xml_node properties = add(element, "w:tblPr");
  add_value(properties, "w:tblStyle", table.role == flow::TableRole::Comparison ? "ComparisonTable" : "LinedTable");
  add(properties, "w:tblW", {{"w:w", std::to_string(width)}, {"w:type", "dxa"}});
  if (area.indent > 0) add(properties, "w:tblInd", {{"w:w", std::to_string(area.indent)}, {"w:type", "dxa"}});
  add(properties, "w:tblLayout", {{"w:type", table.shares.empty() ? "autofit" : "fixed"}});
  const bool first_row = !table.header.empty();
  const bool first_column = has_row_heads(table);
  const char* const bits = first_row ? (first_column ? "06A0" : "0620") : (first_column ? "0680" : "0600");
  add(properties, "w:tblLook",
      {{"w:val", bits},
       {"w:firstRow", first_row ? "1" : "0"},
       {"w:lastRow", "0"},
       {"w:firstColumn", first_column ? "1" : "0"},
       {"w:lastColumn", "0"},
       {"w:noHBand", "1"},
       {"w:noVBand", "1"}});
}

enum class RowPart { Head, Body };

Result<void> write_row(Writing& writing, const Area& area, const flow::Table& table, const Columns& columns,
                       const flow::Row& row, RowPart part, pugi::xml_node parent) {
  if (row.cells.empty()) return {};
  const pugi::xml_node element = add(parent, "w:tr");
  if (part == RowPart::Head) {
    const pugi::xml_node properties = add(element, "w:trPr");
    add(properties, "w:cantSplit");
    add(properties, "w:tblHeader");
  }
  if (!row.anchor.empty()) writing.pending.bookmarks.push_back(bookmark_name(row.anchor));
  std::size_t column = 0;
  for (const flow::Cell& cell : row.cells) {
    const std::size_t span = std::max<std::size_t>(1, cell.column_span);
    const std::int32_t width = columns.width(column, span);
    column += span;
    const pugi::xml_node out = add(element, "w:tc");
    const pugi::xml_node properties = add(out, "w:tcPr");
    add(properties, "w:tcW", {{"w:w", std::to_string(width)}, {"w:type", "dxa"}});
    if (span > 1) add_value(properties, "w:gridSpan", std::to_string(span));

    Area inside{.parent = out, .relationships = area.relationships};
    const bool quiet = cell.scope == flow::Scope::Row && table.role == flow::TableRole::Listing;
    inside.bold = cell.scope != flow::Scope::None && !quiet;
    inside.style = inside.bold ? "TableHeading" : "TableText";
    inside.width = std::max(0, width - 2 * kCellPadding);
    inside.lang = area.lang;
    inside.align = cell.align;
    inside.mark = cell.mark == flow::Mark::None ? area.mark : cell.mark;
    inside.in_note = area.in_note;
    // In a comparison, links point at rows that head what follows.
    const bool heads_rows = table.role == flow::TableRole::Comparison && !row.anchor.empty();
    inside.keep_with_next = part == RowPart::Head || heads_rows;
    TRY(write_blocks(writing, inside, cell.blocks));
    end_with_paragraph(writing, inside);
  }
  return {};
}

}  // namespace

Result<void> write_table(Writing& writing, const Area& area, const flow::Table& table) {
  write_caption(writing, area, table.caption, Caption::Above);
  if (flow::column_count(table) == 0) return {};
  const std::int32_t width = area.width - area.indent;
  const Columns columns = columns_of(table, width);
  const pugi::xml_node element = add(area.parent, "w:tbl");
  add_properties(table, area, width, element);
  const pugi::xml_node grid = add(element, "w:tblGrid");
  for (std::size_t i = 0; i + 1 < columns.edges.size(); ++i) {
    add(grid, "w:gridCol", {{"w:w", std::to_string(columns.width(i, 1))}});
  }
  for (const flow::Row& row : table.header) {
    TRY(write_row(writing, area, table, columns, row, RowPart::Head, element));
  }
  for (const flow::Row& row : table.rows) {
    TRY(write_row(writing, area, table, columns, row, RowPart::Body, element));
  }
  return {};
}

}  // namespace zielbaum::docx
