// Setting fields, titles and marks of a node.
#include <algorithm>

#include "workspace/edit_internal.h"
#include "xml/rules.h"
#include "xml/written_value.h"

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
Result<const model::FieldRule*> field_called(const model::KindRule& kind, std::string_view text,
                                             std::string_view lang) {
  std::vector<std::string> names = {"title", "short"};
  for (const model::FieldRule& rule : kind.fields) {
    if (rule.name == text) return &rule;
    const std::string_view label = model::in_language(rule.label, lang);
    names.push_back(rule.name + (label.empty() ? "" : " (" + std::string(label) + ")"));
  }
  for (const model::FieldRule& rule : kind.fields) {
    if (folded(rule.name) == folded(text)) return &rule;
    for (const auto& [tag, label] : rule.label) {
      if (folded(label) == folded(text)) return &rule;
    }
  }
  return advise(error(ErrorKind::NotFound, "unknown-field", msg("There is no field “{0}” here", text)),
                msg("There are: {0}", joined(names, 40)));
}

/// What every node has, by its name or by what it is called in print.
struct OwnPart {
  enum class What { Title, Short, Sample } what;
  std::string lang = {};  ///< of a title; "": the document's
};
std::optional<OwnPart> own_part(std::string_view name) {
  if (name.starts_with("title.")) return OwnPart{OwnPart::What::Title, std::string(name.substr(6))};
  const std::string word = folded(name);
  for (const std::string_view title : {"titel", "title"}) {
    if (!word.starts_with(title)) continue;
    const std::string_view rest = std::string_view(word).substr(title.size());
    if (rest.empty()) return OwnPart{OwnPart::What::Title};
    const bool in_brackets = rest.starts_with('(') && rest.ends_with(')');
    // Capitals count in a tag: not as it is folded.
    const std::size_t at = name.find_first_of(".(");
    if (in_brackets) return OwnPart{OwnPart::What::Title, std::string(name.substr(at + 1, name.size() - at - 2))};
    if (rest.starts_with('.')) return OwnPart{OwnPart::What::Title, std::string(name.substr(at + 1))};
  }
  for (const char* known : {"short", "kurztitel", "shorttitle"}) {
    if (word == known) return OwnPart{OwnPart::What::Short};
  }
  for (const char* known : {"sample", "mustertext", "sampletext"}) {
    if (word == known) return OwnPart{OwnPart::What::Sample};
  }
  return std::nullopt;
}

/// What one assignment is about, and what is to be said about it.
struct Setting {
  const Loaded& loaded;
  model::Node& node;
  std::optional<Language> people;
  std::vector<Message>& notes;
};

/// A party by its id or names; free text where the register has none.
Result<model::FieldValue> party_called(const Setting& setting, const model::FieldRule& rule, const std::string& given,
                                       Way way) {
  const std::string text = TRY(xml::one_line(rule.name, given));
  for (const model::Party& party : setting.loaded.parties) {
    const bool called =
        party.id.text == text || folded(party.short_name) == folded(text) || folded(party.full_name) == folded(text);
    if (!called) continue;
    if (!party.successor.empty() && way != Way::TakeAway)
      setting.notes.push_back(msg("“{0}” is called otherwise by now: {1}", party.short_name, party.successor.text));
    return model::FieldValue(model::PartyRef{party.id, ""});
  }
  // What the register no longer has can be taken away by its id.
  const model::FieldValue by_id = model::PartyRef{PartyId{text}, ""};
  if (const model::Field* const field = model::find_field(setting.node, rule.name);
      way == Way::TakeAway && field != nullptr && std::count(field->values.begin(), field->values.end(), by_id) > 0)
    return by_id;
  if (way != Way::TakeAway)
    setting.notes.push_back(msg("“{0}” is not in the register of parties and stands as free text.", text));
  return model::FieldValue(model::PartyRef{{}, text});
}

Result<model::FieldValue> value_of(const Setting& setting, const model::FieldRule& rule, const std::string& text,
                                   Way way) {
  if (rule.type == model::FieldType::Party) return party_called(setting, rule, text, way);
  const xml::Wording wording{interface_language(setting.loaded.document.lang), setting.people};
  xml::Understood understood = TRY(xml::read_written(rule, text, wording));
  if (way != Way::TakeAway) setting.notes.insert(setting.notes.end(), understood.notes.begin(), understood.notes.end());
  return std::move(understood.value);
}

