#include "compose/comparison_internal.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include "compose/edit_runs_internal.h"
#include "compose/words_for.h"
#include "schema/schema.h"
#include "text/text.h"

namespace zielbaum::compose {

namespace {

using model::kNoNode;
using model::Node;
using model::NodeIndex;

const Node* node_at(const Source& source, NodeIndex index) {
  return index == kNoNode ? nullptr : &source.document.nodes[index];
}

diff::Edit edit_of(diff::EditKind kind, std::string text) {
  diff::Edit edit;
  edit.kind = kind;
  edit.run.text = std::move(text);
  return edit;
}

diff::Edits side_of(const diff::Edits& edits, diff::EditKind left_out) {
  diff::Edits out;
  for (const diff::Edit& edit : edits)
    if (edit.kind != left_out) out.push_back(edit);
  return out;
}

/// Word by word, for texts that are more than a name.
ComparedFact worded(std::string label, const std::string& before, const std::string& after) {
  ComparedFact out;
  out.label = std::move(label);
  out.both = diff::compare_text(before, after);
  out.before = side_of(out.both, diff::EditKind::Inserted);
  out.after = side_of(out.both, diff::EditKind::Deleted);
  return out;
}

/// Value by value: each stands on its side as it is, marked where the other side does not have it.
ComparedFact listed(std::string label, const std::vector<std::string>& before, const std::vector<std::string>& after) {
  const auto side = [](const std::vector<std::string>& own, const std::vector<std::string>& other,
                       diff::EditKind differs) {
    diff::Edits out;
    for (const std::string& value : own) {
      if (!out.empty()) out.push_back(edit_of(diff::EditKind::Same, "; "));
      const bool kept = std::find(other.begin(), other.end(), value) != other.end();
      out.push_back(edit_of(kept ? diff::EditKind::Same : differs, value));
    }
    return out;
  };
  ComparedFact out;
  out.label = std::move(label);
  out.before = side(before, after, diff::EditKind::Deleted);
  out.after = side(after, before, diff::EditKind::Inserted);
  for (const ListedItem& item : interleaved(before, after)) {
    if (item.separator) {
      out.both.push_back(edit_of(*item.separator, "\n"));
      out.both.back().run.kind = model::RunKind::LineBreak;
    }
    out.both.push_back(edit_of(item.kind, (item.kind == diff::EditKind::Deleted ? before : after)[item.index]));
  }
  return out;
}

std::vector<std::string> if_any(const std::string& text) {
  return text.empty() ? std::vector<std::string>{} : std::vector<std::string>{text};
}

/// The values of a field on both sides.
struct FieldWords {
  std::vector<std::string> before;
  std::vector<std::string> after;
};

class FactCollector {
 public:
  FactCollector(const Compared& compared, const diff::Step& step, Facts which)
      : compared_(compared),
        old_(node_at(compared.before, step.before)),
        new_(node_at(compared.after, step.after)),
        which_(which) {}

  std::vector<ComparedFact> collect() {
    const auto of = [](const Node* node, auto member) {
      return node == nullptr ? std::decay_t<decltype(node->*member)>{} : node->*member;
    };
    add(listed(say(msg("Kind")), if_any(kind(compared_.before, old_)), if_any(kind(compared_.after, new_))),
        old_ != nullptr && new_ != nullptr && old_->kind != new_->kind);
    const std::string old_short = of(old_, &Node::short_title);
    const std::string new_short = of(new_, &Node::short_title);
    add(listed(say(msg("Short title")), if_any(old_short), if_any(new_short)),
        which_ == Facts::All || old_short != new_short);
    // Of a node that is new or gone these say nothing that its text does not say.
    const bool in_both = old_ != nullptr && new_ != nullptr;
    if (in_both) add_translated(of(old_, &Node::titles), of(new_, &Node::titles));
    if (in_both && old_->sample != new_->sample) {
      const auto sample = [&](const Node* node) { return say(node->sample ? msg("yes") : msg("no")); };
      add(listed(say(msg("Sample text")), if_any(sample(old_)), if_any(sample(new_))), true);
    }
    add_fields();
    add_links();
    add_prose_translations(of(old_, &Node::translations), of(new_, &Node::translations));
    return std::move(out_);
  }

 private:
  std::string say(const Message& message) const { return render(message, compared_.language); }
  std::string_view lang() const { return tag_of(compared_.language); }

  void add(ComparedFact fact, bool wanted) {
    if (wanted && (!fact.before.empty() || !fact.after.empty())) out_.push_back(std::move(fact));
  }

