// doctor
#include "workspace/doctor.h"

#include <algorithm>

#include "commands.h"
#include "report.h"

namespace zielbaum::tool {

namespace {

Json to_json(const Session& session, const Findings& findings) {
  return {{"schema", "zielbaum.doctor/1"},
          {"healthy", !has_errors(findings)},
          {"findings", tool::to_json(findings, session)}};
}

}  // namespace

void add_doctor_command(Commands& commands) {
  const auto repair = std::make_shared<bool>(false);
  CLI::App* command =
      commands.add("doctor", "untersuchen", msg("Look for damage in the stored versions, and put right what can be"),
                   {"doctor", "doctor --repair"}, [repair](Session& session) -> Result<int> {
                     workspace::Workspace workspace = TRY(open(session));
                     const Findings findings = TRY(workspace::examine(workspace, *repair, now()));
                     if (session.json) {
                       print_json(session, to_json(session, findings));
                     } else {
                       for (const Finding& finding : findings) session.out += finding_text(finding, session);
                       if (!has_errors(findings))
                         print(session, say(session, msg("All that is stored can be read and is whole.")));
                     }
                     return has_errors(findings) ? 1 : 0;
                   });
  commands.flag(command, "--repair", *repair, msg("Put right what can be without losing anything"));
}

}  // namespace zielbaum::tool
