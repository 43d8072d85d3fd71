// The dictionaries are read here and not by libhyphen: its hnj_hyphen_load of the German one takes 4.1 to 4.4 seconds
// of user CPU time (libhyphen 2.8.8, three runs).
#include "typeset/patterns_internal.h"

#include <algorithm>
#include <bit>

namespace zielbaum::typeset {

namespace {

constexpr std::uint32_t kHashBegin = 2166136261u;  // FNV-1a

constexpr std::uint32_t hash_on(std::uint32_t hash, char letter) {
  return (hash ^ static_cast<unsigned char>(letter)) * 16777619u;
}

/// FNV's low bits alone spread too little.
constexpr std::size_t spread(std::uint32_t hash) {
  return (hash * 0x9E3779B97F4A7C15u) >> 32;
}

bool is_value(char c) {
  return c >= '0' && c <= '9';
}

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/// Calls visit(begin, hash) for each line of `text` that is a pattern, and pass(hash) for each letter on the way.
/// Comments and settings begin with signs or capital letters and have blanks in them; replacements ("ff1f/ff=f") are
/// not for us.
template <typename Visit, typename Pass>
void for_each_pattern(std::string_view text, Visit&& visit, Pass&& pass) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    std::uint32_t hash = kHashBegin;
    bool is_pattern = true, any = false;
    for (; at < text.size() && !is_line_end(text[at]); ++at) {
      const char c = text[at];
      if (is_value(c)) continue;
      if (c == '#' || c == '%' || c == '/' || c == ' ' || c == '\t' || (c >= 'A' && c <= 'Z')) {
        is_pattern = false;
        at = std::min(text.find('\n', at), text.size());
        break;
      }
      hash = hash_on(hash, c);
      pass(hash);
      any = true;
    }
    if (is_pattern && any) visit(begin, hash);
    while (at < text.size() && is_line_end(text[at])) ++at;
  }
}

/// Whether the pattern that stands at the beginning of `line` has these letters.
bool has_letters(std::string_view line, std::string_view letters) {
  std::size_t known = 0;
  for (const char c : line) {
    if (is_line_end(c)) break;
    if (is_value(c)) continue;
    if (known == letters.size() || letters[known] != c) return false;
    ++known;
  }
  return known == letters.size();
}

std::string letters_of(std::string_view line) {
  std::string letters;
  for (const char c : line) {
    if (is_line_end(c)) break;
    if (!is_value(c)) letters += c;
  }
  return letters;
}

}  // namespace

PatternLevel::PatternLevel(std::string_view text) : text_(text) {
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  slots_.resize(std::bit_ceil(lines * 3 / 2 + 1));
  beginnings_.resize(std::bit_ceil(text.size() + 1));
  const auto add = [this](std::size_t begin, std::uint32_t hash) {
    const auto is_free = [&](const Slot& slot) {
      return slot.begin == 0 ||
             (slot.hash == hash && has_letters(text_.substr(slot.begin - 1), letters_of(text_.substr(begin))));
    };
    std::size_t i = spread(hash) & (slots_.size() - 1);
    while (!is_free(slots_[i])) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = {.hash = hash, .begin = static_cast<std::uint32_t>(begin + 1)};
  };
  for_each_pattern(text, add,
                   [this](std::uint32_t hash) { beginnings_[spread(hash) & (beginnings_.size() - 1)] = true; });
}

const PatternLevel::Slot& PatternLevel::find(std::uint32_t hash, std::string_view letters) const {
  std::size_t i = spread(hash) & (slots_.size() - 1);
  while (slots_[i].begin != 0 && (slots_[i].hash != hash || !has_letters(text_.substr(slots_[i].begin - 1), letters))) {
    i = (i + 1) & (slots_.size() - 1);
  }
  return slots_[i];
}

std::string PatternLevel::values(std::string_view word) const {
  const std::string framed = "." + std::string(word) + ".";
  std::string best(framed.size() + 1, '0');
  for (std::size_t begin = 0; begin < framed.size(); ++begin) {
    std::uint32_t hash = kHashBegin;
    for (std::size_t length = 1; begin + length <= framed.size(); ++length) {
      hash = hash_on(hash, framed[begin + length - 1]);
      if (!beginnings_[spread(hash) & (beginnings_.size() - 1)]) break;
      const Slot& slot = find(hash, std::string_view(framed).substr(begin, length));
      if (slot.begin == 0) continue;
      std::size_t place = begin;
      for (std::size_t i = slot.begin - 1; i < text_.size() && !is_line_end(text_[i]); ++i) {
        if (is_value(text_[i])) {
          best[place] = std::max(best[place], text_[i]);
        } else {
          ++place;
        }
      }
    }
  }
  return best.substr(1, word.size());  // without the frame
}

Dictionary::Dictionary(std::string bytes) : text(std::move(bytes)) {
  constexpr std::string_view kNextLevel = "\nNEXTLEVEL";
  const std::string_view all = text;
  const std::size_t head = std::min(all.find('\n'), all.size());
  is_utf8 = all.starts_with("UTF-8");
  const std::size_t next = all.find(kNextLevel);
  if (next != std::string_view::npos) {
    seams = PatternLevel(all.substr(head, next - head));
    syllables = PatternLevel(all.substr(next + kNextLevel.size()));
  } else {
    syllables = PatternLevel(all.substr(head));
  }
}

}  // namespace zielbaum::typeset
