#include "workspace/report.h"

#include "workspace/pages_internal.h"

namespace zielbaum::workspace {

Result<compose::ChangeReport> report_changes(const Workspace& workspace, const Comparison& comparison,
                                             Language language) {
  const Shown before = TRY(shown(workspace, comparison.before(), Date{}));
  const Shown after = TRY(shown(workspace, comparison.after(), Date{}));
  Others old_others(workspace, before.loaded.state);
  Others new_others(workspace, after.loaded.state);
  return compose::report_changes(source_of(workspace, before, old_others), source_of(workspace, after, new_others),
                                 comparison.changes, language);
}

Result<std::string> change_report(const Workspace& workspace, const Comparison& comparison, const Date& today,
                                  const ComparisonFile& file, const publish::ReadResource& resource) {
  return comparison_file(workspace, comparison, today, file, resource, compose::change_report);
}

}  // namespace zielbaum::workspace
