// What two versions say of each other.
#include "random_history.h"

using namespace zielbaum;
using namespace zielbaum::test;

TEST_CASE("history: a text is told as formatted exactly where comparing it says that the wording is the same") {
  const std::vector<std::string> texts = {
      "Die Kiezbox bringt Netz.\n",
      "Die **Kiezbox** bringt Netz.\n",
      "Die [Kiezbox](https://example.org/a) bringt Netz.\n",
      "Die [Kiezbox](https://example.org/b) bringt Netz.\n",
      "Die  Kiezbox\nbringt Netz.\n",
      "- Die Kiezbox\n- bringt Netz.\n",
      "1. Die Kiezbox\n2. bringt Netz.\n",
      "3. Die Kiezbox\n4. bringt Netz.\n",
      "Die Kiezbox\n\nbringt Netz.\n",
      "Die Kiez box bringt Netz.\n",
      "Die Kiezbox bringt Netz.[^1]\n\n[^1]: Seit 2022.\n",
      "Die Kiezbox bringt Netz.[^1]\n\n[^1]: Seit 2023.\n",
      "![Ein Platz](media/a.png)\n\nDie Kiezbox bringt Netz.\n",
      "![Ein Park](media/a.png)\n\nDie Kiezbox bringt Netz.\n",
      "![Ein Park](media/b.png \"Der Park\")\n\nDie Kiezbox bringt Netz.\n",
      "Die ![Box](media/a.png) bringt Netz.\n",
      "Die ![Kiste](media/a.png) bringt Netz.\n",
      "```\nDie Kiezbox bringt Netz.\n```\n",
      "> Die Kiezbox bringt Netz.\n",
      "| Die | Kiezbox |\n|---|---|\n| bringt | Netz. |\n",
      "| Die | Kiezbox |\n|---|--:|\n| bringt | Netz. |\n",
      "",
  };
  const model::DocumentType type = *xml::read_type(kCityTypeXml, kTypePath);
  model::Document document = random_document(type, 1, 1);
  document.nodes.front().id = NodeId{"plan"};
  const std::unique_ptr<store::Store> store = store::create_memory();
  REQUIRE(store->write_working({{kTypePath, std::string(kCityTypeXml)},
                                {model::document_path(kDocuments[0]), xml::write_document(document, type)}},
                               kAct, "edit", {"x"}));
  std::vector<VersionId> versions;
  for (const std::string& text : texts) {
    const std::string path = model::prose_path(kDocuments[0], model::Layout::Flat, NodeId{"plan"});
    REQUIRE(store->write_working({{path, text}}, kAct, "edit", {"x"}));
    versions.push_back(*store->save(*store->head(), "x", act_at(static_cast<std::int64_t>(versions.size()))));
  }
  history::Versions compared(*store);
  for (std::size_t a = 0; a < texts.size(); ++a) {
    for (std::size_t b = 0; b < texts.size(); ++b) {
      const Result<history::Touched> touched = compared.compare(versions[a], versions[b]);
      REQUIRE(touched.has_value());
      CHECK(touched->documents.empty() == (a == b));
      if (a == b) continue;
      const bool same_words =
          diff::compare_prose(text::parse(texts[a]).prose, text::parse(texts[b]).prose).only_formatting;
      const history::Happened what = touched->documents.at(kDocuments[0]).at(NodeId{"plan"}).what;
      CAPTURE(texts[a], texts[b]);
      CHECK(what.words() == std::vector<std::string>{same_words ? "formatted" : "reworded"});
    }
  }
}
