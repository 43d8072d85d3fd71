#include "store/snapshot_internal.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>

#include "base/file.h"
#include "base/utf8.h"
#include "store/line_ends_internal.h"
#include "store/paths_internal.h"

namespace zielbaum::store {

namespace {

constexpr std::size_t kReadAllUpTo = 2000;  // files; about 20 ms

Error irregular_file(const std::string& path) {
  Place place;
  place.file = path;
  return advise(at(error(ErrorKind::Invalid, "no-regular-file", msg("{0} is no regular file", path)), place),
                msg("Replace it by an ordinary file, or take it out of the folder."));
}

Error damaged(const std::string& path) {
  Place place;
  place.file = path;
  return advise(
      at(error(ErrorKind::Storage, "damaged-version",
               msg("The stored state of {0} is missing or damaged; nothing was saved on top of it", path)),
         place),
      msg("Get the missing data from another copy of this repository, or from a backup. Your files are unchanged."));
}

/// The path of a file that is no regular one; "" if there is none.
std::string find_irregular(const ListedFolder& folder, const std::string& path) {
  for (const ListedFile& file : folder.files) {
    if (file.sort == FileSort::Irregular) return path + file.name;
  }
  for (const ListedFolder& child : folder.folders) {
    if (std::string found = find_irregular(child, path + child.name + "/"); !found.empty()) return found;
  }
  return {};
}

std::size_t count_files(const ListedFolder& folder) {
  return std::accumulate(folder.folders.begin(), folder.folders.end(), folder.files.size(),
                         [](std::size_t sum, const ListedFolder& child) { return sum + count_files(child); });
}

Error names_collide(const std::string& folder, const std::string& a, const std::string& b) {
  Place place;
  place.file = folder + "/" + b;
  return advise(at(error(ErrorKind::Invalid, "names-collide",
                         msg("{0} and {1} differ only in upper and lower case or in how letters are stored",
                             folder + "/" + a, place.file)),
                   place),
                msg("Other computers would take them for one file. Rename one of them."));
}

/// What a file system that ignores case and forms of letters takes a name for.
std::string folded(const std::string& name) {
  return lower_case(nfc(name));
}

Result<void> check_names(const ListedFolder& folder, const std::string& path) {
  std::vector<std::pair<std::string, const std::string*>> names;
  for (const ListedFile& file : folder.files) names.emplace_back(folded(file.name), &file.name);
  for (const ListedFolder& child : folder.folders) names.emplace_back(folded(child.name), &child.name);
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (names[i].first == names[i - 1].first) return names_collide(path, *names[i - 1].second, *names[i].second);
  }
  return {};
}

/// The mode a file is saved with: as on disk; where the drive knows no modes, as in the version before.
std::uint32_t mode_of(const Repository& repository, const ListedFile& file, std::uint32_t before) {
  if (!repository.trusts_modes) return before == kExecutableMode ? kExecutableMode : kFileMode;
  return file.sort == FileSort::Executable ? kExecutableMode : kFileMode;
}

class Snapshot {
 public:
  Snapshot(const Repository& repository, NewObjects& objects, Irregular irregular, bool read_all)
      : repository_(repository), objects_(objects), irregular_(irregular), read_all_(read_all) {}

