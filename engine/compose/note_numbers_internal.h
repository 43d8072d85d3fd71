// Footnotes by the numbers that they have in print, which count over the whole document.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "compose/compose.h"

namespace zielbaum::compose {

/// The labels of the notes of a text in the order in which they are numbered: where each is first mentioned.
[[nodiscard]] std::vector<std::string> printed_notes(const model::Prose& prose);

class NoteNumbers {
 public:
  explicit NoteNumbers(const Source& source) : source_(source) {}
  /// The numbers of the notes of a node's text, by label; "[^label]" for one that no mark leads to. Reads the texts
  /// before it when it is asked first; fails where one cannot be read.
  [[nodiscard]] Result<std::map<std::string, std::string>> of(model::NodeIndex node, const model::Prose& prose);

 private:
  const Source& source_;
  std::vector<std::size_t> before_;  ///< how many notes stand before each node
};

/// A text on both sides, and what changed in it.
struct StepProse {
  model::Prose before, after;
  diff::ProseChange change;
};

/// Puts numbers for labels: the new ones of notes that the new text has, "bisher 2" for others.
/// ProseChange::old_note_names says what the old numbers are.
void by_printed_numbers(StepProse& prose, const std::map<std::string, std::string>& before,
                        const std::map<std::string, std::string>& after, Language language);

}  // namespace zielbaum::compose
