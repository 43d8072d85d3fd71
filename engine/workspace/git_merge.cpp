#include "workspace/git_merge.h"

#include <algorithm>
#include <set>

#include "base/process.h"
#include "model/paths.h"
#include "workspace/files.h"
#include "workspace/lines_internal.h"
#include "workspace/merge_base_internal.h"
#include "workspace/undecided_internal.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

using merge::ConflictSort;

/// Runs git in the workspace; an Error in git's words where it fails.
Result<std::string> run_git(const Workspace& workspace, std::vector<std::string> arguments,
                            std::string_view input = {}) {
  arguments.insert(arguments.begin(), {"git", "-C", workspace.root().string(), "--literal-pathspecs"});
  const Finished done = TRY(run_process(arguments, input, 600));
  if (done.exit_code == 0) return done.out;
  return advise(error(ErrorKind::Refused, "unsaved-changes", msg("git could not lay out the result: {0}", done.err)),
                msg("Save your changes first, or put them aside with: git stash"));
}

/// The files that a conflict is about.
std::set<std::string> paths_of(const Merging& merging, const std::vector<OpenConflict>& conflicts) {
  std::set<std::string> paths;
  for (const OpenConflict& one : conflicts) {
    const merge::Conflict& conflict = one.conflict;
    if (one.document.empty()) {
      paths.insert(conflict.part);
    } else if (conflict.sort == ConflictSort::Prose) {
      const auto merged = std::find_if(merging.documents.begin(), merging.documents.end(), [&](const auto& document) {
        return document.base.document.id() == one.document;
      });
      if (merged == merging.documents.end()) continue;
      const model::Layout layout = merged->merged.document.layout;
      paths.insert(model::prose_path(one.document, layout, conflict.node, conflict.part));
    } else {
      paths.insert(model::document_path(one.document));
    }
  }
  return paths;
}

/// Tells git's index that these files are unmerged: lines for `git update-index --index-info`.
std::string unmerged_entries(const Workspace& workspace, const Merging& merging, const std::set<std::string>& paths) {
  std::string lines;
  for (const std::string& path : paths) {
    std::string stages;
    int stage = 0;
    for (const VersionId& version : {merging.base, merging.ours, merging.theirs}) {
      ++stage;
      const Result<store::File> file = workspace.store().find(version, path);
      if (file) stages += "100644 " + file->content.text + " " + std::to_string(stage) + "\t" + path + "\n";
    }
    if (!stages.empty()) lines += "0 " + std::string(40, '0') + "\t" + path + "\n" + stages;
  }
  return lines;
}

}  // namespace

Result<MergeResult> merge_for_git(Workspace& workspace, const GitMerge& wanted, const store::Act& act) {
  store::Store& store = workspace.store();
  MergeResult out;
  out.under_way.line = TRY(store.line());
  if (out.under_way.line.empty()) out.under_way.line = "HEAD";
  out.under_way.other = wanted.name;
  out.under_way.base = TRY(merged_base(workspace, wanted.bases));
  out.under_way.ours = wanted.head;
  out.under_way.theirs = wanted.remote;
  out.under_way.by_git = true;
  Merging merging = TRY(merge_versions(workspace, out.under_way.base, wanted.head, wanted.remote, {}));
  const std::vector<store::VersionFile> files =
      TRY(marked_changes(workspace, merging, out.under_way.line, out.under_way.other));
  const VersionId made =
      TRY(store.make_version(wanted.head, files, {wanted.head, wanted.remote}, "merge for git", act));
  TRY(run_git(workspace, {"read-tree", "-m", "-u", wanted.head.text, made.text}));
  out.outcome = MergeOutcome::Merged;
  if (!merging.open.empty()) {
    const std::string entries = unmerged_entries(workspace, merging, paths_of(merging, merging.open));
    TRY(run_git(workspace, {"update-index", "--index-info"}, entries));
    TRY(store.set_note(xml::write_under_way(out.under_way)));
    out.outcome = MergeOutcome::Conflicts;
  } else {
    out.findings = merging.broken;
  }
  out.merging = std::move(merging);
  return out;
}

Result<void> lay_out_for_git(Workspace& workspace, const MergeResult& decided, const store::Act& act) {
  const Merging& merging = *decided.merging;
  store::Store& store = workspace.store();
  const VersionId made =
      TRY(store.make_version(merging.ours, merging.changes, {merging.ours, merging.theirs}, "merge for git", act));
  const Merging undecided = TRY(merge_versions(workspace, merging.base, merging.ours, merging.theirs, {}));
  std::set<std::string> paths = paths_of(undecided, undecided.open);
  const std::vector<store::VersionFile> marked = TRY(marked_changes(workspace, undecided, "", ""));
  for (const store::VersionFile& file : marked) paths.insert(file.path);
  for (const store::VersionFile& file : merging.changes) paths.insert(file.path);
  std::string list;
  for (const std::string& path : paths) {
    // What nobody has is nothing that git could lay out.
    const bool there = store.find(made, path).has_value() || store.find(merging.ours, path).has_value() ||
                       store.find(merging.theirs, path).has_value() || store.read_working(path).has_value();
    if (there) list += path + '\0';
  }
  TRY(run_git(workspace,
              {"restore", "--source=" + made.text, "--staged", "--worktree", "--ignore-unmerged",
               "--pathspec-from-file=-", "--pathspec-file-nul"},
              list));
  return store.set_note(std::nullopt);
}

}  // namespace zielbaum::workspace
