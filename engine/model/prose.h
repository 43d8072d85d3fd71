// The prose of one node, parsed: blocks with runs of text. Plain values; text/ makes them from Markdown.
//
// Inline markup is flat: a paragraph is a sequence of Runs, each with its text, style and link target. So the text
// stream and the formatting stream can be compared apart, and whoever prints need not walk a tree.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace zielbaum::model {

/// Bytes [begin, end) of the Markdown source.
struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const ByteRange&) const = default;
};

struct Style {
  bool emphasis = false;
  bool strong = false;
  bool code = false;
  bool operator==(const Style&) const = default;
};

enum class RunKind {
  Text,       ///< `text` as it is
  LineBreak,  ///< a hard break; text is "\n"
  NoteMark,   ///< a reference to the footnote labelled `text`
  Image,      ///< a picture inside a line: `link` is its path below media/, `text` its alternative text
};

/// A stretch of text of one style. Soft line breaks are spaces already.
struct Run {
  RunKind kind = RunKind::Text;
  std::string text;
  Style style;
  std::string link;  ///< "https://…", "mailto:…", "node:…" or ""; for an Image the path
  ByteRange source;  ///< where the text stands in the Markdown; the whole block where that cannot be told exactly
  bool operator==(const Run&) const = default;
};
using Runs = std::vector<Run>;

struct Block;
using Blocks = std::vector<Block>;

struct Paragraph {
  Runs runs;
  bool operator==(const Paragraph&) const = default;
};
struct ListItem {
  Blocks blocks;
  bool operator==(const ListItem&) const;
};
struct List {
  bool ordered = false;
  std::int32_t start = 1;
  bool tight = true;
  std::vector<ListItem> items;
  bool operator==(const List&) const = default;
};
enum class Align { Default, Left, Centre, Right };
struct Table {
  std::vector<Align> columns;
  std::vector<Runs> header;             ///< as many as columns
  std::vector<std::vector<Runs>> rows;  ///< each as many as columns
  bool operator==(const Table&) const = default;
};
struct Quote {
  Blocks blocks;
  bool operator==(const Quote&) const;
};
struct CodeBlock {
  std::string text;
  bool operator==(const CodeBlock&) const = default;
};
/// A picture that is a block of its own. The Markdown title is its caption.
struct Figure {
  std::string media;  ///< file name below media/
  std::string alt;
  std::string caption;
  bool operator==(const Figure&) const = default;
};
struct Rule {
  bool operator==(const Rule&) const = default;
};

struct Block {
  std::variant<Paragraph, List, Table, Quote, CodeBlock, Figure, Rule> content;
  ByteRange source;
  bool operator==(const Block&) const = default;
};
inline bool ListItem::operator==(const ListItem& other) const {
  return blocks == other.blocks;
}
inline bool Quote::operator==(const Quote& other) const {
  return blocks == other.blocks;
}

struct Footnote {
  std::string label;
  Blocks blocks;
  ByteRange source;
  bool operator==(const Footnote&) const = default;
};

struct Prose {
  Blocks blocks;
  std::vector<Footnote> footnotes;  ///< in the order of their definitions; local to the section
  bool operator==(const Prose&) const = default;
};

}  // namespace zielbaum::model
