#include "merge/merge.h"
#include "merge/merged_text.h"
#include "support/catch.h"

using namespace zielbaum;
using merge::merge_text;
using test::merged;

TEST_CASE("merge_text: different sentences of one paragraph") {
  CHECK(merged("Berlin wird smart. Das kostet Geld. Alle machen mit.\n",
               "Berlin wird klug. Das kostet Geld. Alle machen mit.\n",
               "Berlin wird smart. Das kostet wenig. Alle machen mit.\n") ==
        "Berlin wird klug. Das kostet wenig. Alle machen mit.\n");
}

TEST_CASE("merge_text: the same sentence") {
  CHECK(merged("Die Kiezbox kommt 2026.\n", "Die Kiezbox kommt 2027.\n", "Die Kiezbox kommt 2028.\n") == "conflict");
  CHECK(merged("Die Kiezbox kommt 2026.\n", "Die Kiezbox kommt 2027.\n", "Die neue Kiezbox kommt 2026.\n") ==
        "conflict");
  CHECK(merged("Die Kiezbox kommt 2026.\n", "Die Kiezbox kommt 2027.\n", "Die Kiezbox kommt 2027.\n") ==
        "Die Kiezbox kommt 2027.\n");
  const merge::MergedText told = merge_text("A bleibt. B kommt.\n", "A bleibt. B geht.\n", "A bleibt. B steht.\n");
  CHECK(told.conflicts == std::vector<merge::TextConflict>{{"B kommt.", "B geht.", "B steht."}});
  CHECK(told.text == "A bleibt. B kommt.\n");
  CHECK(merge_text("A kommt. B kommt.\n", "A bleibt. B geht.\n", "A kommt. B steht. C auch.\n", merge::Side::Theirs)
            .text == "A bleibt. B steht. C auch.\n");
}

TEST_CASE("merge_text: formatting and wording of one sentence are two things") {
  CHECK(merged("Die Kiezbox bringt Netz.\n", "Die **Kiezbox** bringt Netz.\n", "Die Kiezbox liefert Netz.\n") ==
        "Die **Kiezbox** liefert Netz.\n");
  CHECK(merged("Die Kiezbox bringt Netz.\n", "Die **Kiezbox** bringt Netz.\n", "Die Kiezbox bringt *Netz*.\n") ==
        "Die **Kiezbox** bringt *Netz*.\n");
  CHECK(merged("Die Kiezbox bringt Netz.\n", "Die **Kiezbox** bringt Netz.\n", "Die Box bringt Netz.\n") ==
        "Die **Box** bringt Netz.\n");
  // A space that does not break is one.
  CHECK(merged("Die 5 Orte sind da.\n", "Die 5\u00A0**Orte** sind da.\n", "Die 5\u00A0Plätze sind da.\n") ==
        "Die 5\u00A0**Plätze** sind da.\n");
}

TEST_CASE("merge_text: paragraphs and items that both sides add stay") {
  CHECK(merged("Erstens.\n", "Erstens.\n\nVon A.\n", "Erstens.\n\nVon B.\n") == "Erstens.\n\nVon A.\n\nVon B.\n");
  CHECK(merged("- eins\n- drei\n", "- eins\n- zwei a\n- drei\n", "- eins\n- zwei b\n- drei\n") ==
        "- eins\n- zwei a\n- zwei b\n- drei\n");
  CHECK(merged("Eins. Drei.\n", "Eins. Zwei a. Drei.\n", "Eins. Zwei b. Drei.\n") == "conflict");
  CHECK(merged("Eins.\n", "Eins.\n\nGleich.\n", "Eins.\n\nGleich.\n") == "Eins.\n\nGleich.\n");
  CHECK(merged("Drei.\n", "Zwei a.\n\nDrei.\n", "Zwei b.\n\nDrei.\n") == "Zwei a.\n\nZwei b.\n\nDrei.\n");
  CHECK(merged("Drei.\n", "Zwei a. Drei.\n", "Zwei b. Drei.\n") == "conflict");
}

