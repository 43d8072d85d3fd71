// What a document type says about a document: its XML Schema, the numbers of its nodes, and the rules it breaks.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"
#include "model/prose.h"
#include "model/prose_source.h"
#include "model/type.h"
#include "model/workspace.h"
#include "xml/xml.h"

namespace zielbaum::schema {

/// The XML Schema 1.0 of document.xml for this type, for editors and for `validate`. Deterministic. It refuses what
/// read_document reports as an Error, and kinds out of place, as far as XML Schema can say it (see derive.cpp).
[[nodiscard]] std::string derive_xml_schema(const model::DocumentType& type);

/// How a node stands in the tree: all that its number follows from.
struct Standing {
  std::string_view kind;
  model::NodeIndex parent = model::kNoNode;
};
/// Of every node, how many of its count stand before it and including it; 0 for kinds without numbers. Kinds whose
/// numbers look alike (same rule) are counted together, among siblings or over the document; the counter Kind counts
/// its kind alone, over the document. O(n).
[[nodiscard]] std::vector<std::uint32_t> counts(const std::vector<Standing>& nodes, const model::DocumentType& type);
[[nodiscard]] std::vector<std::uint32_t> counts(const model::Document& document, const model::DocumentType& type);

/// The number of every node in `lang` ("Ziel 1.2", "M 14"), parallel to nodes; "" for those without. O(n).
[[nodiscard]] std::vector<std::string> numbers(const model::Document& document, const model::DocumentType& type,
                                               std::string_view lang);
/// With `counts` from elsewhere: of the whole document, where this one is a part of it.
[[nodiscard]] std::vector<std::string> numbers(const model::Document& document, const model::DocumentType& type,
                                               std::string_view lang, const std::vector<std::uint32_t>& counts);

/// A prose file that lies in the document's folder.
struct ProseFile {
  std::string path;  ///< relative to the workspace
  ContentId content;
  std::uint64_t size = 0;
  bool regular = true;  ///< false: a symbolic link or something else that is no plain file
};

/// A text as check() reads it.
struct SeenText {
  const Place& place;  ///< file and node; no line
  std::string_view markdown;
  const model::Prose& prose;
};

/// All that check() looks at. Views: the caller keeps everything alive during the call.
struct CheckInput {
  const model::Document& document;  ///< with prose ids
  const std::vector<xml::NodeLines>& lines;
  const model::DocumentType& type;
  const model::Parties& parties;
  std::string file;  ///< of document.xml, for places
  const std::vector<ProseFile>& prose_files;
  const model::ProseSource& prose;
  std::vector<std::string> media;  ///< file names in media/
  const model::PictureCredits& pictures;
  /// Tells whether a node exists in another document, and its kind; empty if not. Document id, node id.
  std::function<std::optional<std::string>(const DocumentId&, const NodeId&)> kind_elsewhere;
  /// What else is asked of each text: it is parsed once. Empty if nothing.
  std::function<void(const SeenText&, Findings&)> look_at_text = {};
  /// Whether what is wrong with a text itself is asked for; it is read only then. Empty: of all of them.
  std::function<bool(const ProseFile&)> asks_for = {};
  /// Whether what is wrong with a node, its texts among it, is asked for: of the others only id, kind and place are
  /// looked at. Empty: of all of them.
  std::function<bool(model::NodeIndex)> asks_about = {};
};

/// All rules: ids, places of kinds, required fields, links (dangling, wrong kinds), parties, orphaned and oversized
/// prose, everything text::parse reports (with file and line of the prose file), references from prose, coverage,
/// translations that are older than their original. In the order of the document. Never fails; O(n + bytes of prose).
///
/// Codes beside text's and xml's: duplicate-id, bad-id, missing-title, missing-field, unknown-party, party-as-text,
/// misplaced-kind, unknown-role, role-not-allowed, dangling-link, orphan-prose, bad-prose-name, symbolic-link,
/// missing-prose, section-too-large, unreadable-prose, dangling-reference, missing-media, missing-credit,
/// table-without-heads, coverage, stale-translation, period-order, odd-amount, cycle.
[[nodiscard]] Findings check(const CheckInput& input);

}  // namespace zielbaum::schema
