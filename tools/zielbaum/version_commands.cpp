// status, save
#include "changes.h"
#include "commands.h"
#include "workspace/merging.h"

namespace zielbaum::tool {

namespace {

using workspace::DocumentState;
using workspace::DocumentStatus;

std::string state_word(DocumentState state) {
  switch (state) {
    case DocumentState::Changed:
      return "changed";
    case DocumentState::Added:
      return "added";
    case DocumentState::Removed:
      return "removed";
    case DocumentState::Unreadable:
      return "unreadable";
  }
  return "";
}

Result<void> print_document(Session& session, const workspace::Workspace& workspace, const DocumentStatus& one) {
  switch (one.what) {
    case DocumentState::Added:
      print(session, say(session, msg("New document: {0}", one.document.text)));
      return {};
    case DocumentState::Removed:
      print(session, say(session, msg("Removed document: {0}", one.document.text)));
      return {};
    case DocumentState::Unreadable:
      session.out += error_text(*one.unreadable, session);
      return {};
    case DocumentState::Changed:
      break;
  }
  print(session, styled(session, one.document.text, "1"));
  for (const diff::Change& change : one.comparison->changes.nodes) {
    const std::vector<std::string> what = TRY(workspace::what_happened(workspace, *one.comparison, change));
    print(session, "  " + workspace::name_of(*one.comparison, change) + ": " + in_words(session, what));
  }
  print_printed(session, *one.comparison);
  if (one.comparison->changes.nodes.empty() && one.comparison->changes.printed.empty())
    print(session, "  " + say(session, msg("only the form of the file changed, or files that belong to no node")));
  return {};
}

Result<Json> to_json(const workspace::Workspace& workspace, const workspace::Status& status) {
  Json json{{"schema", "zielbaum.status/1"}};
  json["base"] = status.base ? Json(status.base->text) : Json();
  json["line"] = status.line;
  json["documents"] = Json::array();
  for (const DocumentStatus& one : status.documents) {
    Json document{{"document", one.document.text}, {"state", state_word(one.what)}};
    if (one.comparison) document["changes"] = TRY(changes_json(workspace, *one.comparison));
    json["documents"].push_back(document);
  }
  json["files"] = status.files;
  return json;
}

void add_status(Commands& commands) {
  commands.add(
      "status", "stand", msg("Show what changed since the last save"), {"status", "status --json"},
      [](Session& session) -> Result<int> {
        const workspace::Workspace workspace = TRY(open(session));
        const workspace::Status status = TRY(workspace::status(workspace));
        const Result<workspace::MergeResult> waiting = workspace::merge_under_way(workspace);
        if (!waiting && waiting.error().kind == ErrorKind::Storage) return waiting.error();
        if (session.json) {
          Json json = TRY(to_json(workspace, status));
          if (waiting) {
            json["merge"] = {{"other", waiting->under_way.other},
                             {"line", waiting->under_way.line},
                             {"open", waiting->merging->open.size()}};
          }
          print_json(session, json);
          return 0;
        }
        if (waiting) {
          const std::size_t open = waiting->merging->open.size();
          print(session,
                say(session,
                    open == 0 ? msg("“{0}” is being merged; all is decided: zielbaum merge", waiting->under_way.other)
                              : counted(open,
                                        "“{1}” is being merged; one contradiction is to be decided: "
                                        "zielbaum conflicts",
                                        "“{1}” is being merged; {0} contradictions are to be decided: "
                                        "zielbaum conflicts",
                                        waiting->under_way.other)));
        }
        if (!status.base) print(session, say(session, msg("Nothing has been saved yet")));
        if (status.clean()) print(session, say(session, msg("Nothing has changed since the last save")));
        for (const DocumentStatus& one : status.documents) TRY(print_document(session, workspace, one));
        if (!status.files.empty()) print(session, say(session, msg("Other files:")));
        for (const std::string& file : status.files) print(session, "  " + file);
        return 0;
      });
}

void add_save(Commands& commands) {
  const auto message = std::make_shared<std::string>();
  CLI::App* command =
      commands.add("save", "sichern", msg("Save the working copy as a version"), {"save -m \"Kiezbox abgeschlossen\""},
                   [message](Session& session) -> Result<int> {
                     workspace::Workspace workspace = TRY(open(session));
                     const store::Act act = TRY(signed_act(session, workspace));
                     const workspace::Saved saved = TRY(workspace::save(workspace, *message, act));
                     for (const Message& note : saved.notes) tell(session, note);
                     if (session.json) {
                       print_json(session, Json{{"schema", "zielbaum.save/1"}, {"version", saved.version.text}});
                     } else {
                       print(session, say(session, msg("Saved as {0}", saved.version.text.substr(0, 10))));
                     }
                     return 0;
                   });
  commands.option(command, "-m,--message", msg("TEXT"), *message, msg("What was changed, in a sentence")).required();
}

}  // namespace

void add_version_commands(Commands& commands) {
  add_status(commands);
  add_save(commands);
}

}  // namespace zielbaum::tool
