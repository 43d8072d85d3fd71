// pdf, preview, publish
#include <filesystem>

#include "base/file.h"
#include "commands.h"
#include "page_files.h"
#include "report.h"

namespace zielbaum::tool {

namespace {

constexpr std::size_t kFewestDots = 10, kMostDots = 1200;

/// Tells what is marked in the pages because it cannot be shown. The exit code.
int tell_marked(Session& session, const Findings& marked) {
  for (const Finding& finding : marked) session.talk += finding_text(finding, session);
  if (marked.empty()) return 0;
  tell(session, msg("Marked in its place, since it cannot be shown; it cannot be published so."));
  return 1;
}

void add_pdf(Commands& commands) {
  struct Options {
    std::string what;
    std::string file;
    std::string report;
    std::string theme;
    bool embed_source = false;
    bool compact = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "pdf", "drucken", msg("Write a document, or the part below a node, as a PDF that meets PDF/UA"),
      {"pdf smart-city-strategie -o strategie.pdf", "pdf \"M 14\" -o kiezbox.pdf",
       "pdf smart-city-strategie -o gross.pdf --theme standard-large",
       "pdf smart-city-strategie@muster-2022 -o muster.pdf --report protokoll.html"},
      [options](Session& session) -> Result<int> {
        publishing::PdfWishes wishes;
        wishes.embed_source = options->embed_source;
        wishes.compact = options->compact;
        wishes.file_name = std::filesystem::path(options->file).filename().string();
        std::vector<workspace::OutputFile> outputs = {{options->file, workspace::FileKind::Pdf}};
        if (!options->report.empty()) {
          wishes.report = TRY(format_of(options->report, Formats::Pages));
          outputs.push_back({options->report, file_kind(*wishes.report)});
        }
        TRY(workspace::may_be_written(outputs));
        const workspace::Workspace workspace = TRY(open(session));
        workspace::Found what = TRY(workspace::find_node(workspace, options->what, {}));
        if (!options->theme.empty()) TRY(publishing::choose_theme(workspace, what.loaded, options->theme));
        if (!wishes.embed_source && !wishes.compact && !wishes.report) {
          NewFile file = TRY(NewFile::create(options->file));
          const Findings marked =
              TRY(publishing::write_pdf(workspace, std::move(what), today(), read_resource,
                                        [&file](std::string_view piece) { return file.append(piece); }));
          TRY(file.commit());
          tell(session, msg("Written: {0}", options->file));
          return tell_marked(session, marked);
        }
        const publishing::PdfFile made =
            TRY(publishing::pdf_file(workspace, std::move(what), today(), wishes, read_resource));
        TRY(write_file(options->file, made.bytes));
        tell(session, msg("Written: {0}", options->file));
        const int code = tell_marked(session, made.marked);
        if (!wishes.report) return code;
        TRY(write_file(options->report, made.report));
        tell(session, msg("Written: {0}", options->report));
        tell(session, msg("Accessibility: {0}", render(publish::name_of(*made.judgement), session.language)));
        return *made.judgement == publish::Judgement::Failed ? 1 : code;
      });
  commands.argument(command, "node", msg("NODE[@VERSION]"), options->what, msg("A document, or a node by id or number"))
      .required();
  commands.option(command, "-o,--output", msg("FILE"), options->file, msg("The file to write")).required();
  commands.option(command, "--theme", msg("THEME"), options->theme,
                  msg("Set it in this theme of schemas/themes, not in the one of the settings"));
  commands.option(command, "--report", msg("FILE"), options->report,
                  msg("Test its accessibility and write the test record (.html, .pdf)"));
  commands.flag(command, "--embed-source", options->embed_source,
                msg("Put the tree, the texts and the document type into it (PDF/A-3a)"));
  commands.flag(command, "--compact", options->compact, msg("Fewer bytes, in a little more time"));
}

void add_preview(Commands& commands) {
  struct Options {
    std::string node;
    std::string file;
    std::size_t dots = 100;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "preview", "vorschau", msg("Draw the page on which a node stands, as it will be published"),
      {"preview kiezbox-q2vh", "preview \"M 14\" -o kiezbox.png --dpi 150", "preview kiezbox-q2vh@muster-2022"},
      [options](Session& session) -> Result<int> {
        const workspace::Workspace workspace = TRY(open(session));
        workspace::Found what = TRY(workspace::find_node(workspace, options->node, {}));
        const std::string file = options->file.empty() ? what.value().id.text + ".png" : options->file;
        if (options->dots < kFewestDots || options->dots > kMostDots) {
          return advise(error(ErrorKind::Usage, "usage",
                              msg("--dpi goes from {0} to {1}, not to {2}", kFewestDots, kMostDots, options->dots)),
                        msg("Try --dpi 100."));
        }
        TRY(workspace::may_be_written({{file, workspace::FileKind::Png}}));
        const publishing::Preview drawn =
            TRY(publishing::preview(workspace, std::move(what), today(), read_resource, options->dots));
        TRY(write_file(file, drawn.png));
        if (session.json) {
          print_json(session, Json{{"schema", "zielbaum.preview/1"},
                                   {"file", file},
                                   {"page", drawn.page},
                                   {"marked", tool::to_json(drawn.marked, session)}});
          return drawn.marked.empty() ? 0 : 1;
        }
        tell(session, msg("Written: {0} (page {1})", file, drawn.page));
        return tell_marked(session, drawn.marked);
      });
  commands.argument(command, "node", msg("NODE[@VERSION]"), options->node, msg("A document, or a node by id or number"))
      .required();
  commands.option(command, "-o,--output", msg("FILE"), options->file, msg("The picture to write (NODE.png)"));
  commands.option(command, "--dpi", msg("N"), options->dots, msg("How fine: dots per inch (100)"));
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
      commands.add("publish", "veröffentlichen",
                   msg("Fix an edition and write it as PDF and HTML, or write all with a downloads page"),
                   {"publish smart-city-strategie muster-2022", "publish --all -o downloads"},
                   [options](Session& session) -> Result<int> {
                     if (options->all != options->document.empty() || options->all != options->edition.empty())
                       return half_named();
                     workspace::Workspace workspace = TRY(open(session));
                     TRY(workspace::may_hold_publication(workspace.root(), options->folder));
                     publishing::Published published;
                     if (options->all) {
                       published = TRY(publishing::publish_all(workspace, options->folder, read_resource));
                     } else {
                       const DocumentId document{options->document};
                       const store::Act act = TRY(signed_act(session, workspace));
                       published = TRY(publishing::publish_edition(workspace, document, EditionId{options->edition},
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
  add_preview(commands);
  add_publish(commands);
}

}  // namespace zielbaum::tool
