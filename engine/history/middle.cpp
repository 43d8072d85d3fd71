// What two trees have not in common, found in their bytes: a canonical file has one element a line, indented by depth.
// So the lines of a node are those from its start tag to the next line that is indented as little. Whether what was cut
// out is one whole node is not assumed: it has passed the gate, alone, in both files.
#include <algorithm>
#include <cstring>
#include <limits>

#include "history/outlines_internal.h"
#include "xml/xml.h"

namespace zielbaum::history {

namespace {

/// Where the line that `at` is in begins.
std::size_t line_start(std::string_view text, std::size_t at) {
  return at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
}

std::string_view line_at(std::string_view text, std::size_t start) {
  return text.substr(start, text.find('\n', start) - start);
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

struct Indents {
  std::size_t least = std::numeric_limits<std::size_t>::max();
  std::size_t most = 0;
};

void note_indents(std::string_view lines, Indents& indents) {
  while (!lines.empty()) {
    const std::string_view line = line_at(lines, 0);
    indents.least = std::min(indents.least, indent_of(line));
    indents.most = std::max(indents.most, indent_of(line));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
  }
}

/// Bytes [begin, size - behind) of both texts: whole lines that hold all that differs.
struct Difference {
  std::size_t begin = 0;
  std::size_t behind = 0;
};

// Trees are long and differ little: whole blocks first.
constexpr std::size_t kCompared = 1024;

std::size_t common_begin(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t at = 0;
  while (at + kCompared <= most && std::memcmp(a.data() + at, b.data() + at, kCompared) == 0) at += kCompared;
  while (at < most && a[at] == b[at]) ++at;
  return at;
}

std::size_t common_end(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  const auto same = [&](std::size_t behind, std::size_t count) {
    return std::memcmp(a.data() + a.size() - behind - count, b.data() + b.size() - behind - count, count) == 0;
  };
  std::size_t behind = 0;
  while (behind + kCompared <= most && same(behind, kCompared)) behind += kCompared;
  while (behind < most && same(behind, 1)) ++behind;
  return behind;
}

Difference difference(std::string_view a, std::string_view b) {
  Difference found;
  found.begin = line_start(a, common_begin(a, b));
  found.behind = common_end(a.substr(found.begin), b.substr(found.begin));
  const auto begins_line = [&](std::string_view text) {
    const std::size_t at = text.size() - found.behind;
    return at == 0 || text[at - 1] == '\n';
  };
  if (begins_line(a) && begins_line(b)) return found;
  const std::size_t line_end = a.find('\n', a.size() - found.behind);
  found.behind = line_end == std::string_view::npos ? 0 : a.size() - line_end - 1;
  return found;
}

/// The start tag's line of the node that all lines indented by `least` or more before `begin` are in, or npos.
std::size_t start_of_node(std::string_view text, std::size_t begin, std::size_t least) {
  while (begin > 0) {
    begin = line_start(text, begin - 1);
    const std::string_view line = line_at(text, begin);
    const std::size_t indent = indent_of(line);
    if (indent >= least) continue;
    const std::string_view tag = line.substr(indent);
    const bool opens = tag.starts_with('<') && !tag.starts_with("</") && tag.ends_with('>') && !tag.ends_with("/>");
    return opens && tag.find(" id=\"") != std::string_view::npos ? begin : std::string_view::npos;
  }
  return std::string_view::npos;
}

/// One past the end tag of that node, or npos.
std::size_t end_of_node(std::string_view text, std::size_t at, std::size_t indent) {
  while (at < text.size()) {
    const std::string_view line = line_at(text, at);
    at = std::min(text.size(), at + line.size() + 1);
    if (indent_of(line) > indent) continue;
    return indent_of(line) == indent && line.substr(indent).starts_with("</") ? at : std::string_view::npos;
  }
  return std::string_view::npos;
}

/// A document of the root and one node.
std::optional<model::Document> read_alone(std::string_view root_line, std::string_view node,
                                          const model::DocumentType& type) {
  const std::string_view root_name = root_line.substr(1, root_line.find_first_of(" >") - 1);
  std::string bytes;
  bytes.reserve(root_line.size() + node.size() + root_name.size() + 5);
  bytes.append(root_line).append("\n").append(node).append("</").append(root_name).append(">\n");
  Result<xml::ReadDocument> read = xml::read_document(bytes, type, "");
  if (!read) return std::nullopt;
  const std::vector<model::Node>& nodes = read->document.nodes;
  const auto children =
      std::count_if(nodes.begin(), nodes.end(), [](const model::Node& each) { return each.parent == 0; });
  if (children != 1) return std::nullopt;
  return std::move(read->document);
}

}  // namespace

std::optional<Middle> middle_of(std::string_view before, std::string_view after, const model::DocumentType& type) {
  constexpr std::string_view kUnparsed = "![CDATA[";  // in which a line may look like a tag
  const Difference differ = difference(before, after);
  const std::string_view root_line = line_at(before, 0);
  if (differ.begin <= root_line.size() || !root_line.starts_with('<') || root_line.ends_with("/>")) return std::nullopt;
  if (before.find(kUnparsed) != std::string_view::npos || after.find(kUnparsed) != std::string_view::npos)
    return std::nullopt;

  const std::size_t old_end = before.size() - differ.behind;
  const std::size_t new_end = after.size() - differ.behind;
  Indents indents;
  note_indents(before.substr(differ.begin, old_end - differ.begin), indents);
  note_indents(after.substr(differ.begin, new_end - differ.begin), indents);
  if (indents.most >= std::size_t{2} * (xml::kMostDepth - 2)) return std::nullopt;
  const std::size_t start = start_of_node(before, differ.begin, indents.least);
  if (start == std::string_view::npos || start == 0) return std::nullopt;
  const std::size_t end = end_of_node(before, old_end, indent_of(line_at(before, start)));
  if (end == std::string_view::npos) return std::nullopt;

  std::optional<model::Document> was = read_alone(root_line, before.substr(start, end - start), type);
  std::optional<model::Document> is = read_alone(root_line, after.substr(start, end - old_end + new_end - start), type);
  if (!was || !is) return std::nullopt;
  return Middle{std::move(*was), std::move(*is)};
}

}  // namespace zielbaum::history
