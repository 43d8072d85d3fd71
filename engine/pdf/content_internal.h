// One page's content stream. Ink can only be written for an owner: an element or an artifact.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "typeset/page.h"

namespace zielbaum::pdf {

/// A stretch of the stream that belongs to one element.
struct MarkedContent {
  typeset::ElementId element = typeset::kRoot;
  std::uint32_t item = 0;  ///< index of its first item: the place in the reading order
};

struct PageContent {
  std::string stream;                 ///< operators, not compressed
  std::vector<MarkedContent> marked;  ///< by MCID
};

/// PDF's names of the roles: "H1", "TD", ...
[[nodiscard]] std::string_view role_name(typeset::ElementRole role);

/// What the streams name by a letter to tell kinds of artifacts: entries of the resources' Properties.
[[nodiscard]] std::string_view artifact_properties();

class ContentWriter {
 public:
  explicit ContentWriter(const std::vector<typeset::ElementRole>& role_of_element) : roles_(role_of_element) {}
  /// Call once.
  [[nodiscard]] PageContent write(const typeset::Page& page);

 private:
  /// Text stands in text objects. One lasts over as many elements as it can, so that most lines are set by the same
  /// few bytes from the one before.
  enum class Inside : std::uint8_t { Page, Text };

  void own(const typeset::Owner& owner, std::uint32_t item, Inside where);
  void close();
  void go(Inside where);
  void colour(model::Colour colour);
  void spaces(const typeset::GlyphRun& run);
  void write(const typeset::GlyphRun& run);
  void write(const typeset::FilledRectangle& rectangle);
  void write(const typeset::FilledPolygon& polygon);
  void write(const typeset::PlacedPicture& picture);
  void write(const typeset::LinkArea&) {}  // no ink; becomes an annotation

  const std::vector<typeset::ElementRole>& roles_;
  PageContent out_;
  typeset::Owner owner_;
  bool open_ = false;
  Inside inside_ = Inside::Page;
  // What the operators so far have set.
  std::int64_t x_ = 0, y_ = 0;  ///< start of the last line, in hundredths of a point
  std::int64_t pen_ = 0;        ///< end of the last run, in micropoints
  std::optional<typeset::FontId> font_;
  Length size_;
  model::Colour colour_;
  std::int32_t scale_ = 1000;  ///< see typeset::GlyphRun
  std::int64_t wider_ = 0;     ///< by how much spaces are wider than the font has them, in micropoints
};

}  // namespace zielbaum::pdf
