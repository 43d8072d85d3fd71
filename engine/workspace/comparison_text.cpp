// A comparison in lines and sentences, for a terminal.
#include <type_traits>

#include "workspace/report.h"
#include "workspace/shown.h"

namespace zielbaum::workspace {

namespace {

/// Calls `tell` with both sides, each finding other documents as they stand beside it. No day is shown.
template <typename Tell>
std::invoke_result_t<Tell, const compose::Source&, const compose::Source&> lines_of(const Workspace& workspace,
                                                                                    const Comparison& comparison,
                                                                                    const Tell& tell) {
  const Shown before = TRY(shown(workspace, comparison.before(), Date{}));
  const Shown after = TRY(shown(workspace, comparison.after(), Date{}));
  Others old_others(workspace, before.loaded.state);
  Others new_others(workspace, after.loaded.state);
  return tell(source_of(workspace, before, old_others), source_of(workspace, after, new_others));
}

}  // namespace

Result<std::vector<compose::ChangeLine>> change_lines(const Workspace& workspace, const WholeComparison& comparison,
                                                      Language language) {
  return lines_of(workspace, comparison, [&](const compose::Source& before, const compose::Source& after) {
    return compose::change_lines(before, after, comparison.changes, language, comparison.reasons);
  });
}

Result<std::vector<compose::TextLine>> comparison_text(const Workspace& workspace, const Comparison& comparison,
                                                       Language language) {
  return lines_of(workspace, comparison, [&](const compose::Source& before, const compose::Source& after) {
    return compose::comparison_text(before, after, comparison.changes, language);
  });
}

Result<compose::ChangeReport> report_changes(const Workspace& workspace, const Comparison& comparison,
                                             Language language) {
  return lines_of(workspace, comparison, [&](const compose::Source& before, const compose::Source& after) {
    return compose::report_changes(before, after, comparison.changes, language);
  });
}

}  // namespace zielbaum::workspace
