#include "diff/text_changes.h"

#include <algorithm>
#include <map>

#include "diff/grid_internal.h"
#include "diff/text_teller_internal.h"
#include "diff/text_words_internal.h"
#include "text/text.h"

namespace zielbaum::diff {

namespace {

using model::Block;
using model::Blocks;
using model::Runs;

/// A unit that begins or ends a paragraph of another one must have this part of its words from there.
constexpr double kLeastFromOther = 0.6;
/// Fewer words that stand elsewhere again are chance.
constexpr std::size_t kFewestMovedWords = 4;

std::map<std::string, std::size_t> words_in(const Runs& runs) {
  std::map<std::string, std::size_t> out;
  const std::string text = plain_words(runs);
  for (const std::string_view word : text::words(text))
    if (text::is_word(word)) ++out[std::string(word)];
  return out;
}

/// Whether most words of `part` are in `whole`, and not in `rest`.
bool comes_from(const Runs& part, const Runs& whole, const Runs& rest) {
  std::map<std::string, std::size_t> there = words_in(whole);
  for (const auto& [word, count] : words_in(rest)) {
    const auto found = there.find(word);
    if (found != there.end()) found->second -= std::min(found->second, count);
  }
  std::size_t all = 0;
  std::size_t from = 0;
  for (const auto& [word, count] : words_in(part)) {
    all += count;
    const auto found = there.find(word);
    if (found != there.end()) from += std::min(count, found->second);
  }
  return all > 0 && static_cast<double>(from) >= kLeastFromOther * static_cast<double>(all);
}

TextUnit unit_of(const Block& block) {
  constexpr TextUnit kUnits[] = {TextUnit::Paragraph, TextUnit::List,    TextUnit::Table, TextUnit::Quotation,
                                 TextUnit::Code,      TextUnit::Picture, TextUnit::Rule};
  return kUnits[block.content.index()];
}

std::string words_in_block(const Block& block) {
  return plainly_spaced(text::plain_text(model::Prose{{block}, {}}));
}

class BlockLevel : public Level {
 public:
  BlockLevel(TextTeller& teller, const std::vector<BlockPair>& pairs, const TextPlace& within) : teller_(teller) {
    std::map<TextUnit, std::size_t> counts;
    for (const BlockPair& pair : pairs) {
      if (pair.after) after_.push_back(&pair);
      if (!pair.before) continue;
      before_.push_back(&pair);
      TextPlace place = within;
      place.push_back({unit_of(*pair.before), ++counts[unit_of(*pair.before)], "", false});
      places_.push_back(std::move(place));
    }
    // Of an item, a note or a quotation, its only paragraph and its only list go without saying.
    if (within.empty()) return;
    for (TextPlace& place : places_) place.back().only = counts[place.back().unit] == 1;
  }

  [[nodiscard]] TextPlace place(std::size_t before) const override { return places_[before]; }
  [[nodiscard]] TextUnit unit_before(std::size_t before) const override { return unit_of(old_block(before)); }
  [[nodiscard]] std::string words_before(std::size_t before) const override {
    return teller_.old_words(runs_of(grid_of(old_block(before))));
  }
  void describe(TextChange& change, std::size_t after) const override {
    change.unit = unit_of(new_block(after));
    change.blocks.push_back(new_block(after));
  }
  void compare(std::size_t before, std::size_t after) const override {
    const Block& was = old_block(before);
    const Block& is = new_block(after);
    const TextPlace& place = places_[before];
    if (was.content.index() != is.content.index()) return teller_.reshaped(place, was, is);
    if (const Runs* const runs = runs_of_paragraph(was)) return teller_.words(*runs, *runs_of_paragraph(is), place);
    if (std::holds_alternative<model::List>(was.content)) return teller_.list(was, is, place);
    if (const auto* const quote = std::get_if<model::Quote>(&was.content))
      return teller_.blocks(quote->blocks, std::get<model::Quote>(is.content).blocks, place);
    if (std::holds_alternative<model::Table>(was.content)) {
      if (after_[after] == before_[before]) return teller_.table(*after_[after], place);
      const ProseChange again = compare_prose(model::Prose{{was}, {}}, model::Prose{{is}, {}});
      if (again.blocks.size() == 1) return teller_.table(again.blocks.front(), place);
      return teller_.reshaped(place, was, is);
    }
    if (const auto* const figure = std::get_if<model::Figure>(&was.content))
      return teller_.figure(*figure, std::get<model::Figure>(is.content), place);
    if (!(was.content == is.content)) teller_.reshaped(place, was, is);
  }
  [[nodiscard]] const Runs* text_before(std::size_t before) const override {
    return runs_of_paragraph(old_block(before));
  }
  [[nodiscard]] const Runs* text_after(std::size_t after) const override { return runs_of_paragraph(new_block(after)); }
  [[nodiscard]] bool is_reshaped(std::size_t before, std::size_t after) const override {
    const Block& was = old_block(before);
    const Block& is = new_block(after);
    return was.content.index() != is.content.index() && words_in_block(was) == words_in_block(is);
  }

