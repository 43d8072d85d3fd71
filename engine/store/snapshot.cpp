#include "store/snapshot_internal.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

#include "base/file.h"
#include "store/paths_internal.h"

namespace zielbaum::store {

namespace {

constexpr std::size_t kReadAllUpTo = 2000;  // files; about 20 ms

/// A folder to be stored.
struct Folder {
  std::map<std::string, Folder, std::less<>> folders;
  std::map<std::string, const File*, std::less<>> files;
};

void insert(Folder& top, const File& file) {
  Folder* folder = &top;
  std::string_view rest = file.path;
  for (std::size_t slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/')) {
    auto found = folder->folders.find(rest.substr(0, slash));
    if (found == folder->folders.end()) found = folder->folders.emplace(rest.substr(0, slash), Folder()).first;
    folder = &found->second;
    rest.remove_prefix(slash + 1);
  }
  folder->files.emplace(rest, &file);
}

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

class Snapshot {
 public:
  Snapshot(const Repository& repository, bool read_all) : repository_(repository), read_all_(read_all) {}

  Result<git_oid> store(const Folder& folder, const std::optional<git_oid>& old, const std::string& path) const {
    std::vector<TreeEntry> before;
    if (old) {
      Result<std::vector<TreeEntry>> read = read_tree(repository_, *old);
      if (!read) return damaged(path);
      before = std::move(*read);
    }
    const auto before_of = [&](std::string_view name) -> const TreeEntry* {
      const auto found =
          std::lower_bound(before.begin(), before.end(), name,
                           [](const TreeEntry& entry, std::string_view key) { return entry.name < key; });
      return found != before.end() && found->name == name ? &*found : nullptr;
    };
    std::sort(before.begin(), before.end(), [](const auto& a, const auto& b) { return a.name < b.name; });

    std::vector<TreeEntry> entries;
    for (const auto& [name, child] : folder.folders) {
      const TreeEntry* was = before_of(name);
      std::optional<git_oid> old_child;
      if (was != nullptr && was->is_folder()) old_child = was->id;
      const git_oid child_id = TRY(store(child, old_child, path + "/" + name));
      entries.push_back({kFolderMode, name, child_id});
    }
    for (const auto& [name, file] : folder.files) entries.push_back({kFileMode, name, oid(file->content.text)});
    const std::string bytes = encode_tree(entries);
    const git_oid id = object_id(GIT_OBJECT_TREE, bytes);
    const bool unchanged = old && git_oid_equal(&*old, &id) != 0;

    for (const auto& [name, file] : folder.files) {
      const TreeEntry* was = before_of(name);
      const git_oid content = oid(file->content.text);
      if (was != nullptr && git_oid_equal(&was->id, &content) != 0) {
        const bool sound = unchanged && !read_all_ ? has_object(repository_, content)
                                                   : read_object(repository_, content, GIT_OBJECT_BLOB).has_value();
        if (!sound) return damaged(file->path);
      } else {
        TRY(store_file(*file, content));
      }
    }
    if (unchanged) return id;
    return write_object(repository_, GIT_OBJECT_TREE, bytes);
  }

 private:
  Result<void> store_file(const File& file, const git_oid& content) const {
    const std::string bytes = TRY(read_file(repository_.root / file.path));
    const git_oid id = object_id(GIT_OBJECT_BLOB, bytes);
    if (git_oid_equal(&id, &content) == 0) {
      return advise(error(ErrorKind::Conflict, "changed-meanwhile", msg("{0} changed while it was saved", file.path)),
                    msg("Run the command again."));
    }
    TRY(write_object(repository_, GIT_OBJECT_BLOB, bytes));
    return {};
  }

