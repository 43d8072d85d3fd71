// What only the store in git owes: plain git agrees, killed and rival programs lose nothing, hostile folders are
// refused.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "git_program.h"
#include "store/overlaid.h"

namespace zielbaum {
namespace {

using namespace store;
using namespace test;
namespace fs = std::filesystem;

/// No test sees the configuration of whoever runs it. libgit2 looks for it once, so this stands before everything.
struct SealedHome {
  TempFolder folder;
  SealedHome() {
    ::setenv("HOME", folder.path().c_str(), 1);
    ::setenv("XDG_CONFIG_HOME", folder.path().c_str(), 1);
    ::setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    ::setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    std::ofstream(folder.path() / ".gitconfig") << "[user]\n\tname = Mia Muster\n\temail = mia@example.org\n";
  }
};
const SealedHome kSealedHome;

struct Workspace {
  TempFolder folder;
  std::unique_ptr<Store> store;
  Workspace() : store(create_git(folder.path()).value()) {}
  [[nodiscard]] fs::path operator/(const std::string& path) const { return folder.path() / path; }
  void put(const std::string& path, const std::string& bytes) const {
    REQUIRE(write_file(folder.path() / path, bytes).has_value());
  }
  VersionId save(const std::string& message) const {
    const Result<VersionId> saved = store->save(store->head().value(), message, kAct);
    if (!saved) FAIL(message_of(saved.error()));
    return *saved;
  }
  [[nodiscard]] std::string git(const std::vector<std::string>& arguments) const {
    return test::git(folder.path(), arguments);
  }
};

Error opening_error(const fs::path& root) {
  return error_of(open_git(root));
}

void append(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::app) << text;
}

}  // namespace

TEST_CASE("git: after a save plain git sees a clean folder, the version and the author") {
  const Workspace workspace;
  workspace.put(kTree, "<document />\n");
  workspace.put(kProse, "Begegnung\n");
  workspace.save("Erste Fassung");
  CHECK(workspace.git({"status", "--porcelain"}).empty());
  CHECK(workspace.git({"log", "--format=%s|%an|%at"}) == "Erste Fassung|Änne Beispiel|1660000000\n");
  CHECK(workspace.git({"symbolic-ref", "HEAD"}) == "refs/heads/main\n");
  workspace.put(kProse, "Begegnung und Lernen\n");
  fs::remove(workspace / kTree);
  workspace.put("documents/strategie/text/ä ö.md", "Umlaute und Leerzeichen\n");
  workspace.save("Zweite Fassung");
  CHECK(workspace.git({"status", "--porcelain"}).empty());
  CHECK(workspace.git({"-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", "HEAD"}) ==
        kProse + "\ndocuments/strategie/text/ä ö.md\n");
  CHECK(workspace.git({"fsck", "--strict", "--no-dangling"}).empty());
}

TEST_CASE("git: what somebody staged elsewhere stays staged, and is not saved") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  workspace.put("README.md", "eins\n");
  workspace.put("notiz.txt", "lose\n");
  (void)workspace.git({"add", "README.md"});
  workspace.save("Erste Fassung");
  CHECK(workspace.git({"status", "--porcelain"}) == "A  README.md\n?? notiz.txt\n");
  (void)workspace.git({"commit", "-q", "-m", "README"});
  workspace.put(kTree, "b");
  workspace.put("README.md", "zwei\n");
  (void)workspace.git({"add", "README.md", kTree});
  const VersionId second = workspace.save("Zweite Fassung");
  CHECK(workspace.git({"status", "--porcelain"}) == "M  README.md\n?? notiz.txt\n");
  CHECK(workspace.git({"show", second.text + ":README.md"}) == "eins\n");
  CHECK(workspace.git({"show", second.text + ":" + kTree}) == "b");
}

TEST_CASE("git: versions that plain git made, merges among them, are read like our own") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  workspace.save("Wurzel");
  (void)workspace.git({"switch", "-q", "-c", "draft/verkehr"});
  workspace.put(kProse, "b");
  (void)workspace.git({"add", "."});
  (void)workspace.git({"commit", "-q", "-m", "Entwurf"});
  CHECK(workspace.store->line().value() == "draft/verkehr");
  (void)workspace.git({"switch", "-q", "main"});
  workspace.put(kTree, "c");
  workspace.save("Stand");
  (void)workspace.git({"merge", "-q", "--no-edit", "draft/verkehr"});
  const VersionId tip = workspace.store->head().value().value();
  const std::vector<Version> log = workspace.store->log(tip, {}, 10).value();
  REQUIRE(log.size() == 4);
  CHECK(log.front().parents.size() == 2);
  CHECK(log.back().message == "Wurzel");
  CHECK(workspace.store->log(tip, {}, 2).value().size() == 2);
  CHECK(workspace.store->lines().value().front().name == "draft/verkehr");
  const VersionId draft = workspace.store->resolve("verkehr", {}).value();
  CHECK(workspace.store->resolve("draft:verkehr", {}).value() == draft);
  CHECK(workspace.store->describe(draft).value().message == "Entwurf");
  REQUIRE(workspace.store->tag_edition(DocumentId{"strategie"}, EditionId{"e1"}, draft, "Beschluss", kAct).has_value());
  CHECK(workspace.git({"cat-file", "-t", "strategie/e1"}) == "tag\n");
  CHECK(workspace.git({"rev-parse", "strategie/e1^{commit}"}) == draft.text + "\n");
  CHECK(workspace.git({"fsck", "--strict", "--no-dangling"}).empty());
}

