#include "store/working_copies_internal.h"

#include <algorithm>
#include <vector>

#include "base/file.h"

namespace zielbaum::store {

namespace fs = std::filesystem;

namespace {

/// The first line of a small file; "" where there is none.
std::string first_line(const fs::path& path) {
  constexpr std::uint64_t kMost = 64 << 10;
  const Result<std::string> text = read_file(path, kMost);
  return text ? text->substr(0, text->find('\n')) : std::string();
}

}  // namespace

std::string copy_name(const Repository& repository) {
  return repository.git_dir == repository.common_dir ? "" : repository.git_dir.filename().string();
}

std::optional<fs::path> other_copy_on(const Repository& repository, const std::string& reference) {
  const std::string wanted = "ref: " + reference;
  const bool linked = repository.git_dir != repository.common_dir;
  if (linked && first_line(repository.common_dir / "HEAD") == wanted) return repository.common_dir.parent_path();
  std::error_code code;
  for (const fs::directory_entry& entry : fs::directory_iterator(repository.common_dir / "worktrees", code)) {
    if (linked && entry.path().filename() == repository.git_dir.filename()) continue;
    if (first_line(entry.path() / "HEAD") != wanted) continue;
    const fs::path file = first_line(entry.path() / "gitdir");
    // What was taken away by hand holds nothing.
    if (fs::exists(file, code)) return file.parent_path();
  }
  return std::nullopt;
}

}  // namespace zielbaum::store
