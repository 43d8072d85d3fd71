#include "docx/docx.h"

#include <cstdlib>
#include <sstream>

#include "base/file.h"
#include "base/utf8.h"
#include "support/catch.h"
#include "support/sample_flow.h"
#include "support/source_folder.h"
#include "support/word_file.h"

using namespace zielbaum;
using namespace zielbaum::flow;
using test::note_mark;
using test::read_word_file;
using test::WordFile;

namespace {

Result<std::string> picture(std::string_view) {
  return read_file(std::filesystem::path(test::kSourceFolder) / "documents/smart-city-strategie/media/phasen.png");
}

WordFile written(const Flow& flow) {
  const Result<std::string> made = docx::document(flow, picture);
  REQUIRE(made.has_value());
  WordFile file = read_word_file(*made);
  for (const std::string& mistake : file.mistakes) FAIL_CHECK(mistake);
  return file;
}

std::vector<std::string> split(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

Run linked(std::string words, std::string link) {
  Run run = test::run(std::move(words));
  run.link = std::move(link);
  return run;
}
Run marked(std::string words, Mark mark) {
  Run run = test::run(std::move(words));
  run.mark = mark;
  return run;
}

Table comparison() {
  Table table;
  table.role = TableRole::Comparison;
  table.caption = {test::run("Gegenüberstellung")};
  table.shares = {1, 1};
  table.header = {test::row({test::cell("Alte Fassung", Scope::Column), test::cell("Neue Fassung", Scope::Column)})};
  Cell before;
  before.blocks = {test::paragraph({test::run("Die Stadt "), marked("[plant]", Mark::Deleted)})};
  Cell after;
  after.blocks = {test::paragraph({test::run("Die Stadt "), marked("baut", Mark::Inserted)})};
  table.rows = {test::row({before, after}), test::row({test::cell(""), test::cell("– (neu)")})};
  table.rows[0].anchor = "kiezbox-q2vh.old";
  return table;
}

/// A little of everything, in places where it is hard.
Flow everything() {
  Flow flow;
  flow.metadata.title = "Gemeinsam Digital: Berlin";
  flow.metadata.author = "Senatskanzlei Berlin";
  flow.metadata.keywords = {"Strategie", "Digitalisierung"};
  flow.metadata.unix_time = 1'671'494'400;
  flow.running_title = "Gemeinsam Digital: Berlin";
  flow.running_mark = "Musterfassung";
  flow.notes = {{{test::paragraph({test::run("Quelle "), linked("Amt", "https://example.org"), note_mark(1)})}},
                {{test::paragraph("Zweite Fußnote"), test::block_of(List{false, 1, {{{test::paragraph("Punkt")}}}})}},
                {{test::block_of(Code{"niemand erwähnt sie"})}}};
  Table facts;
  facts.role = TableRole::Facts;
  facts.rows = {test::row({test::cell("Federführung", Scope::Row), test::cell("Technologiestiftung Berlin")})};
  Run page;
  page.kind = RunKind::PageNumber;
  page.link = "#kiezbox-q2vh";
  Run in_print = test::run(" (Seite 12)");
  in_print.medium = Medium::Print;
  Run english = test::run("smart");
  english.lang = "en";
  List inner{true, 3, {{{test::paragraph("Sensoren")}}, {{test::paragraph("Netze"), test::paragraph("und mehr")}}}};
  List outer{false, 1, {{{test::block_of(inner)}}, {{test::block_of(facts)}}, {}}};
  Table nested = comparison();
  nested.rows[1].cells[0].blocks = {test::block_of(outer), test::block_of(facts)};
  nested.rows[0].anchor.clear();
  Figure figure{"doc/phasen.png", "Drei Phasen", {test::run("Phasen")}};
  Drawing drawing;
  drawing.height = 100;
  drawing.alt = "Ein Baum";
  drawing.caption = {test::run("Überblick")};
  flow.blocks = {test::paragraph("Gemeinsam Digital: Berlin", ParagraphRole::Title),
                 test::paragraph("Musterfassung", ParagraphRole::Notice),
                 test::block_of(PageBreak{}),
                 test::block_of(Contents{"Inhalt", 2}),
                 test::heading(1, "1", "Zukunftschancen", "zukunft"),
                 test::heading(2, "Ziel 1.1", "Lernorte", "9-lernorte"),
                 test::heading(3, "M 1", "Kiezbox", "kiezbox-q2vh"),
                 test::paragraph({test::run("Ein Netz"), note_mark(0), linked(" für alle", "#kiezbox-q2vh.old"),
                                  in_print, note_mark(0), page, english}),
                 test::block_of(outer),
                 test::block_of(figure),
                 test::block_of(figure),
                 test::block_of(drawing),
                 Block{Quote{{test::paragraph("Smart ist, was hilft.")}}, "en"},
                 test::block_of(Code{"a < b\n  ]]> c"}),
                 test::block_of(Rule{}),
                 test::block_of(comparison()),
                 test::block_of(nested)};
  return flow;
}

std::vector<std::string> texts(pugi::xml_node node) {
  std::vector<std::string> found;
  for (const pugi::xml_node text : test::all(node, "w:t")) found.push_back(text.text().get());
  return found;
}

pugi::xml_node run_of(const WordFile& file, const std::string& words) {
  for (const pugi::xml_node text : test::all(file.body(), "w:t")) {
    if (text.text().get() == words) return text.parent();
  }
  FAIL("no run " << words);
  return {};
}

std::string style_of(pugi::xml_node paragraph) {
  return paragraph.child("w:pPr").child("w:pStyle").attribute("w:val").value();
}

}  // namespace

TEST_CASE("docx: the words of the file in reading order are those of the Flow") {
  for (const Flow& flow : {everything(), test::sample_flow(20)}) {
    CHECK(broken_rules(flow).empty());
    CHECK(split(test::words_of(written(flow))) == split(plain_text(flow)));
  }
}

TEST_CASE("docx: the same Flow gives the same bytes, in any time zone") {
  const Flow flow = everything();
  const std::string first = *docx::document(flow, picture);
  const char* const zone = std::getenv("TZ");
  const std::string old_zone = zone == nullptr ? "" : zone;
  setenv("TZ", "Pacific/Kiritimati", 1);
  tzset();
  CHECK(*docx::document(flow, picture) == first);
  zone == nullptr ? unsetenv("TZ") : setenv("TZ", old_zone.c_str(), 1);
  tzset();
}

TEST_CASE("docx: headings have Word's own styles, lists Word's own numbers") {
  const WordFile file = written(everything());
  std::vector<std::string> headings;
  std::vector<std::string> items;
  for (const pugi::xml_node paragraph : file.body().children("w:p")) {
    if (style_of(paragraph).starts_with("Heading")) headings.push_back(style_of(paragraph) + " " + texts(paragraph)[0]);
    const pugi::xml_node number = paragraph.child("w:pPr").child("w:numPr");
    if (!number) continue;
    items.push_back(number.child("w:ilvl").attribute("w:val").value() + std::string("/") +
                    number.child("w:numId").attribute("w:val").value());
  }
  CHECK(headings == std::vector<std::string>{"Heading1 1 ", "Heading2 Ziel 1.1 ", "Heading3 M 1 "});
  CHECK(items == std::vector<std::string>{"0/1", "1/2", "1/2", "0/1", "0/1"});
  const pugi::xml_node list = file.root("word/numbering.xml").find_child_by_attribute("w:num", "w:numId", "2");
  CHECK(list.child("w:lvlOverride").child("w:startOverride").attribute("w:val").as_int() == 3);
}

TEST_CASE("docx: heads of tables are repeated, widths are shared, rows may go over pages") {
  const WordFile file = written(everything());
  const pugi::xml_node table = file.body().child("w:tbl").next_sibling("w:tbl");
  REQUIRE(table);
  CHECK(table.child("w:tr").child("w:trPr").child("w:tblHeader"));
  CHECK_FALSE(table.child("w:tr").next_sibling().child("w:trPr"));
  const pugi::xml_node column = table.child("w:tblGrid").child("w:gridCol");
  CHECK(column.attribute("w:w").as_int() == 4536);
  CHECK(column.next_sibling().attribute("w:w").as_int() == 4536);
  CHECK(style_of(table.child("w:tr").child("w:tc").child("w:p")) == "TableHeading");
  CHECK(table.child("w:tblPr").child("w:tblLook").attribute("w:firstRow").as_int() == 1);
}

TEST_CASE("docx: tables do not grow together") {
  Flow flow;
  flow.blocks = {test::block_of(comparison()), test::block_of(comparison())};
  std::get<Table>(flow.blocks[1].content).caption.clear();
  std::get<Table>(flow.blocks[1].content).rows[0].anchor.clear();
  const WordFile file = written(flow);
  std::string order;
  for (const pugi::xml_node child : file.body().children()) order += child.name() + std::string(" ");
  CHECK(order == "w:p w:tbl w:p w:tbl w:p w:sectPr ");
}

TEST_CASE("docx: new words are bold and dropped ones struck out, by styles that can be changed in one place") {
  const WordFile file = written(everything());
  CHECK(run_of(file, "baut").child("w:rPr").child("w:rStyle").attribute("w:val").value() == std::string("Inserted"));
  CHECK(run_of(file, "[plant]").child("w:rPr").child("w:rStyle").attribute("w:val").value() == std::string("Deleted"));
  const pugi::xml_node styles = file.root("word/styles.xml");
  CHECK(styles.find_child_by_attribute("w:style", "w:styleId", "Inserted").child("w:rPr").child("w:b"));
  CHECK(styles.find_child_by_attribute("w:style", "w:styleId", "Deleted").child("w:rPr").child("w:strike"));
}

TEST_CASE("docx: new words in a bold paragraph stay bold") {
  Flow flow;
  flow.blocks = {test::heading(1, "", "Die ", "")};
  std::get<Heading>(flow.blocks[0].content).runs.push_back(marked("neue Stadt", Mark::Inserted));
  const WordFile file = written(flow);
  CHECK(run_of(file, "neue Stadt").child("w:rPr").child("w:b"));
}

TEST_CASE("docx: every style that is used exists") {
  const WordFile file = written(everything());
  const pugi::xml_node styles = file.root("word/styles.xml");
  for (const auto& [name, markup] : file.markup) {
    for (const char* element : {"w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next"}) {
      for (const pugi::xml_node use : test::all(markup, element)) {
        INFO(name << " " << use.attribute("w:val").value());
        CHECK(styles.find_child_by_attribute("w:style", "w:styleId", use.attribute("w:val").value()));
      }
    }
  }
}

TEST_CASE("docx: the language of the whole and of foreign words is said") {
  const WordFile file = written(everything());
  const pugi::xml_node usual = file.root("word/styles.xml").child("w:docDefaults");
  CHECK(test::all(usual, "w:lang").front().attribute("w:val").value() == std::string("de-DE"));
  for (const char* words : {"smart", "Smart ist, was hilft."}) {
    CHECK(run_of(file, words).child("w:rPr").child("w:lang").attribute("w:val").value() == std::string("en-GB"));
  }
}

TEST_CASE("docx: a note has one mark of its own, all others refer to it, and none is lost") {
  const WordFile file = written(everything());
  std::string ids;
  for (const pugi::xml_node mark : test::all(file.body(), "w:footnoteReference")) {
    ids += mark.attribute("w:id").value() + std::string(" ");
  }
  CHECK(ids == "1 2 3 ");
  CHECK(test::all(file.body(), "w:fldSimple").size() == 1);
  const pugi::xml_node notes = file.root("word/footnotes.xml");
  CHECK(test::all(notes, "w:footnoteRef").size() == 3);
  CHECK(test::all(notes, "w:fldSimple").size() == 1);
  CHECK(file.bytes.contains("word/_rels/footnotes.xml.rels"));

  Flow flow = everything();
  flow.note_placement = NotePlacement::End;
  flow.blocks.push_back(test::heading(1, "", "Anmerkungen", ""));
  CHECK(written(flow).bytes.contains("word/endnotes.xml"));
}

TEST_CASE("docx: pictures stand in the file once, with what they show said in words") {
  const WordFile file = written(everything());
  CHECK(file.bytes.at("word/media/image1.png") == *picture(""));
  CHECK_FALSE(file.bytes.contains("word/media/image2.png"));
  const std::vector<pugi::xml_node> frames = test::all(file.body(), "wp:docPr");
  REQUIRE(frames.size() == 2);
  CHECK(frames[0].attribute("descr").value() == std::string("Drei Phasen"));
  CHECK(frames[0].attribute("id").as_int() != frames[1].attribute("id").as_int());

  const Result<std::string> failed =
      docx::document(everything(), [](std::string_view) -> Result<std::string> { return std::string("kein Bild"); });
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().kind == ErrorKind::Invalid);
}

