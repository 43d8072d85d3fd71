// The labelled merges: tests/merge/corpus/*.cases.
//
//   # a remark
//   @ name-of-the-case
//   < an edit of ours         (edits.h says which there are)
//   > an edit of theirs
//   = a line of the label: what a careful editor expects of the merge
//   ! why the program does something else (only of known misses)
//
// Lines of a text follow their edit or label, with the same sign: "<   | Der Text."
// The label:
//
//   = clean                        or, all that there are:
//   = conflict SORT ID [PART]      place, removed, short-title, ...
//   = note SORT ID                 order, moved-out; all that there are
//   = error CODE ID                what schema::check finds in the result; of a clean one all that there are. Ours and
//                                  theirs have no other errors
//   = result both                  the result is exactly the base with the edits of ours and then of theirs;
//                                  result base, ours, theirs: with the edits of neither, of one side
//   =   an edit                    done to that as well, e.g. what is merged beside a conflict
//
// and statements about parts of the result, where it is not told exactly:
//
//   = under ID PARENT              = order PARENT: ID ID ID (all its children)
//   = no ID                        = text ID has "words"
//   = title ID "Title"             = text ID lacks "words"
//   = field ID NAME = VALUES       = link ID ROLE TARGET (or: no-link)
//   = basis ID.en base             made from the text of that version: base, ours or theirs
//   = warning CODE ID              schema::check says this
//
// Labels were written before the program was asked, by what an editor wants of whom nothing may be lost and who does
// not want to be asked needlessly. Nothing of them depends on which side is which.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "merge/case_lines.h"
#include "merge/corpus_base.h"
#include "merge/merge.h"

namespace zielbaum::test {

enum class ResultOf { Base, Ours, Theirs, Both };

struct MergeLabel {
  bool clean = false;
  std::vector<merge::Conflict> conflicts;  ///< sorted
  std::vector<merge::Note> notes;          ///< sorted
  std::optional<ResultOf> result;
  std::vector<CaseLine> result_edits;
  std::vector<CaseLine> statements;
  std::set<RuleBroken> errors;
};

struct MergeCase {
  std::string name;
  std::string theme;  ///< name of its file
  std::vector<CaseLine> ours, theirs;
  MergeLabel label;
  std::string miss;  ///< why it is not merged so, or ""
};

/// All cases, by theme. Throws std::runtime_error, with the place, where one is not written so.
[[nodiscard]] std::vector<MergeCase> read_merge_cases();

/// As a label has it: "conflict place kiezbox", "note order klima".
[[nodiscard]] std::string label_line(const merge::Conflict& conflict);
[[nodiscard]] std::string label_line(const merge::Note& note);

}  // namespace zielbaum::test
