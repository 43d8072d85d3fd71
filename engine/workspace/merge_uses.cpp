#include <algorithm>
#include <set>

#include "model/paths.h"
#include "store/overlaid.h"
#include "workspace/checks.h"
#include "workspace/files.h"
#include "workspace/merge_changes_internal.h"
#include "workspace/merge_uses_internal.h"
#include "xml/elements.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

using merge::Side;
using store::VersionFile;
using xml::ElementPath;

constexpr int kMostRounds = 16;  // what one thing needs may need others

/// What is missing where something is used.
struct Lost {
  std::string what, name, file;  ///< as Use
  ElementPath element;           ///< in `file`; none: the file itself
  ElementPath use;               ///< in the file of the finding
  std::string reference;         ///< of a text, instead: the address that leads nowhere
};

std::string argument(const Finding& finding, std::size_t number) {
  return number < finding.message.args.size() ? finding.message.args[number] : std::string();
}

class Losses {
 public:
  Losses(const Loaded* loaded, DocumentId document) : loaded_(loaded), document_(std::move(document)) {}

  /// Nothing where it cannot be said that something is missing.
  [[nodiscard]] std::optional<Lost> lost(const Finding& finding) const {
    const std::string first = argument(finding, 0);
    const std::string second = argument(finding, 1);
    const std::string& code = finding.code;
    if (code == "unknown-type") return Lost{"type", first, model::type_path(first), {}, {}, ""};
    if (code == "unknown-theme") return Lost{"theme", first, model::theme_path(first), {}, {{"theme", "", ""}}, ""};
    if (loaded_ == nullptr) return std::nullopt;
    const std::string type = model::type_path(loaded_->type.name);
    const ElementPath node = {{"", "id", finding.place.node}};
    if (code == "unknown-party")
      return Lost{
          "party", first, std::string(model::kPartiesFile), {{"party", "id", first}}, below(node, {"", "party", first}),
          ""};
    if (code == "unknown-kind")
      return Lost{"kind", first, type, {{"kind", "name", first}}, below(node, {first, "", ""}), ""};
    if (code == "unknown-field")
      return Lost{
          "field", second, type, {{"kind", "name", first}, {"field", "name", second}}, below(node, {second, "", ""}),
          ""};
    if (code == "bad-choice")
      return Lost{"option",
                  first,
                  type,
                  {{"kind", "name", kind_of(finding.place.node)}, {"field", "name", second}, {"option", "key", first}},
                  below(node, {second, "", first}),
                  ""};
    if (code == "unknown-role")
      return Lost{"role", first, type, {{"role", "name", first}}, below(node, {"link", "role", first}), ""};
    if (code == "misplaced-kind")
      return Lost{"child", first, type, {{"kind", "name", second}, {"contains", "kind", first}}, node, ""};
    if (code == "dangling-link") {
      const std::optional<model::Target> to = model::parse_target(second);
      return to ? std::optional(of_node(*to, below(node, {"link", "to", second}), "")) : std::nullopt;
    }
    if (code == "dangling-reference") {
      const std::optional<model::Target> to = model::parse_target(first);
      return to ? std::optional(of_node(*to, {}, "node:" + first)) : std::nullopt;
    }
    if (code == "missing-media") return Lost{"picture", first, model::media_path(document_, first), {}, {}, first};
    if (code == "missing-credit")
      return Lost{"credit", first, model::pictures_path(document_), {{"picture", "file", first}}, {}, first};
    return std::nullopt;
  }

 private:
  static ElementPath below(ElementPath node, xml::ElementName name) {
    node.push_back(std::move(name));
    return node;
  }

  [[nodiscard]] std::string kind_of(const std::string& node) const {
    const model::NodeIndex index = model::find_node(loaded_->document, NodeId{node});
    return index == model::kNoNode ? std::string() : loaded_->document.nodes[index].kind;
  }

  [[nodiscard]] Lost of_node(const model::Target& to, ElementPath use, std::string reference) const {
    const DocumentId& document = to.document.empty() ? document_ : to.document;
    return {"node",         model::to_string(to), model::document_path(document), {{"", "id", to.node.text}},
            std::move(use), std::move(reference)};
  }

