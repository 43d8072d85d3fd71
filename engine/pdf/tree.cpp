#include <algorithm>
#include <limits>
#include <memory>
#include <tuple>

#include "base/error.h"
#include "pdf/parts_internal.h"
#include "pdf/syntax_internal.h"

namespace zielbaum::pdf {

namespace {

using typeset::ElementId;
using typeset::ElementRole;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// What an element is found by: "(note-0000000012)".
void append_identifier(std::string& out, std::string_view kind, ElementId id) {
  const std::string digits = std::to_string(id);
  out += '(';
  out += kind;
  out.append(10 - digits.size(), '0');
  out += digits;
  out += ')';
}
constexpr std::string_view kNote = "note-";
constexpr std::string_view kHead = "head-";

std::string attributes_of(const typeset::Element& element) {
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
      if (!element.headers.empty()) {
        table += "/Headers[";
        for (const ElementId head : element.headers) append_identifier(table, kHead, head);
        table += ']';
      }
      if (!table.empty()) out += "/A<</O/Table" + table + ">>";
      break;
    }
    case ElementRole::Span:
      if (element.decoration == typeset::Decoration::Underline) out += "/A<</O/Layout/TextDecorationType/Underline>>";
      if (element.decoration == typeset::Decoration::LineThrough)
        out += "/A<</O/Layout/TextDecorationType/LineThrough>>";
      break;
    default:
      break;
  }
  return out;
}

/// A place in the reading order.
struct Position {
  std::uint32_t page = kNone, item = kNone;
  bool operator<(const Position& other) const { return std::tie(page, item) < std::tie(other.page, other.item); }
};

/// What an element holds.
class Kid {
 public:
  enum class Kind : std::uint32_t { Marked, Annotation, Element };
  Kid() = default;
  Kid(Position place, std::uint32_t index, Kind kind) : at(place), what_(index * 4 + static_cast<std::uint32_t>(kind)) {
    ENSURE(index < kNone / 4);
  }
  Position at;
  /// MCID, index of the annotation, or id of the element.
  [[nodiscard]] std::uint32_t index() const { return what_ / 4; }
  [[nodiscard]] Kind kind() const { return static_cast<Kind>(what_ % 4); }

 private:
  std::uint32_t what_ = 0;  // both in one number: a long document has a million of these
};

/// The kids of all elements in one list, those of an element next to one another in reading order.
class Kids {
 public:
  explicit Kids(const Structure& structure) {
    const std::size_t count = structure.elements.size();
    std::vector<Position> first(count);  // the first thing that each element holds, within others too
    const auto for_each_leaf = [&structure](auto use) {
      for (std::uint32_t page = 0; page < structure.marked.size(); ++page) {
        const std::vector<MarkedContent>& marked = structure.marked[page];
        for (std::uint32_t mcid = 0; mcid < marked.size(); ++mcid) {
          use(marked[mcid].element, Kid{{page, marked[mcid].item}, mcid, Kid::Kind::Marked});
        }
      }
      for (std::uint32_t i = 0; i < structure.annotations.size(); ++i) {
        const AnnotationOwner& owner = structure.annotations[i];
        use(owner.element, Kid{{owner.page, owner.item}, i, Kid::Kind::Annotation});
      }
    };
    begin_.resize(count + 1);
    for_each_leaf([&](ElementId owner, const Kid& kid) {
      first[owner] = std::min(first[owner], kid.at);
      ++begin_[owner + 1];
    });
    // A parent is opened before its children, so going backwards each element is complete when its turn comes.
    for (std::size_t id = count; id-- > 1;) {
      if (first[id].page == kNone) continue;
      const ElementId parent = structure.elements.parent(static_cast<ElementId>(id));
      first[parent] = std::min(first[parent], first[id]);
      ++begin_[parent + 1];
    }
    for (std::size_t id = 0; id < count; ++id) begin_[id + 1] += begin_[id];
    kids_.resize(begin_.back());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    for_each_leaf([&](ElementId owner, const Kid& kid) { kids_[next[owner]++] = kid; });
    for (std::uint32_t id = 1; id < count; ++id) {
      if (first[id].page == kNone) continue;
      kids_[next[structure.elements.parent(id)]++] = Kid{first[id], id, Kid::Kind::Element};
    }
    for (std::size_t id = 0; id < count; ++id) {
      std::sort(kids_.begin() + begin_[id], kids_.begin() + begin_[id + 1],
                [](const Kid& a, const Kid& b) { return a.at < b.at; });
    }
    // Notes stand at the foot of pages, but are read after all else.
    std::stable_partition(kids_.begin(), kids_.begin() + begin_[1], [&](const Kid& kid) {
      return kid.kind() != Kid::Kind::Element || structure.elements.roles()[kid.index()] != ElementRole::Note;
    });
  }

