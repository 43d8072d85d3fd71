#include "merge/table_internal.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "merge/axes_internal.h"
#include "merge/closing_internal.h"
#include "merge/grid_internal.h"
#include "merge/inline_internal.h"
#include "merge/order_internal.h"

namespace zielbaum::merge {

namespace {

class TableMerge {
 public:
  TableMerge(std::string_view base, std::string_view ours, std::string_view theirs, Side where_both)
      : texts_{base, ours, theirs}, where_both_(version_of(where_both)) {
    for (const Version version : {kBase, kOurs, kTheirs}) grids_[version] = grid_of(texts_[version]);
    OfVersions<Pairs> columns;
    OfVersions<Pairs> rows;
    for (const Version side : {kOurs, kTheirs}) {
      GridMatch match = match_grids(grids_[kBase], grids_[side]);
      columns[side] = std::move(match.columns);
      rows[side] = std::move(match.rows);
    }
    for (const Version side : {kOurs, kTheirs}) part_from_new(side, columns, rows);
    columns_ = name_axis(grids_[kBase].columns(), columns,
                         [&](Version side, std::size_t i) { return without_stars(head(side, i)); });
    rows_ = name_axis(grids_[kBase].rows.size(), rows, [&](Version side, std::size_t i) { return said(side, i); });
  }

  MergedText merged() {
    const std::vector<Handle> columns = order(columns_, kept_columns());
    if (columns.empty() || drops_edited_columns() || has_twin_columns()) return all_in_conflict();
    std::set<Handle> kept = kept_rows(std::set<Handle>(columns.begin(), columns.end()));
    kept.erase(0);
    std::vector<Handle> rows = order(rows_, kept);
    rows.insert(rows.begin(), 0);
    const bool bars = changed(grids_[kBase].bars, grids_[kOurs].bars, grids_[kTheirs].bars);
    std::string prefix = "\n" + changed(grids_[kBase].prefix, grids_[kOurs].prefix, grids_[kTheirs].prefix);
    for (const Handle row : rows) {
      if (row != 0) out_.text += prefix;
      out_.text += line(row, columns, bars);
      if (row == 0) out_.text += prefix + rule(columns, bars);
    }
    return std::move(out_);
  }

 private:
  /// Bold or not.
  static std::string without_stars(std::string key) {
    std::erase(key, '*');
    return key;
  }
  static bool says_so(const std::string& a, const std::string& b) { return without_stars(a) == without_stars(b); }

  /// Whether they share half of the words of one of them.
  static bool are_similar(const std::string& a, const std::string& b) {
    if (says_so(a, b)) return true;
    const std::vector<std::string> some = sentence_of(a).words;
    const std::vector<std::string> others = sentence_of(b).words;
    std::vector<std::string> shared;
    std::set_intersection(some.begin(), some.end(), others.begin(), others.end(), std::back_inserter(shared));
    return !shared.empty() && 2 * shared.size() >= std::min(some.size(), others.size());
  }

  [[nodiscard]] const std::string& head(Version version, std::size_t column) const {
    return grids_[version].rows.front().cells[column].key;
  }

  /// A column with another head than before, which the other side put in as a new one, is that one: by its head, or by
  /// what stands below it.
  void part_from_new(Version side, OfVersions<Pairs>& columns, const OfVersions<Pairs>& rows) const {
    const Version other = side == kOurs ? kTheirs : kOurs;
    const auto says_the_same = [&](std::size_t column, std::size_t others) {
      std::map<std::size_t, std::size_t> there;  // by row of the base
      for (std::size_t i = 1; i < rows[other].size(); ++i)
        if (rows[other][i]) there[*rows[other][i]] = i;
      std::size_t filled = 0;
      std::size_t same = 0;
      for (std::size_t i = 1; i < rows[side].size(); ++i) {
        const auto found = rows[side][i] ? there.find(*rows[side][i]) : there.end();
        if (found == there.end()) continue;
        const std::string& is = grids_[side].rows[i].cells[column].key;
        const std::string& has = grids_[other].rows[found->second].cells[others].key;
        const std::string& was = grids_[kBase].rows[found->first].cells[*columns[side][column]].key;
        filled += is.empty() && has.empty() ? 0 : 1;
        same += !is.empty() && is == has && is != was ? 1 : 0;
      }
      return same > 0 && 2 * same >= filled;
    };
    for (std::size_t i = 0; i < columns[side].size(); ++i) {
      if (!columns[side][i] || head(side, i) == head(kBase, *columns[side][i])) continue;
      for (std::size_t j = 0; j < columns[other].size() && columns[side][i]; ++j)
        if (!columns[other][j] && (head(other, j) == head(side, i) || says_the_same(i, j))) columns[side][i].reset();
    }
  }

