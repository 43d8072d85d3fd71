// A version that nobody has made yet, to be looked at before it is.
#pragma once

#include <memory>
#include <vector>

#include "store/store.h"

namespace zielbaum::store {

struct Overlaid {
  std::unique_ptr<Store> store;  ///< reads as the own one, which must outlive it, and has one version more
  VersionId version;             ///< of that one
};

/// The version that has the files of `over` but for `files`, as Store::make_version() would make it. Nothing is
/// written.
[[nodiscard]] Overlaid overlaid(const Store& own, const VersionId& over, const std::vector<VersionFile>& files);

}  // namespace zielbaum::store
