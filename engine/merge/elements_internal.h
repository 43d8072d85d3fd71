// XML files laid out as we write them, merged by their elements.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace zielbaum::merge {

struct MergedElements {
  std::optional<std::string> text;  ///< absent where both sides made different things of one element
};

/// Elements of one name (or id, key, file, ...) are one, wherever they stand; what is in an element that both changed
/// is merged likewise. Nothing where a file is laid out in another way, or an element is given twice.
[[nodiscard]] std::optional<MergedElements> merge_elements(const std::array<std::string_view, 3>& files);

}  // namespace zielbaum::merge
