// The version that a merge starts from.
#pragma once

#include <optional>
#include <vector>

#include "workspace/workspace.h"

namespace zielbaum::workspace {

/// One version that stands for all of `bases` (at least one): their merge, made once where there are several, as lines
/// have that were merged crosswise. With one of them alone, what the other line took in and dropped again since would
/// come back. What they contradict each other in is as it was before both. As git's recursive merge does; the version
/// made is on no line of work, and always the same one.
[[nodiscard]] Result<VersionId> merged_base(const Workspace& workspace, std::vector<VersionId> bases);

/// merged_base() of what two versions have in common; nothing where that is nothing.
[[nodiscard]] Result<std::optional<VersionId>> merge_base(const Workspace& workspace, const VersionId& a,
                                                          const VersionId& b);

}  // namespace zielbaum::workspace
