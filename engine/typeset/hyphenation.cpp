#include "typeset/hyphenation_internal.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/file.h"
#include "base/utf8.h"
#include "typeset/exceptions_internal.h"
#include "typeset/patterns_internal.h"

namespace zielbaum::typeset {

namespace {

struct DictionaryFile {
  std::string_view lang, file;
};
constexpr std::array<DictionaryFile, 3> kFiles = {{{"de", "/usr/share/hyphen/hyph_de_DE.dic"},
                                                   {"en", "/usr/share/hyphen/hyph_en_US.dic"},
                                                   {"uk", "/usr/share/hyphen/hyph_uk_UA.dic"}}};
constexpr std::size_t kLeastBefore = 2;
constexpr std::size_t kLeastAfter = 3;

bool is_good(char value) {
  return (value - '0') % 2 == 1;
}

/// "kli-ma=an-pas-sung" as a pattern: 9 and 7 where it may be divided, 6 where no other exception
/// says that it may.
std::string pattern_of(std::string_view exception) {
  std::string pattern;
  char value = '0';  // at the ends, nothing is said unless there is a mark
  for (const char c : exception) {
    if (c == '=') value = '9';
    if (c == '-') value = '7';
    if (c == '=' || c == '-') continue;
    const bool begins_character = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins_character) {
      pattern += value;
      value = '6';
    }
    pattern += c;
  }
  if (value != '6') pattern += value;
  return pattern;
}

/// Letters of a word that stand together, in lower case and a dictionary's character set.
struct LetterStretch {
  std::string letters;
  std::string in_utf8;
  std::vector<std::size_t> begins;          ///< of each letter in `letters`
  std::vector<std::size_t> begins_in_utf8;  ///< of each letter in `in_utf8`
  std::vector<std::size_t> offsets;         ///< of each letter in the word
  bool capitals = false;                    ///< "BVG"
};

/// Of a letter whether, and how well, the stretch may be divided before it.
enum class LetterPlace : std::uint8_t { None, Syllable, Seam };

/// A letter between two places is no syllable: one of them is wrong ("Fort-s-chritt"), and it is not known which.
void drop_single_letters(std::vector<LetterPlace>& places) {
  for (std::size_t i = 0; i < places.size();) {
    std::size_t end = i;
    while (end < places.size() && places[end] != LetterPlace::None) ++end;
    if (end - i > 1)
      std::fill(places.begin() + static_cast<std::ptrdiff_t>(i), places.begin() + static_cast<std::ptrdiff_t>(end),
                LetterPlace::None);
    i = end + 1;
  }
}

std::vector<LetterPlace> places_by_patterns(const Dictionary& dictionary, const LetterStretch& stretch) {
  std::vector<LetterPlace> places(stretch.begins.size(), LetterPlace::None);
  const std::string_view letters = stretch.letters;
  const std::string seam_values = dictionary.seams.values(letters);
  const std::size_t count = stretch.begins.size();
  std::size_t begin = 0;
  for (std::size_t end = 1; end <= count; ++end) {
    if (end < count && !is_good(seam_values[stretch.begins[end]])) continue;
    const std::size_t first = stretch.begins[begin];
    const std::size_t last = end < count ? stretch.begins[end] : letters.size();
    const std::string values = dictionary.syllables.values(letters.substr(first, last - first));
    for (std::size_t i = begin + kLeastBefore; i + kLeastAfter <= end; ++i) {
      if (is_good(values[stretch.begins[i] - first])) places[i] = LetterPlace::Syllable;
    }
    if (end < count) places[end] = LetterPlace::Seam;
    begin = end;
  }
  return places;
}

void overrule(std::vector<LetterPlace>& places, std::string_view values, const LetterStretch& stretch) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    const char value = values[stretch.begins_in_utf8[i]];
    if (value == '0') continue;
    places[i] = value == '9' ? LetterPlace::Seam : value == '7' ? LetterPlace::Syllable : LetterPlace::None;
    if (places[i] == LetterPlace::None) continue;
    for (const std::size_t beside : {i - 1, i + 1}) {
      if (beside < places.size() && values[stretch.begins_in_utf8[beside]] == '0') places[beside] = LetterPlace::None;
    }
  }
}

}  // namespace

