// Splits and merges: found where words or links say so, in both directions, and nowhere else.
#include <cmath>

#include "diff/lineage.h"

#include "compose/update.h"
#include "labelled_edits.h"
#include "random_prose.h"
#include "support/catch.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

/// Two versions of a document whose nodes all stand below the first one.
struct Versions {
  MemoryProse prose;
  model::Document before = empty();
  model::Document after = empty();

  static model::Document empty() {
    model::Document document;
    document.nodes = {Update::node("strategy", "plan", "Plan", model::kNoNode)};
    return document;
  }
  model::Node& add(model::Document& document, const std::string& id, const std::string& markdown) {
    document.nodes.push_back(Update::node("goal", id, id, 0));
    if (!markdown.empty()) document.nodes.back().prose = prose.add(markdown);
    return document.nodes.back();
  }
  diff::Lineage there() const { return traced(before, after); }
  diff::Lineage back() const { return traced(after, before); }
  diff::Lineage traced(const model::Document& from, const model::Document& to) const {
    const Result<diff::Lineage> lineage = diff::lineage(from, to, prose);
    REQUIRE(lineage.has_value());
    return *lineage;
  }
};

/// Paragraphs of ten words and more that have nothing in common.
std::vector<std::string> paragraphs(std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text;
    for (std::size_t word = 0; word < 10 + 3 * i; ++word)
      text += (word == 0 ? "Wort" : " wort") + std::to_string(100 * i + word);
    out.push_back(text + ".");
  }
  return out;
}

std::string joined(const std::vector<std::string>& all, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) out += all[i] + "\n\n";
  return out;
}

