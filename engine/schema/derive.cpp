// From a document type to the XML Schema of its documents.
//
// The schema says what read_document and the places of kinds say: names, attributes, forms of values, which kind may
// contain which. It leaves the order of elements open, since a file in another order is read and put right; so it
// cannot say that something occurs once (XML Schema 1.0 has no such model), nor that it is required: read_document and
// check() do. Nor can it say that a party is given by id or by name but not both, or that a period has one end at
// least.
#include <string>

#include "schema/schema.h"

namespace zielbaum::schema {

namespace {

using model::DocumentType;
using model::FieldRule;
using model::FieldType;
using model::KindRule;

// The forms of values. White space around them does not matter to read_document, hence xs:token. The day of a date is
// checked as far as a pattern can: February has 29 days here.
constexpr std::string_view kForms = R"(  <xs:simpleType name="filled">
    <xs:restriction base="xs:token"><xs:minLength value="1" /></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="id">
    <xs:restriction base="xs:string"><xs:pattern value="[a-z0-9][a-z0-9\-]{0,63}" /></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="target">
    <xs:restriction base="xs:string"><xs:pattern value="([a-z0-9][a-z0-9\-]{0,63}/)?[a-z0-9][a-z0-9\-]{0,63}(@[a-z0-9][a-z0-9\-]{0,63})?" /></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="language">
    <xs:restriction base="xs:string"><xs:pattern value="[a-z]{2,3}(-[a-zA-Z0-9]{1,8})*" /></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="content">
    <xs:restriction base="xs:string"><xs:pattern value="[0-9a-f]{40}" /></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="flag">
    <xs:restriction base="xs:token"><xs:enumeration value="false" /><xs:enumeration value="true" /></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="year">
    <xs:restriction base="xs:string"><xs:pattern value="[1-9][0-9]{3}" /></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="date">
    <xs:restriction base="xs:token"><xs:pattern value="[1-9][0-9]{3}(-(0[1-9]|1[0-2])|-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])|-(0[13-9]|1[0-2])-30|-(0[13578]|1[02])-31)?" /></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="decimal">
    <xs:restriction base="xs:token"><xs:pattern value="-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?" /></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="currency">
    <xs:restriction base="xs:string"><xs:pattern value="[A-Z]{3}" /></xs:restriction>
  </xs:simpleType>
  <xs:complexType name="title">
    <xs:simpleContent><xs:extension base="filled"><xs:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="lax" /></xs:extension></xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="link">
    <xs:attribute name="role" type="filled" use="required" />
    <xs:attribute name="to" type="target" use="required" />
  </xs:complexType>
  <xs:complexType name="translation">
    <xs:attribute name="lang" type="language" use="required" />
    <xs:attribute name="basis" type="content" use="required" />
  </xs:complexType>
  <xs:complexType name="period">
    <xs:attribute name="from" type="date" />
    <xs:attribute name="to" type="date" />
  </xs:complexType>
  <xs:complexType name="party">
    <xs:simpleContent><xs:extension base="xs:token"><xs:attribute name="party" type="id" /></xs:extension></xs:simpleContent>
  </xs:complexType>
)";

/// The name of a field's own type; '.' occurs in no id, so that it cannot be taken.
std::string field_type_name(const KindRule& kind, const FieldRule& field) {
  return "field." + kind.name + "." + field.name;
}

bool has_own_type(const FieldRule& field) {
  return field.type == FieldType::Choice || field.type == FieldType::Number || field.type == FieldType::Money ||
         field.type == FieldType::Series;
}

std::string type_name(const KindRule& kind, const FieldRule& field) {
  if (has_own_type(field)) return field_type_name(kind, field);
  switch (field.type) {
    case FieldType::Date:
      return "date";
    case FieldType::Period:
      return "period";
    case FieldType::Party:
      return "party";
    case FieldType::Flag:
      return "flag";
    case FieldType::Text:
      return field.glossary == model::GlossaryUse::Language ? "language" : "filled";
    default:
      return "filled";
  }
}

std::string line(std::string_view element, std::string_view name, std::string_view type) {
  return "      <xs:" + std::string(element) + " name=\"" + std::string(name) + "\" type=\"" + std::string(type) + "\"";
}

void add_choice(std::string& out, const KindRule& kind, const FieldRule& field) {
  out += "  <xs:simpleType name=\"" + field_type_name(kind, field) + "\">\n    <xs:restriction base=\"xs:token\">\n";
  for (const model::ChoiceOption& option : field.options) {
    out += "      <xs:enumeration value=\"" + xml::escape(option.key) + "\" />\n";
  }
  out += "    </xs:restriction>\n  </xs:simpleType>\n";
}

void add_amount(std::string& out, const KindRule& kind, const FieldRule& field) {
  out += "  <xs:complexType name=\"" + field_type_name(kind, field) +
         "\">\n    <xs:simpleContent><xs:extension base=\"decimal\">\n";
  if (field.type == FieldType::Series) out += line("attribute", "year", "year") + " use=\"required\" />\n";
  if (!field.unit.empty()) {
    out +=
        "      <xs:attribute name=\"unit\" use=\"required\"><xs:simpleType><xs:restriction base=\"xs:string\">"
        "<xs:enumeration value=\"" +
        xml::escape(field.unit) + "\" /></xs:restriction></xs:simpleType></xs:attribute>\n";
  } else if (field.type == FieldType::Money) {
    out += line("attribute", "unit", "currency") + " use=\"required\" />\n";
  } else {
    out += line("attribute", "unit", "xs:string") + " />\n";
  }
  out += "    </xs:extension></xs:simpleContent>\n  </xs:complexType>\n";
}

void add_kind(std::string& out, const DocumentType& type, const KindRule& kind) {
  const bool root = kind.name == type.root;
  out +=
      "  <xs:complexType name=\"kind." + kind.name + "\">\n    <xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n";
  out += line("element", "title", "title") + " />\n" + line("element", "short", "filled") + " />\n";
  for (const FieldRule& field : kind.fields) out += line("element", field.name, type_name(kind, field)) + " />\n";
  out += line("element", "link", "link") + " />\n" + line("element", "translation", "translation") + " />\n";
  for (const std::string& child : kind.children) out += line("element", child, "kind." + child) + " />\n";
  out += "    </xs:choice>\n    <xs:attribute name=\"id\" type=\"id\" use=\"required\" />\n";
  if (root) {
    out +=
        "    <xs:attribute name=\"lang\" type=\"language\" use=\"required\" />\n"
        "    <xs:attribute name=\"layout\">\n      <xs:simpleType><xs:restriction base=\"xs:string\">"
        "<xs:enumeration value=\"flat\" /><xs:enumeration value=\"sharded\" /></xs:restriction></xs:simpleType>\n"
        "    </xs:attribute>\n";
  }
  out += "    <xs:attribute name=\"sample\" type=\"flag\" />\n  </xs:complexType>\n";
}

}  // namespace

std::string derive_xml_schema(const DocumentType& type) {
  const std::string name_space = model::namespace_of(type.name, type.version);
  std::string out = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"" + name_space +
                    "\" targetNamespace=\"" + name_space + "\" elementFormDefault=\"qualified\">\n";
  out += "  <xs:element name=\"" + type.root + "\" type=\"kind." + type.root + "\" />\n";
  for (const KindRule& kind : type.kinds) {
    add_kind(out, type, kind);
    for (const FieldRule& field : kind.fields) {
      if (field.type == FieldType::Choice) {
        add_choice(out, kind, field);
      } else if (has_own_type(field)) {
        add_amount(out, kind, field);
      }
    }
  }
  out += kForms;
  return out + "</xs:schema>\n";
}

}  // namespace zielbaum::schema
