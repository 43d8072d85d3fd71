#include <unistd.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/file.h"
#include "store/bytes_internal.h"
#include "store/examine_internal.h"
#include "store/kept_internal.h"
#include "store/line_ends_internal.h"
#include "store/lock_internal.h"
#include "store/names_internal.h"
#include "store/new_tree_internal.h"
#include "store/open_internal.h"
#include "store/paths_internal.h"
#include "store/recent_internal.h"
#include "store/records_internal.h"
#include "store/references_internal.h"
#include "store/snapshot_internal.h"
#include "store/stale_locks_internal.h"
#include "store/transition_internal.h"
#include "store/tree_files_internal.h"
#include "store/walk_internal.h"
#include "store/working_copies_internal.h"
#include "store/working_internal.h"

namespace zielbaum::store {

namespace {

/// What stands at one path in a version; compared between a version and its first parent.
using PathIds = std::vector<std::string>;

class GitStore final : public Store {
 public:
  explicit GitStore(Repository repository) : repository_(std::move(repository)) {}

  /// What a killed program left, where nobody else is writing just now: whoever writes next finishes it if they died.
  Result<void> finish_what_was_left() {
    if (!has_journal(repository_)) return {};
    const Result<WriterLock> lock = WriterLock::take(repository_.common_dir, 0);
    return lock ? finish(*lock) : Result<void>();
  }

  Result<std::optional<VersionId>> head() const override { return read_reference(repository_, "HEAD"); }

  Result<std::string> line() const override {
    const std::string reference = TRY(current_reference(repository_));
    return reference.starts_with(kHeads) ? reference.substr(kHeads.size()) : std::string();
  }

  Result<VersionId> resolve(std::string_view version, const DocumentId& document) const override {
    VersionNames names;
    names.head = TRY(head());
    names.editions = TRY(editions());
    names.lines = TRY(lines());
    names.others = TRY(lines_of_others());
    names.named = [this](const std::string& reference) { return version_named(repository_, reference); };
    names.with_prefix = [this](std::string_view prefix) { return versions_with_prefix(repository_, prefix); };
    names.not_after = [this, &names](std::int64_t time) { return last_not_after(names.head, time); };
    return resolve_name(names, version, document);
  }

  Result<Version> describe(const VersionId& version) const override {
    return TRY(recent_.commit(repository_, version)).version;
  }

  Result<std::vector<File>> list(const VersionId& version, std::string_view folder) const override {
    while (folder.ends_with('/')) folder.remove_suffix(1);
    const Commit commit = TRY(recent_.commit(repository_, version));
    const std::optional<TreeEntry> top = TRY(recent_.find_entry(repository_, commit.tree, folder));
    std::vector<File> files;
    if (!top) return files;
    if (!top->is_folder()) {
      files.push_back(file_of(*top, std::string(folder)));
      return files;
    }
    TRY(list_tree(repository_, top->id, std::string(folder), files));
    std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
    return files;
  }

  Result<File> find(const VersionId& version, std::string_view path) const override {
    const Commit commit = TRY(recent_.commit(repository_, version));
    const std::optional<TreeEntry> entry = TRY(recent_.find_entry(repository_, commit.tree, path));
    if (!entry || entry->is_folder()) return no_such_file(path);
    return file_of(*entry, std::string(path));
  }

  Result<std::vector<Version>> log(const VersionId& from, const std::vector<std::string>& paths,
                                   std::size_t most) const override {
    std::vector<Version> versions;
    if (most == 0) return versions;
    std::unordered_map<VersionId, PathIds> known;
    const auto ids_of = [&](const VersionId& version) -> Result<PathIds> {
      if (const auto found = known.find(version); found != known.end()) return found->second;
      PathIds ids = TRY(path_ids(version, paths));
      return known.emplace(version, std::move(ids)).first->second;
    };
    const auto visit = [&](const Version& version) -> Result<bool> {
      bool touched = paths.empty();
      if (!touched) {
        PathIds before(paths.size());
        if (!version.parents.empty()) before = TRY(ids_of(version.parents.front()));
        touched = TRY(ids_of(version.id)) != before;
      }
      if (touched) versions.push_back(version);
      return versions.size() < most;
    };
    TRY(walk(
        from, [this](const VersionId& id) { return describe(id); }, visit));
    return versions;
  }

