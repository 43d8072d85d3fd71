// What a text may mean is found in base; which of its meanings is taken, and what is asked back, is decided here.
#include "xml/written_value.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/ids.h"
#include "base/nearest.h"
#include "base/written_date.h"
#include "base/written_number.h"
#include "xml/value_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

using model::FieldRule;
using model::FieldType;

Wrong two_meanings(std::string_view text, const std::string& one, const std::string& other,
                   const std::string& write_one, const std::string& write_other) {
  return {"two-meanings", msg("“{0}” can mean {1} or {2}", text, one, other),
          msg("Write {0} or {1}.", write_one, write_other)};
}

/// A number so that it is read as this one in any case: not with three digits behind the point.
std::string unmistakable(Decimal number, Language language) {
  while (number.scale > 0 && number.units % 10 == 0) {
    number.units /= 10;
    --number.scale;
  }
  const std::string text = ungrouped(number, language);
  return number.scale == 3 ? text + "0" : text;
}

/// "EUR" for "€" and "Euro"; three letters as capitals. Empty for what is no currency.
std::string currency_called(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kNames = {{{"€", "EUR"},
                                                                                            {"euro", "EUR"},
                                                                                            {"euros", "EUR"},
                                                                                            {"$", "USD"},
                                                                                            {"us-dollar", "USD"},
                                                                                            {"us$", "USD"},
                                                                                            {"£", "GBP"},
                                                                                            {"franken", "CHF"},
                                                                                            {"sfr", "CHF"},
                                                                                            {"sfr.", "CHF"}}};
  const std::string name = folded(text);
  for (const auto& [called, code] : kNames) {
    if (called == name) return std::string(code);
  }
  if (name.size() != 3 || !std::all_of(name.begin(), name.end(), is_ascii_lower)) return {};
  std::string code = name;
  for (char& c : code) c = static_cast<char>(c - 'a' + 'A');
  return code;
}

/// The currency before an amount, which is taken: "€ 850.000", "EUR 1,2 Mio.".
std::string take_currency_before(std::string_view& text) {
  const std::size_t digit = text.find_first_of("-0123456789");
  if (digit == 0 || digit == std::string_view::npos) return {};
  const std::string currency = currency_called(text.substr(0, digit));
  if (!currency.empty()) text.remove_prefix(digit);
  return currency;
}

/// What follows a number is a unit, and not another number or the rest of a sentence.
bool is_unit(std::string_view rest) {
  for (const std::string_view word : {"bis", "to", "und", "and", "oder", "or"}) {
    if (rest.starts_with(word) && (rest.size() == word.size() || rest[word.size()] == ' ')) return false;
  }
  for (const std::string_view sign : {"-", "–", "—", "−", "+", "/", ":", "=", ";", "..", "(", "*", "^", "'", "’"}) {
    if (rest.starts_with(sign)) return false;
  }
  for (std::size_t at = 0; at < rest.size(); ++at) {
    if (is_ascii_digit(rest[at]) && (at == 0 || rest[at - 1] == ' ')) return false;
  }
  return true;
}

/// A number with what may stand before and behind it.
struct Amount {
  Decimal number;
  std::string unit;
};

class Reading {
 public:
  Reading(const FieldRule& rule, std::string_view text, const Wording& wording)
      : rule_(rule), text_(text), wording_(wording) {}

  Judged value() {
    switch (rule_.type) {
      case FieldType::Text:
        return judge_text(rule_, text_);
      case FieldType::Choice:
        return choice();
      case FieldType::Date:
        return date();
      case FieldType::Flag:
        return flag();
      case FieldType::Period:
        return period();
      case FieldType::Number:
      case FieldType::Money:
        return with_amount(
            text_, [this](Amount amount) { return judge_number(rule_, amount.number, std::move(amount.unit)); });
      case FieldType::Series:
        return year_value();
      case FieldType::Party:
        if (is_valid_id(text_)) return model::PartyRef{PartyId{text_}, {}};
        return model::PartyRef{{}, text_};
    }
    return empty_value(rule_);
  }

  std::vector<Message> notes() && { return std::move(notes_); }

