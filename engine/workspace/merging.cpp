#include "workspace/merging.h"

#include <algorithm>

#include "base/ids.h"
#include "workspace/checks.h"
#include "workspace/files.h"
#include "workspace/lines_internal.h"
#include "workspace/merge_base_internal.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

using model::Decision;
using model::UnderWay;

constexpr std::string_view kNoteFile = ".git/zielbaum/under-way";

Result<UnderWay> waiting(const Workspace& workspace) {
  std::optional<UnderWay> under_way = TRY(merge_that_waits(workspace));
  if (under_way) return std::move(*under_way);
  return advise(error(ErrorKind::NotFound, "no-merge", msg("No draft is just being worked in")),
                msg("Begin with: zielbaum merge DRAFT, or zielbaum draft finish DRAFT"));
}

Result<void> check_not_by_git(const UnderWay& under_way) {
  if (!under_way.by_git) return {};
  return advise(error(ErrorKind::Refused, "begun-by-git", msg("git began this merge, and has to end it")),
                msg("Decide with “zielbaum resolve”; then end it with git commit (or git rebase --continue), or give "
                    "it up with git merge --abort."));
}

Result<void> write_note(Workspace& workspace, const UnderWay& under_way) {
  return workspace.store().set_note(xml::write_under_way(under_way));
}

/// Where a branch is, be it a draft or another one.
Result<VersionId> branch(const Workspace& workspace, const std::string& name) {
  return workspace.store().resolve("branch:" + name, {});
}

/// What a merge starts from; nothing where all of `theirs` is in `ours` already.
Result<std::optional<VersionId>> base_of(const Workspace& workspace, const VersionId& ours, const VersionId& theirs) {
  const std::optional<VersionId> base = TRY(merge_base(workspace, ours, theirs));
  if (!base) {
    return advise(error(ErrorKind::Refused, "unrelated", msg("The two have no version in common")),
                  msg("They are two histories, not two drafts of one. Take over what you need by hand."));
  }
  if (*base == theirs) return std::optional<VersionId>();
  return base;
}

Result<Merging> merge_of(const Workspace& workspace, const UnderWay& under_way) {
  return merge_versions(workspace, under_way.base, under_way.ours, under_way.theirs, under_way.decisions,
                        MergedFrom::Changes);
}

/// What check refuses is not taken without a word.
Result<void> check_incoming(const Merging& merging, const std::string& other) {
  if (merging.incoming.empty()) return {};
  const Finding& first = merging.incoming.front();
  Error failed =
      at(error(ErrorKind::Refused, "broken-version", msg("“{0}” breaks rules that are kept here", other)), first.place);
  failed.hint = msg("Put it right there first, or take it as it is, with --accept-errors.");
  failed.findings = merging.incoming;
  return failed;
}

Result<MergeResult> complete(Workspace& workspace, UnderWay under_way, Merging merging, const MergeMessage& message,
                             const store::Act& act, Incoming incoming) {
  TRY(check_all_saved(workspace));
  if (incoming == Incoming::Refuse) TRY(check_incoming(merging, under_way.other));
  store::Store& store = workspace.store();
  MergeResult out;
  out.findings = TRY(check_merged(merging));
  // A draft that only takes in what is new on the other line goes there; nothing has to be made.
  const bool forward = under_way.base == under_way.ours && under_way.line != "main";
  out.version =
      forward
          ? under_way.theirs
          : TRY(store.make_version(under_way.ours, merging.changes, {under_way.ours, under_way.theirs}, message, act));
  store::Transition transition{{{under_way.line, under_way.ours, *out.version}},
                               TRY(store.line()),
                               under_way.finish ? "finish" : "merge",
                               {"{0}", {message.substr(0, message.find('\n'))}}};
  const std::string draft = "draft/" + under_way.other;
  if (under_way.finish) {
    const std::optional<std::filesystem::path> elsewhere = TRY(store.laid_out_elsewhere(draft));
    if (elsewhere) {
      out.notes.push_back(
          msg("“{0}” is being worked on in {1} and stays there.", under_way.other, elsewhere->string()));
    } else {
      transition.lines.push_back({draft, under_way.theirs, std::nullopt});
    }
    if (transition.current == draft) transition.current = under_way.line;
  }
  TRY(store.go(transition, act));
  if (TRY(store.note())) TRY(store.set_note(std::nullopt));
  out.outcome = MergeOutcome::Merged;
  out.under_way = std::move(under_way);
  out.merging = std::move(merging);
  return out;
}

