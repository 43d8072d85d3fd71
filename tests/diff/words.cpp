#include <algorithm>
#include <random>

#include "diff/diff.h"
#include "random_documents.h"
#include "support/catch.h"
#include "support/rounds.h"
#include "text/text.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

/// "Kept [-gone-]{+come+}", formatting changes as "<word>".
std::string shown(const diff::Edits& edits) {
  std::string out;
  for (const diff::Edit& edit : edits) {
    if (edit.kind == diff::EditKind::Deleted) out += "[-" + edit.run.text + "-]";
    if (edit.kind == diff::EditKind::Inserted) out += "{+" + edit.run.text + "+}";
    if (edit.kind == diff::EditKind::Same) out += edit.reformatted ? "<" + edit.run.text + ">" : edit.run.text;
  }
  return out;
}

std::string changed(std::string_view before, std::string_view after) {
  return shown(diff::compare_text(before, after));
}

std::string side(const diff::Edits& edits, diff::EditKind dropped) {
  std::string out;
  for (const diff::Edit& edit : edits)
    if (edit.kind != dropped) out += edit.run.text;
  return out;
}

/// What is kept has the spaces of the new text.
std::string with_single_spaces(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' || !out.ends_with(' ')) out += c;
  return out;
}

std::string text_of(const model::Runs& runs) {
  std::string out;
  for (const model::Run& run : runs) out += run.text;
  return out;
}

model::Run run(std::string text, bool strong = false, std::string link = "") {
  model::Run out;
  out.text = std::move(text);
  out.style.strong = strong;
  out.link = std::move(link);
  return out;
}

model::Run note(std::string label) {
  model::Run out;
  out.kind = model::RunKind::NoteMark;
  out.text = std::move(label);
  return out;
}

model::Block paragraph(std::string text) {
  return {model::Paragraph{{run(std::move(text))}}, {}};
}

std::string random_word(Random& random) {
  static const std::vector<std::string> words = {"die",
                                                 "und",
                                                 "in",
                                                 "Kiezbox",
                                                 "Bürger*innen",
                                                 "40 %",
                                                 "z. B.",
                                                 "Abs. 2",
                                                 "3. August",
                                                 "Straße",
                                                 "Verkehrswendebüro",
                                                 "bis 2026",
                                                 "Berlins",
                                                 "Öffnung",
                                                 "digital",
                                                 "1.200.000 €",
                                                 "soll",
                                                 "wird",
                                                 "E-Mail",
                                                 "Lernorte"};
  return words[pick(random, words.size())];
}

std::string random_text(Random& random, std::size_t words) {
  std::string out;
  for (std::size_t i = 0; i < words; ++i) {
    out += random_word(random);
    const std::size_t end = pick(random, 10);
    out += end == 0 ? ". " : end == 1 ? ", " : " ";
  }
  return out;
}

/// The words of `text` with a few dropped, replaced or added.
std::string edited(Random& random, const std::string& text) {
  std::string out;
  for (const std::string_view word : text::words(text)) {
    const std::size_t what = pick(random, 30);
    if (what == 0) continue;
    if (what == 1) {
      out += random_word(random);
      continue;
    }
    out += word;
    if (what == 2) out += " " + random_text(random, 1 + pick(random, 3));
  }
  return out;
}

model::Runs in_runs(Random& random, const std::string& text) {
  model::Runs out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = text.find(' ', at + pick(random, 30));
    const std::size_t end = space == std::string::npos ? text.size() : space;
    out.push_back(run(text.substr(at, end - at), chance(random, 30), chance(random, 10) ? "https://berlin.de" : ""));
    if (chance(random, 10)) out.push_back(note("a"));
    at = end;
  }
  return out;
}

}  // namespace

TEST_CASE("words: the old text is what is kept or deleted, the new one what is kept or inserted") {
  Random random(11);
  for (int round = 0; round < rounds(1500); ++round) {
    const std::string before = random_text(random, pick(random, 60));
    const std::string after = chance(random, 80) ? edited(random, before) : random_text(random, pick(random, 60));
    const model::Runs old_runs = in_runs(random, before);
    const model::Runs new_runs = in_runs(random, after);
    const diff::Edits edits = diff::compare_runs(old_runs, new_runs);
    REQUIRE(with_single_spaces(side(edits, diff::EditKind::Inserted)) == with_single_spaces(text_of(old_runs)));
    REQUIRE(side(edits, diff::EditKind::Deleted) == text_of(new_runs));
    for (std::size_t i = 1; i < edits.size(); ++i)
      CHECK_FALSE((edits[i - 1].kind == diff::EditKind::Inserted && edits[i].kind == diff::EditKind::Deleted));
  }
}

