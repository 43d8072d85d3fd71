#include <algorithm>
#include <array>

#include "store/line_ends_internal.h"

namespace zielbaum::store {

namespace {

bool is_text_by_name(std::string_view path) {
  constexpr std::array<std::string_view, 6> kEndings = {".md", ".xml", ".xsd", ".svg", ".gitattributes", ".gitignore"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
}

}  // namespace

std::optional<std::string> with_line_feeds(std::string_view bytes) {
  if (bytes.find("\r\n") == std::string_view::npos || bytes.find('\0') != std::string_view::npos) return std::nullopt;
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (bytes[i] != '\r' || i + 1 == bytes.size() || bytes[i + 1] != '\n') out += bytes[i];
  return out;
}

Result<std::string> as_stored(const Repository& repository, RecentObjects& recent,
                              const std::optional<git_oid>& head_tree, std::string_view path, std::string bytes) {
  std::optional<std::string> plain = with_line_feeds(bytes);
  if (!plain) return bytes;
  std::optional<TreeEntry> stored;
  if (head_tree) stored = TRY(recent.find_entry(repository, *head_tree, path));
  const auto is_stored_as = [&](const std::string& one) {
    const git_oid id = object_id(GIT_OBJECT_BLOB, one);
    return stored && git_oid_equal(&stored->id, &id) != 0;
  };
  if (is_stored_as(*plain)) return std::move(*plain);
  if (!is_text_by_name(path) || is_stored_as(bytes)) return bytes;
  return std::move(*plain);
}

}  // namespace zielbaum::store
