// edit
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "base/file.h"
#include "commands.h"
#include "report.h"
#include "terminal.h"

namespace zielbaum::tool {

namespace {

namespace fs = std::filesystem;

/// The new text from a file, or from standard input for "-".
Result<std::string> given_text(const std::string& file) {
  if (file != "-") return read_file(file, 16u << 20);
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

/// Lets the user change a copy, which is kept until its words are safely in the workspace.
struct Draft {
  fs::path file;
  std::string text;
};
Result<Draft> edited_text(const workspace::Found& found, const workspace::ProseText& before) {
  std::error_code failed;
  const fs::path folder = fs::temp_directory_path(failed) / ("zielbaum-" + std::to_string(::getpid()));
  Draft draft{folder / (found.value().id.text + ".md"), ""};
  TRY(write_file(draft.file, before.text));
  const Result<void> edited = edit_file(draft.file.string());
  if (!edited) {
    Error stopped = edited.error();
    if (!stopped.hint) stopped.hint = msg("Your text is kept in {0}", draft.file.string());
    return stopped;
  }
  Result<std::string> text = read_file(draft.file, 16u << 20);
  if (!text) return advise(text.error(), msg("Your text is kept in {0}", draft.file.string()));
  draft.text = std::move(*text);
  return draft;
}

void print_lines(Session& session, std::string_view text, const char* before) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    print(session, before + std::string(text.substr(at, end - at)));
    at = end + 1;
  }
}

/// Shows what converting would change, each place with its lines before and after.
void print_conversion(Session& session, const workspace::Conversion& conversion) {
  for (const workspace::Conversion::Change& change : conversion.changes) {
    session.out += finding_text(change.finding, session);
    print_lines(session, change.before, "  - ");
    print_lines(session, change.after, "  + ");
  }
  for (const Finding& finding : conversion.left) session.out += finding_text(finding, session);
}

}  // namespace

void add_prose_command(Commands& commands) {
  struct Options {
    std::string node, from, translation;
    bool convert = false, write = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "edit", "bearbeiten", msg("Edit the text of a node in your editor"),
      {"edit \"M 14\"", "edit kiezbox-q2vh --from text.md", "edit kiezbox-q2vh --translation en",
       "edit kiezbox-q2vh --convert", "edit kiezbox-q2vh --from word.txt --convert --write"},
      [options](Session& session) -> Result<int> {
        workspace::Workspace workspace = TRY(open(session));
        const store::Act act = TRY(local_act(session, workspace));
        const workspace::Found found = TRY(workspace::find_node(workspace, options->node, {}));
        if (found.loaded.state) {
          return advise(error(ErrorKind::Usage, "not-working", msg("Only the working copy can be changed")),
                        msg("Leave out what stands behind the @."));
        }
        const workspace::ProseText before = TRY(workspace::prose(workspace, found, options->translation));
        Draft draft;
        if (options->write && !options->convert)
          return error(ErrorKind::Usage, "usage", msg("--write belongs to --convert"));
        if (options->convert) {
          draft.text = options->from.empty() ? before.text : TRY(given_text(options->from));
          workspace::Conversion conversion = TRY(workspace::conversion(found, options->translation, draft.text));
          print_conversion(session, conversion);
          if (conversion.changes.empty()) {
            tell(session, msg("There is nothing to convert."));
            if (options->from.empty()) return 0;
          } else if (!options->write) {
            tell(session, msg("Nothing was changed. With --write it is converted."));
            return 1;
          }
          draft.text = std::move(conversion.text);
        } else if (options->from.empty()) {
          draft = TRY(edited_text(found, before));
        } else {
          draft.text = TRY(given_text(options->from));
        }
        const Result<workspace::Edited> edited =
            workspace::write_prose(workspace, found, options->translation, before, draft.text, act);
        if (!edited) {
          Error failed = edited.error();
          if (draft.file.empty()) return failed;
          const std::string remedy = failed.hint ? say(session, *failed.hint) + " " : "";
          failed.hint = msg("{0}Your text is kept in {1}", remedy, draft.file.string());
          return failed;
        }
        if (!draft.file.empty()) {
          std::error_code ignored;
          fs::remove_all(draft.file.parent_path(), ignored);
        }
        tell(session,
             edited->changed ? msg("Changed: {0}", edited->name) : msg("Nothing to change: {0}", edited->name));
        for (const Message& note : edited->notes) tell(session, note);
        if (options->convert) return 0;  // what is left has been shown
        for (const Finding& finding : edited->findings) session.talk += finding_text(finding, session);
        if (!edited->findings.empty())
          tell(session, msg("“zielbaum edit {0} --convert” shows what it can be converted to.", edited->node.text));
        return 0;
      });
  commands.argument(command, "node", msg("NODE"), options->node, msg("Its id or number")).required();
  commands.option(command, "--from", msg("FILE"), options->from,
                  msg("Take the new text from this file, “-” for input"));
  commands.option(command, "--translation", msg("TAG"), options->translation,
                  msg("Edit the translation into this language"));
  commands.flag(command, "--convert,--umwandeln", options->convert,
                msg("Show what pasted text can be converted to: typed bullets, tables of tabs, other encodings"));
  commands.flag(command, "--write,--schreiben", options->write, msg("Convert it, with --convert"));
}

}  // namespace zielbaum::tool
