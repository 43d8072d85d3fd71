// Random merges of trees are accounted for; what is changed in the result afterwards is found.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "accounting/lost.h"
#include "diff/random_documents.h"
#include "merge/merge.h"
#include "merge/seeds.h"
#include "support/catch.h"

using namespace zielbaum;
using namespace zielbaum::test;
using model::Document;

namespace {

/// As a file can say it: texts in fields, links to nodes, and the root of one kind.
Document sayable(Document document) {
  document.nodes.front().kind = "goal";
  for (model::Node& node : document.nodes) {
    std::erase_if(node.fields,
                  [](const model::Field& field) { return field.name == "responsible" || field.name == "involved"; });
    std::sort(node.fields.begin(), node.fields.end(), [](const auto& a, const auto& b) {
      return std::string_view("psb").find(a.name[0]) < std::string_view("psb").find(b.name[0]);
    });
    for (model::Field& field : node.fields) {
      std::vector<model::FieldValue> words;
      for (const model::FieldValue& value : field.values) {
        const model::FieldValue word = model::Text{"Wert " + std::to_string(value.index())};
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
      }
      if (field.name == "period") words.resize(1);
      field.values = std::move(words);
    }
    std::set<model::Link> links;
    for (const model::Link& link : node.links)
      links.insert({link.role, {{}, NodeId{"n" + std::to_string(link.to.node.text.size() % 5)}, {}}});
    node.links.assign(links.begin(), links.end());
  }
  return document;
}

/// Of a text that both changed it is one or the other, as merge() below has it.
Result<merge::MergedProse> no_words(const std::optional<ContentId>& base, const ContentId&, const ContentId&,
                                    merge::Side) {
  return merge::MergedProse{base, true};
}

std::vector<accounting::Item> asked_about(const std::vector<merge::Conflict>& conflicts) {
  using accounting::Part;
  using merge::ConflictSort;
  static const std::map<ConflictSort, Part> kParts = {{ConflictSort::Removed, Part::Node},
                                                      {ConflictSort::Twice, Part::Node},
                                                      {ConflictSort::Place, Part::Place},
                                                      {ConflictSort::Circle, Part::Place},
                                                      {ConflictSort::Kind, Part::Kind},
                                                      {ConflictSort::Title, Part::Title},
                                                      {ConflictSort::ShortTitle, Part::ShortTitle},
                                                      {ConflictSort::Sample, Part::Sample},
                                                      {ConflictSort::Field, Part::Field},
                                                      {ConflictSort::Link, Part::Links},
                                                      {ConflictSort::Prose, Part::Text},
                                                      {ConflictSort::Whole, Part::Document}};
  std::vector<accounting::Item> out;
  for (const merge::Conflict& conflict : conflicts) {
    const Part part = kParts.at(conflict.sort);
    const bool named = part == Part::Title || part == Part::Field || part == Part::Text;
    out.push_back({conflict.node, part, named ? conflict.part : ""});
  }
  return out;
}

}  // namespace

TEST_CASE("accounting: random merges of trees are accounted for, and what they lose is found") {
  std::size_t found = 0;
  std::size_t clean = 0;
  for (std::uint32_t seed = 1; seed <= seeds() / 5; ++seed) {
    Random random(seed);
    TreeVersions versions;
    versions.base = sayable(random_document(random, 9, 1 + pick(random, 9)));
    versions.ours = versions.theirs = versions.base;
    std::size_t next_id = 0;
    for (Document* const side : {&versions.ours, &versions.theirs}) {
      for (std::size_t i = pick(random, 5); i > 0; --i) random_edit(random, *side, next_id);
      *side = sayable(std::move(*side));
      if (chance(random, 10)) next_id = 0;  // then both may add a node of one id
    }
    const Result<merge::Merged> merged =
        merge::merge(versions.base, versions.ours, versions.theirs, kType, no_words, {});
    REQUIRE(merged.has_value());
    std::string said;
    for (const accounting::Item& item : lost(versions, merged->document, {asked_about(merged->conflicts), {}, {}}))
      said += item.node.text + " " + std::to_string(static_cast<int>(item.part)) + " " + item.name + "\n";
    INFO("seed " << seed << "\n"
                 << said << "--- base\n"
                 << xml::write_document(versions.base, kType) << "--- ours\n"
                 << xml::write_document(versions.ours, kType) << "--- theirs\n"
                 << xml::write_document(versions.theirs, kType) << "--- merged\n"
                 << xml::write_document(merged->document, kType));
    CHECK(said.empty());
    if (!merged->conflicts.empty()) continue;
    ++clean;

    Document worse = merged->document;
    const auto node = static_cast<model::NodeIndex>(pick(random, worse.nodes.size()));
    switch (pick(random, 4)) {
      case 0:
        worse.nodes[node].title += " anders";
        break;
      case 1:
        if (node != 0) cut(worse, node);
        break;
      case 2:
        worse.nodes[node].prose = ContentId{std::string(40, 'b')};
        break;
      default:
        worse.nodes[node].links.push_back({"supports", {{}, NodeId{"n9"}, {}}});
        std::sort(worse.nodes[node].links.begin(), worse.nodes[node].links.end());
        break;
    }
    if (worse == merged->document) continue;
    ++found;
    CHECK_FALSE(lost(versions, worse).empty());
  }
  CHECK(clean > seeds() / 50);
  CHECK(found > seeds() / 100);
}

TEST_CASE("accounting: each end of a period is one thing") {
  model::DocumentType type = kType;
  for (model::KindRule& kind : type.kinds) kind.fields.front().type = model::FieldType::Period;
  const auto with_period = [](int from, int to) {
    const auto year = [](int value) { return Date{static_cast<std::int16_t>(value), 0, 0}; };
    Document document;
    document.type = "t";
    model::Node root;
    root.kind = "goal";
    root.id.text = "plan";
    root.title = "Plan";
    root.fields = {{"period", {Period{year(from), year(to)}}}};
    document.nodes.push_back(root);
    return document;
  };
  const TreeVersions versions{with_period(2022, 2025), with_period(2023, 2025), with_period(2022, 2026)};
  const std::vector<accounting::Item> period = {{NodeId{"plan"}, accounting::Part::Field, "period"}};
  CHECK(lost(versions, with_period(2023, 2026), {}, {}, type).empty());
  CHECK(lost(versions, with_period(2023, 2025), {}, {}, type) == period);
  CHECK(lost(versions, with_period(2022, 2026), {}, {}, type) == period);
  CHECK(lost(versions, with_period(2022, 2025), {}, {}, type) == period);
}
