// The nodes of a document.xml found by its lines. Of two versions most is the same; what differs is found with this,
// and only that is parsed.
#include <algorithm>
#include <array>
#include <utility>

#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

using model::kNoNode;
using model::NodeIndex;

/// Without what indents a line, and what some editors end it with.
std::string_view without_white(std::string_view line) {
  std::size_t first = 0;
  while (first < line.size() && (line[first] == ' ' || line[first] == '\t')) ++first;
  line.remove_prefix(first);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The name of the element that a line begins with.
std::string_view name_in(std::string_view line) {
  std::size_t end = 1;
  while (end < line.size() && line[end] != ' ' && line[end] != '/' && line[end] != '>') ++end;
  return line.substr(1, end - 1);
}

/// The value of the attribute "id" of a start tag, or "". Ids hold nothing that is escaped.
std::string_view id_in(std::string_view tag) {
  constexpr std::string_view kBefore = " id=\"";
  const std::size_t at = tag.find(kBefore);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = tag.substr(at + kBefore.size());
  return rest.substr(0, rest.find('"'));
}

class Sketcher {
 public:
  Sketcher(std::string_view bytes, const model::DocumentType& type) : bytes_(bytes) {
    for (const model::KindRule& kind : type.kinds) {
      kinds_.push_back(kind.name);
      begins_kind_[static_cast<unsigned char>(kind.name.front())] = true;
    }
  }

  std::optional<std::vector<SketchedNode>> sketch() {
    constexpr std::size_t kFewestBytes = 256;  // that nodes of long documents have, about
    nodes_.reserve(bytes_.size() / kFewestBytes);
    for (std::size_t at = 0; at < bytes_.size(); ++line_) {
      const std::size_t end = std::min(bytes_.find('\n', at), bytes_.size());
      const std::string_view line = without_white(bytes_.substr(at, end - at));
      if (!line.empty() && !take(line)) return std::nullopt;
      at = end + 1;
    }
    if (nodes_.empty() || !open_.empty()) return std::nullopt;
    return std::move(nodes_);
  }

 private:
  struct Open {
    NodeIndex node = kNoNode;
    NodeIndex last_child = kNoNode;
  };

  /// False: this is not what we write. A tag that goes on in the next line is found out there: what follows in a value
  /// of an attribute cannot begin with "<".
  bool take(std::string_view line) {
    if (line.size() < 4 || line.front() != '<' || line[1] == '!' || line[1] == '?') return false;
    const std::size_t next_tag = line.find('<', 1);
    if (line[1] == '/') return next_tag == std::string_view::npos && close(line);
    if (begins_node(line)) return next_tag == std::string_view::npos && line.back() == '>' && open(line, name_in(line));
    // Parts of a node, each on a line of its own, stand before its children.
    if (open_.empty() || open_.back().last_child != kNoNode) return false;
    extend(open_.back().node, line);
    if (next_tag == std::string_view::npos) return line.ends_with("/>");
    const std::string_view name = name_in(line);
    const std::string_view end_tag = line.substr(next_tag);
    return end_tag.size() == name.size() + 3 && end_tag[1] == '/' && end_tag.substr(2, name.size()) == name &&
           end_tag.back() == '>';
  }

  /// Most lines begin parts; mostly the first letter tells.
  [[nodiscard]] bool begins_node(std::string_view line) const {
    if (nodes_.empty()) return true;
    if (!begins_kind_[static_cast<unsigned char>(line[1])]) return false;
    return std::find(kinds_.begin(), kinds_.end(), name_in(line)) != kinds_.end();
  }

  bool open(std::string_view line, std::string_view kind) {
    SketchedNode node;
    node.kind = kind;
    node.id = id_in(line);
    node.own = line;
    node.line = line_;
    if (node.id.empty()) return false;
    const auto index = static_cast<NodeIndex>(nodes_.size());
    if (open_.empty() != nodes_.empty()) return false;  // a second root
    if (!open_.empty()) {
      node.parent = open_.back().node;
      node.sibling_before = std::exchange(open_.back().last_child, index);
    }
    nodes_.push_back(node);
    if (!line.ends_with("/>")) open_.push_back({index, kNoNode});
    return true;
  }

  bool close(std::string_view line) {
    if (open_.empty() || line.back() != '>' || nodes_[open_.back().node].kind != line.substr(2, line.size() - 3))
      return false;
    open_.pop_back();
    return true;
  }

  /// By a line that follows.
  void extend(NodeIndex node, std::string_view line) {
    std::string_view& own = nodes_[node].own;
    own = {own.data(), static_cast<std::size_t>(line.data() + line.size() - own.data())};
  }

  std::string_view bytes_;
  std::vector<std::string_view> kinds_;
  std::array<bool, 256> begins_kind_{};
  std::vector<SketchedNode> nodes_;
  std::vector<Open> open_;
  std::uint32_t line_ = 1;
};

/// Which line of a file stands where in a part of it.
class LineMap {
 public:
  /// From here on one follows the other. In the order of the part.
  void add(std::uint32_t in_part, std::uint32_t in_file) { begins_.emplace_back(in_part, in_file); }
  /// From the part to the file. 0, which is no line, stays.
  void bring_home(std::uint32_t& line) const {
    const auto after = std::upper_bound(begins_.begin(), begins_.end(), std::pair(line, UINT32_MAX));
    if (line == 0 || after == begins_.begin()) return;
    const auto& [in_part, in_file] = *std::prev(after);
    line = line - in_part + in_file;
  }

 private:
  std::vector<std::pair<std::uint32_t, std::uint32_t>> begins_;
};

}  // namespace

std::optional<std::vector<SketchedNode>> sketch(std::string_view bytes, const model::DocumentType& type) {
  return Sketcher(bytes, type).sketch();
}

Result<ReadDocument> read_part(const std::vector<SketchedNode>& nodes, const std::vector<bool>& wanted,
                               const model::DocumentType& type, std::string_view file) {
  std::string part;
  LineMap lines;
  std::uint32_t line = 1;  // the one that `part` ends in
  std::vector<NodeIndex> open;
  const auto close_to = [&](NodeIndex parent) {
    while (!open.empty() && open.back() != parent) {
      part.append("</").append(nodes[open.back()].kind).append(">");
      open.pop_back();
    }
  };
  for (NodeIndex i = 0; i < nodes.size(); ++i) {
    if (!wanted[i]) continue;
    const SketchedNode& node = nodes[i];
    close_to(node.parent);
    if (!part.empty()) {
      part += '\n';
      ++line;
    }
    lines.add(line, node.line);
    part += node.own;
    line += static_cast<std::uint32_t>(std::count(node.own.begin(), node.own.end(), '\n'));
    const std::string_view tag = node.own.substr(0, node.own.find('>') + 1);
    if (!tag.ends_with("/>")) open.push_back(i);
  }
  close_to(kNoNode);
  Result<ReadDocument> read = read_document(part, type, file);
  if (!read) {
    Error failed = read.error();
    lines.bring_home(failed.place.line);
    for (Finding& finding : failed.findings) lines.bring_home(finding.place.line);
    return failed;
  }
  for (NodeLines& node : read->lines) {
    lines.bring_home(node.node);
    for (std::uint32_t& field : node.fields) lines.bring_home(field);
    for (std::uint32_t& link : node.links) lines.bring_home(link);
  }
  for (Finding& finding : read->findings) lines.bring_home(finding.place.line);
  return read;
}

}  // namespace zielbaum::xml
