// Words and sentences by rules and a table of German cases (german.cpp). ICU's rules cut "z. B." and differ by release.
#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/german_internal.h"
#include "text/text.h"

namespace zielbaum::text {

namespace {

constexpr char32_t kSoftHyphen = 0xAD;
constexpr char32_t kHardHyphen = 0x2011;

// Letters, digits, and what belongs to the letter before it.
bool is_word_character(char32_t c) {
  if (c < 0x80) return is_ascii_alphanumeric(static_cast<char>(c));
  if (c == kSoftHyphen || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF) return true;
  if (c >= 0x300 && c < 0x370) return true;
  return c == 0xB2 || c == 0xB3 || is_letter(c) || is_digit(c);
}

bool word_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_word_character(decode_utf8(text, at).character);
}
bool digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_ascii_digit(text[at]);
}

// The length of one space within a line, no-break ones too; 0 if there is none.
std::size_t blank_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == ' ') return 1;
  if (text.substr(at).starts_with("\u00A0")) return 2;
  for (const std::string_view thin : {"\u202F", "\u2007", "\u2009"})
    if (text.substr(at).starts_with(thin)) return thin.size();
  return 0;
}

bool is_space_character(char32_t c) {
  return c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || c == 0x202F || c == 0x2007 ||
         (c != kSoftHyphen && is_space(c));
}

std::size_t space_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const Decoded decoded = decode_utf8(text, at);
    if (!is_space_character(decoded.character)) break;
    at += decoded.size;
  }
  return at;
}

// An address goes on to the next space; marks at its end belong to the sentence.
std::size_t address_end(std::string_view text, std::size_t at) {
  if (text[at] != 'h' && text[at] != 'w' && text[at] != 'm') return 0;
  bool address = false;
  for (const std::string_view start : {"https://", "http://", "www.", "mailto:"}) {
    if (text.substr(at).starts_with(start)) address = true;
  }
  if (!address) return 0;
  std::size_t end = at;
  std::size_t good = at;
  while (end < text.size()) {
    const Decoded decoded = decode_utf8(text, end);
    const char32_t c = decoded.character;
    if (is_space_character(c) || c == '"' || c == '<' || c == '>' || c == 0x201C || c == 0x201D || c == 0x201E) break;
    end += decoded.size;
    if (is_word_character(c) || c == '/' || c == '=' || c == '&' || c == '%' || c == '#' || c == '_' || c == '-')
      good = end;
  }
  return good;
}

// What joins two letters or digits into one word: hyphens, gender marks, full stops within numbers and addresses.
std::size_t joint_length(std::string_view text, std::size_t at) {
  const bool after_digit = is_ascii_digit(text[at - 1]);
  const char c = text[at];
  switch (c) {
    case '-':
    case '\'':
    case '_':
    case '@':
    case '&':
      return word_at(text, at + 1) ? 1 : 0;
    case '*':
      return !after_digit && is_letter_at(text, at + 1) ? 1 : 0;
    case ':':
      return after_digit ? (digit_at(text, at + 1) ? 1 : 0) : (is_letter_at(text, at + 1) ? 1 : 0);
    case '.':
      return after_digit ? (digit_at(text, at + 1) ? 1 : 0) : (word_at(text, at + 1) ? 1 : 0);
    case ',':
    case '/':  // "10/2022"
      return after_digit && digit_at(text, at + 1) ? 1 : 0;
    default:
      break;
  }
  if (static_cast<unsigned char>(c) < 0x80) return 0;
  const Decoded decoded = decode_utf8(text, at);
  const bool joins = decoded.character == kHardHyphen || decoded.character == 0x2019 || decoded.character == 0xB7 ||
                     (decoded.character == 0x2013 && after_digit && digit_at(text, at + decoded.size));
  return joins && word_at(text, at + decoded.size) ? decoded.size : 0;
}