  const Loaded* loaded_;
  DocumentId document_;
};

/// "[words](node:x)" as "words", "![words](x.png)" as nothing. Nothing where the address is given in another way.
std::optional<std::string> without_reference(std::string text, const std::string& address, bool picture) {
  bool found = false;
  std::size_t from = 0;
  for (;;) {
    std::size_t at = std::string::npos;
    for (const std::string& beginning : {"](" + address, "](media/" + address, "](<" + address})
      at = std::min(at, text.find(beginning, from));
    if (at == std::string::npos) break;
    from = at + 1;
    const std::size_t end = text.find(')', at);
    const std::size_t begin = text.rfind('[', at);
    if (end == std::string::npos || begin == std::string::npos) continue;
    const std::size_t address_at = text.find(address, at);
    const char after = text[address_at + address.size()];
    if (after != ')' && after != ' ' && after != '>') continue;
    const bool is_picture = begin > 0 && text[begin - 1] == '!';
    if (is_picture != picture) continue;
    const std::string words = picture ? std::string() : text.substr(begin + 1, at - begin - 1);
    const std::size_t first = picture ? begin - 1 : begin;
    text.replace(first, end + 1 - first, words);
    from = first;
    found = true;
  }
  return found ? std::optional(std::move(text)) : std::nullopt;
}

class Settling {
 public:
  Settling(const Workspace& workspace, const std::vector<model::Decision>& decisions, Merging& merging)
      : workspace_(workspace), store_(workspace.store()), decisions_(decisions), merging_(merging) {}

  Result<void> settle() {
    const std::vector<DocumentId> documents = changed_documents();
    if (documents.empty() && merging_.changes.empty()) return {};
    std::set<OpenConflict> done;
    for (int round = 0;; ++round) {
      store::Overlaid overlaid = store::overlaid(store_, merging_.ours, merging_.changes);
      const VersionId version = overlaid.version;
      const Workspace result(workspace_.root(), std::move(overlaid.store));
      merging_.uses.clear();
      NewFindings news =
          TRY(new_findings(result, documents, merging_.changes, version, merging_.ours, merging_.theirs));
      merging_.broken = std::move(news.of_none);
      merging_.incoming = std::move(news.of_theirs);
      std::erase_if(merging_.incoming, [](const Finding& finding) {
        return finding.severity != Severity::Error || is_unfinished(finding);
      });
      const std::vector<Case> found = TRY(find_uses(result, version));
      bool changed = false;
      for (const Case& one : found) {
        const std::optional<Side> side = decided(one.conflict);
        // What did not help once is asked again.
        const bool again = !done.insert(one.conflict).second;
        if (side && !again && TRY(carry_out(one, *side))) {
          changed = true;
        } else {
          merging_.uses.emplace(one.conflict, one.use);
        }
      }
      if (changed && round < kMostRounds) continue;
      for (const auto& [conflict, use] : merging_.uses) merging_.open.push_back(conflict);
      std::sort(merging_.open.begin(), merging_.open.end());
      if (round > 0) read_again(result, version);
      return {};
    }
  }

 private:
  struct Case {
    OpenConflict conflict;
    Use use;
    Lost lost;
    Finding finding;
  };

  [[nodiscard]] std::optional<Side> decided(const OpenConflict& conflict) const {
    for (const model::Decision& one : decisions_) {
      const bool is_it = one.document == conflict.document && one.node == conflict.conflict.node &&
                         one.sort == sort_word(conflict) && one.part == conflict.conflict.part;
      if (is_it && one.side == "ours") return Side::Ours;
      if (is_it && one.side == "theirs") return Side::Theirs;
    }
    return std::nullopt;
  }

  [[nodiscard]] const VersionId& version(Side side) const {
    return side == Side::Ours ? merging_.ours : side == Side::Theirs ? merging_.theirs : merging_.base;
  }