TEST_CASE("docx: the paper lies as the Flow says; running words and properties are there") {
  Flow flow = everything();
  flow.orientation = Orientation::Landscape;
  const WordFile file = written(flow);
  const pugi::xml_node page = file.body().child("w:sectPr").child("w:pgSz");
  CHECK(page.attribute("w:w").as_int() == 16838);
  CHECK(page.attribute("w:orient").value() == std::string("landscape"));
  CHECK(texts(file.root("word/header1.xml")) == std::vector<std::string>{"Gemeinsam Digital: Berlin", "Musterfassung"});
  CHECK(texts(file.root("word/header2.xml")) == std::vector<std::string>{"Musterfassung"});
  CHECK(texts(file.root("word/footer1.xml")) == std::vector<std::string>{"Seite ", "1", " von ", "1"});
  const pugi::xml_node core = file.root("docProps/core.xml");
  CHECK(core.child("dc:title").text().get() == std::string("Gemeinsam Digital: Berlin"));
  CHECK(core.child("dc:creator").text().get() == std::string("Senatskanzlei Berlin"));
  CHECK(core.child("cp:keywords").text().get() == std::string("Strategie; Digitalisierung"));
  CHECK(core.child("dcterms:modified").text().get() == std::string("2022-12-20T00:00:00Z"));
  flow.metadata.unix_time.reset();
  CHECK_FALSE(written(flow).root("docProps/core.xml").child("dcterms:modified"));
}

