#include "base/message.h"

#include <algorithm>

#include "base/catalogue_internal.h"

namespace zielbaum {

Language interface_language(std::string_view language_tag) {
  return language_tag == "en" || language_tag.starts_with("en-") ? Language::English : Language::German;
}

std::string_view german(std::string_view english) {
  const auto end = catalogue_entries + catalogue_size;
  const auto found =
      std::lower_bound(catalogue_entries, end, english,
                       [](const CatalogueEntry& entry, std::string_view key) { return entry.english < key; });
  return found != end && found->english == english ? found->german : std::string_view{};
}

std::string render(const Message& message, Language language) {
  std::string_view text = message.text;
  if (language == Language::German) {
    if (const std::string_view translated = german(message.text); !translated.empty()) text = translated;
  }
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' && text[i + 1] >= '0' && text[i + 1] <= '9') {
      const auto index = static_cast<std::size_t>(text[i + 1] - '0');
      if (index < message.args.size()) {
        out += message.args[index];
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

}  // namespace zielbaum
