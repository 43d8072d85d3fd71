// The text of a .docx file while it is written: what all of it shares, and where in it blocks stand.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docx/docx.h"
#include "docx/markup_internal.h"
#include "docx/numbering_internal.h"
#include "docx/package_internal.h"

namespace zielbaum::docx {

/// Lengths are twentieths of a point ("twips"), as in the format.
inline constexpr std::int32_t kListIndent = 510;
inline constexpr std::int32_t kCellPadding = 100;
inline constexpr std::int32_t kSpaceAfterTable = 160;

struct PlacedPicture {
  std::string target;  ///< of its relationship
  std::uint32_t width = 0;
  std::uint32_t height = 0;  ///< both in pixels
};

/// What stands before the words of the next paragraph.
struct Pending {
  bool page_break = false;
  std::vector<std::string> bookmarks;
  std::optional<ListPlace> item;  ///< the paragraph begins an item
  bool note = false;              ///< the paragraph begins a note, with its number
};

struct Writing {
  const flow::Flow& flow;
  const ReadMedia& media;
  std::int32_t text_height = 0;
  bool has_contents = false;
  Numbering numbering = {};
  Pending pending = {};
  std::vector<Part> picture_parts = {};
  std::map<std::string, PlacedPicture, std::less<>> pictures = {};  ///< by key
  std::vector<bool> mentioned = {};                                 ///< by note
  std::uint32_t bookmarks = 0;                                      ///< written so far
  std::uint32_t frames = 0;                                         ///< of pictures, written so far
};

struct Area {
  pugi::xml_node parent;
  Relationships& relationships;  ///< of the part
  const char* style = "";        ///< of paragraphs of running text; "": Normal
  std::int32_t width = 0;
  std::int32_t indent = 0;      ///< of paragraphs that begin no list item
  std::int32_t list_depth = 0;  ///< of a list that begins here
  std::string lang = {};        ///< BCP 47, "" for that of the Flow
  flow::Align align = flow::Align::Left;
  flow::Mark mark = flow::Mark::None;
  bool bold = false;  ///< by style
  bool keep_with_next = false;
  bool in_note = false;
};

/// A Flow has its notes as footnotes or as endnotes; the elements and files of both differ in a word only.
struct NoteNames {
  std::string singular;     ///< "footnote"
  std::string capitalised;  ///< "Footnote"
};
[[nodiscard]] NoteNames note_names(const flow::Flow& flow);

/// How a paragraph differs from others of its Area.
struct ParagraphLook {
  std::string style;
  bool keep_with_next = false;
};
/// Opens a paragraph and does what is pending.
pugi::xml_node open_paragraph(Writing& writing, const Area& area, const ParagraphLook& look);

void write_runs(Writing& writing, const Area& area, const flow::Runs& runs, pugi::xml_node paragraph);
/// Words without a link or mark.
void write_words(const Area& area, std::string_view words, pugi::xml_node paragraph);
/// Whether what a field shows is right, or the word processor should find it out at once.
enum class Freshness { Fresh, Dirty };
/// A field; what stands between its opening and closing is what it shows.
void open_field(const std::string& instruction, Freshness freshness, pugi::xml_node parent);
void close_field(pugi::xml_node parent);
void write_field(const std::string& instruction, std::string_view shown, Freshness freshness, pugi::xml_node parent);
/// Text in a run: its tabs, line ends and hyphens are elements.
void write_text(pugi::xml_node run, std::string_view text);

Result<void> write_blocks(Writing& writing, const Area& area, const flow::Blocks& blocks);
Result<void> write_table(Writing& writing, const Area& area, const flow::Table& table);
Result<void> write_figure(Writing& writing, const Area& area, const flow::Figure& figure);
void write_contents(Writing& writing, const Area& area, const flow::Contents& contents);
enum class Caption { Above, Below };
void write_caption(Writing& writing, const Area& area, const flow::Runs& caption, Caption place);
/// A cell and a text must not end with a table.
void end_with_paragraph(Writing& writing, const Area& area);

/// The name of an anchor's bookmark: hidden, of letters, digits and "_", at most 40 characters, told apart without
/// capitals, as Word wants it. Different for different anchors (a digest is part of it).
[[nodiscard]] std::string bookmark_name(std::string_view anchor);
/// The name of the bookmark by which contents lists find the heading that is block number `index` of the Flow.
[[nodiscard]] std::string contents_bookmark(std::size_t index);
/// By which other marks find the first mark of a note.
[[nodiscard]] std::string note_bookmark(std::uint32_t note);
void open_bookmark(Writing& writing, pugi::xml_node parent, const std::string& name);
void close_bookmark(const Writing& writing, pugi::xml_node parent);

}  // namespace zielbaum::docx
