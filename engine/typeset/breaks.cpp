// Shaped tokens -> places where lines may end -> lines. Words that no line could hold are divided.
#include <algorithm>

#include "base/utf8.h"
#include "typeset/breaking_internal.h"
#include "typeset/lines_internal.h"

namespace zielbaum::typeset {

namespace {

bool may_end_line(const Token& token) {
  return token.kind == TokenKind::Space || token.kind == TokenKind::Seam || token.kind == TokenKind::Soft ||
         token.kind == TokenKind::Forced;
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
    part.word =
        &setting.fonts.shape(style.face, piece, style.lang, token.level % 2 == 1 ? Direction::Left : Direction::Right);
    part.width = part.word->width * style.size.in_micropoints() / 1000;
    part.whole = true;
    return part;
  }

  /// What stands between the pieces of a word: a hyphen, but in an address, a number or code, where it would be taken
  /// for a part of it.
  Token between(const Token& token) {
    const InlineStyle& style = text.styles[token.style];
    const bool has_digit = token.text.find_first_of("0123456789") != std::string_view::npos;
    if (token.address || style.face == Face::Mono || has_digit)
      return {.kind = TokenKind::Seam, .style = token.style, .text = {}};
    Token hyphen{.kind = TokenKind::Soft, .style = token.style, .text = {}};
    hyphen.word = &setting.fonts.line_end_hyphen(style.face);
    hyphen.width = hyphen.word->width * style.size.in_micropoints() / 1000;
    return hyphen;
  }

  /// Where no place is known, wherever the measure ends. At least one character goes into each part.
  void divide_anywhere(const Token& token, const Token& hyphen) {
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

  /// At the signs inside of it ("2025–2030"), and between them where the patterns say.
  void divide(const Token& token) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < token.text.size();) {
      const Decoded sign = decode_utf8(token.text, at);
      at += sign.size;
      if (sign.character != U'-' && sign.character != U'\u2013' && sign.character != U'/') continue;
      if (at == token.text.size() || at - begin <= sign.size) continue;
      divide_letters(part(token, token.text.substr(begin, at - begin)));
      out.push_back({.kind = TokenKind::Seam, .style = token.style, .text = {}});
      begin = at;
    }
    divide_letters(begin == 0 ? token : part(token, token.text.substr(begin)));
  }

  void divide_letters(const Token& token) {
    std::vector<Division> places;
    if (!token.address && text.styles[token.style].face != Face::Mono)
      places = setting.fonts.hyphenator.places(token.text, text.styles[token.style].lang);
    places.push_back({.offset = token.text.size()});
    std::size_t begin = 0;
    const Token hyphen = between(token);
    for (const Division& place : places) {
      const std::size_t end = place.offset;
      const Token piece = part(token, token.text.substr(begin, end - begin));
      if (piece.width + (end < token.text.size() ? hyphen.width : 0) > measure) {
        divide_anywhere(piece, hyphen);
      } else {
        out.push_back(piece);
      }
      if (end < token.text.size()) out.push_back(hyphen);
      begin = end;
    }
  }
};

/// Sums of the widths before each token, so that any line's width is a difference. Hyphens count only where used.
std::vector<std::int64_t> sums_of(const std::vector<Token>& tokens) {
  std::vector<std::int64_t> sums(tokens.size() + 1, 0);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    sums[i + 1] = sums[i] + (tokens[i].kind == TokenKind::Soft ? 0 : tokens[i].width);
  }
  return sums;
}

/// Calls visit(begin, end, width) for each stretch of tokens at whose inside no line ends; with its hyphen.
template <typename Visit>
void for_each_stretch(const std::vector<Token>& tokens, Visit&& visit) {
  const std::vector<std::int64_t> sums = sums_of(tokens);
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    while (end < tokens.size() && !may_end_line(tokens[end])) ++end;
    const bool ends_soft = end < tokens.size() && tokens[end].kind == TokenKind::Soft;
    visit(begin, end, sums[end] - sums[begin] + (ends_soft ? tokens[end].width : 0));
    begin = end + 1;
  }
}