  [[nodiscard]] bool empty(ElementId id) const { return begin_[id] == begin_[id + 1]; }
  [[nodiscard]] const Kid* begin(ElementId id) const { return kids_.data() + begin_[id]; }
  [[nodiscard]] const Kid* end(ElementId id) const { return kids_.data() + begin_[id + 1]; }

 private:
  std::vector<std::uint32_t> begin_;
  std::vector<Kid> kids_;
};

/// All that the bodies of the elements are made from.
struct WrittenTree {
  Structure structure;
  Kids kids;
  std::vector<ElementId> written;     ///< elements with content, ascending
  std::vector<std::uint32_t> offset;  ///< of an element in `written`
  Object root;
  Object first;  ///< of the elements

  [[nodiscard]] Object object(ElementId id) const { return Object(first.number() + offset[id]); }
  [[nodiscard]] Object page(std::uint32_t index) const { return Object(structure.first_page.number() + index); }
  [[nodiscard]] Object annotation(std::uint32_t index) const {
    return Object(structure.first_annotation.number() + index);
  }

  void append_kids(ElementId id, std::string& out) const {
    const Kid* const end = kids.end(id);
    std::uint32_t page_of_marks = kNone;
    const Kid* const marked =
        std::find_if(kids.begin(id), end, [](const Kid& kid) { return kid.kind() == Kid::Kind::Marked; });
    if (marked != end) {
      page_of_marks = marked->at.page;
      out += "/Pg ";
      append_reference(out, page(page_of_marks));
    }
    out += "/K[";
    for (const Kid* kid = kids.begin(id); kid != end; ++kid) {
      switch (kid->kind()) {
        case Kid::Kind::Element:
          append_reference(out, object(kid->index()));
          break;
        case Kid::Kind::Marked:
          if (kid->at.page == page_of_marks) {
            append_integer(out, kid->index());
          } else {
            out += "<</Type/MCR/Pg ";
            append_reference(out, page(kid->at.page));
            out += "/MCID ";
            append_integer(out, kid->index());
            out += ">>";
          }
          break;
        case Kid::Kind::Annotation:
          out += "<</Type/OBJR";
          if (kid->at.page != page_of_marks) {
            out += "/Pg ";
            append_reference(out, page(kid->at.page));
          }
          out += "/Obj ";
          append_reference(out, annotation(kid->index()));
          out += ">>";
          break;
      }
      out += ' ';
    }
    out += ']';
  }

  void append_body(ElementId id, std::string& out) const {
    out += "/Type/StructElem/S/";
    out += role_name(structure.elements.roles()[id]);
    out += "/P ";
    append_reference(out, id == typeset::kRoot ? root : object(structure.elements.parent(id)));
    structure.elements.append_attributes(id, out);
    append_kids(id, out);
  }

  /// The entries [begin, end) of the number tree from StructParents to elements.
  void append_parents(std::size_t begin, std::size_t end, std::string& out) const {
    out += "/Limits[" + std::to_string(begin) + " " + std::to_string(end - 1) + "]/Nums[";
    for (std::size_t i = begin; i < end; ++i) {
      append_integer(out, static_cast<std::int64_t>(i));
      if (i >= structure.marked.size()) {
        out += ' ';
        append_reference(out, object(structure.annotations[i - structure.marked.size()].element));
        out += ' ';
        continue;
      }
      out += '[';
      for (const MarkedContent& marked : structure.marked[i]) {
        append_reference(out, object(marked.element));
        out += ' ';
      }
      out += ']';
    }
    out += ']';
  }
};

