#include "merge/merge.h"

#include <algorithm>

#include "merge/order_internal.h"
#include "merge/parts_internal.h"
#include "merge/tree_internal.h"

namespace zielbaum::merge {

namespace {

using model::Document;

class DocumentMerge {
 public:
  DocumentMerge(const Outlines& outlines, const model::DocumentType& type, const MergeProse& prose,
                const Choices& choices, MergedTree tree)
      : outlines_(outlines), type_(type), prose_(prose), choices_(choices), tree_(std::move(tree)) {}

  Result<Merged> merged() {
    out_.conflicts = std::move(tree_.conflicts);
    out_.notes = std::move(tree_.notes);
    merge_whole();
    order_children();
    TRY(write_nodes());
    check_links();
    check_kinds();
    std::sort(out_.conflicts.begin(), out_.conflicts.end());
    out_.conflicts.erase(std::unique(out_.conflicts.begin(), out_.conflicts.end()), out_.conflicts.end());
    std::sort(out_.notes.begin(), out_.notes.end());
    return std::move(out_);
  }

 private:
  /// What the document as a whole says.
  template <typename Say>
  auto chosen(const Say& say, const char* part) {
    const auto base = say(outlines_.document(kBase));
    const auto ours = say(outlines_.document(kOurs));
    const auto theirs = say(outlines_.document(kTheirs));
    if (ours == theirs || theirs == base) return ours;
    if (ours == base) return theirs;
    const Conflict conflict{ConflictSort::Whole, outlines_.id(outlines_.root()), part};
    const std::optional<Version> side = choices_.side(conflict);
    if (!side) out_.conflicts.push_back(conflict);
    return side == kOurs ? ours : side == kTheirs ? theirs : base;
  }

  void merge_whole() {
    Document& out = out_.document;
    const auto type_of = [](const Document& one) { return std::pair(one.type, one.type_version); };
    std::tie(out.type, out.type_version) = chosen(type_of, "type");
    out.lang = chosen([](const Document& one) { return one.lang; }, "lang");
    out.layout = chosen([](const Document& one) { return one.layout; }, "layout");
  }

  void order_children() {
    std::vector<std::array<std::vector<Handle>, 3>> lists(outlines_.size());
    children_.resize(outlines_.size());
    for (Handle node = 0; node < outlines_.size(); ++node)
      if (tree_.kept[node] && tree_.parents[node] != kNone) children_[tree_.parents[node]].push_back(node);
    for (const Version version : {kBase, kOurs, kTheirs}) {
      for (const Handle node : outlines_.nodes(version)) {
        const Handle parent = outlines_.parent(version, node);
        if (tree_.kept[node] && parent != kNone && tree_.parents[node] == parent)
          lists[parent][version].push_back(node);
      }
    }
    for (Handle node = 0; node < outlines_.size(); ++node) {
      if (children_[node].empty()) continue;
      MergedOrder order = merge_orders(lists[node], children_[node]);
      children_[node] = std::move(order.order);
      if (order.chosen) out_.notes.push_back({NoteSort::Order, outlines_.id(node)});
    }
  }

  Result<void> write_nodes() {
    struct Visit {
      Handle node;
      model::NodeIndex parent;
    };
    std::vector<Visit> stack = {{outlines_.root(), model::kNoNode}};
    while (!stack.empty()) {
      const Visit visit = stack.back();
      stack.pop_back();
      const auto index = static_cast<model::NodeIndex>(out_.document.nodes.size());
      out_.document.nodes.push_back(TRY(merge_parts(outlines_, visit.node, type_, prose_, choices_, out_.conflicts)));
      out_.document.nodes.back().parent = visit.parent;
      const std::vector<Handle>& children = children_[visit.node];
      for (auto child = children.rbegin(); child != children.rend(); ++child) stack.push_back({*child, index});
    }
    return {};
  }

