// Three versions side by side: "Geltende Fassung | Entwurf | nach Mitzeichnung".
#include <algorithm>
#include <map>

#include "compose/front_matter_internal.h"
#include "compose/names_internal.h"
#include "compose/passage_internal.h"
#include "compose/prose_blocks_internal.h"
#include "compose/read_in_line_internal.h"
#include "compose/three_outlines_internal.h"

namespace zielbaum::compose {

namespace {

using diff::BlockChange;
using model::kNoNode;

// No node id holds a dot.
constexpr std::string_view kFirstList = "list.of.changes.1";
constexpr std::string_view kSecondList = "list.of.changes.2";
constexpr std::string_view kNothing = "–";

bool has_moved(const diff::Change* change) {
  return change != nullptr && (change->moved() || change->reordered());
}

/// A passage in three versions; absent where a step does not have it, or takes it over as it is.
struct ThreePassages {
  const Passage* first = nullptr;
  const Passage* second = nullptr;
};

/// Lays the passages of both steps over each other at what the middle version has of them: in the order of the second
/// step, those that only the first one has where they stood.
std::vector<ThreePassages> joined(const std::vector<Passage>& first, const std::vector<Passage>& second) {
  std::map<std::string_view, std::size_t> by_new;
  for (std::size_t i = 0; i < first.size(); ++i)
    if (!first[i].as_new.empty()) by_new.emplace(first[i].as_new, i);
  std::map<std::string_view, std::size_t> by_old;
  for (std::size_t i = 0; i < second.size(); ++i)
    if (!second[i].as_old.empty()) by_old.emplace(second[i].as_old, i);
  std::vector<ThreePassages> out;
  std::size_t next = 0;  // of the first step
  const auto add_those_before = [&](std::size_t end) {
    for (; next < end; ++next)
      if (first[next].as_new.empty() || !by_old.contains(first[next].as_new)) out.push_back({&first[next], nullptr});
  };
  for (const Passage& passage : second) {
    const auto partner = passage.as_old.empty() ? by_new.end() : by_new.find(passage.as_old);
    if (partner == by_new.end()) {
      out.push_back({nullptr, &passage});
      continue;
    }
    add_those_before(partner->second);
    out.push_back({&first[partner->second], &passage});
  }
  add_those_before(first.size());
  return out;
}

class SynopsisOfThree {
 public:
  SynopsisOfThree(const Compared& first, const Compared& second, const ComparisonOptions& options)
      : first_(first),
        second_(second),
        options_(options),
        first_teller_(first, no_reasons_),
        second_teller_(second, no_reasons_) {}

  Result<flow::Flow> compose() {
    const std::vector<ThreeStep> lines = lay_over_three(first_, second_);
    begin_table(lines);
    std::vector<const ThreeStep*> path;  // the last line of each depth
    std::vector<bool> written;
    for (const ThreeStep& line : lines) {
      path.resize(line.depth, nullptr);
      written.resize(line.depth, true);
      const bool wanted = line.first_change != nullptr || line.second_change != nullptr || !options_.only_changed;
      // What changed is found by the headings above it.
      for (std::size_t depth = 1; wanted && depth < path.size(); ++depth) {
        if (!written[depth]) add_heading(*path[depth], {.left_out = true, .name = {}});
        written[depth] = true;
      }
      path.push_back(&line);
      written.push_back(wanted);
      if (!wanted) continue;
      if (line.standing == Standing::Own) {
        TRY(add_node(line));
      } else {
        add_pointer(line);
      }
    }
    return flow();
  }

 private:
  std::string say(const Message& message) const { return render(message, options_.language); }

  void begin_table(const std::vector<ThreeStep>& lines) {
    table_.role = flow::TableRole::Comparison;
    table_.shares = {4, 4, 4};
    std::vector<std::string> names = {name_with_version(options_.old_name, options_.old_version),
                                      name_with_version(options_.middle_name, options_.middle_version),
                                      name_with_version(options_.new_name, options_.new_version)};
    has_reasons_ = std::any_of(lines.begin(), lines.end(), [&](const ThreeStep& line) {
      return (line.first_change != nullptr || line.second_change != nullptr) && options_.reasons.contains(line.node);
    });
    if (has_reasons_) {
      table_.shares.push_back(3);
      names.push_back(say(msg("Reason")));
    }
    flow::Row head;
    for (const std::string& name : names) head.cells.push_back(paragraph_cell({plain_run(name)}, flow::Scope::Column));
    table_.header.push_back(std::move(head));
  }

