// Reasons on parallel drafts, in a repository that plain git works in too.
#include "workspace/reasons.h"
#include "support/source_folder.h"

#include "base/file.h"
#include "base/process.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace zielbaum;
using workspace::SaveMessages;
using workspace::Workspace;

namespace {

store::Act act_at(std::int64_t seconds) {
  return {{"Ada Muster", "ada@example.org"}, 1'767'225'600 + seconds};
}

struct City {
  test::TempFolder folder;
  Workspace workspace;

  City() : workspace(folder.path(), store::create_git(folder.path()).value()) {
    const std::string type = *read_file(std::string(test::kSourceFolder) + "/tests/cli/stadt.xml");
    REQUIRE(write_file(folder.path() / "schemas/types/stadt.xml", type).has_value());
    REQUIRE(write_file(folder.path() / "documents/workspace.xml",
                       "<workspace xmlns=\"urn:zielbaum:workspace:1\" format=\"1\">\n"
                       "  <publisher>Stadt</publisher>\n</workspace>\n")
                .has_value());
    REQUIRE(workspace::add_document(workspace, {"stadt", "plan", "Plan", "de"}, act_at(0)).has_value());
    REQUIRE(workspace::add_node(workspace, {"goal", "plan", "", "Netz", "netz"}, 0, act_at(0)).has_value());
    save("Anfang", 0);
  }
  void git(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"git", "-C", folder.path().string()});
    const Result<Finished> finished = run_process(arguments);
    REQUIRE(finished.has_value());
    REQUIRE(finished->exit_code == 0);
  }
  void save(const std::string& message, std::int64_t at) {
    REQUIRE(workspace::save(workspace, message, act_at(at)).has_value());
  }
  void retitle(const std::string& title, std::int64_t at) {
    REQUIRE(workspace::set_fields(workspace, "plan/netz", {"title=" + title}, act_at(at)).has_value());
  }
  void explain(const std::string& why, std::int64_t at) {
    REQUIRE(workspace::give_reason(workspace, "plan/netz", why, act_at(at)).has_value());
  }
  /// What is told of the goal's change; "" for nothing.
  [[nodiscard]] std::string told(const std::string& before, const std::string& after,
                                 SaveMessages messages = SaveMessages::LeaveOut) const {
    const DocumentId plan{"plan"};
    workspace::Comparison comparison =
        workspace::compare(workspace, plan, workspace::resolve(workspace, before, plan).value(),
                           workspace::resolve(workspace, after, plan).value())
            .value();
    CHECK(comparison.reasons.empty());  // nobody gets them unasked
    REQUIRE(workspace::add_reasons(workspace, comparison, messages).has_value());
    const auto found = comparison.reasons.find(NodeId{"netz"});
    return found == comparison.reasons.end() ? "" : found->second.front();
  }
};

}  // namespace

TEST_CASE("reasons: those of a draft are told where the draft is compared, and not on the other lines") {
  City city;
  city.git({"branch", "draft/klima"});
  city.retitle("Offenes Netz", 5);
  city.save("Main geht weiter", 6);
  city.retitle("Offenes Netz für alle", 10);
  city.explain("Beschluss des Hauses", 11);
  CHECK(city.told("saved", "working") == "Beschluss des Hauses");
  city.save("Main geht noch weiter", 12);

  city.git({"checkout", "-q", "draft/klima"});
  CHECK(city.told("main", "working").empty());
  city.retitle("Schnelleres Netz", 15);
  city.save("Vorentwurf", 16);
  city.retitle("Schnelles Netz", 20);
  city.explain("Wunsch des Fachreferats Klima", 21);
  city.save("Entwurf", 22);
  CHECK(city.told("main", "draft:klima") == "Wunsch des Fachreferats Klima");
  CHECK(city.told("draft:klima", "main") == "Beschluss des Hauses");

  // Each step is told with its own reason, and the way from the beginning with the newest one.
  city.retitle("Schnelles und offenes Netz", 30);
  city.save("Noch ein Schritt", 31);
  CHECK(city.told("draft:klima", "working").empty());
  CHECK(city.told("main", "saved") == "Wunsch des Fachreferats Klima");
}

TEST_CASE("reasons: messages of saves are told only when asked for, and only where there is no reason") {
  City city;
  city.git({"branch", "draft/anfang"});
  city.retitle("Offenes Netz", 10);
  city.save("Netz geöffnet", 11);
  CHECK(city.told("draft:anfang", "saved").empty());
  CHECK(city.told("draft:anfang", "saved", SaveMessages::Show) == "Netz geöffnet");
  CHECK(city.told("draft:anfang", "working", SaveMessages::Show) == "Netz geöffnet");
  city.explain("Beschluss", 12);
  CHECK(city.told("draft:anfang", "saved", SaveMessages::Show) == "Beschluss");
}
