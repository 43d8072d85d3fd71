#include "commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/nearest.h"
#include "base/utf8.h"
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

bool is_command(const CLI::App& program, const std::string& word) {
  const std::vector<const CLI::App*> found = program.get_subcommands([&](const CLI::App* command) {
    const std::vector<std::string>& aliases = command->get_aliases();
    return command->get_name() == word || std::find(aliases.begin(), aliases.end(), word) != aliases.end();
  });
  return !found.empty();
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

/// "prüfen" as it is typed where there are no umlauts: "pruefen".
std::string without_umlauts(const std::string& name) {
  std::string plain;
  for (std::size_t at = 0; at < name.size();) {
    const Decoded next = decode_utf8(name, at);
    at += next.size;
    switch (next.character) {
      case U'ä':
        plain += "ae";
        break;
      case U'ö':
        plain += "oe";
        break;
      case U'ü':
        plain += "ue";
        break;
      case U'ß':
        plain += "ss";
        break;
      default:
        append_utf8(plain, next.character);
    }
  }
  return plain;
}

/// "--dpi" and "abc" of CLI11's "Could not convert: --dpi = abc".
std::pair<std::string, std::string> option_and_value(std::string_view said) {
  if (const std::size_t colon = said.find(": "); colon != std::string_view::npos) said.remove_prefix(colon + 2);
  const std::size_t equals = said.find(" = ");
  if (equals == std::string_view::npos) return {std::string(said), ""};
  return {std::string(said.substr(0, equals)), std::string(said.substr(equals + 3))};
}

/// CLI11's complaint in the session's words.
Error usage_error(const CLI::ParseError& failed, const CLI::App& program) {
  const std::string said = failed.what();
  const CLI::App* command = program.get_subcommands().empty() ? nullptr : program.get_subcommands().front();
  Error result = error(ErrorKind::Usage, "usage", msg("The command cannot be understood"));
  std::string rest;
  for (const std::string& word : program.remaining(true)) rest += (rest.empty() ? "" : " ") + word;
  // CLI11 misses the command first and sees only then that a word is left over.
  if (command == nullptr && !rest.empty()) return unknown_command(rest, program);
  const auto shown = [&](const std::string& name) { return command == nullptr ? name : shown_name(*command, name); };
  const std::string before_colon = said.substr(0, said.find(':'));
  if (dynamic_cast<const CLI::RequiredError*>(&failed) != nullptr) {
    const std::size_t end = said.find(" is required");
    result.message =
        command == nullptr ? msg("No command was given") : msg("Something is missing: {0}", shown(said.substr(0, end)));
  } else if (dynamic_cast<const CLI::ExtrasError*>(&failed) != nullptr) {
    result.message = msg("This was not expected here: {0}", rest);
  } else if (dynamic_cast<const CLI::ArgumentMismatch*>(&failed) != nullptr) {
    const bool twice = said.find("At Most") != std::string::npos;
    const bool flag = said.find(" was given a disallowed flag override") != std::string::npos;
    result.message = flag    ? msg("The option {0} takes no value", said.substr(0, said.find(' ')))
                     : twice ? msg("The option {0} is given more than once", shown(before_colon))
                             : msg("The option {0} needs a value", shown(before_colon));
  } else if (dynamic_cast<const CLI::ValidationError*>(&failed) != nullptr) {
    // The words behind the colon are those of one_of().
    result.message = msg("The option {0} does not take this value: {1}", shown(before_colon),
                         said.substr(std::min(said.size(), before_colon.size() + 2)));
  } else if (dynamic_cast<const CLI::ConversionError*>(&failed) != nullptr) {
    const auto [option, value] = option_and_value(said);
    const CLI::Option* const known = program.get_option_no_throw(option);
    const CLI::Option* const own = command == nullptr ? nullptr : command->get_option_no_throw(option);
    const CLI::Option* const meant = own != nullptr ? own : known;
    const bool is_flag = value.empty() || (meant != nullptr && meant->get_expected_max() == 0);
    result.message = is_flag ? msg("The option {0} takes no value", value.empty() ? before_colon : option)
                             : msg("The option {0} takes a number, not “{1}”", shown(option), value);
  }
  return advise(std::move(result), command == nullptr
                                       ? msg("“zielbaum --help” lists the commands.")
                                       : msg("“zielbaum {0} --help” shows how it is used.", command->get_name()));
}

/// CLI11's own says what is wrong in English.
CLI::Validator one_of_words(const Session& session, std::vector<std::string> words) {
  const auto check = [&session, words](std::string& word) -> std::string {
    if (std::find(words.begin(), words.end(), word) != words.end()) return "";
    std::string all;
    for (const std::string& one : words) all += (all.empty() ? "" : ", ") + one;
    return say(session, msg("“{0}”; possible are: {1}", word, all));
  };
  return {check, ""};
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
      ->check(one_of_words(session_, {"de", "en"}))
      ->option_text("de|en");
  app_->add_option_function<std::string>("--color", keep, say(msg("Colours: auto, always or never")))
      ->check(one_of_words(session_, {"auto", "always", "never"}))
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
  option_->check(one_of_words(session_, words));
  return *this;
}

Option Commands::add_value(CLI::App* command, const char* names, const Message& shown, Value value,
                           const Message& about) {
  const auto add = [&](auto* place) { return command->add_option(names, *place, say(about)); };
  return Option(std::visit(add, value)->option_text(say(shown)), session_);
}

void Commands::flag(CLI::App* command, const char* name, bool& value, const Message& about) {
  command->add_flag(name, value, say(about));
}

CLI::App* Commands::add(const std::string& name, const std::string& german, const Message& about,
                        const std::vector<std::string>& examples, Action action) {
  CLI::App* command = app_->add_subcommand(name, say(about));
  if (german != name) command->alias(german);
  if (const std::string plain = without_umlauts(german); plain != german) command->alias(plain);
  command->fallthrough();
  std::string footer;
  for (const std::string& example : examples) footer += "  zielbaum " + example + "\n";
  command->footer(footer);
  actions_.emplace(command, std::move(action));
  return command;
}

bool Commands::has(const std::string& name) const {
  const auto named = [&](const auto& action) { return action.first->check_name(name); };
  return std::any_of(actions_.begin(), actions_.end(), named);
}

int Commands::run(int argc, char** argv) {
  std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  for (std::string& word : words) {
    // Some systems type letters with their dots apart.
    if (std::string composed = nfc(word); composed != word && is_command(*app_, composed)) word = std::move(composed);
  }
  std::reverse(words.begin(), words.end());
  try {
    app_->parse(words);
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