  /// A link that led somewhere in each version that has it, and leads nowhere now.
  void check_links() {
    for (model::Node& node : out_.document.nodes) {
      std::erase_if(node.links, [&](const model::Link& link) {
        if (!link.to.edition.empty()) return false;
        if (!link.to.document.empty() && link.to.document != out_.document.id()) return false;
        const Handle target = outlines_.find(link.to.node.text);
        if (target == kNone || tree_.kept[target] || led_nowhere(node, link, target)) return false;
        const Conflict conflict{ConflictSort::Link, node.id, link.role + " " + model::to_string(link.to)};
        const std::optional<Version> side = choices_.side(conflict);
        if (side && *side != kBase && !outlines_.has(*side, target)) return true;
        out_.conflicts.push_back(conflict);
        return false;
      });
    }
  }

  /// A kind that one side gave, where it does not go together with what the other side put above or below it.
  void check_kinds() {
    std::vector<model::Node>& nodes = out_.document.nodes;
    for (model::NodeIndex i = 1; i < nodes.size(); ++i) {
      const model::NodeIndex above = nodes[i].parent;
      if (may_stand(nodes[i].kind, nodes[above].kind)) continue;
      if (!stood_so_before(outlines_.find(nodes[i].id.text), outlines_.find(nodes[above].id.text))) continue;
      for (model::Node* const node : {&nodes[i], &nodes[above]}) {
        const model::Node* const before = outlines_.find(kBase, outlines_.find(node->id.text));
        if (before == nullptr || before->kind == node->kind) continue;
        node->kind = before->kind;
        out_.conflicts.push_back({ConflictSort::Kind, node->id, ""});
      }
    }
  }

  [[nodiscard]] bool may_stand(const std::string& kind, const std::string& parent) const {
    const model::KindRule* const rule = type_.kind(parent);
    return rule == nullptr || std::find(rule->children.begin(), rule->children.end(), kind) != rule->children.end();
  }

  /// Whether a version has the one below the other, as its rules allow.
  [[nodiscard]] bool stood_so_before(Handle child, Handle parent) const {
    return std::any_of(kSides.begin(), kSides.end(), [&](Version side) {
      return outlines_.has(side, child) && outlines_.parent(side, child) == parent &&
             may_stand(outlines_.find(side, child)->kind, outlines_.find(side, parent)->kind);
    });
  }

  [[nodiscard]] bool led_nowhere(const model::Node& node, const model::Link& link, Handle target) const {
    const Handle handle = outlines_.find(node.id.text);
    return std::any_of(kSides.begin(), kSides.end(), [&](Version side) {
      const model::Node* const there = outlines_.find(side, handle);
      if (there == nullptr || outlines_.has(side, target)) return false;
      return std::find(there->links.begin(), there->links.end(), link) != there->links.end();
    });
  }

  const Outlines& outlines_;
  const model::DocumentType& type_;
  const MergeProse& prose_;
  const Choices& choices_;
  MergedTree tree_;
  std::vector<std::vector<Handle>> children_;
  Merged out_;
};

}  // namespace

Result<Merged> merge(const Document& base, const Document& ours, const Document& theirs,
                     const model::DocumentType& type, const MergeProse& prose, std::vector<Choice> choices) {
  const Outlines outlines(base, ours, theirs);
  const Choices decided(std::move(choices));
  const std::vector<bool> laid_out_anew = TRY(find_laid_out_anew(outlines, prose));
  return DocumentMerge(outlines, type, prose, decided, merge_trees(outlines, decided, laid_out_anew)).merged();
}

Document renamed(Document document, const NodeId& from, const NodeId& to) {
  for (model::Node& node : document.nodes) {
    if (node.id == from) node.id = to;
    for (model::Link& link : node.links) {
      const bool own = link.to.document.empty() || link.to.document == document.id();
      if (own && link.to.edition.empty() && link.to.node == from) link.to.node = to;
    }
    std::sort(node.links.begin(), node.links.end());
  }
  return document;
}

}  // namespace zielbaum::merge