  /// What a row says under the heads that both sides have; all of it where that is nothing.
  [[nodiscard]] std::string said(Version side, std::size_t row) const {
    std::map<Handle, std::string> cells;
    for (std::size_t i = 0; i < grids_[side].columns(); ++i)
      cells[columns_.of[side][i]] = grids_[side].rows[row].cells[i].key;
    std::string out;
    std::string all;
    for (const auto& [column, key] : cells) {
      all += key + '\n';
      if (columns_.has(kOurs, column) && columns_.has(kTheirs, column)) out += key + '\n';
    }
    return out.find_first_not_of('\n') == std::string::npos ? all : out;
  }

  [[nodiscard]] const Cell* cell(Version version, Handle row, Handle column) const {
    if (!rows_.has(version, row) || !columns_.has(version, column)) return nullptr;
    return &grids_[version].rows[rows_.places[version].at(row)].cells[columns_.places[version].at(column)];
  }

  template <typename T>
  static T changed(const T& base, const T& ours, const T& theirs) {
    if (ours == theirs || theirs == base) return ours;
    return ours == base ? theirs : std::min(ours, theirs);
  }

  MergedText all_in_conflict() {
    const std::string text(texts_[where_both_]);
    return {text, {{std::string(texts_[kBase]), std::string(texts_[kOurs]), std::string(texts_[kTheirs])}}};
  }

  /// Whether a side changed a cell, or put something into one that the base does not have.
  [[nodiscard]] bool has_changed(Version side, Handle row, Handle column) const {
    const Cell* const is = cell(side, row, column);
    const Cell* const was = cell(kBase, row, column);
    if (is == nullptr) return false;
    return was == nullptr ? !is->key.empty() : was->key != is->key;
  }

  [[nodiscard]] std::set<Handle> kept_columns() const {
    std::set<Handle> out = columns_.all();
    std::erase_if(out, [&](Handle column) {
      return !columns_.is_new(column) && !(columns_.has(kOurs, column) && columns_.has(kTheirs, column));
    });
    return out;
  }

  /// Whether a side dropped a column in which the other one changed something.
  [[nodiscard]] bool drops_edited_columns() const {
    const std::set<Handle> all = columns_.all();
    return std::any_of(all.begin(), all.end(), [&](Handle column) {
      const bool ours = columns_.has(kOurs, column);
      if (columns_.is_new(column) || ours == columns_.has(kTheirs, column)) return false;
      const Version other = ours ? kOurs : kTheirs;
      const std::vector<Handle>& rows = rows_.of[other];
      return std::any_of(rows.begin(), rows.end(), [&](Handle row) { return has_changed(other, row, column); });
    });
  }

  std::set<Handle> kept_rows(const std::set<Handle>& columns) {
    std::set<Handle> out;
    for (Handle row = 1; row < rows_.base_count; ++row)
      first_cells_tell_ = first_cells_tell_ || (!rows_.has(kOurs, row) && !rows_.has(kTheirs, row));
    find_twins();
    for (const Handle row : rows_.all()) {
      const bool ours = rows_.has(kOurs, row);
      const bool theirs = rows_.has(kTheirs, row);
      if (twins_.contains(row)) {
        if (rows_.has(where_both_, row)) out.insert(row);
      } else if (rows_.is_new(row) || (ours && theirs)) {
        out.insert(row);
      } else if (ours || theirs) {
        const Version other = ours ? kOurs : kTheirs;
        if (std::none_of(columns.begin(), columns.end(), [&](Handle one) { return has_changed(other, row, one); }))
          continue;
        undecided_rows_.insert(row);
        find_replacements(row, ours ? kTheirs : kOurs);
        tell(row);
        if (where_both_ == kBase || where_both_ == other) out.insert(row);
      } else {
        for (const Version side : {kOurs, kTheirs}) find_replacements(row, side);
        if (!replaced_by_.contains(row)) continue;
        tell(row);
        if (where_both_ == kBase) out.insert(row);
      }
    }
    return out;
  }

