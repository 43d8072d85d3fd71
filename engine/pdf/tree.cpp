#include <algorithm>
#include <tuple>

#include "pdf/content_internal.h"
#include "pdf/parts_internal.h"
#include "pdf/syntax_internal.h"

namespace zielbaum::pdf {

namespace {

using typeset::ElementId;
using typeset::ElementRole;

bool reads_before(const Kid& a, const Kid& b) {
  return std::tie(a.page, a.item, a.index) < std::tie(b.page, b.item, b.index);
}

/// Hangs each element that holds something into its parent, at the place of the first thing it holds.
void join(std::vector<TreeNode>& nodes) {
  // A parent is opened before its children, so going backwards each element is complete when its turn comes.
  for (std::size_t id = nodes.size(); id-- > 1;) {
    TreeNode& node = nodes[id];
    if (node.kids.empty()) continue;
    std::sort(node.kids.begin(), node.kids.end(), reads_before);
    Kid as_kid = node.kids.front();
    as_kid.kind = Kid::Kind::Element;
    as_kid.index = static_cast<std::uint32_t>(id);
    nodes[node.element.parent].kids.push_back(as_kid);
  }
  std::vector<Kid>& top = nodes[typeset::kRoot].kids;
  std::sort(top.begin(), top.end(), reads_before);
  std::stable_partition(top.begin(), top.end(), [&nodes](const Kid& kid) {
    return kid.kind != Kid::Kind::Element || nodes[kid.index].element.role != ElementRole::Note;
  });
}

std::string note_id(ElementId id) {
  std::string digits = std::to_string(id);
  return "(note-" + std::string(10 - digits.size(), '0') + digits + ")";
}

/// The entries that only some roles have.
std::string attributes(const TreeNode& node) {
  const typeset::Element& element = node.element;
  std::string out;
  if (!element.lang.empty()) out += "/Lang" + byte_string(element.lang);
  if (!element.alt.empty()) out += "/Alt" + text_string(element.alt);
  if (!element.expansion.empty()) out += "/E" + text_string(element.expansion);
  if (!element.actual_text.empty()) out += "/ActualText" + text_string(element.actual_text);
  switch (element.role) {
    case ElementRole::List:
      out += element.ordered ? "/A<</O/List/ListNumbering/Decimal>>" : "/A<</O/List/ListNumbering/Disc>>";
      break;
    case ElementRole::HeaderCell:
    case ElementRole::DataCell: {
      std::string table;
      if (element.column_scope || element.row_scope) {
        table += element.column_scope && element.row_scope ? "/Scope/Both"
                 : element.column_scope                    ? "/Scope/Column"
                                                           : "/Scope/Row";
      }
      if (element.column_span > 1) table += "/ColSpan " + std::to_string(element.column_span);
      if (!table.empty()) out += "/A<</O/Table" + table + ">>";
      break;
    }
    case ElementRole::Figure:
      out += "/A<</O/Layout/Placement/Block/BBox[";
      for (const Length edge : node.box) out += length_text(edge) + " ";
      out += "]>>";
      break;
    case ElementRole::Note:
      out += "/ID" + note_id(element.id);
      break;
    default:
      break;
  }
  return out;
}

std::string kids(const TreeNode& node, const std::vector<Object>& objects, const std::vector<Object>& pages,
                 const std::vector<AnnotationOwner>& annotations) {
  std::string out;
  std::uint32_t page = 0;
  const auto marked =
      std::find_if(node.kids.begin(), node.kids.end(), [](const Kid& kid) { return kid.kind == Kid::Kind::Marked; });
  if (marked != node.kids.end()) {
    page = marked->page;
    out += "/Pg " + pages[page].reference();
  }
  out += "/K[";
  for (const Kid& kid : node.kids) {
    switch (kid.kind) {
      case Kid::Kind::Element:
        out += objects[kid.index].reference();
        break;
      case Kid::Kind::Marked:
        if (kid.page == page) {
          append_integer(out, kid.index);
        } else {
          out += "<</Type/MCR/Pg " + pages[kid.page].reference() + "/MCID " + std::to_string(kid.index) + ">>";
        }
        break;
      case Kid::Kind::Annotation:
        out += "<</Type/OBJR/Pg " + pages[kid.page].reference() + "/Obj " +
               annotations[kid.index].annotation.reference() + ">>";
        break;
    }
    out += ' ';
  }
  return out + "]";
}

/// The number tree from StructParents to elements, in leaves of a bounded size so that readers need not load it whole.
Object add_parent_tree(Haru& haru, const std::vector<Object>& objects,
                       const std::vector<std::vector<ElementId>>& marked,
                       const std::vector<AnnotationOwner>& annotations) {
  constexpr std::size_t kLeaf = 64;
  const std::size_t all = marked.size() + annotations.size();
  std::string leaves;
  for (std::size_t begin = 0; begin < all; begin += kLeaf) {
    const std::size_t end = std::min(all, begin + kLeaf);
    std::string body = "/Limits[" + std::to_string(begin) + " " + std::to_string(end - 1) + "]/Nums[";
    for (std::size_t i = begin; i < end; ++i) {
      append_integer(body, static_cast<std::int64_t>(i));
      if (i >= marked.size()) {
        body += ' ' + objects[annotations[i - marked.size()].element].reference() + ' ';
        continue;
      }
      body += '[';
      for (const ElementId element : marked[i]) body += objects[element].reference() + ' ';
      body += ']';
    }
    leaves += haru.add(body + "]").reference() + ' ';
  }
  return haru.add("/Kids[" + leaves + "]");
}

}  // namespace

Object add_structure_tree(Haru& haru, std::vector<TreeNode>& nodes, const std::vector<Object>& pages,
                          const std::vector<std::vector<ElementId>>& marked,
                          const std::vector<AnnotationOwner>& annotations) {
  join(nodes);
  const Object root = haru.add();
  std::vector<Object> objects(nodes.size());
  for (std::size_t id = 0; id < nodes.size(); ++id) {
    if (!nodes[id].kids.empty()) objects[id] = haru.add();
  }
  std::string note_ids;
  for (std::size_t id = 0; id < nodes.size(); ++id) {
    const TreeNode& node = nodes[id];
    if (!objects[id]) continue;
    const Object parent = id == typeset::kRoot ? root : objects[node.element.parent];
    std::string body = "/Type/StructElem/S/";
    body += role_name(node.element.role);
    body += "/P " + parent.reference() + attributes(node) + kids(node, objects, pages, annotations);
    haru.set(objects[id], std::move(body));
    if (node.element.role == ElementRole::Note) note_ids += note_id(node.element.id) + objects[id].reference() + ' ';
  }
  std::string body = "/Type/StructTreeRoot/K[";
  if (objects[typeset::kRoot]) body += objects[typeset::kRoot].reference();
  body += "]/ParentTree " + add_parent_tree(haru, objects, marked, annotations).reference() + "/ParentTreeNextKey " +
          std::to_string(marked.size() + annotations.size());
  if (!note_ids.empty()) body += "/IDTree " + haru.add("/Names[" + note_ids + "]").reference();
  haru.set(root, std::move(body));
  return root;
}

}  // namespace zielbaum::pdf
