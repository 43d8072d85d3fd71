// Tables -> strips: a row is one strip, unless it is so tall that it must go over pages. Where a table is set in groups
// of columns, it is still one table to those who hear it, and each row one row.
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
  /// `known`: heads of the row that stand in another group of columns.
  void begin_row(std::vector<ElementId> known = {}) { of_row_ = std::move(known); }
  [[nodiscard]] const std::vector<ElementId>& of_row() const { return of_row_; }
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

/// The same ink, but read nowhere.
Strip printed_again(const Strip& strip) {
  Strip copy;
  copy.before = strip.before;
  copy.height = strip.height;
  for (const Item& item : strip.items) {
    if (std::holds_alternative<LinkArea>(item.content)) continue;
    copy.items.push_back(item);
    copy.items.back().owner = {.artifact = Artifact::Layout};
  }
  return copy;
}

/// What the groups of columns have in common of a row.
struct WideRow {
  ElementId element = kNoElement;
  Galley first;                  ///< of its first cell, as it is printed again
  std::vector<ElementId> heads;  ///< of the row, so far
};

struct RowSetting {
  const model::TextStyle& style;
  const ColumnGroup& columns;
  Heads& heads;
  bool header = false;
  Length tallest;  ///< a row up to this height is never torn
  bool bold_row_heads = true;
};

