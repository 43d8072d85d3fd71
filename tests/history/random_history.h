// Random histories of a workspace with two documents, with merges, unreadable states and changes of the type, written
// by git fast-import; and by brute force which version touched which node.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "diff/diff.h"
#include "diff/random_documents.h"
#include "history/history.h"
#include "model/paths.h"
#include "store/git_program.h"
#include "support/city_type_xml.h"
#include "support/documents.h"
#include "text/text.h"
#include "xml/xml.h"

namespace zielbaum::test {

using Files = std::map<std::string, std::string>;  // path to bytes

struct MadeVersion {
  VersionId id;
  std::vector<std::size_t> parents;  ///< all before this one
  Files files;
};
using MadeHistory = std::vector<MadeVersion>;

inline const std::string kTypePath = "schemas/types/musterstadt.xml";
inline const std::vector<DocumentId> kDocuments = {{"plan"}, {"rahmen"}};

inline std::string without_keyword() {
  std::string type(kCityTypeXml);
  const std::size_t at = type.find("    <field name=\"schlagwort\"");
  return type.erase(at, type.find('\n', at) + 1 - at);
}

/// The document as these files have it, with its prose; nothing where it is not there, or cannot be read.
inline std::optional<model::Document> read_files(const Files& files, const DocumentId& id) {
  const auto tree = files.find(model::document_path(id));
  const auto type_file = files.find(kTypePath);
  if (tree == files.end() || type_file == files.end()) return std::nullopt;
  const Result<model::DocumentType> type = xml::read_type(type_file->second, kTypePath);
  REQUIRE(type.has_value());
  Result<xml::ReadDocument> read = xml::read_document(tree->second, *type, tree->first);
  if (!read || read->document.nodes.empty()) return std::nullopt;
  model::Document document = std::move(read->document);
  document.nodes.front().id.text = id.text;
  for (model::Node& node : document.nodes) {
    const auto content = [&](const std::string& lang) -> std::optional<ContentId> {
      const auto text = files.find(model::prose_path(id, document.layout, node.id, lang));
      if (text == files.end()) return std::nullopt;
      return store::content_id(text->second);
    };
    node.prose = content("");
    for (model::ProseTranslation& translation : node.translations) translation.prose = content(translation.lang);
  }
  return document;
}

/// One edit such as writers make, and now and then one that they should not.
inline void edit_files(Random& random, Files& files, std::size_t& next_id) {
  const DocumentId id = kDocuments[pick(random, kDocuments.size())];
  const std::string tree = model::document_path(id);
  const model::DocumentType type = *xml::read_type(files.at(kTypePath), kTypePath);
  std::optional<model::Document> document = read_files(files, id);
  if (!document) {
    Dice dice(random());
    document = random_document(type, 4 + pick(random, 6), random());
    document->nodes.front().id.text = id.text;
    files[tree] = xml::write_document(*document, type);
    return;
  }
  const auto index = static_cast<model::NodeIndex>(pick(random, document->nodes.size()));
  model::Node& node = document->nodes[index];
  const std::string prose = model::prose_path(id, document->layout, node.id);
  switch (pick(random, 16)) {
    case 0:
    case 1:
      node.title = random_title(random);
      break;
    case 2:
    case 3:
    case 4:
      if (index == 0) return;
      {
        std::vector<model::Node> subtree = cut(*document, index);
        const auto parent = static_cast<model::NodeIndex>(pick(random, document->nodes.size()));
        paste(*document, std::move(subtree), parent, pick(random, 4));
      }
      break;
    case 5:
      if (index == 0) return;
      cut(*document, index);
      break;
    case 6: {
      model::Node added;
      added.kind = "leitprojekt";
      added.id.text = "neu-" + std::to_string(next_id++);
      added.title = random_title(random);
      files[model::prose_path(id, document->layout, added.id)] = "Neu ist dies.\n";
      paste(*document, {added}, index, pick(random, 4));
      break;
    }
    case 7:
      node.sample = !node.sample;
      break;
    case 8:
      if (node.kind != "leitprojekt") return;
      node.fields = {{"stand-der-dinge", {model::Choice{"laufend"}}}};
      if (chance(random, 50)) node.fields.push_back({"schlagwort", {model::Text{"Netz"}}});
      break;
    case 9:
      node.links = {{"verweist-auf", {{}, document->nodes[pick(random, document->nodes.size())].id, {}}}};
      break;
    case 10:
      node.translations = {{"en", ContentId{std::string(40, 'b')}, std::nullopt}};
      files[model::prose_path(id, document->layout, node.id, "en")] = random_title(random) + "\n";
      break;
    case 11:
      if (chance(random, 30)) {
        files[tree] = "<document kaputt";
      } else if (chance(random, 20)) {
        files.erase(tree);
      } else if (chance(random, 30)) {
        files[kTypePath] = files[kTypePath] == kCityTypeXml ? without_keyword() : std::string(kCityTypeXml);
      } else if (chance(random, 30)) {
        document->layout = document->layout == model::Layout::Flat ? model::Layout::Sharded : model::Layout::Flat;
        if (chance(random, 70)) {
          Files moved;
          for (const model::Node& each : document->nodes) {
            for (const char* lang : {"", "en"}) {
              const auto old_layout =
                  document->layout == model::Layout::Flat ? model::Layout::Sharded : model::Layout::Flat;
              const auto text = files.find(model::prose_path(id, old_layout, each.id, lang));
              if (text == files.end()) continue;
              moved[model::prose_path(id, document->layout, each.id, lang)] = text->second;
              files.erase(text);
            }
          }
          files.insert(moved.begin(), moved.end());
        }
        files[tree] = xml::write_document(*document, type);
      } else {
        files["documents/plan/text/" + random_title(random).substr(0, 1) + ".md"] = "Zu keinem Knoten.\n";
      }
      return;
    case 12:
      files[prose] += "Ein Satz zu **" + random_title(random) + "**.\n\n";
      return;
    case 13:
      if (const std::size_t at = files[prose].find("*neu*"); at != std::string::npos)
        files[prose].replace(at, 5, "neu");
      return;
    case 14:
      files.erase(prose);
      return;
    default:
      files[prose] = random_title(random) + " ist *neu*.\n";
      return;
  }
  files[tree] = xml::write_document(*document, type);
}

/// `count` versions in the repository at `folder`, the last one of them main. Versions have one parent, now and then
/// two or three, seldom none.
inline MadeHistory make_history(const std::filesystem::path& folder, Random& random, std::size_t count) {
  MadeHistory made;
  std::size_t next_id = 0;
  std::ostringstream stream;
  for (std::size_t i = 0; i < count; ++i) {
    MadeVersion version;
    if (i > 0 && !chance(random, 2)) {
      const auto recent = [&] { return i - 1 - pick(random, std::min<std::size_t>(i, 4)); };
      version.parents.push_back(chance(random, 60) ? i - 1 : recent());
      while (version.parents.size() < 3 && chance(random, 25)) {
        const std::size_t other = recent();
        if (std::find(version.parents.begin(), version.parents.end(), other) == version.parents.end())
          version.parents.push_back(other);
      }
    }
    version.files[kTypePath] = kCityTypeXml;
    if (!version.parents.empty()) version.files = made[version.parents.front()].files;
    for (std::size_t p = 1; p < version.parents.size(); ++p) {
      for (const auto& [path, bytes] : made[version.parents[p]].files) {
        if (chance(random, 50)) version.files[path] = bytes;
      }
    }
    const bool clean_merge = version.parents.size() > 1 && chance(random, 60);
    if (!clean_merge) edit_files(random, version.files, next_id);
    if (!clean_merge && chance(random, 20)) edit_files(random, version.files, next_id);

    const auto mark = [](std::size_t number) { return ":" + std::to_string(number + 1) + "\n"; };
    if (version.parents.empty()) stream << "reset refs/heads/main\n";
    stream << "commit refs/heads/main\nmark " << mark(i) << "committer Mia Muster <mia@example.org> "
           << 1'700'000'000 + pick(random, 5) + i / 3 << " +0000\ndata 1\nx\n";
    for (std::size_t p = 0; p < version.parents.size(); ++p)
      stream << (p == 0 ? "from " : "merge ") << mark(version.parents[p]);
    stream << "deleteall\n";
    for (const auto& [path, bytes] : version.files)
      stream << "M 100644 inline " << path << "\ndata " << bytes.size() << "\n" << bytes << "\n";
    made.push_back(std::move(version));
  }
  const std::filesystem::path marks = folder / "marks";
  const Result<Finished> done = run_process(
      {"git", "-C", folder.string(), "fast-import", "--quiet", "--force", "--export-marks=" + marks.string()},
      stream.str());
  REQUIRE(done.has_value());
  INFO(done->err);
  REQUIRE(done->exit_code == 0);
  std::istringstream lines(*read_file(marks));
  std::string number;
  std::string id;
  while (lines >> number >> id) made.at(std::stoul(number.substr(1)) - 1).id = VersionId{id};
  return made;
}

// ---- by brute force ----

/// The document in a version, or as it was last readable by first parents.
inline std::optional<model::Document> document_in(const MadeHistory& made, std::size_t version, const DocumentId& id) {
  const Files& files = made[version].files;
  std::size_t at = version;
  for (;;) {
    if (!made[at].files.contains(model::document_path(id))) return std::nullopt;
    Files mixed = files;  // the tree of the readable version with this version's texts
    mixed[model::document_path(id)] = made[at].files.at(model::document_path(id));
    mixed[kTypePath] = made[at].files.at(kTypePath);
    if (std::optional<model::Document> document = read_files(mixed, id)) return document;
    if (made[at].parents.empty()) return std::nullopt;
    at = made[at].parents.front();
  }
}

using Touches = std::map<std::pair<DocumentId, NodeId>, std::set<std::string>>;

/// What differs between two versions, node by node; all of `after` where `before` is none.
inline Touches compare_all(const MadeHistory& made, std::optional<std::size_t> before, std::size_t after) {
  Touches touches;
  for (const DocumentId& id : kDocuments) {
    std::optional<model::Document> was;
    if (before) was = document_in(made, *before, id);
    const std::optional<model::Document> is = document_in(made, after, id);
    const auto text = [&](std::size_t version, const ContentId& content) {
      for (const auto& [path, bytes] : made[version].files) {
        if (store::content_id(bytes) == content) return text::parse(bytes).prose;
      }
      FAIL("no such text");
      return model::Prose{};
    };
    if (was && is) {
      for (const diff::Change& change : diff::compare(*was, *is).nodes) {
        std::set<std::string>& words = touches[{id, change.node}];
        for (const std::string_view word : diff::what(change)) words.insert(std::string(word));
        if (!words.contains("reworded") || !change.prose.before || !change.prose.after) continue;
        const model::Prose old_prose = text(*before, *change.prose.before);
        if (!diff::compare_prose(old_prose, text(after, *change.prose.after)).only_formatting) continue;
        words.erase("reworded");
        words.insert("formatted");
      }
    } else if (is) {
      for (const model::Node& node : is->nodes) touches[{id, node.id}] = {"added"};
    } else if (was) {
      for (const model::Node& node : was->nodes) touches[{id, node.id}] = {"removed"};
    }
  }
  return touches;
}

/// What a version touched: what differs from all of its parents, told as the first one sees it.
inline Touches touches_of(const MadeHistory& made, std::size_t version) {
  const std::vector<std::size_t>& parents = made[version].parents;
  Touches touches = compare_all(made, parents.empty() ? std::nullopt : std::optional(parents.front()), version);
  for (std::size_t p = 1; p < parents.size(); ++p) {
    const Touches other = compare_all(made, parents[p], version);
    std::erase_if(touches, [&](const auto& touch) { return !other.contains(touch.first); });
  }
  return touches;
}

inline std::set<std::size_t> reachable_from(const MadeHistory& made, std::size_t tip) {
  std::set<std::size_t> reached = {tip};
  std::vector<std::size_t> next = {tip};
  while (!next.empty()) {
    const std::size_t at = next.back();
    next.pop_back();
    for (const std::size_t parent : made[at].parents) {
      if (reached.insert(parent).second) next.push_back(parent);
    }
  }
  return reached;
}

}  // namespace zielbaum::test
