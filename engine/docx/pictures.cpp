#include <algorithm>

#include "docx/writing_internal.h"
#include "media/media.h"

namespace zielbaum::docx {

namespace {

constexpr std::int64_t kEmuOfTwip = 635;
constexpr std::int64_t kEmuOfPixel = 9525;  // 1/96 inch

struct Size {
  std::int64_t width = 0;
  std::int64_t height = 0;
};

/// A pixel is 1/96 inch where there is room; never larger.
Size size_of(const PlacedPicture& picture, std::int32_t width, std::int32_t text_height) {
  Size size{picture.width * kEmuOfPixel, picture.height * kEmuOfPixel};
  const std::int64_t widest = std::max(1, width) * kEmuOfTwip;
  const std::int64_t tallest = text_height * kEmuOfTwip * 6 / 10;
  if (size.width > widest) size = {widest, size.height * widest / size.width};
  if (size.height > tallest) size = {size.width * tallest / size.height, tallest};
  return {std::max<std::int64_t>(1, size.width), std::max<std::int64_t>(1, size.height)};
}

Result<PlacedPicture> placed(Writing& writing, const std::string& key) {
  const auto known = writing.pictures.find(key);
  if (known != writing.pictures.end()) return known->second;
  const std::string bytes = TRY(writing.media(key));
  media::File file = TRY(media::file_of(bytes, key));
  const std::string& type = file.format;
  PlacedPicture made;
  made.target = "media/image" + std::to_string(writing.pictures.size() + 1) + "." + type;
  made.width = file.width;
  made.height = file.height;
  writing.picture_parts.push_back({"word/" + made.target, "image/" + type, std::move(file.bytes), {}});
  writing.pictures.emplace(key, made);
  return made;
}

}  // namespace

Result<void> write_figure(Writing& writing, const Area& area, const flow::Figure& figure) {
  const PlacedPicture picture = TRY(placed(writing, figure.media));
  const Size size = size_of(picture, area.width - area.indent, writing.text_height);
  const std::string id = std::to_string(++writing.frames);
  const std::string width = std::to_string(size.width);
  const std::string height = std::to_string(size.height);
  const std::string name = picture.target.substr(picture.target.find('/') + 1);
  const ParagraphLook look{.style = area.style, .keep_with_next = !figure.caption.empty()};
  const pugi::xml_node run = add(open_paragraph(writing, area, look), "w:r");
  const pugi::xml_node frame =
      add(add(run, "w:drawing"), "wp:inline", {{"distT", "0"}, {"distB", "0"}, {"distL", "0"}, {"distR", "0"}});
  add(frame, "wp:extent", {{"cx", width}, {"cy", height}});
  add(frame, "wp:docPr", {{"id", id}, {"name", name}, {"descr", figure.alt}});
  const pugi::xml_node data = add(add(frame, "a:graphic"), "a:graphicData",
                                  {{"uri", "http://schemas.openxmlformats.org/drawingml/2006/picture"}});
  const pugi::xml_node drawn = add(data, "pic:pic");
  const pugi::xml_node about = add(drawn, "pic:nvPicPr");
  add(about, "pic:cNvPr", {{"id", id}, {"name", name}, {"descr", figure.alt}});
  add(about, "pic:cNvPicPr");
  const pugi::xml_node fill = add(drawn, "pic:blipFill");
  add(fill, "a:blip", {{"r:embed", area.relationships.to("image", picture.target)}});
  add(add(fill, "a:stretch"), "a:fillRect");
  const pugi::xml_node shape = add(drawn, "pic:spPr");
  const pugi::xml_node place = add(shape, "a:xfrm");
  add(place, "a:off", {{"x", "0"}, {"y", "0"}});
  add(place, "a:ext", {{"cx", width}, {"cy", height}});
  add(add(shape, "a:prstGeom", {{"prst", "rect"}}), "a:avLst");
  write_caption(writing, area, figure.caption, Caption::Below);
  return {};
}

}  // namespace zielbaum::docx
