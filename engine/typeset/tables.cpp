// Tables -> strips: a row is one strip, unless it is so tall that it must go over pages.
#include <algorithm>
#include <deque>

#include "typeset/blocks_internal.h"

namespace zielbaum::typeset {

namespace {

constexpr Length kPaddingX = Length::points(5);
constexpr Length kPaddingY = Length::points(4);
constexpr Length kRule = Length::millipoints(500);
/// How much of a tall row goes into one strip; pages may end between such strips.
constexpr Length kFragment = Length::points(90);

struct Columns {
  std::vector<Length> edges;  ///< one more than columns
};

/// Moves a cell's strip into a strip of its row, its upper edge `top` below that one's.
void move_into(Strip& row, Strip& strip, Length top) {
  for (NumberSlot& slot : strip.numbers) {
    slot.item += row.items.size();
    row.numbers.push_back(std::move(slot));
  }
  for (Item& item : strip.items) {
    shift(item, -top);
    row.items.push_back(std::move(item));
  }
  row.notes.insert(row.notes.end(), strip.notes.begin(), strip.notes.end());
  row.anchors.insert(row.anchors.end(), strip.anchors.begin(), strip.anchors.end());
  row.overhang = std::max(row.overhang, top + strip.height - row.height);
}

/// Which header cells head each cell. Told only where Scope alone leaves doubt: in tables with spans or with several
/// rows of heads.
class Heads {
 public:
  Heads(const flow::Table& table, std::size_t columns) : above_(columns), group_(columns, kNoElement) {
    wanted_ = table.header.size() > 1;
    for (const std::vector<flow::Row>* rows : {&table.header, &table.rows}) {
      for (const flow::Row& row : *rows) {
        for (const flow::Cell& cell : row.cells) wanted_ = wanted_ || cell.column_span > 1;
      }
    }
  }
  void begin_row() { of_row_.clear(); }
  /// To be called for each cell from left to right; it covers the columns from `first` to before `last`.
  void relate(Element& cell, std::size_t first, std::size_t last, flow::Scope scope, bool in_head) {
    if (!wanted_) return;
    const auto add = [&cell](ElementId head) {
      if (head != kNoElement && std::find(cell.headers.begin(), cell.headers.end(), head) == cell.headers.end()) {
        cell.headers.push_back(head);
      }
    };
    for (std::size_t column = first; column < last; ++column) {
      for (const ElementId head : above_[column]) add(head);
      if (scope != flow::Scope::Column) add(group_[column]);
    }
    for (const ElementId head : of_row_) add(head);
    if (scope == flow::Scope::Row) of_row_.push_back(cell.id);
    for (std::size_t column = first; scope == flow::Scope::Column && column < last; ++column) {
      if (in_head) above_[column].push_back(cell.id);
      if (!in_head) group_[column] = cell.id;
    }
  }

