// Two workspaces read as one: what the own store does not have is looked up in the other.
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "base/ids.h"
#include "store/paths_internal.h"
#include "store/read_only_internal.h"

namespace zielbaum::store {

namespace {

std::vector<ChangedFile> differences(const std::vector<File>& before, const std::vector<File>& after) {
  std::map<std::string_view, ChangedFile> by_path;
  for (const File& file : before) by_path[file.path].before = file;
  for (const File& file : after) by_path[file.path].after = file;
  std::vector<ChangedFile> out;
  for (auto& [path, file] : by_path) {
    const bool same = file.before && file.after && file.before->content == file.after->content &&
                      file.before->regular == file.after->regular;
    if (!same) out.push_back(std::move(file));
  }
  return out;
}

/// The other's working copy as a version that is in neither store; as made, of no id that any version has.
struct Laid {
  Version version;
  std::vector<File> files;
};

Result<Laid> lay(const Store& other, std::int64_t unix_time) {
  Laid laid;
  laid.files = TRY(other.list_working(""));
  std::string listing;
  for (const File& file : laid.files) listing += file.path + '\n' + file.content.text + '\n';
  laid.version.id = VersionId{content_id(listing).text};
  if (const std::optional<VersionId> head = TRY(other.head())) laid.version.parents = {*head};
  laid.version.unix_time = unix_time;
  return laid;
}

class SideBySide final : public ReadOnly {
 public:
  SideBySide(std::unique_ptr<Store> own, std::unique_ptr<Store> other, Laid laid)
      : ReadOnly(*own), own_(std::move(own)), other_(std::move(other)), laid_(std::move(laid)) {}

  // -- of both --

  Result<VersionId> resolve(std::string_view version, const DocumentId& document) const override {
    Result<VersionId> found = own_->resolve(version, document);
    constexpr std::string_view kCommit = "commit:";
    if (found || !version.starts_with(kCommit)) return found;
    const std::string_view id = version.substr(kCommit.size());
    constexpr std::size_t kWhole = 40;
    if (!is_hex(id, kWhole, kWhole)) return found;
    VersionId there{std::string(id)};
    return describe(there) ? Result<VersionId>(std::move(there)) : std::move(found);
  }

  Result<Version> describe(const VersionId& version) const override {
    if (version == laid_.version.id) return laid_.version;
    return home_of(version).describe(version);
  }

  Result<std::vector<File>> list(const VersionId& version, std::string_view folder) const override {
    if (version != laid_.version.id) return home_of(version).list(version, folder);
    while (folder.ends_with('/')) folder.remove_suffix(1);
    std::vector<File> out;
    std::copy_if(laid_.files.begin(), laid_.files.end(), std::back_inserter(out),
                 [&](const File& file) { return is_below(file.path, folder); });
    return out;
  }

  Result<File> find(const VersionId& version, std::string_view path) const override {
    if (version != laid_.version.id) return home_of(version).find(version, path);
    const auto found =
        std::find_if(laid_.files.begin(), laid_.files.end(), [&](const File& file) { return file.path == path; });
    return found == laid_.files.end() ? Result<File>(no_such_file(path)) : *found;
  }

  Result<std::vector<Version>> log(const VersionId& from, const std::vector<std::string>& paths,
                                   std::size_t most) const override {
    if (from != laid_.version.id) return home_of(from).log(from, paths, most);
    std::vector<Version> out;
    if (most == 0) return out;
    if (paths.empty()) out.push_back(laid_.version);
    if (laid_.version.parents.empty()) return out;
    std::vector<Version> saved = TRY(other_->log(laid_.version.parents.front(), paths, most - out.size()));
    std::move(saved.begin(), saved.end(), std::back_inserter(out));
    return out;
  }

  Result<std::vector<ChangedFile>> changed(const std::optional<VersionId>& before,
                                           const VersionId& after) const override {
    if (const Store* const both = home_of_both(before, after); both != nullptr) return both->changed(before, after);
    return differences(before ? TRY(documents_and_schemas(*before)) : std::vector<File>(),
                       TRY(documents_and_schemas(after)));
  }

  Result<std::vector<ChangedFile>> changed_anywhere(const VersionId& before, const VersionId& after) const override {
    if (const Store* const both = home_of_both(before, after); both != nullptr)
      return both->changed_anywhere(before, after);
    return differences(TRY(list(before, "")), TRY(list(after, "")));
  }

  Result<std::vector<ChangedFile>> changed_working(const std::optional<VersionId>& base) const override {
    if (!base || own_->describe(*base)) return own_->changed_working(base);
    return differences(TRY(documents_and_schemas(*base)), TRY(own_->list_working("")));
  }

  /// Of an edition that both have, where our tag is.
  Result<std::vector<EditionTag>> editions() const override {
    std::vector<EditionTag> out = TRY(own_->editions());
    for (EditionTag& tag : TRY(other_->editions())) {
      const bool known = std::any_of(out.begin(), out.end(), [&](const EditionTag& one) {
        return one.document == tag.document && one.edition == tag.edition;
      });
      if (!known) out.push_back(std::move(tag));
    }
    return out;
  }

  Result<std::vector<File>> records(std::string_view folder) const override {
    std::map<std::string, File> by_path;
    for (const Store* const store : {own_.get(), other_.get()})
      for (File& file : TRY(store->records(folder))) by_path.emplace(file.path, file);
    std::vector<File> out;
    for (auto& [path, file] : by_path) out.push_back(std::move(file));
    return out;
  }

  Result<std::string> read(const ContentId& content) const override {
    Result<std::string> bytes = own_->read(content);
    if (bytes) return bytes;
    Result<std::string> there = other_->read(content);
    return there ? std::move(there) : std::move(bytes);
  }

 private:
  const Store& home_of(const VersionId& version) const { return own_->describe(version) ? *own_ : *other_; }

  /// nullptr: they are not in one store.
  const Store* home_of_both(const std::optional<VersionId>& before, const VersionId& after) const {
    for (const Store* const store : {own_.get(), other_.get()})
      if (store->describe(after) && (!before || store->describe(*before))) return store;
    return nullptr;
  }

  Result<std::vector<File>> documents_and_schemas(const VersionId& version) const {
    std::vector<File> out = TRY(list(version, "documents"));
    std::vector<File> schemas = TRY(list(version, "schemas"));
    std::move(schemas.begin(), schemas.end(), std::back_inserter(out));
    return out;
  }

  std::unique_ptr<Store> own_;
  std::unique_ptr<Store> other_;
  Laid laid_;
};

}  // namespace

Error read_only() {
  return error(ErrorKind::Refused, "read-only", msg("Two workspaces side by side can only be read"));
}

Result<Both> side_by_side(std::unique_ptr<Store> own, std::unique_ptr<Store> other,
                          std::optional<std::int64_t> working_unix_time) {
  Laid laid;
  std::optional<VersionId> working;
  if (working_unix_time) {
    laid = TRY(lay(*other, *working_unix_time));
    working = laid.version.id;
  }
  return Both{std::make_unique<SideBySide>(std::move(own), std::move(other), std::move(laid)), std::move(working)};
}

}  // namespace zielbaum::store