  Result<bool> has(const VersionId& version, const Lost& lost) const {
    const Result<std::string> bytes = read_at(workspace_, version, lost.file);
    if (!bytes && bytes.error().kind == ErrorKind::Storage) return bytes.error();
    return bytes && (lost.element.empty() || xml::has_element(*bytes, lost.element));
  }

  /// By either side; of a line that only follows the other one, by that one.
  [[nodiscard]] std::vector<DocumentId> changed_documents() const {
    if (!merging_.touched.empty()) return merging_.touched;
    std::set<DocumentId> out;
    for (const VersionFile& file : merging_.changes) out.insert(document_of(file.path));
    out.erase(DocumentId{});
    return {out.begin(), out.end()};
  }

  /// Which document a file belongs to; empty for none.
  static DocumentId document_of(const std::string& path) {
    constexpr std::string_view kFolder = "documents/";
    const std::size_t slash = path.starts_with(kFolder) ? path.find('/', kFolder.size()) : std::string::npos;
    return slash == std::string::npos ? DocumentId{} : DocumentId{path.substr(kFolder.size(), slash - kFolder.size())};
  }

  /// Whether something else about the node, or a file of no document, is open: then it may become another thing yet.
  [[nodiscard]] bool is_open(const DocumentId& document, const std::string& what) const {
    return std::any_of(merging_.open.begin(), merging_.open.end(), [&](const OpenConflict& one) {
      return one.document == document && (document.empty() ? one.conflict.part : one.conflict.node.text) == what;
    });
  }

  /// What is missing and one side has. The rest of what is broken stays there.
  Result<std::vector<Case>> find_uses(const Workspace& result, const VersionId& made) {
    std::vector<Case> out;
    Findings rest;
    Others documents(result, made);
    for (const Finding& finding : merging_.broken) {
      const DocumentId document = document_of(finding.place.file);
      if (is_open(document, finding.place.node)) continue;
      const Loaded* const loaded = document.empty() ? nullptr : documents.find(document);
      const std::optional<Lost> lost = Losses(loaded, document).lost(finding);
      // Of a file that is open itself, nothing can be said yet.
      if (lost && is_open({}, lost->file)) continue;
      const bool ours = lost && TRY(has(merging_.ours, *lost));
      const bool theirs = lost && TRY(has(merging_.theirs, *lost));
      if (ours == theirs) {
        rest.push_back(finding);
        continue;
      }
      Case one;
      one.conflict.document = document;
      one.conflict.conflict = document.empty() ? merge::Conflict{merge::ConflictSort::Use, {}, lost->file}
                                               : merge::Conflict{merge::ConflictSort::Use, NodeId{finding.place.node},
                                                                 lost->what + " " + lost->name};
      one.use = {lost->what, named(*lost, ours ? Side::Ours : Side::Theirs), lost->file, finding.place.file,
                 ours ? Side::Ours : Side::Theirs};
      const model::NodeIndex node =
          loaded == nullptr ? model::kNoNode : model::find_node(loaded->document, NodeId{finding.place.node});
      if (node != model::kNoNode) one.use.where = node_name(*loaded, node);
      one.lost = *lost;
      one.finding = finding;
      const bool known =
          std::any_of(out.begin(), out.end(), [&](const Case& other) { return other.conflict == one.conflict; });
      if (!known) out.push_back(std::move(one));
    }
    merging_.broken = std::move(rest);
    return out;
  }

  /// What the side that has it calls it.
  [[nodiscard]] std::string named(const Lost& lost, Side side) const {
    if (lost.what == "party") {
      const Result<model::Parties> parties = parties_at(workspace_, version(side));
      const model::Party* const party = parties ? model::find_party(*parties, PartyId{lost.name}) : nullptr;
      if (party != nullptr) return party->name() + " (" + lost.name + ")";
    }
    if (lost.what == "node") {
      const Result<Loaded> loaded = load(workspace_, document_of(lost.file), version(side));
      const model::NodeIndex node =
          loaded ? model::find_node(loaded->document, NodeId{lost.element.front().value}) : model::kNoNode;
      if (node != model::kNoNode) return node_name(*loaded, node);
    }
    return lost.name;
  }

