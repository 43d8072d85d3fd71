// Markdown to blocks and runs, and text to sentences and words. Front door of the module.
//
// CommonMark by cmark, with three things of our own: pipe tables and footnotes (taken out before cmark sees the text,
// keeping byte offsets), and German texts left undamaged: a `*` between two letters is text ("Bürger*innen"), a line
// that begins with a day and a month ("3. August 2021") is no list item.
//
// Limits: 64 KiB per section when saving (larger ones are parsed too), 2,000 `[` per block and 32 levels of nesting
// (cmark 0.30 takes quadratic time on brackets): beyond them the block is taken as plain text and reported.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/prose.h"

namespace zielbaum::text {

struct Parsed {
  model::Prose prose;
  Findings findings;  ///< place.line and place.column are those of the Markdown; no file or node
};

inline constexpr std::size_t kMostSectionBytes = 64 * 1024;

/// Parses Markdown. Never fails: whatever is not understood is text. Line ends and Unicode form are normalised in the
/// runs' text only; the source ranges are those of the bytes given. Byte order marks (U+FEFF) are left out.
///
/// Finding codes: raw-html, heading-in-prose, unsafe-link, http-link, bad-image-path, missing-alt-text,
/// link-without-words, undefined-footnote, unused-footnote, duplicate-footnote, star-between-letters (note: offers the
/// escape), date-as-list (note: offers the escape), section-too-large, too-complex, invalid-utf8, control-character,
/// conflict-marks, ragged-table. At most 1,000 findings are given. Errors are section-too-large, too-complex,
/// invalid-utf8, control-character (also marks that turn the direction of writing), duplicate-footnote, conflict-marks,
/// missing-alt-text; notes are the two of German; all others are warnings.
///
/// Headings become bold paragraphs. A link to http:// or to anything not allowed keeps its text and loses its address.
/// Of two footnotes of one name both are in the Prose; a NoteMark means the first. Cells beyond a table's last column
/// are kept in the last one.
[[nodiscard]] Parsed parse(std::string_view markdown);

/// Blocks as Markdown in one canonical form, "" or ending in a line feed. The law: parse(write(prose)).prose is the
/// prose, places apart, for all that parse() gives. Whoever changes one block writes that block alone and leaves the
/// writer's bytes of all others as they are.
[[nodiscard]] std::string write(const model::Blocks& blocks);
[[nodiscard]] std::string write(const model::Prose& prose);

/// The words of prose as one string: blocks, list items and cells separated by line feeds, formatting left out.
[[nodiscard]] std::string plain_text(const model::Prose& prose);
[[nodiscard]] std::string plain_text(const model::Runs& runs);

/// Node ids that the prose links to ("node:ID", "node:DOCUMENT/ID"), in order, with the line of each.
struct NodeReference {
  std::string target;  ///< what stands behind "node:"
  std::uint32_t line = 0;
};
[[nodiscard]] std::vector<NodeReference> node_references(std::string_view markdown, const model::Prose& prose);

/// Names of pictures below media/ that the prose shows, with the line of each (as NodeReference::target).
[[nodiscard]] std::vector<NodeReference> media_references(std::string_view markdown, const model::Prose& prose);

/// Cuts text into tokens whose concatenation is the text: words (a German compound, a gendered form, a number with its
/// unit or percent sign, an abbreviation such as "z. B." and a date are one word each), runs of space, single marks.
[[nodiscard]] std::vector<std::string_view> words(std::string_view text);

/// Cuts text into sentences, trailing space included, whose concatenation is the text. "z. B.", "Abs. 2", "3. August",
/// "Dr.", "bzw." end no sentence.
[[nodiscard]] std::vector<std::string_view> sentences(std::string_view text);

/// Whether a token of words() is a word (holds a letter or digit) and not space or a mark.
[[nodiscard]] bool is_word(std::string_view token);

/// The Markdown with what German needs escaped, so that a forge shows the same: a `*` between letters becomes `\*`, a
/// line that begins with a date "3\. August". Idempotent; changes nothing else.
[[nodiscard]] std::string with_german_escapes(std::string_view markdown);

}  // namespace zielbaum::text
