// What is new to a reviewer: laws of looking, on a store in memory.
#include "workspace/news.h"
#include "base/file.h"
#include "model/paths.h"
#include "support/catch.h"
#include "support/source_folder.h"

using namespace zielbaum;
using workspace::News;
using workspace::Workspace;

namespace {

const store::Act kWriting{{"Ada Muster", "ada@example.org"}, 1'767'225'600};
constexpr const char* kReviewer = "Bea Beispiel";

Workspace saved_city() {
  std::unique_ptr<store::Store> store = store::create_memory();
  const std::vector<store::Write> files = {
      {"schemas/types/stadt.xml", *read_file(std::string(test::kSourceFolder) + "/tests/cli/stadt.xml")},
      {std::string(model::kWorkspaceFile),
       "<workspace xmlns=\"urn:zielbaum:workspace:1\" format=\"1\">\n  <publisher>Stadt</publisher>\n</workspace>\n"}};
  REQUIRE(store->write_working(files, kWriting, "test", {"start"}).has_value());
  Workspace workspace("memory", std::move(store));
  REQUIRE(workspace::add_document(workspace, {"stadt", "plan", "Digitale Stadt", "de"}, kWriting).has_value());
  REQUIRE(workspace::save(workspace, "Anfang", kWriting).has_value());
  return workspace;
}

void save_goal(Workspace& workspace, const char* id) {
  REQUIRE(workspace::add_node(workspace, {"goal", "plan", "", id, id}, 0, kWriting).has_value());
  REQUIRE(workspace::save(workspace, id, kWriting).has_value());
}

News news_of_plan(const Workspace& workspace, const char* reviewer, const char* since = "") {
  Result<std::vector<News>> all = workspace::news(workspace, reviewer, DocumentId{"plan"}, since);
  REQUIRE(all.has_value());
  REQUIRE(all->size() == 1);
  return std::move(all->front());
}

void look(Workspace& workspace, const char* reviewer) {
  REQUIRE(workspace::remember_look(workspace, reviewer, {DocumentId{"plan"}}, 1).has_value());
}

std::size_t new_nodes(const News& news) {
  REQUIRE(news.comparison.has_value());
  return news.comparison->changes.nodes.size();
}

}  // namespace

TEST_CASE("news: the first look has no beginning; what comes after it is news until the next look") {
  Workspace workspace = saved_city();
  CHECK_FALSE(news_of_plan(workspace, kReviewer).last.has_value());
  CHECK_FALSE(news_of_plan(workspace, kReviewer).comparison.has_value());
  look(workspace, kReviewer);
  CHECK(new_nodes(news_of_plan(workspace, kReviewer)) == 0);
  save_goal(workspace, "lernorte");
  save_goal(workspace, "verkehr");
  CHECK(new_nodes(news_of_plan(workspace, kReviewer)) == 2);
  CHECK(new_nodes(news_of_plan(workspace, kReviewer)) == 2);  // asking alone is no look
  look(workspace, kReviewer);
  CHECK(new_nodes(news_of_plan(workspace, kReviewer)) == 0);
  CHECK(news_of_plan(workspace, kReviewer).last->unix_time == 1);
}

TEST_CASE("news: each reviewer has marks of their own; what is not saved is no news") {
  Workspace workspace = saved_city();
  look(workspace, kReviewer);
  save_goal(workspace, "lernorte");
  look(workspace, "cem@example.org");
  CHECK(new_nodes(news_of_plan(workspace, kReviewer)) == 1);
  CHECK(new_nodes(news_of_plan(workspace, "cem@example.org")) == 0);
  REQUIRE(workspace::add_node(workspace, {"goal", "plan", "", "Klima", "klima"}, 0, kWriting).has_value());
  CHECK(new_nodes(news_of_plan(workspace, kReviewer)) == 1);
}

TEST_CASE("news: a document that came later is new; --since begins elsewhere") {
  Workspace workspace = saved_city();
  const VersionId first = **workspace.store().head();
  look(workspace, kReviewer);
  save_goal(workspace, "lernorte");
  look(workspace, kReviewer);
  CHECK(new_nodes(news_of_plan(workspace, kReviewer, first.text.c_str())) == 1);
  REQUIRE(workspace::add_document(workspace, {"stadt", "rahmen", "Rahmen", "de"}, kWriting).has_value());
  REQUIRE(workspace::save(workspace, "Rahmen", kWriting).has_value());
  const Result<std::vector<News>> all = workspace::news(workspace, kReviewer, {}, first.text);
  REQUIRE(all.has_value());
  REQUIRE(all->size() == 2);
  CHECK(all->back().document.text == "rahmen");
  CHECK(all->back().is_new);
}

TEST_CASE("news: a version that is not there any more is said, with what to do") {
  Workspace workspace = saved_city();
  workspace.store().keep("looks", "zielbaum looks 1\n" + std::string(40, 'a') + " 5 plan " + kReviewer + "\n");
  const auto gone = workspace::news(workspace, kReviewer, {}, "");
  REQUIRE_FALSE(gone.has_value());
  CHECK(gone.error().code == "look-gone");
  CHECK(gone.error().hint.has_value());
  CHECK(new_nodes(news_of_plan(workspace, kReviewer, "saved")) == 0);
  look(workspace, kReviewer);
  CHECK(new_nodes(news_of_plan(workspace, kReviewer)) == 0);
}

TEST_CASE("news: damaged marks count as none; names of reviewers are one line") {
  Workspace workspace = saved_city();
  for (const char* bytes : {"", "zielbaum looks 2\nx", "zielbaum looks 1\n\n \nx y\nx 1 ../x name\n"}) {
    workspace.store().keep("looks", bytes);
    CHECK_FALSE(news_of_plan(workspace, kReviewer).last.has_value());
  }
  for (const char* name : {"", "a\nb", "a\tb", "\xff"}) {
    CHECK_FALSE(workspace::news(workspace, name, {}, "").has_value());
    CHECK_FALSE(workspace::remember_look(workspace, name, {}, 0).has_value());
  }
}
