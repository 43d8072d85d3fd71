// --help: usage, arguments, options and examples, in the session's language.
#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/utf8.h"
#include "commands.h"

namespace zielbaum::tool {

namespace {

struct Entry {
  std::string name;
  std::string about;
};

std::string columns(const std::string& heading, const std::vector<Entry>& entries, const Session& session) {
  if (entries.empty()) return "";
  std::size_t widest = 0;
  const auto width = [](const std::string& text) { return to_utf32(text).size(); };
  for (const Entry& entry : entries) widest = std::max(widest, std::min<std::size_t>(width(entry.name), 30));
  std::string text = "\n" + styled(session, heading, "1") + "\n";
  for (const Entry& entry : entries) {
    text += "  " + entry.name;
    text += width(entry.name) > widest ? "\n" + std::string(widest + 4, ' ')
                                       : std::string(widest + 2 - width(entry.name), ' ');
    text += entry.about + "\n";
  }
  return text;
}

std::vector<Entry> options_of(const CLI::App& command) {
  std::vector<Entry> entries;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) continue;
    std::string name = option->get_name(false, true);
    std::replace(name.begin(), name.end(), ',', ' ');
    // CLI11 gives flags an empty text, and options without one of ours a type name.
    if (option->get_expected_max() > 0 && !option->get_option_text().empty()) name += " " + option->get_option_text();
    entries.push_back({name, option->get_description()});
  }
  return entries;
}

}  // namespace

std::string help_text(const CLI::App& command, const CLI::App& program, const Session& session) {
  const bool whole = &command == &program;
  std::string usage = whole ? "zielbaum" : "zielbaum " + command.get_name();
  std::vector<Entry> arguments;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    const bool several = option->get_expected_max() > 1;
    usage += " " + (option->get_required() ? "" : std::string("[")) + option->get_option_text() +
             (several ? "..." : "") + (option->get_required() ? "" : "]");
    arguments.push_back({option->get_option_text(), option->get_description()});
  }
  usage += " [" + say(session, msg("OPTIONS")) + "]";
  if (whole) usage += " " + say(session, msg("COMMAND"));
  std::string text = styled(session, say(session, msg("Usage:")), "1") + " " + usage + "\n\n";
  text += (whole ? say(session, msg("Writes, compares and publishes strategies: trees of goals and measures."))
                 : command.get_description()) +
          "\n";
  if (!command.get_aliases().empty())
    text += say(session, msg("Also called: {0}", command.get_aliases().front())) + "\n";
  text += columns(say(session, msg("Arguments")), arguments, session);
  if (whole) {
    std::vector<Entry> commands;
    for (const CLI::App* one : command.get_subcommands(nullptr)) {
      const std::vector<std::string>& aliases = one->get_aliases();
      const std::string name = one->get_name() + (aliases.empty() ? "" : ", " + aliases.front());
      commands.push_back({name, one->get_description()});
    }
    text += columns(say(session, msg("Commands")), commands, session);
  }
  text += columns(say(session, msg("Options")), options_of(command), session);
  if (!whole) text += columns(say(session, msg("Options of all commands")), options_of(program), session);
  if (!command.get_footer().empty())
    text += "\n" + styled(session, say(session, msg("Examples")), "1") + "\n" + command.get_footer();
  if (whole) {
    text += "\n" +
            say(session, msg("NODE is “document/node”, “node” where unique, or a current number (“M 14”). VERSION is "
                             "working, saved, an edition, a draft, a commit id or a day (2026-11-22).")) +
            "\n" + say(session, msg("“zielbaum COMMAND --help” shows examples.")) + "\n";
  }
  return text;
}

}  // namespace zielbaum::tool