TEST_CASE("words: equal texts have no edits, and no text has none at all") {
  Random random(12);
  for (int round = 0; round < 100; ++round) {
    const model::Runs runs = in_runs(random, random_text(random, 30));
    for (const diff::Edit& edit : diff::compare_runs(runs, runs)) {
      CHECK(edit.kind == diff::EditKind::Same);
      CHECK_FALSE(edit.reformatted);
    }
  }
  CHECK(diff::compare_text("", "").empty());
  CHECK(changed("", "Neu.") == "{+Neu.+}");
  CHECK(changed("Alt.", "") == "[-Alt.-]");
}

TEST_CASE("words: edits read as a careful reader would report them") {
  CHECK(changed("Der Ausbau läuft bis 2025 in allen Bezirken.", "Der Ausbau läuft bis 2026 in allen Bezirken.") ==
        "Der Ausbau läuft bis [-2025-]{+2026+} in allen Bezirken.");
  CHECK(changed("Schulen, Kitas und Büchereien nehmen teil.", "Schulen, Museen, Kitas und Büchereien nehmen teil.") ==
        "Schulen, {+Museen, +}Kitas und Büchereien nehmen teil.");
  CHECK(changed("Die Verkehrswende kommt im Jahr 2026.", "Das Verkehrswendebüro kommt im Jahr 2026.") ==
        "[-Die Verkehrswende-]{+Das Verkehrswendebüro+} kommt im Jahr 2026.");
  CHECK(changed("Erster Satz. Dritter Satz.", "Erster Satz. Ein ganz neuer. Dritter Satz.") ==
        "Erster Satz. {+Ein ganz neuer. +}Dritter Satz.");
  CHECK(changed("Das Ziel sind 40 Orte.", "Das Ziel sind 60 Orte.") == "Das Ziel sind [-40-]{+60+} Orte.");
  CHECK(changed("Die alten, grauen Häuser der Stadt bleiben stehen.",
                "Die neuen, bunten Häuser der Stadt bleiben stehen.") ==
        "Die [-alten, grauen-]{+neuen, bunten+} Häuser der Stadt bleiben stehen.");
}

TEST_CASE("words: a sentence replaced by an unrelated one is replaced whole") {
  CHECK(changed("Die Stadt baut Radwege in der Mitte.", "Wir prüfen Angebote für den Norden und die Seen.") ==
        "[-Die Stadt baut Radwege in der Mitte.-]{+Wir prüfen Angebote für den Norden und die Seen.+}");
}

TEST_CASE("words: a sentence split in two keeps its words") {
  const std::string edits = changed("Das Bauen der Orte endet im Jahr 2025, danach folgt die Auswertung im Senat.",
                                    "Das Bauen der Orte endet im Jahr 2025. Danach folgt die Auswertung im Senat.");
  CHECK(edits == "Das Bauen der Orte endet im Jahr 2025[-, danach-]{+. Danach+} folgt die Auswertung im Senat.");
}

TEST_CASE("words: making a word bold or a link is formatting and no edit") {
  const diff::Edits edits =
      diff::compare_runs({run("Die Kiezbox ist offen.")}, {run("Die "), run("Kiezbox", true), run(" ist offen.")});
  CHECK(shown(edits) == "Die <Kiezbox> ist offen.");
  CHECK(shown(diff::compare_runs({run("siehe Seite")}, {run("siehe "), run("Seite", false, "https://berlin.de")})) ==
        "siehe <Seite>");
  // Half of a word
  CHECK(shown(diff::compare_runs({run("Kiezbox")}, {run("Kiez"), run("box", true)})) == "Kiez<box>");
}

TEST_CASE("words: a note mark is no word beside it") {
  CHECK(shown(diff::compare_runs({run("Wort.")}, {run("Wort"), note("1"), run(".")})) == "Wort{+1+}.");
  CHECK(shown(diff::compare_runs({run("1")}, {note("1")})) == "[-1-]{+1+}");
}

TEST_CASE("words: texts too different to search are deleted and inserted whole") {
  std::string before, after;
  for (int i = 0; i < rounds(20000); ++i) {
    before += "alt" + std::to_string(i) + " ";
    after += (i % 2 == 0 ? "alt" : "neu") + std::to_string(i * 7919 % 20000) + " ";
  }
  const diff::Edits edits = diff::compare_text(before, after);
  CHECK(side(edits, diff::EditKind::Inserted) == before);
  CHECK(side(edits, diff::EditKind::Deleted) == after);
  CHECK(edits.size() <= 4);
}

