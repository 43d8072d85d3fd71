// Changing several names and files so that all or none of them change, even when the program is killed.
//
// `<git dir>/zielbaum/journal` holds all that is to be done: branches with where they stand before and after, the
// branch to be on, every new file in full with the content id that it replaces. Once it stands (written beside,
// fsynced, renamed) the change is decided: whoever finds it finishes it. Before that nothing has happened.
//
//   zielbaum-journal 2\n  lists of branches and files, each with its length before  checksum
#pragma once

#include <functional>

#include "store/operations_internal.h"

namespace zielbaum::store {

/// A file to write or remove.
struct FileStep {
  std::string path;
  std::optional<std::string> bytes;
  bool executable = false;
  std::string old_id;  ///< "" if there is no file
};

struct Plan {
  std::vector<MovedReference> moves;
  std::string line;  ///< full name of the branch to be on afterwards; "" where it stays
  std::vector<FileStep> files;
};

/// Called when all of a plan is done, before its journal goes: for what follows from it and can be made anew, git's
/// list of files. Who is killed over it leaves the journal, so that the next program does it. False where it could not
/// be done: then the journal waits as `<git dir>/zielbaum/journal-done`, and the next program tries it again.
using Afterwards = std::function<bool(const Plan&)>;

/// Requires the writer's lock and paths that were checked. On failure everything is put back. Conflict ("stale-base").
[[nodiscard]] Result<void> carry_out(const Repository& repository, const Plan& plan, std::string_view log_line,
                                     const Afterwards& afterwards = {});

/// Finishes what a killed program left. A file that was edited since is left as its writer made it; where a branch has
/// been moved by others before anything was done, nothing is. Requires the lock.
[[nodiscard]] Result<void> finish_journal(const Repository& repository, const Afterwards& afterwards);
[[nodiscard]] bool has_journal(const Repository& repository);

/// The bytes on disk; empty if there is no file.
[[nodiscard]] Result<std::optional<std::string>> bytes_on_disk(const Repository& repository, const std::string& path);

}  // namespace zielbaum::store