bool is_address(std::string_view word) {
  return word.find("://") != std::string_view::npos || word.find('@') != std::string_view::npos ||
         word.find("www.") != std::string_view::npos;
}

Hyphenator::Hyphenator() = default;
Hyphenator::~Hyphenator() = default;
Hyphenator::Hyphenator(Hyphenator&&) noexcept = default;
Hyphenator& Hyphenator::operator=(Hyphenator&&) noexcept = default;

const Dictionary* Hyphenator::dictionary(std::string_view primary) {
  const auto known = dictionaries_.find(primary);
  if (known != dictionaries_.end()) return known->second.get();
  std::unique_ptr<Dictionary> read;
  const auto* named =
      std::find_if(kFiles.begin(), kFiles.end(), [&](const DictionaryFile& file) { return file.lang == primary; });
  if (named != kFiles.end()) {
    Result<std::string> bytes = read_file(std::string(named->file), 8u << 20);
    if (bytes) read = std::make_unique<Dictionary>(std::move(*bytes));
  }
  return dictionaries_.emplace(primary, std::move(read)).first->second.get();
}

std::vector<Division> Hyphenator::places(std::string_view word, std::string_view lang) {
  std::vector<Division> found;
  const std::string_view primary = lang.substr(0, lang.find('-'));
  if (word.size() < kLeastBefore + kLeastAfter || is_address(word)) return found;
  const Dictionary* patterns = dictionary(primary);
  if (patterns == nullptr) return found;
  const bool german = primary == "de";
  if (german && exceptions_ == nullptr) {
    for (std::string_view rest = kGermanExceptions; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      exception_patterns_ += pattern_of(rest.substr(0, end)) + '\n';
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    exceptions_ = std::make_unique<PatternLevel>(exception_patterns_);
  }

  LetterStretch stretch;
  const auto divide = [&] {
    const std::size_t count = stretch.offsets.size();
    if (count >= kLeastBefore + kLeastAfter && !stretch.capitals) {
      std::vector<LetterPlace> places = places_by_patterns(*patterns, stretch);
      if (primary != "en") drop_single_letters(places);  // there "par-tic-i-pa-tion" is right
      if (german) {
        overrule(places, exceptions_->values(stretch.in_utf8), stretch);
      }
      for (std::size_t i = kLeastBefore; i + kLeastAfter <= count; ++i) {
        if (places[i] != LetterPlace::None) {
          found.push_back({.offset = stretch.offsets[i], .seam = places[i] == LetterPlace::Seam});
        }
      }
    }
    stretch = {};
  };
  bool after_small = false;
  for (std::size_t at = 0; at < word.size();) {
    const Decoded decoded = decode_utf8(word, at);
    std::string lower(word.substr(at, decoded.size));
    if (decoded.character >= 0x80) {
      lower = lower_case(lower);
    } else if (decoded.character >= U'A' && decoded.character <= U'Z') {
      lower[0] = static_cast<char>(lower[0] + ('a' - 'A'));
    }
    const char32_t letter = decode_utf8(lower, 0).character;
    const bool upper = letter != decoded.character;
    // Ukrainian has the apostrophe among its letters.
    const bool apostrophe = primary == "uk" && (letter == U'\'' || letter == U'\u2019') && !stretch.letters.empty();
    if ((is_letter(letter) && (patterns->is_utf8 || letter <= 0xFF)) || apostrophe) {
      if (upper && after_small) divide();  // "BürgerInnen"
      if (upper && stretch.offsets.size() == 1) stretch.capitals = true;
      stretch.begins.push_back(stretch.letters.size());
      stretch.begins_in_utf8.push_back(stretch.in_utf8.size());
      stretch.offsets.push_back(at);
      stretch.in_utf8 += lower;
      if (apostrophe) {
        stretch.letters += '\'';
      } else if (patterns->is_utf8) {
        stretch.letters += lower;
      } else {
        stretch.letters += static_cast<char>(letter);
      }
      after_small = !upper;
    } else {
      divide();
      after_small = false;
    }
    at += decoded.size;
  }
  divide();
  return found;
}

}  // namespace zielbaum::typeset
