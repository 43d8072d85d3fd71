// Paragraphs -> lines: runs are shaped into tokens, tokens give places where lines may end, the best of them are taken
// (breaking_internal.h), and the lines are set.
#pragma once

#include <deque>

#include "typeset/setting_internal.h"

namespace zielbaum::typeset {

/// How a stretch of a paragraph looks and to whom it belongs.
struct InlineStyle {
  ElementId element = kRoot;
  std::string lang;  ///< BCP 47, never empty
  Face face = Face::Regular;
  Length size, rise;
  model::Colour colour;
  flow::Mark mark = flow::Mark::None;
  ElementId link_element = kNoElement;
  std::string target, description;  ///< of a link
  std::uint32_t note = 0;           ///< of a note mark: its number; 0 for none
  std::string number_anchor;        ///< of a page number
};

enum class TokenKind : std::uint8_t {
  Text,
  Number,  ///< of a page, not known yet
  Space,   ///< a line may end here; the space is then not seen
  Tie,     ///< a space at which no line ends, unless the measure is too narrow for what it ties together
  Seam,    ///< a line may end here, within a word
  Soft,    ///< a line may end here with a hyphen
  Forced,  ///< a line ends here
};
struct Token {
  TokenKind kind = TokenKind::Text;
  std::uint16_t style = 0;
  const ShapedWord* word = nullptr;  ///< of Text, Space and Tie; of Soft: the hyphen
  std::int64_t width = 0;            ///< micropoints; of Soft: of the hyphen, if it is used
  std::string_view text;             ///< of Text; belongs to the Flow
  bool whole = false;                ///< of Text: not divided, though its word could be
  bool address = false;              ///< of Text: part of one, in which a hyphen would mislead
  std::uint8_t level = 0;            ///< of Text and gaps: see bidi_levels
};
struct Inline {
  std::vector<InlineStyle> styles;
  std::vector<Token> tokens;
  std::deque<std::string> texts;  ///< what tokens refer to and the Flow does not hold
  bool right_to_left = false;     ///< the paragraph runs so
  bool both_ways = false;         ///< some tokens have levels above 0
};

/// What all runs of a paragraph start from.
struct BaseStyle {
  ElementId element = kRoot;
  std::string lang = {};  ///< BCP 47; "" for the Flow's
  Length size;
  model::Colour colour;
  bool bold = false;
  bool mono = false;
  bool verbatim = false;  ///< spaces stay as they are, and no line ends within a run
  flow::Mark mark = flow::Mark::None;
};

/// The face of a run's words; `bold` among words that are bold already.
[[nodiscard]] Face face_of(const model::Theme& theme, const flow::Run& run, bool bold);

/// Whether a line may end before `at` inside a word that begins at `begin`, behind a sign ("Haushalts-/plan").
[[nodiscard]] bool breaks_after(std::string_view text, std::size_t begin, std::size_t at);

/// Gives the first and the last word of what is new or dropped an element that says so ("eingefügt: …", "… (Ende)").
void speak_marks(Setting& setting, Inline& text);

/// Shapes the runs. Invalid where no font has a character.
[[nodiscard]] Result<Inline> shape_runs(Setting& setting, const flow::Runs& runs, const BaseStyle& base);

/// How text is made into lines: evenly filled or ragged, with or without divided words.
enum class Filling : std::uint8_t { Ragged, RaggedHyphenated, Justified };

/// Where lines stand: from x on, `width` wide.
struct Measure {
  Length x, width, leading;
  flow::Align align = flow::Align::Left;
  Filling filling = Filling::Ragged;
};

/// A place in a paragraph: before a token, or inside the word of one, after one of its divisions.
struct TextPlace {
  std::size_t token = 0;
  std::uint32_t division = 0;  ///< counted from 1; 0: before the token
  bool operator==(const TextPlace&) const = default;
};

/// One line: what stands from `begin` to `end`. It was broken at the token or the division `end`, or is the last one.
struct Line {
  TextPlace begin, end;
  std::int64_t width = 0;   ///< of the ink within the margins, micropoints, before it is stretched
  std::int64_t spaces = 0;  ///< the part of it that is spaces between words
  std::int64_t left = 0;    ///< how far it hangs into the left margin
};

/// Breaks into lines no wider than `measure`; words that are wider are divided (`text` changes then).
[[nodiscard]] std::vector<Line> break_lines(Setting& setting, Inline& text, const Measure& measure);

/// Breaks and sets lines; each is a strip as high as the leading. No widow and no orphan can come of it.
[[nodiscard]] std::vector<Strip> set_lines(Setting& setting, Inline& text, const Measure& measure);

/// Words set in one line, without breaking: labels, heads, page numbers. The runs stand at x from 0, y at 0.
struct SetWords {
  std::vector<GlyphRun> runs;
  Length width;
};
[[nodiscard]] Result<SetWords> set_words(Setting& setting, std::string_view words, Face face, Length size,
                                         model::Colour colour);
/// Adds them to `items`, beginning at x on the baseline y.
void add_words(std::vector<Item>& items, SetWords words, Length x, Length y, Owner owner);

}  // namespace zielbaum::typeset
