// A document as a PDF, with its sources in it, compact, and with a record of its test, as wished.
#include <algorithm>

#include "base/digest.h"
#include "html/html.h"
#include "model/paths.h"
#include "pdf/compact.h"
#include "publishing/pages_internal.h"
#include "xml/xml.h"

namespace zielbaum::publishing {

using namespace workspace;

namespace {

/// The tree, the texts and the document type of a state.
Result<std::vector<pdf::EmbeddedFile>> sources_of(const Workspace& workspace, const LoadedPart& loaded) {
  std::vector<pdf::EmbeddedFile> files;
  const auto add = [&](const std::string& path, std::string name, const char* media_type) -> Result<void> {
    pdf::EmbeddedFile file;
    file.name = std::move(name);
    file.description = path;
    file.media_type = media_type;
    file.bytes = TRY(read_at(workspace, loaded.state, path));
    files.push_back(std::move(file));
    return {};
  };
  TRY(add(model::document_path(loaded.document.id()), "document.xml", "text/xml"));
  TRY(add(model::type_path(loaded.type.name), "type.xml", "text/xml"));
  for (const schema::ProseFile& prose : loaded.prose_files) {
    // Names of prose files are ids of nodes, unique whatever folder they lie in.
    if (prose.regular) TRY(add(prose.path, prose.path.substr(prose.path.rfind('/') + 1), "text/markdown"));
  }
  return files;
}

}  // namespace

Result<std::optional<model::AccessibilityRecord>> accessibility_record(const Workspace& workspace,
                                                                       const DocumentId& document,
                                                                       const EditionId& edition) {
  if (edition.empty()) return std::optional<model::AccessibilityRecord>();
  const std::string path = model::accessibility_path(document, edition);
  const Result<std::string> bytes = read_at(workspace, State{}, path);
  if (!bytes && bytes.error().kind == ErrorKind::NotFound) return std::optional<model::AccessibilityRecord>();
  if (!bytes) return bytes.error();
  return std::optional(TRY(xml::read_accessibility(*bytes, path)));
}

Result<PdfFile> pdf_file(const Workspace& workspace, Found what, const Date& today, const PdfWishes& wishes,
                         const publish::ReadResource& resource) {
  const bool whole = what.node == 0;
  const NodeId node = what.value().id;
  const State state = what.loaded.state;
  Loaded loaded = TRY(sound(std::move(what.loaded)));
  const DocumentId document = loaded.document.id();
  const Shown one = TRY(shown(workspace, std::move(loaded), today));
  Others others(workspace, state);
  compose::Source source = source_of(workspace, one, others);
  source.draft = true;
  flow::Flow flow = whole ? TRY(compose::edition(source)) : TRY(compose::part(source, node));
  std::vector<pdf::EmbeddedFile> embedded;
  if (wishes.embed_source) embedded = TRY(sources_of(workspace, one.loaded));
  PdfFile made;
  const typeset::ReadMedia media = media_of(workspace, {state});
  const std::string version = flow.metadata.identifier;
  made.bytes = TRY(pdf_of(workspace, std::move(flow), one.loaded, media, resource, std::move(embedded), &made.marked));
  std::optional<audit::Inspection> inspection;
  if (wishes.compact) {
    pdf::Judged compact = TRY(pdf::compacted(made.bytes));
    made.bytes = std::move(compact.bytes);
    inspection = std::move(compact.inspection);
  }
  if (!wishes.report) return made;

  if (!inspection) inspection = TRY(audit::inspect(made.bytes));
  publish::TestedFile tested;
  tested.name = wishes.file_name;
  tested.sha256 = sha256(made.bytes);
  tested.size = made.bytes.size();
  tested.title = one.loaded.document.nodes.front().title;
  tested.version = version;
  tested.publisher = one.loaded.settings.publisher;
  const Language language = interface_language(one.loaded.document.lang);
  const bool is_edition = !one.edition.id.empty();
  tested.record_path =
      model::accessibility_path(document, is_edition ? one.edition.id : EditionId{render(msg("EDITION"), language)});
  tested.record = TRY(accessibility_record(workspace, document, one.edition.id));
  tested.toolchain = publish::toolchain();
  made.judgement = publish::judge(*inspection, tested.sha256, tested.record);
  made.failed = inspection->failed();
  flow::Flow record = publish::test_record(tested, *inspection, one.loaded.document.lang, one.unix_time);
  if (*wishes.report == Format::Html) {
    made.report = TRY(html::page(record, address_of(media), palette_of(workspace, one.loaded)));
  } else {
    const model::Theme theme = TRY(theme_at(workspace, state, one.loaded.settings.theme));
    made.report = TRY(publish::pdf_of(std::move(record), theme, resource, media));
  }
  return made;
}

}  // namespace zielbaum::publishing
