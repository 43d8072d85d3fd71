// Merges as a careful editor labelled them: tests/merge/corpus/*.cases; case_file.h says how they are written.
//
// A case that is no known miss must turn out exactly so, whichever side is which, and a known miss that does must lose
// its "!".
#include <iostream>
#include <map>

#include "merge/label_check.h"
#include "support/catch.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

merge::Merged merge_case_versions(const model::Document& base, const model::Document& ours,
                                  const model::Document& theirs, CorpusBase& corpus) {
  Result<merge::Merged> out = merge::merge(base, ours, theirs, corpus.type, corpus.texts.merging());
  REQUIRE(out.has_value());
  return std::move(*out);
}

}  // namespace

TEST_CASE("merge corpus: merges turn out as a careful editor labelled them") {
  CorpusBase corpus = read_corpus_base();
  const std::vector<MergeCase> cases = read_merge_cases();
  CHECK(cases.size() >= 120);
  std::map<std::string, std::size_t> themes;
  std::string missed;
  std::size_t misses = 0;
  for (const MergeCase& merge_case : cases) {
    ++themes[merge_case.theme];
    const CaseVersions versions = versions_of(merge_case, corpus);
    INFO(merge_case.theme << ": " << merge_case.name);
    for (const model::Document* const version : {&versions.ours, &versions.theirs})
      for (const RuleBroken& broken : rules_broken(*version, corpus, Severity::Error))
        CHECK(merge_case.label.errors.contains(broken));
    const merge::Merged merged = merge_case_versions(versions.base, versions.ours, versions.theirs, corpus);
    const merge::Merged swapped = merge_case_versions(versions.base, versions.theirs, versions.ours, corpus);
    CHECK(swapped.document == merged.document);
    CHECK(swapped.conflicts == merged.conflicts);
    CHECK(swapped.notes == merged.notes);
    const std::string complaints = complaints_about(merged, merge_case, versions, corpus);
    INFO(complaints);
    CHECK(complaints.empty() == merge_case.miss.empty());
    if (complaints.empty()) continue;
    ++misses;
    missed += "\n  " + merge_case.name + ": " + merge_case.miss;
  }
  std::cout << "labelled merges: " << cases.size() - misses << " of " << cases.size() << " as labelled (";
  for (const auto& [theme, count] : themes)
    std::cout << (theme == themes.begin()->first ? "" : ", ") << theme << " " << count;
  std::cout << "); missed:" << missed << "\n";
}
