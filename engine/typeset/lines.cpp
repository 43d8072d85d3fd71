#include "typeset/lines_internal.h"

#include <algorithm>

#include "base/bidi.h"

namespace zielbaum::typeset {

namespace {

/// How a line is made as wide as its measure: first by wider or narrower glyphs, then by its spaces.
struct LineStretch {
  std::int32_t scale = 1000;    ///< thousandths
  std::int64_t each_space = 0;  ///< in 1/1000 of the scaled size
  std::int64_t rest = 0;        ///< so many spaces, from the left, get 1/1000 more (or less)
};

LineStretch stretch_of(const Inline& text, const Line& line, std::int64_t measure, std::uint8_t scaling, bool fills) {
  LineStretch stretch;
  const std::int64_t missing = measure - line.width;
  if (missing == 0 || (missing > 0 && !fills)) return stretch;
  const std::int64_t glyphs = line.width - line.spaces;
  if (glyphs > 0) {
    const std::int64_t wanted = missing * 1000 / glyphs;
    stretch.scale = static_cast<std::int32_t>(1000 + std::clamp<std::int64_t>(wanted, -scaling, scaling));
  }
  std::int64_t spaces = 0;
  for (std::size_t t = line.begin.token; t < line.end.token; ++t) {
    spaces += text.tokens[t].kind == TokenKind::Space || text.tokens[t].kind == TokenKind::Tie ? 1 : 0;
  }
  const std::int64_t size = text.styles[text.tokens[line.begin.token].style].size.in_micropoints();
  if (spaces == 0 || size == 0) return stretch;
  // What hangs out is scaled too, so the edge is kept within a twentieth of a point.
  const std::int64_t left = measure - line.width * stretch.scale / 1000;
  const std::int64_t units = left * 1'000'000 / (size * stretch.scale);
  stretch.each_space = units / spaces;
  stretch.rest = units % spaces;
  return stretch;
}

/// Builds the items of one line.
struct LineSetter {
  Setting& setting;
  const Inline& text;
  const Measure& measure;
  Strip& strip;
  std::int64_t x = 0;  // micropoints
  LineStretch stretch;

  struct Extent {
    std::uint16_t style = 0;
    std::int64_t from = 0, to = 0;
  };
  std::vector<Extent> marked, links;
  const InlineStyle* last_style = nullptr;
  bool reversed = false;  ///< the token that is added

  GlyphRun& run_for(const InlineStyle& style, FontId font, std::size_t room) {
    if (last_style == &style && !strip.items.empty()) {
      if (auto* last = std::get_if<GlyphRun>(&strip.items.back().content); last != nullptr && last->font == font) {
        return *last;
      }
    }
    last_style = &style;
    const Length y = -baseline(measure.leading) + style.rise;
    strip.items.push_back({.owner = {.element = style.element},
                           .content = GlyphRun{.font = font,
                                               .size = style.size,
                                               .scale = stretch.scale,
                                               .x = Length::micropoints(x),
                                               .y = y,
                                               .colour = style.colour,
                                               .glyphs = {},
                                               .reversed = reversed}});
    GlyphRun& run = std::get<GlyphRun>(strip.items.back().content);
    run.glyphs.reserve(room);
    return run;
  }

  [[nodiscard]] std::int64_t scaled(std::int64_t thousandths, const InlineStyle& style) const {
    return thousandths * style.size.in_micropoints() / 1000 * stretch.scale / 1000;
  }

  static void extend(std::vector<Extent>& extents, std::uint16_t style, bool joins, std::int64_t from,
                     std::int64_t to) {
    if (joins) {
      extents.back().to = to;
    } else {
      extents.push_back({.style = style, .from = from, .to = to});
    }
  }

  /// The glyphs [begin, end) of a word.
  void add_glyphs(const InlineStyle& style, const ShapedWord& word, std::uint32_t begin, std::uint32_t end,
                  std::size_t room) {
    for (const ShapedWord::Part& part : word.parts) {
      const std::uint32_t last = std::min(part.end, end);
      if (begin >= last) continue;
      GlyphRun& run = run_for(style, part.font, room);
      std::int64_t sum = 0;
      for (std::uint32_t i = begin; i < last; ++i) sum += word.glyphs[i].advance;
      run.glyphs.insert(run.glyphs.end(), word.glyphs.begin() + begin, word.glyphs.begin() + last);
      x += scaled(sum, style);
      begin = last;
    }
  }

