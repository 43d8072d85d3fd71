// Texts merged both ways round.
#pragma once

#include <string>
#include <string_view>

#include "merge/merge.h"
#include "support/catch.h"

namespace zielbaum::test {

/// The merged text, or "conflict"; the same with the sides swapped.
inline std::string merged(std::string_view base, std::string_view ours, std::string_view theirs) {
  const merge::MergedText one = merge::merge_text(base, ours, theirs);
  const merge::MergedText two = merge::merge_text(base, theirs, ours);
  CHECK(one.text == two.text);
  CHECK(one.conflicts.size() == two.conflicts.size());
  return one.conflicts.empty() ? one.text : "conflict";
}

}  // namespace zielbaum::test
