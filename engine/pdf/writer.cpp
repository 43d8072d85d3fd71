#include <algorithm>

#include "base/digest.h"
#include "pdf/content_internal.h"
#include "pdf/parts_internal.h"
#include "pdf/pdf.h"
#include "pdf/syntax_internal.h"

namespace zielbaum::pdf {

namespace {

using typeset::ElementId;

/// A page as it is kept until the file is written.
struct WrittenPage {
  Length width, height;
  std::string contents;           ///< compressed
  std::vector<ElementId> marked;  ///< by MCID
  struct Area {
    typeset::LinkArea link;
    ElementId element = typeset::kRoot;
    std::uint32_t item = 0;
  };
  std::vector<Area> areas;
  bool taken = false;
};

/// Bytes that a URI may not hold are written with percent signs.
std::string uri(std::string_view target) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : target) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F) {
      out += c;
    } else {
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

std::string link_annotation(const typeset::LinkArea& link, std::size_t struct_parent) {
  std::string body = "/Type/Annot/Subtype/Link/Rect[";
  for (const Length edge : {link.x, link.y, link.x + link.width, link.y + link.height}) body += length_text(edge) + " ";
  body +=
      "]/Border[0 0 0]/F 4/Contents" + text_string(link.description) + "/StructParent " + std::to_string(struct_parent);
  if (link.target.starts_with('#')) return body + "/Dest" + byte_string(link.target.substr(1));
  return body + "/A<</S/URI/URI" + byte_string(uri(link.target)) + ">>";
}

Object add_picture(Haru& haru, const media::Picture& picture) {
  const std::string size = "/Type/XObject/Subtype/Image/Width " + std::to_string(picture.width) + "/Height " +
                           std::to_string(picture.height) + "/BitsPerComponent 8";
  std::string entries = size + (picture.channels == 1 ? "/ColorSpace/DeviceGray" : "/ColorSpace/DeviceRGB");
  if (!picture.alpha.empty()) {
    const Object mask = haru.add_stream(size + "/ColorSpace/DeviceGray", picture.alpha, Haru::Bytes::Plain);
    entries += "/SMask " + mask.reference();
  }
  if (picture.encoding == media::Encoding::Jpeg) {
    return haru.add_stream(entries + "/Filter/DCTDecode", picture.pixels, Haru::Bytes::AsTheyAre);
  }
  return haru.add_stream(entries, picture.pixels, Haru::Bytes::Plain);
}

/// The outline as linked objects; a bookmark belongs under the last one of a lower level before it.
Object add_outline(Haru& haru, const std::vector<typeset::Bookmark>& bookmarks) {
  struct Entry {
    Object object;
    std::size_t parent = 0;
    std::vector<std::size_t> children;
    std::uint8_t level = 0;
  };
  std::vector<Entry> entries(1);
  entries[0].object = haru.add();
  std::vector<std::size_t> path{0};
  for (const typeset::Bookmark& bookmark : bookmarks) {
    while (path.size() > 1 && entries[path.back()].level >= bookmark.level) path.pop_back();
    const std::size_t index = entries.size();
    entries[path.back()].children.push_back(index);
    Entry entry;
    entry.object = haru.add();
    entry.parent = path.back();
    entry.level = bookmark.level;
    entries.push_back(std::move(entry));
    path.push_back(index);
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    std::string body = i == 0 ? "/Type/Outlines"
                              : "/Title" + text_string(bookmarks[i - 1].title) + "/Dest" +
                                    byte_string(bookmarks[i - 1].anchor) + "/Parent " +
                                    entries[entry.parent].object.reference();
    if (i > 0) {
      const std::vector<std::size_t>& siblings = entries[entry.parent].children;
      const auto self = std::find(siblings.begin(), siblings.end(), i);
      if (self != siblings.begin()) body += "/Prev " + entries[*(self - 1)].object.reference();
      if (self + 1 != siblings.end()) body += "/Next " + entries[*(self + 1)].object.reference();
    }
    if (!entry.children.empty()) {
      // Chapters are shown opened out, all below them folded.
      const auto count = static_cast<std::int64_t>(entry.children.size());
      body += "/First " + entries[entry.children.front()].object.reference() + "/Last " +
              entries[entry.children.back()].object.reference() + "/Count " + std::to_string(i == 0 ? count : -count);
    }
    haru.set(entry.object, std::move(body));
  }
  return entries[0].object;
}

}  // namespace

struct Writer::Impl {
  Metadata metadata;
  Haru haru;
  Object resources;
  std::vector<WrittenPage> pages;
  std::vector<TreeNode> nodes;
  std::vector<std::string_view> role_of_element;
  std::vector<Object> pictures;

  void take_elements(std::vector<typeset::Element>& elements) {
    for (typeset::Element& element : elements) {
      if (element.id >= nodes.size()) nodes.resize(element.id + 1);
      if (element.id >= role_of_element.size()) role_of_element.resize(element.id + 1);
      role_of_element[element.id] = role_name(element.role);
      nodes[element.id].element = std::move(element);
    }
  }

