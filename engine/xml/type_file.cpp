// schemas/types/<type>.xml
//
//   <type xmlns="urn:zielbaum:type:1" name="smart-city-strategy" version="1" root="document" notes="footnotes">
//     <label lang="de">Smart-City-Strategie</label>
//     <kind name="measure" opens-page="false" prose="optional" contents="true" listed="true">
//       <label lang="de" plural="Maßnahmen">Maßnahme</label>
//       <numbering counter="document" style="decimal" inherits="false"><prefix lang="de">M</prefix></numbering>
//       <contains kind="module" />
//       <field name="status" type="choice" listing="single" required="true" facts="true" unit="EUR">
//         <label lang="de">Status</label>
//         <option key="running"><label lang="de">laufend</label></option>
//       </field>
//       <field name="abbreviation" type="text" glossary="abbreviation"> … </field>   (or expansion, or language)
//     </kind>
//     <role name="serves" across="true">
//       <from kind="goal" /> <to kind="principle" />
//       <label lang="de">dient</label> <inverse lang="de">wird getragen von</inverse>
//     </role>
//     <coverage name="goal-has-measure" kind="goal" needs-child="measure" unless-field="no-measure-reason"
//               severity="warning"><message lang="de">Das Ziel hat keine Maßnahme.</message></coverage>
//     <overview of="field-group goal measure" />
//     <timeline of="phase measure">
//       <mark field="status" value="completed" look="closed" />
//     </timeline>
//   </type>
//
// `overview` and `timeline` name the kinds that are drawn at the end of an edition: as a tree, and as bars over the
// years for their first field of type period. A `mark` gives bars a look (hollow, closed, striped) where a choice has
// the value, or where a flag, then without `value`, is on.
// Only names, the field's type, a coverage's kind and need, and languages are required. Kind and field names are
// disjoint, and none is title, short, link or translation: an element's name alone says what it is.
#include <algorithm>
#include <set>

#include "base/ids.h"
#include "xml/read_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

using model::DocumentType;
using model::FieldRule;
using model::KindRule;
using model::LocalText;

void read_text(Source& source, Element element, LocalText& into) {
  std::string text = leaf_text(source, element, {"lang", "plural"});
  const std::string_view given = required_attribute(source, element, "lang");
  if (given.empty()) return;
  const std::string lang = language_tag(source, element, given);
  if (lang.empty()) return;
  if (!into.emplace(lang, std::move(text)).second) {
    complain(source, element, "duplicate-field", msg("<{0}> is given twice", name_of(element)),
             msg("Delete one of the two."));
  }
}

/// Text that has no plural.
void read_plain(Source& source, Element element, LocalText& into) {
  expect_attributes(source, element, {"lang"});
  read_text(source, element, into);
}

model::ChoiceOption read_option(Source& source, Element element) {
  expect_attributes(source, element, {"key"});
  expect_no_text(source, element);
  model::ChoiceOption option;
  option.key = id_attribute(source, element, "key");
  for_each_child(element, [&](Element child) {
    if (name_of(child) == "label") return read_plain(source, child, option.label);
    unknown_element(source, child, {"label"});
  });
  return option;
}

FieldRule read_field(Source& source, Element element) {
  expect_attributes(source, element, {"name", "type", "listing", "required", "facts", "unit", "glossary"});
  expect_no_text(source, element);
  FieldRule field;
  field.name = id_attribute(source, element, "name");
  (void)required_attribute(source, element, "type");
  field.type = static_cast<model::FieldType>(choice_attribute(
      source, element, "type", {"text", "choice", "date", "period", "number", "money", "series", "party", "flag"}));
  field.listing =
      static_cast<model::Listing>(choice_attribute(source, element, "listing", {"single", "set", "sequence"}));
  if (field.type == model::FieldType::Series) field.listing = model::Listing::Sequence;
  field.required = bool_attribute(source, element, "required", false);
  field.in_fact_table = bool_attribute(source, element, "facts", false);
  field.unit = attribute(element, "unit");
  field.glossary = static_cast<model::GlossaryUse>(
      choice_attribute(source, element, "glossary", {"none", "expansion", "abbreviation", "language"}));
  if (field.glossary != model::GlossaryUse::None && field.type != model::FieldType::Text) {
    complain(source, element, "bad-value", msg("Only a text can be of use to the glossary"),
             msg("Give the field the type text, or delete glossary=\"…\"."));
  }
  for_each_child(element, [&](Element child) {
    if (name_of(child) == "label") return read_plain(source, child, field.label);
    if (name_of(child) == "option" && field.type == model::FieldType::Choice) {
      field.options.push_back(read_option(source, child));
      return;
    }
    unknown_element(source, child, {"label", "option"});
  });
  if (field.type == model::FieldType::Choice && field.options.empty()) {
    complain(source, element, "no-options", msg("The field {0} has no options to choose from", field.name),
             msg("Add <option key=\"…\"> elements."));
  }
  return field;
}

