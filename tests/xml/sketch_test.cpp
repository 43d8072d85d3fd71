// Nodes found by their lines are those that are read, and reading some of them gives what reading all of them gives.
#include "support/catch.h"
#include "support/city_type_xml.h"
#include "support/documents.h"
#include "xml/xml.h"

using namespace zielbaum;

namespace {

const model::DocumentType kCity = test::city_type();

/// Any, and with each all above it.
std::vector<bool> some_of(const std::vector<xml::SketchedNode>& nodes, std::uint64_t seed) {
  test::Dice dice(seed);
  std::vector<bool> wanted(nodes.size());
  for (model::NodeIndex i = 0; i < nodes.size(); ++i) {
    if (i > 0 && !dice.once_in(5)) continue;
    for (model::NodeIndex above = i; above != model::kNoNode; above = nodes[above].parent) wanted[above] = true;
  }
  return wanted;
}

/// What is left of a whole document when only these nodes of it are wanted.
xml::ReadDocument part_of(const xml::ReadDocument& whole, const std::vector<bool>& wanted) {
  xml::ReadDocument part = whole;
  part.document.nodes.clear();
  part.lines.clear();
  std::vector<model::NodeIndex> place(wanted.size(), model::kNoNode);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!wanted[i]) continue;
    place[i] = static_cast<model::NodeIndex>(part.document.nodes.size());
    model::Node node = whole.document.nodes[i];
    if (node.parent != model::kNoNode) node.parent = place[node.parent];
    part.document.nodes.push_back(std::move(node));
    part.lines.push_back(whole.lines[i]);
  }
  return part;
}

}  // namespace

TEST_CASE("sketch: it has the nodes that are read, and some of them are read as all are") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    const std::string bytes = xml::write_document(test::random_document(kCity, 1 + seed * 2, seed), kCity);
    const auto whole = xml::read_document(bytes, kCity, "document.xml");
    REQUIRE(whole);
    const auto nodes = xml::sketch(bytes, kCity);
    REQUIRE(nodes);
    REQUIRE(nodes->size() == whole->document.nodes.size());
    for (std::size_t i = 0; i < nodes->size(); ++i) {
      CHECK((*nodes)[i].kind == whole->document.nodes[i].kind);
      CHECK((*nodes)[i].id == whole->document.nodes[i].id.text);
      CHECK((*nodes)[i].parent == whole->document.nodes[i].parent);
      CHECK((*nodes)[i].line == whole->lines[i].node);
    }
    const std::vector<bool> wanted = some_of(*nodes, seed);
    const auto part = xml::read_part(*nodes, wanted, kCity, "document.xml");
    REQUIRE(part);
    const xml::ReadDocument expected = part_of(*whole, wanted);
    CHECK(part->findings.empty());
    CHECK(part->document == expected.document);
    for (std::size_t i = 0; i < part->lines.size(); ++i) {
      CHECK(part->lines[i].node == expected.lines[i].node);
      CHECK(part->lines[i].fields == expected.lines[i].fields);
      CHECK(part->lines[i].links == expected.lines[i].links);
    }
  }
}

TEST_CASE("sketch: nothing is guessed about what is laid out otherwise") {
  const std::string good = xml::write_document(test::random_document(kCity, 9, 3), kCity);
  REQUIRE(xml::sketch(good, kCity));
  const std::size_t line = good.find('\n', good.size() / 2) + 1;
  for (const char* odd : {"<!-- x -->\n", "<a\n b=\"c\" />\n", "<schlagwort>a\n</schlagwort>\n", "text\n",
                          "<schlagwort>a</schlagwort> <schlagwort>b</schlagwort>\n", "</baustein>\n",
                          "<a b=\"/>\n\" />\n", "<![CDATA[x]]>\n"}) {
    CAPTURE(odd);
    std::string bytes = good;
    CHECK_FALSE(xml::sketch(bytes.insert(line, odd), kCity));
  }
  CHECK_FALSE(xml::sketch("", kCity));
  CHECK_FALSE(xml::sketch(good + good, kCity));
  CHECK_FALSE(xml::sketch(good.substr(0, good.size() / 2), kCity));
}
