#include "merge/passages_internal.h"

#include <algorithm>

#include "text/text.h"

namespace zielbaum::merge {

namespace {

bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A line whose beginning means something, so that it does not go on with the one before.
bool begins_anew(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos || first >= 4) return true;  // empty, or code
  line.remove_prefix(first);
  const char c = line.front();
  if (c == '#' || c == '>' || c == '|' || c == '!' || line.starts_with("```") || line.starts_with("~~~") ||
      line.starts_with("[^"))
    return true;
  const bool marked = c == '-' || c == '+' || c == '*';
  if (marked && line.size() > 1 && (line[1] == ' ' || line[1] == '-')) return true;
  const auto digits = static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_digit) - line.begin());
  return digits > 0 && digits + 1 < line.size() && (line[digits] == '.' || line[digits] == ')') &&
         line[digits + 1] == ' ';
}

/// A line that no other one goes on with.
bool stands_alone(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return true;
  line.remove_prefix(first);
  return line.front() == '#' || line.front() == '|' || line.starts_with("```") || line.starts_with("~~~") ||
         line.ends_with("  ") || line.ends_with('\\');
}

/// The same bytes, each line end within a paragraph a space.
std::string with_lines_joined(std::string_view markdown) {
  std::string out(markdown);
  bool in_code = false;
  for (std::size_t begin = 0; begin < out.size();) {
    const std::size_t end = std::min(out.find('\n', begin), out.size());
    const std::string_view line = std::string_view(out).substr(begin, end - begin);
    if (line.starts_with("```") || line.starts_with("~~~")) in_code = !in_code;
    const std::size_t next = end + 1;
    if (next < out.size()) {
      const std::size_t next_end = std::min(markdown.find('\n', next), markdown.size());
      const bool goes_on = !in_code && !stands_alone(line) && !begins_anew(markdown.substr(next, next_end - next));
      if (goes_on) out[end] = ' ';
    }
    begin = next;
  }
  return out;
}

/// Without what is white at both ends, every run of it within as one space.
std::string normal(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_white(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

Passage between(std::string_view text, std::string_view joined) {
  Passage out;
  out.text = text;
  const auto lines = std::count(joined.begin(), joined.end(), '\n');
  out.between = lines == 0 ? Between::Space : lines == 1 ? Between::Line : Between::Block;
  out.key = std::string(1, static_cast<char>(1 + static_cast<int>(out.between)));
  return out;
}

}  // namespace

Passages passages_in(std::string_view markdown) {
  while (!markdown.empty() && is_white(markdown.back())) markdown.remove_suffix(1);
  const std::string joined = with_lines_joined(markdown);
  Passages out;
  std::size_t at = 0;
  for (const std::string_view sentence : text::sentences(joined)) {
    std::size_t words_end = sentence.size();
    while (words_end > 0 && is_white(sentence[words_end - 1])) --words_end;
    if (words_end > 0) {
      Passage passage;
      passage.text = markdown.substr(at, words_end);
      passage.key = normal(passage.text);
      passage.weight = static_cast<std::uint32_t>(2 + passage.key.size());
      out.push_back(std::move(passage));
    }
    const std::size_t gap = sentence.size() - words_end;
    if (gap > 0) {
      // An empty line may be cut from the line end before it.
      if (!out.empty() && out.back().between != Between::No) {
        const std::size_t begin = at + words_end - out.back().text.size();
        const std::size_t size = out.back().text.size() + gap;
        out.back() = between(markdown.substr(begin, size), std::string_view(joined).substr(begin, size));
      } else {
        out.push_back(between(markdown.substr(at + words_end, gap), sentence.substr(words_end)));
      }
    }
    at += sentence.size();
  }
  return out;
}

Passages words_in(std::string_view markdown) {
  Passages out;
  for (const std::string_view word : text::words(markdown)) {
    Passage passage;
    passage.text = word;
    passage.key = is_white(word.front()) ? " " : std::string(word);
    passage.weight = text::is_word(word) ? static_cast<std::uint32_t>(4 + word.size()) : 1;
    out.push_back(std::move(passage));
  }
  return out;
}

}  // namespace zielbaum::merge
