#include "text/tables_internal.h"

#include <algorithm>

#include "base/ascii.h"

namespace zielbaum::text {

namespace {

using model::Align;
using model::ByteRange;

ByteRange trimmed(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  while (begin < end && is_blank(text[begin])) ++begin;
  while (begin < end && is_blank(text[end - 1])) --end;
  return {begin, end};
}

std::size_t quote_depth(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return static_cast<std::size_t>(std::count(text.begin() + begin, text.begin() + skip_prefix(text, begin, end), '>'));
}

}  // namespace

CellRow split_row(std::string_view text, std::uint32_t begin, std::uint32_t end, std::size_t columns) {
  ByteRange row = trimmed(text, begin, end);
  if (row.begin < row.end && text[row.begin] == '|') ++row.begin;
  std::size_t slashes = 0;
  while (row.begin + slashes + 1 < row.end && text[row.end - 2 - slashes] == '\\') ++slashes;
  if (row.begin < row.end && text[row.end - 1] == '|' && slashes % 2 == 0) --row.end;
  CellRow cells;
  std::uint32_t cell = row.begin;
  for (std::uint32_t at = row.begin; at < row.end; ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '|' && (columns == 0 || cells.size() + 1 < columns)) {
      cells.push_back(trimmed(text, cell, at));
      cell = at + 1;
    }
  }
  cells.push_back(trimmed(text, std::min(cell, row.end), row.end));
  return cells;
}

std::vector<Align> read_alignment(const Source& source, std::uint32_t delimiter_row) {
  std::vector<Align> columns;
  const std::uint32_t end = line_text_end(source, delimiter_row);
  const std::uint32_t begin = skip_prefix(source.masked, source.lines[delimiter_row], end);
  for (const ByteRange cell : split_row(source.masked, begin, end)) {
    const std::string_view mark = std::string_view(source.masked).substr(cell.begin, cell.end - cell.begin);
    const bool left = mark.starts_with(':');
    const bool right = mark.ends_with(':');
    const std::string_view dashes =
        mark.substr(left ? 1 : 0, mark.size() - (left ? 1 : 0) - (right && mark.size() > 1 ? 1 : 0));
    if (dashes.empty() || dashes.find_first_not_of('-') != std::string_view::npos) return {};
    columns.push_back(left && right ? Align::Centre : right ? Align::Right : left ? Align::Left : Align::Default);
  }
  return columns;
}

std::optional<TableLines> find_table(const Source& source, std::uint32_t first, std::uint32_t end,
                                     std::uint32_t begin) {
  auto row = std::upper_bound(source.delimiter_rows.begin(), source.delimiter_rows.end(), first);
  for (; row != source.delimiter_rows.end() && *row < end; ++row) {
    const std::uint32_t header = *row - 1;
    const std::uint32_t header_end = line_text_end(source, header);
    const std::uint32_t header_begin =
        header == first ? begin : skip_prefix(source.masked, source.lines[header], header_end);
    const std::size_t columns = read_alignment(source, *row).size();
    if (columns == 0 || split_row(source.masked, header_begin, header_end).size() != columns) continue;
    TableLines table{header, *row + 1};
    const std::size_t depth = quote_depth(source.masked, source.lines[*row], line_text_end(source, *row));
    while (table.end < end &&
           quote_depth(source.masked, source.lines[table.end], line_text_end(source, table.end)) == depth) {
      ++table.end;
    }
    return table;
  }
  return std::nullopt;
}

}  // namespace zielbaum::text
