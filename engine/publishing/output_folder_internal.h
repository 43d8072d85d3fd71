// A folder of generated files, replaced as a whole.
//
// The new folder is made beside the old one and swapped in, so that whoever looks sees the old set or the new one.
// Which files are ours stands in SHA256SUMS (as `sha256sum` writes and checks it); all others are carried over.
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "publish/publish.h"

namespace zielbaum::publishing {

enum class Keep {
  OwnFiles,     ///< of an earlier run that are not made again stay, too
  OnlyForeign,  ///< those are dropped
};

/// Refused ("foreign-files", "symbolic-link") if a file that is not ours stands in the way, or the folder is a link.
[[nodiscard]] Result<void> replace_folder(const std::filesystem::path& folder,
                                          const std::vector<publish::OutputFile>& files, Keep keep);

}  // namespace zielbaum::publishing