 private:
  bool wanted_ = false;
  std::vector<std::vector<ElementId>> above_;  ///< by column: in the table's head
  std::vector<ElementId> group_;               ///< by column: the last one among the rows
  std::vector<ElementId> of_row_;
};

struct RowSetting {
  const Columns& columns;
  Heads& heads;
  bool header = false;
  Length tallest;  ///< a row up to this height is never torn
  bool bold_row_heads = true;
};

Result<std::vector<Strip>> set_row(Setting& setting, const flow::Row& row, const RowSetting& how, const Area& area,
                                   ElementId parent) {
  const model::Theme& theme = setting.theme;
  const ElementId row_id = setting.open(ElementRole::TableRow, parent).id;
  std::vector<Galley> cells;
  how.heads.begin_row();
  std::size_t column = 0;
  for (const flow::Cell& cell : row.cells) {
    const std::size_t first = std::min(column, how.columns.edges.size() - 2);
    column += std::max<std::size_t>(1, cell.column_span);
    const std::size_t last = std::min(column, how.columns.edges.size() - 1);
    const bool heads = cell.scope != flow::Scope::None;
    Element& element = setting.open(heads ? ElementRole::HeaderCell : ElementRole::DataCell, row_id);
    element.column_scope = cell.scope == flow::Scope::Column;
    element.row_scope = cell.scope == flow::Scope::Row;
    element.column_span = std::max<std::uint16_t>(1, cell.column_span);
    how.heads.relate(element, first, last, cell.scope, how.header);
    const ElementId cell_id = element.id;
    const Length x = how.columns.edges[first] + kPaddingX;
    const Area inner{.x = x,
                     .width = how.columns.edges[last] - x - kPaddingX,
                     .parent = cell_id,
                     .lang = area.lang,
                     .body = &theme.table,
                     .align = cell.align,
                     .mark = cell.mark == flow::Mark::None ? area.mark : cell.mark,
                     .bold = heads && (how.bold_row_heads || cell.scope != flow::Scope::Row),
                     .narrow = true};
    TRY(set_blocks(setting, cell.blocks, inner, cells.emplace_back()));
    if (cells.back().strips.empty()) {
      // A cell without words still owns something, or the row would lack a column for those who hear it.
      SetWords space = TRY(set_words(setting, " ", Face::Regular, theme.table.size, theme.table.colour));
      Strip& line = cells.back().strips.emplace_back();
      line.height = theme.table.leading;
      add_words(line.items, std::move(space), x, -baseline(theme.table.leading), {.element = cell_id});
    }
  }

  Length height = theme.table.leading;
  for (const Galley& cell : cells) height = std::max(height, cell.height());
  height += kPaddingY * 2;
  const std::int64_t parts =
      height > how.tallest ? std::max<std::int64_t>(1, height.in_micropoints() / kFragment.in_micropoints()) : 1;
  std::vector<Strip> strips(static_cast<std::size_t>(parts));
  for (Strip& strip : strips) strip.height = kFragment;
  strips.back().height = height - kFragment * (parts - 1);
  if (!row.anchor.empty()) strips.front().anchors.push_back(row.anchor);
  for (std::size_t i = 0; i < strips.size(); ++i) {
    Strip& strip = strips[i];
    if (how.header) strip.items.push_back(artifact(area.x, -strip.height, area.width, strip.height, theme.fill));
    if (i + 1 == strips.size()) strip.items.push_back(artifact(area.x, -strip.height, area.width, kRule, theme.rule));
  }
  for (Galley& cell : cells) {
    Length top = kPaddingY;
    for (std::size_t i = 0; i < cell.strips.size(); ++i) {
      Strip& strip = cell.strips[i];
      if (i > 0) top += strip.before;
      const std::int64_t part = std::min(parts - 1, top.in_micropoints() / kFragment.in_micropoints());
      move_into(strips[static_cast<std::size_t>(part)], strip, top - kFragment * part);
      top += strip.height;
    }
  }
  // Not the first part alone at the foot of a page.
  if (strips.size() > 1) strips.front().keep_next = true;
  return strips;
}

/// The rows of a table on their way into its galley. Neither the first nor the last ones may stand alone on a page;
/// those between are let go as they are set, since a table may have thousands. Rows so tall that this would leave pages
/// half empty are not held.
class Rows {
 public:
  /// `whole`: the height of a page. Facts are read at a glance, so few of them are kept in one piece.
  Rows(Galley& galley, Length whole, bool facts) : galley_(galley), whole_(whole), facts_(facts) {}

  [[nodiscard]] Result<void> add(std::vector<Strip> row) {
    rows_.push_back(std::move(row));
    if (facts_ || rows_.size() < kAtFoot) return {};
    keep_first();
    while (rows_.size() > kAtHead) give_one();
    return galley_.let_go();
  }
  /// To be called after the last row.
  void finish() {
    keep_first();
    const std::size_t last = rows_.size() - std::min(rows_.size(), kAtHead);
    if (height(last, rows_.size()) <= most()) keep(last, rows_.size());
    while (!rows_.empty()) give_one();
  }

 private:
  static constexpr std::size_t kAtFoot = 3, kAtHead = 2;

  [[nodiscard]] Length most() const { return whole_ * 2 / 5; }
  [[nodiscard]] Length height(std::size_t begin, std::size_t end) const {
    Length sum;
    for (std::size_t i = begin; i < end; ++i) {
      for (const Strip& strip : rows_[i]) sum += strip.height;
    }
    return sum;
  }
  void keep(std::size_t begin, std::size_t end) {
    if (end - begin < 2) return;
    for (std::size_t i = begin; i < end; ++i) {
      for (Strip& strip : rows_[i]) strip.keep_next = strip.keep_next || i + 1 < end || &strip != &rows_[i].back();
    }
  }
  void keep_first() {
    if (kept_first_) return;
    kept_first_ = true;
    std::size_t first = std::min(rows_.size(), kAtFoot);
    if (facts_ && height(0, rows_.size()) < whole_ / 3) {
      first = rows_.size();
    } else {
      while (first > 1 && height(0, first) > most()) --first;
    }
    keep(0, first);
  }
  void give_one() {
    std::vector<Strip> row = std::move(rows_.front());
    rows_.pop_front();
    const Length before = row.front().before;
    galley_.add(std::move(row), before, Length());
  }

