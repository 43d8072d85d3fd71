// What all views of a comparison show: for each node its headings, its facts and its prose on both sides.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compose/compose.h"
#include "compose/note_numbers_internal.h"
#include "diff/field_parts.h"

namespace zielbaum::compose {

/// What happened to one value of a field, as people read it.
struct FactPart {
  diff::PartChange what = diff::PartChange::Became;
  diff::Aspect aspect = diff::Aspect::Whole;
  std::string year;  ///< with Aspect::Year
  std::string before, after;
};

/// A line about a node, such as a field. A side without edits does not have it.
struct ComparedFact {
  std::string label;
  diff::Edits before;           ///< Same and Deleted
  diff::Edits after;            ///< Same and Inserted
  diff::Edits both;             ///< in one text, dropped words before those that came in their place; values on lines
  std::vector<FactPart> parts;  ///< by its type, of a field of values that both sides have
  std::string told;             ///< what a sentence says where the sides only stand for something: "geändert"
  std::string field;            ///< whose values these are; "" for what is no field
  bool is_link = false;
  std::string target;       ///< of a link, by its id
  std::string translation;  ///< of a translation of the prose that both sides have: its language
  [[nodiscard]] bool changed() const;
};

/// What is said of nodes that were split or merged, by node (lineage_notes_internal.h).
using LineageNotes = std::map<NodeId, std::vector<flow::Runs>>;

/// Both versions with their outlines and numbers laid over each other. Views; the sources must outlive it.
struct Compared {
  const Source& before;
  const Source& after;
  Language language;
  std::vector<std::string> old_numbers;
  std::vector<std::string> new_numbers;
  std::vector<diff::Step> steps;
  std::vector<ComparedFact> whole;                ///< of the document as a whole: type, language, files
  std::vector<const diff::Change*> changes = {};  ///< by step; nullptr where nothing changed
  LineageNotes lineage = {};
  std::vector<std::string> renamed_parties = {};  ///< a sentence of each, without its full stop
  std::shared_ptr<NoteNumbers> old_notes = {}, new_notes = {};
  bool narrowed = false;  ///< diff::Changes::narrowed
};

/// The number of each node as the whole document counts it, which the source may be a part of.
[[nodiscard]] std::vector<std::string> numbers_in(const Source& source, Language language);

/// Fails where a text that changed cannot be read.
[[nodiscard]] Result<Compared> lay_over(const Source& before, const Source& after, const diff::Changes& changes,
                                        Language language);

/// A node in the version that shows it: the new one, or where it is gone the old one.
struct ShownNode {
  const Source& source;
  const model::Node& node;
  const std::string& number;
};
[[nodiscard]] ShownNode shown_node(const Compared& compared, const diff::Step& step);

/// "de", "en"
[[nodiscard]] std::string_view tag_of(Language language);

/// How a footnote is named where its mark stands and where it is told of: "(label)".
[[nodiscard]] std::string note_name(const std::string& label);

/// A draft drops, a decided version has dropped.
[[nodiscard]] std::string dropped(const Compared& compared);

enum class Facts { Changed, All };

[[nodiscard]] std::vector<ComparedFact> compare_facts(const Compared& compared, const diff::Step& step, Facts which);

/// The prose on both sides, its notes by their printed numbers. Fails where it cannot be read.
[[nodiscard]] Result<StepProse> read_step_prose(const Compared& compared, const diff::Step& step);
/// Puts the printed numbers for the labels of notes.
[[nodiscard]] Result<void> number_notes(const Compared& compared, const diff::Step& step, StepProse& prose);
/// What changed in it.
[[nodiscard]] Result<diff::ProseChange> compare_step_prose(const Compared& compared, const diff::Step& step);
/// The same of a translation that changed; its notes keep their labels, since it is not printed with the document.
[[nodiscard]] Result<diff::ProseChange> compare_translation(const Compared& compared,
                                                            const diff::Became<model::ProseTranslation>& change);

/// "Ziel 2.3 Begegnungs- und Lernorte", as Edits of the old and the new side.
[[nodiscard]] ComparedFact compare_headings(const Compared& compared, const diff::Step& step);

/// "bisher Ziel 2.3" for the new place of a node, "jetzt Ziel 3.1" for the old one.
[[nodiscard]] std::string was_at(const Compared& compared, const diff::Step& step);
[[nodiscard]] std::string is_at(const Compared& compared, const diff::Step& step);

/// Where a node stands: "M 3, unter Ziel 1.2 „Saubere Luft“, nach Maßnahme M 2 „Baumpaten“".
struct Places {
  std::string before;
  std::string after;
};
[[nodiscard]] Places both_places(const Compared& compared, const diff::Step& step);

/// Numbers that only follow from other changes: "Die bisherigen Nummern M 2 bis M 5 werden M 1 bis M 4".
struct Renumbered {
  std::string before;  ///< "M 2", "M 2 bis M 5"
  std::string after;
  std::string sentence;
};
[[nodiscard]] std::vector<Renumbered> renumbered(const Compared& compared);
/// "bisher M 2", where the node's number is another one for that reason; else "".
[[nodiscard]] std::string old_number(const Compared& compared, const diff::Step& step);

/// "Maßnahme M 1 (bisher M 2) „Ampeln“": by its new number, and the old one if that differs. What is gone goes by its
/// number only as long as nothing else has that now.
enum class OldNumber { Shown, LeftOut };
[[nodiscard]] std::string name_over_time(const Compared& compared, model::NodeIndex before, model::NodeIndex after,
                                         OldNumber old_one = OldNumber::Shown);

/// "1 Maßnahme neu, 1 verschoben, 3 geändert, 17 Wörter". `words` is the number of words changed in prose.
[[nodiscard]] std::string summary(const Compared& compared, std::size_t words);

/// A version, what it is called, and which it is, if that is known.
struct NamedVersion {
  std::string name;
  std::string version;
  const Source& source;
};
/// A Flow that says what is compared with what: metadata, heading, and of each version title, edition and standing.
[[nodiscard]] flow::Flow comparison_head(const std::vector<NamedVersion>& versions, const ComparisonOptions& options,
                                         const Message& title);
[[nodiscard]] flow::Flow comparison_head(const Compared& compared, const ComparisonOptions& options,
                                         const Message& title);

/// "Geltende Fassung (Ausgabe muster-2022)", or the name alone.
[[nodiscard]] std::string name_with_version(const std::string& name, const std::string& version);

/// What new and dropped words look like.
[[nodiscard]] flow::Runs comparison_key(const ComparisonOptions& options);

/// The changes in sentences, and how many words of prose changed.
struct ToldChanges {
  std::vector<ChangeLine> lines;
  std::size_t words = 0;
};
/// Tells them node by node, in the order of the steps.
class ChangeTeller {
 public:
  ChangeTeller(const Compared& compared, const Reasons& reasons) : compared_(compared), reasons_(reasons) {}
  /// `prose`: what compare_step_prose() gives, where the change is one of prose.
  Result<void> add(const diff::Step& step, const diff::Change& change, const diff::ProseChange& prose);
  /// Of the document as a whole.
  void add(const ComparedFact& fact);
  /// All that was told so far, and at the end the new numbers.
  [[nodiscard]] ToldChanges told() const;
  [[nodiscard]] const ToldChanges& so_far() const { return told_; }

