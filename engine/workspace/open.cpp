// Finding, opening and making a workspace.
#include <algorithm>
#include <system_error>

#include "base/file.h"
#include "model/paths.h"
#include "workspace/workspace.h"
#include "xml/rules.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace fs = std::filesystem;

namespace {

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

std::string starting_settings(std::string_view publisher) {
  return "<workspace xmlns=\"urn:zielbaum:workspace:1\" format=\"1\">\n  <publisher>" + xml::escape(publisher) +
         "</publisher>\n  <licence>CC BY 4.0</licence>\n  <language>de</language>\n  <theme>standard</theme>\n"
         "</workspace>\n";
}

/// Copies the XML files of one folder; files that exist already stay as they are.
Result<void> copy_missing(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(from, failed), end; !failed && entry != end; entry.increment(failed)) {
    if (entry->path().extension() == ".xml" || entry->path().extension() == ".xsd") files.push_back(entry->path());
  }
  if (failed) {
    return advise(error(ErrorKind::NotFound, "no-shipped-schemas",
                        msg("The document types that come with the program were not found in {0}", from.string())),
                  msg("Install the program again, or name their folder in ZIELBAUM_SCHEMAS."));
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    if (is_there(to / file.filename())) continue;
    const std::string bytes = TRY(read_file(file));
    TRY(write_file(to / file.filename(), bytes));
  }
  return {};
}

}  // namespace

Workspace::Workspace(fs::path root, std::unique_ptr<store::Store> store)
    : root_(std::move(root)), store_(std::move(store)) {}

Result<fs::path> find_root(const fs::path& start) {
  std::error_code failed;
  const fs::path absolute = fs::weakly_canonical(fs::absolute(start, failed), failed);
  if (failed || !fs::is_directory(absolute, failed)) {
    return advise(error(ErrorKind::NotFound, "no-such-folder", msg("The folder does not exist: {0}", start.string())),
                  msg("Check the path given with -C."));
  }
  for (fs::path folder = absolute;; folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / model::kWorkspaceFile, failed)) return folder;
    if (folder == folder.parent_path()) break;
  }
  return advise(
      error(ErrorKind::NotFound, "no-workspace", msg("There is no workspace in {0} or above it", absolute.string())),
      msg("Change to your workspace, name it with -C FOLDER, or make one with: zielbaum init FOLDER"));
}

Result<Workspace> open(const fs::path& start) {
  const fs::path root = TRY(find_root(start));
  return Workspace(root, TRY(store::open_git(root)));
}

Result<Beside> open_beside(Workspace own, const fs::path& folder, std::string_view version, const DocumentId& document,
                           std::int64_t unix_time) {
  Workspace other = TRY(open(folder));
  const State state = TRY(resolve(other, version, document));
  const std::optional<std::int64_t> working_unix_time = state ? std::nullopt : std::optional(unix_time);
  store::Both both = TRY(store::side_by_side(std::move(own.store_), std::move(other.store_), working_unix_time));
  own.store_ = std::move(both.store);
  return Beside{std::move(own), state ? *state : *both.others_working};
}

Result<Workspace> create(const fs::path& root, const fs::path& shipped, std::string_view given) {
  const bool has_settings = is_there(root / model::kWorkspaceFile);
  const std::string publisher = has_settings ? std::string() : TRY(xml::one_line("publisher", given));
  const bool has_repository = is_there(root / ".git");
  if (has_settings && has_repository) {
    return advise(at(error(ErrorKind::Refused, "is-workspace", msg("There is a workspace already")),
                     {root.string(), 0, 0, "", ""}),
                  msg("Work with it as it is, or choose another folder."));
  }
  std::error_code failed;
  fs::create_directories(root, failed);
  if (failed || !fs::is_directory(root, failed)) {
    return advise(error(ErrorKind::Storage, "write-failed", msg("The folder {0} cannot be made", root.string())),
                  msg("Check who owns the folder above it, whether the drive is read-only, and whether a file has that "
                      "name."));
  }
  TRY(copy_missing(shipped / "types", root / "schemas" / "types"));
  TRY(copy_missing(shipped / "themes", root / "schemas" / "themes"));
  if (!is_there(root / model::kPartiesFile)) TRY(write_file(root / model::kPartiesFile, xml::write_parties({})));
  std::unique_ptr<store::Store> store = has_repository ? TRY(store::open_git(root)) : TRY(store::create_git(root));
  // Last, since this file makes a folder a workspace.
  if (!has_settings) TRY(write_file(root / model::kWorkspaceFile, starting_settings(publisher)));
  return Workspace(root, std::move(store));
}

}  // namespace zielbaum::workspace
