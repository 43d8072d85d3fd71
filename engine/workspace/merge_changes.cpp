#include "workspace/merge_changes_internal.h"

#include <algorithm>
#include <map>

#include "model/paths.h"
#include "workspace/files.h"
#include "workspace/outline_internal.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

using model::Document;
using model::Node;
using store::VersionFile;

using NodesById = std::map<NodeId, const Node*>;

NodesById by_id(const Document& document) {
  NodesById out;
  for (const Node& node : document.nodes) out.emplace(node.id, &node);
  return out;
}

/// Whether nodes only say something else than before, each at its place.
bool changes_only_nodes(const Comparison& comparison) {
  const diff::Changes& changes = comparison.changes;
  if (comparison.before().absent || comparison.after().absent) return false;
  if (has_errors(comparison.before().findings) || has_errors(comparison.after().findings)) return false;
  if (comparison.before().type != comparison.after().type) return false;
  if (changes.type.changed() || changes.type_version.changed() || changes.lang.changed() || changes.layout.changed())
    return false;
  return std::none_of(changes.nodes.begin(), changes.nodes.end(),
                      [](const diff::Change& change) { return change.place.changed() || change.kind.changed(); });
}

/// A document of the root and these nodes below it.
Document only(const Document& frame, const NodesById& nodes, const std::vector<NodeId>& wanted) {
  Document out = frame;
  out.nodes.assign(1, *nodes.at(frame.nodes.front().id));
  for (const NodeId& id : wanted) {
    if (id == out.nodes.front().id) continue;
    out.nodes.push_back(*nodes.at(id));
    out.nodes.back().parent = 0;
  }
  return out;
}

class ChangesMerge {
 public:
  ChangesMerge(const Workspace& workspace, const Comparison& mine, const Comparison& other, VersionId ours)
      : workspace_(workspace),
        mine_(mine),
        other_(other),
        ours_(std::move(ours)),
        id_(mine.before().document.id()),
        layout_(mine.before().document.layout) {}

  Result<std::optional<std::vector<VersionFile>>> files() {
    if (!TRY(find_wanted())) return std::optional<std::vector<VersionFile>>();
    if (!TRY(add_tree())) return std::optional<std::vector<VersionFile>>();
    for (const auto& [id, node] : wanted_) TRY(add_texts(node, *our_nodes_.at(id)));
    return std::optional(std::move(out_));
  }

 private:
  /// How the nodes that the other side changed are in the result. False where people have to decide.
  Result<bool> find_wanted() {
    const NodesById base = by_id(mine_.before().document);
    const NodesById mine = by_id(mine_.after().document);
    const NodesById other_base = by_id(other_.before().document);
    const NodesById other = by_id(other_.after().document);
    std::vector<NodeId> both;
    for (const diff::Change& change : other_.changes.nodes) {
      const bool by_both = std::any_of(mine_.changes.nodes.begin(), mine_.changes.nodes.end(),
                                       [&](const diff::Change& one) { return one.node == change.node; });
      if (by_both) {
        both.push_back(change.node);
        our_nodes_.emplace(change.node, mine.at(change.node));
      } else {
        wanted_.emplace(change.node, *other.at(change.node));
        our_nodes_.emplace(change.node, other_base.at(change.node));
      }
    }
    if (both.empty()) return true;
    const merge::Merged merged = TRY(merge::merge(
        only(mine_.before().document, base, both), only(mine_.after().document, mine, both),
        only(other_.after().document, other, both), mine_.before().type, merge_prose(workspace_.store(), texts_)));
    if (!merged.clean() || !merged.notes.empty()) return false;
    for (const Node& node : merged.document.nodes)
      if (std::find(both.begin(), both.end(), node.id) != both.end()) wanted_.emplace(node.id, node);
    return true;
  }

