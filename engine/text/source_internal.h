// The Markdown as cmark is given it: as many bytes as the original, with those masked that CommonMark would misread.
//
// A mask is a control character. Since the control characters of the source are masked themselves (as kBad), every mask
// that comes out of cmark can be turned back into the character it stands for, whatever became of it: text, code, or
// part of an address.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace zielbaum::text {

inline constexpr char kStar = 1;     ///< `*` between two letters
inline constexpr char kDot = 2;      ///< `.` after the day of a date at the start of a line
inline constexpr char kNote = 3;     ///< `[` of a footnote reference
inline constexpr char kEquals = 4;   ///< `=` of a conflict mark
inline constexpr char kGreater = 5;  ///< `>` of a conflict mark
inline constexpr char kBad = 6;      ///< a control character, or a byte that is no valid UTF-8

inline constexpr char kNothing = 7;  ///< each byte of U+FEFF, which is no character of a text

/// Nobody reads more; a broken file has one for each byte.
inline constexpr std::size_t kMostFindings = 1000;

/// A line that begins with a day and a month.
struct DateLine {
  std::uint32_t day = 0;  ///< offset of the first digit
  std::uint32_t dot = 0;
  bool breaks_paragraph = false;  ///< the number is 1, which begins a list even in the middle of a paragraph
};

/// Lines [first, end), counted from 0, that belong together: flow for cmark, or text that cmark would take too long
/// for.
struct Stretch {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  bool plain = false;
};

/// A footnote's definition on lines [first, end); its text begins at offset `body`.
struct Definition {
  std::string label;
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::uint32_t body = 0;
};

struct Source {
  std::string_view markdown;
  std::string masked;                         ///< definitions of footnotes still in it
  std::vector<std::uint32_t> lines;           ///< offset of each line's first byte; at the end that of the text's end
  std::vector<std::uint32_t> stars;           ///< offsets of masked stars, ascending
  std::vector<DateLine> dates;                ///< ascending
  std::vector<std::uint32_t> delimiter_rows;  ///< lines that look like the second row of a pipe table
  std::vector<std::uint32_t> references;      ///< lines that may define a link, "[name]: address"
  std::vector<Definition> definitions;        ///< of footnotes, in order
  std::vector<Stretch> stretches;             ///< all lines, in order
  bool maybe_masked = false;                  ///< whether `masked` differs from `markdown`
  bool maybe_unnormal = false;                ///< whether some of it may not be in Normalization Form C

  [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(lines.size() - 1); }
};

/// Scans the text once. Appends findings about bytes, conflict marks, size and complexity; their places have line and
/// column.
[[nodiscard]] Source scan(std::string_view markdown, Findings& findings);

/// Line and column of an offset, both counted from 1. O(log lines).
[[nodiscard]] Place place_of(const Source& source, std::uint32_t offset);

/// Appends text from cmark, masks turned back.
void append_unmasked(std::string& out, std::string_view text);

/// The offset of the first byte that is neither space, tab nor `>`, within [begin, end).
[[nodiscard]] std::uint32_t skip_prefix(std::string_view text, std::uint32_t begin, std::uint32_t end);

/// The end of a line without its line end.
[[nodiscard]] std::uint32_t line_text_end(const Source& source, std::uint32_t line);

}  // namespace zielbaum::text
