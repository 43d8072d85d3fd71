// What a comparison says of a node besides its title and its prose: kind, fields, links, translations.
#include <algorithm>
#include <map>
#include <set>

#include "compose/facts_internal.h"
#include "text/text.h"

namespace zielbaum::compose {

namespace {

using model::kNoNode;
using model::Node;
using model::NodeIndex;

const Node* node_of(const Source& source, NodeIndex index) {
  return index == kNoNode ? nullptr : &source.document.nodes[index];
}

/// Where only the other end of a period is given.
std::string end_in_words(const std::optional<Date>& date, Language language) {
  return date ? in_short(*date, language) : render(msg("open"), language);
}

class FactCollector {
 public:
  FactCollector(const Compared& compared, const diff::Step& step, Facts which)
      : compared_(compared),
        old_(node_of(compared.before, step.before)),
        new_(node_of(compared.after, step.after)),
        which_(which),
        parties_(model::laid_over(compared.before.parties, compared.after.parties)) {}

  std::vector<ComparedFact> collect() {
    const auto of = [](const Node* node, auto member) {
      return node == nullptr ? std::decay_t<decltype(node->*member)>{} : node->*member;
    };
    add(valued(say(msg("Kind")), kind(compared_.before, old_), kind(compared_.after, new_)),
        old_ != nullptr && new_ != nullptr && old_->kind != new_->kind);
    const std::string old_short = of(old_, &Node::short_title);
    const std::string new_short = of(new_, &Node::short_title);
    add(valued(say(msg("Short title")), old_short, new_short), which_ == Facts::All || old_short != new_short);
    // Of a node that is new or gone these say nothing that its text does not say.
    const bool in_both = old_ != nullptr && new_ != nullptr;
    if (in_both) add_translated(of(old_, &Node::titles), of(new_, &Node::titles));
    if (in_both && old_->sample != new_->sample) {
      const auto sample = [&](const Node* node) { return say(node->sample ? msg("yes") : msg("no")); };
      add(valued(say(msg("Sample text")), sample(old_), sample(new_)), true);
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
      const FieldWords words = values(before, old_rule, after, new_rule);
      const std::string label(model::in_language(new_rule.label, lang()));
      const bool is_text =
          new_rule.type == model::FieldType::Text && words.before.size() == 1 && words.after.size() == 1;
      ComparedFact fact;
      if (is_text) {
        fact = worded(label, words.before.front(), words.after.front());
      } else {
        const std::vector<model::FieldValue> none;
        const diff::FieldParts pairs =
            diff::compare_values(before == nullptr ? none : before->values, after == nullptr ? none : after->values,
                                 new_rule.listing, parties_);
        fact = paired(label, words, pairs, compared_.language);
        if (before != nullptr && after != nullptr && !equal) add_parts(fact, *before, *after, words, pairs, new_rule);
      }
      fact.field = name;
      add(std::move(fact), true);
    }
  }

  void add_parts(ComparedFact& fact, const model::Field& before, const model::Field& after, const FieldWords& words,
                 const diff::FieldParts& pairs, const model::FieldRule& rule) const {
    if (pairs.parts.empty()) fact.parts.push_back({diff::PartChange::Reordered, diff::Aspect::Whole, "", "", ""});
    for (const diff::FieldPart& pair : pairs.parts) {
      FactPart part;
      part.what = pair.what;
      part.aspect = pair.aspect;
      if (pair.before) part.before = words.before[*pair.before];
      if (pair.after) part.after = words.after[*pair.after];
      const auto of_both = [&](const auto& word) {
        part.before = word(before.values[*pair.before]);
        part.after = word(after.values[*pair.after]);
      };
      if (pair.aspect == diff::Aspect::Begin || pair.aspect == diff::Aspect::End) {
        of_both([&](const model::FieldValue& value) {
          const Period& period = std::get<Period>(value);
          return end_in_words(pair.aspect == diff::Aspect::Begin ? period.from : period.to, compared_.language);
        });
      }
      if (pair.aspect == diff::Aspect::Unit) {
        of_both([&](const model::FieldValue& value) {
          if (const auto* money = std::get_if<model::Money>(&value)) return money->currency;
          const std::string& unit = std::get<model::Number>(value).unit;
          return unit.empty() ? rule.unit : unit;
        });
      }
      if (pair.aspect == diff::Aspect::Year)
        part.year = std::to_string(std::get<model::YearValue>(after.values[*pair.after]).year);
      fact.parts.push_back(std::move(part));
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
      ComparedFact fact = valued(role(source, link.role), before ? name : "", after ? name : "");
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
    const std::string title = (there->number.empty() ? "" : there->number + " ") + there->title;
    return there->document_title.empty() ? title : title + " (" + there->document_title + ")";
  }

  /// Its words on one line. "" where they cannot be read: then only that it changed is said.
  static std::string text_of(const Source& source, const model::ProseTranslation& translation) {
    if (!translation.prose) return "";
    const Result<std::string> markdown = source.prose.read(*translation.prose);
    if (!markdown) return "";
    std::string text = text::plain_text(text::parse(*markdown).prose);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
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
      const std::string label = say(msg("Translation ({0})", tag));
      const std::string was = a == nullptr ? "" : text_of(compared_.before, *a);
      const std::string is = b == nullptr ? "" : text_of(compared_.after, *b);
      ComparedFact fact = was == is || was.empty() || is.empty()
                              ? valued(label, a == nullptr ? "" : there, b == nullptr ? "" : now)
                              : worded(label, was, is);
      if (a != nullptr && b != nullptr) fact.translation = tag;
      fact.told = say(a == nullptr ? msg("new") : b == nullptr ? msg("dropped") : msg("changed"));
      add(std::move(fact), true);
    }
  }

  const Compared& compared_;
  const Node* old_;
  const Node* new_;
  Facts which_;
  model::Parties parties_;
  std::vector<ComparedFact> out_;
};

}  // namespace

std::vector<ComparedFact> compare_facts(const Compared& compared, const diff::Step& step, Facts which) {
  return FactCollector(compared, step, which).collect();
}

}  // namespace zielbaum::compose
