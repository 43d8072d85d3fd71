// What a merge made of a document, accounted for before anybody writes it (accounting/accounting.h).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "accounting/accounting.h"
#include "workspace/merging.h"

namespace zielbaum::workspace {

/// A document that was merged. `files` are what its result differs in from ours.
struct ToAccount {
  DocumentId document;
  const VersionId &base, &ours, &theirs;
  /// Files that each side changed, of all documents.
  const std::vector<store::ChangedFile>&by_us, &by_them;
  const std::vector<store::VersionFile>& files;
  /// The types of base, ours, theirs and the result.
  std::array<const model::DocumentType*, 4> types;
  /// The documents where they were read whole, else nullptr.
  const MergedDocument* whole = nullptr;
  std::vector<merge::Conflict> asked;      ///< what people have to decide, or have decided
  std::vector<model::Decision> decisions;  ///< about this document
};

struct Accounted {
  std::vector<merge::Conflict> lost;  ///< what is not as either side wants it; see is_loss()
  std::vector<std::string> strays;    ///< files below text/ that belong to no node of any version, changed by them
};
[[nodiscard]] Result<Accounted> account(const Workspace& workspace, const ToAccount& merged,
                                        const accounting::ReadText& read);

/// Whether a conflict is one that the accounting found: of ConflictSort::Whole, but of a node, with the part "node", or
/// of one of its texts, "text" or "text.LANG". Decided, the node or text is as one side has it.
[[nodiscard]] bool is_loss(const merge::Conflict& conflict);

/// The document with the node that a loss is about as `side` has it. What else stands there is left.
[[nodiscard]] model::Document with_node_of(model::Document document, const model::Document& side,
                                           const merge::Conflict& conflict);

}  // namespace zielbaum::workspace
