#include <algorithm>

#include "compose/comparison_internal.h"
#include "compose/edit_runs_internal.h"
#include "compose/front_matter_internal.h"
#include "compose/lineage_notes_internal.h"
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

flow::Block paragraph(flow::Runs runs, flow::ParagraphRole role = flow::ParagraphRole::Body) {
  flow::Paragraph out;
  out.role = role;
  out.runs = std::move(runs);
  return {std::move(out), {}};
}

/// No node id holds a dot.
constexpr std::string_view kListAnchor = "list.of.changes";

flow::Cell cell(flow::Runs runs) {
  flow::Cell out;
  if (!runs.empty()) out.blocks.push_back(paragraph(std::move(runs)));
  return out;
}

class Synopsis {
 public:
  Synopsis(const Compared& compared, const ComparisonOptions& options)
      : compared_(compared), options_(options), teller_(compared) {}

  Result<flow::Flow> compose() {
    table_.role = flow::TableRole::Comparison;
    table_.shares = {1, 1};
    flow::Row head;
    for (const std::string& name : {options_.old_name, options_.new_name}) {
      flow::Cell column = cell({plain_run(name)});
      column.scope = flow::Scope::Column;
      head.cells.push_back(std::move(column));
    }
    table_.header.push_back(std::move(head));

    std::vector<const diff::Step*> path;  // the last step of each depth
    std::vector<bool> written;
    for (std::size_t i = 0; i < compared_.steps.size(); ++i) {
      const diff::Step& step = compared_.steps[i];
      const diff::Change* const change = compared_.changes[i];
      path.resize(step.depth);
      written.resize(step.depth, false);
      const bool wanted = change != nullptr || !options_.only_changed;
      // What changed is found by the headings above it.
      for (std::size_t depth = 0; wanted && depth < path.size(); ++depth) {
        const bool is_document = depth == 0;  // its title stands above the table
        if (!written[depth] && !is_document) add_heading(*path[depth], nullptr);
        written[depth] = true;
      }
      path.push_back(&step);
      written.push_back(wanted);
      if (!wanted) continue;
      if (step.old_place) {
        add_pointer(step, change);
      } else {
        TRY(add_node(step, change));
      }
    }
    return flow();
  }

 private:
  std::string say(const Message& message) const { return render(message, options_.language); }

  Result<void> add_node(const diff::Step& step, const diff::Change* change) {
    add_heading(step, change);
    diff::ProseChange prose;
    if (!options_.only_changed || change->prose.changed()) prose = TRY(compare_step_prose(compared_, step));
    add_prose(prose);
    if (change != nullptr) teller_.add(step, *change, prose);
    for (const ComparedFact& fact :
         compare_facts(compared_, step, options_.only_changed ? Facts::Changed : Facts::All)) {
      flow::Runs label = {plain_run(fact.label + ": ")};
      flow::Runs before = label;
      flow::Runs after = label;
      const auto append = [](flow::Runs& runs, const flow::Runs& more) {
        runs.insert(runs.end(), more.begin(), more.end());
      };
      append(before, runs_of(fact.before, Sides::Old, options_.language));
      append(after, runs_of(fact.after, Sides::New, options_.language));
      const BlockChange what = fact.before.empty()  ? BlockChange::Inserted
                               : fact.after.empty() ? BlockChange::Deleted
                               : fact.changed()     ? BlockChange::Changed
                                                    : BlockChange::Same;
      add_row(what, std::move(before), std::move(after));
    }
    return {};
  }

  /// Footnotes follow the block with their mark, which is shown with them where it is the same.
  void add_prose(const diff::ProseChange& prose) {
    const NotePlaces places(prose);
    for (std::size_t block = 0; block < prose.blocks.size(); ++block) {
      const std::vector<std::size_t> notes = places.of_block(block);
      const bool note_changed = std::any_of(
          notes.begin(), notes.end(), [&](std::size_t note) { return prose.notes[note].change != BlockChange::Same; });
      add_block(prose.blocks[block], note_changed ? Show::Always : Show::IfWanted);
      for (const std::size_t note : notes) add_block(prose.notes[note]);
    }
    for (const std::size_t note : places.elsewhere()) add_block(prose.notes[note]);
  }

  const std::string& id_of(const diff::Step& step) const { return shown_node(compared_, step).node.id.text; }

  /// Old and new heading in full, so that both columns can be read alone.
  void add_heading(const diff::Step& step, const diff::Change* change) {
    const ComparedFact headings = compare_headings(compared_, step);
    flow::Row row;
    row.kind = happened(change);
    row.anchor = id_of(step);
    // In a changed title only the new words are bold, or they could not be told.
    const bool bold_title = !headings.changed();
    const auto bold = [&](flow::Runs runs) {
      for (std::size_t i = 0; i < runs.size(); ++i) runs[i].strong = bold_title || (i == 0 && is_numbered(step));
      return runs;
    };
    row.cells = {cell(bold(runs_of(headings.before, Sides::Old, options_.language))),
                 cell(bold(runs_of(headings.after, Sides::New, options_.language)))};
    if (step.before == kNoNode) row.cells[0] = cell({plain_run(say(msg("– (new)")))});
    if (step.after == kNoNode) row.cells[1] = cell({plain_run(dropped(compared_))});
    if (change != nullptr && (change->moved() || change->reordered())) {
      flow::Run from = plain_run(was_at(compared_, step));
      from.link = "#" + old_anchor(step);
      flow::Runs line = {std::move(from)};
      if (diff::what(*change).size() == 1) line.push_back(plain_run(", " + say(msg("otherwise unchanged"))));
      row.cells[1].blocks.push_back(paragraph(std::move(line)));
    }
    if (change != nullptr) {
      for (const flow::Runs& note : notes_about(compared_, change->node))
        row.cells[1].blocks.push_back(paragraph(note));
    }
    table_.rows.push_back(std::move(row));
  }

