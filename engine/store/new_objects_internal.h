// The new objects of one save: collected in memory, then written as one pack, which is synced once and read back.
//
// A file of its own for each object would cost two syncs each. So that packs do not pile up, every 32nd takes the ones
// before it along; `<git common dir>/zielbaum/packs` names those, and losing that file costs nothing.
#pragma once

#include <set>

#include "store/objects_internal.h"

namespace zielbaum::store {

class NewObjects {
 public:
  explicit NewObjects(const Repository& repository) : repository_(repository) {}
  NewObjects(const NewObjects&) = delete;
  NewObjects& operator=(const NewObjects&) = delete;

  /// Takes the object along if it is not in the repository yet.
  [[nodiscard]] Result<git_oid> add(git_object_t type, std::string_view bytes);
  /// Makes everything added survive a power cut, reads it back and compares. Nothing may point to the objects before.
  [[nodiscard]] Result<void> store();

 private:
  [[nodiscard]] Result<void> open();
  [[nodiscard]] Result<void> sync_found() const;
  [[nodiscard]] Result<void> write_pack(git_packbuilder* pack) const;

  const Repository& repository_;
  DatabaseHandle memory_;
  RepositoryHandle around_memory_;  ///< libgit2 packs only what a repository has
  std::vector<git_oid> added_;
  std::vector<git_oid> found_;  ///< are there already, but perhaps unsynced, from a program that was killed
};

}  // namespace zielbaum::store
