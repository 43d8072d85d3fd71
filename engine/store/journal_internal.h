// Writing several files of the working copy so that all or none of them change, even when the program is killed.
//
// `<git dir>/zielbaum/journal` holds every new file in full, with the content id it replaces. Once it stands (written
// beside, fsynced, renamed) the change is decided: whoever finds it finishes it. Before that nothing has happened.
//
//   zielbaum-journal 1\n  (path length, path, kind, old id, bytes length, bytes)*  checksum
#pragma once

#include "store/git_internal.h"

namespace zielbaum::store {

/// Requires the writer's lock and paths that were checked. On failure everything is put back.
[[nodiscard]] Result<void> write_files(const Repository& repository, const std::vector<Write>& writes);

/// Finishes what a killed program left. A file that was edited since is left as its writer made it. Requires the lock.
[[nodiscard]] Result<void> finish_journal(const Repository& repository);
[[nodiscard]] bool has_journal(const Repository& repository);

}  // namespace zielbaum::store
