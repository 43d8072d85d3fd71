// Finding nodes that have a past, even if they are gone.
#pragma once

#include "workspace/workspace.h"

namespace zielbaum::workspace {

/// A node that somebody asks the past of, and from which version on backwards.
struct Asked {
  DocumentId document;
  NodeId node;
  std::string name;
  std::optional<VersionId> tip;  ///< none: nothing was saved yet
};

/// NODE in the version that is named, else in the working copy, else in the last version, else in any before it. Errors
/// of find_node and the store.
[[nodiscard]] Result<Asked> find_with_past(const Workspace& workspace, std::string_view text);

}  // namespace zielbaum::workspace
