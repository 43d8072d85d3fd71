#include "store/new_tree_internal.h"

#include <algorithm>

namespace zielbaum::store {

namespace {

Error name_taken(const std::string& path) {
  return error(ErrorKind::Refused, "name-taken", msg("{0} is a file and a folder at once", path));
}

/// `skip`: how much of the paths lies above this folder.
Result<std::optional<git_oid>> changed_folder(const Repository& repository, NewObjects& objects,
                                              const std::optional<git_oid>& old, std::span<const TreeChange> changes,
                                              std::size_t skip) {
  std::vector<TreeEntry> entries;
  if (old) entries = TRY(read_tree(repository, *old));
  for (std::size_t begin = 0; begin < changes.size();) {
    const std::string_view rest = std::string_view(changes[begin].path).substr(skip);
    const std::size_t slash = rest.find('/');
    const std::string name(rest.substr(0, slash));
    const auto there =
        std::find_if(entries.begin(), entries.end(), [&](const TreeEntry& entry) { return entry.name == name; });
    if (slash == std::string_view::npos) {
      const std::optional<TreeEntry>& file = changes[begin].file;
      ++begin;
      // A folder of that name goes only if all in it is taken away.
      if (there != entries.end() && there->is_folder()) {
        if (file) return name_taken(changes[begin - 1].path);
        continue;
      }
      if (there != entries.end()) entries.erase(there);
      if (file) entries.push_back({file->mode, name, file->id});
      continue;
    }
    std::size_t end = begin + 1;
    const std::string prefix = changes[begin].path.substr(0, skip + slash + 1);
    while (end < changes.size() && changes[end].path.starts_with(prefix)) ++end;
    const bool folder = there != entries.end() && there->is_folder();
    if (there != entries.end() && !folder) return name_taken(prefix.substr(0, prefix.size() - 1));
    const std::optional<git_oid> below =
        TRY(changed_folder(repository, objects, folder ? std::optional(there->id) : std::nullopt,
                           changes.subspan(begin, end - begin), prefix.size()));
    begin = end;
    if (there != entries.end()) entries.erase(there);
    if (below) entries.push_back({kFolderMode, name, *below});
  }
  if (entries.empty()) return std::optional<git_oid>();
  return std::optional(TRY(objects.add(GIT_OBJECT_TREE, encode_tree(std::move(entries)))));
}

}  // namespace

Result<std::optional<git_oid>> changed_tree(const Repository& repository, NewObjects& objects,
                                            const std::optional<git_oid>& old, std::span<const TreeChange> changes) {
  return changed_folder(repository, objects, old, changes, 0);
}

}  // namespace zielbaum::store
