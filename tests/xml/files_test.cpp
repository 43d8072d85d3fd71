#include <filesystem>

#include "base/file.h"
#include "support/catch.h"
#include "support/city_type_xml.h"
#include "support/documents.h"
#include "support/source_folder.h"
#include "xml/xml.h"

using namespace zielbaum;

namespace {

const std::string kTheme = R"(<theme xmlns="urn:zielbaum:theme:1" name="standard">
  <font face="regular" file="a.ttf" sha256="0123456789012345678901234567890123456789012345678901234567890123" />
  <font face="bold" file="b.ttf" sha256="0123456789012345678901234567890123456789012345678901234567890123" />
  <font face="italic" file="c.ttf" sha256="0123456789012345678901234567890123456789012345678901234567890123" />
  <font face="bold-italic" file="d.ttf" sha256="0123456789012345678901234567890123456789012345678901234567890123" />
  <font face="mono" file="e.ttf" sha256="0123456789012345678901234567890123456789012345678901234567890123" />
  <page width="210mm" height="297mm" top="25mm" bottom="25.5mm" left="25mm" right="25mm" />
  <text justified="true" />
  <style role="body" size="12pt" leading="15pt" before="0pt" after="7.5pt" bold="false" colour="#1a1a1a" />
  <style role="small" size="10pt" leading="12pt" />
  <style role="table" size="10pt" leading="12pt" />
  <style role="note" size="9.125pt" leading="12pt" />
  <style role="caption" size="10pt" leading="12pt" />
  <style role="title" size="10pt" leading="12pt" />
  <style role="subtitle" size="10pt" leading="12pt" />
  <style role="running" size="10pt" leading="12pt" />
  <style role="heading" level="1" size="20pt" leading="24pt" bold="true" />
  <style role="heading" level="2" size="16pt" leading="20pt" bold="true" />
  <colour role="accent" value="#c40d1e" />
  <colour role="rule" value="#000000" />
  <colour role="fill" value="#f0f0f0" />
</theme>
)";

const std::string kEdition =
    R"(<edition xmlns="urn:zielbaum:edition:1" id="muster-2022" status="decided" as-of="2022-12" in-force="2023-01" sample="true">
  <title>Gemeinsam Digital</title>
  <subtitle>Musterfassung</subtitle>
  <decision body="Senat von Berlin" date="2022-12-20" number="S-1234/2022" />
  <note>Nacherzählt aus öffentlichen Tatsachen.</note>
  <imprint role="funding">Gefördert vom Bund</imprint>
  <imprint label="ISSN" lang="de">1234-5678</imprint>
</edition>
)";

const std::string kParties = R"(<parties xmlns="urn:zielbaum:parties:1">
  <party id="senumvk" kind="office" from="2021-12" successor="senmvku">
    <short>SenUMVK</short>
    <name>Senatsverwaltung für Umwelt, Mobilität, Verbraucher- und Klimaschutz</name>
  </party>
  <party id="senmvku" kind="office">
    <name>Senatsverwaltung für Mobilität, Verkehr, Klimaschutz und Umwelt</name>
  </party>
</parties>
)";

const std::string kWorkspace = R"(<workspace xmlns="urn:zielbaum:workspace:1" format="1">
  <publisher>Senatskanzlei</publisher>
  <address>Jüdenstraße 1</address>
  <address>10178 Berlin</address>
  <licence>CC BY 4.0</licence>
  <imprint role="editing">Fachreferat Smart City</imprint>
  <require role="responsible" />
  <require label="ISSN" />
  <language>de</language>
  <language>en</language>
  <theme>standard</theme>
  <document>strategischer-rahmen</document>
</workspace>
)";

const std::string kPictures = R"(<pictures xmlns="urn:zielbaum:pictures:1">
  <picture file="phasen.png" licence="CC BY 4.0">Fachreferat Smart City</picture>
  <picture file="turm.jpg">Stadtarchiv</picture>
