// Markdown as the parser reads it, flat: the paragraphs, tables, codes and other blocks that hold no blocks, in the
// order of the text, with what they stand in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::merge {

enum class LeafKind {
  Prose,  ///< sentences
  Table,
  Code,
  Atom,        ///< a heading, a rule
  Definition,  ///< what "[name]" refers to
};

struct Leaf {
  LeafKind kind = LeafKind::Prose;
  std::size_t begin = 0, end = 0;  ///< bytes of the Markdown
  std::uint32_t level = 0;         ///< how many items, quotes and footnotes it stands in
  std::uint32_t outer = 0;         ///< how many of these begin before it
  std::uint32_t items = 0;         ///< how many items begin with it
  std::uint32_t quotes = 0;        ///< likewise
  bool quoted = false;             ///< whether it stands in a quote
  std::string note;                ///< the footnote that begins with it
  std::uint32_t list = 0;          ///< of its item, from 1 on, where one item begins with it
  bool first = false;              ///< of its list
  std::size_t outer_column = 0;    ///< the column, from 0, at which what it stands in begins in each line, outside
  std::size_t column = 0;          ///< and inside of what begins with it
};

/// Ascending. What is in none of them is white, a mark of an item or a quote, or the name of a footnote. Linear.
[[nodiscard]] std::vector<Leaf> leaves_of(std::string_view markdown);

}  // namespace zielbaum::merge
