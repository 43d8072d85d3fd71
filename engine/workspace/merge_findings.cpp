// What is wrong with a version that was right before.
#include <algorithm>
#include <functional>
#include <set>

#include "workspace/checks.h"
#include "workspace/files.h"
#include "workspace/merge_uses_internal.h"
#include "xml/outline.h"

namespace zielbaum::workspace {

namespace {

/// A drive that fails is no fault of a merge.
Error unreadable(const Finding& finding) {
  Error failed = at(error(ErrorKind::Storage, finding.code, finding.message), finding.place);
  failed.hint = finding.hint;
  return failed;
}

/// Whether all nodes of a document are still there, and what it says as a whole is the same.
bool keeps_nodes(const std::string& before, const std::string& after, const model::DocumentType& type) {
  const std::optional<xml::Outline> was = xml::Outline::of(before, type);
  const std::optional<xml::Outline> is = xml::Outline::of(after, type);
  if (!was || !is || !was->is_same(0, *is, 0)) return false;
  return std::all_of(was->nodes().begin(), was->nodes().end(),
                     [&](const xml::SketchedNode& node) { return is->find(node.id) != model::kNoNode; });
}

/// The texts that can have become wrong by what was changed in `before` to make `after`, by path. Nothing where that
/// may be all of them: a text that is the same is wrong in another way only where something is gone that it refers to.
Result<std::optional<std::set<std::string>>> texts_in_question(const Workspace& workspace, const DocumentId& document,
                                                               const std::vector<store::VersionFile>& changes,
                                                               const VersionId& before, const VersionId& after) {
  const std::optional<std::set<std::string>> all;
  std::set<std::string> out;
  for (const store::VersionFile& change : changes) {
    if (!change.bytes && !change.as_in) return all;
    if (change.path.ends_with(".md")) {
      out.insert(change.path);
      continue;
    }
    if (change.path != model::document_path(document)) return all;
    const Result<std::string> was = read_at(workspace, before, change.path);
    const Result<std::string> is = read_at(workspace, after, change.path);
    if (!was || !is) return all;
    const Result<LoadedPart> frame = load_frame(workspace, document, before, *was);
    if (!frame || !keeps_nodes(*was, *is, frame->type)) return all;
  }
  return std::optional(std::move(out));
}

/// All that is wrong; that a document cannot be read at all is a finding, too. Nothing of a document that is not there.
/// Of texts only those in question.
Result<Findings> wrong_with(const Workspace& workspace, const DocumentId& document, const VersionId& version,
                            const std::optional<std::set<std::string>>& texts) {
  const Result<Loaded> loaded = load(workspace, document, version);
  if (is_absent(loaded)) return Findings();
  if (loaded) {
    const auto asks_for = [&](const schema::ProseFile& file) { return !texts || texts->contains(file.path); };
    Findings out = rules_broken(workspace, *loaded, {}, asks_for);
    std::erase_if(out, [](const Finding& finding) { return finding.severity == Severity::Note; });
    return out;
  }
  const Error& failed = loaded.error();
  if (failed.kind != ErrorKind::Invalid && failed.kind != ErrorKind::NotFound) return failed;
  if (!failed.findings.empty()) return failed.findings;
  Finding one{Severity::Error, failed.code, failed.message, failed.place, failed.hint};
  if (one.place.node.empty()) one.place.node = document.text;
  return Findings{std::move(one)};
}

bool is_number(const std::string& word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Lines move, and sizes grow; what is wrong does not become another thing by it.
bool is_same(const Finding& a, const Finding& b) {
  const bool same = a.code == b.code && a.place.file == b.place.file && a.place.node == b.place.node &&
                    a.message.text == b.message.text;
  return same && std::equal(a.message.args.begin(), a.message.args.end(), b.message.args.begin(), b.message.args.end(),
                            [](const std::string& one, const std::string& other) {
                              return one == other || (is_number(one) && is_number(other));
                            });
}

bool holds(const Findings& findings, const Finding& wanted) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& one) { return is_same(one, wanted); });
}

using WrongWith = std::function<Result<Findings>(const VersionId&)>;

/// Sides are looked at only where something is wrong.
Result<void> add_new(NewFindings& out, const WrongWith& wrong, const VersionId& version, const VersionId& ours,
                     const VersionId& theirs) {
  Findings found = TRY(wrong(version));
  if (!found.empty()) {
    const Findings known = TRY(wrong(ours));
    std::erase_if(found, [&](const Finding& finding) { return holds(known, finding); });
  }
  if (found.empty()) return {};
  const Findings brought = TRY(wrong(theirs));
  for (const Finding& finding : found) {
    Findings& into = holds(brought, finding) ? out.of_theirs : out.of_none;
    if (!holds(into, finding)) into.push_back(finding);
  }
  return {};
}

}  // namespace

Result<NewFindings> new_findings(const Workspace& workspace, const std::vector<DocumentId>& documents,
                                 const std::vector<store::VersionFile>& changes, const VersionId& version,
                                 const VersionId& ours, const VersionId& theirs) {
  NewFindings out;
  for (const DocumentId& document : documents) {
    const auto texts = TRY(texts_in_question(workspace, document, changes, ours, version));
    const auto wrong = [&](const VersionId& at) { return wrong_with(workspace, document, at, texts); };
    TRY(add_new(out, wrong, version, ours, theirs));
  }
  const auto wrong = [&](const VersionId& at) -> Result<Findings> {
    return TRY(check_own_files(workspace, at)).findings;
  };
  TRY(add_new(out, wrong, version, ours, theirs));
  for (const Findings* const all : {&out.of_none, &out.of_theirs})
    for (const Finding& finding : *all)
      if (finding.code == "unreadable-prose") return unreadable(finding);
  return out;
}

}  // namespace zielbaum::workspace
