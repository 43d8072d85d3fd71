#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "support/catch.h"
#include "support/city_type_xml.h"
#include "support/documents.h"
#include "support/source_folder.h"
#include "xml/xml.h"

using namespace zielbaum;
using namespace std::string_literals;

namespace {

const std::string kHead = "<strategie xmlns=\"urn:zielbaum:type:musterstadt:2\" id=\"s\" lang=\"de\">\n";

Result<xml::ReadDocument> read_strategy(std::string_view bytes) {
  return xml::read_document(bytes, test::city_type(), "documents/s/document.xml");
}

/// Code and line of the error that the bytes are refused with: "comment:2".
std::string refusal(std::string_view bytes) {
  const auto result = read_strategy(bytes);
  if (result) return "accepted";
  CHECK(result.error().kind == ErrorKind::Invalid);
  CHECK(result.error().place.file == "documents/s/document.xml");
  CHECK_FALSE(result.error().findings.empty());
  return result.error().code + ":" + std::to_string(result.error().place.line);
}

std::string nested(std::size_t depth) {
  std::string out = kHead;
  for (std::size_t i = 0; i < depth; ++i) out += "<handlungsfeld id=\"h" + std::to_string(i) + "\">\n";
  for (std::size_t i = 0; i < depth; ++i) out += "</handlungsfeld>\n";
  return out + "</strategie>\n";
}

}  // namespace

TEST_CASE("gate: what is no well-formed UTF-8 XML of our sort is refused with its line") {
  const std::string end = "</strategie>\n";
  CHECK(refusal("") == "not-well-formed:1");
  CHECK(refusal("kein XML") == "not-well-formed:1");
  for (const char* empty : {"", " \n\n", "\xEF\xBB\xBF"}) {
    const Result<xml::ReadDocument> nothing = read_strategy(empty);
    REQUIRE_FALSE(nothing.has_value());
    CHECK(nothing.error().message.text == "The file does not begin with an XML element");
  }
  CHECK(refusal(kHead) == "not-well-formed:2");
  CHECK(refusal(kHead + "<title>a</titel>\n" + end) == "not-well-formed:2");
  CHECK(refusal(kHead + end + "<zweite/>\n") == "not-well-formed:3");
  CHECK(refusal(kHead + end + "Text dahinter\n") == "not-well-formed:3");
  CHECK(refusal(kHead + "\n<handlungsfeld id=\"a\" id=\"b\"/>\n" + end) == "duplicate-attribute:3");
  CHECK(refusal(kHead + "<title>A & B</title>\n" + end) == "not-well-formed:2");
  CHECK(refusal(kHead + "<title>&auml;</title>\n" + end) == "not-well-formed:2");
  CHECK(refusal(kHead + "<title>&#1;</title>\n" + end) == "control-character:2");
  CHECK(refusal(kHead + "<!-- Notiz -->\n" + end) == "comment:2");
  CHECK(refusal(kHead + "<?php echo 1 ?>\n" + end) == "processing-instruction:2");
  CHECK(refusal(kHead + "<x:title>a</x:title>\n" + end) == "not-well-formed:2");
}