</pictures>
)";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

/// "code:line" of the error.
template <typename Read>
std::string refusal(const Read& read, const std::string& bytes) {
  const auto result = read(bytes, "f.xml");
  if (result) return "accepted";
  CHECK(result.error().kind == ErrorKind::Invalid);
  CHECK(result.error().place.file == "f.xml");
  CHECK(result.error().hint.has_value());
  return result.error().code + ":" + std::to_string(result.error().place.line);
}

Findings validate(const std::string& bytes, const std::string& schema) {
  const auto xsd = read_file(std::string(test::kSourceFolder) + "/schemas/" + schema);
  REQUIRE(xsd);
  const auto findings = xml::validate(bytes, *xsd, "f.xml");
  REQUIRE(findings);
  return *findings;
}

}  // namespace

TEST_CASE("type: the file of a made-up city says the same as its value") {
  const auto type = xml::read_type(test::kCityTypeXml, "type.xml");
  if (!type) FAIL(render(type.error().message, Language::English));
  CHECK(*type == test::city_type());
}

TEST_CASE("type: names are disjoint, references lead to what exists") {
  const std::string type(test::kCityTypeXml);
  const auto with = [&](const char* what, const char* by) { return refusal(xml::read_type, replaced(type, what, by)); };
  CHECK(with("name=\"stand\"", "name=\"title\"") == "name-taken:7");
  CHECK(with("name=\"stand\"", "name=\"baustein\"") == "name-taken:7");
  CHECK(with("kind name=\"baustein\"", "kind name=\"leitprojekt\"").substr(0, 10) == "name-taken");
  CHECK(with("contains kind=\"leitprojekt\"", "contains kind=\"leitprojekte\"") == "unknown-kind:17");
  CHECK(with("root=\"strategie\"", "root=\"strategien\"") == "unknown-kind:1");
  CHECK(with("from kind=\"leitprojekt\"", "from kind=\"x\"").substr(0, 12) == "unknown-kind");
  CHECK(with("needs-child=\"leitprojekt\"", "needs-role=\"dint\"").substr(0, 12) == "unknown-role");
  CHECK(with("needs-child=\"leitprojekt\" ", "").substr(0, 17) == "missing-attribute");
  CHECK(with("unless-field=\"ohne-projekt\"", "unless-field=\"x\"").substr(0, 13) == "unknown-field");
  CHECK(with("type=\"date\"", "type=\"datum\"") == "bad-value:7");
  CHECK(with("<label lang=\"de\">Stadtstrategie</label>", "<labl lang=\"de\"/>") == "unknown-element:2");
  CHECK(with("version=\"2\"", "version=\"zwei\"") == "bad-number:1");
  CHECK(with("version=\"2\"", "version=\"2\" notes=\"unten\"") == "bad-value:1");
  CHECK(with("name=\"schlagwort\" type=\"text\"", "name=\"schlagwort\" type=\"text\" glossary=\"expansion\"") ==
        "accepted");
  CHECK(with("name=\"stand\" type=\"date\"", "name=\"stand\" type=\"date\" glossary=\"language\"") == "bad-value:7");
  CHECK(with("urn:zielbaum:type:1", "urn:zielbaum:type:9") == "wrong-root:1");
}

TEST_CASE("type: overview and timeline name kinds, marks name choices and flags of those") {
  const std::string type(test::kCityTypeXml);
  const auto with = [&](const char* what, const char* by) {
    const std::string told = refusal(xml::read_type, replaced(type, what, by));
    return told.substr(0, told.find(':'));
  };
  CHECK(with("overview of=\"handlungsfeld", "overview of=\"handlungsfelder") == "unknown-kind");
  CHECK(with("overview of=\"handlungsfeld", "overview of=\"leitprojekt") == "name-taken");
  CHECK(with("timeline of=\"leitprojekt\"", "timeline") == "missing-attribute");
  CHECK(with("field=\"pilot\"", "field=\"pilo\"") == "unknown-field");
  CHECK(with("field=\"pilot\"", "field=\"mittel\"") == "unknown-field");
  CHECK(with("value=\"fertig\"", "value=\"fertg\"") == "unknown-field");
  CHECK(with("look=\"closed\"", "look=\"zu\"") == "bad-value");
  CHECK(with("<timeline of", "<overview of=\"leitprojekt\" /><timeline of") == "duplicate-field");
}

