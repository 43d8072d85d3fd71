// Carries out a list of changes in an old text as a reader would: looks for the place, looks for the words there, puts
// the new ones in their stead. Knows nothing of how the list was made.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "diff/text_changes.h"
#include "support/catch.h"
#include "text/text.h"

namespace zielbaum::test {

/// Text with the look of each byte.
struct Styled {
  struct Look {
    model::Style style;
    std::string link;
    bool operator==(const Look&) const = default;
  };
  std::string text;
  std::vector<Look> looks;

  Styled() = default;
  explicit Styled(const model::Runs& runs) {
    for (const model::Run& run : runs) {
      text += run.text;
      looks.insert(looks.end(), run.text.size(), {run.style, run.link});
    }
  }
  [[nodiscard]] Styled part(std::size_t begin, std::size_t end) const {
    Styled out;
    out.text = text.substr(begin, end - begin);
    out.looks.assign(looks.begin() + static_cast<std::ptrdiff_t>(begin),
                     looks.begin() + static_cast<std::ptrdiff_t>(end));
    return out;
  }
  [[nodiscard]] Styled with(const Styled& more) const {
    Styled out = *this;
    out.text += more.text;
    out.looks.insert(out.looks.end(), more.looks.begin(), more.looks.end());
    return out;
  }
  [[nodiscard]] Styled put_together(const Styled& right) const {
    std::size_t end = text.size();
    while (end > 0 && text[end - 1] == ' ') --end;
    std::size_t begin = 0;
    while (begin < right.text.size() && right.text[begin] == ' ') ++begin;
    const Styled left = part(0, end);
    const Styled rest = right.part(begin, right.text.size());
    const bool apart = diff::put_together(left.text, rest.text).size() > left.text.size() + rest.text.size();
    return apart ? left.with(Styled({model::Run{model::RunKind::Text, " ", {}, "", {}}})).with(rest) : left.with(rest);
  }
  /// The words with their looks, however they are spaced.
  [[nodiscard]] std::string dump() const {
    std::string out;
    Look last;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != ' ' && !(looks[i] == last)) {
        last = looks[i];
        out += "\x01" + std::string(last.style.strong ? "b" : "") + (last.style.emphasis ? "i" : "") +
               (last.style.code ? "c" : "") + last.link + "\x02";
      }
      out += text[i];
    }
    // Where a look begins does not matter within a space.
    std::string words;
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i] == ' ' && (words.empty() || words.back() == ' ')) continue;
      words += out[i];
    }
    while (!words.empty() && words.back() == ' ') words.pop_back();
    return words;
  }
};

struct Unit;
using UnitPointer = Unit*;  // of a CarriedOut: what is put behind each other may be a circle

/// A block, an item, a row or a column, with what is to happen to it.
struct Unit {
  diff::TextUnit what = diff::TextUnit::Paragraph;
  std::string form;
  Styled text;  ///< of a paragraph or a cell
  std::vector<UnitPointer> children;
  std::vector<UnitPointer> columns;  ///< of a table, besides its rows
  std::vector<model::Align> aligns;  ///< of a table
  std::int32_t start = 1;            ///< of a numbered list
  std::vector<model::Runs> cells;    ///< of a new row or column
  bool is_new = false;
  bool gone = false;
  bool joined = false;                     ///< with the one before
  std::vector<UnitPointer> first, behind;  ///< put in as the first child; behind this one
  struct Edit {
    std::size_t begin, end;
    diff::TextChangeKind what;
    Styled words;
  };
  std::vector<Edit> edits;
};

class CarriedOut {
 public:
  CarriedOut(const model::Prose& before, const diff::NoteNames& names, bool is_old)
      : name_(is_old ? names.before : names.after) {
    top_ = make();
    top_->what = diff::TextUnit::Quotation;
    top_->children = read(before.blocks);
    for (const model::Footnote& note : before.footnotes) {
      if (notes_.contains(name_(note.label))) continue;
      const UnitPointer unit = make();
      unit->what = diff::TextUnit::Note;
      unit->children = read(note.blocks);
      notes_.emplace(name_(note.label), unit);
    }
  }

  void carry_out(const diff::TextChanges& changes, const diff::NameNote& new_name) {
    name_ = new_name;
    for (const diff::TextChange& change : changes) carry_out(change);
  }

