// Two states of a document compared. Of long documents mostly little has changed: only that is parsed.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "diff/counts.h"
#include "model/paths.h"
#include "workspace/files.h"
#include "workspace/merge_changes_internal.h"
#include "workspace/outline_internal.h"
#include "xml/differing.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

using model::kNoNode;
using model::NodeIndex;

/// One side of a comparison.
struct OutlinedSide {
  OutlinedSide(xml::Outline from, std::optional<ContentId> of) : outline(std::move(from)), content(std::move(of)) {}

  xml::Outline outline;
  std::optional<ContentId> content;  ///< of the tree in a version
  std::vector<bool> wanted = {};
};

/// Prose files of one document that two states do not have alike.
struct Texts {
  std::vector<schema::ProseFile> before;
  std::vector<schema::ProseFile> after;
};

Result<std::vector<store::ChangedFile>> changed_files(const Workspace& workspace, const State& before,
                                                      const State& after) {
  if (before && after) return workspace.store().changed(before, *after);
  if (!before && !after) return std::vector<store::ChangedFile>();
  std::vector<store::ChangedFile> changed = TRY(workspace.store().changed_working(before ? before : after));
  if (!before) {
    for (store::ChangedFile& file : changed) std::swap(file.before, file.after);
  }
  return changed;
}

Result<Texts> changed_texts(const Workspace& workspace, const DocumentId& document, const State& before,
                            const State& after) {
  Texts texts;
  const std::string folder = "documents/" + document.text + "/text/";
  const std::vector<store::ChangedFile> changed = TRY(changed_files(workspace, before, after));
  const auto add = [](std::vector<schema::ProseFile>& side, const std::optional<store::File>& file) {
    if (file) side.push_back(prose_file(*file));
  };
  for (const store::ChangedFile& file : changed) {
    if (!file.path().starts_with(folder)) continue;
    add(texts.before, file.before);
    add(texts.after, file.after);
  }
  return texts;
}

/// The prose files that nodes of one state may have, which are there alike in the other state: `version` is either.
class UnchangedTexts {
 public:
  UnchangedTexts(const Workspace& workspace, const VersionId& version, const Texts& changed)
      : workspace_(workspace), version_(version) {
    for (const std::vector<schema::ProseFile>* const side : {&changed.before, &changed.after})
      for (const schema::ProseFile& file : *side) changed_.insert(file.path);
  }

  /// Appends those of the document's nodes.
  Result<void> add_to(std::vector<schema::ProseFile>& files, const model::Document& document) {
    for (const model::Node& node : document.nodes) {
      TRY(add(files, model::prose_path(document.id(), document.layout, node.id)));
      for (const model::ProseTranslation& one : node.translations)
        TRY(add(files, model::prose_path(document.id(), document.layout, node.id, one.lang)));
    }
    return {};
  }

 private:
  Result<void> add(std::vector<schema::ProseFile>& files, const std::string& path) {
    if (changed_.contains(path)) return {};
    const Result<store::File> file = workspace_.store().find(version_, path);
    if (!file && file.error().kind != ErrorKind::NotFound) return file.error();
    if (file) files.push_back(prose_file(*file));
    return {};
  }

  const Workspace& workspace_;
  const VersionId& version_;
  std::set<std::string, std::less<>> changed_;
};

/// The ids of the nodes that they belong to.
xml::OtherwiseChanged owners(const std::vector<schema::ProseFile>& files) {
  xml::OtherwiseChanged ids;
  for (const schema::ProseFile& file : files) {
    const std::string_view name = std::string_view(file.path).substr(file.path.rfind('/') + 1);
    ids.push_back(name.substr(0, name.find('.')));
  }
  return ids;
}

std::vector<std::uint32_t> all_counts(const OutlinedSide& side, const model::DocumentType& type) {
  std::vector<schema::Standing> standings;
  standings.reserve(side.outline.nodes().size());
  for (const xml::SketchedNode& node : side.outline.nodes()) standings.push_back({node.kind, node.parent});
  return schema::counts(standings, type);
}

bool stand_alike(const OutlinedSide& before, const OutlinedSide& after) {
  const auto& old_nodes = before.outline.nodes();
  const auto& new_nodes = after.outline.nodes();
  return std::equal(old_nodes.begin(), old_nodes.end(), new_nodes.begin(), new_nodes.end(),
                    [](const xml::SketchedNode& a, const xml::SketchedNode& b) {
                      return a.id == b.id && a.parent == b.parent && a.kind == b.kind;
                    });
}

void want(OutlinedSide& side, NodeIndex node) {
  for (; node != kNoNode && !side.wanted[node]; node = side.outline.nodes()[node].parent) side.wanted[node] = true;
}

