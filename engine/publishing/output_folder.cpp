#include "publishing/output_folder_internal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <sstream>
#include <system_error>

#include "base/digest.h"
#include "base/file.h"

namespace zielbaum::publishing {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSums = "SHA256SUMS";

Error failed_to_write(const fs::path& path, const std::error_code& reason) {
  return advise(
      error(ErrorKind::Storage, "write-failed",
            msg("Reading or writing {0} failed: {1}", path.string(), reason.message())),
      msg("Check who owns the folder and whether the drive is read-only or full; the old files are unchanged."));
}

/// Our files of an earlier run: path to hash.
Result<std::map<std::string, std::string>> read_sums(const fs::path& folder) {
  std::map<std::string, std::string> sums;
  const Result<std::string> bytes = read_file(folder / kSums);
  if (!bytes && bytes.error().kind == ErrorKind::NotFound) return sums;
  if (!bytes) return bytes.error();
  std::istringstream lines(*bytes);
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > 66 && line.substr(64, 2) == "  ") sums.emplace(line.substr(66), line.substr(0, 64));
  }
  return sums;
}

/// All files below a folder, relative to it. Links are files and not followed.
Result<std::vector<fs::path>> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
    if (entry->is_symlink() || !entry->is_directory(failed)) files.push_back(entry->path().lexically_relative(folder));
  }
  if (failed) return failed_to_write(folder, failed);
  return files;
}

/// Hard link where the file system has them, else a copy.
Result<void> carry_over(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  fs::create_directories(to.parent_path(), failed);
  if (!failed) fs::create_hard_link(from, to, failed);
  if (failed) fs::copy(from, to, fs::copy_options::copy_symlinks, failed);
  if (failed) return failed_to_write(to, failed);
  return {};
}

/// Puts `made` in the place of `folder`; afterwards `made` is the old folder or does not exist.
Result<void> swap_in(const fs::path& made, const fs::path& folder) {
  std::error_code failed;
  if (!fs::exists(folder, failed)) {
    fs::rename(made, folder, failed);
    if (failed) return failed_to_write(folder, failed);
    return {};
  }
  if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) == 0) return {};
  // Not every file system can exchange: two steps then, and back if the second fails.
  const fs::path old = made.string() + ".old";
  fs::rename(folder, old, failed);
  if (failed) return failed_to_write(folder, failed);
  fs::rename(made, folder, failed);
  if (failed) {
    std::error_code ignored;
    fs::rename(old, folder, ignored);
    return failed_to_write(folder, failed);
  }
  fs::rename(old, made, failed);
  if (failed) return failed_to_write(folder, failed);
  return {};
}

/// Removes a folder file by file as listed, so that a file that appeared meanwhile is never deleted.
void remove_listed(const fs::path& folder, const std::vector<fs::path>& files) {
  std::error_code ignored;
  for (const fs::path& file : files) fs::remove(folder / file, ignored);
  std::vector<fs::path> folders = {folder};
  for (fs::recursive_directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (entry->is_directory(ignored) && !entry->is_symlink()) folders.push_back(entry->path());
  }
  std::sort(folders.rbegin(), folders.rend());
  for (const fs::path& empty : folders) fs::remove(empty, ignored);  // fails where something is left
}

/// `.NAME.PROCESS`, beside the folder.
fs::path folder_in_the_making(const fs::path& folder, const std::string& process) {
  return folder.parent_path() / ("." + folder.filename().string() + "." + process);
}

/// What a program left that was ended while it made or removed such a folder. A file that neither it listed nor the
/// folder has now is somebody's, and stays.
void remove_left_over(const fs::path& folder) {
  const std::string start = folder_in_the_making(folder, "").filename().string();
  std::error_code failed;
  for (fs::directory_iterator entry(folder.parent_path(), failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const std::string name = entry->path().filename().string();
    const std::string process = name.starts_with(start) ? name.substr(start.size()) : "";
    const bool is_number = !process.empty() && process.find_first_not_of("0123456789") == std::string::npos;
    std::error_code ignored;
    if (!is_number || !entry->is_directory(ignored) || entry->is_symlink(ignored)) continue;
    if (fs::exists("/proc/" + process, ignored)) continue;
    const Result<std::map<std::string, std::string>> sums = read_sums(entry->path());
    const Result<std::vector<fs::path>> files = files_below(entry->path());
    if (!sums || !files) continue;
    // The list is written last: without it, all is half made.
    std::vector<fs::path> known;
    for (const fs::path& file : *files) {
      const bool is_known =
          sums->empty() || file == kSums || sums->contains(file.generic_string()) || fs::exists(folder / file, ignored);
      if (is_known) known.push_back(file);
    }
    remove_listed(entry->path(), known);
  }
}

/// Writes the new set and what is carried over into `made`.
Result<void> fill(const fs::path& made, const fs::path& folder, const std::vector<publish::OutputFile>& files,
                  const std::vector<fs::path>& carried, std::map<std::string, std::string> sums) {
  for (const publish::OutputFile& file : files) {
    TRY(write_file(made / file.path, file.bytes));
    sums[file.path] = sha256(file.bytes);
  }
  for (const fs::path& file : carried) TRY(carry_over(folder / file, made / file));
  std::string list;
  for (const auto& [path, hash] : sums) list += hash + "  " + path + "\n";
  return write_file(made / kSums, list);
}

}  // namespace

Result<void> replace_folder(const fs::path& wanted, const std::vector<publish::OutputFile>& files, Keep keep) {
  std::error_code failed;
  fs::path folder = fs::absolute(wanted, failed).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  const fs::file_status status = fs::symlink_status(folder, failed);
  const bool there = fs::exists(status);
  if (there && status.type() != fs::file_type::directory) {
    return advise(error(ErrorKind::Refused, "symbolic-link", msg("{0} is no folder", wanted.string())),
                  msg("Name a folder, not a link or a file."));
  }
  std::map<std::string, std::string> ours;
  std::vector<fs::path> present;
  if (there) {
    ours = TRY(read_sums(folder));
    present = TRY(files_below(folder));
  }
  std::vector<fs::path> carried;
  std::map<std::string, std::string> kept;
  for (const fs::path& file : present) {
    const std::string name = file.generic_string();
    if (name == kSums) continue;
    const bool made_again =
        std::any_of(files.begin(), files.end(), [&](const publish::OutputFile& one) { return one.path == name; });
    const auto own = ours.find(name);
    if (made_again && own == ours.end()) {
      return advise(error(ErrorKind::Refused, "foreign-files",
                          msg("{0} was not made by this program and stands in the way", (folder / file).string())),
                    msg("Move it elsewhere, or choose another folder with -o."));
    }
    if (made_again || (own != ours.end() && keep == Keep::OnlyForeign)) continue;
    carried.push_back(file);
    if (own != ours.end()) kept.insert(*own);
  }
  const fs::path made = folder_in_the_making(folder, std::to_string(::getpid()));
  fs::create_directories(made, failed);
  if (failed) return failed_to_write(made, failed);
  Result<void> done = fill(made, folder, files, carried, std::move(kept));
  if (done) done = swap_in(made, folder);
  if (!done) {
    std::error_code ignored;
    fs::remove_all(made, ignored);  // holds copies and links only
    return done;
  }
  if (there) remove_listed(made, present);
  remove_left_over(folder);
  return {};
}

}  // namespace zielbaum::publishing
