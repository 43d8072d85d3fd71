#include "compose/comparison_internal.h"
#include "compose/front_matter_internal.h"
#include "compose/names_internal.h"
#include "compose/sentences_internal.h"

namespace zielbaum::compose {

namespace {

using diff::EditKind;
using diff::Edits;
using model::kNoNode;

/// Whether what is quoted at the end has a full stop already.
bool ends_sentence(std::string_view text) {
  for (const std::string_view quote : {"‘", "’"}) {
    if (!text.ends_with(quote)) continue;
    text.remove_suffix(quote.size());
    return text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
  }
  return false;
}

class ChangeTeller {
 public:
  explicit ChangeTeller(const Compared& compared) : compared_(compared) {}

  Result<ToldChanges> tell() {
    for (std::size_t i = 0; i < compared_.steps.size(); ++i) {
      const diff::Step& step = compared_.steps[i];
      if (compared_.changes[i] == nullptr || step.old_place) continue;
      TRY(add_node(step, *compared_.changes[i]));
    }
    return std::move(told_);
  }

 private:
  std::string say(const Message& message) const { return render(message, compared_.language); }

  std::string name(const diff::Step& step) const {
    const bool is_gone = step.after == kNoNode;
    const Source& source = is_gone ? compared_.before : compared_.after;
    const model::NodeIndex index = is_gone ? step.before : step.after;
    return node_name(source.document.nodes[index],
                     is_gone ? compared_.old_numbers[index] : compared_.new_numbers[index], source.type,
                     compared_.language == Language::German ? "de" : "en");
  }

  void add(const diff::Step& step, const std::string& place, const std::string& sentence) {
    const bool is_gone = step.after == kNoNode;
    const Source& source = is_gone ? compared_.before : compared_.after;
    ChangeLine line;
    line.node = source.document.nodes[is_gone ? step.before : step.after].id;
    line.text = name(step) + (place.empty() ? "" : ", " + place) + ": " + sentence;
    if (!ends_sentence(sentence)) line.text += ".";
    told_.lines.push_back(std::move(line));
  }

  Result<void> add_node(const diff::Step& step, const diff::Change& change) {
    if (change.removed()) {
      add(step, {}, say(compared_.after.edition.status == "decided" ? msg("has been dropped") : msg("is dropped")));
      return {};
    }
    if (change.added()) return add_new(step);
    if (change.moved() || change.reordered()) add(step, {}, say(msg("moved, {0}", was_at(compared_, step))));
    if (change.title.changed()) {
      add(step, say(msg("Title")), say(msg("‘{0}’ is replaced by ‘{1}’", *change.title.before, *change.title.after)));
    }
    if (change.prose.changed()) {
      const diff::ProseChange prose = TRY(compare_step_prose(compared_, step));
      told_.words += prose.words_changed;
      for (const ToldChange& told : tell_prose(prose, compared_.language)) add(step, told.place, told.sentence);
    }
    for (const ComparedFact& fact : compare_facts(compared_, step, Facts::Changed)) {
      if (fact.changed()) add(step, fact.label, tell_fact(fact, compared_.language));
    }
    return {};
  }

  /// A new node is told with all that it says.
  Result<void> add_new(const diff::Step& step) {
    const model::NodeIndex parent = compared_.after.document.nodes[step.after].parent;
    std::string sentence = say(msg("new"));
    if (parent != kNoNode && parent != 0) {
      diff::Step above;
      above.after = parent;
      sentence = say(msg("new, below {0}", name(above)));
    }
    add(step, {}, sentence);
    std::vector<std::string>& details = told_.lines.back().details;
    for (const ComparedFact& fact : compare_facts(compared_, step, Facts::All)) {
      details.push_back(fact.label + ": " + on_one_line(fact.after));
    }
    const diff::ProseChange prose = TRY(compare_step_prose(compared_, step));
    for (const diff::BlockPair& pair : prose.blocks) {
      std::string words = on_one_line(pair.edits);
      if (!words.empty()) details.push_back(std::move(words));
    }
    for (const diff::BlockPair& pair : prose.notes) {
      details.push_back(say(msg("Note {0}:", "(" + pair.note + ")")) + " " + on_one_line(pair.edits));
    }
    return {};
  }

  const Compared& compared_;
  ToldChanges told_;
};

flow::Block in_paragraph(flow::Runs runs) {
  flow::Paragraph out;
  out.runs = std::move(runs);
  return {std::move(out), {}};
}

}  // namespace

Result<ToldChanges> tell_changes(const Compared& compared) {
  return ChangeTeller(compared).tell();
}

flow::List list_of(const std::vector<ChangeLine>& lines) {
  flow::List list;
  list.ordered = true;
  for (const ChangeLine& line : lines) {
    flow::ListItem item;
    item.blocks.push_back(in_paragraph({plain_run(line.text)}));
    flow::List details;
    for (const std::string& detail : line.details) details.items.push_back({{in_paragraph({plain_run(detail)})}});
    if (!details.items.empty()) item.blocks.push_back({std::move(details), {}});
    list.items.push_back(std::move(item));
  }
  return list;
}

Result<std::vector<ChangeLine>> change_lines(const Source& before, const Source& after, const diff::Changes& changes,
                                             Language language) {
  return TRY(tell_changes(lay_over(before, after, changes, language))).lines;
}

Result<flow::Flow> change_list(const Source& before, const Source& after, const diff::Changes& changes,
                               const ComparisonOptions& options) {
  const Compared compared = lay_over(before, after, changes, options.language);
  const ToldChanges told = TRY(tell_changes(compared));
  flow::Flow out = comparison_head(compared, options, msg("List of changes: {0}", edition_title(after)));
  out.blocks.push_back(in_paragraph({plain_run(summary(compared, told.words))}));
  if (!told.lines.empty()) out.blocks.push_back({list_of(told.lines), {}});
  return out;
}

}  // namespace zielbaum::compose
