#include "merge/choices_internal.h"

#include <algorithm>

namespace zielbaum::merge {

Choices::Choices(std::vector<Choice> all) : all_(std::move(all)) {
  std::stable_sort(all_.begin(), all_.end(), [](const Choice& a, const Choice& b) { return a.conflict < b.conflict; });
}

const Choice* Choices::find(const Conflict& conflict) const {
  const auto found =
      std::lower_bound(all_.begin(), all_.end(), conflict,
                       [](const Choice& choice, const Conflict& wanted) { return choice.conflict < wanted; });
  return found != all_.end() && found->conflict == conflict ? &*found : nullptr;
}

std::optional<Version> Choices::side(const Conflict& conflict) const {
  const Choice* const choice = find(conflict);
  return choice == nullptr ? std::nullopt : std::optional(version_of(choice->side));
}

}  // namespace zielbaum::merge
