// A change of a footnote is told where its mark stands.
#include "compose/update.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

const std::string kBegin = "Im Sommer wird an allen Orten gemessen.[^1]\n\nDie Werte sind öffentlich.\n\n";

/// The footnote of the first of two paragraphs changes; nothing else does.
struct Footnote : Update {
  Footnote(const std::string& old_text, const std::string& new_text) {
    before.nodes.resize(3);
    before.nodes[2].prose = prose.add(old_text);
    after = before;
    after.nodes[2].prose = prose.add(new_text);
  }
  diff::Changes changes() const { return diff::compare(before, after); }
};

Footnote reworded() {
  return {kBegin + "[^1]: Bericht von 2021.\n", kBegin + "[^1]: Bericht von 2025.\n"};
}

}  // namespace

TEST_CASE("footnotes: the text names the words at which the mark stands") {
  Footnote note = reworded();
  const auto lines = compose::comparison_text(note.source(note.before, "decided"), note.source(note.after, "draft"),
                                              note.changes(), Language::German);
  REQUIRE(lines.has_value());
  const std::string text = words_of(*lines);
  INFO(text);
  CHECK(text.find("Fußnote (1) zu „… an allen Orten gemessen“: Bericht von [-2021-]{+2025+}.") != std::string::npos);
}

TEST_CASE("footnotes: the list names the paragraph") {
  Footnote note = reworded();
  const auto lines = compose::change_lines(note.source(note.before, "decided"), note.source(note.after, "draft"),
                                           note.changes(), Language::German);
  REQUIRE(lines.has_value());
  REQUIRE(lines->size() == 1);
  CHECK(lines->front().text == "Maßnahme M 1 „Kiezbox“, Absatz 1, Fußnote (1): ‚2021‘ wird durch ‚2025‘ ersetzt.");
}

TEST_CASE("footnotes: in a Synopse the paragraph stands above its footnote, and no other one") {
  Footnote note = reworded();
  const auto flow = compose::synopsis(note.source(note.before, "decided"), note.source(note.after, "draft"),
                                      note.changes(), {"alt", "neu"});
  REQUIRE(flow.has_value());
  std::string text;
  for (const flow::Block& block : flow->blocks) {
    if (const auto* table = std::get_if<flow::Table>(&block.content)) {
      for (const flow::Row& row : table->rows) text += words_of(row.cells[0].blocks);
    }
  }
  INFO(text);
  CHECK(text.find("Im Sommer wird an allen Orten gemessen.(1)\nFußnote (1): Bericht von [2021].") != std::string::npos);
  CHECK(text.find("öffentlich") == std::string::npos);
}

TEST_CASE("footnotes: one that is gone stands in the redlined edition below its paragraph") {
  Footnote note(kBegin + "[^1]: Bericht von 2021.\n",
                "Im Sommer wird an allen Orten gemessen.\n\nDie Werte sind öffentlich.\n");
  const auto flow = compose::redline(note.source(note.before, "decided"), note.source(note.after, "draft"),
                                     note.changes(), {"alt", "neu"});
  REQUIRE(flow.has_value());
  const std::string text = words_of(flow->blocks);
  INFO(text);
  const std::size_t paragraph = text.find("gemessen.");
  const std::size_t gone = text.find("Bericht von 2021");
  CHECK(paragraph < gone);
  CHECK(gone < text.find("Die Werte sind öffentlich."));
}
