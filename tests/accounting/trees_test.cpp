// What a merge of trees may get wrong, one mistake each: the accounting finds it, and blames none that is right.
#include <functional>

#include "accounting/lost.h"
#include "diff/random_documents.h"
#include "support/catch.h"

using namespace zielbaum;
using namespace zielbaum::test;
using accounting::Item;
using accounting::Part;
using model::Document;
using model::Node;

namespace {

using Edit = std::function<void(Document&)>;

/// A root with two goals, each with two measures: 1 with 11 and 12, 2 with 21 and 22.
Document tree() {
  Document out;
  out.type = "t";
  const auto add = [&](const char* id, model::NodeIndex parent, const char* kind) {
    Node node;
    node.parent = parent;
    node.id = NodeId{id};
    node.kind = kind;
    node.title = std::string("Titel ") + id;
    out.nodes.push_back(std::move(node));
    return static_cast<model::NodeIndex>(out.nodes.size() - 1);
  };
  add("plan", model::kNoNode, "goal");
  for (const char* const goal : {"1", "2"}) {
    const model::NodeIndex above = add((std::string("n") + goal).c_str(), 0, "goal");
    for (const char* const measure : {"1", "2"}) add((std::string("n") + goal + measure).c_str(), above, "measure");
  }
  return out;
}

Node& at(Document& document, const char* id) {
  return document.nodes[model::find_node(document, NodeId{id})];
}
model::NodeIndex index(const Document& document, const char* id) {
  return model::find_node(document, NodeId{id});
}

Edit title(const char* id, const char* is) {
  return [=](Document& document) { at(document, id).title = is; };
}
Edit drop(const char* id) {
  return [=](Document& document) { cut(document, index(document, id)); };
}
/// At the `place`th place below.
Edit move(const char* id, const char* below, std::size_t place) {
  return [=](Document& document) {
    std::vector<Node> subtree = cut(document, index(document, id));
    paste(document, std::move(subtree), index(document, below), place);
  };
}
Edit put(const char* id, const char* below, std::size_t place, const char* title = "Neu") {
  return [=](Document& document) {
    Node node;
    node.id = NodeId{id};
    node.kind = "measure";
    node.title = title;
    paste(document, {node}, index(document, below), place);
  };
}
Edit text(const char* id, char content) {
  return [=](Document& document) { at(document, id).prose = ContentId{std::string(40, content)}; };
}
Edit field(const char* id, const char* name, const std::vector<const char*>& values) {
  return [=](Document& document) {
    model::Field one{name, {}};
    for (const char* const value : values) one.values.push_back(model::Text{value});
    std::vector<model::Field>& fields = at(document, id).fields;
    std::erase_if(fields, [&](const model::Field& other) { return other.name == name; });
    if (!values.empty()) fields.push_back(std::move(one));
  };
}
Edit linked_to(const char* id, const char* to) {
  return [=](Document& document) { at(document, id).links.push_back({"serves", {{}, NodeId{to}, {}}}); };
}
Edit translated(const char* id, const char* is) {
  return [=](Document& document) { at(document, id).titles = {{"en", is}}; };
}
Edit translation(const char* id, char basis) {
  return [=](Document& document) {
    at(document, id).translations = {{"en", ContentId{std::string(40, basis)}, ContentId{std::string(40, 'e')}}};
  };
}
Edit all(const std::vector<Edit>& edits) {
  return [=](Document& document) {
    for (const Edit& one : edits) one(document);
  };
}
const Edit kNothing = [](Document&) {};

Document with(Document document, const Edit& edit) {
  edit(document);
  return document;
}

/// What is lost, as "node part name", sorted.
std::vector<std::string> said(const Edit& before, const Edit& ours, const Edit& theirs, const Edit& result,
                              const accounting::Expectations& expected = {},
                              const std::map<ContentId, std::string>& texts = {}) {
  const Document base = with(tree(), before);
  const TreeVersions versions{base, with(base, ours), with(base, theirs)};
  const TreeVersions swapped{base, versions.theirs, versions.ours};
  std::vector<std::string> out;
  static const std::vector<const char*> kParts = {"node",   "place", "kind",  "title", "short title",
                                                  "sample", "field", "links", "text",  "document"};
  const std::vector<Item> items = lost(versions, with(base, result), expected, texts);
  CHECK(lost(swapped, with(base, result), expected, texts) == items);
  for (const Item& item : items)
    out.push_back(item.node.text + " " + kParts[static_cast<std::size_t>(item.part)] +
                  (item.name.empty() ? "" : " " + item.name));
  return out;
}

using Lost = std::vector<std::string>;

}  // namespace

