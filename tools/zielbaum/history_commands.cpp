// log, history
#include "changes.h"
#include "commands.h"

namespace zielbaum::tool {

namespace {

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

/// "2 moved", "fields of 3": how many nodes something happened to.
std::string counted_what(const Session& session, const workspace::DocumentSummary::Count& count) {
  if (count.what == "added") return say(session, msg("{0} added", count.nodes));
  if (count.what == "removed") return say(session, msg("{0} removed", count.nodes));
  if (count.what == "moved") return say(session, msg("{0} moved", count.nodes));
  if (count.what == "reordered") return say(session, msg("{0} reordered", count.nodes));
  if (count.what == "retitled") return say(session, msg("{0} retitled", count.nodes));
  if (count.what == "fields") return say(session, msg("fields of {0}", count.nodes));
  if (count.what == "links") return say(session, msg("links of {0}", count.nodes));
  if (count.what == "reworded") return say(session, msg("{0} reworded", count.nodes));
  if (count.what == "formatted") return say(session, msg("{0} formatted", count.nodes));
  if (count.what == "kind") return say(session, msg("{0} of another kind", count.nodes));
  return count.what;
}

std::string summary_line(const Session& session, const workspace::DocumentSummary& summary) {
  std::string line;
  for (const workspace::DocumentSummary::Count& count : summary.nodes) {
    line += (line.empty() ? "" : ", ") + counted_what(session, count);
    if (count.what == "reworded") line += " (" + say(session, counted(summary.words, "{0} word", "{0} words")) + ")";
  }
  return summary.document.text + ": " + line;
}

void print_version(Session& session, const workspace::LoggedVersion& logged) {
  constexpr const char* kIndent = "            ";
  print(session, version_line(session, logged.version));
  if (!logged.what.empty()) print(session, kIndent + in_words(session, logged.what));
  for (const workspace::DocumentSummary& summary : logged.documents)
    print(session, kIndent + summary_line(session, summary));
  if (logged.other_files > 0)
    print(session, kIndent + say(session, counted(logged.other_files, "{0} other file", "{0} other files")));
  if (logged.unreadable) print(session, kIndent + say(session, logged.unreadable->message));
}

Json to_json(const Session& session, const workspace::LoggedVersion& logged) {
  Json json = version_json(logged.version);
  if (!logged.what.empty()) {
    json["what"] = logged.what;
    return json;
  }
  json["documents"] = Json::object();
  for (const workspace::DocumentSummary& summary : logged.documents) {
    Json& counts = json["documents"][summary.document.text];
    for (const workspace::DocumentSummary::Count& count : summary.nodes) counts[count.what] = count.nodes;
    counts["words"] = summary.words;
  }
  json["other_files"] = logged.other_files;
  if (logged.unreadable) json["unreadable"] = say(session, logged.unreadable->message);
  return json;
}

void add_log(Commands& commands) {
  struct Options {
    std::string about;
    std::size_t most = 100;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "log", "verlauf", msg("Show the saved versions and what they changed, of all, a document or a node"),
      {"log", "log smart-city-strategie", "log \"M 14\" --json"}, [options](Session& session) -> Result<int> {
        const workspace::Workspace workspace = TRY(open(session));
        const std::vector<workspace::LoggedVersion> versions =
            TRY(workspace::log(workspace, options->about, options->most));
        if (session.json) {
          Json all = Json::array();
          for (const workspace::LoggedVersion& logged : versions) all.push_back(to_json(session, logged));
          print_json(session, Json{{"schema", "zielbaum.log/1"}, {"versions", all}});
          return 0;
        }
        for (const workspace::LoggedVersion& logged : versions) print_version(session, logged);
        if (versions.empty()) print(session, say(session, msg("Nothing has been saved yet")));
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

void add_history_commands(Commands& commands) {
  add_log(commands);
  add_history(commands);
}

}  // namespace zielbaum::tool
