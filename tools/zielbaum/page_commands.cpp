// pdf, publish
#include "base/file.h"
#include "commands.h"
#include "report.h"

namespace zielbaum::tool {

namespace {

void add_pdf(Commands& commands) {
  struct Options {
    std::string document;
    std::string file;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      commands.add("pdf", "drucken", msg("Write a document as an accessible PDF"),
                   {"pdf smart-city-strategie -o strategie.pdf", "pdf smart-city-strategie@muster-2022 -o muster.pdf"},
                   [options](Session& session) -> Result<int> {
                     const workspace::Workspace workspace = TRY(open(session));
                     const std::size_t at = options->document.find('@');
                     const std::string name = options->document.substr(0, at);
                     const workspace::State state =
                         at == std::string::npos
                             ? workspace::State{}
                             : TRY(workspace::resolve(workspace, options->document.substr(at + 1), DocumentId{name}));
                     const DocumentId document = TRY(workspace::find_document(workspace, name, state));
                     const std::string bytes = TRY(workspace::pdf(workspace, document, state, today(), read_resource));
                     TRY(write_file(options->file, bytes));
                     tell(session, msg("Written: {0}", options->file));
                     return 0;
                   });
  commands.argument(command, "document", msg("DOCUMENT[@VERSION]"), options->document, msg("Which document"))
      .required();
  commands.option(command, "-o,--output", msg("FILE"), options->file, msg("The file to write")).required();
}

Error half_named() {
  return advise(error(ErrorKind::Usage, "usage", msg("It is not clear what to publish")),
                msg("Write: zielbaum publish DOCUMENT EDITION, or: zielbaum publish --all"));
}

void add_publish(Commands& commands) {
  struct Options {
    std::string document;
    std::string edition;
    std::string folder = "downloads";
    bool all = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      commands.add("publish", "veroeffentlichen",
                   msg("Fix an edition and write it as PDF and HTML, or write all with a downloads page"),
                   {"publish smart-city-strategie muster-2022", "publish --all -o downloads"},
                   [options](Session& session) -> Result<int> {
                     if (options->all != options->document.empty() || options->all != options->edition.empty())
                       return half_named();
                     workspace::Workspace workspace = TRY(open(session));
                     workspace::Published published;
                     if (options->all) {
                       published = TRY(workspace::publish_all(workspace, options->folder, read_resource));
                     } else {
                       const DocumentId document{options->document};
                       const store::Act act = TRY(signed_act(session, workspace));
                       published = TRY(workspace::publish_edition(workspace, document, EditionId{options->edition},
                                                                  options->folder, act, read_resource));
                     }
                     for (const Message& note : published.notes) tell(session, note);
                     if (session.json) {
                       print_json(session, Json{{"schema", "zielbaum.publish/1"},
                                                {"folder", published.folder.string()},
                                                {"files", published.files}});
                       return 0;
                     }
                     for (const std::string& file : published.files) print(session, (published.folder / file).string());
                     return 0;
                   });
  commands.argument(command, "document", msg("DOCUMENT"), options->document, msg("Which document"));
  commands.argument(command, "edition", msg("EDITION"), options->edition, msg("Which edition"));
  commands.option(command, "-o,--output", msg("FOLDER"), options->folder, msg("The folder to write (downloads)"));
  commands.flag(command, "--all", options->all, msg("All editions, their comparisons and the downloads page"));
}

}  // namespace

void add_page_commands(Commands& commands) {
  add_pdf(commands);
  add_publish(commands);
}

}  // namespace zielbaum::tool
