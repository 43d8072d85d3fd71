// The versions that a merge case speaks of, made from its edits.
#pragma once

#include "merge/case_file.h"
#include "merge/corpus_base.h"
#include "merge/edits.h"

namespace zielbaum::test {

struct CaseVersions {
  model::Document base, ours, theirs;
};

/// Their texts go to those of `base`. Throws std::runtime_error where an edit cannot be done.
[[nodiscard]] inline CaseVersions versions_of(const MergeCase& merge_case, CorpusBase& base) {
  CaseVersions out{base.document, base.document, base.document};
  apply_edits(merge_case.ours, out.ours, base);
  apply_edits(merge_case.theirs, out.theirs, base);
  return out;
}

}  // namespace zielbaum::test
