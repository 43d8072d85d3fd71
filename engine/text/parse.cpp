#include <algorithm>
#include <array>
#include <memory>

#include "base/utf8.h"
#include "text/links_internal.h"
#include "text/reading_internal.h"
#include "text/tables_internal.h"
#include "text/text.h"

namespace zielbaum::text {

namespace {

using model::Block;
using model::Blocks;
using model::ByteRange;
using model::Run;
using model::RunKind;
using model::Runs;

constexpr int kDeepest = 32;
constexpr std::size_t kMostCells = 100'000;

struct NodeDeleter {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Tree = std::unique_ptr<cmark_node, NodeDeleter>;

Tree parse_sheet(const Sheet& sheet) {
  return Tree(cmark_parse_document(sheet.text.data(), sheet.text.size(), CMARK_OPT_DEFAULT));
}

// Text put together line by line, for the parts that cmark does not get from the source itself.
struct Assembly {
  std::string text;
  std::vector<std::uint32_t> begins;
  std::vector<std::uint32_t> origins;

  // Adds `before`, the source's bytes [begin, end) and `after` as one line.
  void add(std::string_view source, std::uint32_t begin, std::uint32_t end, std::string_view before = {},
           std::string_view after = {}) {
    begins.push_back(static_cast<std::uint32_t>(text.size()));
    // Wraps for a cell at the source's very beginning, and wraps back when the column is added.
    origins.push_back(begin - static_cast<std::uint32_t>(before.size()));
    text.append(before).append(source.substr(begin, end - begin)).append(after).append("\n");
  }
  Sheet sheet() {
    begins.push_back(static_cast<std::uint32_t>(text.size()));
    return Sheet{text, begins, origins};
  }
};

class Reader {
 public:
  explicit Reader(Reading& reading) : reading_(reading), source_(reading.source) {}

  void read() {
    for (const Definition& definition : source_.definitions) add_note(definition);
    const std::string flow = without_definitions();
    for (const Stretch& stretch : source_.stretches) read_stretch(flow, stretch);
    for (const Definition& definition : source_.definitions) read_definition(definition);
    report_unused();
  }

 private:
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const {
    const auto after = std::upper_bound(source_.lines.begin(), source_.lines.end() - 1, offset);
    return static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(after - source_.lines.begin() - 1, 0));
  }

  void add_note(const Definition& definition) {
    const auto [note, added] = reading_.notes.try_emplace(lower_case(definition.label), Note{definition.label});
    if (added) return;
    report(reading_, Severity::Error, "duplicate-footnote",
           msg("The footnote {0} has a text already; only the first one is shown", definition.label),
           source_.lines[definition.first], msg("Give the footnote another name, or delete one of the texts."));
  }

  void report_unused() {
    std::map<std::string, bool> seen;
    for (const Definition& definition : source_.definitions) {
      const auto note = reading_.notes.find(lower_case(definition.label));
      if (note->second.used || !seen.try_emplace(note->first, true).second) continue;
      report(reading_, Severity::Warning, "unused-footnote",
             msg("Nothing refers to the footnote {0}, so it is not shown", definition.label),
             source_.lines[definition.first],
             msg("Write [^{0}] where the footnote belongs, or delete it.", definition.label));
    }
  }

  // What cmark reads as the main flow. Blank lines stand where footnotes are defined.
  [[nodiscard]] std::string without_definitions() const {
    if (source_.definitions.empty()) return {};
    std::string flow = source_.masked;
    for (const Definition& definition : source_.definitions) {
      const std::uint32_t begin = source_.lines[definition.first];
      for (std::uint32_t at = begin; at < source_.lines[definition.end]; ++at) {
        if (flow[at] != '\n' && flow[at] != '\r') flow[at] = ' ';
      }
    }
    return flow;
  }

  void read_stretch(const std::string& flow, const Stretch& stretch) {
    if (stretch.first == stretch.end) return;
    const std::string_view text = flow.empty() ? std::string_view(source_.masked) : std::string_view(flow);
    const ByteRange range{source_.lines[stretch.first], source_.lines[stretch.end]};
    if (stretch.plain) {
      report_too_complex(range.begin);
      add_plain(text, range, reading_.prose.blocks);
      return;
    }
    const std::span<const std::uint32_t> lines(source_.lines);
    const Sheet sheet{text.substr(range.begin, range.end - range.begin),
                      lines.subspan(stretch.first, stretch.end - stretch.first + 1),
                      lines.subspan(stretch.first, stretch.end - stretch.first)};
    const Tree tree = parse_sheet(sheet);
    read_blocks(sheet, tree.get(), 0, reading_.prose.blocks);
  }

