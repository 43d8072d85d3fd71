// What people decided, to look up by conflict.
#pragma once

#include <vector>

#include "merge/outlines_internal.h"

namespace zielbaum::merge {

class Choices {
 public:
  explicit Choices(std::vector<Choice> all);
  [[nodiscard]] const std::vector<Choice>& all() const { return all_; }
  /// nullptr where nothing was decided.
  [[nodiscard]] const Choice* find(const Conflict& conflict) const;
  [[nodiscard]] std::optional<Version> side(const Conflict& conflict) const;

 private:
  std::vector<Choice> all_;
};

}  // namespace zielbaum::merge
