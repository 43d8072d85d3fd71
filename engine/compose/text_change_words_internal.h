// One change of a text in words: its place, and what is done there.
#pragma once

#include <functional>
#include <string>

#include "base/message.h"
#include "diff/text_changes.h"

namespace zielbaum::compose {

/// In quotation marks that the text has not itself.
[[nodiscard]] std::string quoted(std::string_view text, Language language);

/// "Aufzählung 1, Nummer 2, Satz 3"; "" for the whole text.
[[nodiscard]] std::string told_place(const diff::TextChange& change, Language language);
/// "‚2025‘ wird durch ‚2026‘ ersetzt"; "" for words that are told with another change.
[[nodiscard]] std::string told_sentence(const diff::TextChange& change, Language language);

}  // namespace zielbaum::compose
