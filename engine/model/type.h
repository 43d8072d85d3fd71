// A document type: which kinds of nodes there are, what they hold and how they are numbered and shown. Data, not code:
// read from schemas/types/<type>.xml, so that another city's kinds need no C++.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace zielbaum::model {

/// A text in several languages, by language tag.
using LocalText = std::map<std::string, std::string>;

/// The text in `lang`, else in German, else in any language, else "".
[[nodiscard]] std::string_view in_language(const LocalText& text, std::string_view lang);

enum class FieldType { Text, Choice, Date, Period, Number, Money, Series, Party, Flag };
enum class Listing { Single, Set, Sequence };  ///< one value; several, order without meaning; several, in order

struct ChoiceOption {
  std::string key;
  LocalText label;
  bool operator==(const ChoiceOption&) const = default;
};

/// What a field says about the words of its node's title, for the glossary: other texts that use these words then carry
/// the expansion or the language by themselves.
enum class GlossaryUse {
  None,
  Expansion,     ///< what the title is short for: "Künstliche Intelligenz" of "KI"
  Abbreviation,  ///< what is short for the title: "KI" of "Künstliche Intelligenz"
  Language,      ///< the language of the title where it is foreign: "en" of "Governance"
};

struct FieldRule {
  std::string name;
  FieldType type = FieldType::Text;
  Listing listing = Listing::Single;  ///< a Series is always a Sequence
  bool required = false;
  bool in_fact_table = false;
  GlossaryUse glossary = GlossaryUse::None;  ///< Text only
  std::string unit;                          ///< the only unit allowed, or "" for any (Number, Money, Series)
  LocalText label;
  std::vector<ChoiceOption> options;  ///< for Choice
  bool operator==(const FieldRule&) const = default;
};

enum class Counter { None, Siblings, Kind, Document };  ///< what a number counts over
enum class NumberStyle { Decimal, UpperLetter, LowerLetter, UpperRoman, LowerRoman };

/// How a kind's numbers are made: "Ziel 1.2" has prefix "Ziel", is inherited and counts siblings; "M 14" counts the
/// kind over the whole document.
struct Numbering {
  Counter counter = Counter::None;
  NumberStyle style = NumberStyle::Decimal;
  bool inherits = false;  ///< the parent's number and a dot stand before the own one (if the parent has a number)
  LocalText prefix;       ///< "M", "Ziel"; empty for none
  bool operator==(const Numbering&) const = default;
};

struct KindRule {
  std::string name;
  LocalText label;
  LocalText plural;
  std::vector<std::string> children;  ///< kinds it may contain
  std::vector<FieldRule> fields;
  Numbering numbering;
  bool opens_page = false;  ///< starts a new page in print
  bool requires_prose = false;
  bool in_contents = true;  ///< stands in the contents list
  bool listed = false;      ///< stands in the list of measures at the end
  bool operator==(const KindRule&) const = default;
};

/// A role that links can have, e.g. "serves" from goals to principles.
struct RoleRule {
  std::string name;
  std::vector<std::string> from;  ///< kinds; empty for any
  std::vector<std::string> to;    ///< kinds; empty for any. Of whichever type the target's document has
  bool across_documents = false;  ///< whether the target may be in another document
  LocalText label;                ///< "dient"
  LocalText inverse;              ///< "wird getragen von"
  bool operator==(const RoleRule&) const = default;
};

/// "Every `kind` has a child of kind / a link with role, or says why not in field `unless_field`."
struct CoverageRule {
  std::string name;
  std::string kind;
  std::string needs_child;  ///< a kind somewhere below; or "" and
  std::string needs_role;   ///< a link of this role going out
  std::string unless_field;
  Severity severity = Severity::Warning;
  LocalText message;
  bool operator==(const CoverageRule&) const = default;
};

enum class Notes { Footnotes, Endnotes };  ///< where the notes of the prose stand in print

enum class BarLook {
  Hollow,   ///< only its outline
  Closed,   ///< a bar across its end
  Striped,  ///< cut into pieces
};

/// How a bar of the timeline looks where the node's field has a value.
struct BarMark {
  std::string field;  ///< a choice or a flag
  std::string value;  ///< key of the option; "" for a flag that is on
  BarLook look = BarLook::Hollow;
  bool operator==(const BarMark&) const = default;
};

/// The drawn timeline of an edition: a bar for each node of these kinds that has a value in its kind's first field of
/// type period.
struct TimelineRule {
  std::vector<std::string> of;  ///< kinds; empty for no timeline
  std::vector<BarMark> marks;
  bool operator==(const TimelineRule&) const = default;
};

struct DocumentType {
  std::string name;
  int version = 1;
  LocalText label;
  std::string root;  ///< kind of the document itself
  Notes notes = Notes::Footnotes;
  std::vector<KindRule> kinds;
  std::vector<RoleRule> roles;
  std::vector<CoverageRule> coverage;
  std::vector<std::string> overview;  ///< kinds that the drawn overview shows, as a tree; empty for none
  TimelineRule timeline;

  [[nodiscard]] const KindRule* kind(std::string_view name) const;  ///< nullptr if there is none
  [[nodiscard]] const RoleRule* role(std::string_view name) const;
  bool operator==(const DocumentType&) const = default;
};
[[nodiscard]] const FieldRule* find_field(const KindRule& kind, std::string_view name);

/// "urn:zielbaum:type:<name>:<version>", the XML namespace of documents of this type.
[[nodiscard]] std::string namespace_of(std::string_view type, int version);

/// Link role that every type has: from a node to what it was before (in an edition), exempt from the dangling rule.
inline constexpr std::string_view kPredecessor = "predecessor";

}  // namespace zielbaum::model
