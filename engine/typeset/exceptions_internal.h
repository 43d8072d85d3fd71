// German words that the dictionary divides wrongly, and domain words of administration.
#pragma once

#include <string_view>

namespace zielbaum::typeset {

/// One a line, in lower case: "=" marks the seam of a compound, "-" a syllable. An entry counts wherever its letters
/// stand inside a word: "kli-ma=an-pas-sung" is also for Klimaanpassungsstrategie. A mark at an end is one too:
/// "=da-ten".
extern const std::string_view kGermanExceptions;

}  // namespace zielbaum::typeset
