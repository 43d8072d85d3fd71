// Documents for tests: the type of a made-up city, and random documents of any type, made by seed. Header only; needs
// nothing but model, so that tests of every module can use it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"
#include "model/type.h"

namespace zielbaum::test {

/// The type of the made-up city of Musterstadt: every sort of field, number and rule once. kinds "strategie",
/// "handlungsfeld", "leitprojekt", "baustein".
inline model::DocumentType city_type() {
  using namespace model;
  DocumentType type;
  type.name = "musterstadt";
  type.version = 2;
  type.label = {{"de", "Stadtstrategie"}, {"en", "City strategy"}};
  type.root = "strategie";
  const auto field = [](std::string name, FieldType kind, Listing listing, std::string label) {
    FieldRule rule;
    rule.name = std::move(name);
    rule.type = kind;
    rule.listing = listing;
    rule.label = {{"de", std::move(label)}};
    return rule;
  };

  KindRule root;
  root.name = "strategie";
  root.label = {{"de", "Strategie"}};
  root.children = {"handlungsfeld"};
  root.fields = {field("stand", FieldType::Date, Listing::Single, "Stand")};

  KindRule area;
  area.name = "handlungsfeld";
  area.label = {{"de", "Handlungsfeld"}, {"en", "Field of action"}};
  area.plural = {{"de", "Handlungsfelder"}, {"en", "Fields of action"}};
  area.children = {"handlungsfeld", "leitprojekt"};
  area.fields = {field("ohne-projekt", FieldType::Text, Listing::Single, "Warum ohne Projekt"),
                 field("zielwert", FieldType::Series, Listing::Sequence, "Zielwert")};
  area.numbering = {Counter::Siblings, NumberStyle::Decimal, true, {{"de", "Handlungsfeld"}, {"en", "Field"}}};
  area.opens_page = true;
  area.requires_prose = true;

  KindRule project;
  project.name = "leitprojekt";
  project.label = {{"de", "Leitprojekt"}};
  project.plural = {{"de", "Leitprojekte"}};
  project.children = {"baustein"};
  project.numbering = {Counter::Document, NumberStyle::Decimal, false, {{"de", "L"}}};
  project.listed = true;
  FieldRule status = field("stand-der-dinge", FieldType::Choice, Listing::Single, "Stand der Dinge");
  status.required = true;
  status.in_fact_table = true;
  status.options = {{"geplant", {{"de", "geplant"}}},
                    {"laufend", {{"de", "laufend"}, {"en", "running"}}},
                    {"fertig", {{"de", "abgeschlossen"}}}};
  FieldRule budget = field("mittel", FieldType::Money, Listing::Single, "Mittel");
  budget.unit = "EUR";
  project.fields = {field("federfuehrung", FieldType::Party, Listing::Single, "Federführung"),
                    field("beteiligte", FieldType::Party, Listing::Set, "Beteiligte"),
                    field("zeitraum", FieldType::Period, Listing::Single, "Zeitraum"),
                    status,
                    budget,
                    field("anteil", FieldType::Number, Listing::Single, "Anteil"),
                    field("pilot", FieldType::Flag, Listing::Single, "Pilotmaßnahme"),
                    field("schlagwort", FieldType::Text, Listing::Set, "Schlagwort")};

  KindRule module;
  module.name = "baustein";
  module.label = {{"de", "Baustein"}};
  module.numbering = {Counter::Siblings, NumberStyle::LowerLetter, true, {}};
  module.in_contents = false;

  type.kinds = {root, area, project, module};
  RoleRule serves;
  serves.name = "dient";
  serves.from = {"leitprojekt"};
  serves.to = {"handlungsfeld"};
  serves.label = {{"de", "dient"}};
  serves.inverse = {{"de", "wird getragen von"}};
  RoleRule refers;
  refers.name = "verweist-auf";
  refers.across_documents = true;
  type.roles = {serves, refers};
  CoverageRule rule;
  rule.name = "feld-hat-projekt";
  rule.kind = "handlungsfeld";
  rule.needs_child = "leitprojekt";
  rule.unless_field = "ohne-projekt";
  rule.message = {{"de", "Das Handlungsfeld hat kein Leitprojekt."}};
  type.coverage = {rule};
  type.overview = {"handlungsfeld", "leitprojekt"};
  type.timeline.of = {"leitprojekt"};
  type.timeline.marks = {{"stand-der-dinge", "geplant", BarLook::Hollow},
                         {"stand-der-dinge", "fertig", BarLook::Closed},
                         {"pilot", "", BarLook::Striped}};
  return type;
}

/// Random choices that are the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  /// 0 to below - 1.
  std::size_t roll(std::size_t below) { return static_cast<std::size_t>(engine_() % below); }
  /// True once in `often` times.
  bool once_in(std::size_t often) { return roll(often) == 0; }
  template <typename Container>
  const auto& one_of(const Container& container) {
    return container[roll(container.size())];
  }

 private:
  std::mt19937_64 engine_;
};