std::size_t plain_word_end(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size()) {
    if (is_ascii_alphanumeric(text[at])) {
      ++at;
      continue;
    }
    if (static_cast<unsigned char>(text[at]) >= 0x80) {
      const Decoded decoded = decode_utf8(text, at);
      if (is_word_character(decoded.character)) {
        at += decoded.size;
        continue;
      }
    }
    if (at == begin) break;
    const std::size_t joint = joint_length(text, at);
    if (joint == 0) break;
    at += joint;
  }
  return at;
}

// "z. B.", "d.h.", "u. v. m.": single letters with full stops, at least two of them. Returns the end, 0 if it is none.
std::size_t letters_end(std::string_view text, std::size_t at) {
  std::size_t letters = 0;
  std::size_t end = 0;
  while (is_letter_at(text, at)) {
    const std::size_t dot = at + decode_utf8(text, at).size;
    if (dot >= text.size() || text[dot] != '.') break;
    ++letters;
    end = dot + 1;
    at = end + blank_at(text, end);
  }
  return letters >= 2 ? end : 0;
}

// "100 000": where the first digits of a number that is grouped by spaces end. Returns `at` where it is not grouped.
std::size_t grouped_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kGroup = 3;
  const auto digits = [&](std::size_t from) {
    std::size_t count = 0;
    while (digit_at(text, from + count)) ++count;
    return count;
  };
  const std::size_t first = digits(at);
  if (first == 0 || first > kGroup) return at;
  std::size_t end = at;
  for (std::size_t next = at + first; blank_at(text, next) > 0 && digits(next + blank_at(text, next)) == kGroup;)
    end = next += blank_at(text, next) + kGroup;
  return end;
}

// The end of units behind a number that ends at `at`: "12 %", "3 Mio. €". Returns `at` if there are none.
std::size_t units_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongestUnit = 8;
  for (int units = 0; units < 3; ++units) {
    const std::size_t begin = at + blank_at(text, at);
    std::size_t end = begin;
    std::size_t found = 0;
    while (end < text.size() && end - begin <= kLongestUnit) {
      const Decoded decoded = decode_utf8(text, end);
      if (is_space_character(decoded.character)) break;
      end += decoded.size;
      if (is_unit(text.substr(begin, end - begin)) && !word_at(text, end)) found = end;
    }
    if (found == 0) break;
    at = found;
  }
  return at;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  if (const std::size_t end = address_end(text, at); end > at) return end;
  if (is_ascii_digit(text[at])) {
    if (const std::size_t length = date_length(text.substr(at)); length > 0) return at + length;
    const std::size_t grouped = grouped_end(text, at);
    const std::size_t end = plain_word_end(text, grouped == at ? at : grouped - 1);
    return is_ascii_digit(text[end - 1]) ? units_end(text, end) : end;
  }
  if (const std::size_t end = letters_end(text, at); end > 0) return end;
  std::size_t end = plain_word_end(text, at);
  if (end < text.size() && text[end] == '.' && abbreviation(text.substr(at, end - at)) != Abbreviation::None)
    return end + 1;
  // "Verkehrs- und Energiewende"
  if (end < text.size() && text[end] == '-' && (end + 1 == text.size() || text[end + 1] == ' ' || text[end + 1] == ','))
    ++end;
  return end;
}

std::size_t token_end(std::string_view text, std::size_t at) {
  const Decoded decoded = decode_utf8(text, at);
  if (is_space_character(decoded.character)) return space_end(text, at);
  if (!is_word_character(decoded.character)) return at + decoded.size;
  return std::max(word_end(text, at), at + decoded.size);
}

bool is_closing(std::string_view token) {
  for (const std::string_view mark : {"“", "”", "\"", "'", "’", ")", "]", "»", "«", "‹", "›", "*", "_"}) {
    if (token == mark) return true;
  }
  return false;
}

// Letters with full stops that end sentences as readily as not: "u. a.", "e. V.".
bool letters_may_end(std::string_view token) {
  std::string letters;
  for (const char c : token) {
    if (c != ' ' && c != '.' && static_cast<unsigned char>(c) < 0x80) letters += c;
  }
  for (const std::string_view known : {"ua", "uvm", "uvam", "eV", "aD", "so", "su", "idR", "uU", "mE", "gGmbH"}) {
    if (letters == known) return true;
  }
  return false;
}