/// Lets lines end at the ties of stretches that no line could hold.
void loosen_wide_ties(std::vector<Token>& tokens, std::int64_t measure) {
  for_each_stretch(tokens, [&](std::size_t begin, std::size_t end, std::int64_t width) {
    for (std::size_t i = begin; i < end && width > measure; ++i) {
      if (tokens[i].kind == TokenKind::Tie) tokens[i].kind = TokenKind::Space;
    }
  });
}

/// Divides the words of stretches that no line could hold.
void divide_wide_words(Setting& setting, Inline& text, std::int64_t measure) {
  Divider divider{.setting = setting, .text = text, .measure = measure, .out = {}};
  for_each_stretch(text.tokens, [&](std::size_t begin, std::size_t end, std::int64_t width) {
    const bool wide = width > measure;
    for (std::size_t i = begin; i < end; ++i) {
      const Token& token = text.tokens[i];
      if (token.kind == TokenKind::Text && wide) {
        divider.divide(token);
      } else {
        divider.out.push_back(token);
      }
      if (wide && i + 1 < end) divider.out.push_back({.kind = TokenKind::Seam, .style = token.style, .text = {}});
    }
    if (end < text.tokens.size()) divider.out.push_back(text.tokens[end]);
  });
  text.tokens = std::move(divider.out);
}

/// The places of a paragraph at which lines may end.
struct Places {
  std::vector<Break> breaks;
  std::vector<TextPlace> in_text;  ///< of each break
};

class PlaceFinder {
 public:
  PlaceFinder(Setting& setting, const Inline& text, bool hyphenated)
      : setting_(setting), text_(text), hyphenated_(hyphenated) {}

  Places find() {
    const std::vector<Token>& tokens = text_.tokens;
    places_.breaks.reserve(tokens.size() * 2);
    places_.in_text.reserve(tokens.size() * 2);
    add({.begin = left_of(0), .kind = BreakKind::Forced}, {});
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      switch (token.kind) {
        case TokenKind::Text:
          if (hyphenated_ && !token.whole && !token.word->divisions.empty()) add_divisions(i);
          sum_ += token.width;
          break;
        case TokenKind::Number:
          sum_ += token.width;
          break;
        case TokenKind::Tie:
          sum_ += token.width;
          spaces_ += token.width;
          break;
        case TokenKind::Space:
          add_token(i, BreakKind::Space);
          break;
        case TokenKind::Seam:
          add_token(i, BreakKind::Seam);
          break;
        case TokenKind::Soft:
          add_token(i, BreakKind::Syllable);
          break;
        case TokenKind::Forced:
          add_token(i, BreakKind::Forced);
          break;
      }
    }
    add_token(tokens.size(), BreakKind::End);
    return std::move(places_);
  }

 private:
  [[nodiscard]] std::int64_t scaled(std::int64_t thousandths, const Token& token) const {
    return thousandths * text_.styles[token.style].size.in_micropoints() / 1000;
  }

  void add(const Break& at, TextPlace in_text) {
    places_.breaks.push_back(at);
    places_.in_text.push_back(in_text);
  }

  /// How far the token hangs out where a line begins with it.
  [[nodiscard]] std::int64_t left_of(std::size_t i) const {
    if (i >= text_.tokens.size() || text_.tokens[i].kind != TokenKind::Text) return 0;
    return scaled(text_.tokens[i].word->left, text_.tokens[i]);
  }

  void add_token(std::size_t i, BreakKind kind) {
    const Token* token = i < text_.tokens.size() ? &text_.tokens[i] : nullptr;
    const Token* before = i > 0 ? &text_.tokens[i - 1] : nullptr;
    if (before != nullptr && before->kind != TokenKind::Text) before = nullptr;
    Break at{.end = sum_, .end_spaces = spaces_, .kind = kind};
    if (kind == BreakKind::Syllable) {
      at.hyphen = true;
      at.end += token->width - scaled(token->word->right, *token);
    } else if (before != nullptr) {
      at.hyphen = kind == BreakKind::Seam && before->text.ends_with('-');
      at.end -= scaled(before->word->right, *before);
    }
    if (kind == BreakKind::Space) {
      sum_ += token->width;
      spaces_ += token->width;
    }
    at.begin = sum_ + left_of(i + 1);
    at.begin_spaces = spaces_;
    add(at, {.token = i});
  }

  void add_divisions(std::size_t i) {
    const Token& token = text_.tokens[i];
    const ShapedWord& hyphen = setting_.fonts.line_end_hyphen(text_.styles[token.style].face);
    if (hyphen.missing != 0) return;
    std::uint32_t number = 0;
    for (const GlyphDivision& division : token.word->divisions) {
      add({.end = sum_ + scaled(division.width + hyphen.width - hyphen.right, token),
           .end_spaces = spaces_,
           .begin = sum_ + scaled(division.width + division.kerning + division.left, token),
           .begin_spaces = spaces_,
           .kind = division.seam ? BreakKind::Compound : BreakKind::Syllable,
           .hyphen = true},
          {.token = i, .division = ++number});
    }
  }

  Setting& setting_;
  const Inline& text_;
  bool hyphenated_;
  Places places_;
  std::int64_t sum_ = 0, spaces_ = 0;
};

