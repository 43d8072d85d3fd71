// Laws of the file: other programs read it without complaint and find the same words; same pages, same bytes.
#include "pdf/pdf.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "base/process.h"
#include "pdf/compact.h"
#include "pdf/syntax_internal.h"
#include "support/pdf_of.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

/// A folder of this process that is gone at the end.
struct TempFolder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("zielbaum-pdf-test-" + std::to_string(getpid()));
  TempFolder() { std::filesystem::create_directories(path); }
  ~TempFolder() { std::filesystem::remove_all(path); }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
};

std::string output_of(const std::vector<std::string>& arguments) {
  const Result<Finished> finished = run_process(arguments);
  REQUIRE(finished.has_value());
  INFO(finished->out << finished->err);
  CHECK(finished->exit_code == 0);
  return finished->out;
}

/// The quoted lines of `pdfinfo -struct-text`, joined; a space between different elements.
std::vector<std::string> struct_words(const std::string& listing) {
  std::string text;
  std::size_t begin = 0;
  while (begin < listing.size()) {
    const std::size_t end = std::min(listing.find('\n', begin), listing.size());
    std::string_view line = std::string_view(listing).substr(begin, end - begin);
    begin = end + 1;
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string_view::npos) continue;
    line.remove_prefix(first);
    if (line.starts_with('"')) {
      text += line.substr(1, line.rfind('"') - 1);
    } else if (line.find("(inline)") == std::string_view::npos && !line.starts_with("Object") &&
               !line.starts_with('/')) {
      text += ' ';
    }
  }
  return words(text);
}

flow::Flow small_flow() {
  flow::Flow made;
  made.metadata.title = "Kleine Schrift – „mit Zeichen“ & <Klammern>";
  made.metadata.author = "Senatskanzlei Berlin";
  made.metadata.unix_time = 1'671'494'400;
  made.blocks.push_back(heading(1, "", "Bürger*innen und Behörden", "anfang"));
  made.blocks.push_back(paragraph("Größe, Maß und Übermut: 1 234,50 € → 4,2 % mehr als 2025–2030, „Auffindbarkeit“."));
  made.blocks.push_back(paragraph(
      "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzgebungsverfahrensordnungsentwurfsfassung und "
      "die Haushalts- und Stellenpläne der Senatsverwaltungen für Umwelt, Mobilität, Verbraucher- und Klimaschutz."));
  made.blocks.push_back(facts_table("Senatskanzlei", 7));
  return made;
}

}  // namespace

TEST_CASE("pdf: qpdf finds nothing to complain about") {
  const TempFolder folder;
  const std::string file = (folder.path / "a.pdf").string();
  REQUIRE(write_file(file, pdf_of(sample_flow(12))).has_value());
  output_of({"qpdf", "--check", file});
}

TEST_CASE("pdf: the structure tree tells the words of the Flow, divided words whole again") {
  const TempFolder folder;
  const std::string file = (folder.path / "a.pdf").string();
  const std::vector<std::string> expected = words(
      "Bürger*innen und Behörden Größe, Maß und Übermut: 1 234,50 € → 4,2 % mehr als 2025–2030, „Auffindbarkeit“. "
      "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzgebungsverfahrensordnungsentwurfsfassung und "
      "die Haushalts- und Stellenpläne der Senatsverwaltungen für Umwelt, Mobilität, Verbraucher- und Klimaschutz. "
      "Federführung Senatskanzlei Beteiligte Technologiestiftung Berlin, CityLAB Berlin Zeitraum 07/2022–09/2026 "
      "Umsetzungsstand laufend Budget 107.000 EUR");
  for (const model::Theme& theme : {standard_theme(), book_theme()}) {
    REQUIRE(write_file(file, pdf_of(small_flow(), no_media, {}, theme)).has_value());
    CHECK(struct_words(output_of({"pdfinfo", "-struct-text", file})) == expected);
  }
}

