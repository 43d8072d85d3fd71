// The git program as a second opinion, with nobody's configuration.
#pragma once

#include <stdlib.h>

#include <fstream>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/process.h"
#include "store/store.h"
#include "support/catch.h"
#include "support/temp_folder.h"

namespace zielbaum::test {

/// Runs git in `folder`, requires success, returns its output.
inline std::string git(const std::filesystem::path& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(),
                   {"git", "-C", folder.string(), "-c", "user.name=Mia Muster", "-c", "user.email=mia@example.org"});
  const Result<Finished> finished = run_process(arguments);
  REQUIRE(finished.has_value());
  INFO(finished->err);
  REQUIRE(finished->exit_code == 0);
  return finished->out;
}

// Where the tests write.
inline const std::string kTree = "documents/strategie/document.xml";
inline const std::string kProse = "documents/strategie/text/lernorte.md";

inline const store::Act kAct = {{"Änne Beispiel", "aenne@example.org"}, 1'660'000'000};

inline store::Act act_at(std::int64_t unix_time) {
  return {kAct.author, unix_time};
}

template <typename T>
Error error_of(const Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

inline std::string message_of(const Error& error) {
  return render(error.message, Language::English);
}

inline void write(store::Store& store, const std::string& path, std::optional<std::string> bytes) {
  REQUIRE(store.write_working({{path, std::move(bytes)}}, kAct, "edit", {"Changed " + path}).has_value());
}

inline VersionId save(store::Store& store, const std::string& message, std::int64_t unix_time = kAct.unix_time) {
  const Result<std::optional<VersionId>> head = store.head();
  REQUIRE(head.has_value());
  const Result<VersionId> saved = store.save(*head, message, act_at(unix_time));
  if (!saved) FAIL(message_of(saved.error()));
  return *saved;
}

}  // namespace zielbaum::test
