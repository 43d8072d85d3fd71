// The drawn chapters at the end of an edition, each with the same content beside it as a list or table: the overview of
// the tree and the timeline. Which kinds they show is said by the document type.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compose/compose.h"

namespace zielbaum::compose {

/// The tree of the kinds in DocumentType::overview; nothing where the document has none of them. Levels that would not
/// fit on a page are counted instead of drawn.
[[nodiscard]] flow::Blocks overview(const Source& source);

/// The periods of the kinds in DocumentType::timeline, as many drawings as they need pages, on one axis of years.
[[nodiscard]] flow::Blocks timeline(const Source& source);

/// How drawings call nodes.
class Names {
 public:
  explicit Names(const Source& source);
  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] std::string say(const Message& message) const { return render(message, language_); }
  [[nodiscard]] std::string local(const model::LocalText& text, std::string_view otherwise) const;
  [[nodiscard]] std::string full(model::NodeIndex i) const;       ///< "Ziel 1.2 Begegnungs- und Lernorte"
  [[nodiscard]] std::string brief(model::NodeIndex i) const;      ///< the same with the short title, where there is one
  [[nodiscard]] flow::Run linked(model::NodeIndex i) const;       ///< the same, leading there
  [[nodiscard]] flow::Run page_number(model::NodeIndex i) const;  ///< of the page on which the node stands
  [[nodiscard]] std::string plural(const model::KindRule& kind) const;
  [[nodiscard]] std::string amount(const model::KindRule& kind, std::size_t count) const;  ///< "3 Maßnahmen"

 private:
  const Source& source_;
  Language language_;
  std::vector<std::string> numbers_;
  model::Index index_;
};

/// Shapes put on a drawing.
class Canvas {
 public:
  static constexpr std::int32_t kLine = 25;      ///< from one line of words to the next
  static constexpr std::int32_t kBaseline = 20;  ///< below the upper edge of the line
  /// What fits on a page under the heading of a chapter.
  static constexpr std::int32_t kTallest = 1290;

  void rectangle(std::int32_t x, std::int32_t y, std::int32_t width, std::int32_t height, flow::Ink ink);
  void polygon(std::vector<flow::Point> corners, flow::Ink ink);
  /// Lines of words under one another, the first one's upper edge at y.
  void words(const std::vector<std::string>& lines, flow::Label look);

  [[nodiscard]] flow::Block drawing(std::int32_t height, std::string alt, std::string caption);

 private:
  std::vector<flow::Shape> shapes_;
};

/// A heading of a chapter of our own.
[[nodiscard]] flow::Block chapter_heading(std::string words);
/// One inside such a chapter.
[[nodiscard]] flow::Block section_heading(std::string words);

/// `words` cut at a word so that it has at most `most` characters.
[[nodiscard]] std::string shortened(std::string_view words, std::size_t most);

}  // namespace zielbaum::compose
