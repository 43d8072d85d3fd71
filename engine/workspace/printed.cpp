// Comparisons for people: with all that is printed besides the nodes, and nodes that only got another id as the same.
#include "diff/printed.h"

#include <algorithm>
#include <map>
#include <set>

#include "model/paths.h"
#include "workspace/files.h"

namespace zielbaum::workspace {

namespace {

using model::Document;
using model::Node;

Result<diff::Surroundings> surroundings_of(const Workspace& workspace, const DocumentId& document,
                                           const LoadedPart& loaded) {
  diff::Surroundings out{loaded.settings, loaded.type, loaded.pictures, {}, {}, loaded.document.lang};
  const std::string folder = model::media_path(document, "");
  for (const store::File& file : TRY(list_at(workspace, loaded.state, folder.substr(0, folder.size() - 1))))
    if (file.regular) out.pictures.emplace(file.path.substr(folder.size()), file.content);
  const std::string theme = "schemas/themes/" + loaded.settings.theme + ".xml";
  for (const store::File& file : TRY(list_at(workspace, loaded.state, "schemas/themes")))
    if (file.path == theme) out.theme = file.content;
  return out;
}

/// What makes a node the same one although its id is another.
using Likeness = std::pair<std::string, std::string>;

std::optional<Likeness> likeness_of(const Node& node) {
  if (node.prose) return Likeness{node.kind, node.prose->text};
  return node.title.empty() ? std::nullopt : std::optional(Likeness{node.kind, "without text: " + node.title});
}

/// By their kind and text, where only one node went and only one came with these.
using NewIds = std::map<NodeId, NodeId>;
NewIds new_ids(const LoadedPart& before, const LoadedPart& after, const diff::Changes& changes) {
  std::map<Likeness, std::vector<NodeId>> gone, come;
  for (const diff::Change& change : changes.nodes) {
    if (!change.added() && !change.removed()) continue;
    const Document& document = change.added() ? after.document : before.document;
    const model::NodeIndex node = model::find_node(document, change.node);
    if (node == model::kNoNode || node == 0) continue;
    if (const std::optional<Likeness> likeness = likeness_of(document.nodes[node]))
      (change.added() ? come : gone)[*likeness].push_back(change.node);
  }
  NewIds out;
  for (const auto& [likeness, ids] : gone) {
    const auto found = come.find(likeness);
    if (ids.size() == 1 && found != come.end() && found->second.size() == 1)
      out.emplace(ids.front(), found->second.front());
  }
  return out;
}

void rename(Document& document, const NewIds& ids) {
  const DocumentId own = document.id();
  for (Node& node : document.nodes) {
    if (const auto found = ids.find(node.id); found != ids.end()) node.id = found->second;
    for (model::Link& link : node.links) {
      const bool inside = link.to.edition.empty() && (link.to.document.empty() || link.to.document == own);
      const auto found = inside ? ids.find(link.to.node) : ids.end();
      if (found != ids.end()) link.to.node = found->second;
    }
    std::sort(node.links.begin(), node.links.end());
  }
}

}  // namespace

Result<std::vector<diff::PrintedChange>> printed_changes(const Workspace& workspace, const DocumentId& document,
                                                         const LoadedPart& before, const LoadedPart& after) {
  return diff::compare_printed(TRY(surroundings_of(workspace, document, before)),
                               TRY(surroundings_of(workspace, document, after)));
}

namespace {

/// The changes of two states of which the old one has the nodes' new ids.
Result<diff::Changes> changes_for_people(const Workspace& workspace, const DocumentId& document,
                                         const LoadedPart& before, const LoadedPart& after, const NewIds& ids) {
  diff::Changes changes = diff::compare({before.document, before.parties}, {after.document, after.parties});
  changes.printed = TRY(printed_changes(workspace, document, before, after));
  for (const auto& [old_id, new_id] : ids)
    changes.printed.push_back({diff::PrintedChange::What::NodeId, new_id.text, {old_id.text, new_id.text}});
  return changes;
}

}  // namespace

Result<Comparison> compare_for_people(const Workspace& workspace, const DocumentId& document, const State& before,
                                      const State& after) {
  Comparison out = TRY(compare(workspace, document, before, after));
  if (out.before().absent || out.after().absent) return out;
  const NewIds ids = new_ids(out.before(), out.after(), out.changes);
  if (ids.empty()) {
    out.changes.printed = TRY(printed_changes(workspace, document, out.before(), out.after()));
    return out;
  }
  LoadedPart old_one = out.before();
  rename(old_one.document, ids);
  diff::Changes changes = TRY(changes_for_people(workspace, document, old_one, out.after(), ids));
  return Comparison(std::make_shared<const LoadedPart>(std::move(old_one)),
                    std::make_shared<const LoadedPart>(out.after()), std::move(changes));
}

Result<WholeComparison> compare_whole_for_people(const Workspace& workspace, const DocumentId& document,
                                                 const State& before, const State& after) {
  BothLoaded both = TRY(load_both(workspace, document, before, after));
  if (both.before.absent || both.after.absent) return compared(std::move(both));
  const NewIds ids = new_ids(both.before, both.after, diff::compare(both.before.document, both.after.document));
  rename(both.before.document, ids);
  diff::Changes changes = TRY(changes_for_people(workspace, document, both.before, both.after, ids));
  return WholeComparison(std::make_shared<const Loaded>(std::move(both.before)),
                         std::make_shared<const Loaded>(std::move(both.after)), std::move(changes));
}

}  // namespace zielbaum::workspace
