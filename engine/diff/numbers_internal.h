// Texts as numbers, which are quicker to compare.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace zielbaum::diff {

/// Gives equal texts equal numbers, from 0 on.
class Numbers {
 public:
  /// Holds the view: the text must stay.
  [[nodiscard]] std::uint32_t of(std::string_view text) {
    return numbers_.try_emplace(text, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  [[nodiscard]] std::uint32_t of_copy(std::string text) {
    const auto found = numbers_.find(text);
    return found != numbers_.end() ? found->second : of(kept_.emplace_back(std::move(text)));
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::deque<std::string> kept_;
};

}  // namespace zielbaum::diff
