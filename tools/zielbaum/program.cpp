#include "program.h"

#include <string>
#include <string_view>
#include <vector>

#include "base/memory.h"
#include "base/utf8.h"
#include "command_word.h"
#include "report.h"
#include "terminal.h"

namespace zielbaum::tool {

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

/// git calls a merge strategy by a name of its own, with the common versions, "--", ours and theirs: as a command of
/// ours.
std::vector<std::string> as_command(int argc, char** argv) {
  std::vector<std::string> words(argv, argv + argc);
  const std::string_view name = words.empty() ? std::string_view() : words.front();
  if (!name.ends_with("git-merge-zielbaum") || (argc == 2 && words[1] == "--version")) return words;
  std::vector<std::string> out = {"zielbaum", "git-merge"};
  std::size_t next = 1;
  for (; next < words.size() && words[next] != "--"; ++next) out.insert(out.end(), {"--base", words[next]});
  for (++next; next < words.size(); ++next) out.push_back(words[next]);
  return out;
}

}  // namespace

int run_program(int given_count, char** given, AddCommands add_commands, Elsewhere elsewhere) {
  take_memory_in_large_pages();
  open_standard_streams();
  std::vector<std::string> words = as_command(given_count, given);
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  const int argc = static_cast<int>(pointers.size());
  char** const argv = pointers.data();
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
  add_commands(commands);
  const char* const word = command_word(argc, argv);
  if (elsewhere != nullptr && (word == nullptr || !commands.has(word))) return elsewhere(given);
  return commands.run(argc, argv);
}

}  // namespace zielbaum::tool
