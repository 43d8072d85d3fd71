#include "diff/grid_internal.h"

#include <algorithm>
#include <map>

#include "diff/align_internal.h"
#include "diff/words_internal.h"

namespace zielbaum::diff {

namespace {

using model::Runs;

/// Rows and heads of columns less alike than this are not the same one reworded.
constexpr double kLeastPartSimilarity = 0.4;

struct Collect {
  Grid& out;
  void operator()(const model::Paragraph& paragraph) const { out.rows.push_back({paragraph.runs}); }
  void operator()(const model::List& list) const {
    for (const model::ListItem& item : list.items) blocks(item.blocks);
  }
  void operator()(const model::Quote& quote) const { blocks(quote.blocks); }
  void operator()(const model::Table& table) const {
    out.rows.push_back(table.header);
    out.rows.insert(out.rows.end(), table.rows.begin(), table.rows.end());
  }
  void operator()(const model::CodeBlock& code) const { text(code.text, true); }
  void operator()(const model::Figure& figure) const {
    text(figure.alt, false);
    if (!figure.caption.empty()) text(figure.caption, false);
  }
  void operator()(const model::Rule&) const {}

  void text(const std::string& words, bool code) const {
    model::Run run;
    run.text = words;
    run.style.code = code;
    out.rows.push_back({words.empty() ? Runs{} : Runs{run}});
  }
  void blocks(const model::Blocks& blocks) const {
    for (const model::Block& block : blocks) std::visit(*this, block.content);
  }
};

model::Run line_break() {
  model::Run out;
  out.kind = model::RunKind::LineBreak;
  out.text = "\n";
  return out;
}

void append(Runs& out, const Runs& cell) {
  out.insert(out.end(), cell.begin(), cell.end());
}

Runs joined(const std::vector<Runs>& cells) {
  Runs out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out.push_back(line_break());
    append(out, cells[i]);
  }
  return out;
}

/// Both sides' parts as passages of equal numbering.
struct Parts {
  Numbers words;
  Numbers identities;
  std::vector<TokenText> texts;  // whose words the numbers look at
  std::vector<Passage> before, after;

  Parts(const std::vector<Runs>& old_parts, const std::vector<Runs>& new_parts) {
    texts.resize(old_parts.size() + new_parts.size());
    auto text = texts.begin();
    for (const Runs& part : old_parts) before.push_back(passage(part, *text++));
    for (const Runs& part : new_parts) after.push_back(passage(part, *text++));
  }

 private:
  Passage passage(const Runs& part, TokenText& text) {
    cut(part, words, text);
    Passage out = passage_of(text, 0, text.tokens.size());
    out.identity = identities.of_copy(identity_of(text, 0, text.tokens.size()));
    return out;
  }
};

/// What is left between two pairs: as many on both sides are pairs, else the old ones stand first.
void close_gap(const std::vector<PartPair>& gone, const std::vector<PartPair>& come, std::vector<PartPair>& out) {
  const auto moved = [](const PartPair& part) { return part.moved; };
  const bool any_moved = std::any_of(gone.begin(), gone.end(), moved) || std::any_of(come.begin(), come.end(), moved);
  if (gone.size() == come.size() && !any_moved) {
    for (std::size_t i = 0; i < gone.size(); ++i) out.push_back({gone[i].before, come[i].after, false});
  } else {
    out.insert(out.end(), gone.begin(), gone.end());
    out.insert(out.end(), come.begin(), come.end());
  }
}

std::vector<PartPair> pair_parts(const Parts& parts, std::size_t& work) {
  std::vector<Pair> pairs = align(parts.before, parts.after, kLeastPartSimilarity, work);
  // Those without a partner in order that have one out of order.
  std::map<std::uint32_t, std::vector<std::size_t>> gone_by_identity;
  std::vector<bool> old_moved(parts.before.size(), false);
  std::vector<bool> new_moved(parts.after.size(), false);
  std::vector<bool> old_paired(parts.before.size(), false);
  std::vector<bool> new_paired(parts.after.size(), false);
  for (const Pair& pair : pairs) old_paired[pair.before] = new_paired[pair.after] = true;
  for (std::size_t i = 0; i < parts.before.size(); ++i) {
    if (!old_paired[i] && !parts.before[i].words.empty()) gone_by_identity[parts.before[i].identity].push_back(i);
  }
  for (std::size_t j = 0; j < parts.after.size(); ++j) {
    const auto found = new_paired[j] ? gone_by_identity.end() : gone_by_identity.find(parts.after[j].identity);
    if (found == gone_by_identity.end() || found->second.empty()) continue;
    new_moved[j] = old_moved[found->second.front()] = true;
    found->second.erase(found->second.begin());
  }

  pairs.push_back({parts.before.size(), parts.after.size(), true});
  std::vector<PartPair> out;
  std::size_t i = 0;
  std::size_t j = 0;
  for (const Pair& pair : pairs) {
    std::vector<PartPair> gone, come;
    for (; i < pair.before; ++i) gone.push_back({i, {}, old_moved[i]});
    for (; j < pair.after; ++j) come.push_back({{}, j, new_moved[j]});
    close_gap(gone, come, out);
    if (i == parts.before.size() && j == parts.after.size()) break;
    out.push_back({i++, j++, false});
  }
  return out;
}

std::vector<Runs> rows_of(const Grid& grid) {
  std::vector<Runs> out;
  for (const auto& row : grid.rows) out.push_back(joined(row));
  return out;
}

/// By their heads; where there are none, by their places.
std::vector<PartPair> pair_columns(const Grid& before, const Grid& after, std::size_t& work) {
  if (before.is_table && after.is_table) return pair_parts({before.rows.front(), after.rows.front()}, work);
  return {};
}

std::vector<PartPair> by_place(std::size_t before, std::size_t after) {
  std::vector<PartPair> out;
  for (std::size_t i = 0; i < std::max(before, after); ++i) {
    PartPair& part = out.emplace_back();
    if (i < before) part.before = i;
    if (i < after) part.after = i;
  }
  return out;
}

/// Writes cell by cell. A break stands behind each cell but the last one of its side.
class GridWriter {
 public:
  GridWriter(const Grid& before, const Grid& after, std::size_t& work)
      : before_(before), after_(after), work_(work), old_left_(cells_in(before)), new_left_(cells_in(after)) {}

