// The outline of a document in some state (xml/outline.h). Of a long document, what was found in the versions looked at
// last is kept beside the repository: then a tree need not be unpacked and searched again, and of the nodes that two
// versions have alike nothing is read at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "workspace/workspace.h"
#include "xml/outline.h"

namespace zielbaum::workspace {

/// A document.xml as it was read: whole, or what is kept about it.
struct TreeFile {
  std::string bytes;                 ///< of the file; empty where `kept` is there
  std::string kept;                  ///< xml::Outline::table()
  std::optional<ContentId> content;  ///< of a version

  /// The file, or its beginning up to where the fields of the document end.
  [[nodiscard]] std::string_view head() const;
};

/// Errors of read_at().
[[nodiscard]] Result<TreeFile> read_tree(const Workspace& workspace, const State& state, const DocumentId& document);

/// Nothing where the file is not laid out as we write it, is another document's, or has an id twice. Where own lines
/// that are asked for later cannot be read, what was kept is damaged: see forget_outline().
[[nodiscard]] std::optional<xml::Outline> outline_of(const Workspace& workspace, TreeFile tree,
                                                     const model::DocumentType& type, const DocumentId& document);
/// Has it made anew by the next one.
void forget_outline(const Workspace& workspace, const std::optional<ContentId>& content);

}  // namespace zielbaum::workspace
