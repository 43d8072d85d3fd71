// The lines of a block, as diff counts them in diff::BlockPair::rows: paragraphs, rows of tables, descriptions and
// captions of pictures, in the order of reading.
#pragma once

#include <cstddef>
#include <vector>

#include "model/prose.h"

namespace zielbaum::compose {

struct Line {
  std::vector<model::Runs> cells;
  std::size_t depth = 0;  ///< in how many lists it stands
};

[[nodiscard]] std::vector<Line> lines_of(const model::Block& block);

}  // namespace zielbaum::compose
