#include "base/language_tag.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.h"
#include "base/nearest.h"

namespace zielbaum {

namespace {

/// What the language `tag` is called in the language `in`.
std::string name_of_language(const char* tag, const char* in) {
  std::array<UChar, 128> name{};
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size =
      uloc_getDisplayLanguage(tag, in, name.data(), static_cast<std::int32_t>(name.size()), &status);
  std::string out;
  if (U_SUCCESS(status) && size > 0) icu::UnicodeString(name.data(), size).toUTF8String(out);
  return out;
}

}  // namespace

bool is_language_tag(std::string_view text) {
  std::size_t part = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == '-') {
      if (length == 0 || length > 8 || (part == 0 && (length < 2 || length > 3))) return false;
      ++part;
      length = 0;
      continue;
    }
    const char c = text[i];
    if (!is_ascii_lower(c) && (part == 0 || !is_ascii_alphanumeric(c))) return false;
    ++length;
  }
  return true;
}

std::optional<std::string> language_tag_of(std::string_view name) {
  constexpr std::size_t kLongest = 60;
  if (name.size() > kLongest) return std::nullopt;
  const std::string wanted = folded(name);
  for (const std::string_view easy : {"leicht", "leichtesprache", "easy", "easyread", "easylanguage"}) {
    if (wanted == easy) return "de-x-leicht";
  }
  if (wanted == "einfach" || wanted == "einfachesprache") return "de-x-einfach";
  std::string tag = wanted;
  std::replace(tag.begin(), tag.end(), '_', '-');
  if (is_language_tag(tag)) return tag;
  for (const char* const* known = uloc_getISOLanguages(); *known != nullptr; ++known) {
    for (const char* in : {"de", "en", *known}) {
      if (folded(name_of_language(*known, in)) == wanted) return std::string(*known);
    }
  }
  return std::nullopt;
}

}  // namespace zielbaum
