#include "text/source_internal.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/german_internal.h"
#include "text/text.h"

namespace zielbaum::text {

namespace {

constexpr std::uint32_t kMostBrackets = 2000;
constexpr std::uint32_t kMostMarkers = 32;

// Combining marks count as letters: in decomposed text the byte before the star belongs to one.
bool letter_before(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  std::size_t begin = at - 1;
  if (static_cast<unsigned char>(text[begin]) < 0x80) return is_ascii_letter(text[begin]);
  while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  const Decoded decoded = decode_utf8(text, begin);
  if (begin + decoded.size != at) return false;
  return is_letter(decoded.character) || (decoded.character >= 0x300 && decoded.character < 0x370);
}

enum class Byte : std::uint8_t { Plain, Newline, Return, Control, Star, Bracket, Angle, Multi };

constexpr std::array<Byte, 256> byte_classes() {
  std::array<Byte, 256> classes{};
  for (std::size_t c = 0; c < 0x20; ++c) classes[c] = Byte::Control;
  for (std::size_t c = 0x80; c < 0x100; ++c) classes[c] = Byte::Multi;
  classes[0x7F] = Byte::Control;
  classes['\t'] = Byte::Plain;
  classes['\n'] = Byte::Newline;
  classes['\r'] = Byte::Return;
  classes['*'] = Byte::Star;
  classes['['] = Byte::Bracket;
  classes['<'] = Byte::Angle;
  return classes;
}
constexpr auto kClasses = byte_classes();

class Scanner {
 public:
  Scanner(std::string_view markdown, Findings& findings) : findings_(findings) {
    source_.markdown = markdown;
    source_.masked = markdown;
  }

  Source run() {
    report_size();
    mask_invalid_bytes();
    const std::string_view text = source_.markdown;
    std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const auto end = text.size();
    source_.lines.reserve(end / 48 + 2);
    while (at < end) {
      const auto begin = static_cast<std::uint32_t>(at);
      source_.lines.push_back(begin);
      brackets_ = 0;
      angles_ = 0;
      std::size_t line_end = scan_bytes(at);
      at = line_end;
      if (at < end && text[at] == '\r') ++at;
      if (at < end && text[at] == '\n') ++at;
      line(begin, static_cast<std::uint32_t>(line_end));
    }
    source_.lines.push_back(static_cast<std::uint32_t>(end));
    close_stretch();
    close_definition(source_.line_count());
    return std::move(source_);
  }

 private:
  void report(Severity severity, const char* code, Message message, std::uint32_t offset, std::optional<Message> hint) {
    if (findings_.size() >= kMostFindings) return;
    // What is reported always stands in the line that the scan is in.
    const auto line = static_cast<std::uint32_t>(source_.lines.size());
    findings_.push_back({severity, code, std::move(message), Place{{}, line, offset - source_.lines.back() + 1, {}, {}},
                         std::move(hint)});
  }

  void report_size() {
    if (source_.markdown.size() <= kMostSectionBytes) return;
    findings_.push_back(
        {Severity::Error, "section-too-large",
         msg("The text has {0} bytes; at most {1} can be saved", source_.markdown.size(), kMostSectionBytes),
         Place{{}, 1, 1, {}, {}}, msg("Divide the text into several nodes.")});
  }

  void mask(std::size_t offset, char with) {
    source_.masked[offset] = with;
    source_.maybe_masked = true;
  }

  // Each invalid byte becomes one mask, so that offsets stay; the first one of each line is reported, by line().
  void mask_invalid_bytes() {
    const auto first = find_invalid_utf8(source_.markdown);
    if (!first) return;
    for (std::size_t at = *first; at < source_.markdown.size();) {
      const Decoded decoded = decode_utf8(source_.markdown, at);
      if (decoded.size == 1 && static_cast<unsigned char>(source_.markdown[at]) >= 0x80) {
        mask(at, kBad);
        invalid_ = true;
      }
      at += decoded.size;
    }
  }

  // Scans up to the line's end and returns its offset.
  std::size_t scan_bytes(std::size_t at) {
    const std::string_view text = source_.markdown;
    bool bad_byte_reported = false;
    for (; at < text.size(); ++at) {
      switch (kClasses[static_cast<unsigned char>(text[at])]) {
        case Byte::Plain:
          break;
        case Byte::Newline:
        case Byte::Return:
          return at;
        case Byte::Control:
          mask(at, kBad);
          control(at);
          break;
        case Byte::Star:
          if (letter_before(text, at) && is_letter_at(text, at + 1)) {
            mask(at, kStar);
            source_.stars.push_back(static_cast<std::uint32_t>(at));
          }
          break;
        case Byte::Bracket:
          ++brackets_;
          mask_note(at);
          break;
        case Byte::Angle:
          ++angles_;
          break;
        case Byte::Multi:
          if (invalid_ && source_.masked[at] == kBad) {
            if (!bad_byte_reported) {
              report(Severity::Error, "invalid-utf8", msg("This byte is no valid UTF-8 (offset {0})", at),
                     static_cast<std::uint32_t>(at), msg("Save the file in the encoding UTF-8."));
            }
            bad_byte_reported = true;
          } else {
            multi(at);
          }
          break;
      }
    }
    return at;
  }

