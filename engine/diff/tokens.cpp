#include "diff/tokens_internal.h"

#include <algorithm>

#include "text/text.h"

namespace zielbaum::diff {

namespace {

/// Whether tokens of such a run are told from words of the same text.
bool stands_alone(const model::Run& run) {
  return run.kind != model::RunKind::Text;
}

/// No token of words() begins with a control character, so these are told from all words.
std::uint32_t number_of(Numbers& numbers, const model::Run& run) {
  if (run.kind == model::RunKind::LineBreak) return numbers.of("\x01");
  if (run.kind == model::RunKind::NoteMark) return numbers.of_copy("\x02" + run.text);
  return numbers.of_copy("\x03" + run.text + "\x03" + run.link);
}

}  // namespace

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
      out.tokens.push_back({number_of(numbers, *stretch.alone), stretch.begin, stretch.end, false, false});
      const bool at_end = sentence_end != sentence_ends.end() && *sentence_end <= stretch.end;
      // Items of lists and cells of tables come with breaks between them, and no sentence goes beyond one.
      if (at_end || stretch.alone->kind == model::RunKind::LineBreak) pass(stretch.end);
      continue;
    }
    for (std::size_t begin = stretch.begin; begin < stretch.end;) {
      const std::size_t end = sentence_end == sentence_ends.end() ? stretch.end : std::min(*sentence_end, stretch.end);
      std::size_t at = begin;
      for (const std::string_view word : text::words(text.substr(begin, end - begin))) {
        const bool is_word = text::is_word(word);
        const bool is_space = !is_word && word.find_first_not_of(" \t\n") == std::string_view::npos;
        out.tokens.push_back({numbers.of(word), at, at + word.size(), is_word, is_space});
        at += word.size();
      }
      begin = end;
      if (sentence_end != sentence_ends.end() && *sentence_end <= end) pass(end);
    }
  }
  if (out.sentences.back() != out.tokens.size()) out.sentences.push_back(out.tokens.size());
}

}  // namespace zielbaum::diff