  /// Rows that a side put in may be one that it dropped in other words: half of their cells are alike, or the first
  /// ones.
  void find_replacements(Handle row, Version side) {
    const Version other = side == kOurs ? kTheirs : kOurs;
    const auto may_be = [&](Handle fresh, Version version) {
      std::size_t filled = 0;
      std::size_t same = 0;
      bool is_name = true;
      for (const Handle column : columns_.of[side]) {
        const Cell* const was = cell(version, row, column);
        if (was == nullptr) continue;
        const std::string& is = cell(side, fresh, column)->key;
        filled += was->key.empty() && is.empty() ? 0 : 1;
        same += !is.empty() && are_similar(was->key, is) ? 1 : 0;
        if (std::exchange(is_name, false) && same > 0) return true;
      }
      return same > 0 && 2 * same >= filled;
    };
    for (const Handle fresh : fresh_with_words_of(row, side))
      if ((may_be(fresh, kBase) || may_be(fresh, other)) && twins_.insert(fresh).second)
        replaced_by_[row][side].push_back(line_in(side, fresh));
  }

  /// Rows that only one side has, with a word of a row. A word of very many tells none of them.
  std::set<Handle> fresh_with_words_of(Handle row, Version side) {
    constexpr std::size_t kMostPlacesOfOneWord = 32;
    std::map<std::string, std::vector<Handle>>& fresh = fresh_by_word_[side];
    if (fresh.empty())
      for (const Handle one : rows_.of[side])
        if (is_own(side, one))
          for (const std::string& word : sentence_of(without_stars(line_in(side, one))).words)
            if (std::vector<Handle>& all = fresh[word]; all.empty() || all.back() != one) all.push_back(one);
    std::set<Handle> out;
    for (const Version version : {kBase, side == kOurs ? kTheirs : kOurs}) {
      if (!rows_.has(version, row)) continue;
      for (const std::string& word : sentence_of(without_stars(line_in(version, row))).words)
        if (const auto found = fresh.find(word); found != fresh.end() && found->second.size() <= kMostPlacesOfOneWord)
          out.insert(found->second.begin(), found->second.end());
    }
    return out;
  }

  [[nodiscard]] bool is_own(Version side, Handle row) const {
    return rows_.is_new(row) && !rows_.has(side == kOurs ? kTheirs : kOurs, row);
  }

  /// Whether both have a column, below one head.
  [[nodiscard]] bool has_one_head(Handle column) const {
    return columns_.has(kOurs, column) && columns_.has(kTheirs, column) &&
           says_so(cell(kOurs, 0, column)->key, cell(kTheirs, 0, column)->key);
  }

  /// Rows that each side put in for itself, and that may be one in different words: with one number or year before
  /// them, or with more than half of their cells alike; with one first cell, where no table has two rows with one, or
  /// both dropped a row, which may be this one.
  void find_twins() {
    const auto cells = [&](Version side, Handle row) {
      std::vector<std::string> out;
      for (Handle column = 0; column < columns_.base_count; ++column)
        if (has_one_head(column)) out.push_back(without_stars(cell(side, row, column)->key));
      return out;
    };
    std::multimap<std::string, Handle> ours;  // by each cell
    for (const Handle row : rows_.of[kOurs])
      if (is_own(kOurs, row))
        for (const std::string& key : cells(kOurs, row)) ours.emplace(key, row);
    for (const Handle row : rows_.of[kTheirs]) {
      if (!is_own(kTheirs, row)) continue;
      const std::vector<std::string> theirs = cells(kTheirs, row);
      std::set<Handle> tried;
      for (const std::string& key : theirs) {
        constexpr std::size_t kMostTried = 64;
        const auto [begin, end] = ours.equal_range(key);
        for (auto at = begin; at != end && tried.size() < kMostTried; ++at)
          if (tried.insert(at->second).second && are_twins(cells(kOurs, at->second), theirs))
            tell_twins(at->second, row);
      }
    }
  }

