#include <algorithm>
#include <map>
#include <tuple>

#include "store/names_internal.h"
#include "store/objects_internal.h"
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
  Result<std::optional<VersionId>> head() const override { return head_; }
  Result<std::string> line() const override { return std::string("main"); }

  Result<VersionId> resolve(std::string_view version, const DocumentId& document) const override {
    VersionNames names;
    names.head = head_;
    names.main = head_;
    names.editions = editions_;
    names.with_prefix = [this](std::string_view prefix) -> Result<std::vector<VersionId>> {
      std::vector<VersionId> found;
      for (const auto& [id, saved] : versions_) {
        if (id.text.starts_with(prefix)) found.push_back(id);
      }
      return found;
    };
    names.not_after = [this](std::int64_t time) -> Result<std::optional<VersionId>> {
      std::optional<VersionId> next = head_;
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
  Result<std::vector<std::string>> drafts() const override { return std::vector<std::string>(); }

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
                             std::string_view sentence) override {
    for (const Write& write : writes) TRY(check_writable_path(write.path));
    if (writes.empty()) return {};
    note(what, sentence, act);
    for (const Write& write : writes) {
      working_.erase(write.path);
      if (write.bytes) working_.emplace(write.path, *write.bytes);
    }
    remember(working_);
    return {};
  }

  Result<VersionId> save(const std::optional<VersionId>& expected, std::string_view message, const Act& act) override {
    if (expected != head_) {
      return advise(error(ErrorKind::Conflict, "stale-base", msg("Somebody else has saved in the meantime")),
                    msg("Look at what is new, then run the command again; your files are unchanged."));
    }
    if (working_ == (head_ ? versions_.at(*head_).files : Folder())) {
      return error(ErrorKind::Refused, "nothing-to-save", msg("Nothing has changed since the last save"));
    }
    std::string listing;
    for (const auto& [path, bytes] : working_) listing += path + " " + content_id(bytes).text + "\n";
    std::vector<VersionId> parents;
    if (head_) parents.push_back(*head_);
    const std::string bytes = encode_commit(content_id(listing).text, parents, act.author, act.unix_time, message);
    const VersionId id{hex(object_id(GIT_OBJECT_COMMIT, bytes))};
    Version version{id, parents, act.author, act.unix_time, std::string(trimmed_message(message))};
    const std::string subject = version.message.substr(0, version.message.find('\n'));
    versions_.insert_or_assign(id, SavedVersion{std::move(version), working_});
    head_ = id;
    note("save", subject, act);
    return id;
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
    note("edition", name, act);
    return {};
  }

  Result<std::vector<File>> records(std::string_view folder) const override {
    std::vector<File> files = files_below(records_, folder);
    for (File& file : files) file.size = 0;
    return files;
  }

  Result<void> add_record(std::string_view path, std::string_view bytes, std::string_view, const Act& act) override {
    TRY(check_record_path(path));
    const bool taken = std::any_of(records_.begin(), records_.end(), [&](const auto& record) {
      return is_below(record.first, path) || is_below(path, record.first);
    });
    if (taken) return record_exists(path);
    records_.emplace(path, bytes);
    remember(records_);
    note("record", path, act);
    return {};
  }

  Result<std::vector<Operation>> operations(std::size_t most) const override {
    std::vector<Operation> newest(operations_.rbegin(), operations_.rend());
    newest.resize(std::min(newest.size(), most));
    return newest;
  }

  Result<std::optional<Author>> configured_author() const override { return author_; }
  Result<void> configure_author(const Author& author) override {
    author_ = author;
    return {};
  }

  std::optional<std::string> kept(std::string_view name) const override {
    const auto found = kept_.find(name);
    return found == kept_.end() ? std::nullopt : std::optional(found->second);
  }
  void keep(std::string_view name, std::string bytes) override {
    kept_.insert_or_assign(std::string(name), std::move(bytes));
  }

  Result<std::string> read(const ContentId& content) const override {
    const auto found = contents_.find(content);
    if (found != contents_.end()) return found->second;
    return error(ErrorKind::NotFound, "no-such-content", msg("No text with the id {0} is stored", content.text));
  }

 private:
  static Error no_such_file(std::string_view path) {
    Place place;
    place.file = std::string(path);
    return at(error(ErrorKind::NotFound, "no-such-file", msg("The file does not exist: {0}", path)), place);
  }

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

  void note(std::string_view what, std::string_view sentence, const Act& act) {
    const std::string text = std::to_string(operations_.size()) + std::string(sentence);
    operations_.push_back({VersionId{content_id(text).text}, std::string(what), std::string(sentence), act.unix_time});
  }

  void remember(const Folder& files) {
    for (const auto& [path, bytes] : files) contents_.insert_or_assign(content_id(bytes), bytes);
  }

  Folder working_;
  Folder records_;
  std::map<VersionId, SavedVersion> versions_;
  std::map<ContentId, std::string> contents_;
  std::optional<VersionId> head_;
  std::vector<EditionTag> editions_;
  std::vector<Operation> operations_;
  std::optional<Author> author_;
  Folder kept_;  ///< name to bytes
};

}  // namespace

std::unique_ptr<Store> create_memory() {
  start_library();
  return std::make_unique<MemoryStore>();
}

}  // namespace zielbaum::store