  void take_items(const typeset::Page& page, const PageContent& content, WrittenPage& written) {
    for (std::uint32_t mcid = 0; mcid < content.marked.size(); ++mcid) {
      const MarkedContent& marked = content.marked[mcid];
      nodes[marked.element].kids.push_back({.page = page.index, .item = marked.item, .index = mcid});
      written.marked.push_back(marked.element);
    }
    for (std::uint32_t i = 0; i < page.items.size(); ++i) {
      const typeset::Item& item = page.items[i];
      if (const auto* link = std::get_if<typeset::LinkArea>(&item.content)) {
        written.areas.push_back({.link = *link, .element = item.owner.element, .item = i});
      } else if (const auto* placed = std::get_if<typeset::PlacedPicture>(&item.content);
                 placed != nullptr && item.owner.element != typeset::kNoElement) {
        Length* box = nodes[item.owner.element].box;
        box[0] = placed->x;
        box[1] = placed->y;
        box[2] = placed->x + placed->width;
        box[3] = placed->y + placed->height;
      }
    }
  }
};

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Writer::~Writer() = default;

Result<std::unique_ptr<Writer>> Writer::create(Metadata metadata) {
  Haru haru = TRY(Haru::create());
  auto impl = std::unique_ptr<Impl>(new Impl{.metadata = std::move(metadata),
                                             .haru = std::move(haru),
                                             .resources = {},
                                             .pages = {},
                                             .nodes = {},
                                             .role_of_element = {},
                                             .pictures = {}});
  impl->resources = impl->haru.add();
  return std::unique_ptr<Writer>(new Writer(std::move(impl)));
}

Result<void> Writer::take(typeset::Page page) {
  Impl& impl = *impl_;
  impl.take_elements(page.new_elements);
  for (const auto& picture : page.new_pictures) impl.pictures.push_back(add_picture(impl.haru, *picture));
  const PageContent content = ContentWriter(impl.role_of_element).write(page);
  if (page.index >= impl.pages.size()) impl.pages.resize(page.index + 1);
  WrittenPage& written = impl.pages[page.index];
  ENSURE(!written.taken);
  written.taken = true;
  written.width = page.width;
  written.height = page.height;
  written.contents = deflated(content.stream);
  written.marked.reserve(content.marked.size());
  impl.take_items(page, content, written);
  return {};
}

Result<std::string> Writer::finish(const typeset::Summary& summary, const typeset::Fonts& fonts,
                                   std::string_view colour_profile) {
  Impl& impl = *impl_;
  Haru& haru = impl.haru;
  std::string entries = "/Font<<";
  for (std::uint8_t font = 0; font < fonts.count(); ++font) {
    if (!fonts.used(font)) continue;
    const typeset::FontSubset subset = TRY(fonts.subset(font));
    entries += "/F" + std::to_string(font) + " " + add_font(haru, subset, font + 1u).reference();
  }
  entries += ">>";
  if (!impl.pictures.empty()) {
    entries += "/XObject<<";
    for (std::size_t i = 0; i < impl.pictures.size(); ++i) {
      entries += "/I" + std::to_string(i) + " " + impl.pictures[i].reference();
    }
    entries += ">>";
  }
  haru.set(impl.resources, std::move(entries));

  std::vector<Object> pages;
  std::vector<std::vector<ElementId>> marked;
  std::vector<AnnotationOwner> annotations;
  std::string hashes;  // the file's identifier comes from what it holds
  for (std::size_t i = 0; i < impl.pages.size(); ++i) {
    WrittenPage& written = impl.pages[i];
    ENSURE(written.taken);
    hashes += sha256(written.contents);
    const Object page =
        haru.add_page(written.width, written.height, written.contents, static_cast<std::uint32_t>(i), impl.resources);
    if (!page) break;  // `save` tells of it
    pages.push_back(page);
    written.contents = {};
    for (const WrittenPage::Area& area : written.areas) {
      const Object annotation = haru.add(link_annotation(area.link, impl.pages.size() + annotations.size()));
      haru.add_annotation(page, annotation);
      impl.nodes[area.element].kids.push_back({.page = static_cast<std::uint32_t>(i),
                                               .item = area.item,
                                               .kind = Kid::Kind::Annotation,
                                               .index = static_cast<std::uint32_t>(annotations.size())});
      annotations.push_back({.annotation = annotation, .element = area.element});
      hashes += area.link.target;
    }
    marked.push_back(std::move(written.marked));
  }
  if (pages.size() == impl.pages.size() && !impl.nodes.empty()) {
    haru.set_catalog("StructTreeRoot", add_structure_tree(haru, impl.nodes, pages, marked, annotations));
    std::string names = "/Names[";
    for (const typeset::Destination& destination : summary.destinations) {
      names += byte_string(destination.anchor) + "[" + pages.at(destination.page).reference() + "/XYZ 0 " +
               length_text(destination.y) + " null]";
    }
    haru.set_catalog("Names", haru.add("/Dests " + haru.add(names + "]").reference()));
  }
  if (!summary.bookmarks.empty()) {
    haru.set_catalog("Outlines", add_outline(haru, summary.bookmarks));
    haru.set_catalog_name("PageMode", "UseOutlines");
  }
  haru.set_catalog("PageLabels", haru.add("/Nums[0<</S/D>>]"));
  add_metadata(haru, impl.metadata, colour_profile);
  hashes += impl.metadata.title + impl.metadata.identifier + std::to_string(impl.metadata.unix_time.value_or(0));
  haru.set_identifier(sha256(hashes).substr(0, 16));
  return haru.save();
}

}  // namespace zielbaum::pdf
