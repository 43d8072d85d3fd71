// log, history, origin
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

/// "1e90c8499a  22.11.2026  Ada Muster"
std::string version_head(const Session& session, const store::Version& version) {
  return styled(session, version.id.text.substr(0, 10), "33") + "  " +
         in_short(date_of_unix_time(version.unix_time), session.language) + "  " + version.author.name;
}

std::string version_line(const Session& session, const store::Version& version) {
  return version_head(session, version) + "  " + version.message.substr(0, version.message.find('\n'));
}

std::string summary_line(const Session& session, const workspace::DocumentSummary& summary) {
  std::string line;
  for (const workspace::DocumentSummary::Count& count : summary.nodes) {
    line += (line.empty() ? "" : ", ") + counted_what(session, count.what, count.nodes);
    if (count.what == "reworded") line += " (" + say(session, counted(summary.words, "{0} word", "{0} words")) + ")";
  }
  return summary.document.text + ": " + line;
}

constexpr const char* kIndent = "            ";  // as wide as a version's id

void print_version(Session& session, const workspace::LoggedVersion& logged) {
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
  commands.paged(command);
  commands.argument(command, "about", msg("NODE|DOCUMENT"), options->about, msg("Only what changed this"));
  commands.option(command, "-n,--most", msg("N"), options->most, msg("At most so many (100)"));
}

void tell_cut_off(Session& session) {
  tell(session, msg("This copy of the repository begins later than the history does. The rest comes with: git fetch "
                    "--unshallow"));
}

Json to_json(const workspace::NodeHistory& history) {
  Json json{{"schema", "zielbaum.history/1"},
            {"node", full_id(history.document, history.node)},
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
        print(session,
              styled(session, history.name.empty() ? full_id(history.document, history.node) : history.name, "1"));
        for (const workspace::NodeVersion& each : history.versions) {
          print(session, version_line(session, each.version));
          print(session, kIndent + in_words(session, each.what));
        }
        if (history.versions.empty() && !history.cut_off)
          print(session, say(session, msg("It is in no saved version")));
        if (history.cut_off) tell_cut_off(session);
        return 0;
      });
  commands.paged(command);
  commands.argument(command, "node", msg("NODE"), options->node, msg("Its id or number")).required();
  commands.option(command, "-n,--most", msg("N"), options->most, msg("At most so many (all)"));
}

Json to_json(const workspace::Origin& origin) {
  Json json{{"schema", "zielbaum.origin/1"}, {"node", full_id(origin.document, origin.node)},
            {"name", origin.name},           {"complete", !origin.cut_off},
            {"sentences", Json::array()},    {"versions", Json::object()}};
  for (const workspace::SentenceOrigin& sentence : origin.sentences) {
    Json version;
    if (sentence.version) version = sentence.version->id.text;
    json["sentences"].push_back({{"text", sentence.text}, {"paragraph", sentence.paragraph}, {"version", version}});
    if (sentence.version) json["versions"][sentence.version->id.text] = version_json(*sentence.version);
  }
  return json;
}

void print_sentences(Session& session, const workspace::Origin& origin) {
  std::size_t paragraph = 0;
  std::string last;
  for (const workspace::SentenceOrigin& sentence : origin.sentences) {
    const std::string from = sentence.version ? version_head(session, *sentence.version)
                                              : styled(session, say(session, msg("not saved yet")), "33");
    if (sentence.paragraph != paragraph) last.clear();
    if (sentence.paragraph != paragraph) print(session, "");
    if (from != last) print(session, from);
    print(session, "  " + sentence.text);
    paragraph = sentence.paragraph;
    last = from;
  }
}

void add_origin(Commands& commands) {
  const auto node = std::make_shared<std::string>();
  CLI::App* command = commands.add(
      "origin", "herkunft", msg("Show which version and author each sentence of a text comes from"),
      {"origin \"M 14\"", "origin kiezbox-q2vh@muster-2022 --json"}, [node](Session& session) -> Result<int> {
        const workspace::Workspace workspace = TRY(open(session));
        const workspace::Origin origin = TRY(workspace::origin(workspace, *node));
        if (session.json) {
          print_json(session, to_json(origin));
          return 0;
        }
        print(session, styled(session, origin.name, "1"));
        print_sentences(session, origin);
        if (origin.sentences.empty()) print(session, say(session, msg("It has no text")));
        if (origin.cut_off) tell_cut_off(session);
        return 0;
      });
  commands.paged(command);
  commands.argument(command, "node", msg("NODE"), *node, msg("Its id or number")).required();
}

}  // namespace

void add_history_commands(Commands& commands) {
  add_log(commands);
  add_history(commands);
  add_origin(commands);
}

}  // namespace zielbaum::tool
