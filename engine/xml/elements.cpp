#include "xml/elements.h"

#include <algorithm>
#include <set>

#include "xml/read_internal.h"
#include "xml/write_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

/// Nothing where it is no XML, or nothing that the gate lets in.
bool read_tree(pugi::xml_document& tree, std::string_view bytes) {
  if (!gate(bytes, "")) return false;
  bytes = without_mark(bytes);
  return static_cast<bool>(tree.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8));
}

bool is_called(Element element, const ElementName& name) {
  if (element.type() != pugi::node_element) return false;
  if (!name.tag.empty() && name_of(element) != name.tag) return false;
  if (name.value.empty()) return true;
  if (name.attribute.empty()) return text_of(element) == name.value;
  return attribute(element, name.attribute) == name.value;
}

Element find(Element from, const ElementPath& path) {
  if (path.empty()) return {};
  Element found = from.find_node([&](Element one) { return is_called(one, path.front()); });
  for (std::size_t i = 1; found && i < path.size(); ++i)
    found = found.find_child([&](Element one) { return is_called(one, path[i]); });
  return found;
}

/// What tells an element from its siblings.
ElementName name_of_one(Element element) {
  for (const char* const key : {"id", "name", "key", "file", "kind", "role"})
    if (const std::string_view value = attribute(element, key); !value.empty())
      return {std::string(name_of(element)), key, std::string(value)};
  return {std::string(name_of(element)), "", text_of(element)};
}

/// The element of `tree` that is called as the parent of `element` is in its own.
Element parent_like(pugi::xml_document& tree, Element element) {
  const Element parent = element.parent();
  if (parent.parent().type() == pugi::node_document) return tree.document_element();
  ElementPath path;
  // An id says it alone; names of fields are told by their kinds.
  for (Element at = parent; at.parent().type() != pugi::node_document; at = at.parent()) {
    path.insert(path.begin(), name_of_one(at));
    if (path.front().attribute == "id") break;
  }
  return find(tree, path);
}

void collect_ids(Element element, std::set<std::string, std::less<>>& ids) {
  struct Walker : pugi::xml_tree_walker {
    std::set<std::string, std::less<>>* ids = nullptr;
    bool for_each(pugi::xml_node& node) override {
      if (const std::string_view id = attribute(node, "id"); !id.empty()) ids->emplace(id);
      return true;
    }
  };
  Walker walker;
  walker.ids = &ids;
  if (const std::string_view id = attribute(element, "id"); !id.empty()) ids.emplace(id);
  element.traverse(walker);
}

// Whoever writes a file by hand lays it out in a way of their own: there only what is meant is touched.

std::size_t begin_of(Element element) {
  return static_cast<std::size_t>(element.offset_debug()) - 1;
}

/// Behind the start tag that begins at `at`.
std::size_t end_of_tag(std::string_view bytes, std::size_t at) {
  for (char quote = 0; at < bytes.size(); ++at) {
    if (quote != 0) {
      if (bytes[at] == quote) quote = 0;
    } else if (bytes[at] == '"' || bytes[at] == '\'') {
      quote = bytes[at];
    } else if (bytes[at] == '>') {
      return at + 1;
    }
  }
  return bytes.size();
}

/// Behind the element that begins at `at`. The file is well formed.
std::size_t end_of(std::string_view bytes, std::size_t at) {
  constexpr std::string_view kCdata = "<![CDATA[";
  for (int depth = 0;;) {
    at = std::min(bytes.find('<', at), bytes.size());
    if (bytes.substr(at, kCdata.size()) == kCdata) {
      at = std::min(bytes.find("]]>", at), bytes.size());
      continue;
    }
    const std::size_t end = end_of_tag(bytes, at);
    if (bytes.substr(at, 2) == "</") {
      --depth;
    } else if (bytes.substr(end - 2, 2) != "/>") {
      ++depth;
    }
    if (depth == 0 || end == bytes.size()) return end;
    at = end;
  }
}

/// Where the white space before an element begins.
std::size_t with_space_before(std::string_view bytes, std::size_t at) {
  while (at > 0 && (bytes[at - 1] == ' ' || bytes[at - 1] == '\n' || bytes[at - 1] == '\t' || bytes[at - 1] == '\r'))
    --at;
  return at;
}