model::Numbering read_numbering(Source& source, Element element) {
  expect_attributes(source, element, {"counter", "style", "inherits"});
  expect_no_text(source, element);
  model::Numbering numbering;
  numbering.counter = static_cast<model::Counter>(
      choice_attribute(source, element, "counter", {"none", "siblings", "kind", "document"}));
  numbering.style = static_cast<model::NumberStyle>(choice_attribute(
      source, element, "style", {"decimal", "upper-letter", "lower-letter", "upper-roman", "lower-roman"}));
  numbering.inherits = bool_attribute(source, element, "inherits", false);
  for_each_child(element, [&](Element child) {
    if (name_of(child) == "prefix") return read_plain(source, child, numbering.prefix);
    unknown_element(source, child, {"prefix"});
  });
  return numbering;
}

/// The kind that an element names, to be looked up when all kinds are known.
struct Reference {
  Element from;
  std::string kind;
};

class TypeReader {
 public:
  explicit TypeReader(Source& source) : source_(source) {}

  DocumentType read(Element root) {
    expect_attributes(source_, root, {"name", "version", "root", "notes"});
    expect_no_text(source_, root);
    type_.name = id_attribute(source_, root, "name");
    const std::string_view version = required_attribute(source_, root, "version");
    const std::optional<Decimal> number = parse_decimal(version);
    if (number && number->scale == 0 && number->units >= 1 && number->units <= 1'000'000) {
      type_.version = static_cast<int>(number->units);
    } else {
      complain(source_, root, "bad-number", msg("{0} is no number", version), msg("Versions count 1, 2, 3 …"));
    }
    type_.root = required_attribute(source_, root, "root");
    type_.notes = static_cast<model::Notes>(choice_attribute(source_, root, "notes", {"footnotes", "endnotes"}));
    references_.push_back({root, type_.root});
    for_each_child(root, [&](Element child) {
      if (name_of(child) == "label") return read_plain(source_, child, type_.label);
      if (name_of(child) == "kind") return read_kind(child);
      if (name_of(child) == "role") return read_role(child);
      if (name_of(child) == "coverage") return read_coverage(child);
      if (name_of(child) == "overview") return read_overview(child);
      if (name_of(child) == "timeline") return read_timeline(child);
      unknown_element(source_, child, {"label", "kind", "role", "coverage", "overview", "timeline"});
    });
    check_references();
    return std::move(type_);
  }

 private:
  /// Reports a name that is taken already, or has a meaning of its own in every document.
  void claim(Element element, const std::string& name, std::set<std::string>& names) {
    static constexpr std::string_view kOwn[] = {"title", "short", "link", "translation"};
    if (std::find(std::begin(kOwn), std::end(kOwn), name) != std::end(kOwn)) {
      complain(source_, element, "name-taken", msg("The name {0} has a meaning of its own in every document", name),
               msg("Choose another name."));
    } else if (!name.empty() && !names.insert(name).second) {
      complain(source_, element, "name-taken", msg("The name {0} is given twice", name), msg("Choose another name."));
    }
  }

  void read_kind(Element element) {
    expect_attributes(source_, element, {"name", "opens-page", "prose", "contents", "listed"});
    expect_no_text(source_, element);
    KindRule kind;
    kind.name = id_attribute(source_, element, "name");
    claim(element, kind.name, kinds_);
    kind.opens_page = bool_attribute(source_, element, "opens-page", false);
    kind.requires_prose = choice_attribute(source_, element, "prose", {"optional", "required"}) == 1;
    kind.in_contents = bool_attribute(source_, element, "contents", true);
    kind.listed = bool_attribute(source_, element, "listed", false);
    std::set<std::string> fields;
    for_each_child(element, [&](Element child) {
      if (name_of(child) == "label") {
        read_text(source_, child, kind.label);
        const std::string_view plural = attribute(child, "plural");
        if (!plural.empty()) kind.plural.emplace(attribute(child, "lang"), plural);
      } else if (name_of(child) == "numbering") {
        kind.numbering = read_numbering(source_, child);
      } else if (name_of(child) == "contains") {
        kind.children.push_back(reference(child));
      } else if (name_of(child) == "field") {
        kind.fields.push_back(read_field(source_, child));
        claim(child, kind.fields.back().name, fields);
        fields_.emplace_back(child, kind.fields.back().name);
      } else {
        unknown_element(source_, child, {"label", "numbering", "contains", "field"});
      }
    });
    type_.kinds.push_back(std::move(kind));
  }

