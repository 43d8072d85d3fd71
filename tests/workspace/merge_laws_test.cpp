// Laws of a merge over random versions of a strategy with all that belongs to it (random_strategies.h).
#include <algorithm>
#include <map>
#include <optional>

#include "berlin_edits.h"
#include "merge/seeds.h"
#include "model/paths.h"
#include "random_strategies.h"
#include "store/overlaid.h"
#include "workspace/merging.h"

using namespace zielbaum;
using namespace zielbaum::test;
using workspace::Merging;
using workspace::OpenConflict;
using workspace::Workspace;

namespace {

std::vector<store::VersionFile> differing(const Files& before, const Files& after) {
  std::vector<store::VersionFile> out;
  for (const auto& [path, bytes] : after) {
    const auto was = before.find(path);
    if (was == before.end() || was->second != bytes) out.push_back({path, bytes, std::nullopt});
  }
  for (const auto& [path, bytes] : before)
    if (!after.contains(path)) out.push_back({path, std::nullopt, std::nullopt});
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return out;
}

/// Two versions that came from one, in a workspace in memory.
struct RandomScene {
  Workspace workspace{"memory", store::create_memory()};
  VersionId base, ours, theirs;
  std::array<Facts, 3> facts;  ///< of base, ours, theirs
};

RandomScene random_scene(std::uint32_t seed) {
  Random random(seed);
  Strategy base = random_strategy(random);
  const Thing thing(random);
  if (chance(random, 60)) thing.put(base);
  Strategy ours = base;
  Strategy theirs = base;
  for (auto& [side, name] : {std::pair(&ours, "o"), std::pair(&theirs, "t")}) {
    Words words(name);
    for (std::size_t i = 1 + pick(random, 6); i > 0; --i) random_edit(random, *side, words);
  }
  if (base.parties.contains("amt-9")) {
    const bool ours_drops = chance(random, 50);
    thing.drop(ours_drops ? ours : theirs);
    thing.use(random, ours_drops ? theirs : ours);
  }
  const Files base_files = files_of(base);
  const Files our_files = files_of(ours);
  const Files their_files = files_of(theirs);
  RandomScene out;
  static const std::string kTheme = *read_file(std::filesystem::path(kSourceFolder) / "schemas/themes/standard.xml");
  std::vector<store::Write> files = {{"schemas/themes/standard.xml", kTheme}};
  for (const auto& [path, bytes] : base_files) files.push_back({path, bytes});
  store::Store& store = out.workspace.store();
  REQUIRE(store.write_working(files, kEditing, "test", {"start"}).has_value());
  out.base = store.save(std::nullopt, "Start", kEditing).value();
  const auto version = [&](const Files& side) {
    const std::vector<store::VersionFile> changes = differing(base_files, side);
    return changes.empty() ? out.base : store.make_version(out.base, changes, {out.base}, "Weiter", kEditing).value();
  };
  out.ours = version(our_files);
  out.theirs = version(their_files);
  out.facts = {facts_of(base_files), facts_of(our_files), facts_of(their_files)};
  return out;
}

/// What a merge made, as a version that nobody has made yet.
struct Made {
  Files files;
  Facts facts;
  std::string broken;  ///< rules that it breaks
};

Made made(const RandomScene& scene, const Merging& merging) {
  store::Overlaid overlaid = store::overlaid(scene.workspace.store(), merging.ours, merging.changes);
  const Workspace workspace("memory", std::move(overlaid.store));
  Made out;
  for (const store::File& file : workspace.store().list(overlaid.version, "").value())
    out.files[file.path] = workspace.store().read(file.content).value();
  out.facts = facts_of(out.files);
  for (const workspace::Checked& one : workspace::check(workspace, {}, overlaid.version).value())
    for (const Finding& finding : one.findings)
      if (finding.severity == Severity::Error || finding.code == "dangling-reference" ||
          finding.code == "missing-credit")
        out.broken += finding.code + " " + finding.place.file + " " + finding.place.node + "\n";
  return out;
}

std::string key_of(const std::string& fact) {
  const std::size_t at = fact.find('=');
  return at == std::string::npos ? fact : fact.substr(0, at + 1);
}
/// "node plan/n1 title=X": "node plan/n1 ".
std::string node_of(const std::string& fact) {
  return fact.starts_with("node ") ? fact.substr(0, fact.find(' ', 5) + 1) : "";
}

/// Nodes that one side dropped and the other one moved, or something that they hang below.
std::set<std::string> moved_out(const std::array<Facts, 3>& facts) {
  std::array<std::map<std::string, std::string>, 3> below;
  for (std::size_t version = 0; version < 3; ++version)
    for (const std::string& fact : facts[version])
      if (const std::size_t at = fact.find(" below="); at != std::string::npos)
        below[version][fact.substr(5, at - 5)] = fact.substr(5, fact.find('/') - 4) + fact.substr(at + 7);
  std::set<std::string> out;
  for (const std::size_t side : {1U, 2U}) {
    for (const auto& [node, parent] : below[side]) {
      if (!below[0].contains(node) || below[3 - side].contains(node)) continue;
      for (std::string one = node; below[side].contains(one); one = below[side].at(one))
        if (below[0].contains(one) && below[0].at(one) != below[side].at(one)) out.insert("node " + node + " ");
    }
  }
  return out;
}

/// What of a clean merge is not as the sides want it: what either added is there, what either dropped is gone, and of
/// what is one only there is what one side made of it.
std::string unwanted(const std::array<Facts, 3>& facts, const Facts& result) {
  const std::set<std::string> rescued = moved_out(facts);
  std::string out;
  Facts all = result;
  for (const Facts& one : facts) all.insert(one.begin(), one.end());
  std::map<std::string, std::array<std::string, 3>> single;
  for (std::size_t version = 0; version < 3; ++version)
    for (const std::string& fact : facts[version])
      if (fact.find('=') != std::string::npos) single[key_of(fact)][version] = fact;
  for (const auto& [key, one] : single) {
    const auto& [base, ours, theirs] = one;
    const bool by_both = ours != theirs && ours != base && theirs != base;
    if (by_both && key.find(" basis.") == std::string::npos && !rescued.contains(node_of(key)))
      out += "both changed " + key + "\n";
  }
  for (const std::string& fact : all) {
    if (rescued.contains(node_of(fact))) continue;
    const std::string key = key_of(fact);
    if (fact.starts_with("text ") || key.find(" basis.") != std::string::npos) {
      // Of a node that was moved out, likewise.
      const std::string node = fact.starts_with("text ") ? "node plan/" + fact.substr(5, fact.find('.') - 5) + " " : "";
      if (rescued.contains(node)) continue;
      if (key.find(" basis.") != std::string::npos && single[key][1] != single[key][0] &&
          single[key][2] != single[key][0])
        continue;  // made from two originals: from which is told by neither
    }
    const bool was = facts[0].contains(fact);
    const bool a = facts[1].contains(fact);
    const bool b = facts[2].contains(fact);
    if (result.contains(fact) != (was ? a && b : a || b))
      out += (result.contains(fact) ? "has " : "has not ") + fact + "\n";
  }
  return out;
}

/// Whether the sides changed nothing of the same, and neither dropped or moved anything: then there is nothing to ask.
bool is_apart(const std::array<Facts, 3>& facts) {
  std::array<std::set<std::string>, 2> things;
  for (const std::size_t side : {1U, 2U}) {
    Facts changed;
    std::set_symmetric_difference(facts[0].begin(), facts[0].end(), facts[side].begin(), facts[side].end(),
                                  std::inserter(changed, changed.end()));
    for (const std::string& fact : changed) {
      const std::string key = key_of(fact);
      if (facts[0].contains(fact) && std::none_of(facts[side].begin(), facts[side].end(), [&](const std::string& one) {
            return fact != key && key_of(one) == key;
          }))
        return false;
      if (key.ends_with(" below=") || key.ends_with(" kind=")) return false;
      // The elements of the type and texts are merged by themselves.
      std::string thing = key;
      if (fact.starts_with("text ")) thing = fact.substr(0, fact.find(' ', 5));
      if (fact.starts_with("kind ")) thing = fact.substr(0, fact.find(' ', 5));
      things[side - 1].insert(thing);
    }
  }
  std::vector<std::string> both;
  std::set_intersection(things[0].begin(), things[0].end(), things[1].begin(), things[1].end(),
                        std::back_inserter(both));
  return both.empty();
}

std::string told(const std::vector<OpenConflict>& open) {
  std::string out;
  for (const OpenConflict& one : open)
    out += std::string(sort_word(one)) + " " + one.document.text + "/" + one.conflict.node.text + " " +
           one.conflict.part + "\n";
  return out;
}
std::string told(const Findings& findings) {
  std::string out;
  for (const Finding& finding : findings)
    if (finding.severity == Severity::Error)
      out += finding.code + " " + finding.place.file + " " + finding.place.node + " " +
             render(finding.message, Language::English) + "\n";
  return out;
}

std::string what_changed(const RandomScene& scene) {
  std::string out;
  for (const std::size_t side : {1U, 2U}) {
    out += side == 1 ? "--- ours\n" : "--- theirs\n";
    for (const std::string& fact : scene.facts[0])
      if (!scene.facts[side].contains(fact)) out += "  - " + fact + "\n";
    for (const std::string& fact : scene.facts[side])
      if (!scene.facts[0].contains(fact)) out += "  + " + fact + "\n";
  }
  return out;
}

Merging merged(const RandomScene& scene, bool swapped, const std::vector<model::Decision>& decisions,
               workspace::MergedFrom from = workspace::MergedFrom::Wholes) {
  auto out = workspace::merge_versions(scene.workspace, scene.base, swapped ? scene.theirs : scene.ours,
                                       swapped ? scene.ours : scene.theirs, decisions, from);
  if (!out) FAIL(render(out.error().message, Language::English) << " " << out.error().code);
  return std::move(*out);
}

/// All of them under sanitizers, too: few, and each counts.
const std::uint32_t kSeeds = seeds(5000);

bool is_lost(const OpenConflict& one) {
  return one.conflict.sort == merge::ConflictSort::Whole && !one.document.empty() &&
         (one.conflict.part == "node" || one.conflict.part.starts_with("text"));
}

}  // namespace

