// Blocks -> strips, one under another. Tables, code and the contents list have files of their own.
#pragma once

#include <functional>

#include "typeset/lines_internal.h"

namespace zielbaum::typeset {

/// Strips under one another, and the space wanted below the last one.
struct Galley {
  std::vector<Strip> strips;
  Length after;
  /// Takes strips that stand as they will stand; where there is none, they stay until the galley is whole.
  std::function<Result<void>(std::vector<Strip> strips)> outlet = {};

  /// Gives all strips to the outlet, if there is one: nothing may be kept together with them any more.
  [[nodiscard]] Result<void> let_go();
  /// Adds a block's strips. Of the space above it and the space below the block before, the larger is kept.
  void add(std::vector<Strip> block, Length space_before, Length space_after);
  [[nodiscard]] Length height() const;  ///< without the space above the first strip and below the last
};

/// Where blocks stand and what they inherit.
struct Area {
  Length x, width;
  ElementId parent = kRoot;
  std::string lang = {};  ///< BCP 47 where it differs from the Flow's
  const model::TextStyle* body = nullptr;
  flow::Align align = flow::Align::Left;
  flow::Mark mark = flow::Mark::None;
  bool bold = false;
  bool narrow = false;  ///< a table's cell: too narrow to be filled evenly
  std::uint8_t list_depth = 0;
};

/// Shapes runs of one style, as the element's words.
[[nodiscard]] Result<Inline> shape_in_style(Setting& setting, const flow::Runs& runs, const model::TextStyle& style,
                                            ElementId element, const Area& area);
[[nodiscard]] Result<void> set_block(Setting& setting, const flow::Block& block, const Area& area, Galley& galley);
[[nodiscard]] Result<void> set_blocks(Setting& setting, const flow::Blocks& blocks, const Area& area, Galley& galley);
[[nodiscard]] Result<void> set_table(Setting& setting, const flow::Table& table, const std::string& lang,
                                     const Area& area, Galley& galley);
/// Columns of a table that stand beside one another.
struct ColumnGroup {
  std::size_t begin = 0, end = 0;  ///< its columns
  bool repeats_first = false;      ///< the table's first column is printed again before them
  std::vector<Length> edges;       ///< where its columns begin, a repeated one too, and where the last one ends
};
struct TableLayout {
  model::TextStyle style;           ///< of the words; a little smaller where that gives all columns room
  std::vector<ColumnGroup> groups;  ///< several, one below the other, where the columns have no room beside one another
};
/// `padding` is that of a cell's two sides together.
[[nodiscard]] TableLayout table_layout(Setting& setting, const flow::Table& table, const Area& area, Length padding);
[[nodiscard]] Result<void> set_drawing(Setting& setting, const flow::Drawing& drawing, const std::string& lang,
                                       const Area& area, Galley& galley);
[[nodiscard]] Result<void> set_code(Setting& setting, const flow::Code& code, const std::string& lang, const Area& area,
                                    Galley& galley);
[[nodiscard]] Result<void> set_contents(Setting& setting, const flow::Contents& contents, const Area& area,
                                        Galley& galley);
/// What stands under a figure or drawing and is a part of it; the last strip in `galley` is kept together with it.
[[nodiscard]] Result<void> set_caption(Setting& setting, const flow::Runs& caption, ElementId figure, const Area& area,
                                       Galley& galley);
/// A footnote: its number and its blocks; its element is a Note.
[[nodiscard]] Result<Galley> set_note(Setting& setting, std::uint32_t note);

[[nodiscard]] const model::TextStyle& heading_style(const model::Theme& theme, std::uint8_t level);

/// Fills the ground of a strip.
void draw_behind(Strip& strip, Length x, Length width, model::Colour colour);

/// Words at the left of a block's first line: a list's number, a heading's. Their element is `element`.
[[nodiscard]] Result<void> put_before(Setting& setting, Strip& first, std::string_view words, Face face,
                                      const model::TextStyle& style, Length x, ElementId element);

}  // namespace zielbaum::typeset
