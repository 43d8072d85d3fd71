// git-setup, git-textconv, git-diff-driver, git-merge-driver, git-merge
#include "base/file.h"
#include "base/process.h"
#include "changes.h"
#include "commands.h"
#include "conflict_report.h"
#include "workspace/git_merge.h"
#include "workspace/git_views.h"

namespace zielbaum::tool {

namespace {

void add_setup(Commands& commands) {
  commands.add(
      "git-setup", "git-einrichten",
      msg("Let plain git show documents by structure in this clone: git diff, git log -p, git show"), {"git-setup"},
      [](Session& session) -> Result<int> {
        const std::filesystem::path root = TRY(workspace::find_root(session.folder));
        TRY(workspace::set_up_git_views(root));
        tell(session,
             msg("git diff, git log -p and git show now show documents by structure, and git merge merges them so."));
        return 0;
      });
}

void add_textconv(Commands& commands) {
  const auto file = std::make_shared<std::string>();
  CLI::App* command = commands.add(
      "git-textconv", "git-textconv", msg("For git: print a document.xml as a tree, anything else as it is"),
      {"git-textconv documents/smart-city-strategie/document.xml"}, [file](Session& session) -> Result<int> {
        const std::string bytes = TRY(read_file(*file));
        session.out += workspace::git_text(bytes, *file, workspace::git_context(session.folder), session.language);
        return 0;
      });
  commands.argument(command, "file", msg("FILE"), *file, msg("The file")).required();
}

/// What git hands over: path, old file, its id and mode, new file, its id and mode; at a new name that one, too.
constexpr std::size_t kOldFile = 1;
constexpr std::size_t kNewFile = 4;
constexpr std::size_t kNewName = 7;

Result<std::optional<std::string>> side(const std::string& file) {
  if (file == "/dev/null") return std::optional<std::string>();
  return std::optional(TRY(read_file(file)));
}

Result<int> show_git_diff(Session& session, const std::vector<std::string>& words) {
  // git's own output goes into a pager that shows colours.
  if (environment("GIT_PAGER_IN_USE") == "true" && environment("NO_COLOR").empty()) session.colour = true;
  if (words.size() <= kNewFile) {
    print(session, say(session, msg("{0}: not merged", words.front())));
    return 0;
  }
  const std::string& path = words.size() > kNewName ? words[kNewName] : words.front();
  print(session, styled(session, "diff --zielbaum " + path, "1"));
  const Result<std::optional<std::string>> before = side(words[kOldFile]);
  const Result<std::optional<std::string>> after = side(words[kNewFile]);
  std::optional<std::vector<compose::TextLine>> lines;
  if (before && after)
    lines = workspace::git_diff(*before, *after, path, workspace::git_context(session.folder), session.language);
  if (lines) {
    print_lines(session, *lines);
    return 0;
  }
  const Finished by_lines = TRY(run_process({"git", "--no-pager", "diff", "--no-index", "--no-ext-diff",
                                             "--no-textconv", "--", words[kOldFile], words[kNewFile]}));
  session.out += by_lines.out;
  return 0;
}

void add_diff_driver(Commands& commands) {
  const auto words = std::make_shared<std::vector<std::string>>();
  CLI::App* command =
      commands.add("git-diff-driver", "git-diff-driver",
                   msg("For git: compare two states of a file by structure or by word, as an external diff driver"),
                   {"git-diff-driver documents/plan/document.xml alt.xml . 100644 neu.xml . 100644"},
                   [words](Session& session) -> Result<int> { return show_git_diff(session, *words); });
  commands.argument(command, "words", msg("WORDS"), *words, msg("What git hands over")).times(1, 9).required();
}

void add_merge_driver(Commands& commands) {
  struct Options {
    std::string base, ours, theirs, path;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      commands.add("git-merge-driver", "git-merge-driver",
                   msg("For git: merge three states of a file by structure or by sentences, as a merge driver"),
                   {"git-merge-driver alt.xml unser.xml ihr.xml documents/plan/document.xml"},
                   [options](Session& session) -> Result<int> {
                     const std::string base = TRY(read_file(options->base));
                     const std::string ours = TRY(read_file(options->ours));
                     const std::string theirs = TRY(read_file(options->theirs));
                     const workspace::FileForGit merged = workspace::merge_file_for_git(
                         base, ours, theirs, options->path, workspace::git_context(session.folder));
                     TRY(write_file(options->ours, merged.bytes));
                     return merged.decided ? 0 : 1;
                   });
  commands.argument(command, "base", msg("FILE"), options->base, msg("As it was")).required();
  commands.argument(command, "ours", msg("FILE"), options->ours, msg("As we have it; the result goes here")).required();
  commands.argument(command, "theirs", msg("FILE"), options->theirs, msg("As they have it")).required();
  commands.argument(command, "path", msg("PATH"), options->path, msg("Where it lies in the workspace")).required();
}

/// git's answer to "not done": it goes on with its next strategy, or gives up.
constexpr int kNotDone = 2;

void add_merge_strategy(Commands& commands) {
  struct Options {
    std::vector<std::string> bases, heads;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "git-merge", "git-merge", msg("For git: merge two versions by our rules, as the merge strategy “zielbaum”"),
      {"git-merge --base main~2 -- main draft/klima"}, [options](Session& session) -> Result<int> {
        if (options->bases.empty() || options->heads.size() != 2) {
          tell(session, msg("Only two versions that came from one can be merged."));
          return kNotDone;
        }
        workspace::Workspace workspace = TRY(open(session));
        const store::Act act = TRY(local_act(session, workspace));
        const auto version = [&](const std::string& word) { return workspace.store().resolve(word, {}); };
        workspace::GitMerge wanted;
        for (const std::string& base : options->bases) wanted.bases.push_back(TRY(version(base)));
        if (options->heads.front() == "HEAD") {
          wanted.head = TRY(version("saved"));
        } else {
          wanted.head = TRY(version(options->heads.front()));
        }
        wanted.remote = TRY(version(options->heads.back()));
        wanted.name = environment(("GITHEAD_" + options->heads.back()).c_str());
        if (wanted.name.empty()) wanted.name = wanted.remote.text.substr(0, 10);
        const workspace::MergeResult result = TRY(workspace::merge_for_git(workspace, wanted, act));
        if (result.outcome == workspace::MergeOutcome::Merged) return 0;
        TRY(print_conflicts(session, workspace, result));
        tell(session, msg("Decide with “zielbaum resolve”; then end it with git commit, or git rebase --continue."));
        return 1;
      });
  commands.option(command, "--base", msg("VERSION"), options->bases, msg("What both came from")).repeated();
  commands.argument(command, "heads", msg("VERSION"), options->heads, msg("Ours and theirs")).times(0, 99);
}

}  // namespace

void add_git_commands(Commands& commands) {
  add_setup(commands);
  add_textconv(commands);
  add_diff_driver(commands);
  add_merge_driver(commands);
  add_merge_strategy(commands);
}

}  // namespace zielbaum::tool
