#include <algorithm>

#include "history/history.h"

namespace zielbaum::history {

const std::array<std::string_view, 10> Happened::kWords = {"added",  "removed", "moved",    "reordered", "retitled",
                                                           "fields", "links",   "reworded", "formatted", "kind"};

void Happened::add(std::string_view word) {
  const auto found = std::find(kWords.begin(), kWords.end(), word);
  ENSURE(found != kWords.end());
  bits = static_cast<std::uint16_t>(bits | (1u << (found - kWords.begin())));
}

bool Happened::contains(std::string_view word) const {
  const auto found = std::find(kWords.begin(), kWords.end(), word);
  return found != kWords.end() && (bits >> (found - kWords.begin()) & 1u) != 0;
}

std::vector<std::string> Happened::words() const {
  std::vector<std::string> out;
  for (const std::string_view word : kWords) {
    if (contains(word)) out.emplace_back(word);
  }
  return out;
}

}  // namespace zielbaum::history
