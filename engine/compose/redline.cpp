#include <algorithm>
#include <set>

#include "compose/edit_runs_internal.h"
#include "compose/front_matter_internal.h"
#include "compose/lineage_notes_internal.h"
#include "compose/redline_internal.h"
#include "compose/tree_internal.h"

namespace zielbaum::compose {

namespace {

using diff::EditKind;
using model::kNoNode;
using model::Node;

/// Down to here the contents list names what did not change.

class Redline {
 public:
  Redline(const Compared& compared, const ComparisonOptions& options)
      : compared_(compared),
        options_(options),
        old_names_(compared.before),
        new_names_(compared.after),
        old_tree_(compared.before, old_names_, 0, size_of(compared.before), 1),
        new_tree_(compared.after, new_names_, 0, size_of(compared.after), 1) {}

  Result<flow::Flow> compose() {
    flow_ = comparison_head(compared_, options_, msg("Changes in the text: {0}", edition_title(compared_.after)));
    auto& title = std::get<flow::Heading>(flow_.blocks.front().content);
    title.in_contents = false;
    title.anchor = compared_.after.document.id().text;  // as the edition's cover has it
    flow::Runs key = comparison_key(options_);
    key.push_back(plain_run("; " + say(msg("a bar in the margin stands beside what changed"))));
    add(text_paragraph("", flow::ParagraphRole::Small));
    std::get<flow::Paragraph>(flow_.blocks.back().content).runs = std::move(key);
    const std::size_t place_of_summary = flow_.blocks.size();
    add({flow::Contents{say(msg("Contents")), kDeepestHeading}, {}});
    for (std::size_t i = 0; i < compared_.steps.size(); ++i) {
      TRY(add_step(compared_.steps[i], compared_.changes[i]));
    }
    flow_.blocks.insert(flow_.blocks.begin() + static_cast<std::ptrdiff_t>(place_of_summary),
                        text_paragraph(summary(compared_, words_)));
    flow::Blocks about = imprint(compared_.after, new_tree_.shown_pictures(flow_.blocks));
    std::get<flow::Heading>(about.front().content).opens_page = true;
    add(std::move(about));
    add_notes_chapter(compared_.after, flow_);
    return std::move(flow_);
  }

 private:
  static model::NodeIndex size_of(const Source& source) {
    return static_cast<model::NodeIndex>(source.document.nodes.size());
  }
  std::string say(const Message& message) const { return render(message, options_.language); }
  void add(flow::Block block) { flow_.blocks.push_back(std::move(block)); }
  void add(flow::Blocks blocks) { std::move(blocks.begin(), blocks.end(), std::back_inserter(flow_.blocks)); }

  const Node& old_node(const diff::Step& step) const { return compared_.before.document.nodes[step.before]; }
  const Node& new_node(const diff::Step& step) const { return compared_.after.document.nodes[step.after]; }

  Result<void> add_step(const diff::Step& step, const diff::Change* change) {
    if (step.old_place) {
      add(pointer(step));
      return {};
    }
    if (step.after == kNoNode) return add_gone(step);
    if (step.before == kNoNode) return add_new(step);
    const std::size_t first = flow_.blocks.size();
    const bool is_root = step.depth == 0;
    if (!is_root) add_heading(step, change);
    if (change != nullptr) {
      add_remarks(step, *change);
      TRY(add_changed_content(step, *change));
    } else {
      TRY(new_tree_.add_content(step.after, flow_));
    }
    if (is_root && flow_.blocks.size() > first) {
      flow::Block front = chapter(say(msg("At a glance")));
      if (change != nullptr) std::get<flow::Heading>(front.content).status = say(msg("changed"));
      flow_.blocks.insert(flow_.blocks.begin() + static_cast<std::ptrdiff_t>(first), std::move(front));
    }
    return {};
  }

  // ---- headings ----

  flow::Heading heading_of(const Tree& tree, model::NodeIndex node, const diff::Step& step, bool changed) const {
    flow::Heading out = tree.heading(node);
    out.level = static_cast<std::uint8_t>(std::min<std::uint32_t>(step.depth, kDeepestHeading));
    out.in_contents = changed || (out.in_contents && out.level <= kContentsDepth);
    return out;
  }

