// What the accounting says of a merge of trees.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accounting/accounting.h"
#include "model/document.h"
#include "support/catch.h"
#include "xml/xml.h"

namespace zielbaum::test {

/// Goals, measures and projects, each below each, with fields of texts and links.
inline model::DocumentType type_of_trees() {
  model::DocumentType type;
  type.name = "t";
  type.root = "goal";
  for (const char* name : {"goal", "measure", "project"}) {
    model::KindRule kind;
    kind.name = name;
    kind.children = {"goal", "measure", "project"};
    for (const char* field : {"period", "status", "budget"}) {
      model::FieldRule rule;
      rule.name = field;
      rule.type = model::FieldType::Text;
      if (rule.name == "status") rule.listing = model::Listing::Set;
      if (rule.name == "budget") rule.listing = model::Listing::Sequence;
      kind.fields.push_back(rule);
    }
    model::FieldRule cost;
    cost.name = "cost";
    cost.type = model::FieldType::Money;
    kind.fields.push_back(cost);
    type.kinds.push_back(kind);
  }
  for (const char* name : {"serves", "supports"}) {
    model::RoleRule role;
    role.name = name;
    type.roles.push_back(role);
  }
  return type;
}

inline const model::DocumentType kType = type_of_trees();

/// The texts that are not alike in all versions.
inline std::vector<accounting::Text> texts_of(const std::array<const model::Document*, 4>& versions) {
  std::map<std::pair<NodeId, std::string>, std::array<std::optional<ContentId>, 4>> all;
  for (std::size_t version = 0; version < 4; ++version) {
    for (const model::Node& node : versions[version]->nodes) {
      if (node.prose) all[{node.id, ""}][version] = node.prose;
      for (const model::ProseTranslation& one : node.translations)
        if (one.prose) all[{node.id, one.lang}][version] = one.prose;
    }
  }
  std::vector<accounting::Text> out;
  for (const auto& [what, contents] : all)
    out.push_back({what.first, what.second, contents[0], contents[1], contents[2], contents[3]});
  return out;
}

struct TreeVersions {
  model::Document base, ours, theirs;
};

/// Texts are read from `texts`; of others each is a word.
inline std::vector<accounting::Item> lost(const TreeVersions& versions, const model::Document& result,
                                          const accounting::Expectations& expected = {},
                                          const std::map<ContentId, std::string>& texts = {},
                                          const model::DocumentType& type = kType) {
  const std::array<const model::Document*, 4> all = {&versions.base, &versions.ours, &versions.theirs, &result};
  std::vector<xml::Outline> outlines;
  for (const model::Document* const one : all) {
    std::optional<xml::Outline> outline = xml::Outline::of(xml::write_document(*one, type), type);
    REQUIRE(outline.has_value());
    outlines.push_back(std::move(*outline));
  }
  accounting::Versions four{
      {outlines[0], type}, {outlines[1], type}, {outlines[2], type}, {outlines[3], type}, texts_of(all)};
  const auto read = [&](const ContentId& content) -> Result<std::string> {
    const auto found = texts.find(content);
    return found == texts.end() ? "Wort " + content.text + "\n" : found->second;
  };
  const auto found = accounting::unaccounted(four, expected, read);
  if (!found) FAIL(render(found.error().message, Language::English));
  return *found;
}

}  // namespace zielbaum::test
