// reason
#include "workspace/reasons.h"

#include "base/date.h"
#include "changes.h"
#include "commands.h"

namespace zielbaum::tool {

namespace {

Json to_json(const workspace::NodeReasons& told) {
  Json json{{"schema", "zielbaum.reasons/1"},
            {"node", full_id(told.document, told.node)},
            {"name", told.name},
            {"reasons", Json::array()}};
  for (const model::Reason& reason : told.reasons) {
    json["reasons"].push_back({{"id", reason.id},
                               {"upon", reason.upon.text},
                               {"time", rfc3339(reason.unix_time)},
                               {"paragraphs", reason.paragraphs}});
  }
  return json;
}

std::string name_of(const workspace::NodeReasons& told) {
  return told.name.empty() ? full_id(told.document, told.node) : told.name;
}

void print_reasons(Session& session, const workspace::NodeReasons& told) {
  print(session, styled(session, name_of(told), "1"));
  for (const model::Reason& reason : told.reasons) {
    print(session, in_short(date_of_unix_time(reason.unix_time), session.language) + "  " +
                       say(session, msg("upon version {0}", styled(session, reason.upon.text.substr(0, 10), "33"))));
    for (const std::string& paragraph : reason.paragraphs) print(session, "  " + paragraph);
  }
  if (told.reasons.empty()) print(session, say(session, msg("No reason has been given yet")));
}

/// Each text is a paragraph.
std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : "\n\n") + text;
  return out;
}

}  // namespace

void tell_unreadable(Session& session, const Findings& unreadable) {
  for (const Finding& finding : unreadable)
    tell(session,
         msg("The record {0} cannot be read and is left out: {1}", finding.place.file, say(session, finding.message)));
}

void add_reason_command(Commands& commands) {
  struct Options {
    std::string node;
    std::vector<std::string> texts;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      commands.add("reason", "begründen", msg("Say why a node was changed, or show what was said"),
                   {"reason \"M 14\" -m \"Der Betrieb geht an die Bezirke über.\"", "reason \"M 14\""},
                   [options](Session& session) -> Result<int> {
                     workspace::Workspace workspace = TRY(open(session));
                     workspace::NodeReasons told;
                     if (options->texts.empty()) {
                       told = TRY(workspace::reasons(workspace, options->node));
                     } else {
                       const store::Act act = TRY(signed_act(session, workspace));
                       told = TRY(workspace::give_reason(workspace, options->node, joined(options->texts), act));
                     }
                     tell_unreadable(session, told.unreadable);
                     if (session.json) {
                       print_json(session, to_json(told));
                     } else if (options->texts.empty()) {
                       print_reasons(session, told);
                     } else {
                       tell(session, msg("Reason recorded: {0}", name_of(told)));
                     }
                     return 0;
                   });
  commands.paged(command);
  commands.argument(command, "node", msg("NODE"), options->node, msg("Its id or number")).required();
  commands
      .option(command, "-m,--message", msg("TEXT"), options->texts,
              msg("Why it was changed; each further -m is another paragraph"))
      .repeated();
}

}  // namespace zielbaum::tool
