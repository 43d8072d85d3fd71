// Bytes under paths, in versions: what the engine needs of git, and nothing of what a document is.
//
// Two implementations, one suite of tests: a git repository (git.cpp, libgit2) and memory (memory.cpp, for tests).
// A version is a commit; an edition an annotated tag `<document>/<edition>`; a draft a branch `draft/<name>`.
// User text never reaches git's revision parser.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "model/prose_source.h"

namespace zielbaum::store {

/// A file of a version or of the working copy.
struct File {
  std::string path;  ///< relative to the workspace root, "/" between the parts
  ContentId content;
  std::uint64_t size = 0;  ///< only known for the working copy; 0 in versions
  bool regular = true;     ///< false: symbolic link, submodule or special file; never followed
};

/// A file that two versions, or a version and the working copy, do not have alike; absent where it does not exist.
struct ChangedFile {
  std::optional<File> before;
  std::optional<File> after;
  [[nodiscard]] const std::string& path() const { return after ? after->path : before->path; }
};

struct Author {
  std::string name;
  std::string email;
};

struct Version {
  VersionId id;
  std::vector<VersionId> parents;
  Author author;
  std::int64_t unix_time = 0;
  std::string message;   ///< first line is the subject
  bool cut_off = false;  ///< a shallow clone lacks what was before; `parents` is empty
};

struct EditionTag {
  std::string document;
  EditionId edition;
  VersionId version;
};

/// What to write to the working copy: new bytes, or none to remove the file.
struct Write {
  std::string path;
  std::optional<std::string> bytes;
};

/// A file as a new version is to have it: these bytes, or (without bytes) as it is in `as_in`, or (without either)
/// gone.
struct VersionFile {
  std::string path;
  std::optional<std::string> bytes;
  std::optional<VersionId> as_in;
};

/// A line of work: "main", or a draft, "draft/x".
struct Line {
  std::string name;
  VersionId version;
};

/// A line of work that another repository had when versions were exchanged last.
struct OthersLine {
  std::string remote;  ///< what the repository is called here
  Line line;
};

/// Where a line of work goes, and from where.
struct LineMove {
  std::string line;
  std::optional<VersionId> from;  ///< absent: there is no such line yet
  std::optional<VersionId> to;    ///< absent: the line is given up
};

/// One entry of the operation log.
struct Operation {
  VersionId id;
  std::string what;  ///< machine word: "save", "edit", "publish", ...
  Message sentence;  ///< in plain words
  std::int64_t unix_time = 0;
  bool undone = false;
  std::vector<LineMove> lines;  ///< that it moved
};

/// A change of lines of work, of the one that the working copy is on, and of its files: all or nothing.
struct Transition {
  std::vector<LineMove> lines;
  std::string current;  ///< the line that the working copy is on afterwards
  std::string what;     ///< as Operation
  Message sentence;
};

enum class Direction { Undo, Redo };

inline constexpr std::size_t kMostOfFamily = 8;

/// The clock and the author come in from outside; the engine asks nobody.
struct Act {
  Author author;
  std::int64_t unix_time = 0;
};

/// Reads `size` bytes from `at` on; nothing where there are not so many. Damage goes unnoticed.
using ReadPart = std::function<std::optional<std::string>(std::size_t at, std::size_t size)>;

class Store : public model::ProseSource {
 public:
  // -- reading versions --
  /// The version the working copy is based on; empty in a repository without commits.
  [[nodiscard]] virtual Result<std::optional<VersionId>> head() const = 0;
  /// The name of the current line of work, "main" or "draft/x"; "" when detached.
  [[nodiscard]] virtual Result<std::string> line() const = 0;
  /// Any VERSION but `working`, by its whole name, in this order: `saved`, `HEAD`, `main`, edition, draft, branch, tag,
  /// branch elsewhere ("origin/x"), commit id (7 to 40 hex digits), day; "edition:", "branch:" ... say it exactly.
  /// `document`: whose editions (empty: any). NotFound ("unknown-version") or Usage ("ambiguous-version").
  [[nodiscard]] virtual Result<VersionId> resolve(std::string_view version, const DocumentId& document) const = 0;
  [[nodiscard]] virtual Result<Version> describe(const VersionId& version) const = 0;
  /// Files below `folder` ("" for all) of a version, sorted by path.
  [[nodiscard]] virtual Result<std::vector<File>> list(const VersionId& version, std::string_view folder) const = 0;
  /// One file of a version; NotFound.
  [[nodiscard]] virtual Result<File> find(const VersionId& version, std::string_view path) const = 0;
  /// Versions reachable from `from`, newest first by parents, at most `most`; with `paths` only those that touched one
  /// of them (against the first parent).
  [[nodiscard]] virtual Result<std::vector<Version>> log(const VersionId& from, const std::vector<std::string>& paths,
                                                         std::size_t most) const = 0;
  /// The files below documents/ and schemas/ that two versions do not have alike, sorted by path; of an absent
  /// `before`, all. Folders that are the same are passed over unread.
  [[nodiscard]] virtual Result<std::vector<ChangedFile>> changed(const std::optional<VersionId>& before,
                                                                 const VersionId& after) const = 0;
  [[nodiscard]] virtual Result<std::vector<EditionTag>> editions() const = 0;
  /// "main" and the drafts, by name. Lines of other names are none of ours.
  [[nodiscard]] virtual Result<std::vector<Line>> lines() const = 0;
  /// Lines of others, by name, then by remote; also those that are here as well.
  [[nodiscard]] virtual Result<std::vector<OthersLine>> lines_of_others() const = 0;
  /// The folder of another working copy of this repository that is on the line.
  [[nodiscard]] virtual Result<std::optional<std::filesystem::path>> laid_out_elsewhere(
      std::string_view line) const = 0;
  /// All files that two versions do not have alike, wherever they lie; else as changed().
  [[nodiscard]] virtual Result<std::vector<ChangedFile>> changed_anywhere(const VersionId& before,
                                                                          const VersionId& after) const = 0;

