#include "typeset/pager_internal.h"

#include <algorithm>

namespace zielbaum::typeset {

namespace {

constexpr Length kNoteGap = Length::points(12);  // between text and notes, with the rule in the middle
constexpr Length kNoteRule = Length::millimetres(40);

}  // namespace

Length Pager::bottom() const {
  const Length notes = page_notes_.empty() ? Length() : page_notes_height_ + kNoteGap;
  return setting_.text_height() - notes;
}

Result<void> Pager::add(std::vector<Strip> strips) {
  for (Strip& strip : strips) {
    if (strip.new_page) TRY(break_page());
    const bool complete = !strip.keep_next;
    queue_.push_back(std::move(strip));
    if (complete) TRY(place_chunk(queue_.size()));
  }
  return {};
}

Result<void> Pager::break_page() {
  if (!queue_.empty()) TRY(place_chunk(queue_.size()));
  return end_page();
}

/// The height of the notes that are marked in the first `count` strips and stand nowhere yet.
Result<Length> Pager::notes_height(std::size_t count) {
  Length sum;
  std::vector<std::uint32_t> seen;
  note_placed_.resize(setting_.flow.notes.size(), false);
  for (std::size_t i = 0; i < count; ++i) {
    for (const std::uint32_t note : queue_[i].notes) {
      if (note_placed_[note] || std::find(seen.begin(), seen.end(), note) != seen.end()) continue;
      seen.push_back(note);
      if (!set_notes_.contains(note)) set_notes_.emplace(note, TRY(set_note(setting_, note)));
      const Galley& galley = set_notes_.at(note);
      sum += galley.height() + galley.after;
    }
  }
  if (sum > Length() && page_notes_.empty()) sum += kNoteGap;
  return sum;
}

Result<void> Pager::place_chunk(std::size_t count) {
  Length height;
  for (std::size_t i = 0; i < count; ++i) height += queue_[i].height + (i == 0 && empty_ ? Length() : queue_[i].before);
  height += queue_[count - 1].overhang;
  const Length notes = TRY(notes_height(count));
  const bool fits = y_ + height + notes <= bottom();
  // A chunk taller than a page begins where it is and is torn; any other goes to the next page as a whole.
  if (!fits && !empty_ && height + notes - queue_.front().before <= setting_.text_height()) TRY(end_page());
  for (std::size_t i = 0; i < count; ++i) {
    if (open_ && !empty_) {
      const Length own_notes = TRY(notes_height(1));
      if (y_ + queue_.front().before + queue_.front().height + queue_.front().overhang + own_notes > bottom())
        TRY(end_page());
    }
    Strip strip = std::move(queue_.front());
    queue_.pop_front();
    TRY(place(std::move(strip)));
  }
  return {};
}

Result<void> Pager::begin_page(const Strip& first) {
  open_ = true;
  empty_ = true;
  y_ = {};
  current_ = {};
  current_.page.index = page_count_++;
  current_.page.label = std::to_string(current_.page.index + 1);
  current_.page.width = setting_.page_width;
  current_.page.height = setting_.page_height;
  put_carried_notes();
  if (first.repeated != nullptr) {
    for (Strip head : *first.repeated) {
      put(head, y_);
      y_ += head.height;
    }
  }
  return {};
}

void Pager::put_carried_notes() {
  while (!carried_notes_.empty()) {
    Strip& strip = carried_notes_.front();
    const Length height = strip.height + strip.before;
    // Half a page at most, so that the text goes on as well.
    if (!page_notes_.empty() && page_notes_height_ + height > setting_.text_height() / 2) break;
    page_notes_height_ += height;
    page_notes_.push_back(std::move(strip));
    carried_notes_.pop_front();
  }
}

Result<void> Pager::place(Strip strip) {
  if (!open_) TRY(begin_page(strip));
  y_ += empty_ ? Length() : strip.before;
  put(strip, y_);
  y_ += strip.height;
  empty_ = false;
  note_placed_.resize(setting_.flow.notes.size(), false);
  for (const std::uint32_t note : strip.notes) {
    if (note_placed_[note]) continue;
    note_placed_[note] = true;
    if (!set_notes_.contains(note)) set_notes_.emplace(note, TRY(set_note(setting_, note)));
    Galley galley = std::move(set_notes_.at(note));
    set_notes_.erase(note);
    for (std::size_t i = 0; i < galley.strips.size(); ++i) {
      Strip& part = galley.strips[i];
      part.before = i == 0 ? galley.after : part.before;
      const Length gap = page_notes_.empty() ? kNoteGap : Length();
      const bool fits = carried_notes_.empty() && y_ + gap + part.before + part.height <= bottom();
      if (fits) {
        page_notes_height_ += part.before + part.height;
        page_notes_.push_back(std::move(part));
      } else {
        carried_notes_.push_back(std::move(part));
      }
    }
  }
  return {};
}

/// Moves a strip's items to the page, its upper edge `top` below the upper margin.
void Pager::put(Strip& strip, Length top) {
  const Length edge = setting_.page_height - setting_.theme.margin_top - top;
  for (NumberSlot& slot : strip.numbers) {
    slot.item += current_.page.items.size();
    current_.numbers.push_back(std::move(slot));
  }
  for (Item& item : strip.items) {
    shift(item, edge);
    current_.page.items.push_back(std::move(item));
  }
  for (std::string& anchor : strip.anchors) {
    if (anchor.empty()) continue;
    const Destination destination{.anchor = anchor, .page = current_.page.index, .y = edge};
    current_.page.anchors.push_back(anchor);
    destinations_.emplace(std::move(anchor), destination);
  }
}

Result<void> Pager::add_head_and_foot(Page& page) {
  const model::Theme& theme = setting_.theme;
  const model::TextStyle& style = theme.running;
  if (page.index == 0) return {};
  const Length left = theme.margin_left;
  const Length right = setting_.page_width - theme.margin_right;
  const Length head = setting_.page_height - theme.margin_top / 2;
  std::vector<Item> items;
  SetWords mark = TRY(set_words(setting_, setting_.flow.running_mark, Face::Bold, style.size, style.colour));
  const Length mark_width = mark.width;
  // A long title is cut at a word, so that it never runs into the mark.
  std::string title = setting_.flow.running_title;
  SetWords words = TRY(set_words(setting_, title, Face::Regular, style.size, style.colour));
  while (words.width > right - left - mark_width - Length::points(20) && title.find(' ') != std::string::npos) {
    title.erase(title.rfind(' '));
    words = TRY(set_words(setting_, title + " …", Face::Regular, style.size, style.colour));
  }
  add_words(items, std::move(words), left, head, {.artifact = Artifact::Header});
  add_words(items, std::move(mark), right - mark_width, head, {.artifact = Artifact::Header});
  if (!items.empty()) {
    Item rule = artifact(left, head - Length::points(5), right - left, Length::millipoints(500), theme.rule);
    rule.owner.artifact = Artifact::Header;
    items.push_back(std::move(rule));
  }
  SetWords number = TRY(set_words(setting_, page.label, Face::Regular, style.size, style.colour));
  const Length number_width = number.width;
  add_words(items, std::move(number), right - number_width, theme.margin_bottom / 2 - style.size / 2,
            {.artifact = Artifact::Footer});
  page.items.insert(page.items.end(), std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
  return {};
}

Result<void> Pager::end_page() {
  if (!open_) return {};
  if (!page_notes_.empty()) {
    const Length top = setting_.text_height() - page_notes_height_;
    const Length edge = setting_.page_height - setting_.theme.margin_top - top;
    current_.page.items.push_back(artifact(setting_.theme.margin_left, edge + kNoteGap / 2 - Length::points(3),
                                           kNoteRule, Length::millipoints(500), setting_.theme.rule));
    Length y = top;
    for (Strip& strip : page_notes_) {
      y += strip.before;
      put(strip, y);
      y += strip.height;
    }
    page_notes_.clear();
    page_notes_height_ = {};
  }
  TRY(add_head_and_foot(current_.page));
  open_ = false;
  empty_ = true;
  y_ = {};
  HeldPage done = std::move(current_);
  current_ = {};
  if (!TRY(fill_numbers(done))) {
    held_.push_back(std::move(done));
    return {};
  }
  return hand_over(std::move(done));
}

/// Whether all page numbers are known now.
Result<bool> Pager::fill_numbers(HeldPage& held) {
  std::vector<NumberSlot> unknown;
  for (NumberSlot& slot : held.numbers) {
    const auto found = destinations_.find(slot.anchor);
    if (found == destinations_.end()) {
      unknown.push_back(std::move(slot));
      continue;
    }
    GlyphRun& run = std::get<GlyphRun>(held.page.items[slot.item].content);
    SetWords number = TRY(set_words(setting_, std::to_string(found->second.page + 1), slot.face, run.size, run.colour));
    if (number.runs.empty()) continue;
    run.glyphs = std::move(number.runs.front().glyphs);
    run.font = number.runs.front().font;
    if (slot.right_aligned) run.x -= number.width;
  }
  held.numbers = std::move(unknown);
  return held.numbers.empty();
}

Result<void> Pager::hand_over(HeldPage held) {
  Page& page = held.page;
  for (Item& item : page.items) {
    auto* placed = std::get_if<PlacedPicture>(&item.content);
    if (placed == nullptr) continue;
    ReadPicture& picture = setting_.pictures[placed->picture];
    if (picture.picture != nullptr) {
      picture.handed_over_as = pictures_handed_over_++;
      page.new_pictures.push_back(std::move(picture.picture));
      picture.picture = nullptr;
    }
    placed->picture = picture.handed_over_as;
  }
  page.new_elements = std::move(setting_.new_elements);
  setting_.new_elements.clear();
  return sink_.take(std::move(page));
}

Result<void> Pager::finish() {
  TRY(break_page());
  while (!carried_notes_.empty()) {
    TRY(begin_page({}));
    TRY(end_page());
  }
  for (HeldPage& held : held_) {
    if (!TRY(fill_numbers(held))) {
      return error(ErrorKind::Invalid, "unknown-anchor",
                   msg("A page number is asked for a place that does not exist: {0}", held.numbers.front().anchor));
    }
    TRY(hand_over(std::move(held)));
  }
  held_.clear();
  return {};
}

std::vector<Destination> Pager::destinations() const {
  std::vector<Destination> sorted;
  sorted.reserve(destinations_.size());
  for (const auto& [anchor, destination] : destinations_) sorted.push_back(destination);
  std::sort(sorted.begin(), sorted.end(),
            [](const Destination& a, const Destination& b) { return a.anchor < b.anchor; });
  return sorted;
}

}  // namespace zielbaum::typeset
