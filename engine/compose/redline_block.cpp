// One block in both versions. The new one is walked through; what is gone is put in where it stood. Lines are those of
// diff::BlockPair::rows: paragraphs, rows of tables, descriptions and captions of pictures, in the order of reading.
#include <algorithm>

#include "compose/edit_runs_internal.h"
#include "compose/names_internal.h"
#include "compose/redline_internal.h"

namespace zielbaum::compose {

namespace {

using diff::Edit;
using diff::EditKind;
using diff::Edits;
using diff::PartPair;

bool is_changed(const Edits& edits) {
  return std::any_of(edits.begin(), edits.end(),
                     [](const Edit& edit) { return edit.kind != EditKind::Same || edit.reformatted; });
}

struct Line {
  std::vector<model::Runs> cells;
  std::size_t depth = 0;  ///< in how many lists it stands
};

/// The lines of a block, as diff counts them.
struct LinesOf {
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

class BlockRedline {
 public:
  BlockRedline(const diff::BlockPair& pair, BothSections& sections) : pair_(pair), sections_(sections) {
    std::visit(LinesOf{old_lines_}, pair.before->content);
    std::visit(LinesOf{new_lines_}, pair.after->content);
    rows_ = pair.rows;
    if (rows_.empty()) {
      for (std::size_t i = 0; i < std::max(old_lines_.size(), new_lines_.size()); ++i) {
        PartPair& row = rows_.emplace_back();
        if (i < old_lines_.size()) row.before = i;
        if (i < new_lines_.size()) row.after = i;
      }
    }
  }

  flow::Blocks compose() {
    flow::Blocks out;
    add(*pair_.after, out);
    while (const Line* const gone = next_gone()) out.push_back(gone_paragraph(*gone));
    return out;
  }

 private:
  std::string say(const Message& message) const { return render(message, sections_.language); }

  // ---- lines ----

  /// The next dropped line that stands before the next line of the new version; nullptr where there is none.
  const PartPair* next_gone_row() {
    while (passed_ < at_ && rows_[passed_].after) ++passed_;
    if (passed_ == at_) {
      if (at_ == rows_.size() || rows_[at_].after) return nullptr;
      ++at_;
    }
    const PartPair& row = rows_[passed_++];
    was_moved_ = row.moved;
    return &row;
  }
  const Line* next_gone(std::size_t least_depth = 0) {
    const std::size_t passed = passed_;
    const std::size_t at = at_;
    const PartPair* const row = next_gone_row();
    if (row == nullptr) return nullptr;
    const Line& line = old_lines_[*row->before];
    if (line.depth >= least_depth) return &line;
    passed_ = passed;
    at_ = at;
    return nullptr;
  }
  /// Takes the next line of the new version. What is gone before it and was not yet taken, still can be.
  const PartPair& take_line() {
    while (!rows_[at_].after) ++at_;
    const PartPair& row = rows_[at_++];
    ++next_line_;
    was_moved_ = row.moved;
    return row;
  }

  static const model::Runs& cell(const std::vector<Line>& lines, const std::optional<std::size_t>& line,
                                 const std::optional<std::size_t>& column) {
    static const model::Runs none;
    if (!line || !column || *column >= lines[*line].cells.size()) return none;
    return lines[*line].cells[*column];
  }

  Edits edits_of(const model::Runs& before, const model::Runs& after) const {
    // A single paragraph was compared already, with the words that moved inside the section.
    const bool is_whole = old_lines_.size() == 1 && new_lines_.size() == 1 && old_lines_[0].cells.size() == 1 &&
                          new_lines_[0].cells.size() == 1;
    Edits edits = is_whole ? pair_.edits : diff::compare_runs(before, after);
    if (was_moved_)
      for (Edit& edit : edits) edit.moved = true;
    return edits;
  }

