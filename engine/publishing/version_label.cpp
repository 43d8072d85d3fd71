// Which version a view of a comparison shows, in the words of its columns.
#include <algorithm>
#include <array>

#include "base/date.h"
#include "publishing/pages_internal.h"

namespace zielbaum::publishing {

using namespace workspace;

namespace {

constexpr std::string_view kDraftLine = "draft/";
constexpr std::size_t kShortVersion = 7;

bool names_folder(std::string_view word) {
  constexpr std::array<std::string_view, 3> kBeginnings = {"/", ".", "workspace:"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return word.starts_with(beginning); });
}

/// The draft that the user named, where it is at this version.
Result<std::string> draft_of(const Workspace& workspace, const VersionId& version, std::string_view word) {
  for (const std::string_view beginning : {"draft:", "draft/"})
    if (word.starts_with(beginning)) word.remove_prefix(beginning.size());
  for (const store::Line& line : TRY(workspace.store().lines()))
    if (line.version == version && line.name == std::string(kDraftLine) + std::string(word)) return std::string(word);
  return std::string();
}

}  // namespace

Result<std::string> version_label(const Workspace& workspace, const Shown& shown, std::string_view word,
                                  Language language) {
  const auto say = [&](const Message& message) { return render(message, language); };
  if (names_folder(word)) return say(msg("folder {0}", word));
  const State& state = shown.loaded.state;
  if (!state) {
    const std::string line = TRY(workspace.store().line());
    if (!line.starts_with(kDraftLine)) return say(msg("Working copy"));
    return say(msg("Working copy of draft {0}", line.substr(kDraftLine.size())));
  }
  const std::string draft = word.empty() ? std::string() : TRY(draft_of(workspace, *state, word));
  if (!draft.empty()) return say(msg("Draft {0}", draft));
  if (!shown.edition.id.empty()) return say(msg("Edition {0}", shown.edition.id.text));
  if (!shown.unix_time) return std::string();
  const Date day = date_of_unix_time(*shown.unix_time);
  return say(msg("Version {0} of {1}", state->text.substr(0, kShortVersion), in_short(day, language)));
}

}  // namespace zielbaum::publishing