TEST_CASE("git: the operation log keeps unsaved words from garbage collection") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  workspace.save("Wurzel");
  workspace.put(kTree, "ungesichert");
  REQUIRE(workspace.store->write_working({{kTree, "neu"}}, kAct, "edit", {"Baum\ngeändert"}).has_value());
  (void)workspace.git({"gc", "-q", "--prune=now"});
  const Operation newest = workspace.store->operations(1).value().front();
  CHECK(newest.sentence.text == "Baum geändert");
  CHECK(workspace.git({"show", newest.id.text + ":" + kTree}) == "ungesichert");
  CHECK(workspace.git({"show", "main:" + kTree}) == "a");
}

TEST_CASE("git: links and nested repositories are listed, never followed, never saved") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  workspace.put("ziel/geheim.md", "geheim");
  fs::create_symlink("/etc/passwd", workspace / "documents/strategie/link.md");
  fs::create_directory_symlink(workspace / "ziel", workspace / "documents/strategie/text");
  for (const File& file : workspace.store->list_working("").value()) {
    INFO(file.path);
    CHECK(file.regular == (file.path == kTree));
  }
  const Error refused = error_of(workspace.store->save(std::nullopt, "Link", kAct));
  CHECK(refused.kind == ErrorKind::Invalid);
  CHECK(refused.place.file == "documents/strategie/link.md");
  CHECK_FALSE(workspace.store->read_working("documents/strategie/link.md").has_value());
  CHECK_FALSE(workspace.store->read_working("documents/strategie/text/geheim.md").has_value());
  const Result<void> through = workspace.store->write_working({{kProse, "x"}}, kAct, "edit", {"durch den Link"});
  CHECK(error_of(through).code == "symbolic-link");
  CHECK_FALSE(fs::exists(workspace / "ziel/lernorte.md"));
  // In a version that plain git made, they are marked.
  (void)workspace.git({"add", "."});
  (void)workspace.git({"commit", "-q", "-m", "mit Link"});
  const VersionId version = workspace.store->head().value().value();
  CHECK_FALSE(workspace.store->find(version, "documents/strategie/link.md").value().regular);
}

TEST_CASE("git: what was looked at is what is saved, never something newer") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  workspace.put(kProse, "Text");
  const VersionId first = workspace.save("Erste Fassung");
  workspace.put(kTree, "b");
  REQUIRE(workspace.store->changed_working(first).value().size() == 1);
  workspace.put(kTree, "ungeprüft");
  CHECK(error_of(workspace.store->save(first, "zweite", kAct)).code == "changed-meanwhile");
  CHECK(workspace.store->head().value() == first);
  REQUIRE(workspace.store->changed_working(first).value().size() == 1);
  fs::remove(workspace / kTree);
  CHECK(error_of(workspace.store->save(first, "zweite", kAct)).code == "changed-meanwhile");
  workspace.put(kTree, "c");
  REQUIRE(workspace.store->changed_working(first).value().size() == 1);
  workspace.put(kProse, "Text, später");
  const VersionId second = workspace.save("zweite");
  CHECK(workspace.git({"show", "main:" + kTree}) == "c");
  CHECK(workspace.git({"show", "main:" + kProse}) == "Text");
  REQUIRE(workspace.store->changed_working(second).value().size() == 1);
}

TEST_CASE("git: a link beside unchanged files shows as a change, also after an edit that leaves it out") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  const VersionId first = workspace.save("Erste Fassung");
  fs::create_symlink("/etc/passwd", workspace / "documents/strategie/link.md");
  REQUIRE(
      workspace.store->write_working({{"schemas/types/strategie.xml", "<type />"}}, kAct, "edit", {"Typ"}).has_value());
  const std::vector<ChangedFile> changed = workspace.store->changed_working(first).value();
  REQUIRE(changed.size() == 2);
  CHECK(changed[0].path() == "documents/strategie/link.md");
  CHECK_FALSE(changed[0].after->regular);
}

TEST_CASE("git: what git is told to ignore is neither listed nor saved") {
  const Workspace workspace;
  workspace.put(".gitignore", "*.bak\n");
  workspace.put(kTree, "a");
  workspace.put("documents/strategie/document.bak", "alt");
  CHECK(workspace.store->list_working("").value().size() == 1);
  const VersionId version = workspace.save("Ohne Sicherungskopie");
  CHECK(workspace.store->list(version, "").value().size() == 1);
}

TEST_CASE("git: a change in the same tick of the clock and of the same size is seen") {
  const Workspace workspace;
  for (int i = 0; i < 50; ++i) {
    const std::string bytes = std::to_string(100 + i);
    std::ofstream(workspace / "documents.tmp") << bytes;
    fs::create_directories(workspace / "documents");
    std::ofstream(workspace / "documents/a.md") << bytes;
    REQUIRE(workspace.store->list_working("").value().at(0).content == content_id(bytes));
  }
}