  // -- as decided --

  /// False where it cannot be done.
  Result<bool> carry_out(const Case& found, Side side) {
    return side == found.use.has ? put_back(found, version(side)) : drop_use(found, version(side));
  }

  Result<std::optional<std::string>> now(const std::string& path) const {
    const auto changed = std::find_if(merging_.changes.begin(), merging_.changes.end(),
                                      [&](const VersionFile& file) { return file.path == path; });
    if (changed != merging_.changes.end() && changed->bytes) return std::optional(*changed->bytes);
    if (changed != merging_.changes.end() && !changed->as_in) return std::optional<std::string>();
    const VersionId& at = changed == merging_.changes.end() ? merging_.ours : *changed->as_in;
    Result<std::string> bytes = read_at(workspace_, at, path);
    if (bytes) return std::optional(std::move(*bytes));
    if (bytes.error().kind == ErrorKind::Storage) return bytes.error();
    return std::optional<std::string>();
  }

  void put(VersionFile file) {
    const auto at = std::lower_bound(merging_.changes.begin(), merging_.changes.end(), file.path,
                                     [](const VersionFile& one, const std::string& path) { return one.path < path; });
    if (at != merging_.changes.end() && at->path == file.path) {
      *at = std::move(file);
    } else {
      merging_.changes.insert(at, std::move(file));
    }
  }

  Result<void> take_folder(const DocumentId& document, const VersionId& from) {
    const std::string folder = "documents/" + document.text;
    std::set<std::string> paths;
    for (const VersionFile& file : merging_.changes)
      if (file.path.starts_with(folder + "/")) paths.insert(file.path);
    for (const VersionId& side : {merging_.ours, merging_.theirs}) {
      const std::vector<store::File> files = TRY(list_at(workspace_, side, folder));
      for (const store::File& file : files) paths.insert(file.path);
    }
    for (const std::string& path : paths) put({path, std::nullopt, from});
    return {};
  }

  /// The thing stays, as this side has it.
  Result<bool> put_back(const Case& found, const VersionId& from) {
    const Lost& lost = found.lost;
    const std::optional<std::string> bytes = TRY(now(lost.file));
    if (lost.element.empty() || (!bytes && lost.what != "node")) {
      put({lost.file, std::nullopt, from});
      return true;
    }
    if (!bytes) {
      TRY(take_folder(document_of(lost.file), from));
      return true;
    }
    const std::string there = TRY(read_at(workspace_, from, lost.file));
    if (lost.what == "node") return put_node_back(lost, *bytes, there, from);
    std::optional<std::string> with = xml::with_element_of(*bytes, there, lost.element);
    if (!with) return false;
    put({lost.file, std::move(with), std::nullopt});
    return true;
  }

  /// With all that it stood in and is gone, too.
  Result<bool> put_node_back(const Lost& lost, const std::string& bytes, const std::string& there,
                             const VersionId& from) {
    std::string top = lost.element.front().value;
    for (const std::string& above : xml::ids_around(there, top).above) {
      if (xml::has_element(bytes, {{"", "id", above}})) break;
      top = above;
    }
    std::optional<std::string> with = xml::with_element_of(bytes, there, {{"", "id", top}});
    if (!with) return false;
    const DocumentId document = document_of(lost.file);
    const std::vector<store::File> texts = TRY(list_at(workspace_, from, "documents/" + document.text + "/text"));
    const xml::IdsAround back = xml::ids_around(*with, top);
    for (const store::File& text : texts) {
      const model::ProseName name = model::parse_prose_name(text.path.substr(text.path.rfind('/') + 1));
      const bool is_back = std::find(back.below.begin(), back.below.end(), name.node.text) != back.below.end();
      if (is_back && !TRY(now(text.path))) put({text.path, std::nullopt, from});
    }
    put({lost.file, std::move(with), std::nullopt});
    return true;
  }

