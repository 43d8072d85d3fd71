// What of a document can have become wrong by what was changed in it: of ten thousand nodes perhaps a hundred.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/store.h"
#include "workspace/workspace.h"

namespace zielbaum::workspace {

struct InQuestion {
  /// Of the nodes that are not in question only id, kind and place are there, and none of their texts.
  struct Part {
    LoadedPart loaded;
    std::vector<bool> nodes;  ///< parallel to loaded.document.nodes: whether it is in question
  };
  std::optional<std::set<std::string>> texts;  ///< by path; nothing: all of the document's
  std::optional<Part> part;                    ///< nothing: all of the document
};

/// `changes`: what was changed in `before` to make `after`. What is the same is wrong in another way only where
/// something is gone, elsewhere or of another kind that it refers to or stands in: then all is in question.
[[nodiscard]] Result<InQuestion> in_question(const Workspace& workspace, const DocumentId& document,
                                             const std::vector<store::VersionFile>& changes, const VersionId& before,
                                             const VersionId& after);

}  // namespace zielbaum::workspace
