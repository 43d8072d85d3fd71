// Exchanging versions with another repository, through the git program: over ssh, https or a path, with the user's own
// keys and settings. Takes what is new there, works it in by our rules, gives what is new here, never forces, and looks
// whether it arrived.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "workspace/merging.h"

namespace zielbaum::workspace {

struct SyncWishes {
  MergeMessage message;                   ///< of versions that bring both together
  std::function<void(std::size_t)> wait;  ///< called before each further round with its number: others were faster
  std::size_t rounds = 40;
  /// Lines of which others withdrew versions by force: these are given again ...
  std::vector<std::string> give_again = {};
  /// ... or go here, too; what was saved here on top of them stays.
  std::vector<std::string> follow = {};
};

struct SyncedLine {
  std::string name;                  ///< "main", "draft/x", or "zielbaum/discussion": reasons and remarks
  std::size_t taken = 0, given = 0;  ///< versions
};
/// A version that others took out of the common repository by force.
struct Withdrawn {
  store::Version version;
  std::vector<std::string> touched;  ///< nodes by number and title, other files by path
};
struct WithdrawnLine {
  std::string name;                 ///< as SyncedLine
  bool deleted = false;             ///< the line is not there any more
  std::vector<Withdrawn> versions;  ///< newest first
};
struct SyncResult {
  std::string remote;                   ///< what the other repository is called here
  std::vector<SyncedLine> lines;        ///< of which something was taken or given
  std::optional<MergeResult> conflict;  ///< what waits for decisions; nothing was given then
  std::vector<Message> notes;
  Findings findings;  ///< as MergeResult
  /// Of which nothing was taken or given: people decide (SyncWishes::give_again, follow).
  std::vector<WithdrawnLine> withdrawn = {};
};

/// Syncs main, the current line (a draft from the first version on that main has not), the drafts that the other side
/// has too, the records of the discussion, and editions. A draft that was finished here is taken away there, if nobody
/// has gone on in it. Drafts that others have begun are named; switch_to() begins them here.
/// What others withdrew by force stays here and is not given again, until somebody says which.
/// Each local effect is an operation ("sync") that undo takes back from here as long as nobody else has it.
/// Refused ("unsaved-changes", "merge-under-way", "cannot-follow"); NotFound ("no-remote"); Storage
/// ("remote-unreachable", in git's words: nothing is lost, all goes out next time), ("git-failed"); Conflict
/// ("lost-race": others were faster in every round); Locked ("remote-locked": a lock there that stays).
[[nodiscard]] Result<SyncResult> sync(Workspace& workspace, const SyncWishes& wishes, const store::Act& act);

}  // namespace zielbaum::workspace
