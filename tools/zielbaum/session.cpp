#include "session.h"

#include <charconv>
#include <cstdlib>
#include <ctime>

#include "base/file.h"
#include "base/utf8.h"
#include "progress.h"
#include "terminal.h"

namespace zielbaum::tool {

namespace fs = std::filesystem;

namespace {

/// Whether a character would disturb a line of text: the names of authors stand in git.
bool has_disguise(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode_utf8(text, at);
    if (disguises(next.character) || next.character == U'\n') return true;
    at += next.size;
  }
  return false;
}

/// "Name <mail>"; empty where it is none.
std::optional<store::Author> parse_author(std::string_view text) {
  const std::size_t open = text.find('<');
  const std::size_t close = text.rfind('>');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return std::nullopt;
  std::string_view name = text.substr(0, open);
  while (name.ends_with(' ')) name.remove_suffix(1);
  while (name.starts_with(' ')) name.remove_prefix(1);
  const std::string_view mail = text.substr(open + 1, close - open - 1);
  const bool clean = !find_invalid_utf8(text) && !has_disguise(text);
  if (name.empty() || mail.find('@') == std::string_view::npos || !clean) return std::nullopt;
  return store::Author{std::string(name), std::string(mail)};
}

Error bad_author(std::string_view text) {
  return advise(error(ErrorKind::Usage, "bad-author", msg("“{0}” is not a name with an e-mail address", text)),
                msg("Write it so: Ada Lovelace <ada@example.org>"));
}

/// The author as far as one is known without asking.
Result<std::optional<store::Author>> known_author(const Session& session, const workspace::Workspace& workspace) {
  for (const std::string& text : {session.author, environment("ZIELBAUM_AUTHOR")}) {
    if (text.empty()) continue;
    const std::optional<store::Author> author = parse_author(text);
    if (!author) return bad_author(text);
    return author;
  }
  const std::string name = environment("GIT_AUTHOR_NAME");
  const std::string email = environment("GIT_AUTHOR_EMAIL");
  if (!name.empty() && !email.empty()) return std::optional(store::Author{name, email});
  return workspace.store().configured_author();
}

}  // namespace

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Language language_of_environment() {
  for (const char* name : {"ZIELBAUM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string value = environment(name);
    if (!value.empty()) return value.starts_with("en") ? Language::English : Language::German;
  }
  return Language::German;
}

std::string say(const Session& session, const Message& message) {
  return render(message, session.language);
}

void print(Session& session, std::string_view line) {
  session.out += line;
  session.out += '\n';
}

void tell(Session& session, const Message& message) {
  session.talk += say(session, message) + "\n";
}

std::string styled(const Session& session, std::string_view text, std::string_view style) {
  if (!session.colour || style.empty()) return std::string(text);
  return "\x1b[" + std::string(style) + "m" + std::string(text) + "\x1b[0m";
}

Result<workspace::Workspace> open(const Session& session) {
  workspace::Workspace opened = TRY(workspace::open(session.folder));
  opened.tell_progress(progress_on_terminal(session));
  return opened;
}

std::int64_t now() {
  const std::string fixed = environment("SOURCE_DATE_EPOCH");
  std::int64_t seconds = 0;
  const auto [end, failed] = std::from_chars(fixed.data(), fixed.data() + fixed.size(), seconds);
  if (!fixed.empty() && failed == std::errc() && end == fixed.data() + fixed.size()) return seconds;
  return std::time(nullptr);
}

Date today() {
  return date_of_unix_time(now());
}

Result<store::Act> signed_act(Session& session, workspace::Workspace& workspace) {
  std::optional<store::Author> author = TRY(known_author(session, workspace));
  if (!author && can_ask()) {
    const std::optional<std::string> answer = ask(
        say(session, msg("Who are you? Your name stands with what you save, e.g. Ada Lovelace <ada@example.org>: ")));
    if (answer) {
      author = parse_author(*answer);
      if (!author) return bad_author(*answer);
      TRY(workspace.store().configure_author(*author));
    }
  }
  if (!author) {
    return advise(
        error(ErrorKind::Usage, "no-author", msg("It is not known who you are")),
        msg("Say it with --author \"Name <e-mail>\", in ZIELBAUM_AUTHOR, or once for all in git's configuration "
            "(git config --global user.name and user.email)."));
  }
  return store::Act{*author, now()};
}

Result<store::Act> local_act(Session& session, workspace::Workspace& workspace) {
  const std::optional<store::Author> author = TRY(known_author(session, workspace));
  return store::Act{author.value_or(store::Author{"zielbaum", "zielbaum@localhost"}), now()};
}

fs::path shipped_schemas() {
  if (const std::string given = environment("ZIELBAUM_SCHEMAS"); !given.empty()) return given;
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (!failed) {
    // From <prefix>/libexec/zielbaum/<program>.
    const fs::path prefix = program.parent_path().parent_path().parent_path();
    const fs::path installed = prefix / "share" / "zielbaum" / "schemas";
    if (fs::is_directory(installed, failed)) return installed;
  }
  return ZIELBAUM_SCHEMAS;
}

}  // namespace zielbaum::tool