 private:
  Judged choice() {
    std::vector<std::string> names;
    std::vector<std::string> shown;
    for (const model::ChoiceOption& option : rule_.options) {
      if (folded(option.key) == folded(text_)) return model::Choice{option.key};
      names.push_back(option.key);
      shown.push_back(option.key);
      for (const auto& [lang, label] : option.label) names.push_back(label);
      const std::string_view label =
          model::in_language(option.label, wording_.document == Language::German ? "de" : "en");
      if (!label.empty()) shown.back() += " (" + std::string(label) + ")";
    }
    for (const model::ChoiceOption& option : rule_.options) {
      for (const auto& [lang, label] : option.label) {
        if (folded(label) == folded(text_)) return model::Choice{option.key};
      }
    }
    std::string all;
    for (const std::string& one : shown) all += (all.empty() ? "" : ", ") + one;
    const std::vector<std::string> near = nearest(text_, names);
    return Wrong{"bad-choice", msg("{0} is no value of the field {1}", text_, rule_.name),
                 near.empty() ? msg("Known here: {0}", all) : msg("Did you mean {0}?", near.front())};
  }

  Judged flag() const {
    const std::string word = folded(text_);
    for (const char* yes : {"true", "ja", "yes"}) {
      if (word == yes) return model::Flag{true};
    }
    for (const char* no : {"false", "nein", "no"}) {
      if (word == no) return model::Flag{false};
    }
    return bad_flag(rule_, text_);
  }

  Judged date() const {
    const std::vector<Date> meanings = read_written_date(text_);
    if (meanings.empty()) return no_date(text_);
    if (meanings.size() == 1) return meanings.front();
    return two_meanings(text_, written_out(meanings[0], wording_.document), written_out(meanings[1], wording_.document),
                        to_string(meanings[0]), to_string(meanings[1]));
  }

  static Wrong no_date(std::string_view text) {
    return {"bad-date", msg("{0} is no date", text),
            msg("Write a year, a month or a day: 2026, 03/2026, 15.03.2026 or 2026-03-15.")};
  }

  Judged period() const {
    const std::vector<Period> meanings = read_written_period(text_);
    if (meanings.size() > 1) {
      const auto in_file = [](const Period& one) { return value_text(one); };
      return two_meanings(text_, in_short(meanings[0], wording_.document), in_short(meanings[1], wording_.document),
                          in_file(meanings[0]), in_file(meanings[1]));
    }
    // A year alone may be meant as the whole of the period, as its begin or as its end.
    if (const std::vector<Date> dates = read_written_date(text_); !dates.empty()) {
      return Wrong{"bad-date", msg("{0} is no period", text_),
                   msg("Write “from {0}”, “until {0}” or {0}..{0}.", to_string(dates.front()))};
    }
    if (meanings.size() == 1) {
      const Period& one = meanings.front();
      if (is_ordered(one)) return judge_period(one);
      return Wrong{"period-order",
                   msg("{0} ends on {1}, before it begins on {2}", text_, to_string(*one.to), to_string(*one.from)),
                   msg("Exchange begin and end, or correct one of them.")};
    }
    if (const std::size_t dots = text_.find(".."); dots != std::string::npos) {
      for (const std::string& end : {collapsed(text_.substr(0, dots)), collapsed(text_.substr(dots + 2))}) {
        if (!end.empty() && read_written_date(end).empty()) return no_date(end);
      }
    }
    return Wrong{"bad-date", msg("{0} is no period", text_),
                 msg("Write for instance 2026–2028, 01/2026–12/2028, “from 2026” or “until 2030”.")};
  }

  Judged year_value() {
    const std::size_t sign = text_.find_first_of("=:");
    if (sign == std::string::npos) {
      return Wrong{"bad-value", msg("{0} is no value of a year", text_),
                   msg("Values of a series are written 2030=40 %.")};
    }
    const std::string year = collapsed(text_.substr(0, sign));
    return with_amount(collapsed(text_.substr(sign + 1)), [&](Amount amount) {
      return judge_year_value(rule_, year, amount.number, std::move(amount.unit));
    });
  }

  template <typename Judge>
  Judged with_amount(const std::string& text, const Judge& judge) {
    std::variant<Amount, Wrong> read = amount(text);
    if (auto* wrong = std::get_if<Wrong>(&read)) return std::move(*wrong);
    return judge(std::get<Amount>(std::move(read)));
  }

  static Wrong no_number(std::string_view text) {
    return {"bad-number", msg("{0} is no number", text.empty() ? std::string_view("“”") : text),
            msg("Write digits, with the unit behind them: 1200, 1.200.000 or 12,5 %.")};
  }

