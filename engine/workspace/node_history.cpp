// The past of a node, and of its sentences.
#include <algorithm>

#include "history/history.h"
#include "workspace/files.h"
#include "workspace/node_history_internal.h"

namespace zielbaum::workspace {

namespace {

/// A node that is neither in the working copy nor in the last version, by its id.
Result<Asked> find_removed(const Workspace& workspace, std::string_view text, const VersionId& tip, Error not_found) {
  const std::size_t slash = text.find('/');
  const NodeId node{std::string(slash == std::string_view::npos ? text : text.substr(slash + 1))};
  if (!is_valid_id(node.text)) return not_found;
  const history::UpToDate past = TRY(history::up_to_date(workspace.store(), tip, workspace.progress()));
  std::vector<DocumentId> documents = past.index.documents_of(node);
  std::erase_if(documents, [&](const DocumentId& document) {
    const bool other = slash != std::string_view::npos && document.text != text.substr(0, slash);
    return other || past.index.touches(tip, document, node).empty();
  });
  if (documents.empty()) return not_found;
  if (documents.size() > 1) {
    std::vector<std::string> candidates;
    for (const DocumentId& document : documents) candidates.push_back(document.text + "/" + node.text);
    return advise(error(ErrorKind::Usage, "ambiguous-node", msg("“{0}” may mean several nodes", text)),
                  msg("Say which: {0}", joined(candidates)));
  }
  Asked asked{documents.front(), node, "", tip};
  const VersionId last = past.index.touches(tip, asked.document, node).front().version;
  const store::Version removal = TRY(workspace.store().describe(last));
  if (removal.parents.empty()) return asked;
  const Result<Loaded> before = load(workspace, asked.document, removal.parents.front());
  if (!before) return asked;
  const model::NodeIndex index = model::find_node(before->document, node);
  if (index != model::kNoNode) asked.name = node_name(*before, index);
  return asked;
}

/// Whether this clone is shallow.
Result<bool> begins_later(const Workspace& workspace, const history::Index& index) {
  for (const VersionId& root : index.roots()) {
    const store::Version version = TRY(workspace.store().describe(root));
    if (version.cut_off) return true;
  }
  return false;
}

}  // namespace

Result<Asked> find_with_past(const Workspace& workspace, std::string_view text) {
  const std::optional<VersionId> head = TRY(workspace.store().head());
  Result<Found> found = find_node(workspace, text, State{});
  if (!found && found.error().kind == ErrorKind::NotFound && head) {
    Result<Found> saved = find_node(workspace, text, *head);
    if (!saved && saved.error().code == "unknown-node")
      return find_removed(workspace, text, *head, std::move(found).error());
    if (saved) found = std::move(saved);
  }
  if (!found) return found.error();
  const State& state = found->loaded.state;
  return Asked{found->loaded.document.id(), found->value().id, node_name(found->loaded, found->node),
               state ? state : head};
}

Result<NodeHistory> history(const Workspace& workspace, std::string_view node, std::size_t most) {
  Asked asked = TRY(find_with_past(workspace, node));
  NodeHistory found{std::move(asked.document), std::move(asked.node), std::move(asked.name), {}, false};
  if (!asked.tip) return found;
  const history::UpToDate past = TRY(history::up_to_date(workspace.store(), *asked.tip, workspace.progress()));
  found.cut_off = TRY(begins_later(workspace, past.index));
  for (const history::Touch& touch : past.index.touches(*asked.tip, found.document, found.node)) {
    if (found.versions.size() == most) break;
    store::Version version = TRY(workspace.store().describe(touch.version));
    found.versions.push_back({std::move(version), touch.what.words()});
  }
  return found;
}

Result<Origin> origin(const Workspace& workspace, std::string_view node) {
  const Found found = TRY(find_node(workspace, node, State{}));
  Origin told{found.loaded.document.id(), found.value().id, node_name(found.loaded, found.node), {}, false};
  const std::optional<VersionId> head = TRY(workspace.store().head());
  const std::optional<VersionId> tip = found.loaded.state ? found.loaded.state : head;
  std::vector<history::Sentence> sentences;
  if (tip) {
    const history::UpToDate past = TRY(history::up_to_date(workspace.store(), *tip, workspace.progress()));
    told.cut_off = TRY(begins_later(workspace, past.index));
    sentences = TRY(history::origin(workspace.store(), past.index, *tip, told.document, told.node));
  }
  if (!found.loaded.state) {
    const ProseText now = TRY(prose(workspace, found));
    sentences = history::carried_on(sentences, now.text);
  }
  std::map<VersionId, store::Version> versions;
  for (history::Sentence& sentence : sentences) {
    SentenceOrigin one{std::move(sentence.text), sentence.paragraph, std::nullopt};
    if (sentence.version) {
      auto known = versions.find(*sentence.version);
      if (known == versions.end()) {
        store::Version version = TRY(workspace.store().describe(*sentence.version));
        known = versions.emplace(*sentence.version, std::move(version)).first;
      }
      one.version = known->second;
    }
    told.sentences.push_back(std::move(one));
  }
  return told;
}

}  // namespace zielbaum::workspace
