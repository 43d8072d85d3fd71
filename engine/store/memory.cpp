#include <algorithm>
#include <map>
#include <tuple>

#include "store/names_internal.h"
#include "store/operations_internal.h"
#include "store/paths_internal.h"
#include "store/records_internal.h"
#include "store/walk_internal.h"

namespace zielbaum::store {

namespace {

using Folder = std::map<std::string, std::string, std::less<>>;  // path to bytes

struct SavedVersion {
  Version version;
  Folder files;
};

class MemoryStore final : public Store {
 public:
  Result<std::optional<VersionId>> head() const override { return tip(current_); }
  Result<std::string> line() const override { return current_; }

  Result<VersionId> resolve(std::string_view version, const DocumentId& document) const override {
    VersionNames names;
    names.head = tip(current_);
    names.lines = TRY(lines());
    names.editions = editions_;
    names.named = [&names](const std::string& reference) -> Result<std::optional<VersionId>> {
      for (const Line& line : names.lines)
        if ("refs/heads/" + line.name == reference) return std::optional(line.version);
      return std::optional<VersionId>();
    };
    names.with_prefix = [this](std::string_view prefix) -> Result<std::vector<VersionId>> {
      std::vector<VersionId> found;
      for (const auto& [id, saved] : versions_) {
        if (id.text.starts_with(prefix)) found.push_back(id);
      }
      return found;
    };
    names.not_after = [this](std::int64_t time) -> Result<std::optional<VersionId>> {
      std::optional<VersionId> next = tip(current_);
      while (next && versions_.at(*next).version.unix_time > time) {
        const std::vector<VersionId>& parents = versions_.at(*next).version.parents;
        next = parents.empty() ? std::optional<VersionId>() : parents.front();
      }
      return next;
    };
    return resolve_name(names, version, document);
  }

  Result<Version> describe(const VersionId& version) const override {
    const auto found = versions_.find(version);
    if (found == versions_.end()) {
      return error(ErrorKind::NotFound, "unknown-version", msg("There is no version {0}", version.text));
    }
    return found->second.version;
  }

  Result<std::vector<File>> list(const VersionId& version, std::string_view folder) const override {
    TRY(describe(version));
    std::vector<File> files = files_below(versions_.at(version).files, folder);
    for (File& file : files) file.size = 0;
    return files;
  }

  Result<File> find(const VersionId& version, std::string_view path) const override {
    TRY(describe(version));
    const Folder& files = versions_.at(version).files;
    const auto found = files.find(path);
    if (found == files.end()) return no_such_file(path);
    return File{std::string(path), content_id(found->second), 0, true};
  }

  Result<std::vector<Version>> log(const VersionId& from, const std::vector<std::string>& paths,
                                   std::size_t most) const override {
    std::vector<Version> versions;
    if (most == 0) return versions;
    const auto visit = [&](const Version& version) -> Result<bool> {
      static const Folder kNothing;
      const Folder& after = versions_.at(version.id).files;
      const Folder& before = version.parents.empty() ? kNothing : versions_.at(version.parents.front()).files;
      const bool touched = paths.empty() || std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
                             return bytes_below(after, path) != bytes_below(before, path);
                           });
      if (touched) versions.push_back(version);
      return versions.size() < most;
    };
    TRY(walk(
        from, [this](const VersionId& id) { return describe(id); }, visit));
    return versions;
  }

  Result<std::vector<ChangedFile>> changed(const std::optional<VersionId>& before,
                                           const VersionId& after) const override {
    static const Folder kNothing;
    if (before) TRY(describe(*before));
    TRY(describe(after));
    return compare_folders(before ? versions_.at(*before).files : kNothing, versions_.at(after).files);
  }

  Result<std::vector<EditionTag>> editions() const override { return editions_; }
  Result<std::vector<Line>> lines() const override {
    std::vector<Line> out;
    for (const auto& [name, version] : lines_) out.push_back({name, version});
    return out;
  }
  Result<std::vector<OthersLine>> lines_of_others() const override { return std::vector<OthersLine>(); }
  Result<std::optional<std::filesystem::path>> laid_out_elsewhere(std::string_view) const override {
    return std::optional<std::filesystem::path>();
  }
  Result<std::vector<ChangedFile>> changed_anywhere(const VersionId& before, const VersionId& after) const override {
    return changed(before, after);
  }

  Result<std::vector<File>> list_working(std::string_view folder) const override {
    return files_below(working_, folder);
  }

  Result<std::vector<ChangedFile>> changed_working(const std::optional<VersionId>& base) const override {
    static const Folder kNothing;
    if (base) TRY(describe(*base));
    std::vector<ChangedFile> changed_files = compare_folders(base ? versions_.at(*base).files : kNothing, working_);
    for (ChangedFile& file : changed_files) {
      if (file.after) file.after->size = working_.at(file.after->path).size();
    }
    return changed_files;
  }

