// Random German Markdown for laws that hold of any three texts: paragraphs, lists in lists, tables, pictures, code,
// footnotes. Deterministic by seed. What writers do to it: random_text_edits.h.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "diff/random_documents.h"

namespace zielbaum::test {

/// Nouns that stand nowhere twice: "Busamtnetz". A law tells by them what became of each.
class Nouns {
 public:
  std::string next() {
    static const std::vector<std::string> parts = {"amt", "bus", "rat", "netz", "kiez", "haus", "park", "weg", "markt"};
    std::string out;
    std::size_t rest = next_++;
    for (int i = 0; i < 4; ++i, rest /= parts.size()) out += parts[rest % parts.size()];
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
    return out;
  }

 private:
  std::size_t next_ = 0;
};

/// The nouns of a text in their order, those in addresses and code as well.
inline std::vector<std::string> nouns_of(const std::string& text) {
  std::vector<std::string> out;
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] < 'A' || text[i] > 'Z') continue;
    std::size_t end = i + 1;
    while (end < text.size() && is_small(text[end])) ++end;
    if (end - i > 8) out.push_back(text.substr(i, end - i));
    i = end - 1;
  }
  return out;
}

/// A paragraph, an item, a row, a picture or the lines of a code block.
struct TextLeaf {
  std::vector<std::string> sentences;  ///< of a row its cells; of code its lines
  std::vector<std::string> code;       ///< lines of a code block in an item
  std::size_t depth = 0;               ///< of an item: 1 below another one
  bool lines = false;                  ///< a sentence a line
  std::size_t rewordings = 9;          ///< that it may still have; of a new one there are few: it is to be known again
};
enum class TextBlockKind { Paragraph, Picture, Code, Bullets, Numbers, Table };
struct TextBlock {
  TextBlockKind kind = TextBlockKind::Paragraph;
  std::vector<TextLeaf> leaves;   ///< the first one of a table is its header
  std::vector<std::string> rule;  ///< of a table, by column: "---", "--:"
  std::size_t mark = 0;           ///< of a list or of code: which one of the three that there are
  bool inner_numbers = false;     ///< whether lists in a list are numbered
  bool loose = false;             ///< empty lines between items
  bool bars = true;               ///< around a table
  [[nodiscard]] bool is_list() const { return kind == TextBlockKind::Bullets || kind == TextBlockKind::Numbers; }
};
struct RandomText {
  std::vector<TextBlock> blocks;
  std::map<std::string, std::string> notes;  ///< what a footnote says; its name is the first noun in it
  bool notes_by_number = true;               ///< else by name
  bool moved = false;                        ///< what stood together may not any more
};

inline std::string random_address(Nouns& nouns) {
  return "ziel/" + nouns.next() + "/" + nouns.next() + ".html";
}

/// Now and then with a link, code or the mark of a new footnote.
inline std::string random_sentence(Random& random, Nouns& nouns, RandomText& text) {
  std::string second = nouns.next();
  if (chance(random, 10)) second = "[" + second + "](" + random_address(nouns) + ")";
  std::string third = nouns.next();
  if (chance(random, 5)) third = "`+ " + third + "`";
  std::string out = "Das " + nouns.next() + " bringt " + second + " und " + third + " nach " + nouns.next() +
                    ", sagt " + nouns.next() + ".";
  if (!chance(random, 8)) return out;
  const std::string name = nouns.next();
  text.notes[name] = "Quelle " + name + " zeigt " + nouns.next() + " mit " + nouns.next() + ".";
  return out + "[^" + name + "]";
}

/// Such as would mean something elsewhere.
inline std::string random_code_line(Random& random, Nouns& nouns) {
  static const std::vector<std::string> begin = {"+ ", "- ", "1. ", "    ", "# ", "| ", "*  ", "\\"};
  return begin[pick(random, begin.size())] + nouns.next() + "  = " + nouns.next();
}

