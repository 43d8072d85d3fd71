// synopse, redline, changes
#include "base/file.h"
#include "change_line.h"
#include "changes.h"
#include "comparing.h"
#include "page_files.h"
#include "stat.h"
#include "versions_of_folders.h"
#include "workspace/concerning.h"
#include "workspace/reasons.h"
#include "workspace/report.h"

namespace zielbaum::tool {

namespace {

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
                                         const publishing::ComparisonFile& file, const publish::ReadResource& resource);

Result<publishing::ComparisonFile> comparison_file(const FileOptions& options) {
  if (options.full && !options.only.empty()) {
    return advise(error(ErrorKind::Usage, "full-and-only", msg("--full shows everything, --only leaves out")),
                  msg("Leave one of both away."));
  }
  publishing::ComparisonFile file;
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
  publishing::ComparisonFile file = TRY(comparison_file(options));
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
  publishing::ComparisonFile file = TRY(comparison_file(options));
  file.old_word = options.words[1];
  file.middle_word = options.words[2];
  file.new_word = options.words[3];
  const auto opened = TRY(open_for(session, options.words));
  const workspace::Workspace& workspace = opened.workspace;
  const std::vector<std::string>& words = opened.words;
  const DocumentId document{words[0]};
  // By ids alone: the middle version is compared with both others.
  const auto compared = [&](std::size_t before, std::size_t after) -> Result<workspace::WholeComparison> {
    const States states = TRY(states_of(workspace, document, {document, words[before], words[after]}));
    return workspace::compare_whole(workspace, document, states.before, states.after);
  };
  std::vector<workspace::WholeComparison> steps;
  steps.push_back(TRY(compared(1, 2)));
  steps.push_back(TRY(compared(2, 3)));
  steps = TRY(workspace::concerning(workspace, std::move(steps), options.only));
  for (const workspace::Comparison& step : steps) tell_left_out(session, step);
  workspace::WholeComparison ends = TRY(compared(1, 3));
  TRY(add_reasons(session, workspace, options, ends));
  steps[1].reasons = std::move(ends.reasons);
  const std::string bytes =
      TRY(publishing::synopsis_of_three(workspace, steps[0], steps[1], today(), file, read_resource));
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
        return write_comparison(session, *options, publishing::synopsis);
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
      [options](Session& session) -> Result<int> { return write_comparison(session, *options, publishing::redline); });
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
        return write_comparison(session, *options,
                                options->report ? publishing::change_report : publishing::change_list);
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

void add_comparison_commands(Commands& commands) {
  add_synopse(commands);
  add_redline(commands);
  add_changes(commands);
}

}  // namespace zielbaum::tool
