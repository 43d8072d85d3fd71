#include "merge/parts_internal.h"

#include <algorithm>
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

/// Of two lists of names in three versions.
std::vector<std::string> merged_names(const Three<std::vector<std::string>>& lists) {
  std::set<std::string> known;
  for (const auto& list : lists) known.insert(list.begin(), list.end());
  const std::vector<std::string> names(known.begin(), known.end());
  const auto number = [&](const std::string& name) {
    return static_cast<Handle>(std::lower_bound(names.begin(), names.end(), name) - names.begin());
  };
  Three<std::vector<Handle>> numbers;
  for (std::size_t version = 0; version < lists.size(); ++version)
    for (const std::string& name : lists[version]) numbers[version].push_back(number(name));
  std::vector<Handle> all;
  for (Handle i = 0; i < names.size(); ++i) all.push_back(i);
  std::vector<std::string> out;
  for (const Handle one : merge_orders(numbers, all).order) out.push_back(names[one]);
  return out;
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

/// Lists of values that two sides changed: what either added and neither dropped. Nothing where both replaced the same
/// value, set values for the same year, or a value stands in a list twice: that is for people to decide.
std::optional<std::vector<FieldValue>> merged_values(const Three<std::vector<FieldValue>>& lists) {
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
  Three<std::vector<Handle>> added;
  std::vector<Handle> all;
  std::set<std::int16_t> years;
  bool both_dropped = false;
  for (Handle one = 0; one < known.size(); ++one) {
    Three<bool> has{};
    for (const Version version : {kBase, kOurs, kTheirs}) has[version] = holds(numbers[version], one);
    for (const Version side : kSides)
      if (has[side] && !has[kBase]) added[side].push_back(one);
    both_dropped = both_dropped || (has[kBase] && !has[kOurs] && !has[kTheirs]);
    if (has[kBase] && (!has[kOurs] || !has[kTheirs])) continue;
    all.push_back(one);
    const auto* const of_year = std::get_if<model::YearValue>(&known[one]);
    if (of_year != nullptr && !years.insert(of_year->year).second) return std::nullopt;
  }
  if (both_dropped && added[kOurs] != added[kTheirs]) return std::nullopt;
  for (auto& list : numbers) std::erase_if(list, [&](Handle one) { return !holds(all, one); });
  MergedOrder order = merge_orders(numbers, all);
  std::vector<FieldValue> out;
  for (const Handle one : order.order) out.push_back(known[one]);
  return out;
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
    if (three[kOurs] == three[kTheirs] || three[kTheirs] == three[kBase]) return three[kOurs];
    if (three[kOurs] == three[kBase]) return three[kTheirs];
    return decided(three, {sort, nodes_[kBase]->id, part});
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
    Three<std::vector<std::string>> all;
    for (std::size_t version = 0; version < nodes_.size(); ++version)
      for (const T& one : nodes_[version]->*list) all[version].push_back(name(one));
    return merged_names(all);
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
    std::sort(out.titles.begin(), out.titles.end(), [](const auto& a, const auto& b) { return a.lang < b.lang; });
  }

  void merge_fields(Node& out) {
    const auto name = [](const Field& field) { return field.name; };
    for (const std::string& one : names(&Node::fields, name)) {
      const std::optional<Field> field = merged_field(named(&Node::fields, name, one), one);
      if (field) out.fields.push_back(*field);
    }
  }

  std::optional<Field> merged_field(const Three<std::optional<Field>>& three, const std::string& name) {
    if (is_list(name) && three[kOurs] != three[kTheirs] && three[kOurs] != three[kBase] &&
        three[kTheirs] != three[kBase]) {
      Three<std::vector<FieldValue>> lists;
      for (std::size_t version = 0; version < three.size(); ++version)
        if (three[version]) lists[version] = three[version]->values;
      if (std::optional<std::vector<FieldValue>> values = merged_values(lists))
        return values->empty() ? std::nullopt : std::optional(Field{name, std::move(*values)});
    }
    return chosen(three, ConflictSort::Field, name);
  }

  [[nodiscard]] bool is_list(const std::string& name) const {
    const model::KindRule* const kind = type_.kind(nodes_[kBase]->kind);
    if (kind == nullptr) return false;
    const auto rule = std::find_if(kind->fields.begin(), kind->fields.end(),
                                   [&](const model::FieldRule& field) { return field.name == name; });
    return rule != kind->fields.end() && rule->listing != model::Listing::Single;
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
    if (three[kOurs] == three[kTheirs] || three[kTheirs] == three[kBase]) return three[kOurs];
    if (three[kOurs] == three[kBase]) return three[kTheirs];
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
      const std::optional<ContentId> basis = chosen(bases, ConflictSort::Prose, one);
      // Made from different originals and not known before: the older claim is the safe one.
      merged.basis = basis ? *basis : std::min(three[kOurs]->basis, three[kTheirs]->basis);
      out.translations.push_back(std::move(merged));
    }
    std::sort(out.translations.begin(), out.translations.end(),
              [](const auto& a, const auto& b) { return a.lang < b.lang; });
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
