#include "base/utf8.h"
#include "compose/drawings_internal.h"
#include "schema/schema.h"

namespace zielbaum::compose {

Names::Names(const Source& source)
    : source_(source),
      language_(interface_language(source.document.lang)),
      numbers_(schema::numbers(source.document, source.type, source.document.lang, source.counts)),
      index_(source.document) {}

std::string Names::local(const model::LocalText& text, std::string_view otherwise) const {
  const std::string_view words = model::in_language(text, source_.document.lang);
  return std::string(words.empty() ? otherwise : words);
}

std::string Names::full(model::NodeIndex i) const {
  const model::Node& node = source_.document.nodes[i];
  std::string title = node.title;
  if (title.empty()) {
    const model::KindRule* const kind = source_.type.kind(node.kind);
    title = kind == nullptr ? node.kind : local(kind->label, kind->name);
  }
  return numbers_[i].empty() ? title : numbers_[i] + " " + title;
}

std::string Names::brief(model::NodeIndex i) const {
  const std::string& title = source_.document.nodes[i].short_title;
  if (title.empty()) return full(i);
  return numbers_[i].empty() ? title : numbers_[i] + " " + title;
}

flow::Run Names::linked(model::NodeIndex i) const {
  flow::Run run;
  run.text = full(i);
  const std::string& id = source_.document.nodes[i].id.text;
  if (index_.find(id) == i) run.link = "#" + id;
  return run;
}

flow::Run Names::page_number(model::NodeIndex i) const {
  flow::Run run;
  run.kind = flow::RunKind::PageNumber;
  run.link = "#" + source_.document.nodes[i].id.text;
  return run;
}

std::string Names::plural(const model::KindRule& kind) const {
  return local(kind.plural, local(kind.label, kind.name));
}

std::string Names::amount(const model::KindRule& kind, std::size_t count) const {
  return std::to_string(count) + "\u00A0" + (count == 1 ? local(kind.label, kind.name) : plural(kind));
}

void Canvas::rectangle(std::int32_t x, std::int32_t y, std::int32_t width, std::int32_t height, flow::Ink ink) {
  shapes_.emplace_back(flow::Rectangle{.x = x, .y = y, .width = width, .height = height, .ink = ink});
}

void Canvas::polygon(std::vector<flow::Point> corners, flow::Ink ink) {
  shapes_.emplace_back(flow::Polygon{.corners = std::move(corners), .ink = ink});
}

void Canvas::words(const std::vector<std::string>& lines, flow::Label look) {
  look.y += kBaseline;
  for (const std::string& line : lines) {
    look.text = line;
    shapes_.emplace_back(look);
    look.y += kLine;
  }
}

flow::Block Canvas::drawing(std::int32_t height, std::string alt, std::string caption) {
  flow::Drawing made;
  made.height = height;
  made.shapes = std::move(shapes_);
  made.alt = std::move(alt);
  made.caption.emplace_back();
  made.caption.back().text = std::move(caption);
  shapes_.clear();
  return {std::move(made), {}};
}

flow::Block chapter_heading(std::string words) {
  flow::Heading heading;
  heading.runs.emplace_back();
  heading.runs.back().text = std::move(words);
  heading.opens_page = true;
  return {std::move(heading), {}};
}

flow::Block section_heading(std::string words) {
  flow::Heading heading;
  heading.level = 2;
  heading.runs.emplace_back();
  heading.runs.back().text = std::move(words);
  heading.in_contents = false;
  heading.in_bookmarks = false;
  return {std::move(heading), {}};
}

std::string shortened(std::string_view words, std::size_t most) {
  std::size_t characters = 0;
  std::size_t last_space = 0;
  for (std::size_t at = 0; at < words.size(); ++characters) {
    const Decoded decoded = decode_utf8(words, at);
    if (characters + 1 == most && at + decoded.size < words.size()) {
      return std::string(words.substr(0, last_space > 0 ? last_space : at)) + "…";
    }
    if (decoded.character == U' ') last_space = at;
    at += decoded.size;
  }
  return std::string(words);
}

}  // namespace zielbaum::compose