TEST_CASE("git: damage below a version keeps anything from being saved on top of it") {
  const Workspace workspace;
  workspace.put(kTree, "Baum");
  workspace.put(kProse, "Text");
  workspace.save("Wurzel");
  // As files of their own the objects can be damaged one by one.
  for (const fs::directory_entry& entry : fs::directory_iterator(workspace / ".git/objects/pack")) {
    if (entry.path().extension() == ".pack") fs::rename(entry.path(), workspace / "objekte");
  }
  fs::remove_all(workspace / ".git/objects/pack");
  fs::create_directory(workspace / ".git/objects/pack");
  REQUIRE(run_process({"sh", "-c", "git -C \"$0\" unpack-objects -q < \"$0/objekte\"", workspace.folder.path()})
              ->exit_code == 0);
  const auto object = [&](const std::string& expression) {
    std::string id = workspace.git({"rev-parse", expression});
    id.pop_back();
    return workspace / (".git/objects/" + id.substr(0, 2) + "/" + id.substr(2));
  };
  workspace.put("documents/neu.md", "neu");
  for (const std::string& what : {"HEAD:" + kTree, "HEAD:" + kProse, std::string("HEAD:documents"),
                                  std::string("HEAD:documents/strategie/text"), std::string("HEAD^{tree}")}) {
    INFO(what);
    const fs::path path = object(what);
    const std::string sound = read_file(path).value();
    const VersionId before = workspace.store->head().value().value();
    for (const bool missing : {true, false}) {
      std::string damaged = sound;
      damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
      fs::remove(path);
      if (!missing) REQUIRE(write_file(path, damaged).has_value());
      const std::unique_ptr<Store> fresh = open_git(workspace.folder.path()).value();
      CHECK(error_of(fresh->save(before, "darauf", kAct)).kind == ErrorKind::Storage);
      CHECK(fresh->head().value() == before);
    }
    REQUIRE(write_file(path, sound).has_value());
  }
  workspace.save("Wieder heil");
}

TEST_CASE("git: a broken branch is told, not taken for an empty repository") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  workspace.save("Wurzel");
  for (const std::string broken : {"", "Unsinn\n"}) {
    REQUIRE(write_file(workspace / ".git/refs/heads/main", broken).has_value());
    CHECK(error_of(workspace.store->head()).code == "damaged-reference");
    CHECK(error_of(workspace.store->save(std::nullopt, "x", kAct)).kind == ErrorKind::Storage);
  }
}

TEST_CASE("git: a lock that a dead program left is told with what to do") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  const VersionId first = workspace.save("Wurzel");
  workspace.put(kTree, "b");
  std::ofstream(workspace / ".git/refs/heads/main.lock") << "";
  const Error locked = error_of(workspace.store->save(first, "x", kAct));
  CHECK(locked.kind == ErrorKind::Locked);
  CHECK(locked.place.file.ends_with("refs/heads/main.lock"));
  CHECK(locked.hint.has_value());
  fs::remove(workspace / ".git/refs/heads/main.lock");
  workspace.save("Geht wieder");
}

TEST_CASE("git: on an old version, and in the middle of a merge, saving is refused") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  workspace.save("eins");
  (void)workspace.git({"checkout", "-q", "--detach"});
  CHECK(workspace.store->line().value().empty());
  workspace.put(kTree, "b");
  CHECK(error_of(workspace.store->save(workspace.store->head().value(), "x", kAct)).code == "detached-head");
  (void)workspace.git({"switch", "-q", "main"});
  std::ofstream(workspace / ".git/MERGE_HEAD") << workspace.store->head().value()->text << "\n";
  CHECK(error_of(workspace.store->save(workspace.store->head().value(), "x", kAct)).code == "unfinished-git-operation");
}

TEST_CASE("git: a folder without repository is not one, and none is made over another") {
  const TempFolder folder;
  CHECK(opening_error(folder.path()).code == "not-a-repository");
  CHECK(opening_error(folder.path() / "fehlt").code == "not-a-repository");
  REQUIRE(create_git(folder.path()).has_value());
  CHECK(error_of(create_git(folder.path())).code == "already-a-repository");
  fs::create_directories(folder.path() / "innen");
  CHECK(opening_error(folder.path() / "innen").code == "not-a-repository");
}

