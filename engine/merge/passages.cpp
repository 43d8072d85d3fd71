#include "merge/passages_internal.h"

#include <algorithm>
#include <map>

#include "text/text.h"

namespace zielbaum::merge {

namespace {

/// Keys of joints: this, which no sentence begins with, then how many lines they end, two at most, and of what mark
/// they are: 1 of any number, - of any bullet.
constexpr char kJoint = '\1';
constexpr std::size_t kLinesOfJoint = 1;
constexpr std::size_t kMarkOfJoint = 2;

bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_fence(std::string_view line) {
  return line.starts_with("```") || line.starts_with("~~~");
}

/// A line whose beginning means something, so that it does not go on with the one before.
bool begins_anew(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos || first >= 4) return true;  // empty, or code
  line.remove_prefix(first);
  const char c = line.front();
  if (c == '#' || c == '>' || c == '|' || c == '!' || is_fence(line) || line.starts_with("[^")) return true;
  const bool marked = c == '-' || c == '+' || c == '*';
  if (marked && line.size() > 1 && (line[1] == ' ' || line[1] == '-')) return true;
  const auto digits = static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_digit) - line.begin());
  return digits > 0 && digits + 1 < line.size() && (line[digits] == '.' || line[digits] == ')') &&
         line[digits + 1] == ' ';
}

/// A line that no other one goes on with.
bool stands_alone(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return true;
  line.remove_prefix(first);
  return line.front() == '#' || line.front() == '|' || is_fence(line) || line.ends_with("  ") || line.ends_with('\\');
}

/// The same bytes, each line end within a paragraph a space.
std::string with_lines_joined(std::string_view markdown) {
  std::string out(markdown);
  bool in_code = false;
  for (std::size_t begin = 0; begin < out.size();) {
    const std::size_t end = std::min(out.find('\n', begin), out.size());
    const std::string_view line = std::string_view(out).substr(begin, end - begin);
    if (is_fence(line)) in_code = !in_code;
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

std::size_t white_size(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_white) - text.begin());
}

/// The line below the header of a table.
bool is_rule(std::string_view line) {
  return line.starts_with('|') && line.find_first_not_of("|-: \t\r") == std::string_view::npos;
}

/// The mark of an item with the space behind it; 0 where there is none. A date begins no item.
std::size_t mark_size(std::string_view line) {
  if (line.empty()) return 0;
  std::size_t size = 1;
  if (is_digit(line.front())) {
    size = text::words(line).front().size();
    if (!std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(size), is_digit)) return 0;
    if (size == line.size() || (line[size] != '.' && line[size] != ')')) return 0;
    ++size;
  } else if (line.front() != '-' && line.front() != '+' && line.front() != '*') {
    return 0;
  }
  const std::size_t space = white_size(line.substr(size));
  return space == 0 || size + space == line.size() ? 0 : size + space;
}

class Cutter {
 public:
  explicit Cutter(std::string_view markdown) : markdown_(markdown), joined_(with_lines_joined(markdown)) {}

  Passages cut() {
    bool in_code = false;
    for (std::size_t begin = 0; begin < joined_.size();) {
      const std::size_t end = std::min(joined_.find('\n', begin), joined_.size());
      const std::string_view line = std::string_view(joined_).substr(begin, end - begin);
      const bool is_code = in_code || is_fence(line);
      in_code = in_code != is_fence(line);
      if (white_size(line) < line.size()) cut_line(begin, line, is_code);
      begin = end + 1;
    }
    return std::move(out_);
  }

 private:
  void cut_line(std::size_t begin, std::string_view line, bool is_code) {
    if (!is_code && !out_.empty() && is_row(out_.back()) && is_rule(line)) return add_to_header(begin, line);
    const std::size_t indent = is_code ? 0 : white_size(line);
    const std::size_t mark = is_code ? 0 : mark_size(line.substr(indent));
    std::size_t at = begin + indent + mark;
    add_line_joint(at, indent, line.substr(indent, mark));
    const std::string_view said = line.substr(indent + mark);
    if (is_code || said.front() == '|') return add_sentence(at, said);
    for (const std::string_view sentence : text::sentences(said)) {
      if (done_ < at) add_joint(at, {kJoint, '0', ' '}, kSameParagraph);
      add_sentence(at, sentence);
      at += sentence.size();
    }
  }

  /// A header and the rule below it are one: two tables are not to share a rule.
  void add_to_header(std::size_t begin, std::string_view rule) {
    Passage header = std::move(out_.back());
    out_.pop_back();
    const std::size_t header_begin = done_ - header.text.size();
    add_sentence(header_begin, std::string_view(joined_).substr(header_begin, begin + rule.size() - header_begin));
  }

