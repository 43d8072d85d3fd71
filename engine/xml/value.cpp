#include "xml/value_internal.h"

#include <algorithm>

#include "base/blank.h"
#include "base/written_number.h"
#include "xml/written_value.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

using model::FieldRule;
using model::FieldType;
using model::FieldValue;

bool is_currency(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Of a number that was written as people write it, the one that was meant.
Message number_hint(std::string_view text) {
  const std::optional<WrittenNumber> written = read_written_number(text, Language::German);
  if (written && !written->other && written->rest.empty()) return msg("Did you mean {0}?", to_string(written->number));
  return msg("In files, numbers have digits and a point, without separators: 1200000 or 0.5.");
}

std::optional<Wrong> wrong_unit(const FieldRule& rule, std::string_view unit) {
  if (rule.type == FieldType::Money && !is_currency(unit)) {
    const Message message =
        unit.empty() ? msg("The amount in {0} has no currency", rule.name) : msg("{0} is no currency", unit);
    return Wrong{"bad-unit", message, msg("Give three capitals, for instance EUR.")};
  }
  if (!rule.unit.empty() && unit != rule.unit) {
    const Message message = unit.empty() ? msg("The number in {0} has no unit", rule.name)
                                         : msg("The field {0} is given in {1}, not in {2}", rule.name, rule.unit, unit);
    return Wrong{"bad-unit", message, msg("Write the unit {0}.", rule.unit)};
  }
  return std::nullopt;
}

Judged date_in_file(std::string_view text) {
  const std::optional<Date> made = parse_date(text);
  if (!made) return bad_date(text);
  return *made;
}

Judged period_in_file(std::string_view from, std::string_view to) {
  Period made;
  if (!from.empty()) {
    made.from = parse_date(from);
    if (!made.from) return bad_date(from);
  }
  if (!to.empty()) {
    made.to = parse_date(to);
    if (!made.to) return bad_date(to);
  }
  return judge_period(made);
}

Judged number_in_file(const FieldRule& rule, std::string_view amount, std::string unit) {
  const std::optional<Decimal> decimal = parse_decimal(amount);
  if (!decimal) return bad_number(amount);
  return judge_number(rule, *decimal, std::move(unit));
}

Judged year_value_in_file(const FieldRule& rule, std::string_view year, std::string_view amount, std::string unit) {
  const std::optional<Decimal> decimal = parse_decimal(amount);
  if (!decimal) return bad_number(amount);
  return judge_year_value(rule, year, *decimal, std::move(unit));
}

Judged from_element(Source& source, Element element, const FieldRule& rule) {
  const auto text = [&](std::initializer_list<std::string_view> known) { return leaf_text(source, element, known); };
  const auto expect = [&](std::initializer_list<std::string_view> known) { expect_leaf(source, element, known); };
  const auto filled = [&](std::string content, auto make) -> Judged {
    if (is_blank_text(content)) return empty_value(rule);
    return make(std::move(content));
  };
  switch (rule.type) {
    case FieldType::Text:
      return filled(text({}), [&](std::string content) -> Judged { return judge_text(rule, std::move(content)); });
    case FieldType::Choice:
      return filled(text({}), [&](const std::string& key) { return judge_choice(rule, key); });
    case FieldType::Date:
      return filled(text({}), [](const std::string& content) { return date_in_file(content); });
    case FieldType::Flag:
      return filled(text({}), [&](const std::string& content) -> Judged {
        if (content == "true" || content == "false") return model::Flag{content == "true"};
        return bad_flag(rule, content);
      });
    case FieldType::Period:
      expect({"from", "to"});
      expect_no_text(source, element);
      return period_in_file(attribute(element, "from"), attribute(element, "to"));
    case FieldType::Number:
    case FieldType::Money:
      return filled(text({"unit"}), [&](const std::string& amount) {
        return number_in_file(rule, amount, std::string(attribute(element, "unit")));
      });
    case FieldType::Series:
      return filled(text({"year", "unit"}), [&](const std::string& amount) {
        return year_value_in_file(rule, attribute(element, "year"), amount, std::string(attribute(element, "unit")));
      });
    case FieldType::Party: {
      const std::optional<std::string_view> id = find_attribute(element, "party");
      if (!id) {
        return filled(text({"party"}), [](std::string content) -> Judged {
          return model::PartyRef{{}, std::move(content)};
        });
      }
      expect({"party"});
      expect_no_text(source, element);
      if (!is_valid_id(*id)) {
        return Wrong{"bad-id", msg("{0} is no valid id", *id),
                     msg("Give the id of an entry in documents/parties.xml.")};
      }
      return model::PartyRef{PartyId{std::string(*id)}, {}};
    }
  }
  return empty_value(rule);
}

std::string with_unit(const Decimal& amount, const std::string& unit, Language document) {
  std::string number = to_string(amount);
  const std::optional<WrittenNumber> read = read_written_number(number, document);
  if (read && read->number != amount) number = ungrouped(amount, document);
  return unit.empty() ? number : number + " " + unit;
}

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

}  // namespace

