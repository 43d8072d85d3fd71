// What things of a text mean to a merge: tables, lists, code, addresses, footnotes, periods.
#include "merge/merge.h"
#include "merge/merged_text.h"
#include "support/catch.h"

using namespace zielbaum;
using test::merged;

TEST_CASE("merge_text meaning: tables by their columns") {
  const std::string base = "| A | B | C |\n|---|---|---|\n| a1 | b1 | c1 |\n| a2 | b2 | c2 |\n";
  const std::string row = "| a3 | b3 | c3 |\n";
  CHECK(merged(base, base + row,
               "| A | X | B | C |\n|---|---|---|---|\n| a1 | x1 | b1 | c1 |\n| a2 | x2 | b2 | c2 |\n") ==
        "| A | X | B | C |\n|---|---|---|---|\n| a1 | x1 | b1 | c1 |\n| a2 | x2 | b2 | c2 |\n| a3 | | b3 | c3 |\n");
  CHECK(merged("| A | B |\n|---|---|\n| a1 | b1 |\n", "| B | A |\n|---|---|\n| b1 | a1 |\n",
               "| A | B |\n|---|---|\n| a1 | b1 |\n| a2 | b2 |\n") ==
        "| B | A |\n|---|---|\n| b1 | a1 |\n| b2 | a2 |\n");
  const std::string without_b = "| A | C |\n|---|---|\n| a1 | c1 |\n| a2 | c2 |\n";
  CHECK(merged(base, without_b, base + row) == "conflict");
  CHECK(merged(base, without_b, "| A | B | C |\n|---|---|---|\n| a1 | b9 | c1 |\n| a2 | b2 | c2 |\n") == "conflict");
  CHECK(merged(base, without_b, "| A | B | C |\n|---|---|---|\n| a1 | b1 | c9 |\n| a2 | b2 | c2 |\n") ==
        "| A | C |\n|---|---|\n| a1 | c9 |\n| a2 | c2 |\n");
  CHECK(merged("| Amt | Betrag |\n|---|---|\n| x | 100 |\n| y | 200 |\n",
               "| Amt | Betrag in Euro |\n|---|---|\n| x | 100 |\n| y | 200 |\n",
               "| Amt | Jahr | Betrag |\n|---|---|---|\n| x | 2024 | 100 |\n| y | 2025 | 200 |\n") ==
        "| Amt | Jahr | Betrag in Euro |\n|---|---|---|\n| x | 2024 | 100 |\n| y | 2025 | 200 |\n");
  CHECK(merged("| A | B |\n|---|---|\n| a1 | b1 |\n", "| A | B |\n|---|--:|\n| a1 | b1 |\n",
               "| A | B |\n|---|---|\n| a1 | b1 |\n| a2 | b2 |\n") ==
        "| A | B |\n|---|--:|\n| a1 | b1 |\n| a2 | b2 |\n");
}

