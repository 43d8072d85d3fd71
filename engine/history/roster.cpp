#include <algorithm>
#include <set>

#include "history/outlines_internal.h"

namespace zielbaum::history {

Roster::Roster(const model::Document& document) : layout_(document.layout) {
  add(document);
}

void Roster::add(const model::Document& document) {
  for (const model::Node& node : document.nodes) {
    Entry entry{node.id.text, {}};
    for (const model::ProseTranslation& translation : node.translations) entry.languages.push_back(translation.lang);
    entries_.push_back(std::move(entry));
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.id < b.id; });
}

Roster Roster::with(const model::Document& before, const model::Document& after) const {
  Roster changed = *this;
  // The root stands in both only to hold the rest.
  std::set<std::string_view> gone;
  for (std::size_t i = 1; i < before.nodes.size(); ++i) gone.insert(before.nodes[i].id.text);
  std::erase_if(changed.entries_, [&](const Entry& entry) { return gone.contains(entry.id); });
  model::Document added = after;
  added.nodes.erase(added.nodes.begin());
  changed.add(added);
  return changed;
}

const Roster::Entry* Roster::find(const NodeId& node) const {
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), node.text,
                                   [](const Entry& entry, const std::string& id) { return entry.id < id; });
  return at != entries_.end() && at->id == node.text ? &*at : nullptr;
}

bool Roster::translates(const NodeId& node, std::string_view lang) const {
  const Entry* entry = find(node);
  return entry != nullptr &&
         std::find(entry->languages.begin(), entry->languages.end(), lang) != entry->languages.end();
}

}  // namespace zielbaum::history
