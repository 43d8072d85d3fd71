// Documents and comparisons into Flows: what appears, in which order, in whose words. Front door of the module.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diff/diff.h"
#include "diff/text_changes.h"
#include "flow/flow.h"
#include "model/document.h"
#include "model/prose_source.h"
#include "model/type.h"
#include "model/workspace.h"

namespace zielbaum::compose {

/// How another document is called and what its nodes are called: for links across documents.
struct Elsewhere {
  std::string document_title;
  std::string number;  ///< of the node, or ""
  std::string title;   ///< of the node
};
/// Empty where the target does not exist.
using FindElsewhere = std::function<std::optional<Elsewhere>(const model::Target&)>;

/// One version of one document with all that is needed to show it. Views; the caller keeps them alive.
struct Source {
  const model::Document& document;
  const model::DocumentType& type;
  /// schema::counts() of the whole document, for the nodes that `document` has, which may be a part of it.
  std::vector<std::uint32_t> counts;
  const model::Parties& parties;
  const model::Settings& settings;
  const model::ProseSource& prose;
  FindElsewhere elsewhere;
  /// What stands on cover and imprint. For a version that is no edition the caller makes one (status "draft").
  model::Edition edition;
  std::optional<VersionId> version;       ///< for the imprint; absent for the working copy
  std::optional<std::int64_t> unix_time;  ///< of the version
  /// Whose the pictures are, for the imprint.
  std::span<const model::PictureCredit> pictures = {};
  /// The names below media/. Absent: not known, and then a picture that is missing stops whoever reads it.
  std::optional<std::span<const std::string>> media = std::nullopt;
  /// Of one of several versions that are shown side by side, what its pictures are told apart by: they are asked for as
  /// "document@old/name". "": as "document/name".
  std::string_view pictures_of = {};
  /// A picture that is missing or has no alternative text does not stop it: whoever shows the Flow marks it.
  bool draft = false;
};

/// The whole document as a publication: cover, imprint, contents, the tree with prose, fact tables and links, the list
/// of measures (kinds with `listed`), the drawn overview and timeline where the type asks for them, the register of
/// responsible bodies, notes. Headings carry the node id as anchor. Fails, naming file, line and node, where prose
/// cannot be read, a picture is missing ("missing-media") or has no alternative text ("missing-alt-text").
[[nodiscard]] Result<flow::Flow> edition(const Source& source);

/// The part below one node, as it stands in the edition, without furniture.
[[nodiscard]] Result<flow::Flow> part(const Source& source, const NodeId& node);

/// Why nodes were changed, as people say it, in paragraphs.
using Reasons = std::map<NodeId, std::vector<std::string>>;

/// How a Synopse is laid out: in columns, or as what they say in a line (place, old, new), which is heard better.
enum class SynopsisForm { Columns, InLine, Both };

struct ComparisonOptions {
  std::string old_name;  ///< what the versions are called, e.g. "Geltende Fassung": heads of the Synopse's columns
  std::string new_name;
  std::string middle_name = {};  ///< of three
  std::string old_version = {};  ///< which they are: "Ausgabe muster-2022"; "" where unknown
  std::string new_version = {}, middle_version = {};
  bool only_changed = true;  ///< of the Synopse: leave out what is the same
  SynopsisForm form = SynopsisForm::Columns;
  Language language = Language::German;
  std::vector<std::string> only = {};      ///< what the changes were narrowed down to; the head says so
  std::vector<std::string> left_out = {};  ///< sentences about what could not be compared; for the head
  Reasons reasons = {};
};

/// Old and new in two columns, one row per heading, block of prose or field, in the new order, dropped ones at their
/// old place; the fields of a node that is new or dropped share one. Cells hold blocks as the edition shows them: lists
/// with their numbers, tables, pictures. The left cell carries the full old wording; only the right may say
/// "unverändert". A moved node has its full row at the new place ("bisher Ziel 2.3") and a pointer row at the old one
/// ("jetzt Ziel 3.1"); so has a moved block, whose words that were dropped on the way are marked at the old place. New
/// words are marked, dropped ones marked and in [ ]. The list of changes leads to the rows. If any node that is shown
/// as changed has a reason, a third column gives the reasons, each beside its node's heading.
[[nodiscard]] Result<flow::Flow> synopsis(const Source& before, const Source& after, const diff::Changes& changes,
                                          const ComparisonOptions& options);

/// Three versions of a document, and what each step changed.
struct ThreeSources {
  const Source& first;
  const Source& second;
  const Source& third;
  const diff::Changes& to_second;
  const diff::Changes& to_third;
};
/// The three in columns, rows as in synopsis(), in the order of the third. A cell carries the full wording of a passage
/// that changed at one of the steps; the second column marks what is new against the first, the third what is new
/// against the second, and only these two may say "unverändert". Where the second says so, the first marks what the
/// third drops.
[[nodiscard]] Result<flow::Flow> synopsis_of_three(const ThreeSources& versions, const ComparisonOptions& options);

/// The new version as an edition shows it, without its cover and lists, with the changes in the text: new words marked,
/// dropped ones marked and in [ ], nodes and paragraphs that are gone at their old place; blocks that changed say so. A
/// moved node stands in full at its new place ("bisher Ziel 2.3"), a line at the old one leads to it ("jetzt
/// Ziel 3.1"). Headings and the contents list say what became of each node. Fails as edition() does, for either
/// version.
[[nodiscard]] Result<flow::Flow> redline(const Source& before, const Source& after, const diff::Changes& changes,
                                         const ComparisonOptions& options);

/// What a line of the list of changes is about.
enum class LineKind {
  Added,
  Removed,
  Moved,
  Title,
  Text,         ///< words of the prose, or its form: ChangeLine::change
  Translation,  ///< of the prose: ChangeLine::change, where the words changed
  Field,        ///< or a link, or what else stands beside the prose
  Lineage,      ///< what a node was split or merged into
  Numbers,      ///< other numbers that follow from other changes
  Office,       ///< goes by another name
  Whole,        ///< of the document as a whole
};

/// One change, told in a sentence that can be followed by hand: "Maßnahme M 14 „Kiezbox“, Absatz 2: ‚bis 2025‘ wird
/// durch ‚bis 2026‘ ersetzt." Paragraphs are counted in the old version. The sentence is made of the values.
struct ChangeLine {
  NodeId node;  ///< the document's for what concerns no node, such as the new name of an office
  std::string text;
  std::vector<std::string> details;  ///< of a node that is new: its fields and paragraphs
  std::vector<std::string> reason;   ///< of a node's last line: why the node was changed
  std::size_t named = 0;             ///< so many bytes of the text say where: "Maßnahme M 14 „Kiezbox“, Absatz 2"
  LineKind what = LineKind::Whole;
  std::string part;           ///< the label of the field; the language of the translation
  std::string before, after;  ///< as they read; of a move the places
  std::optional<diff::TextChange> change = std::nullopt;
};
/// The changes in reading order of the new version, dropped nodes at their old place; several for one node. Each word
/// that is new or gone stands in one of them, but for those of nodes that are dropped.
[[nodiscard]] Result<std::vector<ChangeLine>> change_lines(const Source& before, const Source& after,
                                                           const diff::Changes& changes, Language language,
                                                           const Reasons& reasons = {});
/// The reason of a line as it is told: "Begründung: …", then what else there is to say.
[[nodiscard]] std::vector<std::string> told_reason(const ChangeLine& line, Language language);
/// The same as a publication, "Änderungsliste": for the ear, and for papers that decide on changes.
[[nodiscard]] Result<flow::Flow> change_list(const Source& before, const Source& after, const diff::Changes& changes,
                                             const ComparisonOptions& options);

/// The comparison as lines of text for a terminal: the tree of changed nodes with marks (+ - > ~), readable without
/// colour. Each line says which marks it carries; the tool adds colour.
struct TextSpan {
  std::string text;
  flow::Mark mark = flow::Mark::None;
  bool dim = false;
  bool strong = false;
};
using TextLine = std::vector<TextSpan>;
[[nodiscard]] Result<std::vector<TextLine>> comparison_text(const Source& before, const Source& after,
                                                            const diff::Changes& changes, Language language);

/// A field value for people: "laufend", "1.200.000 €", "07/2022–09/2026", the party's full name.
[[nodiscard]] std::string value_for_people(const model::FieldValue& value, const model::FieldRule& rule,
                                           const model::Parties& parties, std::string_view lang);

/// `words`, which the value reads as, with the party's short name behind it (else its id), for where another value
/// reads the same: "Senatsverwaltung für … (SenMVKU)".
[[nodiscard]] std::string told_apart(const model::FieldValue& value, std::string words, const model::Parties& parties);

/// "Maßnahme M 14 „Kiezbox 2.0“": how messages and reports call a node.
[[nodiscard]] std::string node_name(const model::Node& node, std::string_view number, const model::DocumentType& type,
                                    std::string_view lang);

}  // namespace zielbaum::compose
