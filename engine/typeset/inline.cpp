// Runs -> shaped tokens with the places where lines may end.
#include "base/ascii.h"
#include "base/bidi.h"
#include "base/utf8.h"
#include "typeset/coverage.h"
#include "typeset/joins_internal.h"
#include "typeset/lines_internal.h"

namespace zielbaum::typeset {

namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kSoftHyphen = "\xC2\xAD";
constexpr std::string_view kZeroWidthSpace = "\xE2\x80\x8B";
constexpr std::string_view kEnDash = "\xE2\x80\x93";

std::int64_t scaled(std::int64_t thousandths, Length size) {
  return thousandths * size.in_micropoints() / 1000;
}

/// How many bytes of white space begin at `at`; the no-break spaces are none.
std::size_t space_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return byte == ' ' || (byte >= '\t' && byte <= '\r') ? 1 : 0;
  if (byte != 0xE2 && byte != 0xE3 && byte != 0xC2 && byte != 0xE1) return 0;
  const Decoded decoded = decode_utf8(text, at);
  return is_space(decoded.character) ? decoded.size : 0;
}

bool is_letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_letter(decode_utf8(text, at).character);
}

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_ascii_digit(text[at]);
}

/// Whether the word around `at` is an address.
bool is_in_address(std::string_view text, std::size_t at) {
  const std::size_t begin = text.rfind(' ', at);
  return is_address(text.substr(begin == std::string_view::npos ? 0 : begin, text.find(' ', at) - begin));
}

/// The same inside of an address, at `at` - 1.
bool breaks_address_after(char last) {
  return last == '.' || last == '?' || last == '&' || last == '=' || last == '_';
}

struct Builder {
  Setting& setting;
  const BaseStyle& base;
  Inline out;
  std::string last_link;
  ElementId last_reference = kNoElement;
  struct Marked {
    flow::Mark mark = flow::Mark::None;
    ElementId parent = kNoElement;
    ElementId span = kNoElement;
  };
  Marked last_marked = {};         ///< the element of the words that were marked last
  bool has_address = false;        ///< the run that is added has one
  bool has_right_to_left = false;  ///< some word is

  void add(Token token) { out.tokens.push_back(token); }

  [[nodiscard]] Result<void> add_text(std::string_view whole, std::size_t begin, std::size_t end) {
    const auto style_index = static_cast<std::uint16_t>(out.styles.size() - 1);
    const InlineStyle& style = out.styles.back();
    const std::string_view text = whole.substr(begin, end - begin);
    const ShapedWord& word = setting.fonts.shape(style.face, text, style.lang);
    if (word.missing != 0) return no_glyph(word.missing, whole, begin);
    const bool address = has_address && is_in_address(whole, begin);
    has_right_to_left = has_right_to_left || zielbaum::has_right_to_left(text);
    add({.kind = TokenKind::Text,
         .style = style_index,
         .word = &word,
         .width = scaled(word.width, style.size),
         .text = text,
         .whole = address || base.verbatim,
         .address = address});
    return {};
  }

  [[nodiscard]] Result<void> add_space() {
    if (out.tokens.empty() || out.tokens.back().kind == TokenKind::Space ||
        out.tokens.back().kind == TokenKind::Forced) {
      return {};
    }
    return add_gap(TokenKind::Space, " ");
  }

  [[nodiscard]] Result<void> add_gap(TokenKind kind, std::string_view space) {
    const InlineStyle& style = out.styles.back();
    const ShapedWord& word = setting.fonts.shape(style.face, space, style.lang);
    if (word.missing != 0) return no_glyph(word.missing, space, 0);
    add({.kind = kind,
         .style = static_cast<std::uint16_t>(out.styles.size() - 1),
         .word = &word,
         .width = scaled(word.width, style.size),
         .text = {}});
    return {};
  }

  void add_place(TokenKind kind) {
    const InlineStyle& style = out.styles.back();
    Token token{.kind = kind, .style = static_cast<std::uint16_t>(out.styles.size() - 1), .text = {}};
    if (kind == TokenKind::Soft) {
      token.word = &setting.fonts.line_end_hyphen(style.face);
      token.width = scaled(token.word->width, style.size);
    }
    add(token);
  }

