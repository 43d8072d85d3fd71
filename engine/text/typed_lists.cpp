#include "text/typed_lists_internal.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/german_internal.h"
#include "text/text.h"

namespace zielbaum::text {

namespace {

std::size_t blanks_at(std::string_view line, std::size_t at) {
  std::size_t end = at;
  while (end < line.size() && is_blank(line[end])) ++end;
  return end - at;
}

/// Word's bullets, by the level that it uses them for; 0 for other characters.
int bullet_level(char32_t c) {
  switch (c) {
    case U'\u2022':  // •
    case U'\u25CF':  // ●
    case U'\u2023':
    case U'\u2043':
      return 1;
    case U'\u25E6':  // ◦
    case U'\u25CB':  // ○
      return 2;
    case U'\u25AA':  // ▪
    case U'\u25A0':  // ■
    case U'\uF0A7':
      return 3;
    default:
      // In fonts of symbols, which word processors take their bullets from.
      return c >= U'\uF020' && c <= U'\uF0FF' ? 1 : 0;
  }
}

/// Arrows, ticks and stars, which are bullets only where a tab follows them.
bool is_ornament(char32_t c) {
  return (c >= U'\u2700' && c <= U'\u27BF') || (c >= U'\u2190' && c <= U'\u21FF') || c == U'\u25BA' || c == U'\u25B6';
}

/// "a) ", "(1) ", "iv) ", "1.) "
std::size_t letter_mark(std::string_view line, std::size_t begin) {
  constexpr std::size_t kMostLetters = 4;
  const bool open = line[begin] == '(';
  std::size_t at = begin + (open ? 1 : 0);
  const std::size_t first = at;
  while (at < line.size() && is_ascii_alphanumeric(line[at])) ++at;
  const std::string_view letters = line.substr(first, at - first);
  const bool dotted = !open && at < line.size() && line[at] == '.';
  if (dotted) ++at;
  if (letters.empty() || letters.size() > kMostLetters || at >= line.size() || line[at] != ')') return 0;
  const bool digits = std::all_of(letters.begin(), letters.end(), is_ascii_digit);
  const bool roman = letters.find_first_not_of("ivxlIVXL") == std::string_view::npos;
  const bool same = letters.find_first_not_of(letters[0]) == std::string_view::npos;  // "a", "aa"
  if (digits ? !open && !dotted : !roman && !same) return 0;                          // "1)" is a list already
  const std::size_t space = blanks_at(line, at + 1);
  return space > 0 ? at + 1 + space : 0;
}

/// Words behind "- ": what would begin another block is escaped.
std::string as_item(std::string_view words) {
  const Parsed parsed = parse(words);
  const bool plain =
      parsed.prose.blocks.size() == 1 && std::holds_alternative<model::Paragraph>(parsed.prose.blocks[0].content);
  if (plain) return std::string(words);
  model::Run run;
  run.text = words;
  std::string written = write(model::Blocks{{model::Paragraph{{std::move(run)}}, {}}});
  written.pop_back();
  return written;
}

bool is_list(Mark mark) {
  return mark == Mark::Bullet || mark == Mark::Dash || mark == Mark::Glued || mark == Mark::Number;
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && (is_blank(line.back()) || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

/// The first line from which on the lines are items, or their count. A dash may also stand in the middle of a sentence.
std::size_t first_item(const std::vector<std::string_view>& lines, const std::vector<LineMark>& marks) {
  const auto dashes =
      std::count_if(marks.begin(), marks.end(), [](const LineMark& one) { return one.mark == Mark::Dash; });
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_list(marks[i].mark)) continue;
    if (i == 0 || marks[i].mark == Mark::Bullet || trimmed(lines[i - 1]).ends_with(':')) return i;
    if (marks[i].mark == Mark::Dash && dashes > 1) return i;
  }
  return lines.size();
}

class ListWriter {
 public:
  explicit ListWriter(int level) : level_(level) {}

  void item(const LineMark& mark, std::string_view words) {
    if (mark.mark == Mark::Number) {
      if (level_ > 0 && !numbers_) next_list();
      numbers_ = true;
      level_ = 1;
      const std::string marker = std::to_string(mark.number) + ". ";
      indent_ = marker.size();
      line(marker + as_item(words));
      return;
    }
    if (numbers_) {
      next_list();
      level_ = 0;
    }
    numbers_ = false;
    const int wanted = mark.mark == Mark::Dash && bullets_ ? 2 : mark.level;
    bullets_ = bullets_ || mark.mark == Mark::Bullet;
    level_ = std::min(wanted, level_ + 1);
    indent_ = 2 * static_cast<std::size_t>(level_);
    line(std::string(indent_ - 2, ' ') + "- " + as_item(words));
  }
  void goes_on(std::string_view words) { line(std::string(indent_, ' ') + std::string(words)); }
  void text(std::string_view words) { line(std::string(words)); }
  void next_list() {
    if (!out_.empty()) line("");
  }

