// What can go wrong, as values: Findings about the user's document, Errors of an operation, ENSURE for bugs.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/message.h"

namespace zielbaum {

/// Where something is. All parts are optional; 0 and "" mean "not known".
struct Place {
  std::string file;          ///< path, relative to the workspace where possible
  std::uint32_t line = 0;    ///< counted from 1
  std::uint32_t column = 0;  ///< counted from 1, in bytes
  std::string node;          ///< node id, "document/node" where the document is not evident
  std::string title;         ///< the node's title, for people
  bool operator==(const Place&) const = default;
};

/// "documents/a/document.xml:12: goal-x1 „Title“", as far as known.
[[nodiscard]] std::string to_string(const Place& place);

enum class Severity { Error, Warning, Note };

/// Something to say about the user's data. A Finding never stops an operation by itself.
struct Finding {
  Severity severity = Severity::Error;
  std::string code;  ///< stable, English, kebab-case ("unknown-field"); programs may rely on it
  Message message;
  Place place;
  std::optional<Message> hint;  ///< what to do about it
  bool operator==(const Finding&) const = default;
};
using Findings = std::vector<Finding>;

[[nodiscard]] bool has_errors(const Findings& findings);

/// What an operation failed of. One place in tools/ maps these to exit codes.
enum class ErrorKind {
  Usage,     ///< the call makes no sense (exit 2)
  Conflict,  ///< the base is stale, or both sides changed the same (3)
  Invalid,   ///< unreadable or invalid document or input (4)
  NotFound,  ///< no such node, version, document, file (5)
  Storage,   ///< reading or writing failed (6)
  Locked,    ///< somebody else is writing (7)
  Refused,   ///< a rule forbids it (8)
  Internal,  ///< a bug that was caught (70)
};

/// An operation could not be done, and nothing of it was done.
struct Error {
  ErrorKind kind = ErrorKind::Internal;
  std::string code;  ///< as Finding::code
  Message message;
  Place place;
  std::optional<Message> hint;
  Findings findings;  ///< the findings that led to it, if any
};

/// An Error or none, in the size of a pointer: what a Result keeps beside its value.
class Failure {
 public:
  Failure() = default;
  explicit Failure(Error error);
  Failure(const Failure& other);
  Failure(Failure&& other) noexcept = default;
  Failure& operator=(const Failure& other);
  Failure& operator=(Failure&& other) noexcept = default;
  ~Failure();
  [[nodiscard]] bool is_there() const { return error_ != nullptr; }
  /// Requires is_there().
  [[nodiscard]] Error& operator*();
  [[nodiscard]] const Error& operator*() const;

 private:
  std::unique_ptr<Error> error_;
};

/// Makes an Error; place and hint are set with `at` and `advise` where known.
[[nodiscard]] Error error(ErrorKind kind, std::string code, Message message);
[[nodiscard]] Error at(Error error, Place place);
[[nodiscard]] Error advise(Error error, Message hint);

[[noreturn]] void ensure_failed(const char* condition, const char* file, int line);

}  // namespace zielbaum

/// Stops the program if `condition` does not hold. For bugs only: never reachable from input. Always on.
#define ENSURE(condition) ((condition) ? void(0) : ::zielbaum::ensure_failed(#condition, __FILE__, __LINE__))
