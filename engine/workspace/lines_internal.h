// What all that goes from one line of work to another looks at first.
#pragma once

#include "model/under_way.h"
#include "workspace/merging.h"

namespace zielbaum::workspace {

/// Refused ("unsaved-changes") where the working copy is not as it was saved last.
[[nodiscard]] Result<void> check_all_saved(const Workspace& workspace);
/// Refused ("merge-under-way").
[[nodiscard]] Result<void> check_no_merge(const Workspace& workspace);
/// What the working copy's note says, unless it has come about by now.
[[nodiscard]] Result<std::optional<model::UnderWay>> merge_that_waits(const Workspace& workspace);
/// What a merge broke that was sound on both sides must not be laid out: Conflict, with the findings. Else what is only
/// to be told.
[[nodiscard]] Result<Findings> check_merged(const Merging& merging);
/// The last saved version. NotFound ("nothing-saved").
[[nodiscard]] Result<VersionId> last_saved(const Workspace& workspace);
[[nodiscard]] Result<std::vector<store::OthersLine>> lines_only_others_have(const Workspace& workspace);
/// A draft or "main", by its name with or without "draft/". NotFound ("unknown-draft").
[[nodiscard]] Result<store::Line> find_line(const Workspace& workspace, std::string_view name);
/// "klima" for "draft/klima".
[[nodiscard]] std::string short_name(std::string_view line);

}  // namespace zielbaum::workspace
