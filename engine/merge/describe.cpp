#include "merge/describe_internal.h"

namespace zielbaum::merge {

namespace {

constexpr char kEnd = '\x1f';

struct Describe {
  std::string operator()(const model::Text& value) const { return value.text; }
  std::string operator()(const model::Choice& value) const { return value.key; }
  std::string operator()(const Date& value) const { return to_string(value); }
  std::string operator()(const Period& value) const {
    return (value.from ? to_string(*value.from) : "") + kEnd + (value.to ? to_string(*value.to) : "");
  }
  std::string operator()(const model::Number& value) const { return to_string(value.amount) + kEnd + value.unit; }
  std::string operator()(const model::Money& value) const { return to_string(value.amount) + kEnd + value.currency; }
  std::string operator()(const model::YearValue& value) const {
    return std::to_string(value.year) + kEnd + to_string(value.value) + kEnd + value.unit;
  }
  std::string operator()(const model::PartyRef& value) const { return value.party.text + kEnd + value.text; }
  std::string operator()(const model::Flag& value) const { return value.on ? "1" : "0"; }
};

void drop_zeros(Decimal& number) {
  for (; number.scale > 0 && number.units % 10 == 0; --number.scale) number.units /= 10;
}

}  // namespace

std::string meaning(const model::FieldValue& value) {
  model::FieldValue plain = value;
  if (auto* const number = std::get_if<model::Number>(&plain)) drop_zeros(number->amount);
  if (auto* const money = std::get_if<model::Money>(&plain)) drop_zeros(money->amount);
  if (auto* const of_year = std::get_if<model::YearValue>(&plain)) drop_zeros(of_year->value);
  return describe(plain);
}

std::string describe(const model::FieldValue& value) {
  return std::to_string(value.index()) + kEnd + std::visit(Describe{}, value);
}

std::string describe(const model::Node& node) {
  std::string out = node.title;
  const auto add = [&](const std::string& text) { out += kEnd + text; };
  add(node.kind);
  add(node.short_title);
  add(node.sample ? "1" : "0");
  for (const model::Translated& title : node.titles) add("t" + title.lang + kEnd + title.text);
  for (const model::Field& field : node.fields) {
    add("f" + field.name);
    for (const model::FieldValue& value : field.values) add(describe(value));
  }
  for (const model::Link& link : node.links) add("l" + link.role + kEnd + model::to_string(link.to));
  for (const model::ProseTranslation& translation : node.translations)
    add("p" + translation.lang + kEnd + translation.basis.text + kEnd +
        (translation.prose ? translation.prose->text : "-"));
  add(node.prose ? node.prose->text : "-");
  return out;
}

}  // namespace zielbaum::merge
