// Laws of the editing commands, on a store in memory.
#include "base/file.h"
#include "model/paths.h"
#include "support/catch.h"
#include "support/source_folder.h"
#include "workspace/workspace.h"
#include "xml/xml.h"

using namespace zielbaum;
using workspace::Workspace;

namespace {

const store::Act kAct{{"Ada Muster", "ada@example.org"}, 1'767'225'600};

Workspace made() {
  std::unique_ptr<store::Store> store = store::create_memory();
  const std::string type = *read_file(std::string(test::kSourceFolder) + "/tests/cli/stadt.xml");
  const std::vector<store::Write> files = {
      {"schemas/types/stadt.xml", type},
      {std::string(model::kWorkspaceFile),
       "<workspace xmlns=\"urn:zielbaum:workspace:1\" format=\"1\">\n  <publisher>Stadt Muster</publisher>\n"
       "</workspace>\n"}};
  REQUIRE(store->write_working(files, kAct, "test", {"start"}).has_value());
  Workspace workspace("memory", std::move(store));
  REQUIRE(workspace::add_document(workspace, {"stadt", "plan", "Digitale Stadt", "de"}, kAct).has_value());
  const auto add = [&](const char* kind, const char* under, const char* id) {
    REQUIRE(workspace::add_node(workspace, {kind, under, "", id, id}, 0, kAct).has_value());
  };
  add("goal", "plan", "lernorte");
  add("goal", "plan", "verkehr");
  add("measure", "lernorte", "kiezbox");
  add("measure", "lernorte", "werkstatt");
  REQUIRE(workspace::set_fields(workspace, "kiezbox", {"status=running"}, kAct).has_value());
  return workspace;
}

std::string bytes(const Workspace& workspace) {
  return *workspace.store().read_working("documents/plan/document.xml");
}

std::string code(const Result<workspace::Edited>& result) {
  return result ? "" : result.error().code;
}

}  // namespace

TEST_CASE("edit: an edit and its reverse give the same bytes") {
  Workspace workspace = made();
  const std::string before = bytes(workspace);
  REQUIRE(workspace::move_node(workspace, "kiezbox", {.under = "verkehr"}, kAct).has_value());
  CHECK(bytes(workspace) != before);
  REQUIRE(workspace::move_node(workspace, "kiezbox", {.under = "lernorte"}, kAct).has_value());
  REQUIRE(workspace::move_node(workspace, "werkstatt", {.after = "kiezbox"}, kAct).has_value());
  CHECK(bytes(workspace) == before);
  REQUIRE(workspace::add_node(workspace, {"Maßnahme", "", "kiezbox", "Neu", "neu"}, 0, kAct).has_value());
  REQUIRE(workspace::remove_node(workspace, "neu", kAct).has_value());
  CHECK(bytes(workspace) == before);
  REQUIRE(workspace::set_fields(workspace, "kiezbox", {"period=2026-01..2027-12", "title=Kiezbox 2"}, kAct));
  REQUIRE(workspace::set_fields(workspace, "kiezbox", {"Zeitraum=", "title=kiezbox"}, kAct));
  CHECK(bytes(workspace) == before);
  REQUIRE(workspace::link_nodes(workspace, "kiezbox", "dient", "Ziel 1", kAct));
  REQUIRE(workspace::unlink_nodes(workspace, "kiezbox", "serves", "lernorte", kAct));
  CHECK(bytes(workspace) == before);
}

TEST_CASE("edit: what would break the type is refused and changes nothing") {
  Workspace workspace = made();
  REQUIRE(workspace::link_nodes(workspace, "kiezbox", "serves", "verkehr", kAct));
  const std::string before = bytes(workspace);
  CHECK(code(workspace::add_node(workspace, {"measure", "plan", "", "X", ""}, 0, kAct)) == "kind-not-allowed");
  CHECK(code(workspace::move_node(workspace, "kiezbox", {.under = "plan"}, kAct)) == "kind-not-allowed");
  CHECK(code(workspace::move_node(workspace, "lernorte", {.under = "kiezbox"}, kAct)) == "cycle");
  CHECK(code(workspace::remove_node(workspace, "verkehr", kAct)) == "has-links");
  CHECK(code(workspace::remove_node(workspace, "plan", kAct)) == "whole-document");
  CHECK(code(workspace::add_node(workspace, {"goal", "plan", "", "X", "verkehr"}, 0, kAct)) == "duplicate-id");
  CHECK(code(workspace::add_node(workspace, {"goal", "plan", "", "X", "../x"}, 0, kAct)) == "bad-id");
  CHECK(code(workspace::set_fields(workspace, "kiezbox", {"title=Gut", "farbe=rot"}, kAct)) == "unknown-field");
  CHECK(code(workspace::set_fields(workspace, "kiezbox", {"status="}, kAct)) == "missing-field");
  CHECK(code(workspace::link_nodes(workspace, "kiezbox", "serves", "werkstatt", kAct)) == "role-not-allowed");
  CHECK(bytes(workspace) == before);
}

TEST_CASE("edit: a document with reading errors is not written back") {
  Workspace workspace = made();
  std::string broken = bytes(workspace);
  broken.insert(broken.find("<status>"), "<farbe>rot</farbe>");
  REQUIRE(workspace.store().write_working({{"documents/plan/document.xml", broken}}, kAct, "test", {"break"}));
  CHECK(code(workspace::set_fields(workspace, "kiezbox", {"title=X"}, kAct)) == "unknown-field");
  CHECK(bytes(workspace) == broken);
}

TEST_CASE("prose: what was written is read, and a change in between is a conflict") {
  Workspace workspace = made();
  const workspace::Found found = *workspace::find_node(workspace, "M 1", {});
  const workspace::ProseText none = *workspace::prose(workspace, found);
  REQUIRE(workspace::write_prose(workspace, found, "", none, "Für Bürger*innen.\n", kAct).has_value());
  const workspace::Found again = *workspace::find_node(workspace, "kiezbox", {});
  CHECK(workspace::prose(workspace, again)->text == "Für Bürger\\*innen.\n");
  CHECK(code(workspace::write_prose(workspace, found, "", none, "Anders.\n", kAct)) == "changed-meanwhile");
  CHECK(code(workspace::write_prose(workspace, again, "", *workspace::prose(workspace, again), "\xff", kAct)) ==
        "invalid-utf8");
  REQUIRE(workspace::remove_node(workspace, "kiezbox", kAct).has_value());
  CHECK_FALSE(workspace.store().read_working("documents/plan/text/kiezbox.md").has_value());
}

TEST_CASE("names: a node is found by id, path and number, else the nearest is offered") {
  const Workspace workspace = made();
  for (const char* name : {"kiezbox", "plan/kiezbox", "M 1", "m1", "plan/m 1"})
    CHECK(workspace::find_node(workspace, name, {})->value().id.text == "kiezbox");
  const Result<workspace::Found> missing = workspace::find_node(workspace, "kietzbox", {});
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().kind == ErrorKind::NotFound);
  CHECK(missing.error().hint->args == std::vector<std::string>{"kiezbox"});
}