  Result<std::vector<ChangedFile>> changed(const std::optional<VersionId>& before,
                                           const VersionId& after) const override {
    const Commit to = TRY(recent_.commit(repository_, after));
    std::optional<Commit> from;
    if (before) from = TRY(recent_.commit(repository_, *before));
    std::vector<ChangedFile> files;
    for (const std::string_view folder : {kDocuments, kSchemas}) {
      std::optional<git_oid> was;
      if (from) was = TRY(folder_at(from->tree, folder));
      const std::optional<git_oid> is = TRY(folder_at(to.tree, folder));
      TRY(recent_.compare(repository_, was, is, std::string(folder), files));
    }
    std::sort(files.begin(), files.end(),
              [](const ChangedFile& a, const ChangedFile& b) { return a.path() < b.path(); });
    return files;
  }

  Result<std::vector<EditionTag>> editions() const override { return edition_tags(repository_); }

  Result<std::vector<Line>> lines() const override { return lines_of_work(repository_); }

  Result<std::vector<OthersLine>> lines_of_others() const override { return others_lines_of_work(repository_); }

  Result<std::optional<std::filesystem::path>> laid_out_elsewhere(std::string_view line) const override {
    return other_copy_on(repository_, std::string(kHeads) + std::string(line));
  }

  Result<std::vector<ChangedFile>> changed_anywhere(const VersionId& before, const VersionId& after) const override {
    const Commit from = TRY(recent_.commit(repository_, before));
    const Commit to = TRY(recent_.commit(repository_, after));
    std::vector<ChangedFile> files;
    TRY(recent_.compare(repository_, from.tree, to.tree, "", files));
    std::sort(files.begin(), files.end(),
              [](const ChangedFile& a, const ChangedFile& b) { return a.path() < b.path(); });
    return files;
  }

  Result<std::vector<File>> list_working(std::string_view folder) const override {
    while (folder.ends_with('/')) folder.remove_suffix(1);
    TRY(scan(folder));
    store::keep(repository_, listing_);
    std::vector<File> files;
    for (auto& [path, file] : files_below(listing_, folder)) files.push_back(working_file(*file, std::move(path)));
    return files;
  }

  Result<std::vector<ChangedFile>> changed_working(const std::optional<VersionId>& base) const override {
    TRY(scan(""));
    store::keep(repository_, listing_);
    std::vector<ChangedFile> changed;
    std::optional<git_oid> tree;
    if (base) tree = TRY(read_commit(repository_, *base)).tree;
    TRY(compare_listed(repository_, listing_.top, tree, changed));
    std::sort(changed.begin(), changed.end(),
              [](const ChangedFile& a, const ChangedFile& b) { return a.path() < b.path(); });
    just_listed_ = true;
    return changed;
  }

  Result<std::string> read_working(std::string_view path) const override {
    if (has_bad_part(path)) return no_such_file(path);
    if (!TRY(is_behind_real_folders(repository_.root, path))) return no_such_file(path);
    Result<std::string> bytes = read_file(repository_.root / path);
    if (!bytes || bytes->find("\r\n") == std::string::npos) return bytes;
    const std::optional<git_oid> tree = TRY(head_tree());
    return as_stored(repository_, recent_, tree, path, std::move(*bytes));
  }

  Result<void> write_working(const std::vector<Write>& writes, const Act& act, std::string_view what,
                             const Message& sentence) override {
    for (const Write& each : writes) {
      TRY(check_writable_path(each.path));
      if (!TRY(is_behind_real_folders(repository_.root, each.path))) {
        return error(ErrorKind::Refused, "symbolic-link",
                     msg("A folder above {0} is a symbolic link or no folder", each.path));
      }
    }
    if (writes.empty()) return {};
    just_listed_ = false;
    const WriterLock lock = TRY(begin_writing());
    const auto write = [&]() -> Result<void> {
      LogEntry entry;
      entry.what = what;
      entry.sentence = sentence;
      const std::optional<git_oid> base_tree = TRY(head_tree());
      Plan plan;
      for (const Write& each : writes) {
        std::optional<std::string> now = TRY(bytes_on_disk(repository_, each.path));
        std::optional<std::string> then = each.bytes;
        if (then) then = TRY(as_stored(repository_, recent_, std::nullopt, each.path, std::move(*then)));
        const std::string then_id = then ? content_id(*then).text : "";
        plan.files.push_back({each.path, std::move(then), false, now ? content_id(*now).text : ""});
        if (now) now = TRY(as_stored(repository_, recent_, base_tree, each.path, std::move(*now)));
        entry.files.push_back({each.path, now ? content_id(*now).text : "", then_id});
      }
      TRY(scan(""));
      NewObjects objects(repository_);
      entry.tree = TRY(write_snapshot(repository_, objects, base_tree, listing_, Irregular::LeaveOut));
      plan.moves.push_back(TRY(store_operation(repository_, objects, entry, act)));
      store::keep(repository_, listing_);
      return carry_out(repository_, plan, "edit");
    };
    return trusting(write);
  }

