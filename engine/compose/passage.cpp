#include "compose/passage_internal.h"

#include <algorithm>

#include "compose/edit_runs_internal.h"
#include "compose/names_internal.h"
#include "compose/note_places_internal.h"
#include "compose/prose_blocks_internal.h"

namespace zielbaum::compose {

namespace {

using diff::BlockChange;
using diff::Edit;
using diff::EditKind;
using diff::Edits;
using model::kNoNode;

void append(flow::Runs& runs, const flow::Runs& more) {
  runs.insert(runs.end(), more.begin(), more.end());
}

Passage passage_of(const diff::BlockPair& pair, Language language) {
  // A block that went elsewhere stands at both places as it is; words changed on the way are marked at the new one.
  Edits edits = pair.elsewhere && !pair.reworded.empty() ? pair.reworded : pair.edits;
  if (pair.elsewhere && pair.reworded.empty()) {
    for (Edit& edit : edits) edit.kind = EditKind::Same;
  }
  Passage out;
  out.what = pair.change;
  out.elsewhere = pair.elsewhere.has_value();
  out.before = runs_of(edits, Sides::Old, language);
  out.after = runs_of(edits, Sides::New, language);
  if (pair.note.empty()) return out;
  const flow::Run name = plain_run(render(msg("Note {0}:", note_name(pair.note)), language) + " ");
  out.before.insert(out.before.begin(), name);
  out.after.insert(out.after.begin(), name);
  return out;
}

Passage passage_of(const ComparedFact& fact, Language language) {
  Passage out;
  out.before = out.after = {plain_run(fact.label + ": ")};
  append(out.before, runs_of(fact.before, Sides::Old, language));
  append(out.after, runs_of(fact.after, Sides::New, language));
  out.what = fact.before.empty()  ? BlockChange::Inserted
             : fact.after.empty() ? BlockChange::Deleted
             : fact.changed()     ? BlockChange::Changed
                                  : BlockChange::Same;
  return out;
}

/// One for each pair. Numbers the blocks of each side: each stands in one pair, and in its order.
std::vector<Passage> numbered(const std::vector<diff::BlockPair>& pairs, const std::string& sort, Language language) {
  std::vector<Passage> out;
  std::size_t old_blocks = 0;
  std::size_t new_blocks = 0;
  for (const diff::BlockPair& pair : pairs) {
    Passage& passage = out.emplace_back(passage_of(pair, language));
    if (pair.before) passage.as_old = sort + std::to_string(old_blocks++);
    if (pair.after) passage.as_new = sort + std::to_string(new_blocks++);
  }
  return out;
}

std::vector<Passage> prose_passages(const diff::ProseChange& prose, Language language) {
  std::vector<Passage> blocks = numbered(prose.blocks, "block ", language);
  std::vector<Passage> notes = numbered(prose.notes, "note ", language);
  std::vector<Passage> out;
  const auto add = [&](Passage& passage) {
    if (!passage.before.empty() || !passage.after.empty()) out.push_back(std::move(passage));
  };
  const NotePlaces places(prose);
  for (std::size_t block = 0; block < blocks.size(); ++block) {
    const std::vector<std::size_t> own = places.of_block(block);
    blocks[block].note_changed =
        std::any_of(own.begin(), own.end(), [&](std::size_t note) { return notes[note].what != BlockChange::Same; });
    add(blocks[block]);
    for (const std::size_t note : own) add(notes[note]);
  }
  for (const std::size_t note : places.elsewhere()) add(notes[note]);
  return out;
}

}  // namespace

std::vector<Passage> passages(const Compared& compared, const diff::Step& step, const diff::ProseChange& prose,
                              Facts which) {
  std::vector<Passage> out = prose_passages(prose, compared.language);
  for (const ComparedFact& fact : compare_facts(compared, step, which)) {
    Passage passage = passage_of(fact, compared.language);
    const std::string name = "fact " + fact.label + fact.target;
    if (!fact.before.empty()) passage.as_old = name;
    if (!fact.after.empty()) passage.as_new = name;
    out.push_back(std::move(passage));
  }
  return out;
}

std::string not_yet(const Passage& passage, Language language) {
  return render(passage.elsewhere ? msg("– (previously at another place)") : msg("– (new)"), language);
}

std::string no_more(const Passage& passage, const Compared& compared) {
  return passage.elsewhere ? render(msg("now at another place"), compared.language) : dropped(compared);
}

std::string_view kind_of(const Passage& passage) {
  switch (passage.what) {
    case BlockChange::Same:
      return "";
    case BlockChange::Changed:
      return "changed";
    case BlockChange::Deleted:
      return passage.elsewhere ? "moved" : "removed";
    case BlockChange::Inserted:
      return passage.elsewhere ? "moved" : "added";
  }
  return "";
}

HeadingRuns heading_runs(const Compared& compared, const diff::Step& step) {
  const ComparedFact headings = compare_headings(compared, step);
  const bool bold_title = !headings.changed();
  const bool is_numbered = !shown_node(compared, step).number.empty();
  const auto bold = [&](flow::Runs runs) {
    for (std::size_t i = 0; i < runs.size(); ++i) runs[i].strong = bold_title || (i == 0 && is_numbered);
    return runs;
  };
  return {bold(runs_of(headings.before, Sides::Old, compared.language)),
          bold(runs_of(headings.after, Sides::New, compared.language))};
}

flow::Runs left_heading(const Compared& compared, const diff::Step& step) {
  Edits heading = compare_headings(compared, step).before;
  for (Edit& edit : heading) edit.kind = EditKind::Same;  // its words are compared at the new place
  return runs_of(heading, Sides::Old, compared.language);
}

flow::Runs moved_line(const Compared& compared, const diff::Step& step, const diff::Change& change,
                      const std::string& anchor) {
  flow::Run from = plain_run(was_at(compared, step));
  from.link = "#" + anchor;
  flow::Runs line = {std::move(from)};
  if (diff::what(change).size() == 1)
    line.push_back(plain_run(", " + render(msg("otherwise unchanged"), compared.language)));
  return line;
}

flow::Block paragraph_of(flow::Runs runs, flow::ParagraphRole role) {
  flow::Paragraph out;
  out.role = role;
  out.runs = std::move(runs);
  return {std::move(out), {}};
}

flow::Cell cell_of(flow::Runs runs) {
  return runs.empty() ? flow::Cell() : paragraph_cell(std::move(runs));
}

flow::Cell cell_of(std::string text) {
  return paragraph_cell({plain_run(std::move(text))});
}

flow::Cell reason_cell(const Reasons& reasons, const NodeId& node) {
  flow::Cell out;
  const auto reason = reasons.find(node);
  if (reason == reasons.end()) return out;
  for (const std::string& text : reason->second) out.blocks.push_back(text_paragraph(text));
  return out;
}

}  // namespace zielbaum::compose
