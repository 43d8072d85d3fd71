#include "typeset/packed_items_internal.h"

#include <type_traits>

#include "base/packed_numbers.h"

namespace zielbaum::typeset {

namespace {

// Numbers become as few groups of seven bits as they need. Most are near the same number of the item before, so only
// the difference is kept. What goes into a box and what comes out of it is said once, in Items below.

class Packing {
 public:
  static constexpr bool kPacks = true;

  void count(std::uint64_t& value) { append_packed(bytes_, value); }
  void text(std::string& value) {
    std::uint64_t size = value.size();
    count(size);
    bytes_ += value;
  }
  [[nodiscard]] std::string taken() {
    bytes_.shrink_to_fit();
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
};

class Unpacking {
 public:
  static constexpr bool kPacks = false;

  explicit Unpacking(std::string_view bytes) : bytes_(bytes) {}
  void count(std::uint64_t& value) {
    value = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 127) << shift;
      if (byte < 128) return;
    }
  }
  void text(std::string& value) {
    std::uint64_t size = 0;
    count(size);
    value = bytes_.substr(at_, size);
    at_ += size;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

/// Takes items through a box, in either direction.
template <typename Box>
class Items {
 public:
  Items(Box box, const Fonts::Impl& fonts) : box_(std::move(box)), fonts_(fonts) {}

  void all(std::vector<Item>& items) {
    size(items);
    for (Item& item : items) one(item);
  }
  [[nodiscard]] Box& box() { return box_; }

 private:
  void one(Item& item) {
    number(item.owner.element, element_);
    number(item.owner.artifact, artifact_);
    std::uint64_t kind = item.content.index();
    box_.count(kind);
    if constexpr (!Box::kPacks) make(item, kind);
    std::visit([this](auto& content) { this->place(content), this->rest(content); }, item.content);
  }
  template <std::size_t kKind = 0>
  static void make(Item& item, std::uint64_t kind) {
    if (kind == kKind) item.content.template emplace<kKind>();
    if constexpr (kKind + 1 < std::variant_size_v<decltype(Item::content)>) make<kKind + 1>(item, kind);
  }
  template <typename Content>
  void place(Content& content) {
    number(content.x, x_);
    number(content.y, y_);
  }

  void rest(GlyphRun& run) {
    number(run.font, font_);
    number(run.size, size_);
    number(run.scale, scale_);
    colour(run.colour);
    std::uint64_t said = run.glyphs.size() * 2 + (run.reversed ? 1 : 0);
    box_.count(said);
    if constexpr (!Box::kPacks) {
      run.glyphs.resize(said / 2);
      run.reversed = said % 2 == 1;
    }
    const std::vector<LoadedFont::Cid>& cids = fonts_.fonts[run.font]->cids;
    for (Glyph& glyph : run.glyphs) this->glyph(glyph, cids);
  }
  void rest(FilledRectangle& rectangle) {
    extent(rectangle);
    colour(rectangle.colour);
  }
  void rest(FilledPolygon& polygon) {
    colour(polygon.colour);
    size(polygon.corners);
    for (FilledPolygon::Corner& corner : polygon.corners) {
      number(corner.x);
      number(corner.y);
    }
  }
  void rest(PlacedPicture& picture) {
    number(picture.picture);
    extent(picture);
  }
  void rest(LinkArea& link) {
    extent(link);
    box_.text(link.target);
    box_.text(link.description);
  }

  /// Most glyphs are as wide as the font says; many of the others only move on by more or less.
  void glyph(Glyph& glyph, const std::vector<LoadedFont::Cid>& cids) {
    enum Differs : std::uint64_t { kNothing, kAdvance, kMore, kKinds };
    std::uint64_t said = 0;
    if constexpr (Box::kPacks) {
      const std::int32_t width = cids[glyph.cid].width;
      const bool more = glyph.width != width || glyph.dx != 0 || glyph.dy != 0;
      said = glyph.cid * kKinds + (more ? kMore : glyph.advance != width ? kAdvance : kNothing);
    }
    box_.count(said);
    if constexpr (!Box::kPacks) {
      glyph.cid = static_cast<std::uint16_t>(said / kKinds);
      glyph.advance = glyph.width = cids[glyph.cid].width;
    }
    if (said % kKinds == kNothing) return;
    std::int32_t width = cids[glyph.cid].width;
    number(glyph.advance, width);
    if (said % kKinds == kAdvance) return;
    number(glyph.width);
    number(glyph.dx);
    number(glyph.dy);
  }

  template <typename Content>
  void extent(Content& content) {
    number(content.width, width_);
    number(content.height, height_);
  }
  void colour(model::Colour& colour) {
    number(colour.red, colour_.red);
    number(colour.green, colour_.green);
    number(colour.blue, colour_.blue);
  }
  template <typename T>
  void size(std::vector<T>& values) {
    std::uint64_t size = values.size();
    box_.count(size);
    if constexpr (!Box::kPacks) values.resize(size);
  }
  /// A number that is near `before`, which it becomes.
  template <typename T>
  void number(T& value, T& before) {
    const std::int64_t base = whole(before);
    std::uint64_t folded = 0;  // small for small differences of either sign
    if constexpr (Box::kPacks) folded = folded_sign(whole(value) - base);
    box_.count(folded);
    if constexpr (!Box::kPacks) value = made<T>(base + unfolded_sign(folded));
    before = value;
  }
  template <typename T>
  void number(T& value) {
    T before{};
    number(value, before);
  }
  template <typename T>
  static std::int64_t whole(T value) {
    if constexpr (std::is_same_v<T, Length>) {
      return value.in_micropoints();
    } else {
      return static_cast<std::int64_t>(value);
    }
  }
  template <typename T>
  static T made(std::int64_t whole) {
    if constexpr (std::is_same_v<T, Length>) {
      return Length::micropoints(whole);
    } else {
      return static_cast<T>(whole);
    }
  }

  Box box_;
  const Fonts::Impl& fonts_;
  // Of the item before.
  ElementId element_ = kRoot;
  Artifact artifact_ = Artifact::None;
  FontId font_ = 0;
  std::int32_t scale_ = 1000;
  Length x_, y_, width_, height_, size_;
  model::Colour colour_;
};

}  // namespace

std::string packed(std::vector<Item> items, const Fonts::Impl& fonts) {
  Items through(Packing(), fonts);
  through.all(items);
  return through.box().taken();
}

std::vector<Item> unpacked(std::string_view bytes, const Fonts::Impl& fonts) {
  std::vector<Item> items;
  Items(Unpacking(bytes), fonts).all(items);
  return items;
}

}  // namespace zielbaum::typeset