TEST_CASE("merge_text meaning: rows, and tables without outer bars") {
  const std::string base = "| A | B | C |\n|---|---|---|\n| a1 | b1 | c1 |\n| a2 | b2 | c2 |\n";
  const std::string edited = "| A | B | C |\n|---|---|---|\n| a1 | b9 | c1 |\n| a2 | b2 | c2 |\n";
  CHECK(merged(base, edited, "| A | B | C |\n|---|---|---|\n| a2 | b2 | c2 |\n") == "conflict");
  CHECK(merged(base, edited, "| A | B | C |\n|---|---|---|\n| a2 | b2 | c2 |\n| a1 | b1 | c1 |\n") ==
        "| A | B | C |\n|---|---|---|\n| a2 | b2 | c2 |\n| a1 | b9 | c1 |\n");
  CHECK(merged("A | B\n--- | ---\na1 | b1\na2 | b2\n", "A | X | B\n--- | --- | ---\na1 | x1 | b1\na2 | x2 | b2\n",
               "A | B\n--- | ---\na1 | b1\na2 | b2\na3 | b3\n") ==
        "A | X | B\n--- | --- | ---\na1 | x1 | b1\na2 | x2 | b2\na3 | | b3\n");
  // A column that both put in, in the place of one or beside it; and one that both put in under two heads.
  CHECK(merged("| A | B |\n|---|---|\n| a1 | |\n| a2 | b2 |\n", "| A | X |\n|---|---|\n| a1 | x1 |\n| a2 | x2 |\n",
               "| A | X | B |\n|---|---|---|\n| a1 | x1 | |\n| a2 | x2 | b2 |\n") ==
        "| A | X |\n|---|---|\n| a1 | x1 |\n| a2 | x2 |\n");
  CHECK(merged("| A | B |\n|---|---|\n| a1 | b1 |\n", "| A | B | X |\n|---|---|---|\n| a1 | b1 | neu |\n",
               "| A | B | Y |\n|---|---|---|\n| a1 | b1 | neu |\n") == "conflict");
  // A row that both put in, below a new column as well.
  CHECK(merged(base, base + "| a3 | | c3 |\n",
               "| A | B | C | D |\n|---|---|---|---|\n| a1 | b1 | c1 | |\n| a2 | b2 | c2 | |\n| a3 | | c3 | d3 |\n") ==
        "| A | B | C | D |\n|---|---|---|---|\n| a1 | b1 | c1 | |\n| a2 | b2 | c2 | |\n| a3 | | c3 | d3 |\n");
  // A row that one side changed and the other one replaced is asked about as one, and so is a table of which a column
  // was dropped: what is chosen is one side's, and nothing of the other's.
  const auto with_ours = [](const std::string& was, const std::string& ours, const std::string& theirs) {
    const merge::MergedText one = merge::merge_text(was, ours, theirs, merge::Side::Ours);
    return one.conflicts.size() == 1 ? one.text : "no conflict";
  };
  const std::string head = "| A | B |\n|---|---|\n";
  CHECK(with_ours(head + "| Park in Mitte | Bäume Wiese |\n", head + "| Park in Mitte | Bänke Wiese |\n",
                  head + "| Garten | Bäume Wiese |\n") == head + "| Park in Mitte | Bänke Wiese |\n");
  CHECK(with_ours(base, edited, "| A | C | D |\n|---|---|---|\n| a1 | c1 | d1 |\n| a2 | c2 | d2 |\n") == edited);
  // A row that both dropped, and that a side has in other words; two rows for it with one name; two columns with
  // cells that are alike, or with one head.
  CHECK(merged(head + "| Park in Mitte | Bäume Wiese |\n", head + "| Garten | Bäume Wiese |\n", head) == "conflict");
  CHECK(merged(head + "| Park | |\n", head + "| Garten | Bäume |\n", head + "| Garten | |\n") == "conflict");
  CHECK(merged(head + "| Park | |\n", head + "| **Garten** | |\n", head + "| Garten | |\n") == "conflict");
  CHECK(merged("| A | B |\n|---|---|\n| a1 | b1 |\n", "| A | X | B |\n|---|---|---|\n| a1 | Bäume Wiese | b1 |\n",
               "| A | Y | B |\n|---|---|---|\n| a1 | Bäume Bänke | b1 |\n") == "conflict");
  CHECK(merged("| A | B |\n|---|---|\n| a1 | b1 |\n", "| A | Neues | B |\n|---|---|---|\n| a1 | | b1 |\n",
               "| A | **Neues** | B |\n|---|---|---|\n| a1 | | b1 |\n| a2 | x2 | b2 |\n") == "conflict");
  CHECK(merged("| A | B |\n|---|---|\n| a1 | b1 |\n| a2 | b2 |\n", "| A | X |\n|---|---|\n| a1 | x1 |\n| a2 | x2 |\n",
               "| A | Y | B |\n|---|---|---|\n| a1 | x1 | b1 |\n| a2 | x2 | b2 |\n") == "conflict");
  CHECK(merged("Samstag | Ort\n--- | ---\nx | y\n", "Samstag | Ort\n--- | ---\nx | y\nSo | Markt\n",
               "Samstag | Ort\n--- | ---\nx | y\nSo | Ostend\n") != "conflict");
  // One year is one row, whoever put it in.
  CHECK(merged("| Jahr | Betrag |\n|---|---|\n| 2024 | 10 |\n",
               "| Jahr | Betrag |\n|---|---|\n| 2024 | 10 |\n| 2025 | 20 |\n",
               "| Jahr | Betrag |\n|---|---|\n| 2024 | 10 |\n| 2025 | 30 |\n") == "conflict");
}

