// Where a German word may be divided, by the dictionary of Debian's package hyphen-de.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

struct _HyphenDict;

namespace zielbaum::typeset {

/// A session over the dictionary, which is read at the first question. Without it no word has a place to divide.
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
  struct Free {
    void operator()(_HyphenDict* dictionary) const;
  };
  std::unique_ptr<_HyphenDict, Free> dictionary_;
  bool tried_ = false;
};

}  // namespace zielbaum::typeset