  Result<std::string> read_working(std::string_view path) const override {
    const auto found = working_.find(path);
    if (found == working_.end()) return no_such_file(path);
    return found->second;
  }

  Result<void> write_working(const std::vector<Write>& writes, const Act& act, std::string_view what,
                             const Message& sentence) override {
    for (const Write& write : writes) TRY(check_writable_path(write.path));
    if (writes.empty()) return {};
    LogEntry entry;
    for (const Write& write : writes) {
      entry.files.push_back({write.path, id_at(write.path), write.bytes ? content_id(*write.bytes).text : ""});
      working_.erase(write.path);
      if (write.bytes) working_.emplace(write.path, *write.bytes);
    }
    log(what, sentence, std::move(entry), act);
    remember(working_);
    return {};
  }

  Result<VersionId> save(const std::optional<VersionId>& expected, std::string_view message, const Act& act) override {
    const std::optional<VersionId> base = tip(current_);
    if (expected != base) return stale_base();
    if (working_ == (base ? versions_.at(*base).files : Folder())) {
      return error(ErrorKind::Refused, "nothing-to-save", msg("Nothing has changed since the last save"));
    }
    std::vector<VersionId> parents;
    if (base) parents.push_back(*base);
    const VersionId id = add_version(working_, parents, message, act);
    lines_.insert_or_assign(current_, id);
    const std::string& text = versions_.at(id).version.message;
    log("save", {"{0}", {text.substr(0, text.find('\n'))}}, moving(std::string(kHeads) + current_, base, id), act);
    return id;
  }

  Result<VersionId> make_version(const VersionId& over, const std::vector<VersionFile>& files,
                                 const std::vector<VersionId>& parents, std::string_view message,
                                 const Act& act) override {
    TRY(describe(over));
    Folder folder = versions_.at(over).files;
    for (const VersionFile& file : files) {
      folder.erase(file.path);
      if (file.bytes) folder.emplace(file.path, *file.bytes);
      if (file.bytes || !file.as_in) continue;
      TRY(describe(*file.as_in));
      const Folder& other = versions_.at(*file.as_in).files;
      if (const auto found = other.find(file.path); found != other.end()) folder.insert(*found);
    }
    return add_version(std::move(folder), parents, message, act);
  }

  Result<void> go(const Transition& transition, const Act& act) override {
    LogEntry entry;
    entry.line_from = std::string(kHeads) + current_;
    entry.line_to = std::string(kHeads) + transition.current;
    for (const LineMove& move : transition.lines) {
      if (tip(move.line) != move.from) return stale_base();
      entry.moves.push_back({std::string(kHeads) + move.line, move.from, move.to});
    }
    TRY(carry_out(entry, Direction::Redo, true));
    log(transition.what, transition.sentence, std::move(entry), act);
    return {};
  }

  Result<Operation> undo(Direction direction, const Act& act) override {
    const NextUndo next = TRY(next_undo(each_entry(), direction));
    const LogEntry& done = next.entry.entry;
    for (const MovedReference& move : done.moves) {
      if (!move.name.starts_with(kHeads) || (done.what == "save" && !move.from)) {
        return advise(error(ErrorKind::Refused, "cannot-undo", msg("Editions are for good: they cannot be taken back")),
                      msg("“zielbaum undo --list” shows what was done."));
      }
      const std::string line = move.name.substr(kHeads.size());
      if (tip(line) != (direction == Direction::Undo ? move.to : move.from)) return stale_base();
    }
    TRY(carry_out(done, direction, done.what != "save"));
    LogEntry entry;
    entry.reverts = next.reverts;
    log(direction == Direction::Undo ? "undo" : "redo", done.sentence, std::move(entry), act);
    return operation_of(next.entry, direction == Direction::Undo);
  }

  bool in_git_operation() const override { return false; }
  Result<std::optional<std::string>> note() const override { return note_; }
  Result<void> set_note(const std::optional<std::string>& bytes) override {
    note_ = bytes;
    return {};
  }

  Result<void> tag_edition(const DocumentId& document, const EditionId& edition, const VersionId& version,
                           std::string_view, const Act& act) override {
    const std::string name = document.text + "/" + edition.text;
    if (!is_valid_id(document.text) || !is_valid_id(edition.text)) {
      return error(ErrorKind::Usage, "bad-id", msg("{0} is no valid name", name));
    }
    TRY(describe(version));
    for (const EditionTag& tag : editions_) {
      if (tag.document == document.text && tag.edition == edition) {
        return advise(error(ErrorKind::Refused, "edition-exists", msg("The edition {0} exists already", name)),
                      msg("Editions are never changed. Choose another name."));
      }
    }
    editions_.push_back({document.text, edition, version});
    std::sort(editions_.begin(), editions_.end(), [](const EditionTag& a, const EditionTag& b) {
      return std::tie(a.document, a.edition) < std::tie(b.document, b.edition);
    });
    log("edition", {"{0}", {name}}, moving("refs/tags/" + name, std::nullopt, version), act);
    return {};
  }

