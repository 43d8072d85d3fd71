// What coverage says of a text is what setting it says.
#include "typeset/coverage.h"

#include "base/utf8.h"
#include "support/catch.h"
#include "support/pages.h"
#include "support/sample_flow.h"
#include "support/theme.h"

using namespace zielbaum;
using typeset::Face;

TEST_CASE("coverage: a character is missing where setting it fails, and nowhere else") {
  typeset::Fonts fonts = typeset::Fonts::load(test::standard_theme(), test::read_font).value();
  typeset::Coverage coverage(fonts);
  const std::u32string characters =
      U"aÄß„“–…€·•◦§²₂½≠≯\u00A0\u00AD\u200B\u2011\u202F\u2009\uFEFF\u0301\u009b\uF0B7✓☐☑😀ᚠアא";
  for (const char32_t character : characters) {
    std::string text = "Wort";
    append_utf8(text, character);
    text += "Ende und mehr";
    flow::Flow flow;
    flow.blocks.push_back({flow::Paragraph{flow::ParagraphRole::Body, {test::run(text)}, {}}, {}});
    const bool missing = coverage.first_missing(Face::Regular, text).has_value();
    INFO(typeset::code_point(character));
    CHECK(test::set_flow(flow, test::standard_theme()).has_value() == !missing);
  }
}

TEST_CASE("coverage: gives the place of the first, and of the next") {
  typeset::Fonts fonts = typeset::Fonts::load(test::standard_theme(), test::read_font).value();
  typeset::Coverage coverage(fonts);
  const std::string text = "Für \xE1\x9A\xA0 und \xE1\x9A\xA1";
  const auto first = coverage.first_missing(Face::Bold, text);
  REQUIRE(first.has_value());
  CHECK(first->character == U'\u16A0');
  CHECK(first->at == 5);
  const auto next = coverage.first_missing(Face::Bold, text, first->at + 3);
  REQUIRE(next.has_value());
  CHECK(next->at == 13);
  CHECK_FALSE(coverage.first_missing(Face::Bold, text, 16).has_value());
}
