#include "base/file.h"
#include "base/process.h"
#include "publish/publish.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/theme.h"

using namespace zielbaum;

namespace {

flow::Flow flow_of(const char* words) {
  flow::Run run;
  run.text = words;
  flow::Heading heading;
  heading.runs = {run};
  heading.anchor = "lernorte";
  flow::Flow flow;
  flow.metadata.title = "Gemeinsam Digital: Musterstadt";
  flow.running_title = flow.metadata.title;
  flow.blocks = {flow::Block{flow::Contents{"Inhalt", 3}, {}}, flow::Block{heading, {}},
                 flow::Block{flow::Paragraph{flow::ParagraphRole::Body, {run}, {}}, {}}};
  return flow;
}

Result<std::string> resource(std::string_view name) {
  if (name == publish::kColourProfile) return read_file("/usr/share/color/icc/sRGB.icc");
  return test::read_font(name);
}

Result<std::string> no_media(std::string_view key) {
  return error(ErrorKind::NotFound, "no-picture", msg("The file does not exist: {0}", key));
}

Result<std::string> set_in_standard(const flow::Flow& flow, const publish::ReadResource& read = resource) {
  return publish::pdf_of(flow, test::standard_theme(), read, no_media);
}

}  // namespace

TEST_CASE("pdf: a Flow becomes a whole file, and the same Flow the same bytes") {
  const Result<std::string> first = set_in_standard(flow_of("Begegnungs- und Lernorte für alle"));
  REQUIRE(first.has_value());
  CHECK(first->starts_with("%PDF-1."));
  CHECK(first->find("%%EOF") != std::string::npos);
  CHECK(*set_in_standard(flow_of("Begegnungs- und Lernorte für alle")) == *first);
  CHECK(*set_in_standard(flow_of("Begegnungsorte")) != *first);
}

TEST_CASE("pdf: a page by itself is the page of the whole, with its number") {
  flow::Flow flow = flow_of("Lernorte");
  for (const char* anchor : {"zweite", "dritte"}) {
    flow::Heading heading;
    heading.runs.resize(1);
    heading.runs[0].text = std::string("Überschrift ") + anchor;
    heading.anchor = anchor;
    heading.opens_page = true;
    flow.blocks.push_back({heading, {}});
  }
  const test::TempFolder folder;
  const std::string whole = (folder.path() / "whole.pdf").string();
  REQUIRE(write_file(whole, *set_in_standard(flow)).has_value());
  const auto text_of = [](const std::string& file, std::uint32_t page) {
    const std::string number = std::to_string(page);
    return run_process({"pdftotext", "-layout", "-f", number, "-l", number, file, "-"})->out;
  };
  const std::string alone = (folder.path() / "alone.pdf").string();
  for (const auto& [anchor, number] : {std::pair("", 1u), std::pair("lernorte", 1u), std::pair("dritte", 3u)}) {
    const Result<publish::OnePagePdf> page = publish::page_of(flow, test::standard_theme(), resource, no_media, anchor);
    REQUIRE(page.has_value());
    CHECK(page->number == number);
    REQUIRE(write_file(alone, page->bytes).has_value());
    CHECK(run_process({"qpdf", "--check", alone})->exit_code == 0);
    CHECK(text_of(alone, 1) == text_of(whole, number));
    CHECK(text_of(alone, 1).find(number == 3 ? "dritte" : "Lernorte") != std::string::npos);
  }
  CHECK(publish::page_of(flow, test::standard_theme(), resource, no_media, "vierte").error().code == "no-such-page");
}

TEST_CASE("pdf: a file that cannot be taken whole is an error, not half a file") {
  std::size_t taken = 0;
  const auto full = [&taken](std::string_view piece) -> Result<void> {
    taken += piece.size();
    return error(ErrorKind::Storage, "disk-full", msg("The disk is full: {0}", "x.pdf"));
  };
  const Result<void> made = publish::write_pdf(flow_of("Lernorte"), test::standard_theme(), resource, no_media, full);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == "disk-full");
  CHECK(taken > 0);
}

TEST_CASE("pdf: a missing font or profile is an error that names it") {
  for (const std::string_view missing : {std::string_view(publish::kColourProfile), std::string_view("ttf")}) {
    const auto read = [&](std::string_view name) -> Result<std::string> {
      if (name.ends_with(missing)) {
        return error(ErrorKind::NotFound, "no-resource", msg("The file does not exist: {0}", name));
      }
      return resource(name);
    };
    const Result<std::string> made = set_in_standard(flow_of("Lernorte"), read);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == "no-resource");
  }
}
