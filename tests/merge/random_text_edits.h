// What writers do to the texts of random_texts.h.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "merge/random_texts.h"

namespace zielbaum::test {

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
T take_out(Random& random, std::vector<T>& list, std::size_t first = 0) {
  const auto place = list.begin() + static_cast<std::ptrdiff_t>(first + pick(random, list.size() - first));
  T out = std::move(*place);
  list.erase(place);
  return out;
}

/// Another noun in the place of one, or that one in bold letters.
inline void edit_noun(Random& random, Nouns& nouns, std::string& sentence, bool may_be_bold) {
  std::vector<std::string> all = nouns_of(sentence);
  // The name of a footnote is none of its sentence.
  std::erase_if(all, [&](const std::string& noun) { return sentence.find("[^" + noun) != std::string::npos; });
  if (all.empty()) return;
  const std::string noun = pick_from(random, all);
  const std::size_t at = sentence.find(noun);
  const bool in_words = sentence.substr(0, at).find_first_of("(`") == std::string::npos;
  const std::string instead = may_be_bold && in_words && chance(random, 25) ? "**" + noun + "**" : nouns.next();
  sentence.replace(at, noun.size(), instead);
}

inline void edit_table(Random& random, Nouns& nouns, RandomText& text, TextBlock& table) {
  const std::size_t columns = table.rule.size();
  std::vector<TextLeaf>& rows = table.leaves;
  const auto at = [](auto& list, std::size_t i) { return list.begin() + static_cast<std::ptrdiff_t>(i); };
  const std::size_t what = pick(random, 100);
  if (what < 25) {
    TextLeaf row = random_leaf(random, nouns, text, TextBlockKind::Table, columns);
    row.rewordings = 0;
    put_somewhere(random, rows, row, 1);
  } else if (what < 35) {
    if (rows.size() > 2) take_out(random, rows, 1);
  } else if (what < 50) {  // a column
    const std::size_t place = 1 + pick(random, columns);
    const bool filled = chance(random, 70);
    for (TextLeaf& row : rows)
      row.sentences.insert(at(row.sentences, place), &row == &rows.front() ? nouns.next()
                                                     : filled              ? random_cell(random, nouns)
                                                                           : "");
    table.rule.insert(at(table.rule, place), "---");
  } else if (what < 56 && columns > 2) {
    const std::size_t place = 1 + pick(random, columns - 1);
    for (TextLeaf& row : rows) row.sentences.erase(at(row.sentences, place));
    table.rule.erase(at(table.rule, place));
  } else if (what < 62 && columns > 2) {  // swapped
    const std::size_t place = 1 + pick(random, columns - 2);
    for (TextLeaf& row : rows) std::swap(row.sentences[place], row.sentences[place + 1]);
    std::swap(table.rule[place], table.rule[place + 1]);
  } else if (what < 65) {
    std::string& mark = pick_from(random, table.rule);
    mark = mark == "---" ? "--:" : "---";
  } else {
    TextLeaf& row = pick_from(random, rows);
    if (row.rewordings == 0) return;
    --row.rewordings;
    std::string& cell = row.sentences[pick(random, columns)];
    if (cell.empty()) {
      cell = nouns.next();
    } else if (&cell != &row.sentences.front() && &row != &rows.front() && chance(random, 15)) {
      cell.clear();
    } else {
      edit_noun(random, nouns, cell, true);
    }
  }
}

inline void edit_code(Random& random, Nouns& nouns, std::vector<std::string>& lines) {
  const std::size_t what = pick(random, 100);
  if (what < 40) return put_somewhere(random, lines, random_code_line(random, nouns));
  if (what < 55 && lines.size() > 1) {
    take_out(random, lines);
    return;
  }
  edit_noun(random, nouns, pick_from(random, lines), false);
}

/// Puts items in, takes them out, numbers them. Whether it did.
inline bool edit_list(Random& random, Nouns& nouns, RandomText& text, TextBlock& list) {
  const std::size_t what = pick(random, 100);
  if (what < 30) {
    TextLeaf leaf = random_leaf(random, nouns, text, list.kind, 0);
    leaf.rewordings = 1;
    put_somewhere(random, list.leaves, leaf, leaf.depth);
  } else if (what < 45 && list.leaves.size() > 2) {
    take_out(random, list.leaves);
    text.moved = text.moved || list.leaves.front().depth > 0;
    list.leaves.front().depth = 0;
  } else if (what < 52) {
    list.mark = (list.mark + 1) % 3;
  } else if (what < 58) {
    list.kind = list.kind == TextBlockKind::Bullets ? TextBlockKind::Numbers : TextBlockKind::Bullets;
  } else if (what < 61) {
    TextLeaf leaf = take_out(random, list.leaves);
    put_somewhere(random, list.leaves, std::move(leaf));
    list.leaves.front().depth = 0;
    text.moved = true;
  } else {
    return false;
  }
  return true;
}

inline void edit_sentences(Random& random, Nouns& nouns, RandomText& text, TextLeaf& leaf) {
  if (!leaf.code.empty() && chance(random, 50)) return edit_code(random, nouns, leaf.code);
  const std::size_t what = pick(random, 100);
  if (what < 35) {
    put_somewhere(random, leaf.sentences, random_sentence(random, nouns, text));
  } else if (what < 50) {
    if (leaf.sentences.size() > 1) take_out(random, leaf.sentences);
  } else if (what < 60) {
    leaf.lines = !leaf.lines;
  } else if (leaf.rewordings > 0) {
    --leaf.rewordings;
    edit_noun(random, nouns, pick_from(random, leaf.sentences), true);
  }
}

inline void put_block(Random& random, Nouns& nouns, RandomText& text) {
  TextBlock block = random_block(random, nouns, text);
  for (TextLeaf& leaf : block.leaves) leaf.rewordings = block.kind == TextBlockKind::Table ? 0 : 1;
  put_somewhere(random, text.blocks, std::move(block));
}

/// One edit such as a writer makes. Seldom something is moved; nothing is split. New things are reworded once at most
/// by a side, so that they are known again.
inline void edit_text(Random& random, Nouns& nouns, RandomText& text) {
  const std::size_t what = pick(random, 100);
  if (text.blocks.empty() || what < 15) return put_block(random, nouns, text);
  if (what < 20) {
    if (text.blocks.size() > 1) take_out(random, text.blocks);
    return;
  }
  if (what < 23) {
    TextBlock block = take_out(random, text.blocks);
    put_somewhere(random, text.blocks, std::move(block));
    text.moved = true;
    return;
  }
  if (what < 28 && !text.notes.empty()) {
    const auto note = std::next(text.notes.begin(), static_cast<std::ptrdiff_t>(pick(random, text.notes.size())));
    const std::size_t behind_name = note->second.find(note->first) + note->first.size();
    std::string words = note->second.substr(behind_name);
    edit_noun(random, nouns, words, true);
    note->second.replace(behind_name, std::string::npos, words);
    return;
  }
  TextBlock& block = pick_from(random, text.blocks);
  TextLeaf& leaf = pick_from(random, block.leaves);
  if (block.kind == TextBlockKind::Table) return edit_table(random, nouns, text, block);
  if (block.kind == TextBlockKind::Code || block.kind == TextBlockKind::Picture) {
    if (leaf.rewordings == 0) return;
    --leaf.rewordings;
    if (block.kind == TextBlockKind::Code) return edit_code(random, nouns, leaf.sentences);
    return edit_noun(random, nouns, pick_from(random, leaf.sentences), false);
  }
  if (!block.is_list() || !edit_list(random, nouns, text, block)) edit_sentences(random, nouns, text, leaf);
}

}  // namespace zielbaum::test