  bool is_numbered(const diff::Step& step) const { return !shown_node(compared_, step).number.empty(); }

  /// No node id holds a dot, so this is no node's anchor.
  std::string old_anchor(const diff::Step& step) const { return id_of(step) + ".old"; }

  void add_pointer(const diff::Step& step, const diff::Change* change) {
    const ComparedFact headings = compare_headings(compared_, step);
    flow::Row row;
    row.kind = happened(change);
    row.anchor = old_anchor(step);
    flow::Run to = plain_run(is_at(compared_, step));
    to.link = "#" + id_of(step);
    Edits heading = headings.before;
    for (Edit& edit : heading) edit.kind = EditKind::Same;  // its words are compared at the new place
    row.cells = {cell(runs_of(heading, Sides::Old, options_.language)), cell({std::move(to)})};
    table_.rows.push_back(std::move(row));
  }

  enum class Show { IfWanted, Always };

  void add_block(const diff::BlockPair& pair, Show show = Show::IfWanted) {
    if (pair.change == BlockChange::Same && options_.only_changed && show == Show::IfWanted) return;
    // A block that went elsewhere stands at both places as it is; words changed on the way are marked at the new one.
    Edits edits = pair.elsewhere && !pair.reworded.empty() ? pair.reworded : pair.edits;
    if (pair.elsewhere && pair.reworded.empty()) {
      for (Edit& edit : edits) edit.kind = EditKind::Same;
    }
    flow::Runs before = runs_of(edits, Sides::Old, options_.language);
    flow::Runs after = runs_of(edits, Sides::New, options_.language);
    if (!pair.note.empty()) {
      const flow::Run name = plain_run(say(msg("Note {0}:", note_name(pair.note))) + " ");
      before.insert(before.begin(), name);
      after.insert(after.begin(), name);
    }
    if (before.empty() && after.empty()) return;  // a rule
    add_row(pair.change, std::move(before), std::move(after), pair.elsewhere.has_value());
  }

  /// `elsewhere`: the block only went to another place; there is another row for that.
  void add_row(BlockChange what, flow::Runs before, flow::Runs after, bool elsewhere = false) {
    flow::Row row;
    switch (what) {
      case BlockChange::Same:
        after = {plain_run(say(msg("unchanged")))};
        break;
      case BlockChange::Changed:
        row.kind = "changed";
        break;
      case BlockChange::Deleted:
        row.kind = elsewhere ? "moved" : "removed";
        after = {plain_run(elsewhere ? say(msg("now at another place")) : dropped(compared_))};
        break;
      case BlockChange::Inserted:
        row.kind = elsewhere ? "moved" : "added";
        before = {plain_run(elsewhere ? say(msg("– (previously at another place)")) : say(msg("– (new)")))};
        break;
    }
    row.cells = {cell(std::move(before)), cell(std::move(after))};
    table_.rows.push_back(std::move(row));
  }

  flow::Flow flow() const {
    const ToldChanges& told = teller_.told();
    flow::Flow out = comparison_head(compared_, options_, msg("Comparison: {0}", edition_title(compared_.after)));
    out.orientation = flow::Orientation::Landscape;
    out.blocks.push_back(paragraph(comparison_key(options_), flow::ParagraphRole::Small));
    out.blocks.push_back(paragraph({plain_run(summary(compared_, told.words))}));
    if (!told.lines.empty()) {
      flow::Run as_list = plain_run(say(msg("The same changes as a list")));
      as_list.link = "#" + std::string(kListAnchor);
      out.blocks.push_back(paragraph({std::move(as_list)}));
    }
    if (!table_.rows.empty()) out.blocks.push_back({table_, {}});
    if (told.lines.empty()) return out;
    flow::Heading list;
    list.level = 2;
    list.runs = {plain_run(say(msg("List of changes")))};
    list.anchor = kListAnchor;
    list.opens_page = true;
    out.blocks.push_back({std::move(list), {}});
    out.blocks.push_back({list_of(told.lines), {}});
    return out;
  }

  const Compared& compared_;
  const ComparisonOptions& options_;
  flow::Table table_;
  ChangeTeller teller_;
};

}  // namespace

Result<flow::Flow> synopsis(const Source& before, const Source& after, const diff::Changes& changes,
                            const ComparisonOptions& options) {
  const Compared compared = TRY(lay_over(before, after, changes, options.language));
  return Synopsis(compared, options).compose();
}

}  // namespace zielbaum::compose
