// zielbaum-pages: all commands.
#include "program.h"

using namespace zielbaum::tool;

namespace {

void add_commands(Commands& commands) {
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
  add_comparison_commands(commands);
  add_reason_command(commands);
  add_news_command(commands);
  add_sync_command(commands);
  add_doctor_command(commands);
  add_git_commands(commands);
  add_page_commands(commands);
  add_audit_command(commands);
}

}  // namespace

int main(int argc, char** argv) {
  return run_program(argc, argv, add_commands, nullptr);
}
