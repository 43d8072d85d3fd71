// Where sentences come from.
#include <algorithm>

#include "random_history.h"

using namespace zielbaum;
using namespace zielbaum::test;
using history::Sentence;

namespace {

/// How often each sentence stands in a node's text in a version.
std::map<std::string, std::size_t> sentence_counts(const MadeHistory& made, std::size_t version,
                                                   const DocumentId& document, const NodeId& node) {
  std::map<std::string, std::size_t> counts;
  const std::optional<model::Document> tree = document_in(made, version, document);
  if (!tree) return counts;
  const model::NodeIndex index = model::find_node(*tree, node);
  if (index == model::kNoNode || !tree->nodes[index].prose) return counts;
  for (const auto& [path, bytes] : made[version].files) {
    if (store::content_id(bytes) != *tree->nodes[index].prose) continue;
    for (const Sentence& sentence : history::carried_on({}, bytes)) ++counts[sentence.text];
    break;
  }
  return counts;
}

std::vector<Sentence> after_edit(const std::string& before, const std::string& after) {
  std::vector<Sentence> sentences = history::carried_on({}, before);
  for (Sentence& sentence : sentences) sentence.version = VersionId{"alt"};
  return history::carried_on(sentences, after);
}

std::vector<std::string> new_sentences(const std::string& before, const std::string& after) {
  std::vector<std::string> found;
  for (const Sentence& sentence : after_edit(before, after)) {
    if (!sentence.version) found.push_back(sentence.text);
  }
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("origin: each sentence comes from a version that has it more often than all of its parents") {
  Random random(21);
  std::size_t seen = 0;
  std::set<VersionId> origins;
  for (int round = 0; round < 8; ++round) {
    const TempFolder folder;
    REQUIRE(store::create_git(folder.path()).has_value());
    const MadeHistory made = make_history(folder.path(), random, 70);
    const std::unique_ptr<store::Store> store = store::open_git(folder.path()).value();
    std::map<VersionId, std::size_t> numbers;
    for (std::size_t i = 0; i < made.size(); ++i) numbers[made[i].id] = i;
    for (const std::size_t tip : {std::size_t{69}, std::size_t{40}}) {
      const Result<history::UpToDate> past = history::up_to_date(*store, made[tip].id);
      REQUIRE(past.has_value());
      const std::set<std::size_t> reached = reachable_from(made, tip);
      for (const DocumentId& document : kDocuments) {
        const std::optional<model::Document> tree = document_in(made, tip, document);
        if (!tree) continue;
        for (const model::Node& node : tree->nodes) {
          const Result<std::vector<Sentence>> told =
              history::origin(*store, past->index, made[tip].id, document, node.id);
          REQUIRE(told.has_value());
          std::map<std::string, std::size_t> counts;
          for (const Sentence& sentence : *told) {
            ++counts[sentence.text];
            REQUIRE(sentence.version.has_value());
            const std::size_t from = numbers.at(*sentence.version);
            CHECK(reached.contains(from));
            const std::size_t there = sentence_counts(made, from, document, node.id)[sentence.text];
            CHECK(there > 0);
            for (const std::size_t parent : made[from].parents)
              CHECK(sentence_counts(made, parent, document, node.id)[sentence.text] < there);
            origins.insert(*sentence.version);
            ++seen;
          }
          CHECK(counts == sentence_counts(made, tip, document, node.id));
        }
      }
    }
  }
  CHECK(seen > 50);
  CHECK(origins.size() > 20);
}

TEST_CASE("origin: formatting, spaces and another place make no other sentence") {
  const std::string text = "Die Kiezbox bringt Netz. Sie steht z. B. am Platz.\n\nAuch im Winter.\n";
  CHECK(new_sentences(text, text).empty());
  CHECK(new_sentences(text, "Die **Kiezbox** bringt\nNetz.   Sie steht z. B. am *Platz*.\n\n- Auch im Winter.\n")
            .empty());
  CHECK(new_sentences(text, "Auch im Winter.\n\nSie steht z. B. am Platz. Die Kiezbox bringt Netz.\n").empty());
}

TEST_CASE("origin: a changed word makes a new sentence, and only that one") {
  const std::string text = "Die Kiezbox bringt Netz. Sie steht am Platz.\n\nAuch im Winter.\n";
  CHECK(new_sentences(text, "Die Kiezbox bringt Strom. Sie steht am Platz.\n\nAuch im Winter.\n") ==
        Texts{"Die Kiezbox bringt Strom."});
  CHECK(new_sentences(text, text + "\nAuch im Winter.\n") == Texts{"Auch im Winter."});
  CHECK(new_sentences("", text).size() == 3);
  CHECK(new_sentences(text, "").empty());
}

TEST_CASE("origin: of equal sentences those keep their version that kept their place") {
  std::vector<Sentence> before = history::carried_on({}, "Erstens.\n\nJa.\n\nZweitens.\n\nJa.\n");
  for (std::size_t i = 0; i < before.size(); ++i) before[i].version = VersionId{std::to_string(i)};
  const std::vector<Sentence> after = history::carried_on(before, "Ja.\n\nErstens.\n\nJa.\n\nZweitens.\n\nJa.\n");
  REQUIRE(after.size() == 5);
  CHECK_FALSE(after[0].version.has_value());
  CHECK(after[2].version == VersionId{"1"});
  CHECK(after[4].version == VersionId{"3"});
}