  /// <contains kind="…" />, <from kind="…" />, <to kind="…" />
  std::string reference(Element element) {
    expect_leaf(source_, element, {"kind"});
    expect_no_text(source_, element);
    std::string kind(required_attribute(source_, element, "kind"));
    // Targets may be of another document's type, which is not known here.
    if (name_of(element) != "to" && !kind.empty()) references_.push_back({element, kind});
    return kind;
  }

  void read_role(Element element) {
    expect_attributes(source_, element, {"name", "across"});
    expect_no_text(source_, element);
    model::RoleRule role;
    role.name = id_attribute(source_, element, "name");
    if (role.name == model::kPredecessor) {
      complain(source_, element, "name-taken",
               msg("The name {0} has a meaning of its own in every document", role.name), msg("Choose another name."));
    }
    claim(element, role.name, roles_);
    role.across_documents = bool_attribute(source_, element, "across", false);
    for_each_child(element, [&](Element child) {
      if (name_of(child) == "from") {
        role.from.push_back(reference(child));
      } else if (name_of(child) == "to") {
        role.to.push_back(reference(child));
        if (!role.across_documents) references_.push_back({child, role.to.back()});
      } else if (name_of(child) == "label") {
        read_plain(source_, child, role.label);
      } else if (name_of(child) == "inverse") {
        read_plain(source_, child, role.inverse);
      } else {
        unknown_element(source_, child, {"from", "to", "label", "inverse"});
      }
    });
    type_.roles.push_back(std::move(role));
  }

  void read_coverage(Element element) {
    expect_attributes(source_, element, {"name", "kind", "needs-child", "needs-role", "unless-field", "severity"});
    expect_no_text(source_, element);
    model::CoverageRule rule;
    rule.name = id_attribute(source_, element, "name");
    rule.kind = required_attribute(source_, element, "kind");
    rule.needs_child = attribute(element, "needs-child");
    rule.needs_role = attribute(element, "needs-role");
    rule.unless_field = attribute(element, "unless-field");
    rule.severity = static_cast<Severity>(choice_attribute(source_, element, "severity", {"error", "warning", "note"},
                                                           static_cast<std::size_t>(Severity::Warning)));
    references_.push_back({element, rule.kind});
    if (!rule.needs_child.empty()) references_.push_back({element, rule.needs_child});
    if (rule.needs_child.empty() == rule.needs_role.empty()) {
      complain(source_, element, "missing-attribute",
               msg("The rule {0} has to need either a child or a role", rule.name),
               msg("Give needs-child or needs-role."));
    }
    for_each_child(element, [&](Element child) {
      if (name_of(child) == "message") return read_plain(source_, child, rule.message);
      unknown_element(source_, child, {"message"});
    });
    coverage_.push_back(element);
    type_.coverage.push_back(std::move(rule));
  }

  /// of="goal measure": names of kinds, each once.
  std::vector<std::string> read_kinds(Element element) {
    std::vector<std::string> kinds;
    const std::string names = collapsed(required_attribute(source_, element, "of"));
    for (std::size_t begin = 0; begin < names.size();) {
      const std::size_t end = std::min(names.find(' ', begin), names.size());
      std::string name = names.substr(begin, end - begin);
      begin = end + 1;
      if (std::find(kinds.begin(), kinds.end(), name) != kinds.end()) {
        complain(source_, element, "name-taken", msg("The name {0} is given twice", name),
                 msg("Delete one of the two."));
        continue;
      }
      references_.push_back({element, name});
      kinds.push_back(std::move(name));
    }
    return kinds;
  }

  void expect_once(Element element, bool given) {
    if (!given) return;
    complain(source_, element, "duplicate-field", msg("<{0}> is given twice", name_of(element)),
             msg("Delete one of the two."));
  }

