#include <algorithm>
#include <map>

#include "base/digest.h"
#include "base/memory.h"
#include "pdf/content_internal.h"
#include "pdf/deflate_internal.h"
#include "pdf/parts_internal.h"
#include "pdf/pdf.h"
#include "pdf/syntax_internal.h"

namespace zielbaum::pdf {

namespace {

using typeset::ElementId;

constexpr std::uint32_t kPagesInNode = 64;

/// A page as it is kept until the file is written.
struct WrittenPage {
  Length width, height;
  std::string label;
  std::string contents;  ///< compressed
  struct Area {
    typeset::LinkArea link;
    ElementId element = typeset::kRoot;
    std::uint32_t item = 0;
    std::vector<typeset::LinkArea> lines;  ///< where there are several: each; `link` is what holds them all
  };
  std::vector<Area> areas;
  std::uint32_t first_annotation = 0;  ///< of the file's
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

/// Whole points do for what is clicked at.
void append_points(std::string& out, std::initializer_list<Length> lengths) {
  for (const Length length : lengths) {
    append_integer(out, (length.in_micropoints() + 500'000) / 1'000'000);
    out += ' ';
  }
}

void append_annotation(std::string& out, const WrittenPage::Area& area, std::size_t struct_parent) {
  const typeset::LinkArea& link = area.link;
  out += "/Type/Annot/Subtype/Link/Rect[";
  append_points(out, {link.x, link.y, link.x + link.width, link.y + link.height});
  if (!area.lines.empty()) {
    out += "]/QuadPoints[";  // upper left, upper right, lower left, lower right, as all readers take them
    for (const typeset::LinkArea& line : area.lines) {
      const Length right = line.x + line.width, top = line.y + line.height;
      append_points(out, {line.x, top, right, top, line.x, line.y, right, line.y});
    }
  }
  out += "]/Border[0 0 0]/F 4/Contents";
  out += text_string(link.description);
  out += "/StructParent ";
  append_integer(out, static_cast<std::int64_t>(struct_parent));
  if (link.target.starts_with('#')) {
    out += "/Dest" + byte_string(std::string_view(link.target).substr(1));
  } else {
    out += "/A<</S/URI/URI" + byte_string(uri(link.target)) + ">>";
  }
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

/// The number of a label that is one ("12"), else 0.
std::uint32_t leading_number(std::string_view label) {
  std::uint32_t number = 0;
  for (const char c : label) {
    if (c < '0' || c > '9' || label.size() > 6 || label.front() == '0') return 0;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

/// What readers show as the numbers of pages: those printed on them. A range for each run of numbers; any other label
/// is a range of its own.
std::string page_labels(const std::vector<WrittenPage>& pages) {
  std::string ranges;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::uint32_t number = leading_number(pages[i].label);
    if (i > 0 && number > 1 && leading_number(pages[i - 1].label) == number - 1) continue;
    ranges += std::to_string(i);
    if (number > 0) {
      ranges += "<</S/D/St " + std::to_string(number) + ">>";
    } else {
      ranges += pages[i].label.empty() ? "<<>>" : "<</P" + text_string(pages[i].label) + ">>";
    }
  }
  return ranges;
}

}  // namespace

struct Writer::Impl {
  Metadata metadata;
  Haru haru;
  Object resources = haru.add();
  Deflater deflater;
  std::vector<WrittenPage> pages;
  std::vector<std::vector<MarkedContent>> marked;  ///< by page and MCID
  Elements elements;
  std::vector<Object> pictures;
  std::vector<AnnotationOwner> annotations;
  Object first_page, first_node, first_contents, first_annotation;

  Impl(Metadata metadata_, Haru haru_) : metadata(std::move(metadata_)), haru(std::move(haru_)) {}

  template <typename Placed>
  static Elements::Box box_of(const Placed& placed) {
    return {{placed.x, placed.y, placed.x + placed.width, placed.y + placed.height}};
  }

  /// Adds a further line of a link to the area of those before it, if there is one.
  static bool joined(std::vector<WrittenPage::Area>& areas, const typeset::LinkArea& line, ElementId element) {
    const auto known = std::find_if(areas.rbegin(), areas.rend(),
                                    [element](const WrittenPage::Area& area) { return area.element == element; });
    if (known == areas.rend()) return false;
    typeset::LinkArea& all = known->link;
    if (known->lines.empty()) known->lines.push_back(all);
    known->lines.push_back(line);
    const Length right = std::max(all.x + all.width, line.x + line.width);
    const Length top = std::max(all.y + all.height, line.y + line.height);
    all.x = std::min(all.x, line.x);
    all.y = std::min(all.y, line.y);
    all.width = right - all.x;
    all.height = top - all.y;
    return true;
  }

  void take_areas(const typeset::Page& page, WrittenPage& written) {
    for (std::uint32_t i = 0; i < page.items.size(); ++i) {
      const typeset::Item& item = page.items[i];
      if (const auto* link = std::get_if<typeset::LinkArea>(&item.content)) {
        if (!joined(written.areas, *link, item.owner.element)) {
          written.areas.push_back({.link = *link, .element = item.owner.element, .item = i, .lines = {}});
        }
      } else if (item.owner.element != typeset::kNoElement) {
        // A drawing's ground is its first ink, and all else stands inside it.
        if (const auto* placed = std::get_if<typeset::PlacedPicture>(&item.content)) {
          elements.set_box(item.owner.element, box_of(*placed));
        } else if (const auto* ground = std::get_if<typeset::FilledRectangle>(&item.content)) {
          elements.set_box(item.owner.element, box_of(*ground));
        }
      }
    }
  }

  [[nodiscard]] Result<void> set_resources(const typeset::Fonts& fonts) {
    std::map<typeset::FontId, typeset::FontSubset> subsets;
    std::size_t most_cids = 0;
    for (typeset::FontId font = 0; font < fonts.count(); ++font) {
      if (!fonts.used(font)) continue;
      const typeset::FontSubset& subset = subsets[font] = TRY(fonts.subset(font));
      most_cids = std::max(most_cids, subset.glyph_of_cid.size());
    }
    const Object codes = add_codes(haru, most_cids);
    std::string entries = "/Font<<";
    for (const auto& [font, subset] : subsets) {
      entries += "/F" + std::to_string(font) + " " + add_font(haru, subset, codes, font + 1u).reference();
    }
    entries += ">>";
    if (!pictures.empty()) {
      entries += "/XObject<<";
      for (std::size_t i = 0; i < pictures.size(); ++i) {
        entries += "/I" + std::to_string(i) + " " + pictures[i].reference();
      }
      entries += ">>";
    }
    entries += "/Properties<<" + std::string(artifact_properties()) + ">>";
    haru.set(resources, std::move(entries));
    return {};
  }

  void append_page(std::string& out, std::uint32_t index) const {
    const WrittenPage& page = pages[index];
    out += "/Type/Page/Parent ";
    append_reference(out, Object(first_node.number() + index / kPagesInNode));
    out += "/MediaBox[0 0 ";
    append_length(out, page.width);
    out += ' ';
    append_length(out, page.height);
    out += "]/Resources ";
    append_reference(out, resources);
    out += "/Contents ";
    append_reference(out, Object(first_contents.number() + index));
    out += "/StructParents ";
    append_integer(out, index);
    out += "/Tabs/S";
    if (page.areas.empty()) return;
    out += "/Annots[";
    for (std::uint32_t i = 0; i < page.areas.size(); ++i) {
      append_reference(out, Object(first_annotation.number() + page.first_annotation + i));
      out += ' ';
    }
    out += ']';
  }

  /// Readers find a page without going through all: the tree has two levels.
  void append_page_node(std::string& out, std::uint32_t index) const {
    const std::size_t begin = index * kPagesInNode;
    const std::size_t end = std::min(pages.size(), begin + kPagesInNode);
    out += "/Type/Pages/Parent ";
    append_reference(out, haru.page_root());
    out += "/Count ";
    append_integer(out, static_cast<std::int64_t>(end - begin));
    out += "/Kids[";
    for (std::size_t i = begin; i < end; ++i) {
      append_reference(out, Object(first_page.number() + static_cast<std::uint32_t>(i)));
      out += ' ';
    }
    out += ']';
  }

  void add_pages() {
    for (std::uint32_t i = 0; i < pages.size(); ++i) {
      pages[i].first_annotation = static_cast<std::uint32_t>(annotations.size());
      for (const WrittenPage::Area& area : pages[i].areas) {
        annotations.push_back({.page = i, .item = area.item, .element = area.element});
      }
    }
    first_contents = haru.add_row(pages.size(), [this](std::uint32_t i, Haru::Body& body) {
      body.entries = "/Filter/FlateDecode";
      body.is_stream = true;
      body.bytes = std::move(pages[i].contents);
    });
    first_page =
        haru.add_row(pages.size(), [this](std::uint32_t i, Haru::Body& body) { append_page(body.entries, i); });
    const std::size_t nodes = (pages.size() + kPagesInNode - 1) / kPagesInNode;
    first_node = haru.add_row(nodes, [this](std::uint32_t i, Haru::Body& body) { append_page_node(body.entries, i); });
    first_annotation = haru.add_row(annotations.size(), [this](std::uint32_t i, Haru::Body& body) {
      const WrittenPage& page = pages[annotations[i].page];
      append_annotation(body.entries, page.areas[i - page.first_annotation], pages.size() + i);
    });
    std::string root = "/Count " + std::to_string(pages.size()) + "/Kids[";
    for (std::uint32_t i = 0; i < nodes; ++i) {
      append_reference(root, Object(first_node.number() + i));
      root += ' ';
    }
    haru.set(haru.page_root(), root + "]");
  }

  void add_destinations(const std::vector<typeset::Destination>& destinations) {
    std::string names = "/Names[";
    for (const typeset::Destination& destination : destinations) {
      ENSURE(destination.page < pages.size());
      names += byte_string(destination.anchor);
      names += '[';
      append_reference(names, Object(first_page.number() + destination.page));
      names += "/XYZ 0 ";
      append_length(names, destination.y);
      names += " null]";
    }
    haru.set_catalog("Names",
                     haru.add("/Dests " + haru.add(names + "]").reference() + add_embedded_files(haru, metadata)));
  }

  /// From what the file holds, so that the same file has the same one.
  [[nodiscard]] std::string identifier() const {
    std::string hashes;
    for (const WrittenPage& page : pages) {
      hashes += sha256(page.contents);
      for (const WrittenPage::Area& area : page.areas) hashes += area.link.target;
    }
    for (const EmbeddedFile& file : metadata.embedded) hashes += sha256(file.name + file.bytes);
    hashes += metadata.title + metadata.identifier + std::to_string(metadata.unix_time.value_or(0));
    return sha256(hashes).substr(0, 16);
  }
};

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Writer::~Writer() = default;

Result<std::unique_ptr<Writer>> Writer::create(Metadata metadata) {
  Haru haru = TRY(Haru::create());
  return std::unique_ptr<Writer>(new Writer(std::make_unique<Impl>(std::move(metadata), std::move(haru))));
}

Result<void> Writer::take(typeset::Page page) {
  Impl& impl = *impl_;
  for (const typeset::Element& element : page.new_elements) impl.elements.take(element);
  for (const auto& picture : page.new_pictures) impl.pictures.push_back(add_picture(impl.haru, *picture));
  PageContent content = ContentWriter(impl.elements.roles()).write(page);
  if (page.index >= impl.pages.size()) {
    impl.pages.resize(page.index + 1);
    impl.marked.resize(page.index + 1);
  }
  WrittenPage& written = impl.pages[page.index];
  ENSURE(!written.taken);
  written.taken = true;
  written.width = page.width;
  written.height = page.height;
  written.label = page.label;
  written.contents = impl.deflater.compressed(content.stream);
  content.marked.shrink_to_fit();
  impl.marked[page.index] = std::move(content.marked);
  impl.take_areas(page, written);
  return {};
}

Result<void> Writer::finish(const typeset::Summary& summary, const typeset::Fonts& fonts,
                            std::string_view colour_profile, const TakeBytes& take) {
  Impl& impl = *impl_;
  Haru& haru = impl.haru;
  for (const WrittenPage& page : impl.pages) ENSURE(page.taken);
  give_back_unused_memory();  // what was being set is gone
  TRY(impl.set_resources(fonts));
  impl.add_pages();
  if (impl.elements.size() > 0) {
    haru.set_catalog("StructTreeRoot", add_structure_tree(haru, {.elements = impl.elements,
                                                                 .marked = impl.marked,
                                                                 .annotations = impl.annotations,
                                                                 .first_page = impl.first_page,
                                                                 .first_annotation = impl.first_annotation}));
    impl.add_destinations(summary.destinations);
  }
  if (!summary.bookmarks.empty()) {
    haru.set_catalog("Outlines", add_outline(haru, summary.bookmarks));
    haru.set_catalog_name("PageMode", "UseOutlines");
  }
  haru.set_catalog("PageLabels", haru.add("/Nums[" + page_labels(impl.pages) + "]"));
  add_metadata(haru, impl.metadata, colour_profile);
  haru.set_identifier(impl.identifier());
  return haru.save(take);
}

Result<std::string> Writer::finish(const typeset::Summary& summary, const typeset::Fonts& fonts,
                                   std::string_view colour_profile) {
  std::string bytes;
  TRY(finish(summary, fonts, colour_profile, [&bytes](std::string_view piece) -> Result<void> {
    bytes += piece;
    return {};
  }));
  return bytes;
}

}  // namespace zielbaum::pdf