  // The body of a footnote, parsed apart with its indentation taken off.
  void read_definition(const Definition& definition) {
    const ByteRange range{source_.lines[definition.first], line_text_end(source_, definition.end - 1)};
    model::Footnote footnote{definition.label, {}, range};
    if (source_.maybe_unnormal) footnote.label = nfc(footnote.label);
    if (is_plain(definition)) {
      add_plain(source_.masked, {definition.body, range.end}, footnote.blocks);
    } else {
      Assembly body;
      body.add(source_.masked, definition.body, line_text_end(source_, definition.first));
      for (std::uint32_t line = definition.first + 1; line < definition.end; ++line) {
        const std::uint32_t end = line_text_end(source_, line);
        std::uint32_t begin = source_.lines[line];
        for (int indent = 0; indent < 4 && begin < end; ++indent, ++begin) {
          if (source_.masked[begin] == '\t') {
            ++begin;
            break;
          }
          if (source_.masked[begin] != ' ') break;
        }
        body.add(source_.masked, begin, end);
      }
      const Sheet sheet = body.sheet();
      const Tree tree = parse_sheet(sheet);
      read_blocks(sheet, tree.get(), 0, footnote.blocks);
    }
    reading_.prose.footnotes.push_back(std::move(footnote));
  }

  [[nodiscard]] bool is_plain(const Definition& definition) const {
    return std::any_of(source_.stretches.begin(), source_.stretches.end(), [&](const Stretch& stretch) {
      return stretch.plain && stretch.first < definition.end && definition.first < stretch.end;
    });
  }

  void report_too_complex(std::uint32_t offset) {
    report(reading_, Severity::Error, "too-complex",
           msg("This part is nested too deeply or has too many brackets; it is shown as plain text"), offset,
           msg("Simplify the part: at most {0} levels and {1} brackets without a blank line between.", kDeepest, 2000));
  }

  // Text as it is, in one paragraph.
  void add_plain(std::string_view text, ByteRange range, Blocks& blocks) {
    std::string words;
    for (std::uint32_t at = range.begin; at < range.end;) {
      std::uint32_t end = at;
      while (end < range.end && text[end] != '\n' && text[end] != '\r') ++end;
      std::uint32_t last = end;
      while (at < last && (text[at] == ' ' || text[at] == '\t')) ++at;
      while (at < last && (text[last - 1] == ' ' || text[last - 1] == '\t')) --last;
      if (at < last) {
        if (!words.empty()) words += ' ';
        append_unmasked(words, text.substr(at, last - at));
      }
      at = end + 1;
    }
    if (words.empty()) return;
    if (source_.maybe_unnormal) words = nfc(words);
    Run run{RunKind::Text, std::move(words), {}, {}, range};
    blocks.push_back({model::Paragraph{{std::move(run)}}, range});
  }

  [[nodiscard]] ByteRange range_of(const Sheet& sheet, cmark_node* node) const {
    const std::size_t count = sheet.origins.size();
    if (count == 0) return {};
    const auto line = [count](int number) {
      return std::min(static_cast<std::size_t>(std::max(number, 1)) - 1, count - 1);
    };
    const std::size_t first = line(cmark_node_get_start_line(node));
    const std::size_t last = std::max(first, line(cmark_node_get_end_line(node)));
    const auto size = static_cast<std::uint32_t>(source_.masked.size());
    const auto column = static_cast<std::uint32_t>(std::max(cmark_node_get_start_column(node), 1));
    const std::uint32_t begin = std::min(sheet.origins[first] + column - 1, size);
    std::uint32_t end = std::min(sheet.origins[last] + (sheet.begins[last + 1] - sheet.begins[last]), size);
    while (end > begin && (source_.masked[end - 1] == '\n' || source_.masked[end - 1] == '\r')) --end;
    return {begin, std::max(begin, end)};
  }

  void read_blocks(const Sheet& sheet, cmark_node* parent, int depth, Blocks& blocks) {
    for (cmark_node* node = cmark_node_first_child(parent); node != nullptr; node = cmark_node_next(node)) {
      read_block(sheet, node, depth, blocks);
    }
  }

