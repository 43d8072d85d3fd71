#include "text/pasted.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/text.h"
#include "text/typed_lists_internal.h"

namespace zielbaum::text {

namespace {

using model::Block;
using model::Blocks;
using model::ByteRange;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

/// Digits and signs raised or lowered, as characters of their own; nothing for others.
std::optional<std::string> moved(std::string_view text, char mark) {
  constexpr std::array<std::string_view, 10> kRaised = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  constexpr std::array<std::string_view, 10> kLowered = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
  std::string out;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return std::nullopt;
    out += (mark == '^' ? kRaised : kLowered).at(static_cast<std::size_t>(c - '0'));
  }
  return out;
}

/// The runs of a cell: its words, or as they are where they are more than a line of words.
model::Runs cell_runs(std::string_view words) {
  Parsed parsed = parse(words);
  if (parsed.prose.blocks.empty()) return {};
  if (parsed.prose.blocks.size() == 1) {
    if (auto* paragraph = std::get_if<model::Paragraph>(&parsed.prose.blocks[0].content))
      return std::move(paragraph->runs);
  }
  model::Run run;
  run.text = words;
  return {std::move(run)};
}

/// Lines with the same number of tabs in each as a table, the first line as its head; nothing where they are none.
std::optional<std::string> table_of_tabs(const std::vector<std::string_view>& lines) {
  if (lines.size() < 2) return std::nullopt;
  const auto tabs = [](std::string_view line) { return std::count(line.begin(), line.end(), '\t'); };
  const auto columns = static_cast<std::size_t>(tabs(lines[0])) + 1;
  if (columns < 2) return std::nullopt;
  model::Table table;
  table.columns.assign(columns, model::Align::Default);
  for (const std::string_view line : lines) {
    if (static_cast<std::size_t>(tabs(line)) + 1 != columns) return std::nullopt;
    std::vector<model::Runs> row;
    for (std::size_t at = 0; at <= line.size();) {
      const std::size_t end = std::min(line.find('\t', at), line.size());
      row.push_back(cell_runs(line.substr(at, end - at)));
      at = end + 1;
    }
    (table.header.empty() ? table.header : table.rows.emplace_back()) = std::move(row);
  }
  std::string written = write(Blocks{{std::move(table), {}}});
  written.pop_back();
  return written;
}

class Finder {
 public:
  Finder(std::string_view markdown, std::string_view lang) : markdown_(markdown), german_(!lang.starts_with("en")) {}