  void control(std::size_t at) {
    report(Severity::Error, "control-character", msg("There is a control character here (offset {0})", at),
           static_cast<std::uint32_t>(at), msg("Delete the character; most editors can show invisible characters."));
  }

  // Bytes of a character beyond ASCII: characters that steer the direction of writing, and normalisation.
  void multi(std::size_t at) {
    const auto byte = static_cast<unsigned char>(source_.markdown[at]);
    if (byte < 0xC0) return;
    const auto second = at + 1 < source_.markdown.size() ? static_cast<unsigned char>(source_.markdown[at + 1]) : 0;
    const auto third = at + 2 < source_.markdown.size() ? static_cast<unsigned char>(source_.markdown[at + 2]) : 0;
    if (byte == 0xEF && second == 0xBB && third == 0xBF) {
      for (std::size_t i = at; i < at + 3; ++i) mask(i, kNothing);
      return;
    }
    if (byte == 0xC2 && second < 0xA0) control(at);
    if (byte == 0xE2 && second == 0x80) {
      if (third >= 0xAA && third <= 0xAE) control(at);
      // U+2000 and U+2001 are not in normal form.
      if (third < 0x82) source_.maybe_unnormal = true;
    } else if (byte == 0xE2 && second == 0x81) {
      if (third >= 0xA6 && third <= 0xA9) control(at);
    } else if (byte >= 0xCC && !(byte == 0xE2 && second == 0x82)) {
      source_.maybe_unnormal = true;
    }
  }

  // "[^name]", not escaped.
  void mask_note(std::size_t at) {
    const std::string_view text = source_.markdown;
    if (at + 1 >= text.size() || text[at + 1] != '^') return;
    std::size_t slashes = 0;
    while (slashes < at && text[at - 1 - slashes] == '\\') ++slashes;
    if (slashes % 2 == 1 || label_end(at) == 0) return;
    mask(at, kNote);
  }

  // The offset of the "]" that closes the label of "[^", or 0.
  [[nodiscard]] std::size_t label_end(std::size_t open) const {
    const std::string_view text = source_.markdown;
    constexpr std::size_t kLongestLabel = 200;
    for (std::size_t at = open + 2; at < text.size() && at < open + kLongestLabel; ++at) {
      const char c = text[at];
      if (c == ']') return at > open + 2 ? at : 0;
      if (c == '[' || static_cast<unsigned char>(c) <= ' ') return 0;
    }
    return 0;
  }

  void line(std::uint32_t begin, std::uint32_t end) {
    const std::string_view text = source_.markdown;
    const auto number = static_cast<std::uint32_t>(source_.lines.size() - 1);
    const std::uint32_t first = skip_prefix(text, begin, end);
    std::uint32_t blank_end = begin;
    while (blank_end < end && is_blank(text[blank_end])) ++blank_end;
    const bool blank = blank_end == end;
    stretch_line(number, begin, end, blank);
    if (definition_open_ && !continues_definition(begin, end, blank)) close_definition(number);
    if (blank) {
      after_blank_ = true;
      return;
    }
    if (!fence_.empty()) {
      if (closes_fence(first, end)) fence_ = {};
      after_blank_ = false;
      return;
    }
    conflict_marks(begin, end);
    dates_and_fences(begin, first, end);
    if (begin + 3 >= blank_end && text[blank_end] == '[') bracket_line(number, blank_end, end);
    if (first < end && (text[first] == '|' || text[first] == ':' || text[first] == '-'))
      delimiter_row(number, first, end);
    after_blank_ = false;
  }

  // Counts what makes cmark slow. A paragraph never reaches over a blank line, so brackets are counted between those.
  void stretch_line(std::uint32_t number, std::uint32_t begin, std::uint32_t end, bool blank) {
    if (!fence_.empty()) return;
    if (blank) {
      if (stretch_too_complex_) close_stretch();
      stretch_brackets_ = stretch_angles_ = 0;
      gap_ = number + 1;
      return;
    }
    stretch_brackets_ += brackets_;
    stretch_angles_ += angles_;
    if (!stretch_too_complex_ &&
        (stretch_brackets_ > kMostBrackets || stretch_angles_ > kMostBrackets || too_many_markers(begin, end))) {
      if (gap_ > stretch_first_) source_.stretches.push_back({stretch_first_, gap_, false});
      stretch_first_ = gap_;
      stretch_too_complex_ = true;
    }
  }

