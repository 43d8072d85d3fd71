#include "typeset/lines_internal.h"

#include <algorithm>
#include <limits>

#include "base/utf8.h"

namespace zielbaum::typeset {

namespace {

/// The patterns are of German; words of other languages are divided only where they must be, and then anywhere.
bool is_german(std::string_view lang) {
  return lang == "de" || lang.starts_with("de-");
}

bool may_end_line(const Token& token) {
  return token.kind == TokenKind::Space || token.kind == TokenKind::Seam || token.kind == TokenKind::Soft ||
         token.kind == TokenKind::Forced;
}

/// Sums of the widths before each token, so that any line's width is a difference. Hyphens count only where used.
std::vector<std::int64_t> sums_of(const std::vector<Token>& tokens) {
  std::vector<std::int64_t> sums(tokens.size() + 1, 0);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    sums[i + 1] = sums[i] + (tokens[i].kind == TokenKind::Soft ? 0 : tokens[i].width);
  }
  return sums;
}

// Demerits of a line: the square of its gap in hundredths of the measure, and what its end costs.
constexpr std::int64_t kLineCost = 20;       // fewer lines where all else is equal
constexpr std::int64_t kSeamCost = 200;      // "Haushalts-/plan"
constexpr std::int64_t kSoftCost = 900;      // as bad as a gap of 30 hundredths
constexpr std::int64_t kShortEndCost = 300;  // a paragraph's last line of a syllable or two
constexpr std::int64_t kTooWide = 1'000'000'000;

struct Candidate {
  std::size_t token = 0;
  std::int64_t cost = std::numeric_limits<std::int64_t>::max();
  std::size_t previous = 0;
};

std::int64_t demerits(std::int64_t width, std::int64_t measure, const Token* end) {
  if (width > measure) return kTooWide + (width - measure) / 1000;
  const std::int64_t gap = measure <= 0 ? 0 : (measure - width) * 100 / measure;
  if (end == nullptr || end->kind == TokenKind::Forced) return kLineCost + (gap > 88 ? kShortEndCost : 0);
  const std::int64_t end_cost = end->kind == TokenKind::Soft ? kSoftCost : end->kind == TokenKind::Seam ? kSeamCost : 0;
  return kLineCost + gap * gap + end_cost;
}

struct Divider {
  Setting& setting;
  const Inline& text;
  std::int64_t measure;
  std::vector<Token> out;

  Token part(const Token& token, std::string_view piece) {
    const InlineStyle& style = text.styles[token.style];
    Token part = token;
    part.text = piece;
    part.word = &setting.fonts.shape(style.face, piece, style.lang);
    part.width = part.word->width * style.size.in_micropoints() / 1000;
    return part;
  }

  Token soft(const Token& token) {
    const InlineStyle& style = text.styles[token.style];
    Token hyphen{.kind = TokenKind::Soft, .style = token.style, .text = {}};
    hyphen.word = &setting.fonts.line_end_hyphen(style.face);
    hyphen.width = hyphen.word->width * style.size.in_micropoints() / 1000;
    return hyphen;
  }

  /// Where no place is known, wherever the measure ends. At least one character goes into each part.
  void divide_anywhere(const Token& token) {
    const Token hyphen = soft(token);
    std::string_view rest = token.text;
    while (!rest.empty()) {
      std::size_t end = decode_utf8(rest, 0).size;
      while (end < rest.size()) {
        const std::size_t next = end + decode_utf8(rest, end).size;
        const std::int64_t reserved = next < rest.size() ? hyphen.width : 0;
        if (part(token, rest.substr(0, next)).width + reserved > measure) break;
        end = next;
      }
      out.push_back(part(token, rest.substr(0, end)));
      rest.remove_prefix(end);
      if (!rest.empty()) out.push_back(hyphen);
    }
  }

