// Code -> strips: every space and tab is kept, nothing is hyphenated. A line that is wider than its place goes on in
// the next one, with an arrow before it.
#include "base/utf8.h"
#include "typeset/blocks_internal.h"

namespace zielbaum::typeset {

namespace {

constexpr std::size_t kTab = 8;
constexpr Length kPadding = Length::points(6);
constexpr Length kArrow = Length::points(12);  ///< the room before a line that goes on

/// A line with spaces for its tabs, as wide as they are on a screen.
std::string without_tabs(std::string_view line) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t size = decode_utf8(line, at).size;
    if (line[at] == '\t') {
      const std::size_t spaces = kTab - column % kTab;
      out.append(spaces, ' ');
      column += spaces;
    } else if (line[at] != '\r') {
      out += line.substr(at, size);
      ++column;
    }
    at += size;
  }
  return out;
}

class CodeSetter {
 public:
  CodeSetter(Setting& setting, const Area& area, ElementId element)
      : setting_(setting), style_(setting.theme.table), area_(area), element_(element) {}

  Result<std::vector<Strip>> set(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      TRY(set_line(without_tabs(text.substr(0, end))));
      text.remove_prefix(std::min(text.size(), end + 1));
    }
    return std::move(strips_);
  }

 private:
  [[nodiscard]] Length width(std::string_view words) const {
    return style_.size * setting_.fonts.shape(Face::Mono, words, lang()).width / 1000;
  }
  [[nodiscard]] const std::string& lang() const { return area_.lang.empty() ? setting_.lang() : area_.lang; }

  /// How much of `rest` has room: if not all, up to a space or another sign if there is one in the second half.
  [[nodiscard]] std::size_t piece(std::string_view rest, Length room) const {
    std::size_t end = 0, good = 0;
    Length sum;
    for (std::size_t at = 0; at < rest.size();) {
      const std::size_t size = decode_utf8(rest, at).size;
      sum += width(rest.substr(at, size));
      if (end > 0 && sum > room) return good * 2 > end ? good : end;
      end = at += size;
      const char last = rest[at - 1];
      if (std::string_view(" ,;:)]}>/|&=.").find(last) != std::string_view::npos) good = end;
    }
    return end;
  }

  Result<void> set_line(std::string_view line) {
    const Length whole = area_.width - kPadding * 2;
    Length indent;
    do {
      const std::size_t size = piece(line, std::max(whole - indent, Length::points(1)));
      TRY(set_piece(line.substr(0, size), indent));
      line.remove_prefix(size);
      indent = kArrow;
    } while (!line.empty());
    // The line's end, read as a space.
    Strip& last = strips_.back();
    SetWords space = TRY(set_words(setting_, " ", Face::Mono, style_.size, style_.colour));
    add_words(last.items, std::move(space), end_, -baseline(style_.leading), {.element = element_});
    return {};
  }

  Result<void> set_piece(std::string_view words, Length indent) {
    const Length x = area_.x + kPadding + indent;
    flow::Runs runs(1);
    runs[0].text = words;
    Inline text = TRY(shape_runs(setting_, runs,
                                 {.element = element_,
                                  .lang = area_.lang,
                                  .size = style_.size,
                                  .colour = style_.colour,
                                  .mono = true,
                                  .verbatim = true,
                                  .mark = area_.mark}));
    end_ = x + width(words);
    std::vector<Strip> lines =
        set_lines(setting_, text, {.x = x, .width = std::max(width(words), area_.width), .leading = style_.leading});
    if (lines.empty()) lines.emplace_back().height = style_.leading;
    Strip& strip = lines.front();
    if (indent > Length()) draw_arrow(strip);
    draw_behind(strip, area_.x, area_.width, setting_.theme.fill);
    strips_.push_back(std::move(strip));
    return {};
  }

  /// Down and to the right, in the room before the words.
  void draw_arrow(Strip& strip) const {
    const Length x = area_.x + kPadding + Length::points(1);
    const Length y = -baseline(style_.leading) + style_.size / 4;
    const Length line = Length::millipoints(700);
    const model::Colour colour = setting_.theme.rule;
    strip.items.push_back(artifact(x, y, line, style_.size / 2, colour));
    strip.items.push_back(artifact(x, y, Length::points(5), line, colour));
    const Length tip = Length::points(2);
    FilledPolygon head{.x = x + Length::points(5), .y = y + line / 2, .colour = colour, .corners = {}};
    head.corners = {{Length(), tip}, {tip + line, Length()}, {Length(), -tip}};
    strip.items.push_back({.owner = {.artifact = Artifact::Layout}, .content = std::move(head)});
  }

  Setting& setting_;
  const model::TextStyle& style_;
  const Area& area_;
  ElementId element_;
  std::vector<Strip> strips_;
  Length end_;  ///< of the words of the last strip
};

}  // namespace

Result<void> set_code(Setting& setting, const flow::Code& code, const std::string& lang, const Area& area,
                      Galley& galley) {
  const ElementId paragraph = setting.open(ElementRole::Paragraph, area.parent, lang).id;
  const ElementId id = setting.open(ElementRole::Code, paragraph).id;
  galley.add(TRY(CodeSetter(setting, area, id).set(code.text)), area.body->before, area.body->after);
  return {};
}

}  // namespace zielbaum::typeset