 private:
  [[nodiscard]] const Block& old_block(std::size_t before) const { return *before_[before]->before; }
  [[nodiscard]] const Block& new_block(std::size_t after) const { return *after_[after]->after; }

  TextTeller& teller_;
  std::vector<const BlockPair*> before_, after_;
  std::vector<TextPlace> places_;
};

}  // namespace

const Runs* runs_of_paragraph(const Block& block) {
  const auto* const paragraph = std::get_if<model::Paragraph>(&block.content);
  return paragraph == nullptr ? nullptr : &paragraph->runs;
}

Block form_of(const Block& block) {
  Block out = block;
  out.source = {};
  if (auto* const list = std::get_if<model::List>(&out.content)) list->items.clear();
  if (auto* const table = std::get_if<model::Table>(&out.content)) {
    table->header.clear();
    table->rows.clear();
  }
  return out;
}

std::vector<UnitPair> units_of(const std::vector<BlockPair>& pairs) {
  std::vector<UnitPair> out;
  std::size_t old_blocks = 0;
  std::size_t new_blocks = 0;
  for (const BlockPair& pair : pairs) {
    UnitPair& unit = out.emplace_back();
    if (pair.before) unit.before = old_blocks++;
    if (pair.after) unit.after = new_blocks++;
    unit.same = pair.change == BlockChange::Same;
    unit.elsewhere = pair.elsewhere;
  }
  return out;
}

std::string TextTeller::old_words(const Runs& runs) const {
  return plainly_spaced(plain_words(as_read(runs, names_.before)));
}

void TextTeller::words(const Runs& before, const Runs& after, const TextPlace& place) {
  const std::optional<TextChanges> told = word_changes({{before}, {after}, {place}}, names_, work_);
  if (told) out_.insert(out_.end(), told->begin(), told->end());
}

void TextTeller::blocks(const std::vector<BlockPair>& pairs, const TextPlace& within) {
  level(units_of(pairs), BlockLevel(*this, pairs, within), within);
}

void TextTeller::blocks(const Blocks& before, const Blocks& after, const TextPlace& within) {
  blocks(compare_prose(model::Prose{before, {}}, model::Prose{after, {}}).blocks, within);
}

void TextTeller::figure(const model::Figure& before, const model::Figure& after, const TextPlace& place) {
  if (before.media != after.media) {
    TextChange change;
    change.what = TextChangeKind::Linked;
    change.place = place;
    change.old_link = before.media;
    change.new_link = after.media;
    add(std::move(change));
  }
  const auto part = [&](TextUnit unit, const std::string& was, const std::string& is) {
    TextPlace at = place;
    at.push_back({unit, 0, "", false});
    const auto runs = [](const std::string& text) {
      model::Run run;
      run.text = text;
      return Runs{run};
    };
    words(runs(was), runs(is), at);
  };
  part(TextUnit::AltText, before.alt, after.alt);
  part(TextUnit::Caption, before.caption, after.caption);
}

/// Units from `at` on that are one on the one side and several on the other. Gives how many pairs they take, or 0.
std::size_t TextTeller::split_or_joined(const std::vector<UnitPair>& pairs, std::size_t at, const Level& level) {
  // The pair that both sides have, with those beside it that only one side has.
  std::size_t middle = at;
  const auto is_lone = [&](std::size_t i, bool old_side) {
    if (i >= pairs.size()) return false;
    return old_side ? pairs[i].before && !pairs[i].after && level.text_before(*pairs[i].before) != nullptr
                    : pairs[i].after && !pairs[i].before && level.text_after(*pairs[i].after) != nullptr;
  };
  while (middle < pairs.size() && !(pairs[middle].before && pairs[middle].after)) ++middle;
  if (middle == pairs.size() || pairs[middle].same) return 0;
  const Runs* const was = level.text_before(*pairs[middle].before);
  const Runs* const is = level.text_after(*pairs[middle].after);
  if (was == nullptr || is == nullptr) return 0;
  for (const bool joins : {false, true}) {
    const auto belongs = [&](std::size_t i) {
      if (!is_lone(i, joins)) return false;
      return joins ? comes_from(*level.text_before(*pairs[i].before), *is, *was)
                   : comes_from(*level.text_after(*pairs[i].after), *was, *is);
    };
    std::size_t begin = middle;
    while (begin > at && belongs(begin - 1)) --begin;
    std::size_t end = middle + 1;
    while (belongs(end)) ++end;
    if (begin != at || end - begin < 2) continue;
    UnitTexts texts;
    for (std::size_t i = begin; i < end; ++i) {
      if (pairs[i].elsewhere) return 0;
      if (pairs[i].before) {
        texts.before.push_back(*level.text_before(*pairs[i].before));
        texts.places.push_back(level.place_of_text(*pairs[i].before));
      }
      if (pairs[i].after) texts.after.push_back(*level.text_after(*pairs[i].after));
    }
    std::optional<TextChanges> told = word_changes(texts, names_, work_);
    const auto is_border = [&](const TextChange& change) {
      return change.what == (joins ? TextChangeKind::Joined : TextChangeKind::Split);
    };
    if (!told || std::count_if(told->begin(), told->end(), is_border) + 1 != static_cast<long>(end - begin)) continue;
    // An item is parted as a whole, with its only paragraph.
    for (TextChange& change : *told)
      for (TextPlace* const place : {&change.place, &change.to})
        if (is_border(change) && !place->empty() && place->back().only) place->pop_back();
    out_.insert(out_.end(), told->begin(), told->end());
    return end - begin;
  }
  return 0;
}

void TextTeller::level(const std::vector<UnitPair>& pairs, const Level& level, const TextPlace& within) {
  std::optional<std::size_t> behind;
  const auto put = [&](TextChange& change, TextPlace TextChange::*at) {
    change.where = behind ? Where::Behind : Where::AtBeginning;
    change.*at = behind ? level.place(*behind) : within;
  };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const UnitPair& pair = pairs[i];
    if (const std::size_t taken = pair.same ? 0 : split_or_joined(pairs, i, level); taken > 0) {
      for (std::size_t k = i; k < i + taken; ++k)
        if (pairs[k].before) behind = pairs[k].before;
      i += taken - 1;
      continue;
    }
    if (pair.before && pair.after) {
      behind = pair.before;
      if (!pair.same) level.compare(*pair.before, *pair.after);
      continue;
    }
    const UnitPair* const other = pair.elsewhere ? &pairs[*pair.elsewhere] : nullptr;
    if (pair.before) {
      behind = pair.before;
      if (other != nullptr) continue;  // told at its new place
      const bool reshaped = i + 1 < pairs.size() && pairs[i + 1].after && !pairs[i + 1].before &&
                            !pairs[i + 1].elsewhere && level.is_reshaped(*pair.before, *pairs[i + 1].after);
      if (reshaped) {
        level.compare(*pair.before, *pairs[++i].after);
        continue;
      }
      TextChange change;
      change.what = TextChangeKind::Dropped;
      change.place = level.place(*pair.before);
      change.unit = level.unit_before(*pair.before);
      change.before = level.words_before(*pair.before);
      add(std::move(change));
      continue;
    }
    TextChange change;
    level.describe(change, *pair.after);
    if (other != nullptr) {
      change.what = TextChangeKind::Moved;
      change.blocks.clear();
      change.cells.clear();
      change.place = level.place(*other->before);
      put(change, &TextChange::to);
      add(std::move(change));
      level.compare(*other->before, *pair.after);
      continue;
    }
    change.what = TextChangeKind::Added;
    put(change, &TextChange::place);
    add(std::move(change));
  }
}

