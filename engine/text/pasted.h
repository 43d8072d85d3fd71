// What is pasted from word processors and mail, and does not mean in Markdown what its writer saw: bullets and numbers
// typed by hand, tables made of tabs, paragraphs indented into code. Reading never changes it; here it is found, and
// converted where the writer asks for that.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/prose.h"

namespace zielbaum::text {

struct Slip {
  Finding finding;                     ///< a warning or note; place.line is that of the Markdown
  model::ByteRange source;             ///< what would be replaced
  std::optional<std::string> instead;  ///< Markdown; absent where only the writer knows what is meant
};

/// In the order of the text; ranges do not overlap. `prose` is parse(markdown).prose, `lang` the language of the text.
/// Codes: typed-list, typed-letters, typed-table, tab-in-text, code-by-indent, task-list, struck-text, raised-by-marks.
[[nodiscard]] std::vector<Slip> slips(std::string_view markdown, const model::Prose& prose, std::string_view lang);

/// With all slips replaced that can be. What is read from it has the same words, marks of items apart. Idempotent.
[[nodiscard]] std::string converted(std::string_view markdown, std::string_view lang);

/// The text as UTF-8 if it is UTF-16 with a byte order mark, or Windows-1252; nothing where it can be neither.
[[nodiscard]] std::optional<std::string> decoded_text(std::string_view bytes);

}  // namespace zielbaum::text