  /// Whether each side put in a column for itself, with half of the cells alike below another head.
  [[nodiscard]] bool has_twin_columns() const {
    const auto own = [&](Version side) {
      std::vector<Handle> out;
      for (const Handle column : columns_.of[side])
        if (columns_.is_new(column) && !columns_.has(side == kOurs ? kTheirs : kOurs, column)) out.push_back(column);
      return out;
    };
    const auto are_one = [&](Handle ours, Handle theirs) {
      std::size_t filled = 0;
      std::size_t same = 0;
      for (const Handle row : rows_.of[kOurs]) {
        if (row == 0 || !rows_.has(kTheirs, row)) continue;
        const std::string& a = cell(kOurs, row, ours)->key;
        const std::string& b = cell(kTheirs, row, theirs)->key;
        filled += a.empty() && b.empty() ? 0 : 1;
        same += !a.empty() && are_similar(a, b) ? 1 : 0;
      }
      return same > 0 && 2 * same >= filled;
    };
    const std::vector<Handle> theirs = own(kTheirs);
    for (const Handle one : own(kOurs))
      if (std::any_of(theirs.begin(), theirs.end(), [&](Handle other) { return are_one(one, other); })) return true;
    return false;
  }

  [[nodiscard]] bool are_twins(const std::vector<std::string>& ours, const std::vector<std::string>& theirs) const {
    std::size_t same = 0;
    std::size_t filled = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      filled += ours[i].empty() && theirs[i].empty() ? 0 : 1;
      same += !ours[i].empty() && ours[i] == theirs[i] ? 1 : 0;
    }
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return 2 * same > filled ||
           (!ours.front().empty() && ours.front() == theirs.front() &&
            (first_cells_tell_ || std::any_of(ours.front().begin(), ours.front().end(), is_digit)));
  }

  void tell_twins(Handle ours, Handle theirs) {
    twins_.insert(ours);
    twins_.insert(theirs);
    out_.conflicts.push_back({"", line_in(kOurs, ours), line_in(kTheirs, theirs)});
  }

  [[nodiscard]] std::string line_in(Version version, Handle row) const {
    return rows_.has(version, row) ? grids_[version].rows[rows_.places[version].at(row)].line : "";
  }
  void tell(Handle row) {
    if (!told_.insert(row).second) return;
    const auto line = [&](Version side) {
      std::string out = line_in(side, row);
      const auto instead = replaced_by_.find(row);
      if (rows_.has(side, row) || instead == replaced_by_.end()) return out;
      for (const std::string& one : instead->second[side]) out += (out.empty() ? "" : "\n") + one;
      return out;
    };
    out_.conflicts.push_back({line_in(kBase, row), line(kOurs), line(kTheirs)});
  }

  /// In their order, as what merge_orders() does with things: what both sides have first, then what either put between.
  static std::vector<Handle> order(const AxisNames& names, const std::set<Handle>& kept) {
    std::set<Handle> common;
    for (const Handle one : kept)
      if (names.has(kOurs, one) && names.has(kTheirs, one)) common.insert(one);
    const auto lists_of = [&](const std::set<Handle>& wanted) {
      OfVersions<std::vector<Handle>> out;
      for (const Version version : {kBase, kOurs, kTheirs})
        for (const Handle one : names.of[version])
          if (wanted.contains(one)) out[version].push_back(one);
      return out;
    };
    OfVersions<std::vector<Handle>> lists = lists_of(kept);
    const bool any_new = std::any_of(common.begin(), common.end(), [&](Handle one) { return names.is_new(one); });
    if (any_new) lists[kBase] = merge_orders(lists_of(common), {common.begin(), common.end()}).order;
    return merge_orders(lists, {kept.begin(), kept.end()}).order;
  }