TEST_CASE("merge of workspaces: what either side added is there, what either dropped is gone, and all rules hold") {
  std::size_t clean = 0;
  std::set<std::string> kinds_of_uses;
  std::set<std::string_view> sorts;
  for (std::uint32_t seed = 1; seed <= kSeeds / 40; ++seed) {
    const RandomScene scene = random_scene(seed);
    const Merging merging = merged(scene, false, {});
    const Merging other_way = merged(scene, true, {});
    INFO("seed " << seed << "\n" << what_changed(scene) << "--- asked\n" << told(merging.open));
    CHECK(told(merging.open) == told(other_way.open));
    CHECK(std::none_of(merging.open.begin(), merging.open.end(), is_lost));
    for (const OpenConflict& one : merging.open) sorts.insert(sort_word(one));
    for (const auto& [conflict, use] : merging.uses) kinds_of_uses.insert(use.what);
    if (!merging.open.empty()) {
      CHECK_FALSE(is_apart(scene.facts));
      continue;
    }
    ++clean;
    CHECK(told(merging.broken) == "");
    const Made result = made(scene, merging);
    CHECK(unwanted(scene.facts, result.facts) == "");
    CHECK(result.broken == "");
    CHECK((made(scene, other_way).files == result.files));
    CHECK((made(scene, merged(scene, false, {}, workspace::MergedFrom::Changes)).files == result.files));
  }
  CHECK(clean > kSeeds / 160);
  CHECK(clean < kSeeds / 44);
  CHECK(sorts.size() >= 6);
  CHECK(kinds_of_uses.size() >= 8);
}

