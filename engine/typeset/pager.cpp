#include "typeset/pager_internal.h"

#include <algorithm>

#include "typeset/packed_items_internal.h"

namespace zielbaum::typeset {

namespace {

constexpr Length kNoteGap = Length::points(12);  // between text and notes, with the rule in the middle
constexpr Length kNoteRule = Length::millimetres(40);

/// Moves what stands behind a number in its line to the left, and makes links that hold the number narrower.
void close_gap(Page& page, const NumberSlot& slot, Length gap) {
  const Length at = std::get<GlyphRun>(page.items[slot.item].content).x;
  for (std::size_t i = slot.item + 1; i <= slot.item + slot.tail; ++i) {
    std::visit(
        [&](auto& content) {
          if (content.x > at) {
            content.x -= gap;
          } else if constexpr (std::is_same_v<std::decay_t<decltype(content)>, LinkArea>) {
            if (content.x + content.width > at) content.width -= gap;
          }
        },
        page.items[i].content);
  }
}

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

Result<void> Pager::break_chapter() {
  TRY(break_page());
  chapter_.clear();
  return {};
}

/// Adds to `wanted` the notes that are marked in a strip and stand nowhere yet, each followed by those that are marked
/// in it, and sets them.
Result<void> Pager::add_notes(const Strip& strip, std::vector<std::uint32_t>& wanted) {
  note_placed_.resize(setting_.flow.notes.size(), false);
  std::vector<std::uint32_t> open(strip.notes.rbegin(), strip.notes.rend());
  while (!open.empty()) {
    const std::uint32_t note = open.back();
    open.pop_back();
    if (note_placed_[note] || std::find(wanted.begin(), wanted.end(), note) != wanted.end()) continue;
    wanted.push_back(note);
    if (!set_notes_.contains(note)) set_notes_.emplace(note, TRY(set_note(setting_, note)));
    const std::vector<Strip>& inside = set_notes_.at(note).strips;
    for (auto part = inside.rbegin(); part != inside.rend(); ++part) {
      open.insert(open.end(), part->notes.rbegin(), part->notes.rend());
    }
  }
  return {};
}

/// The height of the notes that are marked in the first `count` strips and stand nowhere yet.
Result<Length> Pager::notes_height(std::size_t count) {
  Length sum;
  if (setting_.flow.note_placement == flow::NotePlacement::End) return sum;
  std::vector<std::uint32_t> wanted;
  for (std::size_t i = 0; i < count; ++i) TRY(add_notes(queue_[i], wanted));
  for (const std::uint32_t note : wanted) sum += set_notes_.at(note).height() + set_notes_.at(note).after;
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
  current_.chapter = chapter_;
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
  if (!strip.chapter.empty()) {
    chapter_ = std::move(strip.chapter);
    if (empty_ || current_.chapter.empty()) current_.chapter = chapter_;
  }
  put(strip, y_);
  y_ += strip.height;
  empty_ = false;
  if (setting_.flow.note_placement == flow::NotePlacement::End) return {};
  std::vector<std::uint32_t> notes;
  TRY(add_notes(strip, notes));
  for (const std::uint32_t note : notes) {
    note_placed_[note] = true;
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
  if (setting_.flow.note_placement == flow::NotePlacement::End) {
    for (const std::uint32_t note : strip.notes) strip.anchors.push_back(note_reference(note));
  }
  for (std::string& anchor : strip.anchors) {
    if (anchor.empty()) continue;
    const Destination destination{.anchor = anchor, .page = current_.page.index, .y = edge};
    current_.page.anchors.push_back(anchor);
    if (waiting_.contains(anchor)) arrived_.push_back(anchor);
    setting_.destinations.emplace(std::move(anchor), destination);
  }
}

/// Words in one line, cut at a word where they are wider than `room`. A single word is left as it is.
Result<SetWords> Pager::set_cut(std::string words, Length room) {
  const model::TextStyle& style = setting_.theme.running;
  SetWords set = TRY(set_words(setting_, words, Face::Regular, style.size, style.colour));
  while (set.width > room && words.find(' ') != std::string::npos) {
    words.erase(words.rfind(' '));
    set = TRY(set_words(setting_, words + " …", Face::Regular, style.size, style.colour));
  }
  return set;
}

/// Words of a head in as few lines as have room for them. A single word is left as it is.
Result<std::vector<SetWords>> Pager::set_in_lines(std::string_view words, Length room) {
  const model::TextStyle& style = setting_.theme.running;
  const auto set = [&](std::string_view line) {
    return set_words(setting_, line, Face::Bold, style.size, style.colour);
  };
  std::vector<SetWords> lines;
  while (!words.empty()) {
    std::size_t end = words.size();
    SetWords line = TRY(set(words));
    while (line.width > room && words.substr(0, end).rfind(' ') != std::string_view::npos) {
      end = words.substr(0, end).rfind(' ');
      line = TRY(set(words.substr(0, end)));
    }
    lines.push_back(std::move(line));
    words.remove_prefix(std::min(words.size(), end + 1));
  }
  return lines;
}

/// Above, the chapter and the mark; below, the title and the page's number. The cover has the mark only.
Result<void> Pager::add_head_and_foot(HeldPage& held) {
  const model::Theme& theme = setting_.theme;
  const model::TextStyle& style = theme.running;
  const Length gap = Length::points(20);
  const Length left = theme.margin_left;
  const Length right = setting_.page_width - theme.margin_right;
  const Length foot = theme.margin_bottom / 2 - style.size / 2;
  const bool cover = held.page.index == 0;
  const Owner above{.artifact = Artifact::Header};
  const Owner below{.artifact = Artifact::Footer};
  std::vector<Item>& items = held.page.items;

  std::vector<SetWords> mark = TRY(set_in_lines(setting_.flow.running_mark, right - left));
  const Length mark_width = mark.empty() ? Length() : mark.back().width;
  SetWords chapter;
  bool own_line = false;  // of the chapter, below the mark
  if (!cover) {
    const Length room = right - left - (mark_width > Length() ? mark_width + gap : Length());
    chapter = TRY(set_cut(held.chapter, right - left));
    if (chapter.width > room) {
      SetWords beside = TRY(set_cut(held.chapter, room));
      // Hardly more than its number may be left of it there.
      const bool too_short = beside.width < (right - left) / 4 && beside.width <= chapter.width / 2;
      own_line = !mark.empty() && (beside.width > room || too_short);
      if (!own_line) chapter = std::move(beside);
    }
  }
  const auto lines = static_cast<std::int64_t>(mark.size()) + (own_line ? 1 : 0);
  const std::int64_t more_lines = std::max<std::int64_t>(1, lines) - 1;
  const Length head = setting_.page_height - (theme.margin_top + style.leading * more_lines) / 2;
  const std::size_t first = items.size();
  add_words(items, std::move(chapter), left, head, above);
  Length y = head + style.leading * more_lines;
  for (SetWords& line : mark) {
    const Length width = line.width;
    add_words(items, std::move(line), right - width, y, above);
    y -= style.leading;
  }
  if (cover) return {};
  if (items.size() > first) {
    Item rule = artifact(left, head - Length::points(5), right - left, Length::millipoints(500), theme.rule);
    rule.owner = above;
    items.push_back(std::move(rule));
  }
  SetWords number = TRY(set_words(setting_, held.page.label, Face::Regular, style.size, style.colour));
  const Length number_width = number.width;
  const Length room = right - left - number_width - gap;
  add_words(items, TRY(set_cut(setting_.flow.running_title, room)), left, foot, below);
  add_words(items, std::move(number), right - number_width, foot, below);
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
  TRY(add_head_and_foot(current_));
  open_ = false;
  empty_ = true;
  y_ = {};
  HeldPage done = std::move(current_);
  current_ = {};
  TRY(release_held());
  if (unknown_number(done) == nullptr) return hand_over(std::move(done));
  done.packed_items = packed(std::move(done.page.items), setting_.fonts);
  done.page.items = {};
  hold(std::move(done));
  return {};
}

/// The last of those that are not known yet, since numbers often become known in order; nullptr where all are known.
const NumberSlot* Pager::unknown_number(const HeldPage& held) const {
  const auto last = std::find_if(held.numbers.rbegin(), held.numbers.rend(), [this](const NumberSlot& slot) {
    return !setting_.destinations.contains(slot.anchor);
  });
  return last == held.numbers.rend() ? nullptr : &*last;
}

void Pager::hold(HeldPage page) {
  const std::string wanted = unknown_number(page)->anchor;
  waiting_[wanted].push_back(std::move(page));
}

/// Hands over the pages held back whose numbers have become known, so that few are held at a time.
Result<void> Pager::release_held() {
  std::vector<std::string> known = std::move(arrived_);
  arrived_.clear();
  for (const std::string& anchor : known) {
    auto pages = waiting_.extract(anchor);
    if (pages.empty()) continue;
    for (HeldPage& held : pages.mapped()) {
      if (unknown_number(held) != nullptr) {
        hold(std::move(held));
        continue;
      }
      held.page.items = unpacked(held.packed_items, setting_.fonts);
      TRY(hand_over(std::move(held)));
    }
  }
  return {};
}

/// Once all page numbers are known.
Result<void> Pager::fill_numbers(HeldPage& held) {
  for (const NumberSlot& slot : held.numbers) {
    GlyphRun& run = std::get<GlyphRun>(held.page.items[slot.item].content);
    const std::uint32_t page = setting_.destinations.at(slot.anchor).page;
    const SetWords number = TRY(set_words(setting_, std::to_string(page + 1), slot.face, run.size, run.colour));
    if (number.runs.empty()) continue;
    run.glyphs = number.runs.front().glyphs;
    run.font = number.runs.front().font;
    const Length width = number.width * run.scale / 1000;
    if (slot.right_aligned) run.x -= width;
    if (slot.reserved > width) close_gap(held.page, slot, slot.reserved - width);
  }
  return {};
}

Result<void> Pager::hand_over(HeldPage held) {
  TRY(fill_numbers(held));
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
  TRY(release_held());
  if (waiting_.empty()) return {};
  return error(ErrorKind::Invalid, "unknown-anchor",
               msg("A page number is asked for a place that does not exist: {0}", waiting_.begin()->first));
}

std::vector<Destination> Pager::destinations() const {
  std::vector<Destination> sorted;
  sorted.reserve(setting_.destinations.size());
  for (const auto& [anchor, destination] : setting_.destinations) sorted.push_back(destination);
  std::sort(sorted.begin(), sorted.end(),
            [](const Destination& a, const Destination& b) { return a.anchor < b.anchor; });
  return sorted;
}

}  // namespace zielbaum::typeset