  /// No node id holds a dot.
  static std::string old_anchor(const std::string& id) { return id + ".old"; }

  static bool has_new_place(const diff::Change& change) { return change.moved() || change.reordered(); }

  void add_heading(const diff::Step& step, const diff::Change* change) {
    flow::Heading heading = heading_of(new_tree_, step.after, step, change != nullptr);
    if (change == nullptr) return add({std::move(heading), {}});
    heading.status = say(has_new_place(*change) ? msg("moved") : msg("changed"));
    if (change->title.changed()) {
      heading.runs =
          runs_of(diff::compare_text(old_node(step).title, new_node(step).title), Sides::Both, options_.language);
    }
    flow::Block block{std::move(heading), {}};
    block.changed = has_new_place(*change) || change->title.changed();
    add(std::move(block));
  }

  /// Where it stood before, and what it was called: headings are bold, so that new words in one are not seen.
  void add_remarks(const diff::Step& step, const diff::Change& change) {
    if (has_new_place(change)) {
      flow::Run from = plain_run(was_at(compared_, step));
      from.link = "#" + old_anchor(new_node(step).id.text);
      add(remark({std::move(from)}));
    }
    add_lineage(change.node);
    if (!change.title.changed()) return;
    flow::Runs title = {plain_run(say(msg("Title")) + ": ")};
    const diff::Edits edits = diff::compare_text(old_node(step).title, new_node(step).title);
    for (flow::Run& run : runs_of(edits, Sides::Both, options_.language)) title.push_back(std::move(run));
    add(remark(std::move(title)));
  }

  /// What it became, or came from, where nodes were split or merged.
  void add_lineage(const NodeId& node) {
    for (const flow::Runs& note : notes_about(compared_, node)) add(remark(note));
  }

  /// At the old place of a node that moved.
  flow::Block pointer(const diff::Step& step) const {
    const std::string& id = shown_node(compared_, step).node.id.text;
    flow::Run to = plain_run(is_at(compared_, step));
    to.link = "#" + id;
    return remark({plain_run(old_names_.number_and_title(step.before) + ": "), std::move(to)}, old_anchor(id));
  }

  Result<void> add_gone(const diff::Step& step) {
    flow::Heading heading = heading_of(old_tree_, step.before, step, true);
    heading.runs = {plain_run(old_names_.number_and_title(step.before))};
    heading.number.clear();  // another node may have it now
    mark_deleted(heading.runs, {});
    heading.status = dropped(compared_);
    flow::Block block{std::move(heading), {}};
    block.changed = true;
    add(std::move(block));
    add_lineage(old_node(step).id);
    flow::Flow old;
    TRY(old_tree_.add_content(step.before, old));
    const NameNote name = [](std::uint32_t note) { return note_name(std::to_string(note + 1)); };
    mark_deleted(old.blocks, name, options_.language);
    add(std::move(old.blocks));
    for (std::uint32_t note = 0; note < old.notes.size(); ++note) {
      add(gone_note(name(note), std::move(old.notes[note].blocks), name, options_.language));
    }
    return {};
  }

  Result<void> add_new(const diff::Step& step) {
    flow::Heading heading = heading_of(new_tree_, step.after, step, true);
    for (flow::Run& run : heading.runs) run.mark = flow::Mark::Inserted;
    heading.status = say(msg("new"));
    flow::Block block{std::move(heading), {}};
    block.changed = true;
    add(std::move(block));
    add_lineage(new_node(step).id);
    const std::size_t first_note = flow_.notes.size();
    flow::Flow made;
    made.notes = std::move(flow_.notes);
    TRY(new_tree_.add_content(step.after, made));
    mark_inserted(made.blocks, options_.language);
    flow_.notes = std::move(made.notes);
    for (std::size_t note = first_note; note < flow_.notes.size(); ++note) {
      mark_inserted(flow_.notes[note].blocks, options_.language);
    }
    add(std::move(made.blocks));
    return {};
  }

  // ---- what changed inside a node ----

