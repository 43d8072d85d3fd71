// Lists: item by item, and each item as a text of its own.
#include <algorithm>

#include "diff/grid_internal.h"
#include "diff/text_teller_internal.h"

namespace zielbaum::diff {

namespace {

using model::Block;
using model::Blocks;
using model::Runs;

/// All text of an item as one paragraph.
Block item_as_paragraph(const model::ListItem& item) {
  return {model::Paragraph{runs_of(grid_of({model::Quote{item.blocks}, {}}))}, {}};
}

/// "a)", if the text begins so: typed, since no list is lettered.
std::string letter_of(const Blocks& blocks) {
  const Runs* const runs = blocks.empty() ? nullptr : runs_of_paragraph(blocks.front());
  if (runs == nullptr) return "";
  const std::string text = plain_words(*runs);
  const std::size_t end = text.find(')');
  const bool is_letter = (end == 1 || end == 2) && std::all_of(text.begin(), text.begin() + static_cast<long>(end),
                                                               [](char c) { return c >= 'a' && c <= 'z'; });
  return is_letter ? text.substr(0, end) : "";
}

class ItemLevel : public Level {
 public:
  ItemLevel(TextTeller& teller, const model::List& before, const model::List& after, TextPlace place)
      : teller_(teller), before_(before), after_(after), place_(std::move(place)) {}

  [[nodiscard]] TextPlace place(std::size_t before) const override {
    TextPlace out = place_;
    const auto start = static_cast<std::size_t>(std::max<std::int32_t>(before_.ordered ? before_.start : 1, 0));
    out.push_back({unit_before(before), before + start, letter_of(before_.items[before].blocks), false});
    return out;
  }
  [[nodiscard]] TextUnit unit_before(std::size_t) const override {
    return before_.ordered ? TextUnit::Number : TextUnit::Item;
  }
  [[nodiscard]] std::string words_before(std::size_t before) const override {
    return teller_.old_words(std::get<model::Paragraph>(item_as_paragraph(before_.items[before]).content).runs);
  }
  void describe(TextChange& change, std::size_t after) const override {
    change.unit = after_.ordered ? TextUnit::Number : TextUnit::Item;
    change.blocks = after_.items[after].blocks;
  }
  void compare(std::size_t before, std::size_t after) const override {
    teller_.blocks(before_.items[before].blocks, after_.items[after].blocks, place(before));
  }
  [[nodiscard]] TextPlace place_of_text(std::size_t before) const override {
    TextPlace out = place(before);
    out.push_back({TextUnit::Paragraph, 1, "", true});
    return out;
  }
  [[nodiscard]] const Runs* text_before(std::size_t before) const override { return only_text(before_.items[before]); }
  [[nodiscard]] const Runs* text_after(std::size_t after) const override { return only_text(after_.items[after]); }

  [[nodiscard]] std::vector<UnitPair> pairs() const {
    model::Prose was, is;
    for (const model::ListItem& item : before_.items) was.blocks.push_back(item_as_paragraph(item));
    for (const model::ListItem& item : after_.items) is.blocks.push_back(item_as_paragraph(item));
    std::vector<UnitPair> units = units_of(compare_prose(was, is).blocks);
    for (UnitPair& unit : units)
      if (unit.before && unit.after) unit.same = before_.items[*unit.before] == after_.items[*unit.after];
    return pair_the_rest(units);
  }

 private:
  static const Runs* only_text(const model::ListItem& item) {
    return item.blocks.size() == 1 ? runs_of_paragraph(item.blocks.front()) : nullptr;
  }

  /// As many that are gone as have come in their place are the same ones reworded.
  static std::vector<UnitPair> pair_the_rest(const std::vector<UnitPair>& units) {
    std::vector<UnitPair> out;
    std::vector<std::size_t> now_at(units.size());
    for (std::size_t i = 0; i < units.size();) {
      std::size_t gone = i;
      while (gone < units.size() && units[gone].before && !units[gone].after && !units[gone].elsewhere) ++gone;
      std::size_t come = gone;
      while (come < units.size() && !units[come].before && !units[come].elsewhere) ++come;
      if (gone > i && come - gone == gone - i) {
        for (std::size_t k = i; k < gone; ++k) out.push_back({units[k].before, units[k + gone - i].after, false, {}});
        i = come;
        continue;
      }
      now_at[i] = out.size();
      out.push_back(units[i++]);
    }
    for (UnitPair& unit : out)
      if (unit.elsewhere) unit.elsewhere = now_at[*unit.elsewhere];
    return out;
  }

  TextTeller& teller_;
  const model::List& before_;
  const model::List& after_;
  TextPlace place_;
};

}  // namespace

void TextTeller::list(const Block& old_block, const Block& new_block, const TextPlace& place) {
  const auto& before = std::get<model::List>(old_block.content);
  const auto& after = std::get<model::List>(new_block.content);
  if (before.ordered != after.ordered || before.tight != after.tight || (after.ordered && before.start != after.start))
    reshaped(place, form_of(old_block), form_of(new_block));
  const ItemLevel items(*this, before, after, place);
  level(items.pairs(), items, place);
}

}  // namespace zielbaum::diff