  Result<VersionId> save(const std::optional<VersionId>& expected, std::string_view message, const Act& act) override {
    const WriterLock lock = TRY(begin_writing());
    TRY(check_nothing_unfinished());
    const std::string reference = TRY(current_reference(repository_));
    if (reference.empty()) {
      return advise(error(ErrorKind::Refused, "detached-head",
                          msg("An old version is laid out in this folder; a new one cannot follow it")),
                    msg("Go back to the current line with: git switch main"));
    }
    const std::optional<VersionId> base = TRY(head());
    if (base != expected) return stale_base();
    VersionId saved;
    const auto write = [&]() -> Result<void> {
      const std::optional<git_oid> old_tree = TRY(head_tree());
      if (!std::exchange(just_listed_, false)) TRY(scan(""));
      NewObjects objects(repository_);
      const git_oid tree = TRY(write_snapshot(repository_, objects, old_tree, listing_, Irregular::Refuse));
      if (old_tree ? git_oid_equal(&tree, &*old_tree) != 0 : files_below(listing_, "").empty()) {
        return error(ErrorKind::Refused, "nothing-to-save", msg("Nothing has changed since the last save"));
      }
      std::vector<VersionId> parents;
      if (base) parents.push_back(*base);
      const std::string bytes = encode_commit(hex(tree), parents, act.author, act.unix_time, message);
      const git_oid id = TRY(objects.add(GIT_OBJECT_COMMIT, bytes));
      saved = VersionId{hex(id)};
      const std::string_view subject = trimmed_message(message);
      const std::string sentence(subject.substr(0, subject.find('\n')));
      const LogEntry entry{"save", {"{0}", {sentence}}, {{reference, base, saved}}, "", "", {}, {}, tree};
      Plan plan{entry.moves, "", {}};
      plan.moves.push_back(TRY(store_operation(repository_, objects, entry, act)));
      TRY(carry_out(repository_, plan, "commit: " + sentence, [this](const Plan& done) { return bring_index(done); }));
      store::keep(repository_, listing_);
      return {};
    };
    TRY(trusting(write));
    return saved;
  }

  Result<VersionId> make_version(const VersionId& over, const std::vector<VersionFile>& files,
                                 const std::vector<VersionId>& parents, std::string_view message,
                                 const Act& act) override {
    const WriterLock lock = TRY(begin_writing());
    VersionId made;
    const auto write = [&]() -> Result<void> {
      NewObjects objects(repository_);
      std::vector<TreeChange> changes;
      const git_oid base = TRY(recent_.commit(repository_, over)).tree;
      for (const VersionFile& file : files) changes.push_back({file.path, TRY(entry_for(file, base, objects))});
      std::optional<git_oid> tree = TRY(changed_tree(repository_, objects, base, changes));
      if (!tree) tree = TRY(objects.add(GIT_OBJECT_TREE, ""));
      const std::string bytes = encode_commit(hex(*tree), parents, act.author, act.unix_time, message);
      made = VersionId{hex(TRY(objects.add(GIT_OBJECT_COMMIT, bytes)))};
      return objects.store();
    };
    TRY(trusting(write));
    return made;
  }

