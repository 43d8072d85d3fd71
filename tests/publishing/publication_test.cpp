// What stops a publication, and how it is told: on a store in memory.
#include <algorithm>

#include "base/file.h"
#include "model/paths.h"
#include "publishing/publishing.h"
#include "support/catch.h"
#include "support/source_folder.h"
#include "support/temp_folder.h"
#include "support/theme.h"
#include "workspace/workspace.h"

using namespace zielbaum;
using workspace::Workspace;

namespace {

const store::Act kPublishing{{"Ada Muster", "ada@example.org"}, 1'767'225'600};
constexpr const char* kText = "documents/plan/text/lernorte.md";

const std::string kPicture =
    *read_file(std::string(test::kSourceFolder) + "/documents/smart-city-strategie/media/phasen.png");

void put(Workspace& workspace, std::string_view path, std::string bytes) {
  REQUIRE(workspace.store()
              .write_working({{std::string(path), std::move(bytes)}}, kPublishing, "test", {"put"})
              .has_value());
}

std::string settings(const char* inside) {
  return "<workspace xmlns=\"urn:zielbaum:workspace:1\" format=\"1\">\n  <publisher>Stadt Muster</publisher>\n" +
         std::string(inside) + "</workspace>\n";
}

Workspace published_office() {
  std::unique_ptr<store::Store> store = store::create_memory();
  const std::string source = test::kSourceFolder;
  const std::vector<store::Write> files = {
      {"schemas/types/stadt.xml", *read_file(source + "/tests/cli/stadt.xml")},
      {"schemas/themes/standard.xml", *read_file(source + "/schemas/themes/standard.xml")},
      {std::string(model::kWorkspaceFile), settings("")}};
  REQUIRE(store->write_working(files, kPublishing, "test", {"start"}).has_value());
  Workspace workspace("memory", std::move(store));
  REQUIRE(workspace::add_document(workspace, {"stadt", "plan", "Digitale Stadt", "de"}, kPublishing).has_value());
  REQUIRE(workspace::add_node(workspace, {"goal", "plan", "", "Lernorte", "lernorte"}, 0, kPublishing).has_value());
  put(workspace, "documents/plan/editions/erste.xml",
      "<edition xmlns=\"urn:zielbaum:edition:1\" id=\"erste\" status=\"draft\" as-of=\"2026-11\" />\n");
  put(workspace, kText, "Orte zum Lernen.\n");
  return workspace;
}

Result<std::string> resource(std::string_view name) {
  if (name == publish::kColourProfile) return read_file("/usr/share/color/icc/sRGB.icc");
  return test::read_font(name);
}

/// "code file:line" of what refuses to publish.
std::string refusal(Workspace& workspace) {
  REQUIRE(workspace::save(workspace, "Stand", kPublishing).has_value());
  const Result<publishing::Published> published = publishing::publish_edition(
      workspace, DocumentId{"plan"}, EditionId{"erste"}, "/nonexistent/zielbaum/out", kPublishing, resource);
  REQUIRE_FALSE(published.has_value());
  CHECK(published.error().hint.has_value());
  const Place& place = published.error().place;
  return published.error().code + " " + place.file + ":" + std::to_string(place.line);
}

std::vector<std::string> codes(const Workspace& workspace) {
  std::vector<std::string> found;
  for (const workspace::Checked& checked : *workspace::check(workspace, DocumentId{"plan"}, {})) {
    for (const Finding& finding : checked.findings) {
      if (finding.severity != Severity::Note) found.push_back(finding.code + " " + finding.place.file);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("publish: without a line of the imprint that the workspace requires it is refused; check warns") {
  Workspace workspace = published_office();
  put(workspace, model::kWorkspaceFile,
      settings("  <imprint role=\"editing\">Referat</imprint>\n  <require role=\"editing\" />\n"
               "  <require label=\"ISSN\" />\n"));
  CHECK(codes(workspace) == std::vector<std::string>{"missing-imprint documents/plan/editions/erste.xml"});
  CHECK(refusal(workspace) == "missing-imprint documents/plan/editions/erste.xml:0");
  put(workspace, "documents/plan/editions/erste.xml",
      "<edition xmlns=\"urn:zielbaum:edition:1\" id=\"erste\" status=\"draft\" as-of=\"2026-11\">\n"
      "  <imprint label=\"ISSN\">1234-5678</imprint>\n</edition>\n");
  CHECK(codes(workspace).empty());
}

TEST_CASE("publish: a picture of which it is not said whose it is is refused, with file and line of the text") {
  Workspace workspace = published_office();
  put(workspace, "documents/plan/media/turm.png", kPicture);
  put(workspace, kText, "Orte.\n\n![Ein Turm](media/turm.png)\n");
  CHECK(codes(workspace) == std::vector<std::string>{"missing-credit " + std::string(kText)});
  CHECK(refusal(workspace) == "missing-credit " + std::string(kText) + ":3");
  put(workspace, "documents/plan/pictures.xml",
      "<pictures xmlns=\"urn:zielbaum:pictures:1\">\n  <picture "
      "file=\"turm.png\">Stadtarchiv</picture>\n</pictures>\n");
  CHECK(codes(workspace).empty());
  REQUIRE(publishing::pdf(workspace, DocumentId{"plan"}, {}, Date{2026, 11, 25}, resource).has_value());
}

TEST_CASE("pdf: what is missing or cannot be set is told with file, line and node") {
  Workspace workspace = published_office();
  const auto failure = [&](const char* markdown) {
    put(workspace, kText, markdown);
    const Result<std::string> pdf = publishing::pdf(workspace, DocumentId{"plan"}, {}, Date{2026, 11, 25}, resource);
    REQUIRE_FALSE(pdf.has_value());
    const Place& place = pdf.error().place;
    CHECK(place.title == "Lernorte");
    CHECK(place.node == "plan/lernorte");
    return pdf.error().code + " " + place.file + ":" + std::to_string(place.line);
  };
  const std::string text = kText;
  CHECK(failure("Orte.\n\n![Ein Turm](media/turm.png)\n") == "missing-media " + text + ":3");
  put(workspace, "documents/plan/media/turm.png", kPicture);
  CHECK(failure("Orte.\n\n![](media/turm.png)\n") == "missing-alt-text " + text + ":3");
  CHECK(failure("Ein Einhorn: \xF0\x9F\xA6\x84\n") == "no-glyph " + text + ":0");
  put(workspace, "documents/plan/media/turm.png", "kein Bild");
  CHECK(failure("![Ein Turm](media/turm.png)\n") == "unknown-picture-format documents/plan/media/turm.png:0");
}

TEST_CASE("publish: editions of one month are told apart, and all pages have the colours of the theme") {
  Workspace workspace = published_office();
  std::string theme = *workspace.store().read_working("schemas/themes/standard.xml");
  theme.replace(theme.find("#c40d1e"), 7, "#00703c");
  put(workspace, "schemas/themes/standard.xml", theme);
  put(workspace, "documents/plan/editions/zweite.xml",
      "<edition xmlns=\"urn:zielbaum:edition:1\" id=\"zweite\" status=\"draft\" as-of=\"2026-11\" />\n");
  REQUIRE(workspace::save(workspace, "Stand", kPublishing).has_value());
  const test::TempFolder folder;
  for (const char* edition : {"erste", "zweite"}) {
    REQUIRE(publishing::publish_edition(workspace, DocumentId{"plan"}, EditionId{edition}, folder.path() / "aus",
                                        kPublishing, resource)
                .has_value());
  }
  REQUIRE(publishing::publish_all(workspace, folder.path() / "aus", resource).has_value());
  const std::string page = *read_file(folder.path() / "aus" / "index.html");
  CHECK(page.find("Stand November 2026 (erste)") != std::string::npos);
  CHECK(page.find("Stand November 2026 (zweite)") != std::string::npos);
  for (const char* file : {"index.html", "plan-erste.html", "plan-synopse-erste-zweite.html"}) {
    const std::string html = *read_file(folder.path() / "aus" / file);
    CHECK(html.find("--accent: #00703c") != std::string::npos);
    CHECK(html.find("c40d1e") == std::string::npos);
  }
}

TEST_CASE("publish: an edition that is not saved yet, or has errors, is not said to be missing") {
  Workspace workspace = published_office();
  REQUIRE(workspace::save(workspace, "Stand", kPublishing).has_value());
  const auto code = [&](const char* edition) {
    return publishing::publish_edition(workspace, DocumentId{"plan"}, EditionId{edition}, "/nonexistent/zielbaum/out",
                                       kPublishing, resource)
        .error()
        .code;
  };
  CHECK(code("zweite") == "unknown-edition");
  put(workspace, "documents/plan/editions/zweite.xml",
      "<edition xmlns=\"urn:zielbaum:edition:1\" id=\"zweite\" status=\"draft\" as-of=\"2026-11\" />\n");
  CHECK(code("zweite") == "edition-not-saved");
  put(workspace, "documents/plan/editions/zweite.xml", "<edition/>\n");
  CHECK(code("zweite") == "wrong-root");
}

TEST_CASE("check: finds what pages cannot show, with file and line, and publish refuses it; a draft marks it") {
  Workspace workspace = published_office();
  const std::string cut = kPicture.substr(0, kPicture.size() / 2);
  const auto shown_codes = [&] {
    std::vector<std::string> found;
    for (const workspace::Checked& checked : *publishing::check(workspace, DocumentId{"plan"}, {}, resource)) {
      for (const Finding& finding : checked.findings) {
        if (finding.severity != Severity::Error) continue;
        CHECK(finding.hint.has_value());
        found.push_back(finding.code + " " + finding.place.file + ":" + std::to_string(finding.place.line));
      }
    }
    return found;
  };
  const auto marked = [&] {
    std::string bytes;
    const Result<Findings> findings =
        publishing::write_pdf(workspace, *workspace::find_node(workspace, "plan", {}), Date{2026, 11, 25}, resource,
                              [&](std::string_view piece) -> Result<void> {
                                bytes += piece;
                                return {};
                              });
    REQUIRE(findings.has_value());
    CHECK(bytes.starts_with("%PDF"));
    std::vector<std::string> codes;
    for (const Finding& finding : *findings) codes.push_back(finding.code);
    return codes;
  };
  CHECK(shown_codes().empty());
  CHECK(marked().empty());

  put(workspace, kText,
      "Orte.\n\nDer Kiez \U0001F600 feiert, **☐ offen**.\n\n| Ort |\n| --- |\n| a |\n| \U0001F600 |\n");
  CHECK(shown_codes() == std::vector<std::string>{"no-glyph " + std::string(kText) + ":3",
                                                  "no-glyph " + std::string(kText) + ":3",
                                                  "no-glyph " + std::string(kText) + ":8"});
  CHECK(marked() == std::vector<std::string>(3, "no-glyph"));
  CHECK(refusal(workspace) == "no-glyph " + std::string(kText) + ":3");

  put(workspace, "documents/plan/media/turm.png", cut);
  put(workspace, "documents/plan/pictures.xml",
      "<pictures xmlns=\"urn:zielbaum:pictures:1\">\n  <picture "
      "file=\"turm.png\">Stadtarchiv</picture>\n</pictures>\n");
  put(workspace, kText, "Orte.\n\n![Ein Turm](media/turm.png)\n");
  CHECK(shown_codes() == std::vector<std::string>{"unreadable-picture " + std::string(kText) + ":3"});
  CHECK(marked() == std::vector<std::string>{"unreadable-picture"});
  CHECK(refusal(workspace) == "unreadable-picture " + std::string(kText) + ":3");

  put(workspace, kText, "Orte.\n\n![Ein Turm](media/fehlt.png)\n");
  CHECK(shown_codes() == std::vector<std::string>{"missing-media " + std::string(kText) + ":3"});
  CHECK(marked().size() == 1);
  put(workspace, kText, "Orte.\n\n![Ein Turm](media/turm.png)\n");

  // Once it is sound it is so for good: nothing is decoded again.
  put(workspace, "documents/plan/media/turm.png", kPicture);
  CHECK(shown_codes().empty());
  CHECK(shown_codes().empty());
  CHECK(marked().empty());
}

TEST_CASE("edit: pasted text is told line by line, and converted where that is asked for") {
  Workspace workspace = published_office();
  const workspace::Found found = *workspace::find_node(workspace, "lernorte", {});
  const workspace::ProseText before = *workspace::prose(workspace, found);
  const std::string pasted = "Orte:\n\n\u2022\tWerkstatt\n\u2022\tLabor\n\n~~alt~~\n";
  const workspace::Edited edited = *workspace::write_prose(workspace, found, "", before, pasted, kPublishing);
  REQUIRE(edited.findings.size() == 2);
  CHECK(edited.findings[0].code == "typed-list");
  CHECK(edited.findings[0].place.line == 3);
  CHECK(edited.findings[0].place.file == kText);

  const workspace::Conversion conversion = *workspace::conversion(found, "", pasted);
  CHECK(conversion.text == "Orte:\n\n- Werkstatt\n- Labor\n\n~~alt~~\n");
  REQUIRE(conversion.changes.size() == 1);
  CHECK(conversion.changes[0].after == "- Werkstatt\n- Labor");
  REQUIRE(conversion.left.size() == 1);
  CHECK(conversion.left[0].code == "struck-text");

  const workspace::Conversion decoded = *workspace::conversion(found, "", "K\xfchle Orte\n");
  CHECK(decoded.text == "Kühle Orte\n");
  CHECK(decoded.changes.front().finding.code == "other-encoding");
  CHECK(workspace::write_prose(workspace, found, "", before, "K\xfchle Orte\n", kPublishing).error().code ==
        "invalid-utf8");
}
