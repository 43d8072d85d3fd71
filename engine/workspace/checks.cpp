// Checking documents and the workspace's own files.
#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.h"
#include "model/paths.h"
#include "workspace/checks.h"
#include "workspace/files.h"
#include "workspace/git_merge.h"
#include "workspace/undecided_internal.h"
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

/// Files are found by their names: what they say that they are has to be the same.
void check_name(Findings& findings, std::string_view path, const std::string& name) {
  const std::size_t begin = path.rfind('/') + 1;
  const std::string_view of_file = path.substr(begin, path.size() - begin - std::string_view(".xml").size());
  if (of_file == name) return;
  findings.push_back({Severity::Warning,
                      "wrong-file-name",
                      msg("The file is called {0}, but says that it is “{1}”", path.substr(begin), name),
                      {std::string(path), 0, 0, "", ""},
                      msg("Make both the same: rename the file to {0}.xml, or write “{1}” into it.", name, of_file)});
}

template <typename T, typename Name>
void add_if_wrong(Findings& findings, std::string_view path, const Result<T>& read, const Name& name_of) {
  if (!read) return add_error(findings, read.error());
  check_name(findings, path, name_of(*read));
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
}

/// What each edition's imprint lacks of what the workspace requires. Editions that cannot be read are told of
/// elsewhere.
Findings imprint_findings(const Workspace& workspace, const LoadedPart& loaded) {
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

/// Whether a system that ignores case and forms of letters may take the name for another one that looks otherwise.
bool is_special(std::string_view path) {
  return std::any_of(path.begin(), path.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; });
}

/// Names that other systems take for one.
void check_names(Findings& findings, const std::vector<store::File>& files) {
  std::map<std::string, const store::File*> by_folded;
  if (std::none_of(files.begin(), files.end(), [](const store::File& file) { return is_special(file.path); })) return;
  for (const store::File& file : files) {
    const auto [other, inserted] =
        by_folded.emplace(is_special(file.path) ? lower_case(nfc(file.path)) : file.path, &file);
    if (inserted) continue;
    findings.push_back({Severity::Error,
                        "names-collide",
                        msg("{0} and {1} differ only in upper and lower case or in how letters are stored",
                            other->second->path, file.path),
                        {file.path, 0, 0, "", ""},
                        msg("Other computers would take them for one file. Rename one of them.")});
  }
}

/// What the settings name has to be there.
void check_theme(Findings& findings, const Workspace& workspace, const State& state) {
  const Result<model::Settings> known = settings(workspace, state);
  if (!known) return;
  const std::string path = model::theme_path(known->theme);
  const bool missing = state ? !workspace.store().find(*state, path) : !workspace.store().read_working(path);
  if (!missing) return;
  findings.push_back({Severity::Error,
                      "unknown-theme",
                      msg("There is no theme “{0}”", known->theme),
                      {std::string(model::kWorkspaceFile), 0, 0, "", ""},
                      msg("Put it into {0}, or name another one.", path)});
}

Findings rules_of(const Workspace& workspace, const LoadedPart& loaded, FurtherCheck* more, const AsksFor& asks_for,
                  const std::function<bool(model::NodeIndex)>& asks_about) {
  Others others(workspace, loaded.state);
  const auto elsewhere = [&](const DocumentId& document, const NodeId& node) -> std::optional<std::string> {
    const Loaded* other = others.find(document);
    if (other == nullptr) return std::nullopt;
    const model::NodeIndex found = model::find_node(other->document, node);
    return found == model::kNoNode ? std::nullopt : std::optional(other->document.nodes[found].kind);
  };
  schema::CheckInput input{
      loaded.document,    loaded.lines,      loaded.type,  loaded.parties,  model::document_path(loaded.document.id()),
      loaded.prose_files, workspace.store(), loaded.media, loaded.pictures, elsewhere};
  input.asks_for = asks_for;
  input.asks_about = asks_about;
  Findings findings = loaded.findings;
  if (more != nullptr) {
    more->check_tree(findings);
    input.look_at_text = [more](const schema::SeenText& text, Findings& found) { more->check_text(text, found); };
  }
  Findings broken = schema::check(input);
  const bool knows_no_party = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::Error && finding.place.file == model::kPartiesFile;
  });
  if (knows_no_party) std::erase_if(broken, [](const Finding& finding) { return finding.code == "unknown-party"; });
  findings.insert(findings.end(), broken.begin(), broken.end());
  const Findings imprint = imprint_findings(workspace, loaded);
  findings.insert(findings.end(), imprint.begin(), imprint.end());
  return findings;
}

}  // namespace

