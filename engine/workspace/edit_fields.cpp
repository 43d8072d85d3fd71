// Setting fields, titles and marks of a node.
#include <algorithm>

#include "base/utf8.h"
#include "workspace/edit_internal.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

enum class Way { Set, Add, TakeAway };

struct Assignment {
  std::string name;
  Way way = Way::Set;
  std::string value;
};

Result<Assignment> parse_assignment(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return advise(error(ErrorKind::Usage, "bad-assignment", msg("“{0}” does not say what to set", text)),
                  msg("Write FIELD=VALUE, FIELD+=VALUE, FIELD-=VALUE or FIELD= (to take it away)."));
  }
  Assignment assignment;
  std::size_t end = equals;
  if (text[equals - 1] == '+' || text[equals - 1] == '-') {
    assignment.way = text[equals - 1] == '+' ? Way::Add : Way::TakeAway;
    --end;
  }
  assignment.name = text.substr(0, end);
  assignment.value = text.substr(equals + 1);
  if (assignment.value.find_first_of("\n\r") != std::string::npos) {
    return advise(error(ErrorKind::Usage, "several-lines", msg("A field is one line")),
                  msg("Longer text belongs into the prose: zielbaum edit NODE"));
  }
  return assignment;
}

bool means_yes(std::string_view text) {
  const std::string word = folded(text);
  return word == "true" || word == "ja" || word == "yes";
}
bool means_no(std::string_view text) {
  const std::string word = folded(text);
  return word.empty() || word == "false" || word == "nein" || word == "no";
}

Error neither_yes_nor_no(std::string_view text) {
  return advise(error(ErrorKind::Invalid, "bad-flag", msg("“{0}” is neither yes nor no", text)),
                msg("Write true or false."));
}

/// The field rule that is called so, by name or by label in any language.
Result<const model::FieldRule*> field_called(const model::KindRule& kind, std::string_view text) {
  std::vector<std::string> names = {"title", "short"};
  for (const model::FieldRule& rule : kind.fields) {
    if (rule.name == text) return &rule;
    names.push_back(rule.name);
  }
  for (const model::FieldRule& rule : kind.fields) {
    for (const auto& [lang, label] : rule.label) {
      if (folded(label) == folded(text)) return &rule;
    }
  }
  return advise(error(ErrorKind::NotFound, "unknown-field", msg("There is no field “{0}” here", text)),
                msg("There are: {0}", joined(names, 40)));
}

Result<model::FieldValue> value_of(const Loaded& loaded, const model::FieldRule& rule, const std::string& text,
                                   std::vector<Message>& notes) {
  if (rule.type == model::FieldType::Flag) {
    if (!means_yes(text)) return neither_yes_nor_no(text);
    return model::FieldValue(model::Flag{true});
  }
  if (rule.type == model::FieldType::Choice) {
    for (const model::ChoiceOption& option : rule.options) {
      const bool called = std::any_of(option.label.begin(), option.label.end(),
                                      [&](const auto& label) { return folded(label.second) == folded(text); });
      if (called) return model::FieldValue(model::Choice{option.key});
    }
  }
  if (rule.type == model::FieldType::Party) {
    for (const model::Party& party : loaded.parties) {
      const bool called =
          party.id.text == text || folded(party.short_name) == folded(text) || folded(party.full_name) == folded(text);
      if (!called) continue;
      if (!party.successor.empty())
        notes.push_back(msg("“{0}” is called otherwise by now: {1}", party.short_name, party.successor.text));
      return model::FieldValue(model::PartyRef{party.id, ""});
    }
    notes.push_back(msg("“{0}” is not in the register of parties and stands as free text.", text));
    return model::FieldValue(model::PartyRef{{}, text});
  }
  return xml::parse_value(rule, text);
}

/// Puts a value into a field that holds several: a new value of the same year replaces the old one.
void put(std::vector<model::FieldValue>& values, model::FieldValue value) {
  for (model::FieldValue& old : values) {
    const auto* old_year = std::get_if<model::YearValue>(&old);
    const auto* new_year = std::get_if<model::YearValue>(&value);
    if (old == value || (old_year != nullptr && new_year != nullptr && old_year->year == new_year->year)) {
      old = std::move(value);
      return;
    }
  }
  values.push_back(std::move(value));
}