/// Words that are deleted at one place and inserted at another one.
void TextTeller::mark_moves() {
  for (std::size_t to = 0; to < out_.size(); ++to) {
    if (out_[to].what != TextChangeKind::Inserted) continue;
    const std::string come = plainly_spaced(plain_words(out_[to].after));
    const std::vector<std::string_view> tokens = text::words(come);
    const auto words = static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.end(), text::is_word));
    if (words < kFewestMovedWords) continue;
    for (std::size_t from = 0; from < out_.size(); ++from) {
      TextChange& gone = out_[from];
      if (gone.what != TextChangeKind::Deleted || gone.moved || plainly_spaced(gone.before) != come) continue;
      gone.moved = out_[to].moved = true;
      gone.other = to;
      out_[to].other = from;
      gone.to = out_[to].place;
      out_[to].to = gone.place;
      break;
    }
  }
}

namespace {

void relabel_notes(Runs& runs, const std::map<std::string, std::string>& labels) {
  for (model::Run& run : runs) {
    const auto found = run.kind == model::RunKind::NoteMark ? labels.find(run.text) : labels.end();
    if (found != labels.end()) run.text = found->second;
  }
}

void relabel_notes(Blocks& blocks, const std::map<std::string, std::string>& labels) {
  for (Block& block : blocks) {
    if (auto* const paragraph = std::get_if<model::Paragraph>(&block.content)) relabel_notes(paragraph->runs, labels);
    if (auto* const quote = std::get_if<model::Quote>(&block.content)) relabel_notes(quote->blocks, labels);
    if (auto* const list = std::get_if<model::List>(&block.content))
      for (model::ListItem& item : list->items) relabel_notes(item.blocks, labels);
    if (auto* const table = std::get_if<model::Table>(&block.content)) {
      for (Runs& cell : table->header) relabel_notes(cell, labels);
      for (auto& row : table->rows)
        for (Runs& cell : row) relabel_notes(cell, labels);
    }
  }
}

bool has_mark(const std::optional<Block>& block, const std::string& label) {
  if (!block) return false;
  const Runs runs = runs_of(grid_of(*block));
  return std::any_of(runs.begin(), runs.end(),
                     [&](const model::Run& run) { return run.kind == model::RunKind::NoteMark && run.text == label; });
}

/// The old block in which the note's mark stands, or in the new text's form of which it does; else nothing.
TextPlace place_of_mark(const std::vector<BlockPair>& pairs, const std::string& label) {
  std::map<TextUnit, std::size_t> counts;
  for (const BlockPair& pair : pairs) {
    if (!pair.before) continue;
    const TextUnit unit = unit_of(*pair.before);
    ++counts[unit];
    if (has_mark(pair.before, label) || has_mark(pair.after, label)) return {{unit, counts[unit], "", false}};
  }
  return {};
}

}  // namespace

