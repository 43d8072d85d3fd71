// Writes the labelled merges as files: write_merge_cases FOLDER.
//
//   FOLDER/<case>/base, ours, theirs    each a workspace: documents/ and schemas/types/
//   FOLDER/<case>/merged                the same, where the label says exactly what the result is
//   FOLDER/<case>/label                 "clean", or a line for each conflict: "conflict place kiezbox"
//
// So that other programs can be asked for the same merges, e.g. git. The labels hold with the sides swapped as well.
#include <exception>
#include <fstream>
#include <iostream>

#include "merge/case_versions.h"
#include "model/paths.h"
#include "support/source_folder.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

void write_workspace(const std::filesystem::path& folder, const model::Document& document, const CorpusBase& base) {
  std::filesystem::create_directories(folder / "documents");
  std::filesystem::create_directories(folder / "schemas/types");
  const std::filesystem::path from = corpus_folder() / "base";
  for (const std::string_view file : {model::kWorkspaceFile, model::kPartiesFile})
    std::filesystem::copy_file(from / file, folder / file);
  const std::string type = model::type_path(document.type);
  std::filesystem::copy_file(std::filesystem::path(test::kSourceFolder) / type, folder / type);
  write_files(folder, document, base);
}

void write_label(const std::filesystem::path& file, const MergeLabel& label) {
  std::ofstream out(file);
  if (label.clean) out << "clean\n";
  for (const merge::Conflict& conflict : label.conflicts) out << label_line(conflict) << "\n";
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

void write_all(const std::filesystem::path& folder) {
  CorpusBase base = read_corpus_base();
  for (const MergeCase& merge_case : read_merge_cases()) {
    const CaseVersions versions = versions_of(merge_case, base);
    const std::filesystem::path to = folder / merge_case.name;
    write_workspace(to / "base", versions.base, base);
    write_workspace(to / "ours", versions.ours, base);
    write_workspace(to / "theirs", versions.theirs, base);
    if (merge_case.label.result) write_workspace(to / "merged", labelled_result(merge_case, base), base);
    write_label(to / "label", merge_case.label);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "write_merge_cases FOLDER\n";
    return 2;
  }
  try {
    write_all(argv[1]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