void drop_known(Element element, const std::set<std::string, std::less<>>& known) {
  for (Element child = element.first_child(); child;) {
    const Element next = child.next_sibling();
    if (child.type() == pugi::node_element && known.count(attribute(child, "id")) != 0) {
      element.remove_child(child);
    } else {
      drop_known(child, known);
    }
    child = next;
  }
}

}  // namespace

bool has_element(std::string_view bytes, const ElementPath& path) {
  pugi::xml_document tree;
  return read_tree(tree, bytes) && find(tree, path);
}

std::optional<std::string> without_elements(std::string_view bytes, const ElementPath& path) {
  std::optional<std::string> out;
  for (;;) {
    const std::string_view now = without_mark(out ? *out : bytes);
    pugi::xml_document tree;
    if (!read_tree(tree, now)) return std::nullopt;
    const bool canonical = bytes_of(tree) == now;
    const Element found = find(tree, path);
    if (!found || found == tree.document_element()) return out;
    if (canonical) {
      found.parent().remove_child(found);
      out = bytes_of(tree);
    } else {
      std::string rest(now);
      const std::size_t begin = with_space_before(now, begin_of(found));
      rest.erase(begin, end_of(now, begin_of(found)) - begin);
      out = std::move(rest);
    }
  }
}

std::optional<std::string> with_element_of(std::string_view bytes, std::string_view other, const ElementPath& path) {
  pugi::xml_document tree;
  pugi::xml_document source;
  bytes = without_mark(bytes);
  other = without_mark(other);
  if (!read_tree(tree, bytes) || !read_tree(source, other)) return std::nullopt;
  const Element wanted = find(source, path);
  if (!wanted || wanted == source.document_element() || find(tree, path)) return std::nullopt;
  Element parent = parent_like(tree, wanted);
  if (!parent) return std::nullopt;
  Element sibling;
  for (Element before = wanted.previous_sibling(); before && !sibling; before = before.previous_sibling()) {
    const ElementName name = name_of_one(before);
    sibling = parent.find_child([&](Element one) { return is_called(one, name); });
  }
  if (bytes_of(tree) == bytes) {
    std::set<std::string, std::less<>> known;
    collect_ids(tree.document_element(), known);
    drop_known(sibling ? parent.insert_copy_after(wanted, sibling) : parent.prepend_copy(wanted), known);
    return bytes_of(tree);
  }
  const std::size_t from = with_space_before(other, begin_of(wanted));
  const std::string_view text = other.substr(from, end_of(other, begin_of(wanted)) - from);
  const std::size_t at = sibling ? end_of(bytes, begin_of(sibling)) : end_of_tag(bytes, begin_of(parent));
  if (!sibling && bytes.substr(at - 2, 2) == "/>") return std::nullopt;  // it has no place for what is in it
  std::string out(bytes);
  out.insert(at, text);
  return out;
}

std::optional<std::string> with_marks(std::string_view bytes, const std::vector<Undecided>& marks) {
  pugi::xml_document tree;
  if (!read_tree(tree, bytes)) return std::nullopt;
  // Each goes before the ones that are there.
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
    Element node = find(tree, {{"", "id", mark->node}});
    if (!node) return std::nullopt;
    Element element = node.prepend_child(std::string(kUndecided).c_str());
    set(element, "part", mark->part);
    set(element, "ours", mark->ours);
    set(element, "theirs", mark->theirs);
  }
  return bytes_of(tree);
}

IdsAround ids_around(std::string_view bytes, std::string_view id) {
  IdsAround out;
  pugi::xml_document tree;
  if (!read_tree(tree, bytes)) return out;
  const Element found = find(tree, {{"", "id", std::string(id)}});
  if (!found) return out;
  for (Element above = found.parent(); above && above.type() == pugi::node_element; above = above.parent())
    out.above.emplace_back(attribute(above, "id"));
  std::set<std::string, std::less<>> below;
  collect_ids(found, below);
  out.below.assign(below.begin(), below.end());
  return out;
}

}  // namespace zielbaum::xml
