#include "xml/value_internal.h"

#include <algorithm>

#include "base/utf8.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

using model::FieldRule;
using model::FieldType;
using model::FieldValue;

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

/// What is wrong with a value: becomes a Finding in a file and an Error on the command line.
struct Wrong {
  std::string code;
  Message message;
  std::optional<Message> hint;
};

/// A value, or what is wrong with it.
using Read = std::variant<FieldValue, Wrong>;

bool is_currency(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Free text; a language tag where the field says the language of a term.
Read text_value(const FieldRule& rule, std::string text) {
  if (rule.glossary == model::GlossaryUse::Language && !is_language_tag(text)) {
    return Wrong{"bad-language", msg("{0} is no language tag", text), msg("Give a tag such as de, en or de-x-leicht.")};
  }
  return model::Text{std::move(text)};
}

Message number_hint() {
  return msg("Numbers are written with digits and a point, without separators: 1200000 or 0.5.");
}

Wrong bad_number(std::string_view text) {
  return {"bad-number", msg("{0} is no number", text), number_hint()};
}
Wrong bad_date(std::string_view text) {
  return {"bad-date", msg("{0} is no date", text), date_hint(text)};
}
Wrong empty_value(const FieldRule& rule) {
  return {"empty-field", msg("The field {0} is empty", rule.name), msg("Give a value or delete the element.")};
}

std::optional<Wrong> wrong_unit(const FieldRule& rule, std::string_view unit) {
  if (rule.type == FieldType::Money && !is_currency(unit)) {
    return Wrong{"bad-unit", msg("{0} is no currency", unit), msg("Give three capitals, for instance EUR.")};
  }
  if (!rule.unit.empty() && unit != rule.unit) {
    return Wrong{"bad-unit", msg("The field {0} is given in {1}, not in {2}", rule.name, rule.unit, unit),
                 msg("Write the unit {0}.", rule.unit)};
  }
  return std::nullopt;
}

Read number(const FieldRule& rule, std::string_view amount, std::string unit) {
  const std::optional<Decimal> decimal = parse_decimal(amount);
  if (!decimal) return bad_number(amount);
  if (auto wrong = wrong_unit(rule, unit)) return std::move(*wrong);
  if (rule.type == FieldType::Money) return model::Money{*decimal, std::move(unit)};
  return model::Number{*decimal, std::move(unit)};
}

Read year_value(const FieldRule& rule, std::string_view year, std::string_view amount, std::string unit) {
  const std::optional<Date> date = year.size() == 4 ? parse_date(year) : std::nullopt;
  if (!date) return Wrong{"bad-date", msg("{0} is no year", year), msg("A year has four digits.")};
  const std::optional<Decimal> decimal = parse_decimal(amount);
  if (!decimal) return bad_number(amount);
  if (auto wrong = wrong_unit(rule, unit)) return std::move(*wrong);
  return model::YearValue{date->year, *decimal, std::move(unit)};
}

Read choice(const FieldRule& rule, std::string_view key) {
  std::vector<std::string_view> keys;
  for (const model::ChoiceOption& option : rule.options) {
    if (option.key == key) return model::Choice{std::string(key)};
    keys.push_back(option.key);
  }
  return Wrong{"bad-choice", msg("{0} is no value of the field {1}", key, rule.name), suggest(key, keys)};
}

Read period(std::string_view from, std::string_view to) {
  Period made;
  if (!from.empty()) {
    made.from = parse_date(from);
    if (!made.from) return bad_date(from);
  }
  if (!to.empty()) {
    made.to = parse_date(to);
    if (!made.to) return bad_date(to);
  }
  if (!made.from && !made.to) {
    return Wrong{"bad-date", msg("The period has neither begin nor end"),
                 msg("Give one of the two at least, for instance from 2022-09 to 2026-12.")};
  }
  return made;
}

Read date(std::string_view text) {
  const std::optional<Date> made = parse_date(text);
  if (!made) return bad_date(text);
  return *made;
}

Read from_element(Source& source, Element element, const FieldRule& rule) {
  const auto text = [&](std::initializer_list<std::string_view> known) { return leaf_text(source, element, known); };
  const auto expect = [&](std::initializer_list<std::string_view> known) { expect_leaf(source, element, known); };
  const auto filled = [&](std::string content, auto make) -> Read {
    if (content.empty()) return empty_value(rule);
    return make(std::move(content));
  };
  switch (rule.type) {
    case FieldType::Text:
      return filled(text({}), [&](std::string content) -> Read { return text_value(rule, std::move(content)); });
    case FieldType::Choice:
      return filled(text({}), [&](const std::string& key) { return choice(rule, key); });
    case FieldType::Date:
      return filled(text({}), [](const std::string& content) { return date(content); });
    case FieldType::Flag:
      return filled(text({}), [&](const std::string& content) -> Read {
        if (content == "true" || content == "false") return model::Flag{content == "true"};
        return Wrong{"bad-value", msg("{0} is no value of the field {1}", content, rule.name),
                     msg("Write true or false.")};
      });
    case FieldType::Period:
      expect({"from", "to"});
      expect_no_text(source, element);
      return period(attribute(element, "from"), attribute(element, "to"));
    case FieldType::Number:
    case FieldType::Money:
      return filled(text({"unit"}), [&](const std::string& amount) {
        return number(rule, amount, std::string(attribute(element, "unit")));
      });
    case FieldType::Series:
      return filled(text({"year", "unit"}), [&](const std::string& amount) {
        return year_value(rule, attribute(element, "year"), amount, std::string(attribute(element, "unit")));
      });
    case FieldType::Party: {
      const std::optional<std::string_view> id = find_attribute(element, "party");
      if (!id) {
        return filled(text({"party"}), [](std::string content) -> Read {
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

/// "40 %", "40%", "1200000 EUR" cut into amount and unit; no-break spaces are spaces here.
std::pair<std::string, std::string> amount_and_unit(const FieldRule& rule, std::string_view text) {
  std::string plain(text);
  for (std::size_t at = plain.find(kNoBreakSpace); at != std::string::npos; at = plain.find(kNoBreakSpace, at)) {
    plain.replace(at, kNoBreakSpace.size(), " ");
  }
  plain = collapsed(plain);
  std::size_t end = plain.find_first_not_of("-0123456789.,");
  if (end == std::string::npos) end = plain.size();
  std::string amount = collapsed(std::string_view(plain).substr(0, end));
  std::string unit = collapsed(std::string_view(plain).substr(end));
  // On the command line the only unit there can be need not be said.
  if (unit.empty()) unit = rule.unit;
  return {std::move(amount), std::move(unit)};
}

Read from_text(const FieldRule& rule, std::string_view given) {
  const std::string text = collapsed(given);
  if (text.empty()) return empty_value(rule);
  const bool control =
      std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (control || find_invalid_utf8(text)) {
    return Wrong{"control-character", msg("The value has characters that cannot be kept"),
                 msg("Delete the character.")};
  }
  switch (rule.type) {
    case FieldType::Text:
      return text_value(rule, std::string(text));
    case FieldType::Choice:
      return choice(rule, text);
    case FieldType::Date:
      return date(text);
    case FieldType::Flag:
      if (text == "true" || text == "ja" || text == "yes") return model::Flag{true};
      if (text == "false" || text == "nein" || text == "no") return model::Flag{false};
      return Wrong{"bad-value", msg("{0} is no value of the field {1}", text, rule.name), msg("Write true or false.")};
    case FieldType::Period: {
      const std::size_t dots = text.find("..");
      if (dots == std::string::npos) {
        return Wrong{"bad-date", msg("{0} is no period", text),
                     msg("Periods are written 2022-09..2026-12, with an open end 2022-09..")};
      }
      return period(text.substr(0, dots), text.substr(dots + 2));
    }
    case FieldType::Number:
    case FieldType::Money: {
      auto [amount, unit] = amount_and_unit(rule, text);
      return number(rule, amount, std::move(unit));
    }
    case FieldType::Series: {
      const std::size_t equals = text.find('=');
      if (equals == std::string::npos) {
        return Wrong{"bad-value", msg("{0} is no value of a year", text),
                     msg("Values of a series are written 2030=40 %.")};
      }
      auto [amount, unit] = amount_and_unit(rule, text.substr(equals + 1));
      return year_value(rule, collapsed(text.substr(0, equals)), amount, std::move(unit));
    }
    case FieldType::Party:
      if (is_valid_id(text)) return model::PartyRef{PartyId{text}, {}};
      return model::PartyRef{{}, text};
  }
  return empty_value(rule);
}

std::string with_unit(const Decimal& amount, const std::string& unit) {
  return unit.empty() ? to_string(amount) : to_string(amount) + " " + unit;
}

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

}  // namespace

std::optional<FieldValue> read_value(Source& source, Element element, const FieldRule& rule) {
  Read read = from_element(source, element, rule);
  if (auto* wrong = std::get_if<Wrong>(&read)) {
    complain(source, element, std::move(wrong->code), std::move(wrong->message), std::move(wrong->hint));
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

Result<FieldValue> parse_value(const FieldRule& rule, std::string_view text) {
  Read read = from_text(rule, text);
  if (auto* wrong = std::get_if<Wrong>(&read)) {
    Error made = error(ErrorKind::Invalid, std::move(wrong->code), std::move(wrong->message));
    made.hint = std::move(wrong->hint);
    return made;
  }
  return std::get<FieldValue>(std::move(read));
}

std::string value_text(const FieldValue& value) {
  return std::visit(Overloaded{
                        [](const model::Text& text) { return text.text; },
                        [](const model::Choice& made) { return made.key; },
                        [](const Date& made) { return to_string(made); },
                        [](const Period& made) {
                          return (made.from ? to_string(*made.from) : "") + ".." + (made.to ? to_string(*made.to) : "");
                        },
                        [](const model::Number& made) { return with_unit(made.amount, made.unit); },
                        [](const model::Money& made) { return with_unit(made.amount, made.currency); },
                        [](const model::YearValue& made) {
                          return std::to_string(made.year) + "=" + with_unit(made.value, made.unit);
                        },
                        [](const model::PartyRef& made) { return made.party.empty() ? made.text : made.party.text; },
                        [](const model::Flag& made) { return std::string(made.on ? "true" : "false"); },
                    },
                    value);
}

}  // namespace zielbaum::xml
