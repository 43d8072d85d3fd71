// check
#include "commands.h"
#include "page_files.h"
#include "report.h"

namespace zielbaum::tool {

namespace {

struct Counts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
};

void count(Counts& counts, const Findings& findings) {
  for (const Finding& finding : findings) {
    counts.errors += finding.severity == Severity::Error ? 1 : 0;
    counts.warnings += finding.severity == Severity::Warning ? 1 : 0;
  }
}

void print_text(Session& session, const std::vector<workspace::Checked>& all, const Counts& counts) {
  for (const workspace::Checked& checked : all) {
    for (const Finding& finding : checked.findings) session.out += finding_text(finding, session);
    if (!checked.document.empty() && !has_errors(checked.findings))
      print(session, say(session, counted(checked.nodes, "{1}: one node, no errors", "{1}: {0} nodes, no errors",
                                          checked.document.text)));
  }
  if (counts.errors > 0)
    print(session,
          say(session, counted(counts.errors, "One error has to be corrected.", "{0} errors have to be corrected.")));
}

Json to_json(const Session& session, const std::vector<workspace::Checked>& all, const Counts& counts) {
  Json json{{"schema", "zielbaum.check/1"}, {"errors", counts.errors}, {"warnings", counts.warnings}};
  json["documents"] = Json::array();
  for (const workspace::Checked& checked : all) {
    json["documents"].push_back({{"document", checked.document.text},
                                 {"title", checked.title},
                                 {"nodes", checked.nodes},
                                 {"findings", tool::to_json(checked.findings, session)}});
  }
  return json;
}

}  // namespace

void add_check_command(Commands& commands) {
  struct Options {
    std::string document;
    std::string version = "working";
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "check", "prüfen", msg("Check documents by all rules; exit code 1 if there are errors"),
      {"check", "check smart-city-strategie", "check --version saved --json"},
      [options](Session& session) -> Result<int> {
        const workspace::Workspace workspace = TRY(open(session));
        const DocumentId document{options->document};
        const workspace::State state = TRY(workspace::resolve(workspace, options->version, document));
        const std::vector<workspace::Checked> all = TRY(publishing::check(workspace, document, state, read_resource));
        Counts counts;
        for (const workspace::Checked& checked : all) count(counts, checked.findings);
        if (session.json) {
          print_json(session, to_json(session, all, counts));
        } else {
          print_text(session, all, counts);
        }
        return counts.errors > 0 ? 1 : 0;
      });
  commands.argument(command, "document", msg("DOCUMENT"), options->document, msg("Its id; all if left out"));
  commands.option(command, "--version", msg("VERSION"), options->version, msg("Which version (working)"));
}

}  // namespace zielbaum::tool