TEST_CASE("merge_text: a text broken into other lines is no other text") {
  CHECK(merged("Eins ist lang. Zwei ist kurz.\n", "Eins ist\nlang. Zwei ist kurz.\n",
               "Eins ist lang. Zwei ist rund.\n") == "Eins ist\nlang. Zwei ist rund.\n");
}

TEST_CASE("merge_text: a dropped sentence that the other side changed is a conflict") {
  CHECK(merged("Eins. Zwei. Drei.\n", "Eins. Drei.\n", "Eins. Zwei neu. Drei.\n") == "conflict");
  CHECK(merged("Eins. Zwei. Drei.\n", "Eins. Drei.\n", "Eins. Zwei. Drei neu.\n") == "Eins. Drei neu.\n");
  CHECK(merged("Eins.\n\nZwei.\n", "Eins.\n", "Eins neu.\n\nZwei.\n") == "Eins neu.\n");
}

TEST_CASE("merge_text: what belongs together stays together") {
  CHECK(merged("- eins\n- zwei\n", "- eins\n- zwei\n- drei\n", "- eins\n- zwei\n\n(Stand heute.)\n") ==
        "- eins\n- zwei\n- drei\n\n(Stand heute.)\n");
  CHECK(merged("- eins\n- zwei\n", "- eins\n- zwei\n  - zwei a\n- drei\n", "- eins\n- zwei\n  - zwei b\n") ==
        "- eins\n- zwei\n  - zwei a\n  - zwei b\n- drei\n");
  CHECK(merged("Eins.\n\n- a\n- b\n", "Eins.\n", "Eins.\n\n- a\n- b\n- c\n") == "conflict");
  CHECK(merged("Eins.\n\nZwei.\n", "Eins.\n", "Eins.\n\nZwei. Drei.\n") == "conflict");
  CHECK(merged("Eins ist gut. Zwei ist da.\n", "Ganz anderes steht hier. Neues folgt dort. Drittes liegt weit.\n",
               "Vorab gilt das. Eins ist gut. Zwei ist da.\n") == "conflict");
  CHECK(merged("- eins\n- zwei\n", "* eins\n* zwei\n", "- eins\n- zwei\n- drei\n") == "* eins\n* zwei\n* drei\n");
  CHECK(merged("Eins.\n", "Eins.\n\n| A |\n| --- |\n| 1 |\n", "Eins.\n\n| B |\n| --- |\n| 2 |\n") ==
        "Eins.\n\n| A |\n| --- |\n| 1 |\n\n| B |\n| --- |\n| 2 |\n");
  CHECK(merged("3. August: Start.\n", "4. August: Start.\n", "5. August: Start.\n") == "conflict");
}

TEST_CASE("merge_text: nothing stands there twice") {
  const std::string one = "Alle Stadtteile waren bei den Werkstätten vertreten.";
  const std::string reworded = "Alle Stadtteile waren bei den Werkstätten dabei.";
  CHECK(merged("Eins.\n", "Eins.\n\n" + one + "\n", "Eins.\n\n" + reworded + "\n") == "conflict");
  CHECK(merged("Eins.\n\nZwei.\n", one + "\n\nEins.\n\nZwei.\n", "Eins.\n\nZwei.\n\n" + one + "\n") == "conflict");
  CHECK(merged("Eins.\n\nZwei.\n", "Eins.\n\n" + one + "\n", "Eins.\n\n" + one + "\n\nZwei.\n") == "conflict");
  CHECK(merged("Eins.\n", "Eins.\n\n" + one + "\n\nVon A.\n", "Eins.\n\n" + one + "\n\nVon B.\n") ==
        "Eins.\n\n" + one + "\n\nVon A.\n\nVon B.\n");
  CHECK(merged("Eins.\n", "Eins.\n\nVon A kommt dies. " + one + "\n", "Eins.\n\nHier steht B dazu. " + one + "\n") ==
        "conflict");
  CHECK(merged("Eins.\n\nZwei. Drei.\n", "Eins.\n\nVon A. Zwei. Drei.\n", "Eins.\n\nVon B. Zwei. Drei.\n") ==
        "conflict");
}

