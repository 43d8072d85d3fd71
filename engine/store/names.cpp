#include <algorithm>
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

Error unknown(const VersionNames& names, std::string_view version) {
  Error out = error(ErrorKind::NotFound, "unknown-version", msg("There is no version {0}", version));
  std::vector<std::string> known = {"saved", "main"};
  for (const EditionTag& tag : names.editions) {
    known.push_back(tag.edition.text);
    known.push_back(tag.document + "/" + tag.edition.text);
  }
  for (const Line& line : names.lines)
    if (line.name.starts_with(kDraft)) known.push_back(line.name.substr(kDraft.size()));
  const std::vector<std::string> near = nearest(version, known);
  if (!near.empty()) return advise(std::move(out), msg("Did you mean {0}?", near.front()));
  return advise(
      std::move(out),
      msg("A version is: saved, main, the name of an edition or a draft, a day (2026-11-30), or a version id."));
}

}  // namespace

Result<VersionId> resolve_name(const VersionNames& names, std::string_view version, const DocumentId& document) {
  if (version == "saved" || version == "main") {
    const std::optional<VersionId> named = version == "saved" ? names.head : find_line(names, "main");
    if (named) return *named;
    return advise(error(ErrorKind::NotFound, "no-version", msg("Nothing has been saved yet")),
                  msg("Save first: zielbaum save -m TEXT"));
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
  } else {
    found = TRY(find_edition(names, version, document));
    if (!found) found = TRY(find_draft(names, version));
    if (!found) found = TRY(find_commit(names, version));
    if (!found) found = TRY(find_day(names, version));
  }
  if (found) return *found;
  return unknown(names, version);
}

}  // namespace zielbaum::store
