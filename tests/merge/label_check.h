// Whether a merge turned out as its label says.
#pragma once

#include <string>

#include "merge/case_versions.h"

namespace zielbaum::test {

/// What is not as labelled, a line each; "" where all is.
[[nodiscard]] std::string complaints_about(const merge::Merged& merged, const MergeCase& merge_case,
                                           const CaseVersions& versions, CorpusBase& base);

/// A document line by line, for people who compare two.
[[nodiscard]] std::vector<std::string> listing(const model::Document& document, const Texts& texts);

}  // namespace zielbaum::test
