// Law: what is unpacked is what was packed.
#include "support/pages.h"
#include "support/sample_flow.h"
#include "typeset/packed_items_internal.h"

using namespace zielbaum;
using namespace zielbaum::test;
using typeset::Item;

namespace {

constexpr Length kFar = Length::micropoints(123'456'789'012);

/// One item of each kind, glyphs as fonts have them and as they never have them.
std::vector<Item> one_of_each(typeset::Fonts::Impl& fonts) {
  typeset::GlyphRun run;
  run.font = fonts.font_of_face[0];
  run.size = Length::millipoints(9'500);
  run.scale = 981;
  run.x = -kFar;
  run.y = kFar;
  run.colour = {255, 0, 128};
  run.glyphs = fonts.shape(typeset::Face::Regular, "Avantgarde", "de").glyphs;
  run.glyphs[1].advance = -70'000;
  run.glyphs[2].width += 1;
  run.glyphs[3].dx = -5;
  run.glyphs[4].dy = 300;
  typeset::GlyphRun hole;  // a number goes there later
  hole.font = run.font;
  const typeset::FilledRectangle rectangle{.x = kFar, .y = -kFar, .width = kFar, .height = {}, .colour = {1, 2, 3}};
  const typeset::FilledPolygon polygon{.x = {}, .y = kFar, .colour = {3, 2, 1}, .corners = {{{}, kFar}, {-kFar, {}}}};
  const typeset::PlacedPicture picture{.picture = 300, .x = kFar, .y = {}, .width = -kFar, .height = kFar};
  const typeset::LinkArea link{
      .x = {}, .y = {}, .width = kFar, .height = kFar, .target = "#a", .description = "Ziel ä"};
  return {{.owner = {.element = 4'000'000'000}, .content = run},
          {.owner = {.element = 3}, .content = hole},
          {.owner = {.artifact = typeset::Artifact::Layout}, .content = rectangle},
          {.owner = {.element = typeset::kRoot}, .content = polygon},
          {.owner = {.element = 200}, .content = picture},
          {.owner = {.artifact = typeset::Artifact::Footer}, .content = run},
          {.owner = {.element = 201}, .content = link}};
}

}  // namespace

TEST_CASE("packed items: what is unpacked is what was packed") {
  Result<typeset::Fonts> fonts = typeset::Fonts::load(standard_theme(), read_font);
  REQUIRE(fonts.has_value());
  const std::vector<Item> items = one_of_each(fonts->impl());
  CHECK((typeset::unpacked(typeset::packed(items, fonts->impl()), fonts->impl()) == items));
  CHECK(typeset::unpacked(typeset::packed({}, fonts->impl()), fonts->impl()).empty());
}
