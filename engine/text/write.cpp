// Blocks to Markdown, in one canonical form: a paragraph a line, "-" for items, "`" fences around code, one blank line
// between blocks. The law parse(write(blocks)) == blocks holds for all blocks that parse() gives, places apart.
#include <algorithm>

#include "base/utf8.h"
#include "text/german_internal.h"
#include "text/text.h"
#include "text/write_internal.h"

namespace zielbaum::text {

namespace {

using model::Block;
using model::Blocks;

using Lines = std::vector<std::string>;

Lines split_lines(std::string_view text) {
  Lines lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// The first block of an item or document, one that follows a blank line, or one that stands right below another.
enum class Above { Nothing, Blank, Block };

/// What the blocks around them leave to lists: two of one kind in a row would be one.
struct Neighbour {
  bool bullets = false;  ///< the block before is such a list, with this mark
  bool numbers = false;
  char mark = '\0';
};

void append(Lines& out, Lines more) {
  out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Each line behind `rest`, the first one behind `first`; lines without anything stay without spaces at their end.
void append_indented(Lines& out, const Lines& lines, std::string_view first, std::string_view rest) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string line(i == 0 ? first : rest);
    if (lines[i].empty()) line.erase(line.find_last_not_of(' ') + 1);
    out.push_back(line + lines[i]);
  }
}

Lines write_code(const model::CodeBlock& code) {
  std::size_t longest = 2;
  for (std::size_t at = 0, row = 0; at < code.text.size(); ++at) {
    row = code.text[at] == '`' ? row + 1 : 0;
    longest = std::max(longest, row);
  }
  const std::string fence(longest + 1, '`');
  Lines out{fence};
  if (!code.text.empty()) {
    const bool closed = code.text.ends_with('\n');
    append(out, split_lines(std::string_view(code.text).substr(0, code.text.size() - (closed ? 1 : 0))));
  }
  out.push_back(fence);
  return out;
}

std::string delimiter(model::Align align) {
  switch (align) {
    case model::Align::Left:
      return ":---";
    case model::Align::Centre:
      return ":---:";
    case model::Align::Right:
      return "---:";
    case model::Align::Default:
      break;
  }
  return "---";
}

Lines write_table(const model::Table& table) {
  const auto row_of = [](const std::vector<model::Runs>& cells) {
    std::string row = "|";
    for (const model::Runs& cell : cells) row += " " + write_runs(cell, Site::Cell) + (cell.empty() ? "|" : " |");
    return row;
  };
  std::string below = "|";
  for (const model::Align align : table.columns) below += " " + delimiter(align) + " |";
  Lines out{row_of(table.header), below};
  for (const auto& row : table.rows) out.push_back(row_of(row));
  return out;
}

class BlockWriter {
 public:
  /// `loose`: a blank line between all blocks.
  static Lines write(const Blocks& blocks, bool loose, char item_mark = '\0') {
    Lines out;
    Neighbour before;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const Above above = i == 0 ? Above::Nothing : loose ? Above::Blank : Above::Block;
      if (above == Above::Blank) out.emplace_back();
      append(out, write(blocks[i], above, before, item_mark));
    }
    return out;
  }

 private:
  static Lines write(const Block& block, Above above, Neighbour& before, char item_mark) {
    Neighbour neighbour = std::exchange(before, {});
    if (const auto* paragraph = std::get_if<model::Paragraph>(&block.content))
      return split_lines(write_runs(paragraph->runs, Site::Lines));
    if (const auto* list = std::get_if<model::List>(&block.content)) {
      // "- - -" is a rule, and "12. 5. 2021" a date.
      if (above == Above::Nothing) neighbour = {.bullets = true, .numbers = true, .mark = item_mark};
      return write_list(*list, neighbour, before);
    }
    if (const auto* table = std::get_if<model::Table>(&block.content)) return write_table(*table);
    if (const auto* code = std::get_if<model::CodeBlock>(&block.content)) return write_code(*code);
    if (const auto* figure = std::get_if<model::Figure>(&block.content)) return {write_figure(*figure)};
    if (const auto* quote = std::get_if<model::Quote>(&block.content)) {
      Lines out;
      Lines inner = write(quote->blocks, true);
      if (inner.empty()) inner.emplace_back();
      append_indented(out, inner, "> ", "> ");
      return out;
    }
    // "---" below a paragraph would make a heading of it, and "- ---" is a rule.
    return {above == Above::Blank || (above == Above::Nothing && item_mark == '\0') ? "---" : "___"};
  }

  static Lines write_list(const model::List& list, const Neighbour& neighbour, Neighbour& own) {
    own.bullets = !list.ordered;
    own.numbers = list.ordered;
    if (!list.ordered) {
      own.mark = neighbour.bullets && neighbour.mark == '-' ? '*' : '-';
    } else {
      own.mark = neighbour.numbers && neighbour.mark == '.' ? ')' : '.';
    }
    Lines out;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      if (i > 0 && !list.tight) out.emplace_back();
      const std::string marker = list.ordered ? number(list, i) + own.mark : std::string(1, own.mark);
      Lines lines = write(list.items[i].blocks, !list.tight, own.mark);
      if (lines.empty()) {
        out.push_back(marker);
        continue;
      }
      // "3. August" would be a date.
      if (list.ordered && own.mark == '.' && date_length(marker + " " + lines.front()) > 0) {
        const Decoded first = decode_utf8(lines.front(), 0);
        lines.front().replace(0, first.size, as_entity(first.character));
      }
      append_indented(out, lines, marker + " ", std::string(marker.size() + 1, ' '));
    }
    return out;
  }

  static std::string number(const model::List& list, std::size_t index) {
    constexpr std::int64_t kLargest = 999'999'999;
    return std::to_string(std::min(kLargest, std::int64_t{list.start} + static_cast<std::int64_t>(index)));
  }
};

std::string joined(const Lines& lines) {
  std::string out;
  for (const std::string& line : lines) out.append(line).append("\n");
  return out;
}

}  // namespace

std::string write(const Blocks& blocks) {
  return joined(BlockWriter::write(blocks, true));
}

std::string write(const model::Prose& prose) {
  Lines out = BlockWriter::write(prose.blocks, true);
  for (const model::Footnote& note : prose.footnotes) {
    if (!out.empty()) out.emplace_back();
    const std::string head = "[^" + note.label + "]:";
    const Lines lines = BlockWriter::write(note.blocks, true);
    const bool begins_with_text =
        !note.blocks.empty() && (std::holds_alternative<model::Paragraph>(note.blocks[0].content) ||
                                 std::holds_alternative<model::Figure>(note.blocks[0].content));
    if (begins_with_text) {
      append_indented(out, lines, head + " ", "    ");
    } else {
      out.push_back(head);
      append_indented(out, lines, "    ", "    ");
    }
  }
  return joined(out);
}

}  // namespace zielbaum::text
