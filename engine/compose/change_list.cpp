#include <iterator>

#include "compose/comparison_internal.h"
#include "compose/front_matter_internal.h"
#include "compose/lineage_notes_internal.h"
#include "compose/names_internal.h"
#include "compose/prose_blocks_internal.h"
#include "compose/sentences_internal.h"

namespace zielbaum::compose {

namespace {

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

Result<ToldChanges> tell_changes(const Compared& compared, const Reasons& reasons) {
  ChangeTeller teller(compared, reasons);
  for (const ComparedFact& fact : compared.whole) teller.add(fact);
  for (std::size_t i = 0; i < compared.steps.size(); ++i) {
    const diff::Change* const change = compared.changes[i];
    if (change == nullptr || compared.steps[i].old_place) continue;
    const bool shows_prose = change->prose.changed() && !change->removed();
    teller.add(compared.steps[i], *change,
               shows_prose ? TRY(compare_step_prose(compared, compared.steps[i])) : diff::ProseChange{});
  }
  return teller.told();
}

}  // namespace

std::string ChangeTeller::name_of(const ShownNode& shown) const {
  return node_name(shown.node, shown.number, shown.source.type, tag_of(compared_.language));
}

void ChangeTeller::add(const diff::Step& step, const std::string& place, const std::string& sentence) {
  const ShownNode shown = shown_node(compared_, step);
  ChangeLine line;
  line.node = shown.node.id;
  line.text = name_of(shown) + (place.empty() ? "" : ", " + place);
  line.named = line.text.size();
  line.text += ": " + sentence;
  if (!ends_sentence(sentence)) line.text += ".";
  told_.lines.push_back(std::move(line));
}

void ChangeTeller::add(const ComparedFact& fact) {
  add(compared_.steps.front(), fact.label, tell_fact(fact, compared_.language));
}

void ChangeTeller::add(const diff::Step& step, const diff::Change& change, const diff::ProseChange& prose) {
  const std::size_t told = told_.lines.size();
  add_changes(step, change, prose);
  const auto reason = reasons_.find(change.node);
  if (reason != reasons_.end() && told_.lines.size() > told) told_.lines.back().reason = reason->second;
}

void ChangeTeller::add_changes(const diff::Step& step, const diff::Change& change, const diff::ProseChange& prose) {
  std::string lineage;
  for (const flow::Runs& note : notes_about(compared_, change.node)) lineage += "; " + words_of_note(note);
  if (change.removed()) return add(step, {}, dropped(compared_) + lineage);
  if (change.added()) return add_new(step, prose, lineage);
  for (const flow::Runs& note : notes_about(compared_, change.node)) add(step, {}, words_of_note(note));
  if (change.moved() || change.reordered()) add(step, {}, say(msg("moved, {0}", was_at(compared_, step))));
  if (change.title.changed()) {
    add(step, say(msg("Title")), say(msg("‘{0}’ is replaced by ‘{1}’", *change.title.before, *change.title.after)));
  }
  if (change.prose.changed()) {
    told_.words += prose.words_changed;
    for (const ToldChange& told : tell_prose(prose, compared_.language)) add(step, told.place, told.sentence);
  }
  for (const ComparedFact& fact : compare_facts(compared_, step, Facts::Changed)) {
    if (fact.changed()) add(step, fact.label, tell_fact(fact, compared_.language));
  }
}

/// A new node is told with all that it says.
void ChangeTeller::add_new(const diff::Step& step, const diff::ProseChange& prose, const std::string& lineage) {
  const model::NodeIndex parent = compared_.after.document.nodes[step.after].parent;
  std::string sentence = say(msg("new"));
  if (parent != kNoNode && parent != 0) {
    diff::Step above;
    above.after = parent;
    sentence = say(msg("new, below {0}", name_of(shown_node(compared_, above))));
  }
  add(step, {}, sentence + lineage);
  std::vector<std::string>& details = told_.lines.back().details;
  for (const ComparedFact& fact : compare_facts(compared_, step, Facts::All)) {
    details.push_back(fact.label + ": " + on_one_line(fact.after));
  }
  for (const diff::BlockPair& pair : prose.blocks) {
    std::string words = on_one_line(pair.edits);
    if (!words.empty()) details.push_back(std::move(words));
  }
  for (const diff::BlockPair& pair : prose.notes) {
    details.push_back(say(msg("Note {0}:", note_name(pair.note))) + " " + on_one_line(pair.edits));
  }
}

std::vector<std::string> told_reason(const ChangeLine& line, Language language) {
  std::vector<std::string> told = line.reason;
  if (!told.empty()) told.front() = render(msg("Reason: {0}", told.front()), language);
  return told;
}

flow::List list_of(const std::vector<ChangeLine>& lines, Language language, ListLinks links) {
  flow::List list;
  list.ordered = true;
  for (const ChangeLine& line : lines) {
    flow::ListItem item;
    item.blocks.push_back(text_paragraph(line.text));
    if (links == ListLinks::ToNodes && line.named > 0) {
      flow::Run where = plain_run(line.text.substr(0, line.named));
      where.link = "#" + line.node.text;
      std::get<flow::Paragraph>(item.blocks.back().content).runs = {std::move(where),
                                                                    plain_run(line.text.substr(line.named))};
    }
    flow::List details;
    for (const std::string& detail : line.details) details.items.push_back({{text_paragraph(detail)}});
    if (!details.items.empty()) item.blocks.push_back({std::move(details), {}});
    for (const std::string& paragraph : told_reason(line, language)) item.blocks.push_back(text_paragraph(paragraph));
    list.items.push_back(std::move(item));
  }
  return list;
}

Result<std::vector<ChangeLine>> change_lines(const Source& before, const Source& after, const diff::Changes& changes,
                                             Language language, const Reasons& reasons) {
  const Compared compared = TRY(lay_over(before, after, changes, language));
  std::vector<ChangeLine> lines;
  for (const std::string& sentence : compared.renamed_parties)
    lines.push_back({after.document.nodes.front().id, sentence + ".", {}, {}});
  ToldChanges told = TRY(tell_changes(compared, reasons));
  std::move(told.lines.begin(), told.lines.end(), std::back_inserter(lines));
  return lines;
}

Result<flow::Flow> change_list(const Source& before, const Source& after, const diff::Changes& changes,
                               const ComparisonOptions& options) {
  const Compared compared = TRY(lay_over(before, after, changes, options.language));
  const ToldChanges told = TRY(tell_changes(compared, options.reasons));
  flow::Flow out = comparison_head(compared, options, msg("List of changes: {0}", edition_title(after)));
  out.blocks.push_back(text_paragraph(summary(compared, told.words)));
  if (!told.lines.empty()) out.blocks.push_back({list_of(told.lines, options.language), {}});
  return out;
}

}  // namespace zielbaum::compose
