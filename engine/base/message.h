// What the program says to people: an English sentence with placeholders, and its German translation.
//
// The English text is the key. The German one stands in the module's `de.po` (gettext's format), compiled into the
// program, so that one process can speak both languages under any locale. Language is always a parameter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace zielbaum {

/// The languages of the interface. Languages of documents are BCP 47 tags, kept as text.
enum class Language { German, English };

/// The interface language that fits a document language: English for "en" and "en-GB", German for all others.
[[nodiscard]] Language interface_language(std::string_view language_tag);

/// A sentence to be said: the English text with `{0}`, `{1}` for the arguments, and the arguments.
struct Message {
  std::string text;
  std::vector<std::string> args = {};
  bool operator==(const Message&) const = default;
};

namespace message_internal {
inline std::string argument(std::string_view text) {
  return std::string(text);
}
template <typename Integer>
requires std::is_integral_v<Integer> std::string argument(Integer number) {
  return std::to_string(number);
}
}  // namespace message_internal

/// Makes a Message. `english` must be a string literal, so that tests/base finds it and its German translation.
template <typename... Args>
[[nodiscard]] Message msg(std::string_view english, const Args&... args) {
  return Message{std::string(english), {message_internal::argument(args)...}};
}

/// As msg(), choosing the singular for a count of 1; `{0}` is the count. Enough for German and English.
template <typename... Args>
[[nodiscard]] Message counted(std::uint64_t count, std::string_view one, std::string_view many, const Args&... args) {
  return Message{std::string(count == 1 ? one : many), {std::to_string(count), message_internal::argument(args)...}};
}

/// The sentence in `language`. Falls back to English where no translation exists; a placeholder without an argument
/// stays as it is.
[[nodiscard]] std::string render(const Message& message, Language language);

/// The German text for an English one, or an empty view. Looks up in the compiled catalogue, O(log n).
[[nodiscard]] std::string_view german(std::string_view english);

}  // namespace zielbaum
