// Widths of a table's columns: as the Flow shares them out, or as their words need. A table with more columns than have
// room beside one another is set in groups of columns, one below the other.
#include <algorithm>

#include "base/utf8.h"
#include "typeset/blocks_internal.h"

namespace zielbaum::typeset {

namespace {

/// Columns that would be narrower than this part of a table have each of their cells in one line ("M 12", "2022–2025").
constexpr std::int64_t kSmallPart = 8;

/// Words of letters may be divided, but never into narrower pieces: so many times the size.
constexpr std::int64_t kNarrowestWord = 4;

/// What a column's cells ask for, padding included: what may not be divided, the widest word, and the widest line if
/// none were broken.
struct Need {
  Length firm, least, most;
};

/// Measures a cell. Its words are shaped as they will be when they are set, which the fonts remember.
class Measuring {
 public:
  Measuring(Setting& setting, const Area& area)
      : setting_(setting), lang_(area.lang.empty() ? setting.lang() : area.lang), most_firm_(area.width / 3) {}

  Need need_of(const flow::Cell& cell, Length padding) {
    need_ = {};
    bold_ = cell.scope != flow::Scope::None || cell.mark == flow::Mark::Inserted;
    add(cell.blocks, padding);
    return need_;
  }

 private:
  void add(const flow::Blocks& blocks, Length indent) {
    for (const flow::Block& block : blocks) {
      if (const auto* list = std::get_if<flow::List>(&block.content)) {
        const Length inner = indent + setting_.theme.table.size * 2;
        for (const flow::ListItem& item : list->items) add(item.blocks, inner);
      } else if (const auto* paragraph = std::get_if<flow::Paragraph>(&block.content)) {
        line_ = word_ = piece_ = {};
        for (const flow::Run& run : paragraph->runs) add(run, indent);
        end_word(indent);
      }
    }
  }

  void add(const flow::Run& run, Length indent) {
    if (run.kind == flow::RunKind::LineBreak) {
      end_word(indent);
      line_ = {};
      return;
    }
    const std::string& lang = run.lang.empty() ? lang_ : run.lang.text();
    const Face face = face_of(setting_.theme, run, bold_);
    const auto width = [&](std::string_view text) {
      return setting_.theme.table.size * setting_.fonts.shape(face, text, lang).width / 1000;
    };
    // Numbers of pages and notes are not known yet.
    const std::string_view text = run.kind == flow::RunKind::Text ? std::string_view(run.text) : "000";
    std::size_t word = 0;  // where the piece that is measured begins
    for (std::size_t at = 0; at <= text.size();) {
      const bool space = at < text.size() && text[at] == ' ';
      if (at == text.size() || space || (at > word && breaks_after(text, word, at))) {
        add_piece(text.substr(word, at - word), width(text.substr(word, at - word)));
        if (at == text.size()) break;
        end_piece(indent);
        if (space || text[at - 1] == '-') end_word(indent);
        if (space) line_ += width(" ");
        word = space ? at + 1 : at;
        if (space) ++at;
        if (space) continue;
      }
      at += decode_utf8(text, at).size;
    }
  }

  void add_piece(std::string_view piece, Length width) {
    word_ += width;
    piece_ += width;
    has_digit_ = has_digit_ || piece.find_first_of("0123456789") != std::string_view::npos;
  }

  /// A line may end within a word, behind a sign.
  void end_piece(Length indent) {
    // Numbers are never divided; but an address, or what else would take a third of the table, is all the same.
    const bool divided = !has_digit_ || piece_ > most_firm_;
    const Length firm = divided ? std::min(piece_, setting_.theme.table.size * kNarrowestWord) : piece_;
    need_.firm = std::max(need_.firm, indent + firm);
    piece_ = {};
    has_digit_ = false;
  }
  void end_word(Length indent) {
    end_piece(indent);
    line_ += word_;
    need_.least = std::max(need_.least, indent + word_);
    need_.most = std::max(need_.most, indent + line_);
    word_ = {};
  }

