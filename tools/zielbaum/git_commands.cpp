// git-setup, git-textconv, git-diff-driver
#include "base/file.h"
#include "base/process.h"
#include "changes.h"
#include "commands.h"
#include "workspace/git_views.h"

namespace zielbaum::tool {

namespace {

void add_setup(Commands& commands) {
  commands.add("git-setup", "git-einrichten",
               msg("Let plain git show documents by structure in this clone: git diff, git log -p, git show"),
               {"git-setup"}, [](Session& session) -> Result<int> {
                 const std::filesystem::path root = TRY(workspace::find_root(session.folder));
                 TRY(workspace::set_up_git_views(root));
                 tell(session, msg("git diff, git log -p and git show now show documents by structure."));
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

}  // namespace

void add_git_commands(Commands& commands) {
  add_setup(commands);
  add_textconv(commands);
  add_diff_driver(commands);
}

}  // namespace zielbaum::tool