TEST_CASE("merge of workspaces: whatever is decided, in the end nothing is open and all rules hold") {
  std::size_t decided = 0;
  for (std::uint32_t seed = 1; seed <= kSeeds / 80; ++seed) {
    const RandomScene scene = random_scene(seed);
    Merging merging = merged(scene, false, {});
    if (merging.open.empty()) continue;
    Random random(seed);
    std::vector<model::Decision> decisions;
    std::string said;
    for (std::size_t round = 0; round < 40 && !merging.open.empty(); ++round) {
      const OpenConflict& one = merging.open[pick(random, merging.open.size())];
      model::Decision decision;
      decision.document = one.document;
      decision.node = one.conflict.node;
      decision.sort = sort_word(one);
      decision.part = one.conflict.part;
      decision.side = chance(random, 50) ? "ours" : "theirs";
      said += decision.side + ": " + told({one});
      std::erase_if(decisions, [&](const model::Decision& was) {
        return was.document == decision.document && was.node == decision.node && was.sort == decision.sort &&
               was.part == decision.part;
      });
      decisions.push_back(decision);
      merging = merged(scene, false, decisions);
    }
    INFO("seed " << seed << "\n" << what_changed(scene) << "--- said\n" << said << "--- open\n" << told(merging.open));
    CHECK(merging.open.empty());
    CHECK(told(merging.broken) == "");
    if (merging.open.empty() && told(merging.broken).empty()) CHECK(made(scene, merging).broken == "");
    ++decided;
  }
  CHECK(decided > 0);
}
