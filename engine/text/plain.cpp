#include <algorithm>

#include "text/text.h"

namespace zielbaum::text {

namespace {

using model::Block;
using model::Blocks;
using model::Run;
using model::RunKind;
using model::Runs;

template <typename... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;  // clang before 17 does not deduce it

void add_runs(std::string& out, const Runs& runs) {
  for (const Run& run : runs) {
    if (run.kind != RunKind::NoteMark) out += run.text;
  }
}

void add_line(std::string& out, std::string_view text) {
  if (!out.empty()) out += '\n';
  out += text;
}

void add_line(std::string& out, const Runs& runs) {
  if (!out.empty()) out += '\n';
  add_runs(out, runs);
}

void add_blocks(std::string& out, const Blocks& blocks) {
  for (const Block& block : blocks) {
    std::visit(Overloaded{
                   [&](const model::Paragraph& paragraph) { add_line(out, paragraph.runs); },
                   [&](const model::List& list) {
                     for (const model::ListItem& item : list.items) add_blocks(out, item.blocks);
                   },
                   [&](const model::Table& table) {
                     for (const Runs& cell : table.header) add_line(out, cell);
                     for (const auto& row : table.rows) {
                       for (const Runs& cell : row) add_line(out, cell);
                     }
                   },
                   [&](const model::Quote& quote) { add_blocks(out, quote.blocks); },
                   [&](const model::CodeBlock& code) { add_line(out, code.text); },
                   [&](const model::Figure& figure) {
                     add_line(out, figure.alt);
                     if (!figure.caption.empty()) add_line(out, figure.caption);
                   },
                   [](const model::Rule&) {},
               },
               block.content);
  }
}

// Calls `see` with each run, or with the block of each figure, in order.
template <typename SeeRun, typename SeeFigure>
void walk(const Blocks& blocks, const SeeRun& see_run, const SeeFigure& see_figure) {
  const auto see_runs = [&](const Runs& runs) {
    for (const Run& run : runs) see_run(run);
  };
  for (const Block& block : blocks) {
    std::visit(Overloaded{
                   [&](const model::Paragraph& paragraph) { see_runs(paragraph.runs); },
                   [&](const model::List& list) {
                     for (const model::ListItem& item : list.items) walk(item.blocks, see_run, see_figure);
                   },
                   [&](const model::Table& table) {
                     for (const Runs& cell : table.header) see_runs(cell);
                     for (const auto& row : table.rows) {
                       for (const Runs& cell : row) see_runs(cell);
                     }
                   },
                   [&](const model::Quote& quote) { walk(quote.blocks, see_run, see_figure); },
                   [](const model::CodeBlock&) {},
                   [&](const model::Figure& figure) { see_figure(figure, block.source); },
                   [](const model::Rule&) {},
               },
               block.content);
  }
}

template <typename SeeRun, typename SeeFigure>
void walk(const model::Prose& prose, const SeeRun& see_run, const SeeFigure& see_figure) {
  walk(prose.blocks, see_run, see_figure);
  for (const model::Footnote& footnote : prose.footnotes) walk(footnote.blocks, see_run, see_figure);
}

// Tells lines of offsets; fast where they ascend.
class LineCounter {
 public:
  explicit LineCounter(std::string_view markdown) : markdown_(markdown) {}
  std::uint32_t line(std::uint32_t offset) {
    if (offset < at_) {
      at_ = 0;
      line_ = 1;
    }
    for (; at_ < std::min<std::size_t>(offset, markdown_.size()); ++at_) {
      const bool ends = markdown_[at_] == '\n' ||
                        (markdown_[at_] == '\r' && (at_ + 1 == markdown_.size() || markdown_[at_ + 1] != '\n'));
      if (ends) ++line_;
    }
    return line_;
  }

 private:
  std::string_view markdown_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

}  // namespace

std::string plain_text(const Runs& runs) {
  std::string out;
  add_runs(out, runs);
  return out;
}

std::string plain_text(const model::Prose& prose) {
  std::string out;
  add_blocks(out, prose.blocks);
  for (const model::Footnote& footnote : prose.footnotes) add_blocks(out, footnote.blocks);
  return out;
}

std::vector<NodeReference> node_references(std::string_view markdown, const model::Prose& prose) {
  constexpr std::string_view kScheme = "node:";
  std::vector<NodeReference> references;
  LineCounter counter(markdown);
  const std::string* last = nullptr;
  std::uint32_t last_end = 0;
  walk(
      prose,
      [&](const Run& run) {
        const bool is_link = run.kind != RunKind::Image && run.link.starts_with(kScheme);
        // One link may be several runs; they follow each other without a run between.
        const bool same = is_link && last != nullptr && *last == run.link && run.source.begin < last_end + 8;
        if (is_link && !same) references.push_back({run.link.substr(kScheme.size()), counter.line(run.source.begin)});
        last = is_link ? &run.link : nullptr;
        last_end = run.source.end;
      },
      [](const model::Figure&, model::ByteRange) {});
  return references;
}

std::vector<NodeReference> media_references(std::string_view markdown, const model::Prose& prose) {
  std::vector<NodeReference> references;
  LineCounter counter(markdown);
  walk(
      prose,
      [&](const Run& run) {
        if (run.kind == RunKind::Image) references.push_back({run.link, counter.line(run.source.begin)});
      },
      [&](const model::Figure& figure, model::ByteRange source) {
        if (!figure.media.empty()) references.push_back({figure.media, counter.line(source.begin)});
      });
  return references;
}

}  // namespace zielbaum::text