TEST_CASE("merge_text meaning: items keep their marks, and one side's hold for the other's") {
  CHECK(merged("Dazu:\n\n- a\n- b\n", "Dazu:\n\n1. a\n2. b\n", "Dazu:\n\n- a\n- neu\n- b\n- c\n") ==
        "Dazu:\n\n1. a\n2. neu\n3. b\n4. c\n");
  CHECK(merged("- eins hier\n  - zwei da\n- drei dort\n", "1. eins hier\n   - zwei da\n2. drei dort\n",
               "- eins hier\n  - zwei da\n  - neu nun\n- drei dort\n") ==
        "1. eins hier\n   - zwei da\n   - neu nun\n2. drei dort\n");
  CHECK(merged("1. a\n2. b\n3. c\n", "1. a\n2. x\n3. b\n4. c\n", "1. a\n2. b\n3. c\n4. y\n") ==
        "1. a\n2. x\n3. b\n4. c\n5. y\n");
  // Numbers are more than other bullets, and an item goes on with its list before another one begins.
  CHECK(merged("- a\n- b\n", "1. a\n2. b\n", "+ a\n+ b\n+ c\n") == "1. a\n2. b\n3. c\n");
  CHECK(merged("1. a\n2. b\n", "1. a\n2. b\n3. c\n", "1. a\n2. b\n\n+ x\n+ y\n") == "1. a\n2. b\n3. c\n\n+ x\n+ y\n");
  CHECK(merged("Vor.\n", "Vor.\n\n1. eins\n2. zwei\n", "Vor.\n\n* eins\n* zwei\n* drei\n") ==
        "Vor.\n\n1. eins\n2. zwei\n3. drei\n");
  // What one side put below an item stays below it, whatever mark the other one gave to what stood there.
  CHECK(merged("3. Der Park.\n   - Das Haus.\n\n+ Am Hafen.\n  + Im Norden.\n",
               "3. Der Park.\n   - Das Haus.\n   - Die Straße.\n",
               "3. Der Park.\n   - Das Haus.\n\n- Am Hafen.\n  - Im Norden.\n") ==
        "3. Der Park.\n   - Das Haus.\n   - Die Straße.\n");
  // Another mark holds, though the side without it put another list before, and the one with it a sentence.
  CHECK(merged("+ Das Lager.\n\n1) Der Park.\n2) Das Haus.\n", "1) Die Straße.\n2) Der Park.\n",
               "+ Das Lager.\n\n* Im Norden. Der Park.\n* Das Haus.\n") == "* Die Straße.\n* Im Norden. Der Park.\n");
  CHECK(merged("Vor.\n", "Vor.\n\n+ eins hier\n\n  + zwei da\n\n  + drei dort\n\n+ vier fern\n",
               "Vor.\n\n+ eins hier\n\n  + drei dort\n\n+ vier fern\n") ==
        "Vor.\n\n+ eins hier\n\n  + zwei da\n\n  + drei dort\n\n+ vier fern\n");
  CHECK(merged("- [ ] Plan schreiben\n- [ ] Plan lesen\n", "- [x] Plan schreiben\n- [ ] Plan lesen\n",
               "- [ ] Plan heute schreiben\n- [ ] Plan lesen\n") == "- [x] Plan heute schreiben\n- [ ] Plan lesen\n");
  CHECK(merged("- [ ] Plan schreiben\n- [ ] Plan lesen\n", "- [x] Plan schreiben\n- [ ] Plan lesen\n",
               "- [ ] Plan lesen\n") == "conflict");
  CHECK(merged("- alpha eins\n- beta zwei\n- gamma drei\n", "- beta zwei\n- gamma drei\n",
               "- alpha eins\n- neu vier\n- beta zwei\n- gamma drei\n") == "- neu vier\n- beta zwei\n- gamma drei\n");
  CHECK(merged("- Stelle A\n\n- Leitung B\n", "- Stelle A\n", "- Stelle A\n\n- Leitung B\n\n- Beratung C\n") ==
        "- Stelle A\n\n- Beratung C\n");
}

