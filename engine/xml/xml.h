// XML files <-> values. Front door of the module.
//
// Reading goes through the gate: one pass of libxml2's SAX parser (well-formedness, UTF-8, no DOCTYPE, no entities of
// one's own, no comments or processing instructions, one namespace, depth, right line numbers past 65,535). Only what
// has passed it is given to pugixml, which makes the tree.
// Writing gives the one canonical form, as pugixml writes it: UTF-8, LF, no XML declaration, two spaces, one element a
// line, end tags of elements with children on a line of their own. Law: reading and writing a canonical file is the
// identity on bytes.
//
// `file` arguments are only for the places of findings. Every function returns Invalid, with the findings inside, when
// the file cannot be read at all; what is merely wrong in part is a Finding beside the value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/accessibility.h"
#include "model/document.h"
#include "model/reason.h"
#include "model/type.h"
#include "model/under_way.h"
#include "model/workspace.h"

namespace zielbaum::xml {

inline constexpr std::uint32_t kMostNodes = 200'000;
inline constexpr std::uint32_t kMostDepth = 32;

/// Lines of a document's parts in its file, parallel to Document::nodes and their members.
struct NodeLines {
  std::uint32_t node = 0;
  std::vector<std::uint32_t> fields;  ///< of each field's first value
  std::vector<std::uint32_t> links;
};

struct ReadDocument {
  model::Document document;  ///< nodes without prose ids: those come from the files (see workspace)
  std::vector<NodeLines> lines;
  /// unknown-kind, unknown-field, unknown-attribute, duplicate-field, empty-field, bad-id, duplicate-id, bad-date,
  /// bad-number, bad-unit, bad-choice, bad-value, bad-target, bad-language, unexpected-text, ...; duplicate-link as a
  /// Warning. That a kind stands where it may not is said by schema::check: nothing is lost by it.
  Findings findings;
};

/// The document type's name and version that a document.xml asks for, from its root element's namespace.
struct TypeName {
  std::string name;
  int version = 1;
};
[[nodiscard]] Result<TypeName> read_type_name(std::string_view bytes, std::string_view file);

/// Reads document.xml by its type. A part that cannot be understood (unknown element, bad value) is left out of the
/// value and reported as an Error finding: whoever would write the document back must refuse while there are any. A
/// node whose id is bad or given before gets one that is none (model/no_id.h). About twice the cost of the gate.
[[nodiscard]] Result<ReadDocument> read_document(std::string_view bytes, const model::DocumentType& type,
                                                 std::string_view file);

/// A node of a document.xml as its lines show it, unparsed. Views into the bytes.
struct SketchedNode {
  std::string_view kind;
  std::string_view id;
  std::string_view own;  ///< from its start tag to the last of its fields and links
  model::NodeIndex parent = model::kNoNode;
  model::NodeIndex sibling_before = model::kNoNode;
  std::uint32_t line = 0;  ///< of its start tag
};
/// All nodes, in reading order, in a few milliseconds for ten thousand. Nothing where the file is not laid out as we
/// write it; that the rest can be read is not said.
[[nodiscard]] std::optional<std::vector<SketchedNode>> sketch(std::string_view bytes, const model::DocumentType& type);
/// As read_document(), of the nodes that are `wanted` (parallel to `nodes`; with a node its parent), as if the others
/// were not there; lines are those of the whole file. Costs what is wanted.
[[nodiscard]] Result<ReadDocument> read_part(const std::vector<SketchedNode>& nodes, const std::vector<bool>& wanted,
                                             const model::DocumentType& type, std::string_view file);

/// The canonical bytes of document.xml. The fields of each node are written in the type's order, links sorted.
[[nodiscard]] std::string write_document(const model::Document& document, const model::DocumentType& type);
/// Whether these bytes, which the document was read from, are the canonical ones. Costs as much as writing.
[[nodiscard]] bool is_canonical(std::string_view bytes, const model::Document& document,
                                const model::DocumentType& type);

/// One field value from text as a user gives it on the command line: "2026-12", "2022-09..2026-12", "1200000 EUR",
/// "40 %", a key, a party's id; for a series "2030=40 %". A unit that the type fixes may be left out. For a party, what
/// could be an id is one. Invalid, with what was expected, if it is none.
[[nodiscard]] Result<model::FieldValue> parse_value(const model::FieldRule& rule, std::string_view text);

/// As parse_value reads it.
[[nodiscard]] std::string value_text(const model::FieldValue& value);

/// schemas/types/<type>.xml. The format is specified in type_file.cpp; references inside (kinds, fields) are checked.
[[nodiscard]] Result<model::DocumentType> read_type(std::string_view bytes, std::string_view file);

[[nodiscard]] Result<model::Settings> read_settings(std::string_view bytes, std::string_view file);
[[nodiscard]] Result<model::Parties> read_parties(std::string_view bytes, std::string_view file);
[[nodiscard]] std::string write_parties(const model::Parties& parties);
[[nodiscard]] Result<model::Edition> read_edition(std::string_view bytes, std::string_view file);
[[nodiscard]] std::string write_edition(const model::Edition& edition);
/// The record of people's part of the test of an edition's PDF.
[[nodiscard]] Result<model::AccessibilityRecord> read_accessibility(std::string_view bytes, std::string_view file);
[[nodiscard]] Result<model::PictureCredits> read_pictures(std::string_view bytes, std::string_view file);
[[nodiscard]] std::string write_pictures(const model::PictureCredits& credits);
/// A record of the discussion: why a node was changed.
[[nodiscard]] Result<model::Reason> read_reason(std::string_view bytes, std::string_view file);
[[nodiscard]] std::string write_reason(const model::Reason& reason);
/// A merge that waits for decisions. What is in it was written by us: only its form is checked.
[[nodiscard]] Result<model::UnderWay> read_under_way(std::string_view bytes, std::string_view file);
[[nodiscard]] std::string write_under_way(const model::UnderWay& value);
[[nodiscard]] Result<model::Theme> read_theme(std::string_view bytes, std::string_view file);

/// Validates a file against an XML Schema (libxml2, SAX, nothing is loaded from elsewhere). Findings have the code
/// "schema" and carry file and line: of an element's start, or of its end where what is missing shows only there. At
/// most 1,000. Invalid where the gate refuses the file, or the schema is none.
[[nodiscard]] Result<Findings> validate(std::string_view bytes, std::string_view xml_schema, std::string_view file);

/// Text with the five special characters escaped, for attribute values and element content alike.
[[nodiscard]] std::string escape(std::string_view text);

}  // namespace zielbaum::xml
