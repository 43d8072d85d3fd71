// The nodes of three versions, numbered together.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "merge/merge.h"

namespace zielbaum::merge {

enum Version : std::size_t { kBase, kOurs, kTheirs };
inline constexpr std::array<Version, 2> kSides = {kOurs, kTheirs};
[[nodiscard]] constexpr Version other(Version side) {
  return side == kOurs ? kTheirs : kOurs;
}

[[nodiscard]] constexpr Version version_of(Side side) {
  return side == Side::Ours ? kOurs : side == Side::Theirs ? kTheirs : kBase;
}

/// A node in any of the versions. Numbers follow the ids, so that they do not depend on which side is which.
using Handle = std::uint32_t;
inline constexpr Handle kNone = 0xFFFFFFFF;

class Outlines {
 public:
  /// Views; the documents must outlive it. O(n log n).
  Outlines(const model::Document& base, const model::Document& ours, const model::Document& theirs);

  [[nodiscard]] Handle size() const { return static_cast<Handle>(at_.size()); }
  [[nodiscard]] Handle root() const { return handles_[kBase].front(); }
  [[nodiscard]] const model::Document& document(Version version) const { return *documents_[version]; }
  [[nodiscard]] bool has(Version version, Handle node) const { return at_[node][version] != model::kNoNode; }
  /// nullptr where the version does not have it.
  [[nodiscard]] const model::Node* find(Version version, Handle node) const;
  /// In any version that has it.
  [[nodiscard]] const NodeId& id(Handle node) const;
  /// kNone for the document itself, and where the version does not have the node.
  [[nodiscard]] Handle parent(Version version, Handle node) const;
  [[nodiscard]] Handle find(std::string_view id) const;  ///< kNone if no version has it
  /// In reading order.
  [[nodiscard]] const std::vector<Handle>& nodes(Version version) const { return handles_[version]; }

 private:
  std::array<const model::Document*, 3> documents_;
  std::vector<std::string_view> ids_;
  std::vector<std::array<model::NodeIndex, 3>> at_;
  std::array<std::vector<Handle>, 3> handles_;
};

}  // namespace zielbaum::merge
