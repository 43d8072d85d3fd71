// Editions as files in a folder.
#include <algorithm>
#include <map>

#include "base/digest.h"
#include "model/paths.h"
#include "pdf/compact.h"
#include "publishing/output_folder_internal.h"
#include "publishing/pages_internal.h"
#include "publishing/shown_check_internal.h"
#include "workspace/checks.h"

namespace zielbaum::publishing {

using namespace workspace;

namespace {

/// A fixed edition, ready to be shown.
struct Ready {
  Shown shown;
  store::EditionTag tag;
  bool needs_name = false;  ///< another edition of the document has the same title and day
};

Result<Ready> ready(const Workspace& workspace, const store::EditionTag& tag) {
  const DocumentId document{tag.document};
  Ready result;
  result.tag = tag;
  result.shown.loaded = TRY(load_sound(workspace, document, tag.version));
  result.shown.unix_time = TRY(workspace.store().describe(tag.version)).unix_time;
  result.shown.edition = TRY(edition_at(workspace, tag.version, document, tag.edition));
  return result;
}

Language language_of(const Ready& one) {
  return interface_language(one.shown.loaded.document.lang);
}

/// "November 2026"; with the name of the edition where the day does not tell which.
std::string day_of(const Ready& one) {
  const std::string day = written_out(one.shown.edition.as_of, language_of(one));
  return one.needs_name ? day + " (" + one.tag.edition.text + ")" : day;
}

/// "Fortschreibung 2026, Musterfassung, Stand November 2026", as far as known.
std::string edition_detail(const Ready& one) {
  const model::Edition& edition = one.shown.edition;
  const Language language = language_of(one);
  std::string detail = edition.title.empty() ? edition.subtitle : edition.title;
  if (edition.sample) detail += (detail.empty() ? "" : ", ") + render(msg("Sample edition"), language);
  const std::string as_of = render(msg("as of {0}", day_of(one)), language);
  return detail.empty() ? as_of : detail + ", " + as_of;
}

/// Everything that one run makes.
struct Output {
  std::vector<publish::OutputFile> files;
  std::vector<publish::Download> downloads;
  std::vector<Message> notes;
};

void add(Output& output, std::string path, std::string bytes, const std::string& title, const std::string& detail,
         const char* format) {
  publish::Download download;
  download.path = path;
  download.title = title;
  download.detail = detail;
  download.format = format;
  download.size = bytes.size();
  download.sha256 = sha256(bytes);
  output.downloads.push_back(std::move(download));
  output.files.push_back({std::move(path), std::move(bytes)});
}

Result<void> add_pages(Output& output, const Workspace& workspace, const flow::Flow& flow, const LoadedPart& loaded,
                       const typeset::ReadMedia& media, const std::string& path, const std::string& title,
                       const std::string& detail, const std::optional<model::AccessibilityRecord>& record,
                       const publish::ReadResource& resource) {
  const std::string bytes = TRY(pdf_of(workspace, flow, loaded, media, resource));
  pdf::Judged judged = TRY(pdf::compacted(bytes));
  // People may have looked at the file before it was made compact: `zielbaum pdf` gives that one.
  const std::string full = sha256(bytes);
  const bool at_full = record && record->sha256 == full;
  const publish::Judgement judgement = publish::judge(judged.inspection, at_full ? full : sha256(judged.bytes), record);
  add(output, path + ".pdf", std::move(judged.bytes), title, detail, "PDF");
  output.downloads.back().accessibility = publish::name_of(judgement);
  if (judgement == publish::Judgement::Failed) {
    output.notes.push_back(msg("{0} is not accessible: “zielbaum pdf --report” says why.", path + ".pdf"));
  }
  add(output, path + ".html", TRY(html::page(flow, address_of(media), palette_of(workspace, loaded))), title, detail,
      "HTML");
  return {};
}

Result<void> add_edition(Output& output, const Workspace& workspace, const Ready& one,
                         const publish::ReadResource& resource) {
  const flow::Flow flow = TRY(flow_of(workspace, one.shown));
  const std::optional<model::AccessibilityRecord> record =
      TRY(accessibility_record(workspace, DocumentId{one.tag.document}, one.tag.edition));
  return add_pages(output, workspace, flow, one.shown.loaded, media_of(workspace, {one.tag.version}),
                   one.tag.document + "-" + one.tag.edition.text, one.shown.loaded.document.nodes.front().title,
                   edition_detail(one), record, resource);
}

/// The Synopse of two editions, and the newer one with the changes marked in its text.
Result<void> add_comparison(Output& output, const Workspace& workspace, const Ready& before, const Ready& after,
                            const publish::ReadResource& resource) {
  diff::Changes changes = diff::compare({before.shown.loaded.document, before.shown.loaded.parties},
                                        {after.shown.loaded.document, after.shown.loaded.parties});
  changes.printed =
      TRY(printed_changes(workspace, DocumentId{after.tag.document}, before.shown.loaded, after.shown.loaded));
  const Language language = language_of(after);
  const std::string old_day = day_of(before);
  const std::string new_day = day_of(after);
  const auto add = [&](const flow::Flow& flow, std::string_view name, const Message& detail) {
    const std::string path =
        after.tag.document + "-" + std::string(name) + "-" + before.tag.edition.text + "-" + after.tag.edition.text;
    return add_pages(output, workspace, flow, after.shown.loaded,
                     media_of(workspace, {after.tag.version, before.tag.version}), path,
                     after.shown.loaded.document.nodes.front().title, render(detail, language), std::nullopt, resource);
  };
  const flow::Flow synopsis = TRY(synopsis_of(workspace, before.shown, after.shown, changes));
  const flow::Flow redline = TRY(redline_of(workspace, before.shown, after.shown, changes));
  TRY(add(synopsis, "synopse", msg("Comparison: as of {0} with as of {1}", old_day, new_day)));
  return add(redline, "aenderungsfassung", msg("Changes in the text: from as of {0} to as of {1}", old_day, new_day));
}

/// Errors, and what a publication may not lack though a draft may.
Result<void> fit_for_publication(const Workspace& workspace, const Loaded& loaded, const EditionId& edition,
                                 const publish::ReadResource& resource) {
  const std::string own_file = model::edition_path(loaded.document.id(), edition);
  Findings findings = rules_broken(workspace, loaded, shown_checks(workspace, resource));
  const auto first = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.severity == Severity::Error || finding.code == "missing-credit" ||
           (finding.code == "missing-imprint" && finding.place.file == own_file);
  });
  if (first == findings.end()) return {};
  Error failed = at(error(ErrorKind::Refused, first->code, first->message), first->place);
  failed.hint = first->hint;
  if (first->severity == Severity::Error) {
    failed.hint = msg("Correct all errors that “zielbaum check” shows and save; then publish.");
  }
  failed.findings = std::move(findings);
  return failed;
}