TEST_CASE("files: canonical parties and editions are written back as they were") {
  const auto parties = xml::read_parties(kParties, "f.xml");
  REQUIRE(parties);
  CHECK(xml::write_parties(*parties) == kParties);
  CHECK((*parties)[0].successor.text == "senmvku");
  const auto edition = xml::read_edition(kEdition, "f.xml");
  REQUIRE(edition);
  CHECK(xml::write_edition(*edition) == kEdition);
  CHECK(edition->decision_date == parse_date("2022-12-20"));
  CHECK(edition->imprint[1] == model::ImprintLine{{"", "ISSN"}, "de", "1234-5678"});
  const auto pictures = xml::read_pictures(kPictures, "f.xml");
  REQUIRE(pictures);
  CHECK(xml::write_pictures(*pictures) == kPictures);
  CHECK((*pictures)[0] == model::PictureCredit{"phasen.png", "Fachreferat Smart City", "CC BY 4.0"});
  CHECK(xml::write_parties({}) == "<parties xmlns=\"urn:zielbaum:parties:1\" />\n");
}

TEST_CASE("files: settings and themes are read whole") {
  const auto settings = xml::read_settings(kWorkspace, "f.xml");
  REQUIRE(settings);
  CHECK(settings->address.size() == 2);
  CHECK(settings->languages == std::vector<std::string>{"de", "en"});
  CHECK(settings->imprint == std::vector<model::ImprintLine>{{{"editing", ""}, "", "Fachreferat Smart City"}});
  CHECK(settings->required_imprint == std::vector<model::ImprintName>{{"responsible", ""}, {"", "ISSN"}});
  const auto theme = xml::read_theme(kTheme, "f.xml");
  if (!theme) FAIL(render(theme.error().message, Language::English));
  CHECK(theme->page_width == Length::millimetres(210));
  CHECK(theme->margin_bottom == Length::tenth_millimetres(255));
  CHECK(theme->body.after == Length::millipoints(7500));
  CHECK(theme->note.size == Length::millipoints(9125));
  CHECK(theme->headings.size() == 2);
  CHECK(theme->accent == model::Colour{0xC4, 0x0D, 0x1E});
  CHECK(theme->justified);
}

