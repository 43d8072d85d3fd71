// What a merge of files cannot see: each side keeps the rules, and both together do not, since one dropped what the
// other one came to use. Whatever it is, an office, an option, a node of another document, a picture: people decide.
#pragma once

#include <vector>

#include "workspace/merging.h"

namespace zielbaum::workspace {

/// Looks at what the merge of files made, as if it were a version: what it breaks that neither side does becomes a
/// conflict where it can be said what is missing, and is done as was decided; the rest stands in Merging::broken.
[[nodiscard]] Result<void> settle_uses(const Workspace& workspace, const std::vector<model::Decision>& decisions,
                                       Merging& merging);

/// The side whose will a version made of both follows: whether it still has what is used.
[[nodiscard]] merge::Side side_followed(const Workspace& workspace, const Merging& merging,
                                        const OpenConflict& conflict, const VersionId& made);

/// Errors and warnings of a version's documents and of the files that all share.
struct NewFindings {
  Findings of_none;    ///< of the sides
  Findings of_theirs;  ///< but not of ours
};
/// `changes`: what was changed in `ours` to make `version`.
[[nodiscard]] Result<NewFindings> new_findings(const Workspace& workspace, const std::vector<DocumentId>& documents,
                                               const std::vector<store::VersionFile>& changes, const VersionId& version,
                                               const VersionId& ours, const VersionId& theirs);

}  // namespace zielbaum::workspace