  Result<void> go(const Transition& transition, const Act& act) override {
    const WriterLock lock = TRY(begin_writing());
    TRY(check_nothing_unfinished());
    LogEntry entry;
    entry.what = transition.what;
    entry.sentence = transition.sentence;
    entry.line_from = TRY(current_reference(repository_));
    entry.line_to = std::string(kHeads) + transition.current;
    const std::optional<VersionId> before = TRY(head());
    std::optional<VersionId> after = TRY(read_reference(repository_, entry.line_to));
    for (const LineMove& move : transition.lines) {
      const std::string name = std::string(kHeads) + move.line;
      if (TRY(read_reference(repository_, name)) != move.from) return stale_base();
      if (name == entry.line_to) after = move.to;
      entry.moves.push_back({name, move.from, move.to});
    }
    if (!before || !after) {
      return error(ErrorKind::NotFound, "no-version", msg("There is no line of work “{0}”", transition.current));
    }
    TRY(check_not_in_use(repository_, entry.moves));
    if (entry.line_from != entry.line_to) TRY(check_not_in_use(repository_, {{entry.line_to, after, after}}));
    Plan plan{entry.moves, entry.line_from == entry.line_to ? "" : entry.line_to, {}};
    plan.files = TRY(steps_between(repository_, recent_, *before, *after));
    return trusting([&] { return log_and_carry_out(entry, plan, act); });
  }

  Result<Operation> undo(Direction direction, const Act& act) override {
    const WriterLock lock = TRY(begin_writing());
    TRY(check_nothing_unfinished());
    const NextUndo next = TRY(next_undo(each_entry(), direction));
    const Plan plan = TRY(plan_of_undo(repository_, recent_, next.entry.entry, direction));
    LogEntry entry;
    entry.what = direction == Direction::Undo ? "undo" : "redo";
    entry.sentence = next.entry.entry.sentence;
    entry.moves = plan.moves;
    entry.line_from = TRY(current_reference(repository_));
    entry.line_to = plan.line.empty() ? entry.line_from : plan.line;
    entry.reverts = next.reverts;
    TRY(trusting([&] { return log_and_carry_out(entry, plan, act); }));
    return operation_of(next.entry, direction == Direction::Undo);
  }

  bool in_git_operation() const override {
    const int state = git_repository_state(repository_.handle.get());
    return state != GIT_REPOSITORY_STATE_NONE && state != GIT_REPOSITORY_STATE_BISECT;
  }

  Result<std::optional<std::string>> note() const override {
    Result<std::string> bytes = read_file(note_path());
    if (bytes) return std::optional(std::move(*bytes));
    if (bytes.error().kind == ErrorKind::NotFound) return std::optional<std::string>();
    return std::move(bytes).error();
  }

  Result<void> set_note(const std::optional<std::string>& bytes) override {
    TRY(state_folder(repository_.git_dir));
    return bytes ? write_file(note_path(), *bytes) : remove_file(note_path());
  }

  Result<void> tag_edition(const DocumentId& document, const EditionId& edition, const VersionId& version,
                           std::string_view message, const Act& act) override {
    if (!is_valid_id(document.text) || !is_valid_id(edition.text)) {
      return error(ErrorKind::Usage, "bad-id", msg("{0} is no valid name", document.text + "/" + edition.text));
    }
    const WriterLock lock = TRY(begin_writing());
    const Commit commit = TRY(read_commit(repository_, version));
    const std::string name = document.text + "/" + edition.text;
    const std::string reference = "refs/tags/" + name;
    git_oid existing{};
    if (git_reference_name_to_id(&existing, repository_.handle.get(), reference.c_str()) == 0) {
      return edition_exists(name);
    }
    return trusting([&]() -> Result<void> {
      std::string bytes = "object " + version.text + "\ntype commit\ntag " + name + "\ntagger " +
                          signature(act.author, act.unix_time) + "\n\n";
      bytes += trimmed_message(message);
      bytes += "\n";
      NewObjects objects(repository_);
      const git_oid id = TRY(objects.add(GIT_OBJECT_TAG, bytes));
      const LogEntry entry{"edition", {"{0}", {name}}, {{reference, std::nullopt, version}}, "", "", {},
                           {},        commit.tree};
      Plan plan{{{reference, std::nullopt, VersionId{hex(id)}}}, "", {}};
      plan.moves.push_back(TRY(store_operation(repository_, objects, entry, act)));
      return carry_out(repository_, plan, "edition");
    });
  }

  Result<std::vector<File>> records(std::string_view folder) const override {
    const std::optional<VersionId> tip = TRY(read_reference(repository_, kDiscussion));
    if (!tip) return std::vector<File>();
    return list(*tip, folder);
  }

