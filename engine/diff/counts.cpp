#include "diff/counts.h"

#include <algorithm>
#include <map>

#include "diff/field_parts.h"
#include "text/text.h"

namespace zielbaum::diff {

namespace {

Result<model::Prose> parsed(const std::optional<ContentId>& content, const model::ProseSource& source) {
  if (!content) return model::Prose{};
  return text::parse(TRY(source.read(*content))).prose;
}

}  // namespace

WordSum& WordSum::operator+=(const WordSum& more) {
  inserted += more.inserted;
  deleted += more.deleted;
  changed += more.changed;
  moved += more.moved;
  return *this;
}

Result<NodeCounts> count(const Change& change, const model::Parties& parties, const model::ProseSource& prose) {
  NodeCounts counts;
  counts.node = change.node;
  counts.what = diff::what(change);
  if (!change.added() && !change.removed() && only_renamed(change, parties))
    std::replace(counts.what.begin(), counts.what.end(), std::string_view("fields"), std::string_view("succession"));
  if (!change.prose.changed()) return counts;
  const model::Prose before = TRY(parsed(change.prose.before, prose));
  const model::Prose after = TRY(parsed(change.prose.after, prose));
  const ProseChange words = compare_prose(before, after);
  counts.words = {words.words_inserted, words.words_deleted, words.words_changed, words.words_moved};
  if (words.only_formatting && change.prose.before && change.prose.after)
    std::replace(counts.what.begin(), counts.what.end(), std::string_view("reworded"), std::string_view("formatted"));
  return counts;
}

Result<Counts> count(const model::Document& before, const model::Document& after, const Changes& changes,
                     const model::Parties& parties, const model::ProseSource& prose) {
  const model::Index old_nodes(before);
  const model::Index new_nodes(after);
  const auto kind_of = [&](const NodeId& node) -> std::string {
    if (const auto found = new_nodes.find(node.text); found != model::kNoNode) return after.nodes[found].kind;
    const auto found = old_nodes.find(node.text);
    return found == model::kNoNode ? "" : before.nodes[found].kind;
  };
  Counts all;
  std::map<std::string_view, std::size_t> by_what;
  std::map<std::string, std::size_t> by_kind;
  for (const Change& change : changes.nodes) {
    NodeCounts one = TRY(count(change, parties, prose));
    one.kind = kind_of(change.node);
    for (const std::string_view what : one.what) ++by_what[what];
    ++by_kind[one.kind];
    all.words += one.words;
    if (!change.added() && !change.removed()) all.words_in_kept += one.words;
    all.nodes.push_back(std::move(one));
  }
  for (const std::string_view what : kWhat) {
    if (by_what.contains(what)) all.by_what.push_back({std::string(what), by_what[what]});
  }
  for (const auto& [kind, nodes] : by_kind) all.by_kind.push_back({kind, nodes});
  return all;
}

}  // namespace zielbaum::diff