  void divide(const Token& token) {
    std::vector<std::size_t> places;
    if (is_german(text.styles[token.style].lang)) places = setting.fonts.hyphenator.places(token.text);
    places.push_back(token.text.size());
    std::size_t begin = 0;
    const Token hyphen = soft(token);
    for (const std::size_t end : places) {
      const Token piece = part(token, token.text.substr(begin, end - begin));
      if (piece.width + (end < token.text.size() ? hyphen.width : 0) > measure) {
        divide_anywhere(piece);
      } else {
        out.push_back(piece);
      }
      if (end < token.text.size()) out.push_back(hyphen);
      begin = end;
    }
  }
};

/// Divides the unbreakable stretches that no line could hold; all of them where the theme hyphenates.
void divide_wide_words(Setting& setting, Inline& text, std::int64_t measure) {
  const std::vector<std::int64_t> sums = sums_of(text.tokens);
  Divider divider{.setting = setting, .text = text, .measure = measure, .out = {}};
  bool divided = false;
  for (std::size_t begin = 0; begin < text.tokens.size();) {
    std::size_t end = begin;
    while (end < text.tokens.size() && !may_end_line(text.tokens[end])) ++end;
    const bool ends_soft = end < text.tokens.size() && text.tokens[end].kind == TokenKind::Soft;
    const std::int64_t width = sums[end] - sums[begin] + (ends_soft ? text.tokens[end].width : 0);
    const bool wide = width > measure;
    for (std::size_t i = begin; i < end; ++i) {
      if (text.tokens[i].kind == TokenKind::Text && (wide || setting.theme.hyphenated)) {
        divider.divide(text.tokens[i]);
        divided = true;
      } else {
        divider.out.push_back(text.tokens[i]);
      }
      if (wide && i + 1 < end) {
        divider.out.push_back({.kind = TokenKind::Seam, .style = text.tokens[i].style, .text = {}});
      }
    }
    if (end < text.tokens.size()) divider.out.push_back(text.tokens[end]);
    begin = end + 1;
  }
  if (divided) text.tokens = std::move(divider.out);
}

/// Lets lines end at the ties of stretches that no line could hold.
void loosen_wide_ties(std::vector<Token>& tokens, std::int64_t measure) {
  const std::vector<std::int64_t> sums = sums_of(tokens);
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    while (end < tokens.size() && !may_end_line(tokens[end])) ++end;
    for (std::size_t i = begin; i < end && sums[end] - sums[begin] > measure; ++i) {
      if (tokens[i].kind == TokenKind::Tie) tokens[i].kind = TokenKind::Space;
    }
    begin = end + 1;
  }
}

/// Builds the items of one line.
struct LineSetter {
  Setting& setting;
  const Inline& text;
  const Measure& measure;
  Strip& strip;
  std::int64_t x = 0;        // micropoints
  std::int64_t stretch = 0;  // of each space, in 1/1000 of its size