  [[nodiscard]] int level() const { return numbers_ ? 0 : level_; }
  [[nodiscard]] std::string taken() { return std::move(out_); }

 private:
  void line(const std::string& one) {
    if (begun_) out_ += '\n';
    begun_ = true;
    out_ += one;
  }

  std::string out_;
  bool begun_ = false;
  int level_;
  std::size_t indent_ = 2;
  bool numbers_ = false;
  bool bullets_ = false;
};

/// Lines with letters, each on a line of its own.
TypedList lettered(const std::vector<std::string_view>& lines, const std::vector<LineMark>& marks) {
  TypedList list;
  const auto is_letter_mark = [](const LineMark& one) { return one.mark == Mark::Letter; };
  const auto first = std::find_if(marks.begin(), marks.end(), is_letter_mark);
  const auto count = std::count_if(marks.begin(), marks.end(), is_letter_mark);
  const bool follows = first != marks.begin() && first != marks.end() &&
                       trimmed(lines[static_cast<std::size_t>(first - marks.begin() - 1)]).ends_with(':');
  if (count < 2 && !(count == 1 && follows)) return list;
  list.letters = true;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view words = trimmed(lines[i]);
    const bool broken = i > 0 && lines[i - 1].ends_with("\\");  // it is apart already
    if (i > 0) list.markdown += marks[i].mark == Mark::Letter && !broken ? "\\\n" : "\n";
    if (marks[i].mark == Mark::Letter) {
      const std::string_view mark = trimmed(words.substr(0, marks[i].size));
      list.markdown.append(mark).append(" ").append(trimmed(words.substr(std::min(words.size(), marks[i].size))));
    } else {
      list.markdown.append(words);
    }
  }
  return list;
}

}  // namespace

LineMark mark_of(std::string_view line) {
  const std::size_t begin = blanks_at(line, 0);
  if (begin == line.size()) return {};
  const Decoded first = decode_utf8(line, begin);
  const std::size_t after = begin + first.size;
  const std::size_t space = blanks_at(line, after);
  const bool words = after + space < line.size();
  if (!words) return {};
  if (const int level = bullet_level(first.character); level > 0) return {Mark::Bullet, after + space, level, 0};
  if (is_ornament(first.character) && space > 0 && line[after] == '\t') return {Mark::Bullet, after + space, 1, 0};
  if (first.character == U'\u00B7' && space > 0) return {Mark::Bullet, after + space, 1, 0};
  if (first.character == U'o' && space > 0 && (line[after] == '\t' || space > 1))
    return {Mark::Bullet, after + space, 2, 0};
  if (first.character == U'\u00A7' && space > 0 && line[after] == '\t') return {Mark::Bullet, after + space, 3, 0};
  if ((first.character == U'\u2013' || first.character == U'\u2014') && space > 0)
    return {Mark::Dash, after + space, 1, 0};
  if (first.character == U'-' && space == 0 && is_upper(decode_utf8(line, after).character))
    return {Mark::Glued, after, 1, 0};
  if (is_ascii_digit(line[begin])) {
    constexpr std::size_t kMostDigits = 3;
    std::size_t at = begin;
    int number = 0;
    while (at < line.size() && at - begin < kMostDigits && is_ascii_digit(line[at]))
      number = number * 10 + (line[at++] - '0');
    const bool glued = at + 1 < line.size() && (line[at] == '.' || line[at] == ')') && is_letter_at(line, at + 1);
    const std::string spaced = std::to_string(number) + ". " + std::string(line.substr(std::min(line.size(), at + 1)));
    if (glued && date_length(spaced) == 0) return {Mark::Number, at + 1, 1, number};
  }
  if (const std::size_t size = letter_mark(line, begin); size > 0) return {Mark::Letter, size, 1, 0};
  return {};
}

TypedList typed_list(const std::vector<std::string_view>& lines, int level) {
  std::vector<LineMark> marks;
  marks.reserve(lines.size());
  for (const std::string_view line : lines) marks.push_back(mark_of(line));
  const std::size_t first = first_item(lines, marks);
  if (first == lines.size()) return lettered(lines, marks);

  ListWriter writer(first == 0 ? level : 0);
  for (std::size_t i = 0; i < first; ++i) writer.text(trimmed(lines[i]));
  if (first > 0) writer.next_list();
  for (std::size_t i = first; i < lines.size(); ++i) {
    if (is_list(marks[i].mark)) {
      writer.item(marks[i], trimmed(lines[i].substr(marks[i].size)));
    } else {
      writer.goes_on(trimmed(lines[i]));
    }
  }
  TypedList list;
  list.level = writer.level();
  list.markdown = writer.taken();
  return list;
}

}  // namespace zielbaum::text