  /// Whether the words stand in one of its units.
  [[nodiscard]] bool says(const std::string& words) const {
    const std::string wanted = diff::plainly_spaced(words);
    return says(*top_, wanted) ||
           std::any_of(notes_.begin(), notes_.end(), [&](const auto& note) { return says(*note.second, wanted); });
  }

  [[nodiscard]] std::string dump() const {
    std::string out = dump(top_->children, top_->first);
    for (const auto& [name, note] : notes_) {
      const std::string text = dump(note->children, note->first);
      if (!note->gone) out += "NOTE " + name + " " + text;
    }
    return out;
  }

 private:
  static bool says(const Unit& unit, const std::string& wanted) {
    return diff::plainly_spaced(unit.text.text).find(wanted) != std::string::npos ||
           std::any_of(unit.children.begin(), unit.children.end(),
                       [&](UnitPointer child) { return says(*child, wanted); });
  }

  Unit* make() const { return &units_.emplace_back(); }

  std::vector<UnitPointer> read(const model::Blocks& blocks) const {
    std::vector<UnitPointer> out;
    for (const model::Block& block : blocks) out.push_back(read(block));
    return out;
  }
  UnitPointer leaf(diff::TextUnit what, const model::Runs& runs) const {
    const UnitPointer out = make();
    out->what = what;
    out->text = Styled(diff::as_read(runs, name_));
    return out;
  }
  static model::Runs plain(const std::string& text) {
    model::Run run;
    run.text = text;
    return {run};
  }
  UnitPointer item(const model::Blocks& blocks, bool ordered) const {
    const UnitPointer out = make();
    out->what = ordered ? diff::TextUnit::Number : diff::TextUnit::Item;
    out->children = read(blocks);
    return out;
  }
  UnitPointer row(const std::vector<model::Runs>& cells, bool head) const {
    const UnitPointer out = make();
    out->what = head ? diff::TextUnit::Head : diff::TextUnit::Row;
    for (const model::Runs& cell : cells) out->children.push_back(leaf(diff::TextUnit::Column, cell));
    return out;
  }

  UnitPointer read(const model::Block& block) const {
    const UnitPointer out = make();
    if (const auto* paragraph = std::get_if<model::Paragraph>(&block.content))
      return leaf(diff::TextUnit::Paragraph, paragraph->runs);
    if (const auto* list = std::get_if<model::List>(&block.content)) {
      out->what = diff::TextUnit::List;
      shape(*out, block);
      for (const model::ListItem& one : list->items) out->children.push_back(item(one.blocks, list->ordered));
    } else if (const auto* quote = std::get_if<model::Quote>(&block.content)) {
      out->what = diff::TextUnit::Quotation;
      out->children = read(quote->blocks);
    } else if (const auto* table = std::get_if<model::Table>(&block.content)) {
      out->what = diff::TextUnit::Table;
      out->aligns = table->columns;
      out->children.push_back(row(table->header, true));
      for (const auto& one : table->rows) out->children.push_back(row(one, false));
      for (std::size_t i = 0; i < table->columns.size(); ++i) {
        out->columns.push_back(make());
        out->columns.back()->what = diff::TextUnit::Column;
      }
    } else if (const auto* figure = std::get_if<model::Figure>(&block.content)) {
      out->what = diff::TextUnit::Picture;
      out->form = figure->media;
      out->children = {leaf(diff::TextUnit::AltText, plain(figure->alt)),
                       leaf(diff::TextUnit::Caption, plain(figure->caption))};
    } else if (const auto* code = std::get_if<model::CodeBlock>(&block.content)) {
      out->what = diff::TextUnit::Code;
      out->form = code->text;
    } else {
      out->what = diff::TextUnit::Rule;
    }
    return out;
  }
  static void shape(Unit& unit, const model::Block& block) {
    if (const auto* table = std::get_if<model::Table>(&block.content))
      unit.form.clear(), unit.aligns = table->columns, unit.cells.assign(1, {});
    const auto* const list = std::get_if<model::List>(&block.content);
    if (list == nullptr) return;
    unit.form = list->ordered ? "1" + std::to_string(list->start) : "-";
    unit.form += list->tight ? "t" : "l";
    if (unit.children.empty()) unit.start = list->ordered ? list->start : 1;
  }