  Cell merged_cell(Handle row, Handle column) {
    const Cell* const base = cell(kBase, row, column);
    const Cell* const ours = cell(kOurs, row, column);
    const Cell* const theirs = cell(kTheirs, row, column);
    if (undecided_rows_.contains(row)) {
      const Cell* const there = cell(where_both_, row, column);
      if (there != nullptr) return *there;
    }
    if (ours == nullptr || theirs == nullptr) {
      const Cell* const one = ours != nullptr ? ours : theirs != nullptr ? theirs : base;
      return one == nullptr ? Cell{} : *one;
    }
    const std::string was = base == nullptr ? "" : base->key;
    if (ours->key == theirs->key) {
      const bool is_ours = base == nullptr || base->text != ours->text;
      const bool is_theirs = base == nullptr || base->text != theirs->text;
      if (is_ours && is_theirs) return ours->text < theirs->text ? *ours : *theirs;
      return is_ours ? *ours : *theirs;
    }
    if (theirs->key == was) return *ours;
    if (ours->key == was) return *theirs;
    if (base != nullptr)
      if (const std::optional<std::string> text = closed_sentence(base->key, ours->key, theirs->key))
        return {" " + *text + " ", normal(*text)};
    tell(row);
    const Cell* const there = cell(where_both_, row, column);
    return there == nullptr ? Cell{} : *there;
  }

  /// The line of a side that says just this, else a new one.
  std::string line(Handle row, const std::vector<Handle>& columns, bool bars) {
    std::vector<Cell> cells;
    for (const Handle column : columns) cells.push_back(merged_cell(row, column));
    std::vector<std::string> written;
    for (const Version side : {kOurs, kTheirs}) {
      if (!rows_.has(side, row) || columns_.of[side] != columns) continue;
      const GridRow& there = grids_[side].rows[rows_.places[side].at(row)];
      const bool says_so = std::equal(cells.begin(), cells.end(), there.cells.begin(), there.cells.end(),
                                      [](const Cell& a, const Cell& b) { return a.key == b.key; });
      if (says_so) written.push_back(there.line);
    }
    return written_by(written, line_in(kBase, row), line_of(cells, bars));
  }

  std::string rule(const std::vector<Handle>& columns, bool bars) const {
    std::vector<Cell> cells;
    for (const Handle column : columns) {
      OfVersions<std::optional<Cell>> marks;
      for (const Version version : {kBase, kOurs, kTheirs})
        if (columns_.has(version, column))
          marks[version] = grids_[version].rule.cells[columns_.places[version].at(column)];
      const auto text = [&](Version version) { return marks[version] ? marks[version]->key : ""; };
      const std::string said = !marks[kOurs]     ? text(marks[kTheirs] ? kTheirs : kBase)
                               : !marks[kTheirs] ? text(kOurs)
                                                 : changed(text(kBase), text(kOurs), text(kTheirs));
      cells.push_back({" " + said + " ", said});
    }
    std::vector<std::string> written;
    for (const Version side : {kOurs, kTheirs}) {
      const GridRow& there = grids_[side].rule;
      const bool says_so =
          columns_.of[side] == columns && std::equal(cells.begin(), cells.end(), there.cells.begin(), there.cells.end(),
                                                     [](const Cell& a, const Cell& b) { return a.key == b.key; });
      if (says_so) written.push_back(there.line);
    }
    return written_by(written, grids_[kBase].rule.line, line_of(cells, bars));
  }

  /// What a side wrote in other bytes than the base; of two the first by its bytes.
  static std::string written_by(std::vector<std::string> sides, const std::string& base, std::string otherwise) {
    if (sides.empty()) return otherwise;
    if (sides.size() > 1) std::erase(sides, base);
    return sides.empty() ? base : *std::min_element(sides.begin(), sides.end());
  }

  OfVersions<std::string_view> texts_;
  Version where_both_;
  OfVersions<TextGrid> grids_;
  AxisNames columns_, rows_;
  std::set<Handle> undecided_rows_, twins_, told_;
  std::map<Handle, OfVersions<std::vector<std::string>>> replaced_by_;  ///< lines in the place of a row
  OfVersions<std::map<std::string, std::vector<Handle>>> fresh_by_word_;
  bool first_cells_tell_ = false;  ///< which row it is
  MergedText out_;
};

}  // namespace

MergedText merge_tables(std::string_view base, std::string_view ours, std::string_view theirs, Side where_both) {
  return TableMerge(base, ours, theirs, where_both).merged();
}

}  // namespace zielbaum::merge
