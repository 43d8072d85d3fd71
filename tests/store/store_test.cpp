// What every store does, however it keeps its bytes: one suite, run for git and for memory.
#include <algorithm>
#include <functional>
#include <map>
#include <random>

#include "git_program.h"

namespace zielbaum {
namespace {

using namespace store;
using namespace test;

const std::string kType = "schemas/types/strategie.xml";

/// Runs `law` on an empty store of each sort.
void for_each_store(const std::function<void(Store&)>& law) {
  {
    INFO("in memory");
    const std::unique_ptr<Store> memory = create_memory();
    law(*memory);
  }
  INFO("in git");
  const TempFolder folder;
  Result<std::unique_ptr<Store>> git_store = create_git(folder.path());
  REQUIRE(git_store.has_value());
  law(**git_store);
}

std::vector<std::string> paths_of(const Result<std::vector<File>>& files) {
  REQUIRE(files.has_value());
  std::vector<std::string> paths;
  for (const File& file : *files) paths.push_back(file.path);
  return paths;
}

std::vector<std::string> subjects(const Result<std::vector<Version>>& versions) {
  REQUIRE(versions.has_value());
  std::vector<std::string> out;
  for (const Version& version : *versions) out.push_back(version.message);
  return out;
}

const DocumentId kAny;

}  // namespace

TEST_CASE("store: an empty store has no version and says so") {
  for_each_store([](Store& store) {
    CHECK_FALSE(store.head().value().has_value());
    CHECK(store.line().value() == "main");
    CHECK(error_of(store.resolve("saved", kAny)).code == "no-version");
    CHECK(store.operations(10).value().empty());
    CHECK(store.list_working("").value().empty());
    CHECK(error_of(store.save(std::nullopt, "Nichts", kAct)).code == "nothing-to-save");
  });
}

TEST_CASE("store: what is saved can be read again, byte for byte") {
  for_each_store([](Store& store) {
    const std::string prose = "Die Maßnahme \"Kiezbox\" läuft.\n\nEnde\n";
    write(store, kProse, prose);
    write(store, kTree, "<document />\n");
    const VersionId version = save(store, "Erste Fassung\n\nMit Begründung.\n\n");
    CHECK(paths_of(store.list(version, "")) == std::vector<std::string>{kTree, kProse});
    CHECK(paths_of(store.list(version, "documents/strategie/text")) == std::vector<std::string>{kProse});
    CHECK(paths_of(store.list(version, "documents/strat")).empty());
    const Result<File> file = store.find(version, kProse);
    REQUIRE(file.has_value());
    CHECK(file->content == content_id(prose));
    CHECK(file->regular);
    CHECK(store.read(file->content).value() == prose);
    CHECK(store.read_working(kProse).value() == prose);
    const Version described = store.describe(version).value();
    CHECK(described.message == "Erste Fassung\n\nMit Begründung.");
    CHECK(described.author.name == "Änne Beispiel");
    CHECK(described.author.email == "aenne@example.org");
    CHECK(described.unix_time == kAct.unix_time);
    CHECK(described.parents.empty());
    CHECK(store.head().value() == version);
    CHECK(error_of(store.find(version, "documents/strategie/text")).kind == ErrorKind::NotFound);
    CHECK(error_of(store.find(version, "documents/nichts.xml")).kind == ErrorKind::NotFound);
  });
}

TEST_CASE("store: the working copy is listed with the content ids that git gives") {
  for_each_store([](Store& store) {
    write(store, kTree, "<document />\n");
    const std::vector<File> files = store.list_working("").value();
    REQUIRE(files.size() == 1);
    CHECK(files[0].content == content_id("<document />\n"));
    CHECK(files[0].size == 13);
    CHECK(store.read(files[0].content).value() == "<document />\n");
    write(store, kTree, "<document ID='1'>");
    CHECK(store.list_working("documents").value()[0].content == content_id("<document ID='1'>"));
    write(store, kTree, std::nullopt);
    CHECK(store.list_working("").value().empty());
  });
  CHECK(content_id("").text == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
}

TEST_CASE("store: saving twice without a change is refused, and a stale base is a conflict") {
  for_each_store([](Store& store) {
    write(store, kTree, "a");
    const VersionId first = save(store, "eins");
    CHECK(error_of(store.save(first, "noch einmal", kAct)).code == "nothing-to-save");
    write(store, kTree, "b");
    const VersionId second = save(store, "zwei");
    CHECK(store.describe(second).value().parents == std::vector<VersionId>{first});
    write(store, kTree, "c");
    CHECK(error_of(store.save(first, "veraltet", kAct)).kind == ErrorKind::Conflict);
    CHECK(error_of(store.save(std::nullopt, "veraltet", kAct)).kind == ErrorKind::Conflict);
    CHECK(store.head().value() == second);
    CHECK(store.read_working(kTree).value() == "c");
  });
}

TEST_CASE("store: what has changed is what the two full lists differ in") {
  for_each_store([](Store& store) {
    std::mt19937 random(7);
    const std::vector<std::string> paths = {kTree,
                                            kProse,
                                            kType,
                                            "documents/strategie/text/ab.md",
                                            "documents/strategie/text/ab/c.md",
                                            "documents/zweite/document.xml",
                                            "schemas/themes/standard.xml"};
    std::vector<std::optional<VersionId>> versions = {std::nullopt};
    for (int step = 0; step < 60; ++step) {
      INFO("step " << step);
      const std::string& path = paths[random() % paths.size()];
      const bool there = store.read_working(path).has_value();
      const bool remove = there && random() % 3 == 0;
      if (remove) {
        write(store, path, std::nullopt);
      } else {
        write(store, path, std::to_string(random() % 3));
      }
      if (random() % 4 == 0) {
        if (const Result<VersionId> saved = store.save(store.head().value(), "x", act_at(step + 1))) {
          versions.push_back(*saved);
        }
      }
      const std::optional<VersionId>& base = versions[random() % versions.size()];
      std::map<std::string, std::pair<std::string, std::string>> expected;
      if (base) {
        const std::vector<File> before = store.list(*base, "").value();
        for (const File& file : before) expected[file.path].first = file.content.text;
      }
      const std::vector<File> after = store.list_working("").value();
      for (const File& file : after) expected[file.path].second = file.content.text;
      std::erase_if(expected, [](const auto& entry) { return entry.second.first == entry.second.second; });
      std::map<std::string, std::pair<std::string, std::string>> found;
      const std::vector<ChangedFile> changed = store.changed_working(base).value();
      for (const ChangedFile& file : changed) {
        found[file.path()] = {file.before ? file.before->content.text : "", file.after ? file.after->content.text : ""};
      }
      REQUIRE(found == expected);
      REQUIRE(std::is_sorted(changed.begin(), changed.end(),
                             [](const ChangedFile& a, const ChangedFile& b) { return a.path() < b.path(); }));
    }
    CHECK(versions.size() > 5);

    using Listed = std::map<std::string, std::string>;
    const auto list = [&](const std::optional<VersionId>& version) {
      Listed files;
      if (!version) return files;
      for (const File& file : store.list(*version, "").value()) files[file.path] = file.content.text;
      return files;
    };
    for (const std::optional<VersionId>& before : versions) {
      for (const std::optional<VersionId>& after : versions) {
        if (!after) continue;
        Listed patched = list(before);
        for (const ChangedFile& file : store.changed(before, *after).value()) {
          CHECK((file.before ? file.before->content.text : "") == patched[file.path()]);
          patched.erase(file.path());
          if (file.after) patched[file.path()] = file.after->content.text;
        }
        CHECK(patched == list(after));
        CHECK(store.changed(after, *after).value().empty());
      }
    }
  });
}

TEST_CASE("store: what is kept is given back whole, the last of several") {
  for_each_store([](Store& store) {
    CHECK_FALSE(store.kept("history").has_value());
    const std::string bytes("eins\0zwei\n", 10);
    store.keep("history", "alt");
    store.keep("history", bytes);
    CHECK(store.kept("history") == bytes);
    CHECK_FALSE(store.kept("anderes").has_value());
    CHECK_FALSE(store.kept_parts("anderes")(0, 0).has_value());
    const ReadPart part = store.kept_parts("history");
    store.keep("history", "");
    CHECK(store.kept("history") == "");
    CHECK(part(3, 4) == bytes.substr(3, 4));  // of what was kept when the reading began
    CHECK(part(0, bytes.size()) == bytes);
    CHECK_FALSE(part(3, bytes.size() - 2).has_value());
  });
}

TEST_CASE("store: of a family those stay that were kept last") {
  for_each_store([](Store& store) {
    store.keep("alone", "allein");
    const auto name = [](std::size_t i) { return "family/" + std::to_string(i); };
    std::size_t there = 0;
    for (std::size_t i = 0; i < 3 * kMostOfFamily; ++i) {
      store.keep(name(i), name(i));
      CHECK(store.kept(name(i)) == name(i));
    }
    for (std::size_t i = 0; i < 3 * kMostOfFamily; ++i) there += store.kept(name(i)) ? 1 : 0;
    CHECK(there == kMostOfFamily);
    CHECK(store.kept("alone") == "allein");
  });
}

TEST_CASE("store: several files change together, and a forbidden path changes none") {
  for_each_store([](Store& store) {
    write(store, kTree, "alt");
    REQUIRE(store.write_working({{kTree, "neu"}, {kProse, "Text"}, {kType, "<type />"}}, kAct, "edit", {"Drei Dateien"})
                .has_value());
    CHECK(paths_of(store.list_working("")) == std::vector<std::string>{kTree, kProse, kType});
    for (const std::string bad :
         {"/etc/passwd", "documents/../x", "README.md", "documents", "documents/", "documents//x",
          "schemas/.git/config", "documents/.GIT/x", "documents/./x", "documentsx/y", ""}) {
      INFO(bad);
      const Result<void> refused = store.write_working({{kTree, "nie"}, {bad, "nie"}}, kAct, "edit", {"verboten"});
      CHECK(error_of(refused).kind == ErrorKind::Refused);
    }
    CHECK(store.read_working(kTree).value() == "neu");
  });
}

TEST_CASE("store: the log tells newest first and, for paths, only what touched them") {
  for_each_store([](Store& store) {
    write(store, kTree, "a");
    save(store, "Baum");
    write(store, kProse, "b");
    save(store, "Text");
    write(store, kTree, "c");
    save(store, "Baum geändert");
    write(store, kProse, std::nullopt);
    const VersionId last = save(store, "Text entfernt");
    using Subjects = std::vector<std::string>;
    CHECK(subjects(store.log(last, {}, 10)) == Subjects{"Text entfernt", "Baum geändert", "Text", "Baum"});
    CHECK(subjects(store.log(last, {}, 2)) == Subjects{"Text entfernt", "Baum geändert"});
    CHECK(subjects(store.log(last, {kProse}, 10)) == Subjects{"Text entfernt", "Text"});
    CHECK(subjects(store.log(last, {kTree}, 10)) == Subjects{"Baum geändert", "Baum"});
    CHECK(subjects(store.log(last, {"documents/strategie/text"}, 10)) == Subjects{"Text entfernt", "Text"});
    CHECK(subjects(store.log(last, {"documents/anderes"}, 10)).empty());
    CHECK(subjects(store.log(last, {}, 0)).empty());
  });
}

TEST_CASE("store: a version is found by every name it has") {
  for_each_store([](Store& store) {
    constexpr std::int64_t kDay = 86'400;
    constexpr std::int64_t kStart = 1'669'852'800;  // 2022-12-01T00:00:00Z
    write(store, kTree, "a");
    const VersionId first = save(store, "eins", kStart + kDay - 1);
    write(store, kTree, "b");
    const VersionId second = save(store, "zwei", kStart + kDay);
    const DocumentId strategy{"strategie"};
    const DocumentId frame{"rahmen"};
    REQUIRE(store.tag_edition(strategy, EditionId{"beschluss"}, first, "Beschluss", kAct).has_value());
    REQUIRE(store.tag_edition(frame, EditionId{"beschluss"}, second, "Beschluss", kAct).has_value());
    CHECK(store.resolve("saved", kAny).value() == second);
    CHECK(store.resolve("main", kAny).value() == second);
    CHECK(store.resolve("beschluss", strategy).value() == first);
    CHECK(store.resolve("beschluss", frame).value() == second);
    CHECK(store.resolve("rahmen/beschluss", strategy).value() == second);
    CHECK(store.resolve("edition:strategie/beschluss", kAny).value() == first);
    const Error ambiguous = error_of(store.resolve("beschluss", kAny));
    CHECK(ambiguous.kind == ErrorKind::Usage);
    CHECK(ambiguous.code == "ambiguous-version");
    CHECK(message_of(ambiguous).find("rahmen/beschluss, strategie/beschluss") != std::string::npos);
    CHECK(store.resolve(first.text, kAny).value() == first);
    CHECK(store.resolve(first.text.substr(0, 7), kAny).value() == first);
    CHECK(store.resolve("commit:" + first.text.substr(0, 12), kAny).value() == first);
    CHECK_FALSE(store.resolve(first.text.substr(0, 6), kAny).has_value());
    CHECK(store.resolve("2022-12-01", kAny).value() == first);
    CHECK(store.resolve("date:2022-12-02", kAny).value() == second);
    CHECK(error_of(store.resolve("2022-11-30", kAny)).kind == ErrorKind::NotFound);
    CHECK(error_of(store.resolve("draft:beschluss", strategy)).kind == ErrorKind::NotFound);
    const Error unknown = error_of(store.resolve("beschlus", strategy));
    CHECK(unknown.code == "unknown-version");
    REQUIRE(unknown.hint.has_value());
    CHECK(render(*unknown.hint, Language::German) == "Meinten Sie beschluss?");
  });
}

TEST_CASE("store: what git would take for an expression is only an unknown name") {
  for_each_store([](Store& store) {
    write(store, kTree, "a");
    save(store, "eins");
    for (const std::string name :
         {"HEAD^{/x", "HEAD~1", "main~1", "main^", "@", "@{1}", ":/eins", "refs/heads/main", "..", "main..main", "",
          "-x", "working", "2022-02-30", "date:2022", "0000000000000000"}) {
      INFO(name);
      CHECK(error_of(store.resolve(name, kAny)).code == "unknown-version");
    }
  });
}

TEST_CASE("store: an edition is named once and stays") {
  for_each_store([](Store& store) {
    write(store, kTree, "a");
    const VersionId first = save(store, "eins");
    const DocumentId strategy{"strategie"};
    REQUIRE(store.tag_edition(strategy, EditionId{"muster-2022"}, first, "Muster", kAct).has_value());
    CHECK(error_of(store.tag_edition(strategy, EditionId{"muster-2022"}, first, "x", kAct)).code == "edition-exists");
    CHECK(error_of(store.tag_edition(strategy, EditionId{"../x"}, first, "x", kAct)).kind == ErrorKind::Usage);
    const VersionId missing{std::string(40, 'a')};
    CHECK(error_of(store.tag_edition(strategy, EditionId{"neu"}, missing, "x", kAct)).code == "unknown-version");
    const std::vector<zielbaum::store::EditionTag> editions = store.editions().value();
    REQUIRE(editions.size() == 1);
    CHECK(editions[0].document == "strategie");
    CHECK(editions[0].edition.text == "muster-2022");
    CHECK(editions[0].version == first);
  });
}

TEST_CASE("store: a record is kept for good, and is no version of the text") {
  for_each_store([](Store& store) {
    CHECK(store.records("").value().empty());
    write(store, kTree, "<document />");
    const VersionId saved = save(store, "Anfang");
    const std::string path = "strategie/reviews/a.xml";
    REQUIRE(store.add_record(path, "<reason />", "Begründung", kAct).has_value());
    REQUIRE(store.add_record("strategie/reviews/b.xml", "<reason>2</reason>", "Begründung", kAct).has_value());
    REQUIRE(store.add_record("rahmen/reviews/a.xml", "<reason />", "Begründung", kAct).has_value());
    CHECK(paths_of(store.records("")) ==
          std::vector<std::string>{"rahmen/reviews/a.xml", path, "strategie/reviews/b.xml"});
    const std::vector<File> ours = store.records("strategie/reviews").value();
    REQUIRE(ours.size() == 2);
    CHECK(store.read(ours[1].content).value() == "<reason>2</reason>");
    CHECK(store.records("strat").value().empty());

    CHECK(error_of(store.add_record(path, "<other />", "Noch einmal", kAct)).code == "record-exists");
    CHECK(error_of(store.add_record(path + "/x.xml", "<other />", "Darunter", kAct)).code == "record-exists");
    CHECK(error_of(store.add_record("strategie/reviews", "<other />", "Darüber", kAct)).code == "record-exists");
    for (const char* bad : {"", "/a.xml", "a/../b.xml", "a/.git/b.xml", "a//b.xml"})
      CHECK(error_of(store.add_record(bad, "x", "Wohin?", kAct)).code == "bad-path");
    CHECK(store.read(store.records(path).value()[0].content).value() == "<reason />");

    CHECK(store.head().value() == saved);
    CHECK(store.line().value() == "main");
    CHECK(store.lines().value().size() == 1);
    CHECK(store.changed_working(saved).value().empty());
    CHECK(store.operations(1).value()[0].what == "record");
  });
}

TEST_CASE("store: versions of one line have the older one in common") {
  for_each_store([](Store& store) {
    std::vector<VersionId> versions;
    for (int i = 0; i < 3; ++i) {
      write(store, kTree, "<document>" + std::to_string(i) + "</document>");
      versions.push_back(save(store, "Stand", kAct.unix_time - i));  // whatever the clocks said
    }
    for (const VersionId& a : versions)
      for (const VersionId& b : versions)
        CHECK(common_ancestors(store, a, b).value() ==
              std::vector{*std::min(std::find(versions.begin(), versions.end(), a),
                                    std::find(versions.begin(), versions.end(), b))});
  });
}

TEST_CASE("store: every change is an entry of the operation log, newest first") {
  for_each_store([](Store& store) {
    write(store, kTree, "a");
    const VersionId first = save(store, "Erste Fassung\n\nlang");
    REQUIRE(store.tag_edition(DocumentId{"strategie"}, EditionId{"e1"}, first, "x", act_at(42)).has_value());
    const std::vector<Operation> operations = store.operations(10).value();
    REQUIRE(operations.size() == 3);
    CHECK(operations[0].what == "edition");
    CHECK(operations[0].sentence.args[0] == "strategie/e1");
    CHECK(operations[0].unix_time == 42);
    CHECK(operations[1].what == "save");
    CHECK(operations[1].sentence.args[0] == "Erste Fassung");
    CHECK(operations[2].what == "edit");
    CHECK(operations[2].sentence.text == "Changed " + kTree);
    CHECK(store.operations(1).value().size() == 1);
  });
}

namespace {

void expect_working(Store& store, const std::map<std::string, std::string>& wanted) {
  std::map<std::string, std::string> there;
  for (const File& file : store.list_working("").value()) there[file.path] = store.read_working(file.path).value();
  CHECK(there == wanted);
}

std::optional<VersionId> tip(Store& store, const std::string& name) {
  for (const Line& line : store.lines().value())
    if (line.name == name) return line.version;
  return std::nullopt;
}

/// Starts a draft at the current version and goes there.
void start(Store& store, const std::string& name) {
  REQUIRE(store.go({{{name, std::nullopt, store.head().value()}}, name, "draft", {"Start " + name}}, kAct).has_value());
}

}  // namespace

TEST_CASE("store: a draft is a line of its own, and the files follow the line") {
  for_each_store([](Store& store) {
    write(store, kTree, "eins");
    write(store, kProse, "Text");
    const VersionId first = save(store, "Erste");
    start(store, "draft/klima");
    CHECK(store.line().value() == "draft/klima");
    CHECK(store.head().value() == first);
    write(store, kTree, "zwei");
    write(store, kProse, std::nullopt);
    const VersionId second = save(store, "Entwurf");
    CHECK(tip(store, "main") == first);
    CHECK(tip(store, "draft/klima") == second);
    REQUIRE(store.go({{}, "main", "switch", {"Switch to main"}}, kAct).has_value());
    CHECK(store.line().value() == "main");
    expect_working(store, {{kTree, "eins"}, {kProse, "Text"}});
    CHECK(store.changed_working(first).value().empty());
    REQUIRE(store.go({{}, "draft/klima", "switch", {"Switch to klima"}}, kAct).has_value());
    expect_working(store, {{kTree, "zwei"}});
    CHECK(store.changed_working(second).value().empty());
    CHECK(store.resolve("klima", kAny).value() == second);
    CHECK(store.resolve("draft:klima", kAny).value() == second);
  });
}

TEST_CASE("store: a transition writes over nothing that was not saved, and moves nothing that stands elsewhere") {
  for_each_store([](Store& store) {
    write(store, kTree, "eins");
    const VersionId first = save(store, "Erste");
    start(store, "draft/klima");
    write(store, kTree, "zwei");
    const VersionId second = save(store, "Entwurf");
    write(store, kTree, "ungesichert");
    CHECK(error_of(store.go({{}, "main", "switch", {"Switch"}}, kAct)).code == "unsaved-changes");
    CHECK(error_of(store.go({{{"main", second, first}}, "main", "merge", {"Merge"}}, kAct)).code == "stale-base");
    CHECK(error_of(store.go({{}, "draft/nirgends", "switch", {"Switch"}}, kAct)).code == "no-version");
    CHECK(store.line().value() == "draft/klima");
    CHECK(tip(store, "main") == first);
    expect_working(store, {{kTree, "ungesichert"}});
    // What is the same in both versions may stand there unsaved.
    write(store, kTree, "zwei");
    write(store, kType, "neu");
    REQUIRE(store.go({{}, "main", "switch", {"Switch"}}, kAct).has_value());
    expect_working(store, {{kTree, "eins"}, {kType, "neu"}});
  });
}

TEST_CASE("store: a version is made of others without touching any line or file") {
  for_each_store([](Store& store) {
    write(store, kTree, "eins");
    write(store, kProse, "Text");
    const VersionId first = save(store, "Erste");
    write(store, kProse, "Text 2");
    write(store, kType, "Art");
    const VersionId second = save(store, "Zweite");
    const std::vector<VersionFile> files = {
        {kTree, "neu", std::nullopt}, {kProse, std::nullopt, second}, {kType, std::nullopt, second}};
    const VersionId made = store.make_version(first, files, {first, second}, "Beides", kAct).value();
    CHECK(store.head().value() == second);
    CHECK(store.describe(made).value().parents == std::vector<VersionId>{first, second});
    CHECK(paths_of(store.list(made, "")) == std::vector<std::string>{kTree, kProse, kType});
    CHECK(store.read(store.find(made, kTree).value().content).value() == "neu");
    CHECK(store.read(store.find(made, kProse).value().content).value() == "Text 2");
    const VersionId less =
        store.make_version(second, {{kTree, std::nullopt, std::nullopt}}, {second}, "Weniger", kAct).value();
    CHECK(paths_of(store.list(less, "")) == std::vector<std::string>{kProse, kType});
    CHECK(paths_of(store.list(second, "")) == std::vector<std::string>{kTree, kProse, kType});
    REQUIRE(store.go({{{"main", second, made}}, "main", "merge", {"Merge"}}, kAct).has_value());
    expect_working(store, {{kTree, "neu"}, {kProse, "Text 2"}, {kType, "Art"}});
    CHECK(store.changed_working(made).value().empty());
  });
}

TEST_CASE("store: what was done can be taken back step by step, and done again") {
  for_each_store([](Store& store) {
    write(store, kTree, "eins");
    const VersionId first = save(store, "Erste");
    write(store, kTree, "zwei");
    const VersionId second = save(store, "Zweite");
    start(store, "draft/klima");
    write(store, kProse, "Text");

    CHECK(store.undo(Direction::Undo, kAct).value().what == "edit");
    expect_working(store, {{kTree, "zwei"}});
    CHECK(store.undo(Direction::Undo, kAct).value().what == "draft");
    CHECK(store.line().value() == "main");
    CHECK_FALSE(tip(store, "draft/klima"));
    CHECK(store.undo(Direction::Undo, kAct).value().sentence.args[0] == "Zweite");
    CHECK(store.head().value() == first);
    expect_working(store, {{kTree, "zwei"}});  // not saved any more, but there
    CHECK(store.undo(Direction::Undo, kAct).value().what == "edit");
    expect_working(store, {{kTree, "eins"}});
    CHECK(error_of(store.undo(Direction::Undo, kAct)).code == "cannot-undo");

    for (const char* what : {"edit", "save", "draft", "edit"})
      CHECK(store.undo(Direction::Redo, kAct).value().what == what);
    CHECK(error_of(store.undo(Direction::Redo, kAct)).code == "nothing-to-undo");
    expect_working(store, {{kTree, "zwei"}, {kProse, "Text"}});
    CHECK(store.line().value() == "draft/klima");
    CHECK(tip(store, "main") == second);

    CHECK(store.undo(Direction::Undo, kAct).value().what == "edit");
    write(store, kTree, "drei");
    CHECK(error_of(store.undo(Direction::Redo, kAct)).code == "nothing-to-undo");
    CHECK(store.operations(2).value()[1].what == "undo");
    CHECK(store.undo(Direction::Undo, kAct).value().sentence.text == "Changed " + kTree);
    CHECK(store.operations(2).value()[1].undone);
    expect_working(store, {{kTree, "zwei"}});
  });
}

TEST_CASE("store: nothing is taken back over what has changed since, and editions and reasons are for good") {
  for_each_store([](Store& store) {
    write(store, kTree, "eins");
    write(store, kTree, "zwei");
    const VersionId first = save(store, "Erste");
    REQUIRE(store.tag_edition(DocumentId{"strategie"}, EditionId{"e1"}, first, "x", kAct).has_value());
    CHECK(error_of(store.undo(Direction::Undo, kAct)).code == "cannot-undo");
    write(store, kTree, "drei");
    write(store, kTree, "vier");
    REQUIRE(store.add_record("strategie/reviews/a.xml", "<reason />", "Begründung", kAct).has_value());
    CHECK(store.undo(Direction::Undo, kAct).has_value());
    expect_working(store, {{kTree, "drei"}});
  });
}

TEST_CASE("store: a note of what is under way is there until it is forgotten") {
  for_each_store([](Store& store) {
    CHECK_FALSE(store.note().value());
    REQUIRE(store.set_note("unterwegs").has_value());
    CHECK(store.note().value() == "unterwegs");
    REQUIRE(store.set_note(std::nullopt).has_value());
    CHECK_FALSE(store.note().value());
  });
}

TEST_CASE("store: the author that was configured is the author that is named") {
  for_each_store([](Store& store) {
    REQUIRE(store.configure_author({"Jörg Größe", "joerg@example.org"}).has_value());
    const std::optional<Author> author = store.configured_author().value();
    REQUIRE(author.has_value());
    CHECK(author->name == "Jörg Größe");
    CHECK(author->email == "joerg@example.org");
  });
}

TEST_CASE("store: unknown contents, files and versions are not found") {
  for_each_store([](Store& store) {
    CHECK(error_of(store.read(ContentId{std::string(40, 'b')})).kind == ErrorKind::Storage);
    CHECK(error_of(store.read(ContentId{"../../etc"})).kind == ErrorKind::NotFound);
    CHECK(error_of(store.read_working("documents/fehlt.md")).kind == ErrorKind::NotFound);
    CHECK(error_of(store.read_working("../fehlt.md")).kind == ErrorKind::NotFound);
    CHECK(error_of(store.describe(VersionId{"HEAD"})).code == "unknown-version");
    CHECK(error_of(store.list(VersionId{std::string(40, 'c')}, "")).code == "unknown-version");
  });
}

}  // namespace zielbaum