  // -- working copy: the files on disk --
  /// Files below `folder` ("" for documents/ and schemas/, beyond which nothing is listed), sorted by path; content ids
  /// are computed (and remembered by size and time of change). Without what git is told to ignore. 10,000 unchanged
  /// files cost about as much as their lstat.
  [[nodiscard]] virtual Result<std::vector<File>> list_working(std::string_view folder) const = 0;
  /// The files below documents/ and schemas/ whose bytes differ from those of `base` (none: nothing was saved yet), or
  /// that are no regular files now, sorted by path. Costs the lstats of list_working() and what differs.
  [[nodiscard]] virtual Result<std::vector<ChangedFile>> changed_working(
      const std::optional<VersionId>& base) const = 0;
  [[nodiscard]] virtual Result<std::string> read_working(std::string_view path) const = 0;
  /// Writes all or none, each beside, fsync, rename; with a journal when there are several. The state before goes into
  /// the operation log first. Paths are below documents/ or schemas/, else Refused.
  [[nodiscard]] virtual Result<void> write_working(const std::vector<Write>& writes, const Act& act,
                                                   std::string_view what, const Message& sentence) = 0;

  // -- saving --
  /// Makes a version: HEAD's tree with documents/ and schemas/ replaced from disk: as changed_working() has just
  /// listed them, so that what was checked is what is saved (Conflict "changed-meanwhile" where a changed file has
  /// other bytes by now), else as they are now. Files executable on disk are so in the version. Invalid
  /// ("no-regular-file", "names-collide": names that other systems take for one) in what changed. Durable: objects
  /// fsynced, read back and compared, operation log written, branch moved by compare-and-swap, index entries refreshed.
  /// `expected` is the version the caller worked from: Conflict if the line has moved since.
  /// Refused ("nothing-to-save") if nothing changed. Locked if another writer holds the lock for 5 seconds.
  [[nodiscard]] virtual Result<VersionId> save(const std::optional<VersionId>& expected, std::string_view message,
                                               const Act& act) = 0;
  /// Makes the version that has the files of `over` but for `files` (sorted by path, none twice). Durable, but on no
  /// line of work yet: Transition puts it there. Nothing else changes.
  [[nodiscard]] virtual Result<VersionId> make_version(const VersionId& over, const std::vector<VersionFile>& files,
                                                       const std::vector<VersionId>& parents, std::string_view message,
                                                       const Act& act) = 0;
  /// Moves lines of work and lays out the files of the one that the working copy is on then; what has not changed
  /// between its version now and then is left as it lies there. Decided at one moment: a program that is killed before
  /// has done nothing, what one killed later left is finished by the next one.
  /// Conflict ("stale-base") if a line stands elsewhere by now; Refused ("unsaved-changes") if a file to be written
  /// over was not saved, ("line-in-use") if another working copy has a line laid out that moves, ("no-regular-file").
  [[nodiscard]] virtual Result<void> go(const Transition& transition, const Act& act) = 0;
  /// Takes back the last operation of this working copy that was not taken back yet and is no record, or (Redo) does
  /// again what was taken back last, and says which. Is an operation itself. An undone save leaves the files as they
  /// are: they are not saved then. What came from others ("sync") goes from here alone. NotFound ("nothing-to-undo");
  /// Refused ("cannot-undo": editions are for good, as is the first version; "already-shared": other copies have it);
  /// Conflict ("changed-meanwhile") where something has changed since; errors of go().
  [[nodiscard]] virtual Result<Operation> undo(Direction direction, const Act& act) = 0;
  /// Tags a version as edition. Refused if the tag exists already.
  [[nodiscard]] virtual Result<void> tag_edition(const DocumentId& document, const EditionId& edition,
                                                 const VersionId& version, std::string_view message,
                                                 const Act& act) = 0;
  // -- records: write-once files, kept apart from the text on a branch of their own, `zielbaum/discussion` --
  /// The records below `folder` ("" for all), sorted by path; their bytes come from read(). None where nobody has added
  /// one yet.
  [[nodiscard]] virtual Result<std::vector<File>> records(std::string_view folder) const = 0;
  /// Adds one, for good. No version of the text, no line of work and no working copy changes. Durable as save(), under
  /// the same lock; where another program was faster, it is added after that one's. Refused ("record-exists") if the
  /// path is taken, ("bad-path") if it is none.
  [[nodiscard]] virtual Result<void> add_record(std::string_view path, std::string_view bytes, std::string_view message,
                                                const Act& act) = 0;
  /// The version that has all records; none where nobody has added one yet.
  [[nodiscard]] virtual Result<std::optional<VersionId>> discussion() const = 0;
  /// Goes from one version of the records to another that has more of them (others' or make_version()'s). For good, as
  /// each record is. Refused ("record-changed") where one of them would be another or gone; Conflict ("stale-base") if
  /// the records do not stand at `from` any more.
  [[nodiscard]] virtual Result<void> take_records(const std::optional<VersionId>& from, const VersionId& to,
                                                  const Message& sentence, const Act& act) = 0;

