#include <algorithm>
#include <array>
#include <chrono>

#include "base/date.h"
#include "base/nearest.h"
#include "store/names_internal.h"

namespace zielbaum::store {

namespace {

using FoundVersion = Result<std::optional<VersionId>>;

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

Error ambiguous(std::string_view version, const std::vector<std::string>& candidates) {
  return advise(error(ErrorKind::Usage, "ambiguous-version",
                      msg("{0} may mean several versions: {1}", version, joined(candidates))),
                msg("Name one of them in full."));
}

FoundVersion find_edition(const VersionNames& names, std::string_view version, const DocumentId& document) {
  std::vector<const EditionTag*> found;
  for (const EditionTag& tag : names.editions) {
    const bool in_full = tag.document + "/" + tag.edition.text == version;
    const bool alone = tag.edition.text == version && (document.empty() || tag.document == document.text);
    if (in_full || alone) found.push_back(&tag);
  }
  if (found.empty()) return std::optional<VersionId>();
  const bool same = std::all_of(found.begin(), found.end(),
                                [&](const EditionTag* tag) { return tag->version == found.front()->version; });
  if (same) return std::optional<VersionId>(found.front()->version);
  std::vector<std::string> candidates;
  for (const EditionTag* tag : found) candidates.push_back(tag->document + "/" + tag->edition.text);
  return ambiguous(version, candidates);
}

constexpr std::string_view kDraft = "draft/";

std::optional<VersionId> find_line(const VersionNames& names, std::string_view name) {
  const auto found =
      std::find_if(names.lines.begin(), names.lines.end(), [&](const Line& line) { return line.name == name; });
  return found == names.lines.end() ? std::nullopt : std::optional(found->version);
}

FoundVersion find_draft(const VersionNames& names, std::string_view version) {
  std::string_view name = version;
  if (name.starts_with(kDraft)) name.remove_prefix(kDraft.size());
  return find_line(names, std::string(kDraft) + std::string(name));
}

/// "main" where no branch here has that name: as it was in the common repository when it was last asked.
FoundVersion find_main_of_others(const VersionNames& names) {
  std::vector<const OthersLine*> found;
  for (const OthersLine& other : names.others)
    if (other.line.name == "main") found.push_back(&other);
  for (const OthersLine* const other : found)
    if (other->remote == "origin") return std::optional(other->line.version);
  if (found.empty()) return std::optional<VersionId>();
  const bool same = std::all_of(found.begin(), found.end(), [&](const OthersLine* other) {
    return other->line.version == found.front()->line.version;
  });
  if (same) return std::optional(found.front()->line.version);
  std::vector<std::string> candidates;
  for (const OthersLine* const other : found) candidates.push_back(other->remote + "/main");
  return ambiguous("main", candidates);
}

FoundVersion find_main(const VersionNames& names) {
  if (const std::optional<VersionId> here = find_line(names, "main")) return here;
  return find_main_of_others(names);
}

/// A branch here, a tag, or a branch of another repository ("origin/x"), each by its whole name.
FoundVersion find_named(const VersionNames& names, std::string_view version) {
  struct Named {
    std::string_view prefix, word;
  };
  constexpr std::array kPlaces = {Named{"refs/heads/", "branch:"}, Named{"refs/tags/", "tag:"},
                                  Named{"refs/remotes/", "remote:"}};
  std::vector<VersionId> found;
  std::vector<std::string> candidates;
  for (const Named& place : kPlaces) {
    const std::optional<VersionId> one = TRY(names.named(std::string(place.prefix) + std::string(version)));
    if (!one) continue;
    found.push_back(*one);
    candidates.push_back(std::string(place.word) + std::string(version));
  }
  if (found.empty()) return std::optional<VersionId>();
  const bool same = std::all_of(found.begin(), found.end(), [&](const VersionId& one) { return one == found.front(); });
  if (same) return std::optional(found.front());
  return ambiguous(version, candidates);
}

FoundVersion find_commit(const VersionNames& names, std::string_view version) {
  std::string lower(version);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (!is_hex(lower, 7, 40)) return std::optional<VersionId>();
  const std::vector<VersionId> found = TRY(names.with_prefix(lower));
  if (found.empty()) return std::optional<VersionId>();
  if (found.size() == 1) return std::optional<VersionId>(found.front());
  std::vector<std::string> candidates;
  for (const VersionId& id : found) candidates.push_back(id.text);
  return ambiguous(version, candidates);
}

FoundVersion find_day(const VersionNames& names, std::string_view version) {
  const std::optional<Date> date = parse_date(version);
  if (!date || date->day == 0) return std::optional<VersionId>();
  const std::chrono::sys_days day = std::chrono::year(date->year) / date->month / date->day;
  constexpr std::int64_t kDay = 24 * 60 * 60;
  return names.not_after(day.time_since_epoch().count() * kDay + kDay - 1);
}

Error no_main(const VersionNames& names) {
  if (!names.head) {
    return advise(error(ErrorKind::NotFound, "no-version", msg("Nothing has been saved yet")),
                  msg("Save first: zielbaum save -m TEXT"));
  }
  return advise(error(ErrorKind::NotFound, "unknown-version", msg("There is no branch “main” in this clone")),
                msg("Fetch it (git fetch origin main:refs/remotes/origin/main), or name another version."));
}

Error unknown(const VersionNames& names, std::string_view version) {
  Error out = error(ErrorKind::NotFound, "unknown-version", msg("There is no version {0}", version));
  std::vector<std::string> known = {"saved", "main"};
  for (const EditionTag& tag : names.editions) {
    known.push_back(tag.edition.text);
    known.push_back(tag.document + "/" + tag.edition.text);
  }
  for (const Line& line : names.lines)
    if (line.name.starts_with(kDraft)) known.push_back(line.name.substr(kDraft.size()));
  for (const OthersLine& other : names.others) known.push_back(other.remote + "/" + other.line.name);
  const std::vector<std::string> near = nearest(version, known);
  if (!near.empty()) return advise(std::move(out), msg("Did you mean {0}?", near.front()));
  return advise(std::move(out), msg("A version is: saved, main, the name of an edition, a draft, a branch (origin/x) "
                                    "or a tag, a day (2026-11-30), "
                                    "or a version id."));
}

}  // namespace

Result<VersionId> resolve_name(const VersionNames& names, std::string_view version, const DocumentId& document) {
  if (version == "saved" || version == "HEAD") {
    if (names.head) return *names.head;
    return advise(error(ErrorKind::NotFound, "no-version", msg("Nothing has been saved yet")),
                  msg("Save first: zielbaum save -m TEXT"));
  }
  if (version == "main") {
    const std::optional<VersionId> main = TRY(find_main(names));
    return main ? Result<VersionId>(*main) : no_main(names);
  }
  const auto exactly = [&](std::string_view prefix) -> std::optional<std::string_view> {
    if (!version.starts_with(prefix)) return std::nullopt;
    return version.substr(prefix.size());
  };
  std::optional<VersionId> found;
  if (const auto edition = exactly("edition:")) {
    found = TRY(find_edition(names, *edition, document));
  } else if (const auto draft = exactly("draft:")) {
    found = TRY(find_draft(names, *draft));
  } else if (const auto commit = exactly("commit:")) {
    found = TRY(find_commit(names, *commit));
  } else if (const auto day = exactly("date:")) {
    found = TRY(find_day(names, *day));
  } else if (const auto branch = exactly("branch:")) {
    found = TRY(names.named("refs/heads/" + std::string(*branch)));
  } else if (const auto tag = exactly("tag:")) {
    found = TRY(names.named("refs/tags/" + std::string(*tag)));
  } else if (const auto remote = exactly("remote:")) {
    found = TRY(names.named("refs/remotes/" + std::string(*remote)));
  } else {
    found = TRY(find_edition(names, version, document));
    if (!found) found = TRY(find_draft(names, version));
    if (!found) found = TRY(find_named(names, version));
    if (!found) found = TRY(find_commit(names, version));
    if (!found) found = TRY(find_day(names, version));
  }
  if (found) return *found;
  return unknown(names, version);
}

}  // namespace zielbaum::store