TEST_CASE("files: what is unknown, wrong or missing is refused with its line") {
  const auto parties = [](const char* what, const char* by) {
    return refusal(xml::read_parties, replaced(kParties, what, by));
  };
  CHECK(parties("successor=\"senmvku\"", "successor=\"weg\"") == "unknown-party:2");
  CHECK(parties("id=\"senmvku\"", "id=\"senumvk\"") == "duplicate-id:6");
  CHECK(parties("from=\"2021-12\"", "from=\"12/2021\"") == "bad-date:2");
  CHECK(parties("<short>SenUMVK</short>", "<kurz>S</kurz>") == "unknown-element:3");
  const auto edition = [](const char* what, const char* by) {
    return refusal(xml::read_edition, replaced(kEdition, what, by));
  };
  CHECK(edition("decided", "beschlossen") == "bad-value:1");
  CHECK(edition("as-of=\"2022-12\" ", "") == "missing-attribute:1");
  CHECK(edition("<subtitle>Musterfassung</subtitle>", "<title>x</title>") == "duplicate-field:3");
  CHECK(edition("role=\"funding\"", "role=\"geld\"") == "bad-value:6");
  CHECK(edition("role=\"funding\"", "") == "missing-attribute:6");
  CHECK(edition("label=\"ISSN\"", "label=\"ISSN\" role=\"design\"") == "missing-attribute:7");
  CHECK(edition(">1234-5678<", "><") == "empty-field:7");
  CHECK(edition("lang=\"de\"", "lang=\"Deutsch\"") == "bad-language:7");
  const auto pictures = [](const char* what, const char* by) {
    return refusal(xml::read_pictures, replaced(kPictures, what, by));
  };
  CHECK(pictures("Stadtarchiv", "") == "missing-credit:3");
  CHECK(pictures("turm.jpg", "phasen.png") == "duplicate-field:3");
  CHECK(pictures(" file=\"turm.jpg\"", "") == "missing-attribute:3");
  CHECK(pictures("<picture file=\"turm.jpg\">Stadtarchiv</picture>", "<bild />") == "unknown-element:3");
  const auto settings = [](const char* what, const char* by) {
    return refusal(xml::read_settings, replaced(kWorkspace, what, by));
  };
  CHECK(settings("format=\"1\"", "format=\"2\"") == "newer-format:1");
  CHECK(settings("<theme>standard</theme>", "<theme>../x</theme>") == "bad-id:1");
  CHECK(settings("<licence>CC BY 4.0</licence>", "<publisher>x</publisher>") == "duplicate-field:5");
  CHECK(settings("<require role=\"responsible\" />", "<require />") == "missing-attribute:7");
  CHECK(settings("<require role=\"responsible\" />", "<require role=\"chef\" />") == "bad-value:7");
  const auto theme = [](const char* what, const char* by) {
    return refusal(xml::read_theme, replaced(kTheme, what, by));
  };
  CHECK(theme("width=\"210mm\"", "width=\"21cm\"").substr(0, 10) == "bad-length");
  CHECK(theme("leading=\"15pt\"", "leading=\"0pt\"") == "bad-length:9");
  CHECK(theme("left=\"25mm\"", "left=\"200mm\"") == "bad-length:7");
  CHECK(theme("#c40d1e", "rot") == "bad-colour:19");
  CHECK(theme("level=\"2\"", "level=\"3\"") == "bad-value:18");
  CHECK(theme("face=\"mono\"", "face=\"bold\"").substr(0, 15) == "duplicate-field");
  CHECK(theme("<text justified=\"true\" />", "<text scaling=\"21\" />") == "bad-value:8");
  CHECK(theme("<text justified=\"true\" />", "<text hyphen-run=\"0\" />") == "bad-value:8");
  CHECK(theme("<text justified=\"true\" />", "<txt/>") == "unknown-element:8");
}

TEST_CASE("files: the schemas for editors accept what the readers accept") {
  CHECK(validate(std::string(test::kCityTypeXml), "type.xsd").empty());
  CHECK(validate(kTheme, "theme.xsd").empty());
  CHECK(validate(kWorkspace, "workspace.xsd").empty());
  CHECK(validate(kParties, "parties.xsd").empty());
  CHECK(validate(kEdition, "edition.xsd").empty());
  CHECK(validate(kPictures, "pictures.xsd").empty());
  const auto line = [](const std::string& bytes, const char* what, const char* by, const char* schema) {
    const Findings findings = validate(replaced(bytes, what, by), schema);
    return findings.empty() ? 0u : findings[0].place.line;
  };
  CHECK(line(std::string(test::kCityTypeXml), "type=\"date\"", "type=\"datum\"", "type.xsd") == 7);
  CHECK(line(kTheme, "#c40d1e", "rot", "theme.xsd") == 19);
  CHECK(line(kWorkspace, "<theme>standard", "<theme>../x", "workspace.xsd") == 11);
  CHECK(line(kWorkspace, "role=\"responsible\"", "role=\"chef\"", "workspace.xsd") == 7);
  CHECK(line(kPictures, "turm.jpg", "phasen.png", "pictures.xsd") == 3);
  CHECK(line(kParties, "from=\"2021-12\"", "from=\"12/2021\"", "parties.xsd") == 2);
  CHECK(line(kEdition, "decided", "beschlossen", "edition.xsd") == 1);
}

