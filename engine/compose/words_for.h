// What happens to nodes, in people's words: for tables, lists and questions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "diff/diff.h"
#include "model/type.h"

namespace zielbaum::compose {

/// "moved", "fields changed" for a word of diff::what() or "formatted"; any other word stays as it is.
[[nodiscard]] Message word_for(std::string_view what);
/// What else people call it: "new" for "added", "renamed" for "retitled".
[[nodiscard]] std::vector<Message> other_words_for(std::string_view what);
/// The same words, "moved, fields changed".
[[nodiscard]] std::string in_words(const std::vector<std::string_view>& what, Language language);

/// "1 Maßnahme", "2 Maßnahmen". `type` may not know the kind.
[[nodiscard]] std::string counted_kind(const model::DocumentType& type, std::string_view kind, std::size_t count,
                                       Language language);

/// "Stelle umbenannt: ‚Bezirksamt‘, jetzt ‚Bezirksamt Mitte‘"
[[nodiscard]] std::string told_renaming(const diff::RenamedParty& renamed, Language language);

/// "Lizenz: ‚CC BY 4.0‘ wird durch ‚CC BY-ND 4.0‘ ersetzt"
[[nodiscard]] std::string told_printed(const diff::PrintedChange& change, const model::DocumentType& before,
                                       const model::DocumentType& after, Language language);

}  // namespace zielbaum::compose
