// sync
#include "workspace/sync.h"

#include <chrono>
#include <random>
#include <thread>

#include "commands.h"
#include "conflict_report.h"
#include "report.h"

namespace zielbaum::tool {

namespace {

/// Longer from round to round, and not as long as anybody else.
void wait_a_little(std::size_t round) {
  std::random_device random;
  const std::size_t most = 50u << std::min<std::size_t>(round, 6);
  std::this_thread::sleep_for(std::chrono::milliseconds(10 + random() % most));
}

std::string name_of(const Session& session, const workspace::SyncedLine& line) {
  if (line.name == "zielbaum/discussion") return say(session, msg("Reasons and remarks"));
  return line.name.starts_with("draft/") ? line.name.substr(6) : line.name;
}

Json sync_json(const Session& session, const workspace::SyncResult& result) {
  Json json{{"schema", "zielbaum.sync/1"}, {"remote", result.remote}, {"lines", Json::array()}};
  for (const workspace::SyncedLine& line : result.lines)
    json["lines"].push_back({{"line", line.name}, {"taken", line.taken}, {"given", line.given}});
  json["findings"] = to_json(result.findings, session);
  json["conflicts"] = result.conflict ? result.conflict->merging->open.size() : 0;
  return json;
}

}  // namespace

void add_sync_command(Commands& commands) {
  commands.add("sync", "abgleichen", msg("Exchange versions with the common repository: take, work in, give"), {"sync"},
               [](Session& session) -> Result<int> {
                 workspace::Workspace workspace = TRY(open(session));
                 const store::Act act = TRY(signed_act(session, workspace));
                 const workspace::SyncWishes wishes{say(session, msg("Bring together with the common repository")),
                                                    wait_a_little};
                 const workspace::SyncResult result = TRY(workspace::sync(workspace, wishes, act));
                 for (const Message& note : result.notes) tell(session, note);
                 if (!session.json)
                   for (const Finding& finding : result.findings) session.talk += finding_text(finding, session);
                 const int code = result.conflict ? exit_code(ErrorKind::Conflict) : 0;
                 if (session.json) {
                   print_json(session, sync_json(session, result));
                   return code;
                 }
                 for (const workspace::SyncedLine& line : result.lines)
                   print(session, say(session, msg("{0}: {1} taken, {2} given", name_of(session, line), line.taken,
                                                   line.given)));
                 if (result.conflict) {
                   TRY(print_conflicts(session, workspace, *result.conflict));
                   tell(session, msg("Decide each (--take ours, theirs, base or edit), then run “zielbaum merge” and "
                                     "“zielbaum sync” again."));
                 } else if (result.lines.empty() && result.notes.empty()) {
                   tell(session, msg("Nothing new on either side."));
                 }
                 return code;
               });
}

}  // namespace zielbaum::tool
