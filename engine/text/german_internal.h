// The tables of German that the module goes by: months, abbreviations, units, words that begin sentences.
#pragma once

#include <cstdint>
#include <string_view>

namespace zielbaum::text {

/// Whether an abbreviation, written with its full stop, can be the last word of a sentence.
enum class Abbreviation { None, Continues, MayEnd };

/// `word` without its full stop ("bzw", "Dr"). O(log n).
[[nodiscard]] Abbreviation abbreviation(std::string_view word);

/// Whether a number follows the abbreviation, so that a number after it is no ordinal: "Abs", "Nr", "Art".
[[nodiscard]] bool counts(std::string_view word);

/// Whether the text is a unit that belongs to the number before it: "%", "€", "km", "Mio.".
[[nodiscard]] bool is_unit(std::string_view word);

/// Whether a capital word of this form usually begins a sentence, rather than being a noun: "Die", "Danach".
[[nodiscard]] bool begins_sentence(std::string_view word);

/// The length of the date at the beginning of `text`, 0 where there is none: "3. August 2021", "3. Aug.", "12. 5.
/// 2021", "3. und 4. August". A date written without spaces is a number for our purposes.
[[nodiscard]] std::size_t date_length(std::string_view text);

}  // namespace zielbaum::text
