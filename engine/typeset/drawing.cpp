// Drawings: one figure that is never torn, its words in the theme's faces.
#include <algorithm>

#include "typeset/blocks_internal.h"

namespace zielbaum::typeset {

namespace {

constexpr Length kSmallest = Length::points(8);      ///< size of the words in a drawing
constexpr Length kCaptionRoom = Length::points(60);  ///< left for it on the page of the tallest drawing
constexpr model::Colour kPaper{.red = 255, .green = 255, .blue = 255};

/// How long a unit of the drawing is on the page, in each direction.
struct Scale {
  Length x, y;
  [[nodiscard]] Length size() const { return y * flow::Drawing::kLabelSize; }
};

/// As wide as there is room for, but words not larger than running text and never smaller than can be read: where they
/// would be, everything grows in height with them. Only a drawing taller than the page is made smaller as a whole.
Scale scale_of(const Setting& setting, const flow::Drawing& drawing, Length room) {
  constexpr std::int32_t kSize = flow::Drawing::kLabelSize;
  Scale scale;
  scale.x = std::min(room / flow::Drawing::kWidth, std::max(setting.theme.body.size, kSmallest) / kSize);
  scale.y = std::max(scale.x, kSmallest / kSize);
  const Length tallest = setting.text_height() - kCaptionRoom;
  if (scale.y * drawing.height > tallest) {
    scale.y = tallest / drawing.height;
    scale.x = std::min(scale.x, scale.y);
  }
  return scale;
}

class Drawer {
 public:
  Drawer(Setting& setting, Scale scale, Length left, ElementId element)
      : setting_(setting), scale_(scale), left_(left), owner_{.element = element} {}

  /// The ground, on which all else stands.
  void ground(std::int32_t height) {
    add(FilledRectangle{.x = left_,
                        .y = -(scale_.y * height),
                        .width = scale_.x * flow::Drawing::kWidth,
                        .height = scale_.y * height,
                        .colour = kPaper});
  }

  [[nodiscard]] Result<void> draw(const flow::Rectangle& rectangle) {
    add(FilledRectangle{.x = x(rectangle.x),
                        .y = y(rectangle.y + rectangle.height),
                        .width = scale_.x * rectangle.width,
                        .height = scale_.y * rectangle.height,
                        .colour = colour(rectangle.ink)});
    return {};
  }

  [[nodiscard]] Result<void> draw(const flow::Polygon& polygon) {
    FilledPolygon filled{.x = left_, .y = {}, .colour = colour(polygon.ink), .corners = {}};
    for (const flow::Point& corner : polygon.corners) filled.corners.push_back({scale_.x * corner.x, y(corner.y)});
    add(std::move(filled));
    return {};
  }

  [[nodiscard]] Result<void> draw(const flow::Label& label) {
    const Length room = scale_.x * label.width;
    std::string words = label.text;
    SetWords set = TRY(shape(words, label));
    while (set.width > room && !words.empty()) {
      remove_last_character(words);
      set = TRY(shape(words + "…", label));
    }
    Length start = x(label.x);
    if (label.align == flow::Align::Centre) start += (room - set.width) / 2;
    if (label.align == flow::Align::Right) start += room - set.width;
    // The space behind keeps a reader's software from joining the words of two labels.
    const SetWords space = TRY(shape(" ", label));
    const Length end = start + set.width;
    add_words(items, std::move(set), start, y(label.y), owner_);
    add_words(items, space, end, y(label.y), owner_);
    return {};
  }

  std::vector<Item> items;

 private:
  [[nodiscard]] Length x(std::int32_t units) const { return left_ + scale_.x * units; }
  [[nodiscard]] Length y(std::int32_t units) const { return -(scale_.y * units); }

  [[nodiscard]] model::Colour colour(flow::Ink ink) const {
    const model::Theme& theme = setting_.theme;
    switch (ink) {
      case flow::Ink::Text:
        return theme.body.colour;
      case flow::Ink::Accent:
        return theme.accent;
      case flow::Ink::Rule:
        return theme.rule;
      case flow::Ink::Fill:
        return theme.fill;
      case flow::Ink::Paper:
        return kPaper;
    }
    return theme.body.colour;
  }

  [[nodiscard]] Result<SetWords> shape(std::string_view words, const flow::Label& label) {
    return set_words(setting_, words, label.strong ? Face::Bold : Face::Regular, scale_.size(), colour(label.ink));
  }

  static void remove_last_character(std::string& words) {
    const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; };
    while (!words.empty() && continues(words.back())) words.pop_back();
    if (!words.empty()) words.pop_back();
    while (words.ends_with(' ')) words.pop_back();
  }

  template <typename Content>
  void add(Content content) {
    items.push_back({.owner = owner_, .content = std::move(content)});
  }

  Setting& setting_;
  Scale scale_;
  Length left_;
  Owner owner_;
};

}  // namespace

Result<void> set_drawing(Setting& setting, const flow::Drawing& drawing, const std::string& lang, const Area& area,
                         Galley& galley) {
  const Scale scale = scale_of(setting, drawing, area.width);
  Element& element = setting.open(ElementRole::Figure, area.parent, lang);
  element.alt = drawing.alt;
  const ElementId id = element.id;
  Drawer drawer(setting, scale, area.x, id);
  drawer.ground(drawing.height);
  for (const flow::Shape& shape : drawing.shapes) {
    TRY(std::visit([&drawer](const auto& content) { return drawer.draw(content); }, shape));
  }
  std::vector<Strip> strips(1);
  strips[0].height = scale.y * drawing.height;
  strips[0].items = std::move(drawer.items);
  galley.add(std::move(strips), area.body->after, area.body->after);
  return set_caption(setting, drawing.caption, id, area, galley);
}

}  // namespace zielbaum::typeset
