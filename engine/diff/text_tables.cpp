// Tables: columns by their heads, rows by their words, the rest cell by cell.
#include <functional>

#include "diff/text_teller_internal.h"

namespace zielbaum::diff {

namespace {

using model::Runs;

std::vector<UnitPair> units_of(const std::vector<PartPair>& parts,
                               const std::function<bool(std::size_t, std::size_t)>& same) {
  std::vector<UnitPair> out;
  for (const PartPair& part : parts) out.push_back({part.before, part.after, false, {}});
  for (std::size_t to = 0; to < parts.size(); ++to) {
    if (!parts[to].moved || !parts[to].after) continue;
    for (std::size_t from = 0; from < parts.size(); ++from) {
      if (!parts[from].moved || !parts[from].before || out[from].elsewhere) continue;
      if (!same(*parts[from].before, *parts[to].after)) continue;
      out[from].elsewhere = to;
      out[to].elsewhere = from;
      break;
    }
  }
  return out;
}

class TableLevels {
 public:
  TableLevels(TextTeller& teller, const BlockPair& pair, TextPlace place)
      : teller_(teller),
        pair_(pair),
        before_(std::get<model::Table>(pair.before->content)),
        after_(std::get<model::Table>(pair.after->content)),
        place_(std::move(place)) {}

  void tell() const {
    const std::vector<PartPair> columns = pair_.columns;
    const std::vector<PartPair> rows = pair_.rows.empty() ? std::vector<PartPair>{{0, 0, false}} : pair_.rows;
    std::vector<UnitPair> column_units = units_of(columns, [&](std::size_t a, std::size_t b) {
      return plainly_spaced(plain_words(before_.header[a])) == plainly_spaced(plain_words(after_.header[b]));
    });
    std::vector<UnitPair> row_units = units_of(
        rows, [&](std::size_t a, std::size_t b) { return words_in(row(before_, a)) == words_in(row(after_, b)); });
    // The cells of a new column in the rows that both versions have; those of new rows are told with these.
    std::vector<std::size_t> kept_rows;
    for (const UnitPair& unit : row_units)
      if (unit.after && (unit.before || unit.elsewhere)) kept_rows.push_back(*unit.after);
    const Columns column_level(*this, kept_rows);
    teller_.level(column_units, column_level, place_);
    const Rows row_level(*this, column_units);
    teller_.level(row_units, row_level, place_);
    if (aligns_differ(column_units)) teller_.reshaped(place_, form_of(*pair_.before), form_of(*pair_.after));
  }

 private:
  static const std::vector<Runs>& row(const model::Table& table, std::size_t index) {
    return index == 0 ? table.header : table.rows[index - 1];
  }
  static std::string words_in(const std::vector<Runs>& cells) {
    std::string out;
    for (const Runs& cell : cells) out += plainly_spaced(plain_words(cell)) + "\n";
    return out;
  }
  [[nodiscard]] TextStep column_step(std::size_t column) const {
    return {TextUnit::Column, column + 1, plainly_spaced(plain_words(before_.header[column])), false};
  }
  [[nodiscard]] TextPlace row_place(std::size_t index) const {
    TextPlace out = place_;
    out.push_back({index == 0 ? TextUnit::Head : TextUnit::Row, index, "", false});
    return out;
  }
  /// Where the columns that both have are set another way, or a new one not as usual.
  [[nodiscard]] bool aligns_differ(const std::vector<UnitPair>& columns) const {
    for (const UnitPair& unit : columns) {
      if (!unit.after) continue;
      std::optional<std::size_t> from = unit.before;
      if (!from && unit.elsewhere) from = columns[*unit.elsewhere].before;
      const model::Align was = from ? before_.columns[*from] : model::Align::Default;
      if (after_.columns[*unit.after] != was) return true;
    }
    return false;
  }

  class Columns : public Level {
   public:
    Columns(const TableLevels& table, const std::vector<std::size_t>& rows) : table_(table), rows_(rows) {}
    [[nodiscard]] TextPlace place(std::size_t before) const override {
      TextPlace out = table_.place_;
      out.push_back(table_.column_step(before));
      return out;
    }
    [[nodiscard]] TextUnit unit_before(std::size_t) const override { return TextUnit::Column; }
    [[nodiscard]] std::string words_before(std::size_t before) const override {
      return table_.column_step(before).name;
    }
    void describe(TextChange& change, std::size_t after) const override {
      change.unit = TextUnit::Column;
      for (const std::size_t index : rows_) change.cells.push_back(row(table_.after_, index)[after]);
    }
    void compare(std::size_t, std::size_t) const override {}  // their cells are compared with the rows

   private:
    const TableLevels& table_;
    const std::vector<std::size_t>& rows_;
  };

  class Rows : public Level {
   public:
    Rows(const TableLevels& table, const std::vector<UnitPair>& columns) : table_(table), columns_(columns) {}
    [[nodiscard]] TextPlace place(std::size_t before) const override { return table_.row_place(before); }
    [[nodiscard]] TextUnit unit_before(std::size_t before) const override {
      return before == 0 ? TextUnit::Head : TextUnit::Row;
    }
    [[nodiscard]] std::string words_before(std::size_t before) const override {
      std::string out;
      for (const Runs& cell : row(table_.before_, before))
        out += (out.empty() ? "" : ", ") + table_.teller_.old_words(cell);
      return out;
    }
    void describe(TextChange& change, std::size_t after) const override {
      change.unit = TextUnit::Row;
      change.cells = row(table_.after_, after);
    }
    void compare(std::size_t before, std::size_t after) const override {
      for (const UnitPair& unit : columns_) {
        if (!unit.after) continue;
        std::optional<std::size_t> from = unit.before;
        if (!from && unit.elsewhere) from = columns_[*unit.elsewhere].before;
        if (!from) continue;
        TextPlace cell = place(before);
        cell.push_back(table_.column_step(*from));
        table_.teller_.words(row(table_.before_, before)[*from], row(table_.after_, after)[*unit.after], cell);
      }
    }

   private:
    const TableLevels& table_;
    const std::vector<UnitPair>& columns_;
  };

  TextTeller& teller_;
  const BlockPair& pair_;
  const model::Table& before_;
  const model::Table& after_;
  TextPlace place_;
};

}  // namespace

void TextTeller::table(const BlockPair& pair, const TextPlace& place) {
  TableLevels(*this, pair, place).tell();
}

}  // namespace zielbaum::diff