Result<void> set_field(const Loaded& loaded, model::Node& node, const model::KindRule& kind,
                       const Assignment& assignment, std::vector<Message>& notes) {
  const model::FieldRule& rule = *TRY(field_called(kind, assignment.name));
  std::vector<model::FieldValue> values;
  if (const model::Field* old = model::find_field(node, rule.name)) values = old->values;
  const bool several = rule.listing != model::Listing::Single || rule.type == model::FieldType::Series;
  const bool clears = assignment.way == Way::Set &&
                      (assignment.value.empty() || (rule.type == model::FieldType::Flag && means_no(assignment.value)));
  if (clears) {
    values.clear();
  } else {
    model::FieldValue value = TRY(value_of(loaded, rule, assignment.value, notes));
    if (assignment.way == Way::TakeAway) {
      const auto end = std::remove(values.begin(), values.end(), value);
      if (end == values.end()) {
        return advise(error(ErrorKind::NotFound, "no-such-value",
                            msg("The field “{0}” does not hold “{1}”", rule.name, assignment.value)),
                      msg("“zielbaum show NODE” shows what it holds."));
      }
      values.erase(end, values.end());
    } else if (assignment.way == Way::Add) {
      if (!several && !values.empty()) {
        return advise(error(ErrorKind::Refused, "single-field", msg("The field “{0}” holds one value only", rule.name)),
                      msg("Replace it with {0}=VALUE.", rule.name));
      }
      put(values, std::move(value));
    } else {
      values = {std::move(value)};
    }
  }
  if (values.empty() && rule.required) {
    return advise(error(ErrorKind::Refused, "missing-field", msg("The field “{0}” must not be empty", rule.name)),
                  msg("Give it another value: {0}=VALUE", rule.name));
  }
  std::vector<model::Field> fields;
  for (const model::FieldRule& known : kind.fields) {
    if (known.name == rule.name) {
      if (!values.empty()) fields.push_back({rule.name, values});
    } else if (const model::Field* kept = model::find_field(node, known.name)) {
      fields.push_back(*kept);
    }
  }
  node.fields = std::move(fields);
  return {};
}

Result<void> set_title(const Loaded& loaded, model::Node& node, const Assignment& assignment) {
  const std::string lang = assignment.name.size() > 6 ? assignment.name.substr(6) : "";
  if (lang.empty() || lang == loaded.document.lang) {
    if (assignment.value.empty()) return error(ErrorKind::Refused, "missing-title", msg("A title is needed"));
    node.title = assignment.value;
    return {};
  }
  std::erase_if(node.titles, [&](const model::Translated& title) { return title.lang == lang; });
  if (!assignment.value.empty()) node.titles.push_back({lang, assignment.value});
  std::sort(node.titles.begin(), node.titles.end(),
            [](const model::Translated& a, const model::Translated& b) { return a.lang < b.lang; });
  return {};
}

Result<void> assign(const Loaded& loaded, model::Node& node, const Assignment& assignment,
                    std::vector<Message>& notes) {
  const bool title = assignment.name == "title" || assignment.name.starts_with("title.");
  if (assignment.way == Way::Set && title) return set_title(loaded, node, assignment);
  if (assignment.way == Way::Set && assignment.name == "short") {
    node.short_title = assignment.value;
    return {};
  }
  if (assignment.way == Way::Set && assignment.name == "sample") {
    if (!means_yes(assignment.value) && !means_no(assignment.value)) return neither_yes_nor_no(assignment.value);
    node.sample = means_yes(assignment.value);
    return {};
  }
  const model::KindRule* kind = loaded.type.kind(node.kind);
  ENSURE(kind != nullptr);  // a document with an unknown kind has reading errors
  return set_field(loaded, node, *kind, assignment, notes);
}

}  // namespace

Result<Edited> set_fields(Workspace& workspace, std::string_view node, const std::vector<std::string>& assignments,
                          const store::Act& act) {
  const Found found = TRY(find_for_edit(workspace, node));
  const Loaded& loaded = found.loaded;
  Edited edited{loaded.document.id(), found.value().id, "", true, {}};
  model::Document after = loaded.document;
  std::string said;
  for (const std::string& text : assignments) {
    const Assignment assignment = TRY(parse_assignment(text));
    Result<void> done = assign(loaded, after.nodes[found.node], assignment, edited.notes);
    if (!done) return at(std::move(done).error(), place_of(loaded, found.node));
    said += (said.empty() ? "" : ", ") + text;
  }
  edited.changed = TRY(write_back(workspace, loaded, after, {}, msg("Set {0}: {1}", found.value().id.text, said), act));
  edited.name = compose::node_name(after.nodes[found.node], loaded.numbers[found.node], loaded.type, after.lang);
  return edited;
}

}  // namespace zielbaum::workspace
