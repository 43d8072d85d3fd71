// The versions, with what each of them changed.
#include <algorithm>

#include "diff/diff.h"
#include "history/history.h"
#include "text/text.h"
#include "workspace/files.h"

namespace zielbaum::workspace {

namespace {

Result<DocumentSummary> summary_of(const Workspace& workspace, const DocumentId& document,
                                   const std::map<NodeId, history::TouchedNode>& nodes) {
  DocumentSummary summary{document, {}, 0};
  for (const std::string_view word : history::Happened::kWords) {
    const auto count =
        std::count_if(nodes.begin(), nodes.end(), [&](const auto& node) { return node.second.what.contains(word); });
    if (count > 0) summary.nodes.push_back({std::string(word), static_cast<std::size_t>(count)});
  }
  for (const auto& [id, node] : nodes) {
    if (!node.what.contains("reworded")) continue;
    const auto prose = [&](const std::optional<ContentId>& content) -> Result<model::Prose> {
      if (!content) return model::Prose{};
      return text::parse(TRY(workspace.store().read(*content))).prose;
    };
    const model::Prose before = TRY(prose(node.prose.before));
    const model::Prose after = TRY(prose(node.prose.after));
    summary.words += diff::compare_prose(before, after).words_changed;
  }
  return summary;
}

/// What a version did to all documents, or to the one that is asked for, as its first parent sees it.
Result<void> add_summaries(const Workspace& workspace, history::Versions& versions, const DocumentId& only,
                           LoggedVersion& logged) {
  const store::Version& version = logged.version;
  const std::optional<VersionId> parent =
      version.parents.empty() ? std::nullopt : std::optional(version.parents.front());
  const history::Touched touched = TRY(versions.compare(parent, version.id));
  for (const auto& [document, nodes] : touched.documents) {
    if (only.empty() || only == document) logged.documents.push_back(TRY(summary_of(workspace, document, nodes)));
  }
  if (only.empty()) logged.other_files = touched.other_files;
  return {};
}

}  // namespace

Result<std::vector<LoggedVersion>> log(const Workspace& workspace, std::string_view about, std::size_t most) {
  std::vector<LoggedVersion> all;
  const std::optional<VersionId> head = TRY(workspace.store().head());
  if (!head) return all;
  DocumentId document{std::string(about)};
  if (!about.empty()) {
    const std::vector<DocumentId> now = TRY(documents(workspace, State{}));
    const std::vector<DocumentId> then = TRY(documents(workspace, *head));
    const auto is_in = [&](const std::vector<DocumentId>& ids) {
      return std::find(ids.begin(), ids.end(), document) != ids.end();
    };
    if (!is_in(now) && !is_in(then)) {
      NodeHistory of_node = TRY(history(workspace, about, most));
      for (NodeVersion& each : of_node.versions)
        all.push_back({std::move(each.version), std::move(each.what), {}, 0, std::nullopt});
      return all;
    }
  }
  std::vector<std::string> paths;
  if (!document.empty()) paths.push_back("documents/" + document.text);
  history::Versions versions(workspace.store());
  for (store::Version& version : TRY(workspace.store().log(*head, paths, most))) {
    LoggedVersion logged{std::move(version), {}, {}, 0, std::nullopt};
    if (!logged.version.cut_off) {
      const Result<void> done = add_summaries(workspace, versions, document, logged);
      if (!done) logged.unreadable = done.error();
    }
    all.push_back(std::move(logged));
  }
  return all;
}

}  // namespace zielbaum::workspace