  const Repository& repository_;
  bool read_all_;
};

git_index_time index_time(const timespec& time) {
  return {static_cast<std::int32_t>(time.tv_sec), static_cast<std::uint32_t>(time.tv_nsec)};
}

int add_to_index(const Repository& repository, git_index* index, const File& file) {
  struct stat status {};
  if (::lstat((repository.root / file.path).c_str(), &status) != 0) return 0;
  git_index_entry entry{};
  entry.ctime = index_time(status.st_ctim);
  entry.mtime = index_time(status.st_mtim);
  entry.dev = static_cast<std::uint32_t>(status.st_dev);
  entry.ino = static_cast<std::uint32_t>(status.st_ino);
  entry.mode = kFileMode;
  entry.uid = status.st_uid;
  entry.gid = status.st_gid;
  entry.file_size = static_cast<std::uint32_t>(status.st_size);
  entry.id = oid(file.content.text);
  entry.path = file.path.c_str();
  return git_index_add(index, &entry);
}

/// Brings the entries below documents/ and schemas/ into line with `files`; returns libgit2's number.
int align_index(const Repository& repository, git_index* index, const std::vector<File>& files, bool& changed) {
  std::vector<std::pair<std::string, int>> gone;  // path and stage
  std::vector<bool> present(files.size(), false);
  for (std::size_t i = 0; i < git_index_entrycount(index); ++i) {
    const git_index_entry* entry = git_index_get_byindex(index, i);
    const std::string_view path = entry->path;
    if (!is_ours(path)) continue;
    const auto at = std::lower_bound(files.begin(), files.end(), path,
                                     [](const File& file, std::string_view key) { return file.path < key; });
    const int stage = git_index_entry_stage(entry);
    if (stage != 0 || at == files.end() || at->path != path) {
      gone.emplace_back(path, stage);
    } else if (entry->mode == kFileMode && hex(entry->id) == at->content.text) {
      present[static_cast<std::size_t>(at - files.begin())] = true;
    }
  }
  for (const auto& [path, stage] : gone) {
    changed = true;
    if (const int number = git_index_remove(index, path.c_str(), stage); number != 0) return number;
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (present[i]) continue;
    changed = true;
    if (const int number = add_to_index(repository, index, files[i]); number != 0) return number;
  }
  return 0;
}

}  // namespace

Result<git_oid> write_snapshot(const Repository& repository, const std::optional<git_oid>& base,
                               const std::vector<File>& files, Irregular irregular) {
  Folder top;
  for (const File& file : files) {
    if (file.regular) {
      insert(top, file);
    } else if (irregular == Irregular::Refuse) {
      return irregular_file(file.path);
    }
  }
  std::vector<TreeEntry> before;
  if (base) {
    Result<std::vector<TreeEntry>> read = read_tree(repository, *base);
    if (!read) return damaged("/");
    before = std::move(*read);
  }
  std::vector<TreeEntry> entries;
  std::map<std::string, git_oid, std::less<>> old;
  for (TreeEntry& entry : before) {
    if (!is_ours(entry.name)) {
      entries.push_back(std::move(entry));
    } else if (entry.is_folder()) {
      old.emplace(entry.name, entry.id);
    }
  }
  const Snapshot snapshot(repository, files.size() <= kReadAllUpTo);
  for (const auto& [name, folder] : top.folders) {
    const auto was = old.find(name);
    const std::optional<git_oid> old_id = was == old.end() ? std::nullopt : std::optional<git_oid>(was->second);
    entries.push_back({kFolderMode, name, TRY(snapshot.store(folder, old_id, name))});
  }
  return write_object(repository, GIT_OBJECT_TREE, encode_tree(std::move(entries)));
}

Result<void> refresh_index(const Repository& repository, const std::vector<File>& files) {
  for (int tries = 0;; ++tries) {
    git_index* opened = nullptr;
    int number = git_index_open(&opened, (repository.git_dir / "index").c_str());
    const IndexHandle index(opened);
    bool changed = false;
    if (number == 0) number = align_index(repository, opened, files, changed);
    if (number == 0 && changed) number = git_index_write(opened);
    if (number == 0) return {};
    if (number != GIT_ELOCKED || tries == 20) {
      return failure(number, msg("git's list of files could not be brought up to date: {0}", reason()));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

}  // namespace zielbaum::store