TEST_CASE("files: a record of people's part of an accessibility test is read, and its mistakes are told") {
  const std::string record =
      "<accessibility xmlns=\"urn:zielbaum:accessibility:1\" edition=\"muster-2022\" office=\"Senatskanzlei\"\n"
      "  date=\"2026-11-20\" sha256=\"" +
      std::string(64, 'a') +
      "\">\n  <condition number=\"14-001\" answer=\"met\">alle</condition>\n"
      "  <condition number=\"03\" answer=\"not-applicable\" />\n</accessibility>\n";
  const model::AccessibilityRecord read = xml::read_accessibility(record, "a.xml").value();
  CHECK(read.edition.text == "muster-2022");
  CHECK(read.office == "Senatskanzlei");
  CHECK(read.date == Date{2026, 11, 20});
  CHECK(read.sha256 == std::string(64, 'a'));
  CHECK(read.answers == std::vector<model::ConditionAnswer>{{"14-001", model::Answer::Met, "alle"},
                                                            {"03", model::Answer::NotApplicable, ""}});
  CHECK(validate(record, "accessibility.xsd").empty());
  const auto mistake = [&record](const char* what, const char* by) {
    const std::string wrong = replaced(record, what, by);
    CHECK_FALSE(validate(wrong, "accessibility.xsd").empty());
    const auto failed = xml::read_accessibility(wrong, "a.xml");
    REQUIRE_FALSE(failed.has_value());
    REQUIRE_FALSE(failed.error().findings.empty());
    CHECK(failed.error().findings.front().hint.has_value());
    return failed.error().findings.front().code;
  };
  CHECK(mistake("aaaa", "AAAA") == "bad-value");
  CHECK(mistake("14-001", "vierzehn") == "bad-value");
  CHECK(mistake("2026-11-20", "20.11.2026") == "bad-date");
  CHECK(mistake("\"met\"", "\"erfüllt\"") == "bad-value");
  CHECK(xml::read_accessibility(replaced(record, "\"03\"", "\"14-001\""), "a.xml").error().findings.front().code ==
        "duplicate-field");
}