TEST_CASE("git: configurations that name other files, and odd ones, are refused unread") {
  const Workspace workspace;
  const fs::path config = workspace / ".git/config";
  const std::string sound = read_file(config).value();
  for (const std::string section : {"[include]\n\tpath = /dev/zero\n", "[includeIf \"gitdir:/\"]\n\tpath = x\n",
                                    "[core] [INCLUDE] path = x\n", "  [ include]\npath = x\n"}) {
    INFO(section);
    append(config, section);
    CHECK(opening_error(workspace.folder.path()).code == "unsafe-config");
    REQUIRE(write_file(config, sound).has_value());
  }
  append(config, "# [include]\n[zielbaum]\n\tunbekannt = ja\n");
  CHECK(open_git(workspace.folder.path()).has_value());
  append(config, std::string(70'000, '#'));
  CHECK(opening_error(workspace.folder.path()).code == "unsafe-config");
  fs::remove(config);
  REQUIRE(::mkfifo(config.c_str(), 0600) == 0);
  CHECK(opening_error(workspace.folder.path()).code == "unsafe-config");
}

TEST_CASE("git: formats that are not understood are refused by name") {
  const Workspace workspace;
  const fs::path config = workspace / ".git/config";
  const std::string sound = read_file(config).value();
  for (const std::string text : {"[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n",
                                 "[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefstorage = reftable\n",
                                 "[core]\n\trepositoryformatversion = 2\n"}) {
    INFO(text);
    append(config, text);
    const Error refused = opening_error(workspace.folder.path());
    CHECK(refused.kind == ErrorKind::Invalid);
    CHECK(refused.code == "unsupported-repository");
    REQUIRE(write_file(config, sound).has_value());
  }
}

TEST_CASE("git: a repository of somebody else is refused by the owner's name") {
  if (::geteuid() != 0) return;  // only root can give a folder away
  const Workspace workspace;
  REQUIRE(::chown((workspace / ".git").c_str(), 1, 1) == 0);
  const Error refused = opening_error(workspace.folder.path());
  CHECK(refused.kind == ErrorKind::Refused);
  CHECK(refused.code == "foreign-owner");
  CHECK(message_of(refused).find("daemon") != std::string::npos);
  CHECK(refused.hint.has_value());
}

TEST_CASE("git: linked worktrees, shallow and borrowing clones work like any other") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  workspace.save("eins");
  workspace.put(kTree, "b");
  const VersionId second = workspace.save("zwei");

  const TempFolder other;
  const fs::path tree = other.path() / "neben an";
  (void)workspace.git({"worktree", "add", "-q", "-b", "draft/neu", tree.string()});
  const std::unique_ptr<Store> linked = open_git(tree).value();
  CHECK(linked->line().value() == "draft/neu");
  REQUIRE(linked->write_working({{kTree, "c"}, {kProse, "d"}}, kAct, "edit", {"zwei Dateien"}).has_value());
  const VersionId third = linked->save(second, "drei", kAct).value();
  CHECK(git(tree, {"status", "--porcelain"}).empty());
  CHECK(workspace.store->resolve("neu", {}).value() == third);
  CHECK(workspace.store->head().value() == second);

  const fs::path shallow = other.path() / "flach";
  (void)workspace.git({"clone", "-q", "--depth", "1", "file://" + workspace.folder.path().string(), shallow.string()});
  CHECK(open_git(shallow).value()->log(second, {}, 10).value().size() == 1);

  const fs::path borrowing = other.path() / "geliehen";
  (void)workspace.git({"clone", "-q", "--shared", workspace.folder.path().string(), borrowing.string()});
  CHECK(open_git(borrowing).value()->log(second, {}, 10).value().size() == 2);
}

TEST_CASE("git: HEAD, branches, tags of both kinds and branches elsewhere are versions, by their whole names only") {
  Workspace workspace;
  workspace.put(kTree, "<document />\n");
  const VersionId first = workspace.save("Eins");
  workspace.put(kProse, "Begegnung\n");
  const VersionId second = workspace.save("Zwei");
  (void)workspace.git({"branch", "vorschlag", first.text});
  (void)workspace.git({"tag", "leicht", first.text});
  (void)workspace.git({"tag", "-a", "-m", "Marke", "fest", first.text});
  (void)workspace.git({"tag", "-a", "-m", "Marke der Marke", "doppelt", "fest"});
  (void)workspace.git({"update-ref", "refs/remotes/origin/vorschlag", first.text});
  const auto is = [&](const std::string& name) {
    const Result<VersionId> found = workspace.store->resolve(name, {});
    return found ? found->text : found.error().code;
  };
  for (const char* name : {"vorschlag", "branch:vorschlag", "leicht", "tag:leicht", "fest", "doppelt",
                           "origin/vorschlag", "remote:origin/vorschlag"}) {
    CAPTURE(name);
    CHECK(is(name) == first.text);
  }
  CHECK(is("HEAD") == second.text);
  CHECK(is("main") == second.text);
  // What git's revision parser would take.
  for (const char* name : {"HEAD~1", "HEAD^", "@", "main~1", "refs/heads/vorschlag", "heads/vorschlag", "vorschlag^{}",
                           ":/Eins", "--all", "vorschlag@{0}", "main..vorschlag", "vor*", "branch:../main", "tag:"}) {
    CAPTURE(name);
    CHECK(is(name) == "unknown-version");
  }
  (void)workspace.git({"tag", "vorschlag", second.text});
  CHECK(is("vorschlag") == "ambiguous-version");
  CHECK(is("tag:vorschlag") == second.text);
  CHECK(is("branch:vorschlag") == first.text);
}

TEST_CASE("git: where no branch here is called main, main is that of the common repository") {
  const Workspace common;
  common.put(kTree, "<document />\n");
  const VersionId main = common.save("Eins");
  (void)common.git({"switch", "-q", "-c", "vorschlag"});
  const TempFolder folder;
  test::git(folder.path(), {"clone", "-q", "-b", "vorschlag", common.folder.path().string(), "klon"});
  test::git(folder.path(), {"clone", "-q", "--single-branch", "-b", "vorschlag", common.folder.path().string(), "eng"});
  const auto store = open_git(folder.path() / "klon").value();
  CHECK(store->resolve("main", {}).value() == main);
  CHECK(error_of(open_git(folder.path() / "eng").value()->resolve("main", {})).code == "unknown-version");
  test::git(folder.path() / "klon", {"checkout", "-q", "--detach"});
  CHECK(open_git(folder.path() / "klon").value()->resolve("HEAD", {}).value() == main);
}

TEST_CASE("git: lines that end in CR LF, as on Windows, are no change and are never stored") {
  const Workspace common;
  common.put(kTree, "<document>\n</document>\n");
  common.put(kProse, "Begegnung\n\nund mehr\n");
  common.put("documents/strategie/media/karte.bin", std::string("a\0b\r\n", 5));
  common.put("documents/strategie/media/tabelle.csv", "a;b\n");
  common.put("README.txt", "Lies\nmich\n");
  common.save("Eins");
  (void)common.git({"add", "README.txt"});
  (void)common.git({"commit", "-q", "-m", "Dazu"});
  const TempFolder folder;
  test::git(folder.path(), {"clone", "-q", "-c", "core.autocrlf=true", common.folder.path().string(), "klon"});
  const fs::path root = folder.path() / "klon";
  REQUIRE(read_file(root / kProse).value() == "Begegnung\r\n\r\nund mehr\r\n");
  const auto store = open_git(root).value();
  const VersionId base = store->head().value().value();
  CHECK(store->changed_working(base).value().empty());
  CHECK(store->read_working(kProse).value() == "Begegnung\n\nund mehr\n");
  for (const File& file : store->list_working("").value())
    CHECK(content_id(store->read_working(file.path).value()) == file.content);

  // One text changed, by an editor that keeps the line ends: that one alone is saved, with LF.
  REQUIRE(write_file(root / kProse, "Begegnung\r\n\r\nund viel mehr\r\n").has_value());
  REQUIRE(store->changed_working(base).value().size() == 1);
  const VersionId saved = store->save(base, "Mehr", kAct).value();
  const auto changed = store->changed(base, saved).value();
  REQUIRE(changed.size() == 1);
  CHECK(store->read(changed[0].after->content).value() == "Begegnung\n\nund viel mehr\n");
  CHECK(store->changed_working(saved).value().empty());
  CHECK(test::git(root, {"status", "--porcelain"}).empty());

  // An edit, and back; another line and back: CR LF on disk is nothing that was not saved.
  write(*store, kProse, "Neu\r\n");
  CHECK(store->read_working(kProse).value() == "Neu\n");
  REQUIRE(store->undo(Direction::Undo, kAct).has_value());
  CHECK(store->changed_working(saved).value().empty());
  REQUIRE(store->go({{{"main", saved, base}}, "main", "switch", {"Switch"}}, kAct).has_value());
  REQUIRE(store->go({{{"main", base, saved}}, "main", "switch", {"Switch"}}, kAct).has_value());
  CHECK(store->changed_working(saved).value().empty());

  // What somebody stored with CR LF stays as it is until it is changed.
  test::git(root, {"config", "core.autocrlf", "false"});
  REQUIRE(write_file(root / kTree, "<document>\r\n</document>\r\n").has_value());
  test::git(root, {"commit", "-q", "-a", "-m", "CRLF"});
  const VersionId stored = store->head().value().value();
  CHECK(store->changed_working(stored).value().empty());
  REQUIRE(write_file(root / kTree, "<document>\r\n\r\n</document>\r\n").has_value());
  CHECK(store->changed_working(stored).value().size() == 1);
  const VersionId again = store->save(stored, "LF", kAct).value();
  CHECK(store->read(store->find(again, kTree)->content).value() == "<document>\n\n</document>\n");
}

TEST_CASE("git: a version that nobody has made yet is looked at as if it were, and nothing is written") {
  Workspace workspace;
  workspace.put(kTree, "<document />\n");
  workspace.put(kProse, "Begegnung\n");
  const VersionId first = workspace.save("Eins");
  workspace.put(kProse, "Nähe\n");
  workspace.put("documents/strategie/text/neu.md", "Neu\n");
  const VersionId second = workspace.save("Zwei");
  const std::vector<VersionFile> files = {{kTree, std::nullopt, std::nullopt},
                                          {"documents/strategie/text/lernorte.md", std::nullopt, second},
                                          {"documents/strategie/text/wege.md", "Wege\n", std::nullopt}};
  const Overlaid over = overlaid(*workspace.store, first, files);
  const VersionId made = workspace.store->make_version(first, files, {first}, "Gemacht", kAct).value();
  const auto contents = [](const Store& store, const VersionId& version) {
    std::vector<std::string> out;
    for (const File& file : store.list(version, "").value()) {
      out.push_back(file.path + ": " + store.read(file.content).value());
      CHECK(store.find(version, file.path)->content == file.content);
    }
    return out;
  };
  CHECK(contents(*over.store, over.version) == contents(*workspace.store, made));
  CHECK(contents(*over.store, second) == contents(*workspace.store, second));
  CHECK(over.store->find(over.version, kTree).error().kind == ErrorKind::NotFound);
  CHECK(error_of(over.store->save(first, "x", kAct)).code == "read-only");
}

TEST_CASE("git: the author comes from the user's configuration, and the repository's goes first") {
  const Workspace workspace;
  CHECK(workspace.store->configured_author().value()->name == "Mia Muster");
  REQUIRE(workspace.store->configure_author({"Amt \"für\" Ziele", "amt@example.org"}).has_value());
  CHECK(workspace.store->configured_author().value()->name == "Amt \"für\" Ziele");
  CHECK(workspace.git({"config", "--local", "user.email"}) == "amt@example.org\n");
}

TEST_CASE("git: where one of several files cannot be written, none is") {
  const Workspace workspace;
  workspace.put(kTree, "alt");
  workspace.put(kProse, "alt");
  // A folder in place of the second file makes the write fail in the middle.
  fs::create_directories(workspace / "documents/strategie/im-weg.md/x");
  const Result<void> failed = workspace.store->write_working(
      {{kTree, "neu"}, {"documents/strategie/im-weg.md", "neu"}, {kProse, "neu"}}, kAct, "edit", {"geht nicht"});
  CHECK_FALSE(failed.has_value());
  CHECK(workspace.store->read_working(kTree).value() == "alt");
  CHECK(workspace.store->read_working(kProse).value() == "alt");
  CHECK_FALSE(fs::exists(workspace / ".git/zielbaum/journal"));
}

TEST_CASE("git: a program stays a program, and git status stays clean") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  workspace.put(kProse, "b");
  fs::permissions(workspace / kProse, fs::perms::owner_exec, fs::perm_options::add);
  const VersionId first = workspace.save("eins");
  CHECK(workspace.git({"status", "--porcelain"}).empty());
  CHECK(workspace.git({"ls-tree", "-r", "--format=%(objectmode)", "HEAD"}) == "100644\n100755\n");
  CHECK(workspace.store->find(first, kProse).value().regular);
  fs::permissions(workspace / kProse, fs::perms::owner_exec, fs::perm_options::remove);
  workspace.save("zwei");
  CHECK(workspace.git({"ls-tree", "-r", "--format=%(objectmode)", "HEAD"}) == "100644\n100644\n");
  CHECK(workspace.git({"status", "--porcelain"}).empty());
  // Where the drive knows no modes, the version's stay.
  fs::permissions(workspace / kProse, fs::perms::owner_exec, fs::perm_options::add);
  (void)workspace.git({"config", "core.fileMode", "false"});
  const std::unique_ptr<Store> opened = open_git(workspace.folder.path()).value();
  CHECK(error_of(opened->save(opened->head().value(), "drei", kAct)).code == "nothing-to-save");
}

