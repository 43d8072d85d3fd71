// Line ends of the working copy. Versions have LF; git on Windows (core.autocrlf) lays files out with CR LF, and
// editors write them. That is no change, and is never stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/objects_internal.h"
#include "store/recent_internal.h"

namespace zielbaum::store {

/// What a version gets of a file that lies in the working copy. Of what is text by its name, lines end in LF; of other
/// files where the last version has them so. A file that the last version (`head_tree`) has with just these bytes stays
/// as it is. Looks something up only of files with CR LF.
[[nodiscard]] Result<std::string> as_stored(const Repository& repository, RecentObjects& recent,
                                            const std::optional<git_oid>& head_tree, std::string_view path,
                                            std::string bytes);

/// The text with LF for CR LF; nothing where there is none, or it is no text.
[[nodiscard]] std::optional<std::string> with_line_feeds(std::string_view bytes);

}  // namespace zielbaum::store
