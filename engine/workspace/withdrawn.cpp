#include <algorithm>
#include <set>

#include "workspace/files.h"
#include "workspace/withdrawn_internal.h"

namespace zielbaum::workspace {

namespace {

constexpr std::string_view kSeen = "refs/zielbaum/synced/";

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string prefix_of(const std::string& remote) {
  return std::string(kSeen) + remote + "/";
}

}  // namespace

Result<LinesThere> seen_last(const AskGit& ask, const std::string& remote, const LinesThere& tracked) {
  LinesThere out = tracked;
  const std::string prefix = prefix_of(remote);
  for (const std::string& line : lines_of(TRY(ask({"for-each-ref", "--format=%(objectname) %(refname)", prefix}))))
    if (line.size() > 41 + prefix.size()) out[line.substr(41 + prefix.size())] = VersionId{line.substr(0, 40)};
  return out;
}

Result<void> remember_seen(const AskGit& ask, const std::string& remote, const LinesThere& seen, const LinesThere& now,
                           const std::vector<std::string>& waiting) {
  const auto waits = [&](const std::string& line) {
    return std::find(waiting.begin(), waiting.end(), line) != waiting.end();
  };
  for (const auto& [line, version] : now)
    if (!waits(line)) TRY(ask({"update-ref", prefix_of(remote) + line, version.text}));
  for (const auto& [line, version] : seen) {
    // What others go on with is told again the next time, whatever git has fetched meanwhile.
    if (waits(line)) {
      TRY(ask({"update-ref", prefix_of(remote) + line, version.text}));
    } else if (now.count(line) == 0) {
      TRY(ask({"update-ref", "-d", prefix_of(remote) + line}));
    }
  }
  return {};
}

Result<std::vector<VersionId>> withdrawn_versions(const AskGit& ask, const std::string& remote, const VersionId& seen,
                                                  const VersionId& here) {
  const auto nowhere_there = [&](const VersionId& from) -> Result<std::vector<std::string>> {
    return lines_of(TRY(ask({"rev-list", from.text, "--not", "--remotes=" + remote})));
  };
  const std::vector<std::string> ours = TRY(nowhere_there(here));
  const std::vector<std::string> theirs = TRY(nowhere_there(seen));
  const std::set<std::string> had(theirs.begin(), theirs.end());
  std::vector<VersionId> out;
  for (const std::string& id : ours)
    if (had.count(id) != 0) out.push_back(VersionId{id});
  return out;
}

Result<std::vector<std::string>> touched_by(const Workspace& workspace, const VersionId& version) {
  std::vector<std::string> out;
  const store::Version made = TRY(workspace.store().describe(version));
  if (made.parents.empty()) return out;
  const VersionId& before = made.parents.front();
  std::set<DocumentId> documents;
  const std::vector<store::ChangedFile> changed = TRY(workspace.store().changed_anywhere(before, version));
  for (const store::ChangedFile& file : changed) {
    constexpr std::string_view kFolder = "documents/";
    const std::string& path = file.path();
    const std::size_t slash = path.starts_with(kFolder) ? path.find('/', kFolder.size()) : std::string::npos;
    const std::string_view rest =
        slash == std::string::npos ? std::string_view() : std::string_view(path).substr(slash);
    if (rest == "/document.xml" || rest.starts_with("/text/")) {
      documents.insert(DocumentId{path.substr(kFolder.size(), slash - kFolder.size())});
    } else {
      out.push_back(path);
    }
  }
  for (const DocumentId& document : documents) {
    const Result<Comparison> comparison = compare(workspace, document, before, version);
    if (!comparison) {
      out.push_back(document.text);
      continue;
    }
    for (const diff::Change& change : comparison->changes.nodes) out.push_back(name_of(*comparison, change));
  }
  return out;
}

}  // namespace zielbaum::workspace
