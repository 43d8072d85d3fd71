#include <algorithm>
#include <iterator>
#include <set>

#include "history/trees_internal.h"

namespace zielbaum::history {

Roster::Roster(const model::Document& document) : layout_(document.layout) {
  add(document.nodes.begin(), document.nodes.end());
}

void Roster::add(Nodes begin, Nodes end) {
  const auto by_id = [](const Entry& a, const Entry& b) { return a.id < b.id; };
  const auto known = static_cast<std::ptrdiff_t>(entries_.size());
  for (; begin != end; ++begin) {
    Entry entry{begin->id.text, {}};
    for (const model::ProseTranslation& translation : begin->translations) entry.languages.push_back(translation.lang);
    entries_.push_back(std::move(entry));
  }
  std::sort(entries_.begin() + known, entries_.end(), by_id);
  std::inplace_merge(entries_.begin(), entries_.begin() + known, entries_.end(), by_id);
}

Roster Roster::with(const model::Document& before, const model::Document& after) const {
  std::set<std::string_view> gone;
  for (const model::Node& node : before.nodes) gone.insert(node.id.text);
  Roster changed;
  changed.layout_ = after.layout;
  std::copy_if(entries_.begin(), entries_.end(), std::back_inserter(changed.entries_),
               [&](const Entry& entry) { return !gone.contains(entry.id); });
  changed.add(after.nodes.begin(), after.nodes.end());
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
