// Numbers of nodes, computed from their places.
//
// Numbers that look alike are counted together, so that no two nodes bear the same one: with the counters Siblings and
// Document, nodes share a count if their kinds have the same numbering rule. Chapters and appendices, both "1", "2", go
// on where the other stopped; "Ziel 1" beside them begins at 1. The counter Kind counts its kind alone.
#include <array>
#include <unordered_map>

#include "schema/schema.h"

namespace zielbaum::schema {

namespace {

using model::Counter;
using model::NodeIndex;
using model::NumberStyle;

std::string letters(std::uint32_t number, char first) {
  std::string out;
  for (; number > 0; number = (number - 1) / 26)
    out.insert(out.begin(), static_cast<char>(first + static_cast<char>((number - 1) % 26)));
  return out;
}

std::string roman(std::uint32_t number, bool upper) {
  static constexpr std::array<std::pair<std::uint32_t, std::string_view>, 13> kDigits = {{{1000, "M"},
                                                                                          {900, "CM"},
                                                                                          {500, "D"},
                                                                                          {400, "CD"},
                                                                                          {100, "C"},
                                                                                          {90, "XC"},
                                                                                          {50, "L"},
                                                                                          {40, "XL"},
                                                                                          {10, "X"},
                                                                                          {9, "IX"},
                                                                                          {5, "V"},
                                                                                          {4, "IV"},
                                                                                          {1, "I"}}};
  if (number > 3999) return std::to_string(number);
  std::string out;
  for (const auto& [value, digits] : kDigits) {
    for (; number >= value; number -= value) out += digits;
  }
  if (!upper) {
    for (char& c : out) c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string styled(std::uint32_t number, NumberStyle style) {
  switch (style) {
    case NumberStyle::UpperLetter:
      return letters(number, 'A');
    case NumberStyle::LowerLetter:
      return letters(number, 'a');
    case NumberStyle::UpperRoman:
      return roman(number, true);
    case NumberStyle::LowerRoman:
      return roman(number, false);
    case NumberStyle::Decimal:
      break;
  }
  return std::to_string(number);
}

/// A kind's rule, and which count it takes part in: kinds of one group are counted together.
struct Rule {
  const model::Numbering* numbering = nullptr;
  std::uint32_t group = 0;
};

std::unordered_map<std::string_view, Rule> rules_of(const model::DocumentType& type) {
  std::unordered_map<std::string_view, Rule> rules;
  std::vector<const model::Numbering*> groups;
  for (const model::KindRule& kind : type.kinds) {
    std::uint32_t group = 0;
    while (group < groups.size() && (kind.numbering.counter == Counter::Kind || *groups[group] != kind.numbering)) {
      ++group;
    }
    if (group == groups.size()) groups.push_back(&kind.numbering);
    rules[kind.name] = {&kind.numbering, group};
  }
  return rules;
}

}  // namespace

std::vector<std::uint32_t> counts(const std::vector<Standing>& nodes, const model::DocumentType& type) {
  const auto rules = rules_of(type);
  const std::size_t groups = type.kinds.size();
  std::vector<std::uint32_t> out(nodes.size());
  std::vector<std::uint32_t> in_document(groups);
  std::vector<std::uint32_t> among_siblings(nodes.size() * groups);  // by parent and group
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto rule = rules.find(nodes[i].kind);
    if (rule == rules.end() || rule->second.numbering->counter == Counter::None) continue;
    const std::uint32_t group = rule->second.group;
    const bool siblings = rule->second.numbering->counter == Counter::Siblings && nodes[i].parent < nodes.size();
    out[i] = siblings ? ++among_siblings[nodes[i].parent * groups + group] : ++in_document[group];
  }
  return out;
}

std::vector<std::uint32_t> counts(const model::Document& document, const model::DocumentType& type) {
  std::vector<Standing> nodes;
  nodes.reserve(document.nodes.size());
  for (const model::Node& node : document.nodes) nodes.push_back({node.kind, node.parent});
  return counts(nodes, type);
}

std::vector<std::string> numbers(const model::Document& document, const model::DocumentType& type,
                                 std::string_view lang) {
  return numbers(document, type, lang, counts(document, type));
}

std::vector<std::string> numbers(const model::Document& document, const model::DocumentType& type,
                                 std::string_view lang, const std::vector<std::uint32_t>& counts) {
  ENSURE(counts.size() == document.nodes.size());
  const auto rules = rules_of(type);
  std::vector<std::string> bare(document.nodes.size());
  std::vector<std::string> out(document.nodes.size());
  for (NodeIndex i = 0; i < document.nodes.size(); ++i) {
    if (counts[i] == 0) continue;
    const model::Node& node = document.nodes[i];
    const model::Numbering& numbering = *rules.at(node.kind).numbering;
    if (numbering.inherits && node.parent < i && !bare[node.parent].empty()) bare[i] = bare[node.parent] + ".";
    bare[i] += styled(counts[i], numbering.style);
    const std::string_view prefix = model::in_language(numbering.prefix, lang);
    out[i] = prefix.empty() ? bare[i] : std::string(prefix) + " " + bare[i];
  }
  return out;
}

}  // namespace zielbaum::schema
