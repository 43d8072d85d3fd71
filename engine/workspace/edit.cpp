#include <algorithm>

#include "model/paths.h"
#include "workspace/edit_internal.h"
#include "xml/rules.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

Result<Found> find_for_edit(const Workspace& workspace, std::string_view node) {
  Found found = TRY(find_node(workspace, node, State{}));
  if (found.loaded.state) {
    return advise(error(ErrorKind::Usage, "not-working", msg("Only the working copy can be changed")),
                  msg("Leave out what stands behind the @."));
  }
  if (has_errors(found.loaded.findings)) TRY(load_sound(workspace, found.loaded.document.id(), State{}));
  return found;
}

Result<bool> write_back(Workspace& workspace, const Loaded& before, const model::Document& after,
                        std::vector<store::Write> further, const Message& sentence, const store::Act& act) {
  const std::string path = model::document_path(before.document.id());
  const std::string now = TRY(workspace.store().read_working(path));
  if (store::content_id(now) != before.content) {
    return advise(at(error(ErrorKind::Conflict, "changed-meanwhile", msg("The file was changed by somebody else")),
                     {path, 0, 0, "", ""}),
                  msg("Run the command again; it works on the new state then."));
  }
  std::string bytes = xml::write_document(after, before.type);
  if (bytes != now) further.push_back({path, std::move(bytes)});
  if (further.empty()) return false;
  TRY(workspace.store().write_working(further, act, "edit", sentence));
  return true;
}

void insert_nodes(model::Document& document, model::NodeIndex parent, model::NodeIndex at,
                  std::vector<model::Node> subtree) {
  const auto count = static_cast<model::NodeIndex>(subtree.size());
  for (model::Node& node : document.nodes) {
    if (node.parent != model::kNoNode && node.parent >= at) node.parent += count;
  }
  subtree.front().parent = parent;
  for (std::size_t i = 1; i < subtree.size(); ++i) subtree[i].parent += at;
  document.nodes.insert(document.nodes.begin() + at, std::make_move_iterator(subtree.begin()),
                        std::make_move_iterator(subtree.end()));
}

std::vector<model::Node> take_nodes(model::Document& document, model::NodeIndex root) {
  const model::NodeIndex end = model::subtree_end(document, root);
  std::vector<model::Node> subtree(std::make_move_iterator(document.nodes.begin() + root),
                                   std::make_move_iterator(document.nodes.begin() + end));
  document.nodes.erase(document.nodes.begin() + root, document.nodes.begin() + end);
  for (std::size_t i = 1; i < subtree.size(); ++i) subtree[i].parent -= root;
  for (model::Node& node : document.nodes) {
    if (node.parent != model::kNoNode && node.parent >= end) node.parent -= end - root;
  }
  return subtree;
}

Result<void> may_stand_in(const Loaded& loaded, std::string_view kind, model::NodeIndex parent) {
  const model::Node& above = loaded.document.nodes[parent];
  const model::KindRule* rule = loaded.type.kind(above.kind);
  if (rule != nullptr && std::find(rule->children.begin(), rule->children.end(), kind) != rule->children.end())
    return {};
  const model::KindRule* wanted = loaded.type.kind(kind);
  const std::string label(wanted == nullptr ? kind : model::in_language(wanted->label, loaded.document.lang));
  Error failed = at(
      error(ErrorKind::Refused, "kind-not-allowed", msg("“{0}” cannot stand in {1}", label, node_name(loaded, parent))),
      place_of(loaded, parent));
  if (rule == nullptr || rule->children.empty()) return advise(std::move(failed), msg("Nothing may stand there."));
  std::vector<std::string> allowed;
  for (const std::string& child : rule->children) {
    const model::KindRule* known = loaded.type.kind(child);
    allowed.push_back(child + (known == nullptr
                                   ? ""
                                   : " (" + std::string(model::in_language(known->label, loaded.document.lang)) + ")"));
  }
  return advise(std::move(failed), msg("Allowed there: {0}", joined(allowed)));
}

Result<Edited> add_document(Workspace& workspace, const NewDocument& wanted, const store::Act& act) {
  const DocumentId id{wanted.id};
  if (!is_valid_id(wanted.id)) {
    return advise(error(ErrorKind::Usage, "bad-id", msg("“{0}” cannot be an id", wanted.id)),
                  msg("Ids have small letters a to z, digits and hyphens, at most 64, e.g. {0}", slug(wanted.id)));
  }
  const std::string title = TRY(xml::one_line("title", wanted.title));
  if (std::optional<xml::Wrong> wrong = xml::wrong_language(wanted.lang))
    return xml::to_error(std::move(*wrong), ErrorKind::Usage);
  const std::vector<DocumentId> there = TRY(documents(workspace, State{}));
  if (std::find(there.begin(), there.end(), id) != there.end()) {
    return advise(at(error(ErrorKind::Refused, "document-exists", msg("There is a document “{0}” already", wanted.id)),
                     {model::document_path(id), 0, 0, "", ""}),
                  msg("Choose another id."));
  }
  const model::DocumentType type = TRY(find_type(workspace, wanted.type));
  model::Document document;
  document.type = type.name;
  document.type_version = type.version;
  document.lang = wanted.lang;
  model::Node root;
  root.kind = type.root;
  root.id.text = wanted.id;
  root.title = title;
  document.nodes.push_back(std::move(root));
  const Message sentence = msg("New document {0}", wanted.id);
  TRY(workspace.store().write_working({{model::document_path(id), xml::write_document(document, type)}}, act, "edit",
                                      sentence));
  return Edited{id, NodeId{wanted.id}, title, true, {}};
}

}  // namespace zielbaum::workspace
