#include <sys/stat.h>

#include <algorithm>

#include "base/utf8.h"
#include "store/paths_internal.h"

namespace zielbaum::store {

bool is_below(std::string_view path, std::string_view folder) {
  return folder.empty() || (path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/'));
}

bool is_ours(std::string_view path) {
  return !path.empty() && (is_below(path, "documents") || is_below(path, "schemas"));
}

bool is_git_name(std::string_view name) {
  // Most names of a large folder are told by their first character.
  const auto first = static_cast<unsigned char>(name.empty() ? 'a' : name.front());
  if (first < 0x80 && first != '.' && first != 'g' && first != 'G') return false;
  std::string lower;
  for (std::size_t at = 0; at < name.size();) {
    const Decoded decoded = decode_utf8(name, at);
    const char32_t c = decoded.character;
    // macOS leaves these out when it compares names: joiners, marks of direction, the byte order mark.
    const bool ignored =
        (c >= 0x200C && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x206A && c <= 0x206F) || c == 0xFEFF;
    if (!ignored) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : name[at];
    at += decoded.size;
  }
  while (lower.ends_with('.') || lower.ends_with(' ')) lower.pop_back();
  return lower == ".git" || lower == "git~1";
}

bool has_bad_part(std::string_view path) {
  if (path.find('\0') != std::string_view::npos || path.find('\\') != std::string_view::npos) return true;
  for (;;) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == ".." || is_git_name(part)) return true;
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
  }
}

Result<void> check_writable_path(std::string_view path) {
  const bool below = path.starts_with("documents/") || path.starts_with("schemas/");
  if (below && !has_bad_part(path)) return {};
  Place place;
  place.file = std::string(path);
  return at(error(ErrorKind::Refused, "path-outside", msg("{0} is not below documents/ or schemas/", path)), place);
}

Result<bool> is_behind_real_folders(const std::filesystem::path& root, std::string_view path) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    struct stat status {};
    const std::string folder = (root / path.substr(0, slash)).string();
    if (::lstat(folder.c_str(), &status) != 0) return true;
    if (!S_ISDIR(status.st_mode)) return false;
  }
  return true;
}

Place place_of(const std::filesystem::path& path) {
  Place place;
  place.file = path.string();
  return place;
}

Error no_such_file(std::string_view path) {
  Place place;
  place.file = std::string(path);
  return at(error(ErrorKind::NotFound, "no-such-file", msg("The file does not exist: {0}", path)), place);
}

}  // namespace zielbaum::store
