// The command line: commands with their options, help in two languages, and which command was chosen.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "session.h"

namespace zielbaum::tool {

/// Gives the exit code of a command that was done.
using Action = std::function<Result<int>(Session&)>;

class Commands {
 public:
  explicit Commands(Session& session);

  /// A command with its German name, one sentence on what it does, and examples (one a line, without "zielbaum").
  CLI::App* add(const std::string& name, const std::string& german, const Message& about,
                const std::vector<std::string>& examples, Action action);
  [[nodiscard]] std::string say(const Message& message) const { return tool::say(session_, message); }

  /// An argument by its place. CLI11 gets a plain name, people see `shown`.
  template <typename T>
  CLI::Option* argument(CLI::App* command, const char* name, const Message& shown, T& value, const Message& about) {
    return command->add_option(name, value, say(about))->option_text(say(shown));
  }
  /// An option ("-o,--output") with a value called `shown`.
  template <typename T>
  CLI::Option* option(CLI::App* command, const char* names, const Message& shown, T& value, const Message& about) {
    return command->add_option(names, value, say(about))->option_text(say(shown));
  }

  /// Parses and runs; prints help, version, result or error. Returns the exit code.
  [[nodiscard]] int run(int argc, char** argv);

 private:
  Session& session_;
  CLI::App app_;
  std::map<const CLI::App*, Action> actions_;
};

/// Text of --help for a command or the whole program.
[[nodiscard]] std::string help_text(const CLI::App& command, const CLI::App& program, const Session& session);

// One function for each file of commands.
void add_workspace_commands(Commands& commands);  // init, new, types, schema
void add_reading_commands(Commands& commands);    // tree, show
void add_edit_commands(Commands& commands);       // add, set, move, remove, link, unlink
void add_prose_command(Commands& commands);       // edit
void add_check_command(Commands& commands);       // check
void add_version_commands(Commands& commands);    // status, save, log
void add_diff_commands(Commands& commands);       // diff, synopse
void add_page_commands(Commands& commands);       // pdf, publish

}  // namespace zielbaum::tool