TEST_CASE("git: names that other systems take for one, or for git's own folder, are refused") {
  const Workspace workspace;
  const std::vector<std::pair<std::string, std::string>> pairs = {{"documents/Lernorte.md", "documents/lernorte.md"},
                                                                  {"documents/gr\u00fcn.md", "documents/gru\u0308n.md"},
                                                                  {"documents/wege/a.md", "documents/Wege"}};
  for (const auto& [one, other] : pairs) {
    workspace.put(one, "eins");
    workspace.put(other, "zwei");
    const Error refused = error_of(workspace.store->save(std::nullopt, "x", kAct));
    CHECK(refused.kind == ErrorKind::Invalid);
    CHECK(refused.code == "names-collide");
    fs::remove_all(workspace / "documents");
  }
  for (const std::string name : {".GIT", "git~1", ".g\u200cit", ".git. "}) {
    INFO(name);
    workspace.put("documents/" + name, "x");
    CHECK(error_of(workspace.store->save(std::nullopt, "x", kAct)).code == "no-regular-file");
    fs::remove(workspace / ("documents/" + name));
  }
}

TEST_CASE("git: a change of what to ignore is seen at once") {
  const Workspace workspace;
  workspace.put(kTree, "a");
  workspace.put(kProse, "b");
  CHECK(workspace.store->list_working("").value().size() == 2);
  workspace.put(".gitignore", "*.md\n");
  CHECK(workspace.store->list_working("").value().size() == 1);
  workspace.put("documents/strategie/.gitignore", "document.xml\n!*.md\n");
  CHECK(workspace.store->list_working("documents/strategie/document.xml").value().size() <= 1);
  const std::vector<File> listed = workspace.store->list_working("").value();
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].path == "documents/strategie/.gitignore");
  CHECK(listed[1].path == kProse);
  fs::remove(workspace / "documents/strategie/.gitignore");
  CHECK(workspace.store->list_working("").value().at(0).path == kTree);
}

