// Lines of work beside "main" ("Arbeitsfassungen"): begun, looked at, gone to. merging.h works them in again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workspace/workspace.h"

namespace zielbaum::workspace {

struct DraftInfo {
  std::string name;        ///< without "draft/"
  std::string remote;      ///< where it is, if not here: as the other repository is called here
  store::Version version;  ///< saved last
  std::size_t ahead = 0;   ///< versions that main does not have
  std::size_t behind = 0;  ///< versions of main that it does not have
  bool current = false;    ///< the working copy is on it
};
/// By name; at the end those that only others had when versions were exchanged last.
[[nodiscard]] Result<std::vector<DraftInfo>> drafts(const Workspace& workspace);

/// Begins a draft at a version (absent: the current one) and goes there; what was not saved yet comes along if the
/// version is the current one. Usage ("bad-name"), Refused ("draft-exists", "unsaved-changes"), NotFound
/// ("nothing-saved").
[[nodiscard]] Result<void> start_draft(Workspace& workspace, std::string_view name, const State& from,
                                       const store::Act& act);
/// Goes to a draft or to "main": lays out its files; begins it here if only others have it. NotFound ("unknown-draft")
/// with what there is; Refused
/// ("unsaved-changes", "merge-under-way"). False if the working copy is on it already.
[[nodiscard]] Result<bool> switch_to(Workspace& workspace, std::string_view name, const store::Act& act);

/// Takes back the last change of this working copy, or does it again. Errors of Store::undo(); Refused
/// ("merge-under-way").
[[nodiscard]] Result<store::Operation> undo(Workspace& workspace, store::Direction direction, const store::Act& act);

}  // namespace zielbaum::workspace
