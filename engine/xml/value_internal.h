// Field values: what each kind of them may be, and their XML form.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "model/document.h"
#include "model/type.h"
#include "xml/read_internal.h"
#include "xml/rules.h"
#include "xml/write_internal.h"

namespace zielbaum::xml {

/// A value, or what is wrong with it.
using Judged = std::variant<model::FieldValue, Wrong>;

// The rule of each kind of value. What a file holds and what people write both end here.

/// Free text; a language tag where the field says the language of a term.
[[nodiscard]] Judged judge_text(const model::FieldRule& rule, std::string text);
[[nodiscard]] Judged judge_choice(const model::FieldRule& rule, std::string_view key);
/// For fields of type Number and Money.
[[nodiscard]] Judged judge_number(const model::FieldRule& rule, const Decimal& amount, std::string unit);
[[nodiscard]] Judged judge_year_value(const model::FieldRule& rule, std::string_view year, const Decimal& amount,
                                      std::string unit);
[[nodiscard]] Judged judge_period(const Period& period);

[[nodiscard]] Wrong bad_number(std::string_view text);
[[nodiscard]] Wrong bad_date(std::string_view text);
[[nodiscard]] Wrong bad_flag(const model::FieldRule& rule, std::string_view text);
[[nodiscard]] Wrong empty_value(const model::FieldRule& rule);

/// The value that a field's element holds; reports and gives nothing if it is none.
[[nodiscard]] std::optional<model::FieldValue> read_value(Source& source, Element element,
                                                          const model::FieldRule& rule);

/// Adds the field's element to its node.
void write_value(pugi::xml_node node, const std::string& name, const model::FieldValue& value);

}  // namespace zielbaum::xml
