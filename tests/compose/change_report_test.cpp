// The change report: nothing that changed is left out, and each body finds what it had and what it has.
#include <algorithm>
#include <set>

#include "compose/change_report.h"
#include "compose/update.h"

using namespace zielbaum;
using test::Update;

namespace {

/// The update, with bodies: the box is handed over, the advice stays with an office that was renamed.
struct ReportedUpdate : Update {
  ReportedUpdate() {
    model::FieldRule lead;
    lead.name = "responsible";
    lead.type = model::FieldType::Party;
    lead.label = {{"de", "Federführung"}};
    type.kinds[2].fields.push_back(lead);
    parties = {{PartyId{"lab"}, "Lab", "Stadtlabor", "body", {}, PartyId{}},
               {PartyId{"old"}, "SenAlt", "Amt von früher", "office", {}, PartyId{"new"}},
               {PartyId{"new"}, "SenNeu", "Amt von heute", "office", {}, PartyId{}}};
    before.nodes[2].fields = {party("old")};  // kiezbox
    after.nodes[5].fields = {party("lab")};
    before.nodes[5].fields.push_back(party("old"));  // beratung
    after.nodes[4].fields.push_back(party("new"));
  }
  static model::Field party(const char* id) { return {"responsible", {model::PartyRef{PartyId{id}, ""}}}; }

  compose::ChangeReport report(Language language = Language::German) {
    const compose::Source old_one = source(before, "decided");
    const compose::Source new_one = source(after, "draft");
    Result<compose::ChangeReport> made =
        compose::report_changes(old_one, new_one, diff::compare(before, after), language);
    REQUIRE(made.has_value());
    return std::move(*made);
  }
};

std::string told(const compose::ReportPart& part) {
  std::string all = part.party + (part.formerly.empty() ? "" : " < " + part.formerly) + ":";
  for (const compose::ReportLine& line : part.lines) all += " " + line.node.text + " [" + line.roles + "]";
  return all;
}

}  // namespace

TEST_CASE("change report: bodies find what they had, have and keep; a renamed one is one") {
  ReportedUpdate update;
  const compose::ChangeReport report = update.report();
  REQUIRE(report.parties.size() == 2);
  CHECK(told(report.parties[0]) ==
        "Amt von heute < Amt von früher: beratung [Federführung] kiezbox [Federführung (bisher)]");
  CHECK(told(report.parties[1]) == "Stadtlabor: kiezbox [Federführung (neu)]");
}

TEST_CASE("change report: each changed node stands in a list, and the sums are those of the lists") {
  ReportedUpdate update;
  const compose::ChangeReport report = update.report();
  std::set<std::string> listed;
  for (const compose::ReportPart& part : report.parties)
    for (const compose::ReportLine& line : part.lines) listed.insert(line.node.text);
  for (const compose::ReportLine& line : report.others) listed.insert(line.node.text);
  std::set<std::string> changed;
  for (const diff::Change& change : diff::compare(update.before, update.after).nodes) changed.insert(change.node.text);
  CHECK(listed == changed);
  CHECK(report.counts.nodes.size() == changed.size());
}

TEST_CASE("change report: as a Flow it keeps the rules, in both languages, and has a table that adds up") {
  ReportedUpdate update;
  const compose::Source before = update.source(update.before, "decided");
  const compose::Source after = update.source(update.after, "draft");
  for (const Language language : {Language::German, Language::English}) {
    compose::ComparisonOptions options;
    options.old_name = "Alt";
    options.new_name = "Neu";
    options.language = language;
    const Result<flow::Flow> made =
        compose::change_report(before, after, diff::compare(update.before, update.after), options);
    REQUIRE(made.has_value());
    CHECK(flow::broken_rules(*made).empty());
    const auto table = std::find_if(made->blocks.begin(), made->blocks.end(), [](const flow::Block& block) {
      return std::holds_alternative<flow::Table>(block.content);
    });
    REQUIRE(table != made->blocks.end());
    CHECK(flow::column_count(std::get<flow::Table>(table->content)) == 3);
    const std::string words = flow::plain_text(*made);
    for (const char* word : {"Stadtlabor", "Amt von heute", "Amt von früher", "Offene Bibliothek"})
      CHECK(words.find(word) != std::string::npos);
  }
}

TEST_CASE("change report: it counts the same words of what stays as the comparison beside it, and the rest apart") {
  ReportedUpdate update;
  const compose::ChangeReport report = update.report();
  CHECK(report.summary.ends_with("; 1 Wort"));
  CHECK(compose::words_in_words(report.counts, Language::German) ==
        "1 Wort geändert (1 neu, 1 entfallen); 3 Wörter in neuen Teilen; 4 Wörter in entfallenen Teilen");
}

TEST_CASE("change report: of nothing it says that nothing changed") {
  ReportedUpdate update;
  update.after = update.before;
  const compose::ChangeReport report = update.report();
  CHECK(report.parties.empty());
  CHECK(report.others.empty());
  CHECK(report.summary == "keine Änderungen");
}

TEST_CASE("excerpts: a comparison that was narrowed down says so") {
  ReportedUpdate update;
  const compose::Source before = update.source(update.before, "decided");
  const compose::Source after = update.source(update.after, "draft");
  compose::ComparisonOptions options;
  options.only = {"SenNeu", "moved"};
  diff::Changes changes = diff::compare(update.before, update.after);
  changes.nodes.resize(1);
  for (const auto composed : {compose::synopsis, compose::change_list, compose::change_report}) {
    const Result<flow::Flow> made = composed(before, after, changes, options);
    REQUIRE(made.has_value());
    CHECK(flow::broken_rules(*made).empty());
    CHECK(flow::plain_text(*made).find("Auszug: nur was SenNeu, moved betrifft") != std::string::npos);
  }
}