  std::vector<Slip> find(const model::Prose& prose) {
    for (const Block& block : prose.blocks) look_at(block);
    for (const model::Footnote& note : prose.footnotes) look_inside(note.blocks);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Slip& a, const Slip& b) { return a.source.begin < b.source.begin; });
    // What stands in a paragraph that is converted as a whole is found in the next round.
    std::vector<Slip> apart;
    for (Slip& slip : found_) {
      if (apart.empty() || slip.source.begin >= apart.back().source.end) apart.push_back(std::move(slip));
    }
    return apart;
  }

 private:
  void add(const char* code, Severity severity, ByteRange source, std::optional<std::string> instead, Message message,
           Message hint) {
    const auto end = markdown_.begin() + static_cast<std::ptrdiff_t>(source.begin);
    const auto line = 1 + static_cast<std::uint32_t>(std::count(markdown_.begin(), end, '\n'));
    found_.push_back({{severity, code, std::move(message), Place{{}, line, 0, {}, {}}, std::move(hint)},
                      source,
                      std::move(instead)});
  }

  [[nodiscard]] std::string_view text_of(ByteRange range) const {
    return markdown_.substr(range.begin, range.end - range.begin);
  }

  [[nodiscard]] std::uint32_t line_begin(std::uint32_t at) const {
    const std::size_t before = at == 0 ? std::string_view::npos : markdown_.rfind('\n', at - 1);
    return before == std::string_view::npos ? 0 : static_cast<std::uint32_t>(before + 1);
  }

  /// A block of the text itself, where whole paragraphs are converted.
  void look_at(const Block& block) {
    const int level = std::exchange(level_, 0);
    if (std::holds_alternative<model::Paragraph>(block.content)) {
      if (typed_lines(block, level)) return;
    } else if (std::holds_alternative<model::CodeBlock>(block.content)) {
      indented_code(block);
    } else if (const auto* list = std::get_if<model::List>(&block.content)) {
      level_ = list->ordered ? 0 : 1;
    }
    look_inside({block});
  }

  bool typed_lines(const Block& block, int level) {
    const std::vector<std::string_view> lines = lines_of(text_of(block.source));
    TypedList list = typed_list(lines, level);
    if (!list.markdown.empty()) {
      level_ = list.level;
      const Message message = list.letters ? msg("These lines run together: letters in front of lines make no list")
                                           : msg("Marks in front of lines were typed; they make no list");
      ByteRange range = block.source;
      range.begin = line_begin(range.begin);
      if (list.markdown == text_of(range)) return false;
      add(list.letters ? "typed-letters" : "typed-list", Severity::Warning, range, std::move(list.markdown), message,
          list.letters ? msg("Put a \\ at the end of each line but the last.")
                       : msg("Begin each item with “- ” or “1. ”."));
      return true;
    }
    if (text_of(block.source).find('\t') == std::string_view::npos) return false;
    if (std::optional<std::string> table = table_of_tabs(lines)) {
      add("typed-table", Severity::Warning, block.source, std::move(table),
          msg("These lines run together: tabs make no table"),
          msg("Divide the cells by |, with a row |---|---| below the first row."));
      return true;
    }
    std::string spaced(text_of(block.source));
    std::replace(spaced.begin(), spaced.end(), '\t', ' ');
    add("tab-in-text", Severity::Note, block.source, std::move(spaced),
        msg("The text has tabs, which are printed as spaces"), msg("Make a table or list of it, or write spaces."));
    return true;
  }

  void indented_code(const Block& block) {
    const std::uint32_t begin = line_begin(block.source.begin);
    std::size_t indent = 0;
    std::size_t at = begin;
    for (; at < markdown_.size() && is_blank(markdown_[at]) && indent < 4; ++at)
      indent = markdown_[at] == '\t' ? 4 : indent + 1;
    if (indent < 4) return;  // it has a fence
    std::string plain;
    for (std::string_view line : lines_of(markdown_.substr(begin, block.source.end - begin))) {
      const bool indented = line.starts_with('\t') || line.starts_with("    ");
      while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
      if (!indented && !line.empty()) return;  // the definition of a footnote, which counts as blank lines
      plain.append(plain.empty() ? "" : "\n").append(line);
    }
    add("code-by-indent", Severity::Warning, {begin, block.source.end}, converted(plain, german_ ? "de" : "en"),
        msg("These lines are indented, and so printed as program code"),
        msg("Delete the space in front of them; put lines of ``` around what is code."));
  }

  void look_inside(const Blocks& blocks) {
    for (const Block& block : blocks) {
      if (const auto* paragraph = std::get_if<model::Paragraph>(&block.content)) {
        look_at_runs(paragraph->runs);
      } else if (const auto* list = std::get_if<model::List>(&block.content)) {
        for (const model::ListItem& item : list->items) {
          task(item);
          look_inside(item.blocks);
        }
      } else if (const auto* quote = std::get_if<model::Quote>(&block.content)) {
        look_inside(quote->blocks);
      } else if (const auto* table = std::get_if<model::Table>(&block.content)) {
        for (const model::Runs& cell : table->header) look_at_runs(cell);
        for (const auto& row : table->rows) {
          for (const model::Runs& cell : row) look_at_runs(cell);
        }
      }
    }
  }

  void task(const model::ListItem& item) {
    if (item.blocks.empty()) return;
    const auto* paragraph = std::get_if<model::Paragraph>(&item.blocks.front().content);
    if (paragraph == nullptr || paragraph->runs.empty()) return;
    const std::uint32_t begin = paragraph->runs.front().source.begin;
    const std::string_view box = markdown_.substr(std::min<std::size_t>(begin, markdown_.size()), 4);
    const bool open = box == "[ ] ";
    if (!open && box != "[x] " && box != "[X] ") return;
    const char* const words = german_ ? (open ? "offen: " : "erledigt: ") : (open ? "open: " : "done: ");
    add("task-list", Severity::Warning, {begin, begin + 4}, words, msg("Boxes to tick are printed as brackets"),
        msg("Write in words what is open and what is done."));
  }

  void look_at_runs(const model::Runs& runs) {
    for (const model::Run& run : runs) {
      if (run.kind != model::RunKind::Text || run.style.code) continue;
      if (run.text.find('~') == std::string::npos && run.text.find('^') == std::string::npos) continue;
      struck(run);
      raised(run);
    }
  }

  void struck(const model::Run& run) {
    const std::string_view text = text_of(run.source);
    const std::size_t open = text.find("~~");
    if (open == std::string_view::npos) return;
    const std::size_t close = text.find("~~", open + 2);
    if (close == std::string_view::npos || close == open + 2 || text[open + 2] == ' ' || text[open + 2] == '~') return;
    const auto begin = run.source.begin + static_cast<std::uint32_t>(open);
    add("struck-text", Severity::Warning, {begin, begin + static_cast<std::uint32_t>(close + 2 - open)}, std::nullopt,
        msg("Words between ~~ are printed with these marks, not struck out"),
        msg("Delete the words or the marks; a comparison shows what was dropped."));
  }

  /// "CO~2~", "m^2^"
  void raised(const model::Run& run) {
    const std::string_view text = text_of(run.source);
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char mark = text[at];
      if (mark != '~' && mark != '^') continue;
      const std::size_t end = text.find(mark, at + 1);
      if (end == std::string_view::npos || end == at + 1) continue;
      const std::optional<std::string> instead = moved(text.substr(at + 1, end - at - 1), mark);
      if (!instead) continue;
      const auto begin = run.source.begin + static_cast<std::uint32_t>(at);
      add("raised-by-marks", Severity::Warning, {begin, begin + static_cast<std::uint32_t>(end + 1 - at)}, instead,
          msg("The marks {0} around digits are printed, they raise or lower nothing", std::string(1, mark)),
          msg("Write the characters themselves, as in CO₂ and m²."));
      at = end;
    }
  }

  std::string_view markdown_;
  bool german_;
  int level_ = 0;  ///< of the list that the block before ends in
  std::vector<Slip> found_;
};

}  // namespace

