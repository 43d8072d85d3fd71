#include "base/bidi.h"

#include <unicode/ubidi.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "base/utf8.h"

namespace zielbaum {

bool has_right_to_left(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0xD6) {  // below Hebrew; as no byte within a character is that of a whole one, they need not be skipped
      ++at;
      continue;
    }
    const Decoded decoded = decode_utf8(text, at);
    const UCharDirection direction = u_charDirection(static_cast<UChar32>(decoded.character));
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return true;
    at += decoded.size;
  }
  return false;
}

bool is_right_to_left(std::string_view lang) {
  static constexpr std::array<std::string_view, 12> kLanguages = {"ar", "ckb", "dv",  "fa", "he", "ku-Arab",
                                                                  "ps", "sd",  "syr", "ug", "ur", "yi"};
  return std::any_of(kLanguages.begin(), kLanguages.end(), [lang](std::string_view one) {
    return lang.starts_with(one) && (lang.size() == one.size() || lang[one.size()] == '-');
  });
}

std::vector<std::uint8_t> bidi_levels(std::string_view paragraph, bool right_to_left) {
  const UBiDiLevel own = right_to_left ? 1 : 0;
  std::vector<std::uint8_t> levels(paragraph.size(), own);
  std::u16string units;
  std::vector<std::size_t> begins;  // in bytes, of each unit
  for (std::size_t at = 0; at < paragraph.size();) {
    const Decoded decoded = decode_utf8(paragraph, at);
    std::array<char16_t, 2> pair{};
    const std::size_t count = U16_LENGTH(decoded.character);
    if (count == 1) {
      pair[0] = static_cast<char16_t>(decoded.character);
    } else {
      pair = {static_cast<char16_t>(U16_LEAD(decoded.character)), static_cast<char16_t>(U16_TRAIL(decoded.character))};
    }
    units.append(pair.data(), count);
    begins.insert(begins.end(), count, at);
    at += decoded.size;
  }
  const std::unique_ptr<UBiDi, void (*)(UBiDi*)> bidi(ubidi_open(), ubidi_close);
  UErrorCode failed = U_ZERO_ERROR;
  ubidi_setPara(bidi.get(), units.data(), static_cast<std::int32_t>(units.size()), own, nullptr, &failed);
  const UBiDiLevel* found = ubidi_getLevels(bidi.get(), &failed);
  if (U_FAILURE(failed) || found == nullptr) return levels;
  for (std::size_t unit = 0; unit < units.size(); ++unit) {
    const std::size_t end = unit + 1 < units.size() ? begins[unit + 1] : paragraph.size();
    for (std::size_t byte = begins[unit]; byte < end; ++byte) levels[byte] = found[unit];
  }
  return levels;
}

std::vector<std::size_t> visual_order(const std::vector<std::uint8_t>& levels) {
  std::vector<std::int32_t> order(levels.size());
  ubidi_reorderVisual(levels.data(), static_cast<std::int32_t>(levels.size()), order.data());
  return {order.begin(), order.end()};
}

}  // namespace zielbaum
