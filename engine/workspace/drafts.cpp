#include "workspace/drafts.h"

#include <algorithm>
#include <unordered_set>

#include "base/nearest.h"
#include "workspace/files.h"
#include "workspace/lines_internal.h"

namespace zielbaum::workspace {

namespace {

constexpr std::string_view kDraft = "draft/";
constexpr std::size_t kAll = SIZE_MAX;

/// How many versions are behind the one and not behind the other.
Result<std::size_t> count_beyond(const store::Store& store, const VersionId& from, const VersionId& without) {
  std::unordered_set<VersionId> known;
  const std::vector<store::Version> others = TRY(store.log(without, {}, kAll));
  for (const store::Version& version : others) known.insert(version.id);
  std::size_t count = 0;
  const std::vector<store::Version> mine = TRY(store.log(from, {}, kAll));
  for (const store::Version& version : mine) count += known.contains(version.id) ? 0 : 1;
  return count;
}

/// Whether a line is meant by its name, with or without "draft/".
bool is_called(const store::Line& line, std::string_view name) {
  return line.name == name || line.name == std::string(kDraft) + std::string(name);
}

Error unknown_draft(std::string_view name, const std::vector<store::Line>& lines) {
  std::vector<std::string> known;
  for (const store::Line& line : lines) known.push_back(short_name(line.name));
  Error out = error(ErrorKind::NotFound, "unknown-draft", msg("There is no draft “{0}”", name));
  const std::vector<std::string> near = nearest(name, known);
  if (!near.empty()) return advise(std::move(out), msg("Did you mean {0}?", near.front()));
  return advise(std::move(out), msg("There are: {0}", joined(known)));
}

}  // namespace

std::string short_name(std::string_view line) {
  return std::string(line.starts_with(kDraft) ? line.substr(kDraft.size()) : line);
}

Result<void> check_all_saved(const Workspace& workspace) {
  const std::optional<VersionId> head = TRY(workspace.store().head());
  const std::vector<store::ChangedFile> changed = TRY(workspace.store().changed_working(head));
  if (changed.empty()) return {};
  Place place;
  place.file = changed.front().path();
  return advise(at(error(ErrorKind::Refused, "unsaved-changes", msg("There are changes that are not saved")), place),
                msg("Save them first: zielbaum save -m \"…\". “zielbaum status” shows them."));
}

Result<void> check_no_merge(const Workspace& workspace) {
  if (!TRY(merge_that_waits(workspace))) return {};
  return advise(error(ErrorKind::Refused, "merge-under-way", msg("A draft is just being worked in")),
                msg("“zielbaum conflicts” shows what is to be decided; “zielbaum merge --abort” gives it up."));
}

Result<VersionId> last_saved(const Workspace& workspace) {
  const std::optional<VersionId> head = TRY(workspace.store().head());
  if (head) return *head;
  return advise(error(ErrorKind::NotFound, "nothing-saved", msg("Nothing has been saved yet")),
                msg("“zielbaum status” shows what would be saved."));
}

Result<store::Line> find_line(const Workspace& workspace, std::string_view name) {
  const std::vector<store::Line> lines = TRY(workspace.store().lines());
  for (const store::Line& line : lines)
    if (is_called(line, name)) return line;
  Error unknown = unknown_draft(name, lines);
  const std::vector<store::OthersLine> others = TRY(lines_only_others_have(workspace));
  for (const store::OthersLine& other : others)
    if (is_called(other.line, name))
      return advise(std::move(unknown), msg("Others have it; go there first: zielbaum draft switch {0}", name));
  return unknown;
}

Result<std::vector<DraftInfo>> drafts(const Workspace& workspace) {
  const store::Store& store = workspace.store();
  const std::string current = TRY(store.line());
  const std::vector<store::Line> lines = TRY(store.lines());
  const Result<VersionId> main = store.resolve("main", {});
  std::vector<DraftInfo> out;
  const auto add = [&](const store::Line& line, const std::string& remote) -> Result<void> {
    if (!line.name.starts_with(kDraft)) return {};
    DraftInfo info;
    info.name = short_name(line.name);
    info.remote = remote;
    info.version = TRY(store.describe(line.version));
    info.current = remote.empty() && line.name == current;
    if (main) {
      info.ahead = TRY(count_beyond(store, line.version, *main));
      info.behind = TRY(count_beyond(store, *main, line.version));
    }
    out.push_back(std::move(info));
    return {};
  };
  for (const store::Line& line : lines) TRY(add(line, ""));
  const std::vector<store::OthersLine> others = TRY(lines_only_others_have(workspace));
  for (const store::OthersLine& other : others) TRY(add(other.line, other.remote));
  return out;
}

Result<std::vector<store::OthersLine>> lines_only_others_have(const Workspace& workspace) {
  std::vector<store::OthersLine> out = TRY(workspace.store().lines_of_others());
  const std::vector<store::Line> lines = TRY(workspace.store().lines());
  std::erase_if(out, [&](const store::OthersLine& other) {
    return std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.name == other.line.name; });
  });
  return out;
}

Result<void> start_draft(Workspace& workspace, std::string_view name, const State& from, const store::Act& act) {
  if (!is_valid_id(name)) {
    return advise(error(ErrorKind::Usage, "bad-name", msg("“{0}” cannot be the name of a draft", name)),
                  msg("Names have small letters a to z, digits and hyphens, at most 64, e.g. {0}", slug(name)));
  }
  TRY(check_no_merge(workspace));
  const VersionId head = TRY(last_saved(workspace));
  const VersionId start = from.value_or(head);
  if (start != head) TRY(check_all_saved(workspace));
  const std::string line = std::string(kDraft) + std::string(name);
  const std::vector<store::Line> lines = TRY(workspace.store().lines());
  if (std::any_of(lines.begin(), lines.end(), [&](const store::Line& one) { return one.name == line; })) {
    return advise(error(ErrorKind::Refused, "draft-exists", msg("There is a draft “{0}” already", name)),
                  msg("Go there: zielbaum draft switch {0}", name));
  }
  return workspace.store().go({{{line, std::nullopt, start}}, line, "draft", msg("Begin draft {0}", name)}, act);
}

Result<bool> switch_to(Workspace& workspace, std::string_view name, const store::Act& act) {
  store::Transition transition;
  transition.what = "switch";
  const std::vector<store::OthersLine> others = TRY(lines_only_others_have(workspace));
  const auto other = std::find_if(others.begin(), others.end(),
                                  [&](const store::OthersLine& one) { return is_called(one.line, name); });
  if (other != others.end()) {
    transition.lines.push_back({other->line.name, std::nullopt, other->line.version});
    transition.current = other->line.name;
  } else {
    transition.current = TRY(find_line(workspace, name)).name;
    if (transition.current == TRY(workspace.store().line())) return false;
  }
  TRY(check_no_merge(workspace));
  TRY(check_all_saved(workspace));
  transition.sentence = msg("Go to {0}", short_name(transition.current));
  TRY(workspace.store().go(transition, act));
  return true;
}

Result<store::Operation> undo(Workspace& workspace, store::Direction direction, const store::Act& act) {
  TRY(check_no_merge(workspace));
  return workspace.store().undo(direction, act);
}

}  // namespace zielbaum::workspace
