#include "store/journal_internal.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstring>

#include "base/file.h"
#include "store/bytes_internal.h"
#include "store/lock_internal.h"
#include "store/objects_internal.h"
#include "store/paths_internal.h"

namespace zielbaum::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeader = "zielbaum-journal 2\n";

fs::path journal_path(const Repository& repository) {
  return repository.git_dir / "zielbaum" / "journal";
}

/// Of a plan that is done, but for what follows from it.
fs::path done_path(const Repository& repository) {
  return repository.git_dir / "zielbaum" / "journal-done";
}

std::string text_of(const std::optional<VersionId>& version) {
  return version ? version->text : "";
}
std::optional<VersionId> version_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return VersionId{text};
}

std::string encode(const Plan& plan) {
  std::string out(kHeader);
  append_number(out, plan.moves.size());
  for (const MovedReference& move : plan.moves) {
    append_text(out, move.name);
    append_text(out, text_of(move.from));
    append_text(out, text_of(move.to));
  }
  append_text(out, plan.line);
  append_number(out, plan.files.size());
  for (const FileStep& file : plan.files) {
    append_text(out, file.path);
    append_number(out, (file.bytes ? 1u : 0u) + (file.executable ? 2u : 0u));
    append_text(out, file.old_id);
    append_text(out, file.bytes.value_or(""));
  }
  return with_checksum(std::move(out));
}

std::optional<Plan> decode(std::string_view bytes) {
  const std::optional<std::string_view> checked = checked_content(bytes, kHeader);
  if (!checked) return std::nullopt;
  std::string_view rest = *checked;
  Plan plan;
  const auto moves = take_number(rest);
  for (std::uint64_t i = 0; moves && i < *moves; ++i) {
    const auto name = take_text(rest);
    const auto from = take_text(rest);
    const auto to = take_text(rest);
    if (!name || !from || !to) return std::nullopt;
    plan.moves.push_back({*name, version_of(*from), version_of(*to)});
  }
  const auto line = take_text(rest);
  const auto files = take_number(rest);
  if (!line || !files) return std::nullopt;
  plan.line = *line;
  for (std::uint64_t i = 0; i < *files; ++i) {
    const auto path = take_text(rest);
    const auto kind = take_number(rest);
    const auto old_id = take_text(rest);
    const auto content = take_text(rest);
    if (!path || !kind || !old_id || !content) return std::nullopt;
    FileStep file{*path, std::nullopt, (*kind & 2) != 0, *old_id};
    if ((*kind & 1) != 0) file.bytes = *content;
    plan.files.push_back(std::move(file));
  }
  return plan;
}

/// Folders that git would not have, either: with nothing in them. Those at the top of the workspace stay.
void remove_empty_folders(const fs::path& root, fs::path folder) {
  std::error_code code;
  while (folder != root && folder.parent_path() != root && fs::is_empty(folder, code) && fs::remove(folder, code))
    folder = folder.parent_path();
}

Result<void> apply(const Repository& repository, const FileStep& file) {
  const fs::path path = repository.root / file.path;
  if (!file.bytes) {
    TRY(remove_file(path));
    remove_empty_folders(repository.root, path.parent_path());
    return {};
  }
  TRY(write_file(path, *file.bytes));
  if (file.executable) ::chmod(path.c_str(), 0755);
  return {};
}

std::string id_of(const std::optional<std::string>& bytes) {
  return bytes ? content_id(*bytes).text : "";
}

Result<void> move(const Repository& repository, const MovedReference& move, std::string_view log_line) {
  if (move.to) return move_reference(repository, move.name, move.from, oid(move.to->text), log_line);
  return move.from ? remove_reference(repository, move.name, *move.from) : Result<void>();
}

MovedReference back(const MovedReference& move) {
  return {move.name, move.to, move.from};
}

/// Takes away what write_file() was killed over.
void remove_litter(const fs::path& path) {
  std::error_code code;
  const std::string start = "." + path.filename().string() + ".";
  for (const fs::directory_entry& entry : fs::directory_iterator(path.parent_path(), code)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(start) && name.ends_with(".tmp")) fs::remove(entry.path(), code);
  }
}

/// Undoes what carry_out() did so far. What failed may have been done all the same, as when only the last sync failed.
class PutBack {
 public:
  explicit PutBack(const Repository& repository) : repository_(repository) {}
  void will_move(const MovedReference& move) { moves_.push_back(move); }
  void will_leave(std::string line) { line_ = std::move(line); }
  void will_write(FileStep before) { files_.push_back(std::move(before)); }