  void add_word(const InlineStyle& style, const ShapedWord& word, std::size_t room) {
    add_glyphs(style, word, 0, static_cast<std::uint32_t>(word.glyphs.size()), room);
  }

  void add_space(const InlineStyle& style, const ShapedWord& word, std::size_t room) {
    add_word(style, word, room);
    const std::int64_t one_more = stretch.rest > 0 ? 1 : stretch.rest < 0 ? -1 : 0;
    const std::int64_t wider = stretch.each_space + one_more;
    stretch.rest -= one_more;
    auto& run = std::get<GlyphRun>(strip.items.back().content);
    run.glyphs.back().advance += static_cast<std::int32_t>(wider);
    x += scaled(wider, style);
  }

  /// The first half of a word that is divided here, with its hyphen.
  void end_with(const InlineStyle& style, const ShapedWord& word, std::uint32_t begin, const GlyphDivision& division) {
    add_glyphs(style, word, begin, division.glyph, division.glyph + 1);
    auto& run = std::get<GlyphRun>(strip.items.back().content);
    run.glyphs.back().advance -= division.kerning;
    x -= scaled(division.kerning, style);
    add_word(style, setting.fonts.line_end_hyphen(style.face), 1);
  }

  /// A token, or of a word what stands between two of its divisions; 0: its beginning, its end.
  void add_token(const Token& token, std::uint32_t after, std::uint32_t before, std::size_t room) {
    const InlineStyle& style = text.styles[token.style];
    const std::int64_t from = x;
    if (after > 0 || before > 0) {
      const ShapedWord& word = *token.word;
      const std::uint32_t begin = after == 0 ? 0 : word.divisions[after - 1].glyph;
      if (before > 0) {
        end_with(style, word, begin, word.divisions[before - 1]);
      } else {
        add_glyphs(style, word, begin, static_cast<std::uint32_t>(word.glyphs.size()), room);
      }
    } else if (token.kind == TokenKind::Number) {
      last_style = nullptr;
      const bool right = measure.align == flow::Align::Right;
      const std::int64_t width = token.width * stretch.scale / 1000;
      strip.numbers.push_back({.item = strip.items.size(),
                               .anchor = style.number_anchor,
                               .face = style.face,
                               .right_aligned = right,
                               .reserved = right ? Length() : Length::micropoints(width)});
      if (right) x += width;
      run_for(style, setting.fonts.font_of_face[static_cast<std::size_t>(style.face)], 3);
      last_style = nullptr;
      if (!right) x += width;
    } else if (token.kind == TokenKind::Space || token.kind == TokenKind::Tie) {
      add_space(style, *token.word, room);
    } else if (token.word != nullptr) {
      add_word(style, *token.word, room);
    }
    if (style.mark != flow::Mark::None && token.kind != TokenKind::Soft) {
      const bool joins =
          !marked.empty() && marked.back().to == from && text.styles[marked.back().style].mark == style.mark;
      extend(marked, token.style, joins, from, x);
    }
    if (style.link_element != kNoElement) {
      const bool joins = !links.empty() && text.styles[links.back().style].link_element == style.link_element;
      extend(links, token.style, joins, from, x);
    }
    if (style.note > 0 && token.kind == TokenKind::Text) strip.notes.push_back(style.note - 1);
  }

  /// The tokens of a line in which words run both ways: each at the place where it is seen, in the order in which they
  /// are read.
  void add_both_ways(const Line& line, std::size_t room) {
    std::vector<std::size_t> tokens;
    std::vector<std::uint8_t> levels;
    for (std::size_t t = line.begin.token; t < line.end.token; ++t) {
      if (text.tokens[t].kind == TokenKind::Soft) continue;
      tokens.push_back(t);
      levels.push_back(text.tokens[t].level);
    }
    std::vector<std::vector<Item>> items(tokens.size());
    std::vector<std::vector<NumberSlot>> numbers(tokens.size());
    for (const std::size_t i : visual_order(levels)) {
      last_style = nullptr;
      reversed = levels[i] % 2 == 1;
      add_token(text.tokens[tokens[i]], i == 0 ? line.begin.division : 0, 0, room);
      items[i] = std::exchange(strip.items, {});
      numbers[i] = std::exchange(strip.numbers, {});
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      for (NumberSlot& slot : numbers[i]) {
        slot.item += strip.items.size();
        strip.numbers.push_back(std::move(slot));
      }
      std::move(items[i].begin(), items[i].end(), std::back_inserter(strip.items));
    }
    last_style = nullptr;
    reversed = false;
  }

