// What is wrong with a version that was right before.
#include <algorithm>
#include <functional>
#include <set>

#include "workspace/checks.h"
#include "workspace/in_question_internal.h"
#include "workspace/merge_uses_internal.h"

namespace zielbaum::workspace {

namespace {

/// A drive that fails is no fault of a merge.
Error unreadable(const Finding& finding) {
  Error failed = at(error(ErrorKind::Storage, finding.code, finding.message), finding.place);
  failed.hint = finding.hint;
  return failed;
}

Findings without_notes(Findings findings) {
  std::erase_if(findings, [](const Finding& finding) { return finding.severity == Severity::Note; });
  return findings;
}

/// All that is wrong; that a document cannot be read at all is a finding, too. Nothing of a document that is not there.
/// Of texts only those in question.
Result<Findings> wrong_with(const Workspace& workspace, const DocumentId& document, const VersionId& version,
                            const std::optional<std::set<std::string>>& texts) {
  const Result<Loaded> loaded = load(workspace, document, version);
  if (is_absent(loaded)) return Findings();
  if (loaded) {
    const auto asks_for = [&](const schema::ProseFile& file) { return !texts || texts->contains(file.path); };
    return without_notes(rules_broken(workspace, *loaded, {}, asks_for));
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
    const InQuestion question = TRY(in_question(workspace, document, changes, ours, version));
    // Mostly nothing is wrong with what changed, and the whole document, here and on the sides, is not read at all.
    if (question.part && without_notes(rules_broken(workspace, question)).empty()) continue;
    const auto wrong = [&](const VersionId& at) { return wrong_with(workspace, document, at, question.texts); };
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