  flow::Runs runs_of_line(Edits edits) const {
    std::erase_if(edits, [](const Edit& edit) { return edit.run.kind == model::RunKind::Image; });
    flow::Runs runs = runs_of(edits, Sides::Both, sections_.language, [this](const Edit& edit, flow::Mark mark) {
      flow::Run run = run_of(edit, mark);
      const bool is_mark = edit.run.kind == model::RunKind::NoteMark;
      if (edit.kind == EditKind::Deleted && is_mark && !is_note(edit.run.text)) run.text = "[^" + edit.run.text + "]";
      if (edit.kind == EditKind::Deleted) return run;
      if (is_mark) {
        run = note_mark(edit.run.text, sections_.after);
        run.mark = mark;
      } else if (edit.run.kind == model::RunKind::Text) {
        run.link = link_in_flow(edit.run.link, sections_.after.setting);
      }
      return run;
    });
    add_page_numbers(runs, sections_.after.setting);
    return runs;
  }

  /// In either version.
  bool is_note(const std::string& label) const {
    const auto defines = [&](const model::Prose& prose) {
      return std::any_of(prose.footnotes.begin(), prose.footnotes.end(),
                         [&](const model::Footnote& note) { return note.label == label; });
    };
    return defines(sections_.before.prose) || defines(sections_.after.prose);
  }

  /// A line of text with its changes; the pictures inside of it stand below.
  void add_text(const model::Runs& before, const model::Runs& after, flow::Blocks& out) {
    const Edits edits = edits_of(before, after);
    flow::Runs runs = runs_of_line(edits);
    const bool changed = is_changed(edits);
    if (!runs.empty()) {
      const bool only_looks = changed && std::none_of(edits.begin(), edits.end(),
                                                      [](const Edit& edit) { return edit.kind != EditKind::Same; });
      out.push_back({flow::Paragraph{flow::ParagraphRole::Body, std::move(runs), {}}, {}});
      out.back().changed = changed;
      if (only_looks) out.push_back(remark({plain_run(say(msg("only formatting changed")))}));
    }
    for (const Edit& edit : edits) {
      if (edit.run.kind != model::RunKind::Image) continue;
      ProseInParts& side = edit.kind == EditKind::Deleted ? sections_.before : sections_.after;
      model::Figure figure;
      figure.media = edit.run.link;
      figure.alt = edit.run.text;
      flow::Blocks shown = prose_block({figure, {}}, side);
      if (edit.kind == EditKind::Deleted) mark_deleted(shown, {}, sections_.language);
      if (edit.kind == EditKind::Inserted) mark_inserted(shown, sections_.language);
      std::move(shown.begin(), shown.end(), std::back_inserter(out));
    }
  }

  flow::Block gone_paragraph(const Line& line) const {
    flow::Runs runs;
    for (const model::Runs& cell : line.cells) {
      flow::Runs more = runs_of_line(edits_of(cell, {}));
      if (!runs.empty() && !more.empty()) runs.push_back(plain_run(" "));
      std::move(more.begin(), more.end(), std::back_inserter(runs));
    }
    flow::Block out{flow::Paragraph{flow::ParagraphRole::Body, std::move(runs), {}}, {}};
    out.changed = true;
    return out;
  }

  /// Of a row of a table that became a line of text.
  void add_other_cells(const std::optional<std::size_t>& line, flow::Blocks& out) const {
    if (!line) return;
    const std::vector<model::Runs>& cells = old_lines_[*line].cells;
    for (std::size_t i = 1; i < cells.size(); ++i) out.push_back(gone_paragraph({{cells[i]}}));
  }

  // ---- blocks ----

  void add(const model::Blocks& blocks, flow::Blocks& out) {
    for (const model::Block& block : blocks) add(block, out);
  }

