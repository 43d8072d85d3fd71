// Lists that the word processor numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "flow/flow.h"

namespace zielbaum::docx {

/// Which list a paragraph is an item of, and how deep that is nested.
struct ListPlace {
  std::int32_t list = 0;
  std::int32_t depth = 0;
};

class Numbering {
 public:
  /// The deepest level that the format knows.
  static constexpr std::int32_t kDeepest = 8;

  /// A place for the items of one list. Each ordered list counts for itself.
  [[nodiscard]] ListPlace place(const flow::List& list, std::int32_t depth);
  /// The part.
  [[nodiscard]] std::string bytes() const;

 private:
  struct Ordered {
    std::int32_t depth = 0;
    std::int32_t start = 1;
  };
  std::vector<Ordered> ordered_;
};

}  // namespace zielbaum::docx
