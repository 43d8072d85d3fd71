// draft, merge, undo
#include "workspace/drafts.h"

#include "base/date.h"
#include "commands.h"
#include "conflict_report.h"
#include "report.h"
#include "workspace/merging.h"

namespace zielbaum::tool {

namespace {

using workspace::MergeOutcome;
using workspace::MergeResult;

std::string message_for(const Session& session, std::string_view draft) {
  return say(session, msg("Work in draft “{0}”", draft));
}

// ---- draft ----

Json to_json(const workspace::DraftInfo& draft) {
  Json json{{"name", draft.name},
            {"version", draft.version.id.text},
            {"time", rfc3339(draft.version.unix_time)},
            {"author", draft.version.author.name},
            {"subject", draft.version.message.substr(0, draft.version.message.find('\n'))},
            {"ahead", draft.ahead},
            {"behind", draft.behind},
            {"current", draft.current}};
  if (!draft.remote.empty()) json["remote"] = draft.remote;
  return json;
}

void print_draft(Session& session, const workspace::DraftInfo& draft) {
  const std::string mark = draft.current ? "* " : "  ";
  print(session, mark + styled(session, draft.name, "1") + "  " +
                     in_short(date_of_unix_time(draft.version.unix_time), session.language) + "  " +
                     draft.version.author.name + "  " +
                     draft.version.message.substr(0, draft.version.message.find('\n')));
  std::string state =
      say(session, counted(draft.ahead, "one version that main does not have", "{0} versions that main does not have"));
  if (draft.behind > 0)
    state += "; " + say(session, counted(draft.behind, "main has one that it does not have",
                                         "main has {0} that it does not have"));
  if (!draft.remote.empty()) state += "; " + say(session, msg("only at “{0}” so far", draft.remote));
  print(session, "    " + state);
}

Result<int> list_drafts(Session& session) {
  const workspace::Workspace workspace = TRY(open(session));
  const std::vector<workspace::DraftInfo> drafts = TRY(workspace::drafts(workspace));
  const std::string line = TRY(workspace.store().line());
  if (session.json) {
    Json json{{"schema", "zielbaum.drafts/1"}, {"line", line}, {"drafts", Json::array()}};
    for (const workspace::DraftInfo& draft : drafts) json["drafts"].push_back(to_json(draft));
    print_json(session, json);
    return 0;
  }
  if (drafts.empty()) print(session, say(session, msg("There are no drafts; all is done on “{0}”", line)));
  for (const workspace::DraftInfo& draft : drafts) print_draft(session, draft);
  return 0;
}

struct DraftOptions {
  std::string what, name, from;
  bool accept_errors = false;
};

workspace::Incoming incoming(bool accept_errors) {
  return accept_errors ? workspace::Incoming::Take : workspace::Incoming::Refuse;
}

Result<int> start_draft(Session& session, const DraftOptions& options) {
  workspace::Workspace workspace = TRY(open(session));
  const store::Act act = TRY(local_act(session, workspace));
  workspace::State from;
  if (!options.from.empty()) from = TRY(workspace::resolve(workspace, options.from));
  TRY(workspace::start_draft(workspace, options.name, from, act));
  tell(session, msg("Draft begun: {0}. What you save now stays in it until it is worked in.", options.name));
  return 0;
}

Result<int> switch_draft(Session& session, const DraftOptions& options) {
  workspace::Workspace workspace = TRY(open(session));
  const store::Act act = TRY(local_act(session, workspace));
  const bool went = TRY(workspace::switch_to(workspace, options.name, act));
  tell(session, went ? msg("You are working on “{0}” now.", options.name)
                     : msg("You are working on “{0}” already.", options.name));
  return 0;
}

/// What came of it, and its exit code.
Result<int> report_merge(Session& session, const workspace::Workspace& workspace, const MergeResult& result,
                         bool dry_run) {
  for (const Message& note : result.notes) tell(session, note);
  if (session.json) {
    print_json(session, TRY(conflicts_json(session, workspace, result)));
  } else if (result.outcome == MergeOutcome::NothingNew) {
    tell(session, msg("Nothing new: all of “{0}” is in it already.", result.under_way.other));
  } else {
    TRY(print_conflicts(session, workspace, result));
    if (result.outcome == MergeOutcome::Merged) {
      tell(session, dry_run ? msg("“{0}” can be worked in without contradictions.", result.under_way.other)
                            : msg("Worked in: {0}", result.under_way.other));
    } else if (!dry_run) {
      tell(session, msg("Nothing has been changed yet. Decide each (--take ours, theirs, base or edit), then run "
                        "“zielbaum merge”."));
    }
  }
  return result.outcome == MergeOutcome::Conflicts ? exit_code(ErrorKind::Conflict) : 0;
}

Result<int> finish_draft(Session& session, const DraftOptions& options) {
  workspace::Workspace workspace = TRY(open(session));
  const store::Act act = TRY(signed_act(session, workspace));
  std::string name = options.name;
  if (name.empty()) name = TRY(workspace.store().line());
  if (name.starts_with("draft/")) name.erase(0, std::string_view("draft/").size());
  const MergeResult result = TRY(workspace::finish_draft(workspace, options.name, message_for(session, name), act,
                                                         incoming(options.accept_errors)));
  return report_merge(session, workspace, result, false);
}

void add_draft(Commands& commands) {
  const auto options = std::make_shared<DraftOptions>();
  CLI::App* command = commands.add(
      "draft", "arbeitsfassung", msg("Work beside the common version: begin a draft, go to one, work it in"),
      {"draft start klima", "draft list", "draft switch main", "draft finish klima"},
      [options](Session& session) -> Result<int> {
        const std::string& what = options->what;
        if (what == "list" || what == "liste") return list_drafts(session);
        if (what == "finish" || what == "einarbeiten") return finish_draft(session, *options);
        if (options->name.empty()) {
          return advise(error(ErrorKind::Usage, "no-draft", msg("It is not said which draft")),
                        msg("“zielbaum draft list” shows them."));
        }
        return what == "start" || what == "beginnen" ? start_draft(session, *options) : switch_draft(session, *options);
      });
  commands
      .argument(command, "what", msg("start|list|switch|finish"), options->what, msg("What to do; finish works it in"))
      .required()
      .one_of({"start", "list", "switch", "finish", "beginnen", "liste", "wechseln", "einarbeiten"});
  commands.argument(command, "name", msg("DRAFT"), options->name,
                    msg("Its name; finish without one means the current one"));
  commands.option(command, "--from", msg("VERSION"), options->from, msg("Begin it at this version, not the last one"));
  commands.flag(command, "--accept-errors", options->accept_errors, msg("Take what breaks rules, too"));
}

// ---- merge ----

void add_merge(Commands& commands) {
  struct Options {
    std::string other;
    bool dry_run = false;
    bool abort = false;
    bool accept_errors = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "merge", "einarbeiten", msg("Work another draft or version into the one you are on"),
      {"merge klima --dry-run", "merge main", "merge", "merge --abort"}, [options](Session& session) -> Result<int> {
        workspace::Workspace workspace = TRY(open(session));
        if (options->abort) {
          TRY(workspace::give_up_merge(workspace));
          tell(session, msg("Given up; nothing was changed."));
          return 0;
        }
        const store::Act act =
            options->dry_run ? TRY(local_act(session, workspace)) : TRY(signed_act(session, workspace));
        MergeResult result;
        if (!options->other.empty()) {
          result = TRY(workspace::merge_line(workspace, options->other, message_for(session, options->other),
                                             options->dry_run, act, incoming(options->accept_errors)));
        } else {
          const MergeResult waiting = TRY(workspace::merge_under_way(workspace));
          result = options->dry_run
                       ? waiting
                       : TRY(workspace::resume_merge(workspace, message_for(session, waiting.under_way.other), act,
                                                     incoming(options->accept_errors)));
        }
        return report_merge(session, workspace, result, options->dry_run);
      });
  commands.argument(command, "draft", msg("DRAFT"), options->other,
                    msg("What to work in; without it, the one that waits for decisions"));
  commands.flag(command, "--dry-run", options->dry_run, msg("Only show what would come of it"));
  commands.flag(command, "--abort", options->abort, msg("Forget the one that waits for decisions"));
  commands.flag(command, "--accept-errors", options->accept_errors, msg("Take what breaks rules, too"));
}

// ---- undo ----

void print_operation(Session& session, const store::Operation& operation) {
  print(session, rfc3339(operation.unix_time) + "  " + operation_in_words(session, operation) +
                     (operation.undone ? " " + say(session, msg("(taken back)")) : ""));
}

Result<int> list_operations(Session& session, std::size_t most) {
  const workspace::Workspace workspace = TRY(open(session));
  const std::vector<store::Operation> operations = TRY(workspace.store().operations(most));
  if (session.json) {
    Json json{{"schema", "zielbaum.operations/1"}, {"operations", Json::array()}};
    for (const store::Operation& one : operations) {
      json["operations"].push_back({{"id", one.id.text},
                                    {"what", one.what},
                                    {"sentence", render(one.sentence, Language::English)},
                                    {"time", rfc3339(one.unix_time)},
                                    {"undone", one.undone}});
    }
    print_json(session, json);
    return 0;
  }
  for (const store::Operation& one : operations) print_operation(session, one);
  return 0;
}

void add_undo(Commands& commands) {
  struct Options {
    bool list = false;
    bool redo = false;
    std::size_t most = 20;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      commands.add("undo", "zurücknehmen", msg("Take back the last change: an edit, a save, a draft worked in"),
                   {"undo", "undo --list", "undo --redo"}, [options](Session& session) -> Result<int> {
                     if (options->list) return list_operations(session, options->most);
                     workspace::Workspace workspace = TRY(open(session));
                     const store::Act act = TRY(local_act(session, workspace));
                     const store::Direction direction = options->redo ? store::Direction::Redo : store::Direction::Undo;
                     const store::Operation done = TRY(workspace::undo(workspace, direction, act));
                     const std::string sentence = operation_in_words(session, done);
                     tell(session, options->redo ? msg("Done again: {0}", sentence) : msg("Taken back: {0}", sentence));
                     return 0;
                   });
  commands.paged(command);
  commands.flag(command, "--list", options->list, msg("Show what was done here, newest first"));
  commands.flag(command, "--redo", options->redo, msg("Do again what was taken back last"));
  commands.option(command, "-n", msg("NUMBER"), options->most, msg("With --list: at most this many"));
}

}  // namespace

void add_draft_commands(Commands& commands) {
  add_draft(commands);
  add_merge(commands);
  add_undo(commands);
}

}  // namespace zielbaum::tool