  void add(const model::Block& block, flow::Blocks& out) {
    if (const auto* const list = std::get_if<model::List>(&block.content)) return add(*list, out);
    if (std::holds_alternative<model::Rule>(block.content)) return;
    while (const Line* const gone = next_gone()) out.push_back(gone_paragraph(*gone));
    if (const auto* const paragraph = std::get_if<model::Paragraph>(&block.content)) {
      const PartPair& row = take_line();
      add_text(cell(old_lines_, row.before, 0), paragraph->runs, out);
      add_other_cells(row.before, out);
    } else if (const auto* const quote = std::get_if<model::Quote>(&block.content)) {
      flow::Quote made;
      add(quote->blocks, made.blocks);
      out.push_back({std::move(made), {}});
    } else if (const auto* const table = std::get_if<model::Table>(&block.content)) {
      add(*table, out);
    } else {
      add_words_of_block(block, out);
    }
  }

  /// What belongs to an item of an ordered list takes no number of its own.
  void add(const model::List& list, flow::Blocks& out) {
    ++depth_;
    flow::List made{list.ordered, list.start, {}};
    flow::Blocks waiting;
    const auto add_gone = [&](const Line& gone) {
      if (!list.ordered) {
        made.items.push_back({{gone_paragraph(gone)}});
      } else {
        (made.items.empty() ? waiting : made.items.back().blocks).push_back(gone_paragraph(gone));
      }
    };
    for (const model::ListItem& item : list.items) {
      while (const Line* const gone = next_gone()) add_gone(*gone);
      flow::ListItem shown{std::move(waiting)};
      waiting.clear();
      add(item.blocks, shown.blocks);
      if (!shown.blocks.empty()) made.items.push_back(std::move(shown));
    }
    while (const Line* const gone = next_gone(depth_)) add_gone(*gone);
    if (!made.items.empty()) out.push_back({std::move(made), {}});
    --depth_;
  }

  /// Pictures and code: what is not text as it is, with the changes of its words below or in its place.
  void add_words_of_block(const model::Block& block, flow::Blocks& out) {
    std::vector<Line> own;
    std::visit(LinesOf{own}, block.content);
    std::vector<Edits> lines;
    bool changed = false;
    for (const Line& line : own) {
      const PartPair& row = take_line();
      lines.push_back(edits_of(cell(old_lines_, row.before, 0), line.cells.front()));
      add_other_cells(row.before, out);
      changed = changed || is_changed(lines.back());
    }
    const auto* const old = std::get_if<model::Figure>(&pair_.before->content);
    const auto* const figure = std::get_if<model::Figure>(&block.content);
    const bool replaced = old != nullptr && figure != nullptr && old->media != figure->media;
    if (figure == nullptr && changed) {
      flow::Paragraph code;
      for (const Edits& line : lines) code.runs = split_at_breaks(runs_of_line(line));
      out.push_back({std::move(code), {}});
      out.back().changed = true;
      return;
    }
    flow::Blocks shown = prose_block(block, sections_.after);
    if (figure != nullptr && !shown.empty()) {
      auto& picture = std::get<flow::Figure>(shown.front().content);
      if (lines.size() > 1) picture.caption = runs_of_line(lines[1]);
      shown.front().changed = changed || replaced;
      if (replaced) shown.push_back(remark({plain_run(say(msg("the picture was replaced")))}));
      if (is_changed(lines.front())) {
        flow::Runs words = {plain_run(say(msg("Description of the picture:")) + " ")};
        flow::Runs edited = runs_of_line(lines.front());
        std::move(edited.begin(), edited.end(), std::back_inserter(words));
        shown.push_back(remark(std::move(words)));
      }
    }
    std::move(shown.begin(), shown.end(), std::back_inserter(out));
  }

  static flow::Runs split_at_breaks(const flow::Runs& runs) {
    flow::Runs out;
    for (const flow::Run& run : runs) {
      for (std::size_t begin = 0; begin <= run.text.size();) {
        const std::size_t end = std::min(run.text.find('\n', begin), run.text.size());
        if (begin > 0) {
          out.push_back(line_break());
          out.back().mark = run.mark;
        }
        out.push_back(run);
        out.back().text = run.text.substr(begin, end - begin);
        begin = end + 1;
      }
    }
    return out;
  }

  // ---- tables ----

