#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "store/open_internal.h"
#include "store/pack_index_internal.h"
#include "store/paths_internal.h"

namespace zielbaum::store {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostConfiguration = 64 << 10;

std::vector<fs::path>& found_configurations() {
  static std::vector<fs::path> paths;
  return paths;
}

void remember_configuration(int (*find)(git_buf*)) {
  git_buf path = GIT_BUF_INIT;
  if (find(&path) == 0) found_configurations().emplace_back(path.ptr);
  git_buf_dispose(&path);
}

std::string owner_name(uid_t user) {
  const struct passwd* entry = ::getpwuid(user);
  return entry != nullptr ? entry->pw_name : std::to_string(user);
}

Error not_a_repository(const fs::path& root) {
  return advise(at(error(ErrorKind::NotFound, "not-a-repository",
                         msg("{0} is no workspace with a history (no git repository)", root.string())),
                   place_of(root)),
                msg("Go to the folder of the workspace, or make a new one with: zielbaum init FOLDER"));
}

Error unsupported(const fs::path& root, std::string_view why) {
  return advise(at(error(ErrorKind::Invalid, "unsupported-repository",
                         msg("The format of this repository is not supported: {0}", why)),
                   place_of(root)),
                msg("Ordinary repositories (SHA-1, references as files) work; make one with: zielbaum init FOLDER"));
}

Result<void> check_owner(const fs::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || status.st_uid == ::geteuid()) return {};
  return advise(
      at(error(ErrorKind::Refused, "foreign-owner",
               msg("{0} belongs to {1}, not to you", path.string(), owner_name(status.st_uid))),
         place_of(path)),
      msg("Work in a copy of your own, or ask {0} to hand the folder over to you.", owner_name(status.st_uid)));
}

Error unsafe_configuration(const fs::path& path, Message message) {
  return advise(at(error(ErrorKind::Refused, "unsafe-config", std::move(message)), place_of(path)),
                msg("Open the file in an editor and take out what is named; nothing was read or run from it."));
}

/// Whether the text has a section [include] or [includeIf ...]: they name other files, which may hang or leak.
bool includes_files(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  for (std::size_t start = 0; start < lower.size();) {
    const std::size_t end = std::min(lower.find('\n', start), lower.size());
    std::string_view line = std::string_view(lower).substr(start, end - start);
    start = end + 1;
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.starts_with('#') || line.starts_with(';')) continue;
    for (std::size_t open = line.find('['); open != std::string_view::npos; open = line.find('[', open + 1)) {
      std::string_view name = line.substr(open + 1);
      name.remove_prefix(std::min(name.find_first_not_of(" \t"), name.size()));
      if (name.starts_with("include")) return true;
    }
  }
  return false;
}

Result<void> check_configuration(const fs::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return {};
  if (!S_ISREG(status.st_mode)) {
    return unsafe_configuration(path, msg("{0} is no regular file", path.string()));
  }
  if (static_cast<std::uint64_t>(status.st_size) > kMostConfiguration) {
    return unsafe_configuration(path, msg("{0} is larger than {1} bytes", path.string(), kMostConfiguration));
  }
  if (includes_files(TRY(read_file(path, kMostConfiguration)))) {
    return unsafe_configuration(path, msg("{0} includes other files", path.string()));
  }
  return {};
}

struct UnknownExtension {
  std::string text;
};

int note_extension(const git_config_entry* entry, void* payload) {
  static constexpr std::array<std::string_view, 5> kKnown = {"extensions.noop", "extensions.worktreeconfig",
                                                             "extensions.preciousobjects",
                                                             "extensions.relativeworktrees", "extensions.objectformat"};
  const std::string_view name = entry->name;
  const std::string_view value = entry->value != nullptr ? entry->value : "";
  const bool known = std::find(kKnown.begin(), kKnown.end(), name) != kKnown.end();
  if (!known || (name == "extensions.objectformat" && value != "sha1")) {
    static_cast<UnknownExtension*>(payload)->text = std::string(name) + " = " + std::string(value);
  }
  return 0;
}

Result<void> check_format(const fs::path& root, const fs::path& configuration) {
  git_config* opened = nullptr;
  if (const int number = git_config_open_ondisk(&opened, configuration.c_str()); number != 0) {
    const git_error* why = git_error_last();
    if (why != nullptr && why->klass == GIT_ERROR_OS)
      return failure(number, msg("The configuration cannot be read: {0}", reason()));
    return unsupported(root, reason());
  }
  const ConfigHandle config(opened);
  std::int32_t version = 0;
  if (git_config_get_int32(&version, opened, "core.repositoryformatversion") == 0 && (version < 0 || version > 1)) {
    return unsupported(root, "core.repositoryformatversion = " + std::to_string(version));
  }
  UnknownExtension unknown;
  git_config_foreach_match(opened, "^extensions\\..*", note_extension, &unknown);
  if (!unknown.text.empty()) return unsupported(root, unknown.text);
  return {};
}