  static bool in_first(const ThreeStep& line) { return line.first != nullptr && line.first->before != kNoNode; }
  static bool in_second(const ThreeStep& line) {
    return (line.first != nullptr && line.first->after != kNoNode) ||
           (line.second != nullptr && line.second->before != kNoNode);
  }
  static bool in_third(const ThreeStep& line) { return line.second != nullptr && line.second->after != kNoNode; }

  static std::string_view kind_of_line(const ThreeStep& line) {
    return happened(line.second_change != nullptr ? line.second_change : line.first_change);
  }

  std::string anchor_of(const ThreeStep& line, Standing standing) const {
    if (standing == Standing::Own) return line.node.text;
    return line.node.text + (standing == Standing::LeftFirst ? ".old" : ".middle");
  }

  /// The first column marks what the third drops of a title that the second has as it was; the number stays its own.
  flow::Runs with_number_of(const flow::Runs& own, flow::Runs marked, const ThreeStep& line) const {
    const bool is_numbered = !first_.old_numbers[line.first->before].empty();
    if (!is_numbered) return second_.old_numbers[line.second->before].empty() ? marked : own;
    if (marked.empty() || own.empty() || second_.old_numbers[line.second->before].empty()) return own;
    marked.front() = own.front();
    return marked;
  }

  /// All three headings in full, so that each column can be read alone.
  void add_heading(const ThreeStep& line, RowPlace place) {
    HeadingRuns first;
    HeadingRuns second;
    if (line.first != nullptr) first = heading_runs(first_, *line.first);
    if (line.second != nullptr) second = heading_runs(second_, *line.second);
    if (in_first(line) && in_second(line) && (line.first_change == nullptr || !line.first_change->title.changed()))
      first.before = with_number_of(first.before, second.before, line);
    flow::Row row;
    row.kind = kind_of_line(line);
    row.anchor = line.node.text;
    const std::string not_here = say(msg("– (new)"));
    row.cells.push_back(in_first(line) ? cell_of(first.before)
                                       : cell_of(in_second(line) ? not_here : std::string(kNothing)));
    row.cells.push_back(in_second(line)  ? cell_of(first.after)
                        : in_first(line) ? cell_of(dropped(first_))
                                         : cell_of(not_here));
    row.cells.push_back(in_third(line)    ? cell_of(second.after)
                        : in_second(line) ? cell_of(dropped(second_))
                                          : cell_of(std::string(kNothing)));
    if (has_moved(line.first_change)) {
      row.cells[1].blocks.push_back(
          paragraph_of(moved_line(first_, *line.first, *line.first_change, anchor_of(line, Standing::LeftFirst))));
    }
    if (has_moved(line.second_change)) {
      row.cells[2].blocks.push_back(
          paragraph_of(moved_line(second_, *line.second, *line.second_change, anchor_of(line, Standing::LeftSecond))));
    }
    const bool is_changed = line.first_change != nullptr || line.second_change != nullptr;
    add_row(std::move(row), std::move(place), is_changed ? &line : nullptr);
  }

  flow::Cell leading(std::string text, const ThreeStep& line) const {
    flow::Run run = plain_run(std::move(text));
    run.link = "#" + line.node.text;
    return cell_of({std::move(run)});
  }

  /// The place that a node left at one of the steps.
  void add_pointer(const ThreeStep& line) {
    flow::Row row;
    row.kind = "moved";
    row.anchor = anchor_of(line, line.standing);
    if (line.standing == Standing::LeftFirst) {
      row.cells.push_back(cell_of(left_heading(first_, *line.first)));
      row.cells.push_back(leading(is_at(first_, *line.first), line));
      row.cells.push_back(in_third(line) ? leading(is_at(second_, *line.second), line) : cell_of(dropped(second_)));
    } else {
      const bool came_here = has_moved(line.first_change);
      row.cells.push_back(!in_first(line) ? cell_of(say(msg("– (new)")))
                          : came_here     ? leading(was_at(first_, *line.first), line)
                                          : cell_of(left_heading(first_, *line.first)));
      row.cells.push_back(cell_of(left_heading(second_, *line.second)));
      row.cells.push_back(leading(is_at(second_, *line.second), line));
    }
    add_row(std::move(row), {.begins_node = true, .name = name_of(line)});
  }

