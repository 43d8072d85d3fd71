#include "merge/parts_internal.h"

#include <algorithm>
#include <map>
#include <set>

#include "merge/describe_internal.h"

namespace zielbaum::merge {

namespace {

using model::Field;
using model::FieldValue;
using model::Node;

/// What is said of one thing in each version.
template <typename T>
using Three = std::array<T, 3>;

/// What only one side changed, or both alike.
template <typename T>
std::optional<T> settled(const Three<T>& three) {
  if (three[kOurs] == three[kTheirs] || three[kTheirs] == three[kBase]) return three[kOurs];
  if (three[kOurs] == three[kBase]) return three[kTheirs];
  return std::nullopt;
}

template <typename T>
bool holds(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

template <typename T>
bool has_repeats(const std::vector<T>& list) {
  for (auto one = list.begin(); one != list.end(); ++one)
    if (std::find(one + 1, list.end(), *one) != list.end()) return true;
  return false;
}

/// Values that say the same written alike, as in the base if it has them.
void write_alike(Three<std::vector<FieldValue>>& lists) {
  std::vector<FieldValue> of_sides = lists[kOurs];
  of_sides.insert(of_sides.end(), lists[kTheirs].begin(), lists[kTheirs].end());
  std::sort(of_sides.begin(), of_sides.end(), [](const auto& a, const auto& b) { return describe(a) < describe(b); });
  std::map<std::string, FieldValue> written;
  for (const auto* const list : {&lists[kBase], &of_sides})
    for (const FieldValue& value : *list) written.emplace(meaning(value), value);
  for (const Version side : kSides)
    for (FieldValue& value : lists[side]) value = written.at(meaning(value));
}

/// Whether both dropped values at one place, between two that all versions have, and did not put the same there for
/// them. A set has no places.
bool replaced_in_two_ways(const Three<std::vector<Handle>>& lists, model::Listing listing) {
  struct Place {
    std::size_t dropped = 0;
    Three<std::vector<Handle>> added;
  };
  std::map<Handle, Place> places;  // by what stands before
  for (const Version version : {kBase, kOurs, kTheirs}) {
    Handle last = kNone;
    for (const Handle one : lists[version]) {
      const bool was = holds(lists[kBase], one);
      const bool ours = holds(lists[kOurs], one);
      const bool theirs = holds(lists[kTheirs], one);
      if (was && ours && theirs && listing == model::Listing::Sequence) last = one;
      if (!was) places[last].added[version].push_back(one);
      if (!ours && !theirs) ++places[last].dropped;
    }
  }
  return std::any_of(places.begin(), places.end(), [](const auto& entry) {
    const auto& [dropped, added] = entry.second;
    if (added[kOurs] == added[kTheirs]) return false;
    const std::size_t both = std::min(added[kOurs].size(), added[kTheirs].size());
    return both < dropped ||
           !std::equal(added[kOurs].begin(), added[kOurs].begin() + static_cast<std::ptrdiff_t>(dropped),
                       added[kTheirs].begin());
  });
}

/// Lists of values that two sides changed: what either added and neither dropped. Nothing where both replaced the same
/// value, set values for the same year, or a value stands in a list twice: that is for people to decide.
std::optional<std::vector<FieldValue>> merged_values(const Three<std::vector<FieldValue>>& lists,
                                                     model::Listing listing) {
  std::vector<FieldValue> known;
  for (const auto& list : lists) {
    if (has_repeats(list)) return std::nullopt;
    known.insert(known.end(), list.begin(), list.end());
  }
  std::sort(known.begin(), known.end(), [](const auto& a, const auto& b) { return describe(a) < describe(b); });
  known.erase(std::unique(known.begin(), known.end()), known.end());
  Three<std::vector<Handle>> numbers;
  for (std::size_t version = 0; version < lists.size(); ++version)
    for (const FieldValue& value : lists[version])
      numbers[version].push_back(static_cast<Handle>(std::find(known.begin(), known.end(), value) - known.begin()));
  if (replaced_in_two_ways(numbers, listing)) return std::nullopt;
  std::vector<Handle> all;
  std::set<std::int16_t> years;
  for (Handle one = 0; one < known.size(); ++one) {
    Three<bool> has{};
    for (const Version version : {kBase, kOurs, kTheirs}) has[version] = holds(numbers[version], one);
    if (has[kBase] && (!has[kOurs] || !has[kTheirs])) continue;
    all.push_back(one);
    const auto* const of_year = std::get_if<model::YearValue>(&known[one]);
    if (of_year != nullptr && !years.insert(of_year->year).second) return std::nullopt;
  }
  for (auto& list : numbers) std::erase_if(list, [&](Handle one) { return !holds(all, one); });
  MergedOrder order = merge_orders(numbers, all);
  std::vector<FieldValue> out;
  for (const Handle one : order.order) out.push_back(known[one]);
  return out;
}

/// A period of which each side changed another end: both hold, unless it would end before it begins.
std::optional<std::vector<FieldValue>> merged_ends(const Three<std::vector<FieldValue>>& lists) {
  Three<std::optional<Date>> from;
  Three<std::optional<Date>> to;
  for (std::size_t version = 0; version < lists.size(); ++version) {
    const auto* const period = lists[version].size() == 1 ? std::get_if<Period>(&lists[version].front()) : nullptr;
    if (period == nullptr) return std::nullopt;
    from[version] = period->from;
    to[version] = period->to;
  }
  const auto begin = settled(from);
  const auto end = settled(to);
  if (!begin || !end || (!*begin && !*end)) return std::nullopt;
  const Period both{*begin, *end};
  return is_ordered(both) ? std::optional(std::vector<FieldValue>{both}) : std::nullopt;
}

class PartsMerge {
 public:
  PartsMerge(const Outlines& outlines, Handle node, const model::DocumentType& type, const MergeProse& prose,
             const Choices& choices, std::vector<Conflict>& conflicts)
      : type_(type), prose_(prose), choices_(choices), conflicts_(conflicts) {
    for (const Version version : {kBase, kOurs, kTheirs}) nodes_[version] = outlines.find(version, node);
  }

  Result<Node> merged() {
    if (nodes_[kOurs] == nullptr || nodes_[kTheirs] == nullptr) return alone();
    if (nodes_[kBase] == nullptr) return added_twice();
    Node out;
    out.id = nodes_[kBase]->id;
    out.kind = chosen(each(&Node::kind), ConflictSort::Kind);
    out.title = chosen(each(&Node::title), ConflictSort::Title);
    out.short_title = chosen(each(&Node::short_title), ConflictSort::ShortTitle);
    out.sample = chosen(each(&Node::sample), ConflictSort::Sample);
    merge_titles(out);
    merge_fields(out);
    merge_links(out);
    TRY(merge_translations(out));
    out.prose = TRY(text(each(&Node::prose), ""));
    return out;
  }

 private:
  /// One version has it, or one side and the base.
  Node alone() const { return *(nodes_[kOurs] != nullptr ? nodes_[kOurs] : nodes_[kTheirs]); }

  Node added_twice() {
    Node ours = *nodes_[kOurs];
    Node theirs = *nodes_[kTheirs];
    ours.parent = theirs.parent = model::kNoNode;
    if (ours == theirs) return ours;
    const Conflict conflict{ConflictSort::Twice, ours.id, ""};
    if (const std::optional<Version> side = choices_.side(conflict); side && *side != kBase)
      return *side == kOurs ? ours : theirs;
    conflicts_.push_back(conflict);
    return describe(ours) < describe(theirs) ? ours : theirs;
  }

  template <typename T>
  Three<T> each(T Node::*part) const {
    return {nodes_[kBase]->*part, nodes_[kOurs]->*part, nodes_[kTheirs]->*part};
  }

  template <typename T>
  T chosen(const Three<T>& three, ConflictSort sort, const std::string& part = "") {
    const std::optional<T> one = settled(three);
    return one ? *one : decided(three, {sort, nodes_[kBase]->id, part});
  }

  /// What people chose; else as it was.
  template <typename T>
  T decided(const Three<T>& three, const Conflict& conflict) {
    const std::optional<Version> side = choices_.side(conflict);
    if (!side) conflicts_.push_back(conflict);
    return three[side.value_or(kBase)];
  }

  template <typename T, typename Name>
  std::vector<std::string> names(std::vector<T> Node::*list, const Name& name) const {
    std::set<std::string> known;
    for (const Node* const node : nodes_)
      for (const T& one : node->*list) known.insert(name(one));
    return {known.begin(), known.end()};
  }

  template <typename T, typename Name>
  Three<std::optional<T>> named(std::vector<T> Node::*list, const Name& name, const std::string& wanted) const {
    Three<std::optional<T>> out;
    for (std::size_t version = 0; version < nodes_.size(); ++version)
      for (const T& one : nodes_[version]->*list)
        if (name(one) == wanted) out[version] = one;
    return out;
  }

  void merge_titles(Node& out) {
    const auto lang = [](const model::Translated& title) { return title.lang; };
    for (const std::string& one : names(&Node::titles, lang)) {
      const std::optional<model::Translated> title = chosen(named(&Node::titles, lang, one), ConflictSort::Title, one);
      if (title) out.titles.push_back(*title);
    }
  }

  /// In the order of the type.
  void merge_fields(Node& out) {
    if (std::optional<std::vector<Field>> fields = settled(each(&Node::fields))) {
      out.fields = std::move(*fields);
      return;
    }
    const model::KindRule* const kind = type_.kind(out.kind);
    const std::vector<model::FieldRule> rules = kind == nullptr ? std::vector<model::FieldRule>() : kind->fields;
    const auto rule_of = [&](const std::string& name) {
      return std::find_if(rules.begin(), rules.end(), [&](const auto& rule) { return rule.name == name; });
    };
    const auto name = [](const Field& field) { return field.name; };
    std::vector<std::string> all = names(&Node::fields, name);
    std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return rule_of(a) < rule_of(b); });
    for (const std::string& one : all) {
      const auto rule = rule_of(one);
      const model::Listing listing = rule == rules.end() ? model::Listing::Single : rule->listing;
      const std::optional<Field> field = merged_field(named(&Node::fields, name, one), one, listing);
      if (field) out.fields.push_back(*field);
    }
  }