TEST_CASE("pdf: other readers find title, tags, language and pages") {
  const TempFolder folder;
  const std::string file = (folder.path / "a.pdf").string();
  const flow::Flow flow = sample_flow(9);
  REQUIRE(write_file(file, pdf_of(flow)).has_value());
  const std::string info = output_of({"pdfinfo", file});
  CHECK(info.find("Gemeinsam Digital: Berlin") != std::string::npos);
  CHECK(info.find("Tagged:          yes") != std::string::npos);
  CHECK(info.find("PDF version:     1.7") != std::string::npos);
  const std::string structure = output_of({"pdfinfo", "-struct", file});
  for (const char* role : {"Document", "H1", "H2", "H3", "L (block)", "LI", "Lbl", "LBody", "Table", "TBody", "TR",
                           "TH", "TD", "TOC", "TOCI", "Reference", "Link", "Note"}) {
    INFO(role);
    CHECK(structure.find(role) != std::string::npos);
  }
  const std::string destinations = output_of({"pdfinfo", "-dests", file});
  CHECK(destinations.find("kiezbox-9") != std::string::npos);
  const std::string fonts = output_of({"pdffonts", file});
  CHECK(fonts.find("AAAAAB+NotoSans-Regular") != std::string::npos);
  CHECK(fonts.find(" no ") == std::string::npos);  // embedded, subset, with ToUnicode
}

TEST_CASE("pdf: the same Flow gives the same bytes") {
  CHECK(pdf_of(sample_flow(5)) == pdf_of(sample_flow(5)));
  CHECK(pdf_of(sample_flow(5)) != pdf_of(sample_flow(5, 2)));
}

TEST_CASE("pdf: marks of a comparison divide no word for those who hear or copy it") {
  const TempFolder folder;
  const std::string file = (folder.path / "a.pdf").string();
  flow::Flow flow = small_flow();
  flow::Run deleted = run("[-halts-]");
  deleted.mark = flow::Mark::Deleted;
  flow::Run inserted = run("[+besitz+]");
  inserted.mark = flow::Mark::Inserted;
  flow.blocks.push_back(paragraph(flow::Runs{run("Der Haus"), deleted, inserted, run("plan gilt.")}));
  REQUIRE(write_file(file, pdf_of(flow)).has_value());
  const std::string wanted = "Haus[-halts-][+besitz+]plan";
  CHECK(output_of({"pdftotext", file, "-"}).find(wanted) != std::string::npos);
  const std::vector<std::string> heard = struct_words(output_of({"pdfinfo", "-struct-text", file}));
  CHECK(std::find(heard.begin(), heard.end(), wanted) != heard.end());
}

TEST_CASE("pdf: the tags say which words are new and which are gone") {
  const TempFolder folder;
  const std::string file = (folder.path / "a.pdf").string();
  flow::Flow flow = small_flow();
  flow::Run gone = run("[2025]");
  gone.mark = flow::Mark::Deleted;
  flow::Run came = run("2026");
  came.mark = flow::Mark::Inserted;
  flow.blocks.push_back(paragraph(flow::Runs{run("Bis "), gone, run(" "), came, run(".")}));
  REQUIRE(write_file(file, pdf_of(flow)).has_value());
  const std::string readable = output_of({"qpdf", "--qdf", "--object-streams=disable", file, "-"});
  for (const char* tag : {"/TextDecorationType /Underline", "/TextDecorationType /LineThrough",
                          "/ActualText (gestrichen: [2025] \\(Ende\\))"}) {
    INFO(tag);
    CHECK(readable.find(tag) != std::string::npos);
  }
}

TEST_CASE("pdf: the language of a block and of a run is told") {
  const TempFolder folder;
  const std::string file = (folder.path / "a.pdf").string();
  flow::Flow flow = small_flow();
  flow::Run foreign = run("shared mobility hub");
  foreign.lang = "en";
  flow::Run short_name = run("SCU");
  short_name.expansion = "Smart City Unit";
  flow.blocks.push_back(
      paragraph(flow::Runs{run("Ein "), foreign, run(" ist ein Umsteigeort, sagt die "), short_name, run(".")}));
  flow.blocks.push_back(paragraph("Ville intelligente"));
  flow.blocks.back().lang = "fr";
  REQUIRE(write_file(file, pdf_of(flow)).has_value());
  const std::string readable = output_of({"qpdf", "--qdf", "--object-streams=disable", file, "-"});
  CHECK(readable.find("/Lang (en)") != std::string::npos);
  CHECK(readable.find("/Lang (fr)") != std::string::npos);
  CHECK(readable.find("/E (Smart City Unit)") != std::string::npos);
}

