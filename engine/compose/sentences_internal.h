// What happened, told in sentences: for the list of changes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compose/comparison_internal.h"
#include "diff/text_changes.h"

namespace zielbaum::compose {

/// A change in a node's prose. Its place is counted in the old version: "Absatz 2, Satz 1", "Aufzählung 1, Nummer 3",
/// "Absatz 2, Fußnote (1)"; what is new stands after one of the old ones.
struct ToldChange {
  std::string place;                       ///< "" for the beginning
  std::string sentence;                    ///< "‚2025‘ wird durch ‚2026‘ ersetzt"; "" where another one says it
  std::optional<diff::TextChange> change;  ///< absent where only the file differs
};

/// The changes inside one text, as diff/text_changes.h finds them.
[[nodiscard]] std::vector<std::string> tell_edits(const diff::Edits& edits, Language language);

/// The changes of a field or of links: the values that came and went.
[[nodiscard]] std::string tell_fact(const ComparedFact& fact, Language language);

/// The changes of a node's prose, in reading order.
[[nodiscard]] std::vector<ToldChange> tell_prose(const diff::ProseChange& prose, Language language);

/// All words of a text, on one line.
[[nodiscard]] std::string on_one_line(const diff::Edits& edits);

}  // namespace zielbaum::compose
