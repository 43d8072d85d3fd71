// What all edits of a document share: refusing what cannot be written back, and writing it.
#pragma once

#include "workspace/files.h"

namespace zielbaum::workspace {

/// The node that an edit is about, in the working copy. Invalid when its document has reading errors.
[[nodiscard]] Result<Found> find_for_edit(const Workspace& workspace, std::string_view node);

/// Writes `after` over the document that `before` was loaded from, with further files, as one entry of the operation
/// log. Does nothing if no byte changes. Conflict ("changed-meanwhile") if document.xml is not what was loaded.
[[nodiscard]] Result<bool> write_back(Workspace& workspace, const Loaded& before, const model::Document& after,
                                      std::vector<store::Write> further, const Message& sentence,
                                      const store::Act& act);

/// Puts `subtree` (its first node the root, parents counted inside it) below `parent` at index `at`.
void insert_nodes(model::Document& document, model::NodeIndex parent, model::NodeIndex at,
                  std::vector<model::Node> subtree);
/// Takes a subtree out; its parents are counted inside it then.
[[nodiscard]] std::vector<model::Node> take_nodes(model::Document& document, model::NodeIndex root);

/// Refused ("kind-not-allowed"), with what is allowed, if `kind` may not stand in `parent`.
[[nodiscard]] Result<void> may_stand_in(const Loaded& loaded, std::string_view kind, model::NodeIndex parent);

/// What `save` refuses in a text is refused before it is stored: invalid UTF-8, control characters, too many bytes.
[[nodiscard]] Result<void> can_be_prose(std::string_view text, Place place);

}  // namespace zielbaum::workspace
