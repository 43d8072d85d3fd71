// What the user may call a version, and which one is meant. Knows no repository: both implementations use it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace zielbaum::store {

/// The names that a store knows, and how to look up the rest.
struct VersionNames {
  std::optional<VersionId> head;
  std::vector<EditionTag> editions;
  std::vector<Line> lines;
  std::vector<OthersLine> others;
  /// What a full name ("refs/heads/x") stands for, tags followed to their version; nothing where there is none.
  std::function<Result<std::optional<VersionId>>(const std::string& reference)> named;
  std::function<Result<std::vector<VersionId>>(std::string_view prefix)> with_prefix;
  /// The last version of the current line not after this time.
  std::function<Result<std::optional<VersionId>>(std::int64_t unix_time)> not_after;
};

/// As Store::resolve().
[[nodiscard]] Result<VersionId> resolve_name(const VersionNames& names, std::string_view version,
                                             const DocumentId& document);

}  // namespace zielbaum::store
