// The operation log: what was done in this repository, so that it can be taken back.
//
// Each entry is a commit on `refs/zielbaum/ops`, which is never pushed. Its parents are the entry before and all the
// versions it speaks of, so that git's garbage collection keeps what undoing needs; its tree is the state of the files
// before. The message holds a sentence in English, then lines: what, copy, previous, and as often as needed
//
//   say: TEXT    argument: TEXT    move: REFERENCE FROM TO    line: FROM TO    file: FROM TO PATH    reverts: ENTRY
//
// with "-" for none; `say` and `argument` are the sentence as a Message.
#pragma once

#include "store/new_objects_internal.h"
#include "store/references_internal.h"

namespace zielbaum::store {

struct MovedReference {
  std::string name;  ///< full
  std::optional<VersionId> from, to;
};
/// A file of the working copy, by content ids; "" where it does not exist.
struct RewrittenFile {
  std::string path;
  std::string from, to;
};

struct LogEntry {
  std::string what;
  Message sentence;
  std::vector<MovedReference> moves;
  std::string line_from, line_to;    ///< the branch that the working copy is on, full; both "" where it stays
  std::vector<RewrittenFile> files;  ///< by an edit
  std::optional<VersionId> reverts;  ///< the entry that this one took back
  git_oid tree{};
};

/// An entry as read.
struct LoggedEntry {
  VersionId id;
  LogEntry entry;
  std::int64_t unix_time = 0;
};

/// Makes `objects` and the entry durable. The log has the entry once its name has moved so, which belongs into the plan
/// of what the entry tells.
[[nodiscard]] Result<MovedReference> store_operation(const Repository& repository, NewObjects& objects,
                                                     const LogEntry& entry, const Act& act);
using VisitOperation = std::function<Result<bool>(const LoggedEntry&)>;
/// Those of this working copy, newest first, until `visit` returns false.
[[nodiscard]] Result<void> each_operation(const Repository& repository, const VisitOperation& visit);
/// A log to go through so.
using EachOperation = std::function<Result<void>(const VisitOperation&)>;

/// An entry as people see it.
[[nodiscard]] Operation operation_of(const LoggedEntry& logged, bool undone);

/// What is to be taken back (Undo) or done again (Redo) next, and which entry says so.
struct NextUndo {
  LoggedEntry entry;
  VersionId reverts;  ///< what the new entry takes back: `entry`, or the entry that took it back
};
/// NotFound ("nothing-to-undo").
[[nodiscard]] Result<NextUndo> next_undo(const EachOperation& each, Direction direction);
[[nodiscard]] Result<std::vector<Operation>> newest_operations(const EachOperation& each, std::size_t most);

}  // namespace zielbaum::store