/// Merges, or notes what is to be decided.
Result<MergeResult> work_in(Workspace& workspace, UnderWay under_way, const MergeMessage& message, bool dry_run,
                            const store::Act& act, Incoming incoming) {
  Merging merging = TRY(merge_of(workspace, under_way));
  if (merging.open.empty() && !dry_run)
    return complete(workspace, std::move(under_way), std::move(merging), message, act, incoming);
  MergeResult out;
  out.outcome = merging.open.empty() ? MergeOutcome::Merged : MergeOutcome::Conflicts;
  if (!dry_run) TRY(write_note(workspace, under_way));
  out.under_way = std::move(under_way);
  out.merging = std::move(merging);
  return out;
}

/// The nodes of a document that two versions do not have alike.
Result<std::vector<NodeId>> changed_nodes(const Workspace& workspace, const DocumentId& document,
                                          const VersionId& before, const VersionId& after) {
  const Comparison comparison = TRY(compare(workspace, document, before, after));
  std::vector<NodeId> out;
  for (const diff::Change& change : comparison.changes.nodes) out.push_back(change.node);
  return out;
}

/// Takes along what was saved since on the line that takes the other one in.
Result<void> catch_up(const Workspace& workspace, UnderWay& under_way) {
  if (under_way.by_git) return {};
  const VersionId line = TRY(branch(workspace, under_way.line));
  // A merged base is on no line of work: git may have cleared it away since.
  const bool has_base = workspace.store().describe(under_way.base).has_value();
  if (line == under_way.ours && has_base) return {};
  std::map<DocumentId, std::vector<NodeId>> changed;
  for (const Decision& decision : under_way.decisions) {
    if (decision.document.empty() || changed.contains(decision.document)) continue;
    changed[decision.document] = TRY(changed_nodes(workspace, decision.document, under_way.ours, line));
  }
  std::erase_if(under_way.decisions, [&](const Decision& decision) {
    const std::vector<NodeId>& nodes = changed[decision.document];
    return decision.document.empty() || std::find(nodes.begin(), nodes.end(), decision.node) != nodes.end();
  });
  under_way.ours = line;
  const std::optional<VersionId> base = TRY(base_of(workspace, line, under_way.theirs));
  under_way.base = base.value_or(under_way.theirs);
  return {};
}

}  // namespace

Result<Findings> check_merged(const Merging& merging) {
  Findings findings = merging.broken;
  const auto worst = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::Error && !is_unfinished(finding);
  });
  if (worst == findings.end()) return findings;
  Error failed = at(error(ErrorKind::Conflict, worst->code, worst->message), worst->place);
  failed.hint = msg("Each side keeps the rules, both together do not. Change one of them, save, and work it in again.");
  failed.findings = std::move(findings);
  return failed;
}

Result<std::optional<UnderWay>> merge_that_waits(const Workspace& workspace) {
  const std::optional<std::string> bytes = TRY(workspace.store().note());
  if (!bytes) return std::optional<UnderWay>();
  UnderWay under_way = TRY(xml::read_under_way(*bytes, kNoteFile));
  // git ends, or gives up, what it began.
  if (under_way.by_git) {
    if (!workspace.store().in_git_operation()) return std::optional<UnderWay>();
    return std::optional(std::move(under_way));
  }
  const Result<VersionId> line = branch(workspace, under_way.line);
  if (!line && line.error().kind == ErrorKind::Storage) return line.error();
  if (!line) return std::optional<UnderWay>();
  // A program may have been killed when all was done but for taking the note away.
  const std::vector<VersionId> common = TRY(store::common_ancestors(workspace.store(), *line, under_way.theirs));
  if (common == std::vector{under_way.theirs}) return std::optional<UnderWay>();
  return std::optional(std::move(under_way));
}