  Result<void> add_node(const ThreeStep& line) {
    add_heading(line, {.begins_node = true, .name = name_of(line)});
    StepProse first_prose;
    StepProse second_prose;
    std::vector<Passage> first;
    std::vector<Passage> second;
    if (line.first != nullptr) {
      first_prose = TRY(read_step_prose(first_, *line.first));
      first = passages(first_, *line.first, first_prose, Facts::All);
      unlink(first);
    }
    if (line.second != nullptr) {
      second_prose = TRY(read_step_prose(second_, *line.second));
      second = passages(second_, *line.second, second_prose, Facts::All);
      unlink(second);
    }
    if (line.first_change != nullptr) TRY(first_teller_.add(*line.first, *line.first_change, first_prose.change));
    if (line.second_change != nullptr) TRY(second_teller_.add(*line.second, *line.second_change, second_prose.change));
    for (const ThreePassages& passage : joined(first, second)) add_passage(passage);
    return {};
  }

  /// Each step names the places of its passages for itself, so that no row could have the names of both.
  static void unlink(std::vector<Passage>& passages) {
    for (Passage& passage : passages) passage.other.clear();
  }

  void add_passage(const ThreePassages& passage) {
    const Passage* const first = passage.first;
    const Passage* const second = passage.second;
    // A step that does not tell of a passage of the middle version has left it as it was.
    const bool first_same = first == nullptr ? !second->as_old.empty() : first->what == BlockChange::Same;
    const bool second_same = second == nullptr ? !first->as_new.empty() : second->what == BlockChange::Same;
    if (first_same && second_same && options_.only_changed) return;
    const std::string unchanged = say(msg("unchanged"));
    flow::Row row;
    row.kind = second != nullptr && !second_same ? kind_of(*second) : first != nullptr ? kind_of(*first) : "";

    // The words that the third version drops are marked where they stand: here, if the second column has none.
    if (first_same) {
      row.cells.push_back(cell_of(second != nullptr ? second->before : first->before));
    } else if (first == nullptr) {
      row.cells.push_back(cell_of(std::string(kNothing)));
    } else {
      const bool is_new = first->what == BlockChange::Inserted;
      row.cells.push_back(is_new ? not_yet(*first, options_.language) : cell_of(first->before));
    }

    if (first_same) {
      row.cells.push_back(cell_of(unchanged));
    } else if (first == nullptr) {
      row.cells.push_back(not_yet(*second, options_.language));
    } else {
      const bool is_gone = first->what == BlockChange::Deleted;
      row.cells.push_back(is_gone ? no_more(*first, first_) : cell_of(first->after));
    }

    if (second_same) {
      row.cells.push_back(cell_of(unchanged));
    } else if (second == nullptr) {
      row.cells.push_back(cell_of(std::string(kNothing)));
    } else {
      const bool is_gone = second->what == BlockChange::Deleted;
      row.cells.push_back(is_gone ? no_more(*second, second_) : cell_of(second->after));
    }
    add_row(std::move(row), {.name = (second != nullptr ? second : first)->place});
  }

  /// `explained`: the line that the row is the first one of.
  void add_row(flow::Row row, RowPlace place, const ThreeStep* explained = nullptr) {
    if (has_reasons_)
      row.cells.push_back(reason_cell(options_.reasons, explained == nullptr ? NodeId{} : explained->node));
    table_.rows.push_back(std::move(row));
    places_.push_back(std::move(place));
  }

  /// What one step changed, in a line that leads to the list of it.
  flow::Block counts(const Compared& compared, const ToldChanges& told, const std::string& name,
                     std::string_view list) const {
    flow::Run counted = plain_run(summary(compared, told.words));
    if (!told.lines.empty()) counted.link = "#" + std::string(list);
    return paragraph_of({strong_run(name + ": "), std::move(counted)});
  }