  /// The tree of ours with the wanted nodes in the place of its own. False where it is not laid out as we do.
  Result<bool> add_tree() {
    // Written with all that stands above them, so that they are indented as they should be.
    Document part = other_.after().document;
    for (Node& node : part.nodes) {
      const auto found = wanted_.find(node.id);
      if (found == wanted_.end()) continue;
      const model::NodeIndex parent = node.parent;
      node = found->second;
      node.parent = parent;
    }
    const std::string written = xml::write_document(part, other_.after().type);
    std::optional<xml::Outline> ours =
        outline_of(workspace_, TRY(read_tree(workspace_, ours_, id_)), mine_.after().type, id_);
    if (!ours) return false;
    if (ours->bytes() == nullptr) ours->take_bytes(TRY(read_at(workspace_, ours_, model::document_path(id_))));
    const std::string& our_bytes = *ours->bytes();
    const auto part_nodes = xml::sketch(written, other_.after().type);
    if (!part_nodes) return false;
    std::map<std::string_view, std::string_view> own;
    for (const xml::SketchedNode& node : *part_nodes)
      if (wanted_.contains(NodeId{std::string(node.id)})) own.emplace(node.id, node.own);
    std::string out;
    out.reserve(our_bytes.size() + written.size());
    std::size_t copied = 0;
    std::size_t placed = 0;
    for (model::NodeIndex i = 0; i < ours->nodes().size(); ++i) {
      const auto found = own.find(ours->nodes()[i].id);
      if (found == own.end()) continue;
      const xml::Outline::Span span = ours->span(i);
      if (ours->nodes()[i].own.empty() || span.at < copied) return false;  // what was kept is damaged
      out.append(our_bytes, copied, span.at - copied);
      out += found->second;
      copied = span.at + span.size;
      ++placed;
    }
    if (placed != wanted_.size()) return false;
    out.append(our_bytes, copied);
    if (out != our_bytes) out_.push_back({model::document_path(id_), std::move(out), std::nullopt});
    return true;
  }

  Result<void> add_texts(const Node& node, const Node& was) {
    for (const model::ProseTranslation& one : node.translations) {
      const auto before = std::find_if(was.translations.begin(), was.translations.end(),
                                       [&](const auto& other) { return other.lang == one.lang; });
      TRY(add_text(node.id, one.lang, one.prose, before == was.translations.end() ? std::nullopt : before->prose));
    }
    for (const model::ProseTranslation& one : was.translations) {
      const bool stays = std::any_of(node.translations.begin(), node.translations.end(),
                                     [&](const auto& other) { return other.lang == one.lang; });
      if (!stays) TRY(add_text(node.id, one.lang, std::nullopt, one.prose));
    }
    return add_text(node.id, "", node.prose, was.prose);
  }

  Result<void> add_text(const NodeId& node, const std::string& lang, const std::optional<ContentId>& text,
                        const std::optional<ContentId>& was) {
    if (text == was) return {};
    const std::string path = model::prose_path(id_, layout_, node, lang);
    if (!text) {
      out_.push_back({path, std::nullopt, std::nullopt});
    } else {
      out_.push_back({path, TRY(text_of(workspace_.store(), texts_, *text)), std::nullopt});
    }
    return {};
  }

  const Workspace& workspace_;
  const Comparison& mine_;
  const Comparison& other_;
  State ours_;
  DocumentId id_;
  model::Layout layout_;
  std::map<ContentId, std::string> texts_;
  std::map<NodeId, Node> wanted_;
  NodesById our_nodes_;  ///< of the wanted ones, as ours has them
  std::vector<VersionFile> out_;
};

}  // namespace

Result<std::string> text_of(const store::Store& store, const std::map<ContentId, std::string>& texts,
                            const ContentId& id) {
  const auto found = texts.find(id);
  return found != texts.end() ? Result<std::string>(found->second) : store.read(id);
}

merge::MergeProse merge_prose(const store::Store& store, std::map<ContentId, std::string>& texts) {
  return [&store, &texts](const std::optional<ContentId>& base, const ContentId& ours, const ContentId& theirs,
                          merge::Side where_both) -> Result<merge::MergedProse> {
    const std::string before = base ? TRY(text_of(store, texts, *base)) : std::string();
    const std::string a = TRY(text_of(store, texts, ours));
    const std::string b = TRY(text_of(store, texts, theirs));
    merge::MergedText done = merge::merge_text(before, a, b, where_both);
    const bool conflict = !done.conflicts.empty();
    if (conflict && where_both == merge::Side::Base && !base) return merge::MergedProse{std::nullopt, true};
    ContentId id = store::content_id(done.text);
    texts.emplace(id, std::move(done.text));
    return merge::MergedProse{std::move(id), conflict};
  };
}

Result<std::optional<MergedChanges>> merge_changes(const Workspace& workspace, const DocumentId& document,
                                                   const VersionId& base, const VersionId& ours,
                                                   const VersionId& theirs) {
  const std::optional<MergedChanges> kWhole;
  const std::optional<Comparison> mine = TRY(compare_changes(workspace, document, base, ours));
  if (!mine || !changes_only_nodes(*mine)) return kWhole;
  const std::optional<Comparison> other = TRY(compare_changes(workspace, document, base, theirs));
  if (!other || !changes_only_nodes(*other) || other->before().type != mine->before().type) return kWhole;
  std::optional<std::vector<VersionFile>> files = TRY(ChangesMerge(workspace, *mine, *other, ours).files());
  if (!files) return kWhole;
  return std::optional(MergedChanges{std::move(*files), mine->before().type});
}

}  // namespace zielbaum::workspace