  void add_line_joint(std::size_t end, std::size_t indent, std::string_view mark) {
    const auto lines = std::count(joined_.begin() + static_cast<std::ptrdiff_t>(done_),
                                  joined_.begin() + static_cast<std::ptrdiff_t>(end), '\n');
    const bool goes_on = lines == 1 && !out_.empty();
    const char sort = mark.empty() ? ' ' : is_digit(mark.front()) ? '1' : '-';
    add_joint(end, {kJoint, goes_on ? '1' : '2', sort},
              static_cast<std::uint32_t>(2 * indent + (goes_on || !mark.empty() ? 1 : 0)));
  }

  /// Up to `end`.
  void add_joint(std::size_t end, std::string key, std::uint32_t depth) {
    Passage passage;
    passage.text = markdown_.substr(done_, end - done_);
    passage.key = std::move(key);
    passage.joint = true;
    passage.depth = depth;
    passage.begins_block = passage.key[kLinesOfJoint] == '2';
    out_.push_back(std::move(passage));
    done_ = end;
  }

  void add_sentence(std::size_t begin, std::string_view sentence) {
    while (!sentence.empty() && is_white(sentence.back())) sentence.remove_suffix(1);
    Passage passage;
    passage.text = markdown_.substr(begin, sentence.size());
    passage.key = normal(passage.text);
    passage.weight = static_cast<std::uint32_t>(2 + passage.key.size());
    for (const std::string_view word : text::words(passage.key))
      if (text::is_word(word)) passage.words.push_back(normal(with_plain_spaces(word)));
    std::sort(passage.words.begin(), passage.words.end());
    out_.push_back(std::move(passage));
    done_ = begin + sentence.size();
  }

  std::string_view markdown_;
  std::string joined_;  ///< as long as the Markdown
  std::size_t done_ = 0;
  Passages out_;
};

}  // namespace

Passages passages_in(std::string_view markdown) {
  while (!markdown.empty() && is_white(markdown.back())) markdown.remove_suffix(1);
  return Cutter(markdown).cut();
}

std::string text_of(const Passages& passages) {
  std::string out;
  for (const Passage& passage : passages) {
    std::string_view text = passage.text;
    if (passage.joint && passage.depth != kSameParagraph) {
      const std::size_t line_end = text.substr(0, white_size(text)).rfind('\n');
      if (out.empty()) {
        text.remove_prefix(line_end + 1);  // npos + 1 is 0
      } else if (line_end == std::string_view::npos) {
        out += "\n\n";
      }
    }
    out += text;
  }
  return out;
}

Passages with_one_bullet_a_list(Passages passages) {
  std::map<std::uint32_t, char> bullets;  // by depth
  for (Passage& passage : passages) {
    if (!passage.joint || passage.depth == kSameParagraph) continue;
    if (passage.key[kMarkOfJoint] == '-') {
      char& own = passage.text[white_size(passage.text)];
      const bool goes_on = !passage.begins_block && bullets.contains(passage.depth);
      if (goes_on) own = bullets[passage.depth];
      bullets[passage.depth] = own;
    }
    bullets.erase(bullets.upper_bound(passage.depth), bullets.end());
  }
  return passages;
}

bool alike(const Passage& a, const Passage& b) {
  std::vector<std::string> shared;
  std::set_intersection(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(), std::back_inserter(shared));
  const auto weight = [](const std::vector<std::string>& words) {
    std::size_t out = 0;
    for (const std::string& word : words) out += 4 + word.size();
    return out;
  };
  return 3 * weight(shared) > 2 * std::max(weight(a.words), weight(b.words));
}

bool is_row(const Passage& passage) {
  return passage.text.starts_with('|');
}

Passages cells_in(std::string_view row) {
  Passages out;
  for (std::size_t begin = 0; begin < row.size();) {
    std::size_t end = begin + 1;
    while (end < row.size() && (row[end] != '|' || row[end - 1] == '\\')) ++end;
    Passage passage;
    passage.text = row.substr(begin, end - begin);
    passage.key = normal(passage.text);
    passage.weight = static_cast<std::uint32_t>(2 + passage.key.size());
    out.push_back(std::move(passage));
    begin = end;
  }
  return out;
}

Passages words_in(std::string_view markdown) {
  Passages out;
  for (const std::string_view word : text::words(markdown)) {
    Passage passage;
    passage.text = word;
    passage.key = normal(with_plain_spaces(word));
    if (passage.key.empty()) passage.key = " ";
    passage.weight = text::is_word(word) ? static_cast<std::uint32_t>(4 + word.size()) : 1;
    out.push_back(std::move(passage));
  }
  return out;
}

std::string with_plain_spaces(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = text.starts_with("\u00A0") ? 2 : text.starts_with("\u202F") ? 3 : 0;
    out += size == 0 ? text.front() : ' ';
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

}  // namespace zielbaum::merge