TEST_CASE("accounting: nodes that are gone, or are there again") {
  const Edit ours = title("n11", "Anders");
  CHECK(said(kNothing, ours, kNothing, ours) == Lost{});
  CHECK(said(kNothing, ours, kNothing, drop("n22")) == Lost{"n11 title", "n22 node"});
  CHECK(said(kNothing, drop("n22"), kNothing, drop("n22")) == Lost{});
  CHECK(said(kNothing, drop("n22"), kNothing, kNothing) == Lost{"n22 node"});
  CHECK(said(kNothing, drop("n22"), drop("n22"), kNothing) == Lost{"n22 node"});
  CHECK(said(kNothing, put("n3", "n1", 0), kNothing, put("n3", "n1", 0)) == Lost{});
  CHECK(said(kNothing, put("n3", "n1", 0), kNothing, kNothing) == Lost{"n3 node"});
  CHECK(said(kNothing, put("n3", "n1", 0, "Neu"), kNothing, put("n3", "n1", 0, "Alt")) == Lost{"n3 title"});
  // Added by both: as one of them has it, if they are the same.
  CHECK(said(kNothing, put("n3", "n1", 0), put("n3", "n1", 0), put("n3", "n1", 0)) == Lost{});
  CHECK(said(kNothing, put("n3", "n1", 0), put("n3", "n1", 0, "Anders"), put("n3", "n1", 0)) == Lost{"n3 node"});
  CHECK(said(kNothing, put("n3", "n1", 0), put("n3", "n1", 0), put("n3", "n1", 0, "Alt")) == Lost{"n3 title"});
  // Dropped by one side, changed by the other one: for people.
  CHECK(said(kNothing, drop("n11"), ours, drop("n11")) == Lost{"n11 node"});
  CHECK(said(kNothing, drop("n11"), ours, ours) == Lost{});
  CHECK(said(kNothing, drop("n11"), ours, title("n11", "Ganz anders")) == Lost{"n11 title"});
  CHECK(said(kNothing, drop("n11"), text("n11", 'c'), drop("n11")) == Lost{"n11 text"});
  CHECK(said(kNothing, drop("n11"), move("n11", "n2", 0), drop("n11")) == Lost{"n11 node"});
  CHECK(said(kNothing, drop("n1"), ours, drop("n12")) == Lost{"n11 title"});
  // What stands above and below of it may stay as well; what has nothing to do with it may not.
  CHECK(said(kNothing, drop("n1"), ours, all({ours, drop("n12")})) == Lost{});
  CHECK(said(kNothing, drop("n1"), ours, ours) == Lost{"n12 node"});
  CHECK(said(kNothing, drop("n1"), title("n1", "Anders"), title("n1", "Anders")) == Lost{});
}

TEST_CASE("accounting: of what people were asked about, or have decided, nothing is said") {
  const Edit both[] = {title("n11", "Eins"), title("n11", "Zwei")};
  CHECK(said(kNothing, both[0], both[1], both[0]) == Lost{"n11 title"});
  CHECK(said(kNothing, both[0], both[1], both[0], {{{NodeId{"n11"}, Part::Title, ""}}, {}, {}}) == Lost{});
  CHECK(said(kNothing, both[0], both[1], both[0], {{{NodeId{"n11"}, Part::ShortTitle, ""}}, {}, {}}) ==
        Lost{"n11 title"});
  CHECK(said(kNothing, both[0], both[1], both[0], {{}, {NodeId{"n11"}}, {}}) == Lost{});
  CHECK(said(kNothing, both[0], both[1], both[0], {{}, {NodeId{"n12"}}, {}}) == Lost{"n11 title"});
  // Asked whether a node is there: also of what is below it.
  const accounting::Expectations asked{{{NodeId{"n1"}, Part::Node, ""}}, {}, {}};
  CHECK(said(kNothing, drop("n1"), both[0], kNothing, asked) == Lost{});
  CHECK(said(kNothing, drop("n1"), both[0], drop("n1"), asked) == Lost{});
  CHECK(said(kNothing, drop("n1"), both[0], drop("n21"), asked) == Lost{"n21 node"});
  // What is kept for people to decide stands in something, which stays as well.
  CHECK(said(kNothing, drop("n1"), kNothing, drop("n12"), {{{NodeId{"n11"}, Part::Node, ""}}, {}, {}}) == Lost{});
  // Asked about a place: others may have to stay where they were.
  const accounting::Expectations place{{{NodeId{"n12"}, Part::Place, ""}}, {}, {}};
  CHECK(said(kNothing, move("n11", "n2", 0), kNothing, kNothing) == Lost{"n11 place"});
  CHECK(said(kNothing, move("n11", "n2", 0), kNothing, kNothing, place) == Lost{});
}

