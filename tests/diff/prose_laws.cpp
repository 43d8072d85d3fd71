#include <algorithm>
#include <functional>
#include <iostream>
#include <map>

#include "diff/diff.h"
#include "diff/words_internal.h"
#include "random_prose.h"
#include "support/catch.h"
#include "support/rounds.h"
#include "text/text.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

using WordBag = std::map<std::string, int>;

/// How often each word stands in the runs of `edits` for which `wanted` holds.
template <typename Wanted>
WordBag words_of(const diff::Edits& edits, Wanted wanted) {
  WordBag out;
  std::string text;
  const auto close = [&] {
    for (const std::string_view word : text::words(text))
      if (text::is_word(word)) ++out[std::string(word)];
    text.clear();
  };
  for (const diff::Edit& edit : edits) {
    if (!wanted(edit) || edit.run.kind != model::RunKind::Text) close();
    if (wanted(edit) && edit.run.kind == model::RunKind::Text) text += edit.run.text;
  }
  close();
  return out;
}

std::size_t total(const WordBag& bag) {
  std::size_t out = 0;
  for (const auto& [word, count] : bag) out += static_cast<std::size_t>(count);
  return out;
}

void add(WordBag& bag, const WordBag& more, int sign) {
  for (const auto& [word, count] : more)
    if ((bag[word] += sign * count) == 0) bag.erase(word);
}

/// plain_text() has no line feeds before the first word, and what is kept has the spaces of the new text.
std::string from_first_word(const std::string& text) {
  std::string out;
  for (const char c : text)
    if ((c != '\n' || !out.empty()) && (c != ' ' || !out.ends_with(' '))) out += c;
  return out;
}

/// The text of a side, parts separated by line feeds, without marks of footnotes.
std::string text_of_side(const diff::Edits& edits, diff::EditKind dropped) {
  std::string out;
  for (const diff::Edit& edit : edits)
    if (edit.kind != dropped && edit.run.kind != model::RunKind::NoteMark) out += edit.run.text;
  return from_first_word(out);
}

std::string text_of_block(const model::Block& block) {
  return from_first_word(text::plain_text(model::Prose{{block}, {}}));
}

/// The parts of one side, each once and in order.
void check_parts(const std::vector<diff::PartPair>& parts, std::size_t before, std::size_t after) {
  std::size_t i = 0;
  std::size_t j = 0;
  for (const diff::PartPair& part : parts) {
    CHECK((part.before || part.after));
    if (part.before) CHECK(*part.before == i++);
    if (part.after) CHECK(*part.after == j++);
    if (part.moved) CHECK(part.before.has_value() != part.after.has_value());
  }
  CHECK(i == before);
  CHECK(j == after);
}

void check_pair(const std::vector<diff::BlockPair>& pairs, std::size_t index) {
  const diff::BlockPair& pair = pairs[index];
  const bool is_deleted = pair.change == diff::BlockChange::Deleted;
  const bool is_inserted = pair.change == diff::BlockChange::Inserted;
  REQUIRE(pair.before.has_value() == !is_inserted);
  REQUIRE(pair.after.has_value() == !is_deleted);
  if (pair.before) REQUIRE(text_of_side(pair.edits, diff::EditKind::Inserted) == text_of_block(*pair.before));
  if (pair.after) REQUIRE(text_of_side(pair.edits, diff::EditKind::Deleted) == text_of_block(*pair.after));
  if (pair.change == diff::BlockChange::Same) CHECK(pair.before == pair.after);
  for (std::size_t i = 0; i < pair.edits.size(); ++i) {
    const diff::Edit& edit = pair.edits[i];
    CHECK_FALSE(edit.run.text.empty());
    if (edit.moved) CHECK(edit.kind != diff::EditKind::Same);
    if (i > 0 && edit.kind == diff::EditKind::Deleted) CHECK(pair.edits[i - 1].kind != diff::EditKind::Inserted);
  }
  if (!pair.columns.empty()) {
    const auto& old_table = std::get<model::Table>(pair.before->content);
    const auto& new_table = std::get<model::Table>(pair.after->content);
    check_parts(pair.columns, old_table.columns.size(), new_table.columns.size());
    if (!pair.rows.empty()) check_parts(pair.rows, old_table.rows.size() + 1, new_table.rows.size() + 1);
  }
  if (!pair.elsewhere) return;
  const diff::BlockPair& other = pairs.at(*pair.elsewhere);
  CHECK(other.elsewhere == index);
  CHECK((is_deleted || is_inserted));
  CHECK(other.change == (is_deleted ? diff::BlockChange::Inserted : diff::BlockChange::Deleted));
  if (!is_inserted) return;
  CHECK(text_of_side(pair.reworded, diff::EditKind::Inserted) == text_of_block(*other.before));
  CHECK(text_of_side(pair.reworded, diff::EditKind::Deleted) == text_of_block(*pair.after));
}

