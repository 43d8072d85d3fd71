// Language tags as documents bear them (BCP 47): "de", "en-GB", "de-x-leicht".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zielbaum {

/// `[a-z]{2,3}(-[A-Za-z0-9]{1,8})*`: what is a tag by its form.
[[nodiscard]] bool is_language_tag(std::string_view text);

/// The tag of the language that is called so in German, English or by itself: "en" for "Englisch", "English"; also
/// "de-x-leicht" for "Leichte Sprache", and a tag with other capitals or "_" for "-" as it should be. Empty where none
/// is. Slow: for messages.
[[nodiscard]] std::optional<std::string> language_tag_of(std::string_view name);

}  // namespace zielbaum
