// The command line: commands with their options, help in two languages, and which command was chosen.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "session.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace zielbaum::tool {

/// Gives the exit code of a command that was done.
using Action = std::function<Result<int>(Session&)>;

/// Where what the user gave is put.
using Value = std::variant<std::string*, std::vector<std::string>*, std::size_t*>;

/// An argument or option that was added; optional and given at most once until said otherwise.
class Option {
 public:
  Option(CLI::Option* option, const Session& session) : option_(option), session_(session) {}
  Option required();
  /// From `least` to `most` words.
  Option times(int least, int most);
  /// May be given several times, each time with one word.
  Option repeated();
  Option one_of(const std::vector<std::string>& words);

 private:
  CLI::Option* option_;
  const Session& session_;
};

/// CLI11 does the parsing; only commands.cpp and help.cpp know it, since its headers take long to read.
class Commands {
 public:
  explicit Commands(Session& session);
  ~Commands();

  /// A command with its German name, one sentence on what it does, and examples (one a line, without "zielbaum").
  CLI::App* add(const std::string& name, const std::string& german, const Message& about,
                const std::vector<std::string>& examples, Action action);
  [[nodiscard]] std::string say(const Message& message) const { return tool::say(session_, message); }

  /// An argument by its place. CLI11 gets a plain name, people see `shown`.
  template <typename T>
  Option argument(CLI::App* command, const char* name, const Message& shown, T& value, const Message& about) {
    return add_value(command, name, shown, &value, about);
  }
  /// An option ("-o,--output") with a value called `shown`.
  template <typename T>
  Option option(CLI::App* command, const char* names, const Message& shown, T& value, const Message& about) {
    return add_value(command, names, shown, &value, about);
  }
  /// Its results are for reading: shown through a pager on a terminal.
  void paged(CLI::App* command) { paged_.insert(command); }
  /// An option without a value.
  void flag(CLI::App* command, const char* name, bool& value, const Message& about);

  /// Whether one has this name, also a German one.
  [[nodiscard]] bool has(const std::string& name) const;
  /// Parses and runs; prints help, version, result or error. Returns the exit code.
  [[nodiscard]] int run(int argc, char** argv);

 private:
  Option add_value(CLI::App* command, const char* names, const Message& shown, Value value, const Message& about);

  Session& session_;
  std::unique_ptr<CLI::App> app_;
  std::map<const CLI::App*, Action> actions_;
  std::set<const CLI::App*> paged_;
  bool no_pager_ = false;
};

/// Text of --help for a command or the whole program.
[[nodiscard]] std::string help_text(const CLI::App& command, const CLI::App& program, const Session& session);

// One function for each file of commands.
void add_workspace_commands(Commands& commands);   // init, new, types, schema
void add_reading_commands(Commands& commands);     // tree, show
void add_edit_commands(Commands& commands);        // add, set, move, remove, link, unlink
void add_prose_command(Commands& commands);        // edit
void add_check_command(Commands& commands);        // check
void add_version_commands(Commands& commands);     // status, save
void add_draft_commands(Commands& commands);       // draft, merge, undo
void add_conflict_commands(Commands& commands);    // conflicts, resolve
void add_history_commands(Commands& commands);     // log, history, origin
void add_diff_commands(Commands& commands);        // diff
void add_comparison_commands(Commands& commands);  // synopse, redline, changes
void add_news_command(Commands& commands);         // news
void add_reason_command(Commands& commands);       // reason
void add_sync_command(Commands& commands);         // sync
void add_doctor_command(Commands& commands);       // doctor
void add_git_commands(Commands& commands);         // git-setup, git-textconv, git-diff-driver, ...
void add_page_commands(Commands& commands);        // pdf, preview, publish
void add_audit_command(Commands& commands);        // audit

}  // namespace zielbaum::tool
