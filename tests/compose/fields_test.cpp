// Fields by their type, in every view: periods, numbers, lists of offices, and offices that were renamed.
#include <algorithm>

#include "compose/update.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

/// One measure whose fields change.
struct Fields : Update {
  model::Parties old_parties;

  Fields() {
    model::FieldRule responsible;
    responsible.name = "responsible";
    responsible.type = model::FieldType::Party;
    responsible.label = {{"de", "Federführung"}};
    model::FieldRule involved = responsible;
    involved.name = "involved";
    involved.listing = model::Listing::Set;
    involved.label = {{"de", "Beteiligte"}};
    model::FieldRule saved;
    saved.name = "saved";
    saved.type = model::FieldType::Number;
    saved.label = {{"de", "Einsparung"}};
    for (const model::FieldRule& rule : {responsible, involved, saved}) type.kinds[2].fields.push_back(rule);
    parties = {{PartyId{"alt"}, "SenAlt", "Verwaltung von früher", "office", std::nullopt, PartyId{"neu"}},
               {PartyId{"neu"}, "SenNeu", "Verwaltung von heute", "office", std::nullopt, {}},
               {PartyId{"bad"}, "BA", "Bezirksamt", "office", std::nullopt, {}},
               {PartyId{"ver"}, "eV", "Verein", "civil-society", std::nullopt, {}}};
    old_parties = parties;
    before.nodes = {before.nodes[0], before.nodes[1], node("measure", "box", "Kiezbox", 1)};
    after = before;
  }
  void set(const std::string& name, std::vector<model::FieldValue> old_values,
           std::vector<model::FieldValue> new_values) {
    before.nodes[2].fields.push_back({name, std::move(old_values)});
    after.nodes[2].fields.push_back({name, std::move(new_values)});
  }
  compose::Source old_side() {
    const compose::Source shown = source(before, "decided");
    return {shown.document, shown.type, shown.counts,  old_parties,  shown.settings,
            shown.prose,    {},         shown.edition, std::nullopt, std::nullopt};
  }

  diff::Changes changes() const {
    return diff::compare(diff::Registered{before, old_parties}, diff::Registered{after, parties});
  }

  std::string text() {
    const auto lines = compose::comparison_text(old_side(), source(after, "draft"), changes(), Language::German);
    REQUIRE(lines.has_value());
    return words_of(*lines);
  }
  std::vector<std::string> sentences() {
    const auto lines = compose::change_lines(old_side(), source(after, "draft"), changes(), Language::German);
    REQUIRE(lines.has_value());
    std::vector<std::string> out;
    for (const compose::ChangeLine& line : *lines) out.push_back(line.text);
    return out;
  }
  bool tells(const std::string& sentence) {
    const std::vector<std::string> all = sentences();
    for (const std::string& one : all) UNSCOPED_INFO(one);
    return std::find(all.begin(), all.end(), "Maßnahme M 1 „Kiezbox“, " + sentence) != all.end();
  }
  bool shows(const std::string& words) {
    const std::string all = text();
    UNSCOPED_INFO(all);
    return all.find(words) != std::string::npos;
  }
};

model::PartyRef office(const std::string& id) {
  return {PartyId{id}, ""};
}

}  // namespace

TEST_CASE("fields by type: a period says which end changed") {
  Fields fields;
  fields.set("period", {Period{Date{2022, 7, 0}, std::nullopt}}, {Period{Date{2022, 7, 0}, Date{2027, 12, 0}}});
  CHECK(fields.shows("Zeitraum (Ende): offen → 12/2027"));
  CHECK(fields.tells("Zeitraum: das Ende ‚offen‘ wird durch ‚12/2027‘ ersetzt."));
}

