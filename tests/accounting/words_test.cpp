// That the accounting finds what a merge of texts lost, and blames none that is right.
#include "accounting/accounting.h"
#include "merge/merge.h"
#include "merge/random_text_edits.h"
#include "merge/seeds.h"
#include "support/catch.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

struct Case {
  const char *what, *base, *ours, *theirs, *result;
  bool accounted;
};

}  // namespace

TEST_CASE(
    "accounting: words, cells, items, addresses and code of both sides are there, and what either dropped is gone") {
  const Case cases[] = {
      {"both changes", "Eins zwei drei. Vier.\n", "Eins neu drei. Vier.\n", "Eins zwei drei. Acht.\n",
       "Eins neu drei. Acht.\n", true},
      {"ours is lost", "Eins zwei drei. Vier.\n", "Eins neu drei. Vier.\n", "Eins zwei drei. Acht.\n",
       "Eins zwei drei. Acht.\n", false},
      {"a dropped word comes back", "Eins zwei drei. Vier.\n", "Eins drei. Vier.\n", "Eins zwei drei. Acht.\n",
       "Eins drei. Acht zwei.\n", false},
      {"the same added twice stands there once", "Eins.\n", "Eins. Zwei.\n", "Eins. Zwei. Drei.\n",
       "Eins. Zwei. Drei.\n", true},
      {"a word said once more by each", "Der Rat.\n", "Der Rat. Der Amt.\n", "Der Bus. Der Rat.\n",
       "Der Bus. Der Rat. Der Amt.\n", true},
      {"addresses are atoms", "[a](x/y)\n", "[a](x/code)\n", "[a](code/y) b\n", "[a](code/code) b\n", false},
      {"an address changed beside a word", "[a](x/y) b\n", "[a](x/z) b\n", "[a](x/y) c\n", "[a](x/z) c\n", true},
      {"signs of code count", "```\n+ 1\n- 2\n```\n\nA\n", "```\n+ 1\n+ 2\n```\n\nA\n", "```\n+ 1\n- 2\n```\n\nB\n",
       "```\n+ 1\n- 2\n```\n\nB\n", false},
      {"what code stands in does not", "- a\n\n  ```\n  + 1\n  ```\n- b\n", "1. a\n\n   ```\n   + 1\n   ```\n2. b\n",
       "- a\n\n  ```\n  + 1\n  ```\n- c\n", "1. a\n\n   ```\n   + 1\n   ```\n2. c\n", true},
      {"code in the place of an item", "- ```\n  + 1\n  ```\n\n  A\n", "- ```\n  + 2\n  ```\n\n  A\n",
       "- ```\n  + 1\n  ```\n\n  B\n", "- ```\n  - 2\n  ```\n\n  B\n", false},
      {"a longer fence goes on", "````\n```\n+ 1\n```\n````\nA\n", "````\n```\n+ 3\n```\n````\nA\n",
       "````\n```\n+ 1\n```\n````\nB\n", "````\n```\n- 3\n```\n````\nB\n", false},
      {"code in an item that was numbered here and dropped there", "- a\n\n  ```\n  + 1\n  ```\n- b\n",
       "1. a\n\n   ```\n   + 1\n   ```\n2. b\n", "- b\n", "1. b\n", true},
      {"the last item shortened here and dropped there", "- eins. zwei.\n\nEnde.\n", "- zwei.\n\nEnde.\n", "Ende.\n",
       "Ende.\n", true},
      {"a word once more here and once less there", "Rat eins. Rat zwei. Ende.\n",
       "Rat eins. Rat zwei. Rat drei. Ende.\n", "Rat eins. Ende.\n", "Rat eins. drei. Ende.\n", false},
      {"an item shortened here and dropped there", "- eins. zwei.\n- drei\n", "- zwei.\n- drei\n", "- drei\n",
       "- drei\n", true},
      {"a word that came with one sentence and went with another", "Eins mit zwei.\n\nDrei.\n",
       "Drei.\n\nVier mit acht.\n", "Drei neu.\n", "Drei neu.\n\nVier mit acht.\n", true},
      {"new lines and marks do not", "- eins\n- zwei\n", "* eins\n* zwei\n* drei\n", "- eins\n- zwei,\n  vier\n",
       "* eins\n* zwei, vier\n* drei\n", true},
      {"a word in another item", "- eins\n- zwei\n", "- eins\n- zwei neu\n", "- acht\n- zwei\n", "- acht neu\n- zwei\n",
       false},
      {"a cell that both changed", "| A | B |\n| - | - |\n| eins zwei | c |\n",
       "| A | B |\n| - | - |\n| neu zwei | c |\n", "| A | B |\n| - | - |\n| eins acht | c |\n",
       "| A | B |\n| - | - |\n| neu acht | c |\n", true},
      {"footnotes renamed", "A[^1].\n\n[^1]: Eins.\n", "A[^1]. B[^2].\n\n[^1]: Eins.\n\n[^2]: Zwei.\n",
       "A[^1]. C[^2].\n\n[^1]: Eins.\n\n[^2]: Drei.\n",
       "A[^1]. B[^2]. C[^2-2].\n\n[^1]: Eins.\n\n[^2]: Zwei.\n\n[^2-2]: Drei.\n", true},
      {"a footnote that both dropped where one put two in", "A[^1]. B.[^2]\n\n[^1]: Eins.\n\n[^2]: Zwei.\n",
       "A[^1].\n\n[^1]: Eins.\n", "A[^1]. C.[^2] D.[^3]\n\n[^1]: Eins.\n\n[^2]: Drei.\n\n[^3]: Vier.\n",
       "A[^1]. C.[^2] D.[^3]\n\n[^1]: Eins.\n\n[^2]: Drei.\n\n[^3]: Vier.\n", true},
      {"a short word that both dropped in one row and one put into another",
       "| A | B |\n| - | - |\n| Hauptamt | nein |\n", "| A | B |\n| - | - |\n| Jugendamt | nein |\n",
       "| A | B |\n| - | - |\n", "| A | B |\n| - | - |\n| Jugendamt | nein |\n", true},
      {"small words of a sentence that both dropped, in another one",
       "Das Bezirksamt bringt Lastenräder und Parkplätze nach Spandau, sagt Mustermann.\n\nEnde.\n",
       "Das Landesamt bringt Wärmepumpen und Solardächer nach Lichtenberg, sagt Beispiel.\n\nEnde.\n", "Ende neu.\n",
       "Das Landesamt bringt Wärmepumpen und Solardächer nach Lichtenberg, sagt Beispiel.\n\nEnde neu.\n", true},
      {"a word of a head comes back", "| A | Plan |\n| - | - |\n| Hauptamt | Personal Haushalt |\n",
       "| A | Netz |\n| - | - |\n", "| A | Plan |\n| - | - |\n| Jugendamt | Wohnheime Ferien |\n",
       "| A | Netz |\n| - | - |\n| Jugendamt | Wohnheime Ferien |\n\nPlan\n", false},
      {"a column that both dropped where one put a row in",
       "| A | Status | Aufgabe |\n| - | - | - |\n| Hauptamt | ja | Personal |\n",
       "| A | Aufgabe |\n| - | - |\n| Hauptamt | Personal |\n",
       "| A | Aufgabe |\n| - | - |\n| Hauptamt | Personal |\n| Jugendamt | ja |\n",
       "| A | Aufgabe |\n| - | - |\n| Hauptamt | Personal |\n| Jugendamt | ja |\n", true},
      {"a longer word of a column that both dropped",
       "| A | Bearbeitungsstand | Aufgabe |\n| - | - | - |\n| Hauptamt | erledigt | Personal |\n",
       "| A | Aufgabe |\n| - | - |\n| Hauptamt | Personal |\n",
       "| A | Aufgabe |\n| - | - |\n| Hauptamt | Personal |\n| Jugendamt | erledigt |\n",
       "| A | Aufgabe |\n| - | - |\n| Hauptamt | Personal |\n| Jugendamt | erledigt |\n", true},
      {"a cell that both emptied where one put a row in",
       "| A | Fertig | Aufgabe |\n| - | - | - |\n| Hauptamt | ja | Personal |\n",
       "| A | Fertig | Aufgabe |\n| - | - | - |\n| Hauptamt | | Personal |\n",
       "| A | Fertig | Aufgabe |\n| - | - | - |\n| Hauptamt | | Personal |\n| Jugendamt | ja | Ferien |\n",
       "| A | Fertig | Aufgabe |\n| - | - | - |\n| Hauptamt | | Personal |\n| Jugendamt | ja | Ferien |\n", true},
      {"a word of a picture comes back whose file both changed",
       "![Verwaltung im Rathaus](media/sehr-langer-name-einer-datei-aus-dem-amt.png)\n",
       "![Verwaltung im Rathaus](media/ein-anderer-langer-name-einer-datei.png)\n",
       "![Ausleihe im Rathaus](media/ein-anderer-langer-name-einer-datei.png)\n",
       "![Ausleihe im Rathaus](media/ein-anderer-langer-name-einer-datei.png)\n\nVerwaltung\n", false},
      {"a column that one dropped comes back", "| A | Status | B |\n| - | - | - |\n| Hauptamt | offen | b |\n",
       "| A | B |\n| - | - |\n| Hauptamt | b |\n", "| A | Stand | B |\n| - | - | - |\n| Hauptamt | offen | b |\n",
       "| A | Stand | B |\n| - | - | - |\n| Hauptamt | offen | b |\n", false},
      {"a bar in a cell parts none", "| A | B |\n| - | - |\n| eins \\| zwei | c |\n",
       "| A | B |\n| - | - |\n| eins \\| neu | c |\n", "| A | B |\n| - | - |\n| acht \\| zwei | c |\n",
       "| A | B |\n| - | - |\n| acht \\| neu | c |\n", true},
      {"a cell with a bar in two", "| A | B |\n| - | - |\n| x | y |\n", "| A | B |\n| - | - |\n| x | eins \\| zwei |\n",
       "| A | B |\n| - | - |\n| acht | y |\n", "| A | B |\n| - | - |\n| acht eins | zwei |\n", false},
      {"a picture's title is words, its address is none", "![a](b.png \"Haus Park\") c\n",
       "![a](d.png \"Haus Park\") c\n", "![a](b.png \"Haus Netz\") c\n", "![a](d.png \"Haus Netz\") c\n", true},
      {"composed characters and soft hyphens are no difference", "gr\u00FCn Haus\n", "gru\u0308n Haus\n",
       "gr\u00FCn Ha\u00ADus rot\n", "gr\u00FCn Haus rot\n", true},
  };
  for (const Case& one : cases) {
    INFO(one.what);
    CHECK(accounting::is_accounted_text(one.base, one.ours, one.theirs, one.result) == one.accounted);
    CHECK(accounting::is_accounted_text(one.base, one.theirs, one.ours, one.result) == one.accounted);
  }
}

