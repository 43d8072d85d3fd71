// Merging by our rules for plain git: as a merge strategy, which sees whole versions; as a driver for single files
// where git uses another strategy; and afterwards, as a look at what somebody else's merge made of two versions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workspace/git_views.h"
#include "workspace/merging.h"

namespace zielbaum::workspace {

/// What git hands to a merge strategy.
struct GitMerge {
  std::vector<VersionId> bases;  ///< one at least
  VersionId head, remote;
  std::string name;  ///< what `remote` is called
};
/// Does git's part: brings index and working copy from `head` to the merge of both. On Conflicts, what both changed in
/// different ways is marked in its files with both wordings, so that nothing takes it for decided (code "undecided");
/// they are unmerged for git, and a note waits for resolve(). Files that were changed and not saved are not written
/// over (Refused, "unsaved-changes", in git's words).
[[nodiscard]] Result<MergeResult> merge_for_git(Workspace& workspace, const GitMerge& wanted, const store::Act& act);

/// Once all is decided about a merge that git began: lays it out, so that git can end it (git commit, git rebase
/// --continue), and forgets the note.
[[nodiscard]] Result<void> lay_out_for_git(Workspace& workspace, const MergeResult& decided, const store::Act& act);

/// One file of three versions, as git's merge driver has it: prose by sentences, a document.xml by its tree (knowing
/// nothing of prose). Where people have to decide, both wordings are in it, marked.
struct FileForGit {
  std::string bytes;
  bool decided = true;
};
[[nodiscard]] FileForGit merge_file_for_git(std::string_view base, std::string_view ours, std::string_view theirs,
                                            std::string_view path, const GitContext& context);

/// What a version that was made of two has lost or changed against the merge of both by our rules; nothing of other
/// versions. What both had changed in different ways may be as either side has it, or in words of its own. Codes:
/// "merged-differently" (an error where a side had changed it, else a warning), "merge-unknown" (a note: one of the
/// versions cannot be read).
[[nodiscard]] Result<Findings> check_merge(const Workspace& workspace, const VersionId& version);

}  // namespace zielbaum::workspace
