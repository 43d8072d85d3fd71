#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <span>
#include <thread>

#include "base/digest.h"
#include "base/file.h"
#include "store/loose_internal.h"
#include "store/objects_internal.h"
#include "store/paths_internal.h"

namespace zielbaum::store {

namespace {

constexpr int kReadTries = 5;
constexpr auto kReadPause = std::chrono::milliseconds(20);

Message from_elsewhere() {
  return msg("Nothing was changed. Get the missing data from another copy of this repository, or from a backup.");
}

Error damaged(const git_oid& id, std::string_view why) {
  return advise(error(ErrorKind::Storage, "damaged-version",
                      msg("The stored object {0} is missing or damaged: {1}", hex(id), why)),
                from_elsewhere());
}

/// The line after `key ` at the start of `text`, which is moved behind it.
std::optional<std::string_view> take_header(std::string_view& text, std::string_view key) {
  if (!text.starts_with(key) || text.size() <= key.size() || text[key.size()] != ' ') return std::nullopt;
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view value = text.substr(key.size() + 1, end - key.size() - 1);
  text.remove_prefix(end + 1);
  return value;
}

void skip_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
}

bool parse_signature(std::string_view line, Author& author, std::int64_t& unix_time) {
  const std::size_t open = line.find('<');
  const std::size_t close = line.rfind('>');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return false;
  author.name = std::string(line.substr(0, open));
  while (author.name.ends_with(' ')) author.name.pop_back();
  author.email = std::string(line.substr(open + 1, close - open - 1));
  std::string_view rest = line.substr(close + 1);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  std::from_chars(rest.data(), rest.data() + rest.size(), unix_time);
  return true;
}

std::string without_forbidden(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '<' && c != '>' && c != '\n' && c != '\r' && c != '\0') out += c;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

struct Found {
  git_object_t type = GIT_OBJECT_INVALID;
  std::string bytes;
};

Result<Found> read_from(git_odb* database, const git_oid& id) {
  git_odb_object* read = nullptr;
  if (git_odb_read(&read, database, &id) != 0) return damaged(id, reason());
  const StoredObjectHandle object(read);
  return Found{git_odb_object_type(read),
               std::string(static_cast<const char*>(git_odb_object_data(read)), git_odb_object_size(read))};
}

/// What has a file of its own; nothing where there is none.
Result<std::optional<Found>> read_loose(const Repository& repository, const git_oid& id) {
  const Result<std::string> file = read_file(loose_path(repository, id));
  if (!file && file.error().kind == ErrorKind::NotFound) return std::optional<Found>();
  if (!file) return damaged(id, render(file.error().message, Language::English));
  std::optional<LooseObject> object = inflate_loose(*file);
  if (!object) return damaged(id, "zlib");
  return std::optional(Found{git_object_string2type(object->type.c_str()), std::move(object->bytes)});
}

/// From a pack, its own file, or a pack of another repository. Another program may just be putting it elsewhere (git
/// packs anew when it sees fit): then it is looked for again.
Result<Found> find_and_read(const Repository& repository, const git_oid& id) {
  for (int tries = 1;; ++tries) {
    const bool packed = git_odb_exists_ext(repository.packs.get(), &id, GIT_ODB_LOOKUP_NO_REFRESH) != 0;
    if (!packed) {
      std::optional<Found> loose = TRY(read_loose(repository, id));
      if (loose) return std::move(*loose);
    }
    Result<Found> found = read_from(packed ? repository.packs.get() : repository.database.get(), id);
    if (found || tries == kReadTries) return found;
    std::this_thread::sleep_for(kReadPause);
    git_odb_refresh(repository.packs.get());
    git_odb_refresh(repository.database.get());
  }
}

/// Whether its bytes give this id.
bool gives(const Found& found, const git_oid& id) {
  const git_oid actual = object_id(found.type, found.bytes);
  return git_oid_equal(&actual, &id) != 0;
}

int collect_prefix(const git_oid* id, void* payload) {
  auto& [prefix, found] = *static_cast<std::pair<std::string_view, std::vector<git_oid>>*>(payload);
  if (hex(*id).starts_with(prefix)) found.push_back(*id);
  return 0;
}

}  // namespace