  /// Of this working copy, newest first.
  [[nodiscard]] virtual Result<std::vector<Operation>> operations(std::size_t most) const = 0;

  /// Whether plain git is in the middle of something in this working copy: a merge, a rebase, a cherry-pick.
  [[nodiscard]] virtual bool in_git_operation() const = 0;

  // -- a note of this working copy about what is under way: survives whatever happens to the program --
  /// What was noted last; nothing if there is nothing.
  [[nodiscard]] virtual Result<std::optional<std::string>> note() const = 0;
  /// Notes, or (without bytes) forgets. Synced.
  [[nodiscard]] virtual Result<void> set_note(const std::optional<std::string>& bytes) = 0;

  /// The author that repository and user configuration name; empty if none does.
  [[nodiscard]] virtual Result<std::optional<Author>> configured_author() const = 0;
  /// Remembers the author in the repository's configuration.
  [[nodiscard]] virtual Result<void> configure_author(const Author& author) = 0;

  // -- health --
  /// Looks for damage: every object that a line of work or the operation log needs is read and compared with its id;
  /// names of versions, locks and unfinished files that programs left. With `repair`, what can be put right without
  /// losing anything is, and told as a note: a name gets the last good version, what nobody needs is removed. Codes:
  /// damaged-object, damaged-version, damaged-reference, stale-lock, locked, left-over. Reads all of the repository.
  [[nodiscard]] virtual Result<Findings> examine(bool repair, std::int64_t unix_time) = 0;

  // -- local state that can be made anew at any time: never pushed, shared by linked working copies --
  /// What was kept last under `name`, whole; nothing if there is nothing, or it is damaged. Names are in the form of an
  /// id, or `family/name`, both so.
  [[nodiscard]] virtual std::optional<std::string> kept(std::string_view name) const = 0;
  /// What was kept last under `name` when this is called, to be read in parts.
  [[nodiscard]] virtual ReadPart kept_parts(std::string_view name) const = 0;
  /// Of several writers the last one wins; a reader sees the old bytes or the new ones. Of a family those stay that
  /// were kept last, kMostOfFamily. Not synced; that it cannot be written (a drive that is full or read-only) is no
  /// error.
  virtual void keep(std::string_view name, std::string_view bytes) = 0;

  /// Bytes by content id, from versions or from the working copy as last listed. Storage where they are missing, never
  /// NotFound: that would say that the file had never been there.
  [[nodiscard]] Result<std::string> read(const ContentId& content) const override = 0;
};

/// Opens the workspace whose root folder is `root` (it has documents/workspace.xml and is the top of its repository).
/// NotFound ("not-a-repository"), Refused ("foreign-owner", "unsafe-config"), Invalid ("unsupported-repository").
[[nodiscard]] Result<std::unique_ptr<Store>> open_git(const std::filesystem::path& root);

/// Makes a repository with branch main at `root` (which may exist and hold files, but no repository).
[[nodiscard]] Result<std::unique_ptr<Store>> create_git(const std::filesystem::path& root);

/// Two stores that are read as one, for comparing: what `own` does not have is looked up in `other`.
struct Both {
  /// Lines of work, working copy and all that is named are those of `own`. Versions, bytes, editions and records are
  /// there of both; of the other's versions resolve() knows whole ids ("commit:"). What would write is Refused
  /// ("read-only").
  std::unique_ptr<Store> store;
  std::optional<VersionId> others_working;  ///< stands for the other's working copy as it lies there now
};
/// With a date for it, the other's working copy is a version as well; without, it is not looked at.
[[nodiscard]] Result<Both> side_by_side(std::unique_ptr<Store> own, std::unique_ptr<Store> other,
                                        std::optional<std::int64_t> working_unix_time);
/// A store in memory, empty, for tests.
[[nodiscard]] std::unique_ptr<Store> create_memory();

/// The nearest versions at or behind both, whatever the clocks said, sorted by id: those that are behind no other one
/// of them. Several where lines were merged crosswise; none where they have none in common. Reads all that is behind
/// `a`.
[[nodiscard]] Result<std::vector<VersionId>> common_ancestors(const Store& store, const VersionId& a,
                                                              const VersionId& b);

/// git's blob id of some bytes.
[[nodiscard]] ContentId content_id(std::string_view bytes);

}  // namespace zielbaum::store
