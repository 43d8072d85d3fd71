// Files of a workspace in any state, and other documents of the same state on demand.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/nearest.h"
#include "workspace/workspace.h"

namespace zielbaum::workspace {

[[nodiscard]] Result<std::vector<store::File>> list_at(const Workspace& workspace, const State& state,
                                                       std::string_view folder);
/// A regular file of a version.
[[nodiscard]] Result<store::File> find_at(const Workspace& workspace, const VersionId& version, std::string_view path);
[[nodiscard]] Result<std::string> read_at(const Workspace& workspace, const State& state, std::string_view path);
[[nodiscard]] Result<model::DocumentType> type_at(const Workspace& workspace, const State& state, std::string_view type,
                                                  const Place& asked_by);
[[nodiscard]] Result<model::Parties> parties_at(const Workspace& workspace, const State& state);
[[nodiscard]] Result<model::Theme> theme_at(const Workspace& workspace, const State& state, std::string_view theme);

/// All that belongs to a document but its tree and its files: what a document.xml of these bytes asks for.
[[nodiscard]] Result<LoadedPart> load_frame(const Workspace& workspace, const DocumentId& document, const State& state,
                                            std::string_view bytes);
[[nodiscard]] inline schema::ProseFile prose_file(const store::File& file) {
  return {file.path, file.content, file.size, file.regular};
}
/// Fills in the prose ids of its nodes from its prose files.
void attach_prose(LoadedPart& loaded);
/// Fills in the names of its pictures, and whose they are.
[[nodiscard]] Result<void> attach_pictures(const Workspace& workspace, const DocumentId& document, LoadedPart& loaded);

/// What is printed besides the nodes, and changed.
[[nodiscard]] Result<std::vector<diff::PrintedChange>> printed_changes(const Workspace& workspace,
                                                                       const DocumentId& document,
                                                                       const LoadedPart& before,
                                                                       const LoadedPart& after);

/// The document, unless something is wrong with it: then its first error, as load_sound gives it.
[[nodiscard]] Result<Loaded> sound(Loaded loaded);
/// The first error in it, if there is one.
[[nodiscard]] std::optional<Error> unsoundness(const LoadedPart& loaded);

/// Whether a state does not have the document that was to be loaded.
[[nodiscard]] bool is_absent(const Result<Loaded>& loaded);
/// What stands in for a document that a state does not have: of all that `other` has, only its name.
[[nodiscard]] Loaded name_only(const Loaded& other, const State& state);

/// Both states of a document as compare_whole() takes them: where one has none, name_only().
struct BothLoaded {
  Loaded before, after;
};
[[nodiscard]] Result<BothLoaded> load_both(const Workspace& workspace, const DocumentId& document, const State& before,
                                           const State& after);
[[nodiscard]] WholeComparison compared(BothLoaded both);

/// The place of a node in its document.xml.
[[nodiscard]] Place place_of(const LoadedPart& loaded, model::NodeIndex node);

/// "a, b, c"; at most `most`, then "…".
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::size_t most = 12);

/// Documents of one state, each loaded at most once.
class Others {
 public:
  Others(const Workspace& workspace, State state) : workspace_(&workspace), state_(std::move(state)) {}
  /// nullptr where it does not exist or cannot be read.
  [[nodiscard]] const Loaded* find(const DocumentId& document);
  /// The document and index of a link's target seen from `from`; document nullptr where there is none.
  struct Target {
    const LoadedPart* loaded = nullptr;
    model::NodeIndex node = model::kNoNode;
  };
  [[nodiscard]] Target find(const LoadedPart& from, const model::Target& target);

 private:
  const Workspace* workspace_;
  State state_;
  std::map<DocumentId, std::optional<Loaded>> loaded_;
};

}  // namespace zielbaum::workspace
