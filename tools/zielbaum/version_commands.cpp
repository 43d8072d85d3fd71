// status, save, log, history
#include "changes.h"
#include "commands.h"

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
    const std::vector<std::string> what = TRY(workspace::what_happened(workspace, change));
    print(session, "  " + workspace::name_of(*one.comparison, change) + ": " + in_words(session, what));
  }
  if (one.comparison->changes.nodes.empty())
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
  commands.add("status", "stand", msg("Show what changed since the last save"), {"status", "status --json"},
               [](Session& session) -> Result<int> {
                 const workspace::Workspace workspace = TRY(open(session));
                 const workspace::Status status = TRY(workspace::status(workspace));
                 if (session.json) {
                   print_json(session, TRY(to_json(workspace, status)));
                   return 0;
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

Json version_json(const store::Version& version) {
  Json parents = Json::array();
  for (const VersionId& parent : version.parents) parents.push_back(parent.text);
  return {{"id", version.id.text},
          {"parents", parents},
          {"author", {{"name", version.author.name}, {"email", version.author.email}}},
          {"time", rfc3339(version.unix_time)},
          {"message", version.message}};
}

std::string version_line(const Session& session, const store::Version& version) {
  return styled(session, version.id.text.substr(0, 10), "33") + "  " +
         in_short(date_of_unix_time(version.unix_time), session.language) + "  " + version.author.name + "  " +
         version.message.substr(0, version.message.find('\n'));
}

void add_log(Commands& commands) {
  struct Options {
    std::string about;
    std::size_t most = 100;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "log", "verlauf", msg("Show the saved versions, of all, a document or a node"),
      {"log", "log smart-city-strategie", "log \"M 14\" --json"}, [options](Session& session) -> Result<int> {
        const workspace::Workspace workspace = TRY(open(session));
        const std::vector<store::Version> versions = TRY(workspace::log(workspace, options->about, options->most));
        Json all = Json::array();
        for (const store::Version& version : versions) {
          if (session.json) {
            all.push_back(version_json(version));
          } else {
            print(session, version_line(session, version));
          }
        }
        if (session.json) print_json(session, Json{{"schema", "zielbaum.log/1"}, {"versions", all}});
        if (!session.json && versions.empty()) print(session, say(session, msg("Nothing has been saved yet")));
        return 0;
      });
  commands.argument(command, "about", msg("NODE|DOCUMENT"), options->about, msg("Only what changed this"));
  commands.option(command, "-n,--most", msg("N"), options->most, msg("At most so many (100)"));
}

std::string full_id(const workspace::NodeHistory& history) {
  return history.document.text + (history.node.text == history.document.text ? "" : "/" + history.node.text);
}

Json to_json(const workspace::NodeHistory& history) {
  Json json{{"schema", "zielbaum.history/1"},
            {"node", full_id(history)},
            {"name", history.name},
            {"complete", !history.cut_off},
            {"versions", Json::array()}};
  for (const workspace::NodeVersion& each : history.versions) {
    Json version = version_json(each.version);
    version["what"] = each.what;
    json["versions"].push_back(std::move(version));
  }
  return json;
}

void add_history(Commands& commands) {
  struct Options {
    std::string node;
    std::size_t most = SIZE_MAX;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "history", "geschichte", msg("Show the versions that touched a node, and how"),
      {"history \"M 14\"", "history kiezbox-q2vh@muster-2022", "history kiezbox-q2vh -n 5 --json"},
      [options](Session& session) -> Result<int> {
        const workspace::Workspace workspace = TRY(open(session));
        const workspace::NodeHistory history = TRY(workspace::history(workspace, options->node, options->most));
        if (session.json) {
          print_json(session, to_json(history));
          return 0;
        }
        print(session, styled(session, history.name.empty() ? full_id(history) : history.name, "1"));
        for (const workspace::NodeVersion& each : history.versions) {
          print(session, version_line(session, each.version));
          print(session, "            " + in_words(session, each.what));
        }
        if (history.versions.empty() && !history.cut_off)
          print(session, say(session, msg("It is in no saved version")));
        if (history.cut_off)
          tell(session, msg("This copy of the repository begins later than the history does. The rest comes with: git "
                            "fetch --unshallow"));
        return 0;
      });
  commands.argument(command, "node", msg("NODE"), options->node, msg("Its id or number")).required();
  commands.option(command, "-n,--most", msg("N"), options->most, msg("At most so many (all)"));
}

}  // namespace

void add_version_commands(Commands& commands) {
  add_status(commands);
  add_save(commands);
  add_log(commands);
  add_history(commands);
}

}  // namespace zielbaum::tool