  Result<void> add_record(std::string_view path, std::string_view bytes, std::string_view message,
                          const Act& act) override {
    const WriterLock lock = TRY(begin_writing());
    return trusting([&] { return store::add_record(repository_, path, bytes, message, act); });
  }

  Result<std::optional<VersionId>> discussion() const override { return read_reference(repository_, kDiscussion); }

  Result<void> take_records(const std::optional<VersionId>& from, const VersionId& to, const Message& sentence,
                            const Act& act) override {
    const WriterLock lock = TRY(begin_writing());
    if (TRY(discussion()) != from) return stale_base();
    if (from) {
      const std::vector<ChangedFile> changed_records = TRY(changed_anywhere(*from, to));
      TRY(check_no_record_changed(changed_records));
    }
    return trusting([&] { return store::take_records(repository_, from, to, sentence, act); });
  }

  Result<std::vector<Operation>> operations(std::size_t most) const override {
    return newest_operations(each_entry(), most);
  }

  Result<std::optional<Author>> configured_author() const override { return author_of_configuration(repository_); }
  Result<void> configure_author(const Author& author) override { return write_author(repository_, author); }

  Result<Findings> examine(bool repair, std::int64_t unix_time) override {
    if (!repair) return examine_repository(repository_, false, unix_time);
    const WriterLock lock = TRY(begin_writing());
    return examine_repository(repository_, true, unix_time);
  }

  std::optional<std::string> kept(std::string_view name) const override {
    return read_kept(repository_.common_dir, name);
  }

  ReadPart kept_parts(std::string_view name) const override { return open_kept(repository_.common_dir, name); }

  void keep(std::string_view name, std::string_view bytes) override { write_kept(repository_.common_dir, name, bytes); }

  Result<std::string> read(const ContentId& content) const override {
    if (!is_hex(content.text, 40, 40)) return no_such_content(content);
    const git_oid id = oid(content.text);
    if (!has_object(repository_, id)) {
      if (listed_.empty()) {
        for (const auto& [path, file] : files_below(listing_, "")) listed_.emplace(hex(file->id), path);
      }
      if (const auto found = listed_.find(content.text); found != listed_.end()) {
        Result<std::string> bytes = read_working(found->second);
        if (bytes && content_id(*bytes) == content) return bytes;
      }
    }
    return recent_.blob(repository_, id);
  }

 private:
  static Error no_such_content(const ContentId& content) {
    return error(ErrorKind::NotFound, "no-such-content", msg("No text with the id {0} is stored", content.text));
  }
  static Error edition_exists(const std::string& name) {
    return advise(error(ErrorKind::Refused, "edition-exists", msg("The edition {0} exists already", name)),
                  msg("Editions are never changed. Choose another name."));
  }

  [[nodiscard]] EachOperation each_entry() const {
    return [this](const VisitOperation& visit) { return each_operation(repository_, visit); };
  }

  /// As a tree has it; none where the file is to go.
  Result<std::optional<TreeEntry>> entry_for(const VersionFile& file, const git_oid& base, NewObjects& objects) {
    std::optional<TreeEntry> entry = TRY(recent_.find_entry(repository_, base, file.path));
    if (file.bytes) {
      const std::uint32_t mode = entry && entry->is_file() ? entry->mode : kFileMode;
      return std::optional(TreeEntry{mode, "", TRY(objects.add(GIT_OBJECT_BLOB, *file.bytes))});
    }
    if (!file.as_in) return std::optional<TreeEntry>();
    const Commit other = TRY(recent_.commit(repository_, *file.as_in));
    entry = TRY(recent_.find_entry(repository_, other.tree, file.path));
    return entry && !entry->is_folder() ? entry : std::optional<TreeEntry>();
  }

  /// Notes the state before, then does it.
  Result<void> log_and_carry_out(LogEntry& entry, Plan plan, const Act& act) {
    just_listed_ = false;
    TRY(scan(""));
    NewObjects objects(repository_);
    const std::optional<git_oid> base_tree = TRY(head_tree());
    entry.tree = TRY(write_snapshot(repository_, objects, base_tree, listing_, Irregular::LeaveOut));
    plan.moves.push_back(TRY(store_operation(repository_, objects, entry, act)));
    TRY(carry_out(repository_, plan, entry.what + ": " + render(entry.sentence, Language::English),
                  [this](const Plan& done) { return scan_and_bring_index(done); }));
    TRY(scan(""));
    store::keep(repository_, listing_);
    return {};
  }

