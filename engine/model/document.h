// A document: a tree of nodes with titles, fields and links. Plain values; prose is held by content id only.
//
// The tree is one vector in reading order (preorder), each node with the index of its parent. nodes[0] is the document
// itself: its id is the document's, its kind the type's root kind. Equality is structural and exact.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/ids.h"

namespace zielbaum::model {

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = 0xFFFFFFFF;

/// Free text, one line.
struct Text {
  std::string text;
  bool operator==(const Text&) const = default;
};
/// One of the keys that the document type lists.
struct Choice {
  std::string key;
  bool operator==(const Choice&) const = default;
};
struct Number {
  Decimal amount;
  std::string unit;  ///< "" where none is given
  bool operator==(const Number&) const = default;
};
struct Money {
  Decimal amount;
  std::string currency;  ///< ISO 4217: three capitals
  bool operator==(const Money&) const = default;
};
/// One point of a series: the value aimed at, or reached, in a year.
struct YearValue {
  std::int16_t year = 0;
  Decimal value;
  std::string unit;
  bool operator==(const YearValue&) const = default;
};
/// An office or company: either of the register, or (still) as free text. Exactly one of the two is not empty.
struct PartyRef {
  PartyId party;
  std::string text;
  bool operator==(const PartyRef&) const = default;
};
struct Flag {
  bool on = false;
  bool operator==(const Flag&) const = default;
};

using FieldValue = std::variant<Text, Choice, Date, Period, Number, Money, YearValue, PartyRef, Flag>;

/// A field of a node: one value, or several where the type lets it repeat. Never without a value.
struct Field {
  std::string name;
  std::vector<FieldValue> values;
  bool operator==(const Field&) const = default;
};

/// What a link points at: "node" (same document), "document/node", "document/node@edition".
struct Target {
  DocumentId document;  ///< empty: the same document
  NodeId node;
  EditionId edition;  ///< empty: as it is now
  auto operator<=>(const Target&) const = default;
};
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);
[[nodiscard]] std::string to_string(const Target& target);

struct Link {
  std::string role;
  Target to;
  auto operator<=>(const Link&) const = default;
};

/// A text in another language than the document's.
struct Translated {
  std::string lang;  ///< BCP 47
  std::string text;
  bool operator==(const Translated&) const = default;
};

/// The prose of a node in another language, and which state of the original it was made from.
struct ProseTranslation {
  std::string lang;
  ContentId basis;                 ///< content id of the original at that time
  std::optional<ContentId> prose;  ///< absent while the file is missing
  bool operator==(const ProseTranslation&) const = default;
};

struct Node {
  NodeIndex parent = kNoNode;  ///< index in Document::nodes; kNoNode for nodes[0] only
  std::string kind;
  NodeId id;
  bool sample = false;  ///< plausible invention, not taken from a source
  std::string title;
  std::vector<Translated> titles;              ///< translations, in the order of their language tags
  std::string short_title;                     ///< "" where none is given
  std::vector<Field> fields;                   ///< in the type's order; no name twice
  std::vector<Link> links;                     ///< sorted; none twice
  std::vector<ProseTranslation> translations;  ///< in the order of their language tags
  std::optional<ContentId> prose;              ///< absent when the node has none
  bool operator==(const Node&) const = default;
};

enum class Layout { Flat, Sharded };  ///< where prose files lie; chosen at the document's birth

struct Document {
  std::string type;  ///< name of the document type, e.g. "smart-city-strategy"
  int type_version = 1;
  std::string lang = "de";
  Layout layout = Layout::Flat;
  std::vector<Node> nodes;  ///< never empty in a valid document

  [[nodiscard]] DocumentId id() const { return DocumentId{nodes.front().id.text}; }
  bool operator==(const Document&) const = default;
};

/// The field of that name, or nullptr.
[[nodiscard]] const Field* find_field(const Node& node, std::string_view name);

/// One past the last node of the subtree at `root`. O(size of the subtree).
[[nodiscard]] NodeIndex subtree_end(const Document& document, NodeIndex root);

/// The children of every node, in order: children_of(d)[i] are the indices of node i's children. O(n).
[[nodiscard]] std::vector<std::vector<NodeIndex>> children_of(const Document& document);

/// 0 for the document itself. O(depth).
[[nodiscard]] std::uint32_t depth_of(const Document& document, NodeIndex node);

/// The index of the node with this id, or kNoNode. O(n); build an Index for many look-ups.
[[nodiscard]] NodeIndex find_node(const Document& document, const NodeId& id);

/// Node ids to indices: a sorted vector. Holds views into `document`, which must outlive it unchanged.
class Index {
 public:
  explicit Index(const Document& document);                 ///< O(n log n)
  [[nodiscard]] NodeIndex find(std::string_view id) const;  ///< O(log n); kNoNode if there is none

 private:
  std::vector<std::pair<std::string_view, NodeIndex>> entries_;
};

}  // namespace zielbaum::model
