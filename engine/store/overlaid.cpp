#include "store/overlaid.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "store/paths_internal.h"
#include "store/read_only_internal.h"

namespace zielbaum::store {

namespace {

class Overlay final : public ReadOnly {
 public:
  Overlay(const Store& own, VersionId over, const std::vector<VersionFile>& files)
      : ReadOnly(own), own_(own), over_(std::move(over)) {
    for (const VersionFile& file : files) {
      std::optional<File>& laid = laid_[file.path];
      if (file.bytes) {
        laid = File{file.path, content_id(*file.bytes)};
        bytes_.emplace(laid->content.text, *file.bytes);
      } else if (file.as_in) {
        const Result<File> there = own.find(*file.as_in, file.path);
        if (there) laid = *there;
      }
    }
  }

  [[nodiscard]] const VersionId& version() const { return version_; }

  Result<VersionId> resolve(std::string_view version, const DocumentId& document) const override {
    return own_.resolve(version, document);
  }
  Result<Version> describe(const VersionId& version) const override { return own_.describe(known(version)); }

  Result<std::vector<File>> list(const VersionId& version, std::string_view folder) const override {
    std::vector<File> files = TRY(own_.list(known(version), folder));
    if (version != version_) return files;
    while (folder.ends_with('/')) folder.remove_suffix(1);
    std::erase_if(files, [&](const File& file) { return laid_.contains(file.path); });
    for (const auto& [path, file] : laid_)
      if (file && is_below(path, folder)) files.push_back(*file);
    std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
    return files;
  }

  Result<File> find(const VersionId& version, std::string_view path) const override {
    const auto laid = version == version_ ? laid_.find(path) : laid_.end();
    if (laid == laid_.end()) return own_.find(known(version), path);
    return laid->second ? Result<File>(*laid->second) : Result<File>(no_such_file(path));
  }

  Result<std::vector<Version>> log(const VersionId& from, const std::vector<std::string>& paths,
                                   std::size_t most) const override {
    return own_.log(known(from), paths, most);
  }
  /// Of the versions that are made.
  Result<std::vector<ChangedFile>> changed(const std::optional<VersionId>& before,
                                           const VersionId& after) const override {
    return own_.changed(before, after);
  }
  Result<std::vector<ChangedFile>> changed_anywhere(const VersionId& before, const VersionId& after) const override {
    return own_.changed_anywhere(before, after);
  }
  Result<std::vector<ChangedFile>> changed_working(const std::optional<VersionId>& base) const override {
    return own_.changed_working(base);
  }
  Result<std::vector<EditionTag>> editions() const override { return own_.editions(); }
  Result<std::vector<File>> records(std::string_view folder) const override { return own_.records(folder); }

  Result<std::string> read(const ContentId& content) const override {
    const auto found = bytes_.find(content.text);
    return found != bytes_.end() ? Result<std::string>(found->second) : own_.read(content);
  }

 private:
  [[nodiscard]] const VersionId& known(const VersionId& version) const { return version == version_ ? over_ : version; }

  const Store& own_;
  VersionId over_;
  VersionId version_{std::string(40, '0')};                       // git's name for nothing
  std::map<std::string, std::optional<File>, std::less<>> laid_;  ///< nothing: gone
  std::unordered_map<std::string, std::string> bytes_;            ///< by content id
};

}  // namespace

Overlaid overlaid(const Store& own, const VersionId& over, const std::vector<VersionFile>& files) {
  auto overlay = std::make_unique<Overlay>(own, over, files);
  VersionId version = overlay->version();
  return {std::move(overlay), std::move(version)};
}

}  // namespace zielbaum::store