  void read_block(const Sheet& sheet, cmark_node* node, int depth, Blocks& blocks) {
    const ByteRange range = range_of(sheet, node);
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH:
        paragraph(sheet, node, range, depth, blocks);
        break;
      case CMARK_NODE_HEADING:
        heading(sheet, node, range, blocks);
        break;
      case CMARK_NODE_THEMATIC_BREAK:
        blocks.push_back({model::Rule{}, range});
        break;
      case CMARK_NODE_CODE_BLOCK:
        blocks.push_back({model::CodeBlock{code_text(node)}, range});
        break;
      case CMARK_NODE_HTML_BLOCK:
      case CMARK_NODE_CUSTOM_BLOCK:
        html(node, range, blocks);
        break;
      case CMARK_NODE_BLOCK_QUOTE:
        if (depth >= kDeepest) {
          too_deep(range, blocks);
        } else {
          model::Quote quote;
          read_blocks(sheet, node, depth + 1, quote.blocks);
          blocks.push_back({std::move(quote), range});
        }
        break;
      case CMARK_NODE_LIST:
        if (depth >= kDeepest) {
          too_deep(range, blocks);
        } else {
          list(sheet, node, range, depth, blocks);
        }
        break;
      default:
        break;
    }
  }

  void too_deep(ByteRange range, Blocks& blocks) {
    report_too_complex(range.begin);
    add_plain(source_.masked, range, blocks);
  }

  // Whether a block can stand right below another without being taken for a part of it. What was a heading or HTML can
  // stand so too, but is a paragraph here, and paragraphs without room between them run together.
  static bool can_be_tight(const Block& above, const Block& below) {
    const auto is_text = [](const Block& block) {
      return std::holds_alternative<model::Paragraph>(block.content) ||
             std::holds_alternative<model::Figure>(block.content);
    };
    const bool is_table = std::holds_alternative<model::Table>(above.content);
    const bool is_quote = std::holds_alternative<model::Quote>(above.content);
    const bool goes_on = is_quote || std::holds_alternative<model::List>(above.content);
    if (is_text(below)) return !is_text(above) && !is_table && !goes_on;
    if (std::holds_alternative<model::Table>(below.content)) return !is_table && !goes_on;
    if (std::holds_alternative<model::Quote>(below.content)) return !is_quote;
    const auto* list = std::get_if<model::List>(&below.content);
    if (list == nullptr || (!is_text(above) && !is_table)) return true;
    return (!list->ordered || list->start == 1) && !list->items.empty() && !list->items.front().blocks.empty();
  }

  void list(const Sheet& sheet, cmark_node* node, ByteRange range, int depth, Blocks& blocks) {
    model::List list;
    list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    list.start = list.ordered ? cmark_node_get_list_start(node) : 1;
    list.tight = cmark_node_get_list_tight(node) != 0;
    for (cmark_node* item = cmark_node_first_child(node); item != nullptr; item = cmark_node_next(item)) {
      list.items.emplace_back();
      const Blocks& read = list.items.back().blocks;
      read_blocks(sheet, item, depth + 1, list.items.back().blocks);
      for (std::size_t i = 1; i < read.size(); ++i) list.tight = list.tight && can_be_tight(read[i - 1], read[i]);
    }
    blocks.push_back({std::move(list), range});
  }