bool any_wide(const std::vector<Break>& breaks, std::int64_t measure) {
  for (std::size_t i = 1; i < breaks.size(); ++i) {
    if (breaks[i].end - breaks[i - 1].begin > measure) return true;
  }
  return false;
}

}  // namespace

std::vector<Line> break_lines(Setting& setting, Inline& text, const Measure& measure) {
  const std::int64_t width = measure.width.in_micropoints();
  const bool hyphenated = measure.filling != Filling::Ragged;
  Places places = PlaceFinder(setting, text, hyphenated).find();
  if (any_wide(places.breaks, width)) {
    loosen_wide_ties(text.tokens, width);
    places = PlaceFinder(setting, text, hyphenated).find();
    if (any_wide(places.breaks, width)) {
      divide_wide_words(setting, text, width);
      places = PlaceFinder(setting, text, hyphenated).find();
    }
  }
  const BreakRules rules{.measure = width,
                         .justified = measure.filling == Filling::Justified,
                         .scaling = setting.theme.scaling,
                         .hyphen_run = setting.theme.hyphen_run,
                         .em = text.styles.empty() ? 0 : text.styles.front().size.in_micropoints()};
  const Breaking breaking = best_breaking(places.breaks, rules);
  std::vector<Line> lines;
  lines.reserve(breaking.ends.size());
  std::uint32_t from = 0;
  for (const std::uint32_t to : breaking.ends) {
    const Break& begin = places.breaks[from];
    const Break& end = places.breaks[to];
    TextPlace first = places.in_text[from];
    if (from > 0 && first.division == 0) ++first.token;
    Line& line = lines.emplace_back();
    line.begin = first;
    line.end = places.in_text[to];
    line.width = end.end - begin.begin;
    line.spaces = std::max<std::int64_t>(0, end.end_spaces - begin.begin_spaces);
    line.left = 0;
    if (first.token < text.tokens.size() && text.tokens[first.token].kind == TokenKind::Text) {
      const Token& token = text.tokens[first.token];
      const ShapedWord& word = *token.word;
      const std::int32_t left = first.division == 0 ? word.left : word.divisions[first.division - 1].left;
      line.left = left * text.styles[token.style].size.in_micropoints() / 1000;
    }
    from = to;
  }
  return lines;
}

}  // namespace zielbaum::typeset
