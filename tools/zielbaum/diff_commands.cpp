// diff, synopse, redline, changes
#include <algorithm>

#include "base/file.h"
#include "change_line.h"
#include "changes.h"
#include "commands.h"
#include "model/paths.h"
#include "stat.h"
#include "versions_of_folders.h"
#include "workspace/concerning.h"
#include "workspace/reasons.h"
#include "workspace/report.h"

namespace zielbaum::tool {

namespace {

/// What "[DOCUMENT] OLD [NEW]" means. A first word that is a document's id is one.
struct Wanted {
  std::optional<DocumentId> document;
  std::string before = "saved";
  std::string after = "working";
};

/// Without a look at all files of the working copy.
bool is_document(const workspace::Workspace& workspace, const std::string& word) {
  if (!is_valid_id(word)) return false;
  const Result<std::string> tree = workspace.store().read_working(model::document_path(DocumentId{word}));
  return tree || tree.error().kind != ErrorKind::NotFound;
}

Wanted wanted_of(const workspace::Workspace& workspace, std::vector<std::string> words) {
  Wanted wanted;
  if (!words.empty() && (words.size() == 3 || is_document(workspace, words.front()))) {
    wanted.document = DocumentId{words.front()};
    words.erase(words.begin());
  }
  if (!words.empty()) wanted.before = words[0];
  if (words.size() > 1) wanted.after = words[1];
  return wanted;
}

struct States {
  workspace::State before, after;
};

Result<States> states_of(const workspace::Workspace& workspace, const DocumentId& document, const Wanted& wanted) {
  return States{TRY(workspace::resolve(workspace, wanted.before, document)),
                TRY(workspace::resolve(workspace, wanted.after, document))};
}

Result<workspace::WholeComparison> compare_whole(const workspace::Workspace& workspace, const DocumentId& document,
                                                 const Wanted& wanted) {
  const States states = TRY(states_of(workspace, document, wanted));
  return workspace::compare_whole_for_people(workspace, document, states.before, states.after);
}

Result<workspace::Comparison> compare(const workspace::Workspace& workspace, const DocumentId& document,
                                      const Wanted& wanted) {
  const States states = TRY(states_of(workspace, document, wanted));
  return workspace::compare_for_people(workspace, document, states.before, states.after);
}

void add_versions(Commands& commands, CLI::App* command, std::vector<std::string>& words) {
  commands
      .argument(
          command, "versions", msg("VERSIONS"), words,
          msg("[DOCUMENT] OLD [NEW]; if left out: saved working; a folder such as ../entwurf is another workspace"))
      .times(0, 3);
}

void add_only(Commands& commands, CLI::App* command, std::vector<std::string>& only) {
  commands
      .option(
          command, "--only", msg("KIND|PARTY|NODE"), only,
          msg("Only what concerns this: a kind of change (moved), a kind of node (measure), a party (SenStadt) or a "
              "node with all below it; may be repeated"))
      .repeated();
}

/// Of the working copy where a version is known to a document only, as editions are.
Result<std::vector<DocumentId>> documents_of_either(const workspace::Workspace& workspace, const Wanted& wanted) {
  std::vector<DocumentId> all;
  for (const std::string& version : {wanted.after, wanted.before}) {
    const Result<workspace::State> state = workspace::resolve(workspace, version, {});
    for (const DocumentId& id : TRY(workspace::documents(workspace, state ? *state : workspace::State())))
      if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
  }
  return all;
}

struct ComparedAll {
  std::vector<workspace::Comparison> comparisons;
  std::vector<Error> unreadable;  ///< why documents could not be compared, beside others that could
};

/// Among several documents, one that neither version has, or that cannot be read, is no reason to stop.
template <typename Compared>
Result<std::vector<Compared>> compare_each(const std::vector<DocumentId>& documents, std::vector<Error>& unreadable,
                                           const std::function<Result<Compared>(const DocumentId&)>& compare_one) {
  std::vector<Compared> all;
  for (const DocumentId& document : documents) {
    Result<Compared> compared = compare_one(document);
    if (compared) {
      all.push_back(std::move(*compared));
      continue;
    }
    if (documents.size() == 1) return compared.error();
    if (compared.error().code == "unknown-document") continue;
    if (compared.error().kind != ErrorKind::Invalid) return compared.error();
    unreadable.push_back(compared.error());
  }
  return all;
}

Result<ComparedAll> compare_all(const workspace::Workspace& workspace, const Wanted& wanted,
                                const std::vector<std::string>& only) {
  ComparedAll all;
  std::vector<DocumentId> documents;
  if (wanted.document) {
    documents.push_back(*wanted.document);
  } else {
    documents = TRY(documents_of_either(workspace, wanted));
  }
  if (only.empty()) {
    const auto changes_of = [&](const DocumentId& one) { return compare(workspace, one, wanted); };
    all.comparisons = TRY(compare_each<workspace::Comparison>(documents, all.unreadable, changes_of));
    return all;
  }
  // What a comparison is narrowed to is looked up among all nodes.
  const auto whole = [&](const DocumentId& one) { return compare_whole(workspace, one, wanted); };
  std::vector<workspace::WholeComparison> wholes =
      TRY(compare_each<workspace::WholeComparison>(documents, all.unreadable, whole));
  wholes = TRY(workspace::concerning(workspace, std::move(wholes), only));
  for (workspace::WholeComparison& one : wholes) all.comparisons.push_back(std::move(one));
  return all;
}

struct DiffOptions {
  std::vector<std::string> words;
  std::vector<std::string> only;
  std::string format = "text";
  bool stat = false;
  bool exit_code = false;
};

Result<void> print_diff(Session& session, const workspace::Workspace& workspace, const DiffOptions& options,
                        const std::vector<workspace::Comparison>& all) {
  for (const workspace::Comparison& compared : all) {
    if (compared.changes.empty()) continue;
    if (options.stat) {
      TRY(print_stat(session, workspace, compared));
    } else {
      print_lines(session, TRY(workspace::comparison_text(workspace, compared, session.language)));
    }
  }
  const auto changed = std::count_if(all.begin(), all.end(), [](const auto& one) { return !one.changes.empty(); });
  if (changed > 1) {
    std::size_t nodes = 0;
    for (const workspace::Comparison& compared : all) nodes += compared.changes.nodes.size();
    print(session, styled(session, say(session, msg("{0} documents, {1} nodes changed", changed, nodes)), "1"));
  }
  if (changed == 0)
    tell(session, options.only.empty() ? msg("No differences") : msg("No differences that concern this"));
  return {};
}

Result<Json> diff_json(const Session& session, const workspace::Workspace& workspace, const DiffOptions& options,
                       const Wanted& wanted, const std::vector<workspace::Comparison>& all) {
  Json list = Json::array();
  Json documents;
  Json left_out;
  for (const workspace::Comparison& compared : all) {
    for (const std::string& sentence : workspace::left_out(compared, session.language)) left_out.push_back(sentence);
    if (options.stat) {
      if (!compared.changes.empty()) list.push_back(TRY(stat_json(workspace, compared)));
      continue;
    }
    if (const Json whole = whole_json(compared); !whole.is_null()) documents.push_back(whole);
    for (const Json& change : TRY(changes_json(workspace, compared))) list.push_back(change);
  }
  Json json{
      {"schema", options.stat ? "zielbaum.stat/1" : "zielbaum.diff/1"}, {"old", wanted.before}, {"new", wanted.after}};
  if (!left_out.is_null()) json["left_out"] = left_out;
  if (!documents.is_null()) json["documents"] = documents;
  json[options.stat ? "documents" : "changes"] = list;
  return json;
}

void add_diff(Commands& commands) {
  const auto options = std::make_shared<DiffOptions>();
  CLI::App* command = commands.add(
      "diff", "vergleichen", msg("Compare two versions by structure and by word"),
      {"diff", "diff smart-city-strategie muster-2022", "diff smart-city-strategie muster-2022 saved --format json",
       "diff muster-2022 --stat", "diff ../entwurf@main .", "diff muster-2022 --only measure --only SenStadt"},
      [options](Session& session) -> Result<int> {
        const auto [workspace, words] = TRY(open_for(session, options->words));
        const Wanted wanted = wanted_of(workspace, words);
        const ComparedAll compared = TRY(compare_all(workspace, wanted, options->only));
        const std::vector<workspace::Comparison>& all = compared.comparisons;
        for (const workspace::Comparison& one : all) tell_left_out(session, one);
        if (session.json || options->format == "json") {
          print_json(session, TRY(diff_json(session, workspace, *options, wanted_of(workspace, options->words), all)));
        } else {
          TRY(print_diff(session, workspace, *options, all));
        }
        for (const Error& failed : compared.unreadable) session.talk += error_text(failed, session);
        // Nodes are told apart by their ids: with one given twice, not all that is said need be so.
        const auto has_id_twice = [](const workspace::LoadedPart& side) {
          return std::any_of(side.findings.begin(), side.findings.end(),
                             [](const Finding& finding) { return finding.code == "duplicate-id"; });
        };
        const bool unsure = std::any_of(all.begin(), all.end(), [&](const workspace::Comparison& one) {
          return has_id_twice(one.before()) || has_id_twice(one.after());
        });
        if (unsure || !compared.unreadable.empty()) return exit_code(ErrorKind::Invalid);
        const bool different =
            std::any_of(all.begin(), all.end(), [](const auto& one) { return !one.changes.empty(); });
        return different && options->exit_code ? 1 : 0;
      });
  commands.paged(command);
  add_versions(commands, command, options->words);
  add_only(commands, command, options->only);
  commands.flag(command, "--stat", options->stat, msg("Only how much changed: one line a node, and counts"));
  commands.option(command, "--format", msg("text|json"), options->format, msg("text or json")).one_of({"text", "json"});
  commands.flag(command, "--exit-code", options->exit_code, msg("Exit with 1 if there are differences"));
}

/// The versions, of one document.
Result<Wanted> one_document(const workspace::Workspace& workspace, std::vector<std::string> words) {
  Wanted wanted = wanted_of(workspace, std::move(words));
  if (!wanted.document) wanted.document = TRY(workspace::find_document(workspace, "", {}));
  return wanted;
}

/// What a comparison is narrowed down to is looked up among all nodes.
Result<workspace::WholeComparison> compare_one_whole(const workspace::Workspace& workspace,
                                                     const std::vector<std::string>& words,
                                                     const std::vector<std::string>& only) {
  const Wanted wanted = TRY(one_document(workspace, words));
  workspace::WholeComparison whole = TRY(compare_whole(workspace, *wanted.document, wanted));
  return workspace::concerning(workspace, std::move(whole), only);
}

Result<workspace::Comparison> compare_one(const workspace::Workspace& workspace, const std::vector<std::string>& words,
                                          const std::vector<std::string>& only) {
  if (!only.empty()) return TRY(compare_one_whole(workspace, words, only));
  const Wanted wanted = TRY(one_document(workspace, words));
  return compare(workspace, *wanted.document, wanted);
}

struct FileOptions {
  std::vector<std::string> words;
  std::vector<std::string> only;
  std::string file;
  std::string old_name, middle_name, new_name;
  bool full = false;
  bool in_line = false;
  bool report = false;
  bool no_reasons = false;
  bool save_messages = false;
};

Result<void> check_reason_options(const FileOptions& options) {
  if (options.no_reasons && options.save_messages) {
    return advise(error(ErrorKind::Usage, "reasons-and-none",
                        msg("--no-reasons leaves the reasons out, --save-messages adds to them")),
                  msg("Leave one of both away."));
  }
  return {};
}

Result<void> add_reasons(Session& session, const workspace::Workspace& workspace, const FileOptions& options,
                         workspace::Comparison& compared) {
  if (options.no_reasons) return {};
  const auto messages = options.save_messages ? workspace::SaveMessages::Show : workspace::SaveMessages::LeaveOut;
  tell_unreadable(session, TRY(workspace::add_reasons(workspace, compared, messages)));
  return {};
}

void add_reason_options(Commands& commands, CLI::App* command, FileOptions& options) {
  commands.flag(command, "--no-reasons", options.no_reasons, msg("Without the reasons that were given"));
  commands.flag(command, "--save-messages", options.save_messages,
                msg("What has no reason gets the messages that it was saved with"));
}

using MakeFile = Result<std::string> (*)(const workspace::Workspace& workspace,
                                         const workspace::WholeComparison& comparison, const Date& today,
                                         const workspace::ComparisonFile& file, const publish::ReadResource& resource);

Result<workspace::ComparisonFile> comparison_file(const FileOptions& options) {
  if (options.full && !options.only.empty()) {
    return advise(error(ErrorKind::Usage, "full-and-only", msg("--full shows everything, --only leaves out")),
                  msg("Leave one of both away."));
  }
  workspace::ComparisonFile file;
  file.format = TRY(format_of(options.file, Formats::PagesAndWord));
  TRY(workspace::may_be_written({{options.file, file_kind(file.format)}}));
  file.only_changed = !options.full;
  if (options.in_line) file.form = compose::SynopsisForm::InLine;
  file.old_name = options.old_name;
  file.middle_name = options.middle_name;
  file.new_name = options.new_name;
  file.only = options.only;
  return file;
}

Result<int> write_comparison(Session& session, const FileOptions& options, MakeFile make) {
  TRY(check_reason_options(options));
  workspace::ComparisonFile file = TRY(comparison_file(options));
  const auto [workspace, words] = TRY(open_for(session, options.words));
  const Wanted named = wanted_of(workspace, options.words);
  file.old_word = named.before;
  file.new_word = named.after;
  workspace::WholeComparison compared = TRY(compare_one_whole(workspace, words, options.only));
  tell_left_out(session, compared);
  TRY(add_reasons(session, workspace, options, compared));
  const std::string bytes = TRY(make(workspace, compared, today(), file, read_resource));
  TRY(write_file(options.file, bytes));
  tell(session, msg("Written: {0}", options.file));
  return 0;
}

/// DOCUMENT OLD MIDDLE NEW
Result<int> write_three(Session& session, const FileOptions& options) {
  TRY(check_reason_options(options));
  workspace::ComparisonFile file = TRY(comparison_file(options));
  file.old_word = options.words[1];
  file.middle_word = options.words[2];
  file.new_word = options.words[3];
  const auto opened = TRY(open_for(session, options.words));
  const workspace::Workspace& workspace = opened.workspace;
  const std::vector<std::string>& words = opened.words;
  const DocumentId document{words[0]};
  // By ids alone: the middle version is compared with both others.
  const auto step = [&](std::size_t before, std::size_t after) -> Result<workspace::WholeComparison> {
    const States states = TRY(states_of(workspace, document, {document, words[before], words[after]}));
    return workspace::compare_whole(workspace, document, states.before, states.after);
  };
  std::vector<workspace::WholeComparison> steps;
  steps.push_back(TRY(step(1, 2)));
  steps.push_back(TRY(step(2, 3)));
  steps = TRY(workspace::concerning(workspace, std::move(steps), options.only));
  for (const workspace::Comparison& step : steps) tell_left_out(session, step);
  workspace::WholeComparison ends = TRY(step(1, 3));
  TRY(add_reasons(session, workspace, options, ends));
  steps[1].reasons = std::move(ends.reasons);
  const std::string bytes =
      TRY(workspace::synopsis_of_three(workspace, steps[0], steps[1], today(), file, read_resource));
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
      "synopse", "gegenüberstellen", msg("Write a Synopse: old and new side by side"),
      {"synopse smart-city-strategie muster-2022 saved -o synopse.html",
       "synopse smart-city-strategie muster-2022 -o synopse.pdf --full --old-name \"Geltende Fassung\"",
       "synopse smart-city-strategie muster-2022 saved -o synopse.docx",
       "synopse smart-city-strategie muster-2022 draft:entwurf working -o drei.pdf --new-name \"Nach Mitzeichnung\""},
      [options](Session& session) -> Result<int> {
        if (options->words.size() == 4) return write_three(session, *options);
        return write_comparison(session, *options, workspace::synopsis);
      });
  commands
      .argument(
          command, "versions", msg("VERSIONS"), options->words,
          msg("[DOCUMENT] OLD [NEW]; if left out: saved working; three side by side: DOCUMENT OLD MIDDLE NEW; a folder "
              "such as ../entwurf is another workspace"))
      .times(0, 4);
  commands.option(command, "-o,--output", msg("FILE"), options->file, msg("The file to write, .html, .pdf or .docx"))
      .required();
  add_only(commands, command, options->only);
  commands.flag(command, "--full", options->full, msg("Also what is the same"));
  commands.flag(command, "--in-line", options->in_line, msg("Without columns: place, old, new, one after another"));
  add_reason_options(commands, command, *options);
  add_names(commands, command, *options);
  commands.option(command, "--middle-name", msg("NAME"), options->middle_name,
                  msg("Of three versions, what the middle one is called"));
}

void add_redline(Commands& commands) {
  const auto options = std::make_shared<FileOptions>();
  CLI::App* command = commands.add(
      "redline", "änderungsfassung", msg("Write the new version with the changes marked in its text"),
      {"redline smart-city-strategie muster-2022 saved -o aenderungsfassung.pdf",
       "redline smart-city-strategie muster-2022 -o aenderungsfassung.html --new-name Entwurf"},
      [options](Session& session) -> Result<int> { return write_comparison(session, *options, workspace::redline); });
  add_versions(commands, command, options->words);
  commands.option(command, "-o,--output", msg("FILE"), options->file, msg("The file to write, .html, .pdf or .docx"))
      .required();
  add_names(commands, command, *options);
}

Result<int> print_changes(Session& session, const FileOptions& options) {
  const auto [workspace, words] = TRY(open_for(session, options.words));
  TRY(check_reason_options(options));
  // The numbers of all nodes and notes may have to be told.
  workspace::WholeComparison compared = TRY(compare_one_whole(workspace, words, options.only));
  tell_left_out(session, compared);
  TRY(add_reasons(session, workspace, options, compared));
  const std::vector<compose::ChangeLine> lines = TRY(workspace::change_lines(workspace, compared, session.language));
  if (session.json) {
    Json all = Json::array();
    for (const compose::ChangeLine& line : lines) all.push_back(line_json(compared.after().document.id(), line));
    print_json(session, Json{{"schema", "zielbaum.changes/1"}, {"changes", all}});
    return 0;
  }
  if (lines.empty())
    tell(session, options.only.empty() ? msg("No differences") : msg("No differences that concern this"));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    print(session, std::to_string(i + 1) + ". " + lines[i].text);
    for (const std::string& detail : lines[i].details) print(session, "   – " + detail);
    for (const std::string& paragraph : compose::told_reason(lines[i], session.language))
      print(session, "   " + paragraph);
  }
  return 0;
}

