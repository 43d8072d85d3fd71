// What all parts of the setting share: the input, and the lists that grow while pages are made.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "typeset/shaping_internal.h"
#include "typeset/typeset.h"

namespace zielbaum::typeset {

/// A place in a line for the number of the page on which `anchor` stands. `item` is an empty GlyphRun, filled later.
struct NumberSlot {
  std::size_t item = 0;  ///< index into the items it comes with
  std::string anchor;
  Face face = Face::Regular;
  bool right_aligned = false;  ///< the number then ends at the run's x
  Length reserved = {};        ///< room that was left for it; what it does not need is closed
  std::size_t tail = 0;        ///< how many items behind it belong to the same line and move with it
};

/// A piece of the galley that is never torn: a line, a table row, a figure. Items stand at their x on the page, but
/// with y counted from the strip's upper edge (so below 0).
struct Strip {
  Length before;  ///< space above it, dropped at the top of a page
  Length height;
  Length overhang;         ///< how far its ink reaches below it, into the strip that follows it
  bool keep_next = false;  ///< no page ends between this and the next strip
  bool new_page = false;   ///< begins a page
  std::vector<Item> items;
  std::vector<NumberSlot> numbers;
  std::vector<std::uint32_t> notes;                    ///< indices of the footnotes marked in it
  std::vector<std::string> anchors;                    ///< that point here
  std::string chapter;                                 ///< begins here; "" for none
  std::shared_ptr<const std::vector<Strip>> repeated;  ///< stands above it where it begins a page: a table's head
};

/// A picture that was read. The pixels are let go once they are handed over.
struct ReadPicture {
  std::shared_ptr<const media::Picture> picture;
  std::uint32_t width = 0, height = 0;
  std::uint32_t handed_over_as = 0xFFFFFFFF;
};

struct Setting {
  const flow::Flow& flow;
  const model::Theme& theme;
  Fonts::Impl& fonts;
  const ReadMedia& media;
  Length page_width, page_height;
  std::vector<Element> new_elements;  ///< opened, not yet handed over
  ElementId next_element = kRoot;
  std::vector<ReadPicture> pictures;
  std::map<std::string, std::uint32_t, std::less<>> picture_of_key;
  std::unordered_map<const flow::Heading*, std::string> anchor_of_heading;
  std::unordered_map<std::string, Destination> destinations = {};  ///< of what stands on pages already

  [[nodiscard]] Length text_width() const { return page_width - theme.margin_left - theme.margin_right; }
  [[nodiscard]] Length text_height() const { return page_height - theme.margin_top - theme.margin_bottom; }
  [[nodiscard]] const std::string& lang() const { return flow.metadata.lang; }
  [[nodiscard]] Language language() const { return interface_language(flow.metadata.lang); }

  /// Opens an element. The reference is valid until the next one is opened.
  Element& open(ElementRole role, ElementId parent, const std::string& lang = {});
};

/// How far below the upper edge of a line its baseline lies.
[[nodiscard]] constexpr Length baseline(Length leading) {
  return leading * 77 / 100;
}

[[nodiscard]] inline Item artifact(Length x, Length y, Length width, Length height, model::Colour colour) {
  return {.owner = {.artifact = Artifact::Layout},
          .content = FilledRectangle{.x = x, .y = y, .width = width, .height = height, .colour = colour}};
}

/// The anchor of the place where a note is mentioned first; only notes at the end lead back to it.
[[nodiscard]] inline std::string note_reference(std::uint32_t note) {
  return "noteref:" + std::to_string(note + 1);
}

/// Moves an item up by `up` (micropoints; negative is down).
void shift(Item& item, Length up);

/// The text of runs, as a bookmark or a description shows it.
[[nodiscard]] std::string plain(const flow::Runs& runs);

}  // namespace zielbaum::typeset