  std::variant<Amount, Wrong> amount(const std::string& given) {
    const bool money = rule_.type == FieldType::Money;
    std::string_view text = given;
    const std::string currency_before = money ? take_currency_before(text) : "";
    std::optional<WrittenNumber> written = read_written_number(text, wording_.document);
    if (!written) return no_number(given);
    std::string_view rest = written->rest;
    std::optional<PowerOfTen> power;
    if (money || takes_powers()) power = read_power_of_ten(rest, wording_.document);
    if (power) rest = rest.substr(power->size);
    if (!power && money) power = thousands_of(rest);
    std::string unit = collapsed(rest);
    if (!currency_before.empty() && unit.empty()) unit = currency_before;
    if (!is_unit(unit)) {
      return Wrong{"bad-number", msg("{0} is more than one number with its unit", given),
                   msg("Write digits, with the unit behind them: 1200, 1.200.000 or 12,5 %.")};
    }
    if (std::optional<Wrong> doubt = doubtful(given, *written, power)) return std::move(*doubt);
    std::optional<Decimal> number = times_ten_to(written->number, power ? power->exponent : 0);
    if (!number) return no_number(given);
    unit = canonical(unit);
    const bool grouped = written->other && written->number.scale < written->other->scale;
    if (grouped || power) {
      notes_.push_back(msg("“{0}” was read as {1}", given,
                           ungrouped(*number, wording_.document) + (unit.empty() ? "" : " " + unit)));
    }
    return Amount{*number, std::move(unit)};
  }

  /// Where any unit may stand, "Mio. Fahrgäste" is one.
  bool takes_powers() const {
    return !rule_.unit.empty() && !read_power_of_ten(rule_.unit, wording_.document).has_value();
  }

  /// "T€", "TEUR", "k€": takes the letter.
  static std::optional<PowerOfTen> thousands_of(std::string_view& unit) {
    for (const auto& [letter, exponent] : {std::pair{'T', 3}, std::pair{'k', 3}, std::pair{'M', 6}}) {
      if (!unit.starts_with(letter)) continue;
      const std::string_view currency = unit.substr(1);
      if (currency != "€" && currency != "EUR" && currency != "Euro") continue;
      unit = currency;
      return PowerOfTen{exponent, std::nullopt, 0};
    }
    return std::nullopt;
  }

  /// What cannot be decided without asking back.
  std::optional<Wrong> doubtful(const std::string& given, const WrittenNumber& written,
                                const std::optional<PowerOfTen>& power) const {
    const bool foreign = wording_.people && *wording_.people != wording_.document;
    if (power && power->other && foreign) {
      const std::optional<Decimal> one = times_ten_to(written.number, power->exponent);
      const std::optional<Decimal> other = times_ten_to(written.number, *power->other);
      if (!one || !other) return no_number(given);
      return two_meanings(given, ungrouped(*one, wording_.document), ungrouped(*other, wording_.document),
                          to_string(*one), to_string(*other));
    }
    if (!written.other) return std::nullopt;
    // Nobody writes an amount of money with tenths of cents; three digits behind the sign are thousands elsewhere.
    const bool cents = rule_.type == FieldType::Money && !power && written.number.scale > 0;
    if (!foreign && !cents) return std::nullopt;
    return two_meanings(given, ungrouped(written.number, wording_.document),
                        ungrouped(*written.other, wording_.document), unmistakable(written.number, wording_.document),
                        unmistakable(*written.other, wording_.document));
  }

  std::string canonical(const std::string& unit) const {
    // On the command line the only unit there can be need not be said.
    if (unit.empty()) return rule_.unit;
    if (rule_.type == FieldType::Money) {
      const std::string currency = currency_called(unit);
      return currency.empty() ? unit : currency;
    }
    const std::string name = folded(unit);
    if (!rule_.unit.empty() && folded(rule_.unit) == name) return rule_.unit;
    const bool percent = name == "prozent" || name == "percent" || name == "v.h." || name == "vh";
    return percent && rule_.unit == "%" ? rule_.unit : unit;
  }

  const FieldRule& rule_;
  const std::string text_;
  const Wording& wording_;
  std::vector<Message> notes_;
};

}  // namespace

Result<Understood> read_written(const FieldRule& rule, std::string_view given, const Wording& wording) {
  const std::string text = TRY(one_line(rule.name, given));
  Reading reading(rule, text, wording);
  Judged judged = reading.value();
  if (auto* wrong = std::get_if<Wrong>(&judged)) return to_error(std::move(*wrong));
  return Understood{std::get<model::FieldValue>(std::move(judged)), std::move(reading).notes()};
}

Result<model::FieldValue> parse_value(const FieldRule& rule, std::string_view text) {
  Understood understood = TRY(read_written(rule, text, {}));
  return std::move(understood.value);
}

}  // namespace zielbaum::xml
