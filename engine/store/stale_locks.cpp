#include "store/stale_locks_internal.h"

#include <algorithm>

namespace zielbaum::store {

namespace {

namespace fs = std::filesystem;

void add_locks(std::vector<fs::path>& found, const fs::path& folder, bool below) {
  std::error_code code;
  for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
    std::error_code ignored;
    if (entry->path().extension() == ".lock" && entry->is_regular_file(ignored)) found.push_back(entry->path());
    if (below && entry->is_directory(ignored) && !entry->is_symlink(ignored)) add_locks(found, entry->path(), true);
  }
}

}  // namespace

std::vector<fs::path> lock_files(const Repository& repository) {
  std::vector<fs::path> found;
  add_locks(found, repository.common_dir, false);
  add_locks(found, repository.common_dir / "refs", true);
  if (repository.git_dir != repository.common_dir) add_locks(found, repository.git_dir, false);
  std::sort(found.begin(), found.end());
  return found;
}

bool is_open_somewhere(const fs::path& path) {
  std::error_code code;
  const fs::path wanted = fs::canonical(path, code);
  if (code) return false;
  for (fs::directory_iterator process("/proc", code), end; !code && process != end; process.increment(code)) {
    std::error_code hidden;
    for (fs::directory_iterator fd(process->path() / "fd", hidden), last; !hidden && fd != last; fd.increment(hidden)) {
      std::error_code gone;
      if (fs::read_symlink(fd->path(), gone) == wanted) return true;
    }
  }
  return false;
}

void remove_stale_locks(const Repository& repository) {
  for (const fs::path& path : lock_files(repository)) {
    std::error_code code;
    if (!is_open_somewhere(path)) fs::remove(path, code);
  }
}

}  // namespace zielbaum::store
