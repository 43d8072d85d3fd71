#include <set>

#include "carried_out.h"
#include "diff/text_changes.h"
#include "random_prose.h"
#include "support/catch.h"
#include "support/rounds.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

diff::NoteNames names_for(const diff::ProseChange& change) {
  return {[&change](const std::string& label) {
            const auto found = change.renamed_notes.find(label);
            return "[" + (found == change.renamed_notes.end() ? label : found->second) + "]";
          },
          [](const std::string& label) { return "[" + label + "]"; }};
}

/// More edits that writers make: paragraphs and items parted and put together, addresses, pictures, forms of lists.
void edit_further(Random& random, model::Prose& prose) {
  model::Block* const block = any_of(random, prose.blocks);
  if (block == nullptr) return;
  const auto index = block - prose.blocks.data();
  if (auto* const list = std::get_if<model::List>(&block->content)) {
    if (chance(random, 30)) list->ordered = !list->ordered;
    if (chance(random, 20)) list->start = 3;
    if (chance(random, 20)) list->tight = !list->tight;
  }
  if (auto* const table = std::get_if<model::Table>(&block->content)) {
    if (chance(random, 30)) table->columns[pick(random, table->columns.size())] = model::Align::Right;
    if (table->columns.size() > 1 && chance(random, 50)) {
      std::swap(table->header[0], table->header[1]);
      for (auto& row : table->rows) std::swap(row[0], row[1]);
    }
  }
  if (auto* const figure = std::get_if<model::Figure>(&block->content)) {
    if (chance(random, 50)) figure->media = "b.png";
    figure->alt += " " + prose_text(random, 2);
    if (chance(random, 50)) figure->caption.clear();
  }
  if (auto* const code = std::get_if<model::CodeBlock>(&block->content)) code->text += "  c\n";
  auto* const paragraph = std::get_if<model::Paragraph>(&block->content);
  if (paragraph == nullptr) return;
  if (chance(random, 30)) any_of(random, paragraph->runs)->link = chance(random, 50) ? "https://berlin.de/neu" : "";
  if (chance(random, 20)) any_of(random, paragraph->runs)->style.emphasis = true;
  if (chance(random, 40)) {
    model::Run* const run = any_of(random, paragraph->runs);
    const std::size_t space = run->text.find(' ', pick(random, run->text.size() + 1));
    if (run->kind != model::RunKind::Text || space == std::string::npos) return;
    const auto at = static_cast<std::ptrdiff_t>(run - paragraph->runs.data());
    model::Runs rest = {*run};
    rest.front().text = run->text.substr(space + 1);
    rest.insert(rest.end(), paragraph->runs.begin() + at + 1, paragraph->runs.end());
    run->text.resize(space);
    paragraph->runs.erase(paragraph->runs.begin() + at + 1, paragraph->runs.end());
    prose.blocks.insert(prose.blocks.begin() + index + 1, {model::Paragraph{rest}, {}});
  } else if (static_cast<std::size_t>(index) + 1 < prose.blocks.size()) {
    auto* const next = std::get_if<model::Paragraph>(&prose.blocks[static_cast<std::size_t>(index) + 1].content);
    if (next == nullptr) return;
    paragraph->runs.back().text += paragraph->runs.back().kind == model::RunKind::Text ? " " : "";
    paragraph->runs.insert(paragraph->runs.end(), next->runs.begin(), next->runs.end());
    prose.blocks.erase(prose.blocks.begin() + index + 1);
  }
}

void check_laws(const model::Prose& before, const model::Prose& after, std::set<diff::TextChangeKind>& seen) {
  const diff::ProseChange change = diff::compare_prose(before, after);
  const diff::NoteNames names = names_for(change);
  const diff::TextChanges changes = diff::text_changes(change, names);
  const CarriedOut after_text(after, names, false);
  const std::string wanted = after_text.dump();
  CarriedOut text(before, names, true);
  const std::string was = text.dump();
  INFO(was << "\n→\n" << wanted);
  text.carry_out(changes, names.after);
  REQUIRE(text.dump() == wanted);
  if (was == wanted) CHECK(changes.empty());
  for (const diff::TextChange& one : changes) {
    seen.insert(one.what);
    if (one.after.empty()) continue;
    // What is quoted as new stands in the new text.
    INFO(diff::plain_words(one.after));
    CHECK(after_text.says(diff::plain_words(one.after)));
  }
}

}  // namespace