TEST_CASE("merge_text meaning: lists next to each other stay two, items far apart have nothing to do with each other") {
  const std::string lists = "Dafür:\n- eins\n- zwei\n* dagegen eins\n* dagegen zwei\n";
  CHECK(merged("Vor.\n\n" + lists + "\nNach.\n", "Davor.\n\n" + lists + "\nNach.\n",
               "Vor.\n\n" + lists + "\nDanach.\n") == "Davor.\n\n" + lists + "\nDanach.\n");
  CHECK(merged("- eins\n- zwei\n* drei\n* vier\n", "- eins\n- zwei\n- drei\n- vier\n",
               "- eins\n- zwei\n* drei\n* vier\n* fünf\n") == "- eins\n- zwei\n- drei\n- vier\n- fünf\n");
  CHECK(merged("- eins hier\n- zwei da\n- drei dort\n\nNach.\n",
               "- eins hier\n- zwei da\n\n1. ganz neu\n2. noch eines\n\nNach.\n",
               "- eins hier\n- zwei da\n- drei dort\n\nDanach.\n") ==
        "- eins hier\n- zwei da\n\n1. ganz neu\n2. noch eines\n\nDanach.\n");
  // Also where one side took away what stood between them, and the other one gave the first the mark of the second.
  CHECK(merged("- a eins\n- b zwei\n\nText zwischen beiden.\n\n- c drei\n- d vier\n",
               "- a eins\n- b zwei\n\n* c drei\n* d vier\n",
               "* a eins\n* b zwei\n\nText zwischen beiden.\n\n- c drei\n- d vier\n") ==
        "* a eins\n* b zwei\n\n- c drei\n- d vier\n");
  // A new list of one side is none of the other's that stands deeper, whatever their items say.
  CHECK(merged("Vor.\n", "Vor.\n\n- neu eins\n- neu zwei\n", "Vor.\n\n- rahmen\n  - neu eins\n  - neu drei\n") ==
        "Vor.\n\n- rahmen\n  - neu eins\n  - neu drei\n\n- neu zwei\n");
  CHECK(merged("- Punkt 1\n- Punkt 2\n- Punkt 3\n", "- Neu von a\n- Punkt 1\n- Punkt 2\n- Punkt 3\n",
               "- Punkt 1\n- Punkt 2\n- Neu von b\n- Punkt 3\n") ==
        "- Neu von a\n- Punkt 1\n- Punkt 2\n- Neu von b\n- Punkt 3\n");
}

TEST_CASE("merge_text meaning: code is bytes") {
  for (const std::string code : {"    - Beitrag 10 Euro\n    + Beitrag 12 Euro\n",
                                 "````\n```\n- alt\n+ neu\n```\n````\n", "~~~\n# kein Titel\n\n\n*  x\n~~~\n"})
    CHECK(merged("Eins.\n\n" + code + "\nZwei.\n", "Neu eins.\n\n" + code + "\nZwei.\n",
                 "Eins.\n\n" + code + "\nNeu zwei.\n") == "Neu eins.\n\n" + code + "\nNeu zwei.\n");
  // Code that both sides changed is asked about, wherever.
  CHECK(merged("```\na\nb\nc\n```\n", "```\na1\nb\nc\n```\n", "```\na\nb\nc1\n```\n") == "conflict");
  CHECK(merged("```\na\nb\n```\n", "```\na1\nb\n```\n", "```\na\nb1\n```\n") == "conflict");
  CHECK(merged("Vor.\n", "Vor.\n\n```\na = 1\nb = 2\n```\n", "Vor.\n\n```\na = 1\nb = 3\n```\n") == "conflict");
  CHECK(merged("- eins\n\n  ```\n  + a\n  ```\n- zwei\n", "1. eins\n\n   ```\n   + a\n   ```\n2. zwei\n",
               "- eins\n\n  ```\n  + a\n  ```\n- zwei\n- drei\n") ==
        "1. eins\n\n   ```\n   + a\n   ```\n2. zwei\n3. drei\n");
}

