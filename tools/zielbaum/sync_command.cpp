// sync
#include "workspace/sync.h"

#include <chrono>
#include <random>
#include <thread>

#include "base/date.h"
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

std::string subject_of(const store::Version& version) {
  return version.message.substr(0, version.message.find('\n'));
}

void print_withdrawn(Session& session, const std::string& remote, const workspace::WithdrawnLine& line) {
  const std::string name = name_of(session, {line.name});
  const std::string word = line.name.starts_with("draft/") ? line.name.substr(6) : line.name;
  print(session,
        say(session, line.deleted ? msg("{0}: deleted at “{1}”, and with it versions that are here:", name, remote)
                                  : msg("{0}: versions that are here were withdrawn at “{1}”:", name, remote)));
  for (const workspace::Withdrawn& one : line.versions) {
    print(session, "  " + one.version.id.text.substr(0, 10) + "  " +
                       in_short(date_of_unix_time(one.version.unix_time), session.language) + "  " +
                       one.version.author.name + "  " + subject_of(one.version));
    for (const std::string& touched : one.touched) print(session, "    " + touched);
  }
  print(session,
        say(session, msg("Nothing of it was taken or given. Let it go here as well: zielbaum sync --follow {0}; "
                         "give it again on purpose: zielbaum sync --give-again {0}",
                         word)));
}

Json sync_json(const Session& session, const workspace::SyncResult& result) {
  Json json{{"schema", "zielbaum.sync/1"}, {"remote", result.remote}, {"lines", Json::array()}};
  for (const workspace::SyncedLine& line : result.lines)
    json["lines"].push_back({{"line", line.name}, {"taken", line.taken}, {"given", line.given}});
  json["findings"] = to_json(result.findings, session);
  json["withdrawn"] = Json::array();
  for (const workspace::WithdrawnLine& line : result.withdrawn) {
    Json versions = Json::array();
    for (const workspace::Withdrawn& one : line.versions)
      versions.push_back({{"id", one.version.id.text},
                          {"subject", subject_of(one.version)},
                          {"author", one.version.author.name},
                          {"time", rfc3339(one.version.unix_time)},
                          {"touched", one.touched}});
    json["withdrawn"].push_back({{"line", line.name}, {"deleted", line.deleted}, {"versions", std::move(versions)}});
  }
  json["conflicts"] = result.conflict ? result.conflict->merging->open.size() : 0;
  return json;
}

}  // namespace

void add_sync_command(Commands& commands) {
  struct Options {
    std::vector<std::string> give_again, follow;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "sync", "abgleichen", msg("Exchange versions with the common repository: take, work in, give"),
      {"sync", "sync --follow main"}, [options](Session& session) -> Result<int> {
        workspace::Workspace workspace = TRY(open(session));
        const store::Act act = TRY(signed_act(session, workspace));
        workspace::SyncWishes wishes{say(session, msg("Bring together with the common repository")), wait_a_little};
        wishes.give_again = options->give_again;
        wishes.follow = options->follow;
        const workspace::SyncResult result = TRY(workspace::sync(workspace, wishes, act));
        for (const Message& note : result.notes) tell(session, note);
        if (!session.json)
          for (const Finding& finding : result.findings) session.talk += finding_text(finding, session);
        const bool waits = result.conflict || !result.withdrawn.empty();
        const int code = waits ? exit_code(ErrorKind::Conflict) : 0;
        if (session.json) {
          print_json(session, sync_json(session, result));
          return code;
        }
        for (const workspace::SyncedLine& line : result.lines)
          print(session,
                say(session, msg("{0}: {1} taken, {2} given", name_of(session, line), line.taken, line.given)));
        for (const workspace::WithdrawnLine& line : result.withdrawn) print_withdrawn(session, result.remote, line);
        if (result.conflict) {
          TRY(print_conflicts(session, workspace, *result.conflict));
          tell(session, msg("Decide each (--take ours, theirs, base or edit), then run “zielbaum merge” and “zielbaum "
                            "sync” again."));
        } else if (!waits && result.lines.empty() && result.notes.empty()) {
          tell(session, msg("Nothing new on either side."));
        }
        return code;
      });
  commands
      .option(command, "--follow", msg("DRAFT"), options->follow,
              msg("Let go here, too, what others withdrew from this draft (or main); what you saved on top stays"))
      .repeated();
  commands
      .option(command, "--give-again", msg("DRAFT"), options->give_again,
              msg("Give again on purpose what others withdrew from this draft (or main)"))
      .repeated();
}

}  // namespace zielbaum::tool
