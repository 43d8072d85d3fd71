// Exact decimal numbers: what was written is what is kept. No floating point anywhere in documents.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/message.h"

namespace zielbaum {

/// units / 10^scale. "1.20" is {120, 2} and differs from "1.2" as text does, since writing it back must give it again.
struct Decimal {
  std::int64_t units = 0;
  std::uint8_t scale = 0;
  bool operator==(const Decimal&) const = default;
};

/// `-?(0|[1-9][0-9]*)(\.[0-9]+)?`, at most 18 digits in all; no "-0".
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);
[[nodiscard]] std::string to_string(const Decimal& number);  ///< the form that parse_decimal reads

/// For people: "1.200.000,50" in German, "1,200,000.50" in English; groups from five digits before the point on.
[[nodiscard]] std::string grouped(const Decimal& number, Language language);

}  // namespace zielbaum
