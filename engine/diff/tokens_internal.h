// A text of runs as words, marks and spaces, each knowing where it stands in the runs.
#pragma once

#include <string>
#include <vector>

#include "diff/align_internal.h"
#include "model/prose.h"

namespace zielbaum::diff {

struct Token {
  std::uint32_t number = 0;  ///< equal for equal tokens
  std::size_t begin = 0;     ///< bytes [begin, end) of TokenText::text
  std::size_t end = 0;
  bool is_word = false;
  bool is_space = false;
};

struct TokenText {
  std::string text;  ///< of all runs, one after the other
  std::vector<Token> tokens;
  std::vector<std::size_t> sentences;  ///< the first token of each, and the number of tokens at the end
};

/// Cuts runs into sentences and those into tokens. A break, a note mark and a picture are one token each. No token goes
/// from one such run into the next, but words do where only the style differs ("Kiez**box**" is one word).
/// `numbers` holds views into the result's text, so the result must not be moved while it is used.
void cut(const model::Runs& runs, Numbers& numbers, TokenText& out);

}  // namespace zielbaum::diff