/// The parent tree, in leaves of a bounded size so that readers need not load it whole.
Object add_parent_tree(Haru& haru, const std::shared_ptr<const WrittenTree>& tree, std::size_t all) {
  constexpr std::size_t kLeaf = 64;
  const std::size_t count = (all + kLeaf - 1) / kLeaf;
  const Object first = haru.add_row(count, [tree, all](std::uint32_t index, Haru::Body& body) {
    tree->append_parents(index * kLeaf, std::min(all, (index + 1) * kLeaf), body.entries);
  });
  std::string leaves = "/Kids[";
  for (std::uint32_t i = 0; i < count; ++i) {
    append_reference(leaves, Object(first.number() + i));
    leaves += ' ';
  }
  return haru.add(leaves + "]");
}

}  // namespace

void Elements::take(const typeset::Element& element) {
  if (element.id >= roles_.size()) {
    roles_.resize(element.id + 1);
    parents_.resize(element.id + 1);
    attributes_.resize(element.id + 1);
  }
  roles_[element.id] = element.role;
  parents_[element.id] = element.parent;
  heads_.insert(element.headers.begin(), element.headers.end());
  std::string attributes = attributes_of(element);
  if (attributes.empty()) return;
  const auto [known, is_new] =
      wording_of_.try_emplace(std::move(attributes), static_cast<std::uint32_t>(wordings_.size()));
  if (is_new) wordings_.push_back(known->first);
  attributes_[element.id] = known->second;
}

void Elements::append_attributes(ElementId element, std::string& out) const {
  out += wordings_[attributes_[element]];
  if (roles_[element] == ElementRole::Note) {
    out += "/ID";
    append_identifier(out, kNote, element);
  }
  if (heads_.contains(element)) {
    out += "/ID";
    append_identifier(out, kHead, element);
  }
  if (roles_[element] == ElementRole::Figure) {
    const auto known = boxes_.find(element);
    const Box box = known == boxes_.end() ? Box{} : known->second;
    out += "/A<</O/Layout/Placement/Block/BBox[";
    for (const Length edge : box.edges) {
      append_length(out, edge);
      out += ' ';
    }
    out += "]>>";
  }
}

Object add_structure_tree(Haru& haru, const Structure& structure) {
  const auto tree = std::make_shared<WrittenTree>(WrittenTree{structure, Kids(structure), {}, {}, haru.add(), {}});
  const std::size_t count = structure.elements.size();
  tree->offset.resize(count);
  for (ElementId id = 0; id < count; ++id) {
    tree->offset[id] = static_cast<std::uint32_t>(tree->written.size());
    if (!tree->kids.empty(id)) tree->written.push_back(id);
  }
  tree->first = haru.add_row(tree->written.size(), [tree](std::uint32_t index, Haru::Body& body) {
    tree->append_body(tree->written[index], body.entries);
  });
  std::string ids;  // sorted, as a tree of names is: heads before notes, each by number
  const auto add_id = [&](std::string_view kind, ElementId id) {
    append_identifier(ids, kind, id);
    append_reference(ids, tree->object(id));
    ids += ' ';
  };
  for (const ElementId id : structure.elements.heads()) add_id(kHead, id);
  for (const ElementId id : tree->written) {
    if (structure.elements.roles()[id] == ElementRole::Note) add_id(kNote, id);
  }
  const std::size_t parents = structure.marked.size() + structure.annotations.size();
  std::string body = "/Type/StructTreeRoot/K[";
  if (!tree->written.empty() && tree->written.front() == typeset::kRoot) append_reference(body, tree->first);
  body += "]/ParentTree " + add_parent_tree(haru, tree, parents).reference() + "/ParentTreeNextKey " +
          std::to_string(parents);
  // PDF/UA-1 knows headings of any level, ISO 32000-1 six of them.
  std::string mapped;
  for (const ElementRole role : {ElementRole::Heading7, ElementRole::Heading8, ElementRole::Heading9}) {
    const auto has = [&](ElementId id) { return structure.elements.roles()[id] == role; };
    if (std::any_of(tree->written.begin(), tree->written.end(), has))
      mapped += "/" + std::string(role_name(role)) + "/H6";
  }
  if (!mapped.empty()) body += "/RoleMap<<" + mapped + ">>";
  if (!ids.empty()) body += "/IDTree " + haru.add("/Names[" + ids + "]").reference();
  haru.set(tree->root, std::move(body));
  return tree->root;
}

}  // namespace zielbaum::pdf
