// What appears, in reading order, with its role: the one form that is both typeset and written as HTML. A Flow knows
// neither paper nor screen; it holds no numbers of pages, no fonts and no positions.
//
// Whatever can be composed (an edition, a comparison, a report) can so be printed and shown alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "flow/rare_text.h"

namespace zielbaum::flow {

/// What a comparison says about a run of text. `Deleted` text belongs to the old version.
enum class Mark : std::uint8_t { None, Inserted, Deleted };

enum class RunKind : std::uint8_t {
  Text,
  LineBreak,
  NoteMark,    ///< reference to notes[note]
  PageNumber,  ///< number of the page on which anchor `link` stands; on screen: `text`
};

/// Where a run is seen. What only paper needs ("(Seite 12)" behind a link) is left out on screen and is no word of the
/// text: plain_text() leaves it out as well.
enum class Medium : std::uint8_t { Everywhere, Print };

struct Run {
  RunKind kind = RunKind::Text;
  std::uint32_t note = 0;  ///< of a NoteMark
  std::string text;        ///< UTF-8, NFC
  bool emphasis = false;
  bool strong = false;
  bool code = false;
  Mark mark = Mark::None;
  Medium medium = Medium::Everywhere;
  RareText lang;       ///< BCP 47 where it differs from the block's
  RareText expansion;  ///< what an abbreviation stands for; read aloud, not printed
  std::string link;    ///< "#anchor" inside the Flow, "https://…", "mailto:…"; "" for none
  bool operator==(const Run&) const = default;
};
using Runs = std::vector<Run>;

struct Block;
using Blocks = std::vector<Block>;

struct Heading {
  std::uint8_t level = 1;  ///< 1 to 9; never skips one downwards
  std::string number;      ///< "Ziel 1.2", or ""; printed before the text
  Runs runs;
  RareText status;     ///< what became of what it heads, "neu"; stands behind the text in ( )
  std::string anchor;  ///< unique in the Flow; "" if nothing points here
  bool in_contents = true;
  bool in_bookmarks = true;
  bool opens_page = false;
  bool operator==(const Heading&) const = default;
};

/// The words of a heading as they are shown, without the number: its runs and its status.
[[nodiscard]] Runs shown_words(const Heading& heading);
/// The same for lists of headings: without links and marks of notes, and of changed words only the new ones.
[[nodiscard]] Runs listed_words(const Heading& heading);

enum class ParagraphRole {
  Body,
  Title,     ///< of the cover
  Subtitle,  ///< of the cover
  Notice,    ///< set apart: "Musterfassung", "Entwurf"
  Small,     ///< imprint and the like
  Term,      ///< glossary term, followed by its Body
};

struct Paragraph {
  ParagraphRole role = ParagraphRole::Body;
  Runs runs;
  std::string anchor;
  bool operator==(const Paragraph&) const = default;
};

struct ListItem {
  Blocks blocks;
  bool operator==(const ListItem&) const;
};
struct List {
  bool ordered = false;
  std::int32_t start = 1;
  std::vector<ListItem> items;
  bool operator==(const List&) const = default;
};

enum class Scope { None, Column, Row };  ///< None: a data cell; else a header cell for its column or row
enum class Align { Left, Centre, Right };

struct Cell {
  Blocks blocks;
  Scope scope = Scope::None;
  Align align = Align::Left;
  std::uint16_t column_span = 1;
  Mark mark = Mark::None;
  bool operator==(const Cell&) const;
};
struct Row {
  std::vector<Cell> cells;
  std::string anchor;
  std::string kind;  ///< for styling only, the cells say it in words: "added", "removed", "moved", "changed", ""
  bool operator==(const Row&) const = default;
};
enum class TableRole { Plain, Facts, Listing, Comparison };
struct Table {
  TableRole role = TableRole::Plain;
  Runs caption;                       ///< may be empty
  std::vector<std::uint16_t> shares;  ///< relative widths of the columns; none: as their words need
  std::vector<Row> header;            ///< repeated on every page
  std::vector<Row> rows;
  bool operator==(const Table&) const = default;
};

/// As many as the first row says; 0 without rows.
[[nodiscard]] std::size_t column_count(const Table& table);

struct Figure {
  std::string media;  ///< key for the media source, "document/name"
  std::string alt;    ///< required, not empty
  Runs caption;
  bool operator==(const Figure&) const = default;
};

/// What an ink of a drawing is for; paper and screen choose its colour.
enum class Ink : std::uint8_t {
  Text,    ///< as dark as words
  Accent,  ///< the house's colour
  Rule,    ///< thin lines
  Fill,    ///< a light ground, on which words may stand
  Paper,   ///< the ground itself
};
struct Point {
  std::int32_t x = 0, y = 0;
  bool operator==(const Point&) const = default;
};
struct Rectangle {
  std::int32_t x = 0, y = 0, width = 0, height = 0;
  Ink ink = Ink::Text;
  bool operator==(const Rectangle&) const = default;
};
struct Polygon {
  std::vector<Point> corners;
  Ink ink = Ink::Text;
  bool operator==(const Polygon&) const = default;
};
/// Words in one line, in a room that begins at x and is `width` wide. What is wider is cut, with "…" at its end.
struct Label {
  std::int32_t x = 0, y = 0;  ///< y: of the baseline
  std::int32_t width = 0;
  Align align = Align::Left;
  Ink ink = Ink::Text;
  bool strong = false;
  std::string text;
  bool operator==(const Label&) const = default;
};
using Shape = std::variant<Rectangle, Polygon, Label>;

/// A drawing of filled shapes and words, in units of its own: 1000 wide, x to the right, y downwards. It is shown as
/// wide as the text; words keep a readable size, and where that makes them larger, all heights grow with them. What it
/// says is heard from `alt`; the words in it are for the eye (and may be searched for), so they must stand beside it
/// too, as a list or table.
struct Drawing {
  static constexpr std::int32_t kWidth = 1000;
  static constexpr std::int32_t kLabelSize = 20;   ///< of the type, in units
  static constexpr std::int32_t kTallest = 1350;   ///< fits on a page of usual proportions, with its caption
  static constexpr std::size_t kLongestAlt = 250;  ///< in characters
  std::int32_t height = 0;
  std::vector<Shape> shapes;  ///< in the order in which they are painted; labels so that they read well
  std::string alt;            ///< required
  Runs caption;
  bool operator==(const Drawing&) const = default;
};
struct Quote {
  Blocks blocks;
  bool operator==(const Quote&) const;
};
struct Code {
  std::string text;
  bool operator==(const Code&) const = default;
};
/// A line across, between parts of a text. It says nothing of its own.
struct Rule {
  bool operator==(const Rule&) const = default;
};
/// The contents list stands here; made from the headings with in_contents down to `depth`.
struct Contents {
  std::string title;
  std::uint8_t depth = 3;
  bool operator==(const Contents&) const = default;
};
struct PageBreak {
  bool operator==(const PageBreak&) const = default;
};

struct Block {
  std::variant<Heading, Paragraph, List, Table, Figure, Drawing, Quote, Code, Rule, Contents, PageBreak> content;
  RareText lang;         ///< BCP 47 where it differs from the Flow's
  bool changed = false;  ///< for a bar in the margin; words, marks or the heading's status say so as well
  bool operator==(const Block&) const = default;
};
inline bool ListItem::operator==(const ListItem& other) const {
  return blocks == other.blocks;
}
inline bool Cell::operator==(const Cell& other) const {
  return blocks == other.blocks && scope == other.scope && align == other.align && column_span == other.column_span &&
         mark == other.mark;
}
inline bool Quote::operator==(const Quote& other) const {
  return blocks == other.blocks;
}

/// A note. Its number is its place in Flow::notes, counted from 1.
struct Note {
  Blocks blocks;
  bool operator==(const Note&) const = default;
};

/// Where the notes stand in print: at the foot of the page that mentions them, or below the last block, which is then
/// their heading. On screen they stand at the end either way.
enum class NotePlacement { Foot, End };

enum class Orientation { Portrait, Landscape };

/// What is said about the whole.
struct Metadata {
  std::string title;
  std::string subject;
  std::string author;       ///< the publisher; never a person
  std::string lang = "de";  ///< BCP 47
  std::vector<std::string> keywords;
  std::optional<std::int64_t> unix_time;  ///< of the version shown; never the clock
  std::string identifier;                 ///< "smart-city-strategie@beschluss-2022 (3f2a…)", or ""
  bool operator==(const Metadata&) const = default;
};

struct Flow {
  Metadata metadata;
  std::string running_title;  ///< stands on every page but the first
  std::string running_mark;   ///< "Musterfassung", "Entwurf …", or ""; stands on every page
  Orientation orientation = Orientation::Portrait;
  NotePlacement note_placement = NotePlacement::Foot;
  Blocks blocks;
  std::vector<Note> notes;
  bool operator==(const Flow&) const = default;
};

/// All words in reading order, blocks separated by a line feed: what a reader hears, and the words of drawings, which
/// are seen. Notes follow at the end.
[[nodiscard]] std::string plain_text(const Flow& flow);

/// The rules a Flow keeps: headings do not skip a level, anchors are unique, "#" links and note marks have their
/// targets, figures and drawings have alternative texts, drawings keep inside their edges, tables have equal rows,
/// notes at the end have a heading. Gives one English sentence for each break.
[[nodiscard]] std::vector<std::string> broken_rules(const Flow& flow);

/// How wide words are in a drawing, in its units. An estimate for whoever draws or shows without fonts, a little too
/// wide for the usual sans serif faces.
enum class Weight { Regular, Strong };
[[nodiscard]] std::int32_t label_width(std::string_view words, Weight weight);

/// `text` in lines of at most `width` units by that estimate, at most `most` of them. Words wider than a line are
/// divided; where lines do not suffice, the last one ends in "…". Soft hyphens are left out.
[[nodiscard]] std::vector<std::string> label_lines(std::string_view text, Weight weight, std::int32_t width,
                                                   std::size_t most);

}  // namespace zielbaum::flow