  Galley& galley_;
  Length whole_;
  bool facts_;
  bool kept_first_ = false;
  std::deque<std::vector<Strip>> rows_;
};

/// What is printed again above the rows on a further page: the same ink, but read once only.
std::vector<Strip> printed_again(const std::vector<Strip>& head) {
  std::vector<Strip> again;
  for (const Strip& strip : head) {
    Strip& copy = again.emplace_back();
    copy.height = strip.height;
    for (const Item& item : strip.items) {
      if (std::holds_alternative<LinkArea>(item.content)) continue;
      copy.items.push_back(item);
      copy.items.back().owner = {.artifact = Artifact::Layout};
    }
  }
  return again;
}

}  // namespace

Result<void> set_table(Setting& setting, const flow::Table& table, const std::string& lang, const Area& area,
                       Galley& galley) {
  if (table.header.empty() && table.rows.empty()) return {};
  const model::Theme& theme = setting.theme;
  const ElementId id = setting.open(ElementRole::Table, area.parent, lang).id;
  Length space_before = std::max(area.body->after, theme.table.before);
  if (!table.caption.empty()) {
    const model::TextStyle& style = theme.caption;
    const ElementId caption = setting.open(ElementRole::Caption, id).id;
    Inline words = TRY(shape_in_style(setting, table.caption, style, caption, area));
    std::vector<Strip> strips = set_lines(setting, words, {.x = area.x, .width = area.width, .leading = style.leading});
    for (Strip& strip : strips) strip.keep_next = true;
    galley.add(std::move(strips), std::max(space_before, style.before), Length::points(3));
    space_before = Length::points(3);
  }

  const Columns columns{column_edges(setting, table, area, kPaddingX * 2)};
  Heads heads(table, columns.edges.size() - 1);
  std::shared_ptr<const std::vector<Strip>> repeated;
  Length head_height;
  if (!table.header.empty()) {
    // A table of heads only has no head to set apart, as PDF's rules for tables go.
    const ElementId head = table.rows.empty() ? id : setting.open(ElementRole::TableHead, id).id;
    std::vector<Strip> head_strips;
    for (const flow::Row& row : table.header) {
      const RowSetting how{.columns = columns, .heads = heads, .header = true, .tallest = setting.text_height()};
      for (Strip& strip : TRY(set_row(setting, row, how, area, head))) {
        strip.keep_next = true;
        head_height += strip.height;
        head_strips.push_back(std::move(strip));
      }
    }
    if (head_height < setting.text_height() / 3) {
      repeated = std::make_shared<const std::vector<Strip>>(printed_again(head_strips));
    }
    galley.add(std::move(head_strips), space_before, Length());
  }
  const bool long_rows = table.role == flow::TableRole::Comparison || table.role == flow::TableRole::Plain;
  // A row that goes on under a repeated head stands a little below it, as a row that begins does.
  std::shared_ptr<const std::vector<Strip>> repeated_for_rest;
  if (repeated != nullptr) {
    auto rest = std::make_shared<std::vector<Strip>>(*repeated);
    rest->emplace_back().height = kPaddingY;
    repeated_for_rest = std::move(rest);
  }
  const Length whole = setting.text_height() - head_height;
  // A list of nothing but heads would shout.
  const bool bold_row_heads = table.role != flow::TableRole::Listing;
  const RowSetting how{
      .columns = columns, .heads = heads, .tallest = long_rows ? whole / 3 : whole, .bold_row_heads = bold_row_heads};
  const ElementId body = table.rows.empty() ? id : setting.open(ElementRole::TableBody, id).id;
  Rows rows(galley, whole, table.role == flow::TableRole::Facts);
  for (const flow::Row& row : table.rows) {
    std::vector<Strip> strips = TRY(set_row(setting, row, how, area, body));
    for (Strip& strip : strips) strip.repeated = &strip == &strips.front() ? repeated : repeated_for_rest;
    if (table.header.empty() && &row == &table.rows.front()) {
      // A rule above, which the head's fill makes needless elsewhere.
      Strip& first = strips.front();
      first.before = space_before;
      first.items.insert(first.items.begin(), artifact(area.x, -kRule, area.width, kRule, theme.rule));
      for (NumberSlot& slot : first.numbers) ++slot.item;
    }
    TRY(rows.add(std::move(strips)));
  }
  rows.finish();
  galley.after = std::max(area.body->after, Length::points(8));
  return {};
}

}  // namespace zielbaum::typeset
