#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "store/store.h"
#include "store/walk_internal.h"

namespace zielbaum::store {

namespace {

using Parents = std::unordered_map<VersionId, std::vector<VersionId>>;

/// All that is behind `version`, itself not.
std::unordered_set<VersionId> behind(const VersionId& version, const Parents& parents) {
  std::unordered_set<VersionId> seen;
  std::vector<VersionId> waiting = parents.at(version);
  while (!waiting.empty()) {
    const VersionId next = std::move(waiting.back());
    waiting.pop_back();
    if (!seen.insert(next).second) continue;
    const std::vector<VersionId>& its = parents.at(next);
    waiting.insert(waiting.end(), its.begin(), its.end());
  }
  return seen;
}

}  // namespace

Result<std::vector<VersionId>> common_ancestors(const Store& store, const VersionId& a, const VersionId& b) {
  const auto describe = [&](const VersionId& id) { return store.describe(id); };
  Parents behind_a;
  bool b_is_behind_a = false;
  TRY(walk(a, describe, [&](const Version& version) -> Result<bool> {
    behind_a.emplace(version.id, version.parents);
    b_is_behind_a = version.id == b;
    return !b_is_behind_a;
  }));
  if (b_is_behind_a) return std::vector<VersionId>{b};
  // Where the way back from b meets what is behind a.
  std::vector<VersionId> met;
  std::unordered_set<VersionId> seen{b};
  std::vector<VersionId> waiting{b};
  while (!waiting.empty()) {
    const VersionId next = std::move(waiting.back());
    waiting.pop_back();
    if (behind_a.contains(next)) {
      met.push_back(next);
      continue;
    }
    const Version version = TRY(store.describe(next));
    for (const VersionId& parent : version.parents)
      if (seen.insert(parent).second) waiting.push_back(parent);
  }
  if (met.size() > 1) {
    std::unordered_set<VersionId> further;
    for (const VersionId& one : met) further.merge(behind(one, behind_a));
    std::erase_if(met, [&](const VersionId& one) { return further.contains(one); });
  }
  std::sort(met.begin(), met.end());
  return met;
}

}  // namespace zielbaum::store
