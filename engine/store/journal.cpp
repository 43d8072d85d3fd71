#include <algorithm>
#include <cstring>

#include "base/file.h"
#include "store/bytes_internal.h"
#include "store/journal_internal.h"
#include "store/lock_internal.h"
#include "store/objects_internal.h"
#include "store/paths_internal.h"

namespace zielbaum::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeader = "zielbaum-journal 1\n";

struct Step {
  Write write;
  std::string old_id;  ///< "" if there was no file
};

fs::path journal_path(const Repository& repository) {
  return repository.git_dir / "zielbaum" / "journal";
}

std::string encode(const std::vector<Step>& steps) {
  std::string out(kHeader);
  for (const Step& step : steps) {
    append_text(out, step.write.path);
    append_number(out, step.write.bytes ? 1 : 0);
    append_text(out, step.old_id);
    append_text(out, step.write.bytes.value_or(""));
  }
  return with_checksum(std::move(out));
}

std::optional<std::vector<Step>> decode(std::string_view bytes) {
  const std::optional<std::string_view> checked = checked_content(bytes, kHeader);
  if (!checked) return std::nullopt;
  std::string_view rest = *checked;
  std::vector<Step> steps;
  while (!rest.empty()) {
    const auto path = take_text(rest);
    const auto kind = take_number(rest);
    const auto old_id = take_text(rest);
    const auto content = take_text(rest);
    if (!path || !kind || !old_id || !content) return std::nullopt;
    Step step{{*path, std::nullopt}, *old_id};
    if (*kind == 1) step.write.bytes = *content;
    steps.push_back(std::move(step));
  }
  return steps;
}

Result<void> apply(const Repository& repository, const Write& write) {
  const fs::path path = repository.root / write.path;
  return write.bytes ? write_file(path, *write.bytes) : remove_file(path);
}

/// The bytes on disk; empty if there is no file.
Result<std::optional<std::string>> current(const Repository& repository, const std::string& path) {
  Result<std::string> bytes = read_file(repository.root / path);
  if (bytes) return std::optional<std::string>(std::move(*bytes));
  if (bytes.error().kind == ErrorKind::NotFound) return std::optional<std::string>();
  return std::move(bytes).error();
}

std::string id_of(const std::optional<std::string>& bytes) {
  return bytes ? content_id(*bytes).text : "";
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

}  // namespace

bool has_journal(const Repository& repository) {
  std::error_code code;
  return fs::exists(journal_path(repository), code);
}

Result<void> write_files(const Repository& repository, const std::vector<Write>& writes) {
  std::vector<Step> steps;
  std::vector<std::optional<std::string>> before;
  for (const Write& write : writes) {
    before.push_back(TRY(current(repository, write.path)));
    steps.push_back({write, id_of(before.back())});
  }
  if (steps.size() == 1) return apply(repository, writes.front());

  TRY(state_folder(repository.git_dir));
  TRY(write_file(journal_path(repository), encode(steps)));
  for (std::size_t done = 0; done < steps.size(); ++done) {
    const Result<void> applied = apply(repository, writes[done]);
    if (applied) continue;
    bool restored = true;
    for (std::size_t i = 0; i <= done; ++i) {
      restored = apply(repository, {writes[i].path, before[i]}).has_value() && restored;
    }
    // What cannot be put back now is finished from the journal at the next start instead.
    if (restored) TRY(remove_file(journal_path(repository)));
    return applied.error();
  }
  return remove_file(journal_path(repository));
}

Result<void> finish_journal(const Repository& repository) {
  const Result<std::string> bytes = read_file(journal_path(repository));
  if (!bytes) {
    if (bytes.error().kind == ErrorKind::NotFound) return {};
    return bytes.error();
  }
  const std::optional<std::vector<Step>> steps = decode(*bytes);
  if (steps) {
    for (const Step& step : *steps) {
      TRY(check_writable_path(step.write.path));
      if (!TRY(is_behind_real_folders(repository.root, step.write.path))) continue;
      remove_litter(repository.root / step.write.path);
      const std::string now = id_of(TRY(current(repository, step.write.path)));
      if (now == step.old_id) TRY(apply(repository, step.write));
    }
  }
  return remove_file(journal_path(repository));
}

}  // namespace zielbaum::store
