// Checking documents and the workspace's own files.
#include <algorithm>
#include <set>

#include "model/paths.h"
#include "workspace/checks_internal.h"
#include "workspace/files_internal.h"
#include "workspace/git_merge.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

void add_error(Findings& findings, const Error& failed) {
  if (!failed.findings.empty()) {
    findings.insert(findings.end(), failed.findings.begin(), failed.findings.end());
    return;
  }
  findings.push_back({Severity::Error, failed.code, failed.message, failed.place, failed.hint});
}

/// What the XML Schema says beyond our own findings: those name node and remedy, so a line that has one is done.
void add_schema_findings(Findings& findings, const Findings& more) {
  std::set<std::pair<std::string, std::uint32_t>> known;
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::Error) known.emplace(finding.place.file, finding.place.line);
  }
  for (const Finding& finding : more) {
    if (!known.contains({finding.place.file, finding.place.line})) findings.push_back(finding);
  }
}

template <typename T>
void add_if_failed(Findings& findings, const Result<T>& result) {
  if (!result) add_error(findings, result.error());
}

/// A record of people's part of an accessibility test.
void check_record(Findings& findings, std::string_view bytes, std::string_view path) {
  const Result<model::AccessibilityRecord> record = xml::read_accessibility(bytes, path);
  if (!record) return add_error(findings, record.error());
  const Place place{std::string(path), 0, 0, "", ""};
  if (!path.ends_with("/" + record->edition.text + ".xml")) {
    findings.push_back({Severity::Error, "wrong-edition",
                        msg("The record is about the edition “{0}”", record->edition.text), place,
                        msg("Name the file after the edition.")});
  }
  for (const std::string& unknown : publish::unknown_conditions(*record)) {
    findings.push_back({Severity::Error, "unknown-condition", msg("People are not asked about {0}", unknown), place,
                        msg("The test record lists all conditions for people: zielbaum pdf DOCUMENT -o FILE --report "
                            "FILE.html")});
  }
}

/// What each edition's imprint lacks of what the workspace requires. Editions that cannot be read are told of
/// elsewhere.
Findings imprint_findings(const Workspace& workspace, const Loaded& loaded) {
  Findings findings;
  if (loaded.settings.required_imprint.empty()) return findings;
  const DocumentId document = loaded.document.id();
  const Result<std::vector<store::File>> files =
      list_at(workspace, loaded.state, "documents/" + document.text + "/editions");
  if (!files) return findings;
  for (const store::File& file : *files) {
    if (!file.path.ends_with(".xml")) continue;
    const Result<std::string> bytes = read_at(workspace, loaded.state, file.path);
    if (!bytes) continue;
    const Result<model::Edition> edition = xml::read_edition(*bytes, file.path);
    if (!edition) continue;
    for (const model::ImprintName& name : model::missing_imprint(loaded.settings, *edition, loaded.document.lang)) {
      const std::string attribute = name.role.empty() ? "label=\"" + name.label + "\"" : "role=\"" + name.role + "\"";
      findings.push_back({Severity::Warning,
                          "missing-imprint",
                          msg("The imprint lacks the line “{0}”, which the workspace requires",
                              name.role.empty() ? name.label : name.role),
                          {file.path, 0, 0, "", ""},
                          msg("Write it into that file, or into {0} for all editions: <imprint {1}>…</imprint>",
                              model::kWorkspaceFile, attribute)});
    }
  }
  return findings;
}

}  // namespace

