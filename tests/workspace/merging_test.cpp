// Drafts of a real document, edited at random, worked in, decided and taken back.
#include "workspace/merging.h"

#include <algorithm>
#include <functional>

#include "berlin_edits.h"
#include "support/rounds.h"
#include "workspace/account_internal.h"
#include "workspace/drafts.h"
#include "workspace/git_merge.h"

using namespace zielbaum;
using namespace zielbaum::test;
using workspace::MergeOutcome;
using workspace::Workspace;

namespace {

std::string message_of(const Error& error) {
  return render(error.message, Language::English);
}

void edit_and_save(Workspace& workspace, std::uint32_t seed, std::size_t edits) {
  Editor editor(workspace, seed, true);
  while (editor.done() < edits) editor.edit();
  const auto saved = workspace::save(workspace, "Änderungen " + std::to_string(seed), kEditing);
  if (!saved) FAIL(message_of(saved.error()));
}

/// Which concerns all nodes that name the office, and changes none of them.
void give_an_office_another_name(Workspace& workspace) {
  std::string register_ = workspace.store().read_working("documents/parties.xml").value();
  const std::size_t at = register_.find("<name>");
  REQUIRE(at != std::string::npos);
  register_.insert(at + 6, "Neu: ");
  REQUIRE(workspace.store().write_working({{"documents/parties.xml", register_}}, kEditing, "test", {"x"}).has_value());
}

/// Decides all that is open, now for the one side, now for the other; returns how often.
std::size_t decide(Workspace& workspace) {
  std::size_t decisions = 0;
  for (;; ++decisions) {
    const Result<workspace::MergeResult> waiting = workspace::merge_under_way(workspace);
    REQUIRE(waiting.has_value());
    if (waiting->merging->open.empty()) return decisions;
    REQUIRE(decisions < 100);
    const workspace::OpenConflict& open = waiting->merging->open.front();
    CHECK_FALSE(workspace::is_loss(open.conflict));
    const std::string about = open.document.text + "/" + open.conflict.node.text;
    const std::string part = std::string(workspace::sort_word(open));
    const char* const sides[] = {decisions % 2 == 0 ? "ours" : "theirs", decisions % 2 == 0 ? "theirs" : "ours"};
    bool decided = false;
    for (const char* const side : sides)
      decided = decided || workspace::resolve(workspace, {about, part, side, std::nullopt}, 7).has_value();
    REQUIRE(decided);
  }
}

std::vector<std::string> errors_of(const std::vector<workspace::Checked>& all) {
  std::vector<std::string> out;
  for (const workspace::Checked& one : all)
    for (const Finding& finding : one.findings)
      if (finding.severity == Severity::Error) out.push_back(finding.code + " " + finding.place.node);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("merging: drafts of the Berlin strategy come together, nothing is lost, and all can be taken back") {
  std::size_t decisions = 0;
  const std::size_t edits = kSanitized ? 16 : 25;  // enough for both sides to meet
  for (std::uint32_t seed = 1; seed <= rounds(3U); ++seed) {
    INFO("seed " << seed);
    Workspace workspace = berlin();
    REQUIRE(workspace::start_draft(workspace, "klima", {}, kEditing).has_value());
    edit_and_save(workspace, seed, edits);
    REQUIRE(workspace::switch_to(workspace, "main", kEditing).has_value());
    edit_and_save(workspace, seed + 100, edits);
    const VersionId main = workspace.store().head().value().value();
    const VersionId draft = workspace.store().resolve("draft:klima", {}).value();

    Result<workspace::MergeResult> result = workspace::finish_draft(workspace, "klima", "Einarbeiten", kEditing);
    if (!result) FAIL(message_of(result.error()));
    if (result->outcome == MergeOutcome::Conflicts) {
      CHECK(workspace.store().head().value() == main);
      CHECK(workspace.store().changed_working(main).value().empty());
      decisions += decide(workspace);
      result = workspace::resume_merge(workspace, "Einarbeiten", kEditing);
      if (!result) FAIL(message_of(result.error()));
    }
    REQUIRE(result->outcome == MergeOutcome::Merged);
    const VersionId merged = workspace.store().head().value().value();
    CHECK(merged == result->version);
    CHECK(workspace.store().describe(merged).value().parents == std::vector<VersionId>{main, draft});
    CHECK(workspace.store().changed_working(merged).value().empty());
    CHECK_FALSE(workspace.store().note().value());
    CHECK(workspace.store().lines().value().size() == 1);
    CHECK(workspace::check_merge(workspace, merged).value().empty());
    const auto errors = [&](const VersionId& version) {
      return errors_of(workspace::check(workspace, kStrategy, version).value());
    };
    const std::vector<std::string> before = errors(main);
    const std::vector<std::string> other = errors(draft);
    const std::vector<std::string> after = errors(merged);
    for (const std::string& one : after) {
      const bool known =
          std::count(before.begin(), before.end(), one) + std::count(other.begin(), other.end(), one) > 0;
      CHECK((known || one.starts_with("dangling-")));
    }

    CHECK(workspace::undo(workspace, store::Direction::Undo, kEditing).value().what == "finish");
    CHECK(workspace.store().head().value() == main);
    CHECK(workspace.store().changed_working(main).value().empty());
    CHECK(workspace.store().resolve("draft:klima", {}).value() == draft);
    CHECK(workspace::undo(workspace, store::Direction::Redo, kEditing).has_value());
    CHECK(workspace.store().head().value() == merged);
  }
  CHECK(decisions > 0);
}

TEST_CASE("merging: the merge of what has changed is that of the whole documents") {
  Workspace workspace = berlin();
  const VersionId start = workspace.store().head().value().value();
  const auto edited = [&](std::uint32_t seed, std::size_t edits) {
    if (seed % 2 == 0) give_an_office_another_name(workspace);
    Editor editor(workspace, seed, true);
    while (editor.done() < edits) editor.edit_what_nodes_say();
    const VersionId head = workspace.store().head().value().value();
    const VersionId made = workspace::save(workspace, "Weiter", kEditing)->version;
    REQUIRE(workspace.store().go({{{"main", made, head}}, "main", "back", {"zurück"}}, kEditing).has_value());
    return made;
  };
  std::size_t in_part = 0;
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    INFO("seed " << seed);
    const VersionId ours = edited(seed, 6);
    const VersionId theirs = edited(seed + 50, 6);
    const auto whole = workspace::merge_versions(workspace, start, ours, theirs, {});
    const auto part = workspace::merge_versions(workspace, start, ours, theirs, {}, workspace::MergedFrom::Changes);
    REQUIRE((whole.has_value() && part.has_value()));
    in_part += part->merged_in_part.size();
    CHECK(part->open == whole->open);
    const auto made = [&](const workspace::Merging& merging) {
      const VersionId version =
          workspace.store().make_version(ours, merging.changes, {ours, theirs}, "zusammen", kEditing).value();
      std::vector<std::pair<std::string, ContentId>> files;
      for (const store::File& file : workspace.store().list(version, "").value())
        files.emplace_back(file.path, file.content);
      return files;
    };
    CHECK(made(*part) == made(*whole));
  }
  CHECK(in_part >= 3);
}

TEST_CASE("merging: what is missing in a result becomes a conflict of its node, and is decided like any other") {
  Workspace workspace = berlin();
  const store::Store& store = workspace.store();
  const VersionId start = store.head().value().value();
  const std::string text = "documents/smart-city-strategie/text/kiezbox-q2vh.md";
  const auto saved = [&](const std::function<void()>& edit) {
    edit();
    const VersionId made = workspace::save(workspace, "Weiter", kEditing)->version;
    REQUIRE(workspace.store().go({{{"main", made, start}}, "main", "back", {"zurück"}}, kEditing).has_value());
    return made;
  };
  const VersionId ours = saved(
      [&] { REQUIRE(workspace::set_fields(workspace, "kiezbox-q2vh", {"title=Neuer Titel"}, kEditing).has_value()); });
  const VersionId theirs = saved([&] {
    REQUIRE(workspace.store().write_working({{text, "Ein neuer Satz.\n"}}, kEditing, "test", {"x"}).has_value());
  });
  const workspace::Merging merging = workspace::merge_versions(workspace, start, ours, theirs, {}).value();
  CHECK(merging.open.empty());

  const model::DocumentType type = workspace::load(workspace, kStrategy, start)->type;
  const std::vector<store::ChangedFile> by_us = store.changed_anywhere(start, ours).value();
  const std::vector<store::ChangedFile> by_them = store.changed_anywhere(start, theirs).value();
  const auto lost = [&](const std::vector<store::VersionFile>& files) {
    const workspace::ToAccount made{kStrategy, start, ours, theirs, by_us, by_them, files, {&type, &type, &type, &type},
                                    nullptr,   {},    {}};
    return workspace::account(workspace, made, [&](const ContentId& id) { return store.read(id); }).value().lost;
  };
  CHECK(lost(merging.changes).empty());
  const NodeId node{"kiezbox-q2vh"};
  using merge::ConflictSort;
  CHECK(lost({}) == std::vector<merge::Conflict>{{ConflictSort::Whole, node, "text"}});  // theirs is not there
  CHECK(lost({{text, std::nullopt, std::nullopt}}) ==
        std::vector<merge::Conflict>{{ConflictSort::Whole, node, "text"}});
  const std::string tree = "documents/smart-city-strategie/document.xml";
  const std::string without = store.read(store.find(start, tree).value().content).value();
  CHECK(lost({{tree, without, std::nullopt}, {text, std::nullopt, theirs}}) ==
        std::vector<merge::Conflict>{{ConflictSort::Whole, node, "node"}});  // ours is not there

  // Decided, the text is one side's, whatever the merge makes of it.
  const std::vector<model::Decision> decided = {{kStrategy, node, "whole", "text", "ours", std::nullopt, ""}};
  const workspace::Merging chosen = workspace::merge_versions(workspace, start, ours, theirs, decided).value();
  CHECK(chosen.open.empty());
  CHECK(chosen.changes.empty());
}

TEST_CASE("merging: a version in which one side's work is missing does not pass") {
  Workspace workspace = berlin();
  const VersionId start = workspace.store().head().value().value();
  edit_and_save(workspace, 3, 4);
  const VersionId edited = workspace.store().head().value().value();
  const VersionId other =
      workspace.store()
          .make_version(start, {{"documents/neu.txt", "neu", std::nullopt}}, {start}, "anders", kEditing)
          .value();
  const auto made = [&](const std::vector<store::VersionFile>& files) {
    return workspace.store().make_version(edited, files, {edited, other}, "zusammen", kEditing).value();
  };
  CHECK(workspace::check_merge(workspace, made({{"documents/neu.txt", std::nullopt, other}})).value().empty());
  CHECK(has_errors(workspace::check_merge(workspace, made({})).value()));
  const std::string tree = "documents/smart-city-strategie/document.xml";
  CHECK(has_errors(
      workspace::check_merge(workspace, made({{tree, std::nullopt, start}, {"documents/neu.txt", std::nullopt, other}}))
          .value()));
}

TEST_CASE("merging: what lines that were merged crosswise both took in and one dropped again does not come back") {
  for (const bool into_main : {true, false}) {
    INFO("into main: " << into_main);
    Workspace workspace = berlin();
    const auto saved = [&] { return workspace::save(workspace, "Stand", kEditing)->version; };
    const auto tree = [&] { return workspace::load(workspace, kStrategy, {})->document; };
    std::vector<std::string> goals;
    const model::Document before = tree();
    for (const model::Node& node : before.nodes)
      if (node.kind == "goal") goals.push_back(node.id.text);
    const auto relation = [&](auto change, std::size_t from) {
      REQUIRE(change(workspace, goals[from], "conflicts", goals[from + 1], kEditing).has_value());
    };

    REQUIRE(workspace::start_draft(workspace, "klima", {}, kEditing).has_value());
    relation(workspace::link_nodes, 0);
    const VersionId draft = saved();
    REQUIRE(workspace::switch_to(workspace, "main", kEditing).has_value());
    relation(workspace::link_nodes, 2);
    const VersionId main = saved();
    REQUIRE(workspace::merge_line(workspace, draft.text, "Einarbeiten", false, kEditing)->version.has_value());
    const VersionId all = workspace.store().head().value().value();
    REQUIRE(workspace::switch_to(workspace, "klima", kEditing).has_value());
    REQUIRE(workspace::merge_line(workspace, main.text, "Nachziehen", false, kEditing)->version.has_value());
    CHECK(workspace.store().changed(all, *workspace.store().head().value()).value().empty());

    if (into_main) REQUIRE(workspace::switch_to(workspace, "main", kEditing).has_value());
    for (const std::size_t from : {0U, 2U}) relation(workspace::unlink_nodes, from);
    saved();
    const model::Document dropped = tree();
    CHECK(dropped == before);
    const Result<workspace::MergeResult> merged =
        workspace::merge_line(workspace, into_main ? "klima" : "main", "Einarbeiten", false, kEditing);
    if (!merged) FAIL(message_of(merged.error()));
    REQUIRE(merged->outcome == MergeOutcome::Merged);
    CHECK(tree() == dropped);
    CHECK(workspace::check_merge(workspace, *merged->version).value().empty());
  }
}

TEST_CASE("merge: of a file that both changed, both sides' lines are told, and either can be taken") {
  Workspace workspace = berlin();
  const std::string path = "documents/parties.xml";
  const std::string before = workspace.store().read_working(path).value();
  const auto rename = [&](const std::string& name) {
    std::string bytes = before;
    const std::size_t at = bytes.find("<short>") + 7;
    bytes.replace(at, bytes.find('<', at) - at, name);
    REQUIRE(workspace.store().write_working({{path, bytes}}, kEditing, "test", {"x"}).has_value());
    REQUIRE(workspace::save(workspace, "Umbenannt", kEditing).has_value());
  };
  REQUIRE(workspace::start_draft(workspace, "probe", {}, kEditing).has_value());
  rename("Eins");
  REQUIRE(workspace::switch_to(workspace, "main", kEditing).has_value());
  rename("Zwei");
  const auto result = workspace::merge_line(workspace, "probe", "Einarbeiten", false, kEditing);
  REQUIRE((result && result->merging && result->merging->open.size() == 1));
  const auto told = [&](merge::Side side) {
    std::string out;
    const auto lines =
        workspace::side_text(workspace, *result->merging, result->merging->open.front(), side, Language::German);
    for (const compose::TextLine& line : lines.value()) out += line.front().text + "\n";
    return out;
  };
  CHECK(told(merge::Side::Ours) == "-     <short>AfS</short>\n+     <short>Zwei</short>\n");
  CHECK(told(merge::Side::Theirs) == "-     <short>AfS</short>\n+     <short>Eins</short>\n");
  const auto decided = workspace::resolve(workspace, {path, "", "theirs", std::nullopt}, 1);
  CHECK((decided && decided->merging->open.empty()));
}