  Result<void> add_changed_content(const diff::Step& step, const diff::Change& change) {
    const std::size_t first_note = flow_.notes.size();
    flow::Blocks blocks;
    if (new_tree_.begins_sample(new_node(step))) {
      blocks.push_back(text_paragraph(say(msg("Sample text")), flow::ParagraphRole::Small));
    }
    flow::Blocks below;
    add_facts(step, blocks, below);
    TRY(add_prose(step, change, blocks));
    std::move(below.begin(), below.end(), std::back_inserter(blocks));
    add_links(step, blocks);
    new_tree_.mark_terms(blocks, flow_.notes, first_note);
    add(std::move(blocks));
    return {};
  }

  /// A label comes and goes with all that it names.
  static diff::Edits label_of(const ComparedFact& fact, const std::string& label, bool strong) {
    diff::Edit out;
    out.run.text = label;
    out.run.style.strong = strong;
    if (fact.before.empty()) out.kind = EditKind::Inserted;
    if (fact.after.empty()) out.kind = EditKind::Deleted;
    return {out};
  }

  diff::Edits edits_of(const diff::Step& step, const ComparedFact& fact) const {
    const auto on_lines = [&](const Tree& tree, const Node& node) {
      const model::Field* const field = model::find_field(node, fact.field);
      const model::FieldRule* const rule = tree.rule_of(node, fact.field);
      return field != nullptr && rule != nullptr && tree.stands_on_lines(*field, *rule);
    };
    diff::Edits edits = fact.both;
    if (!on_lines(new_tree_, new_node(step)) && !on_lines(old_tree_, old_node(step))) {
      for (diff::Edit& edit : edits) {
        if (edit.run.kind != model::RunKind::LineBreak) continue;
        edit.run.kind = model::RunKind::Text;
        edit.run.text = ", ";
      }
    }
    return edits;
  }

  flow::Runs runs_of_both(const diff::Edits& edits) const { return runs_of(edits, Sides::Both, options_.language); }

  /// Fields of the fact table as its rows; all others, and what is no field, below the prose.
  void add_facts(const diff::Step& step, flow::Blocks& blocks, flow::Blocks& below) {
    flow::Table table = fact_table();
    for (const ComparedFact& fact : compare_facts(compared_, step, Facts::All)) {
      if (fact.is_link || (fact.field.empty() && !fact.changed())) continue;
      const model::Field* const field = model::find_field(new_node(step), fact.field);
      const model::FieldRule* rule = new_tree_.rule_of(new_node(step), fact.field);
      if (rule == nullptr && field == nullptr) rule = old_tree_.rule_of(old_node(step), fact.field);
      const bool in_table = rule != nullptr && rule->in_fact_table;
      const bool is_heard = rule != nullptr && rule->glossary == model::GlossaryUse::Language;
      model::FieldRule unknown;
      unknown.name = fact.field;
      const model::FieldRule& known = rule == nullptr ? unknown : *rule;
      if (!fact.changed() && field == nullptr) continue;
      if (in_table) {
        table.rows.push_back(fact.changed() ? changed_row(step, fact) : new_tree_.fact(*field, known));
      } else if (fact.changed()) {
        diff::Edits edits = label_of(fact, fact.label + ": ", true);
        for (diff::Edit& edit : edits_of(step, fact)) edits.push_back(std::move(edit));
        below.push_back(body(runs_of_both(edits)));
        below.back().changed = true;
      } else if (!is_heard) {
        below.push_back(new_tree_.other_field(*field, known));
      }
    }
    if (!table.rows.empty()) blocks.push_back({std::move(table), {}});
  }

  flow::Row changed_row(const diff::Step& step, const ComparedFact& fact) const {
    flow::Row row;
    row.cells = {paragraph_cell(runs_of_both(label_of(fact, fact.label, false)), flow::Scope::Row),
                 paragraph_cell(runs_of_both(edits_of(step, fact)))};
    for (flow::Block& block : row.cells.back().blocks) block.changed = true;
    return row;
  }

