#include "merge/grid_internal.h"

#include <algorithm>
#include <map>
#include <set>

#include "merge/inline_internal.h"
#include "merge/matching_internal.h"

namespace zielbaum::merge {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_white(text.front())) text.remove_prefix(1);
  return without_white_end(text);
}

/// Whether a "|" at the end of a text is the outer one.
bool ends_with_bar(std::string_view text) {
  if (!text.ends_with('|')) return false;
  std::size_t slashes = 0;
  while (slashes + 1 < text.size() && text[text.size() - 2 - slashes] == '\\') ++slashes;
  return slashes % 2 == 0;
}

Cell cell_of(std::string_view text) {
  return {std::string(text), normal(text)};
}

/// Cells beyond the last column are part of the last one.
GridRow row_of(std::string_view line, std::size_t columns) {
  GridRow out;
  line = trimmed(line);
  out.line = line;
  if (line.starts_with('|')) line.remove_prefix(1);
  if (ends_with_bar(line)) line.remove_suffix(1);
  std::size_t begin = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == '|' && (columns == 0 || out.cells.size() + 1 < columns)) {
      out.cells.push_back(cell_of(line.substr(begin, at - begin)));
      begin = at + 1;
    }
  }
  out.cells.push_back(cell_of(line.substr(std::min(begin, line.size()))));
  out.cells.resize(std::max(columns, out.cells.size()));
  return out;
}

/// Those in order first, then those that stand elsewhere.
void match_same(const Passages& before, const Passages& after, Pairs& pairs) {
  std::set<std::size_t> taken;
  for (const Match& match : common(before, after, Reworded::Other)) {
    pairs[match.after] = match.before;
    taken.insert(match.before);
  }
  std::map<std::string_view, std::vector<std::size_t>> left;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (!taken.contains(i)) left[before[i].key].push_back(i);
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto found = pairs[i] ? left.end() : left.find(after[i].key);
    if (found == left.end() || found->second.empty()) continue;
    pairs[i] = found->second.front();
    found->second.erase(found->second.begin());
  }
}

class GridMatcher {
 public:
  GridMatcher(const TextGrid& before, const TextGrid& after) : before_(before), after_(after) {
    out_.columns.resize(after.columns());
    out_.rows.resize(after.rows.size());
  }

  GridMatch match() {
    match_columns_by_head();
    match_rows();
    const bool any = match_columns_by_content();
    if (match_columns_by_place() || any) match_rows();
    return std::move(out_);
  }

 private:
  static Passages heads(const TextGrid& grid) {
    Passages out;
    for (const Cell& cell : grid.rows.front().cells) out.push_back(sentence_of(cell.key));
    return out;
  }

  void match_columns_by_head() {
    match_same(heads(before_), heads(after_), out_.columns);
    const auto is_matched = [](const auto& one) { return one.has_value(); };
    if (std::any_of(out_.columns.begin(), out_.columns.end(), is_matched) || before_.columns() != after_.columns())
      return;
    for (std::size_t i = 0; i < out_.columns.size(); ++i) out_.columns[i] = i;  // all heads are new
  }

  /// Whether there are any.
  bool match_columns_by_content() {
    bool any = false;
    std::set<std::size_t> left;
    for (std::size_t i = 0; i < before_.columns(); ++i) left.insert(i);
    for (const auto& one : out_.columns)
      if (one) left.erase(*one);
    for (std::size_t i = 0; i < out_.columns.size(); ++i) {
      if (out_.columns[i]) continue;
      std::size_t most = 0;
      std::optional<std::size_t> best;
      for (const std::size_t candidate : left) {
        const std::size_t same = same_cells(candidate, i);
        if (same > most) most = same, best = candidate;
      }
      if (!best) continue;
      out_.columns[i] = best;
      left.erase(*best);
      any = true;
    }
    return any;
  }

  /// Those that are left between two pairs, where they are as many: heads and cells are all new.
  bool match_columns_by_place() {
    bool any = false;
    std::vector<bool> taken(before_.columns());
    for (const auto& one : out_.columns)
      if (one) taken[*one] = true;
    std::size_t next = 0;
    for (std::size_t i = 0; i < out_.columns.size();) {
      std::size_t end = i;
      while (end < out_.columns.size() && !out_.columns[end]) ++end;
      std::size_t left = 0;
      while (next + left < before_.columns() && !taken[next + left]) ++left;
      for (std::size_t j = i; left == end - i && j < end; ++j, any = true) out_.columns[j] = next + j - i;
      if (end < out_.columns.size()) next = *out_.columns[end] + 1;
      i = end + 1;
    }
    return any;
  }

  /// How many rows have the same in both columns, where that is at least half of them.
  [[nodiscard]] std::size_t same_cells(std::size_t before, std::size_t after) const {
    std::size_t rows = 0;
    std::size_t same = 0;
    for (std::size_t i = 1; i < out_.rows.size(); ++i) {
      if (!out_.rows[i]) continue;
      const std::string& was = before_.rows[*out_.rows[i]].cells[before].key;
      const std::string& is = after_.rows[i].cells[after].key;
      if (was.empty() && is.empty()) continue;
      ++rows;
      same += was == is ? 1 : 0;
    }
    return 2 * same >= rows ? same : 0;
  }

