// Random German Markdown, and what writers do to it, for laws that hold of any three texts. Deterministic by seed.
#pragma once

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

/// A paragraph, an item or a row; of a row each cell.
struct TextLeaf {
  std::vector<std::string> sentences;
  std::size_t depth = 0;       ///< of an item: 1 below another one
  bool lines = false;          ///< a sentence a line
  std::size_t rewordings = 9;  ///< that it may still have; of a new one there are few, so that it is known again
};
enum class TextBlockKind { Paragraph, Bullets, Numbers, Table };
struct TextBlock {
  TextBlockKind kind = TextBlockKind::Paragraph;
  std::vector<TextLeaf> leaves;  ///< the first one of a table is its header
  char bullet = '-';
};
using RandomText = std::vector<TextBlock>;

inline std::string random_sentence(Nouns& nouns) {
  return "Das " + nouns.next() + " bringt " + nouns.next() + " und " + nouns.next() + " nach " + nouns.next() +
         ", sagt " + nouns.next() + ".";
}

inline TextLeaf random_leaf(Random& random, Nouns& nouns, TextBlockKind kind) {
  TextLeaf out;
  if (kind == TextBlockKind::Table) {
    out.sentences = {nouns.next(), nouns.next() + " " + nouns.next(), chance(random, 50) ? "ja" : "nein"};
  } else {
    const std::size_t most = kind == TextBlockKind::Paragraph ? 3 : 2;
    for (std::size_t i = pick(random, most) + 1; i > 0; --i) out.sentences.push_back(random_sentence(nouns));
    out.lines = chance(random, 20);
  }
  if (kind == TextBlockKind::Bullets) out.depth = chance(random, 30) ? 1 : 0;
  return out;
}

/// Puts a block somewhere. Between any two lists or tables stands a paragraph, else they would be read as one.
inline void put_block(Random& random, Nouns& nouns, RandomText& text, bool is_new) {
  const std::size_t place = pick(random, text.size() + 1);
  const auto is_paragraph = [&](std::size_t i) { return i >= text.size() || text[i].kind == TextBlockKind::Paragraph; };
  TextBlock block;
  if (chance(random, 60) && is_paragraph(place) && (place == 0 || is_paragraph(place - 1)))
    block.kind = static_cast<TextBlockKind>(1 + pick(random, 3));
  const std::size_t leaves = block.kind == TextBlockKind::Paragraph ? 1 : 2 + pick(random, 3);
  for (std::size_t i = 0; i < leaves; ++i) block.leaves.push_back(random_leaf(random, nouns, block.kind));
  block.leaves.front().depth = 0;
  for (TextLeaf& leaf : block.leaves)
    if (is_new) leaf.rewordings = block.kind == TextBlockKind::Table ? 0 : 1;
  text.insert(text.begin() + static_cast<std::ptrdiff_t>(place), std::move(block));
}

/// Drops a block where that brings no two lists or tables together.
inline void drop_block(Random& random, RandomText& text) {
  const std::size_t place = pick(random, text.size());
  const auto is_paragraph = [&](std::size_t i) { return text[i].kind == TextBlockKind::Paragraph; };
  const bool is_inside = place > 0 && place + 1 < text.size();
  if (is_inside && !is_paragraph(place - 1) && !is_paragraph(place + 1)) return;
  text.erase(text.begin() + static_cast<std::ptrdiff_t>(place));
}

inline RandomText random_text(Random& random, Nouns& nouns) {
  RandomText out;
  for (std::size_t i = 1 + pick(random, 4); i > 0; --i) put_block(random, nouns, out, false);
  return out;
}

inline std::string markdown(const RandomText& text) {
  std::string out;
  for (const TextBlock& block : text) {
    if (!out.empty()) out += '\n';
    std::size_t number = 1;
    for (const TextLeaf& leaf : block.leaves) {
      if (block.kind == TextBlockKind::Table) {
        out += '|';
        for (const std::string& cell : leaf.sentences) out += ' ' + cell + " |";
        out += '\n';
        if (&leaf == &block.leaves.front()) out += "| --- | --- | --- |\n";
        continue;
      }
      std::string mark(2 * leaf.depth, ' ');
      if (block.kind == TextBlockKind::Bullets) mark += std::string{block.bullet, ' '};
      if (block.kind == TextBlockKind::Numbers) mark += std::to_string(number++) + ". ";
      out += mark;
      for (const std::string& sentence : leaf.sentences) {
        if (&sentence != &leaf.sentences.front()) out += leaf.lines ? '\n' + std::string(mark.size(), ' ') : " ";
        out += sentence;
      }
      out += '\n';
    }
  }
  return out;
}

/// The nouns of a text in their order.
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

template <typename T>
T& pick_from(Random& random, std::vector<T>& list) {
  return list[pick(random, list.size())];
}

template <typename T>
void put_somewhere(Random& random, std::vector<T>& list, T one, std::size_t first = 0) {
  const std::size_t place = first + pick(random, list.size() + 1 - first);
  list.insert(list.begin() + static_cast<std::ptrdiff_t>(place), std::move(one));
}

template <typename T>
void drop(Random& random, std::vector<T>& list, std::size_t first = 0) {
  const std::size_t place = first + pick(random, list.size() - first);
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(place));
}

/// Another noun in the place of one, or that one in bold letters.
inline void edit_noun(Random& random, Nouns& nouns, std::string& sentence) {
  std::vector<std::string> all = nouns_of(sentence);
  if (all.empty()) return;
  const std::string noun = pick_from(random, all);
  const std::string instead = chance(random, 25) ? "**" + noun + "**" : nouns.next();
  sentence.replace(sentence.find(noun), noun.size(), instead);
}

/// One edit such as a writer makes. Nothing is moved or split.
inline void edit_text(Random& random, Nouns& nouns, RandomText& text) {
  if (text.empty() || chance(random, 15)) return put_block(random, nouns, text, true);
  if (text.size() > 1 && chance(random, 5)) return drop_block(random, text);
  TextBlock& block = pick_from(random, text);
  const bool is_table = block.kind == TextBlockKind::Table;
  if (block.kind != TextBlockKind::Paragraph) {
    if (chance(random, 35)) {
      TextLeaf leaf = random_leaf(random, nouns, block.kind);
      leaf.rewordings = is_table ? 0 : 1;
      put_somewhere(random, block.leaves, leaf, is_table || leaf.depth > 0 ? 1 : 0);
      return;
    }
    if (block.leaves.size() > 2 && chance(random, 20)) {
      drop(random, block.leaves, is_table ? 1 : 0);
      block.leaves.front().depth = 0;
      return;
    }
    if (chance(random, 10)) block.bullet = block.bullet == '-' ? '*' : '-';
  }
  TextLeaf& leaf = pick_from(random, block.leaves);
  if (!is_table && chance(random, 35)) {
    put_somewhere(random, leaf.sentences, random_sentence(nouns));
  } else if (!is_table && leaf.sentences.size() > 1 && chance(random, 20)) {
    drop(random, leaf.sentences);
  } else if (!is_table && chance(random, 15)) {
    leaf.lines = !leaf.lines;
  } else if (leaf.rewordings > 0) {
    --leaf.rewordings;
    edit_noun(random, nouns, pick_from(random, leaf.sentences));
  }
}

}  // namespace zielbaum::test
