// Where a German word may be divided, by the patterns of Debian's package hyphen-de.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace zielbaum::typeset {

/// A session over the patterns, which are read at the first question. Without them no word has a place to divide.
class Hyphenator {
 public:
  Hyphenator();
  ~Hyphenator();
  Hyphenator(Hyphenator&&) noexcept;
  Hyphenator& operator=(Hyphenator&&) noexcept;

  /// Byte offsets inside `word` (UTF-8), ascending, before which it may be divided; at least two letters stand before
  /// and three after each.
  [[nodiscard]] std::vector<std::size_t> places(std::string_view word);

 private:
  struct Patterns;
  std::unique_ptr<Patterns> patterns_;
};

}  // namespace zielbaum::typeset
