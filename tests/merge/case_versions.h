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

/// The document that the label says exactly. Requires that it does.
[[nodiscard]] inline model::Document labelled_result(const MergeCase& merge_case, CorpusBase& base) {
  model::Document out = base.document;
  const ResultOf of = merge_case.label.result.value();
  if (of == ResultOf::Ours || of == ResultOf::Both) apply_edits(merge_case.ours, out, base);
  if (of == ResultOf::Theirs || of == ResultOf::Both) apply_edits(merge_case.theirs, out, base);
  apply_edits(merge_case.label.result_edits, out, base);
  return out;
}

}  // namespace zielbaum::test
