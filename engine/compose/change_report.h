// The change report ("Änderungsübersicht"): how much changed, and for each responsible body what concerns it.
#pragma once

#include <string>
#include <vector>

#include "compose/compose.h"
#include "diff/counts.h"

namespace zielbaum::compose {

/// A changed node as it stands below one party.
struct ReportLine {
  NodeId node;
  std::string name;   ///< "Maßnahme M 14 „Kiezbox 2.0“"
  std::string roles;  ///< "Federführung", "Beteiligte (bisher)", "Federführung (neu)"; "" below no party
  std::string what;   ///< "moved, reworded"
  std::vector<std::string> lineage;  ///< "split into Ziel 2.1 „…“ (60 % of the old text) and …"
  diff::WordSum words;
};

/// All that changed for one party. One that was renamed or merged goes by its last name.
struct ReportPart {
  std::string party;     ///< full name
  std::string formerly;  ///< names that these versions still, or already not any more, use; ", " between them; or ""
  std::vector<ReportLine> lines;  ///< in the order of the changes
};

struct ChangeReport {
  diff::Counts counts;
  std::string summary;              ///< in one sentence, as other views of a comparison have it
  std::vector<ReportPart> parties;  ///< by name; each changed node stands below every party that it names or named
  std::vector<ReportLine> others;   ///< nodes that name no party
};

/// Each changed node stands in at least one list.
[[nodiscard]] Result<ChangeReport> report_changes(const Source& before, const Source& after,
                                                  const diff::Changes& changes, Language language);

/// The same as a publication: a table of what happened by kind of node, then the lists.
[[nodiscard]] Result<flow::Flow> change_report(const Source& before, const Source& after, const diff::Changes& changes,
                                               const ComparisonOptions& options);

/// "149 words changed (116 new, 41 dropped, 3 moved)"; "" where none did.
[[nodiscard]] std::string words_in_words(const diff::WordSum& words, Language language);
/// The same of what stays, which every comparison counts so, "; 98 words in new parts; 12 words in dropped parts".
[[nodiscard]] std::string words_in_words(const diff::Counts& counts, Language language);

}  // namespace zielbaum::compose