TextChanges text_changes(const ProseChange& change, const NoteNames& names) {
  std::vector<BlockPair> blocks = change.blocks;
  std::vector<BlockPair> notes = change.notes;
  if (!change.renamed_notes.empty()) {
    for (std::vector<BlockPair>* const pairs : {&blocks, &notes}) {
      for (BlockPair& pair : *pairs) {
        if (!pair.before) continue;
        Blocks one = {*pair.before};
        relabel_notes(one, change.renamed_notes);
        if (pair.change == BlockChange::Same && one.front() == *pair.before) continue;
        if (pair.change == BlockChange::Same) pair.change = BlockChange::Changed;
        pair.before = std::move(one.front());
      }
    }
  }
  TextTeller teller(names);
  teller.blocks(blocks, {});
  for (std::size_t begin = 0; begin < notes.size();) {
    std::size_t end = begin;
    while (end < notes.size() && notes[end].note == notes[begin].note) ++end;
    std::vector<BlockPair> own(notes.begin() + static_cast<std::ptrdiff_t>(begin),
                               notes.begin() + static_cast<std::ptrdiff_t>(end));
    const std::string label = notes[begin].note;
    begin = end;
    for (BlockPair& pair : own) pair.elsewhere.reset();
    const bool is_new = std::none_of(own.begin(), own.end(), [](const BlockPair& pair) { return pair.before; });
    const bool is_gone = std::none_of(own.begin(), own.end(), [](const BlockPair& pair) { return pair.after; });
    TextPlace place = place_of_mark(blocks, label);
    place.push_back({TextUnit::Note, 0, is_new ? names.after(label) : names.before(label), false});
    if (!is_new && !is_gone) {
      teller.blocks(own, place);
      continue;
    }
    TextChange told;
    told.what = is_new ? TextChangeKind::Added : TextChangeKind::Dropped;
    told.unit = TextUnit::Note;
    told.place = place;
    for (const BlockPair& pair : own)
      if (pair.after) told.blocks.push_back(*pair.after);
    teller.add(std::move(told));
  }
  return teller.take();
}

TextChanges text_changes(const Runs& before, const Runs& after) {
  const NoteNames names{[](const std::string& label) { return label; }, [](const std::string& label) { return label; }};
  TextTeller teller(names);
  teller.words(before, after, {});
  return teller.take();
}

}  // namespace zielbaum::diff
