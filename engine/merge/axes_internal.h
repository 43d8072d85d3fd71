// Rows or columns of three tables, each under one name.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "merge/grid_internal.h"
#include "merge/order_internal.h"

namespace zielbaum::merge {

template <typename T>
using OfVersions = std::array<T, 3>;

/// Rows or columns of three versions under one name each: those of the base by their places, new ones behind them in
/// the order of what they say.
struct AxisNames {
  OfVersions<std::vector<Handle>> of;  ///< by place
  OfVersions<std::map<Handle, std::size_t>> places;
  std::size_t base_count = 0;

  [[nodiscard]] bool has(Version version, Handle one) const { return places[version].contains(one); }
  [[nodiscard]] bool is_new(Handle one) const { return one >= base_count; }
  [[nodiscard]] std::set<Handle> all() const {
    std::set<Handle> out;
    for (const auto& list : of) out.insert(list.begin(), list.end());
    return out;
  }
};

/// `told` gives what a new one of a side says; what both sides put in and says the same has one name.
template <typename Told>
AxisNames name_axis(std::size_t base_count, const OfVersions<Pairs>& pairs, const Told& told) {
  AxisNames out;
  out.base_count = base_count;
  std::map<std::string, OfVersions<std::vector<std::size_t>>> added;
  for (const Version side : {kOurs, kTheirs})
    for (std::size_t i = 0; i < pairs[side].size(); ++i)
      if (!pairs[side][i]) added[told(side, i)][side].push_back(i);
  for (const Version side : {kOurs, kTheirs}) out.of[side].resize(pairs[side].size());
  auto next = static_cast<Handle>(base_count);
  for (const auto& [said, places] : added) {
    for (std::size_t i = 0; i < std::max(places[kOurs].size(), places[kTheirs].size()); ++i, ++next)
      for (const Version side : {kOurs, kTheirs})
        if (i < places[side].size()) out.of[side][places[side][i]] = next;
  }
  for (Handle i = 0; i < base_count; ++i) out.of[kBase].push_back(i);
  for (const Version side : {kOurs, kTheirs})
    for (std::size_t i = 0; i < pairs[side].size(); ++i)
      if (pairs[side][i]) out.of[side][i] = static_cast<Handle>(*pairs[side][i]);
  for (const Version version : {kBase, kOurs, kTheirs})
    for (std::size_t i = 0; i < out.of[version].size(); ++i) out.places[version][out.of[version][i]] = i;
  return out;
}

}  // namespace zielbaum::merge