  [[nodiscard]] Result<void> add_words(std::string_view text) {
    if (base.verbatim) return add_text(text, 0, text.size());
    has_address = is_address(text);
    std::size_t word = 0;
    for (std::size_t i = 0; i <= text.size();) {
      const std::size_t space = i < text.size() ? space_at(text, i) : 0;
      const std::string_view rest = text.substr(i);
      const bool soft = rest.starts_with(kSoftHyphen);
      const bool seam = rest.starts_with(kZeroWidthSpace);
      const bool tie = rest.starts_with(kNoBreakSpace);  // it grows with the other spaces of its line
      if (i == text.size() || space > 0 || soft || seam || tie) {
        if (i > word) TRY(add_text(text, word, i));
        if (i == text.size()) break;
        if (space > 0) TRY(add_space());
        if (soft || seam) add_place(soft ? TokenKind::Soft : TokenKind::Seam);
        if (tie) TRY(add_gap(TokenKind::Tie, kNoBreakSpace));
        i += space > 0 ? space : decode_utf8(text, i).size;
        word = i;
        continue;
      }
      i += decode_utf8(text, i).size;
      const bool in_address = has_address && breaks_address_after(text[i - 1]) && i > word + 3 &&
                              is_letter_at(text, i) && is_in_address(text, i);
      if (in_address || breaks_after(text, word, i)) {
        TRY(add_text(text, word, i));
        add_place(TokenKind::Seam);
        word = i;
      }
    }
    return {};
  }

  void begin_style(const flow::Run& run) {
    const model::Theme& theme = setting.theme;
    const flow::Mark mark = run.mark == flow::Mark::None ? base.mark : run.mark;
    InlineStyle style;
    style.element = base.element;
    style.lang = !run.lang.empty() ? run.lang.text() : !base.lang.empty() ? base.lang : setting.lang();
    style.face = base.mono ? Face::Mono : face_of(theme, run, base.bold || mark == flow::Mark::Inserted);
    style.size = base.size;
    style.colour = base.colour;
    style.mark = mark;
    if (run.kind == flow::RunKind::NoteMark) {
      style.note = run.note + 1;
      style.size = base.size * 65 / 100;
      style.rise = base.size * 35 / 100;
      style.target = "#note:" + std::to_string(style.note);
      style.description = render(msg("Footnote {0}", style.note), setting.language());
    } else if (!run.link.empty()) {
      style.target = run.link;
      style.description = run.text.empty() ? run.link : run.text;
    }
    if (style.target.empty()) {
      last_link.clear();
    } else {
      if (style.target != last_link) {
        const bool inside = style.target.starts_with('#');
        const ElementId parent = inside ? setting.open(ElementRole::Reference, base.element).id : base.element;
        last_reference = setting.open(ElementRole::Link, parent).id;
        last_link = style.target;
      }
      style.link_element = style.element = last_reference;
      if (style.note == 0) style.colour = theme.accent;
    }
    if (mark == flow::Mark::None) {
      last_marked = {};
    } else {
      if (last_marked.mark != mark || last_marked.parent != style.element) {
        Element& span = setting.open(ElementRole::Span, style.element);
        span.decoration = mark == flow::Mark::Inserted ? Decoration::Underline : Decoration::LineThrough;
        last_marked = {.mark = mark, .parent = style.element, .span = span.id};
      }
      style.element = last_marked.span;
    }
    if (!run.lang.empty() || !run.expansion.empty()) {
      Element& span = setting.open(ElementRole::Span, style.element, run.lang);
      span.expansion = run.expansion;
      style.element = span.id;
    }
    if (run.kind == flow::RunKind::PageNumber) style.number_anchor = run.link.substr(run.link.starts_with('#') ? 1 : 0);
    out.styles.push_back(std::move(style));
  }

