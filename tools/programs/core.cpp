// zielbaum-core: the commands that make no pages.
#include "program.h"
#include "sibling.h"

using namespace zielbaum::tool;

namespace {

void add_commands(Commands& commands) {
  add_workspace_commands(commands);
  add_reading_commands(commands);
  add_edit_commands(commands);
  add_prose_command(commands);
  add_version_commands(commands);
  add_draft_commands(commands);
  add_conflict_commands(commands);
  add_history_commands(commands);
  add_diff_commands(commands);
  add_reason_command(commands);
  add_news_command(commands);
  add_sync_command(commands);
  add_doctor_command(commands);
  add_git_commands(commands);
}

int start_pages(char* const* argv) {
  return start_sibling("zielbaum-pages", argv);
}

}  // namespace

int main(int argc, char** argv) {
  return run_program(argc, argv, add_commands, start_pages);
}