TEST_CASE("gate: a DOCTYPE is refused at once, whatever it would expand to or open") {
  std::string laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY l0 \"lol\">\n";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&l" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY l" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) laughs += before;
    laughs += "\">\n";
  }
  laughs += "]>\n" + kHead + "<title>&l29;</title></strategie>";
  CHECK(refusal(laughs) == "doctype:2");  // expanded, it would be larger than any memory
  CHECK(refusal("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">\n" + kHead + "</strategie>") == "doctype:1");
  CHECK(refusal("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + kHead +
                "<title>&x;</title></strategie>") == "doctype:1");
  CHECK(refusal("<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://127.0.0.1:9/x\"> %x;]>" + kHead + "</strategie>") ==
        "doctype:1");
}

TEST_CASE("gate: XInclude is an element of another namespace, nothing is opened") {
  CHECK(refusal(kHead + "<include xmlns=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\" parse=\"text\"/>" +
                "</strategie>") == "foreign-namespace:2");
  CHECK(refusal(kHead + "<title xmlns=\"\">a</title></strategie>") == "foreign-namespace:2");
}

TEST_CASE("gate: bytes that are no UTF-8 are refused with line and offset") {
  const std::string end = "</title></strategie>";
  for (const std::string_view bad : {"\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80"}) {
    const std::string bytes = kHead + "\n<title>" + std::string(bad) + end;
    CHECK(refusal(bytes) == "not-utf8:3");
    CHECK(read_strategy(bytes).error().message.args[0] == std::to_string(kHead.size() + 8));
  }
  CHECK(refusal(kHead + "<title>abc\xC3") == "not-utf8:2");

  CHECK(refusal(kHead + "<title>\0"s + end) == "control-character:2");
  CHECK(refusal(kHead + "<title>\x1B"s + end) == "control-character:2");
  CHECK(refusal("\xFF\xFE<\0s\0/\0>\0"s) == "not-utf8:1");
  CHECK(refusal("\xFE\xFF\0<\0s\0/\0>"s) == "not-utf8:1");
  CHECK(refusal("<\0s\0/\0>\0"s) == "not-utf8:1");
  CHECK(refusal("\0<\0s\0/\0>"s) == "not-utf8:1");
  CHECK(refusal("\xFE\xFF" + kHead + end) == "not-utf8:1");
  CHECK(refusal("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n" + kHead + end) == "encoding:1");
  CHECK(refusal("<?xml version='1.0' encoding='UTF-16'?>\n" + kHead + end) == "encoding:1");
}

TEST_CASE("gate: ways to write the same are read and called not canonical") {
  const std::string same = kHead + "  <title>Größe &amp; Maß</title>\n</strategie>\n";
  REQUIRE(read_strategy(same));
  CHECK(xml::is_canonical(same, read_strategy(same)->document, test::city_type()));
  const model::Document expected = read_strategy(same)->document;
  const std::string body = kHead.substr(0, kHead.size() - 1);
  std::string carriage;
  for (const char c : same) carriage += c == '\n' ? std::string("\r\n") : std::string(1, c);
  for (
      const std::string& other :
      {"\xEF\xBB\xBF" + same, carriage, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + same,
       body + "<title>Gr\xC3\xB6\xC3\x9F" + "e &#38; Ma&#xDF;</title></strategie>",
       body + "<title>\n  Größe\n  &amp; Maß </title></strategie>",
       body + "<title><![CDATA[Größe & Maß]]></title></strategie>",
       body + "<title>\n<![CDATA[Größe]]> <![CDATA[& ]]>\nMa<![CDATA[ß]]>\n</title></strategie>",
       "<strategie lang='de' id='s' xmlns='urn:zielbaum:type:musterstadt:2'><title>Größe &amp; Maß</title></strategie>"s,
       "<z:strategie lang='de' id='s' xmlns:z='urn:zielbaum:type:musterstadt:2'><z:title xml:lang='de'>Größe &amp; "
       "Maß</z:title></z:strategie>"s}) {
    CAPTURE(other);
    const auto result = read_strategy(other);
    REQUIRE(result);
    CHECK(result->findings.empty());
    CHECK(result->document == expected);
    CHECK_FALSE(xml::is_canonical(other, result->document, test::city_type()));
    CHECK(xml::write_document(result->document, test::city_type()) == same);
  }
}

TEST_CASE("gate: characters that need escaping come back as they were, also in attributes") {
  model::Document document = read_strategy(kHead + "</strategie>\n")->document;
  const model::DocumentType type = test::city_type();
  document.nodes.push_back({});
  document.nodes[1].parent = 0;
  document.nodes[1].kind = "leitprojekt";
  document.nodes[1].id.text = "p";
  document.nodes[1].title = "a<b> &amp; &#38; \"c\" 'd' ]]> \xC2\xA0|\xC2\xAD|\xE2\x80\xA8| 👩‍👧 u\xCC\x88";
  document.nodes[1].fields = {{"anteil", {model::Number{{40, 0}, "&#38; <a> \"%\" 'x'\t\n\r  y"}}}};
  const std::string bytes = xml::write_document(document, type);
  const auto result = read_strategy(bytes);
  REQUIRE(result);
  CHECK(result->document == document);
  CHECK(xml::is_canonical(bytes, result->document, test::city_type()));
}

TEST_CASE("gate: nesting and number of nodes have a limit") {
  CHECK(read_strategy(nested(xml::kMostDepth))->findings.empty());
  CHECK(has_errors(read_strategy(nested(xml::kMostDepth + 1))->findings));
  CHECK(refusal(nested(300)).substr(0, 9) == "too-deep:");
  CHECK(refusal(nested(100'000)).substr(0, 9) == "too-deep:");
  std::string many = kHead;
  for (std::size_t i = 0; i < xml::kMostNodes; ++i) many += "<handlungsfeld id=\"h\"/>";
  CHECK(refusal(many + "</strategie>") == "too-large:1");
}

TEST_CASE("gate: lines are right past 65,535, and for tags of several lines") {
  const std::string start = kHead + std::string(69'998, '\n');
  CHECK(refusal(start + "<title>a</titel></strategie>") == "not-well-formed:70000");
  CHECK(refusal(start + "<!-- x --></strategie>") == "comment:70000");
  CHECK(refusal(start + "<title a='1' a='2'/></strategie>") == "duplicate-attribute:70000");
  const auto result = read_strategy(
      start +
      "<handlungsfeld\n  id=\"h\">\n<titel>x</titel>\n<zielwert year=\"2026\"\n unit=\"%\">1,5</zielwert>\n"
      "<link\n role=\"dient\" to=\"s\"/></handlungsfeld></strategie>");
  REQUIRE(result);
  CHECK(result->lines[1].node == 70'000);
  CHECK(result->lines[1].links == std::vector<std::uint32_t>{70'005});
  REQUIRE(result->findings.size() == 2);
  CHECK(result->findings[0].place.line == 70'002);
  CHECK(result->findings[1].place.line == 70'003);
}

TEST_CASE("gate: files of more than ten million bytes are read") {
  std::string bytes = kHead;
  const std::string title(1'000'000, 'x');
  for (int i = 0; i < 12; ++i)
    bytes +=
        "  <handlungsfeld id=\"h" + std::to_string(i) + "\">\n    <title>" + title + "</title>\n  </handlungsfeld>\n";
  bytes += "</strategie>\n";
  const auto result = read_strategy(bytes);
  REQUIRE(result);
  CHECK(xml::is_canonical(bytes, result->document, test::city_type()));
  CHECK(result->lines.back().node == 35);
}

TEST_CASE("gate: every file of the fuzzing corpus is answered, none crashes") {
  std::size_t count = 0;
  const std::filesystem::path folder = std::filesystem::path(test::kSourceFolder) / "tests/fuzz/corpus/xml";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    CAPTURE(entry.path().filename().string());
    const Result<std::string> bytes = read_file(entry.path());
    REQUIRE(bytes);
    const auto result = read_strategy(*bytes);
    if (result) {
      CHECK(read_strategy(xml::write_document(result->document, test::city_type())).has_value());
    } else {
      CHECK_FALSE(result.error().message.text.empty());
    }
    ++count;
  }
  CHECK(count >= 10);
}