  Result<void> add_prose(const diff::Step& step, const diff::Change& change, flow::Blocks& blocks) {
    const model::Prose after = TRY(new_tree_.prose(new_node(step)));
    ProseInParts new_section{after, new_tree_.prose_setting(), flow_.notes};
    flow::Blocks made;
    if (!change.prose.changed()) {
      for (const model::Block& block : after.blocks) {
        for (flow::Block& shown : prose_block(block, new_section)) made.push_back(std::move(shown));
      }
    } else {
      StepProse prose{TRY(old_tree_.prose(old_node(step))), after, {}};
      prose.change = diff::compare_prose(prose.before, prose.after);
      TRY(number_notes(compared_, step, prose));
      std::vector<flow::Note> old_notes;
      ProseInParts old_section{prose.before, old_tree_.prose_setting(), old_notes};
      ProseInParts numbered{prose.after, new_tree_.prose_setting(), flow_.notes};
      words_ += prose.change.words_changed;
      made = redlined_prose(prose.change, {old_section, numbered, options_.language, new_node(step).id.text});
    }
    std::move(made.begin(), made.end(), std::back_inserter(blocks));
    return {};
  }

  /// One paragraph for each role, as in the edition.
  void add_links(const diff::Step& step, flow::Blocks& blocks) const {
    const std::vector<model::Link>& before = old_node(step).links;
    const std::vector<model::Link>& after = new_node(step).links;
    std::set<std::string> roles;
    for (const std::vector<model::Link>* links : {&before, &after})
      for (const model::Link& link : *links) roles.insert(link.role);
    for (const std::string& role : roles) {
      const auto targets = [&](const std::vector<model::Link>& links) {
        std::vector<model::Target> out;
        for (const model::Link& link : links)
          if (link.role == role) out.push_back(link.to);
        return out;
      };
      const bool is_known = compared_.after.type.role(role) != nullptr || role == model::kPredecessor;
      const Tree& named_by = is_known ? new_tree_ : old_tree_;
      const std::vector<model::Target> old_targets = targets(before);
      const std::vector<model::Target> new_targets = targets(after);
      flow::Runs runs = {strong_run(named_by.role_label(role) + ":")};
      if (old_targets.empty()) runs.front().mark = flow::Mark::Inserted;
      if (new_targets.empty()) mark_deleted(runs, {});
      runs.push_back(plain_run(" "));
      blocks.push_back(body({}));
      blocks.back().changed = add_targets(old_targets, new_targets, runs);
      std::get<flow::Paragraph>(blocks.back().content).runs = std::move(runs);
    }
  }

  /// Says whether any came or went.
  bool add_targets(const std::vector<model::Target>& before, const std::vector<model::Target>& after,
                   flow::Runs& runs) const {
    const auto names = [](const std::vector<model::Target>& targets) {
      std::vector<std::string> out;
      for (const model::Target& target : targets) out.push_back(to_string(target));
      return out;
    };
    const auto mark_of = [](EditKind kind) {
      return kind == EditKind::Same       ? flow::Mark::None
             : kind == EditKind::Inserted ? flow::Mark::Inserted
                                          : flow::Mark::Deleted;
    };
    bool changed = false;
    for (const ListedItem& item : interleaved(names(before), names(after))) {
      const bool gone = item.kind == EditKind::Deleted;
      changed = changed || item.kind != EditKind::Same;
      if (item.separator) runs.push_back(marked_run("; ", mark_of(*item.separator)));
      if (!item.separator && runs.size() > 2) runs.push_back(plain_run(" "));
      flow::Runs name = gone ? old_tree_.reference(before[item.index]) : new_tree_.reference(after[item.index]);
      if (gone) mark_deleted(name, {});
      if (item.kind == EditKind::Inserted)
        for (flow::Run& run : name) run.mark = flow::Mark::Inserted;
      std::move(name.begin(), name.end(), std::back_inserter(runs));
    }
    return changed;
  }

  const Compared& compared_;
  const ComparisonOptions& options_;
  NodeNames old_names_, new_names_;
  Tree old_tree_, new_tree_;
  flow::Flow flow_;
  std::size_t words_ = 0;
};

}  // namespace

Result<flow::Flow> redline(const Source& before, const Source& after, const diff::Changes& changes,
                           const ComparisonOptions& options) {
  const Compared compared = TRY(lay_over(before, after, changes, options.language));
  return Redline(compared, options).compose();
}

}  // namespace zielbaum::compose
