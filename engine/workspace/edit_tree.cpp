// Adding, moving and removing nodes.
#include <algorithm>

#include "model/paths.h"
#include "text/text.h"
#include "workspace/edit_internal.h"
#include "xml/rules.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

/// Where a node is to stand: below which parent, and before which index of the vector.
struct Spot {
  model::NodeIndex parent = 0;
  model::NodeIndex at = 0;
};

Error other_document(const Found& found) {
  return advise(at(error(ErrorKind::Usage, "other-document", msg("The nodes are in different documents")),
                   place_of(found.loaded, found.node)),
                msg("Nodes move and stand within one document only."));
}

Error no_place() {
  return advise(error(ErrorKind::Usage, "no-place", msg("It is not said where the node is to stand")),
                msg("Name its parent with --under NODE, or a node beside it with --after NODE or --before NODE."));
}

/// The spot that is asked for in the document that `loaded` holds. Where no parent is named it is that of the node
/// beside, or `own_parent`.
Result<Spot> spot(const Workspace& workspace, const Loaded& loaded, const Where& where, model::NodeIndex own_parent) {
  const int beside = (where.after.empty() ? 0 : 1) + (where.before.empty() ? 0 : 1) + (where.first ? 1 : 0);
  if (beside > 1) {
    return advise(error(ErrorKind::Usage, "two-places", msg("A node stands in one place only")),
                  msg("Give only one of --after, --before and --first."));
  }
  if (beside == 0 && where.under.empty()) return no_place();
  Spot result;
  result.parent = own_parent;
  if (!where.under.empty()) {
    const Found parent = TRY(find_for_edit(workspace, where.under));
    if (parent.loaded.document.id() != loaded.document.id()) return other_document(parent);
    result.parent = parent.node;
    result.at = model::subtree_end(loaded.document, parent.node);
  }
  const std::string& name = where.after.empty() ? where.before : where.after;
  if (!name.empty()) {
    const Found sibling = TRY(find_for_edit(workspace, name));
    if (sibling.loaded.document.id() != loaded.document.id()) return other_document(sibling);
    const model::NodeIndex parent = sibling.value().parent;
    if (parent == model::kNoNode || (!where.under.empty() && parent != result.parent)) {
      return advise(at(error(ErrorKind::Usage, "not-a-sibling",
                             msg("{0} does not stand there", node_name(sibling.loaded, sibling.node))),
                       place_of(sibling.loaded, sibling.node)),
                    msg("Name a node directly below the one given with --under."));
    }
    result.parent = parent;
    result.at = where.after.empty() ? sibling.node : model::subtree_end(loaded.document, sibling.node);
  }
  if (result.parent == model::kNoNode) return no_place();
  if (where.first) result.at = result.parent + 1;
  return result;
}

/// The name of the kind that is called so, by name or by label in any language.
Result<std::string> kind_called(const model::DocumentType& type, std::string_view text) {
  std::vector<std::string> names;
  for (const model::KindRule& rule : type.kinds) {
    if (rule.name == text) return rule.name;
    const std::string_view label = model::in_language(rule.label, "de");
    names.push_back(rule.name + (label.empty() ? "" : " (" + std::string(label) + ")"));
  }
  for (const model::KindRule& rule : type.kinds) {
    for (const model::LocalText& labels : {rule.label, rule.plural}) {
      for (const auto& [lang, label] : labels) {
        if (folded(label) == folded(text)) return rule.name;
      }
    }
  }
  return advise(error(ErrorKind::NotFound, "unknown-kind", msg("The document's type knows no “{0}”", text)),
                msg("There are: {0}", joined(names, 40)));
}

Result<void> within_depth(const model::Document& document) {
  for (model::NodeIndex i = 0; i < document.nodes.size(); ++i) {
    if (model::depth_of(document, i) < xml::kMostDepth) continue;
    return advise(
        error(ErrorKind::Refused, "too-deep", msg("The tree would be deeper than {0} levels", xml::kMostDepth)),
        msg("Choose a place higher up."));
  }
  return {};
}