/// What libgit2 would believe unseen. Objects borrowed from other repositories are fine as long as they are the same
/// user's.
Result<void> check_objects(const fs::path& objects, int depth) {
  TRY(check_pack_indexes(objects));
  const fs::path list = objects / "info" / "alternates";
  std::error_code code;
  if (!fs::exists(list, code)) return {};
  if (depth > 5) return unsupported(objects, "objects/info/alternates");
  TRY(check_owner(list));
  const std::string text = TRY(read_file(list, kMostConfiguration));
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string line = text.substr(start, end - start);
    start = end + 1;
    if (line.empty() || line[0] == '#') continue;
    const fs::path other = objects / line;  // an absolute path replaces the folder
    TRY(check_owner(other));
    TRY(check_objects(other, depth + 1));
  }
  return {};
}

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find_first_of("\r\n")));
}

/// The git folder of the working copy: `.git`, or what a `.git` file of a linked worktree names.
Result<fs::path> find_git_dir(const fs::path& root) {
  const fs::path marker = root / ".git";
  struct stat status {};
  if (::lstat(marker.c_str(), &status) != 0) return not_a_repository(root);
  if (S_ISDIR(status.st_mode)) return marker;
  if (!S_ISREG(status.st_mode)) return not_a_repository(root);
  const std::string text = first_line(TRY(read_file(marker, 4096)));
  constexpr std::string_view kKey = "gitdir: ";
  if (!text.starts_with(kKey)) return not_a_repository(root);
  return (root / text.substr(kKey.size())).lexically_normal();
}

Result<DatabaseHandle> open_packs(const fs::path& objects) {
  git_odb* made = nullptr;
  int number = git_odb_new(&made);
  DatabaseHandle packs(made);
  git_odb_backend* backend = nullptr;
  if (number == 0) number = git_odb_backend_pack(&backend, objects.c_str());
  if (number == 0) number = git_odb_add_backend(made, backend, 1);
  if (number != 0) return failure(number, msg("The repository cannot be opened: {0}", reason()));
  return packs;
}

/// References are synced by libgit2, before they are renamed into place; whether is asked once, when they are first
/// used. Objects are not: sync_objects() does it for all of a save at once.
Result<void> sync_references(git_repository* repository) {
  git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
  git_refdb* references = nullptr;
  const int number = git_repository_refdb(&references, repository);
  const ReferencesHandle handle(references);
  git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 0);
  if (number != 0) return failure(number, msg("The repository cannot be opened: {0}", reason()));
  return {};
}

}  // namespace

void start_library() {
  static const bool started = [] {
    git_libgit2_init();
    // libgit2 knows where the user's configuration lies; the author's name is asked of it, nothing else.
    remember_configuration(git_config_find_system);
    remember_configuration(git_config_find_xdg);
    remember_configuration(git_config_find_global);
    for (const int level :
         {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL}) {
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    }
    git_libgit2_opts(GIT_OPT_SET_TEMPLATE_PATH, "");
    // read_object() compares the digest of all that is read, by a faster SHA-1 than libgit2's; once is enough.
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 1);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_SYMBOLIC_REF_CREATION, 1);
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);  // check_owner() says it better, and earlier
    const char* extensions[] = {"worktreeconfig", "preciousobjects", "relativeworktrees"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, std::size(extensions));
    return true;
  }();
  ENSURE(started);
}

const std::vector<fs::path>& user_configurations() {
  return found_configurations();
}