class SentenceCutter {
 public:
  explicit SentenceCutter(std::string_view text) : text_(text) {}

  std::vector<std::string_view> cut() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t end = token_end(text_, at);
      const std::string_view token = text_.substr(at, end - at);
      const std::size_t cut_at = sentence_end(token, end);
      if (cut_at > 0) {
        push(cut_at);
        before_ = last_ = {};
        at = cut_at;
        continue;
      }
      if (is_word(token)) {
        before_ = last_;
        last_ = token;
      }
      at = end;
    }
    push(text_.size());
    return std::move(out_);
  }

 private:
  void push(std::size_t end) {
    if (end > begin_) out_.push_back(text_.substr(begin_, end - begin_));
    begin_ = end;
  }

  // Where the sentence ends if it does so with this token, which ends at `end`; 0 if it goes on.
  [[nodiscard]] std::size_t sentence_end(std::string_view token, std::size_t end) const {
    if (token.find('\n') != std::string_view::npos) return end;
    const bool mark = token == "." || token == "!" || token == "?" || token == "…";
    const bool shortened = token.size() > 1 && token.back() == '.';
    if (!mark && !shortened) return 0;
    std::size_t at = end;
    while (at < text_.size()) {
      const std::size_t next = token_end(text_, at);
      const std::string_view closing = text_.substr(at, next - at);
      if (!is_closing(closing) && closing != "." && closing != "!" && closing != "?") break;
      at = next;
    }
    if (at == text_.size()) return at;
    const std::size_t next = space_end(text_, at);
    if (next == at || next == text_.size()) return next == at ? 0 : next;
    if (text_.substr(at, next - at).find('\n') != std::string_view::npos) return next;
    return goes_on(token, shortened, at > end, next) ? 0 : next;
  }

  // Whether the text at `next` goes on with the sentence that the token seems to end.
  [[nodiscard]] bool goes_on(std::string_view token, bool shortened, bool closed, std::size_t next) const {
    const std::size_t end = token_end(text_, next);
    const std::string_view word = text_.substr(next, end - next);
    const char32_t first = decode_utf8(text_, next).character;
    if (is_letter(first) && !is_upper(first)) return true;
    if (shortened) {
      const std::string_view stem = token.substr(0, token.size() - 1);
      const bool may_end = stem.find('.') != std::string_view::npos ? letters_may_end(token)
                                                                    : abbreviation(stem) != Abbreviation::Continues;
      return !may_end || !begins_sentence(word);
    }
    if (token != "." || closed || last_.empty()) return false;
    // "3. Quartal" goes on, "Nr. 3. Die" does not; so does a number of more than two digits.
    const bool ordinal = last_.size() <= 2 && std::all_of(last_.begin(), last_.end(), is_ascii_digit);
    if (ordinal)
      return !begins_sentence(word) && !(before_.ends_with('.') && counts(before_.substr(0, before_.size() - 1)));
    // Initials: "K. Müller"
    return last_.size() == 1 && is_upper(static_cast<unsigned char>(last_[0])) && !begins_sentence(word);
  }

  std::string_view text_;
  std::size_t begin_ = 0;
  std::string_view last_;    // the word before
  std::string_view before_;  // and the one before that
  std::vector<std::string_view> out_;
};

}  // namespace

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  out.reserve(text.size() / 4 + 1);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = token_end(text, at);
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

std::vector<std::string_view> sentences(std::string_view text) {
  return SentenceCutter(text).cut();
}

bool is_word(std::string_view token) {
  for (std::size_t at = 0; at < token.size();) {
    const Decoded decoded = decode_utf8(token, at);
    if (is_letter(decoded.character) || is_digit(decoded.character)) return true;
    at += decoded.size;
  }
  return false;
}

}  // namespace zielbaum::text
