#include <set>

#include "support/catch.h"
#include "support/city_type_xml.h"
#include "support/documents.h"
#include "xml/xml.h"

using namespace zielbaum;

namespace {

const model::DocumentType kType = test::city_type();

Result<xml::ReadDocument> read(std::string_view bytes) {
  return xml::read_document(bytes, kType, "document.xml");
}

/// A project with this inside.
std::string project(const std::string& inside) {
  return "<strategie xmlns=\"urn:zielbaum:type:musterstadt:2\" id=\"s\" lang=\"de\">\n"
         "  <handlungsfeld id=\"mobil\">\n"
         "    <leitprojekt id=\"rad\">\n"
         "      <title>Radschnellweg</title>\n" +
         inside +
         "    </leitprojekt>\n"
         "  </handlungsfeld>\n"
         "</strategie>\n";
}

/// The only finding that a project with this inside gives: "code:line hint".
std::string finding(const std::string& inside) {
  const auto result = read(project(inside));
  REQUIRE(result);
  if (result->findings.empty()) return "none";
  const Finding& first = result->findings[0];
  CHECK(result->findings.size() == 1);
  CHECK(first.place.file == "document.xml");
  CHECK(first.place.node == "rad");
  CHECK(first.place.title == "Radschnellweg");
  REQUIRE(first.hint);
  return first.code + ":" + std::to_string(first.place.line) + " " + render(*first.hint, Language::English);
}

}  // namespace

TEST_CASE("document: reading and writing a canonical file is the identity on bytes") {
  const std::string bytes =
      R"(<strategie xmlns="urn:zielbaum:type:musterstadt:2" id="s" lang="de" layout="sharded" sample="true">
  <title>Musterstadt: gemeinsam "smart" &amp; offen</title>
  <title xml:lang="en">Together</title>
  <title xml:lang="fr">Ensemble</title>
  <stand>2026-11</stand>
  <handlungsfeld id="mobil">
    <title>Mobilität</title>
    <short>Mobil</short>
    <zielwert year="2026" unit="%">40</zielwert>
    <zielwert year="2030">50.50</zielwert>
    <link role="verweist-auf" to="rahmen/leitgedanke-x2" />
    <link role="verweist-auf" to="rahmen/leitgedanke-x3@beschluss" />
    <translation lang="en" basis="0123456789012345678901234567890123456789" />
    <leitprojekt id="rad" sample="true">
      <title>Radschnellweg</title>
      <federfuehrung party="tiefbauamt" />
      <beteiligte>ADFC</beteiligte>
      <beteiligte party="bezirk" />
      <zeitraum from="2022-09" to="2026-12" />
      <stand-der-dinge>laufend</stand-der-dinge>
      <mittel unit="EUR">1200000</mittel>
      <anteil unit="t CO₂">-0.5</anteil>
      <pilot>true</pilot>
      <link role="dient" to="mobil" />
      <baustein id="b1" />
    </leitprojekt>
  </handlungsfeld>
</strategie>
)";
  const auto result = read(bytes);
  REQUIRE(result);
  CHECK(result->findings.empty());
  CHECK(xml::is_canonical(bytes, result->document, kType));
  CHECK(xml::write_document(result->document, kType) == bytes);
  const model::Document& document = result->document;
  CHECK(document.layout == model::Layout::Sharded);
  REQUIRE(document.nodes.size() == 4);
  CHECK(document.nodes[2].parent == 1);
  CHECK(document.nodes[3].parent == 2);
  CHECK(document.nodes[2].sample);
  CHECK(std::get<model::Money>(document.nodes[2].fields[4].values[0]) == model::Money{{1200000, 0}, "EUR"});
  CHECK(result->lines[2].node == 14);
  CHECK(result->lines[2].fields == std::vector<std::uint32_t>{16, 17, 19, 20, 21, 22, 23});
  CHECK(result->lines[2].links == std::vector<std::uint32_t>{24});
}

TEST_CASE("document: random documents survive writing and reading, and writing is idempotent") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    const model::Document document = test::random_document(kType, 1 + seed * 3, seed);
    const std::string bytes = xml::write_document(document, kType);
    const auto result = read(bytes);
    REQUIRE(result);
    REQUIRE(result->findings.empty());
    REQUIRE(result->document == document);
    REQUIRE(xml::is_canonical(bytes, result->document, kType));
    REQUIRE(xml::write_document(result->document, kType) == bytes);
  }
}

