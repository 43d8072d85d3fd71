// One side drops something, the other one comes to use it: whatever it is, people are asked, and either answer holds.
#include <algorithm>

#include "berlin_edits.h"
#include "support/rounds.h"
#include "workspace/drafts.h"
#include "workspace/git_merge.h"
#include "workspace/merging.h"

using namespace zielbaum;
using namespace zielbaum::test;
using workspace::MergeOutcome;
using workspace::Workspace;

namespace {

const std::string kTree = "documents/smart-city-strategie/document.xml";
const std::string kOtherTree = "documents/strategischer-rahmen/document.xml";
const std::string kUsedText = "documents/smart-city-strategie/text/kiezbox-q2vh.md";
const std::string kType = "schemas/types/smart-city-strategy.xml";
const std::string kUsedParties = "documents/parties.xml";

/// `put` behind `after`; "" for `after`: a whole file.
struct Piece {
  std::string path, after, put;
};

struct Scene {
  std::string part;   ///< of the conflict
  std::string node;   ///< that it is about; "": a file
  Piece thing;        ///< what both have at first, and one drops
  Piece use;          ///< what the other one adds
  std::string named;  ///< in what people are told
};

const std::vector<Scene> kScenes = {
    {"party amt-x",
     "kiezbox-q2vh",
     {kUsedParties, "<parties xmlns=\"urn:zielbaum:parties:1\">\n",
      "  <party id=\"amt-x\" kind=\"office\">\n    <short>X</short>\n    <name>Amt für X</name>\n  </party>\n"},
     {kTree, "<responsible party=\"technologiestiftung\" />\n          <involved>in Arbeit</involved>\n",
      "          <involved party=\"amt-x\" />\n"},
     "Amt für X (amt-x)"},
    {"option ruhend",
     "kiezbox-q2vh",
     {kType, "<option key=\"phase-4\"><label lang=\"de\">Phase 4</label><label lang=\"en\">phase 4</label></option>\n",
      "      <option key=\"ruhend\"><label lang=\"de\">ruhend</label></option>\n"},
     {kTree,
      "<responsible party=\"technologiestiftung\" />\n          <involved>in Arbeit</involved>\n          <period "
      "from=\"2022-09\" />\n          <status>running</status>\n",
      "          <stage>ruhend</stage>\n"},
     "ruhend"},
    {"field probe",
     "kb-standorte-rr4u",
     {kType, "<kind name=\"milestone\" contents=\"false\">\n", "    <field name=\"probe\" type=\"text\" />\n"},
     {kTree, "<title>Erste Standorte mit Nachbarschaften ausgewählt</title>\n", "            <probe>ja</probe>\n"},
     "probe"},
    {"role probe",
     "kiezbox-q2vh",
     {kType, "  <role name=\"serves\"", ""},
     {kTree, "<impact>Kieze bleiben bei Stromausfall erreichbar und kennen ihre Umweltbelastung</impact>\n",
      "          <link role=\"probe\" to=\"buergerrechte-z62f\" />\n"},
     "probe"},
    {"node strategischer-rahmen/probe",
     "kiezbox-q2vh",
     {kOtherTree, "<link role=\"frames\" to=\"zukunftskompetenzen-p7dk\" />\n      </condition>\n",
      "      <condition id=\"probe\">\n        <title>Probe</title>\n      </condition>\n"},
     {kTree, "<impact>Kieze bleiben bei Stromausfall erreichbar und kennen ihre Umweltbelastung</impact>\n",
      "          <link role=\"refers\" to=\"strategischer-rahmen/probe\" />\n"},
     "Probe"},
    {"node strategischer-rahmen/probe",
     "kiezbox-q2vh",
     {kOtherTree, "<link role=\"frames\" to=\"zukunftskompetenzen-p7dk\" />\n      </condition>\n",
      "      <condition id=\"probe\">\n        <title>Probe</title>\n      </condition>\n"},
     {kUsedText, "", "\nEin Satz mit einem [Verweis](node:strategischer-rahmen/probe) darin.\n"},
     "Probe"},
    {"picture probe.png",
     "kiezbox-q2vh",
     {"documents/smart-city-strategie/media/probe.png", "", "Bild"},
     {kUsedText, "", "\n![Eine Probe](media/probe.png \"Probe\")\n"},
     "probe.png"},
    {"file", "", {"schemas/themes/probe.xml", "", "theme"}, {"documents/workspace.xml", "<theme>", "probe"}, "probe"},
};

std::string read(const Workspace& workspace, const std::string& path) {
  const Result<std::string> bytes = workspace.store().read_working(path);
  return bytes ? *bytes : "";
}

/// The role and the theme need more than to be put somewhere.
std::string with(const Workspace& workspace, const Piece& piece) {
  std::string bytes = read(workspace, piece.path);
  if (piece.put == "theme") return read(workspace, "schemas/themes/standard.xml");
  if (piece.after == "<theme>") {
    const std::string was = "<theme>standard</theme>";
    return bytes.replace(bytes.find(was), was.size(), "<theme>probe</theme>");
  }
  if (piece.after.starts_with("  <role")) {
    const std::string role = "  <role name=\"probe\">\n    <label lang=\"de\">Probe</label>\n  </role>\n";
    return bytes.insert(bytes.find(piece.after), role);
  }
  if (piece.after.empty()) return bytes + piece.put;
  const std::size_t at = bytes.find(piece.after);
  REQUIRE(at != std::string::npos);
  return bytes.insert(at + piece.after.size(), piece.put);
}

void write(Workspace& workspace, const std::string& path, std::optional<std::string> bytes) {
  REQUIRE(workspace.store().write_working({{path, std::move(bytes)}}, kEditing, "test", {"edit"}).has_value());
}

/// The Berlin documents, of the texts only one: the rules of all of them are looked at often here.
Workspace with_few_texts() {
  Workspace workspace = berlin();
  std::vector<store::Write> gone;
  for (const char* document : {"smart-city-strategie", "strategischer-rahmen"})
    for (const store::File& file :
         workspace.store().list_working("documents/" + std::string(document) + "/text").value())
      if (file.path != kUsedText && file.path.find("kiezbox-q2vh.en") == std::string::npos)
        gone.push_back({file.path, std::nullopt});
  REQUIRE(workspace.store().write_working(gone, kEditing, "test", {"edit"}).has_value());
  return workspace;
}

VersionId save(Workspace& workspace) {
  const auto saved = workspace::save(workspace, "Weiter", kEditing);
  if (!saved) FAIL(render(saved.error().message, Language::English));
  return saved->version;
}

Findings errors(const Workspace& workspace, const VersionId& version) {
  Findings out;
  for (const workspace::Checked& one : workspace::check(workspace, {}, version).value())
    for (const Finding& finding : one.findings)
      if (finding.severity == Severity::Error || finding.code == "dangling-reference") out.push_back(finding);
  return out;
}

/// Main drops the thing, or uses it; the draft does the other. Then the answers are given, and taken back.
void play(const Scene& scene, bool draft_uses, const std::vector<bool>& answers) {
  INFO(scene.part << (draft_uses ? ", used in the draft" : ", used on main"));
  Workspace workspace = with_few_texts();
  const std::string without = read(workspace, scene.thing.path);
  const bool is_file = without.empty();
  write(workspace, scene.thing.path, with(workspace, scene.thing));
  const VersionId base = save(workspace);
  const std::size_t known = errors(workspace, base).size();
  const std::string there = read(workspace, scene.thing.path);
  const auto drop = [&] {
    write(workspace, scene.thing.path, is_file ? std::nullopt : std::optional(without));
    // And something else in that file, or beside it: that stays whatever is decided.
    write(workspace, "documents/strategischer-rahmen/text/vision-eqzf.md", "Eine neue Vision.\n");
    save(workspace);
  };
  std::string unused;
  const auto use = [&] {
    unused = read(workspace, scene.use.path);
    write(workspace, scene.use.path, with(workspace, scene.use));
    save(workspace);
  };
  REQUIRE(workspace::start_draft(workspace, "probe", {}, kEditing).has_value());
  draft_uses ? use() : drop();
  REQUIRE(workspace::switch_to(workspace, "main", kEditing).has_value());
  draft_uses ? drop() : use();
  const VersionId main = workspace.store().head().value().value();

  for (const bool keep : answers) {
    INFO((keep ? "it stays" : "the use goes"));
    auto result = workspace::merge_line(workspace, "probe", "Einarbeiten", false, kEditing);
    if (!result) FAIL(render(result.error().message, Language::English));
    REQUIRE(result->outcome == MergeOutcome::Conflicts);
    REQUIRE(result->merging->open.size() == 1);
    const workspace::OpenConflict open = result->merging->open.front();
    CHECK(sort_word(open) == (scene.node.empty() ? "file" : "use"));
    CHECK(open.conflict.node.text == scene.node);
    if (!scene.node.empty()) CHECK(open.conflict.part == scene.part);
    const workspace::Use& told = result->merging->uses.at(open);
    CHECK(told.name.find(scene.named) != std::string::npos);
    CHECK(told.file == scene.thing.path);
    CHECK(told.has == (draft_uses ? merge::Side::Theirs : merge::Side::Ours));
    CHECK(workspace.store().head().value() == main);

    const std::string about = scene.node.empty() ? open.conflict.part : open.document.text + "/" + scene.node;
    const std::string side = keep == draft_uses ? "theirs" : "ours";
    CHECK(workspace::resolve(workspace, {about, "", "base", std::nullopt}, 1).error().code == "no-answer");
    const auto decided = workspace::resolve(workspace, {about, "", side, std::nullopt}, 1);
    if (!decided) FAIL(render(decided.error().message, Language::English));
    CHECK(decided->merging->open.empty());
    result = workspace::resume_merge(workspace, "Einarbeiten", kEditing);
    if (!result) FAIL(render(result.error().message, Language::English));
    REQUIRE(result->outcome == MergeOutcome::Merged);
    CHECK(errors(workspace, *result->version).size() == known);
    const std::string thing = read(workspace, scene.thing.path);
    CHECK(thing == (keep ? there : without));
    const std::string used = read(workspace, scene.use.path);
    if (keep) CHECK(used != unused);
    if (!keep && scene.use.path != kUsedText) CHECK(used == unused);
    if (scene.use.path == kUsedText && scene.part.starts_with("node")) CHECK(used.find("Verweis") != std::string::npos);
    CHECK(read(workspace, "documents/strategischer-rahmen/text/vision-eqzf.md") == "Eine neue Vision.\n");
    CHECK(workspace::check_merge(workspace, *result->version).value().empty());
    REQUIRE(workspace::undo(workspace, store::Direction::Undo, kEditing).has_value());
    REQUIRE(workspace.store().head().value() == main);
  }
}

}  // namespace