void check_prose_laws(const model::Prose& before, const model::Prose& after) {
  const diff::ProseChange change = diff::compare_prose(before, after);
  model::Blocks old_blocks, new_blocks;
  for (const diff::BlockPair& pair : change.blocks) {
    if (pair.before) old_blocks.push_back(*pair.before);
    if (pair.after) new_blocks.push_back(*pair.after);
  }
  REQUIRE(old_blocks == before.blocks);
  REQUIRE(new_blocks == after.blocks);

  WordBag moved;  // went away, less those that came
  std::size_t deleted = 0;
  std::size_t inserted = 0;
  for (const auto* pairs : {&change.blocks, &change.notes}) {
    for (std::size_t i = 0; i < pairs->size(); ++i) {
      check_pair(*pairs, i);
      const diff::BlockPair& pair = (*pairs)[i];
      const diff::Edits& edits = pair.elsewhere ? pair.reworded : pair.edits;
      deleted +=
          total(words_of(edits, [](const diff::Edit& e) { return e.kind == diff::EditKind::Deleted && !e.moved; }));
      inserted +=
          total(words_of(edits, [](const diff::Edit& e) { return e.kind == diff::EditKind::Inserted && !e.moved; }));
      if (pair.elsewhere) continue;
      add(moved, words_of(edits, [](const diff::Edit& e) { return e.kind == diff::EditKind::Deleted && e.moved; }), 1);
      add(moved, words_of(edits, [](const diff::Edit& e) { return e.kind == diff::EditKind::Inserted && e.moved; }),
          -1);
    }
  }
  CHECK(moved.empty());
  CHECK(change.words_deleted == deleted);
  CHECK(change.words_inserted == inserted);
  CHECK(change.words_changed >= std::max(deleted, inserted));
  CHECK(change.words_changed <= deleted + inserted);
  if (change.only_formatting)
    CHECK(from_first_word(text::plain_text(before)) == from_first_word(text::plain_text(after)));
}

void check_equal(const model::Prose& prose) {
  const diff::ProseChange change = diff::compare_prose(prose, prose);
  CHECK(change.only_formatting);
  CHECK(change.words_deleted + change.words_inserted + change.words_moved == 0);
  for (const auto* pairs : {&change.blocks, &change.notes})
    for (const diff::BlockPair& pair : *pairs) CHECK(pair.change == diff::BlockChange::Same);
}

}  // namespace

TEST_CASE("prose: no block, part or word of either text is unaccounted for, for scripts of edits") {
  Random random(21);
  std::size_t edits = 0;
  for (int round = 0; round < rounds(1500); ++round) {
    const model::Prose before = random_prose(random);
    model::Prose after = before;
    for (std::size_t i = pick(random, 7); i > 0; --i, ++edits) random_prose_edit(random, after);
    check_prose_laws(before, after);
    check_prose_laws(after, before);
    if (round % 10 == 0) check_equal(after);
  }
  std::cout << "random edits of prose: " << edits << "\n";
  CHECK(edits > rounds(4000U));
}

TEST_CASE("prose: no block, part or word of either text is unaccounted for, for any two texts") {
  Random random(22);
  for (int round = 0; round < rounds(400); ++round) check_prose_laws(random_prose(random), random_prose(random));
}

