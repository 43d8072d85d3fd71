// The nodes of four versions of a document, laid over each other by their ids.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accounting/accounting.h"

namespace zielbaum::accounting {

/// A node, in whichever versions it is.
using Handle = std::uint32_t;
inline constexpr Handle kNone = 0xFFFFFFFF;

enum Version : std::size_t { kBase, kOurs, kTheirs, kResult };
inline constexpr std::array<Version, 4> kVersions = {kBase, kOurs, kTheirs, kResult};

class Nodes {
 public:
  /// Holds views into the outlines.
  explicit Nodes(std::array<xml::Outline*, 4> outlines);

  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] NodeId id(Handle node) const { return NodeId{std::string(ids_[node])}; }
  [[nodiscard]] Handle find(std::string_view id) const;
  [[nodiscard]] bool has(Version version, Handle node) const { return at_[version][node] != model::kNoNode; }
  /// Where it stands in the outline of a version that has it.
  [[nodiscard]] model::NodeIndex index(Version version, Handle node) const { return at_[version][node]; }
  /// kNone for the root, and where the version does not have it.
  [[nodiscard]] Handle parent(Version version, Handle node) const;
  [[nodiscard]] Handle sibling_before(Version version, Handle node) const;
  /// Whether both have it, with the same own lines.
  [[nodiscard]] bool is_same(Version a, Version b, Handle node) const;
  /// Whether it hangs at the same place.
  [[nodiscard]] bool is_same_place(Version a, Version b, Handle node) const;
  /// Below each node, in order.
  [[nodiscard]] std::vector<std::vector<Handle>> children(Version version) const;

 private:
  [[nodiscard]] const xml::SketchedNode& node(Version version, Handle node) const {
    return outlines_[version]->nodes()[at_[version][node]];
  }
  [[nodiscard]] Handle handle_of(Version version, model::NodeIndex index) const;
  void take(Version version);

  std::array<xml::Outline*, 4> outlines_;
  std::vector<std::string_view> ids_;                   ///< those of the base first, in its order
  std::array<std::vector<model::NodeIndex>, 4> at_;     ///< by handle
  std::array<std::vector<Handle>, 4> handles_;          ///< by index
  std::unordered_map<std::string_view, Handle> added_;  ///< that the base does not have
};

}  // namespace zielbaum::accounting
