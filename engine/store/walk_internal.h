// The versions behind a version, newest first: a version always before its parents, whatever the clocks said.
#pragma once

#include <functional>

#include "store/store.h"

namespace zielbaum::store {

/// Calls `visit` for `from` and what is behind it until it returns false. History without merges is read only as far
/// as visited; from the first merge on, all of it is read once.
[[nodiscard]] Result<void> walk(const VersionId& from, const std::function<Result<Version>(const VersionId&)>& describe,
                                const std::function<Result<bool>(const Version&)>& visit);

}  // namespace zielbaum::store