Result<Checked> check_own_files(const Workspace& workspace, const State& state) {
  Checked checked;
  for (const char* folder : {"documents", "schemas"}) {
    const std::vector<store::File> files = TRY(list_at(workspace, state, folder));
    for (const store::File& file : files) {
      const std::string_view path = file.path;
      const bool prose = path.find("/text/") != std::string_view::npos;
      if (!file.regular && !prose) {
        checked.findings.push_back({Severity::Error,
                                    "symbolic-link",
                                    msg("{0} is no regular file", path),
                                    {file.path, 0, 0, "", ""},
                                    msg("Replace the link by the file itself.")});
        continue;
      }
      const bool type = path.starts_with("schemas/types/");
      const bool theme = path.starts_with("schemas/themes/");
      const bool edition = path.find("/editions/") != std::string_view::npos;
      const bool record = path.find("/accessibility/") != std::string_view::npos;
      if (!path.ends_with(".xml") ||
          !(type || theme || edition || record || path == model::kWorkspaceFile || path == model::kPartiesFile))
        continue;
      const Result<std::string> bytes = read_at(workspace, state, path);
      if (!bytes) {
        add_error(checked.findings, bytes.error());
      } else if (type) {
        add_if_failed(checked.findings, xml::read_type(*bytes, path));
      } else if (theme) {
        add_if_failed(checked.findings, xml::read_theme(*bytes, path));
      } else if (edition) {
        add_if_failed(checked.findings, xml::read_edition(*bytes, path));
      } else if (record) {
        check_record(checked.findings, *bytes, path);
      } else if (path == model::kPartiesFile) {
        add_if_failed(checked.findings, xml::read_parties(*bytes, path));
      } else {
        add_if_failed(checked.findings, xml::read_settings(*bytes, path));
      }
    }
  }
  return checked;
}

Findings rules_broken(const Workspace& workspace, const Loaded& loaded) {
  Others others(workspace, loaded.state);
  const auto elsewhere = [&](const DocumentId& document, const NodeId& node) -> std::optional<std::string> {
    const Loaded* other = others.find(document);
    if (other == nullptr) return std::nullopt;
    const model::NodeIndex found = model::find_node(other->document, node);
    return found == model::kNoNode ? std::nullopt : std::optional(other->document.nodes[found].kind);
  };
  const schema::CheckInput input{
      loaded.document,    loaded.lines,      loaded.type,  loaded.parties,  model::document_path(loaded.document.id()),
      loaded.prose_files, workspace.store(), loaded.media, loaded.pictures, elsewhere};
  Findings findings = loaded.findings;
  const Findings broken = schema::check(input);
  findings.insert(findings.end(), broken.begin(), broken.end());
  const Findings imprint = imprint_findings(workspace, loaded);
  findings.insert(findings.end(), imprint.begin(), imprint.end());
  return findings;
}

Result<std::vector<Checked>> check(const Workspace& workspace, const DocumentId& document, const State& state) {
  std::vector<Checked> all;
  std::vector<DocumentId> wanted = {document};
  if (document.empty()) {
    wanted = TRY(documents(workspace, state));
    Checked own = TRY(check_own_files(workspace, state));
    if (state) {
      const Findings merged = TRY(check_merge(workspace, *state));
      own.findings.insert(own.findings.end(), merged.begin(), merged.end());
    }
    if (!own.findings.empty()) all.push_back(std::move(own));
  }
  for (const DocumentId& id : wanted) {
    Checked checked;
    checked.document = id;
    const Result<Loaded> loaded = load(workspace, id, state);
    if (!loaded) {
      if (!document.empty() && loaded.error().kind != ErrorKind::Invalid) return loaded.error();
      add_error(checked.findings, loaded.error());
    } else {
      checked.title = loaded->document.nodes.front().title;
      checked.nodes = loaded->document.nodes.size();
      checked.findings = rules_broken(workspace, *loaded);
      const std::string path = model::document_path(id);
      const std::string bytes = TRY(read_at(workspace, state, path));
      const Result<Findings> by_schema = xml::validate(bytes, schema::derive_xml_schema(loaded->type), path);
      if (by_schema) add_schema_findings(checked.findings, *by_schema);
      if (!by_schema) add_error(checked.findings, by_schema.error());
      if (!has_errors(loaded->findings) && !xml::is_canonical(bytes, loaded->document, loaded->type)) {
        checked.findings.push_back({Severity::Note,
                                    "not-canonical",
                                    msg("The file is not in the canonical form"),
                                    {path, 0, 0, "", ""},
                                    msg("The next save brings it into that form; nothing is lost.")});
      }
    }
    all.push_back(std::move(checked));
  }
  return all;
}

}  // namespace zielbaum::workspace
