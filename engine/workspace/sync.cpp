#include "workspace/sync.h"

#include <algorithm>
#include <map>

#include "base/process.h"
#include "workspace/files.h"
#include "workspace/lines_internal.h"
#include "workspace/merge_base_internal.h"
#include "workspace/withdrawn_internal.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

using store::Line;

constexpr std::string_view kDiscussion = "zielbaum/discussion";
constexpr std::uint32_t kPatience = 600;  // seconds, for a slow network
constexpr std::size_t kLockedRounds = 6;  // in which nobody gave anything: a few seconds

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

/// The file that keeps git from moving a branch, as it says in English; empty where that is not what it says.
std::string_view lock_in(std::string_view said) {
  constexpr std::string_view kBefore = "Unable to create '";
  const std::size_t begin = said.find(kBefore);
  if (begin == std::string_view::npos) return {};
  said.remove_prefix(begin + kBefore.size());
  return said.substr(0, said.find("': File exists"));
}

class Sync {
 public:
  Sync(Workspace& workspace, const SyncWishes& wishes, const store::Act& act)
      : workspace_(workspace), store_(workspace.store()), wishes_(wishes), act_(act) {}

  Result<SyncResult> run() {
    TRY(check_no_merge(workspace_));
    TRY(check_all_saved(workspace_));
    TRY(last_saved(workspace_));
    current_ = TRY(store_.line());
    out_.remote = TRY(remote());
    TRY(read_there());
    const std::map<std::string, VersionId> known = there_;
    seen_ = TRY(seen_last(ask_, out_.remote, known));
    bool others_gave = false;
    std::size_t locked_rounds = 0;
    for (std::size_t round = 0; round < wishes_.rounds; ++round) {
      if (round > 0 && wishes_.wait) wishes_.wait(round);
      const std::map<std::string, VersionId> before = there_;
      TRY(fetch());
      others_gave = others_gave || (round > 0 && before != there_);
      TRY(find_withdrawn());
      TRY(take_lines());
      if (out_.conflict) return finished();
      TRY(take_discussion());
      if (!TRY(push())) {
        locked_rounds = before == there_ && !lock_in(refusal_).empty() ? locked_rounds + 1 : 0;
        if (locked_rounds == kLockedRounds) return locked(lock_in(refusal_));
        continue;
      }
      TRY(take_finished_away());
      TRY(tell_new_drafts(known));
      return finished();
    }
    if (!others_gave) return unreachable(refusal_);
    return advise(error(ErrorKind::Conflict, "lost-race", msg("Others were faster each time; nothing was given")),
                  msg("Run the command again. All that you saved is safe here."));
  }

 private:
  Result<Finished> git(std::vector<std::string> arguments) const {
    // In English: how git says why a push failed is read below.
    arguments.insert(arguments.begin(), {"env", "LC_ALL=C", "git", "-C", workspace_.root().string()});
    return run_process(arguments, {}, kPatience);
  }

  /// What a git command that only looks has to say; nothing where it says so by exit code 1.
  Result<std::string> asked(std::vector<std::string> arguments) const {
    Finished done = TRY(git(std::move(arguments)));
    if (done.exit_code == 0 || (done.exit_code == 1 && done.err.empty())) return std::move(done.out);
    return advise(error(ErrorKind::Storage, "git-failed", msg("git failed: {0}", trimmed(done.err))),
                  msg("All that you saved is safe here. “zielbaum doctor” looks for damage."));
  }

  Error unreachable(const std::string& said) const {
    return advise(error(ErrorKind::Storage, "remote-unreachable",
                        msg("“{0}” cannot be reached, or refuses: {1}", out_.remote, trimmed(said))),
                  msg("All that you saved is safe here, and goes out with the next sync."));
  }

  /// A lock that a killed git left there looks like somebody who is faster, but nothing comes of it.
  Error locked(std::string_view file) const {
    return advise(error(ErrorKind::Locked, "remote-locked", msg("“{0}” is locked there by {1}", out_.remote, file)),
                  msg("Another sync is at work, or one was broken off. Try again in a minute; if it stays so, whoever "
                      "looks after that repository can remove this file. All that you saved is safe here."));
  }

