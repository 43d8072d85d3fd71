// Splits and merges are told in every view of a comparison, with their evidence.
#include "compose/change_report.h"

#include <algorithm>

#include "compose/update.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

/// A measure becomes two, and two become one.
struct Parted : Update {
  Parted() {
    const std::string lend =
        "Jede Bibliothek verleiht Geräte, die von allen im Kiez ohne Gebühr benutzt werden können.\n";
    const std::string mend =
        "Einmal in der Woche reparieren Freiwillige, was kaputt ist, und zeigen dabei, wie es geht.\n";
    before.nodes = {before.nodes[0], before.nodes[1], node("measure", "box", "Kiezbox", 1)};
    after.nodes = {before.nodes[0], before.nodes[1], node("measure", "verleih", "Verleih", 1),
                   node("measure", "werkstatt", "Werkstatt", 1)};
    before.nodes[2].prose = prose.add(lend + "\n" + mend);
    after.nodes[2].prose = prose.add(lend);
    after.nodes[3].prose = prose.add(mend);
  }
  compose::Source old_side() { return source(before, "decided"); }
  compose::Source new_side() { return source(after, "draft"); }
};

bool contains(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

const std::string kSplit =
    "aufgeteilt in Maßnahme M 1 „Verleih“ (48 % des alten Textes) und Maßnahme M 2 „Werkstatt“ (52 % des alten Textes)";
const std::string kPart = "hervorgegangen aus Maßnahme „Kiezbox“ (bisher M 1; 100 % des neuen Textes)";
const std::string kMerged =
    "zusammengeführt aus Maßnahme „Verleih“ (bisher M 1; 100 % des alten Textes) und Maßnahme „Werkstatt“ (bisher M 2; "
    "100 % des alten Textes)";
const std::string kSource = "aufgegangen in Maßnahme M 1 „Kiezbox“ (100 % des alten Textes)";

}  // namespace

TEST_CASE("lineage in words: every view tells a split, at the node that went and at those that came of it") {
  Parted parted;
  const diff::Changes changes = diff::compare(parted.before, parted.after);
  const compose::Source before = parted.old_side();
  const compose::Source after = parted.new_side();
  const compose::ComparisonOptions options{"alt", "neu"};
  const auto text = compose::comparison_text(before, after, changes, Language::German);
  const auto list = compose::change_list(before, after, changes, options);
  const auto synopsis = compose::synopsis(before, after, changes, options);
  const auto redline = compose::redline(before, after, changes, options);
  const auto report = compose::change_report(before, after, changes, options);
  REQUIRE((text && list && synopsis && redline && report));
  for (const std::string& told : {words_of(*text), words_of(list->blocks), words_of(synopsis->blocks),
                                  words_of(redline->blocks), words_of(report->blocks)}) {
    INFO(told);
    CHECK(contains(told, kSplit));
    CHECK(contains(told, kPart));
  }
}

TEST_CASE("lineage in words: on the way back the same is a merge") {
  Parted parted;
  const auto text = compose::comparison_text(parted.new_side(), parted.old_side(),
                                             diff::compare(parted.after, parted.before), Language::German);
  REQUIRE(text.has_value());
  INFO(words_of(*text));
  CHECK(contains(words_of(*text), kMerged));
  CHECK(contains(words_of(*text), kSource));
}

TEST_CASE("lineage in words: the names in a Synopse lead to the rows of their nodes") {
  Parted parted;
  const auto synopsis = compose::synopsis(parted.old_side(), parted.new_side(),
                                          diff::compare(parted.before, parted.after), {"alt", "neu"});
  REQUIRE(synopsis.has_value());
  std::vector<std::string> links, anchors;
  for (const flow::Block& block : synopsis->blocks) {
    const auto* const table = std::get_if<flow::Table>(&block.content);
    if (table == nullptr) continue;
    for (const flow::Row& row : table->rows) {
      anchors.push_back("#" + row.anchor);
      for (const flow::Cell& cell : row.cells) {
        for (const flow::Block& inside : cell.blocks) {
          for (const flow::Run& run : std::get<flow::Paragraph>(inside.content).runs)
            if (!run.link.empty()) links.push_back(run.link);
        }
      }
    }
  }
  CHECK(links.size() == 4);
  for (const std::string& link : links) CHECK(std::find(anchors.begin(), anchors.end(), link) != anchors.end());
}
