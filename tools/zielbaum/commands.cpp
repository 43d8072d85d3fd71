#include "commands.h"

#include <CLI/CLI.hpp>
#include <stdexcept>

#include "base/nearest.h"
#include "report.h"
#include "terminal.h"

namespace zielbaum::tool {

namespace {

/// Help in the session's language instead of CLI11's English.
class Help : public CLI::Formatter {
 public:
  Help(const CLI::App& program, const Session& session) : program_(program), session_(session) {}
  std::string make_help(const CLI::App* command, std::string, CLI::AppFormatMode) const override {
    return help_text(*command, program_, session_);
  }

 private:
  const CLI::App& program_;
  const Session& session_;
};

/// What people see of an argument or option that CLI11 calls `name`.
std::string shown_name(const CLI::App& command, const std::string& name) {
  const CLI::Option* option = command.get_option_no_throw(name);
  return option != nullptr && option->get_positional() ? option->get_option_text() : name;
}

/// A first word that is no command, with the commands that it may have meant.
Error unknown_command(const std::string& words, const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
    for (const std::string& alias : command->get_aliases()) names.push_back(alias);
  }
  const std::vector<std::string> near = nearest(words.substr(0, words.find(' ')), names);
  std::string offered;
  for (const std::string& name : near) offered += (offered.empty() ? "" : ", ") + name;
  return advise(error(ErrorKind::Usage, "usage", msg("There is no command or option “{0}”", words)),
                near.empty() ? msg("“zielbaum --help” lists the commands.") : msg("Did you mean {0}?", offered));
}

/// CLI11's complaint in the session's words.
/// In what our validators give to CLI11, between the value and what is possible.
constexpr char kOneOf = '\x1f';

Error usage_error(const CLI::ParseError& failed, const CLI::App& program) {
  const std::string said = failed.what();
  const CLI::App* command = program.get_subcommands().empty() ? nullptr : program.get_subcommands().front();
  Error result = error(ErrorKind::Usage, "usage", msg("The command cannot be understood: {0}", said));
  std::string rest;
  for (const std::string& word : program.remaining(true)) rest += (rest.empty() ? "" : " ") + word;
  // CLI11 misses the command first and sees only then that a word is left over.
  if (command == nullptr && !rest.empty()) return unknown_command(rest, program);
  if (dynamic_cast<const CLI::RequiredError*>(&failed) != nullptr) {
    const std::size_t end = said.find(" is required");
    result.message = command == nullptr ? msg("No command was given")
                                        : msg("Something is missing: {0}", shown_name(*command, said.substr(0, end)));
  } else if (dynamic_cast<const CLI::ExtrasError*>(&failed) != nullptr) {
    result.message = msg("This was not expected here: {0}", rest);
  } else if (dynamic_cast<const CLI::ArgumentMismatch*>(&failed) != nullptr) {
    result.message = msg("The option {0} needs a value", said.substr(0, said.find(':')));
  } else if (dynamic_cast<const CLI::ValidationError*>(&failed) != nullptr ||
             dynamic_cast<const CLI::ConversionError*>(&failed) != nullptr) {
    result.message = msg("This value is not possible: {0}", said);
    const std::size_t mark = said.find(kOneOf);
    if (mark != std::string::npos) {
      // "--take: value"
      const std::size_t colon = said.find(": ");
      const std::size_t value = colon == std::string::npos || colon > mark ? 0 : colon + 2;
      result.message =
          msg("{0} is not possible here, only: {1}", said.substr(value, mark - value), said.substr(mark + 1));
    }
  }
  return advise(std::move(result), command == nullptr
                                       ? msg("“zielbaum --help” lists the commands.")
                                       : msg("“zielbaum {0} --help” shows how it is used.", command->get_name()));
}

int report(const Error& failed, Session& session) {
  if (session.json) {
    print_json(session, to_json(failed, session));
    (void)show(session.out);
  } else {
    show_talk(error_text(failed, session));
  }
  return exit_code(failed.kind);
}

}  // namespace

