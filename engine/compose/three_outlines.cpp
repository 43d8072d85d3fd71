#include "compose/three_outlines_internal.h"

#include <unordered_map>

namespace zielbaum::compose {

namespace {

using model::kNoNode;
using model::NodeIndex;

const NodeId& id_of(const Compared& compared, const diff::Step& step) {
  return shown_node(compared, step).node.id;
}

class ThreeOutlines {
 public:
  ThreeOutlines(const Compared& first, const Compared& second) : first_(first), second_(second) {}

  std::vector<ThreeStep> lay_over() {
    std::unordered_map<std::string_view, std::size_t> in_first;
    for (std::size_t i = 0; i < first_.steps.size(); ++i)
      if (!first_.steps[i].old_place) in_first.emplace(id_of(first_, first_.steps[i]).text, i);
    std::unordered_map<std::string_view, std::size_t> in_second;
    for (std::size_t i = 0; i < second_.steps.size(); ++i) {
      const diff::Step& step = second_.steps[i];
      ThreeStep line;
      line.standing = step.old_place ? Standing::LeftSecond : Standing::Own;
      line.second = &step;
      line.second_change = second_.changes[i];
      line.depth = step.depth;
      line.node = id_of(second_, step);
      if (const auto found = in_first.find(line.node.text); found != in_first.end()) add_first(line, found->second);
      if (!step.old_place) in_second.emplace(id_of(second_, step).text, i);
      lines_.push_back(std::move(line));
    }
    for (std::size_t i = 0; i < first_.steps.size(); ++i) {
      const diff::Step& step = first_.steps[i];
      const auto found = in_second.find(id_of(first_, step).text);
      const bool is_there = found != in_second.end();
      if (is_there && !step.old_place) continue;
      ThreeStep line;
      line.standing = step.old_place ? Standing::LeftFirst : Standing::Own;
      line.node = id_of(first_, step);
      add_first(line, i);
      if (is_there) {
        line.second = &second_.steps[found->second];
        line.second_change = second_.changes[found->second];
      }
      insert(std::move(line), step.before);
    }
    return std::move(lines_);
  }

 private:
  void add_first(ThreeStep& line, std::size_t at) const {
    line.first = &first_.steps[at];
    line.first_change = first_.changes[at];
  }

  /// The place among the lines of a node of the first version; none where it has no line of its own.
  [[nodiscard]] std::size_t find(NodeIndex node) const {
    const NodeId& id = first_.before.document.nodes[node].id;
    for (std::size_t i = 0; i < lines_.size(); ++i)
      if (lines_[i].standing != Standing::LeftSecond && lines_[i].node == id && is_at_old_place(lines_[i], node))
        return i;
    return lines_.size();
  }

  /// Of a node that the first step moved, only the line at the place that it left.
  [[nodiscard]] static bool is_at_old_place(const ThreeStep& line, NodeIndex node) {
    const bool moved = line.first_change != nullptr && (line.first_change->moved() || line.first_change->reordered());
    return line.standing == Standing::LeftFirst || (line.first != nullptr && line.first->before == node && !moved);
  }

  /// Behind the nearest sibling before it that hangs where it hung, with all below; else directly below its parent.
  void insert(ThreeStep line, NodeIndex node) {
    const std::vector<model::Node>& nodes = first_.before.document.nodes;
    const NodeIndex parent = nodes[node].parent;
    std::size_t above = parent == kNoNode ? 0 : find(parent);
    if (above == lines_.size()) above = own_line(nodes[parent].id);
    line.depth = lines_[above].depth + 1;
    std::size_t at = above + 1;
    for (NodeIndex sibling = node; sibling-- > parent + 1;) {
      if (nodes[sibling].parent != parent) continue;
      const std::size_t found = find(sibling);
      if (found >= end_of(above) || found <= above || lines_[found].depth != line.depth) continue;
      at = end_of(found);
      break;
    }
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(at), std::move(line));
  }

  [[nodiscard]] std::size_t own_line(const NodeId& id) const {
    for (std::size_t i = 0; i < lines_.size(); ++i)
      if (lines_[i].standing == Standing::Own && lines_[i].node == id) return i;
    return 0;
  }

  /// Behind the line and all that hangs below it.
  [[nodiscard]] std::size_t end_of(std::size_t line) const {
    std::size_t end = line + 1;
    while (end < lines_.size() && lines_[end].depth > lines_[line].depth) ++end;
    return end;
  }

  const Compared& first_;
  const Compared& second_;
  std::vector<ThreeStep> lines_;
};

}  // namespace

std::vector<ThreeStep> lay_over_three(const Compared& first, const Compared& second) {
  return ThreeOutlines(first, second).lay_over();
}

}  // namespace zielbaum::compose