Wrong bad_number(std::string_view text) {
  return {"bad-number", msg("{0} is no number", text), number_hint(text)};
}
Wrong bad_date(std::string_view text) {
  return {"bad-date", msg("{0} is no date", text), date_hint(text)};
}
Wrong bad_flag(const FieldRule& rule, std::string_view text) {
  return {"bad-value", msg("{0} is no value of the field {1}", text, rule.name), msg("Write true or false.")};
}
Wrong empty_value(const FieldRule& rule) {
  return {"empty-field", msg("The field {0} is empty", rule.name), msg("Give a value or delete the element.")};
}

Judged judge_text(const FieldRule& rule, std::string text) {
  if (rule.glossary == model::GlossaryUse::Language) {
    if (std::optional<Wrong> wrong = wrong_language(text)) return std::move(*wrong);
  }
  return model::Text{std::move(text)};
}

Judged judge_choice(const FieldRule& rule, std::string_view key) {
  std::vector<std::string_view> keys;
  for (const model::ChoiceOption& option : rule.options) {
    if (option.key == key) return model::Choice{std::string(key)};
    keys.push_back(option.key);
  }
  return Wrong{"bad-choice", msg("{0} is no value of the field {1}", key, rule.name), suggest(key, keys)};
}

Judged judge_number(const FieldRule& rule, const Decimal& amount, std::string unit) {
  if (auto wrong = wrong_unit(rule, unit)) return std::move(*wrong);
  if (rule.type == FieldType::Money) return model::Money{amount, std::move(unit)};
  return model::Number{amount, std::move(unit)};
}

Judged judge_year_value(const FieldRule& rule, std::string_view year, const Decimal& amount, std::string unit) {
  const std::optional<Date> date = year.size() == 4 ? parse_date(year) : std::nullopt;
  if (!date) return Wrong{"bad-date", msg("{0} is no year", year), msg("A year has four digits.")};
  if (auto wrong = wrong_unit(rule, unit)) return std::move(*wrong);
  return model::YearValue{date->year, amount, std::move(unit)};
}

Judged judge_period(const Period& period) {
  if (period.from || period.to) return period;
  return Wrong{"bad-date", msg("The period has neither begin nor end"),
               msg("Give one of the two at least, for instance from 2022-09 to 2026-12.")};
}

std::optional<FieldValue> read_value(Source& source, Element element, const FieldRule& rule) {
  Judged read = from_element(source, element, rule);
  if (auto* wrong = std::get_if<Wrong>(&read)) {
    complain(source, element, std::move(*wrong));
    return std::nullopt;
  }
  return std::get<FieldValue>(std::move(read));
}

void write_value(pugi::xml_node node, const std::string& name, const FieldValue& value) {
  pugi::xml_node element = add(node, name);
  std::visit(Overloaded{
                 [&](const model::Text& text) { set_text(element, text.text); },
                 [&](const model::Choice& made) { set_text(element, made.key); },
                 [&](const Date& made) { set_text(element, to_string(made)); },
                 [&](const Period& made) {
                   if (made.from) set(element, "from", to_string(*made.from));
                   if (made.to) set(element, "to", to_string(*made.to));
                 },
                 [&](const model::Number& made) {
                   set_if(element, "unit", made.unit);
                   set_text(element, to_string(made.amount));
                 },
                 [&](const model::Money& made) {
                   set_if(element, "unit", made.currency);
                   set_text(element, to_string(made.amount));
                 },
                 [&](const model::YearValue& made) {
                   set(element, "year", std::to_string(made.year));
                   set_if(element, "unit", made.unit);
                   set_text(element, to_string(made.value));
                 },
                 [&](const model::PartyRef& made) {
                   set_if(element, "party", made.party.text);
                   if (made.party.empty()) set_text(element, made.text);
                 },
                 [&](const model::Flag& made) { set_text(element, made.on ? "true" : "false"); },
             },
             value);
}

std::string value_text(const FieldValue& value) {
  return written_text(value, Language::German);
}

std::string written_text(const FieldValue& value, Language document) {
  return std::visit(Overloaded{
                        [](const model::Text& text) { return text.text; },
                        [](const model::Choice& made) { return made.key; },
                        [](const Date& made) { return to_string(made); },
                        [](const Period& made) {
                          return (made.from ? to_string(*made.from) : "") + ".." + (made.to ? to_string(*made.to) : "");
                        },
                        [&](const model::Number& made) { return with_unit(made.amount, made.unit, document); },
                        [&](const model::Money& made) { return with_unit(made.amount, made.currency, document); },
                        [&](const model::YearValue& made) {
                          return std::to_string(made.year) + "=" + with_unit(made.value, made.unit, document);
                        },
                        [](const model::PartyRef& made) { return made.party.empty() ? made.text : made.party.text; },
                        [](const model::Flag& made) { return std::string(made.on ? "true" : "false"); },
                    },
                    value);
}

}  // namespace zielbaum::xml