  Result<std::vector<File>> records(std::string_view folder) const override {
    return discussion_ ? list(*discussion_, folder) : std::vector<File>();
  }

  Result<void> add_record(std::string_view path, std::string_view bytes, std::string_view message,
                          const Act& act) override {
    TRY(check_record_path(path));
    Folder all;
    std::vector<VersionId> parents;
    if (discussion_) {
      all = versions_.at(*discussion_).files;
      parents.push_back(*discussion_);
    }
    const bool taken = std::any_of(all.begin(), all.end(), [&](const auto& record) {
      return is_below(record.first, path) || is_below(path, record.first);
    });
    if (taken) return record_exists(path);
    all.emplace(path, bytes);
    const std::optional<VersionId> from = discussion_;
    discussion_ = add_version(std::move(all), parents, message, act);
    log("record", {"{0}", {std::string(path)}}, moving(kDiscussion, from, discussion_), act);
    return {};
  }

  Result<std::optional<VersionId>> discussion() const override { return discussion_; }

  Result<void> take_records(const std::optional<VersionId>& from, const VersionId& to, const Message& sentence,
                            const Act& act) override {
    TRY(describe(to));
    if (discussion_ != from) return stale_base();
    if (from) {
      const std::vector<ChangedFile> changed_records = TRY(changed(*from, to));
      TRY(check_no_record_changed(changed_records));
    }
    discussion_ = to;
    log("records", sentence, moving(kDiscussion, from, to), act);
    return {};
  }

  Result<std::vector<Operation>> operations(std::size_t most) const override {
    return newest_operations(each_entry(), most);
  }

  Result<std::optional<Author>> configured_author() const override { return author_; }
  Result<void> configure_author(const Author& author) override {
    author_ = author;
    return {};
  }

  Result<Findings> examine(bool, std::int64_t) override { return Findings(); }

