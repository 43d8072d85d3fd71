// diff, synopse, redline, changes
#include "base/file.h"
#include "changes.h"
#include "commands.h"

namespace zielbaum::tool {

namespace {

/// What "[DOCUMENT] OLD [NEW]" means. A first word that is a document's id is one.
struct Wanted {
  std::vector<DocumentId> documents;
  std::string before = "saved";
  std::string after = "working";
};

Result<Wanted> wanted_of(const workspace::Workspace& workspace, std::vector<std::string> words) {
  Wanted wanted;
  const std::vector<DocumentId> all = TRY(workspace::documents(workspace, {}));
  if (!words.empty() &&
      (words.size() == 3 || std::find(all.begin(), all.end(), DocumentId{words.front()}) != all.end())) {
    wanted.documents = {DocumentId{words.front()}};
    words.erase(words.begin());
  } else {
    wanted.documents = all;
  }
  if (!words.empty()) wanted.before = words[0];
  if (words.size() > 1) wanted.after = words[1];
  return wanted;
}

Result<workspace::Comparison> compare(const workspace::Workspace& workspace, const DocumentId& document,
                                      const Wanted& wanted) {
  const workspace::State before = TRY(workspace::resolve(workspace, wanted.before, document));
  const workspace::State after = TRY(workspace::resolve(workspace, wanted.after, document));
  return workspace::compare(workspace, document, before, after);
}

void print_lines(Session& session, const std::vector<compose::TextLine>& lines) {
  for (const compose::TextLine& line : lines) {
    std::string text;
    for (const compose::TextSpan& span : line) {
      const char* style = span.mark == flow::Mark::Inserted  ? "32"
                          : span.mark == flow::Mark::Deleted ? "31"
                          : span.strong                      ? "1"
                          : span.dim                         ? "2"
                                                             : "";
      text += styled(session, span.text, style);
    }
    print(session, text);
  }
}

void add_versions(Commands& commands, CLI::App* command, std::vector<std::string>& words) {
  commands
      .argument(command, "versions", msg("VERSIONS"), words, msg("[DOCUMENT] OLD [NEW]; if left out: saved working"))
      .times(0, 3);
}

void add_diff(Commands& commands) {
  struct Options {
    std::vector<std::string> words;
    std::string format = "text";
    bool exit_code = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "diff", "vergleichen", msg("Compare two versions by structure and by word"),
      {"diff", "diff smart-city-strategie muster-2022", "diff smart-city-strategie muster-2022 saved --format json"},
      [options](Session& session) -> Result<int> {
        const workspace::Workspace workspace = TRY(open(session));
        const Wanted wanted = TRY(wanted_of(workspace, options->words));
        const bool json = session.json || options->format == "json";
        Json changes = Json::array();
        bool different = false;
        for (const DocumentId& document : wanted.documents) {
          const Result<workspace::Comparison> compared = compare(workspace, document, wanted);
          // Among all documents, one that a version does not have is no reason to stop.
          if (!compared && wanted.documents.size() > 1 && compared.error().code == "unknown-document") continue;
          if (!compared) return compared.error();
          different = different || !compared->changes.empty();
          if (json) {
            for (const Json& change : TRY(changes_json(workspace, *compared))) changes.push_back(change);
          } else if (!compared->changes.empty()) {
            print_lines(session, TRY(workspace::comparison_text(workspace, *compared, session.language)));
          }
        }
        if (json) {
          print_json(
              session,
              Json{{"schema", "zielbaum.diff/1"}, {"old", wanted.before}, {"new", wanted.after}, {"changes", changes}});
        } else if (!different) {
          tell(session, msg("No differences"));
        }
        return different && options->exit_code ? 1 : 0;
      });
  add_versions(commands, command, options->words);
  commands.option(command, "--format", msg("text|json"), options->format, msg("text or json")).one_of({"text", "json"});
  commands.flag(command, "--exit-code", options->exit_code, msg("Exit with 1 if there are differences"));
}

/// Of one document.
Result<workspace::Comparison> compare_one(const workspace::Workspace& workspace, std::vector<std::string> words) {
  const Wanted wanted = TRY(wanted_of(workspace, std::move(words)));
  const DocumentId document =
      wanted.documents.size() == 1 ? wanted.documents.front() : TRY(workspace::find_document(workspace, "", {}));
  return compare(workspace, document, wanted);
}

struct FileOptions {
  std::vector<std::string> words;
  std::string file;
  std::string old_name, new_name;
  bool full = false;
};

using MakeFile = Result<std::string> (*)(const workspace::Workspace& workspace, const workspace::Comparison& comparison,
                                         const Date& today, const workspace::ComparisonFile& file,
                                         const publish::ReadResource& resource);

Result<int> write_comparison(Session& session, const FileOptions& options, MakeFile make) {
  workspace::ComparisonFile file;
  file.format = TRY(format_of(options.file, Formats::PagesAndWord));
  file.only_changed = !options.full;
  file.old_name = options.old_name;
  file.new_name = options.new_name;
  const workspace::Workspace workspace = TRY(open(session));
  const workspace::Comparison compared = TRY(compare_one(workspace, options.words));
  const std::string bytes = TRY(make(workspace, compared, today(), file, read_resource));
  TRY(write_file(options.file, bytes));
  tell(session, msg("Written: {0}", options.file));
  return 0;
}

void add_names(Commands& commands, CLI::App* command, FileOptions& options) {
  commands.option(command, "--old-name", msg("NAME"), options.old_name,
                  msg("What the old version is called, e.g. “Geltende Fassung”"));
  commands.option(command, "--new-name", msg("NAME"), options.new_name,
                  msg("What the new version is called, e.g. “Entwurf”"));
}

void add_synopse(Commands& commands) {
  const auto options = std::make_shared<FileOptions>();
  CLI::App* command = commands.add(
      "synopse", "gegenueberstellen", msg("Write a Synopse: old and new side by side"),
      {"synopse smart-city-strategie muster-2022 saved -o synopse.html",
       "synopse smart-city-strategie muster-2022 -o synopse.pdf --full --old-name \"Geltende Fassung\"",
       "synopse smart-city-strategie muster-2022 saved -o synopse.docx"},
      [options](Session& session) -> Result<int> { return write_comparison(session, *options, workspace::synopsis); });
  add_versions(commands, command, options->words);
  commands.option(command, "-o,--output", msg("FILE"), options->file, msg("The file to write, .html, .pdf or .docx"))
      .required();
  commands.flag(command, "--full", options->full, msg("Also what is the same"));
  add_names(commands, command, *options);
}

void add_redline(Commands& commands) {
  const auto options = std::make_shared<FileOptions>();
  CLI::App* command = commands.add(
      "redline", "aenderungsfassung", msg("Write the new version with the changes marked in its text"),
      {"redline smart-city-strategie muster-2022 saved -o aenderungsfassung.pdf",
       "redline smart-city-strategie muster-2022 -o aenderungsfassung.html --new-name Entwurf"},
      [options](Session& session) -> Result<int> { return write_comparison(session, *options, workspace::redline); });
  add_versions(commands, command, options->words);
  commands.option(command, "-o,--output", msg("FILE"), options->file, msg("The file to write, .html or .pdf"))
      .required();
  add_names(commands, command, *options);
}

Result<int> print_changes(Session& session, const FileOptions& options) {
  const workspace::Workspace workspace = TRY(open(session));
  const workspace::Comparison compared = TRY(compare_one(workspace, options.words));
  const std::vector<compose::ChangeLine> lines = TRY(workspace::change_lines(workspace, compared, session.language));
  if (session.json) {
    Json all = Json::array();
    for (const compose::ChangeLine& line : lines) {
      all.push_back(Json{{"node", compared.after.document.id().text + "/" + line.node.text},
                         {"text", line.text},
                         {"details", line.details}});
    }
    print_json(session, Json{{"schema", "zielbaum.changes/1"}, {"changes", all}});
    return 0;
  }
  if (lines.empty()) tell(session, msg("No differences"));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    print(session, std::to_string(i + 1) + ". " + lines[i].text);
    for (const std::string& detail : lines[i].details) print(session, "   – " + detail);
  }
  return 0;
}

void add_changes(Commands& commands) {
  const auto options = std::make_shared<FileOptions>();
  CLI::App* command = commands.add(
      "changes", "aenderungsliste", msg("Tell the changes between two versions in sentences, one after another"),
      {"changes", "changes smart-city-strategie muster-2022", "changes smart-city-strategie muster-2022 -o liste.pdf"},
      [options](Session& session) -> Result<int> {
        if (options->file.empty()) return print_changes(session, *options);
        return write_comparison(session, *options, workspace::change_list);
      });
  add_versions(commands, command, options->words);
  commands.option(command, "-o,--output", msg("FILE"), options->file, msg("The file to write, .html, .pdf or .docx"));
  add_names(commands, command, *options);
}

}  // namespace

void add_diff_commands(Commands& commands) {
  add_diff(commands);
  add_synopse(commands);
  add_redline(commands);
  add_changes(commands);
}

}  // namespace zielbaum::tool