std::filesystem::path loose_path(const Repository& repository, const git_oid& id) {
  const std::string name = hex(id);
  return repository.common_dir / "objects" / name.substr(0, 2) / name.substr(2);
}

std::string hex(const git_oid& id) {
  return zielbaum::hex(std::span(id.id, GIT_OID_RAWSZ));
}

git_oid oid(std::string_view hex) {
  ENSURE(is_hex(hex, 40, 40));
  git_oid id{};
  git_oid_fromstrn(&id, hex.data(), hex.size());
  return id;
}

git_oid object_id(git_object_t type, std::string_view bytes) {
  std::string head = std::string(git_object_type2string(type)) + " " + std::to_string(bytes.size());
  head += '\0';
  const std::array<std::uint8_t, 20> digest = sha1(head, bytes);
  git_oid id{};
  static_assert(sizeof(id.id) == digest.size());
  std::copy(digest.begin(), digest.end(), id.id);
  return id;
}

Result<std::string> read_object(const Repository& repository, const git_oid& id, git_object_t type) {
  Found found = TRY(find_and_read(repository, id));
  if (found.type != type || !gives(found, id)) return damaged(id, git_object_type2string(found.type));
  return std::move(found.bytes);
}

bool reads_back(const Repository& repository, const git_oid& id) {
  const Result<Found> found = find_and_read(repository, id);
  return found && gives(*found, id);
}

bool has_object(const Repository& repository, const git_oid& id) {
  return git_odb_exists_ext(repository.database.get(), &id, GIT_ODB_LOOKUP_NO_REFRESH) != 0;
}

bool is_stored(const Repository& repository, const git_oid& id) {
  return has_object(repository, id) || git_odb_exists(repository.database.get(), &id) != 0;
}

Result<std::vector<TreeEntry>> read_tree(const Repository& repository, const git_oid& id) {
  const std::string bytes = TRY(read_object(repository, id, GIT_OBJECT_TREE));
  std::vector<TreeEntry> entries;
  entries.reserve(bytes.size() / 40);  // about: a mode, an id and a short name each
  std::string_view rest = bytes;
  while (!rest.empty()) {
    TreeEntry entry;
    const auto [mode_end, mode_error] = std::from_chars(rest.data(), rest.data() + rest.size(), entry.mode, 8);
    const std::size_t name_start = static_cast<std::size_t>(mode_end - rest.data()) + 1;
    const std::size_t name_end = rest.find('\0');
    if (mode_error != std::errc() || name_end == std::string_view::npos || name_start >= name_end ||
        rest.size() - name_end - 1 < GIT_OID_RAWSZ) {
      return damaged(id, "tree");
    }
    entry.name = std::string(rest.substr(name_start, name_end - name_start));
    // A name with a path in it could lead out of the folder, one of git's into its own.
    if (entry.name == "." || entry.name == ".." || entry.name.find('/') != std::string::npos ||
        is_git_name(entry.name)) {
      return damaged(id, entry.name);
    }
    std::memcpy(entry.id.id, rest.data() + name_end + 1, GIT_OID_RAWSZ);
    entries.push_back(std::move(entry));
    rest.remove_prefix(name_end + 1 + GIT_OID_RAWSZ);
  }
  return entries;
}

