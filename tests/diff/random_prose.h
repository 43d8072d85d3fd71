// Random prose with lists, tables, quotes and footnotes, and random edits of it, for laws that hold of any two texts.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/prose.h"
#include "random_documents.h"

namespace zielbaum::test {

inline std::string prose_word(Random& random) {
  static const std::vector<std::string> words = {
      "die",         "und",    "in",      "Kiezbox",  "Bürger*innen", "40 %",     "z. B.", "Absatz 2",
      "3. August",   "Straße", "Öffnung", "10/2022",  "Berlins",      "digital",  "soll",  "wird",
      "1.200.000 €", "E-Mail", "Bezirke", "Lernorte", "öffentlich",   "beteiligt"};
  return words[pick(random, words.size())];
}

inline std::string prose_text(Random& random, std::size_t words) {
  std::string out;
  for (std::size_t i = 0; i < words; ++i) {
    const std::size_t end = pick(random, 8);
    out += (out.empty() ? "" : " ") + prose_word(random) + (end == 0 ? "." : end == 1 ? "," : "");
  }
  return out;
}

inline model::Run prose_run(Random& random, std::string words) {
  model::Run out;
  out.text = std::move(words);
  out.style.strong = chance(random, 15);
  out.link = chance(random, 5) ? "https://berlin.de" : "";
  return out;
}

inline model::Runs prose_runs(Random& random, std::size_t most_words) {
  model::Runs out;
  for (std::size_t i = pick(random, 3); i > 0 || out.empty(); i -= i > 0 ? 1 : 0) {
    out.push_back(prose_run(random, (out.empty() ? "" : " ") + prose_text(random, 1 + pick(random, most_words))));
    if (chance(random, 10)) {
      model::Run mark;
      mark.kind = model::RunKind::NoteMark;
      mark.text = std::string(1, static_cast<char>('a' + pick(random, 4)));
      out.push_back(mark);
    }
  }
  return out;
}

inline model::Block prose_block(Random& random, std::size_t depth = 0) {
  const std::size_t sort = depth > 1 ? 0 : pick(random, 8);
  if (sort == 5 || sort == 6) {
    model::List list;
    list.ordered = sort == 6;
    for (std::size_t i = 1 + pick(random, 4); i > 0; --i) {
      model::ListItem item;
      item.blocks.push_back({model::Paragraph{prose_runs(random, 4)}, {}});
      if (chance(random, 15)) item.blocks.push_back(prose_block(random, depth + 1));
      list.items.push_back(item);
    }
    return {list, {}};
  }
  if (sort == 7) {
    model::Table table;
    const std::size_t columns = 1 + pick(random, 3);
    const auto row = [&] {
      std::vector<model::Runs> out;
      for (std::size_t i = 0; i < columns; ++i)
        out.push_back(chance(random, 15) ? model::Runs{} : model::Runs{prose_run(random, prose_word(random))});
      return out;
    };
    table.columns.resize(columns);
    table.header = row();
    for (std::size_t i = pick(random, 5); i > 0; --i) table.rows.push_back(row());
    return {table, {}};
  }
  if (sort == 4 && depth == 0) return {model::Quote{{prose_block(random, 2), prose_block(random, 2)}}, {}};
  return {model::Paragraph{prose_runs(random, 10)}, {}};
}

inline model::Prose random_prose(Random& random) {
  model::Prose out;
  for (std::size_t i = pick(random, 6); i > 0; --i) out.blocks.push_back(prose_block(random));
  for (const char* label : {"a", "b", "c"})
    if (chance(random, 25)) out.footnotes.push_back({label, {{model::Paragraph{prose_runs(random, 5)}, {}}}, {}});
  return out;
}

template <typename T>
T* any_of(Random& random, std::vector<T>& all) {
  return all.empty() ? nullptr : &all[pick(random, all.size())];
}

/// Puts in, takes out, moves or doubles one of `all`.
template <typename T, typename Make>
void edit_list(Random& random, std::vector<T>& all, Make make) {
  const std::size_t at = pick(random, all.size() + 1);
  const std::size_t from = pick(random, all.size());
  const auto place = [&](std::size_t i) { return all.begin() + static_cast<std::ptrdiff_t>(i); };
  switch (pick(random, 3)) {
    case 0:
      all.insert(place(at), make());
      break;
    case 1:
      if (all.size() > 1) all.erase(place(from));
      break;
    default:
      if (all.size() > 1) {
        T moved = all[from];
        all.erase(place(from));
        all.insert(place(std::min(at, all.size())), std::move(moved));
      }
      break;
  }
}

inline void edit_runs(Random& random, model::Runs& runs) {
  model::Run* const run = any_of(random, runs);
  if (run == nullptr || run->kind != model::RunKind::Text || chance(random, 20)) {
    runs.push_back(prose_run(random, " " + prose_text(random, 1 + pick(random, 4))));
    return;
  }
  const std::size_t space = run->text.find(' ', pick(random, run->text.size() + 1));
  switch (pick(random, 4)) {
    case 0:
      run->style.strong = !run->style.strong;
      break;
    case 1:
      if (space != std::string::npos) run->text.insert(space, " " + prose_word(random));
      break;
    case 2:
      if (space != std::string::npos && space > 0) run->text.erase(space);
      break;
    default:
      run->text = prose_word(random) + " " + run->text;
      break;
  }
}

inline void edit_block(Random& random, model::Block& block) {
  if (auto* paragraph = std::get_if<model::Paragraph>(&block.content)) edit_runs(random, paragraph->runs);
  if (auto* quote = std::get_if<model::Quote>(&block.content)) edit_block(random, *any_of(random, quote->blocks));
  if (auto* list = std::get_if<model::List>(&block.content)) {
    if (chance(random, 50)) return edit_block(random, *any_of(random, any_of(random, list->items)->blocks));
    edit_list(random, list->items, [&] { return model::ListItem{{{model::Paragraph{prose_runs(random, 4)}, {}}}}; });
  }
  if (auto* table = std::get_if<model::Table>(&block.content)) {
    const std::size_t what = pick(random, 3);
    if (what == 0 && !table->rows.empty()) return edit_runs(random, *any_of(random, *any_of(random, table->rows)));
    if (what == 1) {
      const std::size_t column = pick(random, table->columns.size() + 1);
      const auto add_cell = [&](std::vector<model::Runs>& row) {
        row.insert(row.begin() + static_cast<std::ptrdiff_t>(column), prose_runs(random, 1));
      };
      table->columns.emplace_back();
      add_cell(table->header);
      for (auto& row : table->rows) add_cell(row);
      return;
    }
    edit_list(random, table->rows, [&] {
      std::vector<model::Runs> row(table->columns.size());
      for (model::Runs& cell : row) cell = prose_runs(random, 2);
      return row;
    });
  }
}

/// One edit such as a writer makes: of a word, of an item or a cell, of a block or a footnote.
inline void random_prose_edit(Random& random, model::Prose& prose) {
  const std::size_t what = pick(random, 10);
  if (what == 0 && !prose.footnotes.empty()) {
    model::Footnote& note = *any_of(random, prose.footnotes);
    if (chance(random, 30)) {
      note.label += "x";
    } else {
      edit_block(random, *any_of(random, note.blocks));
    }
  } else if (what <= 3 || prose.blocks.empty()) {
    edit_list(random, prose.blocks, [&] { return prose_block(random); });
  } else {
    edit_block(random, *any_of(random, prose.blocks));
  }
}

}  // namespace zielbaum::test
