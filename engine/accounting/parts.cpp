#include "accounting/parts_internal.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <variant>

#include "accounting/nodes_internal.h"
#include "xml/xml.h"

namespace zielbaum::accounting {

namespace {

using model::Node;

template <typename T>
using Four = std::array<T, 4>;

/// What the result has to say of what only one side changed, or both alike; nullptr where both changed it.
template <typename T>
const T* settled(const Four<T>& four) {
  if (four[kOurs] == four[kTheirs] || four[kTheirs] == four[kBase]) return &four[kOurs];
  if (four[kOurs] == four[kBase]) return &four[kTheirs];
  return nullptr;
}

template <typename T>
bool is_settled(const Four<T>& four) {
  const T* const one = settled(four);
  return one != nullptr && *one == four[kResult];
}

void drop_zeros(Decimal& number) {
  for (; number.scale > 0 && number.units % 10 == 0; --number.scale) number.units /= 10;
}

/// The same for values that mean the same.
std::string meaning(model::FieldValue value) {
  if (auto* const number = std::get_if<model::Number>(&value)) drop_zeros(number->amount);
  if (auto* const money = std::get_if<model::Money>(&value)) drop_zeros(money->amount);
  if (auto* const of_year = std::get_if<model::YearValue>(&value)) drop_zeros(of_year->value);
  return xml::value_text(value);
}

/// Whether the result has what either side added, and nothing that either dropped.
template <typename T>
bool has_all(const Four<std::set<T>>& four) {
  std::set<T> wanted;
  for (const auto& side : {four[kOurs], four[kTheirs]})
    for (const T& one : side) {
      const bool was = four[kBase].contains(one);
      if (!was || (four[kOurs].contains(one) && four[kTheirs].contains(one))) wanted.insert(one);
    }
  return wanted == four[kResult];
}

std::optional<Period> period_of(const Node& node, const std::string& field) {
  const model::Field* const one = model::find_field(node, field);
  if (one == nullptr || one->values.size() != 1) return std::nullopt;
  const auto* const period = std::get_if<Period>(&one->values.front());
  return period == nullptr ? std::nullopt : std::optional(*period);
}

class Parts {
 private:
  template <typename Say>
  auto each(const Say& say) const {
    return Four<std::decay_t<decltype(say(*nodes_[0]))>>{say(*nodes_[0]), say(*nodes_[1]), say(*nodes_[2]),
                                                         say(*nodes_[3])};
  }

 public:
  explicit Parts(const FourNodes& four) : nodes_(four.nodes) {}

  std::vector<std::pair<Part, std::string>> lost() {
    expect(is_settled(each([](const Node& node) { return node.kind; })), Part::Kind);
    expect(is_settled(each([](const Node& node) { return node.title; })), Part::Title);
    expect(is_settled(each([](const Node& node) { return node.short_title; })), Part::ShortTitle);
    expect(is_settled(each([](const Node& node) { return node.sample; })), Part::Sample);
    for (const std::string& lang : names([](const Node& node) { return by_name(node.titles); }))
      expect(is_settled(each([&](const Node& node) { return by_name(node.titles)[lang]; })), Part::Title, lang);
    expect_fields();
    const auto links = [](const Node& node) { return std::set<model::Link>(node.links.begin(), node.links.end()); };
    expect(has_all(each(links)), Part::Links);
    expect_translations();
    return std::move(lost_);
  }

 private:
  static std::map<std::string, std::string> by_name(const std::vector<model::Translated>& titles) {
    std::map<std::string, std::string> out;
    for (const model::Translated& title : titles) out[title.lang] = title.text;
    return out;
  }

  template <typename Maps>
  [[nodiscard]] std::set<std::string> names(const Maps& of) const {
    std::set<std::string> out;
    for (const Node* const node : nodes_)
      for (const auto& entry : of(*node)) out.insert(entry.first);
    return out;
  }

  void expect(bool good, Part part, const std::string& name = "") {
    if (!good) lost_.emplace_back(part, name);
  }

  void expect_fields() {
    std::set<std::string> fields;
    for (const Node* const node : nodes_)
      for (const model::Field& field : node->fields) fields.insert(field.name);
    for (const std::string& name : fields) {
      const auto values = [&](const Node& node) {
        std::vector<std::string> out;
        if (const model::Field* const field = model::find_field(node, name))
          for (const model::FieldValue& value : field->values) out.push_back(meaning(value));
        return out;
      };
      const auto four = each(values);
      const auto as_set = [](const std::vector<std::string>& list) {
        return std::set<std::string>(list.begin(), list.end());
      };
      const bool good = settled(four) != nullptr
                            ? is_settled(four)
                            : has_all(Four<std::set<std::string>>{as_set(four[kBase]), as_set(four[kOurs]),
                                                                  as_set(four[kTheirs]), as_set(four[kResult])});
      expect(good || has_both_ends(name), Part::Field, name);
    }
  }

  /// Of a period that both sides changed, each another end.
  [[nodiscard]] bool has_both_ends(const std::string& field) const {
    const auto periods = each([&](const Node& node) { return period_of(node, field); });
    if (!std::all_of(periods.begin(), periods.end(), [](const auto& period) { return period.has_value(); }))
      return false;
    Four<std::optional<Date>> from;
    Four<std::optional<Date>> to;
    for (std::size_t version = 0; version < periods.size(); ++version) {
      from[version] = periods[version]->from;
      to[version] = periods[version]->to;
    }
    return is_settled(from) && is_settled(to);
  }

  /// Which translations there are, and what they were made from, unless both sides changed that.
  void expect_translations() {
    const auto bases = [](const Node& node) {
      std::map<std::string, std::string> out;
      for (const model::ProseTranslation& one : node.translations) out[one.lang] = one.basis.text;
      return out;
    };
    for (const std::string& lang : names(bases)) {
      const auto basis = [&](const Node& node) -> std::optional<std::string> {
        const std::map<std::string, std::string> all = bases(node);
        const auto found = all.find(lang);
        return found == all.end() ? std::nullopt : std::optional(found->second);
      };
      const auto four = each(basis);
      const bool made_anew_twice = settled(four) == nullptr && four[kOurs] && four[kTheirs];
      expect(made_anew_twice ? four[kResult].has_value() : is_settled(four), Part::Text, lang);
    }
  }

  Four<const Node*> nodes_;
  std::vector<std::pair<Part, std::string>> lost_;
};

}  // namespace

std::vector<std::pair<Part, std::string>> lost_parts(const FourNodes& four) {
  return Parts(four).lost();
}

}  // namespace zielbaum::accounting