  UnitPointer find(const diff::TextPlace& place) const {
    UnitPointer at = top_;
    for (const diff::TextStep& step : place) {
      if (step.unit == diff::TextUnit::Note) {  // by its name alone
        REQUIRE(notes_.contains(step.name));
        at = notes_.at(step.name);
        continue;
      }
      const bool is_cell = at->what == diff::TextUnit::Row || at->what == diff::TextUnit::Head;
      if (is_cell || step.unit == diff::TextUnit::Row || step.unit == diff::TextUnit::Head) {
        const std::size_t index = is_cell ? step.number - 1 : step.number;
        REQUIRE(index < at->children.size());
        at = at->children[index];
        continue;
      }
      if (step.unit == diff::TextUnit::Column) {
        REQUIRE(step.number <= at->columns.size());
        at = at->columns[step.number - 1];
        continue;
      }
      if (step.unit == diff::TextUnit::Item || step.unit == diff::TextUnit::Number) {
        const std::size_t index = step.number - static_cast<std::size_t>(at->start);
        REQUIRE(index < at->children.size());
        REQUIRE(at->children[index]->what == step.unit);
        at = at->children[index];
        continue;
      }
      std::size_t count = 0;
      UnitPointer found = nullptr;
      for (UnitPointer child : at->children)
        if (child->what == step.unit && (++count == step.number || step.number == 0)) found = child;
      REQUIRE(found != nullptr);
      at = found;
    }
    return at;
  }