Result<MergeResult> merge_line(Workspace& workspace, std::string_view other, const MergeMessage& message, bool dry_run,
                               const store::Act& act, Incoming incoming) {
  TRY(check_no_merge(workspace));
  UnderWay under_way;
  under_way.line = TRY(workspace.store().line());
  under_way.ours = TRY(last_saved(workspace));
  const State named = TRY(resolve(workspace, other));
  if (!named || under_way.line.empty()) {
    return advise(error(ErrorKind::Usage, "no-line", msg("A saved version can only be worked into a line of work")),
                  msg("Go to a draft first: zielbaum draft switch DRAFT"));
  }
  under_way.theirs = *named;
  under_way.other = short_name(other);
  if (!dry_run) TRY(check_all_saved(workspace));
  const std::optional<VersionId> base = TRY(base_of(workspace, under_way.ours, under_way.theirs));
  MergeResult nothing;
  nothing.under_way = under_way;
  if (!base) return nothing;
  under_way.base = *base;
  return work_in(workspace, std::move(under_way), message, dry_run, act, incoming);
}

Result<MergeResult> finish_draft(Workspace& workspace, std::string_view name, const MergeMessage& message,
                                 const store::Act& act, Incoming incoming) {
  TRY(check_no_merge(workspace));
  const std::string current = TRY(workspace.store().line());
  const store::Line draft = TRY(find_line(workspace, name.empty() ? current : name));
  if (draft.name == "main") {
    return advise(error(ErrorKind::Usage, "no-draft", msg("“main” is no draft")),
                  msg("Name the draft: zielbaum draft finish DRAFT; zielbaum draft list shows them."));
  }
  TRY(check_all_saved(workspace));
  const store::Line main = TRY(find_line(workspace, "main"));
  UnderWay under_way;
  under_way.line = main.name;
  under_way.other = short_name(draft.name);
  under_way.ours = main.version;
  under_way.theirs = draft.version;
  under_way.finish = true;
  const std::optional<VersionId> base = TRY(base_of(workspace, main.version, draft.version));
  under_way.base = base.value_or(draft.version);
  if (base) return work_in(workspace, std::move(under_way), message, false, act, incoming);
  // Nothing in it that main has not: it only goes.
  MergeResult out;
  out.under_way = under_way;
  const std::optional<std::filesystem::path> elsewhere = TRY(workspace.store().laid_out_elsewhere(draft.name));
  if (elsewhere) {
    out.notes.push_back(msg("“{0}” is being worked on in {1} and stays there.", under_way.other, elsewhere->string()));
    return out;
  }
  TRY(workspace.store().go({{{draft.name, draft.version, std::nullopt}},
                            current == draft.name ? main.name : current,
                            "finish",
                            msg("Give up draft {0}", under_way.other)},
                           act));
  return out;
}

Result<MergeResult> merge_under_way(const Workspace& workspace) {
  MergeResult out;
  out.under_way = TRY(waiting(workspace));
  TRY(catch_up(workspace, out.under_way));
  out.merging = TRY(merge_of(workspace, out.under_way));
  out.outcome = MergeOutcome::Conflicts;
  return out;
}

Result<MergeResult> resume_merge(Workspace& workspace, const MergeMessage& message, const store::Act& act,
                                 Incoming incoming) {
  UnderWay under_way = TRY(waiting(workspace));
  TRY(check_not_by_git(under_way));
  TRY(catch_up(workspace, under_way));
  return work_in(workspace, std::move(under_way), message, false, act, incoming);
}

Result<void> give_up_merge(Workspace& workspace) {
  const UnderWay under_way = TRY(waiting(workspace));
  TRY(check_not_by_git(under_way));
  return workspace.store().set_note(std::nullopt);
}

}  // namespace zielbaum::workspace
