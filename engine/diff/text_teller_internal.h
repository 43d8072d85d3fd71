// Goes through a text from the outside in, level by level, and tells what became of each unit.
#pragma once

#include <optional>
#include <vector>

#include "diff/text_changes.h"

namespace zielbaum::diff {

/// A unit of a text in both versions, by its place among the others.
struct UnitPair {
  std::optional<std::size_t> before;
  std::optional<std::size_t> after;
  bool same = false;
  std::optional<std::size_t> elsewhere;  ///< the pair where the other side of a unit that moved stands
};

/// Units that stand behind one another: blocks, items, rows, columns.
class Level {
 public:
  Level() = default;
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;
  virtual ~Level() = default;
  [[nodiscard]] virtual TextPlace place(std::size_t before) const = 0;
  [[nodiscard]] virtual TextUnit unit_before(std::size_t before) const = 0;
  [[nodiscard]] virtual std::string words_before(std::size_t before) const = 0;
  /// What there is to say of a unit that is new.
  virtual void describe(TextChange& change, std::size_t after) const = 0;
  virtual void compare(std::size_t before, std::size_t after) const = 0;
  /// The text of a unit that is nothing but one, and where that stands.
  [[nodiscard]] virtual TextPlace place_of_text(std::size_t before) const { return place(before); }
  [[nodiscard]] virtual const model::Runs* text_before(std::size_t) const { return nullptr; }
  [[nodiscard]] virtual const model::Runs* text_after(std::size_t) const { return nullptr; }
  /// Whether the new unit is the old one in another form.
  [[nodiscard]] virtual bool is_reshaped(std::size_t, std::size_t) const { return false; }
};

/// Goes through a text from the outside in.
class TextTeller {
 public:
  explicit TextTeller(const NoteNames& names) : names_(names) {}

  void blocks(const std::vector<BlockPair>& pairs, const TextPlace& within);
  void blocks(const model::Blocks& before, const model::Blocks& after, const TextPlace& within);
  void list(const model::Block& before, const model::Block& after, const TextPlace& place);
  void table(const BlockPair& pair, const TextPlace& place);
  void figure(const model::Figure& before, const model::Figure& after, const TextPlace& place);
  void words(const model::Runs& before, const model::Runs& after, const TextPlace& place);
  [[nodiscard]] std::string old_words(const model::Runs& runs) const;
  void level(const std::vector<UnitPair>& pairs, const Level& level, const TextPlace& within);
  void add(TextChange change) { out_.push_back(std::move(change)); }
  void reshaped(const TextPlace& place, const model::Block& before, const model::Block& after) {
    TextChange change;
    change.what = TextChangeKind::Reshaped;
    change.place = place;
    change.blocks = {after, before};
    add(std::move(change));
  }
  TextChanges take() {
    mark_moves();
    return std::move(out_);
  }

 private:
  std::size_t split_or_joined(const std::vector<UnitPair>& pairs, std::size_t at, const Level& level);
  void mark_moves();

  const NoteNames& names_;
  std::size_t work_ = kMostEditWork;
  TextChanges out_;
};

[[nodiscard]] std::vector<UnitPair> units_of(const std::vector<BlockPair>& pairs);
[[nodiscard]] const model::Runs* runs_of_paragraph(const model::Block& block);
/// A list or table that says only what form it has.
[[nodiscard]] model::Block form_of(const model::Block& block);

}  // namespace zielbaum::diff
