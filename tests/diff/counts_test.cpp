// Counts of a comparison: they add up, and the direction only swaps what came with what went.
#include "diff/counts.h"
#include "compose/update.h"
#include "support/catch.h"

using namespace zielbaum;
using test::Update;

namespace {

diff::Counts counts_of(const Update& update, const model::Document& before, const model::Document& after) {
  const Result<diff::Counts> counts =
      diff::count(before, after, diff::compare(before, after), update.parties, update.prose);
  REQUIRE(counts.has_value());
  return *counts;
}

std::size_t find(const std::vector<diff::Tally>& tallies, std::string_view name) {
  for (const diff::Tally& tally : tallies) {
    if (tally.name == name) return tally.nodes;
  }
  return 0;
}

}  // namespace

TEST_CASE("counts: nodes by what happened and by kind, and the words of each") {
  const Update update;
  const diff::Counts counts = counts_of(update, update.before, update.after);
  CHECK(counts.by_kind == std::vector<diff::Tally>{{"measure", 4}});
  CHECK(find(counts.by_what, "added") == 1);
  CHECK(find(counts.by_what, "removed") == 1);
  CHECK(find(counts.by_what, "moved") == 1);
  CHECK(find(counts.by_what, "reworded") == 1);
  CHECK(counts.words == diff::WordSum{4, 5, 1 + 3 + 4, 0});
  diff::WordSum sum;
  for (const diff::NodeCounts& one : counts.nodes) sum += one.words;
  CHECK(sum == counts.words);
  CHECK(counts.words_in_kept == diff::WordSum{1, 1, 1, 0});
}

TEST_CASE("counts: the way back has the same, with inserted and deleted in each other's place") {
  const Update update;
  const diff::Counts there = counts_of(update, update.before, update.after);
  const diff::Counts back = counts_of(update, update.after, update.before);
  CHECK(there.words.inserted == back.words.deleted);
  CHECK(there.words.deleted == back.words.inserted);
  CHECK(there.words.changed == back.words.changed);
  CHECK(find(there.by_what, "added") == find(back.by_what, "removed"));
  CHECK(there.by_kind == back.by_kind);
  CHECK(counts_of(update, update.after, update.after) == diff::Counts{});
}

TEST_CASE("counts: another formatting is no new wording") {
  Update update;
  model::Document bold = update.before;
  bold.nodes[2].prose =
      update.prose.add("Die **Kiezbox** misst Daten in allen Bezirken bis 2025.\n\nSie bleibt offen.\n");
  const diff::Counts counts = counts_of(update, update.before, bold);
  CHECK(counts.by_what == std::vector<diff::Tally>{{"formatted", 1}});
  CHECK(counts.words == diff::WordSum{});
}

TEST_CASE("counts: an office by the name of who took over is no change of responsibility") {
  Update update;
  update.parties = {{PartyId{"alt"}, "", "alt", "office", std::nullopt, PartyId{"neu"}},
                    {PartyId{"neu"}, "", "neu", "office", std::nullopt, {}}};
  const auto named = [&](const char* party) {
    model::Document document = update.before;
    document.nodes[2].fields = {{"responsible", {model::PartyRef{PartyId{party}, ""}}}};
    return document;
  };
  CHECK(counts_of(update, named("alt"), named("neu")).by_what == std::vector<diff::Tally>{{"succession", 1}});
  CHECK(counts_of(update, named("neu"), named("alt")).by_what == std::vector<diff::Tally>{{"succession", 1}});
  CHECK(counts_of(update, named("alt"), named("anders")).by_what == std::vector<diff::Tally>{{"fields", 1}});
}
