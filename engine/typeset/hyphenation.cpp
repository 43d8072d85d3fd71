// The patterns are read here and not by libhyphen: its hnj_hyphen_load of this one file (77,902 lines) takes 4.1 to 4.4
// seconds of user CPU time (libhyphen 2.8.8, three runs), the reader below with one word divided 0.08 to 0.10, on the
// same machine.
#include "typeset/hyphenation_internal.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/file.h"
#include "base/utf8.h"

namespace zielbaum::typeset {

namespace {

constexpr const char* kDictionary = "/usr/share/hyphen/hyph_de_DE.dic";
constexpr std::size_t kLeastBefore = 2;
constexpr std::size_t kLeastAfter = 3;

/// Patterns as Liang made them for TeX: "1ba2" says how good (odd) or bad (even) a division is between its letters.
class Level {
 public:
  /// Requires that no line was added since room for `bytes` was made: views into the arenas must stay good.
  void reserve(std::size_t bytes) {
    letters_.reserve(bytes);
    values_.reserve(bytes * 2);
  }

  void add(std::string_view pattern) {
    const std::size_t first_letter = letters_.size();
    const std::size_t first_value = values_.size();
    values_ += '0';
    for (const char c : pattern) {
      if (c >= '0' && c <= '9') {
        values_.back() = c;
      } else {
        letters_ += c;
        values_ += '0';
      }
    }
    const std::string_view letters = std::string_view(letters_).substr(first_letter);
    longest_ = std::max(longest_, letters.size());
    values_of_.insert_or_assign(letters, std::string_view(values_).substr(first_value));
  }

  /// For each place before a character of `word` (Latin-1, lower case) the highest value of the patterns that fit.
  [[nodiscard]] std::string values(std::string_view word) const {
    const std::string framed = "." + std::string(word) + ".";
    std::string best(framed.size() + 1, '0');
    for (std::size_t begin = 0; begin < framed.size(); ++begin) {
      const std::size_t most = std::min(longest_, framed.size() - begin);
      for (std::size_t length = 1; length <= most; ++length) {
        const auto found = values_of_.find(std::string_view(framed).substr(begin, length));
        if (found == values_of_.end()) continue;
        for (std::size_t i = 0; i <= length; ++i) best[begin + i] = std::max(best[begin + i], found->second[i]);
      }
    }
    return best.substr(1, word.size());  // without the frame
  }

 private:
  std::string letters_, values_;
  std::unordered_map<std::string_view, std::string_view> values_of_;
  std::size_t longest_ = 0;
};

bool is_good(char value) {
  return (value - '0') % 2 == 1;
}

}  // namespace

/// The file holds two levels: the seams of compounds, and the syllables of what stands between them.
struct Hyphenator::Patterns {
  Level seams, syllables;

  Patterns() {
    const Result<std::string> file = read_file(kDictionary, 8u << 20);
    if (!file) return;
    seams.reserve(file->size());
    syllables.reserve(file->size());
    Level* level = &seams;
    const std::string_view text = *file;
    for (std::size_t begin = text.find('\n') + 1; begin > 0 && begin < text.size();) {
      const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
      const std::string_view line = text.substr(begin, end - begin);
      begin = end + 1;
      if (line == "NEXTLEVEL") level = &syllables;
      const bool is_pattern = !line.empty() && line[0] != '#' && line[0] != '%' &&
                              !(line[0] >= 'A' && line[0] <= 'Z') &&
                              line.find_first_of("/ \t") == std::string_view::npos;
      if (is_pattern) level->add(line);
    }
  }

  /// Indices of the letters of `word` before which it may be divided.
  [[nodiscard]] std::vector<std::size_t> divide(std::string_view word) const {
    std::vector<std::size_t> places;
    const std::string seam_values = seams.values(word);
    std::size_t begin = 0;
    for (std::size_t end = 1; end <= word.size(); ++end) {
      if (end < word.size() && !is_good(seam_values[end])) continue;
      const std::string_view part = word.substr(begin, end - begin);
      const std::string values = syllables.values(part);
      for (std::size_t i = kLeastBefore; i + kLeastBefore <= part.size(); ++i) {
        if (is_good(values[i])) places.push_back(begin + i);
      }
      if (end < word.size()) places.push_back(end);
      begin = end;
    }
    std::erase_if(places,
                  [&word](std::size_t place) { return place < kLeastBefore || place + kLeastAfter > word.size(); });
    return places;
  }
};

Hyphenator::Hyphenator() = default;
Hyphenator::~Hyphenator() = default;
Hyphenator::Hyphenator(Hyphenator&&) noexcept = default;
Hyphenator& Hyphenator::operator=(Hyphenator&&) noexcept = default;

std::vector<std::size_t> Hyphenator::places(std::string_view word) {
  if (patterns_ == nullptr) patterns_ = std::make_unique<Patterns>();
  // Stretches of letters that the dictionary's character set (Latin-1) has.
  std::string letters;
  std::vector<std::size_t> offsets;
  std::vector<std::size_t> places;
  const auto divide = [&] {
    if (letters.size() >= kLeastBefore + kLeastAfter) {
      for (const std::size_t place : patterns_->divide(letters)) places.push_back(offsets[place]);
    }
    letters.clear();
    offsets.clear();
  };
  for (std::size_t at = 0; at < word.size();) {
    const Decoded decoded = decode_utf8(word, at);
    const char32_t lower = decode_utf8(lower_case(word.substr(at, decoded.size)), 0).character;
    if (is_letter(lower) && lower <= 0xFF) {
      letters += static_cast<char>(lower);
      offsets.push_back(at);
    } else {
      divide();
    }
    at += decoded.size;
  }
  divide();
  return places;
}

}  // namespace zielbaum::typeset
