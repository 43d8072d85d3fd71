// The laws of the index of versions.
#include <algorithm>

#include "random_history.h"
#include "support/rounds.h"

using namespace zielbaum;
using namespace zielbaum::test;
using history::Index;

namespace {

std::unique_ptr<store::Store> open_at(const std::filesystem::path& folder) {
  Result<std::unique_ptr<store::Store>> opened = store::open_git(folder);
  REQUIRE(opened.has_value());
  return std::move(*opened);
}

struct Made {
  TempFolder folder;
  std::unique_ptr<store::Store> store;
  MadeHistory versions;
  std::vector<Touches> touches;  ///< by version, found by brute force
  std::set<std::pair<DocumentId, NodeId>> nodes;

  Made(Random& random, std::size_t count) {
    REQUIRE(store::create_git(folder.path()).has_value());
    versions = make_history(folder.path(), random, count);
    store = open_at(folder.path());
    for (std::size_t i = 0; i < versions.size(); ++i) {
      touches.push_back(touches_of(versions, i));
      for (const auto& [node, words] : touches.back()) nodes.insert(node);
    }
  }
  [[nodiscard]] const VersionId& id(std::size_t version) const { return versions[version].id; }
  [[nodiscard]] std::filesystem::path cache() const { return folder.path() / ".git/zielbaum/history.cache"; }
};

/// That the index says of every node, seen from `tip`, exactly what brute force found.
void check_answers(const Made& made, const Index& index, std::size_t tip) {
  const std::set<std::size_t> reached = reachable_from(made.versions, tip);
  for (const auto& node : made.nodes) {
    std::map<VersionId, std::set<std::string>> expected;
    for (const std::size_t version : reached) {
      const auto touch = made.touches[version].find(node);
      if (touch != made.touches[version].end()) expected[made.id(version)] = touch->second;
    }
    std::map<VersionId, std::set<std::string>> given;
    std::vector<VersionId> order;
    for (const history::Touch& touch : index.touches(made.id(tip), node.first, node.second)) {
      const std::vector<std::string> words = touch.what.words();
      given[touch.version] = {words.begin(), words.end()};
      order.push_back(touch.version);
    }
    CAPTURE(node.first.text, node.second.text, tip);
    CHECK(given == expected);
    CHECK(order.size() == given.size());
  }
}

/// Every version stands before those that are behind it.
void check_order(const Made& made, const Index& index, std::size_t tip) {
  std::map<VersionId, std::size_t> numbers;
  for (std::size_t i = 0; i < made.versions.size(); ++i) numbers[made.id(i)] = i;
  for (const auto& node : made.nodes) {
    const std::vector<history::Touch> touches = index.touches(made.id(tip), node.first, node.second);
    for (std::size_t i = 0; i < touches.size(); ++i) {
      const std::set<std::size_t> behind = reachable_from(made.versions, numbers[touches[i].version]);
      for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(behind.contains(numbers[touches[j].version]));
    }
  }
}

}  // namespace

TEST_CASE("history: the index gives exactly the versions that differ from all of their parents") {
  Random random(1);
  std::set<std::string> seen;
  for (int round = 0; round < 6; ++round) {
    const Made made(random, 60);
    for (const Touches& touches : made.touches) {
      for (const auto& [node, words] : touches) seen.insert(words.begin(), words.end());
    }
    Index index;
    for (const std::size_t tip : {std::size_t{59}, std::size_t{30}, std::size_t{58}, std::size_t{0}}) {
      REQUIRE(index.extend(*made.store, made.id(tip)).has_value());
      check_answers(made, index, tip);
    }
    check_order(made, index, 59);
  }
  // Else the law would say less than it seems to.
  for (const std::string_view word : history::Happened::kWords) {
    CAPTURE(word);
    if (word != "kind") CHECK(seen.contains(std::string(word)));
  }
}

TEST_CASE("history: an index extended step by step is one built at once, and reads nothing twice") {
  Random random(2);
  for (int round = 0; round < 4; ++round) {
    const Made made(random, 40);
    Index steps;
    std::size_t taken_in = 0;
    for (std::size_t tip = pick(random, 5); tip < made.versions.size(); tip += 1 + pick(random, 5)) {
      std::size_t told = 0;
      const Result<std::size_t> added = steps.extend(*made.store, made.id(tip), [&](std::size_t done, std::size_t all) {
        CHECK(done == told++);
        CHECK(done < all);
      });
      REQUIRE(added.has_value());
      taken_in += *added;
      CHECK(told == *added);
      CHECK(*steps.extend(*made.store, made.id(tip)) == 0);
      // What is kept between two steps is the same index.
      const std::optional<Index> kept = Index::from(steps.bytes());
      REQUIRE(kept.has_value());
      CHECK(kept->bytes() == steps.bytes());
      steps = *kept;
    }
    CHECK(taken_in == steps.size());
    for (std::size_t tip = 0; tip < made.versions.size(); tip += 7) {
      REQUIRE(steps.extend(*made.store, made.id(tip)).has_value());
      check_answers(made, steps, tip);
    }
  }
}