TEST_CASE("fields by type: a number keeps its unit, or changes nothing else") {
  Fields fields;
  fields.set("saved", {model::Number{{120, 0}, "t"}}, {model::Number{{90, 0}, "t"}});
  CHECK(fields.shows("Einsparung: 120\u00A0t → 90\u00A0t"));
  CHECK(fields.tells("Einsparung: ‚120\u00A0t‘ wird durch ‚90\u00A0t‘ ersetzt."));
  Fields unit;
  unit.set("saved", {model::Number{{120, 0}, "t"}}, {model::Number{{120, 0}, "kg"}});
  CHECK(unit.shows("Einsparung (Einheit): t → kg"));
  CHECK(unit.tells("Einsparung: die Einheit ‚t‘ wird durch ‚kg‘ ersetzt."));
}

TEST_CASE("fields by type: of a list who came, who went and who was renamed") {
  Fields fields;
  fields.set("involved", {office("alt"), office("bad")}, {office("neu"), office("ver")});
  CHECK(
      fields.shows("Beteiligte: neu: Verein; umbenannt: Verwaltung von früher → Verwaltung von heute; entfallen: "
                   "Bezirksamt"));
  CHECK(
      fields.tells("Beteiligte: hinzu kommt ‚Verein‘; umbenannt: ‚Verwaltung von früher‘, jetzt ‚Verwaltung von "
                   "heute‘; es entfällt ‚Bezirksamt‘."));
}

TEST_CASE("fields by type: a renamed office is responsible as before") {
  Fields fields;
  fields.set("responsible", {office("alt")}, {office("neu")});
  CHECK(fields.shows("Federführung: umbenannt: Verwaltung von früher → Verwaltung von heute"));
  CHECK(fields.tells("Federführung: umbenannt: ‚Verwaltung von früher‘, jetzt ‚Verwaltung von heute‘."));
}

TEST_CASE("fields by type: an office with another name in the register is told once, and at no node") {
  Fields fields;
  fields.set("responsible", {office("bad")}, {office("bad")});
  fields.set("saved", {model::Number{{120, 0}, "t"}}, {model::Number{{90, 0}, "t"}});
  fields.parties[2].full_name = "Bezirksamt neu";
  CHECK(fields.sentences() == std::vector<std::string>{"Stelle umbenannt: ‚Bezirksamt‘, jetzt ‚Bezirksamt neu‘.",
                                                       "Maßnahme M 1 „Kiezbox“, Einsparung: ‚120\u00A0t‘ wird durch "
                                                       "‚90\u00A0t‘ ersetzt."});
  CHECK(fields.shows("Stelle umbenannt: ‚Bezirksamt‘, jetzt ‚Bezirksamt neu‘"));
  CHECK(fields.shows("1 Maßnahme geändert; 1 Stelle umbenannt"));
  CHECK_FALSE(fields.shows("Federführung"));
}

TEST_CASE("fields by type: another name in the register, and nothing else, is a difference all the same") {
  Fields fields;
  fields.set("responsible", {office("bad")}, {office("bad")});
  CHECK(fields.changes().empty());
  fields.parties[3].full_name = "Ein Verein, den hier niemand nennt";
  CHECK(fields.changes().empty());
  fields.parties[2].short_name = "BA Mitte";
  CHECK(fields.shows("Stelle umbenannt: ‚BA‘, jetzt ‚BA Mitte‘"));
  fields.parties[2].full_name = "Bezirksamt Mitte";
  CHECK(fields.shows("Stelle umbenannt: ‚Bezirksamt‘, jetzt ‚Bezirksamt Mitte‘"));
  CHECK(fields.shows("1 Stelle umbenannt"));
  CHECK_FALSE(fields.shows("keine Änderungen"));

  const diff::Changes changes = fields.changes();
  CHECK_FALSE(changes.empty());
  CHECK(diff::apply(fields.before, changes).value() == fields.after);
  CHECK(diff::reversed(changes) == diff::compare(diff::Registered{fields.after, fields.parties},
                                                 diff::Registered{fields.before, fields.old_parties}));
}
