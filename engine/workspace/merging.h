// Working another line of work into this one ("einarbeiten"): what both changed in different ways is told and decided;
// then the new version is made and laid out, all at once. Until then no file and no line of work changes, and what was
// decided lies in a note of the working copy (model/under_way.h): it can be interrupted and resumed at will.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "merge/merge.h"
#include "model/under_way.h"
#include "workspace/workspace.h"

namespace zielbaum::workspace {

/// A document that both lines changed.
struct MergedDocument {
  Loaded base, ours, theirs;  ///< Loaded::absent where a version does not have it
  merge::Merged merged;
};

/// What both lines changed in different ways.
struct OpenConflict {
  DocumentId document;       ///< empty: `conflict.part` is the path of a file that is no part of a document's tree
  merge::Conflict conflict;  ///< its sort does not count for a file
  auto operator<=>(const OpenConflict&) const = default;
};

/// What one side dropped and the other one came to use.
struct Use {
  std::string
      what;  ///< "party", "kind", "field", "option", "role", "child", "node", "picture", "credit", "theme", "type"
  std::string name;                       ///< what it is called where it was
  std::string file;                       ///< where it was
  std::string where;                      ///< it is used: a node by number and title, or a file
  merge::Side has = merge::Side::Theirs;  ///< who has it, and uses it
};

struct Merging {
  VersionId base, ours, theirs;
  std::vector<MergedDocument> documents;
  std::vector<DocumentId> merged_in_part;  ///< the others that both changed, of MergedFrom::Changes
  std::vector<OpenConflict> open;          ///< not decided yet, in the order of documents and nodes
  std::map<DocumentId, std::vector<merge::Note>> notes;
  std::vector<DocumentId> touched;          ///< by either line, if each has changed something; by id
  std::vector<store::VersionFile> changes;  ///< what the result differs in from `ours`; sorted by path
  std::map<OpenConflict, Use> uses;         ///< what the open conflicts of the sort Use are about
  Findings broken;                          ///< errors and warnings that the result has, and neither side
  Findings incoming;                        ///< errors that `theirs` brings into it, and `ours` has not
};

/// "place", "prose", ...: what a conflict is about, as commands and JSON say it; "file" for one of a file.
[[nodiscard]] std::string_view sort_word(const OpenConflict& conflict);

/// What documents that both changed are merged from.
enum class MergedFrom {
  Wholes,
  /// What each has changed, where that only changed what nodes say, and nothing is to be decided; else wholes.
  Changes,
};
/// Merges all files of two versions that came from one. Decisions about what is no conflict change nothing. Invalid,
/// naming the version, where a document that both changed cannot be read. Costs what both changed, and the documents
/// that both changed, or what they changed of them.
[[nodiscard]] Result<Merging> merge_versions(const Workspace& workspace, const VersionId& base, const VersionId& ours,
                                             const VersionId& theirs, const std::vector<model::Decision>& decisions,
                                             MergedFrom from = MergedFrom::Wholes);

enum class MergeOutcome {
  NothingNew,  ///< all of the other line is in this one already
  Merged,
  Conflicts,  ///< waits for decisions
};
struct MergeResult {
  MergeOutcome outcome = MergeOutcome::NothingNew;
  model::UnderWay under_way;
  std::optional<Merging> merging;    ///< but for NothingNew
  std::optional<VersionId> version;  ///< the new version, of Merged
  std::vector<Message> notes;
  Findings findings;  ///< warnings that neither side has, but both together
};

/// What to do about Merging::incoming: not to merge (Refused, "broken-version", with the findings), or to take them.
enum class Incoming { Refuse, Take };

/// How the version is called that takes another line in: a sentence in the user's language.
using MergeMessage = std::string;

/// Works a draft, "main" or any VERSION into the current line. `dry_run` only looks. Refused ("merge-under-way",
/// "unsaved-changes", "unrelated": nothing in common).
[[nodiscard]] Result<MergeResult> merge_line(Workspace& workspace, std::string_view other, const MergeMessage& message,
                                             bool dry_run, const store::Act& act, Incoming incoming = Incoming::Refuse);
/// Works a draft into main, goes to main and gives the draft up (`name` empty: the current one). Errors of
/// merge_line().
[[nodiscard]] Result<MergeResult> finish_draft(Workspace& workspace, std::string_view name, const MergeMessage& message,
                                               const store::Act& act, Incoming incoming = Incoming::Refuse);

/// The merge that waits. NotFound ("no-merge").
[[nodiscard]] Result<MergeResult> merge_under_way(const Workspace& workspace);
/// Makes the version if all is decided; else Conflicts. Where somebody has saved since, it takes that in, too: what was
/// decided about nodes that have changed since is asked again.
[[nodiscard]] Result<MergeResult> resume_merge(Workspace& workspace, const MergeMessage& message, const store::Act& act,
                                               Incoming incoming = Incoming::Refuse);
/// Forgets the merge; nothing else was changed. NotFound ("no-merge").
[[nodiscard]] Result<void> give_up_merge(Workspace& workspace);

/// What is decided about the conflicts of a node or file.
struct Resolution {
  std::string about;                ///< NODE as find_node() reads it, or the path of a file
  std::string sort;                 ///< sort_word(), or a part ("period", "en"); empty: all of the node
  std::string side;                 ///< "ours", "theirs", "base", "both"
  std::optional<std::string> text;  ///< of prose, instead of a side
};
/// Decides, and says what is left. NotFound ("no-such-conflict") with what there is; Refused ("no-answer") where the
/// choice does not decide it.
[[nodiscard]] Result<MergeResult> resolve(Workspace& workspace, const Resolution& resolution, std::uint32_t random);
/// The conflicts that a Resolution speaks of, open or decided before. Errors of resolve().
[[nodiscard]] Result<std::vector<OpenConflict>> conflicts_about(const Workspace& workspace, const MergeResult& merge,
                                                                const Resolution& resolution);

/// What one side did to what a conflict is about, as lines for a terminal.
[[nodiscard]] Result<std::vector<compose::TextLine>> side_text(const Workspace& workspace, const Merging& merging,
                                                               const OpenConflict& conflict, merge::Side side,
                                                               Language language);
/// What the conflict is about: the node by number and title, or the file.
[[nodiscard]] std::string conflict_name(const Merging& merging, const OpenConflict& conflict);
/// The text of a conflict about prose with the words of a side where both changed the same ones.
[[nodiscard]] Result<std::string> merged_prose(const Workspace& workspace, const Merging& merging,
                                               const OpenConflict& conflict, merge::Side side);

}  // namespace zielbaum::workspace
