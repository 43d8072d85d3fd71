// Whether a merged document has all that both sides did. Front door of the module.
//
// A merge that loses something looks like one that is clean. So each is accounted for before it is written, by
// something that shares nothing with what merges: each part of each node is as the side has it that changed it, or as
// both have it; where both changed it in different ways, each word, cell, item and address that either added is found
// in the result, and what either dropped is gone. What people were asked about, or have decided, is not looked at.
//
// It is cheap: parts that one side changed are compared by digests; only those that both changed are opened.
//
// Not accounted for: the order of siblings where both sides changed it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/type.h"
#include "xml/outline.h"

namespace zielbaum::accounting {

enum class Part {
  Node,   ///< that it is there, or is gone: with all that it says, and all below it
  Place,  ///< what it stands below, and behind
  Kind,
  Title,  ///< `name`: the language, "" for the document's own
  ShortTitle,
  Sample,
  Field,  ///< `name`: the field
  Links,
  Text,      ///< `name`: the language, "" for the document's own
  Document,  ///< of the root: type, language, layout
};

/// A part of a node.
struct Item {
  NodeId node;
  Part part = Part::Node;
  std::string name;
  auto operator<=>(const Item&) const = default;
};

/// A text that is not the same in all versions. Absent where a version does not have it.
struct Text {
  NodeId node;
  std::string lang;
  std::optional<ContentId> base, ours, theirs, result;
};

struct Tree {
  xml::Outline& outline;
  const model::DocumentType& type;
};
struct Versions {
  Tree base, ours, theirs, result;
  std::vector<Text> texts;
};

struct Expectations {
  std::vector<Item> asked;                               ///< what people were asked about, or have decided
  std::vector<NodeId> decided;                           ///< nodes that are as people chose, whatever that is
  std::vector<std::pair<std::string, std::string>> ids;  ///< new ids in the result, of nodes added twice: new, old
};

using ReadText = std::function<Result<std::string>(const ContentId&)>;

/// What is not as either side wants it; sorted. Errors are those of `read`, and Invalid where a node cannot be read.
[[nodiscard]] Result<std::vector<Item>> unaccounted(const Versions& versions, const Expectations& expected,
                                                    const ReadText& read);

/// The same of a text alone, and of a file that is merged by lines.
[[nodiscard]] bool is_accounted_text(std::string_view base, std::string_view ours, std::string_view theirs,
                                     std::string_view result);
[[nodiscard]] bool is_accounted_file(std::string_view base, std::string_view ours, std::string_view theirs,
                                     std::string_view result);

}  // namespace zielbaum::accounting
