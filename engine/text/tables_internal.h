// Pipe tables as GitHub has them: which lines of a paragraph are one, and what its cells are.
#pragma once

#include <optional>
#include <vector>

#include "model/prose.h"
#include "text/source_internal.h"

namespace zielbaum::text {

using CellRow = std::vector<model::ByteRange>;  ///< the cells' text without spaces around it

struct TableLines {
  std::uint32_t header = 0;  ///< lines of the source; the delimiter row is the next one
  std::uint32_t end = 0;
};

/// The table among lines [first, end) of the source, which are one paragraph for CommonMark; the paragraph's text
/// begins at offset `begin`. It reaches to the paragraph's end, or to a line of another quote.
[[nodiscard]] std::optional<TableLines> find_table(const Source& source, std::uint32_t first, std::uint32_t end,
                                                   std::uint32_t begin);

[[nodiscard]] std::vector<model::Align> read_alignment(const Source& source, std::uint32_t delimiter_row);

/// The cells of the row between two offsets. A "|" after a backslash divides nothing. With `columns`, the last of that
/// many cells takes whatever stands behind it, so that no word is lost.
[[nodiscard]] CellRow split_row(std::string_view text, std::uint32_t begin, std::uint32_t end, std::size_t columns = 0);

}  // namespace zielbaum::text