TEST_CASE("accounting: places of nodes") {
  CHECK(said(kNothing, move("n11", "n2", 0), title("n12", "Neu"), all({move("n11", "n2", 0), title("n12", "Neu")})) ==
        Lost{});
  CHECK(said(kNothing, move("n11", "n2", 0), kNothing, move("n11", "n12", 0)) == Lost{"n11 place"});
  CHECK(said(kNothing, kNothing, title("n12", "Neu"), all({title("n12", "Neu"), move("n11", "n2", 0)})) ==
        Lost{"n11 place"});
  CHECK(said(kNothing, put("n3", "n1", 0), kNothing, put("n3", "n2", 0)) == Lost{"n3 place"});
  CHECK(said(kNothing, move("n11", "n2", 0), move("n11", "n22", 0), move("n11", "n2", 0)) == Lost{"n11 place"});
  // Their order, if one side left it as it was.
  const Edit swapped = move("n12", "n1", 0);
  CHECK(said(kNothing, swapped, title("n21", "Neu"), all({swapped, title("n21", "Neu")})) == Lost{});
  CHECK(said(kNothing, swapped, title("n21", "Neu"), title("n21", "Neu")) == Lost{"n12 place"});
  CHECK(said(kNothing, swapped, put("n3", "n1", 2), all({swapped, put("n3", "n1", 2)})) == Lost{});
  CHECK(said(kNothing, put("n3", "n1", 0), put("n3", "n1", 2), put("n3", "n1", 0)) == Lost{});
  CHECK(said(kNothing, put("n3", "n1", 1), kNothing, put("n3", "n1", 0)) == Lost{"n11 place"});
}

TEST_CASE("accounting: parts of nodes") {
  const auto part = [](const Edit& ours, const Edit& result) { return said(kNothing, ours, kNothing, result); };
  const Edit kind = [](Document& document) { at(document, "n11").kind = "project"; };
  const Edit short_title = [](Document& document) { at(document, "n11").short_title = "Kurz"; };
  const Edit sample = [](Document& document) { at(document, "n11").sample = true; };
  const Edit lang = [](Document& document) { document.lang = "en"; };
  const Edit layout = [](Document& document) { document.layout = model::Layout::Sharded; };
  const std::vector<std::pair<Edit, const char*>> parts = {{title("n11", "Anders"), "n11 title"},
                                                           {kind, "n11 kind"},
                                                           {short_title, "n11 short title"},
                                                           {sample, "n11 sample"},
                                                           {field("n11", "period", {"2026"}), "n11 field period"},
                                                           {linked_to("n11", "n2"), "n11 links"},
                                                           {translated("n11", "Other"), "n11 title en"},
                                                           {translation("n11", 'b'), "n11 text en"},
                                                           {text("n11", 'b'), "n11 text"},
                                                           {lang, "plan document"},
                                                           {layout, "plan document"}};
  const Edit other = title("plan", "Der Plan");
  for (const auto& [edit, what] : parts) {
    INFO(what);
    CHECK(part(edit, edit) == Lost{});
    CHECK(part(edit, other).back() != "");
    CHECK(said(kNothing, edit, other, all({edit, other})) == Lost{});
    Lost only = said(kNothing, edit, other, other);
    // A translation is also a file.
    only.erase(std::unique(only.begin(), only.end()), only.end());
    CHECK(only == Lost{what});
    CHECK(said(kNothing, kNothing, kNothing, edit) == Lost{what});
    CHECK(said(edit, kNothing, other, other) == Lost{});
  }
}