  [[nodiscard]] Result<void> add_run(const flow::Run& run) {
    if (run.kind == flow::RunKind::Text && run.text.empty()) return {};
    begin_style(run);
    const auto style_index = static_cast<std::uint16_t>(out.styles.size() - 1);
    switch (run.kind) {
      case flow::RunKind::Text:
        return add_words(run.text);
      case flow::RunKind::LineBreak:
        while (!out.tokens.empty() && out.tokens.back().kind == TokenKind::Space) out.tokens.pop_back();
        add_place(TokenKind::Forced);
        return {};
      case flow::RunKind::NoteMark: {
        const std::string& text = out.texts.emplace_back(std::to_string(run.note + 1));
        return add_text(text, 0, text.size());
      }
      case flow::RunKind::PageNumber: {
        // Exact where it leads backwards; else room enough, which is closed when the page is known.
        const auto known = setting.destinations.find(out.styles.back().number_anchor);
        const std::string digits =
            known == setting.destinations.end() ? std::string("000") : std::to_string(known->second.page + 1);
        const ShapedWord& word = setting.fonts.shape(out.styles.back().face, digits, out.styles.back().lang);
        add({.kind = TokenKind::Number,
             .style = style_index,
             .word = nullptr,
             .width = scaled(word.width, out.styles.back().size),
             .text = {}});
        return {};
      }
    }
    return {};
  }
};

/// Makes ties of the spaces at which typography forbids a line to end. Nothing is written into the text for that.
void tie_words(Inline& text) {
  struct Word {
    std::string text;
    std::size_t end = 0;  ///< the token after it
  };
  std::vector<Word> words(1);
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const Token& token = text.tokens[i];
    if (token.kind == TokenKind::Text && text.styles[token.style].note == 0) words.back().text += token.text;
    if (token.kind == TokenKind::Number) words.back().text += '0';
    if (token.kind == TokenKind::Tie) words.back().text += kNoBreakSpace;
    words.back().end = i + 1;
    if (token.kind == TokenKind::Space || token.kind == TokenKind::Forced) words.emplace_back();
  }
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    Token& between = text.tokens[words[i].end - 1];
    if (between.kind != TokenKind::Space) continue;
    const std::string_view then = i + 2 < words.size() ? std::string_view(words[i + 2].text) : std::string_view();
    if (belong_together(words[i].text, words[i + 1].text, then)) between.kind = TokenKind::Tie;
  }
}

/// Tells which words run from right to left, and shapes them anew. Words of both directions are parted.
class BothWays {
 public:
  BothWays(Setting& setting, Inline& text) : setting_(setting), text_(text) {}

  void run() {
    std::string paragraph;
    std::vector<std::size_t> ends;
    for (const Token& token : text_.tokens) {
      if (token.kind == TokenKind::Text) paragraph += token.text;
      if (token.kind == TokenKind::Space) paragraph += ' ';
      if (token.kind == TokenKind::Tie) paragraph += kNoBreakSpace;
      if (token.kind == TokenKind::Number) paragraph += '0';
      if (token.kind == TokenKind::Forced) paragraph += "\xE2\x80\xA8";  // U+2028
      ends.push_back(paragraph.size());
    }
    const std::vector<std::uint8_t> levels = bidi_levels(paragraph, text_.right_to_left);
    std::vector<Token> tokens;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text_.tokens.size(); begin = ends[i++]) {
      Token token = text_.tokens[i];
      if (begin < ends[i]) token.level = levels[begin];
      if (token.kind != TokenKind::Text) {
        tokens.push_back(token);
        continue;
      }
      for (std::size_t from = begin; from < ends[i];) {
        std::size_t to = from;
        while (to < ends[i] && levels[to] == levels[from]) ++to;
        tokens.push_back(part(token, from - begin, to - begin, levels[from]));
        from = to;
      }
    }
    text_.tokens = std::move(tokens);
    text_.both_ways = true;
  }

 private:
  Token part(Token token, std::size_t from, std::size_t to, std::uint8_t level) {
    if (level % 2 == 0 && to - from == token.text.size()) return token;
    const InlineStyle& style = text_.styles[token.style];
    token.text = token.text.substr(from, to - from);
    token.level = level;
    token.whole = true;
    token.word =
        &setting_.fonts.shape(style.face, token.text, style.lang, level % 2 == 1 ? Direction::Left : Direction::Right);
    token.width = scaled(token.word->width, style.size);
    return token;
  }

  Setting& setting_;
  Inline& text_;
};

}  // namespace

