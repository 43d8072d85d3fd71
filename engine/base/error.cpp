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

Failure::Failure(Error error) : error_(std::make_unique<Error>(std::move(error))) {}

Failure::Failure(const Failure& other) : error_(other.is_there() ? std::make_unique<Error>(*other) : nullptr) {}

Failure& Failure::operator=(const Failure& other) {
  if (this != &other) *this = Failure(other);
  return *this;
}

Failure::~Failure() = default;

Error& Failure::operator*() {
  ENSURE(is_there());
  return *error_;
}

const Error& Failure::operator*() const {
  ENSURE(is_there());
  return *error_;
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
