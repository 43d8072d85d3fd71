// Which characters the fonts of a theme can show: the answer that setting a text gives, beforehand.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "typeset/fonts.h"

namespace zielbaum::typeset {

/// A view of the fonts, which must outlive it. Remembers each character, so that long texts cost little more than a
/// look at their bytes.
class Coverage {
 public:
  explicit Coverage(Fonts& fonts) : fonts_(fonts) {}

  struct Missing {
    char32_t character = 0;
    std::size_t at = 0;  ///< offset of its first byte
  };
  /// The first character at or after `from` for which neither the face's font nor the fallback font has a glyph.
  [[nodiscard]] std::optional<Missing> first_missing(Face face, std::string_view text, std::size_t from = 0);

 private:
  [[nodiscard]] bool is_known(Face face, char32_t character);
  [[nodiscard]] bool shows_ascii(Face face);

  Fonts& fonts_;
  struct Known {
    std::vector<bool> asked, shown;  ///< by character, for those of the Basic Multilingual Plane
  };
  std::array<Known, 6> known_;
  std::array<std::optional<bool>, 6> ascii_;
};

/// Invalid ("no-glyph"), with the words around the character.
[[nodiscard]] Error no_glyph(char32_t character, std::string_view text, std::size_t at_byte);

/// "U+1F600"
[[nodiscard]] std::string code_point(char32_t character);

}  // namespace zielbaum::typeset
