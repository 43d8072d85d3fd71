// conflicts, resolve
#include <unistd.h>

#include <filesystem>
#include <random>

#include "base/file.h"
#include "commands.h"
#include "conflict_report.h"
#include "terminal.h"
#include "workspace/git_merge.h"

namespace zielbaum::tool {

namespace {

namespace fs = std::filesystem;

void add_conflicts(Commands& commands) {
  CLI::App* command = commands.add(
      "conflicts", "widersprüche", msg("Show what two drafts changed in different ways, and is to be decided"),
      {"conflicts", "conflicts --json"}, [](Session& session) -> Result<int> {
        const workspace::Workspace workspace = TRY(open(session));
        const workspace::MergeResult waiting = TRY(workspace::merge_under_way(workspace));
        if (session.json) {
          print_json(session, TRY(conflicts_json(session, workspace, waiting)));
          return 0;
        }
        TRY(print_conflicts(session, workspace, waiting));
        if (waiting.merging->open.empty())
          print(session, say(session, msg("All is decided. “zielbaum merge” works the draft in.")));
        return 0;
      });
  commands.paged(command);
}

struct ResolveOptions {
  std::string about, part, take, from;
};

/// The text as the user leaves it; the file is kept if anything fails after that.
Result<std::string> edited(const workspace::Workspace& workspace, const workspace::MergeResult& waiting,
                           const workspace::OpenConflict& conflict) {
  const std::string ours = TRY(workspace::merged_prose(workspace, *waiting.merging, conflict, merge::Side::Ours));
  std::error_code failed;
  const fs::path file = fs::temp_directory_path(failed) / ("zielbaum-" + std::to_string(::getpid())) /
                        (conflict.conflict.node.text + ".md");
  TRY(write_file(file, ours));
  const Result<void> done = edit_file(file.string());
  Result<std::string> text = read_file(file, 16u << 20);
  if (!done || !text) return advise(done ? text.error() : done.error(), msg("Your text is kept in {0}", file.string()));
  fs::remove_all(file.parent_path(), failed);
  return text;
}

Result<int> resolve(Session& session, const ResolveOptions& options) {
  workspace::Workspace workspace = TRY(open(session));
  workspace::Resolution resolution{options.about, options.part, options.take, std::nullopt};
  if (options.take == "edit") {
    resolution.side.clear();
    resolution.text = "";
    const workspace::MergeResult waiting = TRY(workspace::merge_under_way(workspace));
    const std::vector<workspace::OpenConflict> about = TRY(workspace::conflicts_about(workspace, waiting, resolution));
    if (about.size() > 1) {
      return advise(error(ErrorKind::Usage, "which-text", msg("Texts in several languages are to be decided")),
                    msg("Name one: --part LANGUAGE"));
    }
    if (options.from.empty()) {
      resolution.text = TRY(edited(workspace, waiting, about.front()));
    } else {
      resolution.text = TRY(read_file(options.from, 16u << 20));
    }
  }
  const workspace::MergeResult result = TRY(workspace::resolve(workspace, resolution, std::random_device()()));
  const bool ends_in_git = result.under_way.by_git && result.merging->open.empty();
  if (ends_in_git) {
    const store::Act act = TRY(local_act(session, workspace));
    TRY(workspace::lay_out_for_git(workspace, result, act));
  }
  if (session.json) {
    print_json(session, TRY(conflicts_json(session, workspace, result)));
    return 0;
  }
  const std::size_t left = result.merging->open.size();
  if (ends_in_git) {
    tell(session, msg("All is decided and laid out. End it with git commit, or git rebase --continue."));
    return 0;
  }
  tell(session, left == 0 ? msg("All is decided. “zielbaum merge” works the draft in.")
                          : counted(left, "Decided. One is left: zielbaum conflicts",
                                    "Decided. {0} are left: zielbaum conflicts"));
  return 0;
}

void add_resolve(Commands& commands) {
  const auto options = std::make_shared<ResolveOptions>();
  CLI::App* command = commands.add("resolve", "entscheiden", msg("Decide what two drafts changed in different ways"),
                                   {"resolve kiezbox-q2vh --take theirs", "resolve \"M 14\" --part period --take ours",
                                    "resolve kiezbox-q2vh --take edit"},
                                   [options](Session& session) { return resolve(session, *options); });
  commands.argument(command, "node", msg("NODE"), options->about, msg("Its id or number, or the path of a file"))
      .required();
  commands
      .option(command, "--take", msg("ours|theirs|base|edit"), options->take,
              msg("Whose change counts: of the line that you are on, of the other one, neither; both of what both "
                  "added; or a text of your own"))
      .required()
      .one_of({"ours", "theirs", "base", "both", "edit"});
  commands.option(command, "--part", msg("PART"), options->part,
                  msg("Only this: title, place, prose, a field, a language, …"));
  commands.option(command, "--from", msg("FILE"), options->from, msg("With --take edit: the text from this file"));
}

}  // namespace

void add_conflict_commands(Commands& commands) {
  add_conflicts(commands);
  add_resolve(commands);
}

}  // namespace zielbaum::tool
