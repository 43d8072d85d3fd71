// Golden files: expected output kept as files under tests/golden. They change only through the accept switch:
// ZIELBAUM_ACCEPT=1 rewrites them and fails the test, so that an accepting run is never mistaken for a passing one.
// In CI the switch is refused.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

#include "base/file.h"
#include "support/catch.h"
#include "support/source_folder.h"

namespace zielbaum::test {

inline void check_golden(const std::string& name, std::string_view actual) {
  const std::string path = std::string(test::kSourceFolder) + "/tests/golden/" + name;
  if (std::getenv("ZIELBAUM_ACCEPT") != nullptr && std::getenv("CI") == nullptr) {
    REQUIRE(write_file(path, actual).has_value());
    FAIL_CHECK("accepted " << name << ": look at the difference and run again without ZIELBAUM_ACCEPT");
    return;
  }
  const Result<std::string> expected = read_file(path);
  if (!expected) FAIL("no golden file " << name << "; ZIELBAUM_ACCEPT=1 writes it");
  CHECK(std::string(actual) == *expected);
}

}  // namespace zielbaum::test
