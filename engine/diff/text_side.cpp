#include "diff/text_side_internal.h"

#include <algorithm>

#include "text/text.h"

namespace zielbaum::diff {

namespace {

/// Stands for the border between two units, as a picture that no text has.
constexpr char kBorder = '\x1E';
constexpr std::string_view kBorderShown = "\n";

}  // namespace

Range without_spaces(std::string_view text, Range range) {
  const auto blank = [&](std::size_t at) { return text[at] == ' ' || text[at] == '\n'; };
  while (range.begin < range.end && blank(range.begin)) ++range.begin;
  while (range.begin < range.end && blank(range.end - 1)) --range.end;
  return range;
}

std::size_t occurrences(std::string_view text, std::string_view words, std::size_t before) {
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string_view::npos && at < before; at = text.find(words, at + 1))
    ++count;
  return count;
}

void TextSide::make(const std::vector<model::Runs>& units, const NameNote& name, Numbers& numbers) {
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (i > 0) add_border();
    const std::size_t begin = shown.size();
    for (const model::Run& run : as_read(units[i], name)) {
      shown += run.text;
      seen.push_back(run);
    }
    parts.push_back({begin, shown.size()});
    for (model::Run run : units[i]) {
      if (run.kind == model::RunKind::Image) run.link.clear();
      runs.push_back(std::move(run));
    }
  }
  cut(runs, numbers, text);
  std::size_t run = 0;
  std::size_t at = 0;
  for (const Token& token : text.tokens) {
    offsets.push_back(at);
    if (token.sort == TokenSort::Break || token.sort == TokenSort::Object) {
      while (runs[run].kind == model::RunKind::Text) ++run;
      at += seen[run++].text.size();
    } else {
      at += token.end - token.begin;
    }
  }
  offsets.push_back(at);
}

void TextSide::add_border() {
  model::Run run;
  run.kind = model::RunKind::Image;
  run.text = kBorderShown;
  run.link = kBorder;
  runs.push_back(run);
  run.kind = model::RunKind::Text;
  run.link.clear();
  seen.push_back(run);
  shown += kBorderShown;
}

bool TextSide::is_border(std::size_t token) const {
  return text.tokens[token].sort == TokenSort::Object && at(bytes(token, token + 1)) == kBorderShown;
}

std::size_t TextSide::part_of(std::size_t byte) const {
  std::size_t part = 0;
  while (part + 1 < parts.size() && parts[part + 1].begin <= byte) ++part;
  return part;
}

model::Runs TextSide::slice(Range range) const {
  model::Runs out;
  std::size_t begin = 0;
  for (const model::Run& run : seen) {
    const std::size_t end = begin + run.text.size();
    const Range common{std::max(begin, range.begin), std::min(end, range.end)};
    if (common.begin < common.end)
      out.push_back(with_text(run, within(run.text, {common.begin - begin, common.end - begin})));
    begin = end;
  }
  return out;
}

const model::Run& TextSide::look(std::size_t byte) const {
  std::size_t begin = 0;
  for (const model::Run& run : seen) {
    if (byte < begin + run.text.size()) return run;
    begin += run.text.size();
  }
  return seen.back();
}

std::vector<Range> TextSide::sentences_of(const Range& part) const {
  std::vector<Range> out;
  std::size_t begin = part.begin;
  for (const std::string_view sentence : text::sentences(at(part))) {
    out.push_back(without_spaces(shown, {begin, begin + sentence.size()}));
    begin += sentence.size();
  }
  return out;
}

Range TextSide::scope_of(TextChange& change, Range quote) const {
  const Range part = parts[part_of(quote.begin)];
  const std::vector<Range> sentences = sentences_of(part);
  if (sentences.size() < 2) return part;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (quote.begin < sentences[i].begin || quote.end > sentences[i].end) continue;
    change.sentence = i + 1;
    return sentences[i];
  }
  return part;
}

}  // namespace zielbaum::diff