Commands::Commands(Session& session) : session_(session), app_(std::make_unique<CLI::App>("", "zielbaum")) {
  app_->formatter(std::make_shared<Help>(*app_, session_));
  app_->require_subcommand(1);
  app_->set_help_flag("-h,--help", say(msg("Show this help")));
  app_->set_version_flag("--version", "zielbaum " ZIELBAUM_VERSION, say(msg("Show the version of the program")));
  app_->add_option("-C", session_.folder, say(msg("Work in this folder")))->option_text(say(msg("FOLDER")));
  app_->add_flag("--json", session_.json, say(msg("Print results as JSON")));
  // Looked up elsewhere: main() needs the language before anything is described, run() asks for the colour.
  const auto keep = [](const std::string&) {};
  app_->add_option_function<std::string>("--lang", keep, say(msg("Language of messages: de or en")))
      ->check(CLI::IsMember({"de", "en"}))
      ->option_text("de|en");
  app_->add_option_function<std::string>("--color", keep, say(msg("Colours: auto, always or never")))
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->option_text("auto|always|never");
  app_->add_flag("--no-pager", no_pager_, say(msg("Show long results at once, without a pager")));
  app_->add_option("--author", session_.author, say(msg("Who you are, as “Name <e-mail>”")))
      ->option_text(say(msg("AUTHOR")));
}

Commands::~Commands() = default;

Option Option::required() {
  option_->required();
  return *this;
}

Option Option::times(int least, int most) {
  option_->expected(least, most);
  return *this;
}

Option Option::repeated() {
  option_->allow_extra_args(false);
  return *this;
}

Option Option::one_of(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  // What CLI11 says itself would be English.
  option_->check(CLI::Validator(
      [words, all](const std::string& given) {
        return std::find(words.begin(), words.end(), given) != words.end() ? std::string() : given + kOneOf + all;
      },
      ""));
  return *this;
}

Option Commands::add_value(CLI::App* command, const char* names, const Message& shown, Value value,
                           const Message& about) {
  const auto add = [&](auto* place) { return command->add_option(names, *place, say(about)); };
  return Option(std::visit(add, value)->option_text(say(shown)));
}

void Commands::flag(CLI::App* command, const char* name, bool& value, const Message& about) {
  command->add_flag(name, value, say(about));
}

CLI::App* Commands::add(const std::string& name, const std::string& german, const Message& about,
                        const std::vector<std::string>& examples, Action action) {
  CLI::App* command = app_->add_subcommand(name, say(about));
  if (german != name) command->alias(german);
  command->fallthrough();
  std::string footer;
  for (const std::string& example : examples) footer += "  zielbaum " + example + "\n";
  command->footer(footer);
  actions_.emplace(command, std::move(action));
  return command;
}

int Commands::run(int argc, char** argv) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const std::vector<CLI::App*> chosen = app_->get_subcommands();
    (void)show(help_text(chosen.empty() ? *app_ : *chosen.front(), *app_, session_),
               !no_pager_ ? Pager::OnTerminal : Pager::None);
    return 0;
  } catch (const CLI::CallForVersion& version) {
    (void)show(std::string(version.what()) + "\n");
    return 0;
  } catch (const CLI::ParseError& failed) {
    return report(usage_error(failed, *app_), session_);
  }
  const CLI::Option* colour = app_->get_option("--color");
  const std::string wanted = colour->count() == 0 ? "auto" : colour->as<std::string>();
  session_.colour = wanted == "always" || (wanted == "auto" && output_is_terminal() &&
                                           environment("NO_COLOR").empty() && environment("TERM") != "dumb");
  Result<int> code = error(ErrorKind::Internal, "internal", msg("An internal error occurred: {0}", ""));
  try {
    code = actions_.at(app_->get_subcommands().front())(session_);
  } catch (const std::bad_alloc&) {
    code = advise(error(ErrorKind::Storage, "out-of-memory", msg("There is not enough memory")),
                  msg("End other programs, or allow this one more, and run the command again."));
  } catch (const std::exception& failed) {
    code = advise(error(ErrorKind::Internal, "internal", msg("An internal error occurred: {0}", failed.what())),
                  msg("Please report this together with the command."));
  }
  if (!code) session_.out.clear();
  show_talk(session_.talk);
  if (!code) return report(code.error(), session_);
  const bool for_reading = paged_.contains(app_->get_subcommands().front()) && !no_pager_;
  const Result<void> shown = show(session_.out, for_reading ? Pager::OnTerminal : Pager::None);
  if (!shown) {
    session_.json = false;
    return report(shown.error(), session_);
  }
  return *code;
}

}  // namespace zielbaum::tool