  std::optional<std::string> kept(std::string_view name) const override {
    const auto found = kept_.find(name);
    return found == kept_.end() ? std::nullopt : std::optional(found->second);
  }
  ReadPart kept_parts(std::string_view name) const override {
    return [bytes = kept(name)](std::size_t at, std::size_t size) -> std::optional<std::string> {
      if (!bytes || at > bytes->size() || size > bytes->size() - at) return std::nullopt;
      return bytes->substr(at, size);
    };
  }
  void keep(std::string_view name, std::string_view bytes) override {
    kept_.insert_or_assign(std::string(name), std::string(bytes));
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) return;
    std::erase(kept_families_, name);
    kept_families_.emplace_back(name);
    const auto is_of_family = [&](const std::string& one) { return one.starts_with(name.substr(0, slash + 1)); };
    if (std::count_if(kept_families_.begin(), kept_families_.end(), is_of_family) <= std::ptrdiff_t{kMostOfFamily})
      return;
    const auto oldest = std::find_if(kept_families_.begin(), kept_families_.end(), is_of_family);
    kept_.erase(*oldest);
    kept_families_.erase(oldest);
  }

  Result<std::string> read(const ContentId& content) const override {
    const auto found = contents_.find(content);
    if (found != contents_.end()) return found->second;
    const ErrorKind kind = is_hex(content.text, 40, 40) ? ErrorKind::Storage : ErrorKind::NotFound;
    return error(kind, "no-such-content", msg("No text with the id {0} is stored", content.text));
  }

 private:
  static std::vector<File> files_below(const Folder& files, std::string_view folder) {
    while (folder.ends_with('/')) folder.remove_suffix(1);
    std::vector<File> found;
    for (const auto& [path, bytes] : files) {
      if (is_below(path, folder)) found.push_back({path, content_id(bytes), bytes.size(), true});
    }
    return found;
  }

  static std::vector<ChangedFile> compare_folders(const Folder& before, const Folder& after) {
    std::map<std::string, ChangedFile> all;
    for (const auto& [path, bytes] : before) all[path].before = File{path, content_id(bytes)};
    for (const auto& [path, bytes] : after) all[path].after = File{path, content_id(bytes)};
    std::vector<ChangedFile> out;
    for (auto& [path, file] : all) {
      if (!file.before || !file.after || file.before->content != file.after->content) out.push_back(std::move(file));
    }
    return out;
  }

  static Folder bytes_below(const Folder& files, std::string_view folder) {
    Folder found;
    for (const auto& [path, bytes] : files) {
      if (is_below(path, folder)) found.emplace(path, bytes);
    }
    return found;
  }

  [[nodiscard]] std::optional<VersionId> tip(const std::string& line) const {
    const auto found = lines_.find(line);
    return found == lines_.end() ? std::nullopt : std::optional(found->second);
  }

  [[nodiscard]] std::string id_at(const std::string& path) const {
    const auto found = working_.find(path);
    return found == working_.end() ? "" : content_id(found->second).text;
  }

  VersionId add_version(Folder files, const std::vector<VersionId>& parents, std::string_view message, const Act& act) {
    std::string listing;
    for (const auto& [path, bytes] : files) listing += path + " " + content_id(bytes).text + "\n";
    const std::string bytes = encode_commit(content_id(listing).text, parents, act.author, act.unix_time, message);
    const VersionId id{hex(object_id(GIT_OBJECT_COMMIT, bytes))};
    Version version{id, parents, act.author, act.unix_time, std::string(trimmed_message(message))};
    remember(files);
    versions_.insert_or_assign(id, SavedVersion{std::move(version), std::move(files)});
    return id;
  }

  /// Does an entry, or (Undo) its opposite.
  Result<void> carry_out(const LogEntry& entry, Direction direction, bool lay_out) {
    const bool back = direction == Direction::Undo;
    auto lines = lines_;
    std::string current = current_;
    for (const MovedReference& move : entry.moves) {
      const std::string line = move.name.substr(kHeads.size());
      const std::optional<VersionId>& to = back ? move.from : move.to;
      lines.erase(line);
      if (to) lines.emplace(line, *to);
    }
    if (entry.line_from != entry.line_to) current = (back ? entry.line_from : entry.line_to).substr(kHeads.size());
    Folder working = working_;
    for (const RewrittenFile& file : entry.files) {
      const std::string& wanted = back ? file.from : file.to;
      if (id_at(file.path) != (back ? file.to : file.from))
        return error(ErrorKind::Conflict, "changed-meanwhile", msg("{0} has changed since then", file.path));
      working.erase(file.path);
      if (!wanted.empty()) working.emplace(file.path, contents_.at(ContentId{wanted}));
    }
    if (!lines.contains(current) || !tip(current_)) {
      if (!entry.moves.empty() || current != current_)
        return error(ErrorKind::NotFound, "no-version", msg("There is no line of work “{0}”", current));
    } else if (lay_out) {
      for (const ChangedFile& file : TRY(changed(tip(current_), lines.at(current)))) {
        const std::string now = id_at(file.path());
        if (file.after && now == file.after->content.text) continue;
        if (now != (file.before ? file.before->content.text : ""))
          return error(ErrorKind::Refused, "unsaved-changes", msg("{0} has changes that are not saved", file.path()));
        working.erase(file.path());
        if (file.after) working.emplace(file.path(), contents_.at(file.after->content));
      }
    }
    lines_ = std::move(lines);
    current_ = current;
    working_ = std::move(working);
    return {};
  }

  static LogEntry moving(const std::string& name, const std::optional<VersionId>& from,
                         const std::optional<VersionId>& to) {
    LogEntry entry;
    entry.moves.push_back({name, from, to});
    return entry;
  }

  void log(std::string_view what, const Message& sentence, LogEntry entry, const Act& act) {
    entry.what = what;
    entry.sentence = sentence;
    const std::string text = std::to_string(operations_.size()) + render(sentence, Language::English);
    operations_.push_back({VersionId{content_id(text).text}, std::move(entry), act.unix_time});
  }

  [[nodiscard]] EachOperation each_entry() const {
    return [this](const VisitOperation& visit) -> Result<void> {
      for (auto entry = operations_.rbegin(); entry != operations_.rend(); ++entry)
        if (!TRY(visit(*entry))) return {};
      return {};
    };
  }

  void remember(const Folder& files) {
    for (const auto& [path, bytes] : files) contents_.insert_or_assign(content_id(bytes), bytes);
  }

  Folder working_;
  std::optional<VersionId> discussion_;
  std::map<VersionId, SavedVersion> versions_;
  std::map<ContentId, std::string> contents_;
  std::map<std::string, VersionId> lines_;
  std::string current_ = "main";
  std::vector<EditionTag> editions_;
  std::vector<LoggedEntry> operations_;
  std::optional<Author> author_;
  Folder kept_;                             ///< name to bytes
  std::vector<std::string> kept_families_;  ///< names that have a family, those kept last at the end
  std::optional<std::string> note_;
};

}  // namespace

std::unique_ptr<Store> create_memory() {
  start_library();
  return std::make_unique<MemoryStore>();
}

}  // namespace zielbaum::store
