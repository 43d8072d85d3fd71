// Two stores read as one say what a store says that has all that both have.
#include "git_program.h"

namespace zielbaum {
namespace {

using namespace store;
using namespace test;

const DocumentId kDocument{"strategie"};

std::unique_ptr<Store> opened(const std::filesystem::path& root) {
  Result<std::unique_ptr<Store>> store = open_git(root);
  REQUIRE(store.has_value());
  return std::move(*store);
}

/// A repository and a clone of it that has gone on: another version, and a working copy that is not saved.
struct TwoWorkspaces {
  TempFolder ours;
  TempFolder parent_of_theirs;
  std::filesystem::path theirs = parent_of_theirs.path() / "klon";
  VersionId first, second;

  TwoWorkspaces() {
    Result<std::unique_ptr<Store>> made = create_git(ours.path());
    REQUIRE(made.has_value());
    const std::unique_ptr<Store> own = std::move(*made);
    write(*own, kTree, "<strategie/>");
    write(*own, kProse, "Lernorte.\n");
    first = save(*own, "Anfang");
    git(ours.path(), {"clone", "-q", ours.path().string(), theirs.string()});
    const std::unique_ptr<Store> other = opened(theirs);
    write(*other, kProse, "Lernorte für alle.\n");
    write(*other, "documents/strategie/text/neu.md", "Neu.\n");
    second = save(*other, "Weiter");
    REQUIRE(other->tag_edition(kDocument, EditionId{"entwurf"}, second, "Entwurf", kAct).has_value());
    REQUIRE(other->add_record("strategie/grund.xml", "<reason/>", "Grund", kAct).has_value());
    write(*other, kTree, std::nullopt);
    write(*other, kProse, "Lernorte, ungesichert.\n");
  }
  Both both() const {
    Result<Both> both = side_by_side(opened(ours.path()), opened(theirs), 1'700'000'000);
    REQUIRE(both.has_value());
    return std::move(*both);
  }
};

/// Path and content on both sides of each.
std::vector<std::string> told(const Result<std::vector<ChangedFile>>& changed) {
  REQUIRE(changed.has_value());
  const auto side = [](const std::optional<File>& file) { return file ? file->content.text : "-"; };
  std::vector<std::string> out;
  for (const ChangedFile& file : *changed)
    out.push_back(file.path() + " " + side(file.before) + " " + side(file.after));
  return out;
}

TEST_CASE("side by side: changes between versions, whichever store has them, are those that a store with both tells") {
  const TwoWorkspaces two;
  const Both both = two.both();
  const std::unique_ptr<Store> theirs = opened(two.theirs);  // a clone: it has all versions
  const VersionId& working = both.others_working.value();
  CHECK_FALSE(told(theirs->changed(two.first, two.second)).empty());
  CHECK(told(both.store->changed(two.first, two.second)) == told(theirs->changed(two.first, two.second)));
  CHECK(told(both.store->changed(two.second, two.first)) == told(theirs->changed(two.second, two.first)));
  CHECK(told(both.store->changed(std::nullopt, two.second)) == told(theirs->changed(std::nullopt, two.second)));
  CHECK(told(both.store->changed_anywhere(two.first, two.second)) ==
        told(theirs->changed_anywhere(two.first, two.second)));
  for (const VersionId& version : {two.first, two.second})
    CHECK(told(both.store->changed(version, working)) == told(theirs->changed_working(version)));
  // Our working copy is as we saved it.
  CHECK(told(both.store->changed_working(two.second)) == told(theirs->changed(two.second, two.first)));
  CHECK(told(both.store->changed_working(two.first)).empty());
  CHECK(told(both.store->changed(working, working)).empty());
}

TEST_CASE("side by side: files, bytes, versions, editions and records are there of both") {
  const TwoWorkspaces two;
  const Both both = two.both();
  const Store& store = *both.store;
  const VersionId& working = both.others_working.value();
  for (const VersionId& version : {two.first, two.second, working}) {
    for (const File& file : store.list(version, "documents").value()) {
      CHECK(store.read(file.content).has_value());
      CHECK(store.find(version, file.path)->content == file.content);
    }
    CHECK(store.describe(version)->id == version);
  }
  CHECK(store.read(store.find(working, kProse)->content).value() == "Lernorte, ungesichert.\n");
  CHECK(store.read_working(kProse).value() == "Lernorte.\n");
  CHECK(error_of(store.find(working, kTree)).kind == ErrorKind::NotFound);

  const Version laid = store.describe(working).value();
  CHECK(laid.unix_time == 1'700'000'000);
  CHECK(laid.parents == std::vector<VersionId>{two.second});
  std::vector<VersionId> behind;
  for (const Version& version : store.log(working, {}, 9).value()) behind.push_back(version.id);
  CHECK(behind == std::vector<VersionId>{working, two.second, two.first});
  CHECK(store.log(working, {kTree}, 9)->size() == 1);
  CHECK(common_ancestors(store, working, two.first).value() == std::vector<VersionId>{two.first});

  CHECK(store.editions()->size() == 1);
  CHECK(store.records("")->size() == 1);
  CHECK(store.read(store.records("")->front().content).value() == "<reason/>");
}

TEST_CASE("side by side: names are ours, of the other's versions only whole ids are known") {
  const TwoWorkspaces two;
  const Both both = two.both();
  const Store& store = *both.store;
  CHECK(store.resolve("saved", {}).value() == two.first);
  CHECK(store.resolve("commit:" + two.second.text, {}).value() == two.second);
  CHECK(store.resolve("commit:" + both.others_working->text, {}).value() == *both.others_working);
  for (const std::string& name :
       {std::string("entwurf"), "commit:" + two.second.text.substr(0, 12), two.second.text, std::string("commit:x")})
    CHECK(error_of(store.resolve(name, {})).code == "unknown-version");
}

TEST_CASE("side by side: nothing can be written, here or there") {
  const TwoWorkspaces two;
  const Both both = two.both();
  Store& store = *both.store;
  CHECK(error_of(store.write_working({{kProse, "x"}}, kAct, "edit", {"x"})).code == "read-only");
  CHECK(error_of(store.save(two.first, "x", kAct)).code == "read-only");
  CHECK(error_of(store.make_version(two.first, {}, {two.first}, "x", kAct)).code == "read-only");
  CHECK(error_of(store.go({}, kAct)).code == "read-only");
  CHECK(error_of(store.undo(Direction::Undo, kAct)).code == "read-only");
  CHECK(error_of(store.tag_edition(kDocument, EditionId{"x"}, two.first, "x", kAct)).code == "read-only");
  CHECK(error_of(store.add_record("strategie/x.xml", "x", "x", kAct)).code == "read-only");
  CHECK(error_of(store.examine(true, 0)).code == "read-only");
  store.keep("etwas", "x");
  CHECK_FALSE(opened(two.ours.path())->kept("etwas").has_value());
  CHECK_FALSE(opened(two.theirs)->kept("etwas").has_value());
}

TEST_CASE("side by side: without a date the other's working copy is not looked at, its versions are there") {
  const TwoWorkspaces two;
  const Both both = side_by_side(opened(two.ours.path()), opened(two.theirs), std::nullopt).value();
  CHECK_FALSE(both.others_working.has_value());
  CHECK(both.store->describe(two.second)->id == two.second);
}

TEST_CASE("side by side: of two stores in memory, too") {
  const auto with = [](const std::string& prose) {
    std::unique_ptr<Store> store = create_memory();
    write(*store, kTree, "<strategie/>");
    write(*store, kProse, prose);
    save(*store, prose);
    return store;
  };
  const Result<Both> both = side_by_side(with("Alt.\n"), with("Neu.\n"), 0);
  REQUIRE(both.has_value());
  const std::vector<ChangedFile> changed = both->store->changed(**both->store->head(), *both->others_working).value();
  REQUIRE(changed.size() == 1);
  CHECK(both->store->read(changed.front().before->content).value() == "Alt.\n");
  CHECK(both->store->read(changed.front().after->content).value() == "Neu.\n");
}

}  // namespace
}  // namespace zielbaum
