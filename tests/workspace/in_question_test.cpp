// Looking only at what was changed finds all that the change made wrong.
#include "workspace/in_question_internal.h"

#include "berlin_edits.h"
#include "store/overlaid.h"
#include "support/rounds.h"
#include "workspace/checks.h"
#include "workspace/merge_uses_internal.h"

using namespace zielbaum;
using namespace zielbaum::test;
using workspace::Workspace;

namespace {

const std::string kTreeFile = "documents/smart-city-strategie/document.xml";
const std::string kTextFile = "documents/smart-city-strategie/text/kiezbox-q2vh.md";
const std::string kTitle = "<measure id=\"kiezbox-q2vh\">\n          <title>";

struct Answer {
  Findings findings;  ///< that the old version does not have
  bool in_part = false;
};

/// What is newly wrong, and the same as told by looking at all.
Answer newly_wrong(const Workspace& workspace, std::vector<store::VersionFile> changes) {
  const VersionId before = workspace.store().head().value().value();
  const auto found = [&] {
    store::Overlaid overlaid = store::overlaid(workspace.store(), before, changes);
    const Workspace changed(workspace.root(), std::move(overlaid.store));
    Answer answer;
    answer.findings =
        workspace::new_findings(changed, {kStrategy}, changes, overlaid.version, before, before).value().of_none;
    answer.in_part =
        workspace::in_question(changed, kStrategy, changes, before, overlaid.version).value().part.has_value();
    return answer;
  };
  Answer answer = found();
  changes.push_back({"documents/smart-city-strategie/media/gone.png", std::nullopt, std::nullopt});
  const Answer by_all = found();
  CHECK_FALSE(by_all.in_part);
  CHECK(answer.findings == by_all.findings);
  return answer;
}

std::string there(const Workspace& workspace, const std::string& path) {
  return workspace.store().read_working(path).value();
}

std::string replaced(std::string bytes, const std::string& from, const std::string& to) {
  const std::size_t at = bytes.find(from);
  REQUIRE(at != std::string::npos);
  return bytes.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("in question: each rule that a change breaks is found by looking at what changed") {
  const Workspace workspace = berlin();
  const std::string tree = there(workspace, kTreeFile);
  const std::string text = there(workspace, kTextFile);
  const std::size_t begin = tree.find(kTitle);
  REQUIRE(begin != std::string::npos);
  const std::string title = tree.substr(begin, tree.find('\n', begin + kTitle.size()) + 1 - begin);
  const auto with = [&](const std::string& more) { return replaced(tree, title, title + more); };
  struct Case {
    std::string code, path, bytes;
  };
  const std::vector<Case> cases = {
      {"missing-title", kTreeFile, replaced(tree, title, kTitle + "</title>\n")},
      {"unknown-field", kTreeFile, with("          <probe>ja</probe>\n")},
      {"unknown-party", kTreeFile, with("          <involved party=\"amt-x\" />\n")},
      {"bad-choice", kTreeFile, replaced(tree, "<status>running</status>", "<status>ruhend</status>")},
      {"period-order", kTreeFile,
       replaced(tree, "<period from=\"2022-09\" />", "<period from=\"2022-09\" to=\"2021\" />")},
      {"dangling-link", kTreeFile, with("          <link role=\"refers\" to=\"probe\" />\n")},
      {"dangling-link", kTreeFile, with("          <link role=\"refers\" to=\"strategischer-rahmen/probe\" />\n")},
      {"unknown-role", kTreeFile, with("          <link role=\"probe\" to=\"buergerrechte-z62f\" />\n")},
      {"missing-prose", kTreeFile,
       with("          <translation lang=\"fr\" basis=\"" + std::string(40, '0') + "\" />\n")},
      {"misplaced-kind", kTreeFile,
       replaced(
           tree, "        </measure>\n",
           "          <goal id=\"probe\">\n            <title>Probe</title>\n          </goal>\n        </measure>\n")},
      {"dangling-reference", kTextFile, text + "\nEin Satz mit einem [Verweis](node:probe).\n"},
      {"missing-media", kTextFile, text + "\n![Eine Probe](media/probe.png \"Probe\")\n"},
      {"orphan-prose", "documents/smart-city-strategie/text/probe.md", "Eine Probe.\n"},
      {"orphan-prose", "documents/smart-city-strategie/text/kiezbox-q2vh.fr.md", "Une épreuve.\n"},
      {"bad-prose-name", "documents/smart-city-strategie/text/Probe!.md", "Eine Probe.\n"},
  };
  for (const Case& one : cases) {
    INFO(one.code);
    const Answer answer = newly_wrong(workspace, {{one.path, one.bytes, std::nullopt}});
    CHECK(answer.in_part);
    CHECK(std::any_of(answer.findings.begin(), answer.findings.end(),
                      [&](const Finding& finding) { return finding.code == one.code; }));
  }
}

TEST_CASE("in question: of a change that moves, drops or remakes nodes, or any other file, all is") {
  const Workspace workspace = berlin();
  const std::string tree = there(workspace, kTreeFile);
  CHECK_FALSE(newly_wrong(workspace, {{kTextFile, std::nullopt, std::nullopt}}).in_part);
  CHECK_FALSE(
      newly_wrong(workspace, {{"documents/parties.xml", there(workspace, "documents/parties.xml"), std::nullopt}})
          .in_part);
  CHECK_FALSE(newly_wrong(workspace, {{kTreeFile, replaced(tree, "id=\"kiezbox-q2vh\"", "id=\"probe\""), std::nullopt}})
                  .in_part);
  CHECK_FALSE(
      newly_wrong(workspace, {{kTreeFile, replaced(tree, "\n          <title>", " <title>"), std::nullopt}}).in_part);
  CHECK(newly_wrong(workspace, {{kTreeFile, tree, std::nullopt}}).in_part);
}

TEST_CASE("in question: after any edits, what changed says what all says") {
  std::size_t in_part = 0;
  for (std::uint32_t seed = 1; seed <= rounds(30U); ++seed) {
    INFO("seed " << seed);
    Workspace workspace = berlin();
    const VersionId before = workspace.store().head().value().value();
    Editor editor(workspace, seed);
    while (editor.done() < 3) seed % 3 == 0 ? editor.edit() : editor.edit_what_nodes_say();
    std::vector<store::VersionFile> changes;
    for (const store::ChangedFile& file : workspace.store().changed_working(before).value()) {
      const Result<std::string> bytes = workspace.store().read_working(file.path());
      changes.push_back({file.path(), bytes ? std::optional(*bytes) : std::nullopt, std::nullopt});
    }
    in_part += newly_wrong(workspace, std::move(changes)).in_part ? 1 : 0;
  }
  CHECK(in_part > 0);
}
