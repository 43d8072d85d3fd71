#include "compose/block_lines_internal.h"

#include <variant>

namespace zielbaum::compose {

namespace {

struct LineReader {
  std::vector<Line>& out;
  std::size_t depth = 0;

  void blocks(const model::Blocks& all) {
    for (const model::Block& block : all) std::visit(*this, block.content);
  }
  void operator()(const model::Paragraph& paragraph) { out.push_back({{paragraph.runs}, depth}); }
  void operator()(const model::List& list) {
    ++depth;
    for (const model::ListItem& item : list.items) blocks(item.blocks);
    --depth;
  }
  void operator()(const model::Quote& quote) { blocks(quote.blocks); }
  void operator()(const model::Table& table) {
    out.push_back({table.header, depth});
    for (const std::vector<model::Runs>& row : table.rows) out.push_back({row, depth});
  }
  void operator()(const model::CodeBlock& code) { text(code.text, true); }
  void operator()(const model::Figure& figure) {
    text(figure.alt, false);
    if (!figure.caption.empty()) text(figure.caption, false);
  }
  void operator()(const model::Rule&) {}
  void text(const std::string& words, bool code) {
    model::Run run;
    run.text = words;
    run.style.code = code;
    out.push_back({{words.empty() ? model::Runs{} : model::Runs{run}}, depth});
  }
};

}  // namespace

std::vector<Line> lines_of(const model::Block& block) {
  std::vector<Line> lines;
  std::visit(LineReader{lines}, block.content);
  return lines;
}

}  // namespace zielbaum::compose