  void add_list(flow::Flow& out, const ToldChanges& told, const Message& title, std::string_view anchor) const {
    if (told.lines.empty()) return;
    flow::Heading heading;
    heading.level = 2;
    heading.runs = {plain_run(say(title))};
    heading.anchor = anchor;
    heading.opens_page = anchor == kFirstList || first_teller_.told().lines.empty();
    out.blocks.push_back({std::move(heading), {}});
    out.blocks.push_back({list_of(told.lines, options_.language, ListLinks::ToNodes), {}});
  }

  std::string name_of(const ThreeStep& line) const {
    const bool in_second_step = line.second != nullptr;
    const Compared& compared = in_second_step ? second_ : first_;
    const ShownNode shown = shown_node(compared, in_second_step ? *line.second : *line.first);
    return node_name(shown.node, shown.number, shown.source.type, tag_of(options_.language));
  }

  void add_in_line(flow::Flow& out, bool in_columns) const {
    if (in_columns) {
      flow::Heading heading;
      heading.level = 2;
      heading.runs = {plain_run(say(msg("Without columns: place, old, new")))};
      heading.anchor = kInLineAnchor;
      heading.opens_page = true;
      out.blocks.push_back({std::move(heading), {}});
    }
    std::vector<std::string> columns = {options_.old_name, options_.middle_name, options_.new_name};
    if (has_reasons_) columns.push_back(say(msg("Reason")));
    flow::Blocks blocks =
        read_in_line(table_, places_, columns, in_columns ? 3 : 2, in_columns ? Anchors::OfRows : Anchors::Taken);
    std::move(blocks.begin(), blocks.end(), std::back_inserter(out.blocks));
  }

  flow::Flow flow() const {
    const bool in_columns = options_.form != SynopsisForm::InLine && !table_.rows.empty();
    const bool in_line = options_.form != SynopsisForm::Columns && !table_.rows.empty();
    flow::Flow out = comparison_head({{options_.old_name, options_.old_version, first_.before},
                                      {options_.middle_name, options_.middle_version, second_.before},
                                      {options_.new_name, options_.new_version, second_.after}},
                                     options_, msg("Comparison: {0}", edition_title(second_.after)));
    if (in_columns) out.orientation = flow::Orientation::Landscape;
    for (const Compared* const step : {&first_, &second_}) {
      for (const std::string& sentence : step->renamed_parties) out.blocks.push_back(text_paragraph(sentence + "."));
      for (const ChangeLine& line : whole_lines(*step)) out.blocks.push_back(text_paragraph(line.text));
    }
    out.blocks.push_back(paragraph_of(comparison_key(options_), flow::ParagraphRole::Small));
    const ToldChanges first = first_teller_.told();
    const ToldChanges second = second_teller_.told();
    out.blocks.push_back(counts(first_, first, options_.middle_name, kFirstList));
    out.blocks.push_back(counts(second_, second, options_.new_name, kSecondList));
    if (in_columns && in_line) {
      flow::Run link = plain_run(say(msg("The same without columns: place, old, new")));
      link.link = "#" + std::string(kInLineAnchor);
      out.blocks.push_back(paragraph_of({std::move(link)}));
    }
    if (in_columns) out.blocks.push_back({table_, {}});
    if (in_line) add_in_line(out, in_columns);
    add_list(out, first, msg("From “{0}” to “{1}”", options_.old_name, options_.middle_name), kFirstList);
    add_list(out, second, msg("From “{0}” to “{1}”", options_.middle_name, options_.new_name), kSecondList);
    return out;
  }

  const Compared& first_;
  const Compared& second_;
  const ComparisonOptions& options_;
  Reasons no_reasons_;  ///< they stand in the table
  flow::Table table_;
  std::vector<RowPlace> places_;  ///< of its rows
  bool has_reasons_ = false;
  ChangeTeller first_teller_;
  ChangeTeller second_teller_;
};

}  // namespace

Result<flow::Flow> synopsis_of_three(const ThreeSources& versions, const ComparisonOptions& options) {
  const Compared first = TRY(lay_over(versions.first, versions.second, versions.to_second, options.language));
  const Compared second = TRY(lay_over(versions.second, versions.third, versions.to_third, options.language));
  return SynopsisOfThree(first, second, options).compose();
}

}  // namespace zielbaum::compose
