// The parts of a field's change: by type, complete, and the same in both directions.
#include "diff/field_parts.h"

#include <algorithm>

#include "random_documents.h"
#include "support/catch.h"
#include "support/rounds.h"

using namespace zielbaum;
using diff::Aspect;
using diff::FieldPart;
using diff::PartChange;
using model::Listing;
using Values = std::vector<model::FieldValue>;

namespace {

model::PartyRef office(const std::string& id) {
  return {PartyId{id}, ""};
}

/// a became b became c; x became c as well.
model::Parties offices() {
  const auto party = [](const std::string& id, const std::string& successor) {
    model::Party out;
    out.id.text = id;
    out.successor.text = successor;
    return out;
  };
  return {party("a", "b"), party("b", "c"), party("c", ""), party("d", ""), party("x", "c")};
}

diff::FieldParts parts_of(const Values& before, const Values& after, Listing listing = Listing::Single) {
  return diff::compare_values(before, after, listing, offices());
}

using Parts = std::vector<FieldPart>;

Parts became(Aspect aspect) {
  return {{PartChange::Became, aspect, 0, 0}};
}

}  // namespace

TEST_CASE("field parts: of a period the end that changed, of a number the unit alone, of a series the year") {
  const Date y2022{2022, 7, 0}, y2025{2025, 12, 0}, y2027{2027, 12, 0};
  CHECK(parts_of({Period{y2022, y2025}}, {Period{y2022, y2027}}).parts == became(Aspect::End));
  CHECK(parts_of({Period{y2022, std::nullopt}}, {Period{y2022, y2027}}).parts == became(Aspect::End));
  CHECK(parts_of({Period{y2022, y2027}}, {Period{y2025, y2027}}).parts == became(Aspect::Begin));
  CHECK(parts_of({Period{y2022, y2025}}, {Period{y2025, y2027}}).parts == became(Aspect::Whole));
  const Decimal ten{10, 0}, twenty{20, 0};
  CHECK(parts_of({model::Number{ten, "t"}}, {model::Number{twenty, "t"}}).parts == became(Aspect::Whole));
  CHECK(parts_of({model::Number{ten, "t"}}, {model::Number{ten, "kg"}}).parts == became(Aspect::Unit));
  CHECK(parts_of({model::Money{ten, "EUR"}}, {model::Money{ten, "USD"}}).parts == became(Aspect::Unit));
  CHECK(parts_of({model::YearValue{2024, ten, ""}, model::YearValue{2025, ten, ""}},
                 {model::YearValue{2025, twenty, ""}, model::YearValue{2026, ten, ""}}, Listing::Sequence)
            .parts == Parts{{PartChange::Became, Aspect::Year, 1, 0},
                            {PartChange::Came, Aspect::Whole, std::nullopt, 1},
                            {PartChange::Went, Aspect::Whole, 0, std::nullopt}});
}

TEST_CASE("field parts: of a list who came and who went, and the order apart") {
  CHECK(parts_of({office("a"), office("d")}, {office("d"), model::PartyRef{{}, "e. V."}}, Listing::Set).parts ==
        Parts{{PartChange::Came, Aspect::Whole, std::nullopt, 1}, {PartChange::Went, Aspect::Whole, 0, std::nullopt}});
  const Values order = {office("a"), office("d")}, other = {office("d"), office("a")};
  CHECK(parts_of(order, other, Listing::Sequence).parts ==
        Parts{{PartChange::Reordered, Aspect::Whole, std::nullopt, std::nullopt}});
  CHECK(parts_of(order, other, Listing::Set).parts.empty());
}

TEST_CASE("field parts: who took over, at first or second hand, is the same office renamed") {
  for (const auto& [old_one, new_one] : {std::pair("a", "b"), std::pair("a", "c"), std::pair("c", "a")}) {
    const diff::FieldParts parts = parts_of({office(old_one)}, {office(new_one)});
    CHECK(parts.parts == Parts{{PartChange::Renamed, Aspect::Whole, 0, 0}});
    CHECK(parts.only_renamed());
  }
  CHECK_FALSE(parts_of({office("a")}, {office("d")}).only_renamed());
  // Two that became one, one of which names it already.
  CHECK(parts_of({office("b"), office("x")}, {office("c")}, Listing::Set).only_renamed());
  CHECK(parts_of({office("b"), office("c")}, {office("c")}, Listing::Set).only_renamed());
  const diff::FieldParts mixed = parts_of({office("a")}, {office("c"), office("d")}, Listing::Set);
  CHECK(mixed.parts.size() == 2);
  CHECK_FALSE(mixed.only_renamed());
}

TEST_CASE("field parts: a ring of successors comes to an end") {
  model::Parties ring = offices();
  ring[2].successor.text = "a";
  CHECK(diff::compare_values({office("a")}, {office("c")}, Listing::Single, ring).only_renamed());
}

TEST_CASE("field parts: all that is not kept is in a part, and the way back has the same parts") {
  const std::vector<model::FieldValue> pool = {office("a"),
                                               office("b"),
                                               office("c"),
                                               office("d"),
                                               office("x"),
                                               model::Text{"t"},
                                               model::YearValue{2024, {1, 0}, ""},
                                               model::YearValue{2024, {2, 0}, ""}};
  for (unsigned seed = 0; seed < test::rounds(2000U); ++seed) {
    test::Random random(seed);
    const auto any = [&] {
      Values out;
      for (std::size_t i = test::pick(random, 5); i > 0; --i) out.push_back(pool[test::pick(random, pool.size())]);
      return out;
    };
    const Values before = any(), after = any();
    const Listing listing = test::chance(random, 50) ? Listing::Set : Listing::Sequence;
    const diff::FieldParts there = parts_of(before, after, listing);
    CHECK(parts_of(before, before, listing).parts.empty());
    for (std::size_t i = 0; i < before.size(); ++i) {
      const bool told =
          std::any_of(there.parts.begin(), there.parts.end(), [&](const FieldPart& part) { return part.before == i; });
      CHECK((told || there.kept[i].has_value()));
    }
    for (std::size_t j = 0; j < after.size(); ++j) {
      const bool told =
          std::any_of(there.parts.begin(), there.parts.end(), [&](const FieldPart& part) { return part.after == j; });
      CHECK((told || std::find(there.kept.begin(), there.kept.end(), j) != there.kept.end()));
    }
    const diff::FieldParts back = parts_of(after, before, listing);
    CHECK(there.only_renamed() == back.only_renamed());
    for (const PartChange what : {PartChange::Became, PartChange::Renamed, PartChange::Reordered}) {
      const auto count = [&](const diff::FieldParts& parts) {
        return std::count_if(parts.parts.begin(), parts.parts.end(),
                             [&](const FieldPart& part) { return part.what == what; });
      };
      CHECK(count(there) == count(back));
    }
  }
}