/// What outside a subtree points into it, as people call it.
struct Pointing {
  std::vector<std::string> links;  ///< nodes with links
  std::vector<std::string> texts;  ///< nodes whose texts refer to it
};
Result<Pointing> pointing_into(const Workspace& workspace, const Loaded& loaded, model::NodeIndex root) {
  const DocumentId own = loaded.document.id();
  const model::NodeIndex end = model::subtree_end(loaded.document, root);
  const auto inside = [&](const DocumentId& document, const NodeId& node) {
    if (document != own) return false;
    const model::NodeIndex found = model::find_node(loaded.document, node);
    return found != model::kNoNode && found >= root && found < end;
  };
  Pointing pointing;
  const std::vector<DocumentId> all = TRY(documents(workspace, State{}));
  for (const DocumentId& id : all) {
    const Result<Loaded> other = load(workspace, id, State{});
    if (!other) continue;
    for (model::NodeIndex i = 0; i < other->document.nodes.size(); ++i) {
      if (id == own && i >= root && i < end) continue;
      const model::Node& node = other->document.nodes[i];
      const std::string name = node_name(*other, i) + " (" + node.id.text + ")";
      const bool links = std::any_of(node.links.begin(), node.links.end(), [&](const model::Link& link) {
        return link.to.edition.empty() && inside(link.to.document.empty() ? id : link.to.document, link.to.node);
      });
      if (links) pointing.links.push_back(name);
      std::vector<ContentId> texts;
      if (node.prose) texts.push_back(*node.prose);
      for (const model::ProseTranslation& translation : node.translations) {
        if (translation.prose) texts.push_back(*translation.prose);
      }
      for (const ContentId& content : texts) {
        const std::string markdown = TRY(workspace.store().read(content));
        if (markdown.find("node:") == std::string::npos) continue;
        const std::vector<text::NodeReference> references =
            text::node_references(markdown, text::parse(markdown).prose);
        const bool refers =
            std::any_of(references.begin(), references.end(), [&](const text::NodeReference& reference) {
              const std::optional<model::Target> target = model::parse_target(reference.target);
              return target && inside(target->document.empty() ? id : target->document, target->node);
            });
        if (!refers) continue;
        pointing.texts.push_back(name);
        break;
      }
    }
  }
  return pointing;
}

Error still_referred_to(const Loaded& loaded, model::NodeIndex node, const Pointing& pointing) {
  std::vector<std::string> names = pointing.links;
  for (const std::string& name : pointing.texts) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  Error failed = at(error(ErrorKind::Refused, "has-links",
                          msg("{0} is still referred to by: {1}", node_name(loaded, node), joined(names, 20))),
                    place_of(loaded, node));
  if (pointing.texts.empty())
    return advise(std::move(failed), msg("Take the links away first with: zielbaum unlink NODE ROLE NODE"));
  const std::string texts = joined(pointing.texts, 20);
  if (pointing.links.empty()) {
    return advise(std::move(failed), msg("Take the reference out of the text first, with “zielbaum edit”: {0}", texts));
  }
  return advise(std::move(failed), msg("Take the links away first (zielbaum unlink NODE ROLE NODE), and the references "
                                       "out of the texts (zielbaum edit): {0}",
                                       texts));
}

}  // namespace

Result<Edited> add_node(Workspace& workspace, const NewNode& wanted, std::uint32_t random, const store::Act& act) {
  const std::string title = TRY(xml::one_line("title", wanted.title));
  const Where place{wanted.under, wanted.after, wanted.before, wanted.first};
  const std::string& beside = wanted.after.empty() ? wanted.before : wanted.after;
  if (wanted.under.empty() && beside.empty()) return no_place();
  const Found anchor = TRY(find_for_edit(workspace, wanted.under.empty() ? beside : wanted.under));
  const Loaded& loaded = anchor.loaded;
  const Spot where = TRY(spot(workspace, loaded, place, model::kNoNode));
  model::Node node;
  node.kind = TRY(kind_called(loaded.type, wanted.kind));
  TRY(may_stand_in(loaded, node.kind, where.parent));
  node.title = title;
  node.id = wanted.id.empty() ? make_node_id(title, random) : NodeId{wanted.id};
  if (!is_valid_id(node.id.text)) {
    return advise(error(ErrorKind::Usage, "bad-id", msg("“{0}” cannot be an id", wanted.id)),
                  msg("Ids have small letters a to z, digits and hyphens, at most 64, e.g. {0}", slug(wanted.id)));
  }
  if (const model::NodeIndex same = model::find_node(loaded.document, node.id); same != model::kNoNode) {
    return advise(at(error(ErrorKind::Refused, "duplicate-id", msg("The id “{0}” is taken", node.id.text)),
                     place_of(loaded, same)),
                  msg("Choose another id, or leave --id out to get a new one."));
  }
  model::Document after = loaded.document;
  const NodeId id = node.id;
  insert_nodes(after, where.parent, where.at, {std::move(node)});
  TRY(within_depth(after));
  TRY(write_back(workspace, loaded, after, {}, msg("Add {0} “{1}”", id.text, title), act));
  Found made = TRY(find_node(workspace, loaded.document.id().text + "/" + id.text, State{}));
  return Edited{loaded.document.id(), id, node_name(made.loaded, made.node), true, {}};
}