Result<int> print_report(Session& session, const FileOptions& options) {
  const auto [workspace, words] = TRY(open_for(session, options.words));
  const workspace::Comparison compared = TRY(compare_one(workspace, words, options.only));
  tell_left_out(session, compared);
  const compose::ChangeReport report = TRY(workspace::report_changes(workspace, compared, session.language));
  if (session.json) {
    print_json(session, report_json(compared, report));
  } else {
    print_report(session, compared, report);
  }
  return 0;
}

void add_changes(Commands& commands) {
  const auto options = std::make_shared<FileOptions>();
  CLI::App* command = commands.add(
      "changes", "änderungsliste", msg("Tell the changes between two versions in sentences, one after another"),
      {"changes", "changes smart-city-strategie muster-2022", "changes smart-city-strategie muster-2022 -o liste.pdf",
       "changes smart-city-strategie muster-2022 --report -o uebersicht.pdf"},
      [options](Session& session) -> Result<int> {
        if (options->file.empty())
          return options->report ? print_report(session, *options) : print_changes(session, *options);
        return write_comparison(session, *options, options->report ? workspace::change_report : workspace::change_list);
      });
  commands.flag(command, "--report", options->report,
                msg("A report instead (Änderungsübersicht): counts, and for each responsible body what concerns it"));
  commands.paged(command);
  add_versions(commands, command, options->words);
  add_only(commands, command, options->only);
  commands.option(command, "-o,--output", msg("FILE"), options->file, msg("The file to write, .html, .pdf or .docx"));
  add_reason_options(commands, command, *options);
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
