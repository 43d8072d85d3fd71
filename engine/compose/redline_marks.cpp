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
  bool operator()(flow::Rule&) const { return true; }
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
  GonePictures pictures;

  void blocks(flow::Blocks& all) const {
    for (flow::Block& block : all) {
      const auto* const figure = std::get_if<flow::Figure>(&block.content);
      if (figure != nullptr && pictures == GonePictures::InWords) {
        flow::Runs words = {plain_run(render(msg("Picture: {0}", figure->alt), language))};
        for (const flow::Run& run : figure->caption) {
          if (words.size() == 1) words.push_back(line_break());
          words.push_back(run);
        }
        block.content = flow::Paragraph{flow::ParagraphRole::Body, std::move(words), {}};
      } else if (const auto* const code = std::get_if<flow::Code>(&block.content)) {
        block.content = flow::Paragraph{flow::ParagraphRole::Body, code_runs(code->text, flow::Mark::Deleted), {}};
      } else if (std::holds_alternative<flow::Rule>(block.content)) {
        block.content = flow::Paragraph{
            flow::ParagraphRole::Body, {plain_run("(" + render(msg("line across dropped"), language) + ")")}, {}};
      }
      block.changed = std::visit(*this, block.content);
    }
  }
  bool operator()(flow::Paragraph& paragraph) const {
    mark_deleted(paragraph.runs, name);
    paragraph.anchor.clear();
    return true;
  }
  bool operator()(flow::Figure& figure) const {
    if (!figure.caption.empty()) figure.caption.push_back(plain_run(" "));
    figure.caption.push_back(plain_run("(" + render(msg("picture dropped"), language) + ")"));
    mark_deleted(figure.caption, name);
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

/// Goes through blocks and those inside of them.
struct Everywhere {
  std::function<void(flow::Runs&)> runs;
  std::function<void(flow::Block&)> block;

  void go(flow::Blocks& all) const {
    for (flow::Block& one : all) {
      block(one);
      std::visit(*this, one.content);
    }
  }
  void operator()(flow::Paragraph& paragraph) const { runs(paragraph.runs); }
  void operator()(flow::List& list) const {
    for (flow::ListItem& item : list.items) go(item.blocks);
  }
  void operator()(flow::Quote& quote) const { go(quote.blocks); }
  void operator()(flow::Table& table) const {
    runs(table.caption);
    for (std::vector<flow::Row>* const rows : {&table.header, &table.rows}) {
      for (flow::Row& row : *rows) {
        for (flow::Cell& cell : row.cells) go(cell.blocks);
      }
    }
  }
  void operator()(flow::Figure& figure) const { runs(figure.caption); }
  template <typename Other>
  void operator()(Other&) const {}
};

}  // namespace

NameNote name_by_label(const ProseInParts& section) {
  return [&section](std::uint32_t note) {
    for (const auto& [label, number] : section.numbers)
      if (number == note) return note_name(label_in_words(label, section));
    return std::string();
  };
}

const std::string& label_in_words(const std::string& label, const ProseInParts& section) {
  const auto known = section.names.find(label);
  return known == section.names.end() ? label : known->second;
}

void mark_inserted(flow::Blocks& blocks, Language language) {
  Insert{language}.blocks(blocks);
}

void mark_deleted(flow::Blocks& blocks, const NameNote& name, Language language, GonePictures pictures) {
  Delete{name, language, pictures}.blocks(blocks);
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

void append(flow::Blocks& out, flow::Blocks blocks) {
  std::move(blocks.begin(), blocks.end(), std::back_inserter(out));
}

void name_note_marks(flow::Blocks& blocks, const NameNote& name) {
  const auto rename = [&](flow::Runs& runs) {
    for (flow::Run& run : runs) {
      if (run.kind != flow::RunKind::NoteMark) continue;
      run.kind = flow::RunKind::Text;
      run.text = name(run.note);
      run.note = 0;
    }
  };
  Everywhere{rename, [](flow::Block&) {}}.go(blocks);
}

void remove_bars(flow::Blocks& blocks) {
  Everywhere{[](flow::Runs&) {}, [](flow::Block& block) { block.changed = false; }}.go(blocks);
}

void begin_with(flow::Run words, flow::Blocks& blocks) {
  auto* const first = blocks.empty() ? nullptr : std::get_if<flow::Paragraph>(&blocks.front().content);
  if (first != nullptr) {
    first->runs.insert(first->runs.begin(), std::move(words));
  } else {
    blocks.insert(blocks.begin(), {flow::Paragraph{flow::ParagraphRole::Body, {std::move(words)}, {}}, {}});
  }
}

flow::Blocks gone_note(const std::string& name, flow::Blocks blocks, const NameNote& name_note, Language language) {
  begin_with(plain_run(render(msg("Note {0}:", name), language) + " "), blocks);
  mark_deleted(blocks, name_note, language);
  return blocks;
}

bool says_change(const flow::Blocks& blocks) {
  const auto in_cells = [](const std::vector<flow::Row>& rows) {
    return std::any_of(rows.begin(), rows.end(), [](const flow::Row& row) {
      return std::any_of(row.cells.begin(), row.cells.end(),
                         [](const flow::Cell& cell) { return says_change(cell.blocks); });
    });
  };
  return std::any_of(blocks.begin(), blocks.end(), [&](const flow::Block& block) {
    if (block.changed) return true;
    if (const auto* const quote = std::get_if<flow::Quote>(&block.content)) return says_change(quote->blocks);
    if (const auto* const list = std::get_if<flow::List>(&block.content)) {
      return std::any_of(list->items.begin(), list->items.end(),
                         [](const flow::ListItem& item) { return says_change(item.blocks); });
    }
    const auto* const table = std::get_if<flow::Table>(&block.content);
    return table != nullptr && (in_cells(table->header) || in_cells(table->rows));
  });
}

flow::Blocks new_targets(const diff::Edits& edits, const BothSections& sections, Sides sides) {
  const auto leads_elsewhere = [](const diff::Edit& edit) {
    return edit.reformatted && edit.run.kind == model::RunKind::Text && edit.old_link != edit.run.link;
  };
  flow::Blocks out;
  for (auto edit = edits.begin(); edit != edits.end(); ++edit) {
    if (!leads_elsewhere(*edit)) continue;
    std::string words = edit->run.text;
    for (; edit + 1 != edits.end() && leads_elsewhere(edit[1]) && edit[1].old_link == edit->old_link &&
           edit[1].run.link == edit->run.link;
         ++edit)
      words += edit[1].run.text;
    const auto add = [](diff::EditKind kind, std::string target, diff::Edits& both) {
      if (target.empty()) return;
      both.emplace_back().kind = kind;
      both.back().run.text = std::move(target);
    };
    diff::Edits targets;
    add(diff::EditKind::Deleted, target_in_words(edit->old_link, sections.before.setting), targets);
    add(diff::EditKind::Inserted, target_in_words(edit->run.link, sections.after.setting), targets);
    flow::Runs runs = runs_of(targets, sides, sections.language);
    if (runs.empty()) continue;
    runs.insert(runs.begin(), plain_run(render(msg("The link “{0}” leads to:", words), sections.language) + " "));
    out.push_back(remark(std::move(runs)));
  }
  return out;
}

flow::Block remark(flow::Runs runs, std::string anchor) {
  flow::Block out{flow::Paragraph{flow::ParagraphRole::Small, std::move(runs), std::move(anchor)}, {}};
  out.changed = true;
  return out;
}

}  // namespace zielbaum::compose