  void add_strokes_and_links() {
    for (const Extent& extent : marked) {
      const InlineStyle& style = text.styles[extent.style];
      const auto stroke = [&](Length above_baseline, Length height) {
        strip.items.push_back(artifact(Length::micropoints(extent.from), -baseline(measure.leading) + above_baseline,
                                       Length::micropoints(extent.to - extent.from), height, style.colour));
      };
      if (style.mark == flow::Mark::Deleted) {
        stroke(style.size * 27 / 100, style.size / 14);
      } else {  // two lines below, since one could be a link's, and bold alone is no sign among bold words
        stroke(-(style.size * 13 / 100), style.size / 20);
        stroke(-(style.size * 23 / 100), style.size / 20);
      }
    }
    for (const Extent& extent : links) {
      const InlineStyle& style = text.styles[extent.style];
      strip.items.push_back({.owner = {.element = style.link_element},
                             .content = LinkArea{.x = Length::micropoints(extent.from),
                                                 .y = -measure.leading,
                                                 .width = Length::micropoints(extent.to - extent.from),
                                                 .height = measure.leading,
                                                 .target = style.target,
                                                 .description = style.description}});
    }
  }
};

}  // namespace

std::vector<Strip> set_lines(Setting& setting, Inline& text, const Measure& wanted) {
  std::vector<Strip> strips;
  if (text.tokens.empty()) return strips;
  Measure measure = wanted;
  if (text.right_to_left && measure.align == flow::Align::Left) {
    measure.align = flow::Align::Right;
    measure.filling = Filling::Ragged;
  }
  const std::vector<Line> lines = break_lines(setting, text, measure);
  strips.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    Strip& strip = strips.emplace_back();
    strip.height = measure.leading;
    // Two lines at least stay together at the foot and at the head of a page.
    strip.keep_next = i + 1 < lines.size() && (i == 0 || i + 2 == lines.size());
    const Token* end = line.end.token < text.tokens.size() ? &text.tokens[line.end.token] : nullptr;
    const std::int64_t width = measure.width.in_micropoints();
    const std::int64_t gap = std::max<std::int64_t>(0, width - line.width);
    LineSetter setter{.setting = setting,
                      .text = text,
                      .measure = measure,
                      .strip = strip,
                      .x = measure.x.in_micropoints() - line.left,
                      .stretch = {},
                      .marked = {},
                      .links = {}};
    if (measure.align == flow::Align::Right) setter.x += gap;
    if (measure.align == flow::Align::Centre) setter.x += gap / 2;
    if (measure.filling == Filling::Justified) {
      const bool fills = end != nullptr && end->kind != TokenKind::Forced;
      setter.stretch = stretch_of(text, line, width, setting.theme.scaling, fills);
    }
    std::size_t room = 2;
    for (std::size_t t = line.begin.token; t < line.end.token; ++t) room += text.tokens[t].text.size() + 1;
    for (std::size_t t = line.begin.token; t < line.end.token && !text.both_ways; ++t) {
      if (text.tokens[t].kind == TokenKind::Soft) continue;
      setter.add_token(text.tokens[t], t == line.begin.token ? line.begin.division : 0, 0, room);
    }
    if (text.both_ways) setter.add_both_ways(line, room);
    // The space or hyphen at a line's end is written, so that a reader's software never joins two words.
    if (line.end.division > 0) {
      const std::uint32_t after = line.begin.token == line.end.token ? line.begin.division : 0;
      setter.add_token(*end, after, line.end.division, room);
    } else if (end != nullptr && (end->kind == TokenKind::Soft || end->kind == TokenKind::Space)) {
      setter.add_word(text.styles[end->style], *end->word, 2);
    } else if (end != nullptr && end->kind == TokenKind::Forced) {
      const InlineStyle& style = text.styles[end->style];
      setter.add_word(style, setting.fonts.shape(style.face, " ", style.lang), 2);
    }
    setter.add_strokes_and_links();
    for (NumberSlot& slot : strip.numbers) slot.tail = strip.items.size() - slot.item - 1;
  }
  return strips;
}

}  // namespace zielbaum::typeset