  /// Lets git's list of files follow a branch, from what is listed.
  bool bring_index(const Plan& plan) {
    const auto is_line = [](const MovedReference& move) {
      return move.name.starts_with(kHeads) && move.name != kDiscussion;
    };
    if (plan.line.empty() && std::none_of(plan.moves.begin(), plan.moves.end(), is_line)) return true;
    return refresh_index(repository_, listing_, plan.files).has_value();
  }
  bool scan_and_bring_index(const Plan& plan) { return scan("") && bring_index(plan); }

  [[nodiscard]] std::filesystem::path note_path() const { return repository_.git_dir / "zielbaum" / "under-way"; }

  Result<std::optional<git_oid>> folder_at(const git_oid& top, std::string_view name) const {
    const std::optional<TreeEntry> entry = TRY(recent_.find_entry(repository_, top, name));
    if (!entry || !entry->is_folder()) return std::optional<git_oid>();
    return std::optional<git_oid>(entry->id);
  }

  Result<void> scan(std::string_view folder) const {
    listed_.clear();
    const std::optional<git_oid> tree = TRY(head_tree());
    return scan_working(repository_, tree, folder, listing_);
  }

  Result<std::optional<git_oid>> head_tree() const {
    const std::optional<VersionId> version = TRY(head());
    if (!version) return std::optional<git_oid>();
    return std::optional<git_oid>(TRY(read_commit(repository_, *version)).tree);
  }

  Result<PathIds> path_ids(const VersionId& version, const std::vector<std::string>& paths) const {
    const Commit commit = TRY(recent_.commit(repository_, version));
    PathIds ids;
    for (const std::string& path : paths) {
      const std::optional<TreeEntry> entry = TRY(recent_.find_entry(repository_, commit.tree, path));
      ids.push_back(entry ? hex(entry->id) : "");
    }
    return ids;
  }

  /// By first parents from the current version: what stood on the line then, whatever was worked in later.
  Result<std::optional<VersionId>> last_not_after(const std::optional<VersionId>& from, std::int64_t time) const {
    std::optional<VersionId> next = from;
    while (next) {
      const Version version = TRY(describe(*next));
      if (version.unix_time <= time) return next;
      next.reset();
      if (!version.parents.empty()) next = version.parents.front();
    }
    return next;
  }

  Result<WriterLock> begin_writing() {
    if (stopped_) return *stopped_;
    WriterLock lock = TRY(WriterLock::take(repository_.common_dir));
    TRY(finish(lock));
    return lock;
  }

  Result<void> finish(const WriterLock& lock) {
    if (lock.was_left()) remove_stale_locks(repository_);
    return finish_journal(repository_, [this](const Plan& plan) { return scan_and_bring_index(plan); });
  }

  Result<void> check_nothing_unfinished() const {
    if (!in_git_operation()) return {};
    return advise(error(ErrorKind::Refused, "unfinished-git-operation",
                        msg("git is in the middle of something in this folder (a merge, for example)")),
                  msg("Finish it or give it up with git first; git status says how."));
  }

  /// Once the medium lied about what it wrote, nothing more is written by this process.
  Result<void> trusting(const std::function<Result<void>()>& write) {
    Result<void> done = write();
    if (!done && is_untrusted_medium(done.error())) stopped_ = done.error();
    return done;
  }

  Repository repository_;
  mutable RecentObjects recent_;
  std::optional<Error> stopped_;
  mutable Listing listing_;
  mutable bool just_listed_ = false;                             ///< by changed_working(), with nothing written since
  mutable std::unordered_map<std::string, std::string> listed_;  ///< content id to path, of listing_; made when asked
};

}  // namespace

Result<std::unique_ptr<Store>> open_git(const std::filesystem::path& root) {
  auto store = std::make_unique<GitStore>(TRY(open_repository(root)));
  TRY(store->finish_what_was_left());
  return store;
}

Result<std::unique_ptr<Store>> create_git(const std::filesystem::path& root) {
  TRY(make_repository(root));
  return open_git(root);
}

ContentId content_id(std::string_view bytes) {
  start_library();
  return ContentId{hex(object_id(GIT_OBJECT_BLOB, bytes))};
}

}  // namespace zielbaum::store
