#include "typeset/hyphenation_internal.h"

#include <hyphen.h>

#include <cstdlib>
#include <string>

#include "base/utf8.h"

namespace zielbaum::typeset {

namespace {

constexpr const char* kDictionary = "/usr/share/hyphen/hyph_de_DE.dic";
constexpr int kLeastBefore = 2;
constexpr int kLeastAfter = 3;

/// Divides the letters [begin, end) of `word`, all of Latin-1 (the dictionary's character set), and adds their byte
/// offsets.
void divide(HyphenDict* dictionary, std::string_view word, const std::vector<std::size_t>& offsets, std::size_t begin,
            std::size_t end, std::vector<std::size_t>& places) {
  const std::size_t count = end - begin;
  if (count < kLeastBefore + kLeastAfter) return;
  const std::u32string lower = to_utf32(lower_case(word.substr(offsets[begin], offsets[end] - offsets[begin])));
  if (lower.size() != count) return;
  std::string latin;
  for (const char32_t letter : lower) {
    if (letter > 0xFF) return;
    latin += static_cast<char>(letter);
  }
  std::string marks(count + 5, '\0');
  char** replacements = nullptr;
  int* positions = nullptr;
  int* cuts = nullptr;
  const int failed =
      hnj_hyphen_hyphenate3(dictionary, latin.data(), static_cast<int>(count), marks.data(), nullptr, &replacements,
                            &positions, &cuts, kLeastBefore, kLeastAfter, kLeastBefore, kLeastAfter);
  for (std::size_t i = 0; failed == 0 && i + kLeastAfter < count; ++i) {
    if ((marks[i] & 1) != 0 && i + 1 >= kLeastBefore) places.push_back(offsets[begin + i + 1]);
  }
  for (std::size_t i = 0; replacements != nullptr && i + 1 < count; ++i) std::free(replacements[i]);
  std::free(replacements);
  std::free(positions);
  std::free(cuts);
}

}  // namespace

Hyphenator::Hyphenator() = default;
Hyphenator::~Hyphenator() = default;
Hyphenator::Hyphenator(Hyphenator&&) noexcept = default;
Hyphenator& Hyphenator::operator=(Hyphenator&&) noexcept = default;

void Hyphenator::Free::operator()(_HyphenDict* dictionary) const {
  hnj_hyphen_free(dictionary);
}

std::vector<std::size_t> Hyphenator::places(std::string_view word) {
  if (!tried_) dictionary_.reset(hnj_hyphen_load(kDictionary));
  tried_ = true;
  std::vector<std::size_t> places;
  if (dictionary_ == nullptr) return places;

  std::u32string letters;
  std::vector<std::size_t> offsets;
  for (std::size_t at = 0; at < word.size();) {
    const Decoded decoded = decode_utf8(word, at);
    letters += decoded.character;
    offsets.push_back(at);
    at += decoded.size;
  }
  offsets.push_back(word.size());
  for (std::size_t begin = 0; begin < letters.size();) {
    std::size_t end = begin;
    while (end < letters.size() && is_letter(letters[end])) ++end;
    divide(dictionary_.get(), word, offsets, begin, end, places);
    begin = end + 1;
  }
  return places;
}

}  // namespace zielbaum::typeset