TEST_CASE("merge_text: cells of a row") {
  const auto row = [](const std::string& cells) { return "| A | B | C |\n| --- | --- | --- |\n" + cells + "\n"; };
  CHECK(merged(row("| a | b | c |"), row("| a1 | b | c |"), row("| a | b | c1 |")) == row("| a1 | b | c1 |"));
  CHECK(merged(row("| a | b | c |"), row("| a1 | b | c |"), row("| a2 | b | c |")) == "conflict");
  CHECK(merged(row("| a | b | c |"), row("| a1 | b1 | c |"), row("| a | b | c1 |")) == "conflict");
  CHECK(merged(row("| a | b | c |"), row("| a1 | b1 | c1 |"), row("| a | b | c2 |")) == "conflict");
  CHECK(merged(row("| a | b \\| x | c |"), row("| a | b \\| x | c1 |"), row("| a | b \\| y | c |")) ==
        row("| a | b \\| y | c1 |"));
}

TEST_CASE("merge_text: footnotes of one name get two") {
  const std::string one = "Die Kiezbox misst Lärm.";
  const std::string two = "Das Netz zeigt Werte an.";
  const std::string base = one + "\n\n" + two + "\n";
  CHECK(merged(base, one + "[^1]\n\n" + two + "\n\n[^1]: Von B.\n", one + "\n\n" + two + "[^1]\n\n[^1]: Von A.\n") ==
        one + "[^2]\n\n" + two + "[^1]\n\n[^1]: Von A.\n\n[^2]: Von B.\n");
  CHECK(merged(base, one + "[^1]\n\n" + two + "\n\n[^1]: Von A.\n", one + "\n\n" + two + "[^1]\n\n[^1]: Von A.\n") ==
        one + "[^1]\n\n" + two + "[^1]\n\n[^1]: Von A.\n");
}

TEST_CASE("merge_lines: registers by their elements, other files by lines") {
  const auto merged_register = [](const std::string& base, const std::string& ours, const std::string& theirs) {
    const auto whole = [](const std::string& middle) { return "<parties>\n" + middle + "</parties>\n"; };
    const merge::MergedText one = merge::merge_lines(whole(base), whole(ours), whole(theirs), merge::Lines::OfElements);
    CHECK(one.text == merge::merge_lines(whole(base), whole(theirs), whole(ours), merge::Lines::OfElements).text);
    return one.conflicts.empty() ? one.text : "conflict";
  };
  const std::string a = "  <party\n    id=\"a\"\n    name=\"Amt A\" />\n";
  const std::string b = "  <party\n    id=\"b\"\n    name=\"Amt B\" />\n";
  const std::string b2 = "  <party\n    id=\"b\"\n    name=\"Büro B\" />\n";
  const std::string c =
      "  <party\n    id=\"c\"\n    name=\"Amt C\">\n    <name xml:lang=\"en\">Office C</name>\n  </party>\n";
  CHECK(merged_register(a, a + b, a + c) == "<parties>\n" + a + b + c + "</parties>\n");
  CHECK(merged_register(a + b, a + b2, a + b + c) == "<parties>\n" + a + b2 + c + "</parties>\n");
  CHECK(merged_register(a + b, a + b2, a) == "conflict");
  CHECK(merge::merge_lines("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", merge::Lines::OfText).text == "A\nb\nC\n");
  CHECK(merge::merge_lines("a\n", "b\n", "c\n", merge::Lines::OfText, merge::Side::Theirs).text == "c\n");
  CHECK(merge::merge_lines("a\n", "b\n", "c\n", merge::Lines::OfText).conflicts.size() == 1);
}

