#include "store/operations_internal.h"

#include <algorithm>
#include <unordered_set>

#include "store/working_copies_internal.h"

namespace zielbaum::store {

namespace {

std::string one_line(std::string_view text) {
  std::string out(trimmed_message(text));
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

std::string or_dash(std::string_view text) {
  return text.empty() ? "-" : std::string(text);
}
std::string or_dash(const std::optional<VersionId>& version) {
  return version ? version->text : "-";
}

std::string without_dash(std::string_view text) {
  return text == "-" ? "" : std::string(text);
}
std::optional<VersionId> version_in(std::string_view text) {
  if (!is_hex(text, 40, 40)) return std::nullopt;
  return VersionId{std::string(text)};
}

/// The word before the first blank; takes it off, with the blank.
std::string_view take_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

struct ReadEntry {
  LoggedEntry logged;
  std::string copy;
  std::optional<VersionId> previous;
};

ReadEntry parse_entry(const VersionId& id, const Commit& commit) {
  ReadEntry out;
  out.logged.id = id;
  out.logged.unix_time = commit.version.unix_time;
  LogEntry& entry = out.logged.entry;
  entry.tree = commit.tree;
  std::string_view rest = commit.version.message;
  for (bool first = true; !rest.empty(); first = false) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (first) continue;
    const std::string_view key = take_word(line);
    if (key == "what:") entry.what = std::string(line);
    if (key == "say:") entry.sentence.text = std::string(line);
    if (key == "argument:") entry.sentence.args.emplace_back(line);
    if (key == "copy:") out.copy = without_dash(line);
    if (key == "previous:") out.previous = version_in(line);
    if (key == "reverts:") entry.reverts = version_in(line);
    if (key == "line:") {
      entry.line_from = without_dash(take_word(line));
      entry.line_to = without_dash(take_word(line));
    }
    if (key == "move:") {
      const std::string_view name = take_word(line);
      const std::string_view from = take_word(line);
      entry.moves.push_back({std::string(name), version_in(from), version_in(take_word(line))});
    }
    if (key == "file:") {
      const std::string_view from = take_word(line);
      const std::string_view to = take_word(line);
      entry.files.push_back({std::string(line), without_dash(from), without_dash(to)});
    }
  }
  return out;
}

}  // namespace

Result<MovedReference> store_operation(const Repository& repository, NewObjects& objects, const LogEntry& entry,
                                       const Act& act) {
  const std::optional<VersionId> previous = TRY(read_reference(repository, kOperations));
  if (previous && !read_commit(repository, *previous)) {
    return advise(
        error(ErrorKind::Storage, "damaged-reference", msg("The version {0} is missing or damaged", previous->text)),
        msg("“zielbaum doctor --repair” begins the log of operations anew."));
  }
  std::vector<VersionId> parents;
  const auto add_parent = [&](const std::optional<VersionId>& parent) {
    if (parent && std::find(parents.begin(), parents.end(), *parent) == parents.end()) parents.push_back(*parent);
  };
  add_parent(previous);
  std::string message = one_line(render(entry.sentence, Language::English)) + "\n\nwhat: " + one_line(entry.what) +
                        "\ncopy: " + or_dash(copy_name(repository)) + "\nprevious: " + or_dash(previous);
  message += "\nsay: " + one_line(entry.sentence.text);
  for (const std::string& argument : entry.sentence.args) message += "\nargument: " + one_line(argument);
  for (const MovedReference& move : entry.moves) {
    add_parent(move.from);
    add_parent(move.to);
    message += "\nmove: " + move.name + " " + or_dash(move.from) + " " + or_dash(move.to);
  }
  if (entry.line_from != entry.line_to) message += "\nline: " + or_dash(entry.line_from) + " " + or_dash(entry.line_to);
  for (const RewrittenFile& file : entry.files)
    message += "\nfile: " + or_dash(file.from) + " " + or_dash(file.to) + " " + file.path;
  if (entry.reverts) message += "\nreverts: " + entry.reverts->text;
  const std::string bytes = encode_commit(hex(entry.tree), parents, act.author, act.unix_time, message);
  const git_oid id = TRY(objects.add(GIT_OBJECT_COMMIT, bytes));
  TRY(objects.store());
  return MovedReference{kOperations, previous, VersionId{hex(id)}};
}

Result<void> each_operation(const Repository& repository, const VisitOperation& visit) {
  const std::string mine = copy_name(repository);
  std::optional<VersionId> next = TRY(read_reference(repository, kOperations));
  while (next) {
    const ReadEntry read = parse_entry(*next, TRY(read_commit(repository, *next)));
    if (read.copy == mine && !TRY(visit(read.logged))) return {};
    next = read.previous;
  }
  return {};
}

Result<NextUndo> next_undo(const EachOperation& each, Direction direction) {
  std::unordered_set<VersionId> taken_back;
  std::optional<NextUndo> found;
  const auto visit = [&](const LoggedEntry& logged) -> Result<bool> {
    if (found) {  // the entry whose undo is taken back
      if (logged.id != found->entry.id) return true;
      found->entry = logged;
      return false;
    }
    // Records are for good, and stand beside what can be taken back.
    const bool of_records = logged.entry.what == "record" || logged.entry.what == "records";
    if (taken_back.contains(logged.id) || of_records) return true;
    const bool undo = logged.entry.what == "undo";
    if (logged.entry.reverts && !(undo && direction == Direction::Redo)) {
      taken_back.insert(*logged.entry.reverts);
      return true;
    }
    if (!undo && direction == Direction::Redo) return false;
    found = NextUndo{logged, logged.id};
    if (!undo) return false;
    found->entry.id = *logged.entry.reverts;
    return true;
  };
  TRY(each(visit));
  if (found) return std::move(*found);
  return advise(error(ErrorKind::NotFound, "nothing-to-undo",
                      direction == Direction::Undo ? msg("There is nothing that could be taken back")
                                                   : msg("There is nothing that could be done again")),
                msg("“zielbaum undo --list” shows what was done."));
}

Operation operation_of(const LoggedEntry& logged, bool undone) {
  Operation out{logged.id, logged.entry.what, logged.entry.sentence, logged.unix_time, undone, {}};
  for (const MovedReference& move : logged.entry.moves)
    if (move.name.starts_with(kHeads)) out.lines.push_back({move.name.substr(kHeads.size()), move.from, move.to});
  return out;
}

Result<std::vector<Operation>> newest_operations(const EachOperation& each, std::size_t most) {
  std::vector<Operation> operations;
  std::unordered_set<VersionId> taken_back;
  const auto visit = [&](const LoggedEntry& logged) -> Result<bool> {
    if (operations.size() == most) return false;
    const bool undone = taken_back.contains(logged.id);
    if (!undone && logged.entry.reverts) taken_back.insert(*logged.entry.reverts);
    operations.push_back(operation_of(logged, undone));
    return true;
  };
  TRY(each(visit));
  return operations;
}

}  // namespace zielbaum::store
