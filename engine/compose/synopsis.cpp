#include <algorithm>

#include "compose/comparison_internal.h"
#include "compose/front_matter_internal.h"
#include "compose/lineage_notes_internal.h"
#include "compose/names_internal.h"
#include "compose/passage_internal.h"
#include "compose/prose_blocks_internal.h"
#include "compose/read_in_line_internal.h"

namespace zielbaum::compose {

namespace {

using diff::BlockChange;
using model::kNoNode;

// No node id holds a dot.
constexpr std::string_view kListAnchor = "list.of.changes";

class Synopsis {
 public:
  Synopsis(const Compared& compared, const ComparisonOptions& options)
      : compared_(compared), options_(options), teller_(compared, options.reasons) {}

  Result<flow::Flow> compose() {
    table_.role = flow::TableRole::Comparison;
    has_reasons_ = std::any_of(compared_.changes.begin(), compared_.changes.end(), [&](const diff::Change* change) {
      return change != nullptr && options_.reasons.contains(change->node);
    });
    table_.shares = {5, 5};
    std::vector<std::string> names = {name_with_version(options_.old_name, options_.old_version),
                                      name_with_version(options_.new_name, options_.new_version)};
    if (has_reasons_) {
      table_.shares.push_back(3);
      names.push_back(say(msg("Reason")));
    }
    flow::Row head;
    for (const std::string& name : names) {
      flow::Cell column = cell_of({plain_run(name)});
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
        if (!written[depth] && !is_document) add_heading(*path[depth], nullptr, {.left_out = true, .name = {}});
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
    add_heading(step, change, {.begins_node = true, .name = name_of(step)});
    StepProse prose;
    if (!options_.only_changed || change->prose.changed()) prose = TRY(read_step_prose(compared_, step));
    if (change != nullptr) TRY(teller_.add(step, *change, prose.change));
    for (const Passage& passage : passages(compared_, step, prose, options_.only_changed ? Facts::Changed : Facts::All))
      add_passage(passage);
    return {};
  }

  std::string name_of(const diff::Step& step) const {
    const ShownNode shown = shown_node(compared_, step);
    return node_name(shown.node, shown.number, shown.source.type, tag_of(options_.language));
  }
  const std::string& id_of(const diff::Step& step) const { return shown_node(compared_, step).node.id.text; }

  /// Old and new heading in full, so that both columns can be read alone.
  void add_heading(const diff::Step& step, const diff::Change* change, RowPlace place) {
    const HeadingRuns headings = heading_runs(compared_, step);
    flow::Row row;
    row.kind = happened(change);
    row.anchor = id_of(step);
    row.cells = {cell_of(headings.before), cell_of(headings.after)};
    if (step.before == kNoNode) row.cells[0] = cell_of(say(msg("– (new)")));
    if (step.after == kNoNode) row.cells[1] = cell_of(dropped(compared_));
    if (change != nullptr && (change->moved() || change->reordered())) {
      row.cells[1].blocks.push_back(paragraph_of(moved_line(compared_, step, *change, old_anchor(step))));
    }
    if (change != nullptr) {
      for (const flow::Runs& note : notes_about(compared_, change->node))
        row.cells[1].blocks.push_back(paragraph_of(note));
    }
    add_row(std::move(row), std::move(place), change);
  }

  /// `explained`: the change that the row is the first one of.
  void add_row(flow::Row row, RowPlace place, const diff::Change* explained = nullptr) {
    if (has_reasons_)
      row.cells.push_back(reason_cell(options_.reasons, explained == nullptr ? NodeId{} : explained->node));
    table_.rows.push_back(std::move(row));
    places_.push_back(std::move(place));
  }

  /// No node id holds a dot, so this is no node's anchor.
  std::string old_anchor(const diff::Step& step) const { return id_of(step) + ".old"; }

  void add_pointer(const diff::Step& step, const diff::Change* change) {
    flow::Row row;
    row.kind = happened(change);
    row.anchor = old_anchor(step);
    flow::Run to = plain_run(is_at(compared_, step));
    to.link = "#" + id_of(step);
    row.cells = {cell_of(left_heading(compared_, step)), cell_of({std::move(to)})};
    add_row(std::move(row), {.begins_node = true, .name = name_of(step)});
  }

  void add_passage(const Passage& passage) {
    if (passage.what == BlockChange::Same && options_.only_changed && !passage.note_changed) return;
    flow::Row row;
    row.kind = kind_of(passage);
    row.anchor = passage.anchor;
    row.cells = {cell_of(passage.before), cell_of(passage.after)};
    if (passage.what == BlockChange::Same) row.cells[1] = cell_of(say(msg("unchanged")));
    if (passage.what == BlockChange::Deleted) row.cells[1] = no_more(passage, compared_);
    if (passage.what == BlockChange::Inserted) row.cells[0] = not_yet(passage, options_.language);
    add_row(std::move(row), {.name = passage.place});
  }

  static void add_link(std::string words, std::string_view anchor, flow::Flow& out) {
    flow::Run link = plain_run(std::move(words));
    link.link = "#" + std::string(anchor);
    out.blocks.push_back(paragraph_of({std::move(link)}));
  }
  void add_part(const Message& title, std::string_view anchor, flow::Flow& out) const {
    flow::Heading part;
    part.level = 2;
    part.runs = {plain_run(say(title))};
    part.anchor = anchor;
    part.opens_page = true;
    out.blocks.push_back({std::move(part), {}});
  }

  flow::Flow flow() const {
    const ToldChanges told = teller_.told();
    const bool in_columns = options_.form != SynopsisForm::InLine && !table_.rows.empty();
    const bool in_line = options_.form != SynopsisForm::Columns && !table_.rows.empty();
    flow::Flow out = comparison_head(compared_, options_, msg("Comparison: {0}", edition_title(compared_.after)));
    if (in_columns) out.orientation = flow::Orientation::Landscape;
    out.blocks.push_back(paragraph_of(comparison_key(options_), flow::ParagraphRole::Small));
    out.blocks.push_back(paragraph_of({plain_run(summary(compared_, told.words))}));
    if (!told.lines.empty()) add_link(say(msg("The same changes as a list")), kListAnchor, out);
    if (in_columns && in_line) add_link(say(msg("The same without columns: place, old, new")), kInLineAnchor, out);
    if (in_columns) out.blocks.push_back({table_, {}});
    if (in_line) {
      if (in_columns) add_part(msg("Without columns: place, old, new"), kInLineAnchor, out);
      std::vector<std::string> columns = {options_.old_name, options_.new_name};
      if (has_reasons_) columns.push_back(say(msg("Reason")));
      flow::Blocks blocks =
          read_in_line(table_, places_, columns, in_columns ? 3 : 2, in_columns ? Anchors::OfRows : Anchors::Taken);
      std::move(blocks.begin(), blocks.end(), std::back_inserter(out.blocks));
    }
    if (told.lines.empty()) return out;
    add_part(msg("List of changes"), kListAnchor, out);
    out.blocks.push_back({list_of(told.lines, options_.language, ListLinks::ToNodes), {}});
    return out;
  }

  const Compared& compared_;
  const ComparisonOptions& options_;
  flow::Table table_;
  std::vector<RowPlace> places_;  ///< of its rows
  bool has_reasons_ = false;
  ChangeTeller teller_;
};

}  // namespace

Result<flow::Flow> synopsis(const Source& before, const Source& after, const diff::Changes& changes,
                            const ComparisonOptions& options) {
  const Compared compared = TRY(lay_over(before, after, changes, options.language));
  return Synopsis(compared, options).compose();
}

}  // namespace zielbaum::compose
