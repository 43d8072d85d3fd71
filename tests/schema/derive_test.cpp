#include "schema/schema.h"
#include "support/catch.h"
#include "support/city_type_xml.h"
#include "support/documents.h"

using namespace zielbaum;

namespace {

constexpr std::string_view kGoalType = R"(<type xmlns="urn:zielbaum:type:1" name="ziele" version="1" root="strategie">
  <kind name="strategie"><contains kind="bereich" /></kind>
  <kind name="bereich"><contains kind="ziel" /></kind>
  <kind name="ziel">
    <field name="wert" type="series" unit="%" />
    <field name="frist" type="date" />
    <field name="erreicht" type="flag" />
  </kind>
  <role name="folgt-aus"><from kind="ziel" /><to kind="ziel" /></role>
</type>)";

constexpr std::string_view kNarrowType = R"(<type xmlns="urn:zielbaum:type:1" name="bericht" version="3" root="bericht">
  <kind name="bericht"><contains kind="abschnitt" /><field name="amt" type="party" required="true" /></kind>
  <kind name="abschnitt">
    <contains kind="abschnitt" />
    <field name="umfang" type="number" unit="m²" />
    <field name="kosten" type="money" />
    <field name="lage" type="choice" listing="sequence"><option key="gut" /><option key="schlecht" /></field>
  </kind>
</type>)";

std::vector<model::DocumentType> types() {
  std::vector<model::DocumentType> out;
  for (const std::string_view bytes : {test::kCityTypeXml, kGoalType, kNarrowType}) {
    const auto type = xml::read_type(bytes, "type.xml");
    REQUIRE(type);
    out.push_back(*type);
  }
  return out;
}

Findings validate(std::string_view bytes, const model::DocumentType& type) {
  const auto findings = xml::validate(bytes, schema::derive_xml_schema(type), "document.xml");
  if (!findings) FAIL(render(findings.error().message, Language::English));
  return *findings;
}

std::string wrap(const std::string& project) {
  return "<strategie xmlns=\"urn:zielbaum:type:musterstadt:2\" id=\"s\" lang=\"de\">\n<handlungsfeld id=\"h\">\n"
         "<leitprojekt id=\"p\">\n" +
         project + "\n</leitprojekt>\n</handlungsfeld>\n</strategie>\n";
}

}  // namespace

TEST_CASE("schema: the derived XML Schema accepts the canonical documents of its type") {
  for (const model::DocumentType& type : types()) {
    CAPTURE(type.name);
    CHECK(schema::derive_xml_schema(type) == schema::derive_xml_schema(type));
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const model::Document document = test::random_document(type, 60, seed);
      const std::string bytes = xml::write_document(document, type);
      const Findings findings = validate(bytes, type);
      for (const Finding& finding : findings) UNSCOPED_INFO(render(finding.message, Language::English));
      REQUIRE(findings.empty());
      const auto read = xml::read_document(bytes, type, "document.xml");
      REQUIRE(read);
      REQUIRE(read->document == document);
    }
  }
}