/// The cells of a row that stand in one group of columns. `wide`: where there are several groups.
Result<std::vector<Strip>> set_row(Setting& setting, const flow::Row& row, const RowSetting& how, const Area& area,
                                   ElementId parent, WideRow* wide) {
  const model::Theme& theme = setting.theme;
  ElementId row_id = wide == nullptr ? kNoElement : wide->element;
  if (row_id == kNoElement) row_id = setting.open(ElementRole::TableRow, parent).id;
  if (wide != nullptr) wide->element = row_id;
  std::vector<Galley> cells;
  how.heads.begin_row(wide == nullptr ? std::vector<ElementId>() : wide->heads);
  const std::size_t shown_before = how.columns.repeats_first ? 1 : 0;
  if (how.columns.repeats_first && wide != nullptr) {
    Galley& again = cells.emplace_back();
    again.after = wide->first.after;
    for (const Strip& strip : wide->first.strips) again.strips.push_back(strip);
  }
  std::size_t column = 0;
  for (const flow::Cell& cell : row.cells) {
    const std::size_t begin = column;
    column += std::max<std::size_t>(1, cell.column_span);
    if (wide != nullptr && (begin < how.columns.begin || begin >= how.columns.end)) continue;
    const std::size_t edges = how.columns.edges.size();
    const std::size_t first = std::min(begin - how.columns.begin + shown_before, edges - 2);
    const std::size_t last = std::min(column - how.columns.begin + shown_before, edges - 1);
    const bool heads = cell.scope != flow::Scope::None;
    Element& element = setting.open(heads ? ElementRole::HeaderCell : ElementRole::DataCell, row_id);
    element.column_scope = cell.scope == flow::Scope::Column;
    element.row_scope = cell.scope == flow::Scope::Row;
    element.column_span = std::max<std::uint16_t>(1, cell.column_span);
    how.heads.relate(element, begin, column, cell.scope, how.header);
    const ElementId cell_id = element.id;
    const Length x = how.columns.edges[first] + kPaddingX;
    const Area inner{.x = x,
                     .width = how.columns.edges[last] - x - kPaddingX,
                     .parent = cell_id,
                     .lang = area.lang,
                     .body = &how.style,
                     .align = cell.align,
                     .mark = cell.mark == flow::Mark::None ? area.mark : cell.mark,
                     .bold = heads && (how.bold_row_heads || cell.scope != flow::Scope::Row),
                     .narrow = true};
    TRY(set_blocks(setting, cell.blocks, inner, cells.emplace_back()));
    if (cells.back().strips.empty()) {
      // A cell without words still owns something, or the row would lack a column for those who hear it.
      SetWords space = TRY(set_words(setting, " ", Face::Regular, how.style.size, how.style.colour));
      Strip& line = cells.back().strips.emplace_back();
      line.height = how.style.leading;
      add_words(line.items, std::move(space), x, -baseline(how.style.leading), {.element = cell_id});
    }
    if (wide == nullptr || begin > 0) continue;
    wide->first.after = cells.back().after;
    for (const Strip& strip : cells.back().strips) wide->first.strips.push_back(printed_again(strip));
  }

  if (wide != nullptr) wide->heads = how.heads.of_row();

  Length height = how.style.leading;
  for (const Galley& cell : cells) height = std::max(height, cell.height());
  height += kPaddingY * 2;
  const std::int64_t parts =
      height > how.tallest ? std::max<std::int64_t>(1, height.in_micropoints() / kFragment.in_micropoints()) : 1;
  std::vector<Strip> strips(static_cast<std::size_t>(parts));
  for (Strip& strip : strips) strip.height = kFragment;
  strips.back().height = height - kFragment * (parts - 1);
  if (!row.anchor.empty() && how.columns.begin == 0) strips.front().anchors.push_back(row.anchor);
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

/// What is printed again above the rows on a further page.
std::vector<Strip> printed_again(const std::vector<Strip>& head) {
  std::vector<Strip> again;
  for (const Strip& strip : head) again.push_back(printed_again(strip));
  for (Strip& strip : again) strip.before = {};
  return again;
}

/// Sets a table's groups of columns one below the other.
class TableSetter {
 public:
  TableSetter(Setting& setting, const flow::Table& table, const Area& area, ElementId id)
      : setting_(setting),
        table_(table),
        area_(area),
        layout_(table_layout(setting, table, area, kPaddingX * 2)),
        heads_(table, std::max<std::size_t>(1, flow::column_count(table))),
        // A table of heads only has no head to set apart, as PDF's rules for tables go.
        head_(table.rows.empty() || table.header.empty() ? id : setting.open(ElementRole::TableHead, id).id),
        body_(table.rows.empty() ? id : setting.open(ElementRole::TableBody, id).id) {
    if (layout_.groups.size() > 1) wide_.resize(table.header.size() + table.rows.size());
  }

  Result<void> set(Length space_before, Galley& galley) {
    for (const ColumnGroup& group : layout_.groups) {
      TRY(set_group(group, space_before, galley));
      galley.after = std::max(area_.body->after, Length::points(8));
      space_before = galley.after;
    }
    return {};
  }

 private:
  [[nodiscard]] WideRow* wide(std::size_t row) { return wide_.empty() ? nullptr : &wide_[row]; }

  Result<void> set_group(const ColumnGroup& group, Length space_before, Galley& galley) {
    const model::Theme& theme = setting_.theme;
    std::shared_ptr<const std::vector<Strip>> repeated;
    Length head_height;
    if (!table_.header.empty()) {
      std::vector<Strip> head_strips;
      for (std::size_t i = 0; i < table_.header.size(); ++i) {
        const RowSetting how{.style = layout_.style,
                             .columns = group,
                             .heads = heads_,
                             .header = true,
                             .tallest = setting_.text_height()};
        for (Strip& strip : TRY(set_row(setting_, table_.header[i], how, area_, head_, wide(i)))) {
          strip.keep_next = true;
          head_height += strip.height;
          head_strips.push_back(std::move(strip));
        }
      }
      if (head_height < setting_.text_height() / 3) {
        repeated = std::make_shared<const std::vector<Strip>>(printed_again(head_strips));
      }
      galley.add(std::move(head_strips), space_before, Length());
    }
    const bool long_rows = table_.role == flow::TableRole::Comparison || table_.role == flow::TableRole::Plain;
    // A row that goes on under a repeated head stands a little below it, as a row that begins does.
    std::shared_ptr<const std::vector<Strip>> repeated_for_rest;
    if (repeated != nullptr) {
      auto rest = std::make_shared<std::vector<Strip>>(*repeated);
      rest->emplace_back().height = kPaddingY;
      repeated_for_rest = std::move(rest);
    }
    const Length whole = setting_.text_height() - head_height;
    // A list of nothing but heads would shout.
    const RowSetting how{.style = layout_.style,
                         .columns = group,
                         .heads = heads_,
                         .tallest = long_rows ? whole / 3 : whole,
                         .bold_row_heads = table_.role != flow::TableRole::Listing};
    Rows rows(galley, whole, table_.role == flow::TableRole::Facts);
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      std::vector<Strip> strips =
          TRY(set_row(setting_, table_.rows[i], how, area_, body_, wide(table_.header.size() + i)));
      for (Strip& strip : strips) strip.repeated = &strip == &strips.front() ? repeated : repeated_for_rest;
      if (table_.header.empty() && i == 0) {
        // A rule above, which the head's fill makes needless elsewhere.
        Strip& first = strips.front();
        first.before = space_before;
        first.items.insert(first.items.begin(), artifact(area_.x, -kRule, area_.width, kRule, theme.rule));
        for (NumberSlot& slot : first.numbers) ++slot.item;
      }
      TRY(rows.add(std::move(strips)));
    }
    rows.finish();
    return {};
  }

  Setting& setting_;
  const flow::Table& table_;
  const Area& area_;
  TableLayout layout_;
  Heads heads_;
  ElementId head_, body_;
  std::vector<WideRow> wide_;  ///< of heads and rows; none where there is one group only
};

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

  return TableSetter(setting, table, area, id).set(space_before, galley);
}

}  // namespace zielbaum::typeset