TEST_CASE("merge_text meaning: an address is never put together from two") {
  const auto link = [](const std::string& address) { return "Siehe [Plan](" + address + ") hier.\n"; };
  CHECK(merged(link("shared-assets-libraries.html"), link("/code/shared-asset-libraries.html"),
               link("/code/shared-assets-libraries.html")) == "conflict");
  CHECK(merged(link("x.html"), link("y.html"), "Siehe [Plan](x.html) dort.\n") == "Siehe [Plan](y.html) dort.\n");
  CHECK(merged(link("x \"Der Plan. Alt.\""), link("x \"Ein Plan. Alt.\""), link("x \"Der Plan. Neu.\"")) == "conflict");
  CHECK(merged("![Karte](media/a-alt.png)\n", "![Karte](media/k/a-2.png)\n", "![Karte](media/k/a-alt.png)\n") ==
        "conflict");
  // Nor does one picture stand there twice.
  const auto picture = [](const std::string& what, const std::string& address) {
    return "Vor.\n\n![" + what + "](media/" + address + ".png)\n";
  };
  CHECK(merged("Vor.\n", picture("Karte der Orte", "a"), picture("Karte der Orte", "b")) == "conflict");
  CHECK(merged("Vor.\n", picture("Karte der Orte", "a"), picture("Plan von Berlin", "a")) == "conflict");
  CHECK(merged("Vor.\n", picture("Karte der Orte", "a"), picture("Plan von Berlin", "b")) ==
        picture("Karte der Orte", "a") + "\n![Plan von Berlin](media/b.png)\n");
  CHECK(merged("Vor.\n", picture("Karte", "radwege-mitte-nord-alt-bestand"),
               picture("Karte", "gruen-strassen-sued-neu-plan")) == "conflict");
  CHECK(merged("Vor.\n", picture("Radwege mit Brücken", "radwege-Mitte"),
               picture("Straßen mit Brücken", "radwege-Nord")) == "conflict");
  const std::string text = "Siehe [Plan][p].\n\nZwei.\n\n";
  CHECK(merged(text + "[p]: https://a.example/alt\n", text + "[p]: https://a.example/neu\n",
               text + "[p]: https://b.example/alt\n") == "conflict");
  CHECK(merged(text + "[p]: https://a.example/alt\n", "Siehe Plan.\n\nZwei.\n",
               "Siehe [Plan][p].\n\nZwei. Auch [hier][p].\n\n[p]: https://a.example/alt\n") == "conflict");
}

TEST_CASE("merge_text meaning: what one side dropped does not come back") {
  CHECK(merged("Alle Ämter berichten, außer dem Amt für Statistik.\n", "Alle Ämter berichten.\n",
               "Alle Ämter berichten. Ausgenommen ist das Amt für Statistik.\n") == "conflict");
  const std::string a = "Erster Absatz mit Text hier.";
  const std::string b = "Zweiter Absatz mit Worten dort.";
  CHECK(merged(a + "\n\n" + b + "\n\nDritter.\n", b + "\n\nDritter.\n\n" + a + "\n", b + "\n\nDritter.\n") ==
        "conflict");
  CHECK(merged("Die Stadt plant einen Park am See.\n", "Die Stadt plant einen großen Park am See.\n",
               "Die Stadt plant einen großen Park am langen See.\n") ==
        "Die Stadt plant einen großen Park am langen See.\n");
}