inline std::string random_cell(Random& random, Nouns& nouns) {
  switch (pick(random, 6)) {
    case 0:
      return "";
    case 1:
      return chance(random, 50) ? "ja" : "nein";
    case 2:
      return nouns.next() + " \\| " + nouns.next();
    case 3:
      return "[" + nouns.next() + "](" + random_address(nouns) + ")";
    default:
      return nouns.next() + " " + nouns.next();
  }
}

/// Of a table with `columns` columns.
inline TextLeaf random_leaf(Random& random, Nouns& nouns, RandomText& text, TextBlockKind kind, std::size_t columns) {
  TextLeaf out;
  switch (kind) {
    case TextBlockKind::Table:
      out.sentences = {nouns.next()};
      while (out.sentences.size() < columns) out.sentences.push_back(random_cell(random, nouns));
      break;
    case TextBlockKind::Code:
      for (std::size_t i = 2 + pick(random, 5); i > 0; --i) out.sentences.push_back(random_code_line(random, nouns));
      break;
    case TextBlockKind::Picture:
      out.sentences = {nouns.next() + " mit " + nouns.next(), "media/" + nouns.next() + "-" + nouns.next() + ".png",
                       chance(random, 50) ? "" : nouns.next() + " im " + nouns.next()};
      break;
    default:
      for (std::size_t i = pick(random, kind == TextBlockKind::Paragraph ? 3 : 2) + 1; i > 0; --i)
        out.sentences.push_back(random_sentence(random, nouns, text));
      out.lines = chance(random, 20);
      if (kind == TextBlockKind::Paragraph) break;
      out.depth = chance(random, 30) ? 1 : 0;
      if (chance(random, 5))
        for (std::size_t i = 2; i > 0; --i) out.code.push_back(random_code_line(random, nouns));
      break;
  }
  return out;
}

inline TextBlock random_block(Random& random, Nouns& nouns, RandomText& text) {
  static const std::vector<TextBlockKind> kinds = {
      TextBlockKind::Paragraph, TextBlockKind::Paragraph, TextBlockKind::Paragraph, TextBlockKind::Bullets,
      TextBlockKind::Bullets,   TextBlockKind::Numbers,   TextBlockKind::Table,     TextBlockKind::Table,
      TextBlockKind::Picture,   TextBlockKind::Code};
  TextBlock out;
  out.kind = kinds[pick(random, kinds.size())];
  out.mark = pick(random, 3);
  out.inner_numbers = chance(random, 30);
  out.loose = chance(random, 15);
  out.bars = chance(random, 80);
  const std::size_t columns = 2 + pick(random, 3);
  const std::size_t leaves = out.is_list() || out.kind == TextBlockKind::Table ? 2 + pick(random, 3) : 1;
  for (std::size_t i = 0; i < leaves; ++i) out.leaves.push_back(random_leaf(random, nouns, text, out.kind, columns));
  out.leaves.front().depth = 0;
  if (out.kind != TextBlockKind::Table) return out;
  for (std::string& head : out.leaves.front().sentences) head = nouns.next();
  for (std::size_t i = 0; i < columns; ++i) out.rule.emplace_back(chance(random, 20) ? "--:" : "---");
  return out;
}

inline RandomText random_text(Random& random, Nouns& nouns) {
  RandomText out;
  out.notes_by_number = chance(random, 70);
  for (std::size_t i = 1 + pick(random, 5); i > 0; --i) out.blocks.push_back(random_block(random, nouns, out));
  return out;
}

/// A text as Markdown.
class MarkdownOf {
 public:
  explicit MarkdownOf(const RandomText& text) : text_(text) {
    for (const TextBlock& block : text.blocks) {
      if (!out_.empty()) out_ += '\n';
      if (block.is_list()) {
        list(block);
      } else if (block.kind == TextBlockKind::Table) {
        table(block);
      } else if (block.kind == TextBlockKind::Code) {
        code(block);
      } else if (block.kind == TextBlockKind::Picture) {
        const std::vector<std::string>& parts = block.leaves.front().sentences;
        out_ += "![" + parts[0] + "](" + parts[1] + (parts[2].empty() ? "" : " \"" + parts[2] + "\"") + ")\n";
      } else {
        say(block.leaves.front(), 0);
      }
      last_ = &block;
    }
    name_notes();
  }