  void close_stretch() {
    const auto end = source_.lines.empty() ? 0 : static_cast<std::uint32_t>(source_.lines.size() - 1);
    if (end > stretch_first_ || source_.stretches.empty()) {
      source_.stretches.push_back({stretch_first_, end, stretch_too_complex_});
    }
    stretch_first_ = end;
    stretch_too_complex_ = false;
  }

  [[nodiscard]] bool too_many_markers(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view text = source_.markdown;
    std::uint32_t markers = 0;
    std::uint32_t at = begin;
    while (at < end) {
      const char c = text[at];
      if (is_blank(c)) {
        ++at;
      } else if (c == '>') {
        ++markers;
        ++at;
      } else if (const std::uint32_t length = list_marker(at, end); length > 0) {
        ++markers;
        at += length;
      } else {
        break;
      }
    }
    // A rule may be any number of marks with spaces between.
    return markers > kMostMarkers &&
           !(at == end && text.substr(begin, end - begin).find('>') == std::string_view::npos);
  }

  // The length of "- ", "+ ", "* " or "12. " without the space, 0 if there is none.
  [[nodiscard]] std::uint32_t list_marker(std::uint32_t at, std::uint32_t end) const {
    const std::string_view text = source_.markdown;
    std::uint32_t length = 0;
    if (text[at] == '-' || text[at] == '+' || text[at] == '*') {
      length = 1;
    } else {
      while (at + length < end && length < 9 && is_ascii_digit(text[at + length])) ++length;
      if (length == 0 || at + length >= end || (text[at + length] != '.' && text[at + length] != ')')) return 0;
      ++length;
    }
    return at + length == end || is_blank(text[at + length]) ? length : 0;
  }

  // Looks behind list markers for a date or the opening of a code fence.
  void dates_and_fences(std::uint32_t begin, std::uint32_t first, std::uint32_t end) {
    const std::string_view text = source_.markdown;
    std::uint32_t at = first;
    if (first == begin) after_list_ = false;
    while (at < end) {
      if (is_ascii_digit(text[at])) {
        const std::string_view rest = text.substr(at, end - at);
        if (date_length(rest) > 0) {
          const auto dot = static_cast<std::uint32_t>(at + rest.find('.'));
          mask(dot, kDot);
          source_.dates.push_back({at, dot, dot == at + 1 && text[at] == '1'});
          return;
        }
      }
      const std::uint32_t length = list_marker(at, end);
      if (length == 0) break;
      after_list_ = true;
      at = skip_prefix(text, at + length, end);
    }
    if (at >= end || (text[at] != '`' && text[at] != '~')) return;
    std::uint32_t marks = at;
    while (marks < end && text[marks] == text[at]) ++marks;
    if (marks - at < 3) return;
    const std::string_view info = text.substr(marks, end - marks);
    if (text[at] == '`' && info.find('`') != std::string_view::npos) return;
    // Four spaces make code of the line already, unless a list or a footnote goes on.
    if (at == first && first - begin >= 4 && !after_list_ && !definition_open_) return;
    fence_ = text.substr(at, marks - at);
  }

  [[nodiscard]] bool closes_fence(std::uint32_t first, std::uint32_t end) const {
    const std::string_view text = source_.markdown.substr(first, end - first);
    std::size_t marks = 0;
    while (marks < text.size() && text[marks] == fence_[0]) ++marks;
    return marks >= fence_.size() &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(marks), text.end(), is_blank);
  }

  // "[^name]: text" begins a footnote, "[name]: address" may define a link.
  void bracket_line(std::uint32_t number, std::uint32_t at, std::uint32_t end) {
    const std::string_view text = source_.markdown;
    if (at + 1 < end && text[at + 1] == '^') {
      const std::size_t close = label_end(at);
      if (close == 0 || close + 1 >= end || text[close + 1] != ':') return;
      close_definition(number);
      definition_open_ = true;
      auto body = static_cast<std::uint32_t>(close + 2);
      while (body < end && is_blank(text[body])) ++body;
      source_.definitions.push_back({std::string(text.substr(at + 2, close - at - 2)), number, number, body});
      return;
    }
    const std::size_t close = text.substr(0, end).find("]:", at);
    if (close != std::string_view::npos) source_.references.push_back(number);
  }

