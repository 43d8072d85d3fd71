#include "workspace/news.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/utf8.h"
#include "workspace/files.h"
#include "workspace/lines_internal.h"

namespace zielbaum::workspace {

namespace {

constexpr std::string_view kName = "looks";
constexpr std::string_view kFormat = "zielbaum looks 1\n";

struct SeenBy {
  std::string reviewer;
  DocumentId document;
  auto operator<=>(const SeenBy&) const = default;
};
using Looks = std::map<SeenBy, Look>;

std::string_view next_word(std::string_view& line) {
  const std::string_view word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(line.size(), word.size() + 1));
  return word;
}

/// Lines that cannot be understood are left out.
Looks read_looks(const Workspace& workspace) {
  Looks looks;
  const std::optional<std::string> kept = workspace.store().kept(kName);
  if (!kept || !kept->starts_with(kFormat)) return looks;
  std::string_view rest = std::string_view(*kept).substr(kFormat.size());
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    Look look;
    look.version.text = next_word(line);
    const std::string_view seconds = next_word(line);
    std::from_chars(seconds.data(), seconds.data() + seconds.size(), look.unix_time);
    const DocumentId document{std::string(next_word(line))};
    if (!line.empty() && is_valid_id(document.text)) looks[{std::string(line), document}] = look;
  }
  return looks;
}

std::string bytes_of(const Looks& looks) {
  std::string bytes(kFormat);
  for (const auto& [reader, look] : looks) {
    bytes += look.version.text + " " + std::to_string(look.unix_time) + " " + reader.document.text + " " +
             reader.reviewer + "\n";
  }
  return bytes;
}

Result<void> check_reviewer(std::string_view reviewer) {
  constexpr std::size_t kLongest = 200;
  const bool clean =
      std::none_of(reviewer.begin(), reviewer.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (!reviewer.empty() && reviewer.size() <= kLongest && clean && !find_invalid_utf8(reviewer)) return {};
  return advise(error(ErrorKind::Usage, "bad-reviewer", msg("“{0}” cannot be the name of a reviewer", reviewer)),
                msg("Take an e-mail address or a short name."));
}

/// Where a reviewer begins to read a document; nothing at a first look.
Result<State> beginning(const Workspace& workspace, const DocumentId& document, const std::optional<Look>& last,
                        std::string_view since) {
  if (!since.empty()) return resolve(workspace, since, document);
  if (!last) return State{};
  if (workspace.store().describe(last->version)) return State{last->version};
  return advise(
      error(ErrorKind::NotFound, "look-gone",
            msg("The version of {0} that you saw last ({1}) is not there any more", document.text,
                last->version.text.substr(0, 10))),
      msg("The history was rewritten. Name a version from which on you want to read: zielbaum news {0} --since "
          "VERSION",
          document.text));
}

}  // namespace

Result<std::vector<News>> news(const Workspace& workspace, std::string_view reviewer, const DocumentId& document,
                               std::string_view since) {
  TRY(check_reviewer(reviewer));
  const VersionId now = TRY(last_saved(workspace));
  std::vector<DocumentId> wanted = TRY(documents(workspace, now));
  if (!document.empty()) wanted = {TRY(find_document(workspace, document.text, now))};
  const Looks looks = read_looks(workspace);
  std::vector<News> all;
  for (const DocumentId& id : wanted) {
    News one;
    one.document = id;
    if (const auto found = looks.find({std::string(reviewer), id}); found != looks.end()) one.last = found->second;
    const State from = TRY(beginning(workspace, id, one.last, since));
    if (from) {
      Result<WholeComparison> compared = compare_whole_for_people(workspace, id, from, now);
      if (!compared) return compared.error();
      one.is_new = compared->before().absent;
      if (!one.is_new) one.comparison = std::move(*compared);
    }
    all.push_back(std::move(one));
  }
  return all;
}

Result<void> remember_look(Workspace& workspace, std::string_view reviewer, const std::vector<DocumentId>& seen,
                           std::int64_t unix_time) {
  TRY(check_reviewer(reviewer));
  const VersionId now = TRY(last_saved(workspace));
  Looks looks = read_looks(workspace);
  for (const DocumentId& document : seen) looks[{std::string(reviewer), document}] = {now, unix_time};
  const std::string bytes = bytes_of(looks);
  workspace.store().keep(kName, bytes);
  if (workspace.store().kept(kName) == bytes) return {};
  return advise(error(ErrorKind::Storage, "look-not-kept", msg("It could not be remembered what you have seen")),
                msg("Check whether the drive is full or read-only."));
}

}  // namespace zielbaum::workspace
