// A text of runs as words, marks and spaces, each knowing where it stands in the runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diff/numbers_internal.h"
#include "model/prose.h"

namespace zielbaum::diff {

enum class TokenSort {
  Word,
  Space,
  Mark,    ///< a full stop, a bracket
  Break,   ///< between lines, items of a list, cells of a table
  Object,  ///< the mark of a footnote, or a picture
};

struct Token {
  std::uint32_t number = 0;  ///< equal for equal tokens; how many spaces, and of which kind, makes no difference
  std::size_t begin = 0;     ///< bytes [begin, end) of TokenText::text
  std::size_t end = 0;
  TokenSort sort = TokenSort::Word;
  [[nodiscard]] bool is_word() const { return sort == TokenSort::Word; }
  [[nodiscard]] bool is_space() const { return sort == TokenSort::Space; }
};

/// Whether it only parts what stands around it.
[[nodiscard]] inline bool is_gap(const Token& token) {
  return token.sort == TokenSort::Space || token.sort == TokenSort::Break;
}

/// What it is worth to keep a token: words by their length, since the short ones stand everywhere.
[[nodiscard]] std::uint32_t weight(const Token& token);

struct TokenText {
  std::string text;  ///< of all runs, one after the other
  std::vector<Token> tokens;
  std::vector<std::size_t> sentences;  ///< the first token of each, and the number of tokens at the end
  [[nodiscard]] std::string_view at(std::size_t token) const {
    return std::string_view(text).substr(tokens[token].begin, tokens[token].end - tokens[token].begin);
  }
};

/// A part of a run. Its source is that of the whole run.
[[nodiscard]] model::Run with_text(const model::Run& run, std::string_view text);

/// Cuts runs into sentences and those into tokens. A break, a note mark and a picture are one token each. No token goes
/// from one such run into the next, but words do where only the style differs ("Kiez**box**" is one word).
/// `numbers` holds views into the result's text, so the result must not be moved while it is used.
void cut(const model::Runs& runs, Numbers& numbers, TokenText& out);

}  // namespace zielbaum::diff