  // As GitHub: indented lines, and lines that go on with the paragraph.
  bool continues_definition(std::uint32_t begin, std::uint32_t end, bool blank) {
    const std::string_view text = source_.markdown;
    if (blank) return true;
    std::uint32_t indent = 0;
    for (std::uint32_t at = begin; at < end && is_blank(text[at]) && indent < 4; ++at) {
      indent = text[at] == '\t' ? 4 : indent + 1;
    }
    if (indent >= 4) return true;
    if (after_blank_ || !fence_.empty()) return false;
    const char c = text[begin + indent];
    if (c == '#' || c == '>' || c == '`' || c == '~' || c == '|') return false;
    return list_marker(begin + indent, end) == 0;
  }

  void close_definition(std::uint32_t line) {
    if (!definition_open_) return;
    definition_open_ = false;
    Definition& definition = source_.definitions.back();
    definition.end = line;
    // Blank lines at the end belong to what follows.
    while (definition.end > definition.first + 1) {
      const std::uint32_t end = line_text_end(source_, definition.end - 1);
      std::uint32_t at = source_.lines[definition.end - 1];
      while (at < end && is_blank(source_.markdown[at])) ++at;
      if (at < end) break;
      --definition.end;
    }
    fence_ = {};
  }

  void conflict_marks(std::uint32_t begin, std::uint32_t end) {
    const std::string_view text = source_.markdown.substr(begin, end - begin);
    if (text.starts_with("<<<<<<< ")) {
      in_conflict_ = true;
      report(Severity::Error, "conflict-marks", msg("There are marks of an unfinished merge here"), begin,
             msg("Decide for one wording and delete the lines with <<<<<<<, ======= and >>>>>>>."));
    } else if (in_conflict_ && text == "=======") {
      mask(begin, kEquals);
    } else if (in_conflict_ && text.starts_with(">>>>>>> ")) {
      mask(begin, kGreater);
      in_conflict_ = false;
    }
  }

  // ":---|---:" and the like. At least one "|" keeps it apart from a rule.
  void delimiter_row(std::uint32_t number, std::uint32_t first, std::uint32_t end) {
    const std::string_view text = source_.markdown.substr(first, end - first);
    if (text.find_first_not_of("|:- \t") != std::string_view::npos) return;
    if (text.find('|') == std::string_view::npos || text.find('-') == std::string_view::npos) return;
    source_.delimiter_rows.push_back(number);
  }

  Source source_;
  Findings& findings_;
  bool invalid_ = false;
  std::uint32_t brackets_ = 0;  // in the present line
  std::uint32_t angles_ = 0;
  std::uint32_t stretch_brackets_ = 0;  // since the last blank line
  std::uint32_t stretch_angles_ = 0;
  std::uint32_t stretch_first_ = 0;
  std::uint32_t gap_ = 0;  // the line after the last blank one
  bool stretch_too_complex_ = false;
  std::string_view fence_;
  bool after_blank_ = true;
  bool after_list_ = false;
  bool definition_open_ = false;
  bool in_conflict_ = false;
};

}  // namespace

Source scan(std::string_view markdown, Findings& findings) {
  return Scanner(markdown, findings).run();
}

Place place_of(const Source& source, std::uint32_t offset) {
  const auto after = std::upper_bound(source.lines.begin(), source.lines.end() - 1, offset);
  if (after == source.lines.begin()) return Place{{}, 1, 1, {}, {}};
  const auto line = static_cast<std::uint32_t>(after - source.lines.begin());
  return Place{{}, line, offset - *(after - 1) + 1, {}, {}};
}

void append_unmasked(std::string& out, std::string_view text) {
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c > kNothing || c < kStar) continue;
    out.append(text.substr(done, at - done));
    done = at + 1;
    switch (c) {
      case kStar:
        out += '*';
        break;
      case kDot:
        out += '.';
        break;
      case kNote:
        out += '[';
        break;
      case kEquals:
        out += '=';
        break;
      case kGreater:
        out += '>';
        break;
      case kNothing:
        break;
      default:
        out += "\uFFFD";
        break;
    }
  }
  out.append(text.substr(done));
}

std::uint32_t skip_prefix(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  while (begin < end && (is_blank(text[begin]) || text[begin] == '>')) ++begin;
  return begin;
}

std::uint32_t line_text_end(const Source& source, std::uint32_t line) {
  std::uint32_t end = source.lines[line + 1];
  const std::uint32_t begin = source.lines[line];
  if (end > begin && source.markdown[end - 1] == '\n') --end;
  if (end > begin && source.markdown[end - 1] == '\r') --end;
  return end;
}

}  // namespace zielbaum::text