Result<Repository> open_repository(const fs::path& root) {
  start_library();
  std::error_code code;
  Repository repository;
  repository.root = fs::canonical(root, code);
  if (code || !fs::is_directory(repository.root, code)) return not_a_repository(root);
  repository.git_dir = TRY(find_git_dir(repository.root));
  TRY(check_owner(repository.root));
  TRY(check_owner(repository.root / ".git"));
  TRY(check_owner(repository.git_dir));
  repository.common_dir = repository.git_dir;
  if (fs::exists(repository.git_dir / "commondir", code)) {
    const std::string text = first_line(TRY(read_file(repository.git_dir / "commondir", 4096)));
    repository.common_dir = (repository.git_dir / text).lexically_normal();
    TRY(check_owner(repository.common_dir));
  }
  const fs::path configuration = repository.common_dir / "config";
  if (!fs::exists(repository.git_dir / "HEAD", code) || !fs::exists(repository.common_dir / "objects", code)) {
    return not_a_repository(root);
  }
  TRY(check_owner(configuration));
  TRY(check_configuration(configuration));
  TRY(check_configuration(repository.git_dir / "config.worktree"));
  if (fs::exists(configuration, code)) TRY(check_format(root, configuration));
  TRY(check_objects(repository.common_dir / "objects", 0));

  git_repository* opened = nullptr;
  const int number = git_repository_open_ext(&opened, repository.root.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
  repository.handle.reset(opened);
  if (number == GIT_ENOTFOUND) return not_a_repository(root);
  if (number != 0) return failure(number, msg("The repository cannot be opened: {0}", reason()));
  git_odb* database = nullptr;
  if (const int failed = git_repository_odb(&database, opened); failed != 0) {
    return failure(failed, msg("The repository cannot be opened: {0}", reason()));
  }
  repository.database.reset(database);
  repository.packs = TRY(open_packs(repository.common_dir / "objects"));
  TRY(sync_references(opened));
  git_config* found = nullptr;
  if (git_repository_config_snapshot(&found, opened) == 0) {
    const ConfigHandle config(found);
    int trusts_modes = 1;
    if (git_config_get_bool(&trusts_modes, found, "core.filemode") == 0) repository.trusts_modes = trusts_modes != 0;
  }
  if (fs::exists(repository.common_dir / "shallow", code)) {
    const std::string text = TRY(read_file(repository.common_dir / "shallow"));
    for (std::size_t start = 0; start + 40 <= text.size(); start += 41)
      repository.shallow.insert(text.substr(start, 40));
  }
  return repository;
}

Result<void> make_repository(const fs::path& root) {
  start_library();
  std::error_code code;
  if (fs::exists(fs::symlink_status(root / ".git", code))) {
    return at(error(ErrorKind::Refused, "already-a-repository", msg("{0} has a history already", root.string())),
              place_of(root));
  }
  fs::create_directories(root, code);
  if (code) {
    return at(
        error(ErrorKind::Storage, "io-error", msg("Reading or writing {0} failed: {1}", root.string(), code.message())),
        place_of(root));
  }
  git_repository_init_options options{};
  git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
  options.flags = GIT_REPOSITORY_INIT_NO_REINIT | GIT_REPOSITORY_INIT_MKPATH;
  options.initial_head = "main";
  git_repository* made = nullptr;
  const int number = git_repository_init_ext(&made, root.c_str(), &options);
  const RepositoryHandle handle(made);
  if (number != 0) return failure(number, msg("The repository cannot be made: {0}", reason()));
  return {};
}

Result<std::optional<Author>> author_of_configuration(const Repository& repository) {
  git_config* made = nullptr;
  if (const int number = git_config_new(&made); number != 0) {
    return failure(number, msg("The configuration cannot be read: {0}", reason()));
  }
  const ConfigHandle config(made);
  std::vector<fs::path> files = user_configurations();
  files.push_back(repository.common_dir / "config");
  int level = GIT_CONFIG_LEVEL_SYSTEM;
  for (const fs::path& file : files) {
    std::error_code code;
    // A pipe in place of the file would hang.
    if (!fs::is_regular_file(file, code)) continue;
    const int number =
        git_config_add_file_ondisk(made, file.c_str(), static_cast<git_config_level_t>(level++), nullptr, 0);
    if (number != 0) return failure(number, msg("The configuration cannot be read: {0}", reason()));
  }
  const auto value = [&](const char* key) {
    git_buf buffer = GIT_BUF_INIT;
    std::string text;
    if (git_config_get_string_buf(&buffer, made, key) == 0) text = buffer.ptr;
    git_buf_dispose(&buffer);
    return text;
  };
  Author author{value("user.name"), value("user.email")};
  if (author.name.empty() || author.email.empty()) return std::optional<Author>();
  return std::optional<Author>(std::move(author));
}

Result<void> write_author(const Repository& repository, const Author& author) {
  git_config* opened = nullptr;
  int number = git_config_open_ondisk(&opened, (repository.common_dir / "config").c_str());
  const ConfigHandle config(opened);
  if (number == 0) number = git_config_set_string(opened, "user.name", author.name.c_str());
  if (number == 0) number = git_config_set_string(opened, "user.email", author.email.c_str());
  if (number != 0) return failure(number, msg("The author cannot be remembered: {0}", reason()));
  return {};
}

}  // namespace zielbaum::store
