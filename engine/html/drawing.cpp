#include "html/drawing_internal.h"

#include <string_view>

#include "html/html.h"

namespace zielbaum::html {

namespace {

std::string_view class_of(flow::Ink ink) {
  switch (ink) {
    case flow::Ink::Text:
      return "text";
    case flow::Ink::Accent:
      return "accent";
    case flow::Ink::Rule:
      return "rule";
    case flow::Ink::Fill:
      return "fill";
    case flow::Ink::Paper:
      return "paper";
  }
  return "text";
}

std::string number(std::string_view name, std::int32_t value) {
  return " " + std::string(name) + "=\"" + std::to_string(value) + "\"";
}

std::string begin(std::string_view tag, flow::Ink ink) {
  return "<" + std::string(tag) + " class=\"" + std::string(class_of(ink)) + "\"";
}

std::string markup(const flow::Rectangle& rectangle) {
  return begin("rect", rectangle.ink) + number("x", rectangle.x) + number("y", rectangle.y) +
         number("width", rectangle.width) + number("height", rectangle.height) + "></rect>\n";
}

std::string markup(const flow::Polygon& polygon) {
  std::string points;
  for (const flow::Point& corner : polygon.corners) {
    if (!points.empty()) points += ' ';
    points += std::to_string(corner.x) + "," + std::to_string(corner.y);
  }
  return begin("polygon", polygon.ink) + " points=\"" + points + "\"></polygon>\n";
}

std::string markup(const flow::Label& label) {
  const flow::Weight weight = label.strong ? flow::Weight::Strong : flow::Weight::Regular;
  const std::vector<std::string> lines = flow::label_lines(label.text, weight, label.width, 1);
  if (lines.empty()) return {};
  std::string out = begin("text", label.ink);
  switch (label.align) {
    case flow::Align::Left:
      out += number("x", label.x);
      break;
    case flow::Align::Centre:
      out += number("x", label.x + label.width / 2) + " text-anchor=\"middle\"";
      break;
    case flow::Align::Right:
      out += number("x", label.x + label.width) + " text-anchor=\"end\"";
      break;
  }
  out += number("y", label.y);
  if (label.strong) out += " font-weight=\"700\"";
  return out + ">" + escape(lines.front()) + "</text>\n";
}

}  // namespace

std::string svg(const flow::Drawing& drawing) {
  const std::string width = std::to_string(flow::Drawing::kWidth);
  const std::string height = std::to_string(drawing.height);
  std::string out = "<svg class=\"drawing\" role=\"img\" aria-label=\"" + escape(drawing.alt) + "\" viewBox=\"0 0 " +
                    width + " " + height + "\" width=\"" + width + "\" height=\"" + height + "\"" +
                    number("font-size", flow::Drawing::kLabelSize) + ">\n";
  for (const flow::Shape& shape : drawing.shapes) {
    out += std::visit([](const auto& content) { return markup(content); }, shape);
  }
  return out + "</svg>";
}

}  // namespace zielbaum::html
