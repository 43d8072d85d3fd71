// Errors and findings as text and as JSON, and the one place where they become exit codes.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "session.h"

namespace zielbaum::tool {

using Json = nlohmann::ordered_json;

[[nodiscard]] int exit_code(ErrorKind kind);

/// Three lines: what, where, what to do; then further findings, if there are more than one.
[[nodiscard]] std::string error_text(const Error& failed, const Session& session);
/// One finding: severity, what, where; a second line with what to do.
[[nodiscard]] std::string finding_text(const Finding& finding, const Session& session);

[[nodiscard]] Json to_json(const Error& failed, const Session& session);
[[nodiscard]] Json to_json(const Finding& finding, const Session& session);
[[nodiscard]] Json to_json(const Findings& findings, const Session& session);

/// A value as the result.
void print_json(Session& session, const Json& value);

}  // namespace zielbaum::tool