  Setting& setting_;
  std::string lang_;
  Length most_firm_;
  bool bold_ = false;
  bool has_digit_ = false;  ///< the piece so far
  Need need_;
  Length piece_, word_, line_;  ///< so far
};

std::vector<Need> needs_of(Setting& setting, const flow::Table& table, const Area& area, std::size_t count,
                           Length padding) {
  std::vector<Need> needs(count);
  Measuring measuring(setting, area);
  for (const std::vector<flow::Row>* rows : {&table.header, &table.rows}) {
    for (const flow::Row& row : *rows) {
      std::size_t column = 0;
      for (const flow::Cell& cell : row.cells) {
        if (cell.column_span <= 1 && column < count) {
          const Need need = measuring.need_of(cell, padding);
          needs[column].firm = std::max(needs[column].firm, need.firm);
          needs[column].least = std::max(needs[column].least, need.least);
          needs[column].most = std::max(needs[column].most, need.most);
        }
        column += std::max<std::size_t>(1, cell.column_span);
      }
    }
  }
  for (Need& need : needs) {
    if (need.most < area.width / kSmallPart) need.least = need.most;
  }
  return needs;
}

Length sum_of(const std::vector<Need>& needs, Length Need::*what) {
  Length sum;
  for (const Need& need : needs) sum += need.*what;
  return sum;
}

/// Where not all words have room: each column what may not be divided, and of the rest as much as any other, up to its
/// widest word.
std::vector<Length> narrow_widths(const std::vector<Need>& needs, Length room) {
  const auto widths_up_to = [&](Length most) {
    std::vector<Length> widths;
    for (const Need& need : needs) widths.push_back(std::max(need.firm, std::min(need.least, most)));
    return widths;
  };
  const auto sum_up_to = [&](Length most) {
    Length sum;
    for (const Length width : widths_up_to(most)) sum += width;
    return sum;
  };
  std::int64_t low = 0, high = room.in_micropoints();
  while (high - low > 1000) {
    const std::int64_t middle = (low + high) / 2;
    (sum_up_to(Length::micropoints(middle)) <= room ? low : high) = middle;
  }
  if (sum_up_to(Length()) <= room) return widths_up_to(Length::micropoints(low));
  // Nor even that has room: from the narrowest to the widest, none gets more than an equal part of what is left.
  std::vector<std::size_t> order(needs.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return needs[a].least < needs[b].least; });
  std::vector<Length> widths(needs.size());
  Length left = room;
  for (std::size_t i = 0; i < order.size(); ++i) {
    widths[order[i]] = std::min(needs[order[i]].least, left / static_cast<std::int64_t>(order.size() - i));
    left -= widths[order[i]];
  }
  return widths;
}

/// Columns as wide as all their words in one line where there is room for that; else each its widest word, and what is
/// left by how much more each would take: "automatic table layout" of CSS 2.1, 17.5.2.2.
std::vector<Length> widths_by_need(const std::vector<Need>& needs, Length width) {
  const std::int64_t room = width.in_micropoints();
  const std::int64_t least = sum_of(needs, &Need::least).in_micropoints();
  const std::int64_t most = sum_of(needs, &Need::most).in_micropoints();
  if (least > room) return narrow_widths(needs, width);
  const auto in_thousandths = [](std::int64_t own, std::int64_t all) { return all == 0 ? 0 : own * 1000 / all; };
  std::vector<Length> widths;
  for (const Need& need : needs) {
    const std::int64_t own_least = need.least.in_micropoints();
    const std::int64_t own_most = need.most.in_micropoints();
    // Thousandths, since products of micropoints could overflow; what that loses is the last column's.
    widths.push_back(Length::micropoints(
        most <= room ? own_most + (room - most) / 1000 * in_thousandths(own_most, most)
                     : own_least + (room - least) / 1000 * in_thousandths(own_most - own_least, most - least)));
  }
  return widths;
}

/// Where columns as wide as `widths` begin, from `x` on, and where the last one ends: at `end`, whatever was lost in
/// rounding.
std::vector<Length> edges_of(const std::vector<Length>& widths, Length x, Length end) {
  std::vector<Length> edges = {x};
  for (const Length width : widths) edges.push_back(edges.back() + width);
  edges.back() = end;
  return edges;
}

/// How much smaller the words of a table become, in thousandths, so that nothing is divided that may not be: 1000 for
/// not at all, 0 where that does not help. What is large stays as large: people need it so.
std::int64_t smaller_by(const std::vector<Need>& needs, const Area& area, Length size, Length padding) {
  constexpr std::int64_t kLeast = 800;
  constexpr Length kLarge = Length::points(12);
  const Length firm = sum_of(needs, &Need::firm);
  if (firm <= area.width) return 1000;
  const Length paddings = padding * static_cast<std::int64_t>(needs.size());
  if (size > kLarge || firm <= paddings || area.width <= paddings) return 0;
  const std::int64_t scale =
      (area.width - paddings).in_micropoints() / ((firm - paddings).in_micropoints() / 1000 + 1) / 25 * 25;
  return scale >= kLeast ? scale : 0;
}

Need scaled(Need need, std::int64_t scale, Length padding) {
  for (Length* width : {&need.firm, &need.least, &need.most}) {
    *width = std::max(*width - padding, Length()) * scale / 1000 + padding;
  }
  return need;
}

/// As few groups as have room, of about the same width. The first column heads the rows of all.
std::vector<ColumnGroup> groups_of(const std::vector<Need>& needs, const Area& area) {
  const auto wanted = [&](std::size_t column) {
    return std::max(needs[column].firm, std::min(needs[column].least, area.width / 4));
  };
  const Length head = wanted(0) <= area.width / 3 ? wanted(0) : Length();
  const Length room = area.width - head;
  const std::size_t first = head > Length() ? 1 : 0;
  Length all;
  for (std::size_t column = first; column < needs.size(); ++column) all += wanted(column);
  const auto fill = [&](Length most) {
    std::vector<ColumnGroup> groups(1);
    groups[0].begin = 0;
    groups[0].end = first;
    Length used;
    for (std::size_t column = first; column < needs.size(); ++column) {
      if (used > Length() && used + wanted(column) > most) {
        groups.push_back({.begin = column, .end = column, .repeats_first = first == 1, .edges = {}});
        used = {};
      }
      groups.back().end = column + 1;
      used += wanted(column);
    }
    return groups;
  };
  std::vector<ColumnGroup> groups = fill(room);
  const auto count = static_cast<std::int64_t>(groups.size());
  for (Length most = all / count; most < room; most += Length::points(10)) {
    std::vector<ColumnGroup> even = fill(most);
    if (even.size() > groups.size()) continue;
    groups = std::move(even);
    break;
  }
  for (ColumnGroup& group : groups) {
    const std::size_t begin = std::max(group.begin, first);
    const std::vector<Need> own(needs.begin() + static_cast<std::ptrdiff_t>(begin),
                                needs.begin() + static_cast<std::ptrdiff_t>(group.end));
    std::vector<Length> widths = widths_by_need(own, room);
    if (first == 1) widths.insert(widths.begin(), head);
    group.edges = edges_of(widths, area.x, area.x + area.width);
  }
  return groups;
}

bool has_spans(const flow::Table& table) {
  for (const std::vector<flow::Row>* rows : {&table.header, &table.rows}) {
    for (const flow::Row& row : *rows) {
      for (const flow::Cell& cell : row.cells) {
        if (cell.column_span > 1) return true;
      }
    }
  }
  return false;
}

}  // namespace