  std::optional<Field> merged_field(const Three<std::optional<Field>>& three, const std::string& name,
                                    model::Listing listing) {
    if (std::optional<std::optional<Field>> field = settled(three)) return *field;
    Three<std::vector<FieldValue>> lists;
    for (std::size_t version = 0; version < three.size(); ++version)
      if (three[version]) lists[version] = three[version]->values;
    write_alike(lists);
    std::optional<std::vector<FieldValue>> values = settled(lists);
    if (!values) values = merged_ends(lists);
    if (!values && listing != model::Listing::Single) values = merged_values(lists, listing);
    if (!values) return decided(three, {ConflictSort::Field, nodes_[kBase]->id, name});
    return values->empty() ? std::nullopt : std::optional(Field{name, std::move(*values)});
  }

  void merge_links(Node& out) {
    std::set<model::Link> all;
    for (const Node* const node : nodes_) all.insert(node->links.begin(), node->links.end());
    for (const model::Link& link : all) {
      const bool was = holds(nodes_[kBase]->links, link);
      const bool ours = holds(nodes_[kOurs]->links, link);
      const bool theirs = holds(nodes_[kTheirs]->links, link);
      if (was ? ours && theirs : ours || theirs) out.links.push_back(link);
    }
  }

  Result<std::optional<ContentId>> text(const Three<std::optional<ContentId>>& three, const std::string& lang) {
    if (std::optional<std::optional<ContentId>> content = settled(three)) return *content;
    const Conflict conflict{ConflictSort::Prose, nodes_[kBase]->id, lang};
    const Choice* const choice = choices_.find(conflict);
    if (choice != nullptr && choice->text) return choice->text;
    if (!three[kOurs] || !three[kTheirs]) return decided(three, conflict);
    const Side where_both = choice == nullptr ? Side::Base : choice->side;
    const MergedProse merged = TRY(prose_(three[kBase], *three[kOurs], *three[kTheirs], where_both));
    if (merged.conflict && choice == nullptr) conflicts_.push_back(conflict);
    return merged.content;
  }

