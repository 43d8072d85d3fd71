// Versions, trees and the long file read lately, so that who goes through a history reads each once; and two versions
// compared by them.
#pragma once

#include <cstring>
#include <memory>
#include <unordered_map>
#include <vector>

#include "store/objects_internal.h"

namespace zielbaum::store {

class RecentObjects {
 public:
  using Tree = std::shared_ptr<const std::vector<TreeEntry>>;

  /// As the functions of objects_internal.h, which what is not known yet is read by.
  [[nodiscard]] Result<Commit> commit(const Repository& repository, const VersionId& id);
  [[nodiscard]] Result<Tree> tree(const Repository& repository, const git_oid& id);
  /// The bytes of a file. Each step of a merge looks at the same document of thousands of nodes.
  [[nodiscard]] Result<std::string> blob(const Repository& repository, const git_oid& id);
  /// What stands at a path; empty if nothing does.
  [[nodiscard]] Result<std::optional<TreeEntry>> find_entry(const Repository& repository, const git_oid& tree,
                                                            std::string_view path);
  /// Appends the files below `path` that two trees do not have alike; an absent tree has none. Folders that are the
  /// same object are passed over, so it costs as much as the folders that differ.
  [[nodiscard]] Result<void> compare(const Repository& repository, const std::optional<git_oid>& before,
                                     const std::optional<git_oid>& after, const std::string& path,
                                     std::vector<ChangedFile>& changed, int depth = 0);

 private:
  struct Hash {
    std::size_t operator()(const git_oid& id) const noexcept {
      std::size_t value = 0;
      std::memcpy(&value, id.id, sizeof value);
      return value;
    }
  };
  struct Equal {
    bool operator()(const git_oid& a, const git_oid& b) const noexcept { return git_oid_equal(&a, &b) != 0; }
  };
  std::unordered_map<VersionId, Commit> commits_;
  std::unordered_map<git_oid, Tree, Hash, Equal> trees_;
  std::size_t entries_ = 0;  ///< of all trees_
  std::optional<std::pair<git_oid, std::string>> long_blob_;
};

[[nodiscard]] File file_of(const TreeEntry& entry, std::string path);

}  // namespace zielbaum::store