  Result<void> all() {
    for (const FileStep& file : files_) TRY(apply(repository_, file));
    if (!line_.empty()) TRY(choose_line(repository_, line_));
    for (const MovedReference& one : moves_) {
      const std::optional<VersionId> now = TRY(read_reference(repository_, one.name));
      if (now == one.to) TRY(move(repository_, back(one), "put back"));
    }
    return {};
  }

 private:
  const Repository& repository_;
  std::vector<MovedReference> moves_;
  std::string line_;
  std::vector<FileStep> files_;
};

Result<void> work_off(const Repository& repository, const Plan& plan, std::string_view log_line, PutBack& put_back) {
  for (const MovedReference& one : plan.moves) {
    put_back.will_move(one);
    TRY(move(repository, one, log_line));
  }
  if (!plan.line.empty()) {
    put_back.will_leave(TRY(current_reference(repository)));
    TRY(choose_line(repository, plan.line));
  }
  for (const FileStep& file : plan.files) {
    put_back.will_write({file.path, TRY(bytes_on_disk(repository, file.path)), false, ""});
    TRY(apply(repository, file));
  }
  return {};
}

/// What follows from a plan that is done; then its journal goes. To wait, it is only renamed: a full drive has no room.
Result<void> follow_up(const Repository& repository, const Plan& plan, const Afterwards& afterwards) {
  std::error_code code = std::make_error_code(std::errc::operation_canceled);
  if (afterwards && !afterwards(plan)) fs::rename(journal_path(repository), done_path(repository), code);
  return code ? remove_file(journal_path(repository)) : Result<void>();
}

/// Tries again what could not be done when the rest was. It can be made anew at any time: no error.
void try_again(const Repository& repository, const Afterwards& afterwards) {
  const Result<std::string> bytes = read_file(done_path(repository));
  if (!bytes) return;
  const std::optional<Plan> plan = decode(*bytes);
  std::error_code code;
  if (!plan || afterwards(*plan)) fs::remove(done_path(repository), code);
}

/// Whether the branches stand where the plan began, or where it leads to.
Result<bool> still_holds(const Repository& repository, const Plan& plan) {
  bool untouched = true;
  bool elsewhere = false;
  for (const MovedReference& move : plan.moves) {
    const std::optional<VersionId> now = TRY(read_reference(repository, move.name));
    untouched = untouched && now != move.to;
    elsewhere = elsewhere || (now != move.from && now != move.to);
  }
  return !(untouched && elsewhere);
}

}  // namespace

bool has_journal(const Repository& repository) {
  std::error_code code;
  return fs::exists(journal_path(repository), code) || fs::exists(done_path(repository), code);
}

Result<std::optional<std::string>> bytes_on_disk(const Repository& repository, const std::string& path) {
  Result<std::string> bytes = read_file(repository.root / path);
  if (bytes) return std::optional<std::string>(std::move(*bytes));
  if (bytes.error().kind == ErrorKind::NotFound) return std::optional<std::string>();
  return std::move(bytes).error();
}

Result<void> carry_out(const Repository& repository, const Plan& plan, std::string_view log_line,
                       const Afterwards& afterwards) {
  TRY(state_folder(repository.git_dir));
  TRY(write_file(journal_path(repository), encode(plan)));
  PutBack put_back(repository);
  const Result<void> done = work_off(repository, plan, log_line, put_back);
  if (done) return follow_up(repository, plan, afterwards);
  // What cannot be put back now is finished from the journal at the next start instead.
  if (put_back.all()) TRY(remove_file(journal_path(repository)));
  return done.error();
}

Result<void> finish_journal(const Repository& repository, const Afterwards& afterwards) {
  try_again(repository, afterwards);
  const Result<std::string> bytes = read_file(journal_path(repository));
  if (!bytes) {
    if (bytes.error().kind == ErrorKind::NotFound) return {};
    return bytes.error();
  }
  const std::optional<Plan> plan = decode(*bytes);
  if (plan && TRY(still_holds(repository, *plan))) {
    for (const MovedReference& one : plan->moves)
      if (TRY(read_reference(repository, one.name)) == one.from) TRY(move(repository, one, "finished"));
    if (!plan->line.empty()) TRY(choose_line(repository, plan->line));
    for (const FileStep& file : plan->files) {
      if (has_bad_part(file.path) || !TRY(is_behind_real_folders(repository.root, file.path))) continue;
      remove_litter(repository.root / file.path);
      const std::string now = id_of(TRY(bytes_on_disk(repository, file.path)));
      if (now == file.old_id) TRY(apply(repository, file));
    }
    return follow_up(repository, *plan, afterwards);
  }
  return remove_file(journal_path(repository));
}

}  // namespace zielbaum::store
