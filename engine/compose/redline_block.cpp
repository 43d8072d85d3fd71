// One block that changed. Where both versions are shown, the new one is walked through, and what is gone is put in
// where it stood; where one is shown, that one is walked through, and what the other does not have is marked.
#include <algorithm>

#include "compose/block_lines_internal.h"
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

class BlockRedline {
 public:
  BlockRedline(const diff::BlockPair& pair, BothSections& sections, Sides sides)
      : pair_(pair),
        sections_(sections),
        sides_(sides),
        old_lines_(lines_of(*pair.before)),
        new_lines_(lines_of(*pair.after)),
        rows_(pair.rows) {
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
    add(shows_old() ? *pair_.before : *pair_.after, out);
    while (const Line* const gone = next_gone()) out.push_back(gone_paragraph(*gone));
    return out;
  }

 private:
  std::string say(const Message& message) const { return render(message, sections_.language); }

  /// The version that is walked through.
  bool shows_old() const { return sides_ == Sides::Old; }
  ProseInParts& section() const { return shows_old() ? sections_.before : sections_.after; }
  const std::optional<std::size_t>& shown_line(const PartPair& row) const {
    return shows_old() ? row.before : row.after;
  }

  // ---- lines ----

  /// The next dropped line that stands before the next line of the new version; nullptr where there is none.
  const PartPair* next_gone_row() {
    if (sides_ != Sides::Both) return nullptr;
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
  /// Takes the next line of the version shown. What is gone before it and was not yet taken, still can be.
  const PartPair& take_line() {
    while (!shown_line(rows_[at_])) ++at_;
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

  /// Of the paragraphs, descriptions and the like that a line is in either version.
  Edits edits_of(const PartPair& row) const {
    return edits_of(cell(old_lines_, row.before, 0), cell(new_lines_, row.after, 0));
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
    flow::Runs runs = runs_of(edits, sides_, sections_.language, [this](const Edit& edit, flow::Mark mark) {
      flow::Run run = run_of(edit, mark);
      const bool is_mark = edit.run.kind == model::RunKind::NoteMark;
      const bool in_both = sides_ == Sides::Both;
      const bool by_name = !in_both || edit.kind == EditKind::Deleted;
      if (by_name && is_mark && !is_note(edit.run.text)) run.text = "[^" + edit.run.text + "]";
      if (!in_both && is_mark && is_note(edit.run.text)) run.text = note_name(label_in_words(edit.run.text, section()));
      if (in_both && edit.kind == EditKind::Deleted) return run;
      if (is_mark && !by_name) {
        run = note_mark(edit.run.text, sections_.after);
        run.mark = mark;
      } else if (edit.run.kind == model::RunKind::Text) {
        run.link = link_in_flow(edit.run.link, section().setting);
      }
      return run;
    });
    add_page_numbers(runs, section().setting);
    return runs;
  }

  /// In the version shown, or in either.
  bool is_note(const std::string& label) const {
    const auto defines = [&](const model::Prose& prose) {
      return std::any_of(prose.footnotes.begin(), prose.footnotes.end(),
                         [&](const model::Footnote& note) { return note.label == label; });
    };
    if (sides_ != Sides::Both) return defines(section().prose);
    return defines(sections_.before.prose) || defines(sections_.after.prose);
  }

  /// A line of text with its changes; the pictures inside of it stand below.
  void add_text(const model::Runs& before, const model::Runs& after, flow::Blocks& out) {
    const Edits edits = edits_of(before, after);
    flow::Runs runs = runs_of_line(edits);
    const bool changed = is_changed(edits);
    if (!runs.empty()) {
      out.push_back({flow::Paragraph{flow::ParagraphRole::Body, std::move(runs), {}}, {}});
      out.back().changed = changed;
      const bool same_words =
          std::all_of(edits.begin(), edits.end(), [](const Edit& edit) { return edit.kind == EditKind::Same; });
      const bool other_looks = std::any_of(edits.begin(), edits.end(), [](const Edit& edit) {
        return edit.reformatted && edit.old_style != edit.run.style;
      });
      if (same_words && other_looks && !shows_old())
        out.push_back(remark({plain_run(say(msg("only formatting changed")))}));
      append(out, new_targets(edits, sections_, sides_));
    }
    for (const Edit& edit : edits) {
      if (edit.run.kind != model::RunKind::Image || !is_shown(edit, sides_)) continue;
      ProseInParts& side = edit.kind == EditKind::Deleted ? sections_.before : section();
      model::Figure figure;
      figure.media = edit.run.link;
      figure.alt = edit.run.text;
      flow::Blocks shown = prose_block({figure, {}}, side);
      const GonePictures pictures = shows_old() ? GonePictures::Shown : GonePictures::InWords;
      if (edit.kind == EditKind::Deleted) mark_deleted(shown, {}, sections_.language, pictures);
      if (edit.kind == EditKind::Inserted) mark_inserted(shown, sections_.language);
      append(out, std::move(shown));
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
    if (!line || sides_ != Sides::Both) return;
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
      add_text(cell(old_lines_, row.before, 0), cell(new_lines_, row.after, 0), out);
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
    std::vector<Edits> lines;
    bool changed = false;
    for (std::size_t i = lines_of(block).size(); i > 0; --i) {
      const PartPair& row = take_line();
      lines.push_back(edits_of(row));
      add_other_cells(row.before, out);
      changed = changed || is_changed(lines.back());
    }
    const auto* const old = std::get_if<model::Figure>(&pair_.before->content);
    const auto* const now = std::get_if<model::Figure>(&pair_.after->content);
    const auto* const figure = std::get_if<model::Figure>(&block.content);
    const bool replaced = old != nullptr && now != nullptr && old->media != now->media;
    if (figure == nullptr && changed) {
      flow::Paragraph code;
      for (const Edits& line : lines) code.runs = split_at_breaks(runs_of_line(line));
      out.push_back({std::move(code), {}});
      out.back().changed = true;
      return;
    }
    flow::Blocks shown = prose_block(block, section());
    if (figure != nullptr && !shown.empty()) {
      auto* const picture = std::get_if<flow::Figure>(&shown.front().content);
      if (picture != nullptr && lines.size() > 1) picture->caption = runs_of_line(lines[1]);
      shown.front().changed = changed || replaced;
      if (replaced && !shows_old()) shown.push_back(remark({plain_run(say(msg("the picture was replaced")))}));
      if (is_changed(lines.front())) {
        flow::Runs words = {plain_run(say(msg("Description of the picture:")) + " ")};
        flow::Runs edited = runs_of_line(lines.front());
        std::move(edited.begin(), edited.end(), std::back_inserter(words));
        shown.push_back(remark(std::move(words)));
      }
    }
    append(out, std::move(shown));
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
    if (sides_ != Sides::Both) std::erase_if(columns, [this](const PartPair& column) { return !shown_line(column); });
    if (columns.empty()) {  // inside a list or quote they are paired by their places
      std::size_t count = table.columns.size();
      for (std::size_t at = at_; at < rows_.size() && sides_ == Sides::Both; ++at) {
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
      const std::optional<std::size_t>& own = shown_line(column);
      if (own && *own < table.columns.size()) return table.columns[*own];
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
      const PartPair& row = take_line();
      const bool lost_header =
          i == 0 && !has_header && sides_ == Sides::Both && row.before && has_words(old_lines_[*row.before].cells);
      if (i == 0 && has_header) made.header.push_back(row_of(row.before, row.after, true));
      if (i > 0 || lost_header) made.rows.push_back(row_of(row.before, row.after, false));
    }
    if (depth_ == 0) add_gone_rows();
    if (!made.header.empty() || !made.rows.empty()) out.push_back({std::move(made), {}});
  }

  const diff::BlockPair& pair_;
  BothSections& sections_;
  Sides sides_;
  std::vector<Line> old_lines_, new_lines_;
  std::vector<PartPair> rows_;
  std::size_t at_ = 0;         ///< in rows_: behind the last line that was taken
  std::size_t passed_ = 0;     ///< the same, of those that are gone
  std::size_t next_line_ = 0;  ///< of the version shown
  std::size_t depth_ = 0;
  bool was_moved_ = false;  ///< of the line taken last
};

}  // namespace

flow::Blocks redlined_lines(const diff::BlockPair& pair, BothSections& sections, Sides sides) {
  flow::Blocks out = BlockRedline(pair, sections, sides).compose();
  // Other levels or numbers of a list are seen in its form only.
  if (sides != Sides::Old && !says_change(out))
    out.push_back(remark({plain_run(render(msg("only formatting changed"), sections.language))}));
  return out;
}

}  // namespace zielbaum::compose
