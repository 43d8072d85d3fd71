// The one outline of a document.xml: its nodes, found by their lines and not parsed, each with its place and with a
// digest of what it says. Comparing, merging, accounting and numbering for display ask it first; of nodes that two
// versions have alike nothing else is read at all.
//
// It comes from the bytes of a file that is laid out as we write it, or from a table made of them before: what depends
// only on the bytes can be kept by their content id. Then a node's own lines are read one by one.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"
#include "model/type.h"
#include "xml/xml.h"

namespace zielbaum::xml {

class Outline {
 public:
  struct Span {
    std::uint32_t at = 0, size = 0;  ///< in the file
  };
  Outline(Outline&&) noexcept = default;
  Outline& operator=(Outline&&) noexcept = default;
  using Digest = std::array<std::uint8_t, 16>;  ///< the first half of a SHA-256
  /// Reads that many bytes of the file from a place on; nothing where there are not so many.
  using ReadSpan = std::function<std::optional<std::string>(std::size_t at, std::size_t size)>;

  /// Nothing where the file is not laid out as we write it, or has an id twice. That the rest can be read is not said.
  /// A few milliseconds for ten thousand nodes.
  [[nodiscard]] static std::optional<Outline> of(std::string bytes, const model::DocumentType& type);
  /// From what table() gave; nothing where it is none, or one for a type of other kinds.
  [[nodiscard]] static std::optional<Outline> of_table(std::string table, const model::DocumentType& type,
                                                       ReadSpan read);
  /// In the byte order of this machine: it is never taken elsewhere. "" where the type does not know the root's kind.
  [[nodiscard]] std::string table(const model::DocumentType& type) const;
  /// The beginning of the file that a table was made of, up to where the fields of the document end; "" if it is none.
  [[nodiscard]] static std::string_view head_in(std::string_view table);

  /// In reading order; never empty. SketchedNode::own only of those that own() was asked for, unless bytes() are there.
  [[nodiscard]] const std::vector<SketchedNode>& nodes() const { return nodes_; }
  /// kNoNode where there is none.
  [[nodiscard]] model::NodeIndex find(std::string_view id) const { return slots_[slot_of(id)]; }
  /// Where a node's own lines lie.
  [[nodiscard]] Span span(model::NodeIndex node) const { return spans_[node]; }
  /// A node's own lines. Nothing where they cannot be read, or are not those that the table was made of.
  [[nodiscard]] std::optional<std::string_view> own(model::NodeIndex node);
  /// Whether a node and one of another outline have the same own lines.
  [[nodiscard]] bool is_same(model::NodeIndex node, const Outline& other, model::NodeIndex its) const;
  /// The whole file, if that is at hand.
  [[nodiscard]] const std::string* bytes() const { return bytes_.get(); }
  /// From now on own lines come from these bytes, which have to be those of the file.
  void take_bytes(std::string bytes);

 private:
  Outline() = default;
  [[nodiscard]] bool index_ids();
  [[nodiscard]] std::size_t slot_of(std::string_view id) const;
  [[nodiscard]] Digest digest(model::NodeIndex node) const;

  std::shared_ptr<const std::string> bytes_;  ///< of the file
  std::shared_ptr<const std::string> table_;  ///< that ids and kinds are views into, unless into the bytes
  std::vector<SketchedNode> nodes_;
  std::vector<Span> spans_;
  std::vector<Digest> digests_;          ///< of a table
  std::vector<model::NodeIndex> slots_;  ///< hash table with open addressing; its size is a power of two
  ReadSpan read_;
  std::deque<std::string> read_lines_;  ///< own lines that were read one by one
};

}  // namespace zielbaum::xml
