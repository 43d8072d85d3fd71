// How much room words take in a drawing, without a font: by the widths of letters that sans serif faces have in common.
#include <array>

#include "base/utf8.h"
#include "flow/flow.h"

namespace zielbaum::flow {

namespace {

/// In hundredths of the size of type, from the space to the tilde.
constexpr std::array<std::uint8_t, 95> kWidths = {
    26, 27, 41, 65, 58, 84, 74, 23, 30, 30, 56, 58, 27, 33, 27, 38, 58, 58, 58, 58, 58, 58, 58, 58,
    58, 58, 27, 27, 58, 58, 58, 44, 90, 65, 66, 64, 73, 56, 53, 73, 75, 35, 29, 63, 53, 91, 77, 79,
    61, 79, 63, 55, 57, 74, 61, 94, 60, 57, 58, 33, 38, 33, 58, 45, 60, 57, 62, 49, 62, 57, 35, 62,
    63, 27, 27, 55, 27, 95, 63, 61, 62, 62, 42, 49, 37, 63, 52, 80, 54, 52, 48, 38, 56, 38, 58};
constexpr std::int32_t kOther = 66;
constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kSoftHyphen = "\u00AD";

/// In hundredths of a unit.
std::int32_t width_of(char32_t character, Weight weight) {
  std::int32_t width = kOther;
  if (character >= U' ' && character <= U'~') width = kWidths[character - U' '];
  width *= Drawing::kLabelSize;
  return weight == Weight::Strong ? width * 108 / 100 : width;
}

/// How many bytes at the beginning of `words` take at most `width` units; one character at least.
std::size_t fitting(std::string_view words, Weight weight, std::int32_t width) {
  std::int32_t sum = 0;
  std::size_t at = 0;
  while (at < words.size()) {
    const Decoded decoded = decode_utf8(words, at);
    sum += width_of(decoded.character, weight);
    if (sum > width * 100 && at > 0) return at;
    at += decoded.size;
  }
  return at;
}

std::string_view without_spaces(std::string_view words) {
  while (words.starts_with(' ')) words.remove_prefix(1);
  while (words.ends_with(' ')) words.remove_suffix(1);
  return words;
}

/// Or a byte of one beyond ASCII.
bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (static_cast<unsigned char>(byte) & 0x80) != 0;
}

/// Where to end a line that could hold `most` bytes of `words`: behind the last space or hyphen, if there is one.
std::size_t line_end(std::string_view words, std::size_t most) {
  if (most == words.size()) return most;
  for (std::size_t at = most; at > 0; --at) {
    if (words[at] == ' ') return at;
    const bool seam = words[at - 1] == '-' || words[at - 1] == '/';
    if (seam && at > 1 && is_letter(words[at - 2]) && is_letter(words[at])) return at;
  }
  return most;
}

}  // namespace

std::int32_t label_width(std::string_view words, Weight weight) {
  std::int32_t sum = 0;
  for (std::size_t at = 0; at < words.size();) {
    const Decoded decoded = decode_utf8(words, at);
    sum += width_of(decoded.character, weight);
    at += decoded.size;
  }
  return (sum + 99) / 100;
}

std::vector<std::string> label_lines(std::string_view text, Weight weight, std::int32_t width, std::size_t most) {
  std::string plain(text);
  for (std::size_t at = plain.find(kSoftHyphen); at != std::string::npos; at = plain.find(kSoftHyphen, at)) {
    plain.erase(at, kSoftHyphen.size());
  }
  std::vector<std::string> lines;
  std::string_view words = without_spaces(plain);
  while (!words.empty() && lines.size() < most) {
    std::size_t end = line_end(words, fitting(words, weight, width));
    const bool cut = lines.size() + 1 == most && end < words.size();
    if (cut) end = fitting(words, weight, width - label_width(kEllipsis, weight));
    std::string line(without_spaces(words.substr(0, end)));
    if (cut) line += kEllipsis;
    lines.push_back(std::move(line));
    words = without_spaces(words.substr(end));
  }
  return lines;
}

}  // namespace zielbaum::flow
