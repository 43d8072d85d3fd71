// Widths of a table's columns: as the Flow shares them out, or as their words need.
#include <algorithm>
#include <numeric>

#include "typeset/blocks_internal.h"

namespace zielbaum::typeset {

namespace {

/// Columns that would be narrower than this part of a table have each of their cells in one line ("M 12", "2022–2025").
constexpr std::int64_t kSmallPart = 8;

/// What a column's cells ask for, padding included: the widest word, and the widest line if none were broken.
struct Need {
  Length least, most;
};

/// Measures a cell. Its words are shaped as they will be when they are set, which the fonts remember.
class Measuring {
 public:
  Measuring(Setting& setting, const std::string& lang)
      : setting_(setting), lang_(lang.empty() ? setting.lang() : lang) {}

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
        line_ = {};
        word_ = {};
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
    for (std::size_t begin = 0; begin < text.size();) {
      if (text[begin] == ' ') {
        end_word(indent);
        line_ += width(" ");
        ++begin;
        continue;
      }
      std::size_t end = std::min(text.find_first_of(" -", begin), text.size());
      const bool hyphen = end < text.size() && text[end] == '-';
      if (hyphen) ++end;
      word_ += width(text.substr(begin, end - begin));
      if (hyphen) end_word(indent);
      begin = end;
    }
  }

  void end_word(Length indent) {
    line_ += word_;
    need_.least = std::max(need_.least, indent + word_);
    need_.most = std::max(need_.most, indent + line_);
    word_ = {};
  }

  Setting& setting_;
  std::string lang_;
  bool bold_ = false;
  Need need_;
  Length word_, line_;  ///< so far
};

/// Columns as wide as all their words in one line where there is room for that; else each its widest word, and what is
/// left by how much more each would take: "automatic table layout" of CSS 2.1, 17.5.2.2. Where not even that has room,
/// the widest columns give way, and their words are divided.
std::vector<Length> widths_by_need(Setting& setting, const flow::Table& table, const Area& area, std::size_t count,
                                   Length padding) {
  std::vector<Need> needs(count);
  Measuring measuring(setting, area.lang);
  for (const std::vector<flow::Row>* rows : {&table.header, &table.rows}) {
    for (const flow::Row& row : *rows) {
      std::size_t column = 0;
      for (const flow::Cell& cell : row.cells) {
        if (cell.column_span <= 1 && column < count) {
          const Need need = measuring.need_of(cell, padding);
          needs[column].least = std::max(needs[column].least, need.least);
          needs[column].most = std::max(needs[column].most, need.most);
        }
        column += std::max<std::size_t>(1, cell.column_span);
      }
    }
  }
  const std::int64_t room = area.width.in_micropoints();
  const auto in_thousandths = [](std::int64_t own, std::int64_t all) { return all == 0 ? 0 : own * 1000 / all; };
  std::int64_t least = 0, most = 0;
  for (Need& need : needs) {
    if (need.most < area.width / kSmallPart) need.least = need.most;
    least += need.least.in_micropoints();
    most += need.most.in_micropoints();
  }
  std::vector<Length> widths(count);
  if (least > room) {
    // From the narrowest to the widest: no column gets more than an equal part of what is left.
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return needs[a].least < needs[b].least; });
    Length left = area.width;
    for (std::size_t i = 0; i < count; ++i) {
      widths[order[i]] = std::min(needs[order[i]].least, left / static_cast<std::int64_t>(count - i));
      left -= widths[order[i]];
    }
    return widths;
  }
  for (std::size_t column = 0; column < count; ++column) {
    const std::int64_t own_least = needs[column].least.in_micropoints();
    const std::int64_t own_most = needs[column].most.in_micropoints();
    // Thousandths, since products of micropoints could overflow; what that loses is the last column's.
    const std::int64_t own =
        most <= room ? own_most + (room - most) / 1000 * in_thousandths(own_most, most)
                     : own_least + (room - least) / 1000 * in_thousandths(own_most - own_least, most - least);
    widths[column] = Length::micropoints(own);
  }
  return widths;
}

}  // namespace

std::vector<Length> column_edges(Setting& setting, const flow::Table& table, const Area& area, Length padding) {
  const std::size_t count = std::max<std::size_t>(1, flow::column_count(table));
  std::vector<Length> edges = {area.x};
  if (table.shares.size() == count) {
    std::int64_t all = 0;
    for (const std::uint16_t share : table.shares) all += std::max<std::int64_t>(1, share);
    std::int64_t sum = 0;
    for (const std::uint16_t share : table.shares) {
      sum += std::max<std::int64_t>(1, share);
      edges.push_back(area.x + area.width * sum / all);
    }
  } else {
    for (const Length width : widths_by_need(setting, table, area, count, padding)) {
      edges.push_back(edges.back() + width);
    }
  }
  edges.back() = area.x + area.width;  // whatever was lost in rounding
  return edges;
}

}  // namespace zielbaum::typeset
