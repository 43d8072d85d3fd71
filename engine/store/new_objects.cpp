#include "store/new_objects_internal.h"

#include <fcntl.h>
#include <git2/sys/mempack.h>
#include <git2/sys/repository.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "store/bytes_internal.h"

namespace zielbaum::store {

namespace {

namespace fs = std::filesystem;

using PackHandle = std::unique_ptr<git_packbuilder, Deleter<git_packbuilder_free>>;

constexpr std::size_t kMostPacks = 32;
constexpr const char* kPacksInTheMaking = "zielbaum-new";

Error cannot_write(int number) {
  return failure(number, msg("Writing into the repository failed: {0}", reason()));
}

Error not_read_back(const git_oid& id) {
  return error(ErrorKind::Storage, "untrusted-medium",
               msg("What was written into the repository could not be read back ({0})", hex(id)));
}

/// Whether there was something to sync.
Result<bool> sync(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT) return false;
  // Some network drives refuse fsync on folders (EINVAL); there is nothing better to do then.
  const bool synced = fd >= 0 && (::fsync(fd) == 0 || errno == EINVAL);
  const int number = errno;
  if (fd >= 0) ::close(fd);
  if (synced) return true;
  return error(ErrorKind::Storage, "untrusted-medium",
               msg("Reading or writing {0} failed: {1}", path.string(), std::string_view(std::strerror(number))));
}

/// The packs that were written here and not taken along yet: lines of names, without folder and ending.
class PackList {
 public:
  explicit PackList(const Repository& repository)
      : file_(repository.common_dir / "zielbaum" / "packs"), folder_(repository.common_dir / "objects" / "pack") {
    const Result<std::string> text = read_file(file_);
    if (!text) return;
    for (std::size_t at = 0; at + 41 <= text->size(); at += 41) {
      std::string name = text->substr(at, 40);
      std::error_code code;
      if (is_hex(name, 40, 40) && fs::exists(path(name, ".idx"), code)) names_.push_back(std::move(name));
    }
  }

  [[nodiscard]] bool is_full() const { return names_.size() >= kMostPacks; }

  /// Adds all that lies in the packs to `pack`; whether that could be done.
  bool take_along(git_odb* database, git_packbuilder* pack) const {
    if (git_odb_add_disk_alternate(database, folder_.parent_path().c_str()) != 0) return false;
    return std::all_of(names_.begin(), names_.end(), [&](const std::string& name) {
      git_odb* made = nullptr;
      if (git_odb_new(&made) != 0) return false;
      const DatabaseHandle one(made);
      git_odb_backend* backend = nullptr;
      if (git_odb_backend_one_pack(&backend, path(name, ".idx").c_str()) != 0) return false;
      if (git_odb_add_backend(made, backend, 1) != 0) return false;
      const auto insert = [](const git_oid* id, void* into) {
        return git_packbuilder_insert(static_cast<git_packbuilder*>(into), id, nullptr);
      };
      return git_odb_foreach(made, insert, pack) == 0;
    });
  }

  void remove_all_but(const std::string& kept) {
    std::error_code code;
    for (const std::string& name : names_) {
      if (name == kept) continue;
      fs::remove(path(name, ".idx"), code);  // first: a pack without is no pack
      fs::remove(path(name, ".pack"), code);
    }
    names_.clear();
    write();
  }

  void add(const std::string& name) {
    names_.push_back(name);
    write();
  }

 private:
  [[nodiscard]] fs::path path(const std::string& name, const char* ending) const {
    return folder_ / ("pack-" + name + ending);
  }
  void write() const {
    std::string text;
    for (const std::string& name : names_) text += name + "\n";
    write_unsynced(file_, {text});
  }

  fs::path file_;
  fs::path folder_;
  std::vector<std::string> names_;
};

}  // namespace

Result<void> NewObjects::open() {
  if (around_memory_) return {};
  git_odb* database = nullptr;
  if (const int number = git_odb_new(&database); number != 0) return cannot_write(number);
  memory_.reset(database);
  git_odb_backend* backend = nullptr;
  int number = git_mempack_new(&backend);
  if (number == 0) number = git_odb_add_backend(database, backend, 2);
  git_repository* around = nullptr;
  if (number == 0) number = git_repository_wrap_odb(&around, database);
  around_memory_.reset(around);
  git_config* settings = nullptr;
  if (number == 0) number = git_config_new(&settings);
  const ConfigHandle handle(settings);
  if (number == 0) number = git_repository_set_config(around, settings);
  if (number != 0) return cannot_write(number);
  return {};
}

Result<git_oid> NewObjects::add(git_object_t type, std::string_view bytes) {
  git_oid id = object_id(type, bytes);
  if (has_object(repository_, id)) {
    const Result<std::string> there = read_object(repository_, id, type);
    if (!there || *there != bytes) return not_read_back(id);
    found_.push_back(id);
    return id;
  }
  TRY(open());
  if (git_odb_exists(memory_.get(), &id) != 0) return id;
  const int number = git_odb_write(&id, memory_.get(), bytes.data(), bytes.size(), type);
  if (number != 0) return cannot_write(number);
  added_.push_back(id);
  return id;
}

Result<void> NewObjects::sync_found() const {
  std::set<fs::path> folders;
  for (const git_oid& id : found_) {
    const fs::path path = loose_path(repository_, id);
    if (!TRY(sync(path))) continue;  // lies in a pack
    folders.insert(path.parent_path());
    folders.insert(repository_.common_dir / "objects");
  }
  for (const fs::path& folder : folders) TRY(sync(folder));
  return {};
}

/// libgit2 puts the index of a pack in its place before the pack, and git gc takes an index without a pack for garbage.
/// So both are made in a folder of their own, and moved the other way round.
Result<void> NewObjects::write_pack(git_packbuilder* pack) const {
  const fs::path objects = repository_.common_dir / "objects";
  const fs::path making = objects / kPacksInTheMaking;
  std::error_code code;
  fs::remove_all(making, code);  // of a program that died: whoever writes has the lock
  fs::create_directory(making, code);
  git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
  const int number = git_packbuilder_write(pack, making.c_str(), 0, nullptr, nullptr);
  git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 0);
  if (number != 0) return cannot_write(number);
  const std::string name = std::string("pack-") + git_packbuilder_name(pack);
  fs::create_directory(objects / "pack", code);
  for (const char* ending : {".pack", ".idx"}) {
    fs::rename(making / (name + ending), objects / "pack" / (name + ending), code);
    if (code) {
      return error(ErrorKind::Storage, "io-error",
                   msg("Writing into the repository failed: {0}", std::string_view(code.message())));
    }
  }
  TRY(sync(objects / "pack"));
  fs::remove(making, code);
  return {};
}

Result<void> NewObjects::store() {
  TRY(sync_found());
  if (added_.empty()) return {};
  git_packbuilder* made = nullptr;
  int number = git_packbuilder_new(&made, around_memory_.get());
  const PackHandle pack(made);
  for (std::size_t i = 0; i < added_.size() && number == 0; ++i) {
    number = git_packbuilder_insert(made, &added_[i], nullptr);
  }
  if (number != 0) return cannot_write(number);
  PackList packs(repository_);
  const bool takes_along = packs.is_full() && packs.take_along(memory_.get(), made);
  TRY(write_pack(made));
  for (const git_oid& id : added_) {
    if (!reads_back(repository_, id)) return not_read_back(id);
  }
  const std::string name = git_packbuilder_name(made);
  if (takes_along) {
    packs.remove_all_but(name);
  } else {
    packs.add(name);
  }
  return {};
}

}  // namespace zielbaum::store