TEST_CASE("merge_text meaning: paragraphs swapped and one of them edited") {
  const std::string a = "Erster Absatz mit Text hier.";
  const std::string b = "Zweiter Absatz mit Worten dort.";
  const std::string a2 = "Erster Absatz mit neuem Text hier.";
  const std::string b2 = "Zweiter Absatz mit neuen Worten dort.";
  const auto text = [](const std::string& one, const std::string& two) {
    return one + "\n\n" + two + "\n\nDritter.\n";
  };
  CHECK(merged(text(a, b), text(b, a), text(a2, b)) == text(b, a2));
  CHECK(merged(text(a, b), text(b, a), text(a, b2)) == text(b2, a));
}

TEST_CASE("merge_text meaning: what both moved, or one moved into a place that the other changed, is asked about") {
  const std::string a = "Der Senat plant in Mitte einen Park mit Bäumen.";
  const std::string b = "Im Osten entsteht ein Haus für Kinder.";
  const std::string c = "Am Hafen liegt das alte Lager.";
  const auto text = [](const std::string& one, const std::string& two, const std::string& three) {
    return one + "\n\n" + two + "\n\n" + three + "\n";
  };
  const std::string a2 = "Der Senat plant in Spandau einen Park mit Bäumen.";
  const std::string a3 = "Der Senat plant in Mitte einen Park mit Bänken.";
  CHECK(merged(text(a, b, c), text(b, c, a2), text(b, c, a3)) == "conflict");
  CHECK(merged(text(a, b, c), text(b, c, "Der Bezirk plant in Mitte einen Park mit Wiesen."),
               text(b, c, "Der Senat baut in Spandau einen Park mit Bäumen.")) == "conflict");
  // One side's words are not lost where the place that its sentence was to go to is asked about.
  const auto item = [](const std::string& what) { return "- Der Bau " + what + " Brücke über die Spree beginnt.\n"; };
  const std::string ours = item("einer") + "\n" + text(a3, b, c);
  const merge::MergedText one =
      merge::merge_text(text(a, b, c), ours, text(b, c, a) + "\n" + item("der"), merge::Side::Ours);
  CHECK(one.text == ours);
  CHECK_FALSE(one.conflicts.empty());
}

TEST_CASE("merge_text meaning: what was put in stays with what it was put to") {
  const std::string a = "Der Senat plant in Mitte einen Park mit Bäumen.";
  const std::string b = "Im Osten entsteht ein Haus für Kinder.";
  const std::string fresh = "Dafür zahlt der Bezirk.";
  // A sentence with its paragraph, which the other side moved or replaced; an item with those of its list.
  CHECK(merged("- " + a + " Das ist neu.\n- " + b + "\n", "- " + fresh + " " + a + " Das ist neu.\n- " + b + "\n",
               "- Am Hafen liegt das Lager. Es steht leer.\n- " + b + "\n") == "conflict");
  CHECK(merged("* eins hier\n* zwei da\n\n1. drei dort\n2. vier fern\n",
               "* eins hier\n* zwei da\n\n" + a + "\n\n1. drei dort\n2. vier fern\n",
               "1. ganz neu nun\n2. drei dort\n3. vier fern\n") == "conflict");
  CHECK(merged("* " + a + "\n\n+ Am Hafen liegt das Lager.\n+ Es steht seit Jahren leer.\n",
               "* " + a + "\n\n+ " + b + "\n+ " + fresh +
                   "\n\n* Am Hafen liegt das Lager.\n* Es steht seit Jahren leer.\n",
               "* " + a + "\n  1) Die Straße wird bald gebaut.\n") == "conflict");
  // What was put into a list that the other side replaced by another one stays in its own.
  CHECK(merged("+ " + a + "\n+ " + b + "\n", "1. Am Hafen liegt das Lager.\n2. Es steht seit Jahren leer.\n",
               "+ " + fresh + "\n+ " + a + "\n+ " + b + "\n") ==
        "+ " + fresh + "\n1. Am Hafen liegt das Lager.\n2. Es steht seit Jahren leer.\n");
  // A paragraph that one side dropped and the other one reworded behind what both put in.
  CHECK(merged("```\nalt eins\nalt zwei\n```\n",
               "- " + b + "\n\n~~~\nneu\n~~~\n\n```\nalt eins\nalt zwei\nalt drei\n```\n",
               "- " + b + "\n\n~~~\nneu\n~~~\n") == "conflict");
}

