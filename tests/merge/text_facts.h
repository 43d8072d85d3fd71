// What stands where in a text of random_texts.h: by nouns, each of which stands once.
#pragma once

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "merge/random_texts.h"
#include "model/prose.h"
#include "text/text.h"

namespace zielbaum::test {

/// In which block, and in which paragraph, item, row or code.
struct Home {
  std::size_t block = 0;
  std::size_t leaf = 0;
  char sort = ' ';  ///< 'p' paragraph, '-' bullet, '1' number, '|' table, 'c' code, 'n' footnote
  bool operator==(const Home&) const = default;
};

/// Below which head and behind which first cell, by their first nouns.
struct CellPlace {
  std::string head, row;
  bool operator==(const CellPlace&) const = default;
};

/// The mark of a footnote: the two nouns before it, and the first one of what it says.
struct NoteMark {
  std::vector<std::string> before;
  std::string note;
};

struct TextFacts {
  std::map<std::string, Home> homes;
  std::vector<std::string> order;  ///< of the nouns that stand in no footnote and in no cell but the first one of a row
  std::map<std::string, CellPlace> cells;
  std::map<std::string, std::string> code;  ///< the line of each noun
  std::set<std::string> addresses;
  std::vector<NoteMark> marks;
};

inline std::vector<std::string> cells_in(std::string_view line) {
  std::vector<std::string> out(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '|' && (i == 0 || line[i - 1] != '\\')) {
      if (i > 0 && i + 1 < line.size()) out.emplace_back();
    } else {
      out.back() += line[i];
    }
  }
  return out;
}

inline std::vector<std::string_view> lines_in(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return out;
}

class FactsOf {
 public:
  explicit FactsOf(const std::string& text) : text_(text) {
    const model::Prose prose = text::parse(text).prose;
    for (const model::Block& block : prose.blocks) {
      ++home_.block;
      enter(block, 'p');
    }
    for (const model::Footnote& note : prose.footnotes)
      for (const model::Block& block : note.blocks) enter(block, 'n');
    find_addresses();
    find_marks();
  }

  TextFacts take() { return std::move(out_); }

 private:
  void enter(const model::Block& block, char sort) {
    if (const auto* const list = std::get_if<model::List>(&block.content)) {
      for (const model::ListItem& item : list->items)
        for (const model::Block& one : item.blocks) enter(one, list->ordered ? '1' : '-');
      return;
    }
    ++home_.leaf;
    home_.sort = sort;
    const std::string_view source =
        std::string_view(text_).substr(block.source.begin, block.source.end - block.source.begin);
    if (std::holds_alternative<model::Table>(block.content)) return table(source);
    if (const auto* const code = std::get_if<model::CodeBlock>(&block.content)) {
      home_.sort = 'c';
      for (const std::string_view line : lines_in(code->text))
        for (const std::string& noun : nouns_of(std::string(line))) out_.code[noun] = line;
    }
    settle(source, true);
  }

  void settle(std::string_view source, bool in_order) {
    for (const std::string& noun : nouns_of(std::string(source))) {
      out_.homes[noun] = home_;
      if (in_order && home_.sort != 'n') out_.order.push_back(noun);
    }
  }

  void table(std::string_view source) {
    home_.sort = '|';
    const std::vector<std::string_view> lines = lines_in(source);
    const auto name = [](const std::string& cell) {
      const std::vector<std::string> nouns = nouns_of(cell);
      return nouns.empty() ? std::string() : nouns.front();
    };
    std::vector<std::string> heads;
    for (const std::string& head : cells_in(lines[0])) heads.push_back(name(head));
    for (std::size_t i = 0; i < lines.size(); ++i, ++home_.leaf) {
      const std::vector<std::string> cells = cells_in(lines[i]);
      for (std::size_t column = 0; column < cells.size(); ++column) {
        settle(cells[column], column == 0);
        if (column >= heads.size()) continue;
        for (const std::string& noun : nouns_of(cells[column])) out_.cells[noun] = {heads[column], name(cells[0])};
      }
    }
  }

  void find_addresses() {
    for (std::size_t at = text_.find("]("); at != std::string::npos; at = text_.find("](", at + 1))
      out_.addresses.insert(text_.substr(at, text_.find(')', at) - at));
  }

  void find_marks() {
    std::map<std::string, std::string> notes;
    for (const std::string_view line : lines_in(text_))
      if (const std::size_t end = line.find("]:"); line.starts_with("[^") && end != std::string_view::npos)
        if (const auto nouns = nouns_of(std::string(line)); !nouns.empty())
          notes[std::string(line.substr(0, end + 1))] = nouns.front();
    for (std::size_t at = text_.find("[^"); at != std::string::npos; at = text_.find("[^", at + 1)) {
      const std::size_t end = text_.find(']', at);
      if (end + 1 < text_.size() && text_[end + 1] == ':') continue;
      std::vector<std::string> before = nouns_of(text_.substr(0, at));
      if (before.size() > 2) before.erase(before.begin(), before.end() - 2);
      out_.marks.push_back({before, notes[text_.substr(at, end + 1 - at)]});
    }
  }

  const std::string& text_;
  Home home_;
  TextFacts out_;
};

inline TextFacts facts_of(const std::string& text) {
  return FactsOf(text).take();
}

}  // namespace zielbaum::test
