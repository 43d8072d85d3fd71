// The files below a tree of git's, and those that the working copy and a tree do not have alike.
#include "store/tree_files_internal.h"

#include <algorithm>

#include "store/objects_internal.h"
#include "store/paths_internal.h"
#include "store/recent_internal.h"

namespace zielbaum::store {

namespace {

Result<void> list_below(const Repository& repository, const git_oid& tree, const std::string& path,
                        std::vector<File>& files, int depth) {
  constexpr int kDeepest = 64;
  if (depth > kDeepest) return error(ErrorKind::Invalid, "too-deep", msg("The folders of {0} are too deep", path));
  for (const TreeEntry& entry : TRY(read_tree(repository, tree))) {
    std::string child = path.empty() ? entry.name : path + "/" + entry.name;
    if (entry.is_folder()) {
      TRY(list_below(repository, entry.id, child, files, depth + 1));
    } else {
      files.push_back(file_of(entry, std::move(child)));
    }
  }
  return {};
}

/// Appends what the listed folder and the folder `tree` of a version do not have alike. Folders known to be the same
/// are passed over.
Result<void> compare_folder(const Repository& repository, const ListedFolder& now, const std::optional<git_oid>& tree,
                            const std::string& path, std::vector<ChangedFile>& changed) {
  if (tree && now.tree && git_oid_equal(&*tree, &*now.tree) != 0) return {};
  const bool top = path.empty();
  const auto below = [&](const std::string& name) { return top ? name : path + "/" + name; };
  std::vector<TreeEntry> before;
  if (tree) before = TRY(read_tree(repository, *tree));
  if (top) std::erase_if(before, [](const TreeEntry& entry) { return !is_ours(entry.name); });
  std::sort(before.begin(), before.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  const auto entry_of = [&](std::string_view name, bool folder) -> const TreeEntry* {
    const auto at = std::lower_bound(before.begin(), before.end(), name,
                                     [](const TreeEntry& entry, std::string_view key) { return entry.name < key; });
    return at != before.end() && at->name == name && at->is_folder() == folder ? &*at : nullptr;
  };
  const auto is_listed = [](const auto& listed, std::string_view name) {
    const auto at = std::lower_bound(listed.begin(), listed.end(), name,
                                     [](const auto& each, std::string_view key) { return each.name < key; });
    return at != listed.end() && at->name == name;
  };

  for (const ListedFile& file : now.files) {
    const TreeEntry* was = entry_of(file.name, false);
    File after = working_file(file, below(file.name));
    if (was == nullptr) {
      changed.push_back({std::nullopt, std::move(after)});
    } else if (!after.regular || !was->is_file() || git_oid_equal(&was->id, &file.id) == 0) {
      changed.push_back({file_of(*was, after.path), after});
    }
  }
  for (const ListedFolder& folder : now.folders) {
    const TreeEntry* was = entry_of(folder.name, true);
    TRY(compare_folder(repository, folder, was == nullptr ? std::nullopt : std::optional<git_oid>(was->id),
                       below(folder.name), changed));
  }
  for (const TreeEntry& entry : before) {
    if (entry.is_folder() ? is_listed(now.folders, entry.name) : is_listed(now.files, entry.name)) continue;
    std::vector<File> gone;
    if (entry.is_folder()) {
      TRY(list_tree(repository, entry.id, below(entry.name), gone));
    } else {
      gone.push_back(file_of(entry, below(entry.name)));
    }
    for (File& file : gone) changed.push_back({std::move(file), std::nullopt});
  }
  return {};
}

}  // namespace

Result<void> list_tree(const Repository& repository, const git_oid& tree, const std::string& path,
                       std::vector<File>& files) {
  return list_below(repository, tree, path, files, 0);
}

File working_file(const ListedFile& file, std::string path) {
  const bool regular = file.sort != FileSort::Irregular;
  return {std::move(path), ContentId{regular ? hex(file.id) : ""}, file.size, regular};
}

Result<void> compare_listed(const Repository& repository, const ListedFolder& now, const std::optional<git_oid>& tree,
                            std::vector<ChangedFile>& changed) {
  return compare_folder(repository, now, tree, "", changed);
}

}  // namespace zielbaum::store