  struct Row {
    Passage passage;
    std::vector<std::string> cells;
    [[nodiscard]] std::string_view name() const { return cells.empty() ? std::string_view() : cells.front(); }
  };
  static Passages passages_of(const std::vector<Row>& rows) {
    Passages out;
    for (const Row& row : rows) out.push_back(row.passage);
    return out;
  }

  /// By the columns that both have.
  void match_rows() {
    std::vector<Row> before;
    std::vector<Row> after;
    std::vector<std::size_t> old_columns;
    std::vector<std::size_t> new_columns;
    for (std::size_t i = 0; i < out_.columns.size(); ++i) {
      if (!out_.columns[i]) continue;
      old_columns.push_back(*out_.columns[i]);
      new_columns.push_back(i);
    }
    for (std::size_t i = 1; i < before_.rows.size(); ++i) before.push_back(row(before_.rows[i], old_columns));
    for (std::size_t i = 1; i < after_.rows.size(); ++i) after.push_back(row(after_.rows[i], new_columns));
    Pairs pairs(after.size());
    match_same(passages_of(before), passages_of(after), pairs);
    match_alike(before, after, pairs);
    out_.rows.assign(after_.rows.size(), std::nullopt);
    out_.rows[0] = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i)
      if (pairs[i]) out_.rows[i + 1] = *pairs[i] + 1;
  }

  static Row row(const GridRow& row, const std::vector<std::size_t>& columns) {
    std::string all;
    Row out;
    for (const std::size_t column : columns) {
      out.cells.push_back(row.cells[column].key);
      all += out.cells.back() + '\n';
    }
    out.passage = sentence_of(all);
    out.passage.key = std::move(all);
    return out;
  }

  /// Those left between two pairs that have more than half of their cells or most of their words in common, or the
  /// first cell where that tells rows apart.
  static void match_alike(const std::vector<Row>& before, const std::vector<Row>& after, Pairs& pairs) {
    std::vector<bool> taken(before.size());
    for (const auto& one : pairs)
      if (one) taken[*one] = true;
    std::map<std::string_view, std::size_t> old_names;
    std::map<std::string_view, std::size_t> new_names;
    std::map<std::string_view, std::size_t> places;
    for (const Row& one : before) ++old_names[one.name()];
    for (const Row& one : after) ++new_names[one.name()];
    for (std::size_t i = 0; i < before.size(); ++i) places[before[i].name()] = i;
    const auto is_name = [&](std::string_view name) {
      return !name.empty() && old_names[name] == 1 && new_names[name] == 1;
    };
    const auto are_alike = [&](const Row& a, const Row& b) {
      std::size_t same = 0;
      for (std::size_t i = 0; i < a.cells.size(); ++i) same += a.cells[i] == b.cells[i] ? 1 : 0;
      return 2 * same > a.cells.size() || alike(a.passage, b.passage);
    };
    std::size_t next = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (pairs[i]) {
        next = *pairs[i] + 1;
        continue;
      }
      std::optional<std::size_t> found;
      constexpr std::size_t kMostTried = 16;
      for (std::size_t j = next; j < before.size() && j < next + kMostTried && !taken[j] && !found; ++j)
        if (are_alike(before[j], after[i])) found = j;
      if (const std::string_view name = after[i].name(); !found && is_name(name) && !taken[places[name]])
        found = places[name];
      if (!found) continue;
      pairs[i] = found;
      taken[*found] = true;
      next = *found + 1;
    }
  }

  const TextGrid& before_;
  const TextGrid& after_;
  GridMatch out_;
};

}  // namespace

TextGrid grid_of(std::string_view table) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin <= table.size();) {
    const std::size_t end = std::min(table.find('\n', begin), table.size());
    lines.push_back(table.substr(begin, end - begin));
    begin = end + 1;
  }
  TextGrid out;
  const std::string_view rule = lines.size() > 1 ? lines[1] : lines[0];
  const std::size_t prefix = std::min(rule.find_first_not_of(" \t>"), rule.size());
  out.prefix = rule.substr(0, prefix);
  out.rule = row_of(rule.substr(prefix), 0);
  out.bars = trimmed(lines[0]).starts_with('|');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i == 1) continue;
    const std::size_t begin = i == 0 ? 0 : std::min(lines[i].find_first_not_of(" \t>"), lines[i].size());
    out.rows.push_back(row_of(lines[i].substr(begin), out.columns()));
  }
  return out;
}

std::string line_of(const std::vector<Cell>& cells, bool bars) {
  std::string out;
  for (const Cell& cell : cells) {
    if (!out.empty()) out += '|';
    const bool spaced = cell.text.size() > 1 && cell.text.starts_with(' ') && cell.text.ends_with(' ');
    const std::string said(trimmed(cell.text));
    out += spaced ? cell.text : said.empty() ? " " : " " + said + " ";
  }
  bars = bars || cells.size() < 2 || cells.front().key.empty() || cells.back().key.empty();
  return bars ? "|" + out + "|" : std::string(trimmed(out));
}

GridMatch match_grids(const TextGrid& before, const TextGrid& after) {
  return GridMatcher(before, after).match();
}

}  // namespace zielbaum::merge