TEST_CASE("merge_text meaning: footnotes by what they say") {
  const std::string base = "Erstens gut.[^1]\n\nZweitens da.\n\n[^1]: Alt.\n";
  CHECK(merged(base, "Vorab neu.[^1]\n\nErstens gut.[^2]\n\nZweitens da.\n\n[^1]: Davor.\n\n[^2]: Alt.\n",
               "Erstens gut.[^1]\n\nZweitens da.[^2]\n\n[^1]: Alt.\n\n[^2]: Danach.\n") ==
        "Vorab neu.[^1]\n\nErstens gut.[^2]\n\nZweitens da.[^3]\n\n[^1]: Davor.\n\n[^2]: Alt.\n\n[^3]: Danach.\n");
  // The mark is part of the sentence that it ends.
  CHECK(merged("Erstens gut.[^1] Zweitens da.\n\n[^1]: Alt.\n", "Erstens besser.[^1] Zweitens da.\n\n[^1]: Alt.\n",
               "Erstens gut.[^1] Zweitens dort.\n\n[^1]: Alt.\n") ==
        "Erstens besser.[^1] Zweitens dort.\n\n[^1]: Alt.\n");
  CHECK(merged("- eins\n", "- eins\n- zwei\n- Drei kommt aus diesem Amt da.[^1]\n\n[^1]: Amt A sagt dies.\n",
               "- eins\n- zwei\n- Drei kommt aus diesem Amt da.[^1]\n\n[^1]: Amt B sagt dies.\n") == "conflict");
  CHECK(merged(base, "Erstens gut.\n\nZweitens da.\n", "Erstens gut.[^1]\n\nZweitens da.\n\n[^1]: Neu.\n") ==
        "conflict");
  // A note goes with its mark.
  const merge::MergedText with_ours =
      merge::merge_text("Eins. Drei.\n", "Eins. Das sagt das Amt.[^1] Drei.\n\n[^1]: Amt für Statistik, Heft 1.\n",
                        "Eins. Das sagt das Amt.[^1] Drei.\n\n[^1]: Bericht der Polizei.\n", merge::Side::Ours);
  CHECK(with_ours.text == "Eins. Das sagt das Amt.[^1] Drei.\n\n[^1]: Amt für Statistik, Heft 1.\n");
  CHECK_FALSE(with_ours.conflicts.empty());
  CHECK(merged(base, "Erstens gut.\n\nZweitens da.\n", "Erstens gut.[^1]\n\nZweitens da.[^1]\n\n[^1]: Alt.\n") ==
        "conflict");
}

TEST_CASE("merge_text meaning: both ends of a period are two things, composed characters none") {
  const auto period = [](const std::string& when) { return "Die Maßnahme läuft " + when + " weiter.\n"; };
  CHECK(merged(period("2024–2026"), period("2025–2026"), period("2024–2027")) == period("2025–2027"));
  CHECK(merged(period("2024–2026"), period("2027–2026"), period("2024–2025")) == "conflict");
  CHECK(merged(period("vom 01.01.2026 bis 31.12.2028"), period("vom 01.03.2026 bis 31.12.2028"),
               period("vom 01.01.2026 bis 31.12.2029")) == period("vom 01.03.2026 bis 31.12.2029"));
  CHECK(merged("Äpfel für Bürger. Zwei.\n", "A\u0308pfel fu\u0308r Bu\u0308rger. Zwei.\n",
               "Äpfel für alle Bürger. Zwei.\n") == "Äpfel für alle Bürger. Zwei.\n");
}
