// Identifiers, each a type of its own so that they cannot be mixed up.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace zielbaum {

/// An identifier of one sort. `Tag` tells the sorts apart and holds nothing.
template <typename Tag>
struct Id {
  std::string text;
  [[nodiscard]] bool empty() const { return text.empty(); }
  auto operator<=>(const Id&) const = default;
};

using NodeId = Id<struct NodeTag>;          ///< of a node, unique in its document
using DocumentId = Id<struct DocumentTag>;  ///< of a document, the name of its folder
using PartyId = Id<struct PartyTag>;        ///< of an office, a company, a group in parties.xml
using EditionId = Id<struct EditionTag>;    ///< of an edition of one document
using ContentId = Id<struct ContentTag>;    ///< git's blob id of some bytes: 40 lower-case hex digits
using VersionId = Id<struct VersionTag>;    ///< git's commit id: 40 lower-case hex digits

/// `^[a-z0-9][a-z0-9-]{0,63}$`: the form of node, document, party and edition ids.
[[nodiscard]] bool is_valid_id(std::string_view text);

/// Whether `text` is one or more (`least` to 40) lower-case hex digits.
[[nodiscard]] bool is_hex(std::string_view text, std::size_t least, std::size_t most);

/// A title turned into the beginning of an id: "Begegnungs- und Lernorte" becomes "begegnungs-und-lernorte". German
/// letters are spelled out (ä = ae), others folded or left out; at most 40 bytes, cut at a word; never empty.
[[nodiscard]] std::string slug(std::string_view title);

/// slug(title) and four characters of `random`, e.g. "lernorte-m3xa". `random` is any number that differs each time.
[[nodiscard]] NodeId make_node_id(std::string_view title, std::uint32_t random);

}  // namespace zielbaum

template <typename Tag>
struct std::hash<zielbaum::Id<Tag>> {
  std::size_t operator()(const zielbaum::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.text); }
};