/// The values that are given at once: of a list with ";" between them, as they are printed.
Result<std::vector<model::FieldValue>> values_of(const Setting& setting, const model::FieldRule& rule,
                                                 const std::string& text, Way way, bool several) {
  std::vector<model::FieldValue> values;
  std::string_view rest = text;
  const bool is_list = several && rule.type != model::FieldType::Text;
  for (;;) {
    const std::size_t end = is_list ? rest.find(';') : std::string_view::npos;
    values.push_back(TRY(value_of(setting, rule, std::string(rest.substr(0, end)), way)));
    if (end == std::string_view::npos) return values;
    rest.remove_prefix(end + 1);
  }
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

/// What the field holds afterwards.
Result<std::vector<model::FieldValue>> changed_values(const Setting& setting, const model::FieldRule& rule,
                                                      std::vector<model::FieldValue> values,
                                                      const Assignment& assignment) {
  const bool several = rule.listing != model::Listing::Single || rule.type == model::FieldType::Series;
  const bool clears = assignment.way == Way::Set &&
                      (assignment.value.empty() || (rule.type == model::FieldType::Flag && means_no(assignment.value)));
  if (clears) return std::vector<model::FieldValue>();
  std::vector<model::FieldValue> given = TRY(values_of(setting, rule, assignment.value, assignment.way, several));
  if (assignment.way == Way::Add && !several && !values.empty()) {
    return advise(error(ErrorKind::Refused, "single-field", msg("The field “{0}” holds one value only", rule.name)),
                  msg("Replace it with {0}=VALUE.", rule.name));
  }
  if (assignment.way == Way::Set) values.clear();
  for (model::FieldValue& value : given) {
    if (assignment.way != Way::TakeAway) {
      put(values, std::move(value));
      continue;
    }
    const auto end = std::remove(values.begin(), values.end(), value);
    if (end == values.end()) {
      return advise(error(ErrorKind::NotFound, "no-such-value",
                          msg("The field “{0}” does not hold “{1}”", rule.name, assignment.value)),
                    msg("“zielbaum show NODE” shows what it holds."));
    }
    values.erase(end, values.end());
  }
  return values;
}

Result<void> set_field(const Setting& setting, const model::KindRule& kind, const Assignment& assignment) {
  const model::FieldRule& rule = *TRY(field_called(kind, assignment.name, setting.loaded.document.lang));
  std::vector<model::FieldValue> values;
  if (const model::Field* old = model::find_field(setting.node, rule.name)) values = old->values;
  values = TRY(changed_values(setting, rule, std::move(values), assignment));
  if (values.empty() && rule.required) {
    return advise(error(ErrorKind::Refused, "missing-field", msg("The field “{0}” must not be empty", rule.name)),
                  msg("Give it another value: {0}=VALUE", rule.name));
  }
  std::vector<model::Field> fields;
  for (const model::FieldRule& known : kind.fields) {
    if (known.name == rule.name) {
      if (!values.empty()) fields.push_back({rule.name, values});
    } else if (const model::Field* kept = model::find_field(setting.node, known.name)) {
      fields.push_back(*kept);
    }
  }
  setting.node.fields = std::move(fields);
  return {};
}

Result<void> set_title(const Setting& setting, const std::string& lang, const std::string& value) {
  model::Node& node = setting.node;
  if (lang.empty() || lang == setting.loaded.document.lang) {
    node.title = TRY(xml::one_line("title", value));
    return {};
  }
  if (std::optional<xml::Wrong> wrong = xml::wrong_language(lang))
    return xml::to_error(std::move(*wrong), ErrorKind::Usage);
  const std::string title = value.empty() ? "" : TRY(xml::one_line("title." + lang, value));
  std::erase_if(node.titles, [&](const model::Translated& one) { return one.lang == lang; });
  if (!title.empty()) node.titles.push_back({lang, title});
  std::sort(node.titles.begin(), node.titles.end(),
            [](const model::Translated& a, const model::Translated& b) { return a.lang < b.lang; });
  return {};
}

Result<void> set_own_part(const Setting& setting, const OwnPart& part, const Assignment& assignment) {
  if (assignment.way != Way::Set) {
    return advise(
        error(ErrorKind::Refused, "single-field", msg("The field “{0}” holds one value only", assignment.name)),
        msg("Replace it with {0}=VALUE.", assignment.name));
  }
  switch (part.what) {
    case OwnPart::What::Title:
      return set_title(setting, part.lang, assignment.value);
    case OwnPart::What::Short:
      setting.node.short_title = assignment.value.empty() ? "" : TRY(xml::one_line("short", assignment.value));
      return {};
    case OwnPart::What::Sample:
      break;
  }
  if (!means_yes(assignment.value) && !means_no(assignment.value)) return neither_yes_nor_no(assignment.value);
  setting.node.sample = means_yes(assignment.value);
  return {};
}

Result<void> assign(const Setting& setting, const Assignment& assignment) {
  const model::KindRule* kind = setting.loaded.type.kind(setting.node.kind);
  ENSURE(kind != nullptr);  // a document with an unknown kind has reading errors
  const std::optional<OwnPart> part = own_part(assignment.name);
  if (part) {
    // A type may have a field that is labelled as something every node has.
    const bool by_name =
        assignment.name.starts_with("title") || assignment.name == "short" || assignment.name == "sample";
    if (by_name || !field_called(*kind, assignment.name, "")) return set_own_part(setting, *part, assignment);
  }
  return set_field(setting, *kind, assignment);
}

}  // namespace

Result<Edited> set_fields(Workspace& workspace, std::string_view node, const std::vector<std::string>& assignments,
                          const store::Act& act, std::optional<Language> people) {
  const Found found = TRY(find_for_edit(workspace, node));
  const Loaded& loaded = found.loaded;
  Edited edited{loaded.document.id(), found.value().id, "", true, {}};
  model::Document after = loaded.document;
  std::string said;
  for (const std::string& text : assignments) {
    const Assignment assignment = TRY(parse_assignment(text));
    const Setting setting{loaded, after.nodes[found.node], people, edited.notes};
    Result<void> done = assign(setting, assignment);
    if (!done) return at(std::move(done).error(), place_of(loaded, found.node));
    said += (said.empty() ? "" : ", ") + text;
  }
  edited.changed = TRY(write_back(workspace, loaded, after, {}, msg("Set {0}: {1}", found.value().id.text, said), act));
  edited.name = compose::node_name(after.nodes[found.node], loaded.numbers[found.node], loaded.type, after.lang);
  return edited;
}

}  // namespace zielbaum::workspace
