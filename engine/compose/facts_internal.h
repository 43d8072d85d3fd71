// How a line about a node is made of its values on both sides.
#pragma once

#include <string>
#include <vector>

#include "compose/comparison_internal.h"
#include "diff/field_parts.h"

namespace zielbaum::compose {

[[nodiscard]] diff::Edit edit_of(diff::EditKind kind, std::string text);

/// Word by word, for texts that are more than a name.
[[nodiscard]] ComparedFact worded(std::string label, const std::string& before, const std::string& after);

/// One value at most on each side, as it is.
[[nodiscard]] ComparedFact valued(std::string label, const std::string& before, const std::string& after);

/// A field's values as people read them.
struct FieldWords {
  std::vector<std::string> before;
  std::vector<std::string> after;
};
/// Value by value: each stands on its side as it is, marked where it is in no pair. Of a value that changed in part
/// only that is marked; of an office that was renamed the new side says so.
[[nodiscard]] ComparedFact paired(std::string label, const FieldWords& words, const diff::FieldParts& pairs,
                                  Language language);

/// What changed around the document: pictures, imprint, words of the type, look.
[[nodiscard]] std::vector<ComparedFact> printed_facts(const Source& before, const Source& after,
                                                      const diff::Changes& changes, Language language);

}  // namespace zielbaum::compose