  static std::vector<std::pair<std::size_t, std::size_t>> sentences(const std::string& text) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    std::size_t begin = 0;
    for (const std::string_view sentence : text::sentences(text)) {
      std::size_t end = begin + sentence.size();
      while (end > begin && text[end - 1] == ' ') --end;
      out.emplace_back(begin, end);
      begin += sentence.size();
    }
    return out;
  }

  /// Where the words stand, in the sentence that the change names.
  static std::vector<std::size_t> find_words(const Unit& unit, const diff::TextChange& change,
                                             const std::string& words) {
    std::pair<std::size_t, std::size_t> scope{0, unit.text.text.size()};
    if (change.sentence) scope = sentences(unit.text.text).at(*change.sentence - 1);
    std::vector<std::size_t> found;
    REQUIRE_FALSE(words.empty());
    for (std::size_t at = unit.text.text.find(words, scope.first);
         at != std::string::npos && at + words.size() <= scope.second; at = unit.text.text.find(words, at + 1))
      found.push_back(at);
    INFO("words: " << words << " in: " << unit.text.text);
    if (change.each) {
      CHECK(found.size() > 1);
      return found;
    }
    if (change.nth) {
      REQUIRE(*change.nth <= found.size());
      return {found[*change.nth - 1]};
    }
    REQUIRE(found.size() == 1);
    return found;
  }

  static std::size_t position(const Unit& unit, const diff::TextChange& change) {
    const std::string& text = unit.text.text;
    if (change.sentence && change.where == diff::Where::AtEnd) return sentences(text).at(*change.sentence - 1).second;
    if (change.sentence && change.where == diff::Where::AtBeginning)
      return sentences(text).at(*change.sentence - 1).first;
    if (change.where == diff::Where::AtBeginning) return 0;
    if (change.where == diff::Where::AtEnd) return text.size();
    return find_words(unit, change, change.anchor).front() + change.anchor.size();
  }

  void put(const diff::TextPlace& place, diff::Where where, const UnitPointer& unit) {
    const UnitPointer at = find(place);
    if (unit->what == diff::TextUnit::Column && where == diff::Where::AtBeginning) {
      column_first_[at].push_back(unit);
    } else {
      (where == diff::Where::AtBeginning ? at->first : at->behind).push_back(unit);
    }
  }

  void carry_out(const diff::TextChange& change) {
    using Kind = diff::TextChangeKind;
    switch (change.what) {
      case Kind::Replaced:
      case Kind::Deleted: {
        const UnitPointer unit = find(change.place);
        for (const std::size_t at : find_words(*unit, change, change.before))
          unit->edits.push_back({at, at + change.before.size(), change.what, Styled(change.after)});
        return;
      }
      case Kind::Inserted:
      case Kind::Split: {
        UnitPointer unit = find(change.place);
        const bool is_item = unit->what == diff::TextUnit::Item || unit->what == diff::TextUnit::Number;
        if (is_item && unit->children.size() == 1) unit = unit->children.front();
        const std::size_t at = position(*unit, change);
        unit->edits.push_back({at, at, change.what, Styled(change.after)});
        return;
      }
      case Kind::Reworded: {
        const UnitPointer unit = find(change.place);
        unit->edits.push_back({0, unit->text.text.size(), change.what, Styled(change.after)});
        return;
      }
      case Kind::Formatted:
      case Kind::Linked: {
        const UnitPointer unit = find(change.place);
        if (unit->what == diff::TextUnit::Picture) {
          CHECK(unit->form == change.old_link);
          unit->form = change.new_link;
          return;
        }
        for (const std::size_t at : find_words(*unit, change, change.before)) {
          for (std::size_t i = at; i < at + change.before.size(); ++i) {
            Styled::Look& look = unit->text.looks[i];
            if (change.what == Kind::Formatted) {
              if (unit->text.text[i] != ' ') CHECK(look.style == change.old_style);
              look.style = change.new_style;
            } else {
              if (unit->text.text[i] != ' ') CHECK(look.link == change.old_link);
              look.link = change.new_link;
            }
          }
        }
        return;
      }
      case Kind::Dropped:
        find(change.place)->gone = true;
        return;
      case Kind::Joined:
        find(change.to)->joined = true;
        return;
      case Kind::Moved: {
        const UnitPointer unit = find(change.place);
        const UnitPointer copy = make();
        copy->what = unit->what;
        copy->children = {unit};
        copy->form = "moved";
        unit->gone = true;
        put(change.to, change.where, copy);
        return;
      }
      case Kind::Reshaped: {
        const UnitPointer unit = find(change.place);
        const auto* const list = std::get_if<model::List>(&change.blocks.front().content);
        const auto* const table = std::get_if<model::Table>(&change.blocks.front().content);
        const bool only_form = (unit->what == diff::TextUnit::List && list != nullptr && list->items.empty()) ||
                               (unit->what == diff::TextUnit::Table && table != nullptr && table->header.empty());
        if (only_form) return shape(*unit, change.blocks.front());
        const UnitPointer other = read(change.blocks.front());
        const bool gone = unit->gone;
        const std::vector<UnitPointer> behind = unit->behind;
        *unit = *other;
        unit->gone = gone;
        unit->behind = behind;
        return;
      }
      case Kind::Added: {
        UnitPointer unit = nullptr;
        if (change.unit == diff::TextUnit::Note) {
          const UnitPointer note = make();
          note->what = diff::TextUnit::Note;
          note->children = read(change.blocks);
          notes_.emplace(change.place.front().name, note);
          return;
        }
        if (change.unit == diff::TextUnit::Row || change.unit == diff::TextUnit::Column) {
          unit = make();
          unit->what = change.unit;
          unit->cells = change.cells;
        } else if (change.unit == diff::TextUnit::Item || change.unit == diff::TextUnit::Number) {
          unit = item(change.blocks, change.unit == diff::TextUnit::Number);
        } else {
          unit = read(change.blocks.front());
          CHECK(unit->what == change.unit);
        }
        unit->is_new = true;
        put(change.place, change.where, unit);
        return;
      }
    }
  }

  static Styled edited(const Unit& unit) {
    Styled text = unit.text;
    std::vector<Unit::Edit> edits = unit.edits;
    std::stable_sort(edits.begin(), edits.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
      const Styled left = text.part(0, edit->begin);
      const Styled right = text.part(edit->end, text.text.size());
      switch (edit->what) {
        case diff::TextChangeKind::Inserted:
          text = left.put_together(edit->words).put_together(right);
          break;
        case diff::TextChangeKind::Deleted:
          text = left.put_together(right);
          break;
        case diff::TextChangeKind::Split: {
          text = left.with(Styled({model::Run{model::RunKind::Text, "\n", {}, "", {}}})).with(right);
          break;
        }
        default:
          text = left.with(edit->words).with(right);
          break;
      }
    }
    return text;
  }

  /// In the order that they come to stand in; `first` before all.
  static std::vector<const Unit*> ordered(const std::vector<UnitPointer>& units,
                                          const std::vector<UnitPointer>& first) {
    std::vector<const Unit*> out;
    const auto add = [&](const UnitPointer unit) {
      out.push_back(unit->form == "moved" ? unit->children.front() : unit);
    };
    for (const UnitPointer unit : first) add(unit);
    for (const UnitPointer unit : units) {
      if (!unit->gone) out.push_back(unit);
      for (const UnitPointer behind : unit->behind) add(behind);
    }
    return out;
  }

  [[nodiscard]] std::string dump(const std::vector<UnitPointer>& units, const std::vector<UnitPointer>& first) const {
    std::vector<std::pair<const Unit*, std::vector<Styled>>> out;
    for (const Unit* const unit : ordered(units, first)) {
      // What becomes one with the unit before goes on in its text.
      const bool is_item = unit->what == diff::TextUnit::Item || unit->what == diff::TextUnit::Number;
      const Unit* const text = is_item && unit->children.size() == 1 ? unit->children.front() : unit;
      std::vector<Styled> parts;
      if (text->what == diff::TextUnit::Paragraph) {
        Styled whole = edited(*text);
        for (std::size_t at = whole.text.find('\n'); at != std::string::npos; at = whole.text.find('\n')) {
          parts.push_back(whole.part(0, at));
          whole = whole.part(at + 1, whole.text.size());
        }
        parts.push_back(whole);
      }
      if ((unit->joined || text->joined) && !out.empty() && !out.back().second.empty() && !parts.empty()) {
        out.back().second.back() = out.back().second.back().put_together(parts.front());
        out.back().second.insert(out.back().second.end(), parts.begin() + 1, parts.end());
        continue;
      }
      out.emplace_back(unit, std::move(parts));
    }
    std::string text;
    for (const auto& [unit, parts] : out) {
      const bool is_item = unit->what == diff::TextUnit::Item || unit->what == diff::TextUnit::Number;
      if (is_item && (unit->children.size() != 1 || parts.empty() || !unit->first.empty() ||
                      !unit->children.front()->behind.empty() || unit->children.front()->gone)) {
        text += "(" + dump(unit->children, unit->first) + ")\n";
        continue;
      }
      for (const Styled& part : parts) text += is_item ? "(P " + part.dump() + "\n)\n" : "P " + part.dump() + "\n";
      if (parts.empty()) text += dump(*unit);
    }
    return text;
  }

  [[nodiscard]] std::string dump(const Unit& unit) const {
    switch (unit.what) {
      case diff::TextUnit::Table:
        return dump_table(unit);
      case diff::TextUnit::List:
        return "LIST " + unit.form + "[\n" + dump(unit.children, unit.first) + "]\n";
      case diff::TextUnit::Quotation:
        return "QUOTE [\n" + dump(unit.children, unit.first) + "]\n";
      case diff::TextUnit::Picture:
        return "PICTURE " + unit.form + "|" + edited(*unit.children[0]).dump() + "|" +
               edited(*unit.children[1]).dump() + "\n";
      default:
        return "OTHER " + std::to_string(static_cast<int>(unit.what)) + unit.form + "\n";
    }
  }

  [[nodiscard]] std::string dump_table(const Unit& table) const {
    const auto found = column_first_.find(&table);
    const std::vector<const Unit*> columns =
        ordered(table.columns, found == column_first_.end() ? std::vector<UnitPointer>{} : found->second);
    std::string out = "TABLE ";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto old_column = std::find_if(table.columns.begin(), table.columns.end(),
                                           [&](const UnitPointer one) { return one == columns[i]; });
      const bool is_old = old_column != table.columns.end();
      const auto index = static_cast<std::size_t>(old_column - table.columns.begin());
      const model::Align align = !table.cells.empty() ? table.aligns[i]
                                 : is_old             ? table.aligns[index]
                                                      : model::Align::Default;
      out += std::to_string(static_cast<int>(align));
    }
    out += "\n";
    std::size_t kept = 0;
    for (const Unit* const row : ordered(table.children, table.first)) {
      out += "ROW";
      if (row->is_new) {
        for (const model::Runs& cell : row->cells) out += "|" + Styled(diff::as_read(cell, name_)).dump();
      } else {
        for (const Unit* const column : columns) {
          const auto old_column = std::find_if(table.columns.begin(), table.columns.end(),
                                               [&](const UnitPointer one) { return one == column; });
          if (old_column == table.columns.end()) {
            REQUIRE(kept < column->cells.size());
            out += "|" + Styled(diff::as_read(column->cells[kept], name_)).dump();
          } else {
            const auto index = static_cast<std::size_t>(old_column - table.columns.begin());
            out += "|" + edited(*row->children[index]).dump();
          }
        }
        ++kept;
      }
      out += "\n";
    }
    return out;
  }

  mutable std::deque<Unit> units_;
  diff::NameNote name_;
  UnitPointer top_ = nullptr;
  std::map<std::string, UnitPointer> notes_;
  std::map<const Unit*, std::vector<UnitPointer>> column_first_;
};

}  // namespace zielbaum::test