TEST_CASE("document: parts in another order are read, and written in the right one") {
  const std::string unordered = project(
      "      <baustein id=\"b\"/>\n      <schlagwort>b</schlagwort>\n"
      "      <link role=\"verweist-auf\" to=\"z\"/>\n      <link role=\"dient\" to=\"mobil\"/>\n"
      "      <pilot>false</pilot>\n      <schlagwort>a</schlagwort>\n");
  const auto result = read(unordered);
  REQUIRE(result);
  CHECK(result->findings.empty());
  CHECK_FALSE(xml::is_canonical(unordered, result->document, kType));
  const std::string bytes = xml::write_document(result->document, kType);
  CHECK(bytes == project("      <pilot>false</pilot>\n      <schlagwort>b</schlagwort>\n"
                         "      <schlagwort>a</schlagwort>\n      <link role=\"dient\" to=\"mobil\" />\n"
                         "      <link role=\"verweist-auf\" to=\"z\" />\n      <baustein id=\"b\" />\n"));
  // Lines follow their parts.
  CHECK(result->lines[2].fields == std::vector<std::uint32_t>{9, 6});
  CHECK(result->lines[2].links == std::vector<std::uint32_t>{8, 7});
}

TEST_CASE("document: what is unknown or wrong is said with line, node, title and what to do") {
  CHECK(finding("<mitel unit=\"EUR\">5</mitel>") == "unknown-field:5 Did you mean mittel?");
  CHECK(finding("<leitprojekte id=\"x\"/>") == "unknown-kind:5 Did you mean leitprojekt?");
  CHECK(finding("<stand-der-dinge>lauefnd</stand-der-dinge>") == "bad-choice:5 Did you mean laufend?");
  CHECK(finding("<stand-der-dinge>xyz</stand-der-dinge>") == "bad-choice:5 Known here: geplant, laufend, fertig");
  CHECK(finding("<zeitraum from=\"3.8.2021\"/>") == "bad-date:5 Did you mean 2021-08-03?");
  CHECK(finding("<zeitraum from=\"31.02.2021\"/>") == "bad-date:5 Dates are written 2026, 2026-12 or 2026-12-31.");
  CHECK(finding("<zeitraum/>").substr(0, 10) == "bad-date:5");
  CHECK(finding("<zeitraum form=\"2021\" to=\"2022\"/>") == "unknown-attribute:5 Did you mean from?");
  CHECK(finding("<mittel unit=\"EUR\">1.200.000</mittel>").substr(0, 12) == "bad-number:5");
  CHECK(finding("<mittel unit=\"Euro\">5</mittel>").substr(0, 10) == "bad-unit:5");
  CHECK(finding("<mittel unit=\"USD\">5</mittel>") == "bad-unit:5 Write the unit EUR.");
  CHECK(finding("<pilot>ja</pilot>") == "bad-value:5 Write true or false.");
  CHECK(finding("<schlagwort> </schlagwort>").substr(0, 13) == "empty-field:5");
  CHECK(finding("<pilot>true</pilot>\n<pilot>true</pilot>") == "duplicate-field:6 Delete one of the two.");
  CHECK(finding("<title>Noch einer</title>") == "duplicate-field:5 Delete one of the two.");
  CHECK(finding("<title xml:lang=\"englisch\">x</title>").substr(0, 14) == "bad-language:5");
  CHECK(finding("<federfuehrung party=\"Amt 4\"/>").substr(0, 8) == "bad-id:5");
  CHECK(finding("<link role=\"dient\" to=\"../etc\"/>").substr(0, 12) == "bad-target:5");
  CHECK(finding("<link role=\"dient\"/>") == "missing-attribute:5 Add the attribute to.");
  CHECK(finding("<translation lang=\"en\" basis=\"abc\"/>").substr(0, 11) == "bad-value:5");
  CHECK(finding("Text im Knoten").substr(0, 17) == "unexpected-text:3");
  CHECK(finding("<link role=\"dient\" to=\"mobil\"/><link role=\"dient\" to=\"mobil\"/>") ==
        "duplicate-link:5 It will be written once.");
}

TEST_CASE("document: an id that could be a path is not kept") {
  for (const char* id : {"../../etc/passwd", "A", "", "-a", "a/b", "ä", "a.b"}) {
    CAPTURE(id);
    const auto result =
        read("<strategie xmlns=\"urn:zielbaum:type:musterstadt:2\" id=\"s\" lang=\"de\"><handlungsfeld id=\"" +
             std::string(id) + "\"/></strategie>");
    REQUIRE(result);
    REQUIRE(result->findings.size() == 1);
    CHECK(result->findings[0].code == "bad-id");
    CHECK_FALSE(is_valid_id(result->document.nodes[1].id.text));
    CHECK(result->document.nodes[1].id.text.find('/') == std::string::npos);
  }
}

