// The inline half of writing Markdown.
#pragma once

#include <string>
#include <string_view>

#include "model/prose.h"

namespace zielbaum::text {

/// Where runs are written, which decides what has to be escaped.
enum class Site {
  Lines,  ///< a paragraph: the beginning of each line could be taken for a block
  Cell,   ///< of a table: "|" divides cells
};
/// Runs as Markdown that parse() reads as the same runs; hard breaks begin new lines.
[[nodiscard]] std::string write_runs(const model::Runs& runs, Site site);

/// A picture that is a block of its own.
[[nodiscard]] std::string write_figure(const model::Figure& figure);

/// The ASCII character as "&#97;", which is always text.
[[nodiscard]] std::string as_entity(char32_t character);

}  // namespace zielbaum::text
