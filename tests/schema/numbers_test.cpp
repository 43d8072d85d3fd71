#include "schema/schema.h"
#include "support/catch.h"
#include "support/documents.h"

using namespace zielbaum;
using namespace zielbaum::model;

namespace {

void add(Document& document, NodeIndex parent, const char* kind) {
  Node node;
  node.parent = parent;
  node.kind = kind;
  node.id.text = "n" + std::to_string(document.nodes.size());
  document.nodes.push_back(node);
}

}  // namespace

TEST_CASE("numbers: prefix, counter, inheritance and style follow the type") {
  Document document;
  add(document, kNoNode, "strategie");
  add(document, 0, "handlungsfeld");
  add(document, 1, "leitprojekt");
  add(document, 2, "baustein");
  add(document, 2, "baustein");
  add(document, 1, "handlungsfeld");
  add(document, 1, "handlungsfeld");
  add(document, 6, "leitprojekt");
  add(document, 0, "handlungsfeld");
  const std::vector<std::string> german = schema::numbers(document, test::city_type(), "de");
  CHECK(german == std::vector<std::string>{"", "Handlungsfeld 1", "L 1", "1.a", "1.b", "Handlungsfeld 1.1",
                                           "Handlungsfeld 1.2", "L 2", "Handlungsfeld 2"});
  CHECK(schema::numbers(document, test::city_type(), "en")[6] == "Field 1.2");
}

TEST_CASE("numbers: kinds whose numbers look alike are counted together, others apart") {
  DocumentType type;
  type.root = "d";
  const auto kind = [&](const char* name, Counter counter, const char* prefix, NumberStyle style) {
    KindRule rule;
    rule.name = name;
    rule.numbering = {counter, style, false, {}};
    if (*prefix != '\0') rule.numbering.prefix["de"] = prefix;
    type.kinds.push_back(rule);
  };
  kind("d", Counter::None, "", NumberStyle::Decimal);
  kind("kapitel", Counter::Siblings, "", NumberStyle::Decimal);
  kind("leitbild", Counter::Siblings, "", NumberStyle::Decimal);
  kind("ziel", Counter::Siblings, "Ziel", NumberStyle::Decimal);
  kind("anhang", Counter::Siblings, "", NumberStyle::UpperRoman);
  kind("massnahme", Counter::Document, "M", NumberStyle::Decimal);
  kind("projekt", Counter::Document, "M", NumberStyle::Decimal);
  kind("tabelle", Counter::Kind, "M", NumberStyle::Decimal);
  Document document;
  add(document, kNoNode, "d");
  for (const char* name : {"kapitel", "leitbild", "ziel", "kapitel", "anhang", "anhang", "massnahme", "projekt",
                           "tabelle", "massnahme", "unbekannt"}) {
    add(document, 0, name);
  }
  CHECK(schema::numbers(document, type, "de") ==
        std::vector<std::string>{"", "1", "2", "Ziel 1", "3", "I", "II", "M 1", "M 2", "M 1", "M 3", ""});
}

TEST_CASE("numbers: letters and Roman digits go on past their first round") {
  DocumentType type;
  KindRule rule;
  rule.name = "a";
  rule.numbering = {Counter::Document, NumberStyle::UpperLetter, false, {}};
  type.kinds = {rule};
  Document document;
  for (int i = 0; i < 1999; ++i) add(document, i == 0 ? kNoNode : 0, "a");
  const auto letters = schema::numbers(document, type, "de");
  CHECK(letters[0] == "A");
  CHECK(letters[25] == "Z");
  CHECK(letters[26] == "AA");
  CHECK(letters[701] == "ZZ");
  CHECK(letters[702] == "AAA");
  type.kinds[0].numbering.style = NumberStyle::LowerRoman;
  const auto roman = schema::numbers(document, type, "de");
  CHECK(roman[3] == "iv");
  CHECK(roman[1998] == "mcmxcix");
}
