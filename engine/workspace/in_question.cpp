#include "workspace/in_question_internal.h"

#include <algorithm>

#include "model/paths.h"
#include "workspace/files.h"
#include "xml/outline.h"

namespace zielbaum::workspace {

namespace {

using model::kNoNode;
using model::NodeIndex;
using xml::Outline;
using xml::SketchedNode;

/// Whether all nodes of a document are still there, and what it says as a whole is the same.
bool keeps_nodes(const Outline& before, const Outline& after) {
  return before.is_same(0, after, 0) && std::all_of(before.nodes().begin(), before.nodes().end(),
                                                    [&](const auto& one) { return after.find(one.id) != kNoNode; });
}

std::string_view parent_id(const Outline& outline, const SketchedNode& node) {
  return node.parent == kNoNode ? std::string_view() : outline.nodes()[node.parent].id;
}

NodeIndex owner_of(const Outline& outline, std::string_view path) {
  return outline.find(model::parse_prose_name(path.substr(path.rfind('/') + 1)).node.text);
}

/// Of `after`: the nodes that are new or say something else, and those whose texts changed. Nothing where a node that
/// was there is of another kind, or in another place.
std::optional<std::vector<bool>> nodes_in_question(const Outline& before, const Outline& after,
                                                   const std::set<std::string>& texts) {
  std::vector<bool> out(after.nodes().size(), false);
  for (NodeIndex i = 0; i < out.size(); ++i) {
    const SketchedNode& node = after.nodes()[i];
    const NodeIndex known = before.find(node.id);
    if (known == kNoNode) {
      out[i] = true;
      continue;
    }
    const SketchedNode& was = before.nodes()[known];
    if (was.kind != node.kind || parent_id(before, was) != parent_id(after, node)) return std::nullopt;
    out[i] = !before.is_same(known, after, i);
  }
  for (const std::string& path : texts) {
    if (const NodeIndex owner = owner_of(after, path); owner != kNoNode) out[owner] = true;
  }
  return out;
}

/// Fills in the tree. False where what is wanted is not what the outline looks like.
bool read_nodes(LoadedPart& loaded, const Outline& outline, const std::vector<bool>& in_question,
                const std::string& file) {
  const std::vector<SketchedNode>& sketched = outline.nodes();
  std::vector<bool> wanted = in_question;
  wanted[0] = true;
  for (auto i = static_cast<NodeIndex>(wanted.size()); i-- > 1;)
    if (wanted[i]) wanted[sketched[i].parent] = true;
  Result<xml::ReadDocument> read = xml::read_part(sketched, wanted, loaded.type, file);
  if (!read || std::cmp_not_equal(read->document.nodes.size(), std::count(wanted.begin(), wanted.end(), true)))
    return false;
  loaded.findings.insert(loaded.findings.begin(), read->findings.begin(), read->findings.end());
  std::vector<model::Node> nodes(sketched.size());
  loaded.lines.resize(sketched.size());
  for (NodeIndex i = 0, next = 0; i < sketched.size(); ++i) {
    if (wanted[i]) {
      loaded.lines[i] = std::move(read->lines[next]);
      nodes[i] = std::move(read->document.nodes[next++]);
    } else {
      loaded.lines[i].node = sketched[i].line;
      nodes[i].kind = sketched[i].kind;
      nodes[i].id.text = sketched[i].id;
    }
    nodes[i].parent = sketched[i].parent;
  }
  loaded.document = std::move(read->document);
  loaded.document.nodes = std::move(nodes);
  return true;
}

Result<std::optional<InQuestion::Part>> part_in_question(const Workspace& workspace, const DocumentId& document,
                                                         LoadedPart frame, const Outline& before, const Outline& after,
                                                         const std::set<std::string>& texts) {
  const std::optional<InQuestion::Part> whole;
  std::optional<std::vector<bool>> nodes = nodes_in_question(before, after, texts);
  if (!nodes || nodes->size() > xml::kMostNodes || after.nodes().front().id != document.text) return whole;
  if (!read_nodes(frame, after, *nodes, model::document_path(document))) return whole;
  const std::vector<store::File> files = TRY(list_at(workspace, frame.state, "documents/" + document.text + "/text"));
  for (const store::File& file : files) {
    const NodeIndex owner = owner_of(after, file.path);
    if (texts.contains(file.path) || (owner != kNoNode && (*nodes)[owner]))
      frame.prose_files.push_back(prose_file(file));
  }
  attach_prose(frame);
  TRY(attach_pictures(workspace, document, frame));
  return std::optional(InQuestion::Part{std::move(frame), std::move(*nodes)});
}

}  // namespace

Result<InQuestion> in_question(const Workspace& workspace, const DocumentId& document,
                               const std::vector<store::VersionFile>& changes, const VersionId& before,
                               const VersionId& after) {
  const InQuestion all;
  const std::string tree = model::document_path(document);
  std::set<std::string> texts;
  for (const store::VersionFile& change : changes) {
    if (!change.bytes && !change.as_in) return all;
    if (change.path.ends_with(".md"))
      texts.insert(change.path);
    else if (change.path != tree)
      return all;
  }
  Result<std::string> was = read_at(workspace, before, tree);
  Result<std::string> is = read_at(workspace, after, tree);
  if (!was || !is) return all;
  Result<LoadedPart> frame = load_frame(workspace, document, after, *is);
  if (!frame) return all;
  const bool same = *was == *is;
  const std::optional<Outline> old_outline = Outline::of(std::move(*was), frame->type);
  const std::optional<Outline> new_outline = Outline::of(std::move(*is), frame->type);
  if (!old_outline || !new_outline) return same ? InQuestion{std::move(texts), {}} : all;
  if (!keeps_nodes(*old_outline, *new_outline)) return all;
  auto part = TRY(part_in_question(workspace, document, std::move(*frame), *old_outline, *new_outline, texts));
  return InQuestion{std::move(texts), std::move(part)};
}

}  // namespace zielbaum::workspace
