#include "merge/merge.h"

#include <algorithm>

#include "merge/order_internal.h"
#include "merge/parts_internal.h"
#include "merge/tree_internal.h"

namespace zielbaum::merge {

namespace {

using model::Document;

/// What each version says of the document as a whole.
template <typename T>
void choose(T& out, const T& base, const T& ours, const T& theirs, const Document& document, const char* part,
            std::vector<Conflict>& conflicts) {
  if (ours == theirs || theirs == base) {
    out = ours;
  } else if (ours == base) {
    out = theirs;
  } else {
    out = base;
    conflicts.push_back({ConflictSort::Whole, document.nodes.front().id, part});
  }
}

class DocumentMerge {
 public:
  DocumentMerge(const Outlines& outlines, const model::DocumentType& type, const MergeProse& prose)
      : outlines_(outlines), type_(type), prose_(prose), tree_(merge_trees(outlines)) {}

  Result<Merged> merged() {
    out_.conflicts = std::move(tree_.conflicts);
    out_.notes = std::move(tree_.notes);
    merge_whole();
    order_children();
    TRY(write_nodes());
    check_links();
    std::sort(out_.conflicts.begin(), out_.conflicts.end());
    out_.conflicts.erase(std::unique(out_.conflicts.begin(), out_.conflicts.end()), out_.conflicts.end());
    std::sort(out_.notes.begin(), out_.notes.end());
    return std::move(out_);
  }

 private:
  void merge_whole() {
    const Document& base = outlines_.document(kBase);
    const Document& ours = outlines_.document(kOurs);
    const Document& theirs = outlines_.document(kTheirs);
    Document& out = out_.document;
    const auto type_of = [](const Document& one) { return std::pair(one.type, one.type_version); };
    std::pair<std::string, int> type;
    choose(type, type_of(base), type_of(ours), type_of(theirs), base, "type", out_.conflicts);
    std::tie(out.type, out.type_version) = type;
    choose(out.lang, base.lang, ours.lang, theirs.lang, base, "lang", out_.conflicts);
    choose(out.layout, base.layout, ours.layout, theirs.layout, base, "layout", out_.conflicts);
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
      out_.document.nodes.push_back(TRY(merge_parts(outlines_, visit.node, type_, prose_, out_.conflicts)));
      out_.document.nodes.back().parent = visit.parent;
      const std::vector<Handle>& children = children_[visit.node];
      for (auto child = children.rbegin(); child != children.rend(); ++child) stack.push_back({*child, index});
    }
    return {};
  }

  /// A link that led somewhere in each version that has it, and leads nowhere now.
  void check_links() {
    for (const model::Node& node : out_.document.nodes) {
      for (const model::Link& link : node.links) {
        if (!link.to.edition.empty()) continue;
        if (!link.to.document.empty() && link.to.document != out_.document.id()) continue;
        const Handle target = outlines_.find(link.to.node.text);
        if (target == kNone || tree_.kept[target] || led_nowhere(node, link, target)) continue;
        out_.conflicts.push_back({ConflictSort::Link, node.id, link.role + " " + model::to_string(link.to)});
      }
    }
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
  MergedTree tree_;
  std::vector<std::vector<Handle>> children_;
  Merged out_;
};

}  // namespace

Result<Merged> merge(const Document& base, const Document& ours, const Document& theirs,
                     const model::DocumentType& type, const MergeProse& prose) {
  const Outlines outlines(base, ours, theirs);
  return DocumentMerge(outlines, type, prose).merged();
}

}  // namespace zielbaum::merge
