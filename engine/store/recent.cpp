#include "store/recent_internal.h"

#include <algorithm>

namespace zielbaum::store {

namespace {

// Some thirty megabytes at most. Everything is forgotten at once: what is needed again is soon there again.
constexpr std::size_t kMostEntries = 200'000;
constexpr std::size_t kMostCommits = 20'000;
constexpr int kDeepestFolder = 64;
constexpr std::size_t kLongBlob = 262'144;  // bytes; what is shorter is read as quickly as it is kept

/// The order of git's trees: a folder's name counts as if it ended in "/".
int compare_names(const TreeEntry& a, const TreeEntry& b) {
  const std::size_t common = std::min(a.name.size(), b.name.size());
  if (const int order = std::memcmp(a.name.data(), b.name.data(), common); order != 0) return order;
  const auto next = [common](const TreeEntry& entry) {
    if (entry.name.size() > common) return static_cast<int>(static_cast<unsigned char>(entry.name[common]));
    return entry.is_folder() ? int{'/'} : 0;
  };
  if (const int order = next(a) - next(b); order != 0) return order;
  return a.name.size() < b.name.size() ? -1 : a.name.size() > b.name.size() ? 1 : 0;
}

/// A file or folder of that name, or nullptr.
const TreeEntry* find_in(const std::vector<TreeEntry>& entries, std::string_view name) {
  TreeEntry wanted;
  wanted.name = std::string(name);
  for (const auto mode : {kFileMode, kFolderMode}) {
    wanted.mode = mode;
    const auto found = std::lower_bound(entries.begin(), entries.end(), wanted,
                                        [](const auto& a, const auto& b) { return compare_names(a, b) < 0; });
    if (found != entries.end() && found->name == name) return &*found;
  }
  return nullptr;
}

bool same(const TreeEntry& a, const TreeEntry& b) {
  return git_oid_equal(&a.id, &b.id) != 0 && a.is_file() == b.is_file();
}

}  // namespace

File file_of(const TreeEntry& entry, std::string path) {
  return {std::move(path), ContentId{hex(entry.id)}, 0, entry.is_file()};
}

Result<Commit> RecentObjects::commit(const Repository& repository, const VersionId& id) {
  if (const auto known = commits_.find(id); known != commits_.end()) return known->second;
  Commit read = TRY(read_commit(repository, id));
  if (commits_.size() >= kMostCommits) commits_.clear();
  commits_.emplace(id, read);
  return read;
}

Result<RecentObjects::Tree> RecentObjects::tree(const Repository& repository, const git_oid& id) {
  if (const auto known = trees_.find(id); known != trees_.end()) return known->second;
  auto read = std::make_shared<const std::vector<TreeEntry>>(TRY(read_tree(repository, id)));
  if (entries_ + read->size() > kMostEntries) {
    trees_.clear();
    entries_ = 0;
  }
  entries_ += read->size();
  trees_.emplace(id, read);
  return Tree(std::move(read));
}

Result<std::string> RecentObjects::blob(const Repository& repository, const git_oid& id) {
  if (long_blob_ && Equal()(long_blob_->first, id)) return long_blob_->second;
  std::string bytes = TRY(read_object(repository, id, GIT_OBJECT_BLOB));
  if (bytes.size() >= kLongBlob) long_blob_.emplace(id, bytes);
  return bytes;
}

Result<std::optional<TreeEntry>> RecentObjects::find_entry(const Repository& repository, const git_oid& top,
                                                           std::string_view path) {
  TreeEntry at;
  at.mode = kFolderMode;
  at.id = top;
  while (!path.empty()) {
    if (!at.is_folder()) return std::optional<TreeEntry>();
    const std::string_view name = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    const Tree entries = TRY(tree(repository, at.id));
    const TreeEntry* const found = find_in(*entries, name);
    if (found == nullptr) return std::optional<TreeEntry>();
    at = *found;
  }
  return std::optional<TreeEntry>(std::move(at));
}

Result<void> RecentObjects::compare(const Repository& repository, const std::optional<git_oid>& before,
                                    const std::optional<git_oid>& after, const std::string& path,
                                    std::vector<ChangedFile>& changed, int depth) {
  if (before && after && git_oid_equal(&*before, &*after) != 0) return {};
  if (depth > kDeepestFolder)
    return error(ErrorKind::Invalid, "too-deep", msg("The folders of {0} are too deep", path));
  static const Tree kNothing = std::make_shared<const std::vector<TreeEntry>>();
  const Tree old_tree = before ? TRY(tree(repository, *before)) : kNothing;
  const Tree new_tree = after ? TRY(tree(repository, *after)) : kNothing;
  auto a = old_tree->begin();
  auto b = new_tree->begin();
  while (a != old_tree->end() || b != new_tree->end()) {
    const int order = a == old_tree->end() ? 1 : b == new_tree->end() ? -1 : compare_names(*a, *b);
    const TreeEntry* was = order <= 0 ? &*a++ : nullptr;
    const TreeEntry* is = order >= 0 ? &*b++ : nullptr;
    if (was != nullptr && is != nullptr && same(*was, *is)) continue;
    const TreeEntry& one = is != nullptr ? *is : *was;
    std::string below = path.empty() ? one.name : path + "/" + one.name;
    if (one.is_folder()) {
      const auto id_of = [](const TreeEntry* entry) {
        return entry == nullptr ? std::nullopt : std::optional<git_oid>(entry->id);
      };
      TRY(compare(repository, id_of(was), id_of(is), below, changed, depth + 1));
      continue;
    }
    ChangedFile file;
    if (was != nullptr) file.before = file_of(*was, below);
    if (is != nullptr) file.after = file_of(*is, std::move(below));
    changed.push_back(std::move(file));
  }
  return {};
}

}  // namespace zielbaum::store
