// What happened inside a field, by the type of its values: which end of a period, who came and went, which office only
// has another name.
//
// Laws (tests/diff/field_parts_test.cpp): each value of either side that is not kept is in a part; equal fields have
// none; the way back has the same parts with the sides in each other's place.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "diff/diff.h"
#include "model/type.h"
#include "model/workspace.h"

namespace zielbaum::diff {

enum class PartChange {
  Became,     ///< one value in place of another one
  Came,       ///< of a list: only in the new version
  Went,       ///< of a list: only in the old one
  Renamed,    ///< an office, and the one that took over from it: the same office by another name
  Reordered,  ///< of a sequence: what is kept stands in another order
};

/// What of a value became another one.
enum class Aspect {
  Whole,
  Begin,  ///< of a period
  End,
  Unit,  ///< of a number or an amount of money: the unit or currency alone
  Year,  ///< of a series: the value for a year that both have
};

struct FieldPart {
  PartChange what = PartChange::Became;
  Aspect aspect = Aspect::Whole;
  std::optional<std::size_t> before;  ///< place among the values
  std::optional<std::size_t> after;
  bool operator==(const FieldPart&) const = default;
};

/// A field's values in two versions, paired.
struct FieldParts {
  std::vector<FieldPart> parts;                  ///< came or became, then renamed, then went; reordered last
  std::vector<std::optional<std::size_t>> kept;  ///< by place in the old version: the place in the new one
  /// Nothing but the names of offices: no other one is responsible than before.
  [[nodiscard]] bool only_renamed() const;
  bool operator==(const FieldParts&) const = default;
};

/// `parties`: the registers of both versions as one (model::laid_over). Offices are followed through all that took
/// over, in either direction. O(n²) in the values of one field.
[[nodiscard]] FieldParts compare_values(const std::vector<model::FieldValue>& before,
                                        const std::vector<model::FieldValue>& after, model::Listing listing,
                                        const model::Parties& parties);

/// Whether all that happened to the node's fields is that offices have other names.
[[nodiscard]] bool only_renamed(const Change& change, const model::Parties& parties);

}  // namespace zielbaum::diff