  std::string kind(const Source& source, const Node* node) const {
    if (node == nullptr) return {};
    const model::KindRule* const rule = source.type.kind(node->kind);
    return rule == nullptr ? node->kind : std::string(model::in_language(rule->label, lang()));
  }

  void add_translated(const std::vector<model::Translated>& before, const std::vector<model::Translated>& after) {
    std::map<std::string, std::pair<std::string, std::string>> by_lang;
    for (const model::Translated& title : before) by_lang[title.lang].first = title.text;
    for (const model::Translated& title : after) by_lang[title.lang].second = title.text;
    for (const auto& [tag, texts] : by_lang)
      add(worded(say(msg("Title ({0})", tag)), texts.first, texts.second),
          which_ == Facts::All || texts.first != texts.second);
  }

  /// Names of the fields of both sides: in the order of the types, those that no type knows at the end.
  std::vector<std::string> field_names() const {
    std::vector<std::string> names;
    const auto add_name = [&](const std::string& name) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    };
    const auto add_rules = [&](const Source& source, const Node* node) {
      const model::KindRule* const rule = node == nullptr ? nullptr : source.type.kind(node->kind);
      if (rule == nullptr) return;
      for (const model::FieldRule& field : rule->fields) add_name(field.name);
    };
    add_rules(compared_.after, new_);
    add_rules(compared_.before, old_);
    for (const Node* node : {new_, old_})
      if (node != nullptr)
        for (const model::Field& field : node->fields) add_name(field.name);
    return names;
  }

  void add_fields() {
    for (const std::string& name : field_names()) {
      const model::Field* const before = old_ == nullptr ? nullptr : model::find_field(*old_, name);
      const model::Field* const after = new_ == nullptr ? nullptr : model::find_field(*new_, name);
      if (before == nullptr && after == nullptr) continue;
      const bool equal = before != nullptr && after != nullptr && *before == *after;
      if (equal && which_ == Facts::Changed) continue;
      const model::FieldRule old_rule = rule_of(compared_.before, old_, name);
      const model::FieldRule new_rule = new_ == nullptr ? old_rule : rule_of(compared_.after, new_, name);
      const auto [old_values, new_values] = values(before, old_rule, after, new_rule);
      const std::string label(model::in_language(new_rule.label, lang()));
      const bool is_text = new_rule.type == model::FieldType::Text && old_values.size() == 1 && new_values.size() == 1;
      ComparedFact fact =
          is_text ? worded(label, old_values.front(), new_values.front()) : listed(label, old_values, new_values);
      fact.field = name;
      add(std::move(fact), true);
    }
  }

  model::FieldRule rule_of(const Source& source, const Node* node, const std::string& name) const {
    const model::KindRule* const kind_rule = node == nullptr ? nullptr : source.type.kind(node->kind);
    const model::FieldRule* const rule = kind_rule == nullptr ? nullptr : model::find_field(*kind_rule, name);
    if (rule != nullptr && !rule->label.empty()) return *rule;
    model::FieldRule unknown = rule == nullptr ? model::FieldRule{} : *rule;
    unknown.name = name;
    unknown.label["de"] = name;
    return unknown;
  }

  /// Where a value reads like another one that is not the same, both are told apart.
  FieldWords values(const model::Field* before, const model::FieldRule& old_rule, const model::Field* after,
                    const model::FieldRule& new_rule) const {
    const FieldWords plain{values(before, old_rule, compared_.before.parties),
                           values(after, new_rule, compared_.after.parties)};
    FieldWords out = plain;
    for (std::size_t i = 0; i < plain.before.size(); ++i) {
      for (std::size_t j = 0; j < plain.after.size(); ++j) {
        if (plain.before[i] != plain.after[j] || before->values[i] == after->values[j]) continue;
        out.before[i] = told_apart(before->values[i], plain.before[i], compared_.before.parties);
        out.after[j] = told_apart(after->values[j], plain.after[j], compared_.after.parties);
      }
    }
    // A value that stays reads the same on both sides.
    for (std::size_t i = 0; i < plain.before.size(); ++i) {
      for (std::size_t j = 0; j < plain.after.size(); ++j) {
        if (plain.before[i] != plain.after[j] || !(before->values[i] == after->values[j])) continue;
        if (out.before[i] != plain.before[i]) out.after[j] = out.before[i];
        if (out.after[j] != plain.after[j]) out.before[i] = out.after[j];
      }
    }
    return out;
  }

  std::vector<std::string> values(const model::Field* field, const model::FieldRule& rule,
                                  const model::Parties& parties) const {
    std::vector<std::string> out;
    if (field == nullptr) return out;
    for (const model::FieldValue& value : field->values) out.push_back(value_for_people(value, rule, parties, lang()));
    return out;
  }

