#include "workspace/doctor.h"

#include "workspace/git_views.h"
#include "workspace/lines_internal.h"

namespace zielbaum::workspace {

namespace {

Place place_of(std::string file) {
  Place place;
  place.file = std::move(file);
  return place;
}

/// A note of a merge that nobody can go on with.
Result<void> look_at_note(Workspace& workspace, bool repair, Findings& findings) {
  if (!TRY(workspace.store().note())) return {};
  const Result<std::optional<model::UnderWay>> waiting = merge_that_waits(workspace);
  if (waiting && *waiting) return {};
  if (!waiting && waiting.error().kind == ErrorKind::Storage) return {};  // once that is mended, it goes on
  if (repair) TRY(workspace.store().set_note(std::nullopt));
  findings.push_back(
      {repair ? Severity::Note : Severity::Warning, "stale-note",
       msg("There is a note of a merge that is over, or cannot be read"), place_of(".git/zielbaum/under-way"),
       repair ? msg("It was removed.") : msg("“zielbaum doctor --repair” removes it; nothing is lost by that.")});
  return {};
}

Result<void> look_at_git(const Workspace& workspace, bool repair, Findings& findings) {
  const Result<bool> set_up = shows_git_views(workspace.root());
  if (!set_up || *set_up) return {};
  if (repair) TRY(set_up_git_views(workspace.root()));
  findings.push_back(
      {Severity::Note, "git-not-set-up",
       repair ? msg("Plain git shows and merges documents by structure in this clone now")
              : msg("Plain git shows and merges documents by lines in this clone"),
       place_of(".git/config"),
       repair ? std::nullopt : std::optional(msg("“zielbaum git-setup”, or “zielbaum doctor --repair”, teaches it."))});
  return {};
}

}  // namespace

Result<Findings> examine(Workspace& workspace, bool repair, std::int64_t unix_time) {
  Findings findings = TRY(workspace.store().examine(repair, unix_time));
  TRY(look_at_note(workspace, repair, findings));
  TRY(look_at_git(workspace, repair, findings));
  return findings;
}

}  // namespace zielbaum::workspace