TEST_CASE("merge_lines: elements of one name are one, and what is in them is merged") {
  const auto merged = [](const std::string& base, const std::string& ours, const std::string& theirs) {
    const merge::MergedText one = merge::merge_lines(base, ours, theirs, merge::Lines::OfElements);
    const merge::MergedText swapped = merge::merge_lines(base, theirs, ours, merge::Lines::OfElements);
    CHECK(one.text == swapped.text);
    CHECK(one.conflicts.size() == swapped.conflicts.size());
    return one.conflicts.empty() ? one.text : "conflict";
  };
  const auto type = [](const std::string& middle) { return "<type name=\"t\">\n" + middle + "</type>\n"; };
  const auto kind = [](const std::string& name, const std::string& inside) {
    return "  <kind name=\"" + name + "\">\n" + inside + "  </kind>\n";
  };
  const std::string label = "    <label lang=\"de\">Ziel</label>\n";
  const std::string other_label = "    <label lang=\"de\">Vorhaben</label>\n";
  const std::string a = "    <field name=\"a\" type=\"text\" />\n";
  const std::string b = "    <field name=\"b\" type=\"text\" />\n";
  const std::string goal = kind("goal", label);

  // A field each, and another label.
  CHECK(merged(type(goal), type(kind("goal", label + a)), type(kind("goal", label + b))) ==
        type(kind("goal", label + a + b)));
  CHECK(merged(type(goal), type(kind("goal", other_label)), type(kind("goal", label + b))) ==
        type(kind("goal", other_label + b)));
  // One field dropped, another one put in; a kind put in between two that the other side changed.
  CHECK(merged(type(kind("goal", label + a)), type(goal), type(kind("goal", label + a + b))) ==
        type(kind("goal", label + b)));
  CHECK(merged(type(goal + kind("x", a)), type(goal + kind("m", label) + kind("x", a)),
               type(kind("goal", other_label) + kind("x", b))) ==
        type(kind("goal", other_label) + kind("m", label) + kind("x", b)));
  // Of elements without a name each is known by all that it says; several in one line are one.
  const std::string mark = "  <mark field=\"s\" value=\"a\" />\n";
  const std::string marks = mark + "  <mark field=\"s\" value=\"b\" />\n";
  const std::string more_marks = marks + "  <mark field=\"s\" value=\"c\" />\n";
  CHECK(merged(type(goal + marks), type(goal + more_marks), type(kind("goal", other_label) + marks)) ==
        type(kind("goal", other_label) + more_marks));
  CHECK(merged(type(goal + marks), type(goal + more_marks), type(kind("goal", other_label) + mark)) ==
        type(kind("goal", other_label) + mark + "  <mark field=\"s\" value=\"c\" />\n"));
  const std::string to = "    <to kind=\"a\" /><to kind=\"b\" />\n";
  CHECK(merged(type(kind("goal", label + to)), type(kind("goal", other_label + to)),
               type(kind("goal", label + to + a))) == type(kind("goal", other_label + to + a)));
  CHECK(merged(type(to), type("    <to kind=\"a\" /><to kind=\"c\" />\n"), type("    <to kind=\"a\" />\n")) ==
        "conflict");

  // The same one in two ways; dropped here and changed there.
  CHECK(merged(type(goal), type(kind("goal", other_label)), type(kind("goal", a))) == "conflict");
  CHECK(merged(type(goal), type(""), type(kind("goal", other_label))) == "conflict");
  CHECK(merged(type(""), type(kind("goal", label)), type(kind("goal", other_label))) == "conflict");

  // A file that is empty at first, or is not there, or from which all goes.
  const auto parties = [](const std::string& middle) {
    return middle.empty() ? std::string("<parties />\n") : "<parties>\n" + middle + "</parties>\n";
  };
  const std::string x = "  <party id=\"x\" />\n";
  const std::string y = "  <party id=\"y\" />\n";
  CHECK(merged(parties(""), parties(x), parties(y)) == parties(x + y));
  CHECK(merged("", parties(x), parties(y)) == parties(x + y));
  CHECK(merged(parties(x), parties(""), parties(x + y)) == parties(y));
  CHECK(merged(parties(x + y), parties(x), parties(y)) == parties(""));
}