TEST_CASE("pdf: a date is told where one is known, and none is made up") {
  const TempFolder folder;
  const std::string file = (folder.path / "a.pdf").string();
  for (const bool known : {true, false}) {
    flow::Flow flow = small_flow();
    if (!known) flow.metadata.unix_time.reset();
    const std::string bytes = pdf_of(flow);
    REQUIRE(write_file(file, bytes).has_value());
    output_of({"qpdf", "--check", file});
    const std::string listing = output_of({"pdfinfo", file});
    CHECK((listing.find("CreationDate:") != std::string::npos) == known);
    CHECK((listing.find("ModDate:") != std::string::npos) == known);
    CHECK((bytes.find("/CreationDate") != std::string::npos) == known);
    CHECK((bytes.find("xmp:CreateDate") != std::string::npos) == known);
    CHECK((bytes.find("xmp:ModifyDate") != std::string::npos) == known);
  }
}

TEST_CASE("pdf: pictures are figures with their alternative text, each stored once") {
  const TempFolder folder;
  flow::Flow flow = small_flow();
  flow::Figure figure;
  figure.media = "doc/punkt.png";
  figure.alt = "Ein einzelner Bildpunkt";
  figure.caption = {run("Abbildung 1: Punkt")};
  flow.blocks.push_back(block_of(figure));
  flow.blocks.push_back(block_of(figure));
  const std::string file = (folder.path / "a.pdf").string();
  const std::string bytes = pdf_of(flow, one_pixel);
  REQUIRE(write_file(file, bytes).has_value());
  output_of({"qpdf", "--check", file});
  CHECK(output_of({"pdfinfo", "-struct", file}).find("Figure") != std::string::npos);
  std::size_t images = 0;
  for (std::size_t i = bytes.find("/Subtype/Image"); i != std::string::npos; i = bytes.find("/Subtype/Image", i + 1)) {
    ++images;
  }
  CHECK(images == 2);  // the picture and its mask
}

TEST_CASE("pdf: a caption is a part of its figure") {
  const TempFolder folder;
  flow::Flow flow = small_flow();
  flow::Figure figure;
  figure.media = "doc/punkt.png";
  figure.alt = "Ein einzelner Bildpunkt";
  figure.caption = {run("Abbildung 1: Punkt")};
  flow.blocks.push_back(block_of(figure));
  const std::string file = (folder.path / "a.pdf").string();
  REQUIRE(write_file(file, pdf_of(flow, one_pixel)).has_value());
  const std::string structure = output_of({"pdfinfo", "-struct", file});
  const std::size_t at = structure.find("Figure");
  REQUIRE(at != std::string::npos);
  const auto indent_of = [&](std::size_t place) { return place - structure.rfind('\n', place) - 1; };
  const std::size_t caption = structure.find("Caption", at);
  REQUIRE(caption != std::string::npos);
  CHECK(indent_of(caption) > indent_of(at));
}

TEST_CASE("pdf: a link over several lines is one annotation that knows its lines") {
  flow::Flow flow = small_flow();
  flow::Run link =
      run("ein Verweis, der so lang ist, dass er über mehrere Zeilen des Absatzes läuft, und zwar über "
          "mindestens drei davon, was man ihm auch ansieht, wenn man ihn auf dem Papier vor sich hat");
  link.link = "https://example.org/verweis";
  flow.blocks.push_back(paragraph(flow::Runs{run("Hier steht "), link, run(".")}));
  const std::string bytes = pdf_of(flow);
  const auto count = [&bytes](std::string_view what) {
    std::size_t found = 0;
    for (std::size_t i = bytes.find(what); i != std::string::npos; i = bytes.find(what, i + 1)) ++found;
    return found;
  };
  CHECK(count("/URI(https://example.org/verweis)") == 1);
  REQUIRE(count("/QuadPoints[") == 1);
  const std::size_t begin = bytes.find("/QuadPoints[");
  const std::string points = bytes.substr(begin, bytes.find(']', begin) - begin);
  CHECK(std::count(points.begin(), points.end(), ' ') >= 8 * 2);
}

