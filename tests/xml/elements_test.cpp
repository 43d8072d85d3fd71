// Single elements taken out of files and put back.
#include "xml/elements.h"

#include "base/file.h"
#include "support/catch.h"
#include "support/source_folder.h"

using namespace zielbaum;

namespace {

std::string file(const std::string& path) {
  return *read_file(test::kSourceFolder + ("/" + path));
}

/// Taken out and put back, the file is the same, byte by byte.
void check_round_trip(const std::string& bytes, const xml::ElementPath& path) {
  REQUIRE(xml::has_element(bytes, path));
  const auto without = xml::without_elements(bytes, path);
  REQUIRE(without);
  CHECK_FALSE(xml::has_element(*without, path));
  CHECK(without->size() < bytes.size());
  CHECK(xml::with_element_of(*without, bytes, path) == bytes);
}

}  // namespace

TEST_CASE("elements: what is taken out of a file and put back makes the same file") {
  check_round_trip(file("documents/parties.xml"), {{"party", "id", "afs"}});
  check_round_trip(file("documents/parties.xml"), {{"party", "id", "ba-neukoelln"}});
  const std::string type = file("schemas/types/smart-city-strategy.xml");
  check_round_trip(type, {{"kind", "name", "milestone"}});
  check_round_trip(type, {{"kind", "name", "measure"}, {"field", "name", "stage"}});
  check_round_trip(type, {{"kind", "name", "measure"}, {"field", "name", "stage"}, {"option", "key", "phase-2"}});
  check_round_trip(type, {{"role", "name", "requires"}});
  const std::string tree = file("documents/smart-city-strategie/document.xml");
  check_round_trip(tree, {{"", "id", "kiezbox-q2vh"}});
  check_round_trip(tree, {{"", "id", "kiezbox-q2vh"}, {"status", "", "running"}});
  check_round_trip(tree, {{"", "id", "kiezbox-q2vh"}, {"", "party", "technologiestiftung"}});
}

TEST_CASE("elements: what has moved elsewhere since is not there twice") {
  const std::string before = "<a id=\"a\">\n  <b id=\"b\">\n    <c id=\"c\" />\n    <c id=\"d\" />\n  </b>\n</a>\n";
  const std::string after = "<a id=\"a\">\n  <c id=\"d\" />\n</a>\n";
  CHECK(xml::with_element_of(after, before, {{"", "id", "b"}}) ==
        "<a id=\"a\">\n  <b id=\"b\">\n    <c id=\"c\" />\n  </b>\n  <c id=\"d\" />\n</a>\n");
  CHECK_FALSE(xml::with_element_of(after, before, {{"", "id", "d"}}));  // it is there
  CHECK_FALSE(xml::with_element_of(after, before, {{"", "id", "c"}}));  // what it is in is not
  CHECK(xml::ids_around(before, "d").above == std::vector<std::string>{"b", "a"});
  CHECK(xml::ids_around(before, "b").below == std::vector<std::string>{"b", "c", "d"});
}