Result<Checked> check_own_files(const Workspace& workspace, const State& state) {
  Checked checked;
  for (const char* folder : {"documents", "schemas"}) {
    const std::vector<store::File> files = TRY(list_at(workspace, state, folder));
    check_names(checked.findings, files);
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
      if (path.ends_with(kUndecidedEnding)) {
        checked.findings.push_back(
            {Severity::Error,
             "undecided",
             msg("It is not decided which side counts, of {0}", path.substr(0, path.size() - kUndecidedEnding.size())),
             {file.path, 0, 0, "", ""},
             msg("Put there what counts, and delete the file that ends in {0}.", kUndecidedEnding)});
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
        add_if_wrong(checked.findings, path, xml::read_type(*bytes, path), [](const auto& one) { return one.name; });
      } else if (theme) {
        add_if_wrong(checked.findings, path, xml::read_theme(*bytes, path), [](const auto& one) { return one.name; });
      } else if (edition) {
        add_if_wrong(checked.findings, path, xml::read_edition(*bytes, path),
                     [](const auto& one) { return one.id.text; });
      } else if (record) {
        check_record(checked.findings, *bytes, path);
      } else if (path == model::kPartiesFile) {
        add_if_failed(checked.findings, xml::read_parties(*bytes, path));
      } else {
        add_if_failed(checked.findings, xml::read_settings(*bytes, path));
      }
    }
  }
  check_theme(checked.findings, workspace, state);
  return checked;
}

Findings rules_broken(const Workspace& workspace, const Loaded& loaded, const MakeFurtherCheck& further,
                      const AsksFor& asks_for) {
  const std::unique_ptr<FurtherCheck> more = further ? further(loaded) : nullptr;
  return rules_of(workspace, loaded, more.get(), asks_for, {});
}

Findings rules_broken(const Workspace& workspace, const InQuestion& question) {
  const auto asks_for = [&](const schema::ProseFile& file) {
    return !question.texts || question.texts->contains(file.path);
  };
  const auto asks_about = [&](model::NodeIndex node) { return question.part->nodes[node]; };
  return rules_of(workspace, question.part->loaded, nullptr, asks_for, asks_about);
}

namespace {

/// What kept a document from being read. Of a file that all documents share it is told once, by itself.
void add_why_not_read(Findings& findings, const Error& failed, const Findings& known) {
  const auto is_known = [&](const Finding& finding) {
    return finding.place.file == failed.place.file && finding.severity == Severity::Error;
  };
  if (failed.place.file.empty() || std::none_of(known.begin(), known.end(), is_known)) {
    return add_error(findings, failed);
  }
  findings.push_back({Severity::Error,
                      "not-checked",
                      msg("The document could not be checked, since {0} has errors", failed.place.file),
                      {},
                      msg("Correct that file first, and check again.")});
}

}  // namespace

Result<std::vector<Checked>> check(const Workspace& workspace, const DocumentId& document, const State& state,
                                   const MakeFurtherCheck& further) {
  std::vector<Checked> all;
  Findings shared;  // in the workspace's own files
  std::vector<DocumentId> wanted = {document};
  Findings reported;  // of files that all documents share
  if (document.empty()) {
    wanted = TRY(documents(workspace, state));
    Checked own = TRY(check_own_files(workspace, state));
    reported = own.findings;
    if (state) {
      const Findings merged = TRY(check_merge(workspace, *state));
      own.findings.insert(own.findings.end(), merged.begin(), merged.end());
    }
    shared = own.findings;
    if (!own.findings.empty()) all.push_back(std::move(own));
  }
  for (const DocumentId& id : wanted) {
    Checked checked;
    checked.document = id;
    const Result<Loaded> loaded = load(workspace, id, state);
    if (!loaded) {
      if (!document.empty() && loaded.error().kind != ErrorKind::Invalid) return loaded.error();
      add_why_not_read(checked.findings, loaded.error(), shared);
    } else {
      checked.title = loaded->document.nodes.front().title;
      checked.nodes = loaded->document.nodes.size();
      checked.findings = rules_broken(workspace, *loaded, further);
      std::erase_if(checked.findings, [&](const Finding& finding) {
        return std::find(reported.begin(), reported.end(), finding) != reported.end();
      });
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