TEST_CASE("git: many saves leave few packs, and every version") {
  const Workspace workspace;
  workspace.put(kTree, "0");
  workspace.save("0");
  for (int i = 1; i < 36; ++i) {
    workspace.put(kTree, std::to_string(i));
    workspace.save(std::to_string(i));
  }
  std::size_t packs = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(workspace / ".git/objects/pack")) {
    if (entry.path().extension() == ".pack") ++packs;
  }
  CHECK(packs < 10);
  CHECK(workspace.git({"fsck", "--strict", "--no-dangling"}).empty());
  const std::unique_ptr<Store> opened = open_git(workspace.folder.path()).value();
  CHECK(opened->log(opened->head().value().value(), {}, 100).value().size() == 36);
}

TEST_CASE("git: what a transition lays out is clean for plain git, also outside documents/") {
  const Workspace workspace;
  workspace.put(kTree, "eins");
  workspace.put("README.md", "Hinweise");
  workspace.put("tools/build/all", "#!/bin/sh\n");
  std::filesystem::permissions(workspace.folder.path() / "tools/build/all", std::filesystem::perms::owner_all);
  test::git(workspace.folder.path(), {"add", "-A"});
  test::git(workspace.folder.path(), {"commit", "-q", "-m", "Anfang"});
  const VersionId first = workspace.store->head().value().value();
  const VersionId less = workspace.store
                             ->make_version(first,
                                            {{"README.md", "Anders", std::nullopt},
                                             {kTree, "zwei", std::nullopt},
                                             {"tools/build/all", std::nullopt, std::nullopt}},
                                            {first}, "Weniger", kAct)
                             .value();
  REQUIRE(workspace.store->go({{{"main", first, less}}, "main", "merge", {"Merge"}}, kAct).has_value());
  CHECK(workspace.git({"status", "--porcelain"}).empty());
  CHECK_FALSE(std::filesystem::exists(workspace.folder.path() / "tools/build"));
  REQUIRE(workspace.store->undo(Direction::Undo, kAct).has_value());
  CHECK(workspace.git({"status", "--porcelain"}).empty());
  CHECK(workspace.git({"rev-parse", "main"}) == first.text + "\n");
  CHECK(workspace.git({"fsck", "--strict", "--no-dangling"}).empty());
  (void)workspace.git({"gc", "-q", "--prune=now"});
  CHECK(workspace.store->undo(Direction::Redo, kAct).has_value());
}

