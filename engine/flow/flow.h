// What appears, in reading order, with its role: the one form that is both typeset and written as HTML. A Flow knows
// neither paper nor screen; it holds no numbers of pages, no fonts and no positions.
//
// Whatever can be composed (an edition, a comparison, a report) can so be printed and shown alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/date.h"

namespace zielbaum::flow {

/// What a comparison says about a run of text. `Deleted` text belongs to the old version.
enum class Mark { None, Inserted, Deleted };

enum class RunKind {
  Text,
  LineBreak,
  NoteMark,    ///< reference to notes[note]
  PageNumber,  ///< number of the page on which anchor `link` stands; on screen: `text`
};

/// Where a run is seen. What only paper needs ("(Seite 12)" behind a link) is left out on screen and is no word of the
/// text: plain_text() leaves it out as well.
enum class Medium { Everywhere, Print };

struct Run {
  RunKind kind = RunKind::Text;
  std::string text;  ///< UTF-8, NFC
  bool emphasis = false;
  bool strong = false;
  bool code = false;
  Mark mark = Mark::None;
  Medium medium = Medium::Everywhere;
  std::string lang;       ///< BCP 47 where it differs from the block's
  std::string expansion;  ///< what an abbreviation stands for; read aloud, not printed
  std::string link;       ///< "#anchor" inside the Flow, "https://…", "mailto:…"; "" for none
  std::uint32_t note = 0;
  bool operator==(const Run&) const = default;
};
using Runs = std::vector<Run>;

struct Block;
using Blocks = std::vector<Block>;

struct Heading {
  std::uint8_t level = 1;  ///< 1 to 6; never skips one downwards
  std::string number;      ///< "Ziel 1.2", or ""; printed before the text
  Runs runs;
  std::string anchor;  ///< unique in the Flow; "" if nothing points here
  bool in_contents = true;
  bool in_bookmarks = true;
  bool opens_page = false;
  bool operator==(const Heading&) const = default;
};

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
  std::vector<std::uint16_t> shares;  ///< relative widths of the columns; as many as columns
  std::vector<Row> header;            ///< repeated on every page
  std::vector<Row> rows;
  bool operator==(const Table&) const = default;
};

struct Figure {
  std::string media;  ///< key for the media source, "document/name"
  std::string alt;    ///< required, not empty
  Runs caption;
  bool operator==(const Figure&) const = default;
};
struct Quote {
  Blocks blocks;
  bool operator==(const Quote&) const;
};
struct Code {
  std::string text;
  bool operator==(const Code&) const = default;
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
  std::variant<Heading, Paragraph, List, Table, Figure, Quote, Code, Contents, PageBreak> content;
  std::string lang;  ///< BCP 47 where it differs from the Flow's
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

/// All words in reading order, blocks separated by a line feed: what a reader hears. Notes follow at the end.
[[nodiscard]] std::string plain_text(const Flow& flow);

/// The rules a Flow keeps: headings do not skip a level, anchors are unique, "#" links and note marks have their
/// targets, figures have alternative texts, tables have equal rows, notes at the end have a heading. Gives one English
/// sentence for each break.
[[nodiscard]] std::vector<std::string> broken_rules(const Flow& flow);

}  // namespace zielbaum::flow
