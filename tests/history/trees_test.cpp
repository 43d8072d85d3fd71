// That looking at the differing parts of two trees alone says what looking at all of both says.
#include <algorithm>

#include "history/trees_internal.h"
#include "random_history.h"
#include "support/rounds.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

std::map<NodeId, std::vector<std::string_view>> told(const diff::Changes& changes) {
  std::map<NodeId, std::vector<std::string_view>> words;
  for (const diff::Change& change : changes.nodes) words[change.node] = diff::what(change);
  return words;
}

model::Document read_tree(const std::string& bytes, const model::DocumentType& type) {
  Result<xml::ReadDocument> read = xml::read_document(bytes, type, "document.xml");
  REQUIRE(read.has_value());
  return std::move(read->document);
}

void edit_tree(Random& random, model::Document& document) {
  const auto index = static_cast<model::NodeIndex>(pick(random, document.nodes.size()));
  model::Node& node = document.nodes[index];
  switch (pick(random, 5)) {
    case 0:
      node.title = random_title(random);
      break;
    case 1:
      node.sample = !node.sample;
      break;
    case 2:
      node.translations = {{"fr", ContentId{std::string(40, 'c')}, std::nullopt}};
      break;
    case 3:
      if (index != 0) cut(document, index);
      break;
    default:
      if (index == 0) return;
      {
        const model::NodeIndex parent = node.parent;
        std::vector<model::Node> subtree = cut(document, index);
        paste(document, std::move(subtree), parent, pick(random, 4));
      }
      break;
  }
}

}  // namespace

namespace {

std::optional<history::DifferingParts> differing_parts(const std::string& before, const std::string& after,
                                                       const model::DocumentType& type) {
  std::optional<xml::Outline> old_outline = xml::Outline::of(before, type);
  std::optional<xml::Outline> new_outline = xml::Outline::of(after, type);
  if (!old_outline || !new_outline) return std::nullopt;
  const DocumentId id{std::string(old_outline->nodes().front().id)};
  return history::differing_parts(*old_outline, *new_outline, type, id);
}

}  // namespace

TEST_CASE("history: the differing parts of two trees tell all changes") {
  Random random(11);
  const model::DocumentType type = *xml::read_type(kCityTypeXml, kTypePath);
  std::size_t fewer = 0;
  for (int round = 0; round < rounds(400); ++round) {
    const model::Document before = random_document(type, 5 + pick(random, 40), random());
    model::Document after = before;
    for (std::size_t edits = 1 + pick(random, 2); edits > 0; --edits) edit_tree(random, after);
    const std::string old_bytes = xml::write_document(before, type);
    const std::string new_bytes = xml::write_document(after, type);
    const std::optional<history::DifferingParts> parts = differing_parts(old_bytes, new_bytes, type);
    REQUIRE(parts);
    fewer += parts->before.nodes.size() < before.nodes.size();
    const model::Document old_tree = read_tree(old_bytes, type);
    const model::Document new_tree = read_tree(new_bytes, type);
    CHECK(told(diff::compare(parts->before, parts->after)) == told(diff::compare(old_tree, new_tree)));
    const history::Roster roster = history::Roster(old_tree).with(parts->before, parts->after);
    const history::Roster whole(new_tree);
    for (const model::Document* document : {&old_tree, &new_tree}) {
      for (const model::Node& node : document->nodes) {
        CHECK(roster.contains(node.id) == whole.contains(node.id));
        for (const char* lang : {"en", "fr"})
          CHECK(roster.translates(node.id, lang) == whole.translates(node.id, lang));
      }
    }
  }
  CHECK(fewer > rounds(150U));
}

TEST_CASE("history: of trees that are not laid out as we write them no parts are taken") {
  const model::DocumentType type = *xml::read_type(kCityTypeXml, kTypePath);
  const std::string head = "<strategie xmlns=\"urn:zielbaum:type:musterstadt:2\" id=\"plan\" lang=\"de\">\n";
  const auto with = [&](const std::string& inside) { return head + inside + "</strategie>\n"; };
  const auto taken = [&](const std::string& a, const std::string& b) {
    return differing_parts(with(a), with(b), type).has_value();
  };
  const std::string open = "  <handlungsfeld id=\"a\">\n";
  const std::string close = "  </handlungsfeld>\n";
  CHECK(taken(open + "    <title>A</title>\n" + close, open + "    <title>B</title>\n" + close));
  CHECK(taken("  <title>A</title>\n", "  <title>B</title>\n"));
  CHECK(taken(open + close, open + close + "  <handlungsfeld id=\"b\">\n" + close));
  // Another indentation, unparsed text, two nodes in one line, nothing that can be read.
  CHECK_FALSE(taken(open + "    <title><![CDATA[\n    <x id=\"y\">\n      A]]></title>\n" + close,
                    open + "    <title><![CDATA[\n    <x id=\"y\">\n      B]]></title>\n" + close));
  const std::string two = "  <handlungsfeld id=\"a\"><title>A</title></handlungsfeld><handlungsfeld id=\"b\">\n";
  CHECK_FALSE(taken(two + "    <title>A</title>\n" + close, two + "    <title>B</title>\n" + close));
  CHECK_FALSE(taken(open + "    <title>A</title>\n" + close, open + "    <title>B</tit\n" + close));
}