  void add_links() {
    std::set<model::Link> links;
    for (const Node* node : {old_, new_})
      if (node != nullptr) links.insert(node->links.begin(), node->links.end());
    for (const model::Link& link : links) {
      const auto has = [&](const Node* node) {
        return node != nullptr && std::find(node->links.begin(), node->links.end(), link) != node->links.end();
      };
      const bool before = has(old_);
      const bool after = has(new_);
      if (before && after && which_ == Facts::Changed) continue;
      const Source& source = after ? compared_.after : compared_.before;
      const std::string name = target(source, after ? compared_.new_numbers : compared_.old_numbers, link.to);
      ComparedFact fact = listed(role(source, link.role), if_any(before ? name : ""), if_any(after ? name : ""));
      fact.is_link = true;
      fact.target = model::to_string(link.to);
      add(std::move(fact), true);
    }
  }

  std::string role(const Source& source, const std::string& name) const {
    if (name == model::kPredecessor) return say(msg("developed from"));
    const model::RoleRule* const rule = source.type.role(name);
    return rule == nullptr || rule->label.empty() ? name : std::string(model::in_language(rule->label, lang()));
  }

  std::string target(const Source& source, const std::vector<std::string>& numbers, const model::Target& to) const {
    if (to.document.empty() && to.edition.empty()) {
      const NodeIndex found = model::find_node(source.document, to.node);
      if (found == kNoNode) return to_string(to);
      return numbers[found].empty() ? source.document.nodes[found].title
                                    : numbers[found] + " " + source.document.nodes[found].title;
    }
    const std::optional<Elsewhere> there = source.elsewhere ? source.elsewhere(to) : std::nullopt;
    if (!there) return to_string(to);
    return (there->number.empty() ? "" : there->number + " ") + there->title + " (" + there->document_title + ")";
  }

  void add_prose_translations(const std::vector<model::ProseTranslation>& before,
                              const std::vector<model::ProseTranslation>& after) {
    using Sides = std::pair<const model::ProseTranslation*, const model::ProseTranslation*>;
    std::map<std::string, Sides> by_lang;
    for (const model::ProseTranslation& translation : before) by_lang[translation.lang].first = &translation;
    for (const model::ProseTranslation& translation : after) by_lang[translation.lang].second = &translation;
    for (const auto& [tag, sides] : by_lang) {
      const auto& [a, b] = sides;
      if (a != nullptr && b != nullptr && *a == *b) continue;
      const std::string there = say(msg("present"));
      const std::string now = a == nullptr ? there : say(msg("present, changed"));
      ComparedFact fact = listed(say(msg("Translation ({0})", tag)), if_any(a == nullptr ? "" : there),
                                 if_any(b == nullptr ? "" : now));
      fact.told = say(a == nullptr ? msg("new") : b == nullptr ? msg("dropped") : msg("changed"));
      add(std::move(fact), true);
    }
  }

  const Compared& compared_;
  const Node* old_;
  const Node* new_;
  Facts which_;
  std::vector<ComparedFact> out_;
};

Result<model::Prose> prose_of(const Source& source, NodeIndex index) {
  if (index == kNoNode || !source.document.nodes[index].prose) return model::Prose{};
  const std::string markdown = TRY(source.prose.read(*source.document.nodes[index].prose));
  return text::parse(markdown).prose;
}

std::string heading(const Source& source, const std::vector<std::string>& numbers, NodeIndex index) {
  if (index == kNoNode) return {};
  const std::string& number = numbers[index];
  const std::string& title = source.document.nodes[index].title;
  return number.empty() ? title : number + " " + title;
}

/// How a place is called: the number that a node has there, else the parent it hangs below.
std::string place(const Source& source, const std::vector<std::string>& numbers, NodeIndex index, Language language) {
  if (!numbers[index].empty()) return numbers[index];
  const NodeIndex parent = source.document.nodes[index].parent;
  if (parent == kNoNode) return render(msg("at the top"), language);
  return render(msg("below “{0}”", heading(source, numbers, parent)), language);
}

}  // namespace

std::string_view tag_of(Language language) {
  return language == Language::German ? "de" : "en";
}

std::string note_name(const std::string& label) {
  return "(" + label + ")";
}

ShownNode shown_node(const Compared& compared, const diff::Step& step) {
  const bool is_gone = step.after == kNoNode;
  const Source& source = is_gone ? compared.before : compared.after;
  const NodeIndex index = is_gone ? step.before : step.after;
  return {source, source.document.nodes[index], (is_gone ? compared.old_numbers : compared.new_numbers)[index]};
}