TEST_CASE("git: a line that another working copy is on is not moved under its feet") {
  const Workspace workspace;
  workspace.put(kTree, "eins");
  const VersionId first = workspace.save("Anfang");
  const TempFolder folder;
  const std::string copy = (folder.path() / "kopie").string();
  (void)workspace.git({"worktree", "add", "-q", "-b", "draft/klima", copy});
  const Result<void> gone = workspace.store->go({{{"draft/klima", first, std::nullopt}}, "main", "x", {"x"}}, kAct);
  CHECK(error_of(gone).code == "line-in-use");
  CHECK(error_of(workspace.store->go({{}, "draft/klima", "x", {"x"}}, kAct)).code == "line-in-use");
  const std::unique_ptr<Store> other = open_git(copy).value();
  REQUIRE(other->write_working({{kTree, "zwei"}}, kAct, "edit", {"Dort"}).has_value());
  REQUIRE(other->save(first, "Dort gesichert", kAct).has_value());
  // Each working copy takes back its own.
  CHECK(workspace.store->operations(9).value().size() == 1);
  CHECK(other->operations(9).value().size() == 2);
  CHECK(error_of(workspace.store->undo(Direction::Undo, kAct)).code == "cannot-undo");
  CHECK(other->undo(Direction::Undo, kAct).value().sentence.args[0] == "Dort gesichert");
}

TEST_CASE("git: what others have is not taken back") {
  const Workspace workspace;
  workspace.put(kTree, "eins");
  workspace.save("Anfang");
  const TempFolder folder;
  const std::string copy = (folder.path() / "fern.git").string();
  (void)workspace.git({"init", "-q", "--bare", copy});
  workspace.put(kTree, "zwei");
  workspace.save("Zweite");
  (void)workspace.git({"remote", "add", "origin", copy});
  (void)workspace.git({"push", "-q", "origin", "main"});
  CHECK(error_of(workspace.store->undo(Direction::Undo, kAct)).code == "already-shared");
  workspace.put(kTree, "drei");
  workspace.save("Dritte");
  CHECK(workspace.store->undo(Direction::Undo, kAct).value().sentence.args[0] == "Dritte");
}

TEST_CASE("git: records leave the folder clean, and drafts and main without a trace") {
  const Workspace workspace;
  workspace.put(kTree, "Anfang");
  workspace.save("Anfang");
  test::git(workspace.folder.path(), {"branch", "draft/mitzeichnung"});
  REQUIRE(workspace.store->add_record("strategie/reviews/a.xml", "<reason />", "Begründung", kAct).has_value());
  CHECK(workspace.git({"status", "--porcelain"}).empty());
  CHECK(workspace.git({"rev-list", "--count", "main"}) == "1\n");
  CHECK(workspace.store->lines().value().front().name == "draft/mitzeichnung");
  CHECK(workspace.git({"show", "zielbaum/discussion:strategie/reviews/a.xml"}) == "<reason />");
  CHECK(workspace.git({"log", "--format=%an %s", "zielbaum/discussion"}) == "Änne Beispiel Begründung\n");
  CHECK(workspace.git({"fsck", "--strict", "--no-dangling"}).empty());
}

