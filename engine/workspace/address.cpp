// Which node a user means, and what nodes are called.
#include <algorithm>

#include "base/utf8.h"
#include "text/text.h"
#include "workspace/files.h"
#include "xml/written_value.h"

namespace zielbaum::workspace {

namespace {

/// Nodes of a document that `text` may mean: the one with that id, else those with that number.
std::vector<model::NodeIndex> matches(const Loaded& loaded, const std::string& text) {
  const model::NodeIndex by_id = model::find_node(loaded.document, NodeId{text});
  if (by_id != model::kNoNode) return {by_id};
  std::vector<model::NodeIndex> found;
  const std::string wanted = folded(text);
  for (model::NodeIndex i = 0; i < loaded.numbers.size(); ++i) {
    if (!loaded.numbers[i].empty() && folded(loaded.numbers[i]) == wanted) found.push_back(i);
  }
  return found;
}

/// Of a node, what it is called in `lang` with and without its title: "Kapitel 2", "Maßnahme M 14 „Kiezbox“".
bool is_printed_as(const Loaded& loaded, model::NodeIndex index, const std::string& number, std::string_view lang,
                   const std::string& wanted) {
  model::Node node;
  node.kind = loaded.document.nodes[index].kind;
  if (!number.empty() && folded(compose::node_name(node, number, loaded.type, lang)) == wanted) return true;
  if (!wanted.ends_with("“") && !wanted.ends_with("”")) return false;
  node.title = loaded.document.nodes[index].title;
  return folded(compose::node_name(node, number, loaded.type, lang)) == wanted;
}

/// Nodes of a document that go by `text` where they are printed, in either language.
std::vector<model::NodeIndex> matches_in_print(const Loaded& loaded, const std::string& text) {
  std::vector<model::NodeIndex> found;
  const std::string wanted = folded(text);
  if (wanted.empty()) return found;
  for (const std::string& lang : {loaded.document.lang, std::string("de"), std::string("en")}) {
    if (!found.empty()) break;
    const std::vector<std::string> numbers = lang == loaded.document.lang
                                                 ? loaded.numbers
                                                 : schema::numbers(loaded.document, loaded.type, lang, loaded.counts);
    for (model::NodeIndex i = 0; i < numbers.size(); ++i) {
      if (folded(numbers[i]) == wanted || is_printed_as(loaded, i, numbers[i], lang, wanted)) found.push_back(i);
    }
  }
  return found;
}

Error ambiguous(std::string_view text, const std::vector<std::string>& candidates) {
  return advise(error(ErrorKind::Usage, "ambiguous-node", msg("“{0}” may mean several nodes", text)),
                msg("Say which: {0}", joined(candidates)));
}

std::string full_id(const Loaded& loaded, model::NodeIndex node) {
  const std::string id = loaded.document.nodes[node].id.text;
  return node == 0 ? id : loaded.document.id().text + "/" + id;
}

Error no_such_node(std::string_view text, const std::vector<const Loaded*>& searched) {
  Error failed = error(ErrorKind::NotFound, "unknown-node", msg("There is no node “{0}”", text));
  std::vector<std::string> names;
  std::vector<std::string> titles;
  for (const Loaded* loaded : searched) {
    for (model::NodeIndex i = 0; i < loaded->document.nodes.size(); ++i) {
      names.push_back(loaded->document.nodes[i].id.text);
      if (i < loaded->numbers.size() && !loaded->numbers[i].empty()) names.push_back(loaded->numbers[i]);
      titles.push_back(loaded->document.nodes[i].title);
    }
  }
  std::vector<std::string> near = nearest(text, names);
  if (near.empty()) {
    // Somebody who types a title means its node: answer with the id.
    for (const std::string& title : nearest(text, titles)) {
      for (const Loaded* loaded : searched) {
        for (const model::Node& node : loaded->document.nodes) {
          if (node.title == title && near.size() < 3) near.push_back(node.id.text);
        }
      }
    }
  }
  if (!near.empty()) return advise(std::move(failed), msg("Did you mean {0}?", joined(near)));
  return advise(std::move(failed), msg("“zielbaum tree” shows all nodes with their ids and numbers."));
}

Result<Found> find_in(const Workspace& workspace, const DocumentId& document, std::string_view rest,
                      const State& state) {
  Loaded loaded = TRY(load(workspace, document, state));
  std::vector<model::NodeIndex> found = matches(loaded, std::string(rest));
  if (found.empty()) found = matches_in_print(loaded, std::string(rest));
  if (found.size() == 1) return Found{std::move(loaded), found.front()};
  if (found.empty()) return no_such_node(document.text + "/" + std::string(rest), {&loaded});
  std::vector<std::string> candidates;
  for (const model::NodeIndex node : found) candidates.push_back(full_id(loaded, node));
  return ambiguous(rest, candidates);
}

}  // namespace

Result<Found> find_node(const Workspace& workspace, std::string_view text, const State& state) {
  State at = state;
  std::string_view name = text;
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  // A title may hold any sign.
  const bool ends_in_title = name.ends_with("“") || name.ends_with("”");
  const std::size_t mark = ends_in_title ? std::string_view::npos : name.rfind('@');
  const std::size_t slash = ends_in_title ? std::string_view::npos : name.find('/');
  const DocumentId document{std::string(slash == std::string_view::npos ? "" : name.substr(0, slash))};
  if (mark != std::string_view::npos && mark > 0) {
    const DocumentId whose = document.empty() && is_valid_id(name.substr(0, mark))
                                 ? DocumentId{std::string(name.substr(0, mark))}
                                 : document;
    Result<State> version = resolve(workspace, name.substr(mark + 1), whose);
    // "node@edition" of some document: the edition alone may be unique.
    if (!version && whose != document) version = resolve(workspace, name.substr(mark + 1), document);
    if (!version) return version.error();
    at = *version;
    name = name.substr(0, mark);
  }
  if (slash != std::string_view::npos && slash < name.size())
    return find_in(workspace, document, name.substr(slash + 1), at);

  const std::vector<DocumentId> all = TRY(documents(workspace, at));
  for (const DocumentId& id : all) {
    if (id.text == name) return find_in(workspace, id, name, at);
  }
  std::vector<Loaded> searched;
  std::vector<std::pair<std::size_t, model::NodeIndex>> found;
  std::optional<Error> unreadable;
  for (const DocumentId& id : all) {
    Result<Loaded> loaded = load(workspace, id, at);
    if (!loaded) {
      if (!unreadable) unreadable = loaded.error();
      continue;
    }
    for (const model::NodeIndex node : matches(*loaded, std::string(name))) found.emplace_back(searched.size(), node);
    searched.push_back(std::move(*loaded));
  }
  const bool asked_as_printed = found.empty();
  for (std::size_t which = 0; asked_as_printed && which < searched.size(); ++which) {
    for (const model::NodeIndex node : matches_in_print(searched[which], std::string(name)))
      found.emplace_back(which, node);
  }
  if (found.size() == 1) return Found{std::move(searched[found.front().first]), found.front().second};
  if (found.empty()) {
    // It may stand in the document that cannot be read.
    if (unreadable) return *unreadable;
    std::vector<const Loaded*> views;
    for (const Loaded& loaded : searched) views.push_back(&loaded);
    return no_such_node(name, views);
  }
  std::vector<std::string> candidates;
  for (const auto& [which, node] : found) candidates.push_back(full_id(searched[which], node));
  return ambiguous(name, candidates);
}

std::string node_name(const LoadedPart& loaded, model::NodeIndex node) {
  return compose::node_name(loaded.document.nodes[node], node < loaded.numbers.size() ? loaded.numbers[node] : "",
                            loaded.type, loaded.document.lang);
}

std::string value_text(const model::FieldValue& value, std::string_view lang) {
  return xml::written_text(value, interface_language(lang));
}

std::string target_name(const Workspace& workspace, const LoadedPart& loaded, const model::Target& target) {
  State state = loaded.state;
  if (!target.edition.empty()) {
    const DocumentId whose = target.document.empty() ? loaded.document.id() : target.document;
    const Result<State> edition = resolve(workspace, "edition:" + target.edition.text, whose);
    if (!edition) return "";
    state = *edition;
  }
  const bool own = target.document.empty() || target.document == loaded.document.id();
  if (own && target.edition.empty()) {
    const model::NodeIndex node = model::find_node(loaded.document, target.node);
    return node == model::kNoNode ? "" : node_name(loaded, node);
  }
  const Result<Loaded> other = load(workspace, own ? loaded.document.id() : target.document, state);
  if (!other) return "";
  const model::NodeIndex node = model::find_node(other->document, target.node);
  return node == model::kNoNode ? "" : node_name(*other, node);
}

Result<std::vector<LinkIn>> links_in(const Workspace& workspace, const Found& found) {
  std::vector<LinkIn> links;
  const DocumentId own = found.loaded.document.id();
  const NodeId wanted = found.value().id;
  const std::vector<DocumentId> all = TRY(documents(workspace, found.loaded.state));
  for (const DocumentId& id : all) {
    std::optional<Loaded> other;
    if (id != own) {
      Result<Loaded> loaded = load(workspace, id, found.loaded.state);
      if (!loaded) continue;
      other = std::move(*loaded);
    }
    const Loaded& from = other ? *other : found.loaded;
    for (model::NodeIndex i = 0; i < from.document.nodes.size(); ++i) {
      for (const model::Link& link : from.document.nodes[i].links) {
        const DocumentId& to = link.to.document.empty() ? id : link.to.document;
        if (to != own || link.to.node != wanted || !link.to.edition.empty()) continue;
        links.push_back({id, from.document.nodes[i].id, node_name(from, i), link.role});
      }
    }
  }
  return links;
}

}  // namespace zielbaum::workspace