/// Why the last saved version does not describe an edition: the working copy may.
Error not_saved(const Workspace& workspace, const DocumentId& document, const EditionId& edition, Error unknown) {
  const Result<std::vector<DocumentId>> all = documents(workspace, State{});
  if (all && std::find(all->begin(), all->end(), document) == all->end()) {
    const Result<DocumentId> none = find_document(workspace, document.text, State{});
    if (!none) return none.error();
  }
  const Result<model::Edition> working = edition_at(workspace, State{}, document, edition);
  if (!working) {
    if (working.error().kind != ErrorKind::NotFound) return working.error();
    std::vector<std::string> names;
    const Result<std::vector<store::File>> files =
        list_at(workspace, State{}, "documents/" + document.text + "/editions");
    for (const store::File& file : files ? *files : std::vector<store::File>()) {
      const std::size_t begin = file.path.rfind('/') + 1;
      if (file.path.ends_with(".xml")) names.push_back(file.path.substr(begin, file.path.size() - begin - 4));
    }
    if (names.empty()) return unknown;
    return advise(std::move(unknown), msg("There are: {0}", joined(names)));
  }
  return advise(at(error(ErrorKind::Refused, "edition-not-saved",
                         msg("The edition “{0}” is described, but not saved yet", edition.text)),
                   {model::edition_path(document, edition), 0, 0, "", ""}),
                msg("Save it, then publish: zielbaum save -m \"…\""));
}

/// Makes the last saved version the edition.
Result<store::EditionTag> fix(Workspace& workspace, const DocumentId& document, const EditionId& edition,
                              const store::Act& act, const publish::ReadResource& resource) {
  const std::optional<VersionId> head = TRY(workspace.store().head());
  if (!head) {
    return advise(error(ErrorKind::NotFound, "empty-repository", msg("Nothing has been saved yet")),
                  msg("Save first: zielbaum save -m \"…\""));
  }
  const Result<model::Edition> saved = edition_at(workspace, *head, document, edition);
  if (!saved) {
    if (saved.error().kind != ErrorKind::NotFound) return saved.error();
    return not_saved(workspace, document, edition, saved.error());
  }
  const model::Edition& described = *saved;
  const Status now = TRY(status(workspace));
  if (!now.clean()) {
    return advise(error(ErrorKind::Refused, "unsaved-changes", msg("There are changes that are not saved")),
                  msg("Save them first, since the edition is the saved version: zielbaum save -m \"…\""));
  }
  const Loaded loaded = TRY(load_sound(workspace, document, *head));
  TRY(fit_for_publication(workspace, loaded, edition, resource));
  const std::string message = described.title.empty() ? document.text + " " + edition.text : described.title;
  TRY(workspace.store().tag_edition(document, edition, *head, message, act));
  return store::EditionTag{document.text, edition, *head};
}

