#include <algorithm>
#include <compare>

#include "diff/diff.h"
#include "diff/order.h"
#include "diff/structure_internal.h"

namespace zielbaum::diff {

namespace {

using model::Document;
using model::Field;
using model::kNoNode;
using model::Node;
using model::NodeIndex;

template <typename T>
Became<T> became(std::optional<T> before, std::optional<T> after) {
  return {std::move(before), std::move(after)};
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

/// Merges two lists that are sorted by `key` into what became of each element; equal ones are left out.
template <typename T, typename Key>
std::vector<Became<T>> compare_sorted(const std::vector<T>& before, const std::vector<T>& after, Key key) {
  std::vector<Became<T>> out;
  auto a = before.begin();
  auto b = after.begin();
  while (a != before.end() || b != after.end()) {
    if (b == after.end() || (a != before.end() && key(*a) < key(*b))) {
      out.push_back({*a++, std::nullopt});
    } else if (a == before.end() || key(*b) < key(*a)) {
      out.push_back({std::nullopt, *b++});
    } else {
      if (!(*a == *b)) out.push_back({*a, *b});
      ++a, ++b;
    }
  }
  return out;
}

std::size_t place_of(const std::vector<Field>& fields, const std::string& name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
  return static_cast<std::size_t>(found - fields.begin());
}

/// Sorted by name, so that they stand alike in both directions.
std::vector<FieldChange> compare_fields(const std::vector<Field>& before, const std::vector<Field>& after) {
  std::vector<Placed> common;
  for (const Field& field : after) {
    const std::size_t old_place = place_of(before, field.name);
    if (old_place < before.size()) common.push_back({old_place, field.name});
  }
  const std::vector<bool> kept = kept_in_order(common);

  std::vector<FieldChange> out;
  std::size_t seen = 0;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const Field& field = after[i];
    const std::size_t old_place = place_of(before, field.name);
    if (old_place == before.size()) {
      out.push_back({field.name, {std::nullopt, field}, {std::nullopt, i}});
      continue;
    }
    const bool in_place = kept[seen++];
    if (!in_place) {
      out.push_back({field.name, {before[old_place], field}, {old_place, i}});
    } else if (!(before[old_place] == field)) {
      out.push_back({field.name, {before[old_place], field}, {}});
    }
  }
  for (std::size_t i = 0; i < before.size(); ++i)
    if (place_of(after, before[i].name) == after.size())
      out.push_back({before[i].name, {before[i], std::nullopt}, {i, std::nullopt}});
  std::sort(out.begin(), out.end(), [](const FieldChange& a, const FieldChange& b) { return a.field < b.field; });
  return out;
}

/// All that differs between two nodes but their place; `absent` stands for a node that the version does not have.
Change compare_parts(const Node* before, const Node* after) {
  static const Node absent;
  const Node& a = before == nullptr ? absent : *before;
  const Node& b = after == nullptr ? absent : *after;
  Change change;
  change.node = before == nullptr ? b.id : a.id;
  const auto of = [&](const Node* node, auto value) { return node == nullptr ? std::nullopt : std::optional(value); };
  const bool in_both = before != nullptr && after != nullptr;
  if (!in_both || a.kind != b.kind) change.kind = {of(before, a.kind), of(after, b.kind)};
  if (!in_both || a.title != b.title) change.title = {of(before, a.title), of(after, b.title)};
  if (a.short_title != b.short_title) change.short_title = {unless_empty(a.short_title), unless_empty(b.short_title)};
  if (a.sample != b.sample) change.sample = {of(before, a.sample), of(after, b.sample)};
  if (!(a.titles == b.titles))
    change.titles = compare_sorted(a.titles, b.titles, [](const auto& x) { return std::string_view(x.lang); });
  if (!(a.fields == b.fields)) change.fields = compare_fields(a.fields, b.fields);
  if (!(a.links == b.links))
    change.links = compare_sorted(a.links, b.links, [](const auto& x) -> const model::Link& { return x; });
  if (a.prose != b.prose) change.prose = became(a.prose, b.prose);
  if (!(a.translations == b.translations))
    change.translations =
        compare_sorted(a.translations, b.translations, [](const auto& x) { return std::string_view(x.lang); });
  return change;
}

bool same_parts(const Node& a, const Node& b) {
  return a.kind == b.kind && a.sample == b.sample && a.prose == b.prose && a.title == b.title &&
         a.short_title == b.short_title && a.titles == b.titles && a.fields == b.fields && a.links == b.links &&
         a.translations == b.translations;
}

}  // namespace

Changes compare(const Document& before, const Document& after) {
  Changes changes;
  const Structure structure = overlay(before, after);
  for (const Step& step : outline(before, after, structure)) {
    if (step.old_place) continue;
    const Node* a = step.before == kNoNode ? nullptr : &before.nodes[step.before];
    const Node* b = step.after == kNoNode ? nullptr : &after.nodes[step.after];
    const bool displaced = b != nullptr && structure.displaced[step.after];
    if (a != nullptr && b != nullptr && !displaced && same_parts(*a, *b)) continue;
    Change change = compare_parts(a, b);
    if (a == nullptr || b == nullptr || displaced) {
      if (a != nullptr)
        change.place.before = Place{parent_id(before, step.before), structure.place_before[step.before]};
      if (b != nullptr) change.place.after = Place{parent_id(after, step.after), structure.place_after[step.after]};
    }
    changes.nodes.push_back(std::move(change));
  }
  if (before.type != after.type) changes.type = {before.type, after.type};
  if (before.type_version != after.type_version) changes.type_version = {before.type_version, after.type_version};
  if (before.lang != after.lang) changes.lang = {before.lang, after.lang};
  if (before.layout != after.layout) changes.layout = {before.layout, after.layout};
  return changes;
}

}  // namespace zielbaum::diff