TableLayout table_layout(Setting& setting, const flow::Table& table, const Area& area, Length padding) {
  const std::size_t count = std::max<std::size_t>(1, flow::column_count(table));
  TableLayout layout;
  layout.style = setting.theme.table;
  ColumnGroup whole{.begin = 0, .end = count, .edges = {}};
  if (table.shares.size() == count) {
    std::int64_t all = 0, sum = 0;
    for (const std::uint16_t share : table.shares) all += std::max<std::int64_t>(1, share);
    whole.edges = {area.x};
    for (const std::uint16_t share : table.shares) {
      sum += std::max<std::int64_t>(1, share);
      whole.edges.push_back(area.x + area.width * sum / all);
    }
    whole.edges.back() = area.x + area.width;
    layout.groups.push_back(std::move(whole));
    return layout;
  }
  std::vector<Need> needs = needs_of(setting, table, area, count, padding);
  const std::int64_t scale = smaller_by(needs, area, layout.style.size, padding);
  if (scale == 0 && count > 1 && !has_spans(table)) {
    layout.groups = groups_of(needs, area);
    return layout;
  }
  if (scale != 0 && scale != 1000) {
    for (Need& need : needs) need = scaled(need, scale, padding);
    layout.style.size = layout.style.size * scale / 1000;
    layout.style.leading = layout.style.leading * scale / 1000;
  }
  whole.edges = edges_of(widths_by_need(needs, area.width), area.x, area.x + area.width);
  layout.groups.push_back(std::move(whole));
  return layout;
}

}  // namespace zielbaum::typeset
