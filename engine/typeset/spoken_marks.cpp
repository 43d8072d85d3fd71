// What a comparison says about words, said in words: no screen reader tells how words look, and few read brackets.
#include "typeset/lines_internal.h"

namespace zielbaum::typeset {

namespace {

/// The first and the last word of a marked stretch are read with what begins and ends there.
class MarkSpeaker {
 public:
  MarkSpeaker(Setting& setting, Inline& text) : setting_(setting), text_(text) {}

  void speak() {
    for (std::size_t begin = 0; begin < text_.tokens.size();) {
      const flow::Mark mark = mark_at(begin);
      std::size_t end = begin + 1;
      while (end < text_.tokens.size() && mark_at(end) == mark) ++end;
      if (mark != flow::Mark::None) speak(mark, begin, end);
      begin = end;
    }
  }

 private:
  [[nodiscard]] flow::Mark mark_at(std::size_t token) const { return text_.styles[text_.tokens[token].style].mark; }

  void speak(flow::Mark mark, std::size_t begin, std::size_t end) {
    const auto is_text = [this](std::size_t token) { return text_.tokens[token].kind == TokenKind::Text; };
    std::size_t first = begin;
    while (first < end && !is_text(first)) ++first;
    if (first == end) return;
    std::size_t last = end - 1;
    while (!is_text(last)) --last;
    std::size_t first_end = first + 1;
    while (first_end < end && are_one_word(first, first_end)) ++first_end;
    std::size_t last_begin = last;
    while (last_begin > first && are_one_word(last, last_begin - 1)) --last_begin;
    while (!is_text(last_begin)) ++last_begin;
    const Language language = setting_.language();
    const std::string before = render(mark == flow::Mark::Inserted ? msg("inserted: ") : msg("struck out: "), language);
    const std::string after = render(msg(" (end)"), language);
    if (last_begin <= first) {
      say(first, last + 1, before, after);
    } else {
      say(first, first_end, before, "");
      say(last_begin, last + 1, "", after);
    }
  }

  /// Whether `other` belongs to the word of `token`, which has one style.
  [[nodiscard]] bool are_one_word(std::size_t token, std::size_t other) const {
    const TokenKind kind = text_.tokens[other].kind;
    const bool in_word = kind == TokenKind::Text || kind == TokenKind::Seam || kind == TokenKind::Soft;
    return in_word && text_.tokens[token].style == text_.tokens[other].style;
  }

  void say(std::size_t begin, std::size_t end, const std::string& before, const std::string& after) {
    std::string words = before;
    for (std::size_t i = begin; i < end; ++i) {
      if (text_.tokens[i].kind == TokenKind::Text) words += text_.tokens[i].text;
    }
    InlineStyle style = text_.styles[text_.tokens[begin].style];
    Element& span = setting_.open(ElementRole::Span, style.element);
    span.actual_text = words + after;
    style.element = span.id;
    for (std::size_t i = begin; i < end; ++i) text_.tokens[i].style = static_cast<std::uint16_t>(text_.styles.size());
    text_.styles.push_back(std::move(style));
  }

  Setting& setting_;
  Inline& text_;
};

}  // namespace

void speak_marks(Setting& setting, Inline& text) {
  MarkSpeaker(setting, text).speak();
}

}  // namespace zielbaum::typeset
