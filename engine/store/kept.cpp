#include "store/kept_internal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/ids.h"
#include "store/bytes_internal.h"
#include "store/lock_internal.h"

namespace zielbaum::store {

namespace {

namespace fs = std::filesystem;

/// `name` or `family/name`.
fs::path kept_path(const fs::path& folder, std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) {
    ENSURE(is_valid_id(name));
    return folder / (std::string(name) + ".cache");
  }
  ENSURE(is_valid_id(name.substr(0, slash)));
  return kept_path(folder / name.substr(0, slash), name.substr(slash + 1));
}

/// Removes the oldest files of a family but for `newest` and those that stay beside it.
void thin_out(const fs::path& family, const fs::path& newest) {
  std::error_code code;
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  for (fs::directory_iterator entry(family, code), last; !code && entry != last; entry.increment(code)) {
    std::error_code gone;
    const fs::file_time_type time = entry->last_write_time(gone);
    if (!gone && entry->path() != newest) files.emplace_back(time, entry->path());
  }
  std::sort(files.rbegin(), files.rend());
  for (std::size_t i = kMostOfFamily - 1; i < files.size(); ++i) fs::remove(files[i].second, code);
}

}  // namespace

std::optional<std::string> read_kept(const fs::path& common_dir, std::string_view name) {
  Result<std::string> bytes = read_file(kept_path(common_dir / "zielbaum", name));
  if (!bytes) return std::nullopt;
  const std::optional<std::string_view> content = checked_content(*bytes, "");
  if (!content) return std::nullopt;
  bytes->resize(content->size());
  return std::move(*bytes);
}

ReadPart open_kept(const fs::path& common_dir, std::string_view name) {
  const fs::path path = kept_path(common_dir / "zielbaum", name);
  const auto close = [](const int* fd) {
    if (*fd >= 0) ::close(*fd);
    delete fd;
  };
  const std::shared_ptr<const int> file(new int(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)), close);
  return [file](std::size_t at, std::size_t size) -> std::optional<std::string> {
    // With what stands behind everything: then none of that is taken for what was asked for.
    std::string bytes(size + kChecksumSize, '\0');
    const ssize_t got = ::pread(*file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (got != static_cast<ssize_t>(bytes.size())) return std::nullopt;
    bytes.resize(size);
    return bytes;
  };
}

void write_kept(const fs::path& common_dir, std::string_view name, std::string_view bytes) {
  const Result<fs::path> folder = state_folder(common_dir);
  if (!folder) return;
  const fs::path path = kept_path(*folder, name);
  const bool of_family = path.parent_path() != *folder;
  std::error_code code;
  if (of_family) fs::create_directory(path.parent_path(), code);
  write_unsynced(path, {bytes, checksum(bytes)});
  if (of_family) thin_out(path.parent_path(), path);
}

}  // namespace zielbaum::store
