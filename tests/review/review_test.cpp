// Reasons: how they are made and kept, and which belong to a comparison.
#include "review/review.h"

#include "support/catch.h"

using namespace zielbaum;

namespace {

const DocumentId kPlan{"plan"};
const NodeId kKiezbox{"kiezbox"};

VersionId version(char digit) {
  return VersionId{std::string(40, digit)};
}

model::Reason reason(char upon, std::int64_t unix_time, const std::string& text, const NodeId& node = kKiezbox) {
  const Result<model::Reason> made = review::make_reason({kPlan, node, version(upon), unix_time}, text);
  REQUIRE(made.has_value());
  return *made;
}

std::string code_of(const std::string& text) {
  const Result<model::Reason> made = review::make_reason({kPlan, kKiezbox, version('a'), 1}, text);
  return made ? "" : made.error().code;
}

/// The text of the reason for the Kiezbox; "" where none belongs.
std::string told(const std::vector<model::Reason>& reasons, const review::Span& span) {
  const auto found = review::belonging(reasons, span);
  const auto kiezbox = found.find(kKiezbox);
  return kiezbox == found.end() ? "" : kiezbox->second.paragraphs.front();
}

}  // namespace

TEST_CASE("reason: a text is parted at empty lines, and white space is no matter") {
  const model::Reason made = reason('a', 1'767'225'600, "\n  Erster Absatz,\nweiter. \r\n \t\nZweiter.\n\n");
  CHECK(made.paragraphs == std::vector<std::string>{"Erster Absatz, weiter.", "Zweiter."});
  CHECK(made.id.starts_with("20260101t000000z-"));
  CHECK(is_valid_id(made.id));
  CHECK(review::path(made) == "plan/reviews/" + made.id + ".xml");
}

TEST_CASE("reason: whoever writes something else, about something else or later, gets another id") {
  const model::Reason one = reason('a', 100, "Darum.");
  CHECK(one.id == reason('a', 100, "Darum.").id);
  for (const model::Reason& other : {reason('a', 100, "Deshalb."), reason('a', 101, "Darum."),
                                     reason('b', 100, "Darum."), reason('a', 100, "Darum.", NodeId{"lernorte"})})
    CHECK(other.id != one.id);
}

TEST_CASE("reason: what says nothing, too much, or what no file can hold is refused") {
  CHECK(code_of("") == "no-reason");
  CHECK(code_of(" \n\t\n") == "no-reason");
  CHECK(code_of("kein \xff UTF-8") == "bad-text");
  CHECK(code_of("ein \x01 Steuerzeichen") == "bad-text");
  CHECK(code_of("ein \xEF\xBF\xBE Nichtzeichen") == "bad-text");
  CHECK(code_of(std::string(review::kMostBytes + 1, 'x')) == "too-long");
  CHECK(code_of(std::string(review::kMostBytes, 'x')).empty());
  CHECK(code_of("<b>&amp; \"Wort\"</b>").empty());
}

TEST_CASE("reason: those written upon the new version or behind it, and after the lines parted, belong") {
  // a is where the lines parted; b is NEW; c is on another line.
  const review::Span span{{version('a'), version('b')}, 100};
  CHECK(told({reason('a', 150, "auf dem Weg")}, span) == "auf dem Weg");
  CHECK(told({reason('b', 150, "auf der neuen")}, span) == "auf der neuen");
  CHECK(told({reason('c', 150, "auf der anderen")}, span).empty());
  CHECK(told({reason('a', 50, "vor der alten")}, span).empty());
  CHECK(told({reason('a', 100, "zur gleichen Zeit")}, span).empty());
  CHECK(told({reason('a', 50, "ohne gemeinsamen Anfang")}, {span.within, std::nullopt}) == "ohne gemeinsamen Anfang");
}

TEST_CASE("reason: of several the newest counts, in whatever order they are found") {
  const review::Span span{{version('a')}, 100};
  const model::Reason old = reason('a', 150, "alt");
  const model::Reason young = reason('a', 160, "neu");
  CHECK(told({old, young}, span) == "neu");
  CHECK(told({young, old}, span) == "neu");
  const model::Reason same = reason('a', 160, "zugleich");
  CHECK(told({young, same}, span) == told({same, young}, span));
  // Each node has its own.
  CHECK(review::belonging({young, reason('a', 170, "Lernort", NodeId{"lernorte"})}, span).size() == 2);
}
