#include <algorithm>

#include "workspace/merge_base_internal.h"
#include "workspace/merge_changes_internal.h"
#include "workspace/merging.h"

namespace zielbaum::workspace {

Result<VersionId> merged_base(const Workspace& workspace, std::vector<VersionId> bases) {
  ENSURE(!bases.empty());
  std::sort(bases.begin(), bases.end());
  store::Store& store = workspace.store();
  VersionId all = bases.front();
  for (auto next = bases.begin() + 1; next != bases.end(); ++next) {
    const std::optional<VersionId> before = TRY(merge_base(workspace, all, *next));
    if (!before || *before == *next) continue;
    const Merging merging = TRY(merge_files(workspace, *before, all, *next, {}, MergedFrom::Wholes));
    const store::Version made_by = TRY(store.describe(*next));
    all = TRY(store.make_version(all, merging.changes, {all, *next}, "common to lines merged crosswise",
                                 {made_by.author, made_by.unix_time}));
  }
  return all;
}

Result<std::optional<VersionId>> merge_base(const Workspace& workspace, const VersionId& a, const VersionId& b) {
  const std::vector<VersionId> bases = TRY(store::common_ancestors(workspace.store(), a, b));
  if (bases.empty()) return std::optional<VersionId>();
  return std::optional(TRY(merged_base(workspace, bases)));
}

}  // namespace zielbaum::workspace