/// A German title of a few words, now and then with characters that formats have to escape.
inline std::string random_title(Dice& dice) {
  static constexpr std::array<std::string_view, 24> kWords = {"Begegnungsorte",
                                                              "Kiezbox",
                                                              "Bürger*innen",
                                                              "für",
                                                              "Größe",
                                                              "digitale",
                                                              "Lernorte",
                                                              "Regenwasser",
                                                              "Datenschutz",
                                                              "Luftgüte",
                                                              "und",
                                                              "Klimaanpassung",
                                                              "Straßenraum",
                                                              "„Smart City“",
                                                              "\"Plattform\"",
                                                              "F & E",
                                                              "< 30 %",
                                                              "z. B.",
                                                              "2.0",
                                                              "Über-Morgen",
                                                              "Verwaltung's",
                                                              "10\xC2\xA0km",
                                                              "Ma\xC2\xADßnahme",
                                                              "->"};
  std::string title;
  for (std::size_t words = 1 + dice.roll(5); words > 0; --words) {
    if (!title.empty()) title += ' ';
    title += dice.one_of(kWords);
  }
  return title;
}

inline Date random_date(Dice& dice) {
  Date date{static_cast<std::int16_t>(2015 + dice.roll(30)), 0, 0};
  if (!dice.once_in(3)) date.month = static_cast<std::uint8_t>(1 + dice.roll(12));
  if (date.month != 0 && !dice.once_in(3)) date.day = static_cast<std::uint8_t>(1 + dice.roll(28));
  return date;
}

inline Decimal random_decimal(Dice& dice) {
  const auto scale = static_cast<std::uint8_t>(dice.roll(3));
  return {static_cast<std::int64_t>(1 + dice.roll(5'000'000)) * (dice.once_in(8) ? -1 : 1), scale};
}

inline model::FieldValue random_value(Dice& dice, const model::FieldRule& rule) {
  using model::FieldType;
  const std::string unit = rule.unit.empty() ? (dice.once_in(2) ? "%" : "t CO₂") : rule.unit;
  switch (rule.type) {
    case FieldType::Choice:
      return model::Choice{dice.one_of(rule.options).key};
    case FieldType::Date:
      return random_date(dice);
    case FieldType::Period: {
      Period period{random_date(dice), std::nullopt};
      if (!dice.once_in(4))
        period.to = Date{static_cast<std::int16_t>(period.from->year + 1 + static_cast<int>(dice.roll(5))), 0, 0};
      return period;
    }
    case FieldType::Number:
      return model::Number{random_decimal(dice), rule.unit.empty() && dice.once_in(3) ? "" : unit};
    case FieldType::Money:
      return model::Money{random_decimal(dice), rule.unit.empty() ? "EUR" : rule.unit};
    case FieldType::Series:
      return model::YearValue{static_cast<std::int16_t>(2020 + dice.roll(30)), random_decimal(dice), unit};
    case FieldType::Party:
      if (dice.once_in(3)) return model::PartyRef{{}, "Verein " + random_title(dice)};
      return model::PartyRef{PartyId{dice.once_in(2) ? "senmvku" : "technologiestiftung"}, {}};
    case FieldType::Flag:
      return model::Flag{!dice.once_in(4)};
    case FieldType::Text:
      break;
  }
  return model::Text{random_title(dice)};
}

/// A document of `size` nodes (at least 1) that breaks no rule of its type's structure: kinds where they may be, fields
/// in order, links to nodes that exist. Without prose. The same for the same arguments.
inline model::Document random_document(const model::DocumentType& type, std::size_t size, std::uint64_t seed) {
  using namespace model;
  Dice dice(seed);
  Document document;
  document.type = type.name;
  document.type_version = type.version;
  std::vector<NodeIndex> path;
  while (document.nodes.size() < std::max<std::size_t>(size, 1)) {
    Node node;
    if (path.empty()) {
      node.kind = type.root;
      node.id.text = "dokument-" + std::to_string(seed);
    } else {
      while (path.size() > 1 && (path.size() > 6 || dice.once_in(3))) path.pop_back();
      while (path.size() > 1 && type.kind(document.nodes[path.back()].kind)->children.empty()) path.pop_back();
      node.parent = path.back();
      node.kind = dice.one_of(type.kind(document.nodes[path.back()].kind)->children);
    }
    node.title = random_title(dice);
    if (!path.empty()) {
      node.id.text = slug(node.title) + "-" + std::to_string(document.nodes.size());
      if (dice.once_in(5)) node.titles.push_back({"en", "English: " + random_title(dice)});
      if (dice.once_in(9)) node.titles.push_back({"fr", "Français"});
    }
    node.sample = dice.once_in(4);
    if (dice.once_in(4)) node.short_title = random_title(dice);
    for (const FieldRule& rule : type.kind(node.kind)->fields) {
      if (!rule.required && dice.once_in(3)) continue;
      Field field{rule.name, {random_value(dice, rule)}};
      while (rule.listing != Listing::Single && dice.once_in(2)) field.values.push_back(random_value(dice, rule));
      node.fields.push_back(std::move(field));
    }
    if (dice.once_in(6)) node.translations.push_back({"en", ContentId{std::string(40, 'a')}, std::nullopt});
    path.push_back(static_cast<NodeIndex>(document.nodes.size()));
    document.nodes.push_back(std::move(node));
  }
  // Links last: they point anywhere.
  for (Node& node : document.nodes) {
    for (const RoleRule& role : type.roles) {
      const auto allows = [](const std::vector<std::string>& kinds, const std::string& kind) {
        return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
      };
      if (!allows(role.from, node.kind) || !dice.once_in(3)) continue;
      const Node& target = dice.one_of(document.nodes);
      if (allows(role.to, target.kind)) node.links.push_back({role.name, {{}, target.id, {}}});
    }
    if (dice.once_in(10)) node.links.push_back({std::string(kPredecessor), {{"alt"}, {"knoten"}, {"beschluss-2022"}}});
    std::sort(node.links.begin(), node.links.end());
  }
  return document;
}

}  // namespace zielbaum::test
