// Tables -> strips: a row is one strip, unless it is so tall that it must go over pages.
#include <algorithm>

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

/// The strips of one row: [begin, end).
struct RowExtent {
  std::size_t begin = 0, end = 0;
  Length height;
};

/// Sees to it that neither the first rows nor the last ones stand alone on a page of height `whole`. Rows so tall that
/// this would leave pages half empty are not held.
void keep_rows_together(std::vector<Strip>& strips, const std::vector<RowExtent>& rows, Length whole, bool facts) {
  constexpr std::size_t kAtFoot = 3, kAtHead = 2;
  const auto height = [&rows](std::size_t begin, std::size_t end) {
    Length sum;
    for (std::size_t i = begin; i < end; ++i) sum += rows[i].height;
    return sum;
  };
  const auto keep = [&](std::size_t begin, std::size_t end) {
    if (end - begin < 2) return;
    for (std::size_t i = rows[begin].begin; i + 1 < rows[end - 1].end; ++i) strips[i].keep_next = true;
  };
  const std::size_t all = rows.size();
  if (facts && height(0, all) < whole / 3) return keep(0, all);  // read at a glance
  const Length most = whole * 2 / 5;
  std::size_t first = std::min(all, kAtFoot);
  while (first > 1 && height(0, first) > most) --first;
  keep(0, first);
  const std::size_t last = all - std::min(all, kAtHead);
  if (height(last, all) <= most) keep(last, all);
}

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
  std::vector<Strip> strips;
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
    strips = std::move(head_strips);
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
  std::vector<RowExtent> extents;
  for (const flow::Row& row : table.rows) {
    RowExtent& extent = extents.emplace_back();
    extent.begin = strips.size();
    for (Strip& strip : TRY(set_row(setting, row, how, area, body))) {
      strip.repeated = strips.size() == extent.begin ? repeated : repeated_for_rest;
      extent.height += strip.height;
      strips.push_back(std::move(strip));
    }
    extent.end = strips.size();
  }
  keep_rows_together(strips, extents, whole, table.role == flow::TableRole::Facts);
  if (table.header.empty()) {  // a rule above, which the head's fill makes needless elsewhere
    strips.front().items.insert(strips.front().items.begin(), artifact(area.x, -kRule, area.width, kRule, theme.rule));
    for (NumberSlot& slot : strips.front().numbers) ++slot.item;
  }
  galley.add(std::move(strips), space_before, std::max(area.body->after, Length::points(8)));
  return {};
}

}  // namespace zielbaum::typeset