Result<Edited> move_node(Workspace& workspace, std::string_view node, const Where& wanted, const store::Act& act) {
  const Found found = TRY(find_for_edit(workspace, node));
  const Loaded& loaded = found.loaded;
  const Place place = place_of(loaded, found.node);
  if (found.node == 0)
    return at(error(ErrorKind::Refused, "whole-document", msg("The document itself cannot be moved")), place);
  const Spot where = TRY(spot(workspace, loaded, wanted, found.value().parent));
  const model::NodeIndex end = model::subtree_end(loaded.document, found.node);
  if (where.parent >= found.node && where.parent < end) {
    return advise(at(error(ErrorKind::Refused, "cycle", msg("A node cannot stand below itself")), place),
                  msg("Choose a parent outside of it."));
  }
  TRY(may_stand_in(loaded, found.value().kind, where.parent));
  model::Document changed = loaded.document;
  std::vector<model::Node> subtree = take_nodes(changed, found.node);
  const auto count = static_cast<model::NodeIndex>(subtree.size());
  const auto shifted = [&](model::NodeIndex index) {
    return index >= end ? index - count : std::min(index, found.node);
  };
  insert_nodes(changed, where.parent >= end ? where.parent - count : where.parent, shifted(where.at),
               std::move(subtree));
  TRY(within_depth(changed));
  const bool wrote = TRY(
      write_back(workspace, loaded, changed, {},
                 msg("Move {0} below {1}", found.value().id.text, loaded.document.nodes[where.parent].id.text), act));
  const Found moved = TRY(find_node(workspace, loaded.document.id().text + "/" + found.value().id.text, State{}));
  return Edited{loaded.document.id(), found.value().id, node_name(moved.loaded, moved.node), wrote, {}};
}

Result<Edited> remove_node(Workspace& workspace, std::string_view node, const store::Act& act) {
  const Found found = TRY(find_for_edit(workspace, node));
  const Loaded& loaded = found.loaded;
  const Place place = place_of(loaded, found.node);
  if (found.node == 0) {
    return advise(at(error(ErrorKind::Refused, "whole-document", msg("The document itself cannot be removed")), place),
                  msg("Remove its folder if you mean it; it stays in all saved versions."));
  }
  const Pointing pointing = TRY(pointing_into(workspace, loaded, found.node));
  if (!pointing.links.empty() || !pointing.texts.empty()) return still_referred_to(loaded, found.node, pointing);
  model::Document after = loaded.document;
  const std::vector<model::Node> gone = take_nodes(after, found.node);
  std::vector<store::Write> removed;
  for (const schema::ProseFile& file : loaded.prose_files) {
    const model::ProseName name = model::parse_prose_name(file.path.substr(file.path.rfind('/') + 1));
    const bool ours =
        std::any_of(gone.begin(), gone.end(), [&](const model::Node& one) { return one.id == name.node; });
    if (ours) removed.push_back({file.path, std::nullopt});
  }
  Edited edited{loaded.document.id(), found.value().id, node_name(loaded, found.node), true, {}};
  if (gone.size() > 1)
    edited.notes.push_back(
        counted(gone.size() - 1, "One node below it was removed with it.", "{0} nodes below it were removed with it."));
  TRY(write_back(workspace, loaded, after, std::move(removed), msg("Remove {0}", found.value().id.text), act));
  return edited;
}

}  // namespace zielbaum::workspace
