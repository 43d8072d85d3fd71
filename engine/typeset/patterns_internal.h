// Hyphenation patterns as Liang made them for TeX: "1ba2" says how good (odd) or bad (even) a division is between its
// letters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::typeset {

/// Patterns of one level, looked up by their letters. Refers to the text that it was made from.
///
/// A table of places in that text, and not a tree or a map of strings: that of the German dictionary (77,902 lines) is
/// made in about 10 ms.
class PatternLevel {
 public:
  /// One pattern a line; lines that are none (comments, settings) are left out. Of two with the same letters the later
  /// counts.
  explicit PatternLevel(std::string_view text);

  /// For each place before a byte of `word` the highest value of the patterns that fit, from '0' to '9'. `word` is in
  /// lower case and the character set of the text. Cost: the word's length times that of a pattern.
  [[nodiscard]] std::string values(std::string_view word) const;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t begin = 0;  ///< of the line, plus 1; 0: empty
  };
  [[nodiscard]] const Slot& find(std::uint32_t hash, std::string_view letters) const;

  std::string_view text_;
  std::vector<Slot> slots_;
  std::vector<bool> beginnings_;  ///< by hash: whether a pattern may begin with such letters
};

/// A hyphenation dictionary as Debian's packages have it: two levels (the seams of compounds, then the syllables
/// between them), or the second alone.
struct Dictionary {
  std::string text;
  bool is_utf8 = false;  ///< else Latin-1
  PatternLevel seams{{}}, syllables{{}};

  explicit Dictionary(std::string bytes);
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;
};

}  // namespace zielbaum::typeset