  /// What is used goes, and with it that it was used.
  Result<bool> drop_use(const Case& found, const VersionId& dropped_by) {
    const Lost& lost = found.lost;
    const std::string& file = found.finding.place.file;
    if (lost.what == "type") {
      TRY(take_folder(found.conflict.document, dropped_by));
      return true;
    }
    const std::optional<std::string> bytes = TRY(now(file));
    if (!bytes) return false;
    if (!lost.reference.empty()) {
      std::optional<std::string> without = without_reference(*bytes, lost.reference, lost.what != "node");
      if (!without) return false;
      put({file, std::move(without), std::nullopt});
      return true;
    }
    std::optional<std::string> without = xml::without_elements(*bytes, lost.use);
    if (!without) return false;
    if (lost.what == "theme") {
      const std::string there = TRY(read_at(workspace_, dropped_by, file));
      const std::optional<std::string> with = xml::with_element_of(*without, there, lost.use);
      if (with) without = with;
    } else {
      TRY(drop_texts(found.conflict.document, *bytes, *without));
    }
    put({file, std::move(without), std::nullopt});
    return true;
  }

  /// Those of nodes that went.
  Result<void> drop_texts(const DocumentId& document, const std::string& before, const std::string& after) {
    const std::vector<std::string> was = xml::ids_around(before, document.text).below;
    const std::vector<std::string> is = xml::ids_around(after, document.text).below;
    if (was == is) return {};
    std::set<std::string> gone(was.begin(), was.end());
    for (const std::string& id : is) gone.erase(id);
    std::set<std::string> paths;
    for (const VersionId& side : {merging_.ours, merging_.theirs}) {
      const std::vector<store::File> texts = TRY(list_at(workspace_, side, "documents/" + document.text + "/text"));
      for (const store::File& text : texts) paths.insert(text.path);
    }
    for (const std::string& path : paths) {
      const model::ProseName name = model::parse_prose_name(path.substr(path.rfind('/') + 1));
      if (gone.count(name.node.text) != 0) put({path, std::nullopt, std::nullopt});
    }
    return {};
  }

  /// Documents that both changed, as they are now.
  void read_again(const Workspace& result, const VersionId& made) {
    for (MergedDocument& merged : merging_.documents) {
      const DocumentId document = merged.base.document.id();
      const Result<Loaded> loaded = load(result, document, made);
      if (loaded && !has_errors(loaded->findings)) merged.merged.document = loaded->document;
    }
  }

  const Workspace& workspace_;
  const store::Store& store_;
  const std::vector<model::Decision>& decisions_;
  Merging& merging_;
};

}  // namespace

Result<void> settle_uses(const Workspace& workspace, const std::vector<model::Decision>& decisions, Merging& merging) {
  return Settling(workspace, decisions, merging).settle();
}

Side side_followed(const Workspace& workspace, const Merging& merging, const OpenConflict& conflict,
                   const VersionId& made) {
  const auto found = merging.uses.find(conflict);
  if (found == merging.uses.end()) return Side::Ours;
  const Use& use = found->second;
  const Side other = use.has == Side::Ours ? Side::Theirs : Side::Ours;
  const std::string name = conflict.conflict.part.substr(conflict.conflict.part.find(' ') + 1);
  ElementPath thing;
  if (use.what == "party") thing = {{"party", "id", name}};
  if (use.what == "kind") thing = {{"kind", "name", name}};
  if (use.what == "role") thing = {{"role", "name", name}};
  if (use.what == "credit") thing = {{"picture", "file", name}};
  if (use.what == "node") {
    const std::optional<model::Target> target = model::parse_target(name);
    if (target) thing = {{"", "id", target->node.text}};
  }
  if (!thing.empty()) {
    const Result<std::string> bytes = read_at(workspace, made, use.file);
    return bytes && xml::has_element(*bytes, thing) ? use.has : other;
  }
  // Of what has no name of its own, the file that had it says so: it is as the one side has it, or it is not.
  const auto content = [&](const VersionId& version) {
    const Result<store::File> file = workspace.store().find(version, use.file);
    return file ? file->content.text : std::string();
  };
  return content(made) == content(other == Side::Ours ? merging.ours : merging.theirs) ? other : use.has;
}

}  // namespace zielbaum::workspace