TEST_CASE("document: of two nodes with one id the second is reported with both lines, and gets a name of its own") {
  const auto result = read(
      "<strategie xmlns=\"urn:zielbaum:type:musterstadt:2\" id=\"s\" lang=\"de\">\n<handlungsfeld id=\"a\"/>\n"
      "<handlungsfeld id=\"a\">\n<leitprojekt "
      "id=\"s\"/>\n</handlungsfeld>\n<handlungsfeld/><handlungsfeld/></strategie>");
  REQUIRE(result);
  std::vector<std::string> codes;
  for (const Finding& finding : result->findings)
    codes.push_back(finding.code + ":" + std::to_string(finding.place.line));
  CHECK(codes == std::vector<std::string>{"duplicate-id:3", "duplicate-id:4", "bad-id:6", "bad-id:6"});
  CHECK(render(result->findings[0].message, Language::English) == "The id a is given twice, first on line 2");
  std::set<std::string> ids;
  for (const model::Node& node : result->document.nodes) ids.insert(node.id.text);
  CHECK(ids.size() == result->document.nodes.size());
}

TEST_CASE("document: another type or file is refused with what was expected") {
  const auto other = read("<strategie xmlns=\"urn:zielbaum:type:musterstadt:3\" id=\"s\" lang=\"de\"/>");
  REQUIRE_FALSE(other);
  CHECK(other.error().code == "wrong-root");
  CHECK_FALSE(read("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>"));
  const auto name = xml::read_type_name("<strategie xmlns=\"urn:zielbaum:type:musterstadt:2\" id=\"s\"><broken>", "f");
  REQUIRE(name);
  CHECK(name->name == "musterstadt");
  CHECK(name->version == 2);
  CHECK(xml::read_type_name("<a xmlns=\"urn:x\"/>", "f").error().code == "no-type");
  CHECK(xml::read_type_name("<a xmlns=\"urn:zielbaum:type:../x:1\"/>", "f").error().code == "no-type");
  CHECK(xml::read_type_name("<!DOCTYPE a><a/>", "f").error().code == "doctype");
}

TEST_CASE("value: what a user types is read, and its text is read again") {
  const auto rule = [](const char* kind, const char* name) { return *model::find_field(*kType.kind(kind), name); };
  const auto text = [&](const model::FieldRule& field, std::string_view given) {
    const auto value = xml::parse_value(field, given);
    if (!value) return value.error().code;
    CHECK(*xml::parse_value(field, xml::value_text(*value)) == *value);
    return xml::value_text(*value);
  };
  const auto money = rule("leitprojekt", "mittel");
  CHECK(text(money, "1200000 EUR") == "1200000 EUR");
  CHECK(text(money, "1200000") == "1200000 EUR");
  CHECK(text(money, "12 USD") == "bad-unit");
  CHECK(text(money, "1.200.000 EUR") == "1200000 EUR");
  const auto number = rule("leitprojekt", "anteil");
  CHECK(text(number, "40 %") == "40 %");
  CHECK(text(number, "40\xC2\xA0%") == "40 %");
  CHECK(text(number, "-0.5t CO₂") == "-0.5 t CO₂");
  CHECK(text(number, "0,5") == "0.5");
  const auto period = rule("leitprojekt", "zeitraum");
  CHECK(text(period, "2022-09..2026-12") == "2022-09..2026-12");
  CHECK(text(period, "2022..") == "2022..");
  CHECK(text(period, "..2026") == "..2026");
  CHECK(text(period, "..") == "bad-date");
  CHECK(text(period, "2022") == "bad-date");
  const auto series = rule("handlungsfeld", "zielwert");
  CHECK(text(series, "2030=40 %") == "2030=40 %");
  CHECK(text(series, "2030-01=40 %") == "bad-date");
  CHECK(text(rule("leitprojekt", "stand-der-dinge"), "fertig") == "fertig");
  CHECK(text(rule("leitprojekt", "stand-der-dinge"), "done") == "bad-choice");
  CHECK(text(rule("leitprojekt", "federfuehrung"), "tiefbauamt") == "tiefbauamt");
  CHECK(text(rule("leitprojekt", "federfuehrung"), " Amt für  Tiefbau ") == "Amt für Tiefbau");
  CHECK(text(rule("leitprojekt", "pilot"), "ja") == "true");
  CHECK(text(rule("leitprojekt", "schlagwort"), "") == "empty-field");
  CHECK(text(rule("leitprojekt", "schlagwort"), "a\x1B") == "control-character");
  CHECK(text(rule("strategie", "stand"), "2026-02-30") == "bad-date");
}

TEST_CASE("value: the language of a term is a language tag") {
  model::FieldRule rule;
  rule.name = "sprache";
  rule.glossary = model::GlossaryUse::Language;
  const auto right = xml::parse_value(rule, "en-GB");
  REQUIRE(right);
  CHECK(std::get<model::Text>(*right).text == "en-GB");
  const auto wrong = xml::parse_value(rule, "Englisch");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == "bad-language");
  CHECK(wrong.error().hint.has_value());
}
