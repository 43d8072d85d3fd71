#include <limits>
#include <unordered_set>

#include "store/store.h"
#include "store/walk_internal.h"

namespace zielbaum::store {

Result<std::optional<VersionId>> common_ancestor(const Store& store, const VersionId& a, const VersionId& b) {
  std::unordered_set<VersionId> behind_a;
  const auto describe = [&](const VersionId& id) { return store.describe(id); };
  TRY(walk(a, describe, [&](const Version& version) -> Result<bool> {
    behind_a.insert(version.id);
    return version.id != b;  // then b is the nearest one
  }));
  // Each version comes before its parents, so the first one met has none between it and b.
  std::optional<VersionId> common;
  TRY(walk(b, describe, [&](const Version& version) -> Result<bool> {
    if (behind_a.contains(version.id)) common = version.id;
    return !common;
  }));
  return common;
}

}  // namespace zielbaum::store