  [[nodiscard]] std::string code_text(cmark_node* node) const {
    std::string masked(view(cmark_node_get_literal(node)));
    std::string text;
    append_unmasked(text, masked);
    if (text.find('\r') != std::string::npos) {
      std::string lines;
      for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r') {
          lines += text[at];
        } else if (at + 1 == text.size() || text[at + 1] != '\n') {
          lines += '\n';
        }
      }
      text = std::move(lines);
    }
    return source_.maybe_unnormal ? nfc(text) : text;
  }

  void html(cmark_node* node, ByteRange range, Blocks& blocks) {
    report(reading_, Severity::Warning, "raw-html", msg("HTML is shown as text here"), range.begin,
           msg("Write it in Markdown, or put it between backquotes if it is meant to be read."));
    Runs runs;
    const std::string text = code_text(node);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (!runs.empty()) runs.push_back({RunKind::LineBreak, "\n", {}, {}, range});
      if (end > at) runs.push_back({RunKind::Text, text.substr(at, end - at), {}, {}, range});
      at = end + 1;
    }
    while (!runs.empty() && runs.back().kind == RunKind::LineBreak) runs.pop_back();
    if (!runs.empty()) blocks.push_back({model::Paragraph{std::move(runs)}, range});
  }

  // What was strong already and what was not become one run.
  static Runs strong(Runs runs) {
    Runs all;
    for (Run& run : runs) {
      run.style.strong = true;
      Run* const last = all.empty() ? nullptr : &all.back();
      if (last != nullptr && run.kind == RunKind::Text && last->kind == RunKind::Text && last->style == run.style &&
          last->link == run.link) {
        last->text += run.text;
        last->source.begin = std::min(last->source.begin, run.source.begin);
        last->source.end = std::max(last->source.end, run.source.end);
      } else {
        all.push_back(std::move(run));
      }
    }
    return all;
  }

  void heading(const Sheet& sheet, cmark_node* node, ByteRange range, Blocks& blocks) {
    report(reading_, Severity::Warning, "heading-in-prose",
           msg("A heading within the text is shown as a bold paragraph"), range.begin,
           msg("Headings are the titles of nodes; make a node of this part."));
    Runs runs = read_runs(reading_, sheet, node, range);
    add_paragraph(node, strong(std::move(runs)), range, blocks);
  }

  void paragraph(const Sheet& sheet, cmark_node* node, ByteRange range, int depth, Blocks& blocks) {
    if (!source_.delimiter_rows.empty() && range.begin < range.end && table(range, depth, blocks)) return;
    add_paragraph(node, read_runs(reading_, sheet, node, range), range, blocks);
  }

  // A picture alone is a figure; where no words are left there is no paragraph.
  void add_paragraph(cmark_node* node, Runs runs, ByteRange range, Blocks& blocks) {
    while (!runs.empty() && runs.back().kind == RunKind::LineBreak) runs.pop_back();
    if (runs.empty()) return;
    if (!is_lone_image(runs)) {
      blocks.push_back({model::Paragraph{std::move(runs)}, range});
      return;
    }
    Run& image = runs[0];
    cmark_node* inner = cmark_node_first_child(node);
    while (inner != nullptr && cmark_node_get_type(inner) != CMARK_NODE_IMAGE) {
      cmark_node* const below = cmark_node_first_child(inner);
      inner = below == nullptr ? cmark_node_next(inner) : below;
    }
    std::string caption;
    if (inner != nullptr) append_unmasked(caption, view(cmark_node_get_title(inner)));
    std::replace(caption.begin(), caption.end(), '\n', ' ');
    if (source_.maybe_unnormal) caption = nfc(caption);
    blocks.push_back({model::Figure{std::move(image.link), std::move(image.text), std::move(caption)}, range});
  }

  // Takes the paragraph for a table if it is one, with the lines before it as a paragraph of their own.
  bool table(ByteRange range, int depth, Blocks& blocks) {
    const std::uint32_t first = line_of(range.begin);
    const std::uint32_t end = line_of(range.end - 1) + 1;
    const auto found = find_table(source_, first, end, range.begin);
    if (!found) {
      report_broken_table(first, end, range.begin);
      return false;
    }
    model::Table table;
    table.columns = read_alignment(source_, found->header + 1);
    const std::size_t columns = table.columns.size();
    if (columns * (found->end - found->header) > kMostCells) return false;

    Assembly cells;
    const auto add_lines = [&](std::uint32_t line, std::uint32_t last) {
      for (; line < last; ++line) {
        const std::uint32_t line_end = line_text_end(source_, line);
        cells.add(source_.masked,
                  line == first ? range.begin : skip_prefix(source_.masked, source_.lines[line], line_end), line_end);
      }
      cells.add(source_.masked, range.begin, range.begin);
    };
    if (found->header > first) add_lines(first, found->header);
    const std::size_t rows = add_cells(*found, first, range.begin, columns, cells);
    const std::uint32_t cells_end = static_cast<std::uint32_t>(cells.origins.size());
    if (found->end < end) add_lines(found->end, end);
    for (const std::uint32_t line : source_.references) {
      cells.add(source_.masked, source_.lines[line], line_text_end(source_, line));
    }
    Sheet sheet = cells.sheet();
    sheet.cells = true;
    const Tree tree = parse_sheet(sheet);
    read_cells(
        sheet, tree.get(), {found->header, rows, columns, cells_end}, depth, std::move(table), blocks,
        {found->header == first ? range.begin : source_.lines[found->header], line_text_end(source_, found->end - 1)});
    return true;
  }

  // Each cell becomes a heading of its own, the one block of CommonMark whose content is inline whatever it begins
  // with.
  std::size_t add_cells(const TableLines& lines, std::uint32_t first, std::uint32_t begin, std::size_t columns,
                        Assembly& cells) {
    std::size_t rows = 0;
    for (std::uint32_t line = lines.header; line < lines.end; ++line) {
      if (line == lines.header + 1) continue;
      const std::uint32_t end = line_text_end(source_, line);
      const std::uint32_t start = line == first ? begin : skip_prefix(source_.masked, source_.lines[line], end);
      CellRow row = split_row(source_.masked, start, end);
      if (row.size() != columns) {
        report(reading_, Severity::Warning, "ragged-table",
               msg("This row has {0} cells, the table's first row has {1}", row.size(), columns), start,
               msg("Give every row the same number of cells, divided by |."));
        if (row.size() > columns) row = split_row(source_.masked, start, end, columns);
      }
      row.resize(columns, ByteRange{end, end});
      for (const ByteRange cell : row) cells.add(source_.masked, cell.begin, cell.end, "# ", " #");
      ++rows;
    }
    return rows;
  }

  struct CellLayout {
    std::uint32_t header = 0;
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::uint32_t end = 0;  // sheet line behind the last cell
  };

  void read_cells(const Sheet& sheet, cmark_node* tree, const CellLayout& layout, int depth, model::Table table,
                  Blocks& blocks, ByteRange range) {
    const std::size_t count = layout.rows * layout.columns;
    const std::size_t first_cell = layout.end - count;
    std::size_t read = 0;
    const auto close_table = [&] {
      table.header.resize(layout.columns);
      blocks.push_back({std::move(table), range});
    };
    for (cmark_node* node = cmark_node_first_child(tree); node != nullptr; node = cmark_node_next(node)) {
      const auto line = static_cast<std::size_t>(std::max(cmark_node_get_start_line(node), 1)) - 1;
      if (line < first_cell || line >= layout.end) {
        if (line >= layout.end && read == count) {
          close_table();
          ++read;
        }
        read_block_of_paragraph(sheet, node, depth, blocks);
        continue;
      }
      Runs runs = read_runs(reading_, sheet, node, cell_range(sheet, line));
      if (read % layout.columns == 0 && read > 0) table.rows.emplace_back();
      (read < layout.columns ? table.header : table.rows.back()).push_back(std::move(runs));
      ++read;
    }
    if (read <= count) close_table();
  }

  // The lines around a table are read as the paragraph they were; a table among them has been looked for already.
  void read_block_of_paragraph(const Sheet& sheet, cmark_node* node, int depth, Blocks& blocks) {
    if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH) return read_block(sheet, node, depth, blocks);
    const ByteRange range = range_of(sheet, node);
    add_paragraph(node, read_runs(reading_, sheet, node, range), range, blocks);
  }

  // The cell's text between "# " and " #".
  [[nodiscard]] static ByteRange cell_range(const Sheet& sheet, std::size_t line) {
    const std::uint32_t begin = sheet.origins[line] + 2;
    return {begin, begin + (sheet.begins[line + 1] - sheet.begins[line]) - 5};
  }

  void report_broken_table(std::uint32_t first, std::uint32_t end, std::uint32_t begin) {
    for (const std::uint32_t row : source_.delimiter_rows) {
      if (row <= first || row >= end) continue;
      const std::size_t columns = read_alignment(source_, row).size();
      const std::uint32_t header_end = line_text_end(source_, row - 1);
      const std::uint32_t start =
          row - 1 == first ? begin : skip_prefix(source_.masked, source_.lines[row - 1], header_end);
      const std::size_t cells = split_row(source_.masked, start, header_end).size();
      if (columns == 0 || cells < 2) continue;
      report(reading_, Severity::Warning, "ragged-table",
             msg("This is no table: the first row has {0} cells, the line below it {1}", cells, columns), start,
             msg("Give every row the same number of cells, divided by |."));
    }
  }

  Reading& reading_;
  const Source& source_;
};

}  // namespace

