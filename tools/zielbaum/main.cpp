// zielbaum: the command line over engine/workspace.
#include <string_view>

#include "base/memory.h"
#include "base/utf8.h"
#include "commands.h"
#include "report.h"
#include "terminal.h"

using namespace zielbaum;
using namespace zielbaum::tool;

namespace {

/// The language must be known before the options are described.
Language wanted_language(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--lang" && i + 1 < argc) return interface_language(argv[i + 1]);
    if (word.starts_with("--lang=")) return interface_language(word.substr(7));
  }
  return language_of_environment();
}

}  // namespace

int main(int argc, char** argv) {
  take_memory_in_large_pages();
  open_standard_streams();
  Session session;
  session.language = wanted_language(argc, argv);
  for (int i = 1; i < argc; ++i) {
    if (!find_invalid_utf8(argv[i])) continue;
    const Error failed = advise(error(ErrorKind::Usage, "invalid-utf8", msg("Argument {0} is not valid UTF-8", i)),
                                msg("Set your terminal to UTF-8."));
    show_talk(error_text(failed, session));
    return exit_code(failed.kind);
  }
  Commands commands(session);
  add_workspace_commands(commands);
  add_reading_commands(commands);
  add_edit_commands(commands);
  add_prose_command(commands);
  add_check_command(commands);
  add_version_commands(commands);
  add_draft_commands(commands);
  add_conflict_commands(commands);
  add_history_commands(commands);
  add_diff_commands(commands);
  add_reason_command(commands);
  add_news_command(commands);
  add_git_commands(commands);
  add_page_commands(commands);
  return commands.run(argc, argv);
}