  Result<std::string> remote() const {
    const std::string listed = TRY(asked({"remote"}));
    std::vector<std::string> names;
    for (std::string_view rest = listed; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      names.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const std::string wanted = trimmed(TRY(asked({"config", "--get", "branch." + current_ + ".remote"})));
    for (const std::string& name : {wanted, std::string("origin")})
      if (std::find(names.begin(), names.end(), name) != names.end()) return name;
    if (names.size() == 1) return names.front();
    return advise(error(ErrorKind::NotFound, "no-remote", msg("It is not known with whom to exchange versions")),
                  msg("Name the common repository once: git remote add origin ADDRESS"));
  }

  Result<void> fetch() {
    const Finished done =
        TRY(git({"fetch", "-q", "--prune", out_.remote, "+refs/heads/*:refs/remotes/" + out_.remote + "/*"}));
    if (done.exit_code != 0) return unreachable(done.err);
    return read_there();
  }

  Result<void> read_there() {
    there_.clear();
    const std::string prefix = "refs/remotes/" + out_.remote + "/";
    const std::string listed = TRY(asked({"for-each-ref", "--format=%(objectname) %(refname)", prefix}));
    for (std::string_view rest = listed; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.size() > 41 + prefix.size())
        there_[std::string(line.substr(41 + prefix.size()))] = VersionId{std::string(line.substr(0, 40))};
    }
    return {};
  }

  [[nodiscard]] std::optional<VersionId> there(const std::string& line) const {
    const auto found = there_.find(line);
    return found == there_.end() ? std::nullopt : std::optional(found->second);
  }

  Result<std::size_t> count_beyond(const std::optional<VersionId>& without, const VersionId& from) const {
    const std::string count =
        TRY(asked({"rev-list", "--count", from.text, without ? "^" + without->text : "--end-of-options"}));
    return static_cast<std::size_t>(std::strtoull(count.c_str(), nullptr, 10));
  }

  SyncedLine& entry(const std::string& name) {
    const auto found =
        std::find_if(out_.lines.begin(), out_.lines.end(), [&](const SyncedLine& line) { return line.name == name; });
    if (found != out_.lines.end()) return *found;
    out_.lines.push_back({name});
    return out_.lines.back();
  }

  // -- what others withdrew --