TEST_CASE("accounting: random merges of texts are accounted for, and none of which a noun is lost or comes back") {
  std::size_t clean = 0;
  for (std::uint32_t seed = 1; seed <= seeds() / 5; ++seed) {
    Random random(seed);
    Nouns nouns;
    RandomText text = random_text(random, nouns);
    const std::string base = markdown(text);
    for (std::size_t i = pick(random, 2); i > 0; --i) edit_text(random, nouns, text);  // both did that
    RandomText left = text;
    RandomText right = text;
    for (std::size_t i = 1 + pick(random, 3); i > 0; --i) edit_text(random, nouns, left);
    for (std::size_t i = 1 + pick(random, 3); i > 0; --i) edit_text(random, nouns, right);
    const std::string ours = markdown(left);
    const std::string theirs = markdown(right);
    const merge::MergedText merged = merge::merge_text(base, ours, theirs);
    if (!merged.conflicts.empty()) continue;
    ++clean;
    INFO("seed " << seed << "\n--- base\n"
                 << base << "--- ours\n"
                 << ours << "--- theirs\n"
                 << theirs << "--- merged\n"
                 << merged.text);
    CHECK(accounting::is_accounted_text(base, ours, theirs, merged.text));
    const std::vector<std::string> there = nouns_of(merged.text);
    if (there.empty()) continue;
    std::string without = merged.text;
    const std::string& noun = there[pick(random, there.size())];
    without.erase(without.find(noun), noun.size());
    CHECK_FALSE(accounting::is_accounted_text(base, ours, theirs, without));
    for (const std::string& gone : nouns_of(base)) {
      if (merged.text.find(gone) != std::string::npos) continue;
      CHECK_FALSE(accounting::is_accounted_text(base, ours, theirs, merged.text + "\n" + gone + "\n"));
    }
  }
  CHECK(clean > seeds() / 20);
}
