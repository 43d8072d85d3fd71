// Laws of the merge over random versions.
#include <algorithm>
#include <map>
#include <set>

#include "diff/random_documents.h"
#include "merge/merge.h"
#include "merge/seeds.h"
#include "support/catch.h"

using namespace zielbaum;
using namespace zielbaum::test;
using model::Document;
using model::Node;

namespace {

/// Texts that cannot be merged: it is one or the other.
Result<merge::MergedProse> no_words(const std::optional<ContentId>& base, const ContentId& ours,
                                    const ContentId& theirs, merge::Side where_both) {
  return merge::MergedProse{where_both == merge::Side::Base   ? base
                            : where_both == merge::Side::Ours ? std::optional(ours)
                                                              : std::optional(theirs),
                            true};
}

/// Kinds and fields as random_documents.h makes them; two of the fields are lists.
model::DocumentType type_of_random() {
  model::DocumentType type;
  type.name = "t";
  for (const char* name : {"goal", "measure", "project"}) {
    model::KindRule kind;
    kind.name = name;
    kind.children = {"goal", "measure", "project"};
    for (const char* field : {"period", "status", "budget", "responsible", "involved"}) {
      model::FieldRule rule;
      rule.name = field;
      rule.options.push_back({"running", {}});
      if (rule.name == "involved") rule.listing = model::Listing::Set;
      if (rule.name == "budget") rule.listing = model::Listing::Sequence;
      kind.fields.push_back(rule);
    }
    type.kinds.push_back(kind);
  }
  return type;
}

const model::DocumentType kType = type_of_random();

merge::Merged merged(const Document& base, const Document& ours, const Document& theirs,
                     const std::vector<merge::Choice>& choices = {}) {
  Result<merge::Merged> out = merge::merge(base, ours, theirs, kType, no_words, choices);
  REQUIRE(out.has_value());
  return std::move(*out);
}

struct Versions {
  Document base, ours, theirs;
};

Versions random_versions(std::uint32_t seed) {
  Random random(seed);
  Versions out;
  out.base = random_document(random, 9, 1 + pick(random, 9));
  out.ours = out.theirs = out.base;
  std::size_t next_id = 0;
  for (Document* const side : {&out.ours, &out.theirs}) {
    for (std::size_t i = pick(random, 5); i > 0; --i) random_edit(random, *side, next_id);
    if (chance(random, 10)) next_id = 0;  // then both may add a node of one id
  }
  return out;
}

std::map<std::string, const Node*> by_id(const Document& document) {
  std::map<std::string, const Node*> out;
  for (const Node& node : document.nodes) out.emplace(node.id.text, &node);
  return out;
}

std::string parent_id(const Document& document, const Node& node) {
  return node.parent == model::kNoNode ? "" : document.nodes[node.parent].id.text;
}

/// What breaks the laws; assertions for each of a million parts would take their time.
class Complaints {
 public:
  void unless(bool holds, const std::string& what) {
    if (!holds) text_ += what + "\n";
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void check_is_tree(const Document& document, Complaints& complaints) {
  REQUIRE_FALSE(document.nodes.empty());
  complaints.unless(by_id(document).size() == document.nodes.size(), "a node stands twice");
  for (model::NodeIndex i = 0; i < document.nodes.size(); ++i) {
    const model::NodeIndex parent = document.nodes[i].parent;
    REQUIRE((parent == model::kNoNode) == (i == 0));
    if (i == 0) continue;
    // In reading order the parent is the node before, or one above that.
    model::NodeIndex above = i - 1;
    while (above != model::kNoNode && above != parent) above = document.nodes[above].parent;
    REQUIRE(above == parent);
  }
}

bool concerns(const merge::Merged& result, const std::string& id) {
  return std::any_of(result.conflicts.begin(), result.conflicts.end(),
                     [&](const merge::Conflict& conflict) { return conflict.node.text == id; });
}

/// All that a node says, as text by part.
std::map<std::string, std::string> parts(const Node& node) {
  std::map<std::string, std::string> out;
  out["kind"] = node.kind;
  out["title"] = node.title;
  out["short"] = node.short_title;
  out["sample"] = node.sample ? "1" : "";
  out["prose"] = node.prose ? node.prose->text : "";
  for (const model::Translated& title : node.titles) out["title " + title.lang] = title.text;
  for (const model::Link& link : node.links) out["link " + link.role + model::to_string(link.to)] = "1";
  return out;
}

/// What only one side changed is in the result.
void check_parts(const Versions& versions, const merge::Merged& result, Complaints& complaints) {
  const auto base = by_id(versions.base);
  const auto merged_nodes = by_id(result.document);
  const std::array<std::map<std::string, const Node*>, 2> sides = {by_id(versions.ours), by_id(versions.theirs)};
  for (std::size_t side = 0; side < 2; ++side) {
    for (const auto& [id, node] : sides[side]) {
      const auto before = base.find(id);
      const auto there = sides[1 - side].find(id);
      if (before == base.end() || there == sides[1 - side].end()) continue;
      REQUIRE(merged_nodes.contains(id));
      const Node& after = *merged_nodes.at(id);
      auto was_parts = parts(*before->second);
      auto other_parts = parts(*there->second);
      auto after_parts = parts(after);
      for (const auto& [name, value] : parts(*node)) {
        const std::string& was = was_parts[name];
        const std::string& other = other_parts[name];
        if (other == was) complaints.unless(after_parts[name] == value, id + " lost its " + name);
        if (value != was && other != was && other != value)
          complaints.unless(concerns(result, id), "no conflict about " + name + " of " + id);
      }
      for (const model::Field& field : node->fields) {
        const model::Field* const was = model::find_field(*before->second, field.name);
        const model::Field* const other = model::find_field(*there->second, field.name);
        const bool other_left_it = was == nullptr ? other == nullptr : other != nullptr && *other == *was;
        const model::Field* const is = model::find_field(after, field.name);
        if (other_left_it) complaints.unless(is != nullptr && *is == field, id + " lost its " + field.name);
      }
      const std::string parent = parent_id(sides[side] == sides[0] ? versions.ours : versions.theirs, *node);
      const std::string was_parent = parent_id(versions.base, *before->second);
      const std::string other_parent = parent_id(side == 0 ? versions.theirs : versions.ours, *there->second);
      if (other_parent == was_parent && !concerns(result, id))
        complaints.unless(parent_id(result.document, after) == parent, id + " is not where it was put");
    }
  }
}

bool holds(const model::Field* field, const model::FieldValue& value) {
  return field != nullptr && std::find(field->values.begin(), field->values.end(), value) != field->values.end();
}

/// Each value that a side put into a list is there, and each that a side took out is gone, or somebody is asked.
void check_lists(const Versions& versions, const merge::Merged& result, Complaints& complaints) {
  const auto base = by_id(versions.base);
  const auto ours = by_id(versions.ours);
  const auto theirs = by_id(versions.theirs);
  for (const Node& after : result.document.nodes) {
    const std::string& id = after.id.text;
    if (!base.contains(id) || !ours.contains(id) || !theirs.contains(id)) continue;
    for (const char* const name : {"involved", "budget"}) {
      const merge::Conflict conflict{merge::ConflictSort::Field, after.id, name};
      if (std::binary_search(result.conflicts.begin(), result.conflicts.end(), conflict)) continue;
      const model::Field* const was = model::find_field(*base.at(id), name);
      const model::Field* const our = model::find_field(*ours.at(id), name);
      const model::Field* const their = model::find_field(*theirs.at(id), name);
      for (const model::Field* const field : {was, our, their}) {
        if (field == nullptr) continue;
        for (const model::FieldValue& value : field->values) {
          const bool a = holds(our, value);
          const bool b = holds(their, value);
          const bool wanted = holds(was, value) ? a && b : a || b;
          complaints.unless(holds(model::find_field(after, name), value) == wanted,
                            id + " has other values of " + name);
        }
      }
    }
  }
}

/// What `side` moved out of a part that the other one dropped, to a place that this one has, lives there, and nobody is
/// asked.
void check_moved_out(const Versions& versions, const Document& side, const Document& other, const merge::Merged& result,
                     Complaints& complaints) {
  const auto base = by_id(versions.base);
  const auto there = by_id(other);
  const auto after = by_id(result.document);
  for (const Node& node : side.nodes) {
    const std::string& id = node.id.text;
    if (!base.contains(id) || there.contains(id)) continue;
    const std::string was_parent = parent_id(versions.base, *base.at(id));
    if (was_parent.empty() || there.contains(was_parent) || parent_id(side, node) == was_parent) continue;
    bool hangs_there = true;
    for (model::NodeIndex above = node.parent; above != model::kNoNode; above = side.nodes[above].parent)
      hangs_there = hangs_there && there.contains(side.nodes[above].id.text);
    if (!hangs_there) continue;
    complaints.unless(after.contains(id) && parent_id(result.document, *after.at(id)) == parent_id(side, node),
                      id + " is not where it was saved");
    const merge::Conflict conflict{merge::ConflictSort::Removed, node.id, ""};
    complaints.unless(!std::binary_search(result.conflicts.begin(), result.conflicts.end(), conflict),
                      id + " was saved, and somebody is asked");
  }
}

/// Nothing is there that should not be, and all is there that should.
void check_presence(const Versions& versions, const merge::Merged& result, Complaints& complaints) {
  const auto base = by_id(versions.base);
  const auto ours = by_id(versions.ours);
  const auto theirs = by_id(versions.theirs);
  const auto after = by_id(result.document);
  for (const auto* const side : {&ours, &theirs}) {
    const auto& other = side == &ours ? theirs : ours;
    for (const auto& [id, node] : *side) {
      if (!base.contains(id) || other.contains(id)) {
        complaints.unless(after.contains(id), id + " is gone");
      } else if (!(Node(*node) == *base.at(id)) && parts(*node) != parts(*base.at(id))) {
        complaints.unless(after.contains(id), id + " was edited and is gone");
      }
    }
  }
  for (const auto& [id, node] : after)
    complaints.unless(ours.contains(id) || theirs.contains(id), id + " is in neither");
  for (const auto& [id, node] : base)
    if (!ours.contains(id) && !theirs.contains(id)) complaints.unless(!after.contains(id), id + " was dropped by both");
}

}  // namespace

TEST_CASE("merge: what only one side changed, or both alike, is taken as it is") {
  for (std::uint32_t seed = 1; seed <= seeds() / 5; ++seed) {
    const Versions versions = random_versions(seed);
    for (const auto& [ours, theirs] :
         {std::pair(&versions.ours, &versions.base), std::pair(&versions.base, &versions.ours),
          std::pair(&versions.ours, &versions.ours)}) {
      const merge::Merged result = merged(versions.base, *ours, *theirs);
      INFO("seed " << seed);
      CHECK((result.document == versions.ours && result.conflicts.empty() && result.notes.empty()));
    }
  }
}

TEST_CASE("merge: a tree that has all that either side did, and the same with the sides swapped") {
  const std::uint32_t all = seeds(kSanitized ? 1000 : 5000);  // enough to meet each sort of conflict
  std::size_t clean = 0;
  std::set<merge::ConflictSort> sorts;
  for (std::uint32_t seed = 1; seed <= all; ++seed) {
    const Versions versions = random_versions(seed);
    const merge::Merged result = merged(versions.base, versions.ours, versions.theirs);
    Complaints complaints;
    check_is_tree(result.document, complaints);
    check_presence(versions, result, complaints);
    check_parts(versions, result, complaints);
    check_lists(versions, result, complaints);
    check_moved_out(versions, versions.ours, versions.theirs, result, complaints);
    check_moved_out(versions, versions.theirs, versions.ours, result, complaints);
    const merge::Merged swapped = merged(versions.base, versions.theirs, versions.ours);
    complaints.unless(swapped.document == result.document, "another document with the sides swapped");
    complaints.unless(swapped.conflicts == result.conflicts, "other conflicts with the sides swapped");
    complaints.unless(swapped.notes == result.notes, "other notes with the sides swapped");
    INFO("seed " << seed);
    CHECK(complaints.text() == "");
    clean += result.clean() ? 1 : 0;
    for (const merge::Conflict& conflict : result.conflicts) sorts.insert(conflict.sort);
  }
  CHECK(clean > all / 5);
  CHECK(clean < all / 10 * 9);
  CHECK(sorts.size() >= 9);
}

namespace {

std::vector<merge::Choice> swapped(std::vector<merge::Choice> choices) {
  for (merge::Choice& choice : choices) {
    if (choice.side != merge::Side::Base)
      choice.side = choice.side == merge::Side::Ours ? merge::Side::Theirs : merge::Side::Ours;
  }
  return choices;
}

}  // namespace

TEST_CASE("merge: what was decided is no conflict any more, and in the end all is decided") {
  std::size_t decisions = 0;
  std::size_t dropped = 0;
  for (std::uint32_t seed = 1; seed <= seeds(); ++seed) {
    const Versions versions = random_versions(seed);
    merge::Merged result = merged(versions.base, versions.ours, versions.theirs);
    if (result.clean()) continue;
    Random random(seed);
    std::vector<merge::Choice> choices;
    Complaints complaints;
    for (std::size_t round = 0; round < 30 && !result.clean(); ++round) {
      const merge::Conflict conflict = result.conflicts[pick(random, result.conflicts.size())];
      // Places may be chosen that together make a circle again; then one must be chosen anew.
      const bool may_stay = conflict.sort == merge::ConflictSort::Circle;
      const auto again =
          std::erase_if(choices, [&](const merge::Choice& choice) { return choice.conflict == conflict; });
      complaints.unless(may_stay || again == 0, "asked twice about " + conflict.node.text + " " + conflict.part);
      choices.push_back({conflict, chance(random, 50) ? merge::Side::Ours : merge::Side::Theirs});
      const std::size_t before = result.document.nodes.size();
      result = merged(versions.base, versions.ours, versions.theirs, choices);
      check_is_tree(result.document, complaints);
      complaints.unless(
          may_stay || std::find(result.conflicts.begin(), result.conflicts.end(), conflict) == result.conflicts.end(),
          "still open: " + conflict.node.text + " " + conflict.part);
      const merge::Merged other = merged(versions.base, versions.theirs, versions.ours, swapped(choices));
      complaints.unless(other.document == result.document, "another document with the sides swapped");
      complaints.unless(other.conflicts == result.conflicts, "other conflicts with the sides swapped");
      ++decisions;
      dropped += result.document.nodes.size() < before ? 1 : 0;
    }
    complaints.unless(result.clean(), "there is no end to it");
    INFO("seed " << seed);
    CHECK(complaints.text() == "");
  }
  CHECK(decisions > seeds() / 10);
  CHECK(dropped > 0);
}

TEST_CASE("merge: of what a document says as a whole the side counts that was chosen") {
  Versions versions = random_versions(1);
  versions.ours = versions.theirs = versions.base;
  versions.base.lang = "de";
  versions.ours.lang = "en";
  versions.theirs.lang = "fr";
  const merge::Merged open = merged(versions.base, versions.ours, versions.theirs);
  REQUIRE(open.conflicts.size() == 1);
  CHECK(open.document == versions.base);
  const auto chosen = [&](merge::Side side) {
    return merged(versions.base, versions.ours, versions.theirs, {{open.conflicts.front(), side}});
  };
  CHECK(chosen(merge::Side::Base).document == versions.base);
  CHECK(chosen(merge::Side::Ours).document == versions.ours);
  CHECK(chosen(merge::Side::Theirs).document == versions.theirs);
  CHECK(chosen(merge::Side::Ours).clean());
}

TEST_CASE("merge: a link to what goes with the node above it is told") {
  Document base;
  base.type = kType.name;
  const auto add = [](Document& document, const char* id, model::NodeIndex parent) {
    Node node;
    node.parent = parent;
    node.kind = parent == model::kNoNode ? kType.name : "goal";
    node.id = NodeId{id};
    document.nodes.push_back(node);
  };
  add(base, "plan", model::kNoNode);
  add(base, "verkehr", 0);
  Document ours = base;
  add(base, "netz", 0);
  Document theirs = base;
  theirs.nodes[2].title = "Netze";
  add(theirs, "kiezbox", 2);
  theirs.nodes[1].links.push_back({"relates", {{}, NodeId{"kiezbox"}, {}}});

  const merge::Conflict dropped{merge::ConflictSort::Removed, NodeId{"netz"}, ""};
  CHECK(merged(base, ours, theirs).conflicts == std::vector{dropped});
  const merge::Merged without = merged(base, ours, theirs, {{dropped, merge::Side::Ours}});
  CHECK(without.document.nodes.size() == 2);
  CHECK(without.conflicts ==
        std::vector{merge::Conflict{merge::ConflictSort::Link, NodeId{"verkehr"}, "relates kiezbox"}});
}

namespace {

/// A plan with a measure, of a type in which only measures have a budget and stand below goals.
struct Kinds {
  model::DocumentType type;
  Document base, ours, theirs;