  struct Extent {
    std::uint16_t style = 0;
    std::int64_t from = 0, to = 0;
  };
  std::vector<Extent> struck, links;
  const InlineStyle* last_style = nullptr;

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
                                               .x = Length::micropoints(x),
                                               .y = y,
                                               .colour = style.colour,
                                               .glyphs = {}}});
    GlyphRun& run = std::get<GlyphRun>(strip.items.back().content);
    run.glyphs.reserve(room);
    return run;
  }

  static void extend(std::vector<Extent>& extents, std::uint16_t style, bool joins, std::int64_t from,
                     std::int64_t to) {
    if (joins) {
      extents.back().to = to;
    } else {
      extents.push_back({.style = style, .from = from, .to = to});
    }
  }

  void add_glyphs(const InlineStyle& style, const ShapedWord& word, std::size_t room) {
    for (const ShapedPart& part : word.parts) {
      GlyphRun& run = run_for(style, part.font, room);
      std::int64_t sum = 0;
      for (Glyph glyph : part.glyphs) {
        if (glyph.space) glyph.advance += static_cast<std::int32_t>(stretch);
        sum += glyph.advance;
        run.glyphs.push_back(glyph);
      }
      x += sum * style.size.in_micropoints() / 1000;
    }
  }

  void add_token(const Token& token, std::size_t room) {
    const InlineStyle& style = text.styles[token.style];
    const std::int64_t from = x;
    if (token.kind == TokenKind::Number) {
      last_style = nullptr;
      const bool right = measure.align == flow::Align::Right;
      strip.numbers.push_back({.item = strip.items.size(),
                               .anchor = style.number_anchor,
                               .face = style.face,
                               .right_aligned = right,
                               .reserved = right ? Length() : Length::micropoints(token.width)});
      if (right) x += token.width;
      run_for(style, setting.fonts.font_of_face[static_cast<std::size_t>(style.face)], 3);
      last_style = nullptr;
      if (!right) x += token.width;
    } else if (token.word != nullptr) {
      add_glyphs(style, *token.word, room);
    }
    if (style.struck && token.kind != TokenKind::Soft) {
      extend(struck, token.style, !struck.empty() && struck.back().to == from, from, x);
    }
    if (style.link_element != kNoElement) {
      const bool joins = !links.empty() && text.styles[links.back().style].link_element == style.link_element;
      extend(links, token.style, joins, from, x);
    }
    if (style.note > 0 && token.kind == TokenKind::Text) strip.notes.push_back(style.note - 1);
  }

  void add_strokes_and_links() {
    for (const Extent& extent : struck) {
      const InlineStyle& style = text.styles[extent.style];
      strip.items.push_back(artifact(Length::micropoints(extent.from),
                                     -baseline(measure.leading) + style.size * 27 / 100,
                                     Length::micropoints(extent.to - extent.from), style.size / 14, style.colour));
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

std::vector<Line> break_lines(Setting& setting, Inline& text, std::int64_t measure) {
  loosen_wide_ties(text.tokens, measure);
  divide_wide_words(setting, text, measure);
  const std::vector<Token>& tokens = text.tokens;
  const std::vector<std::int64_t> sums = sums_of(tokens);
  std::vector<Candidate> candidates{{.token = 0, .cost = 0}};
  for (std::size_t i = 0; i <= tokens.size(); ++i) {
    if (i < tokens.size() && !may_end_line(tokens[i])) continue;
    const Token* end = i < tokens.size() ? &tokens[i] : nullptr;
    Candidate best{.token = i};
    for (std::size_t c = candidates.size(); c-- > 0;) {
      const std::size_t begin = c == 0 ? 0 : candidates[c].token + 1;
      const std::int64_t hyphen = end != nullptr && end->kind == TokenKind::Soft ? end->width : 0;
      const std::int64_t width = sums[i] - sums[std::min(begin, i)] + hyphen;
      const bool too_wide = width > measure;
      if (too_wide && best.cost != std::numeric_limits<std::int64_t>::max()) break;
      const std::int64_t cost = candidates[c].cost + demerits(width, measure, end);
      if (cost < best.cost) {
        best.cost = cost;
        best.previous = c;
      }
      if (too_wide) break;
      if (c > 0 && tokens[candidates[c].token].kind == TokenKind::Forced) break;
    }
    candidates.push_back(best);
  }

  std::vector<Line> lines;
  for (std::size_t c = candidates.size() - 1; c > 0; c = candidates[c].previous) {
    const std::size_t previous = candidates[c].previous;
    Line line{.begin = previous == 0 ? 0 : candidates[previous].token + 1, .end = candidates[c].token};
    line.begin = std::min(line.begin, line.end);
    const bool soft = line.end < tokens.size() && tokens[line.end].kind == TokenKind::Soft;
    line.width = sums[line.end] - sums[line.begin] + (soft ? tokens[line.end].width : 0);
    lines.push_back(line);
  }
  std::reverse(lines.begin(), lines.end());
  return lines;
}

std::vector<Strip> set_lines(Setting& setting, Inline& text, const Measure& measure) {
  std::vector<Strip> strips;
  if (text.tokens.empty()) return strips;
  const std::vector<Line> lines = break_lines(setting, text, measure.width.in_micropoints());
  strips.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    Strip& strip = strips.emplace_back();
    strip.height = measure.leading;
    // Two lines at least stay together at the foot and at the head of a page.
    strip.keep_next = i + 1 < lines.size() && (i == 0 || i + 2 == lines.size());
    const std::int64_t gap = std::max<std::int64_t>(0, measure.width.in_micropoints() - line.width);
    LineSetter setter{.setting = setting,
                      .text = text,
                      .measure = measure,
                      .strip = strip,
                      .x = measure.x.in_micropoints(),
                      .struck = {},
                      .links = {}};
    if (measure.align == flow::Align::Right) setter.x += gap;
    if (measure.align == flow::Align::Centre) setter.x += gap / 2;
    const Token* end = line.end < text.tokens.size() ? &text.tokens[line.end] : nullptr;
    if (measure.justified && end != nullptr && end->kind != TokenKind::Forced) {
      std::int64_t spaces = 0;
      for (std::size_t t = line.begin; t < line.end; ++t) {
        spaces += text.tokens[t].kind == TokenKind::Space || text.tokens[t].kind == TokenKind::Tie ? 1 : 0;
      }
      const std::int64_t size = text.styles[text.tokens[line.begin].style].size.in_micropoints();
      if (spaces > 0 && size > 0) setter.stretch = gap * 1000 / size / spaces;
    }
    std::size_t room = 2;
    for (std::size_t t = line.begin; t < line.end; ++t) room += text.tokens[t].text.size() + 1;
    for (std::size_t t = line.begin; t < line.end; ++t) {
      if (text.tokens[t].kind != TokenKind::Soft) setter.add_token(text.tokens[t], room);
    }
    setter.stretch = 0;
    // The space or hyphen at a line's end is written, so that a reader's software never joins two words.
    if (end != nullptr && (end->kind == TokenKind::Soft || end->kind == TokenKind::Space)) {
      setter.add_glyphs(text.styles[end->style], *end->word, 2);
    } else if (end != nullptr && end->kind == TokenKind::Forced) {
      const InlineStyle& style = text.styles[end->style];
      setter.add_glyphs(style, setting.fonts.shape(style.face, " ", style.lang), 2);
    }
    setter.add_strokes_and_links();
    for (NumberSlot& slot : strip.numbers) slot.tail = strip.items.size() - slot.item - 1;
  }
  return strips;
}

}  // namespace zielbaum::typeset