std::string dropped(const Compared& compared) {
  const bool is_decided = compared.after.edition.status == "decided";
  return render(is_decided ? msg("has been dropped") : msg("is dropped"), compared.language);
}

bool ComparedFact::changed() const {
  const auto differs = [](const diff::Edit& edit) { return edit.kind != diff::EditKind::Same; };
  return std::any_of(before.begin(), before.end(), differs) || std::any_of(after.begin(), after.end(), differs);
}

Compared lay_over(const Source& before, const Source& after, const diff::Changes& changes, Language language) {
  Compared out{before,
               after,
               language,
               schema::numbers(before.document, before.type, tag_of(language)),
               schema::numbers(after.document, after.type, tag_of(language)),
               diff::outline(before.document, after.document),
               {}};
  std::unordered_map<std::string_view, const diff::Change*> by_node;
  for (const diff::Change& change : changes.nodes) by_node.emplace(change.node.text, &change);
  for (const diff::Step& step : out.steps) {
    const auto found = by_node.find(shown_node(out, step).node.id.text);
    out.changes.push_back(found == by_node.end() ? nullptr : found->second);
  }
  return out;
}

std::vector<ComparedFact> compare_facts(const Compared& compared, const diff::Step& step, Facts which) {
  return FactCollector(compared, step, which).collect();
}

Result<diff::ProseChange> compare_step_prose(const Compared& compared, const diff::Step& step) {
  const model::Prose before = TRY(prose_of(compared.before, step.before));
  const model::Prose after = TRY(prose_of(compared.after, step.after));
  return diff::compare_prose(before, after);
}

ComparedFact compare_headings(const Compared& compared, const diff::Step& step) {
  const Node* const before = node_at(compared.before, step.before);
  const Node* const after = node_at(compared.after, step.after);
  ComparedFact out = worded({}, before == nullptr ? "" : before->title, after == nullptr ? "" : after->title);
  // A number follows from the place, so another one is no changed word.
  const auto add_number = [](const std::vector<std::string>& numbers, NodeIndex index, diff::Edits& side) {
    if (index != kNoNode && !numbers[index].empty())
      side.insert(side.begin(), edit_of(diff::EditKind::Same, numbers[index] + " "));
  };
  add_number(compared.old_numbers, step.before, out.before);
  add_number(compared.new_numbers, step.after, out.after);
  return out;
}

std::string was_at(const Compared& compared, const diff::Step& step) {
  return render(msg("previously {0}", place(compared.before, compared.old_numbers, step.before, compared.language)),
                compared.language);
}

std::string is_at(const Compared& compared, const diff::Step& step) {
  return render(msg("now {0}", place(compared.after, compared.new_numbers, step.after, compared.language)),
                compared.language);
}

std::string_view happened(const diff::Change* change) {
  if (change == nullptr) return "";
  if (change->added()) return "added";
  if (change->removed()) return "removed";
  if (change->moved() || change->reordered()) return "moved";
  return "changed";
}

std::string summary(const Compared& compared, std::size_t words) {
  // By what happened, in this order, then by kind.
  constexpr std::array<std::string_view, 4> kOrder = {"added", "removed", "moved", "changed"};
  std::array<std::map<std::string, std::size_t>, 4> counts;
  for (std::size_t i = 0; i < compared.steps.size(); ++i) {
    const diff::Step& step = compared.steps[i];
    const diff::Change* const change = compared.changes[i];
    if (change == nullptr || step.old_place) continue;
    const auto what = std::find(kOrder.begin(), kOrder.end(), happened(change));
    ++counts[static_cast<std::size_t>(what - kOrder.begin())][shown_node(compared, step).node.kind];
  }
  const auto counted_nodes = [&](const std::string& kind, std::size_t count) {
    const bool is_known = compared.after.type.kind(kind) != nullptr;
    return counted_kind(is_known ? compared.after.type : compared.before.type, kind, count, compared.language);
  };
  const std::array<Message, 4> words_of = {msg("new"), msg("dropped"), msg("moved"), msg("changed")};
  std::string out;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    std::string kinds;
    for (const auto& [kind, count] : counts[i]) kinds += (kinds.empty() ? "" : ", ") + counted_nodes(kind, count);
    if (!kinds.empty()) out += (out.empty() ? "" : "; ") + kinds + " " + render(words_of[i], compared.language);
  }
  if (words > 0) out += (out.empty() ? "" : "; ") + render(counted(words, "{0} word", "{0} words"), compared.language);
  return out.empty() ? render(msg("no changes"), compared.language) : out;
}

}  // namespace zielbaum::compose