TEST_CASE("prose: blocks are aligned, and the words between them counted") {
  const model::Prose before{
      {paragraph("Erster Absatz über Radwege."), paragraph("Zweiter Absatz über Schulen in Mitte."),
       paragraph("Der dritte Absatz fällt weg.")},
      {}};
  const model::Prose after{{paragraph("Ganz neu am Anfang steht dies."), paragraph("Erster Absatz über Radwege."),
                            paragraph("Zweiter Absatz über Schulen in Spandau.")},
                           {}};
  const diff::ProseChange change = diff::compare_prose(before, after);
  REQUIRE(change.blocks.size() == 4);
  CHECK(change.blocks[0].change == diff::BlockChange::Inserted);
  CHECK(change.blocks[1].change == diff::BlockChange::Same);
  CHECK(change.blocks[2].change == diff::BlockChange::Changed);
  CHECK(shown(change.blocks[2].edits) == "Zweiter Absatz über Schulen in [-Mitte-]{+Spandau+}.");
  CHECK(change.blocks[3].change == diff::BlockChange::Deleted);
  CHECK(change.words_inserted == 7);
  CHECK(change.words_deleted == 6);
  CHECK(change.words_changed == 6 + 1 + 5);
  CHECK_FALSE(change.only_formatting);
}

TEST_CASE("prose: every block of both texts stands in the pairs once and in order") {
  Random random(13);
  for (int round = 0; round < rounds(400); ++round) {
    model::Prose before, after;
    for (std::size_t i = pick(random, 8); i > 0; --i) before.blocks.push_back(paragraph(random_text(random, 12)));
    for (const model::Block& block : before.blocks) {
      const std::string text = text_of(std::get<model::Paragraph>(block.content).runs);
      if (chance(random, 80)) after.blocks.push_back(paragraph(chance(random, 50) ? text : edited(random, text)));
      if (chance(random, 20)) after.blocks.push_back(paragraph(random_text(random, 12)));
    }
    model::Blocks old_blocks, new_blocks;
    for (const diff::BlockPair& pair : diff::compare_prose(before, after).blocks) {
      if (pair.before) old_blocks.push_back(*pair.before);
      if (pair.after) new_blocks.push_back(*pair.after);
      if (pair.change == diff::BlockChange::Same) CHECK(pair.before == pair.after);
    }
    REQUIRE(old_blocks == before.blocks);
    REQUIRE(new_blocks == after.blocks);
  }
}

TEST_CASE("prose: lists and tables are compared part by part, formatting alone is told apart") {
  const auto item = [](std::string text) { return model::ListItem{{paragraph(std::move(text))}}; };
  const model::Prose before{{{model::List{false, 1, true, {item("Radwege"), item("Busspuren"), item("Schulen")}}, {}}},
                            {}};
  const model::Prose after{{{model::List{false, 1, true, {item("Radwege"), item("Schulen")}}, {}}}, {}};
  const diff::ProseChange change = diff::compare_prose(before, after);
  REQUIRE(change.blocks.size() == 1);
  CHECK(change.words_deleted == 1);
  CHECK(change.words_inserted == 0);

  const model::Prose bold{{{model::Paragraph{{run("Wichtig", true)}}, {}}}, {}};
  const model::Prose plain{{paragraph("Wichtig")}, {}};
  CHECK(diff::compare_prose(plain, bold).only_formatting);
  CHECK(diff::compare_prose(plain, bold).blocks.front().change == diff::BlockChange::Changed);
  CHECK(diff::compare_prose(plain, plain).only_formatting);
}

TEST_CASE("prose: notes are paired by label") {
  const auto with_note = [](const char* label, const char* text) {
    return model::Prose{{paragraph("Text.")}, {{label, {paragraph(text)}, {}}}};
  };
  const diff::ProseChange reworded = diff::compare_prose(with_note("a", "Stand 2022."), with_note("a", "Stand 2026."));
  REQUIRE(reworded.notes.size() == 1);
  CHECK(shown(reworded.notes.front().edits) == "Stand [-2022-]{+2026+}.");
  const diff::ProseChange other = diff::compare_prose(with_note("a", "Alt."), with_note("b", "Neu."));
  REQUIRE(other.notes.size() == 2);
  CHECK(other.notes[0].change == diff::BlockChange::Deleted);
  CHECK(other.notes[1].change == diff::BlockChange::Inserted);
}
