// What may be kept: the same rules for whoever reads a value from a file and for whoever takes it from people, so that
// nothing is stored that cannot be read back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zielbaum::xml {

/// What is wrong with a value: becomes a Finding in a file, and an Error where people give it.
struct Wrong {
  std::string code;
  Message message;
  std::optional<Message> hint;
};
[[nodiscard]] Error to_error(Wrong wrong, ErrorKind kind = ErrorKind::Invalid);

/// "U+0007" of the first character that a line of text cannot hold: one that XML does not know, or that disguises the
/// text around it (base/utf8.h). Empty where all is well.
[[nodiscard]] std::optional<std::string> unfit_character(std::string_view text);

/// Titles, short titles and texts of fields are one line each, with white space made one space. What `field` is called
/// is said in the messages; the title goes by "title".
[[nodiscard]] Result<std::string> one_line(std::string_view field, std::string_view text);

/// What is wrong with a language tag; with the right one for "Englisch" or "leicht".
[[nodiscard]] std::optional<Wrong> wrong_language(std::string_view tag);

}  // namespace zielbaum::xml