  std::string take() { return std::move(out_); }

 private:
  void say(const TextLeaf& leaf, std::size_t indent) {
    for (const std::string& sentence : leaf.sentences) {
      if (&sentence != &leaf.sentences.front()) out_ += leaf.lines ? '\n' + std::string(indent, ' ') : " ";
      out_ += sentence;
    }
    out_ += '\n';
    if (leaf.code.empty()) return;
    const std::string margin(indent, ' ');
    out_ += '\n' + margin + "```\n";
    for (const std::string& line : leaf.code) out_ += margin + line + '\n';
    out_ += margin + "```\n";
  }

  void list(const TextBlock& block) {
    // Next to a list with the same mark it would go on with that.
    const std::size_t marks = block.kind == TextBlockKind::Bullets ? 3 : 2;
    const bool goes_on = last_ != nullptr && last_->kind == block.kind && last_mark_ == block.mark % marks;
    last_mark_ = (block.mark + (goes_on ? 1 : 0)) % marks;
    const auto mark_of = [this](bool numbered, std::size_t number) {
      if (!numbered) return std::string(1, "-*+"[last_mark_]) + " ";
      return std::to_string(number) + (last_mark_ == 1 ? ") " : ". ");
    };
    std::size_t numbers[2] = {0, 0};
    std::size_t margin = 0;  // of what stands in an item
    for (const TextLeaf& leaf : block.leaves) {
      if (block.loose && &leaf != &block.leaves.front()) out_ += '\n';
      if (leaf.depth == 0) numbers[1] = 0;
      const bool numbered = leaf.depth == 0 ? block.kind == TextBlockKind::Numbers : block.inner_numbers;
      const std::string mark = mark_of(numbered, ++numbers[leaf.depth]);
      const std::string indent(leaf.depth == 0 ? 0 : margin, ' ');
      if (leaf.depth == 0) margin = mark.size();
      out_ += indent + mark;
      say(leaf, indent.size() + mark.size());
    }
  }

  void table(const TextBlock& block) {
    const auto row = [&](const std::vector<std::string>& cells) {
      // An empty cell at an end needs its bar.
      const bool bars = block.bars || cells.front().empty() || cells.back().empty();
      std::string line;
      for (const std::string& cell : cells) line += (line.empty() ? "" : "| ") + cell + " ";
      out_ += (bars ? "| " + line + "|" : line.substr(0, line.size() - 1)) + '\n';
    };
    for (const TextLeaf& leaf : block.leaves) {
      row(leaf.sentences);
      if (&leaf == &block.leaves.front()) row(block.rule);
    }
  }

  void code(const TextBlock& block) {
    static const std::vector<std::string> fences = {"```", "~~~", "````"};
    const std::string& fence = fences[block.mark];
    out_ += fence + '\n';
    for (const std::string& line : block.leaves.front().sentences) out_ += line + '\n';
    out_ += fence + '\n';
  }

  void name_notes() {
    std::string notes;
    std::size_t number = 0;
    for (std::size_t at = out_.find("[^"); at != std::string::npos; at = out_.find("[^", at + 1)) {
      const std::size_t end = out_.find(']', at);
      const std::string name = out_.substr(at + 2, end - at - 2);
      std::string is = std::to_string(++number);
      if (!text_.notes_by_number) {
        is = "q-" + name;
        is[2] = static_cast<char>(is[2] - 'A' + 'a');  // no noun
      }
      out_.replace(at + 2, name.size(), is);
      notes += "\n[^" + is + "]: " + text_.notes.at(name) + '\n';
    }
    out_ += notes;
  }

  const RandomText& text_;
  std::string out_;
  const TextBlock* last_ = nullptr;
  std::size_t last_mark_ = 0;
};

inline std::string markdown(const RandomText& text) {
  return MarkdownOf(text).take();
}

}  // namespace zielbaum::test
