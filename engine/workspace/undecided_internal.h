// What a merge that git began leaves undecided, said in the files themselves: whatever plain git then does with them,
// every look at them finds it, and both wordings are there.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "workspace/merging.h"

namespace zielbaum::workspace {

/// Of a file that cannot hold a mark itself: the name of one beside it that says so.
inline constexpr std::string_view kUndecidedEnding = ".undecided";

/// Merging::changes, with marks where something is open: both wordings in a text, <undecided> at a node, a file beside
/// others.
[[nodiscard]] Result<std::vector<store::VersionFile>> marked_changes(const Workspace& workspace, const Merging& merging,
                                                                     std::string_view our_name,
                                                                     std::string_view their_name);

/// What a conflict's node has there, in a few words.
[[nodiscard]] std::string part_in(const model::Document& document, const merge::Conflict& conflict);

}  // namespace zielbaum::workspace
