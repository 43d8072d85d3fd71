// Where a word may be divided: by the patterns of Debian's packages hyphen-de, hyphen-en-us and hyphen-uk, and by our
// own exceptions where they are wrong.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

namespace zielbaum::typeset {

/// A place inside a word, before the byte `offset`.
struct Division {
  std::size_t offset = 0;
  bool seam = false;  ///< between the parts of a compound, where a division reads best
  bool operator==(const Division&) const = default;
};

struct Dictionary;
class PatternLevel;

/// A session over the dictionaries, each read at the first question for its language.
class Hyphenator {
 public:
  Hyphenator();
  ~Hyphenator();
  Hyphenator(Hyphenator&&) noexcept;
  Hyphenator& operator=(Hyphenator&&) noexcept;

  /// Ascending. At least two letters stand before and three after each, counted within the word, within the parts of a
  /// compound and of "Bürger*innen". None for a language without a dictionary, for addresses and abbreviations in
  /// capitals. `word` is UTF-8, `lang` BCP 47.
  [[nodiscard]] std::vector<Division> places(std::string_view word, std::string_view lang);

 private:
  [[nodiscard]] const Dictionary* dictionary(std::string_view primary);

  std::map<std::string, std::unique_ptr<Dictionary>, std::less<>> dictionaries_;  ///< null where there is none
  std::string exception_patterns_;
  std::unique_ptr<PatternLevel> exceptions_;  ///< of German
};

/// Whether `word` is a web or mail address, which is never hyphenated.
[[nodiscard]] bool is_address(std::string_view word);

}  // namespace zielbaum::typeset
