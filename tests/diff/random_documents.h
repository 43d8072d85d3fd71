// Random documents and random edits of them, for laws that hold of any two versions. Deterministic by seed.
#pragma once

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "model/document.h"

namespace zielbaum::test {

using Random = std::mt19937;

/// A number from 0 to `below` - 1. std::uniform_int_distribution differs between libraries.
inline std::size_t pick(Random& random, std::size_t below) {
  return below == 0 ? 0 : random() % below;
}
inline bool chance(Random& random, std::size_t percent) {
  return pick(random, 100) < percent;
}

inline std::string random_title(Random& random) {
  static const std::vector<std::string> words = {"Kiezbox", "Lernorte", "Bürgeramt", "Verkehrswende",
                                                 "Öffnung", "Daten",    "Teilhabe",  "2.0",
                                                 "Pilot",   "Straße",   "Register",  "Klima"};
  return words[pick(random, words.size())] + " " + words[pick(random, words.size())];
}

inline ContentId random_content(Random& random) {
  return ContentId{std::string(39, 'a') + static_cast<char>('0' + pick(random, 10))};
}

inline model::Field random_field(Random& random, const std::string& name) {
  model::Field field{name, {}};
  for (std::size_t i = 0; i <= pick(random, 3); ++i) {
    switch (pick(random, 5)) {
      case 0:
        field.values.push_back(model::Text{random_title(random)});
        break;
      case 1:
        field.values.push_back(model::Choice{"running"});
        break;
      case 2:
        field.values.push_back(model::Money{{static_cast<std::int64_t>(pick(random, 9)), 0}, "EUR"});
        break;
      case 3:
        field.values.push_back(model::PartyRef{PartyId{"senuvk"}, ""});
        break;
      default:
        field.values.push_back(model::Flag{chance(random, 50)});
        break;
    }
  }
  return field;
}

/// Everything about a node but its id and place, within the rules of model/document.h.
inline void randomize_parts(Random& random, model::Node& node) {
  static const std::vector<std::string> kinds = {"goal", "measure", "project"};
  node.kind = kinds[pick(random, kinds.size())];
  node.title = random_title(random);
  node.short_title = chance(random, 30) ? random_title(random) : "";
  node.sample = chance(random, 20);
  node.titles.clear();
  for (const char* lang : {"en", "fr", "tr"})
    if (chance(random, 30)) node.titles.push_back({lang, random_title(random)});
  node.fields.clear();
  for (const char* name : {"period", "status", "budget", "responsible", "involved"})
    if (chance(random, 40)) node.fields.push_back(random_field(random, name));
  if (chance(random, 20)) std::shuffle(node.fields.begin(), node.fields.end(), random);
  std::set<model::Link> links;
  while (chance(random, 40))
    links.insert({chance(random, 50) ? "serves" : "supports", {DocumentId{}, NodeId{random_title(random)}, {}}});
  node.links.assign(links.begin(), links.end());
  node.translations.clear();
  for (const char* lang : {"en", "fr"})
    if (chance(random, 20))
      node.translations.push_back(
          {lang, random_content(random), chance(random, 50) ? std::optional(random_content(random)) : std::nullopt});
  node.prose = chance(random, 60) ? std::optional(random_content(random)) : std::nullopt;
}

/// A document whose node ids are "n0".."n<pool - 1>", each at most once, in a random tree.
inline model::Document random_document(Random& random, std::size_t pool, std::size_t count) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < pool; ++i) ids.push_back("n" + std::to_string(i));
  std::shuffle(ids.begin(), ids.end(), random);
  model::Document document;
  document.type = "t";
  for (std::size_t i = 0; i < std::min(count, pool); ++i) {
    model::Node node;
    node.id.text = ids[i];
    randomize_parts(random, node);
    if (i > 0) {
      // In reading order the parent of the next node is the last one or one of its ancestors.
      model::NodeIndex parent = static_cast<model::NodeIndex>(i - 1);
      while (parent != 0 && chance(random, 55)) parent = document.nodes[parent].parent;
      node.parent = parent;
    }
    document.nodes.push_back(node);
  }
  return document;
}

/// A subtree, cut out or pasted: parents count from its own first node.
inline std::vector<model::Node> cut(model::Document& document, model::NodeIndex root) {
  const model::NodeIndex end = model::subtree_end(document, root);
  std::vector<model::Node> out(document.nodes.begin() + root, document.nodes.begin() + end);
  for (std::size_t i = 1; i < out.size(); ++i) out[i].parent -= root;
  document.nodes.erase(document.nodes.begin() + root, document.nodes.begin() + end);
  for (std::size_t i = root; i < document.nodes.size(); ++i)
    if (document.nodes[i].parent >= end && document.nodes[i].parent != model::kNoNode)
      document.nodes[i].parent -= end - root;
  return out;
}

/// Pastes below `parent` as its child number `place` (or the last).
inline void paste(model::Document& document, std::vector<model::Node> subtree, model::NodeIndex parent,
                  std::size_t place) {
  const std::vector<model::NodeIndex> siblings = model::children_of(document)[parent];
  const model::NodeIndex at = place < siblings.size() ? siblings[place] : model::subtree_end(document, parent);
  const auto size = static_cast<model::NodeIndex>(subtree.size());
  subtree.front().parent = parent;
  for (std::size_t i = 1; i < subtree.size(); ++i) subtree[i].parent += at;
  for (model::Node& node : document.nodes)
    if (node.parent != model::kNoNode && node.parent >= at) node.parent += size;
  document.nodes.insert(document.nodes.begin() + at, subtree.begin(), subtree.end());
}

/// One edit such as a writer makes: moves, reorders, removes or adds a subtree, or changes a node's parts.
inline void random_edit(Random& random, model::Document& document, std::size_t& next_id) {
  const auto node = static_cast<model::NodeIndex>(pick(random, document.nodes.size()));
  switch (pick(random, 4)) {
    case 0:
      if (node != 0) {
        std::vector<model::Node> subtree = cut(document, node);
        paste(document, subtree, static_cast<model::NodeIndex>(pick(random, document.nodes.size())), pick(random, 5));
      }
      break;
    case 1:
      if (node != 0 && chance(random, 40)) cut(document, node);
      break;
    case 2: {
      model::Node added;
      added.id.text = "new" + std::to_string(next_id++);
      randomize_parts(random, added);
      paste(document, {added}, node, pick(random, 5));
      break;
    }
    default:
      randomize_parts(random, document.nodes[node]);
      break;
  }
}

}  // namespace zielbaum::test