std::vector<Slip> slips(std::string_view markdown, const model::Prose& prose, std::string_view lang) {
  return Finder(markdown, lang).find(prose);
}

std::string converted(std::string_view markdown, std::string_view lang) {
  constexpr int kMostRounds = 4;
  std::string text(markdown);
  for (int round = 0; round < kMostRounds; ++round) {
    std::string next;
    std::size_t done = 0;
    for (const Slip& slip : slips(text, parse(text).prose, lang)) {
      if (!slip.instead) continue;
      next.append(text, done, slip.source.begin - done).append(*slip.instead);
      done = slip.source.end;
    }
    next.append(text, done);
    if (next == text) break;
    text = std::move(next);
  }
  return text;
}

std::optional<std::string> decoded_text(std::string_view bytes) {
  std::string out;
  const bool little = bytes.starts_with("\xFF\xFE");
  if (little || bytes.starts_with("\xFE\xFF")) {
    const auto unit = [&](std::size_t at) {
      const auto first = static_cast<unsigned char>(bytes[at]);
      const auto second = static_cast<unsigned char>(bytes[at + 1]);
      return static_cast<char32_t>(little ? second << 8 | first : first << 8 | second);
    };
    for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
      char32_t character = unit(at);
      if (character >= 0xD800 && character < 0xDC00 && at + 3 < bytes.size()) {
        const char32_t low = unit(at + 2);
        if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
        character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      }
      if (character >= 0xD800 && character < 0xE000) return std::nullopt;
      append_utf8(out, character);
    }
    return out;
  }
  constexpr std::array<char32_t, 32> kUpper = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                               0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                               0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                               0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) return std::nullopt;
    const char32_t character = byte >= 0x80 && byte < 0xA0 ? kUpper.at(byte - 0x80u) : byte;
    if (character == 0) return std::nullopt;
    append_utf8(out, character);
  }
  return out;
}

}  // namespace zielbaum::text