bool breaks_after(std::string_view text, std::size_t begin, std::size_t at) {
  const std::string_view before = text.substr(begin, at - begin);
  if (before.ends_with('-')) return before.size() > 1 && is_letter_at(text, at);
  if (before.ends_with(kEnDash)) {
    if (is_digit_at(text, at)) return before.find('/') != std::string_view::npos;  // "10/2022–" "09/2025"
    return before.size() > kEnDash.size() && is_letter_at(text, at);
  }
  if (before.ends_with('/')) {
    if (is_digit_at(text, at)) return before.size() < 2 || !is_digit_at(before, before.size() - 2);  // "10/2022"
    return before.size() > 1 && at < text.size() && text[at] != '/' && text[at] != ' ';
  }
  return false;
}

Result<Inline> shape_runs(Setting& setting, const flow::Runs& runs, const BaseStyle& base) {
  Builder builder{.setting = setting, .base = base, .out = {}, .last_link = {}};
  for (const flow::Run& run : runs) TRY(builder.add_run(run));
  std::vector<Token>& tokens = builder.out.tokens;
  while (!tokens.empty() && tokens.back().kind != TokenKind::Text && tokens.back().kind != TokenKind::Number) {
    tokens.pop_back();
  }
  tie_words(builder.out);
  speak_marks(setting, builder.out);
  builder.out.right_to_left = is_right_to_left(base.lang.empty() ? setting.lang() : base.lang);
  if (builder.has_right_to_left || builder.out.right_to_left) BothWays(setting, builder.out).run();
  return std::move(builder.out);
}

Face face_of(const model::Theme& theme, const flow::Run& run, bool bold) {
  if (run.code) return Face::Mono;
  const bool slanted = run.emphasis && theme.italics;
  if (bold || run.strong || (run.emphasis && !theme.italics)) return slanted ? Face::BoldItalic : Face::Bold;
  return slanted ? Face::Italic : Face::Regular;
}

Result<SetWords> set_words(Setting& setting, std::string_view words, Face face, Length size, model::Colour colour) {
  SetWords set;
  const auto add = [&](std::string_view stretch, Direction direction) -> Result<void> {
    const ShapedWord& shaped = setting.fonts.shape(face, stretch, setting.lang(), direction);
    if (shaped.missing != 0) return no_glyph(shaped.missing, words, 0);
    auto begin = shaped.glyphs.begin();
    for (const ShapedWord::Part& part : shaped.parts) {
      const auto end = shaped.glyphs.begin() + part.end;
      GlyphRun run{.font = part.font, .size = size, .x = set.width, .y = {}, .colour = colour, .glyphs = {begin, end}};
      run.reversed = direction == Direction::Left;
      std::int64_t sum = 0;
      for (const Glyph& glyph : run.glyphs) sum += glyph.advance;
      set.width += Length::micropoints(scaled(sum, size));
      set.runs.push_back(std::move(run));
      begin = end;
    }
    return {};
  };
  if (!has_right_to_left(words)) {
    TRY(add(words, Direction::Right));
    return set;
  }
  const std::vector<std::uint8_t> levels = bidi_levels(words, false);
  std::vector<std::size_t> begins;
  std::vector<std::uint8_t> level_of_stretch;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (at > 0 && levels[at] == levels[at - 1]) continue;
    begins.push_back(at);
    level_of_stretch.push_back(levels[at]);
  }
  begins.push_back(words.size());
  for (const std::size_t i : visual_order(level_of_stretch)) {
    TRY(add(words.substr(begins[i], begins[i + 1] - begins[i]),
            level_of_stretch[i] % 2 == 1 ? Direction::Left : Direction::Right));
  }
  return set;
}

void add_words(std::vector<Item>& items, SetWords words, Length x, Length y, Owner owner) {
  for (GlyphRun& run : words.runs) {
    run.x += x;
    run.y = y;
    items.push_back({.owner = owner, .content = std::move(run)});
  }
}

}  // namespace zielbaum::typeset
