#include <memory>

#include "pdf/parts_internal.h"
#include "pdf/syntax_internal.h"

namespace zielbaum::pdf {

namespace {

/// A bookmark's neighbours, as indices; 0 is the outline itself, and none.
struct Entry {
  std::size_t parent = 0;
  std::size_t previous = 0, next = 0;
  std::size_t first = 0, last = 0;
  std::int64_t children = 0;
};

/// What the bodies of the outline's objects are made from.
struct Outline {
  std::vector<Entry> entries{1};
  Object root;
  Object first;  ///< of the bookmarks

  void append_link(std::string& out, std::string_view key, std::size_t index) const {
    out += key;
    append_reference(out, index == 0 ? root : Object(first.number() + static_cast<std::uint32_t>(index) - 1));
  }
  /// Chapters are shown opened out, all below them folded.
  void append_children(std::string& out, std::size_t index) const {
    const Entry& entry = entries[index];
    if (entry.children == 0) return;
    append_link(out, "/First ", entry.first);
    append_link(out, "/Last ", entry.last);
    out += "/Count ";
    append_integer(out, index == 0 ? entry.children : -entry.children);
  }
  void append_bookmark(std::string& out, std::size_t index, const typeset::Bookmark& bookmark) const {
    const Entry& entry = entries[index];
    out += "/Title" + text_string(bookmark.title) + "/Dest" + byte_string(bookmark.anchor);
    append_link(out, "/Parent ", entry.parent);
    if (entry.previous != 0) append_link(out, "/Prev ", entry.previous);
    if (entry.next != 0) append_link(out, "/Next ", entry.next);
    append_children(out, index);
  }
};

std::vector<Entry> linked(const std::vector<typeset::Bookmark>& bookmarks) {
  std::vector<Entry> entries(1 + bookmarks.size());
  std::vector<std::size_t> path{0};
  const auto level = [&bookmarks](std::size_t index) { return bookmarks[index - 1].level; };
  for (std::size_t i = 1; i < entries.size(); ++i) {
    while (path.size() > 1 && level(path.back()) >= level(i)) path.pop_back();
    Entry& parent = entries[path.back()];
    entries[i].parent = path.back();
    entries[i].previous = parent.last;
    if (parent.last != 0) entries[parent.last].next = i;
    if (parent.first == 0) parent.first = i;
    parent.last = i;
    ++parent.children;
    path.push_back(i);
  }
  return entries;
}

}  // namespace

Object add_outline(Haru& haru, const std::vector<typeset::Bookmark>& bookmarks) {
  const auto outline = std::make_shared<Outline>();
  outline->entries = linked(bookmarks);
  outline->root = haru.add();
  outline->first = haru.add_row(bookmarks.size(), [outline, &bookmarks](std::uint32_t i, Haru::Body& body) {
    outline->append_bookmark(body.entries, i + 1, bookmarks[i]);
  });
  std::string body = "/Type/Outlines";
  outline->append_children(body, 0);
  haru.set(outline->root, std::move(body));
  return outline->root;
}

}  // namespace zielbaum::pdf
