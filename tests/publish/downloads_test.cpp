#include "base/digest.h"
#include "publish/publish.h"
#include "support/catch.h"
#include "support/markup.h"

using namespace zielbaum;
using publish::Download;
using publish::OutputFile;

namespace {

Download download(std::string path, std::string title, std::uint64_t size) {
  Download made;
  made.path = std::move(path);
  made.title = std::move(title);
  made.detail = "Musterfassung, Stand August 2021";
  made.format = "PDF";
  made.size = size;
  made.sha256 = sha256(made.title);
  return made;
}

model::Settings settings() {
  model::Settings made;
  made.publisher = "Senatskanzlei Musterstadt";
  made.address = {"Rathausplatz 1"};
  made.email = "redaktion@example.org";
  made.accessibility_contact = "barrierefrei@example.org";
  return made;
}

std::vector<OutputFile> files_of(const std::vector<Download>& downloads, const char* lang = "de") {
  const auto made = publish::downloads_page(settings(), downloads, lang, {{"libharu", "2.3.0"}});
  REQUIRE(made.has_value());
  REQUIRE(made->size() == 2);
  CHECK((*made)[0].path == "index.html");
  CHECK((*made)[1].path == "manifest.json");
  return *made;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("download label: thousands of bytes, rounded half up, millions from a million on") {
  const auto label = [](std::uint64_t size) {
    return publish::download_label(download("a.pdf", "A", size), Language::German);
  };
  CHECK(label(252'700) == "PDF-Dokument (252.7 kB)");
  CHECK(label(0) == "PDF-Dokument (0.0 kB)");
  CHECK(label(49) == "PDF-Dokument (0.0 kB)");
  CHECK(label(50) == "PDF-Dokument (0.1 kB)");
  CHECK(label(999'949) == "PDF-Dokument (999.9 kB)");
  CHECK(label(999'950) == "PDF-Dokument (1.0 MB)");
  CHECK(label(1'249'000) == "PDF-Dokument (1.2 MB)");
  CHECK(publish::download_label(download("a.pdf", "A", 252'700), Language::English) == "PDF document (252.7 kB)");
}

TEST_CASE("downloads page: lists every file in the given order with title, format, size and detail") {
  const auto files = files_of({download("strategischer-rahmen.pdf", "Strategischer Rahmen", 252'700),
                               download("gemeinsam-digital.pdf", "Gemeinsam Digital: Berlin", 229'400)});
  const std::string& html = files[0].bytes;
  const test::Markup markup = test::read_markup(html);
  for (const std::string& mistake : markup.mistakes) FAIL_CHECK(mistake);
  CHECK(holds(html, "<h1>Downloads</h1>"));
  CHECK(holds(html,
              "<h2>Strategischer Rahmen</h2>\n<ul class=\"downloads\">\n"
              "<li><span class=\"title\">Musterfassung, Stand August 2021</span>\n"
              "<span class=\"detail\"><a href=\"strategischer-rahmen.pdf\" "
              "aria-label=\"PDF-Dokument (252.7 kB): Strategischer Rahmen, Musterfassung, Stand August 2021\">"
              "PDF-Dokument (252.7 kB)</a></span></li>"));
  CHECK(html.find("Strategischer Rahmen") < html.find("Gemeinsam Digital: Berlin"));
  CHECK(holds(html, "barrierefrei@example.org"));
  CHECK(markup.find("html")->get("lang") == "de");
  CHECK(holds(files_of({}, "en")[0].bytes, "Check sums"));
}

TEST_CASE("downloads page: the manifest names each file's size and hash, that of the page too") {
  const auto files = files_of({download("a.pdf", "A", 252'700)});
  const std::string& manifest = files[1].bytes;
  CHECK(holds(manifest, "\"schema\": \"zielbaum.manifest/1\""));
  CHECK(holds(manifest, "{\"path\": \"a.pdf\", \"size\": 252700, \"sha256\": \"" + sha256("A") + "\""));
  CHECK(holds(manifest, "{\"path\": \"index.html\", \"size\": " + std::to_string(files[0].bytes.size()) +
                            ", \"sha256\": \"" + sha256(files[0].bytes) + "\"}"));
  CHECK(holds(manifest, "\"toolchain\": {\"libharu\": \"2.3.0\"}"));
}

TEST_CASE("downloads page: titles and paths never become markup or schemes") {
  Download hostile = download("javascript:alert(1).pdf", "\"><svg onload=1>", 1);
  hostile.detail = "a\"b\\c\nd";
  const auto files = files_of({hostile});
  const test::Markup markup = test::read_markup(files[0].bytes);
  CHECK(markup.mistakes.empty());
  CHECK(markup.count("svg") == 0);
  CHECK(holds(files[0].bytes, "href=\"javascript%3aalert%281%29.pdf\""));
  CHECK(holds(files[1].bytes, "\"detail\": \"a\\\"b\\\\c\\u000ad\""));
}

TEST_CASE("downloads page: a path that leads out of the folder is refused") {
  for (const char* path : {"", "/etc/passwd", "../a.pdf", "a/../../b.pdf", "a//b.pdf", "./a.pdf", "a\\b.pdf", "a/"}) {
    const auto made = publish::downloads_page(settings(), {download(path, "A", 1)}, "de");
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().kind == ErrorKind::Refused);
  }
  CHECK(publish::downloads_page(settings(), {download("sub/b.pdf", "B", 1)}, "de").has_value());
}

TEST_CASE("downloads page: the same input gives the same bytes") {
  const std::vector<Download> downloads = {download("a.pdf", "A", 1)};
  CHECK(files_of(downloads)[0].bytes == files_of(downloads)[0].bytes);
  CHECK(files_of(downloads)[1].bytes == files_of(downloads)[1].bytes);
}
