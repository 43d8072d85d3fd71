// What plain git shows: nothing that changed is hidden, and nothing in a file makes it fail.
#include "workspace/git_views.h"
#include "base/file.h"
#include "support/catch.h"
#include "support/source_folder.h"
#include "xml/xml.h"

using namespace zielbaum;
using workspace::GitContext;

namespace {

constexpr const char* kPath = "documents/plan/document.xml";

const std::string kPlan =
    "<document xmlns=\"urn:zielbaum:type:stadt:1\" id=\"plan\" lang=\"de\">\n"
    "  <title>Digitale Stadt</title>\n"
    "  <title xml:lang=\"en\">Digital City</title>\n"
    "  <goal id=\"orte\">\n"
    "    <title>Orte</title>\n"
    "    <measure id=\"box\" sample=\"true\">\n"
    "      <title>Box</title>\n"
    "      <short>B</short>\n"
    "      <status>running</status>\n"
    "      <period from=\"2022-09\" to=\"2026-12\" />\n"
    "      <involved party=\"amt\" />\n"
    "      <link role=\"serves\" to=\"orte\" />\n"
    "      <translation lang=\"en\" basis=\"e1aec40f755446f96daca3822a1392a89a0baed4\" />\n"
    "    </measure>\n"
    "    <measure id=\"tor\">\n"
    "      <title>Tor</title>\n"
    "      <status>running</status>\n"
    "    </measure>\n"
    "  </goal>\n"
    "  <goal id=\"wege\">\n"
    "    <title>Wege</title>\n"
    "  </goal>\n"
    "</document>\n";

GitContext city() {
  GitContext context;
  const Result<model::DocumentType> type =
      xml::read_type(*read_file(std::string(test::kSourceFolder) + "/tests/cli/stadt.xml"), "stadt.xml");
  REQUIRE(type.has_value());
  context.types = {*type};
  context.parties = {{PartyId{"amt"}, "Amt", "Amt", "office", {}, PartyId{}},
                     {PartyId{"neu"}, "NA", "Amt", "office", {}, PartyId{}}};
  return context;
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string lines(const std::string& bytes) {
  return workspace::git_text(bytes, kPath, city(), Language::German);
}

}  // namespace

TEST_CASE("git views: whatever changes in a document changes its lines and is shown as a difference") {
  const std::string before = lines(kPlan);
  CHECK(before.find("M 1  Box  [measure box]") != std::string::npos);
  CHECK(before.find("Stand: laufend") != std::string::npos);
  CHECK(before.find('<') == std::string::npos);
  const std::vector<std::pair<const char*, const char*>> edits = {
      {"<title>Box</title>", "<title>Boxen</title>"},
      {"Digital City", "Digital Town"},
      {"<short>B</short>", "<short>K</short>"},
      {" sample=\"true\"", ""},
      {"running", "completed"},
      {"2026-12", "2027-12"},
      {"party=\"amt\"", "party=\"neu\""},
      {"<involved party=\"amt\" />", "<involved>in Arbeit</involved>"},
      {"to=\"orte\"", "to=\"wege\""},
      {"e1aec40f", "e2aec40f"},
      {"    <measure id=\"tor\">\n      <title>Tor</title>\n      <status>running</status>\n    </measure>\n", ""},
      {"  </goal>\n  <goal id=\"wege\">\n    <title>Wege</title>\n",
       "  </goal>\n  <goal id=\"wege\">\n    <title>Wege</title>\n    <measure id=\"neu\">\n      <title>Neu</title>\n"
       "      <status>running</status>\n    </measure>\n"}};
  for (const auto& [from, to] : edits) {
    INFO(from);
    const std::string after = with(kPlan, from, to);
    CHECK(lines(after) != before);
    const auto shown = workspace::git_diff(kPlan, after, kPath, city(), Language::German);
    REQUIRE(shown.has_value());
    CHECK(shown->size() > 1);
  }
  CHECK(lines(with(kPlan, "lang=\"de\"", "lang=\"en\"")) != before);
}

TEST_CASE("git views: a document that is new or gone is shown whole; the same one, or another form, by lines") {
  const auto added = workspace::git_diff(std::nullopt, kPlan, kPath, city(), Language::German);
  const auto removed = workspace::git_diff(kPlan, std::nullopt, kPath, city(), Language::German);
  REQUIRE(added.has_value());
  REQUIRE(removed.has_value());
  CHECK(added->front().front().text == "+ Digitale Stadt  [document plan]");
  CHECK(removed->front().front().text == "- Digitale Stadt  [document plan]");
  CHECK_FALSE(workspace::git_diff(kPlan, kPlan + "\n", kPath, city(), Language::German).has_value());
  CHECK_FALSE(workspace::git_diff(std::nullopt, std::nullopt, kPath, city(), Language::German).has_value());
}

TEST_CASE("git views: prose is compared by words") {
  const auto shown = workspace::git_diff(std::string("Bis Ende 2025.\n"), std::string("Bis Ende 2026.\n"),
                                         "documents/plan/text/box.md", city(), Language::German);
  REQUIRE(shown.has_value());
  std::string words;
  for (const compose::TextSpan& span : shown->front()) words += span.text;
  CHECK(words == "Bis Ende [-2025-]{+2026+}.");
  CHECK_FALSE(workspace::git_diff(std::string("a\n"), std::string("a\n\n"), "x.md", city(), Language::German));
}

TEST_CASE("git views: no bytes make them fail; what cannot be read is left as it is") {
  for (std::size_t length = 0; length + 1 < kPlan.size(); length += 7) {
    const std::string cut = kPlan.substr(0, length);
    INFO(cut);
    CHECK(lines(cut).ends_with(cut));
    CHECK_FALSE(workspace::git_diff(kPlan, cut, kPath, city(), Language::German).has_value());
  }
  for (const std::string& bytes : {std::string("\xff\x00", 2), std::string(), with(kPlan, "stadt:1", "stadt:9"),
                                   with(kPlan, "stadt:1", "land:1"), std::string("<a/>")}) {
    CHECK(lines(bytes) == bytes);
    CHECK_FALSE(workspace::git_diff(kPlan, bytes, kPath, city(), Language::German).has_value());
  }
  const std::string strange = with(kPlan, "<status>running</status>", "<quatsch/>");
  CHECK(lines(strange).find("M 1  Box") != std::string::npos);
  CHECK(lines(strange).ends_with(strange));
  CHECK(workspace::git_text(kPlan, kPath, GitContext{}, Language::German) == kPlan);
  CHECK(workspace::git_context("/nonexistent").types.empty());
}