 private:
  [[nodiscard]] std::string say(const Message& message) const { return render(message, compared_.language); }
  [[nodiscard]] std::string name_of(const diff::Step& step) const;
  Result<void> add_changes(const diff::Step& step, const diff::Change& change, const diff::ProseChange& prose);
  ChangeLine& add(const diff::Step& step, LineKind what, const std::string& place, const std::string& sentence);
  void add_fact(const diff::Step& step, LineKind what, const ComparedFact& fact);
  void add_prose(const diff::Step& step, LineKind what, const std::string& part, const diff::ProseChange& prose);
  void add_new(const diff::Step& step, const diff::ProseChange& prose, const std::string& lineage);

  const Compared& compared_;
  const Reasons& reasons_;
  ToldChanges told_;
  bool displaced_ = false;  ///< the node told of has another place
};
/// Of the document as a whole; they stand in the head of each view.
[[nodiscard]] std::vector<ChangeLine> whole_lines(const Compared& compared);
/// Whether each line leads to the anchor that is called as its node.
enum class ListLinks { None, ToNodes };
[[nodiscard]] flow::List list_of(const std::vector<ChangeLine>& lines, Language language,
                                 ListLinks links = ListLinks::None);

/// What happened to a node, as the key for styling: flow::Row::kind.
[[nodiscard]] std::string_view happened(const diff::Change* change);

}  // namespace zielbaum::compose