TEST_CASE("schema: what the reader refuses the XML Schema refuses, on the same line; and the other way round") {
  const model::DocumentType type = test::city_type();
  const std::vector<std::string> wrong = {
      "<mitel unit=\"EUR\">5</mitel>",
      "<stand-der-dinge>lauefnd</stand-der-dinge>",
      "<zeitraum from=\"3.8.2021\"/>",
      "<zeitraum from=\"2021-02-30\"/>",
      "<zeitraum from=\"2021-13\"/>",
      "<zeitraum from=\"2021\" von=\"2021\"/>",
      "<mittel unit=\"EUR\">1.200.000,0</mittel>",
      "<mittel unit=\"EUR\">01</mittel>",
      "<mittel unit=\"USD\">1</mittel>",
      "<mittel>1</mittel>",
      "<pilot>ja</pilot>",
      "<schlagwort> </schlagwort>",
      "<schlagwort>y<b>x</b></schlagwort>",
      "<title></title>",
      "<federfuehrung party=\"Amt 4\"/>",
      "<link role=\"dient\" to=\"../etc\"/>",
      "<link role=\"dient\"/>",
      "<translation lang=\"en\" basis=\"abc\"/>",
      "<translation lang=\"englisch\" basis=\"0123456789012345678901234567890123456789\"/>",
      "<baustein id=\"../x\"/>",
      "<baustein/>",
      "<baustein id=\"b\" sample=\"ja\"/>",
  };
  for (const std::string& part : wrong) {
    CAPTURE(part);
    const std::string bytes = wrap("\n" + part);
    const auto read = xml::read_document(bytes, type, "document.xml");
    REQUIRE(read);
    REQUIRE(read->findings.size() == 1);
    CHECK(read->findings[0].place.line == 5);
    const Findings findings = validate(bytes, type);
    REQUIRE_FALSE(findings.empty());
    CHECK(findings[0].place.line == 5);
    CHECK(findings[0].place.file == "document.xml");
  }
  for (const std::string& part :
       {std::string("<baustein id=\"b\"/><pilot> true\n</pilot><title>spät</title>"),
        std::string("<federfuehrung>Amt 4</federfuehrung><schlagwort>a</schlagwort><title xml:lang=\"en\">x</title>"),
        std::string("<zeitraum to=\"2024-02-29\"/><anteil>-0.5</anteil>")}) {
    CAPTURE(part);
    const auto read = xml::read_document(wrap(part), type, "document.xml");
    REQUIRE(read);
    CHECK(read->findings.empty());
    CHECK(validate(wrap(part), type).empty());
  }
  // Text between elements is refused by both, too; which line a text is on, neither says better than its element.
  CHECK_FALSE(validate(wrap("Text"), type).empty());
  CHECK(validate(wrap("<handlungsfeld id=\"x\"/>"), type)[0].place.line == 4);
  CHECK(validate("<strategie xmlns=\"urn:zielbaum:type:musterstadt:1\" id=\"s\" lang=\"de\"/>", type).size() == 1);
}

TEST_CASE("schema: validation tells the right line past 65,535, and what it expected") {
  const model::DocumentType type = test::city_type();
  const Findings findings = validate(wrap(std::string(69'995, '\n') + "\n<mitel/>"), type);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].place.line == 70'000);
  CHECK(render(findings[0].message, Language::English) == "<mitel> is not allowed here");
  REQUIRE(findings[0].hint);
  CHECK(render(*findings[0].hint, Language::English).find("mittel") != std::string::npos);
}

TEST_CASE("schema: validation refuses a DOCTYPE, and a schema that is none") {
  const std::string schema = schema::derive_xml_schema(test::city_type());
  const auto doctype = xml::validate("<!DOCTYPE a [<!ENTITY x SYSTEM \"/etc/passwd\">]><a>&x;</a>", schema, "d.xml");
  REQUIRE_FALSE(doctype);
  CHECK(doctype.error().code == "doctype");
  CHECK_FALSE(xml::validate("<a/>", "<a/>", "d.xml"));
  CHECK_FALSE(xml::validate("<a/>", "", "d.xml"));
  CHECK_FALSE(xml::validate("<a/>",
                            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:include "
                            "schemaLocation=\"/etc/passwd\"/></xs:schema>",
                            "d.xml"));
}

TEST_CASE("schema: the language of a term is a language tag") {
  const auto type = xml::read_type(R"(<type xmlns="urn:zielbaum:type:1" name="woerter" version="1" root="glossar">
  <kind name="glossar"><contains kind="begriff" /></kind>
  <kind name="begriff"><field name="sprache" type="text" glossary="language" /></kind>
</type>)",
                                   "type.xml");
  REQUIRE(type);
  const auto document = [](const char* language) {
    return "<glossar xmlns=\"urn:zielbaum:type:woerter:1\" id=\"g\" lang=\"de\">\n<begriff id=\"b\">\n<sprache>" +
           std::string(language) + "</sprache>\n</begriff>\n</glossar>\n";
  };
  for (const char* language : {"en", "Englisch"}) {
    const auto read = xml::read_document(document(language), *type, "document.xml");
    REQUIRE(read);
    CHECK(has_errors(read->findings) == has_errors(validate(document(language), *type)));
    CHECK(has_errors(read->findings) == (language != std::string_view("en")));
  }
}