TEST_CASE("files: a reason is read as it was written, and its mistakes are told") {
  model::Reason reason{
      "20260101t000000z-0123456789",   DocumentId{"plan"}, NodeId{"kiezbox"},
      VersionId{std::string(40, 'a')}, 1'767'225'600,      {"Mehr <Netz> & \"Platz\".", "Beschlossen."}};
  const std::string bytes = xml::write_reason(reason);
  CHECK(xml::read_reason(bytes, "r.xml").value() == reason);
  CHECK(xml::write_reason(xml::read_reason(bytes, "r.xml").value()) == bytes);
  CHECK(validate(bytes, "reason.xsd").empty());
  const auto mistake = [&bytes](const char* what, const char* by) {
    const std::string wrong = replaced(bytes, what, by);
    CHECK_FALSE(validate(wrong, "reason.xsd").empty());
    return refusal(xml::read_reason, wrong);
  };
  CHECK(mistake("\"aaaa", "\"AAAA") == "bad-value:1");
  CHECK(mistake("T00:00", "T25:00") == "bad-date:1");
  CHECK(mistake(" node=\"kiezbox\"", "") == "bad-id:1");
  CHECK(mistake("kiezbox", "../kiezbox") == "bad-id:1");
  CHECK(mistake("<paragraph>Beschlossen.</paragraph>", "<paragraph> </paragraph>") == "empty-field:3");
  CHECK(mistake("<paragraph>Beschlossen.</paragraph>", "<author>Ada</author>") == "unknown-element:3");
  reason.paragraphs.clear();
  CHECK(refusal(xml::read_reason, xml::write_reason(reason)) == "missing-element:1");
  CHECK(refusal(xml::read_reason, "<!DOCTYPE reason><reason />") == "doctype:1");
}

TEST_CASE("files: every file of the workspace is canonical") {
  const std::filesystem::path root = std::filesystem::path(test::kSourceFolder) / "documents";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".xml") continue;
    const std::string name = entry.path().filename().string();
    CAPTURE(entry.path().string());
    const Result<std::string> bytes = read_file(entry.path());
    REQUIRE(bytes);
    if (name == "parties.xml") {
      CHECK(xml::write_parties(xml::read_parties(*bytes, name).value()) == *bytes);
    } else if (name == "document.xml") {
      const xml::TypeName type_name = xml::read_type_name(*bytes, name).value();
      const auto type_bytes = read_file(root.parent_path() / "schemas/types" / (type_name.name + ".xml"));
      REQUIRE(type_bytes);
      const model::DocumentType type = xml::read_type(*type_bytes, "type.xml").value();
      const xml::ReadDocument read = xml::read_document(*bytes, type, name).value();
      CHECK(xml::is_canonical(*bytes, read.document, type));
      CHECK(xml::write_document(read.document, type) == *bytes);
    } else if (name == "pictures.xml") {
      CHECK(xml::write_pictures(xml::read_pictures(*bytes, name).value()) == *bytes);
      CHECK(validate(*bytes, "pictures.xsd").empty());
    } else if (entry.path().parent_path().filename() == "editions") {
      CHECK(xml::write_edition(xml::read_edition(*bytes, name).value()) == *bytes);
    } else {
      continue;
    }
    ++count;
  }
  CHECK(count >= 5);
}

TEST_CASE("files: a theme whose text is hard to read is refused with the line of the colour") {
  const auto theme = [](const char* what, const char* by) {
    return refusal(xml::read_theme, replaced(kTheme, what, by));
  };
  const char* small = "<style role=\"small\" size=\"10pt\" leading=\"12pt\" />";
  const auto small_in = [&](const std::string& attributes) {
    return theme(small, ("<style role=\"small\" leading=\"12pt\" " + attributes + " />").c_str());
  };
  // #767676 has 4.54 on white, but 3.98 on the fill; #666666 has 5.0 there.
  CHECK(small_in("size=\"10pt\" colour=\"#767676\"") == "low-contrast:10");
  CHECK(small_in("size=\"10pt\" colour=\"#666666\"") == "accepted");
  CHECK(small_in("size=\"17.9pt\" colour=\"#767676\"") == "low-contrast:10");
  CHECK(small_in("size=\"18pt\" colour=\"#767676\"") == "accepted");
  CHECK(small_in("size=\"14pt\" bold=\"true\" colour=\"#767676\"") == "accepted");
  CHECK(small_in("size=\"14pt\" bold=\"true\" colour=\"#a0a0a0\"") == "low-contrast:10");
  CHECK(theme("#c40d1e", "#ff0000") == "low-contrast:19");
  CHECK(theme("#f0f0f0", "#303030").substr(0, 12) == "low-contrast");
}

TEST_CASE("files: a theme names a font for each system that has it elsewhere") {
  const std::string hash(64, 'a');
  const std::string with =
      replaced(kTheme, "file=\"a.ttf\" sha256=\"0123456789012345678901234567890123456789012345678901234567890123\" />",
               ("file=\"a.ttf\" sha256=\"" + hash + "\"><or file=\"z.ttf\" sha256=\"" + hash + "\" /></font>").c_str());
  const auto theme = xml::read_theme(with, "f.xml");
  REQUIRE(theme.has_value());
  REQUIRE(theme->regular.others.size() == 1);
  CHECK(theme->regular.others[0].file == "z.ttf");
  CHECK(theme->bold.others.empty());
  CHECK(validate(with, "theme.xsd").empty());
}