  void row(const PartPair& row, const std::vector<PartPair>& columns) {
    static const std::vector<Runs> none;
    const std::vector<Runs>& old_cells = row.before ? before_.rows[*row.before] : none;
    const std::vector<Runs>& new_cells = row.after ? after_.rows[*row.after] : none;
    const bool in_columns = row.before && row.after && !columns.empty();
    for (const PartPair& column : in_columns ? columns : by_place(old_cells.size(), new_cells.size()))
      cell(column.before ? &old_cells[*column.before] : nullptr, column.after ? &new_cells[*column.after] : nullptr,
           row.moved);
  }

  Edits take() {
    // Between two kept stretches what is deleted stands before what is inserted.
    for (auto begin = edits_.begin(); begin != edits_.end();) {
      const auto is_same = [](const Edit& edit) { return edit.kind == EditKind::Same; };
      begin = std::find_if_not(begin, edits_.end(), is_same);
      const auto end = std::find_if(begin, edits_.end(), is_same);
      std::stable_partition(begin, end, [](const Edit& edit) { return edit.kind == EditKind::Deleted; });
      begin = end;
    }
    // The break before the last row went with it.
    for (std::size_t i = 0; i + 1 < edits_.size(); ++i)
      if (edits_[i].kind != EditKind::Same && edits_[i].run.kind == model::RunKind::LineBreak &&
          edits_[i + 1].kind == edits_[i].kind)
        edits_[i].moved = edits_[i].moved || edits_[i + 1].moved;
    return std::move(edits_);
  }

 private:
  static std::size_t cells_in(const Grid& grid) {
    std::size_t out = 0;
    for (const auto& row : grid.rows) out += row.size();
    return out;
  }

  void cell(const Runs* before, const Runs* after, bool moved) {
    static const Runs none;
    for (Edit& edit : compare_words(before == nullptr ? none : *before, after == nullptr ? none : *after, work_)) {
      edit.moved = moved;
      edits_.push_back(std::move(edit));
    }
    const bool old_goes_on = before != nullptr && --old_left_ > 0;
    const bool new_goes_on = after != nullptr && --new_left_ > 0;
    if (!old_goes_on && !new_goes_on) return;
    Edit edit;
    edit.kind = !new_goes_on ? EditKind::Deleted : !old_goes_on ? EditKind::Inserted : EditKind::Same;
    edit.run = line_break();
    edit.moved = moved;
    edits_.push_back(std::move(edit));
  }

  const Grid& before_;
  const Grid& after_;
  std::size_t& work_;
  std::size_t old_left_;
  std::size_t new_left_;
  Edits edits_;
};

}  // namespace

Grid grid_of(const model::Block& block) {
  Grid out;
  std::visit(Collect{out}, block.content);
  out.is_table = std::holds_alternative<model::Table>(block.content);
  return out;
}

Runs runs_of(const Grid& grid) {
  return joined(rows_of(grid));
}

GridChange compare_grids(const Grid& before, const Grid& after, std::size_t& work) {
  GridChange out;
  out.rows = before.rows.size() == 1 && after.rows.size() == 1 ? by_place(1, 1)
                                                               : pair_parts({rows_of(before), rows_of(after)}, work);
  out.columns = pair_columns(before, after, work);
  GridWriter writer(before, after, work);
  for (const PartPair& row : out.rows) writer.row(row, out.columns);
  out.edits = writer.take();
  return out;
}

}  // namespace zielbaum::diff