TEST_CASE("docx: hostile words neither break the markup nor disguise the text") {
  const std::string hostile = "a\x01\x02\x7F<b>&\"']]> \xEF\xBF\xBE\xEF\xBF\xBF \u202Eevil\u2066 \xFF\xC0\xAF x\ty\r\n";
  Flow flow = everything();
  flow.metadata.title = flow.metadata.author = flow.metadata.identifier = hostile;
  flow.running_title = flow.running_mark = hostile;
  flow.blocks.push_back(test::paragraph(hostile));
  flow.blocks.push_back(test::heading(1, hostile, hostile, hostile));
  flow.blocks.push_back(test::block_of(Code{hostile}));
  flow.blocks.push_back(test::paragraph({linked(hostile, "https://example.org/" + hostile + "%zz#a#b"),
                                         linked("hin", "#" + hostile), linked("aus", "javascript:alert(1)"),
                                         linked("weit", "https://example.org/" + std::string(9000, 'x'))}));
  flow.blocks.push_back(test::block_of(Figure{"doc/phasen.png", hostile, {test::run(hostile)}}));
  const WordFile file = written(flow);
  for (const auto& [name, bytes] : file.bytes) {
    if (!file.markup.contains(name)) continue;
    INFO(name);
    CHECK_FALSE(find_invalid_utf8(bytes));
    for (const char* evil :
         {"\x01", "\x02", "\r", "\x7F", "\u202E", "\u2066", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "&#1;"}) {
      CHECK(bytes.find(evil) == std::string::npos);
    }
  }
  std::string addresses;
  for (const pugi::xml_node one : file.root("word/_rels/document.xml.rels").children()) {
    if (one.attribute("TargetMode")) addresses += one.attribute("Target").value();
  }
  CHECK(addresses.find("javascript") == std::string::npos);
  CHECK(addresses.size() < 2000);
  CHECK(addresses.find_first_of(" <>\"\\^`{|}") == std::string::npos);
  CHECK(addresses.find("%25zz#a%23b") != std::string::npos);
}

TEST_CASE("docx: a Flow that breaks its rules still gives a sound file") {
  Flow flow;
  flow.blocks = {test::paragraph({note_mark(7), linked("", "#")}), test::block_of(Table{}), test::block_of(List{}),
                 test::block_of(PageBreak{})};
  Table odd;
  odd.shares = {0, 0, 0};
  odd.rows = {test::row({test::cell("a"), test::cell("b"), test::cell("c")}), test::row({}),
              test::row({test::cell("d")})};
  odd.rows[2].cells[0].column_span = 9;
  flow.blocks.push_back(test::block_of(odd));
  List deep;
  for (int i = 0; i < 12; ++i) deep = List{i % 2 == 0, -5, {{{test::paragraph("tief"), test::block_of(deep)}}}};
  flow.blocks.push_back(test::block_of(deep));
  written(flow);
  written(Flow{});
}
