// Markdown cut into what a merge takes or leaves whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::merge {

/// What stands between two sentences.
enum class Between {
  No,     ///< it is a sentence
  Space,  ///< within a paragraph, be it a line end
  Line,   ///< a line end that means something: items of lists, rows of tables
  Block,  ///< an empty line
};

struct Passage {
  std::string text;
  std::string key;  ///< equal for what says the same: how it is spaced and broken into lines makes no difference
  Between between = Between::No;
  std::uint32_t weight = 1;  ///< what it is worth to find it again
};
using Passages = std::vector<Passage>;

/// Sentences, and between any two what parts them; white space at the end is left out.
[[nodiscard]] Passages passages_in(std::string_view markdown);

/// Words, marks and spaces of one sentence.
[[nodiscard]] Passages words_in(std::string_view markdown);

}  // namespace zielbaum::merge