namespace {

/// Sentences that differ in a number.
std::string long_text(std::size_t bytes, const std::function<std::string(std::size_t)>& sentence) {
  std::string out;
  for (std::size_t i = 0; out.size() < bytes; ++i) out += sentence(i);
  return out;
}

std::string plain_sentence(std::size_t i) {
  return "Die Maßnahme " + std::to_string(i) + " wird bis 2026 umgesetzt. ";
}

std::string other_sentence(std::size_t i) {
  return "Maßnahme wird " + std::to_string(i * 7919 % 9973) + " die bis umgesetzt 2026. ";
}

model::Runs one_run(const std::string& text) {
  model::Run run;
  run.text = text;
  return {run};
}

long count(const diff::Edits& edits, diff::EditKind kind) {
  return std::count_if(edits.begin(), edits.end(), [&](const diff::Edit& edit) { return edit.kind == kind; });
}

}  // namespace

TEST_CASE("words: a paragraph of 10 MB of other words takes bounded work and is deleted and inserted whole") {
  const std::string before = long_text(rounds(10'000'000U), plain_sentence);
  const std::string after = long_text(rounds(10'000'000U), other_sentence);
  std::size_t work = diff::kMostEditWork;
  const diff::Edits edits = diff::compare_words(one_run(before), one_run(after), work);
  CHECK(work <= diff::kMostEditWork);
  CHECK(count(edits, diff::EditKind::Deleted) <= 2);
  CHECK(count(edits, diff::EditKind::Inserted) <= 2);
}

TEST_CASE("words: single words are found in a text of thousands of sentences without giving up") {
  long changed = 0;
  const std::string before = long_text(rounds(2'000'000U), plain_sentence);
  const std::string after = long_text(rounds(2'000'000U), [&](std::size_t i) {
    if (i % 100 != 7) return plain_sentence(i);
    ++changed;
    return "Die Maßnahme " + std::to_string(i) + " wird bis 2030 umgesetzt. ";
  });
  std::size_t work = diff::kMostEditWork;
  const diff::Edits edits = diff::compare_words(one_run(before), one_run(after), work);
  CHECK(work > diff::kMostEditWork / 2);
  CHECK(count(edits, diff::EditKind::Deleted) == changed);
  CHECK(count(edits, diff::EditKind::Inserted) == changed);
}

TEST_CASE("prose: a paragraph too long to search is reported as rewritten") {
  const auto paragraph = [](const std::string& text) {
    return model::Prose{{{model::Paragraph{one_run(text)}, {}}}, {}};
  };
  const std::size_t bytes = kSanitized ? 500'000 : 1'000'000;
  const diff::ProseChange change =
      diff::compare_prose(paragraph(long_text(bytes, plain_sentence)), paragraph(long_text(bytes, other_sentence)));
  REQUIRE(change.blocks.size() == 1);
  CHECK(change.blocks.front().rewritten);
  const diff::ProseChange small = diff::compare_prose(paragraph(plain_sentence(1)), paragraph(plain_sentence(2)));
  CHECK_FALSE(small.blocks.front().rewritten);
}

TEST_CASE("words: when the work is used up, all but a common beginning and end is deleted and inserted") {
  Random random(23);
  for (int round = 0; round < rounds(200); ++round) {
    model::Run before, after;
    before.text = "Anfang " + prose_text(random, 300) + " Ende";
    after.text = "Anfang " + prose_text(random, 300) + " Ende";
    std::size_t work = pick(random, 2000);
    const std::size_t given = work;
    const diff::Edits edits = diff::compare_words({before}, {after}, work);
    CHECK(work <= given);
    CHECK(text_of_side(edits, diff::EditKind::Inserted) == before.text);
    CHECK(text_of_side(edits, diff::EditKind::Deleted) == after.text);
    REQUIRE_FALSE(edits.empty());
    CHECK(edits.front().run.text.starts_with("Anfang "));
  }
}
