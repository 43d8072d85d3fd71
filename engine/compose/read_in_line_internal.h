// A table of versions side by side as what it says in a line: place, old, new. For the ear, where a table has to be
// walked through cell by cell, and for narrow screens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "flow/flow.h"

namespace zielbaum::compose {

/// Of the heading above all that is read in a line; no node id holds a dot.
inline constexpr std::string_view kInLineAnchor = "in.line";

/// What a row of the table is about.
struct RowPlace {
  bool begins_node = false;  ///< the rows down to the next such one say what became of one node
  bool left_out = false;     ///< it only finds its way, such as a heading above what changed
  std::string name;  ///< of the node: "Maßnahme M 14 „Kiezbox“"; else the place in it, such as a field, or ""
};

/// Whether the rows' anchors are theirs, or those of what is read instead of them.
enum class Anchors { OfRows, Taken };

/// `columns`: what each column is called in short. One heading of `level` a node, and below it a numbered list.
[[nodiscard]] flow::Blocks read_in_line(const flow::Table& table, const std::vector<RowPlace>& places,
                                        const std::vector<std::string>& columns, std::uint8_t level, Anchors anchors);

}  // namespace zielbaum::compose
