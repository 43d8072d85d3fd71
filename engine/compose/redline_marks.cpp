#include <algorithm>

#include "compose/edit_runs_internal.h"
#include "compose/names_internal.h"
#include "compose/redline_internal.h"

namespace zielbaum::compose {

namespace {

/// Code in a paragraph, since only runs can be marked.
flow::Runs code_runs(const std::string& text, flow::Mark mark) {
  flow::Runs runs;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) runs.push_back(line_break());
    flow::Run line = marked_run(text.substr(begin, end - begin), mark);
    line.code = true;
    runs.push_back(std::move(line));
    begin = end + 1;
  }
  for (flow::Run& run : runs) run.mark = mark;
  return runs;
}

struct Insert {
  Language language;

  void blocks(flow::Blocks& all) const {
    for (flow::Block& block : all) {
      block.changed = std::visit(*this, block.content);
      if (const auto* const code = std::get_if<flow::Code>(&block.content)) {
        block.content = flow::Paragraph{flow::ParagraphRole::Body, code_runs(code->text, flow::Mark::Inserted), {}};
      }
    }
  }
  // Each says whether the bar is its own; else that of the blocks inside.
  bool operator()(flow::Paragraph& paragraph) const { return runs(paragraph.runs); }
  bool operator()(flow::Heading& heading) const { return runs(heading.runs); }
  bool operator()(flow::List& list) const {
    for (flow::ListItem& item : list.items) blocks(item.blocks);
    return false;
  }
  bool operator()(flow::Quote& quote) const {
    blocks(quote.blocks);
    return false;
  }
  bool operator()(flow::Table& table) const {
    runs(table.caption);
    for (std::vector<flow::Row>* const rows : {&table.header, &table.rows}) {
      for (flow::Row& row : *rows) {
        for (flow::Cell& cell : row.cells) blocks(cell.blocks);
      }
    }
    return false;
  }
  bool operator()(flow::Figure& figure) const {
    runs(figure.caption);
    if (!figure.caption.empty()) figure.caption.push_back(plain_run(" "));
    figure.caption.push_back(marked_run("(" + render(msg("new picture"), language) + ")", flow::Mark::Inserted));
    return true;
  }
  bool operator()(flow::Code&) const { return true; }
  template <typename Other>
  bool operator()(Other&) const {
    return false;
  }
  static bool runs(flow::Runs& all) {
    for (flow::Run& run : all) run.mark = flow::Mark::Inserted;
    return true;
  }
};

struct Delete {
  const NameNote& name;
  Language language;

  void blocks(flow::Blocks& all) const {
    for (flow::Block& block : all) {
      if (const auto* const figure = std::get_if<flow::Figure>(&block.content)) {
        flow::Runs words = {plain_run(render(msg("Picture: {0}", figure->alt), language))};
        for (const flow::Run& run : figure->caption) {
          if (words.size() == 1) words.push_back(line_break());
          words.push_back(run);
        }
        block.content = flow::Paragraph{flow::ParagraphRole::Body, std::move(words), {}};
      } else if (const auto* const code = std::get_if<flow::Code>(&block.content)) {
        block.content = flow::Paragraph{flow::ParagraphRole::Body, code_runs(code->text, flow::Mark::Deleted), {}};
      }
      block.changed = std::visit(*this, block.content);
    }
  }
  bool operator()(flow::Paragraph& paragraph) const {
    mark_deleted(paragraph.runs, name);
    paragraph.anchor.clear();
    return true;
  }
  bool operator()(flow::List& list) const {
    for (flow::ListItem& item : list.items) blocks(item.blocks);
    return false;
  }
  bool operator()(flow::Quote& quote) const {
    blocks(quote.blocks);
    return false;
  }
  bool operator()(flow::Table& table) const {
    if (!table.caption.empty()) mark_deleted(table.caption, name);
    for (std::vector<flow::Row>* const rows : {&table.header, &table.rows}) {
      for (flow::Row& row : *rows) {
        for (flow::Cell& cell : row.cells) blocks(cell.blocks);
      }
    }
    return false;
  }
  template <typename Other>
  bool operator()(Other&) const {
    return false;
  }
};

}  // namespace

NameNote name_by_label(const ProseInParts& section) {
  return [&section](std::uint32_t note) {
    for (const auto& [label, number] : section.numbers)
      if (number == note) return note_name(label);
    return std::string();
  };
}

void mark_inserted(flow::Blocks& blocks, Language language) {
  Insert{language}.blocks(blocks);
}

void mark_deleted(flow::Blocks& blocks, const NameNote& name, Language language) {
  Delete{name, language}.blocks(blocks);
}

void mark_deleted(flow::Runs& runs, const NameNote& name) {
  std::erase_if(runs, [](const flow::Run& run) { return run.medium == flow::Medium::Print; });  // numbers of pages
  if (runs.empty()) return;
  for (flow::Run& run : runs) {
    if (run.kind == flow::RunKind::NoteMark) {
      run.kind = flow::RunKind::Text;
      run.text = name(run.note);
      run.note = 0;
    }
    run.mark = flow::Mark::Deleted;
    if (run.link.starts_with('#')) run.link.clear();
  }
  const auto is_text = [](const flow::Run& run) { return run.kind == flow::RunKind::Text; };
  if (!is_text(runs.front())) runs.insert(runs.begin(), marked_run("", flow::Mark::Deleted));
  if (!is_text(runs.back())) runs.push_back(marked_run("", flow::Mark::Deleted));
  runs.front().text.insert(0, "[");
  runs.back().text += "]";
}

flow::Blocks gone_note(const std::string& name, flow::Blocks blocks, const NameNote& name_note, Language language) {
  flow::Run label = plain_run(render(msg("Note {0}:", name), language) + " ");
  auto* const first = blocks.empty() ? nullptr : std::get_if<flow::Paragraph>(&blocks.front().content);
  if (first != nullptr) {
    first->runs.insert(first->runs.begin(), std::move(label));
  } else {
    blocks.insert(blocks.begin(), {flow::Paragraph{flow::ParagraphRole::Body, {std::move(label)}, {}}, {}});
  }
  mark_deleted(blocks, name_note, language);
  return blocks;
}

flow::Block remark(flow::Runs runs, std::string anchor) {
  flow::Block out{flow::Paragraph{flow::ParagraphRole::Small, std::move(runs), std::move(anchor)}, {}};
  out.changed = true;
  return out;
}

}  // namespace zielbaum::compose