TEST_CASE("accounting: fields, links, translations and texts that both changed") {
  // Lists: what either added, and nothing that either dropped.
  const Edit before = field("n11", "budget", {"eins", "zwei", "drei"});
  const Edit ours = field("n11", "budget", {"eins", "zwei", "drei", "vier"});
  const Edit theirs = field("n11", "budget", {"zwei", "drei"});
  CHECK(said(before, ours, theirs, field("n11", "budget", {"zwei", "drei", "vier"})) == Lost{});
  CHECK(said(before, ours, theirs, ours) == Lost{"n11 field budget"});
  CHECK(said(before, ours, theirs, theirs) == Lost{"n11 field budget"});
  CHECK(said(before, ours, theirs, field("n11", "budget", {"zwei", "drei", "vier", "fünf"})) ==
        Lost{"n11 field budget"});
  CHECK(said(kNothing, linked_to("n11", "n2"), linked_to("n11", "n12"),
             all({linked_to("n11", "n12"), linked_to("n11", "n2")})) == Lost{});
  CHECK(said(kNothing, linked_to("n11", "n2"), linked_to("n11", "n12"), linked_to("n11", "n2")) == Lost{"n11 links"});
  CHECK(said(kNothing, translated("n11", "One"), translated("n11", "Two"), translated("n11", "One")) ==
        Lost{"n11 title en"});
  // Amounts are what they mean, however many zeros they have.
  const auto costs = [](std::int64_t units, std::uint8_t scale) -> Edit {
    return [=](Document& document) { at(document, "n11").fields = {{"cost", {model::Money{{units, scale}, "EUR"}}}}; };
  };
  CHECK(said(costs(50, 0), costs(1000, 1), title("n12", "Neu"), all({costs(100, 0), title("n12", "Neu")})) == Lost{});
  CHECK(said(costs(50, 0), costs(1000, 1), title("n12", "Neu"), title("n12", "Neu")) == Lost{"n11 field cost"});
  // What both say of the document differently is as one of them has it.
  const auto lang = [](const char* is) -> Edit { return [=](Document& document) { document.lang = is; }; };
  CHECK(said(kNothing, lang("en"), lang("fr"), lang("fr")) == Lost{});
  // Both made a translation anew: there is one, from whichever state.
  const Edit from[] = {translation("n11", 'a'), translation("n11", 'b'), translation("n11", 'c')};
  CHECK(said(from[0], from[1], from[2], from[1]) == Lost{});
  CHECK(said(from[0], from[1], from[2], [](Document& document) { at(document, "n11").translations.clear(); }) ==
        Lost{"n11 text en"});
  const auto id = [](char one) { return ContentId{std::string(40, one)}; };
  const std::map<ContentId, std::string> texts = {{id('a'), "Eins. Zwei.\n"},
                                                  {id('b'), "Neu. Zwei.\n"},
                                                  {id('c'), "Eins. Acht.\n"},
                                                  {id('d'), "Neu. Acht.\n"},
                                                  {id('f'), "**Neu.** Zwei.\n"}};
  CHECK(said(text("n11", 'a'), text("n11", 'b'), text("n11", 'c'), text("n11", 'd'), {}, texts) == Lost{});
  CHECK(said(text("n11", 'a'), text("n11", 'b'), text("n11", 'c'), text("n11", 'b'), {}, texts) == Lost{"n11 text"});
  CHECK(said(text("n11", 'a'), text("n11", 'b'), kNothing, text("n11", 'd'), {}, texts) == Lost{"n11 text"});
  CHECK(said(text("n11", 'a'), text("n11", 'b'), kNothing, text("n11", 'f'), {}, texts) == Lost{"n11 text"});
  // A node that one side dropped and that stays has that other one's text.
  CHECK(said(text("n11", 'a'), text("n11", 'b'), drop("n11"), text("n11", 'b'), {}, texts) == Lost{});
  CHECK(said(text("n11", 'a'), text("n11", 'b'), drop("n11"), text("n11", 'a'), {}, texts) == Lost{"n11 text"});
}

TEST_CASE("accounting: new ids of nodes that both added are those of the old ones") {
  const auto linked = [](const char* to) { return all({put("n3", "n1", 0), linked_to("n12", to)}); };
  const Edit ours = linked("n3");
  const Edit result = all({put("n3", "n1", 0), put("n3-2", "n1", 1), linked_to("n12", "n3-2")});
  const Edit theirs = put("n4", "n2", 0);
  const accounting::Expectations renamed{{}, {}, {{"n3-2", "n3"}}};
  CHECK(said(kNothing, ours, theirs, all({result, theirs})) != Lost{});
  CHECK(said(kNothing, ours, theirs, all({result, theirs}), renamed) == Lost{});
  const auto id = [](char one) { return ContentId{std::string(40, one)}; };
  const std::map<ContentId, std::string> texts = {
      {id('a'), "Eins.\n"}, {id('b'), "Eins. Siehe [neu](node:n3).\n"}, {id('c'), "Eins. Siehe [neu](node:n3-2).\n"}};
  CHECK(said(text("n11", 'a'), all({ours, text("n11", 'b')}), theirs, all({result, theirs, text("n11", 'c')}), renamed,
             texts) == Lost{});
}