void report(Reading& reading, Severity severity, const char* code, Message message, std::uint32_t offset,
            Message hint) {
  if (reading.findings.size() >= kMostFindings) return;
  reading.findings.push_back({severity, code, std::move(message), place_of(reading.source, offset), std::move(hint)});
}

Reading read(std::string_view markdown) {
  Reading reading;
  reading.source = scan(markdown, reading.findings);
  Reader(reading).read();
  std::stable_sort(reading.findings.begin(), reading.findings.end(), [](const Finding& a, const Finding& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return reading;
}

Parsed parse(std::string_view markdown) {
  Reading reading = read(markdown);
  return {std::move(reading.prose), std::move(reading.findings)};
}

std::string with_german_escapes(std::string_view markdown) {
  Reading reading = read(markdown);
  std::vector<std::uint32_t>& escapes = reading.escapes;
  std::sort(escapes.begin(), escapes.end());
  escapes.erase(std::unique(escapes.begin(), escapes.end()), escapes.end());
  std::string out;
  out.reserve(markdown.size() + escapes.size());
  std::size_t done = 0;
  for (const std::uint32_t at : escapes) {
    out.append(markdown.substr(done, at - done)).append("\\");
    done = at;
  }
  return out.append(markdown.substr(done));
}

}  // namespace zielbaum::text
