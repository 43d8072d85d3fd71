// The merge of two versions of a document of which both sides changed only what nodes say, and not the same: most
// merges.
#pragma once

#include <optional>
#include <vector>

#include "workspace/merging.h"

namespace zielbaum::workspace {

/// What two states of a document do not have alike (see compare()), whatever parties are called. Nothing
/// where only the whole documents can be compared.
[[nodiscard]] Result<std::optional<Comparison>> compare_changes(const Workspace& workspace, const DocumentId& document,
                                                                const State& before, const State& after);

struct MergedChanges {
  std::vector<store::VersionFile> files;  ///< as Merging::changes
  model::DocumentType type;               ///< of all versions
};
/// What merge_versions() would say of the document, from what has changed alone: the lines of other nodes are copied as
/// they stand in `ours`. Nothing where nodes came, went or moved, something cannot be read, or people have to decide:
/// then the whole documents have to be merged.
[[nodiscard]] Result<std::optional<MergedChanges>> merge_changes(const Workspace& workspace, const DocumentId& document,
                                                                 const VersionId& base, const VersionId& ours,
                                                                 const VersionId& theirs);

/// As merge_versions(), but for what comes of both together: uses and rules.
[[nodiscard]] Result<Merging> merge_files(const Workspace& workspace, const VersionId& base, const VersionId& ours,
                                          const VersionId& theirs, const std::vector<model::Decision>& decisions,
                                          MergedFrom from);

/// merge_text() over a store, for merge::merge(); new texts are kept in `texts`.
[[nodiscard]] merge::MergeProse merge_prose(const store::Store& store, std::map<ContentId, std::string>& texts);
/// The text of that id, in `texts` or in the store.
[[nodiscard]] Result<std::string> text_of(const store::Store& store, const std::map<ContentId, std::string>& texts,
                                          const ContentId& id);

}  // namespace zielbaum::workspace
