// Markdown cut into what a merge takes or leaves whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::merge {

/// How deep something stands within what is before it.
inline constexpr std::uint32_t kSameParagraph = 0xFFFFFFFF;

/// A sentence, the row of a table or a line of code; or a joint: what stands before such a one, be it the space within
/// a paragraph, a line end or an empty line, with the mark of an item.
struct Passage {
  std::string text;
  std::string key;  ///< equal for what says the same: how it is spaced, broken into lines and numbered does not matter
  bool joint = false;
  std::uint32_t depth = kSameParagraph;  ///< of a joint; an item is deeper than a paragraph, and deeper below another
  bool begins_block = false;             ///< of a joint: a paragraph, a table, or with a mark a list or a loose item
  std::uint32_t weight = 1;              ///< what it is worth to find it again
  std::vector<std::string> words = {};   ///< of a sentence, sorted
};
using Passages = std::vector<Passage>;

/// Joints and sentences by turns, a joint first; white space at the end is left out.
[[nodiscard]] Passages passages_in(std::string_view markdown);

/// As a text. A joint that came to stand elsewhere still parts what is before it and behind it.
[[nodiscard]] std::string text_of(const Passages& passages);

/// An item with another bullet than the one before it would begin another list.
[[nodiscard]] Passages with_one_bullet_a_list(Passages passages);

/// Whether two sentences have more than two thirds of their words in common, so that one may be the other one reworded.
[[nodiscard]] bool alike(const Passage& a, const Passage& b);

[[nodiscard]] bool is_row(const Passage& passage);
/// Each with the line before it, and last the line that closes the row.
[[nodiscard]] Passages cells_in(std::string_view row);

/// Words, marks and spaces of one sentence.
[[nodiscard]] Passages words_in(std::string_view markdown);

/// No-break spaces as plain ones.
[[nodiscard]] std::string with_plain_spaces(std::string_view text);

}  // namespace zielbaum::merge