  void add(const model::Table& table, flow::Blocks& out) {
    if (table.columns.empty()) return;
    std::vector<PartPair> columns = pair_.columns;
    const auto* const old = std::get_if<model::Table>(&pair_.before->content);
    if (columns.empty()) {  // inside a list or quote they are paired by their places
      std::size_t count = table.columns.size();
      for (std::size_t at = at_; at < rows_.size(); ++at) {
        if (rows_[at].after && *rows_[at].after > next_line_ + table.rows.size()) break;
        if (rows_[at].before) count = std::max(count, old_lines_[*rows_[at].before].cells.size());
      }
      for (std::size_t i = 0; i < count; ++i) columns.push_back({i, i, false});
    }
    flow::Table made;
    const auto has_words = [](const std::vector<model::Runs>& cells) {
      return std::any_of(cells.begin(), cells.end(), [](const model::Runs& one) { return !one.empty(); });
    };
    const bool has_header = has_words(table.header);
    const bool heads_rows = has_header && table.header.front().empty();
    const auto align_of_column = [&](const PartPair& column) {
      const bool is_new = column.after && *column.after < table.columns.size();
      if (is_new) return table.columns[*column.after];
      const bool is_old = column.before && old != nullptr && *column.before < old->columns.size();
      return is_old ? old->columns[*column.before] : model::Align::Default;
    };
    const auto row_of = [&](const std::optional<std::size_t>& before, const std::optional<std::size_t>& after,
                            bool is_header) {
      flow::Row row;
      for (const PartPair& column : columns) {
        flow::Cell made_cell;
        made_cell.align = align_of(align_of_column(column));
        add_text(cell(old_lines_, before, column.before), cell(new_lines_, after, column.after), made_cell.blocks);
        const bool heads = !made_cell.blocks.empty() && heads_rows && row.cells.empty();
        if (is_header && !made_cell.blocks.empty()) made_cell.scope = flow::Scope::Column;
        if (!is_header && heads) made_cell.scope = flow::Scope::Row;
        row.cells.push_back(std::move(made_cell));
      }
      return row;
    };
    const auto add_gone_rows = [&] {
      while (const PartPair* const gone = next_gone_row()) made.rows.push_back(row_of(gone->before, {}, false));
    };
    for (std::size_t i = 0; i <= table.rows.size(); ++i) {
      add_gone_rows();
      const std::size_t line = next_line_;
      const PartPair& row = take_line();
      const bool lost_header = i == 0 && !has_header && row.before && has_words(old_lines_[*row.before].cells);
      if (i == 0 && has_header) made.header.push_back(row_of(row.before, line, true));
      if (i > 0 || lost_header) made.rows.push_back(row_of(row.before, line, false));
    }
    if (depth_ == 0) add_gone_rows();
    if (!made.header.empty() || !made.rows.empty()) out.push_back({std::move(made), {}});
  }

  const diff::BlockPair& pair_;
  BothSections& sections_;
  std::vector<Line> old_lines_, new_lines_;
  std::vector<PartPair> rows_;
  std::size_t at_ = 0;         ///< in rows_: behind the last line that was taken
  std::size_t passed_ = 0;     ///< the same, of those that are gone
  std::size_t next_line_ = 0;  ///< of the new version
  std::size_t depth_ = 0;
  bool was_moved_ = false;  ///< of the line taken last
};

}  // namespace

flow::Blocks redlined_block(const diff::BlockPair& pair, BothSections& sections) {
  // A block of another kind came in its place.
  if (pair.before->content.index() != pair.after->content.index()) {
    flow::Blocks out = prose_block(*pair.before, sections.before);
    mark_deleted(out, name_by_label(sections.before), sections.language);
    flow::Blocks made = prose_block(*pair.after, sections.after);
    mark_inserted(made, sections.language);
    std::move(made.begin(), made.end(), std::back_inserter(out));
    return out;
  }
  return BlockRedline(pair, sections).compose();
}

}  // namespace zielbaum::compose
