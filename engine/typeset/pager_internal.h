// Strips -> pages: fills pages from above, footnotes from below, and hands them on one at a time.
#pragma once

#include <deque>
#include <map>
#include <unordered_map>

#include "typeset/blocks_internal.h"

namespace zielbaum::typeset {

class Pager {
 public:
  Pager(Setting& setting, PageSink& sink) : setting_(setting), sink_(sink) {}

  /// Places strips in order. Keeps back those that must stay with what follows.
  [[nodiscard]] Result<void> add(std::vector<Strip> strips);
  /// Places what was kept back and ends the page, if anything stands on it.
  [[nodiscard]] Result<void> break_page();
  /// As break_page(); the chapter is over as well.
  [[nodiscard]] Result<void> break_chapter();
  /// Places the rest, hands over the pages held back. Nothing may be added afterwards.
  [[nodiscard]] Result<void> finish();

  [[nodiscard]] std::uint32_t pages() const { return page_count_; }
  [[nodiscard]] std::vector<Destination> destinations() const;  ///< sorted by name

 private:
  struct HeldPage {
    Page page;
    std::vector<NumberSlot> numbers;
    std::string chapter;       ///< that it begins or continues
    std::string packed_items;  ///< those of the page, while it waits
  };

  [[nodiscard]] Result<void> end_page();
  [[nodiscard]] Result<void> place_chunk(std::size_t count);
  [[nodiscard]] Result<void> place(Strip strip);
  [[nodiscard]] Result<void> add_notes(const Strip& strip, std::vector<std::uint32_t>& wanted);
  [[nodiscard]] Result<Length> notes_height(std::size_t count);
  [[nodiscard]] Result<void> begin_page(const Strip& first);
  void hold(HeldPage page);
  [[nodiscard]] Result<void> hand_over(HeldPage held);
  [[nodiscard]] Result<void> release_held();
  [[nodiscard]] const NumberSlot* unknown_number(const HeldPage& held) const;
  [[nodiscard]] Result<void> fill_numbers(HeldPage& held);
  [[nodiscard]] Result<SetWords> set_cut(std::string words, Length room);
  [[nodiscard]] Result<std::vector<SetWords>> set_in_lines(std::string_view words, Length room);
  [[nodiscard]] Result<void> add_head_and_foot(HeldPage& held);
  void put(Strip& strip, Length top);
  void put_carried_notes();
  [[nodiscard]] Length bottom() const;

  Setting& setting_;
  PageSink& sink_;
  std::deque<Strip> queue_;
  HeldPage current_;
  bool open_ = false;  ///< a page was begun
  bool empty_ = true;  ///< nothing but repeated heads and carried notes stands on it
  Length y_;           ///< used so far, from the upper margin
  std::vector<Strip> page_notes_;
  Length page_notes_height_;
  std::deque<Strip> carried_notes_;  ///< parts of notes that go on the next page
  std::vector<bool> note_placed_;
  std::unordered_map<std::uint32_t, Galley> set_notes_;   ///< set, not yet placed
  std::map<std::string, std::vector<HeldPage>> waiting_;  ///< held back, by an anchor that is not known yet
  std::vector<std::string> arrived_;                      ///< waited for, and known since the last page
  std::string chapter_;                                   ///< begun last
  std::uint32_t page_count_ = 0;
  std::uint32_t pictures_handed_over_ = 0;
};

}  // namespace zielbaum::typeset