std::vector<std::string> paths_of(const Output& output) {
  std::vector<std::string> paths;
  for (const publish::OutputFile& file : output.files) paths.push_back(file.path);
  return paths;
}

}  // namespace

Result<Published> publish_edition(Workspace& workspace, const DocumentId& document, const EditionId& edition,
                                  const std::filesystem::path& folder, const store::Act& act,
                                  const publish::ReadResource& resource) {
  if (!is_valid_id(edition.text))
    return error(ErrorKind::NotFound, "unknown-edition", msg("There is no edition “{0}”", edition.text));
  const std::vector<store::EditionTag> tags = TRY(workspace.store().editions());
  const auto known = std::find_if(tags.begin(), tags.end(), [&](const store::EditionTag& tag) {
    return tag.document == document.text && tag.edition == edition;
  });
  Published published;
  published.folder = folder;
  store::EditionTag tag;
  if (known != tags.end()) {
    tag = *known;
  } else {
    tag = TRY(fix(workspace, document, edition, act, resource));
    published.notes.push_back(msg("The last saved version is the edition “{0}” from now on.", edition.text));
  }
  const Ready one = TRY(ready(workspace, tag));
  Output output;
  TRY(add_edition(output, workspace, one, resource));
  TRY(replace_folder(folder, output.files, Keep::OwnFiles));
  published.files = paths_of(output);
  std::move(output.notes.begin(), output.notes.end(), std::back_inserter(published.notes));
  return published;
}

Result<Published> publish_all(Workspace& workspace, const std::filesystem::path& folder,
                              const publish::ReadResource& resource) {
  const std::vector<store::EditionTag> tags = TRY(workspace.store().editions());
  if (tags.empty()) {
    return advise(error(ErrorKind::NotFound, "no-editions", msg("There are no editions yet")),
                  msg("Publish one first: zielbaum publish DOCUMENT EDITION"));
  }
  std::map<std::string, std::vector<Ready>> by_document;
  for (const store::EditionTag& tag : tags) by_document[tag.document].push_back(TRY(ready(workspace, tag)));
  for (auto& [document, editions] : by_document) {
    std::stable_sort(editions.begin(), editions.end(), [](const Ready& a, const Ready& b) {
      return std::pair(a.shown.edition.as_of, a.shown.unix_time) < std::pair(b.shown.edition.as_of, b.shown.unix_time);
    });
    std::map<std::string, std::size_t> alike;
    for (const Ready& one : editions) ++alike[edition_detail(one)];
    for (Ready& one : editions) one.needs_name = alike[edition_detail(one)] > 1;
  }
  const model::Settings known = TRY(settings(workspace, State{}));
  std::vector<std::string> order = known.documents;
  for (const auto& [document, editions] : by_document) {
    if (std::find(order.begin(), order.end(), document) == order.end()) order.push_back(document);
  }
  Output output;
  for (const std::string& document : order) {
    const auto editions = by_document.find(document);
    if (editions == by_document.end()) continue;
    // The newest first: it is what most visitors want.
    const std::vector<Ready>& all = editions->second;
    for (auto one = all.rbegin(); one != all.rend(); ++one) TRY(add_edition(output, workspace, *one, resource));
    for (std::size_t i = all.size(); i > 1; --i)
      TRY(add_comparison(output, workspace, all[i - 2], all[i - 1], resource));
  }
  const std::string lang = known.languages.empty() ? "de" : known.languages.front();
  std::vector<publish::OutputFile> page = TRY(publish::downloads_page(
      known, output.downloads, lang, publish::toolchain(), palette_of(workspace, State{}, known.theme)));
  std::move(page.begin(), page.end(), std::back_inserter(output.files));
  TRY(replace_folder(folder, output.files, Keep::OnlyForeign));
  return Published{folder, paths_of(output), std::move(output.notes)};
}

}  // namespace zielbaum::publishing
