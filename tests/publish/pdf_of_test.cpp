#include "base/file.h"
#include "publish/publish.h"
#include "support/catch.h"
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

Result<std::string> pdf_of(const flow::Flow& flow, const publish::ReadResource& read = resource) {
  return publish::pdf_of(flow, test::standard_theme(), read, [](std::string_view key) -> Result<std::string> {
    return error(ErrorKind::NotFound, "no-picture", msg("The file does not exist: {0}", key));
  });
}

}  // namespace

TEST_CASE("pdf: a Flow becomes a whole file, and the same Flow the same bytes") {
  const Result<std::string> first = pdf_of(flow_of("Begegnungs- und Lernorte für alle"));
  REQUIRE(first.has_value());
  CHECK(first->starts_with("%PDF-1."));
  CHECK(first->find("%%EOF") != std::string::npos);
  CHECK(*pdf_of(flow_of("Begegnungs- und Lernorte für alle")) == *first);
  CHECK(*pdf_of(flow_of("Begegnungsorte")) != *first);
}

TEST_CASE("pdf: a missing font or profile is an error that names it") {
  for (const std::string_view missing : {std::string_view(publish::kColourProfile), std::string_view("ttf")}) {
    const auto read = [&](std::string_view name) -> Result<std::string> {
      if (name.ends_with(missing)) {
        return error(ErrorKind::NotFound, "no-resource", msg("The file does not exist: {0}", name));
      }
      return resource(name);
    };
    const Result<std::string> made = pdf_of(flow_of("Lernorte"), read);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == "no-resource");
  }
}