  /// The tree's id; none for a folder without files, which git does not know.
  Result<std::optional<git_oid>> store(ListedFolder& folder, const std::optional<git_oid>& old,
                                       const std::string& path) {
    if (!read_all_ && old && folder.tree && git_oid_equal(&*old, &*folder.tree) != 0) {
      if (!is_stored(repository_, *old)) return damaged(path);
      return old;
    }
    std::vector<TreeEntry> before;
    if (old) {
      Result<std::vector<TreeEntry>> read = read_tree(repository_, *old);
      if (!read) return damaged(path);
      before = std::move(*read);
    }
    std::sort(before.begin(), before.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    const auto before_of = [&](std::string_view name) -> const TreeEntry* {
      const auto found =
          std::lower_bound(before.begin(), before.end(), name,
                           [](const TreeEntry& entry, std::string_view key) { return entry.name < key; });
      return found != before.end() && found->name == name ? &*found : nullptr;
    };

    std::vector<TreeEntry> entries;
    for (ListedFolder& child : folder.folders) {
      const TreeEntry* was = before_of(child.name);
      std::optional<git_oid> old_child;
      if (was != nullptr && was->is_folder()) old_child = was->id;
      const std::optional<git_oid> id = TRY(store(child, old_child, path + "/" + child.name));
      if (id) entries.push_back({kFolderMode, child.name, *id});
    }
    for (const ListedFile& file : folder.files) {
      if (file.sort == FileSort::Irregular) continue;
      const TreeEntry* was = before_of(file.name);
      entries.push_back({mode_of(repository_, file, was != nullptr ? was->mode : kFileMode), file.name, file.id});
    }
    if (entries.empty()) return std::optional<git_oid>();
    const std::string bytes = encode_tree(entries);
    const git_oid id = object_id(GIT_OBJECT_TREE, bytes);
    const bool unchanged = old && git_oid_equal(&*old, &id) != 0;
    if (!unchanged && irregular_ == Irregular::Refuse) TRY(check_names(folder, path));

    for (const ListedFile& file : folder.files) {
      if (file.sort == FileSort::Irregular) continue;
      const TreeEntry* was = before_of(file.name);
      if (was == nullptr || git_oid_equal(&was->id, &file.id) == 0) {
        TRY(store_file(path + "/" + file.name, file.id));
        continue;
      }
      const bool sound =
          read_all_ ? read_object(repository_, file.id, GIT_OBJECT_BLOB).has_value() : is_stored(repository_, file.id);
      if (!sound) return damaged(path + "/" + file.name);
    }
    if (!unchanged) TRY(objects_.add(GIT_OBJECT_TREE, bytes));
    // What is left out of the tree must be looked at again.
    const bool whole = std::none_of(folder.files.begin(), folder.files.end(),
                                    [](const ListedFile& file) { return file.sort == FileSort::Irregular; }) &&
                       std::all_of(folder.folders.begin(), folder.folders.end(),
                                   [](const ListedFolder& child) { return child.tree.has_value(); });
    if (whole && (!folder.tree || git_oid_equal(&*folder.tree, &id) == 0)) {
      folder.tree = id;
      learned = true;
    }
    return std::optional<git_oid>(id);
  }

  bool learned = false;  ///< whether a folder's tree is known now that was not

 private:
  Result<void> store_file(const std::string& path, const git_oid& content) {
    const Result<std::string> read = read_file(repository_.root / path);
    if (!read && read.error().kind != ErrorKind::NotFound) return read.error();
    std::string bytes = read ? *read : std::string();
    git_oid id = object_id(GIT_OBJECT_BLOB, bytes);
    if (std::optional<std::string> plain = with_line_feeds(bytes); plain && git_oid_equal(&id, &content) == 0) {
      bytes = std::move(*plain);
      id = object_id(GIT_OBJECT_BLOB, bytes);
    }
    if (!read || git_oid_equal(&id, &content) == 0) {
      return advise(error(ErrorKind::Conflict, "changed-meanwhile", msg("{0} changed while it was saved", path)),
                    msg("Run the command again."));
    }
    TRY(objects_.add(GIT_OBJECT_BLOB, bytes));
    return {};
  }

  const Repository& repository_;
  NewObjects& objects_;
  Irregular irregular_;
  bool read_all_;
};

git_index_time index_time(const timespec& time) {
  return {static_cast<std::int32_t>(time.tv_sec), static_cast<std::uint32_t>(time.tv_nsec)};
}

int add_to_index(const Repository& repository, git_index* index, const PathedFile& listed, std::uint32_t mode) {
  struct stat status {};
  if (::lstat((repository.root / listed.path).c_str(), &status) != 0) return 0;
  git_index_entry entry{};
  // With times that are not those of the bytes that were saved, git compares the bytes.
  if (stamp_of(status) == listed.file->stamp) {
    entry.ctime = index_time(status.st_ctim);
    entry.mtime = index_time(status.st_mtim);
  }
  entry.dev = static_cast<std::uint32_t>(status.st_dev);
  entry.ino = static_cast<std::uint32_t>(status.st_ino);
  entry.mode = mode;
  entry.uid = status.st_uid;
  entry.gid = status.st_gid;
  entry.file_size = static_cast<std::uint32_t>(listed.file->size);
  entry.id = listed.file->id;
  entry.path = listed.path.c_str();
  return git_index_add(index, &entry);
}

/// The entry of a file that no listing has; returns libgit2's number.
int align_other(const Repository& repository, git_index* index, const FileStep& file) {
  if (!file.bytes) {
    const int number = git_index_remove(index, file.path.c_str(), 0);
    return number == GIT_ENOTFOUND ? 0 : number;
  }
  struct stat status {};
  if (::lstat((repository.root / file.path).c_str(), &status) != 0) return 0;
  ListedFile listed;
  listed.stamp = stamp_of(status);
  listed.size = file.bytes->size();
  listed.id = object_id(GIT_OBJECT_BLOB, *file.bytes);
  return add_to_index(repository, index, {file.path, &listed}, file.executable ? kExecutableMode : kFileMode);
}

/// Brings the entries below documents/ and schemas/ into line with `files`; returns libgit2's number.
int align_index(const Repository& repository, git_index* index, const std::vector<PathedFile>& files, bool& changed) {
  std::vector<std::pair<std::string, int>> gone;                  // path and stage
  std::vector<std::pair<const PathedFile*, std::uint32_t>> news;  // with mode
  auto file = files.begin();
  // Both are sorted by path.
  for (std::size_t i = 0; i < git_index_entrycount(index); ++i) {
    const git_index_entry* entry = git_index_get_byindex(index, i);
    const std::string_view path = entry->path;
    if (!is_ours(path)) continue;
    for (; file != files.end() && file->path < path; ++file)
      news.emplace_back(&*file, mode_of(repository, *file->file, 0));
    const int stage = git_index_entry_stage(entry);
    if (stage != 0 || file == files.end() || file->path != path) {
      gone.emplace_back(path, stage);
      continue;
    }
    const std::uint32_t mode = mode_of(repository, *file->file, entry->mode);
    if (entry->mode != mode || git_oid_equal(&entry->id, &file->file->id) == 0) news.emplace_back(&*file, mode);
    ++file;
  }
  for (; file != files.end(); ++file) news.emplace_back(&*file, mode_of(repository, *file->file, 0));
  changed = !gone.empty() || !news.empty();
  for (const auto& [path, stage] : gone) {
    if (const int number = git_index_remove(index, path.c_str(), stage); number != 0) return number;
  }
  for (const auto& [listed, mode] : news) {
    if (const int number = add_to_index(repository, index, *listed, mode); number != 0) return number;
  }
  return 0;
}

}  // namespace

Result<git_oid> write_snapshot(const Repository& repository, NewObjects& objects, const std::optional<git_oid>& base,
                               Listing& listing, Irregular irregular) {
  if (irregular == Irregular::Refuse) {
    // Where a folder should be, a file would take everything below it away.
    if (!listing.top.files.empty()) return irregular_file(listing.top.files.front().name);
    if (const std::string path = find_irregular(listing.top, ""); !path.empty()) return irregular_file(path);
  }
  std::vector<TreeEntry> before;
  if (base) {
    Result<std::vector<TreeEntry>> read = read_tree(repository, *base);
    if (!read) return damaged("/");
    before = std::move(*read);
  }
  std::vector<TreeEntry> entries;
  std::copy_if(before.begin(), before.end(), std::back_inserter(entries),
               [](const TreeEntry& entry) { return !is_ours(entry.name); });
  Snapshot snapshot(repository, objects, irregular, count_files(listing.top) <= kReadAllUpTo);
  for (ListedFolder& folder : listing.top.folders) {
    const auto was = std::find_if(before.begin(), before.end(), [&](const TreeEntry& entry) {
      return entry.is_folder() && entry.name == folder.name;
    });
    const std::optional<git_oid> old = was == before.end() ? std::nullopt : std::optional<git_oid>(was->id);
    const std::optional<git_oid> id = TRY(snapshot.store(folder, old, folder.name));
    if (id) entries.push_back({kFolderMode, folder.name, *id});
  }
  listing.changed = listing.changed || snapshot.learned;
  return objects.add(GIT_OBJECT_TREE, encode_tree(std::move(entries)));
}

Result<void> refresh_index(const Repository& repository, const Listing& listing,
                           const std::vector<FileStep>& laid_out) {
  std::vector<PathedFile> files = files_below(listing, "");
  std::erase_if(files, [](const PathedFile& file) { return file.file->sort == FileSort::Irregular; });
  for (int tries = 0;; ++tries) {
    git_index* opened = nullptr;
    int number = git_index_open(&opened, (repository.git_dir / "index").c_str());
    const IndexHandle index(opened);
    bool changed = false;
    if (number == 0) number = align_index(repository, opened, files, changed);
    for (const FileStep& file : laid_out) {
      if (is_ours(file.path)) continue;
      changed = true;
      if (number == 0) number = align_other(repository, opened, file);
    }
    if (number == 0 && changed) number = git_index_write(opened);
    if (number == 0) return {};
    if (number != GIT_ELOCKED || tries == 20) {
      return failure(number, msg("git's list of files could not be brought up to date: {0}", reason()));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

}  // namespace zielbaum::store
