// The theme `standard` as schemas/themes/standard.xml has it, for tests of modules that read no XML, and its fonts.
#pragma once

#include <string>
#include <string_view>

#include "base/file.h"
#include "model/workspace.h"

namespace zielbaum::test {

inline model::TextStyle text_style(std::int64_t size, std::int64_t leading, std::int64_t before, std::int64_t after,
                                   bool bold) {
  model::TextStyle style;
  style.size = Length::points(size);
  style.leading = Length::points(leading);
  style.before = Length::points(before);
  style.after = Length::millipoints(after);
  style.bold = bold;
  style.colour = {0x1a, 0x1a, 0x1a};
  return style;
}

inline model::Theme standard_theme() {
  const auto noto = [](const char* name, const char* sha256) {
    return model::FontFile{std::string("truetype/noto/") + name, sha256, {}};
  };
  model::Theme theme;
  theme.name = "standard";
  theme.regular = noto("NotoSans-Regular.ttf", "89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d");
  theme.bold = noto("NotoSans-Bold.ttf", "e83493c945848ecd4a9ad0f6d19164541a0d3e23a9c952304a00a46e00272ac5");
  theme.italic = noto("NotoSans-Italic.ttf", "5d7618dda819443fd07301c84adcee9fe8960c873ea5e5e1f0f59db384b78082");
  theme.bold_italic =
      noto("NotoSans-BoldItalic.ttf", "4315b26e5afb62f70f5ffe0edaa3363e57765ff2af2beda12b6fef197e3e5f5a");
  theme.mono = theme.regular;
  theme.fallback = noto("NotoSansMath-Regular.ttf", "8242bd1e55368b27e32455260754cf9aa58f3ad7ea80664b66c21f1b09910d6c");
  theme.page_width = Length::millimetres(210);
  theme.page_height = Length::millimetres(297);
  theme.margin_top = theme.margin_bottom = theme.margin_left = theme.margin_right = Length::millimetres(25);
  theme.body = text_style(12, 15, 0, 7500, false);
  theme.small = text_style(9, 12, 0, 4000, false);
  theme.table = text_style(10, 13, 0, 3000, false);
  theme.note = text_style(9, 12, 0, 2000, false);
  theme.caption = text_style(10, 13, 4, 6000, true);
  theme.title = text_style(30, 37, 0, 12000, true);
  theme.subtitle = text_style(16, 21, 0, 10000, false);
  theme.running = text_style(9, 12, 0, 0, false);
  theme.headings = {text_style(22, 28, 30, 12000, true), text_style(16, 21, 22, 8000, true),
                    text_style(13, 17, 16, 5000, true), text_style(12, 15, 12, 4000, true)};
  theme.accent = {0xc4, 0x0d, 0x1e};
  theme.rule = {0x8c, 0x8c, 0x8c};
  theme.fill = {0xf0, 0xf0, 0xf0};
  return theme;
}

/// As schemas/themes/book.xml has it: justified and hyphenated.
inline model::Theme book_theme() {
  // Debian 12 has the fonts in the one place, Debian 13 in the other.
  const auto liberation = [](const char* name, const char* sha256, const char* other_sha256) {
    const std::string file = name;
    return model::FontFile{"truetype/liberation2/" + file, sha256, {{"truetype/liberation/" + file, other_sha256, {}}}};
  };
  model::Theme theme = standard_theme();
  theme.name = "book";
  theme.regular =
      liberation("LiberationSerif-Regular.ttf", "29d12439831b7f59194efec85872f24f54eff05738933f9a860220d2abff88ba",
                 "9caef765d2e891c10dd73658894f01e660fe0c1c83e0bda7d6edf561d8f623d4");
  theme.bold =
      liberation("LiberationSerif-Bold.ttf", "446a4421f297698427170fd7db20e59169a4188baaaf940e9bea58af6341a723",
                 "443a4dbd694b6e4689925947b456e0532e10b19c90fa32eb39ea6c2cd9db9ebd");
  theme.italic =
      liberation("LiberationSerif-Italic.ttf", "c1830c433ab41379f1139fac388989d37c9f08c81e1bd643efdcc7946db30753",
                 "de18fe26337e03241952dca46398d5b66f3c5738d080bfd284f66e67b926f597");
  theme.bold_italic =
      liberation("LiberationSerif-BoldItalic.ttf", "36dd6965be8915f6d7efb259757f1f7546a7c6f72c53a20bbe4ae7092f2cd558",
                 "4b2635d2ec4d992373dcae577c742a98ecfd841ffc1b8a103b5f10db163dbc7a");
  theme.mono = theme.regular;
  theme.justified = theme.hyphenated = theme.italics = theme.protruding = true;
  theme.scaling = 20;
  theme.body = text_style(11, 14, 0, 6000, false);
  return theme;
}

inline Result<std::string> read_font(std::string_view file) {
  return read_file("/usr/share/fonts/" + std::string(file));
}

}  // namespace zielbaum::test
