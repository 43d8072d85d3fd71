#include "diff/printed.h"

#include "support/catch.h"

using namespace zielbaum;
using What = diff::PrintedChange::What;

namespace {

struct Around {
  model::Settings settings;
  model::DocumentType type;
  model::PictureCredits credits;
  std::map<std::string, ContentId> pictures;
  ContentId theme{"t1"};

  Around() {
    settings.publisher = "Musterstadt";
    settings.licence = "CC BY 4.0";
    model::KindRule measure;
    measure.name = "measure";
    measure.label = {{"de", "Maßnahme"}, {"en", "Measure"}};
    measure.numbering = {model::Counter::Kind, model::NumberStyle::Decimal, false, {{"de", "M"}}};
    type.name = "plan";
    type.kinds = {measure};
    credits = {{"karte.png", "Muster", "CC BY 4.0"}};
    pictures = {{"karte.png", ContentId{"a"}}};
  }
  [[nodiscard]] diff::Surroundings seen() const { return {settings, type, credits, pictures, theme, "de"}; }
};

}  // namespace

TEST_CASE("what is printed: pictures, whose they are, the imprint, the words of the type and the look are compared") {
  const Around before;
  const auto changed = [&](const auto& edit) {
    Around after;
    edit(after);
    const std::vector<diff::PrintedChange> there = diff::compare_printed(before.seen(), after.seen());
    std::vector<diff::PrintedChange> back = diff::compare_printed(after.seen(), before.seen());
    for (diff::PrintedChange& one : back) std::swap(one.value.before, one.value.after);
    CHECK(there == back);
    REQUIRE(there.size() == 1);
    return there.front();
  };
  CHECK(diff::compare_printed(before.seen(), before.seen()).empty());
  CHECK(changed([](Around& a) { a.pictures["karte.png"] = ContentId{"b"}; }).what == What::Picture);
  CHECK(changed([](Around& a) { a.credits.front().credit = "Andere"; }).what == What::PictureCredit);
  CHECK(changed([](Around& a) { a.settings.licence = "CC BY-ND 4.0"; }).value.after == "CC BY-ND 4.0");
  CHECK(changed([](Around& a) { a.type.kinds.front().label["de"] = "Vorhaben"; }).what == What::KindLabel);
  CHECK(changed([](Around& a) {
          a.type.kinds.front().numbering.style = model::NumberStyle::UpperLetter;
        }).value.after == "M A");
  CHECK(changed([](Around& a) { a.theme = ContentId{"t2"}; }).what == What::Theme);
}

TEST_CASE("what is printed: words in another language than the document's are not seen") {
  const Around before;
  Around after;
  after.type.kinds.front().label["en"] = "Project";
  CHECK(diff::compare_printed(before.seen(), after.seen()).empty());
}
