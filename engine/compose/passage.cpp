#include "compose/passage_internal.h"

#include <algorithm>

#include "compose/edit_runs_internal.h"
#include "compose/names_internal.h"
#include "compose/note_places_internal.h"
#include "compose/prose_blocks_internal.h"
#include "compose/redline_internal.h"

namespace zielbaum::compose {

namespace {

using diff::BlockChange;
using diff::Edit;
using diff::EditKind;
using diff::Edits;
using model::kNoNode;

void add_runs(flow::Runs& runs, const flow::Runs& more) {
  runs.insert(runs.end(), more.begin(), more.end());
}

/// Both versions of a node's prose, to be shown side by side: the marks of footnotes are their names, since each
/// version counts its own.
class ProsePassages {
 public:
  ProsePassages(const Compared& compared, const StepProse& prose, const NodeId& node)
      : prose_(prose.change),
        node_(node),
        old_setting_(setting_of(compared.before, compared.old_numbers, compared.language)),
        new_setting_(setting_of(compared.after, compared.new_numbers, compared.language)),
        old_section_{prose.before, old_setting_, old_notes_, {}, prose.change.old_note_names},
        new_section_{prose.after, new_setting_, new_notes_},
        sections_{old_section_, new_section_, compared.language, node.text} {}

  std::vector<Passage> all() {
    std::vector<Passage> blocks = numbered(prose_.blocks, "block ");
    std::vector<Passage> notes = numbered(prose_.notes, "note ");
    std::vector<Passage> out;
    const auto add = [&](Passage& passage) {
      if (!passage.before.empty() || !passage.after.empty()) out.push_back(std::move(passage));
    };
    const NotePlaces places(prose_);
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

 private:
  static ProseSetting setting_of(const Source& source, const std::vector<std::string>& numbers, Language language) {
    ProseSetting out;
    out.document = source.document.id();
    out.media = source.media;
    out.pictures_of = source.pictures_of;
    out.language = language;
    out.name = [&source, &numbers](const NodeId& id) {
      const model::NodeIndex node = model::find_node(source.document, id);
      if (node == kNoNode) return std::string();
      const std::string& title = source.document.nodes[node].title;
      return numbers[node].empty() ? title : numbers[node] + " " + title;
    };
    return out;
  }

  /// One for each pair. Numbers the blocks of each side: each stands in one pair, and in its order.
  std::vector<Passage> numbered(const std::vector<diff::BlockPair>& pairs, const std::string& sort) {
    std::vector<Passage> out;
    std::size_t old_blocks = 0;
    std::size_t new_blocks = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      Passage& passage = out.emplace_back(passage_of(pairs, i));
      if (pairs[i].before) passage.as_old = sort + std::to_string(old_blocks++);
      if (pairs[i].after) passage.as_new = sort + std::to_string(new_blocks++);
    }
    return out;
  }

  Passage passage_of(const std::vector<diff::BlockPair>& pairs, std::size_t i) {
    const diff::BlockPair& pair = pairs[i];
    Passage out;
    out.what = pair.change;
    out.elsewhere = pair.elsewhere.has_value();
    if (pair.elsewhere) {
      // It stands at both places in full; words changed on the way are marked.
      const bool here = pair.change == BlockChange::Inserted;
      const diff::BlockPair& old = here ? pairs[*pair.elsewhere] : pair;
      const diff::BlockPair& now = here ? pair : pairs[*pair.elsewhere];
      flow::Blocks& shown = here ? out.after : out.before;
      if (is_reworded(now)) {
        shown = redlined_alone(*old.before, *now.after, sections_, here ? Sides::New : Sides::Old);
      } else {
        shown = here ? prose_block(*now.after, new_section_) : prose_block(*old.before, old_section_);
      }
      if (pair.note.empty()) {  // both places carry the number of the old one
        const std::string number = std::to_string((here ? *pair.elsewhere : i) + 1);
        out.anchor = node_.text + (here ? ".here." : ".away.") + number;
        out.other = node_.text + (here ? ".away." : ".here.") + number;
      }
    } else {
      out.before = redlined_block(pair, sections_, Sides::Old);
      out.after = redlined_block(pair, sections_, Sides::New);
    }
    name_note_marks(out.before, name_by_label(old_section_));
    name_note_marks(out.after, name_by_label(new_section_));
    for (flow::Blocks* const side : {&out.before, &out.after}) {
      remove_bars(*side);
      const std::string name = note_name(label_in_words(pair.note, side == &out.before ? old_section_ : new_section_));
      if (!pair.note.empty() && !side->empty())
        begin_with(plain_run(render(msg("Note {0}:", name), sections_.language) + " "), *side);
    }
    return out;
  }

  const diff::ProseChange& prose_;
  const NodeId& node_;
  ProseSetting old_setting_, new_setting_;
  std::vector<flow::Note> old_notes_, new_notes_;  ///< not shown: they have passages of their own
  ProseInParts old_section_, new_section_;
  BothSections sections_;
};

Passage passage_of(const ComparedFact& fact, Language language) {
  Passage out;
  const auto side = [&](const Edits& edits, Sides sides) {
    flow::Runs runs = {plain_run(fact.label + ": ")};
    add_runs(runs, runs_of(edits, sides, language));
    return flow::Blocks{paragraph_of(std::move(runs))};
  };
  if (!fact.before.empty()) out.before = side(fact.before, Sides::Old);
  if (!fact.after.empty()) out.after = side(fact.after, Sides::New);
  out.what = fact.before.empty()  ? BlockChange::Inserted
             : fact.after.empty() ? BlockChange::Deleted
             : fact.changed()     ? BlockChange::Changed
                                  : BlockChange::Same;
  return out;
}

flow::Cell leading(std::string words, const std::string& anchor) {
  flow::Run run = plain_run(std::move(words));
  if (!anchor.empty()) run.link = "#" + anchor;
  return cell_of(flow::Runs{std::move(run)});
}

}  // namespace

std::vector<Passage> passages(const Compared& compared, const diff::Step& step, const StepProse& prose, Facts which) {
  std::vector<Passage> out = ProsePassages(compared, prose, shown_node(compared, step).node.id).all();
  const bool is_whole = step.before == kNoNode || step.after == kNoNode;
  bool has_facts = false;
  for (const ComparedFact& fact : compare_facts(compared, step, which)) {
    Passage passage = passage_of(fact, compared.language);
    if (is_whole && has_facts) {
      std::move(passage.before.begin(), passage.before.end(), std::back_inserter(out.back().before));
      std::move(passage.after.begin(), passage.after.end(), std::back_inserter(out.back().after));
      continue;
    }
    has_facts = true;
    const std::string name = is_whole ? "facts" : "fact " + fact.label + fact.target;
    if (!fact.before.empty()) passage.as_old = name;
    if (!fact.after.empty()) passage.as_new = name;
    out.push_back(std::move(passage));
  }
  return out;
}

flow::Cell not_yet(const Passage& passage, Language language) {
  return leading(render(passage.elsewhere ? msg("– (previously at another place)") : msg("– (new)"), language),
                 passage.other);
}

flow::Cell no_more(const Passage& passage, const Compared& compared) {
  return leading(passage.elsewhere ? render(msg("now at another place"), compared.language) : dropped(compared),
                 passage.other);
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

flow::Cell cell_of(flow::Blocks blocks) {
  flow::Cell out;
  out.blocks = std::move(blocks);
  return out;
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
