#include "compose/read_in_line_internal.h"

#include "compose/names_internal.h"
#include "compose/prose_blocks_internal.h"

namespace zielbaum::compose {

namespace {

/// The blocks of a cell below its column's name; a paragraph follows it in its line.
void add_cell(const std::string& column, const flow::Cell& cell, flow::Blocks& out) {
  if (cell.blocks.empty()) return;
  flow::Blocks blocks = cell.blocks;
  auto* const first = std::get_if<flow::Paragraph>(&blocks.front().content);
  const bool in_line = first != nullptr && first->role == flow::ParagraphRole::Body;
  if (in_line) {
    first->runs.insert(first->runs.begin(), strong_run(column + ": "));
  } else {
    flow::Paragraph name;
    name.runs = {strong_run(column + ":")};
    out.push_back({std::move(name), {}});
  }
  std::move(blocks.begin(), blocks.end(), std::back_inserter(out));
}

}  // namespace

flow::Blocks read_in_line(const flow::Table& table, const std::vector<RowPlace>& places,
                          const std::vector<std::string>& columns, std::uint8_t level, Anchors anchors) {
  flow::Blocks out;
  flow::List list;
  list.ordered = true;
  const auto end_list = [&] {
    if (!list.items.empty()) out.push_back({list, {}});
    list.items.clear();
  };
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const RowPlace& place = places[i];
    if (place.left_out) continue;
    if (place.begins_node) {
      end_list();
      flow::Heading heading;
      heading.level = level;
      heading.runs = {plain_run(place.name)};
      heading.in_contents = false;
      if (anchors == Anchors::Taken) heading.anchor = table.rows[i].anchor;
      out.push_back({std::move(heading), {}});
    }
    flow::ListItem item;
    if (!place.begins_node && !place.name.empty()) item.blocks.push_back(text_paragraph(place.name));
    const std::vector<flow::Cell>& cells = table.rows[i].cells;
    for (std::size_t column = 0; column < cells.size() && column < columns.size(); ++column)
      add_cell(columns[column], cells[column], item.blocks);
    if (item.blocks.empty()) continue;
    if (anchors == Anchors::Taken && !place.begins_node)
      std::get<flow::Paragraph>(item.blocks.front().content).anchor = table.rows[i].anchor;
    list.items.push_back(std::move(item));
  }
  end_list();
  return out;
}

}  // namespace zielbaum::compose
