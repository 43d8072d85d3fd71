// The tree of a document in some state, its nodes found by their lines and not parsed. Of a long document, what was
// found in the versions looked at last is kept beside the repository: then a tree need not be unpacked and searched
// again, and of the nodes that two versions have alike nothing is read at all.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workspace/workspace.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

/// A document.xml as it was read: whole, or what is kept about it.
struct TreeFile {
  std::string bytes;                 ///< of the file; empty where `kept` is there
  std::string kept;                  ///< see outline.cpp
  std::optional<ContentId> content;  ///< of a version

  /// The file, or its beginning up to where the fields of the document end.
  [[nodiscard]] std::string_view head() const;
};

/// Errors of read_at().
[[nodiscard]] Result<TreeFile> read_tree(const Workspace& workspace, const State& state, const DocumentId& document);

/// The nodes of a tree, in reading order. Needs the TreeFile, which has to stay where it is.
class Outline {
 public:
  struct Span {
    std::uint32_t at = 0, size = 0;  ///< in the file
  };
  using Digest = std::array<std::uint8_t, 16>;  ///< the first half of a SHA-256

  /// Nothing where the file is not laid out as we write it, is another document's, or has an id twice.
  [[nodiscard]] static std::optional<Outline> of(const Workspace& workspace, const TreeFile& tree,
                                                 const model::DocumentType& type, const DocumentId& document);

  /// SketchedNode::own only of those that own() was asked for.
  [[nodiscard]] const std::vector<xml::SketchedNode>& nodes() const { return nodes_; }
  /// kNoNode where there is none.
  [[nodiscard]] model::NodeIndex find(std::string_view id) const { return slots_[slot_of(id)]; }
  /// Where a node's own lines lie.
  [[nodiscard]] Span span(model::NodeIndex node) const { return spans_[node]; }
  /// A node's own lines. Nothing where what was kept is gone or damaged: then all is to be read anew.
  [[nodiscard]] std::optional<std::string_view> own(model::NodeIndex node);
  /// Whether a node and one of another tree have the same own lines.
  [[nodiscard]] bool is_same(model::NodeIndex node, const Outline& other, model::NodeIndex its) const;

 private:
  explicit Outline(const Workspace& workspace, const TreeFile& tree) : workspace_(&workspace), tree_(&tree) {}
  [[nodiscard]] bool take_kept(std::string_view kinds);
  [[nodiscard]] bool sketch(const model::DocumentType& type);
  [[nodiscard]] bool index_ids();
  void keep(std::string_view kinds);
  [[nodiscard]] std::size_t slot_of(std::string_view id) const;
  [[nodiscard]] bool is_whole() const { return tree_->kept.empty(); }

  const Workspace* workspace_;
  const TreeFile* tree_;
  std::vector<xml::SketchedNode> nodes_;
  std::vector<Span> spans_;
  std::vector<Digest> digests_;          ///< of long documents
  std::vector<model::NodeIndex> slots_;  ///< hash table with open addressing; its size is a power of two
  store::ReadPart read_part_;            ///< of what is kept of the file, from the first own() on
  std::deque<std::string> read_;         ///< own lines that were read one by one
};

}  // namespace zielbaum::workspace
