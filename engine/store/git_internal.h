// What the files of this module share about libgit2: owned handles, errors, and one open repository.
#pragma once

#include <git2.h>

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "store/store.h"

namespace zielbaum::store {

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* handle) const {
    Free(handle);
  }
};
using RepositoryHandle = std::unique_ptr<git_repository, Deleter<git_repository_free>>;
using DatabaseHandle = std::unique_ptr<git_odb, Deleter<git_odb_free>>;
using StoredObjectHandle = std::unique_ptr<git_odb_object, Deleter<git_odb_object_free>>;
using ReferenceHandle = std::unique_ptr<git_reference, Deleter<git_reference_free>>;
using IndexHandle = std::unique_ptr<git_index, Deleter<git_index_free>>;
using ReferencesHandle = std::unique_ptr<git_refdb, Deleter<git_refdb_free>>;
using ConfigHandle = std::unique_ptr<git_config, Deleter<git_config_free>>;

/// One open repository and where its parts lie.
struct Repository {
  RepositoryHandle handle;
  DatabaseHandle database;
  DatabaseHandle packs;           ///< of `database`, the repository's own packs alone: found without asking the drive
  std::filesystem::path root;     ///< of the workspace
  std::filesystem::path git_dir;  ///< of this working copy: HEAD, index, journal
  std::filesystem::path common_dir;  ///< shared with linked worktrees: objects, references, lock
  std::set<std::string> shallow;     ///< versions whose parents a shallow clone lacks
  bool trusts_modes = true;          ///< whether the drive tells programs from other files (core.fileMode)
};

/// Starts libgit2 once, with nobody's configuration.
void start_library();

/// The user's own configuration files, found before the search paths were emptied; least specific first.
[[nodiscard]] const std::vector<std::filesystem::path>& user_configurations();

/// What libgit2 says about its last failure.
[[nodiscard]] std::string reason();

/// libgit2's error as ours; `doing` says the operation in words and holds reason().
[[nodiscard]] Error failure(int number, Message doing);

/// Whether the failure says that the medium cannot be trusted (fsync failed, read-back differs): no more writing then.
[[nodiscard]] bool is_untrusted_medium(const Error& error);

[[nodiscard]] std::string hex(const git_oid& id);
/// Requires 40 lower-case hex digits.
[[nodiscard]] git_oid oid(std::string_view hex);

}  // namespace zielbaum::store
