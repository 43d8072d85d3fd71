// Drawing links between nodes and taking them away.
#include <algorithm>

#include "workspace/edit_internal.h"

namespace zielbaum::workspace {

namespace {

/// The role that is called so, by name or by label in any language.
Result<std::string> role_called(const model::DocumentType& type, std::string_view text) {
  if (text == model::kPredecessor) return std::string(text);
  std::vector<std::string> names;
  for (const model::RoleRule& rule : type.roles) {
    if (rule.name == text) return rule.name;
    const std::string_view label = model::in_language(rule.label, "de");
    names.push_back(rule.name + (label.empty() ? "" : " (" + std::string(label) + ")"));
  }
  for (const model::RoleRule& rule : type.roles) {
    for (const auto& [lang, label] : rule.label) {
      if (folded(label) == folded(text)) return rule.name;
    }
  }
  names.emplace_back(model::kPredecessor);
  return advise(error(ErrorKind::NotFound, "unknown-role", msg("The document's type knows no link “{0}”", text)),
                msg("There are: {0}", joined(names, 40)));
}

bool allows(const std::vector<std::string>& kinds, const std::string& kind) {
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// "measure (Maßnahme), goal (Ziel)"; "*" for any.
std::string kinds_in_words(const Loaded& loaded, const std::vector<std::string>& kinds) {
  if (kinds.empty()) return "*";
  std::vector<std::string> words;
  for (const std::string& kind : kinds) {
    const model::KindRule* const rule = loaded.type.kind(kind);
    words.push_back(kind + (rule == nullptr
                                ? ""
                                : " (" + std::string(model::in_language(rule->label, loaded.document.lang)) + ")"));
  }
  return joined(words, 40);
}

Result<void> may_link(const Found& from, const std::string& role, const Found& to) {
  const model::RoleRule* rule = from.loaded.type.role(role);
  if (rule == nullptr) return {};  // predecessor: anything may follow anything
  const bool across = from.loaded.document.id() != to.loaded.document.id();
  if (allows(rule->from, from.value().kind) && allows(rule->to, to.value().kind) && (!across || rule->across_documents))
    return {};
  Error failed =
      at(error(ErrorKind::Refused, "role-not-allowed",
               msg("“{0}” cannot lead from {1} to {2}", model::in_language(rule->label, from.loaded.document.lang),
                   node_name(from.loaded, from.node), node_name(to.loaded, to.node))),
         place_of(from.loaded, from.node));
  if (across && !rule->across_documents) return advise(std::move(failed), msg("It stays within one document."));
  return advise(std::move(failed), msg("It leads from {0} to {1}.", kinds_in_words(from.loaded, rule->from),
                                       kinds_in_words(to.loaded, rule->to)));
}

/// The target as it is written: the document only where it is another one, the edition only for predecessors.
Result<model::Link> link_to(const Workspace& workspace, const Found& from, std::string_view role, std::string_view to) {
  model::Link link;
  link.role = TRY(role_called(from.loaded.type, role));
  const std::optional<model::Target> literal = model::parse_target(to);
  if (literal && !literal->edition.empty()) {
    link.to = *literal;
    if (link.role == model::kPredecessor) return link;
    return advise(at(error(ErrorKind::Refused, "role-not-allowed", msg("Only “predecessor” leads into an edition")),
                     place_of(from.loaded, from.node)),
                  msg("Leave out what stands behind the @."));
  }
  const Found target = TRY(find_node(workspace, to, State{}));
  TRY(may_link(from, link.role, target));
  link.to.node = target.value().id;
  if (target.loaded.document.id() != from.loaded.document.id()) link.to.document = target.loaded.document.id();
  return link;
}

}  // namespace

Result<Edited> link_nodes(Workspace& workspace, std::string_view from, std::string_view role, std::string_view to,
                          const store::Act& act) {
  const Found found = TRY(find_for_edit(workspace, from));
  const model::Link link = TRY(link_to(workspace, found, role, to));
  model::Document after = found.loaded.document;
  std::vector<model::Link>& links = after.nodes[found.node].links;
  const auto place = std::lower_bound(links.begin(), links.end(), link);
  Edited edited{after.id(), found.value().id, node_name(found.loaded, found.node), false, {}};
  if (place != links.end() && *place == link) return edited;
  links.insert(place, link);
  edited.changed =
      TRY(write_back(workspace, found.loaded, after, {},
                     msg("Link {0} {1} {2}", edited.node.text, link.role, model::to_string(link.to)), act));
  return edited;
}

Result<Edited> unlink_nodes(Workspace& workspace, std::string_view from, std::string_view role, std::string_view to,
                            const store::Act& act) {
  const Found found = TRY(find_for_edit(workspace, from));
  const std::string name = TRY(role_called(found.loaded.type, role));
  model::Document after = found.loaded.document;
  std::vector<model::Link>& links = after.nodes[found.node].links;
  // As it is written first: what the link points at may not exist any more.
  std::optional<model::Target> target = model::parse_target(to);
  const auto is_meant = [&](const model::Link& link) { return target && link.role == name && link.to == *target; };
  if (std::none_of(links.begin(), links.end(), is_meant)) {
    const Found meant = TRY(find_node(workspace, to, State{}));
    target = model::Target{{}, meant.value().id, {}};
    if (meant.loaded.document.id() != after.id()) target->document = meant.loaded.document.id();
  }
  const Edited edited{after.id(), found.value().id, node_name(found.loaded, found.node), true, {}};
  if (std::erase_if(links, is_meant) == 0) {
    std::vector<std::string> there;
    for (const model::Link& link : links) there.push_back(link.role + " " + model::to_string(link.to));
    Error failed = at(error(ErrorKind::NotFound, "unknown-link", msg("There is no link “{0}” to {1}", name, to)),
                      place_of(found.loaded, found.node));
    if (there.empty()) return advise(std::move(failed), msg("No links go out from this node."));
    return advise(std::move(failed), msg("There are: {0}", joined(there)));
  }
  TRY(write_back(workspace, found.loaded, after, {}, msg("Unlink {0} {1} {2}", edited.node.text, name, to), act));
  return edited;
}

}  // namespace zielbaum::workspace