TEST_CASE("uses: what one side dropped and the other one came to use is asked, and either answer holds") {
  for (std::size_t i = 0; i < kScenes.size(); ++i) {
    const bool draft_uses = i % 2 == 0;
    if (kSanitized)
      play(kScenes[i], draft_uses, {i % 4 < 2});  // one answer will do
    else
      play(kScenes[i], draft_uses, {false, true});
  }
}

TEST_CASE("uses: of a document that one side gave up, a picture that the other one added is asked about") {
  Workspace workspace = berlin();
  REQUIRE(workspace::start_draft(workspace, "probe", {}, kEditing).has_value());
  write(workspace, "documents/smart-city-strategie/media/neu.png", "Bild");
  save(workspace);
  REQUIRE(workspace::switch_to(workspace, "main", kEditing).has_value());
  for (const store::File& file : workspace.store().list_working("documents/smart-city-strategie").value())
    write(workspace, file.path, std::nullopt);
  save(workspace);
  const auto result = workspace::merge_line(workspace, "probe", "Einarbeiten", false, kEditing);
  REQUIRE(result.has_value());
  REQUIRE(result->outcome == MergeOutcome::Conflicts);
  REQUIRE(result->merging->open.size() == 1);
  CHECK(sort_word(result->merging->open.front()) == "removed");
  REQUIRE(workspace::resolve(workspace, {"smart-city-strategie", "", "theirs", std::nullopt}, 1).has_value());
  REQUIRE(workspace::resume_merge(workspace, "Einarbeiten", kEditing)->outcome == MergeOutcome::Merged);
  CHECK(read(workspace, "documents/smart-city-strategie/media/neu.png") == "Bild");
  CHECK_FALSE(read(workspace, "documents/smart-city-strategie/pictures.xml").empty());
  CHECK_FALSE(read(workspace, kUsedText).empty());
}
