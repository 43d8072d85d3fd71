// A fault at each single system call with which a command changes files: killed, drive broken, drive full. Whatever
// happens, every version stays whole, no file is half written, and the command succeeds when it is run again.
#include "faults/system_calls.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

#include "base/file.h"
#include "base/process.h"
#include "store/store.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace zielbaum;
using namespace zielbaum::store;
using namespace zielbaum::test;
namespace fs = std::filesystem;

namespace {

/// Every how manyth call a fault is tried at: ZIELBAUM_FAULTS=all build/release/tests/test_faults tries each.
int stride() {
  const char* const wanted = std::getenv("ZIELBAUM_FAULTS");
  return wanted != nullptr && std::string_view(wanted) == "all" ? 1 : 3;
}

/// In memory where possible, since every deed syncs: what is lost with the power is not tested here.
void work_in_memory() {
  if (::access("/dev/shm", W_OK) == 0) ::setenv("TMPDIR", "/dev/shm", 1);
}

/// Nobody's configuration. libgit2 looks for it once, so this stands before everything.
struct SealedHome {
  bool in_memory = (work_in_memory(), true);
  TempFolder folder;
  SealedHome() {
    ::setenv("HOME", folder.path().c_str(), 1);
    ::setenv("XDG_CONFIG_HOME", folder.path().c_str(), 1);
    ::setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    ::setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
  }
};
const SealedHome kSealedHome;

const Act kAct = {{"Änne Beispiel", "aenne@example.org"}, 1'660'000'000};
const std::string kTree = "documents/strategie/document.xml";
const std::string kProse = "documents/strategie/text/lernorte.md";
const std::string kType = "schemas/types/strategie.xml";

const std::string kOld(30'000, 'a');
const std::string kNew(40'000, 'b');

/// What a child process did with a store, as its exit code.
enum Outcome {
  kSucceeded = 0,
  kStorage = 10,
  kRefused = 11,
  kLocked = 12,
  kOther = 13,
  kNoMemory = 14,
  kNotReached = 100
};

struct Deed {
  std::string name;
  std::function<void(const fs::path&)> prepare;  ///< without the store, as an editor would
  std::function<Result<void>(Store&)> run;
};

int outcome(const Result<void>& done) {
  if (done) return kSucceeded;
  switch (done.error().kind) {
    case ErrorKind::Storage:
      return kStorage;
    case ErrorKind::Refused:
      return kRefused;
    case ErrorKind::Locked:
      return kLocked;
    default:
      return kOther;
  }
}

/// Runs the operation in a process of its own with the fault. 128 + signal if it was killed; kNotReached if the
/// operation was done before the fault came.
int run_with(const Deed& deed, const fs::path& root, Fault fault, int at) {
  const pid_t child = ::fork();
  if (child == 0) {
    Result<std::unique_ptr<Store>> opened = open_git(root);
    if (!opened) ::_exit(kOther);
    Result<void> done;
    try {
      plan_fault(fault, at);
      done = deed.run(**opened);
    } catch (const std::bad_alloc&) {
      ::_exit(kNoMemory);
    }
    const bool reached = counted_calls() >= at || fault == Fault::NoLocks;
    end_faults();
    ::_exit(done && !reached ? kNotReached : outcome(done));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void remove_locks(const fs::path& git_dir) {
  std::vector<fs::path> stale;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(git_dir)) {
    if (entry.path().extension() == ".lock") stale.push_back(entry.path());
  }
  for (const fs::path& path : stale) fs::remove(path);
}

std::string git(const fs::path& root, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"git", "-C", root.string()});
  const Result<Finished> finished = run_process(arguments);
  REQUIRE(finished.has_value());
  return finished->exit_code == 0 ? finished->out : "exit " + std::to_string(finished->exit_code) + finished->err;
}

/// Path and bytes of all files of a version, read through the store.
std::map<std::string, std::string> files_of(const Store& store, const VersionId& version) {
  std::map<std::string, std::string> files;
  const Result<std::vector<File>> listed = store.list(version, "");
  REQUIRE(listed.has_value());
  for (const File& file : *listed) {
    const Result<std::string> bytes = store.read(file.content);
    REQUIRE(bytes.has_value());
    files.emplace(file.path, *bytes);
  }
  return files;
}

std::map<std::string, std::string> files_on_disk(const fs::path& root) {
  std::map<std::string, std::string> files;
  for (const char* top : {"documents", "schemas"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top)) {
      // What write_file() was killed over is not listed by anything.
      if (!entry.is_regular_file() || entry.path().filename().string().starts_with('.')) continue;
      files.emplace(fs::relative(entry.path(), root).string(), read_file(entry.path()).value());
    }
  }
  return files;
}

const std::vector<Deed>& deeds() {
  static const auto nothing = [](const fs::path&) {};
  static const std::vector<Deed> all = {
      {"save", [](const fs::path& root) { std::ofstream(root / kTree, std::ios::trunc) << kNew; },
       [](Store& store) -> Result<void> {
         const std::optional<VersionId> head = TRY(store.head());
         TRY(store.save(head, "zweite", kAct));
         return {};
       }},
      {"edit", nothing,
       [](Store& store) -> Result<void> {
         return store.write_working({{kTree, kNew}, {kProse, "neu"}, {kType, std::nullopt}}, kAct, "edit", {"drei"});
       }},
      {"edition", nothing,
       [](Store& store) -> Result<void> {
         const VersionId head = *TRY(store.head());
         return store.tag_edition(DocumentId{"strategie"}, EditionId{"beschluss"}, head, "Beschluss", kAct);
       }},
  };
  return all;
}

VersionId tip(const Store& store, const std::string& name) {
  for (const Line& line : store.lines().value())
    if (line.name == name) return line.version;
  FAIL("no line " << name);
  return {};
}

/// Begins a draft with one version of its own.
void begin_draft(Store& store) {
  const VersionId first = store.head().value().value();
  REQUIRE(store.go({{{"draft/klima", std::nullopt, first}}, "draft/klima", "draft", {"beginnen"}}, kAct));
  REQUIRE(store.write_working({{kTree, kNew}, {kProse, std::nullopt}}, kAct, "edit", {"ändern"}));
  REQUIRE(store.save(first, "Entwurf", kAct).has_value());
}

/// Works the draft into main, gives it up and goes to main.
Result<void> finish_draft(Store& store) {
  const VersionId main = tip(store, "main");
  const VersionId draft = tip(store, "draft/klima");
  const std::vector<VersionFile> files = {{kTree, std::nullopt, draft},
                                          {kProse, "beide", std::nullopt},
                                          {"documents/strategie/text/neu.md", "neu", std::nullopt}};
  const VersionId made = TRY(store.make_version(main, files, {main, draft}, "einarbeiten", kAct));
  return store.go({{{"main", main, made}, {"draft/klima", draft, std::nullopt}}, "main", "finish", {"einarbeiten"}},
                  kAct);
}

/// Changes that move names and files at one moment.
const std::vector<Deed>& transitions() {
  static const auto was = [](Store& store, const char* what) {
    return store.operations(1).value().front().what == what;
  };
  static const std::vector<Deed> all = {
      {"finish", [](const fs::path& root) { begin_draft(*open_git(root).value()); },
       [](Store& store) -> Result<void> {
         if (store.line().value() == "main") return {};
         return finish_draft(store);
       }},
      {"undo",
       [](const fs::path& root) {
         const std::unique_ptr<Store> store = open_git(root).value();
         begin_draft(*store);
         REQUIRE(finish_draft(*store).has_value());
       },
       [](Store& store) -> Result<void> {
         if (was(store, "undo") && store.line().value() != "main") return {};
         TRY(store.undo(Direction::Undo, kAct));
         return {};
       }},
  };
  return all;
}

/// git's garbage collection takes away the index of a pack that is not there (yet).
bool no_index_without_pack(const fs::path& root) {
  for (const fs::directory_entry& entry : fs::directory_iterator(root / ".git/objects/pack"))
    if (entry.path().extension() == ".idx" && !fs::exists(fs::path(entry.path()).replace_extension(".pack")))
      return false;
  return true;
}

/// What the log tells last has happened: its lines stand where it says, its edition is there.
bool log_is_true(const Store& store) {
  const Operation last = store.operations(1).value().front();
  for (const LineMove& move : last.lines) {
    std::optional<VersionId> now;
    for (const Line& line : store.lines().value())
      if (line.name == move.line) now = line.version;
    if (now != move.to) return false;
  }
  return last.what != "edition" || !store.editions().value().empty();
}

/// A workspace with one version.
void make_workspace(const fs::path& root) {
  const std::unique_ptr<Store> store = create_git(root).value();
  REQUIRE(store->write_working({{kTree, kOld}, {kProse, "alt"}, {kType, "<type />"}}, kAct, "edit", {"Anfang"}));
  REQUIRE(store->save(std::nullopt, "erste", kAct).has_value());
}

/// Tries the fault at calls of every operation, each kind of fault at other ones. Returns how many there were.
int try_everywhere(Fault fault, const std::vector<Deed>& all = deeds()) {
  int tried = 0;
  const int first_call = 1 + static_cast<int>(fault) % stride();
  const TempFolder folder;
  make_workspace(folder.path() / "anfang");
  for (const Deed& deed : all) {
    const fs::path start = folder.path() / deed.name;
    fs::copy(folder.path() / "anfang", start, fs::copy_options::recursive);
    deed.prepare(start);
    const auto before = files_on_disk(start);
    const VersionId first = open_git(start).value()->head().value().value();
    const auto first_files = files_of(*open_git(start).value(), first);
    const fs::path done = folder.path() / (deed.name + "-done");
    fs::copy(start, done, fs::copy_options::recursive);
    REQUIRE(deed.run(*open_git(done).value()).has_value());
    const auto after = files_on_disk(done);
    // Of thousands of allocations some, the first ones close to each other.
    for (int at = first_call;; at += fault == Fault::NoMemory ? stride() + at / 8 : stride()) {
      INFO(deed.name << ", fault " << static_cast<int>(fault) << " at call " << at);
      const fs::path root = folder.path() / "jetzt";
      fs::remove_all(root);
      fs::copy(start, root, fs::copy_options::recursive);
      const int code = run_with(deed, root, fault, at);
      if (code == kNotReached) break;
      ++tried;
      CHECK(no_index_without_pack(root));
      if (fault == Fault::Killed || fault == Fault::KilledAmid) {
        CHECK(code == 128 + SIGKILL);
      } else {
        // The child's "random" names for new packs are those that come next here.
        remove_locks(root / ".git/objects/pack");
        // Calls that nothing hangs on, those of the caches, may fail.
        CHECK((code == kSucceeded || code == (fault == Fault::NoMemory ? kNoMemory : kStorage)));
      }
      // Opening finishes what was decided already.
      const std::unique_ptr<Store> store = open_git(root).value();
      const auto now = files_on_disk(root);
      CHECK((now == before || now == after));
      CHECK(log_is_true(*store));
      const VersionId head = store->head().value().value();
      CHECK(files_of(*store, first) == first_files);
      if (head != first) CHECK(files_of(*store, head) == now);
      if (code == kSucceeded) CHECK(files_on_disk(root) == after);
      if (tried % 4 == 1) CHECK(git(root, {"fsck", "--strict", "--no-dangling"}).empty());

      const Result<void> again = deed.run(*store);
      const bool was_done =
          !again && (again.error().code == "nothing-to-save" || again.error().code == "edition-exists");
      INFO((again ? "" : render(again.error().message, Language::English)));
      CHECK((again.has_value() || was_done));
      CHECK(files_on_disk(root) == after);
      CHECK_FALSE(store->operations(10).value().empty());
      REQUIRE(at < (fault == Fault::NoMemory ? 1'000'000 : 1000));
    }
  }
  return tried;
}

}  // namespace

TEST_CASE("faults: killed before any call, nothing is lost or half written") {
  CHECK(try_everywhere(Fault::Killed) > 50 / stride());
}

TEST_CASE("faults: killed amid any write, nothing is lost or half written") {
  CHECK(try_everywhere(Fault::KilledAmid) > 50 / stride());
}

TEST_CASE("faults: when any one call fails, it is said, and nothing is lost or half written") {
  CHECK(try_everywhere(Fault::BrokenDrive) > 50 / stride());
}

TEST_CASE("faults: when the drive is full from any call on, it is said, and nothing is lost or half written") {
  CHECK(try_everywhere(Fault::FullDrive) > 50 / stride());
}

TEST_CASE("faults: lines and files that move together are all moved, or none") {
  for (const Fault fault : {Fault::Killed, Fault::KilledAmid, Fault::BrokenDrive, Fault::FullDrive})
    CHECK(try_everywhere(fault, transitions()) > 50 / stride());
}

TEST_CASE("faults: when no more files can be opened, it is said, and nothing is lost or half written") {
  CHECK(try_everywhere(Fault::NoFiles) > 50 / stride());
}

TEST_CASE("faults: when memory is short, nothing is lost or half written") {
  CHECK(try_everywhere(Fault::NoMemory) > 50 / stride());
}

TEST_CASE("faults: short and interrupted writes go on, and nothing is seen of them") {
  const TempFolder folder;
  make_workspace(folder.path() / "anfang");
  for (const Fault fault : {Fault::ShortWrites, Fault::Interrupted}) {
    for (const Deed& deed : deeds()) {
      INFO(deed.name << ", fault " << static_cast<int>(fault));
      const fs::path root = folder.path() / "jetzt";
      const fs::path done = folder.path() / "fertig";
      for (const fs::path& copy : {root, done}) {
        fs::remove_all(copy);
        fs::copy(folder.path() / "anfang", copy, fs::copy_options::recursive);
        deed.prepare(copy);
      }
      REQUIRE(deed.run(*open_git(done).value()).has_value());
      CHECK(run_with(deed, root, fault, 1) == kSucceeded);
      CHECK(files_on_disk(root) == files_on_disk(done));
      CHECK(open_git(root).value()->head().value() == open_git(done).value()->head().value());
      CHECK(git(root, {"fsck", "--strict", "--no-dangling"}).empty());
    }
  }
}

TEST_CASE("faults: on a drive without locks nothing is written, and why is said") {
  const TempFolder folder;
  make_workspace(folder.path() / "w");
  for (const Deed& deed : deeds()) {
    INFO(deed.name);
    deed.prepare(folder.path() / "w");
    const auto before = files_on_disk(folder.path() / "w");
    CHECK(run_with(deed, folder.path() / "w", Fault::NoLocks, 0) == kRefused);
    CHECK(files_on_disk(folder.path() / "w") == before);
  }
}

TEST_CASE("faults: an edit that was decided is finished at the next start, but what was edited since is kept") {
  const TempFolder folder;
  make_workspace(folder.path() / "anfang");
  const Deed& edit = deeds().at(1);
  const fs::path root = folder.path() / "jetzt";
  int unfinished = 0;
  for (int at = 1;; ++at) {
    INFO("killed at call " << at);
    fs::remove_all(root);
    fs::copy(folder.path() / "anfang", root, fs::copy_options::recursive);
    if (run_with(edit, root, Fault::Killed, at) == kNotReached) break;
    const bool was_unfinished = fs::exists(root / ".git/zielbaum/journal") && read_file(root / kProse).value() == "alt";
    if (was_unfinished) {
      ++unfinished;
      std::ofstream(root / kProse) << "von Hand";
    }
    const std::unique_ptr<Store> opened = open_git(root).value();
    CHECK_FALSE(fs::exists(root / ".git/zielbaum/journal"));
    if (!was_unfinished) continue;
    CHECK(opened->read_working(kTree).value() == kNew);
    CHECK(opened->read_working(kProse).value() == "von Hand");
    CHECK_FALSE(opened->read_working(kType).has_value());
  }
  CHECK(unfinished > 0);
}

TEST_CASE("faults: where a file cannot be written whole, the old one stays, and why is said") {
  const TempFolder folder;
  const fs::path path = folder.path() / "strategie.pdf";
  for (const Fault fault : {Fault::FullDrive, Fault::BrokenDrive}) {
    bool reached = true;
    for (int at = 1; reached; ++at) {
      INFO("fault at call " << at);
      REQUIRE(write_file(path, kOld).has_value());
      plan_fault(fault, at);
      const Result<void> written = write_file(path, kNew);
      reached = counted_calls() >= at;
      end_faults();
      const std::string now = *read_file(path);
      if (written) {
        CHECK(now == kNew);
      } else {
        CHECK(written.error().kind == ErrorKind::Storage);
        CHECK_FALSE(written.error().message.args.empty());
        CHECK((now == kOld || now == kNew));  // renamed already, where only the folder could not be synced
      }
      if (fault == Fault::FullDrive) {
        CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
      }
    }
  }
}
