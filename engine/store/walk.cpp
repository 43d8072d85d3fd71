#include <queue>
#include <unordered_map>

#include "store/walk_internal.h"

namespace zielbaum::store {

namespace {

struct Known {
  Version version;
  std::size_t children_left = 0;
};

struct Ready {
  std::int64_t unix_time;
  std::size_t order;  ///< makes equal times come out the same in every run
  VersionId id;
  bool operator<(const Ready& other) const {
    return unix_time != other.unix_time ? unix_time < other.unix_time : order > other.order;
  }
};

}  // namespace

Result<void> walk(const VersionId& from, const std::function<Result<Version>(const VersionId&)>& describe,
                  const std::function<Result<bool>(const Version&)>& visit) {
  Version current = TRY(describe(from));
  while (current.parents.size() < 2) {
    if (!TRY(visit(current)) || current.parents.empty()) return {};
    current = TRY(describe(current.parents.front()));
  }

  std::unordered_map<VersionId, Known> known;
  std::vector<VersionId> to_read = {current.id};
  known[current.id].version = current;
  while (!to_read.empty()) {
    const VersionId id = to_read.back();
    to_read.pop_back();
    const std::vector<VersionId> parents = known[id].version.parents;
    for (const VersionId& parent : parents) {
      const auto [entry, is_new] = known.try_emplace(parent);
      ++entry->second.children_left;
      if (!is_new) continue;
      entry->second.version = TRY(describe(parent));
      to_read.push_back(parent);
    }
  }
  std::priority_queue<Ready> ready;
  std::size_t order = 0;
  ready.push({current.unix_time, order++, current.id});
  while (!ready.empty()) {
    const Version& version = known[ready.top().id].version;
    ready.pop();
    if (!TRY(visit(version))) return {};
    for (const VersionId& parent : version.parents) {
      Known& behind = known[parent];
      if (--behind.children_left == 0) ready.push({behind.version.unix_time, order++, parent});
    }
  }
  return {};
}

}  // namespace zielbaum::store
