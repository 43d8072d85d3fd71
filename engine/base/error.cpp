#include "base/error.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace zielbaum {

std::string to_string(const Place& place) {
  std::string out = place.file;
  if (place.line != 0) out += ":" + std::to_string(place.line);
  if (place.column != 0) out += ":" + std::to_string(place.column);
  if (!place.node.empty()) {
    if (!out.empty()) out += ": ";
    out += place.node;
  }
  if (!place.title.empty()) {
    if (!out.empty()) out += " ";
    out += "„" + place.title + "“";
  }
  return out;
}

bool has_errors(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::Error; });
}

Error error(ErrorKind kind, std::string code, Message message) {
  Error made;
  made.kind = kind;
  made.code = std::move(code);
  made.message = std::move(message);
  return made;
}

Error at(Error error, Place place) {
  error.place = std::move(place);
  return error;
}

Error advise(Error error, Message hint) {
  error.hint = std::move(hint);
  return error;
}

void ensure_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "zielbaum: bug: %s does not hold (%s:%d)\n", condition, file, line);
  std::abort();
}

}  // namespace zielbaum