/// Also what has another number because others came, went or moved.
void want_renumbered(OutlinedSide& before, OutlinedSide& after, const model::DocumentType& type) {
  if (stand_alike(before, after)) return;
  const std::vector<std::uint32_t> old_counts = all_counts(before, type);
  const std::vector<std::uint32_t> new_counts = all_counts(after, type);
  std::unordered_map<std::string_view, NodeIndex> old_places;
  for (NodeIndex i = 0; i < old_counts.size(); ++i) old_places.emplace(before.outline.nodes()[i].id, i);
  for (NodeIndex i = 0; i < new_counts.size(); ++i) {
    const auto found = old_places.find(after.outline.nodes()[i].id);
    if (found == old_places.end() || old_counts[found->second] == new_counts[i]) continue;
    want(before, found->second);
    want(after, i);
  }
}

std::vector<std::uint32_t> wanted_counts(const OutlinedSide& side, const model::DocumentType& type) {
  const std::vector<std::uint32_t> all = all_counts(side, type);
  std::vector<std::uint32_t> counts;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (side.wanted[i]) counts.push_back(all[i]);
  return counts;
}

/// Fills in the tree. False where it has errors, or is not what its outline looks like.
bool read_wanted(const Workspace& workspace, LoadedPart& loaded, OutlinedSide& side) {
  const DocumentId id{std::string(side.outline.nodes().front().id)};
  for (NodeIndex i = 0; i < side.wanted.size(); ++i) {
    if (!side.wanted[i] || side.outline.own(i)) continue;
    forget_outline(workspace, side.content);
    return false;
  }
  Result<xml::ReadDocument> read =
      xml::read_part(side.outline.nodes(), side.wanted, loaded.type, model::document_path(id));
  if (!read || has_errors(read->findings)) return false;
  loaded.document = std::move(read->document);
  loaded.lines = std::move(read->lines);
  loaded.counts = wanted_counts(side, loaded.type);
  if (loaded.counts.size() != loaded.document.nodes.size()) return false;
  loaded.numbers = schema::numbers(loaded.document, loaded.type, loaded.document.lang, loaded.counts);
  return true;
}

}  // namespace

Result<std::optional<Comparison>> compare_changes(const Workspace& workspace, const DocumentId& document,
                                                  const State& before, const State& after) {
  const std::optional<Comparison> kWhole;
  if (!before && !after) return kWhole;  // the same files, of which nothing is known yet
  Result<TreeFile> old_tree = read_tree(workspace, before, document);
  Result<TreeFile> new_tree = read_tree(workspace, after, document);
  if (!old_tree || !new_tree) return kWhole;
  Result<LoadedPart> old_one = load_frame(workspace, document, before, old_tree->head());
  Result<LoadedPart> new_one = load_frame(workspace, document, after, new_tree->head());
  if (!old_one || !new_one || old_one->type != new_one->type) return kWhole;

  Texts texts = TRY(changed_texts(workspace, document, before, after));
  const std::optional<ContentId> old_content = old_tree->content;
  const std::optional<ContentId> new_content = new_tree->content;
  std::optional<xml::Outline> old_outline = outline_of(workspace, std::move(*old_tree), old_one->type, document);
  std::optional<xml::Outline> new_outline = outline_of(workspace, std::move(*new_tree), new_one->type, document);
  if (!old_outline || !new_outline) return kWhole;
  OutlinedSide old_side(std::move(*old_outline), old_content);
  OutlinedSide new_side(std::move(*new_outline), new_content);
  xml::Differing differing =
      xml::differing(old_side.outline, new_side.outline, owners(texts.before), owners(texts.after));
  old_side.wanted = std::move(differing.before);
  new_side.wanted = std::move(differing.after);
  want_renumbered(old_side, new_side, new_one->type);
  if (!read_wanted(workspace, *old_one, old_side) || !read_wanted(workspace, *new_one, new_side)) return kWhole;
  UnchangedTexts unchanged(workspace, before ? *before : *after, texts);
  TRY(unchanged.add_to(texts.before, old_one->document));
  TRY(unchanged.add_to(texts.after, new_one->document));
  old_one->prose_files = std::move(texts.before);
  new_one->prose_files = std::move(texts.after);
  attach_prose(*old_one);
  attach_prose(*new_one);
  TRY(attach_pictures(workspace, document, *old_one));
  TRY(attach_pictures(workspace, document, *new_one));
  diff::Changes changes = diff::compare(old_one->document, new_one->document);
  return std::optional(Comparison(std::make_shared<const LoadedPart>(std::move(*old_one)),
                                  std::make_shared<const LoadedPart>(std::move(*new_one)), std::move(changes)));
}

