// Saving, and what is not saved yet.
#include <algorithm>
#include <array>
#include <map>

#include "base/blank.h"
#include "base/utf8.h"
#include "model/paths.h"
#include "text/text.h"
#include "workspace/checks.h"
#include "workspace/edit_internal.h"
#include "workspace/files.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

/// What of a document differs between two states.
struct DocumentDifference {
  std::vector<store::File> texts;  ///< prose that both have, in its newer form
  bool only_texts = true;          ///< nothing else differs: no tree, and no text that is new, gone or no plain file
};

/// Which documents and which other files differ between two states.
struct Differences {
  std::map<DocumentId, DocumentDifference> documents;
  std::vector<std::string> files;
  bool schemas = false;
};

void note_difference(Differences& differences, const store::ChangedFile& file) {
  const std::string& path = file.path();
  constexpr std::string_view kFolder = "documents/";
  differences.schemas = differences.schemas || path.starts_with("schemas/");
  const std::size_t slash = path.starts_with(kFolder) ? path.find('/', kFolder.size()) : std::string::npos;
  const std::string_view rest = slash == std::string::npos ? "" : std::string_view(path).substr(slash + 1);
  if (rest != "document.xml" && !rest.starts_with("text/")) {
    differences.files.push_back(path);
    return;
  }
  DocumentDifference& document = differences.documents[DocumentId{path.substr(kFolder.size(), slash - kFolder.size())}];
  if (rest != "document.xml" && file.before && file.after && file.after->regular) {
    document.texts.push_back(*file.after);
  } else {
    document.only_texts = false;
  }
}

/// `base` absent: nothing was saved yet.
Result<Differences> unsaved(const Workspace& workspace, const State& base) {
  Differences differences;
  const std::vector<store::ChangedFile> changed = TRY(workspace.store().changed_working(base));
  for (const store::ChangedFile& file : changed) note_difference(differences, file);
  return differences;
}

/// Whether a document whose tree stands as it was saved can be saved again after looking at the changed texts alone.
Result<bool> texts_are_sound(const Workspace& workspace, const DocumentDifference& difference) {
  for (const store::File& file : difference.texts) {
    const std::string markdown = TRY(workspace.store().read(file.content));
    if (has_errors(text::parse(markdown).findings)) return false;
  }
  return true;
}

/// Those of a save whose documents are to be checked: all where types or themes have changed.
Result<std::vector<DocumentId>> documents_to_check(const Workspace& workspace, const Differences& differences) {
  if (differences.schemas) return documents(workspace, State{});
  std::vector<DocumentId> ids;
  for (const auto& [id, difference] : differences.documents) {
    // Where something is wrong, the whole check says it better: with the node's title.
    if (difference.only_texts && TRY(texts_are_sound(workspace, difference))) continue;
    const Result<std::string> tree = workspace.store().read_working(model::document_path(id));
    const bool removed = !tree && tree.error().kind == ErrorKind::NotFound;
    if (!removed) ids.push_back(id);
  }
  return ids;
}

/// Refuses what must not get into a version; counts what is merely unfinished.
Result<std::size_t> check_before_save(const std::vector<Checked>& all) {
  std::size_t unfinished = 0;
  Findings stopping;
  for (const Checked& checked : all) {
    for (const Finding& finding : checked.findings) {
      if (finding.severity != Severity::Error) continue;
      if (is_unfinished(finding)) {
        ++unfinished;
      } else if (std::find(stopping.begin(), stopping.end(), finding) == stopping.end()) {
        stopping.push_back(finding);
      }
    }
  }
  if (stopping.empty()) return unfinished;
  Error failed = at(error(ErrorKind::Invalid, stopping.front().code, stopping.front().message), stopping.front().place);
  failed.hint = stopping.front().hint ? *stopping.front().hint
                                      : msg("Correct the file; “zielbaum check” lists all that is wrong with it.");
  failed.findings = std::move(stopping);
  return failed;
}

}  // namespace