  Result<void> merge_translations(Node& out) {
    const auto lang = [](const model::ProseTranslation& translation) { return translation.lang; };
    for (const std::string& one : names(&Node::translations, lang)) {
      const Three<std::optional<model::ProseTranslation>> three = named(&Node::translations, lang, one);
      if (!three[kOurs] || !three[kTheirs]) {
        const std::optional<model::ProseTranslation> kept = chosen(three, ConflictSort::Prose, one);
        if (kept) out.translations.push_back(*kept);
        continue;
      }
      model::ProseTranslation merged = *three[kOurs];
      Three<std::optional<ContentId>> texts;
      Three<std::optional<ContentId>> bases;
      for (std::size_t version = 0; version < three.size(); ++version) {
        if (!three[version]) continue;
        texts[version] = three[version]->prose;
        bases[version] = three[version]->basis;
      }
      merged.prose = TRY(text(texts, one));
      // Made from two originals, it is made from neither that the result has: it counts as one of the text before.
      const std::optional<ContentId> basis = settled(bases).value_or(bases[kBase]);
      merged.basis = basis ? *basis : std::min(three[kOurs]->basis, three[kTheirs]->basis);
      out.translations.push_back(std::move(merged));
    }
    return {};
  }

  const model::DocumentType& type_;
  const MergeProse& prose_;
  const Choices& choices_;
  std::vector<Conflict>& conflicts_;
  Three<const Node*> nodes_{};
};

}  // namespace

Result<Node> merge_parts(const Outlines& outlines, Handle node, const model::DocumentType& type,
                         const MergeProse& prose, const Choices& choices, std::vector<Conflict>& conflicts) {
  return PartsMerge(outlines, node, type, prose, choices, conflicts).merged();
}

}  // namespace zielbaum::merge
