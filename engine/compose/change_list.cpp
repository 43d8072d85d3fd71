#include <algorithm>
#include <iterator>

#include "compose/comparison_internal.h"
#include "compose/front_matter_internal.h"
#include "compose/lineage_notes_internal.h"
#include "compose/names_internal.h"
#include "compose/prose_blocks_internal.h"
#include "compose/sentences_internal.h"
#include "compose/text_change_words_internal.h"

namespace zielbaum::compose {

namespace {

using model::kNoNode;

/// Whether what is quoted at the end has a full stop already.
bool ends_sentence(std::string_view text) {
  for (const std::string_view quote : {"‘", "’", "“", "”"}) {
    if (!text.ends_with(quote)) continue;
    text.remove_suffix(quote.size());
    return text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
  }
  return false;
}

/// Whether nodes came, went or have another place, from which other numbers follow.
bool changes_places(const Compared& compared) {
  return std::any_of(compared.changes.begin(), compared.changes.end(), [](const diff::Change* change) {
    return change != nullptr && (change->place.changed() || change->kind.changed());
  });
}

Result<ToldChanges> tell_changes(const Compared& compared, const Reasons& reasons) {
  ChangeTeller teller(compared, reasons);
  for (std::size_t i = 0; i < compared.steps.size(); ++i) {
    const diff::Change* const change = compared.changes[i];
    if (change == nullptr || compared.steps[i].old_place) continue;
    const bool shows_prose = change->prose.changed() && !change->removed();
    diff::ProseChange prose;
    if (shows_prose) prose = TRY(compare_step_prose(compared, compared.steps[i]));
    TRY(teller.add(compared.steps[i], *change, prose));
  }
  return teller.told();
}

}  // namespace

std::string ChangeTeller::name_of(const diff::Step& step) const {
  return name_over_time(compared_, step.before, step.after, displaced_ ? OldNumber::LeftOut : OldNumber::Shown);
}

ChangeLine& ChangeTeller::add(const diff::Step& step, LineKind what, const std::string& place,
                              const std::string& sentence) {
  ChangeLine line;
  line.node = shown_node(compared_, step).node.id;
  line.what = what;
  line.text = name_of(step) + (place.empty() ? "" : ", " + place);
  line.named = line.text.size();
  line.text += ": " + sentence;
  if (!ends_sentence(sentence)) line.text += ".";
  told_.lines.push_back(std::move(line));
  return told_.lines.back();
}

void ChangeTeller::add(const ComparedFact& fact) {
  add_fact(compared_.steps.front(), LineKind::Whole, fact);
}

void ChangeTeller::add_fact(const diff::Step& step, LineKind what, const ComparedFact& fact) {
  ChangeLine& line = add(step, what, fact.label, tell_fact(fact, compared_.language));
  line.part = fact.label;
  line.before = on_one_line(fact.before);
  line.after = on_one_line(fact.after);
}

/// Words that are told with those at another place have no line of their own, but their values stand there too.
void ChangeTeller::add_prose(const diff::Step& step, LineKind what, const std::string& part,
                             const diff::ProseChange& prose) {
  for (ToldChange& told : tell_prose(prose, compared_.language)) {
    if (told.sentence.empty()) continue;
    const std::string place = part.empty() || told.place.empty() ? part + told.place : part + ", " + told.place;
    ChangeLine& line = add(step, what, place, told.sentence);
    line.part = part;
    if (told.change) line.before = told.change->before;
    if (told.change) line.after = diff::plain_words(told.change->after);
    line.change = std::move(told.change);
  }
}

Result<void> ChangeTeller::add(const diff::Step& step, const diff::Change& change, const diff::ProseChange& prose) {
  const std::size_t told = told_.lines.size();
  displaced_ = change.moved() || change.reordered();
  TRY(add_changes(step, change, prose));
  const auto reason = reasons_.find(change.node);
  if (reason != reasons_.end() && told_.lines.size() > told) told_.lines.back().reason = reason->second;
  return {};
}

Result<void> ChangeTeller::add_changes(const diff::Step& step, const diff::Change& change,
                                       const diff::ProseChange& prose) {
  std::string lineage;
  for (const flow::Runs& note : notes_about(compared_, change.node)) lineage += "; " + words_of_note(note);
  if (change.removed()) {
    add(step, LineKind::Removed, {}, dropped(compared_) + lineage);
    return {};
  }
  if (change.added()) {
    add_new(step, prose, lineage);
    return {};
  }
  for (const flow::Runs& note : notes_about(compared_, change.node))
    add(step, LineKind::Lineage, {}, words_of_note(note));
  if (displaced_) {
    const Places places = both_places(compared_, step);
    ChangeLine& line =
        add(step, LineKind::Moved, {}, say(msg("moved, previously {0}; now {1}", places.before, places.after)));
    line.before = places.before;
    line.after = places.after;
  }
  if (change.title.changed()) {
    ChangeLine& line = add(step, LineKind::Title, say(msg("Title")),
                           say(msg("{0} is replaced by {1}", quoted(*change.title.before, compared_.language),
                                   quoted(*change.title.after, compared_.language))));
    line.before = *change.title.before;
    line.after = *change.title.after;
  }
  if (change.prose.changed()) {
    told_.words += prose.words_changed;
    add_prose(step, LineKind::Text, "", prose);
  }
  for (const ComparedFact& fact : compare_facts(compared_, step, Facts::Changed)) {
    if (!fact.changed()) continue;
    const auto translation = std::find_if(change.translations.begin(), change.translations.end(),
                                          [&](const diff::Became<model::ProseTranslation>& one) {
                                            return one.before && one.after && one.after->lang == fact.translation;
                                          });
    if (translation != change.translations.end() && translation->before->prose != translation->after->prose) {
      add_prose(step, LineKind::Translation, fact.label, TRY(compare_translation(compared_, *translation)));
    } else {
      add_fact(step, fact.translation.empty() ? LineKind::Field : LineKind::Translation, fact);
    }
  }
  return {};
}

/// A new node is told with all that it says.
void ChangeTeller::add_new(const diff::Step& step, const diff::ProseChange& prose, const std::string& lineage) {
  const model::NodeIndex parent = compared_.after.document.nodes[step.after].parent;
  std::string sentence = say(msg("new"));
  if (parent != kNoNode && parent != 0) {
    diff::Step above;
    above.after = parent;
    const ShownNode shown = shown_node(compared_, above);
    sentence =
        say(msg("new, below {0}", node_name(shown.node, shown.number, shown.source.type, tag_of(compared_.language))));
  }
  std::vector<std::string>& details = add(step, LineKind::Added, {}, sentence + lineage).details;
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

ToldChanges ChangeTeller::told() const {
  ToldChanges out = told_;
  if (compared_.narrowed || !changes_places(compared_)) return out;
  for (Renumbered& one : renumbered(compared_)) {
    ChangeLine line;
    line.node = compared_.after.document.nodes.front().id;
    line.what = LineKind::Numbers;
    line.text = one.sentence + ".";
    line.before = std::move(one.before);
    line.after = std::move(one.after);
    out.lines.push_back(std::move(line));
  }
  return out;
}

std::vector<ChangeLine> whole_lines(const Compared& compared) {
  const Reasons none;
  ChangeTeller teller(compared, none);
  for (const ComparedFact& fact : compared.whole) teller.add(fact);
  return teller.so_far().lines;
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
  for (const std::string& sentence : compared.renamed_parties) {
    ChangeLine& line = lines.emplace_back();
    line.node = after.document.nodes.front().id;
    line.text = sentence + ".";
    line.what = LineKind::Office;
  }
  std::vector<ChangeLine> whole = whole_lines(compared);
  std::move(whole.begin(), whole.end(), std::back_inserter(lines));
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
