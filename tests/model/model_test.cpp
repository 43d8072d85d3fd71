#include "model/document.h"
#include "model/paths.h"
#include "model/workspace.h"
#include "support/catch.h"

using namespace zielbaum;
using namespace zielbaum::model;

namespace {

Document tree() {
  Document document;
  const auto add = [&](NodeIndex parent, const char* id) {
    Node node;
    node.parent = parent;
    node.id.text = id;
    document.nodes.push_back(node);
  };
  add(kNoNode, "doc");
  add(0, "a");
  add(1, "a1");
  add(1, "a2");
  add(3, "a2x");
  add(0, "b");
  return document;
}

}  // namespace

TEST_CASE("document: subtrees, children and look-ups agree with the parents") {
  const Document document = tree();
  CHECK(subtree_end(document, 0) == 6);
  CHECK(subtree_end(document, 1) == 5);
  CHECK(subtree_end(document, 4) == 5);
  CHECK(children_of(document)[1] == std::vector<NodeIndex>{2, 3});
  CHECK(depth_of(document, 4) == 3);
  const Index index(document);
  for (NodeIndex i = 0; i < document.nodes.size(); ++i) {
    CHECK(index.find(document.nodes[i].id.text) == i);
    CHECK(find_node(document, document.nodes[i].id) == i);
  }
  CHECK(index.find("c") == kNoNode);
}

TEST_CASE("target: reading and writing is the identity") {
  for (const char* text : {"a", "doc/a", "doc/a@beschluss-2022"}) CHECK(to_string(*parse_target(text)) == text);
  for (const char* text : {"", "/a", "doc/", "doc/a@", "a/b/c", "../x", "A"})
    CHECK_FALSE(parse_target(text).has_value());
}

TEST_CASE("paths: a prose path gives its node and language back") {
  const NodeId node{"kiezbox-q2vh"};
  CHECK(prose_path({"doc"}, Layout::Flat, node) == "documents/doc/text/kiezbox-q2vh.md");
  CHECK(prose_path({"doc"}, Layout::Sharded, node, "en") == "documents/doc/text/vh/kiezbox-q2vh.en.md");
  CHECK(parse_prose_name("kiezbox-q2vh.en.md").lang == "en");
  CHECK(parse_prose_name("kiezbox-q2vh.md").node == node);
  CHECK(parse_prose_name("../x.md").node.empty());
  CHECK(parse_prose_name("x.txt").node.empty());
}

TEST_CASE("register: who took over, in order; a circle ends where it began") {
  Parties parties(3);
  parties[0].id = PartyId{"a"};
  parties[0].successor = PartyId{"b"};
  parties[1].id = PartyId{"b"};
  parties[1].successor = PartyId{"c"};
  parties[2].id = PartyId{"c"};
  CHECK(succession(parties, PartyId{"a"}) == std::vector<PartyId>{{"a"}, {"b"}, {"c"}});
  CHECK(succession(parties, PartyId{"c"}) == std::vector<PartyId>{{"c"}});
  CHECK(succession(parties, PartyId{"unknown"}) == std::vector<PartyId>{{"unknown"}});
  CHECK(succession(parties, PartyId{}).empty());
  parties[2].successor = PartyId{"a"};
  CHECK(succession(parties, PartyId{"b"}) == std::vector<PartyId>{{"b"}, {"c"}, {"a"}});
}
