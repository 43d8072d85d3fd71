// What all commands share: language, folder, author, output. The only place, with terminal.h, that asks the
// environment and the clock; the engine gets values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "workspace/workspace.h"

namespace zielbaum::tool {

/// The options that stand before any command, and what is to be printed.
struct Session {
  Language language = Language::German;
  bool json = false;
  bool colour = false;
  std::string folder = ".";
  std::string author;  ///< as given with --author
  std::string out;     ///< results, printed at the end so that an error leaves no half a result
  std::string talk;    ///< notes for stderr
};

/// The value of an environment variable, "" if it is not set.
[[nodiscard]] std::string environment(const char* name);
/// From ZIELBAUM_LANG, LC_ALL, LC_MESSAGES, LANG, the first that is set: English if it begins with "en".
[[nodiscard]] Language language_of_environment();

[[nodiscard]] std::string say(const Session& session, const Message& message);
/// One line of results, of talk.
void print(Session& session, std::string_view line);
void tell(Session& session, const Message& message);

/// Whether a style may be used, as an escape sequence: "1" bold, "2" dim, "32" green, "31" red, "33" yellow.
[[nodiscard]] std::string styled(const Session& session, std::string_view text, std::string_view style);

[[nodiscard]] Result<workspace::Workspace> open(const Session& session);
/// Seconds since 1970; SOURCE_DATE_EPOCH where it is set.
[[nodiscard]] std::int64_t now();
[[nodiscard]] Date today();
/// For what must bear a name: --author, ZIELBAUM_AUTHOR, GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, the configuration; asks
/// once on a terminal and remembers. Usage ("no-author").
[[nodiscard]] Result<store::Act> signed_act(Session& session, workspace::Workspace& workspace);
/// For the local operation log, which must not keep anybody from writing: a placeholder where no author is known.
[[nodiscard]] Result<store::Act> local_act(Session& session, workspace::Workspace& workspace);

/// The folder with the document types and themes that come with the program.
[[nodiscard]] std::filesystem::path shipped_schemas();

}  // namespace zielbaum::tool