  static bool has(const std::vector<std::string>& names, const std::string& line) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return name == line || "draft/" + name == line; });
  }

  [[nodiscard]] bool waits(const std::string& line) const {
    return std::find(withdrawn_.begin(), withdrawn_.end(), line) != withdrawn_.end();
  }

  /// Lines of which versions that are here were there, and are nowhere there now.
  Result<void> find_withdrawn() {
    // Where there is nothing at all, nobody took anything away: it is a new repository.
    if (there_.empty()) return {};
    std::vector<Line> lines = TRY(store_.lines());
    const std::string records(kDiscussion);
    if (const std::optional<VersionId> ours = TRY(store_.discussion())) lines.push_back({records, *ours});
    for (const Line& line : lines) {
      const auto seen = seen_.find(line.name);
      if (seen == seen_.end() || waits(line.name) || has(wishes_.give_again, line.name)) continue;
      if (there(line.name) == seen->second) continue;
      const std::vector<VersionId> versions = TRY(withdrawn_versions(ask_, out_.remote, seen->second, line.version));
      if (versions.empty()) continue;
      if (has(wishes_.follow, line.name)) {
        TRY(follow(line, seen->second));
        followed_.push_back(line.name);
        out_.notes.push_back(msg("“{0}” is here as others have it now.", short_name(line.name)));
        continue;
      }
      withdrawn_.push_back(line.name);
      left_.push_back(line.name);
      WithdrawnLine told{line.name, !there(line.name).has_value(), {}};
      constexpr std::size_t kMostTold = 20;
      for (const VersionId& version : versions) {
        if (told.versions.size() == kMostTold) break;
        const store::Version made = TRY(store_.describe(version));
        std::vector<std::string> touched = TRY(touched_by(workspace_, version));
        told.versions.push_back({made, std::move(touched)});
      }
      out_.withdrawn.push_back(std::move(told));
    }
    return {};
  }

  /// What was withdrawn goes here, too; what was saved on top of it is done again on what is there.
  Result<void> follow(const Line& line, const VersionId& seen) {
    const std::optional<VersionId> theirs = there(line.name);
    const std::optional<VersionId> had = TRY(merge_base(workspace_, seen, line.version));
    const VersionId base = had.value_or(seen);
    const Message sentence = msg("Follow what was withdrawn from {0} at {1}", short_name(line.name), out_.remote);
    if (!theirs) {
      if (line.version != base || line.name == "main" || line.name == kDiscussion) return cannot_follow(line.name);
      const std::string current = line.name == current_ ? std::string("main") : current_;
      TRY(store_.go({{{line.name, line.version, std::nullopt}}, current, "sync", sentence}, act_));
      current_ = current;
      return {};
    }
    VersionId result = *theirs;
    if (line.version != base) {
      const Merging merging = TRY(merge_versions(workspace_, base, *theirs, line.version, {}));
      if (!merging.open.empty()) return cannot_follow(line.name);
      TRY(check_merged(merging));
      if (!merging.changes.empty()) {
        const store::Version last = TRY(store_.describe(line.version));
        result = TRY(store_.make_version(*theirs, merging.changes, {*theirs}, last.message, act_));
      }
    }
    return store_.go({{{line.name, line.version, result}}, current_, "sync", sentence}, act_);
  }

  [[nodiscard]] Error cannot_follow(const std::string& line) const {
    return advise(error(ErrorKind::Refused, "cannot-follow",
                        msg("What was saved here on “{0}” needs what others withdrew", short_name(line))),
                  msg("Give it again on purpose (zielbaum sync --give-again {0}), or begin a draft at the version that "
                      "is there and do your changes again.",
                      short_name(line)));
  }

  Result<void> take_lines() {
    const std::vector<Line> lines = TRY(store_.lines());
    for (const Line& line : lines) {
      if (waits(line.name)) continue;
      const std::optional<VersionId> theirs = there(line.name);
      if (!theirs || *theirs == line.version) continue;
      const std::optional<VersionId> base = TRY(merge_base(workspace_, line.version, *theirs));
      if (base == *theirs) continue;  // ours is further
      const std::optional<std::filesystem::path> elsewhere = TRY(store_.laid_out_elsewhere(line.name));
      if (elsewhere) {
        out_.notes.push_back(
            msg("“{0}” is being worked on in {1}; sync it there.", short_name(line.name), elsewhere->string()));
        left_.push_back(line.name);
        continue;
      }
      if (!base) {
        return advise(error(ErrorKind::Refused, "unrelated", msg("The two have no version in common")),
                      msg("They are two histories, not two drafts of one. Take over what you need by hand."));
      }
      const std::size_t news = TRY(count_beyond(line.version, *theirs));
      VersionId result = *theirs;
      if (*base != line.version) {
        const std::optional<VersionId> merged = TRY(merge_line_with(line, *base, *theirs));
        if (out_.conflict) return {};
        if (!merged) continue;
        result = *merged;
      }
      TRY(store_.go({{{line.name, line.version, result}},
                     current_,
                     "sync",
                     msg("Take what is new in {0} from {1}", short_name(line.name), out_.remote)},
                    act_));
      entry(line.name).taken += news;
    }
    return {};
  }

  /// The version of both; nothing where it is another line's and people have to decide.
  Result<std::optional<VersionId>> merge_line_with(const Line& line, const VersionId& base, const VersionId& theirs) {
    model::UnderWay under_way;
    under_way.line = line.name;
    under_way.other = out_.remote + "/" + short_name(line.name);
    under_way.base = base;
    under_way.ours = line.version;
    under_way.theirs = theirs;
    Merging merging = TRY(merge_versions(workspace_, base, line.version, theirs, {}, MergedFrom::Changes));
    if (merging.open.empty()) {
      const Findings findings = TRY(check_merged(merging));
      const VersionId made =
          TRY(store_.make_version(line.version, merging.changes, {line.version, theirs}, wishes_.message, act_));
      out_.findings.insert(out_.findings.end(), findings.begin(), findings.end());
      return std::optional(made);
    }
    if (line.name != current_) {
      out_.notes.push_back(msg("“{0}” contradicts what others did; go there and sync.", short_name(line.name)));
      left_.push_back(line.name);
      return std::optional<VersionId>();
    }
    TRY(store_.set_note(xml::write_under_way(under_way)));
    MergeResult waits;
    waits.outcome = MergeOutcome::Conflicts;
    waits.under_way = std::move(under_way);
    waits.merging = std::move(merging);
    out_.conflict = std::move(waits);
    return std::optional<VersionId>();
  }

  /// Records are written once, each with a name of its own: of two states all of both.
  Result<void> take_discussion() {
    const std::string name(kDiscussion);
    if (waits(name)) return {};
    const std::optional<VersionId> theirs = there(name);
    const std::optional<VersionId> ours = TRY(store_.discussion());
    if (!theirs || theirs == ours) return {};
    const std::size_t news = TRY(count_beyond(ours, *theirs));
    if (news == 0) return {};
    VersionId result = *theirs;
    if (ours && TRY(count_beyond(theirs, *ours)) > 0) {
      std::vector<store::VersionFile> files;
      const std::vector<store::File> records = TRY(store_.list(*theirs, ""));
      for (const store::File& record : records) {
        const Result<store::File> here = store_.find(*ours, record.path);
        if (!here || here->content != record.content) files.push_back({record.path, std::nullopt, theirs});
      }
      result = TRY(store_.make_version(*ours, files, {*ours, *theirs}, wishes_.message, act_));
    }
    TRY(store_.take_records(ours, result, msg("Take reasons and remarks from {0}", out_.remote), act_));
    entry(name).taken += news;
    return {};
  }

  /// False where others were faster.
  Result<bool> push() {
    std::map<std::string, VersionId> wanted;
    const std::vector<Line> lines = TRY(store_.lines());
    for (const Line& line : lines) {
      if (std::find(left_.begin(), left_.end(), line.name) != left_.end()) continue;
      bool ours = line.name == "main" || there(line.name);
      if (!ours && line.name == current_) ours = TRY(has_more_than_main(lines, line));
      if (ours) wanted[line.name] = line.version;
    }
    const std::optional<VersionId> records = TRY(store_.discussion());
    if (records && !waits(std::string(kDiscussion))) wanted[std::string(kDiscussion)] = *records;
    std::vector<std::string> words = {"push", "-q", out_.remote};
    for (const auto& [name, version] : wanted)
      if (there(name) != version) words.push_back(version.text + ":refs/heads/" + name);
    const bool lines_to_give = words.size() > 3;
    const std::vector<store::EditionTag> editions = TRY(store_.editions());
    for (const store::EditionTag& tag : editions) {
      const std::string name = "refs/tags/" + tag.document + "/" + tag.edition.text;
      words.push_back(name + ":" + name);
    }
    if (words.size() == 3) return true;
    const Finished done = TRY(git(words));
    if (done.exit_code != 0) {
      const bool lost = done.err.find("fetch first") != std::string::npos ||
                        done.err.find("non-fast-forward") != std::string::npos ||
                        done.err.find("cannot lock ref") != std::string::npos ||
                        done.err.find("failed to update ref") != std::string::npos;
      refusal_ = done.err;
      if (lost && lines_to_give) return false;
      return unreachable(done.err);
    }
    TRY(check_arrived(wanted));
    for (const auto& [name, version] : wanted)
      if (there(name) != version)
        entry(name).given += TRY(count_beyond(there(name) ? there(name) : there("main"), version));
    return true;
  }

  Result<bool> has_more_than_main(const std::vector<Line>& lines, const Line& line) const {
    const auto main = std::find_if(lines.begin(), lines.end(), [](const Line& one) { return one.name == "main"; });
    return main == lines.end() || TRY(count_beyond(main->version, line.version)) > 0;
  }

  /// Drafts that were finished here and that nobody has gone on in since. That it could not be done is no failure: it
  /// is tried again the next time.
  Result<void> take_finished_away() {
    const std::vector<store::OthersLine> others = TRY(lines_only_others_have(workspace_));
    if (others.empty()) return {};
    constexpr std::size_t kFarEnoughBack = 1000;  // operations
    const std::vector<store::Operation> operations = TRY(store_.operations(kFarEnoughBack));
    for (const store::OthersLine& other : others) {
      const std::string& name = other.line.name;
      const auto finishes = [&](const store::LineMove& move) { return move.line == name && !move.to; };
      for (const store::Operation& operation : operations) {
        const auto move = std::find_if(operation.lines.begin(), operation.lines.end(), finishes);
        if (other.remote != out_.remote || operation.what != "finish" || operation.undone ||
            move == operation.lines.end())
          continue;
        if (TRY(count_beyond(move->from, other.line.version)) > 0) continue;
        const std::string reference = "refs/heads/" + name;
        TRY(git({"push", "-q", "--force-with-lease=" + reference + ":" + other.line.version.text, out_.remote,
                 ":" + reference}));
        break;
      }
    }
    return {};
  }

  Result<void> tell_new_drafts(const std::map<std::string, VersionId>& known) {
    const std::vector<store::OthersLine> others = TRY(lines_only_others_have(workspace_));
    for (const store::OthersLine& other : others) {
      if (other.remote != out_.remote || known.contains(other.line.name)) continue;
      const std::string name = short_name(other.line.name);
      out_.notes.push_back(msg("Others have begun the draft “{0}”; go there with: zielbaum draft switch {0}", name));
    }
    return {};
  }

  /// Each of our versions is the other side's now, or behind it already.
  Result<void> check_arrived(const std::map<std::string, VersionId>& wanted) {
    const std::map<std::string, VersionId> before = there_;
    TRY(fetch());
    for (const auto& [name, version] : wanted) {
      const std::optional<VersionId> now = there(name);
      const bool arrived = now && (*now == version || TRY(count_beyond(now, version)) == 0);
      if (!arrived) return unreachable(render(msg("{0} did not arrive there", name), Language::English));
    }
    there_ = before;
    return {};
  }

  Result<SyncResult> finished() {
    TRY(read_there());
    TRY(remember_seen(ask_, out_.remote, seen_, there_, withdrawn_));
    for (const std::string& name : wishes_.follow) {
      const bool done =
          std::any_of(followed_.begin(), followed_.end(), [&](const std::string& line) { return has({name}, line); });
      if (!done) out_.notes.push_back(msg("Nothing that is here was withdrawn from “{0}”.", name));
    }
    std::erase_if(out_.lines, [](const SyncedLine& line) { return line.taken == 0 && line.given == 0; });
    return std::move(out_);
  }

  Workspace& workspace_;
  store::Store& store_;
  const SyncWishes& wishes_;
  const store::Act& act_;
  const AskGit ask_ = [this](std::vector<std::string> words) { return asked(std::move(words)); };
  std::string current_;
  std::map<std::string, VersionId> there_;  ///< lines of the other side, as fetched last
  LinesThere seen_;                         ///< as they were when versions were exchanged last
  std::vector<std::string> followed_;
  std::vector<std::string> withdrawn_;  ///< lines of which versions were withdrawn there
  std::vector<std::string> left_;       ///< lines that wait for people
  std::string refusal_;                 ///< of what was given last, in git's words
  SyncResult out_;
};

}  // namespace

Result<SyncResult> sync(Workspace& workspace, const SyncWishes& wishes, const store::Act& act) {
  return Sync(workspace, wishes, act).run();
}

}  // namespace zielbaum::workspace
