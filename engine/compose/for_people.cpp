// Values and nodes in people's words.
#include <algorithm>

#include "compose/compose.h"

namespace zielbaum::compose {

namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";

std::string with_unit(const Decimal& amount, std::string_view unit, Language language) {
  const std::string number = grouped(amount, language);
  if (unit.empty()) return number;
  const bool attached = language == Language::English && unit == "%";
  return number + std::string(attached ? std::string_view{} : kNoBreakSpace) + std::string(unit);
}

std::string money(const model::Money& value, Language language) {
  const std::string number = grouped(value.amount, language);
  const std::string_view symbol = value.currency == "EUR" ? "€" : std::string_view(value.currency);
  if (language == Language::German) return number + std::string(kNoBreakSpace) + std::string(symbol);
  return std::string(symbol) + (symbol == "€" ? "" : std::string(kNoBreakSpace)) + number;
}

std::string party_name(const model::PartyRef& ref, const model::Parties& parties) {
  if (ref.party.empty()) return ref.text;
  const model::Party* const party = model::find_party(parties, ref.party);
  return party == nullptr ? ref.party.text : party->name();
}

std::string choice_label(const model::Choice& choice, const model::FieldRule& rule, std::string_view lang) {
  const auto option = std::find_if(rule.options.begin(), rule.options.end(),
                                   [&](const model::ChoiceOption& one) { return one.key == choice.key; });
  if (option == rule.options.end()) return choice.key;
  const std::string_view label = model::in_language(option->label, lang);
  return label.empty() ? choice.key : std::string(label);
}

}  // namespace

std::string value_for_people(const model::FieldValue& value, const model::FieldRule& rule,
                             const model::Parties& parties, std::string_view lang) {
  const Language language = interface_language(lang);
  struct Words {
    const model::FieldRule& rule;
    const model::Parties& parties;
    std::string_view lang;
    Language language;
    const std::string& unit(const std::string& own) const { return own.empty() ? rule.unit : own; }
    std::string operator()(const model::Text& text) const { return text.text; }
    std::string operator()(const model::Choice& choice) const { return choice_label(choice, rule, lang); }
    std::string operator()(const Date& date) const { return in_short(date, language); }
    std::string operator()(const Period& period) const { return in_short(period, language); }
    std::string operator()(const model::Number& number) const {
      return with_unit(number.amount, unit(number.unit), language);
    }
    std::string operator()(const model::Money& amount) const { return money(amount, language); }
    std::string operator()(const model::YearValue& point) const {
      return std::to_string(point.year) + ": " + with_unit(point.value, unit(point.unit), language);
    }
    std::string operator()(const model::PartyRef& ref) const { return party_name(ref, parties); }
    std::string operator()(const model::Flag& flag) const { return render(flag.on ? msg("yes") : msg("no"), language); }
  };
  return std::visit(Words{rule, parties, lang, language}, value);
}

std::string told_apart(const model::FieldValue& value, std::string words, const model::Parties& parties) {
  const auto* const ref = std::get_if<model::PartyRef>(&value);
  if (ref == nullptr || ref->party.empty()) return words;
  const model::Party* const party = model::find_party(parties, ref->party);
  const bool has_short = party != nullptr && !party->short_name.empty();
  const std::string& name = has_short ? party->short_name : ref->party.text;
  return words == name ? words : words + " (" + name + ")";
}

std::string node_name(const model::Node& node, std::string_view number, const model::DocumentType& type,
                      std::string_view lang) {
  const model::KindRule* const kind = type.kind(node.kind);
  const std::string_view label = kind == nullptr ? std::string_view{} : model::in_language(kind->label, lang);
  std::string name(label.empty() ? std::string_view(node.kind) : label);
  const bool says_kind = number.starts_with(name) && (number.size() == name.size() || number[name.size()] == ' ');
  if (says_kind) {
    name = number;
  } else if (!number.empty()) {
    name += " " + std::string(number);
  }
  if (node.title.empty()) return name;
  const bool english = interface_language(lang) == Language::English;
  return name + (english ? " “" + node.title + "”" : " „" + node.title + "“");
}

}  // namespace zielbaum::compose