TEST_CASE("history: one more version is all that is read for one more version") {
  Random random(3);
  const Made made(random, 30);
  const std::size_t last = made.versions.size() - 1;
  const std::set<std::size_t> before = [&] {
    std::set<std::size_t> all;
    for (const std::size_t parent : made.versions[last].parents) all.merge(reachable_from(made.versions, parent));
    return all;
  }();
  for (const std::size_t parent : made.versions[last].parents)
    REQUIRE(history::up_to_date(*made.store, made.id(parent)).has_value());
  const Result<history::UpToDate> after = history::up_to_date(*made.store, made.id(last));
  REQUIRE(after.has_value());
  CHECK(after->taken_in == 1);
  CHECK(after->index.size() == before.size() + 1);
}

TEST_CASE("history: a damaged, cut or foreign index is made anew and says the same") {
  Random random(4);
  const Made made(random, 25);
  const VersionId& tip = made.id(24);
  const std::size_t all = reachable_from(made.versions, 24).size();
  REQUIRE(history::up_to_date(*made.store, tip)->taken_in == all);
  const std::string whole = *read_file(made.cache());
  for (int round = 0; round < 40; ++round) {
    std::string bytes = whole;
    if (round == 0) {
      bytes.clear();
    } else if (round % 2 == 0) {
      bytes.resize(pick(random, bytes.size()));
    } else {
      bytes[pick(random, bytes.size())] ^= static_cast<char>(1 << pick(random, 8));
    }
    REQUIRE(write_file(made.cache(), bytes).has_value());
    const Result<history::UpToDate> healed = history::up_to_date(*made.store, tip);
    REQUIRE(healed.has_value());
    CHECK(healed->taken_in == all);
    if (round < 4) check_answers(made, healed->index, 24);
    CHECK(history::up_to_date(*made.store, tip)->taken_in == 0);
    CHECK(*read_file(made.cache()) == whole);
  }
  made.store->keep("history", "zielbaum history 0\nof another program");
  CHECK(history::up_to_date(*made.store, tip)->taken_in == all);
}

TEST_CASE("history: bytes that no index is read from do no harm") {
  Random random(5);
  const Made made(random, 20);
  Index index;
  REQUIRE(index.extend(*made.store, made.id(19)).has_value());
  const std::string whole = index.bytes();
  for (int round = 0; round < rounds(3000); ++round) {
    std::string bytes = whole;
    for (std::size_t edits = 1 + pick(random, 3); edits > 0; --edits) {
      const std::size_t at = 19 + pick(random, bytes.size() - 19);
      if (chance(random, 30))
        bytes.resize(at);
      else
        bytes[at] = static_cast<char>(pick(random, 256));
      if (bytes.size() < 20) break;
    }
    const std::optional<Index> read = Index::from(bytes);
    if (read) CHECK(read->bytes().size() > 0);
  }
}

TEST_CASE("history: versions that a rewritten history has left behind are not given") {
  Random random(6);
  const Made made(random, 30);
  REQUIRE(history::up_to_date(*made.store, made.id(29)).has_value());
  // A repository whose line was set back: the kept index knows more than can be reached.
  const Result<history::UpToDate> back = history::up_to_date(*made.store, made.id(12));
  REQUIRE(back.has_value());
  check_answers(made, back->index, 12);
}

TEST_CASE("history: a clone that begins later says so, and its index is made anew when the rest comes") {
  const TempFolder folder;
  const TempFolder other;
  REQUIRE(store::create_git(folder.path()).has_value());
  // One line without merges.
  std::unique_ptr<store::Store> store = open_at(folder.path());
  VersionId tip;
  for (int i = 0; i < 6; ++i) {
    Files files;
    files[kTypePath] = kCityTypeXml;
    const model::DocumentType type = *xml::read_type(kCityTypeXml, kTypePath);
    model::Document document = random_document(type, 5, 3);
    document.nodes.front().id = NodeId{"rahmen"};
    document.nodes.front().title = "Rahmen " + std::to_string(i);
    files[model::document_path(kDocuments[1])] = xml::write_document(document, type);
    for (const auto& [path, bytes] : files) {
      REQUIRE(store->write_working({{path, bytes}}, kAct, "edit", {"x"}).has_value());
    }
    tip = *store->save(*store->head(), "x", act_at(kAct.unix_time + i));
  }
  git(other.path(), {"clone", "-q", "--depth", "2", "file://" + folder.path().string(), "clone"});
  const std::filesystem::path clone = other.path() / "clone";
  store = open_at(clone);
  Result<history::UpToDate> made = history::up_to_date(*store, tip);
  REQUIRE(made.has_value());
  CHECK(made->taken_in == 2);
  CHECK(store->describe(made->index.roots().front())->cut_off);
  const std::size_t in_clone = made->index.touches(tip, kDocuments[1], NodeId{"rahmen"}).size();
  git(clone, {"fetch", "-q", "--unshallow"});
  store = open_at(clone);
  made = history::up_to_date(*store, tip);
  REQUIRE(made.has_value());
  CHECK(made->taken_in == 6);
  CHECK_FALSE(store->describe(made->index.roots().front())->cut_off);
  const std::size_t in_whole = made->index.touches(tip, kDocuments[1], NodeId{"rahmen"}).size();
  CHECK(std::make_pair(in_clone, in_whole) == std::make_pair(std::size_t{1}, std::size_t{6}));
}