std::vector<std::string> ids(const std::vector<diff::Descent>& descents, NodeId diff::Descent::*side) {
  std::vector<std::string> out;
  for (const diff::Descent& one : descents) out.push_back((one.*side).text);
  return out;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("lineage: a text that is parted between any two paragraphs is a split, and a merge on the way back") {
  const std::vector<std::string> text = paragraphs(6);
  for (std::size_t cut = 1; cut < text.size(); ++cut) {
    for (const bool stays : {false, true}) {
      Versions versions;
      versions.add(versions.before, "alt", joined(text, 0, text.size()));
      versions.add(versions.after, stays ? "alt" : "eins", joined(text, 0, cut));
      versions.add(versions.after, "zwei", joined(text, cut, text.size()));
      const diff::Lineage there = versions.there();
      CHECK(there.merges.empty());
      REQUIRE(there.splits.size() == 1);
      CHECK(there.splits[0].node.text == "alt");
      CHECK(there.splits[0].remains == stays);
      CHECK(ids(there.splits[0].into, &diff::Descent::to) == (stays ? Ids{"zwei"} : Ids{"eins", "zwei"}));
      double shares = 0;
      for (const diff::Descent& one : there.splits[0].into) {
        CHECK(one.share_after == 1);
        CHECK_FALSE(one.linked);
        shares += one.share_before;
      }
      if (!stays) CHECK(std::abs(shares - 1) < 1e-9);

      const diff::Lineage back = versions.back();
      CHECK(back.splits.empty());
      REQUIRE(back.merges.size() == 1);
      CHECK(back.merges[0].node.text == "alt");
      CHECK(back.merges[0].existed == stays);
      REQUIRE(back.merges[0].from.size() == there.splits[0].into.size());
      for (std::size_t i = 0; i < back.merges[0].from.size(); ++i) {
        const diff::Descent& one = back.merges[0].from[i];
        const diff::Descent& other = there.splits[0].into[i];
        CHECK(one.from == other.to);
        CHECK(one.to == other.from);
        CHECK(one.words_before == other.words_after);
        CHECK(one.share_before == other.share_after);
        CHECK(one.share_after == other.share_before);
      }
    }
  }
}

TEST_CASE("lineage: words changed on the way lower the share and not the finding") {
  Versions versions;
  versions.add(versions.before, "alt",
               "Die Kiezbox misst an zwölf Orten den Lärm und zeigt alle Werte auf einer Karte bis Ende 2025.\n\n"
               "Jede Bibliothek öffnet eine Werkstatt, in der alle Geräte ohne Anmeldung benutzt werden können.\n");
  versions.add(versions.after, "messen",
               "Die Kiezbox misst an zwanzig Orten den Lärm und zeigt alle Werte auf einer Karte bis Ende 2027.\n");
  versions.add(versions.after, "werken",
               "Jede große Bibliothek öffnet eine Werkstatt, in der alle Geräte ohne Anmeldung benutzt werden.\n");
  const diff::Lineage lineage = versions.there();
  REQUIRE(lineage.splits.size() == 1);
  REQUIRE(lineage.splits[0].into.size() == 2);
  for (const diff::Descent& one : lineage.splits[0].into) {
    CHECK(one.share_after > 0.6);
    CHECK(one.share_after < 1);
  }
}

TEST_CASE("lineage: a node that takes in another one has merged with it") {
  const std::vector<std::string> text = paragraphs(4);
  Versions versions;
  versions.add(versions.before, "bleibt", joined(text, 0, 2));
  versions.add(versions.before, "geht", joined(text, 2, 4));
  versions.add(versions.after, "bleibt", joined(text, 0, 4));
  const diff::Lineage lineage = versions.there();
  CHECK(lineage.splits.empty());
  REQUIRE(lineage.merges.size() == 1);
  CHECK(lineage.merges[0].existed);
  CHECK(ids(lineage.merges[0].from, &diff::Descent::from) == Ids{"geht"});
  CHECK(versions.back().splits.size() == 1);
}

TEST_CASE("lineage: a link to the predecessor is evidence without a common word") {
  const auto links_to = [](const std::string& node) {
    return model::Link{std::string(model::kPredecessor), {DocumentId{"plan"}, NodeId{node}, EditionId{"2022"}}};
  };
  Versions versions;
  versions.add(versions.before, "alt", "Vieles soll besser werden.\n");
  versions.add(versions.before, "auch-alt", "");
  versions.add(versions.after, "eins", "Ganz andere Worte.\n").links = {links_to("alt")};
  versions.add(versions.after, "zwei", "").links = {links_to("alt"), links_to("auch-alt")};
  const diff::Lineage lineage = versions.there();
  REQUIRE(lineage.splits.size() == 1);
  CHECK(ids(lineage.splits[0].into, &diff::Descent::to) == Ids{"eins", "zwei"});
  CHECK(lineage.splits[0].into[0].linked);
  CHECK(lineage.splits[0].into[0].share_before == 0);
  REQUIRE(lineage.merges.size() == 1);
  CHECK(lineage.merges[0].node.text == "zwei");
  CHECK(ids(lineage.merges[0].from, &diff::Descent::from) == Ids{"alt", "auch-alt"});
}

TEST_CASE("lineage: a node that others follow without words of its own going is still whole") {
  Versions versions;
  versions.add(versions.before, "alt", joined(paragraphs(2), 0, 2));
  versions.add(versions.after, "alt", joined(paragraphs(2), 0, 2) + "Und mehr.\n");
  for (const char* id : {"eins", "zwei"}) {
    versions.add(versions.after, id, "").links = {
        {std::string(model::kPredecessor), {DocumentId{"plan"}, NodeId{"alt"}, EditionId{"2022"}}}};
  }
  CHECK(versions.there().empty());
}

TEST_CASE("lineage: what several have proves nothing, nor does another id for the same text") {
  const std::vector<std::string> text = paragraphs(4);
  Versions phrases;
  for (const char* id : {"a", "b"}) phrases.add(phrases.before, id, text[0]);
  for (const char* id : {"c", "d"}) phrases.add(phrases.after, id, text[0]);
  CHECK(phrases.there().empty());
  Versions renamed;
  renamed.add(renamed.before, "a", joined(text, 0, 4));
  renamed.add(renamed.after, "b", joined(text, 0, 4));
  CHECK(renamed.there().empty());
}

TEST_CASE("lineage: nothing is told of the labelled edits, though of some the node is gone or new") {
  const std::vector<LabelledEdit> edits = labelled_edits();
  for (std::size_t turn = 0; turn < 3; ++turn) {
    Versions versions;
    for (std::size_t i = 0; i < edits.size(); ++i) {
      const std::string id = "n" + std::to_string(i);
      if ((i + turn) % 3 != 1) versions.add(versions.before, id, edits[i].before);
      if ((i + turn) % 3 != 2) versions.add(versions.after, id, edits[i].after);
    }
    CHECK(versions.there().empty());
    CHECK(versions.back().empty());
  }
}

TEST_CASE("lineage: nothing is told of random texts that are reworded, dropped and new") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    Random random(seed);
    Versions versions;
    for (std::size_t i = 0; i < 30; ++i) {
      const std::string id = "n" + std::to_string(i);
      std::string text = prose_text(random, 20 + pick(random, 80));
      if (!chance(random, 30)) versions.add(versions.before, id, text);
      for (std::size_t edit = pick(random, 12); edit > 0; --edit) {
        const std::size_t space = text.find(' ', pick(random, text.size()));
        if (space != std::string::npos) text.insert(space, " " + prose_word(random));
      }
      if (!chance(random, 30)) versions.add(versions.after, id, text);
    }
    CHECK(versions.there().empty());
    CHECK(versions.back().empty());
  }
}

TEST_CASE("lineage: many nodes that came and went are a matter of their words, not of their pairs") {
  Versions versions;
  Random random(1);
  constexpr std::size_t kNodes = 1500;
  for (std::size_t i = 0; i < kNodes; ++i) {
    const std::string name = std::to_string(i);
    std::string first = "Anfang", second = "Ende";
    for (std::size_t word = 0; word < 14; ++word) {
      first += " " + prose_word(random) + name;
      second += " " + prose_word(random) + name;
    }
    versions.add(versions.before, "alt" + name, first + "\n\n" + second + "\n");
    versions.add(versions.after, "eins" + name, first + "\n");
    versions.add(versions.after, "zwei" + name, second + "\n");
  }
  CHECK(versions.there().splits.size() == kNodes);
}
