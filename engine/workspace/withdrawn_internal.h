// What others took out of the common repository by force, after it was there: a branch that was put back, rewritten or
// deleted. Exchanging versions must not bring it back in silence.
//
// What a branch was there when versions were exchanged last stands in refs/zielbaum/synced/<remote>/<branch>, here
// only.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workspace/sync.h"

namespace zielbaum::workspace {

/// Runs git with these words and gives what it says.
using AskGit = std::function<Result<std::string>(std::vector<std::string>)>;
/// Branches of the other repository, by name.
using LinesThere = std::map<std::string, VersionId>;

/// As they were when versions were exchanged last; by what git itself remembers where that was before there was a
/// record.
[[nodiscard]] Result<LinesThere> seen_last(const AskGit& ask, const std::string& remote, const LinesThere& tracked);
/// Remembers `now`, but for the lines that wait for people.
[[nodiscard]] Result<void> remember_seen(const AskGit& ask, const std::string& remote, const LinesThere& seen,
                                         const LinesThere& now, const std::vector<std::string>& waiting);

/// The versions that `here` has, the branch had there, and no branch has there any more; newest first.
[[nodiscard]] Result<std::vector<VersionId>> withdrawn_versions(const AskGit& ask, const std::string& remote,
                                                                const VersionId& seen, const VersionId& here);
/// What a version changed: nodes by number and title, other files by their paths.
[[nodiscard]] Result<std::vector<std::string>> touched_by(const Workspace& workspace, const VersionId& version);

}  // namespace zielbaum::workspace
