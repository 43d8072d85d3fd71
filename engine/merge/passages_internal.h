// Markdown cut into what a merge takes or leaves whole.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::merge {

/// How deep something stands within what is before it.
inline constexpr std::uint32_t kSameParagraph = 0xFFFFFFFF;

enum class PassageSort : std::uint8_t {
  Joint,  ///< what stands before one of the others: space within a paragraph, a line end or an empty line, with the
          ///< mark of an item, a quote or a footnote
  Sentence,
  Table,
  Code,
  Atom,  ///< a heading, a rule, a definition, and what is of another file
};

struct Passage {
  std::string text;
  std::string key;  ///< equal for what says the same: how it is spaced, broken into lines and numbered does not matter
  PassageSort sort = PassageSort::Atom;
  std::uint32_t depth = kSameParagraph;  ///< of a joint; an item is deeper than a paragraph, and deeper below another
  bool begins_block = false;             ///< of a joint: a paragraph, a table, or a list
  std::uint32_t weight = 1;              ///< what it is worth to find it again
  std::vector<std::string> words = {};   ///< of all but a joint, sorted
  std::string picture = {};              ///< the address, where it is nothing but a picture

  // Where it stands: as of a Leaf.
  std::uint32_t level = 0;
  std::uint32_t outer = 0;
  std::size_t outer_column = 0;
  std::size_t column = 0;
  std::uint32_t list = 0;  ///< of a joint that is an item's; see Lists
  bool first = false;

  [[nodiscard]] bool joint() const { return sort == PassageSort::Joint; }
  [[nodiscard]] bool item() const { return list != 0; }
};
using Passages = std::vector<Passage>;

/// Joints and others by turns, a joint first; white space at the end is left out.
[[nodiscard]] Passages passages_in(std::string_view markdown);

/// One sentence, be it of another text.
[[nodiscard]] Passage sentence_of(std::string_view markdown);

/// Whether two sentences have more than two thirds of their words in common, so that one may be the other one reworded;
/// of two tables or codes the smaller one has more than half of its words in the other one, two pictures have the same
/// address, or most words of their descriptions, or half of these and of their files' names.
[[nodiscard]] bool alike(const Passage& a, const Passage& b);

/// Words, marks and spaces of one sentence.
[[nodiscard]] Passages words_in(std::string_view markdown);

/// The mark of an item within its joint: where it begins, and its size without the space behind it.
struct Mark {
  std::size_t begin = 0, size = 0;
};
[[nodiscard]] Mark mark_in(std::string_view joint);

}  // namespace zielbaum::merge