std::string encode_tree(std::vector<TreeEntry> entries) {
  // git compares folders as if their names ended in "/".
  const auto key = [](const TreeEntry& entry) { return entry.is_folder() ? entry.name + "/" : entry.name; };
  std::sort(entries.begin(), entries.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  std::string bytes;
  for (const TreeEntry& entry : entries) {
    char mode[16];
    const auto end = std::to_chars(mode, mode + sizeof mode, entry.mode, 8).ptr;
    bytes.append(mode, end).append(" ").append(entry.name).push_back('\0');
    bytes.append(reinterpret_cast<const char*>(entry.id.id), GIT_OID_RAWSZ);
  }
  return bytes;
}

std::string signature(const Author& author, std::int64_t unix_time) {
  return without_forbidden(author.name) + " <" + without_forbidden(author.email) + "> " + std::to_string(unix_time) +
         " +0000";
}

std::string_view trimmed_message(std::string_view message) {
  const std::size_t end = message.find_last_not_of(" \t\r\n");
  return message.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

std::string encode_commit(std::string_view tree, const std::vector<VersionId>& parents, const Author& author,
                          std::int64_t unix_time, std::string_view message) {
  std::string bytes = "tree " + std::string(tree) + "\n";
  for (const VersionId& parent : parents) bytes += "parent " + parent.text + "\n";
  const std::string who = signature(author, unix_time);
  bytes += "author " + who + "\ncommitter " + who + "\n\n";
  bytes += trimmed_message(message);
  bytes += "\n";
  return bytes;
}

std::optional<Commit> parse_commit(const VersionId& id, std::string_view bytes) {
  Commit commit;
  commit.version.id = id;
  const std::optional<std::string_view> tree = take_header(bytes, "tree");
  if (!tree || !is_hex(*tree, 40, 40)) return std::nullopt;
  commit.tree = oid(*tree);
  while (const std::optional<std::string_view> parent = take_header(bytes, "parent")) {
    if (!is_hex(*parent, 40, 40)) return std::nullopt;
    commit.version.parents.push_back(VersionId{std::string(*parent)});
  }
  const std::optional<std::string_view> author = take_header(bytes, "author");
  std::int64_t authored = 0;
  if (!author || !parse_signature(*author, commit.version.author, authored)) return std::nullopt;
  const std::optional<std::string_view> committer = take_header(bytes, "committer");
  Author ignored;
  if (!committer || !parse_signature(*committer, ignored, commit.version.unix_time)) return std::nullopt;
  while (!bytes.empty() && bytes.front() != '\n') skip_line(bytes);
  skip_line(bytes);
  commit.version.message = std::string(trimmed_message(bytes));
  return commit;
}

Result<Commit> read_commit(const Repository& repository, const VersionId& id) {
  if (!is_hex(id.text, 40, 40)) {
    return error(ErrorKind::NotFound, "unknown-version", msg("There is no version {0}", id.text));
  }
  const git_oid wanted = oid(id.text);
  if (git_odb_exists(repository.database.get(), &wanted) == 0) {
    return advise(error(ErrorKind::Storage, "unknown-version", msg("The version {0} is missing or damaged", id.text)),
                  from_elsewhere());
  }
  std::optional<Commit> commit = parse_commit(id, TRY(read_object(repository, wanted, GIT_OBJECT_COMMIT)));
  if (!commit) return damaged(wanted, "commit");
  if (repository.shallow.contains(id.text)) {
    commit->version.parents.clear();
    commit->version.cut_off = true;
  }
  return std::move(*commit);
}

Result<std::vector<VersionId>> versions_with_prefix(const Repository& repository, std::string_view prefix) {
  std::pair<std::string_view, std::vector<git_oid>> search = {prefix, {}};
  git_oid id{};
  git_oid start{};
  git_oid_fromstrn(&start, prefix.data(), prefix.size());
  const int number = git_odb_exists_prefix(&id, repository.database.get(), &start, prefix.size());
  if (number == 0) search.second.push_back(id);
  // Seldom: several objects begin so, of which perhaps one is a version.
  if (number == GIT_EAMBIGUOUS) git_odb_foreach(repository.database.get(), collect_prefix, &search);
  std::vector<VersionId> versions;
  for (const git_oid& found : search.second) {
    size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    if (git_odb_read_header(&size, &type, repository.database.get(), &found) != 0) continue;
    if (type == GIT_OBJECT_COMMIT) versions.push_back(VersionId{hex(found)});
  }
  std::sort(versions.begin(), versions.end());
  versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
  return versions;
}

}  // namespace zielbaum::store