  void read_overview(Element element) {
    expect_leaf(source_, element, {"of"});
    expect_no_text(source_, element);
    expect_once(element, !type_.overview.empty());
    type_.overview = read_kinds(element);
  }

  void read_timeline(Element element) {
    expect_attributes(source_, element, {"of"});
    expect_no_text(source_, element);
    expect_once(element, !type_.timeline.of.empty());
    type_.timeline.of = read_kinds(element);
    for_each_child(element, [&](Element child) {
      if (name_of(child) != "mark") return unknown_element(source_, child, {"mark"});
      expect_leaf(source_, child, {"field", "value", "look"});
      expect_no_text(source_, child);
      model::BarMark mark;
      mark.field = id_attribute(source_, child, "field");
      mark.value = attribute(child, "value");
      (void)required_attribute(source_, child, "look");
      mark.look =
          static_cast<model::BarLook>(choice_attribute(source_, child, "look", {"hollow", "closed", "striped"}));
      marks_.push_back(child);
      type_.timeline.marks.push_back(std::move(mark));
    });
  }

  /// A mark's field must be one of a kind in the timeline: a choice that has the value, or a flag.
  void check_mark(const model::BarMark& mark, Element element) {
    std::vector<std::string_view> known;
    for (const std::string& name : type_.timeline.of) {
      const KindRule* const kind = type_.kind(name);
      if (kind == nullptr) continue;
      for (const FieldRule& field : kind->fields) {
        known.push_back(field.name);
        if (field.name != mark.field) continue;
        if (field.type == model::FieldType::Flag && mark.value.empty()) return;
        for (const model::ChoiceOption& option : field.options) {
          if (option.key == mark.value) return;
        }
      }
    }
    if (mark.field.empty()) return;
    complain(source_, element, "unknown-field",
             msg("The timeline's kinds have no choice or flag {0} with the value {1}", mark.field,
                 mark.value.empty() ? std::string("true") : mark.value),
             suggest(mark.field, known));
  }

  void check_references() {
    std::vector<std::string_view> known;
    for (const KindRule& kind : type_.kinds) known.push_back(kind.name);
    for (const auto& [element, name] : references_) {
      if (kinds_.count(name) == 0 && !name.empty()) {
        complain(source_, element, "unknown-kind", msg("The document type has no kind {0}", name),
                 suggest(name, known));
      }
    }
    for (const auto& [element, name] : fields_) {
      if (kinds_.count(name) != 0) {
        complain(source_, element, "name-taken", msg("{0} is the name of a kind and of a field", name),
                 msg("Choose another name."));
      }
    }
    for (std::size_t i = 0; i < type_.coverage.size(); ++i) check_coverage(type_.coverage[i], coverage_[i]);
    for (std::size_t i = 0; i < marks_.size(); ++i) check_mark(type_.timeline.marks[i], marks_[i]);
  }

  void check_coverage(const model::CoverageRule& rule, Element element) {
    if (!rule.needs_role.empty() && roles_.count(rule.needs_role) == 0) {
      complain(source_, element, "unknown-role", msg("The document type has no role {0}", rule.needs_role),
               suggest(rule.needs_role, {roles_.begin(), roles_.end()}));
    }
    const KindRule* kind = type_.kind(rule.kind);
    if (kind != nullptr && !rule.unless_field.empty() && model::find_field(*kind, rule.unless_field) == nullptr) {
      std::vector<std::string_view> known;
      for (const FieldRule& field : kind->fields) known.push_back(field.name);
      complain(source_, element, "unknown-field", msg("{0} has no field {1}", rule.kind, rule.unless_field),
               suggest(rule.unless_field, known));
    }
  }

  Source& source_;
  DocumentType type_;
  std::set<std::string> kinds_;
  std::set<std::string> roles_;
  std::vector<Reference> references_;
  std::vector<std::pair<Element, std::string>> fields_;
  std::vector<Element> coverage_;
  std::vector<Element> marks_;
};

}  // namespace

Result<DocumentType> read_type(std::string_view bytes, std::string_view file) {
  Source source = TRY(open_source(bytes, file, "type", "urn:zielbaum:type:1"));
  DocumentType type = TypeReader(source).read(source.tree.document_element());
  if (has_errors(source.findings)) return invalid(std::move(source));
  return type;
}

}  // namespace zielbaum::xml
