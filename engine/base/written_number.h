// Numbers as people write them, in German and in English: "1.200.000,50", "1,200,000.50", "850 000", "1,2 Mio.".
//
// What is stored has one form (base/decimal.h). What is typed has many, and "1.200" is two numbers: twelve hundred to a
// German, and one and a fifth to an Englishman or to a file of ours. Whoever asks here gets both.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace zielbaum {

/// The number at the beginning of a text.
struct WrittenNumber {
  Decimal number;
  std::optional<Decimal> other;  ///< what the same signs mean in the other language, where that is another number
  std::string rest;              ///< what follows, without blanks around it
};
/// Signs that group: point or comma as the language has it, blanks of all kinds, the apostrophe; each before three
/// digits. A text that is a number in one of the two languages only is read so. ",-" and ",–" stand for no cents, as
/// Germans write it.
/// Empty where the text begins with no number, or with one of more than 18 digits.
[[nodiscard]] std::optional<WrittenNumber> read_written_number(std::string_view text, Language language);

/// A word for a power of ten, as "Tsd.", "Mio." and "Milliarden" are.
struct PowerOfTen {
  int exponent = 0;
  std::optional<int> other;  ///< of the other language: "Billion" is a thousand times what "billion" is
  std::size_t size = 0;      ///< bytes of the word, with its point
};
/// The word that `text` begins with, if it is one.
[[nodiscard]] std::optional<PowerOfTen> read_power_of_ten(std::string_view text, Language language);

/// number * 10^exponent; empty where that has more than 18 digits.
[[nodiscard]] std::optional<Decimal> times_ten_to(const Decimal& number, int exponent);

/// For a message that says how a number was read: digits without groups, "850000", "1,2" (English "1.2").
[[nodiscard]] std::string ungrouped(const Decimal& number, Language language);

}  // namespace zielbaum
