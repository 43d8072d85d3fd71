#include "store/transition_internal.h"

#include <algorithm>

#include "store/line_ends_internal.h"
#include "store/paths_internal.h"
#include "store/working_copies_internal.h"

namespace zielbaum::store {

namespace {

Place place_of(const std::string& path) {
  Place place;
  place.file = path;
  return place;
}

Error unsaved(const std::string& path) {
  return advise(
      at(error(ErrorKind::Refused, "unsaved-changes", msg("{0} has changes that are not saved", path)), place_of(path)),
      msg("Save them first: zielbaum save -m \"…\""));
}

Error irregular(const std::string& path) {
  return advise(at(error(ErrorKind::Refused, "no-regular-file", msg("{0} is no regular file", path)), place_of(path)),
                msg("Let git do this: git switch, git merge."));
}

Error changed_since(const std::string& path) {
  return advise(
      at(error(ErrorKind::Conflict, "changed-meanwhile", msg("{0} has changed since then", path)), place_of(path)),
      msg("Save your changes first; “zielbaum diff saved” shows them."));
}

Error for_good(Message why) {
  return advise(error(ErrorKind::Refused, "cannot-undo", std::move(why)),
                msg("“zielbaum undo --list” shows what was done."));
}

/// What lies at a path: "" for nothing. Lines that end in CR LF are the same text.
struct OnDisk {
  std::string id, with_line_feeds;

  [[nodiscard]] bool is(const std::string& content) const { return id == content || with_line_feeds == content; }
};

Result<OnDisk> on_disk(const Repository& repository, const std::string& path) {
  const std::optional<std::string> bytes = TRY(bytes_on_disk(repository, path));
  if (!bytes) return OnDisk{};
  OnDisk out{content_id(*bytes).text, {}};
  const std::optional<std::string> plain = with_line_feeds(*bytes);
  out.with_line_feeds = plain ? content_id(*plain).text : out.id;
  return out;
}

/// `move` goes back, or (Redo) on again.
Result<void> check_can_move(const Repository& repository, const MovedReference& move, const std::string& what,
                            Direction direction) {
  if (!move.name.starts_with(kHeads)) return for_good(msg("Editions are for good: they cannot be taken back"));
  const std::string line = move.name.substr(kHeads.size());
  // The first version of all; only of a line that begins at another one's version can the beginning be taken back.
  if (what == "save" && (!move.from || !move.to)) return for_good(msg("The first version cannot be taken back"));
  // What came from others is not taken back from them, only from here; what goes on again takes nothing from anybody.
  const bool from_others = what == "sync" || direction == Direction::Redo;
  if (!from_others && move.from && TRY(is_shared(repository, line, *move.from))) {
    return advise(error(ErrorKind::Refused, "already-shared", msg("Others have this version already")),
                  msg("Change it back with a new version: zielbaum show NODE@VERSION shows what it was."));
  }
  if (TRY(read_reference(repository, move.name)) != move.from) return stale_base();
  return {};
}

}  // namespace

Result<std::vector<FileStep>> steps_between(const Repository& repository, RecentObjects& recent,
                                            const VersionId& before, const VersionId& after) {
  std::vector<FileStep> steps;
  if (before == after) return steps;
  const Commit from = TRY(recent.commit(repository, before));
  const Commit to = TRY(recent.commit(repository, after));
  std::vector<ChangedFile> changed;
  TRY(recent.compare(repository, from.tree, to.tree, "", changed));
  // What goes makes room first: a folder may come where a file was.
  std::stable_partition(changed.begin(), changed.end(), [](const ChangedFile& file) { return !file.after; });
  for (const ChangedFile& file : changed) {
    const std::string& path = file.path();
    if (has_bad_part(path) || (file.after && !file.after->regular)) return irregular(path);
    if (!TRY(is_behind_real_folders(repository.root, path))) return irregular(path);
    const OnDisk now = TRY(on_disk(repository, path));
    const std::string wanted = file.after ? file.after->content.text : "";
    if (now.is(wanted)) continue;
    if (!now.is(file.before ? file.before->content.text : "")) return unsaved(path);
    FileStep step{path, std::nullopt, false, now.id};
    if (file.after) {
      step.bytes = TRY(read_object(repository, oid(wanted), GIT_OBJECT_BLOB));
      const std::optional<TreeEntry> entry = TRY(recent.find_entry(repository, to.tree, path));
      step.executable = entry && entry->mode == kExecutableMode;
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

Result<void> check_not_in_use(const Repository& repository, const std::vector<MovedReference>& moves) {
  for (const MovedReference& move : moves) {
    const std::optional<std::filesystem::path> folder = other_copy_on(repository, move.name);
    if (!folder) continue;
    return advise(error(ErrorKind::Refused, "line-in-use",
                        msg("“{0}” is being worked on in {1}", move.name.substr(kHeads.size()), folder->string())),
                  msg("Do it there: zielbaum -C {0} …", folder->string()));
  }
  return {};
}

Result<Plan> plan_of_undo(const Repository& repository, RecentObjects& recent, const LogEntry& entry,
                          Direction direction) {
  const bool back = direction == Direction::Undo;
  Plan plan;
  for (const RewrittenFile& file : entry.files) {
    const std::string& wanted = back ? file.from : file.to;
    const OnDisk now = TRY(on_disk(repository, file.path));
    if (now.is(wanted)) continue;
    if (!now.is(back ? file.to : file.from)) return changed_since(file.path);
    FileStep step{file.path, std::nullopt, false, now.id};
    if (!wanted.empty()) step.bytes = TRY(read_object(repository, oid(wanted), GIT_OBJECT_BLOB));
    plan.files.push_back(std::move(step));
  }
  for (const MovedReference& move : entry.moves) {
    plan.moves.push_back(back ? MovedReference{move.name, move.to, move.from} : move);
    TRY(check_can_move(repository, plan.moves.back(), entry.what, direction));
  }
  TRY(check_not_in_use(repository, plan.moves));
  const std::string now = TRY(current_reference(repository));
  const std::string wanted = back ? entry.line_from : entry.line_to;
  plan.line = wanted == now ? "" : wanted;
  if (entry.what == "save" || (plan.moves.empty() && plan.line.empty())) return plan;
  const std::string line = plan.line.empty() ? now : plan.line;
  const std::optional<VersionId> before = TRY(read_reference(repository, "HEAD"));
  std::optional<VersionId> after = TRY(read_reference(repository, line));
  for (const MovedReference& move : plan.moves)
    if (move.name == line) after = move.to;
  if (!before || !after) return for_good(msg("The first version cannot be taken back"));
  plan.files = TRY(steps_between(repository, recent, *before, *after));
  return plan;
}

}  // namespace zielbaum::store
