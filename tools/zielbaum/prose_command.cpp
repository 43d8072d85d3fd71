// edit
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <iterator>

#include "base/file.h"
#include "commands.h"
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

}  // namespace

void add_prose_command(Commands& commands) {
  struct Options {
    std::string node, from, translation;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "edit", "bearbeiten", msg("Edit the text of a node in your editor"),
      {"edit \"M 14\"", "edit kiezbox-q2vh --from text.md", "edit kiezbox-q2vh --translation en"},
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
        if (options->from.empty()) {
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
        return 0;
      });
  commands.argument(command, "node", msg("NODE"), options->node, msg("Its id or number")).required();
  commands.option(command, "--from", msg("FILE"), options->from,
                  msg("Take the new text from this file, “-” for input"));
  commands.option(command, "--translation", msg("TAG"), options->translation,
                  msg("Edit the translation into this language"));
}

}  // namespace zielbaum::tool