TEST_CASE("git: lines that parted have in common where they parted, also after a merge") {
  const Workspace workspace;
  const auto commit = [&](const std::string& text) {
    test::git(workspace.folder.path(), {"commit", "-q", "--allow-empty", "-m", text});
    std::string id = workspace.git({"rev-parse", "HEAD"});
    id.pop_back();
    return VersionId{id};
  };
  const VersionId start = commit("Anfang");
  test::git(workspace.folder.path(), {"checkout", "-q", "-b", "draft/a"});
  const VersionId a = commit("Entwurf A");
  test::git(workspace.folder.path(), {"checkout", "-q", "main"});
  const VersionId main = commit("Beschluss");
  CHECK(common_ancestors(*workspace.store, a, main).value() == std::vector{start});
  CHECK(common_ancestors(*workspace.store, main, a).value() == std::vector{start});
  test::git(workspace.folder.path(), {"merge", "-q", "--no-ff", "-m", "Einarbeiten", "draft/a"});
  const VersionId merged = commit("Weiter");
  CHECK(common_ancestors(*workspace.store, a, merged).value() == std::vector{a});
  CHECK(common_ancestors(*workspace.store, merged, main).value() == std::vector{main});
  // Crosswise: what either line had when the other one took it in, and what neither has behind the other.
  const VersionId other = workspace.store->make_version(a, {}, {a, main}, "Andersherum", kAct).value();
  std::vector<VersionId> both{a, main};
  std::sort(both.begin(), both.end());
  CHECK(common_ancestors(*workspace.store, other, merged).value() == both);
  CHECK(common_ancestors(*workspace.store, merged, other).value() == both);
  test::git(workspace.folder.path(), {"checkout", "-q", "--orphan", "fremd"});
  CHECK(common_ancestors(*workspace.store, commit("Fremd"), merged).value().empty());
}

TEST_CASE("git: a list of a pack that leads out of it is named before anything is read by it") {
  const Workspace workspace;
  workspace.put(kTree, "Baum");
  workspace.put(kProse, "Text");
  workspace.save("Wurzel");
  (void)workspace.git({"repack", "-a", "-d", "-q"});
  fs::path list;
  for (const fs::directory_entry& entry : fs::directory_iterator(workspace / ".git/objects/pack"))
    if (entry.path().extension() == ".idx") list = entry.path();
  fs::permissions(list, fs::perms::owner_write, fs::perm_options::add);
  const std::string sound = read_file(list).value();
  const std::size_t objects = (sound.size() - 1072) / 28;
  const std::size_t offsets = 1032 + 24 * objects;
  for (std::size_t at = offsets; at < offsets + 4 * objects; at += 4) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = sound;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      std::ofstream(list, std::ios::binary) << damaged;
      CHECK(opening_error(workspace.folder.path()).code == "damaged-index");
    }
  }
  // Within the pack, at another place: what is read there is compared with its id.
  std::string damaged = sound;
  damaged[offsets + 3] = static_cast<char>(damaged[offsets + 3] ^ 1);
  std::ofstream(list, std::ios::binary) << damaged;
  CHECK(has_errors(open_git(workspace.folder.path()).value()->examine(false, kAct.unix_time).value()));
  std::ofstream(list, std::ios::binary) << sound;
  CHECK_FALSE(has_errors(open_git(workspace.folder.path()).value()->examine(false, kAct.unix_time).value()));
}

TEST_CASE("git: two programs that add records at once lose none") {
  const Workspace workspace;
  constexpr int kRecords = 10;
  std::vector<pid_t> children;
  for (const std::string name : {"a", "b"}) {
    const pid_t child = ::fork();
    if (child != 0) {
      children.push_back(child);
      continue;
    }
    const auto own = open_git(workspace.folder.path());
    bool all_added = own.has_value();
    for (int i = 0; i < kRecords && all_added; ++i) {
      const std::string path = "strategie/reviews/" + name + std::to_string(i) + ".xml";
      all_added = (*own)->add_record(path, path, "Begründung", kAct).has_value();
    }
    ::_exit(all_added ? 0 : 1);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
  }
  CHECK(workspace.store->records("").value().size() == 2 * kRecords);
  CHECK(workspace.git({"fsck", "--strict", "--no-dangling"}).empty());
}

TEST_CASE("git: two programs that save at once lose nothing of each other") {
  const Workspace workspace;
  workspace.put(kTree, "Anfang");
  workspace.save("Anfang");
  constexpr int kSaves = 10;
  const auto work = [&](const std::string& name) {
    const auto own = open_git(workspace.folder.path());
    if (!own) return 1;
    for (int i = 0; i < kSaves; ++i) {
      const std::string text = name + std::to_string(i);
      if (!write_file(workspace / ("documents/" + name + ".md"), text)) return 2;
      for (int tries = 0;; ++tries) {
        const Result<VersionId> saved = (*own)->save((*own)->head().value(), text, kAct);
        if (saved) break;
        // The rival's save took our file along: it is in its version, and nothing is left to be done.
        if (saved.error().code == "nothing-to-save") break;
        const bool may_retry = saved.error().kind == ErrorKind::Conflict || saved.error().kind == ErrorKind::Locked;
        if (!may_retry || tries == 200) return 3;
      }
    }
    return 0;
  };
  std::vector<pid_t> children;
  for (const std::string name : {"a", "b"}) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work(name));
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
  }
  // Each text of each program is in some version, in its order.
  const VersionId tip = workspace.store->head().value().value();
  for (const std::string name : {"a", "b"}) {
    const std::string path = "documents/" + name + ".md";
    std::vector<std::string> seen;
    for (const Version& version : workspace.store->log(tip, {path}, 1000).value()) {
      seen.push_back(workspace.store->read(workspace.store->find(version.id, path).value().content).value());
    }
    std::vector<std::string> expected;
    for (int i = kSaves; i-- > 0;) expected.push_back(name + std::to_string(i));
    CHECK(seen == expected);
  }
  CHECK(workspace.git({"status", "--porcelain"}).empty());
  CHECK(workspace.git({"fsck", "--strict", "--no-dangling"}).empty());
}

}  // namespace zielbaum