TEST_CASE("changes of a text: carried out in the old one by hand, they give the new one") {
  Random random(20261130);
  std::set<diff::TextChangeKind> seen;
  for (int i = 0; i < rounds(5000); ++i) {
    model::Prose before = random_prose(random);
    if (chance(random, 20)) before.blocks.push_back({model::Figure{"a.png", prose_text(random, 3), "Karte"}, {}});
    if (chance(random, 10)) before.blocks.push_back({model::CodeBlock{"if (a)\n  b\n"}, {}});
    model::Prose after = before;
    for (std::size_t edits = 1 + pick(random, 4); edits > 0; --edits) {
      if (chance(random, 40)) {
        edit_further(random, after);
      } else {
        random_prose_edit(random, after);
      }
    }
    INFO("text " << i);
    check_laws(before, after, seen);
  }
  CHECK(seen.size() == 12);
}

namespace {

/// One paragraph, its changes as "what: before|after".
std::string told(const char* before, const char* after) {
  const auto paragraph = [](const char* text) {
    model::Run run;
    run.text = text;
    return model::Runs{run};
  };
  std::string out;
  for (const diff::TextChange& change : diff::text_changes(paragraph(before), paragraph(after))) {
    const char* const names[] = {"replaced", "inserted", "deleted", "reworded"};
    out += (out.empty() ? "" : "; ") + std::string(names[static_cast<int>(change.what)]) + (change.each ? " each" : "");
    out += ": " + (change.what == diff::TextChangeKind::Inserted ? change.anchor : change.before) + "|" +
           diff::plain_words(change.after);
  }
  return out;
}

}  // namespace

TEST_CASE("changes of a text: what stands close to a word is quoted with it") {
  CHECK(told("Sie werden formal, sachlich geprüft.", "Sie werden formal und sachlich geprüft.") ==
        "replaced: formal,|formal und");
  CHECK(told("Dafür stehen 100 000 € bereit.", "Dafür stehen 150 000 € bereit.") == "replaced: 100 000 €|150 000 €");
}

TEST_CASE("changes of a text: the same replacement at all places is told once") {
  CHECK(told("Das Umweltamt plant, das Umweltamt baut und das Umweltamt prüft.",
             "Das Bauamt plant, das Bauamt baut und das Bauamt prüft.") == "replaced each: Umweltamt|Bauamt");
  CHECK(told("Das Umweltamt plant, das Umweltamt baut, wie das Umweltamt es will.",
             "Das Bauamt plant, das Bauamt baut, wie das Umweltamt es will.")
            .find("each") == std::string::npos);
}

TEST_CASE("changes of a text: where a word may be divided, and how wide a space is, are no changes") {
  CHECK(told("Die Donaudampfschifffahrt bleibt.", "Die Donau\u00ADdampf\u00ADschifffahrt bleibt.").empty());
  CHECK(told("Am 1. Juni mit 5 %.", "Am 1.\u00A0Juni  mit 5\u202F%.").empty());
}

TEST_CASE("changes of a text: a paragraph that is parted or goes on with the next one") {
  const char* const one =
      "Die Stadt wird wärmer. Die Zahl steigt. Viele leben in dichten Vierteln. Dort fehlen Plätze.\n";
  const char* const two =
      "Die Stadt wird wärmer. Die Zahl steigt.\n\nViele leben in dichten Vierteln. Dort fehlen Plätze.\n";
  const auto changes = [](const char* before, const char* after) {
    const diff::ProseChange change = diff::compare_prose(text::parse(before).prose, text::parse(after).prose);
    return diff::text_changes(change, names_for(change));
  };
  const diff::TextChanges split = changes(one, two);
  REQUIRE(split.size() == 1);
  CHECK(split.front().what == diff::TextChangeKind::Split);
  CHECK(split.front().sentence == 2);
  const diff::TextChanges joined = changes(two, one);
  REQUIRE(joined.size() == 1);
  CHECK(joined.front().what == diff::TextChangeKind::Joined);
}
