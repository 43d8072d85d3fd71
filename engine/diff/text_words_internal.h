// The changes of words within one unit of text, or within one that became two, or two that became one.
#pragma once

#include <optional>
#include <vector>

#include "diff/text_changes.h"

namespace zielbaum::diff {

/// The texts of units on both sides, mostly one each. As many places as old texts.
struct UnitTexts {
  std::vector<model::Runs> before;
  std::vector<model::Runs> after;
  std::vector<TextPlace> places;
};

/// Nothing where several texts cannot be told as split or joined.
[[nodiscard]] std::optional<TextChanges> word_changes(const UnitTexts& texts, const NoteNames& names,
                                                      std::size_t& work);

}  // namespace zielbaum::diff
