// The labelled edits of tests/diff/corpus; corpus_test.cpp says how they are written.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/source_folder.h"

namespace zielbaum::test {

struct LabelledEdit {
  std::string name;
  std::string before;
  std::string after;
  std::vector<std::string> report;
  std::string miss;  ///< why it is not reported so, or ""
};

inline std::vector<LabelledEdit> labelled_edits() {
  const std::filesystem::path folder = std::filesystem::path(test::kSourceFolder) / "tests/diff/corpus";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<LabelledEdit> out;
  for (const std::filesystem::path& file : files) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line[0] == '#') continue;
      const std::string text = line.substr(std::min<std::size_t>(2, line.size()));
      if (line[0] == '@') out.push_back({text, "", "", {}, ""});
      REQUIRE_FALSE(out.empty());
      if (line[0] == '<') out.back().before += text + "\n";
      if (line[0] == '>') out.back().after += text + "\n";
      if (line[0] == '=') out.back().report.push_back(text);
      if (line[0] == '!') out.back().miss = text;
    }
  }
  return out;
}

}  // namespace zielbaum::test
