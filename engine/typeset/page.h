// A finished page as plain values: items at positions, each belonging to a structure element or marked as artifact.
// Whoever writes pages (pdf) needs nothing else, and cannot write ink that is not tagged.
//
// Coordinates: origin at the lower left corner of the page, x to the right, y upwards, as PDF has it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/length.h"
#include "media/media.h"
#include "model/workspace.h"
#include "typeset/fonts.h"

namespace zielbaum::typeset {

/// Index into the list of all structure elements of the run. The order in which an element's parts are read is that of
/// its items: by page index, then by place in Page::items. Notes alone are read after all else, though they stand at
/// the foot of pages.
using ElementId = std::uint32_t;
inline constexpr ElementId kRoot = 0;  ///< the Document element, always there
inline constexpr ElementId kNoElement = 0xFFFFFFFF;

/// Why an item is no content.
enum class Artifact { None, Header, Footer, Layout };

enum class ElementRole {
  Document,
  Heading1,
  Heading2,
  Heading3,
  Heading4,
  Heading5,
  Heading6,
  Heading7,
  Heading8,
  Heading9,
  Paragraph,
  List,
  ListItem,
  Label,
  ListBody,
  Table,
  Caption,
  TableHead,
  TableBody,
  TableRow,
  HeaderCell,
  DataCell,
  Figure,
  Link,
  Reference,
  Contents,
  ContentsItem,
  Note,
  Quote,
  Code,
  Span,
};

/// How the words of a Span are set apart from others: new ones, and those that are gone.
enum class Decoration : std::uint8_t { None, Underline, LineThrough };

/// One element of the structure tree.
struct Element {
  ElementId id = kRoot;
  ElementId parent = kNoElement;
  ElementRole role = ElementRole::Document;
  std::string lang;                              ///< BCP 47 where it differs from the parent's
  std::string alt;                               ///< Figure: alternative text
  std::string actual_text;                       ///< Span: what is really there
  std::string expansion;                         ///< Span: what its abbreviation stands for
  Decoration decoration = Decoration::None;      ///< Span
  std::string title;                             ///< Heading: its text, for navigation
  bool column_scope = false, row_scope = false;  ///< HeaderCell
  std::uint16_t column_span = 1;
  std::vector<ElementId> headers;  ///< HeaderCell, DataCell: who heads it, where Scope alone would leave doubt
  bool ordered = false;            ///< List
  bool operator==(const Element&) const = default;
};

/// Who an item belongs to: an element, or an artifact.
struct Owner {
  ElementId element = kNoElement;
  Artifact artifact = Artifact::None;
  bool operator==(const Owner&) const = default;
};

/// A run of glyphs of one font and size on one baseline.
struct GlyphRun {
  FontId font = 0;
  Length size;
  std::int32_t scale = 1000;  ///< thousandths by which all is wider, advances too
  Length x, y;                ///< start of the baseline
  model::Colour colour;
  std::vector<Glyph> glyphs;  ///< with their texts; advances in units of 1/1000 of the size
  bool reversed = false;      ///< they stand from left to right as all do, but are read from right to left
  bool operator==(const GlyphRun&) const = default;
};
struct FilledRectangle {
  Length x, y, width, height;
  model::Colour colour;
  bool operator==(const FilledRectangle&) const = default;
};
/// The inside of a closed line.
struct FilledPolygon {
  struct Corner {
    Length x, y;  ///< from the polygon's own x and y
    bool operator==(const Corner&) const = default;
  };
  Length x, y;
  model::Colour colour;
  std::vector<Corner> corners;
  bool operator==(const FilledPolygon&) const = default;
};
struct PlacedPicture {
  std::uint32_t picture = 0;  ///< index into the pictures handed over so far
  Length x, y, width, height;
  bool operator==(const PlacedPicture&) const = default;
};
/// An area that can be clicked; belongs to a Link element.
struct LinkArea {
  Length x, y, width, height;
  std::string target;       ///< "#anchor" or a URI
  std::string description;  ///< read aloud; not empty
  bool operator==(const LinkArea&) const = default;
};

struct Item {
  Owner owner;  ///< one of its two members is set
  std::variant<GlyphRun, FilledRectangle, FilledPolygon, PlacedPicture, LinkArea> content;
  bool operator==(const Item&) const = default;
};

/// One page. Items stand in reading order; artifacts between them do not matter to it.
struct Page {
  std::uint32_t index = 0;  ///< from 0
  std::string label;        ///< the number printed on it
  Length width, height;
  std::vector<Item> items;
  std::vector<std::string> anchors;  ///< that point to places on it
  /// Opened since the page taken before, ids ascending. A page that was held back comes late, so a parent's element may
  /// be handed over after its children's.
  std::vector<Element> new_elements;
  std::vector<std::shared_ptr<const media::Picture>> new_pictures;  ///< first used on this page, as pages are taken
};

struct Bookmark {
  std::uint8_t level = 1;
  std::string title;
  std::string anchor;
  bool operator==(const Bookmark&) const = default;
};
struct Destination {
  std::string anchor;
  std::uint32_t page = 0;  ///< index
  Length y;                ///< top of what it points at
  bool operator==(const Destination&) const = default;
};

}  // namespace zielbaum::typeset
