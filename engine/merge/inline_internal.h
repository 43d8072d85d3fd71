// What stands within a sentence or a cell, as a merge takes or leaves it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::merge {

struct Span {
  std::size_t begin = 0, end = 0;
};

/// What is never taken in part: code, the address of a link or picture with its title ("](address "title")"), the name
/// of the definition that it refers to ("][name]"), an address between angles, the mark of a footnote. Ascending.
/// Linear, but for code that is not closed.
[[nodiscard]] std::vector<Span> atoms_in(std::string_view markdown);

/// The mark of a footnote, "[^name]".
[[nodiscard]] bool is_note_mark(std::string_view atom);

/// As text::sentences(), but none ends within an atom.
[[nodiscard]] std::vector<std::string_view> sentences_in(std::string_view markdown);

/// As text::words(), each atom one.
[[nodiscard]] std::vector<std::string_view> tokens_in(std::string_view markdown);

/// A word, but "2024–2026" as three.
[[nodiscard]] std::vector<std::string_view> ends_in(std::string_view word);
[[nodiscard]] bool has_digit(std::string_view text);

/// No-break spaces as plain ones.
[[nodiscard]] std::string with_plain_spaces(std::string_view text);

/// Without what is white at both ends, every run of it within as one space; composed characters.
[[nodiscard]] std::string normal(std::string_view text);

/// Lines moved to the right or, as far as there is space, to the left. Not the first one.
[[nodiscard]] std::string indented(std::string_view text, std::ptrdiff_t by);

[[nodiscard]] bool is_white(char c);
[[nodiscard]] std::string_view without_white_end(std::string_view text);

}  // namespace zielbaum::merge
