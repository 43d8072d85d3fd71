#include "audit/cmap_internal.h"

#include <algorithm>
#include <optional>

namespace zielbaum::audit {

namespace {

struct Word {
  enum class Kind : std::uint8_t { Hex, Name, Open, Close, Other } kind = Kind::Other;
  std::string text;  ///< of Hex: the bytes
};

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}
bool ends_word(char c) {
  return is_space(c) || std::string_view("<>[]/(){}%").find(c) != std::string_view::npos;
}

std::string bytes_of_hex(std::string_view digits) {
  std::string out;
  int high = -1;
  for (const char c : digits) {
    const int value = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (value < 0) continue;
    if (high < 0) {
      high = value;
    } else {
      out += static_cast<char>(high * 16 + value);
      high = -1;
    }
  }
  if (high >= 0) out += static_cast<char>(high * 16);
  return out;
}

std::vector<Word> words_of(std::string_view bytes) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < bytes.size();) {
    const char c = bytes[at];
    if (is_space(c)) {
      ++at;
    } else if (c == '%') {
      while (at < bytes.size() && bytes[at] != '\n' && bytes[at] != '\r') ++at;
    } else if (c == '<' && at + 1 < bytes.size() && bytes[at + 1] != '<') {
      const std::size_t end = std::min(bytes.find('>', at), bytes.size());
      words.push_back({Word::Kind::Hex, bytes_of_hex(bytes.substr(at + 1, end - at - 1))});
      at = std::min(end + 1, bytes.size());
    } else if (c == '[' || c == ']') {
      words.push_back({c == '[' ? Word::Kind::Open : Word::Kind::Close, {}});
      ++at;
    } else {
      std::size_t end = at + 1;
      while (end < bytes.size() && !ends_word(bytes[end])) ++end;
      const bool name = c == '/';
      words.push_back({name ? Word::Kind::Name : Word::Kind::Other,
                       std::string(bytes.substr(name ? at + 1 : at, end - (name ? at + 1 : at)))});
      at = end;
    }
  }
  return words;
}

std::uint32_t number_of(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char c : bytes.substr(0, 4)) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

std::vector<std::uint16_t> units_of(std::string_view bytes) {
  std::vector<std::uint16_t> units;
  if (bytes.size() == 1) units.push_back(static_cast<unsigned char>(bytes[0]));
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
    units.push_back(static_cast<std::uint16_t>(number_of(bytes.substr(i, 2))));
  return units;
}

std::optional<std::uint32_t> decimal_of(const Word& word) {
  if (word.text.empty() || word.text.size() > 6) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : word.text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

constexpr std::uint32_t kMostCode = 0xFFFF;

}  // namespace

CharacterMap read_character_map(std::string_view bytes) {
  CharacterMap map;
  const std::vector<Word> words = words_of(bytes);
  enum class Section { None, Codes, UnicodeOfChar, UnicodeOfRange, CidOfChar, CidOfRange } section = Section::None;
  std::vector<Word> entry;
  const auto is = [](const Word& word, Word::Kind kind) { return word.kind == kind; };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    if (is(word, Word::Kind::Other)) {
      const auto begins = [&](const char* name, Section which) {
        if (word.text != name) return;
        section = which;
        entry.clear();
      };
      begins("begincodespacerange", Section::Codes);
      begins("beginbfchar", Section::UnicodeOfChar);
      begins("beginbfrange", Section::UnicodeOfRange);
      begins("begincidchar", Section::CidOfChar);
      begins("begincidrange", Section::CidOfRange);
      if (word.text.starts_with("end")) section = Section::None;
      if (word.text == "usecmap" && i > 0) map.uses = words[i - 1].text;
      if (word.text == "def" && i > 1 && words[i - 2].text == "WMode") {
        map.writing_mode = static_cast<int>(decimal_of(words[i - 1]).value_or(0));
      }
      if (!decimal_of(word)) continue;
    }
    if (section == Section::None) continue;
    entry.push_back(word);
    if (section == Section::Codes && entry.size() == 2) {
      const std::uint32_t first = number_of(entry[0].text), last = number_of(entry[1].text);
      for (std::uint32_t byte = first; entry[0].text.size() == 1 && byte <= std::min(last, 0xFFu); ++byte) {
        map.single.set(byte);
      }
      entry.clear();
    } else if (section == Section::UnicodeOfChar && entry.size() == 2) {
      map.unicode[number_of(entry[0].text)] = units_of(entry[1].text);
      entry.clear();
    } else if (section == Section::CidOfChar && entry.size() == 2) {
      map.cids[number_of(entry[0].text)] = decimal_of(entry[1]).value_or(0);
      entry.clear();
    } else if (section == Section::CidOfRange && entry.size() == 3) {
      const std::uint32_t first = number_of(entry[0].text), last = std::min(number_of(entry[1].text), kMostCode);
      for (std::uint32_t code = first; code <= last; ++code) {
        map.cids[code] = decimal_of(entry[2]).value_or(0) + (code - first);
      }
      entry.clear();
    } else if (section == Section::UnicodeOfRange && entry.size() >= 3) {
      const std::uint32_t first = number_of(entry[0].text), last = std::min(number_of(entry[1].text), kMostCode);
      if (is(entry[2], Word::Kind::Hex)) {
        std::vector<std::uint16_t> units = units_of(entry[2].text);
        for (std::uint32_t code = first; code <= last; ++code) {
          map.unicode[code] = units;
          if (!units.empty()) ++units.back();
        }
        entry.clear();
      } else if (is(entry.back(), Word::Kind::Close)) {
        for (std::size_t j = 3; j + 1 < entry.size() && first + (j - 3) <= last; ++j) {
          map.unicode[first + static_cast<std::uint32_t>(j - 3)] = units_of(entry[j].text);
        }
        entry.clear();
      }
    }
  }
  return map;
}

}  // namespace zielbaum::audit
