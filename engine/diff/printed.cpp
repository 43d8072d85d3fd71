#include "diff/printed.h"

#include <set>
#include <utility>

namespace zielbaum::diff {

namespace {

using What = PrintedChange::What;

/// What one version shows, by what it is and its name.
using Shown = std::map<std::pair<What, std::string>, std::string>;

class Collector {
 public:
  explicit Collector(const Surroundings& from) : from_(from) {}

  Shown collect() {
    for (const auto& [file, content] : from_.pictures) add(What::Picture, file, content.text);
    for (const model::PictureCredit& picture : from_.credits) {
      add(What::PictureCredit, picture.file, picture.credit);
      add(What::PictureLicence, picture.file, picture.licence);
    }
    add_settings(from_.settings);
    for (const model::KindRule& kind : from_.type.kinds) add_kind(kind);
    for (const model::RoleRule& role : from_.type.roles) {
      add(What::RoleLabel, role.name, local(role.label));
      add(What::RoleLabel, role.name + "/inverse", local(role.inverse));
    }
    add(What::TypeLayout, "", layout());
    return std::move(out_);
  }

 private:
  void add(What what, const std::string& name, const std::string& value) {
    if (!value.empty()) out_[{what, name}] = value;
  }
  [[nodiscard]] std::string local(const model::LocalText& text) const {
    return std::string(model::in_language(text, from_.lang));
  }

  void add_settings(const model::Settings& settings) {
    add(What::Publisher, "", settings.publisher);
    std::string address;
    for (const std::string& line : settings.address) address += (address.empty() ? "" : ", ") + line;
    add(What::Address, "", address);
    add(What::Phone, "", settings.phone);
    add(What::Email, "", settings.email);
    add(What::AccessibilityContact, "", settings.accessibility_contact);
    add(What::Licence, "", settings.licence);
    for (const model::ImprintLine& line : settings.imprint) {
      if (!line.lang.empty() && line.lang != from_.lang) continue;
      std::string& text = out_[{What::Imprint, line.name.role.empty() ? line.name.label : line.name.role}];
      text += (text.empty() ? "" : ", ") + line.text;
    }
    add(What::Theme, "", settings.theme);
  }

  void add_kind(const model::KindRule& kind) {
    add(What::KindLabel, kind.name, local(kind.label));
    add(What::KindPlural, kind.name, local(kind.plural));
    add(What::Numbering, kind.name, numbering(kind.numbering));
    for (const model::FieldRule& field : kind.fields) {
      const std::string name = kind.name + "/" + field.name;
      add(What::FieldLabel, name, local(field.label));
      for (const model::ChoiceOption& option : field.options)
        add(What::OptionLabel, name + "/" + option.key, local(option.label));
    }
  }

  /// As the first number reads: "M 1", "Ziel 1.1", "A".
  [[nodiscard]] std::string numbering(const model::Numbering& rule) const {
    if (rule.counter == model::Counter::None) return "";
    std::string number = "1";
    if (rule.style == model::NumberStyle::UpperLetter) number = "A";
    if (rule.style == model::NumberStyle::LowerLetter) number = "a";
    if (rule.style == model::NumberStyle::UpperRoman) number = "I";
    if (rule.style == model::NumberStyle::LowerRoman) number = "i";
    const std::string prefix = local(rule.prefix);
    std::string out = (prefix.empty() ? "" : prefix + " ") + (rule.inherits ? "…." : "") + number;
    if (rule.counter == model::Counter::Siblings) out += " …";
    return out;
  }

  /// What decides where things stand, in one line that only says whether it is the same.
  [[nodiscard]] std::string layout() const {
    const model::DocumentType& type = from_.type;
    std::string out = type.notes == model::Notes::Footnotes ? "f" : "e";
    const auto add_list = [&](const std::vector<std::string>& names) {
      out += "|";
      for (const std::string& name : names) out += name + ",";
    };
    add_list(type.overview);
    add_list(type.timeline.of);
    for (const model::BarMark& mark : type.timeline.marks)
      out += mark.field + "=" + mark.value + std::to_string(static_cast<int>(mark.look));
    for (const model::KindRule& kind : type.kinds) {
      out += "|" + kind.name + (kind.opens_page ? "p" : "") + (kind.in_contents ? "c" : "") + (kind.listed ? "l" : "");
      for (const model::FieldRule& field : kind.fields)
        if (field.in_fact_table) out += "," + field.name;
    }
    return out;
  }

  const Surroundings& from_;
  Shown out_;
};

}  // namespace

std::vector<PrintedChange> compare_printed(const Surroundings& before, const Surroundings& after) {
  const Shown was = Collector(before).collect();
  const Shown is = Collector(after).collect();
  std::set<std::pair<What, std::string>> keys;
  for (const Shown* const side : {&was, &is})
    for (const auto& entry : *side) keys.insert(entry.first);
  const auto value = [](const Shown& side, const auto& key) -> std::optional<std::string> {
    const auto found = side.find(key);
    return found == side.end() ? std::nullopt : std::optional(found->second);
  };
  // A type that is another one as a whole says so elsewhere.
  const bool same_type = before.type.name == after.type.name && before.type.version == after.type.version;
  std::vector<PrintedChange> out;
  for (const auto& key : keys) {
    const bool of_type = key.first >= What::KindLabel && key.first <= What::TypeLayout;
    if (of_type && (!same_type || before.lang != after.lang)) continue;
    Became<std::string> became{value(was, key), value(is, key)};
    if (became.changed()) out.push_back({key.first, key.second, std::move(became)});
  }
  if (before.settings.theme == after.settings.theme && !before.theme.empty() && !after.theme.empty() &&
      before.theme != after.theme)
    out.push_back({What::Theme, after.settings.theme, {before.theme.text, after.theme.text}});
  return out;
}

}  // namespace zielbaum::diff