TEST_CASE("save: unfinished may be saved, unreadable not, unchanged not") {
  Workspace workspace = made();
  REQUIRE(workspace::save(workspace, "Anfang", kAct).has_value());  // werkstatt lacks its status
  CHECK(workspace::save(workspace, "noch einmal", kAct).error().code == "nothing-to-save");
  const std::string canonical = bytes(workspace);
  REQUIRE(
      workspace.store().write_working({{"documents/plan/document.xml", "  " + canonical}}, kAct, "test", {"spaces"}));
  std::string other = canonical;
  other.replace(other.find("<title>kiezbox"), 14, "<title >Kiezbox");
  REQUIRE(workspace.store().write_working({{"documents/plan/document.xml", other}}, kAct, "test", {"form"}));
  const Result<workspace::Saved> saved = workspace::save(workspace, "andere Form", kAct);
  REQUIRE(saved.has_value());
  CHECK(saved->notes.size() == 2);
  CHECK(bytes(workspace).find("<title>Kiezbox") != std::string::npos);
  REQUIRE(workspace.store().write_working({{"documents/plan/document.xml", "<a></b>"}}, kAct, "test", {"broken"}));
  CHECK(workspace::save(workspace, "kaputt", kAct).error().kind == ErrorKind::Invalid);
}

TEST_CASE("save: a change of texts alone is checked by those texts, and refused with the node's title") {
  Workspace workspace = made();
  const std::string path = "documents/plan/text/kiezbox.md";
  const auto write = [&](std::optional<std::string> text) {
    REQUIRE(workspace.store().write_working({{path, std::move(text)}}, kAct, "test", {"write"}));
  };
  write("Ein Satz.\n");
  REQUIRE(workspace::save(workspace, "Anfang", kAct).has_value());
  write("Ein anderer Satz.\n");
  CHECK(workspace::save(workspace, "Text", kAct).has_value());
  write("Kein UTF-8: \xff\n");
  const Result<workspace::Saved> refused = workspace::save(workspace, "kaputt", kAct);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "invalid-utf8");
  CHECK(refused.error().place.file == path);
  CHECK(refused.error().place.title == "kiezbox");
  write(std::string(65 * 1024, 'x'));
  CHECK(workspace::save(workspace, "groß", kAct).error().code == "section-too-large");
  write(std::nullopt);
  CHECK(workspace::save(workspace, "ohne Text", kAct).has_value());
}

TEST_CASE("edit: a party that the register no longer has can be taken away") {
  Workspace workspace = made();
  const std::string before = bytes(workspace);
  const auto have_parties = [&](const std::string& parties) {
    const std::string file = "<parties xmlns=\"urn:zielbaum:parties:1\">\n" + parties + "</parties>\n";
    REQUIRE(workspace.store().write_working({{"documents/parties.xml", file}}, kAct, "test", {"x"}).has_value());
  };
  have_parties("  <party id=\"amt-c\" kind=\"office\">\n    <short>C</short>\n    <name>Amt C</name>\n  </party>\n");
  REQUIRE(workspace::set_fields(workspace, "kiezbox", {"involved=C"}, kAct).has_value());
  REQUIRE(bytes(workspace).find("party=\"amt-c\"") != std::string::npos);
  have_parties("");
  CHECK(code(workspace::set_fields(workspace, "kiezbox", {"involved-=amt-d"}, kAct)) == "no-such-value");
  CHECK(code(workspace::set_fields(workspace, "kiezbox", {"involved-=amt-c"}, kAct)) == "");
  CHECK(bytes(workspace) == before);
}