bool is_unfinished(const Finding& finding) {
  static constexpr std::array kUnfinished = {std::string_view("missing-field"), std::string_view("missing-prose"),
                                             std::string_view("missing-media"), std::string_view("missing-alt-text"),
                                             std::string_view("dangling-link"), std::string_view("dangling-reference"),
                                             std::string_view("unknown-party"), std::string_view("undefined-footnote"),
                                             std::string_view("coverage"),      std::string_view("unknown-theme")};
  return std::find(kUnfinished.begin(), kUnfinished.end(), finding.code) != kUnfinished.end();
}

Result<Saved> save(Workspace& workspace, std::string_view message, const store::Act& act) {
  if (find_invalid_utf8(message) || is_blank_text(message)) {
    return advise(error(ErrorKind::Usage, "no-message", msg("It is not said what was changed")),
                  msg("Say it in a sentence: zielbaum save -m \"…\""));
  }
  TRY(can_be_prose(message, {}));
  const std::optional<VersionId> base = TRY(workspace.store().head());
  const Differences differences = TRY(unsaved(workspace, base));
  if (differences.documents.empty() && differences.files.empty()) {
    return advise(error(ErrorKind::Refused, "nothing-to-save", msg("Nothing has changed since the last save")),
                  msg("“zielbaum log” shows what was saved."));
  }
  std::vector<Checked> checked;
  Saved saved;
  std::vector<store::Write> canonical;
  const std::vector<DocumentId> to_check = TRY(documents_to_check(workspace, differences));
  for (const DocumentId& id : to_check) {
    const Loaded loaded = TRY(load(workspace, id, State{}));
    checked.push_back(
        {id, loaded.document.nodes.front().title, loaded.document.nodes.size(), rules_broken(workspace, loaded)});
    if (has_errors(loaded.findings)) continue;
    const std::string path = model::document_path(id);
    std::string written = xml::write_document(loaded.document, loaded.type);
    if (written == TRY(workspace.store().read_working(path))) continue;
    canonical.push_back({path, std::move(written)});
    saved.notes.push_back(
        msg("{0} was brought into the canonical form; its content is the same.", canonical.back().path));
  }
  if (!differences.files.empty()) checked.push_back(TRY(check_own_files(workspace, State{})));
  const std::size_t unfinished = TRY(check_before_save(checked));
  if (!canonical.empty())
    TRY(workspace.store().write_working(canonical, act, "edit", msg("Bring documents into the canonical form")));
  if (unfinished > 0)
    saved.notes.push_back(counted(unfinished, "One thing is unfinished; “zielbaum check” shows it.",
                                  "{0} things are unfinished; “zielbaum check” shows them."));
  saved.version = TRY(workspace.store().save(base, message, act));
  return saved;
}

Result<Status> status(const Workspace& workspace) {
  Status status;
  status.base = TRY(workspace.store().head());
  status.line = TRY(workspace.store().line());
  Differences differences = TRY(unsaved(workspace, status.base));
  status.files = std::move(differences.files);
  const std::vector<DocumentId> now = TRY(documents(workspace, State{}));
  std::vector<DocumentId> then;
  if (status.base) then = TRY(documents(workspace, status.base));
  const auto contains = [](const std::vector<DocumentId>& all, const DocumentId& id) {
    return std::find(all.begin(), all.end(), id) != all.end();
  };
  for (const auto& entry : differences.documents) {
    const DocumentId& id = entry.first;
    DocumentStatus one;
    one.document = id;
    if (!contains(then, id)) {
      one.what = DocumentState::Added;
    } else if (!contains(now, id)) {
      one.what = DocumentState::Removed;
    } else if (Result<Comparison> comparison = compare_for_people(workspace, id, status.base, State{})) {
      one.unreadable = unsoundness(comparison->after());
      if (one.unreadable) {
        one.what = DocumentState::Unreadable;
      } else {
        one.comparison = std::move(*comparison);
      }
    } else {
      one.what = DocumentState::Unreadable;
      one.unreadable = comparison.error();
    }
    status.documents.push_back(std::move(one));
  }
  return status;
}

}  // namespace zielbaum::workspace