  Kinds() {
    for (const char* const name : {"t", "goal", "measure"}) {
      model::KindRule kind;
      kind.name = name;
      kind.children = {"goal", "measure"};
      if (kind.name == "measure") kind.children.clear();
      if (kind.name == "measure") kind.fields.emplace_back().name = "budget";
      type.kinds.push_back(kind);
    }
    for (const char* const kind : {"t", "measure", "goal"}) {
      Node node;
      node.parent = base.nodes.empty() ? model::kNoNode : 0;
      node.id.text = "n" + std::to_string(base.nodes.size());
      node.kind = kind;
      base.nodes.push_back(node);
    }
    ours = theirs = base;
  }
  [[nodiscard]] merge::Merged merged(const std::vector<merge::Choice>& choices = {}) const {
    return merge::merge(base, ours, theirs, type, no_words, choices).value();
  }
};

}  // namespace

TEST_CASE(
    "merge: another kind here and a value there that it does not have: people decide, and the value goes with it") {
  Kinds kinds;
  kinds.ours.nodes[1].kind = "goal";
  kinds.theirs.nodes[1].fields = {{"budget", {model::Text{"viel"}}}};
  const merge::Conflict asked{merge::ConflictSort::Kind, NodeId{"n1"}, ""};
  CHECK(kinds.merged().conflicts == std::vector{asked});
  const merge::Merged goal = kinds.merged({{asked, merge::Side::Ours}});
  CHECK(goal.clean());
  CHECK(goal.document == kinds.ours);
  const merge::Merged measure = kinds.merged({{asked, merge::Side::Theirs}});
  CHECK(measure.clean());
  CHECK(measure.document == kinds.theirs);
}

TEST_CASE("merge: another kind here and a node there that may not stand below it: the old kind is an answer") {
  Kinds kinds;
  kinds.ours.nodes[2].kind = "measure";
  Node below = kinds.base.nodes[1];
  below.parent = 2;
  below.id.text = "n3";
  kinds.theirs.nodes.push_back(below);
  const merge::Conflict asked{merge::ConflictSort::Kind, NodeId{"n2"}, ""};
  CHECK(kinds.merged().conflicts == std::vector{asked});
  CHECK(kinds.merged({{asked, merge::Side::Ours}}).conflicts == std::vector{asked});  // what was put there stays
  const merge::Merged goal = kinds.merged({{asked, merge::Side::Theirs}});
  CHECK(goal.clean());
  CHECK(goal.document == kinds.theirs);
}

TEST_CASE("merge: the ends of a period are two things, unless it would end before it begins") {
  const auto year = [](int value) { return std::optional(Date{static_cast<std::int16_t>(value), 0, 0}); };
  const auto merged_period = [&](const Period& base, const Period& ours, const Period& theirs) {
    Kinds kinds;
    std::size_t version = 0;
    for (Document* const one : {&kinds.base, &kinds.ours, &kinds.theirs})
      one->nodes[1].fields = {{"budget", {version == 0 ? base : version == 1 ? ours : theirs}}}, ++version;
    const merge::Merged result = kinds.merged();
    const Period period = std::get<Period>(result.document.nodes[1].fields.front().values.front());
    return std::pair(period, result.conflicts.size());
  };
  const Period base{year(2022), year(2025)};
  CHECK(merged_period(base, {year(2023), year(2025)}, {year(2022), year(2026)}) ==
        std::pair(Period{year(2023), year(2026)}, std::size_t{0}));
  CHECK(merged_period(base, {year(2023), year(2025)}, {year(2022), std::nullopt}) ==
        std::pair(Period{year(2023), std::nullopt}, std::size_t{0}));
  CHECK(merged_period(base, {year(2023), year(2026)}, {year(2022), year(2026)}) ==
        std::pair(Period{year(2023), year(2026)}, std::size_t{0}));
  CHECK(merged_period(base, {year(2025), year(2025)}, {year(2022), year(2024)}) == std::pair(base, std::size_t{1}));
  CHECK(merged_period(base, {std::nullopt, year(2025)}, {year(2022), std::nullopt}) == std::pair(base, std::size_t{1}));
  CHECK(merged_period(base, {year(2023), year(2025)}, {year(2024), year(2025)}) == std::pair(base, std::size_t{1}));
}
