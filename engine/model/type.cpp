#include "model/type.h"

#include <algorithm>

namespace zielbaum::model {

namespace {

template <typename Rules>
auto find_named(const Rules& rules, std::string_view name) -> decltype(rules.data()) {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& rule) { return rule.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace

std::string_view in_language(const LocalText& text, std::string_view lang) {
  if (const auto found = text.find(std::string(lang)); found != text.end()) return found->second;
  if (const auto found = text.find("de"); found != text.end()) return found->second;
  return text.empty() ? std::string_view{} : std::string_view(text.begin()->second);
}

const KindRule* DocumentType::kind(std::string_view wanted) const {
  return find_named(kinds, wanted);
}
const RoleRule* DocumentType::role(std::string_view wanted) const {
  return find_named(roles, wanted);
}
const FieldRule* find_field(const KindRule& kind, std::string_view name) {
  return find_named(kind.fields, name);
}

std::string namespace_of(std::string_view type, int version) {
  return "urn:zielbaum:type:" + std::string(type) + ":" + std::to_string(version);
}

}  // namespace zielbaum::model
