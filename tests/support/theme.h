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
    return model::FontFile{std::string("truetype/noto/") + name, sha256};
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

inline Result<std::string> read_font(std::string_view file) {
  return read_file("/usr/share/fonts/" + std::string(file));
}

}  // namespace zielbaum::test