namespace {

/// Whether a text that changed has footnotes.
Result<bool> has_notes(const Workspace& workspace, const diff::Changes& changes) {
  for (const diff::Change& change : changes.nodes) {
    for (const std::optional<ContentId>* const text : {&change.prose.before, &change.prose.after}) {
      if (!change.prose.changed() || !*text) continue;
      const std::string markdown = TRY(workspace.store().read(**text));
      if (markdown.find("[^") != std::string::npos) return true;
    }
  }
  return false;
}

}  // namespace

bool is_absent(const Result<Loaded>& loaded) {
  return !loaded && loaded.error().code == "unknown-document";
}

Loaded name_only(const Loaded& other, const State& state) {
  Loaded out;
  out.state = state;
  out.absent = true;
  out.document = other.document;
  const model::Node& root = other.document.nodes.front();
  out.document.nodes.assign(1, model::Node{});
  out.document.nodes.front().kind = root.kind;
  out.document.nodes.front().id = root.id;
  out.document.nodes.front().title = root.title;
  out.document.nodes.front().short_title = root.short_title;
  out.document.nodes.front().titles = root.titles;
  out.lines.resize(1);
  out.type = other.type;
  out.settings = other.settings;
  out.parties = other.parties;
  out.counts = schema::counts(out.document, out.type);
  out.numbers = schema::numbers(out.document, out.type, out.document.lang, out.counts);
  return out;
}

Result<Comparison> compare(const Workspace& workspace, const DocumentId& document, const State& before,
                           const State& after) {
  std::optional<Comparison> changed = TRY(compare_changes(workspace, document, before, after));
  // What parties are called is told of all nodes that name them, and notes count over the whole document.
  if (changed && changed->before().parties == changed->after().parties && !TRY(has_notes(workspace, changed->changes)))
    return std::move(*changed);
  return TRY(compare_whole(workspace, document, before, after));
}

Result<BothLoaded> load_both(const Workspace& workspace, const DocumentId& document, const State& before,
                             const State& after) {
  Result<Loaded> old_one = load(workspace, document, before);
  Result<Loaded> new_one = load(workspace, document, after);
  if (is_absent(old_one) && new_one) old_one = name_only(*new_one, before);
  if (is_absent(new_one) && old_one) new_one = name_only(*old_one, after);
  if (!old_one) return old_one.error();
  if (!new_one) return new_one.error();
  return BothLoaded{std::move(*old_one), std::move(*new_one)};
}

WholeComparison compared(BothLoaded both) {
  diff::Changes changes =
      diff::compare({both.before.document, both.before.parties}, {both.after.document, both.after.parties});
  return {std::make_shared<const Loaded>(std::move(both.before)), std::make_shared<const Loaded>(std::move(both.after)),
          std::move(changes)};
}

Result<WholeComparison> compare_whole(const Workspace& workspace, const DocumentId& document, const State& before,
                                      const State& after) {
  return compared(TRY(load_both(workspace, document, before, after)));
}

std::vector<std::string> left_out(const Comparison& comparison, Language language) {
  std::vector<std::string> out;
  const auto say = [&](const Message& message) { out.push_back(render(message, language)); };
  const std::string& id = comparison.after().document.id().text;
  if (comparison.before().absent) say(msg("The old version does not have “{0}”; all of it counts as new.", id));
  if (comparison.after().absent) say(msg("The new version does not have “{0}”; all of it counts as dropped.", id));
  const auto say_unread = [&](const LoadedPart& side, Message sentence) {
    for (const Finding& finding : side.findings) {
      if (finding.severity != Severity::Error) continue;
      sentence.args = {render(finding.message, language), to_string(finding.place)};
      say(sentence);
    }
  };
  say_unread(comparison.before(), msg("Left out, since it cannot be read in the old version: {0} ({1})"));
  say_unread(comparison.after(), msg("Left out, since it cannot be read in the new version: {0} ({1})"));
  return out;
}

Result<std::vector<std::string>> what_happened(const Workspace& workspace, const Comparison& comparison,
                                               const diff::Change& change) {
  const model::Parties parties = model::laid_over(comparison.before().parties, comparison.after().parties);
  const diff::NodeCounts counts = TRY(diff::count(change, parties, workspace.store()));
  return std::vector<std::string>(counts.what.begin(), counts.what.end());
}

std::string name_of(const Comparison& comparison, const diff::Change& change) {
  const model::NodeIndex after = model::find_node(comparison.after().document, change.node);
  if (after != model::kNoNode) return node_name(comparison.after(), after);
  const model::NodeIndex before = model::find_node(comparison.before().document, change.node);
  return before == model::kNoNode ? change.node.text : node_name(comparison.before(), before);
}

}  // namespace zielbaum::workspace
