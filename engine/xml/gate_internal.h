// The gate: the one place where XML bytes are parsed. libxml2's SAX parser, no DOM, no second parser.
//
// What passes is well-formed, UTF-8, without DOCTYPE, comments, processing instructions and entities of one's own, and
// not too deep; it comes out as a flat tree of elements in document order, each with the line its start tag begins on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zielbaum::xml {

struct Attribute {
  std::string name;  ///< with its prefix where it has one: "xml:lang"
  std::string value;
};

using ElementIndex = std::uint32_t;

struct Element {
  std::string name;        ///< without prefix
  std::string text;        ///< the character data directly inside, white space collapsed, none at the ends
  std::uint32_t line = 0;  ///< of the start tag's "<"
  ElementIndex end = 0;    ///< one past the last element inside
  std::uint32_t first_attribute = 0;
  std::uint32_t end_attribute = 0;
  bool foreign = false;  ///< in another namespace than the root element
};

/// Elements in document order: the first child of i is i + 1 if i + 1 < end of i; its next sibling is the child's end.
struct Tree {
  std::string name_space;  ///< of the root element
  std::vector<Element> elements;
  std::vector<Attribute> attributes;
};

/// What comes out. Root: only the root element, and nothing behind its start tag is looked at. Nothing: only whether
/// the bytes may pass.
enum class Keep { Elements, Root, Nothing };
enum class Remarks { Refuse, Skip };  ///< comments; our own schemas may have some

/// Invalid with file and line. Codes: doctype, comment, processing-instruction, not-utf8, control-character, encoding,
/// too-deep, too-large, duplicate-attribute, not-well-formed. O(bytes).
[[nodiscard]] Result<Tree> gate(std::string_view bytes, std::string_view file, Keep keep = Keep::Elements,
                                Remarks remarks = Remarks::Refuse);

/// White space (XML's: space, tab, line ends) at the ends removed, runs of it made one space.
[[nodiscard]] std::string collapsed(std::string_view text);

/// Makes libxml2 refuse to open anything by itself. Idempotent; every user of libxml2 calls it first.
void seal_libxml2();

}  // namespace zielbaum::xml