TEST_CASE("pdf: headings below the sixth level say their level, and are known as headings to older readers") {
  flow::Flow flow = small_flow();
  for (std::uint8_t level = 2; level <= 9; ++level) {
    flow.blocks.push_back(heading(level, "", "Ebene " + std::to_string(level), "ebene-" + std::to_string(level)));
    flow.blocks.push_back(paragraph("Text"));
  }
  const std::string bytes = pdf_of(flow);
  for (const char* part : {"/S/H7/", "/S/H8/", "/S/H9/", "/RoleMap<</H7/H6/H8/H6/H9/H6>>"}) {
    INFO(part);
    CHECK(bytes.find(part) != std::string::npos);
  }
  CHECK(pdf_of(small_flow()).find("/RoleMap") == std::string::npos);
}

TEST_CASE("pdf: every stream ends at the beginning of a line, also in compact files") {
  const std::string bytes = pdf_of(sample_flow(3));
  Result<pdf::Judged> compact = pdf::compacted(bytes);
  REQUIRE(compact.has_value());
  for (const std::string& file : {bytes, compact->bytes}) {
    std::size_t streams = 0;
    for (std::size_t i = file.find("endstream"); i != std::string::npos; i = file.find("endstream", i + 1)) {
      CHECK((file[i - 1] == '\n' || file[i - 1] == '\r'));
      ++streams;
    }
    CHECK(streams > 3);
  }
}

TEST_CASE("pdf: a drawing is one figure with its box, and its words can be found") {
  const TempFolder folder;
  flow::Flow flow;
  flow.blocks.push_back(heading(1, "", "Überblick", "a"));
  flow::Drawing drawing;
  drawing.height = 100;
  drawing.alt = "Ein Pfeil";
  flow::Label label;
  label.y = 50;
  label.width = 400;
  label.text = "Kiezbox 2.0";
  flow::Label other = label;
  other.x = 500;
  other.text = "Lernorte";
  drawing.shapes = {flow::Polygon{{{0, 0}, {100, 50}, {0, 100}}, flow::Ink::Accent}, label, other};
  flow.blocks.push_back(block_of(drawing));
  const std::string file = (folder.path / "a.pdf").string();
  REQUIRE(write_file(file, pdf_of(flow)).has_value());
  output_of({"qpdf", "--check", file});
  const std::string listing = output_of({"pdfinfo", "-struct-text", file});
  CHECK(struct_words(listing) == words("Überblick Kiezbox 2.0 Lernorte"));
  const std::size_t box = listing.find("/BBox [");
  REQUIRE(box != std::string::npos);
  double edges[4] = {};
  REQUIRE(std::sscanf(listing.c_str() + box, "/BBox [%lf %lf %lf %lf]", edges, edges + 1, edges + 2, edges + 3) == 4);
  CHECK(std::abs(edges[0] - 70.866) < 0.001);  // 25 mm
  CHECK(std::abs(edges[2] - 524.4) < 0.1);
  CHECK(std::abs((edges[3] - edges[1]) * 10 - (edges[2] - edges[0])) < 0.1);
  CHECK(output_of({"qpdf", "--qdf", "--object-streams=disable", file, "-"}).find(" l h f\n") != std::string::npos);
}

TEST_CASE("pdf: numbers and strings are written without locale and rounded to thousandths") {
  CHECK(pdf::length_text(Length::points(12)) == "12");
  CHECK(pdf::length_text(Length::micropoints(1'500'400)) == "1.5");
  CHECK(pdf::length_text(Length::micropoints(-1'020'600)) == "-1.021");
  CHECK(pdf::length_text(Length::micropoints(-400)) == "0");
  CHECK(pdf::length_text(Length::micropoints(7'000)) == "0.007");
  CHECK(pdf::text_string("Ä𝄞") == "<FEFF00C4D834DD1E>");
  CHECK(pdf::text_string("Maß (1)") == "(Ma\xDF \\(1\\))");
  CHECK(pdf::text_string("\u00FEor") == "<FEFF00FE006F0072>");  // its first byte begins a mark of UTF-16
  CHECK(pdf::byte_string("a(b)\\") == "(a\\(b\\)\\\\)");
}
