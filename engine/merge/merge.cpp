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
    // What was decided about one kind may not go with another one.
    constexpr int kMostRounds = 4;
    for (int round = 0; round < kMostRounds && check_kinds(); ++round) {
    }
    check_parts_of_kinds();
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

  /// A kind that one side gave, where it does not go together with what the other side put above or below it; whether
  /// there is any. That with which it would stand as it may not is no answer.
  bool check_kinds() {
    bool found = false;
    std::vector<model::Node>& nodes = out_.document.nodes;
    for (model::NodeIndex i = 1; i < nodes.size(); ++i) {
      model::Node& above = nodes[nodes[i].parent];
      if (may_stand(nodes[i].kind, above.kind)) continue;
      if (!stood_otherwise(nodes[i], above) || stands_so(nodes[i], above)) continue;
      bool decided = true;
      std::vector<Conflict> conflicts;
      for (model::Node* const node : {&nodes[i], &above}) {
        const Handle handle = outlines_.find(node->id.text);
        const model::Node* const before = outlines_.find(kBase, handle);
        if (before == nullptr || !is_kind_changed(handle)) continue;
        conflicts.push_back({ConflictSort::Kind, node->id, ""});
        const std::optional<Version> side = choices_.side(conflicts.back());
        decided = decided && side;
        const model::Node* const wanted = side ? outlines_.find(*side, handle) : before;
        node->kind = (wanted == nullptr ? before : wanted)->kind;
      }
      if (conflicts.empty()) continue;
      found = true;
      // Where a side has it so, that it may not any more is for the rules of the type to say.
      if (decided && (may_stand(nodes[i].kind, above.kind) || stands_so(nodes[i], above))) continue;
      for (model::Node* const node : {&nodes[i], &above})
        if (const model::Node* const before = outlines_.find(kBase, outlines_.find(node->id.text)))
          node->kind = before->kind;
      out_.conflicts.insert(out_.conflicts.end(), conflicts.begin(), conflicts.end());
    }
    return found;
  }

  [[nodiscard]] bool is_kind_changed(Handle node) const {
    return std::any_of(kSides.begin(), kSides.end(), [&](Version side) {
      const model::Node* const there = outlines_.find(side, node);
      return there != nullptr && there->kind != outlines_.find(kBase, node)->kind;
    });
  }

  /// What one side gave a node that the kind which the other side gave it does not have: a field, an option, a link.
  /// Where the kind was decided, it goes.
  void check_parts_of_kinds() {
    const std::vector<Handle>& before = outlines_.nodes(kBase);
    if (std::none_of(before.begin(), before.end(), [&](Handle node) { return is_kind_changed(node); })) return;
    const model::Index index(out_.document);
    for (const bool decided : {false, true}) {
      for (model::Node& node : out_.document.nodes) {
        std::erase_if(node.fields, [&](const model::Field& field) {
          if (is_open({ConflictSort::Field, node.id, field.name})) return false;
          const auto says_so = [&](const model::Node& there) { return says(there, field); };
          return is_lost_with_kind(
              node, decided, [&](const std::string& kind) { return has_field(kind, field); }, says_so);
        });
        std::erase_if(node.links, [&](const model::Link& link) {
          const model::RoleRule* const role = type_.role(link.role);
          if (role == nullptr) return false;
          const auto may_be = [](const std::vector<std::string>& kinds) {
            return [&kinds](const std::string& kind) {
              return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
            };
          };
          const auto says_so = [&](const model::Node& there) {
            return std::find(there.links.begin(), there.links.end(), link) != there.links.end();
          };
          if (is_lost_with_kind(node, decided, may_be(role->from), says_so)) return true;
          const bool here = link.to.edition.empty() && link.to.document.empty();
          const model::NodeIndex target = here ? index.find(link.to.node.text) : model::kNoNode;
          if (target == model::kNoNode) return false;
          const auto is_linked = [](const model::Node&) { return false; };
          return is_lost_with_kind(out_.document.nodes[target], decided, may_be(role->to), is_linked);
        });
      }
    }
  }

  [[nodiscard]] bool is_open(const Conflict& conflict) const {
    return std::find(out_.conflicts.begin(), out_.conflicts.end(), conflict) != out_.conflicts.end();
  }

  /// Whether something that goes with another kind of the node than it has now is lost by that. Asks for the kind, or
  /// gives it that which was decided; then, in the second round, it is lost. What a version says with its kind goes
  /// with that, whatever became of the type since.
  template <typename GoesWith, typename Says>
  bool is_lost_with_kind(model::Node& node, bool decided, const GoesWith& goes_with, const Says& says) {
    if (type_.kind(node.kind) == nullptr || goes_with(node.kind)) return false;
    const Handle handle = outlines_.find(node.id.text);
    bool went = false;
    for (const Version version : {kBase, kOurs, kTheirs}) {
      const model::Node* const there = outlines_.find(version, handle);
      if (there == nullptr || !(goes_with(there->kind) || says(*there))) continue;
      if (there->kind == node.kind) return false;
      went = true;
    }
    if (!went) return false;
    const Conflict conflict{ConflictSort::Kind, node.id, ""};
    const std::optional<Version> side = choices_.side(conflict);
    if (decided) return side && !is_open(conflict);
    const model::Node* const before = outlines_.find(kBase, handle);
    if (before == nullptr || is_open(conflict)) return false;
    if (side && outlines_.has(*side, handle)) {
      node.kind = outlines_.find(*side, handle)->kind;
    } else if (before->kind != node.kind) {
      node.kind = before->kind;
      out_.conflicts.push_back(conflict);
    }
    return false;
  }

  [[nodiscard]] static bool says(const model::Node& node, const model::Field& field) {
    const model::Field* const there = model::find_field(node, field.name);
    return there != nullptr && std::any_of(there->values.begin(), there->values.end(), [&](const auto& value) {
             return std::find(field.values.begin(), field.values.end(), value) != field.values.end();
           });
  }

  [[nodiscard]] bool has_field(const std::string& kind, const model::Field& field) const {
    const model::KindRule* const rule = type_.kind(kind);
    const model::FieldRule* const known = rule == nullptr ? nullptr : model::find_field(*rule, field.name);
    if (known == nullptr) return false;
    return std::all_of(field.values.begin(), field.values.end(), [&](const model::FieldValue& value) {
      const auto* const choice = std::get_if<model::Choice>(&value);
      return choice == nullptr || std::any_of(known->options.begin(), known->options.end(),
                                              [&](const auto& option) { return option.key == choice->key; });
    });
  }

  [[nodiscard]] bool may_stand(const std::string& kind, const std::string& parent) const {
    const model::KindRule* const rule = type_.kind(parent);
    return rule == nullptr || std::find(rule->children.begin(), rule->children.end(), kind) != rule->children.end();
  }

  /// Whether a side has the one below the other, being of other kinds.
  [[nodiscard]] bool stood_otherwise(const model::Node& child, const model::Node& parent) const {
    return stands(child, parent, [&](const std::string& kind, const std::string& above) {
      return kind != child.kind || above != parent.kind;
    });
  }
  /// Being of the same kinds.
  [[nodiscard]] bool stands_so(const model::Node& child, const model::Node& parent) const {
    return stands(child, parent, [&](const std::string& kind, const std::string& above) {
      return kind == child.kind && above == parent.kind;
    });
  }
  template <typename OfKinds>
  [[nodiscard]] bool stands(const model::Node& child, const model::Node& parent, const OfKinds& of_kinds) const {
    const Handle below = outlines_.find(child.id.text);
    const Handle above = outlines_.find(parent.id.text);
    return std::any_of(kSides.begin(), kSides.end(), [&](Version side) {
      return outlines_.has(side, below) && outlines_.parent(side, below) == above &&
             of_kinds(outlines_.find(side, below)->kind, outlines_.find(side, above)->kind);
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
