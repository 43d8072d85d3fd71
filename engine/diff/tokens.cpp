#include "diff/tokens_internal.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/text.h"

namespace zielbaum::diff {

namespace {

/// Whether tokens of such a run are told from words of the same text.
bool stands_alone(const model::Run& run) {
  return run.kind != model::RunKind::Text;
}

TokenSort sort_of(const model::Run& run) {
  return run.kind == model::RunKind::LineBreak ? TokenSort::Break : TokenSort::Object;
}

/// Of any kind: unlike is_space(), with those at which no line breaks.
bool is_any_space(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2007 || is_space(c);
}

TokenSort sort_of(std::string_view word) {
  if (text::is_word(word)) return TokenSort::Word;
  return is_any_space(decode_utf8(word, 0).character) ? TokenSort::Space : TokenSort::Mark;
}

/// Nothing that is seen where the word stands within a line: it only says where a line may break.
bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

/// Whether the word holds no space and nothing invisible, or is a single usual space.
bool is_plain(std::string_view word) {
  constexpr std::string_view kFirstBytesOfOthers = " \t\n\xC2\xE2\xEF";
  return word == " " || word.find_first_of(kFirstBytesOfOthers) == std::string_view::npos;
}

/// The word with each run of space in it as one character, a line feed if it holds one, and without what is invisible.
std::string as_seen(std::string_view word) {
  std::string out;
  bool in_space = false;
  for (std::size_t at = 0; at < word.size();) {
    const Decoded decoded = decode_utf8(word, at);
    if (is_invisible(decoded.character)) {
      at += decoded.size;
      continue;
    }
    const bool space = is_any_space(decoded.character);
    if (!space) {
      out += word.substr(at, decoded.size);
    } else if (!in_space) {
      out += ' ';
    }
    if (space && decoded.character == '\n') out.back() = '\n';
    in_space = space;
    at += decoded.size;
  }
  return out;
}

std::uint32_t number_of(Numbers& numbers, std::string_view word) {
  return is_plain(word) ? numbers.of(word) : numbers.of_copy(as_seen(word));
}

/// No token of words() begins with a control character, so these are told from all words.
std::uint32_t number_of(Numbers& numbers, const model::Run& run) {
  if (run.kind == model::RunKind::LineBreak) return numbers.of("\x01");
  if (run.kind == model::RunKind::NoteMark) return numbers.of_copy("\x02" + run.text);
  return numbers.of_copy("\x03" + run.text + "\x03" + run.link);
}

}  // namespace

model::Run with_text(const model::Run& run, std::string_view text) {
  return {run.kind, std::string(text), run.style, run.link, run.source};
}

std::uint32_t weight(const Token& token) {
  constexpr std::size_t kLongestWord = 12;
  switch (token.sort) {
    case TokenSort::Word:
      return static_cast<std::uint32_t>(4 + 2 * std::min(token.end - token.begin, kLongestWord));
    case TokenSort::Break:
    case TokenSort::Object:
      return 4;
    case TokenSort::Space:
    case TokenSort::Mark:
      break;
  }
  return 1;
}

void cut(const model::Runs& runs, Numbers& numbers, TokenText& out) {
  // Stretches that words() may look at: runs of text that follow each other, or one other run.
  struct Stretch {
    std::size_t begin, end;
    const model::Run* alone;
  };
  std::vector<Stretch> stretches;
  for (const model::Run& run : runs) {
    const std::size_t begin = out.text.size();
    out.text += run.text;
    if (!stands_alone(run) && !stretches.empty() && stretches.back().alone == nullptr) {
      stretches.back().end = out.text.size();
    } else {
      stretches.push_back({begin, out.text.size(), stands_alone(run) ? &run : nullptr});
    }
  }

  const std::string_view text = out.text;
  std::vector<std::size_t> sentence_ends;
  for (const std::string_view sentence : text::sentences(text))
    sentence_ends.push_back((sentence_ends.empty() ? 0 : sentence_ends.back()) + sentence.size());
  sentence_ends.push_back(text.size());
  auto sentence_end = sentence_ends.begin();

  out.sentences.push_back(0);
  const auto pass = [&](std::size_t offset) {
    while (sentence_end != sentence_ends.end() && *sentence_end <= offset) ++sentence_end;
    if (out.sentences.back() != out.tokens.size()) out.sentences.push_back(out.tokens.size());
  };
  for (const Stretch& stretch : stretches) {
    if (stretch.alone != nullptr) {
      out.tokens.push_back({number_of(numbers, *stretch.alone), stretch.begin, stretch.end, sort_of(*stretch.alone)});
      const bool at_end = sentence_end != sentence_ends.end() && *sentence_end <= stretch.end;
      // Items of lists and cells of tables come with breaks between them, and no sentence goes beyond one.
      if (at_end || stretch.alone->kind == model::RunKind::LineBreak) pass(stretch.end);
      continue;
    }
    for (std::size_t begin = stretch.begin; begin < stretch.end;) {
      const std::size_t end = sentence_end == sentence_ends.end() ? stretch.end : std::min(*sentence_end, stretch.end);
      std::size_t at = begin;
      for (const std::string_view word : text::words(text.substr(begin, end - begin))) {
        out.tokens.push_back({number_of(numbers, word), at, at + word.size(), sort_of(word)});
        at += word.size();
      }
      begin = end;
      if (sentence_end != sentence_ends.end() && *sentence_end <= end) pass(end);
    }
  }
  if (out.sentences.back() != out.tokens.size()) out.sentences.push_back(out.tokens.size());
}

}  // namespace zielbaum::diff
