#include "compose/comparison_internal.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <unordered_map>

#include "compose/facts_internal.h"
#include "compose/lineage_notes_internal.h"
#include "compose/words_for.h"
#include "schema/schema.h"
#include "text/text.h"

namespace zielbaum::compose {

namespace {

using model::kNoNode;
using model::Node;
using model::NodeIndex;

const Node* node_at(const Source& source, NodeIndex index) {
  return index == kNoNode ? nullptr : &source.document.nodes[index];
}

/// No text has it, and what is no text mostly does.
constexpr char kNoText = '\0';

model::Prose text_of(const std::string& markdown, const ContentId& content, Language language) {
  if (markdown.find(kNoText) == std::string::npos) return text::parse(markdown).prose;
  model::Run run;
  run.text =
      render(msg("no text: a file of {0} bytes, number {1}", markdown.size(), content.text.substr(0, 7)), language);
  model::Prose stand_in;
  stand_in.blocks.push_back({model::Paragraph{{std::move(run)}}, {}});
  return stand_in;
}

Result<model::Prose> prose_of(const Source& source, NodeIndex index, Language language) {
  if (index == kNoNode || !source.document.nodes[index].prose) return model::Prose{};
  const ContentId& content = *source.document.nodes[index].prose;
  return text_of(TRY(source.prose.read(content)), content, language);
}

std::string heading(const Source& source, const std::vector<std::string>& numbers, NodeIndex index) {
  if (index == kNoNode) return {};
  const std::string& number = numbers[index];
  const std::string& title = source.document.nodes[index].title;
  return number.empty() ? title : number + " " + title;
}

/// How a place is called: the number that a node has there and nowhere else, else the parent it hangs below.
std::string place(const Source& source, const std::vector<std::string>& numbers, NodeIndex index,
                  const std::string& other_number, Language language) {
  if (!numbers[index].empty() && numbers[index] != other_number) return numbers[index];
  const NodeIndex parent = source.document.nodes[index].parent;
  if (parent == kNoNode) return render(msg("at the top"), language);
  return render(msg("below “{0}”", heading(source, numbers, parent)), language);
}

std::string name_of_type(const Source& source, Language language) {
  return std::string(model::in_language(source.type.label, tag_of(language))) + " " +
         std::to_string(source.type.version);
}

std::vector<ComparedFact> facts_of_whole(const Source& before, const Source& after, const diff::Changes& changes,
                                         Language language) {
  std::vector<ComparedFact> out;
  const auto add = [&](const Message& label, const std::string& was, const std::string& is) {
    out.push_back(valued(render(label, language), was, is));
  };
  if (changes.type.changed() || changes.type_version.changed())
    add(msg("Type of document"), name_of_type(before, language), name_of_type(after, language));
  if (changes.lang.changed()) add(msg("Language"), before.document.lang, after.document.lang);
  const auto layout = [&](const Source& source) {
    const bool flat = source.document.layout == model::Layout::Flat;
    return render(flat ? msg("in one folder") : msg("in several folders"), language);
  };
  if (changes.layout.changed()) add(msg("Files of the texts"), layout(before), layout(after));
  std::vector<ComparedFact> printed = printed_facts(before, after, changes, language);
  std::move(printed.begin(), printed.end(), std::back_inserter(out));
  return out;
}

}  // namespace

std::string_view tag_of(Language language) {
  return language == Language::German ? "de" : "en";
}

std::string note_name(const std::string& label) {
  return "(" + label + ")";
}

ShownNode shown_node(const Compared& compared, const diff::Step& step) {
  const bool is_gone = step.after == kNoNode;
  const Source& source = is_gone ? compared.before : compared.after;
  const NodeIndex index = is_gone ? step.before : step.after;
  return {source, source.document.nodes[index], (is_gone ? compared.old_numbers : compared.new_numbers)[index]};
}

std::string dropped(const Compared& compared) {
  const bool is_decided = compared.after.edition.status == "decided";
  return render(is_decided ? msg("has been dropped") : msg("is dropped"), compared.language);
}

std::vector<std::string> numbers_in(const Source& source, Language language) {
  return schema::numbers(source.document, source.type, tag_of(language), source.counts);
}

Result<Compared> lay_over(const Source& before, const Source& after, const diff::Changes& changes, Language language) {
  Compared out{before,
               after,
               language,
               numbers_in(before, language),
               numbers_in(after, language),
               diff::outline(before.document, after.document),
               facts_of_whole(before, after, changes, language)};
  std::unordered_map<std::string_view, const diff::Change*> by_node;
  for (const diff::Change& change : changes.nodes) by_node.emplace(change.node.text, &change);
  for (const diff::Step& step : out.steps) {
    const auto found = by_node.find(shown_node(out, step).node.id.text);
    out.changes.push_back(found == by_node.end() ? nullptr : found->second);
  }
  for (const diff::RenamedParty& renamed : changes.renamed_parties)
    out.renamed_parties.push_back(told_renaming(renamed, language));
  out.narrowed = changes.narrowed;
  out.old_notes = std::make_shared<NoteNumbers>(before);
  out.new_notes = std::make_shared<NoteNumbers>(after);
  out.lineage = lineage_notes(out, TRY(diff::lineage(before.document, after.document, after.prose)));
  return out;
}

Result<void> number_notes(const Compared& compared, const diff::Step& step, StepProse& prose) {
  if (prose.before.footnotes.empty() && prose.after.footnotes.empty()) return {};
  by_printed_numbers(prose, TRY(compared.old_notes->of(step.before, prose.before)),
                     TRY(compared.new_notes->of(step.after, prose.after)), compared.language);
  return {};
}

Result<StepProse> read_step_prose(const Compared& compared, const diff::Step& step) {
  StepProse out;
  out.before = TRY(prose_of(compared.before, step.before, compared.language));
  out.after = TRY(prose_of(compared.after, step.after, compared.language));
  out.change = diff::compare_prose(out.before, out.after);
  TRY(number_notes(compared, step, out));
  return out;
}

Result<diff::ProseChange> compare_step_prose(const Compared& compared, const diff::Step& step) {
  StepProse read = TRY(read_step_prose(compared, step));
  return std::move(read.change);
}

Result<diff::ProseChange> compare_translation(const Compared& compared,
                                              const diff::Became<model::ProseTranslation>& change) {
  const auto read = [&](const Source& source,
                        const std::optional<model::ProseTranslation>& translation) -> Result<model::Prose> {
    if (!translation || !translation->prose) return model::Prose{};
    return text_of(TRY(source.prose.read(*translation->prose)), *translation->prose, compared.language);
  };
  return diff::compare_prose(TRY(read(compared.before, change.before)), TRY(read(compared.after, change.after)));
}

ComparedFact compare_headings(const Compared& compared, const diff::Step& step) {
  const Node* const before = node_at(compared.before, step.before);
  const Node* const after = node_at(compared.after, step.after);
  ComparedFact out = worded({}, before == nullptr ? "" : before->title, after == nullptr ? "" : after->title);
  // A number follows from the place, so another one is no changed word.
  const auto add_number = [](const std::vector<std::string>& numbers, NodeIndex index, diff::Edits& side) {
    if (index != kNoNode && !numbers[index].empty())
      side.insert(side.begin(), edit_of(diff::EditKind::Same, numbers[index] + " "));
  };
  add_number(compared.old_numbers, step.before, out.before);
  add_number(compared.new_numbers, step.after, out.after);
  return out;
}

std::string was_at(const Compared& compared, const diff::Step& step) {
  return render(msg("previously {0}", place(compared.before, compared.old_numbers, step.before,
                                            compared.new_numbers[step.after], compared.language)),
                compared.language);
}

std::string is_at(const Compared& compared, const diff::Step& step) {
  return render(msg("now {0}", place(compared.after, compared.new_numbers, step.after,
                                     compared.old_numbers[step.before], compared.language)),
                compared.language);
}

std::string_view happened(const diff::Change* change) {
  if (change == nullptr) return "";
  if (change->added()) return "added";
  if (change->removed()) return "removed";
  if (change->moved() || change->reordered()) return "moved";
  return "changed";
}

std::string summary(const Compared& compared, std::size_t words) {
  // By what happened, in this order, then by kind.
  constexpr std::array<std::string_view, 4> kOrder = {"added", "removed", "moved", "changed"};
  std::array<std::map<std::string, std::size_t>, 4> counts;
  for (std::size_t i = 0; i < compared.steps.size(); ++i) {
    const diff::Step& step = compared.steps[i];
    const diff::Change* const change = compared.changes[i];
    if (change == nullptr || step.old_place) continue;
    const auto what = std::find(kOrder.begin(), kOrder.end(), happened(change));
    ++counts[static_cast<std::size_t>(what - kOrder.begin())][shown_node(compared, step).node.kind];
  }
  const auto counted_nodes = [&](const std::string& kind, std::size_t count) {
    const bool is_known = compared.after.type.kind(kind) != nullptr;
    return counted_kind(is_known ? compared.after.type : compared.before.type, kind, count, compared.language);
  };
  const std::array<Message, 4> words_of = {msg("new"), msg("dropped"), msg("moved"), msg("changed")};
  std::string out;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    std::string kinds;
    for (const auto& [kind, count] : counts[i]) kinds += (kinds.empty() ? "" : ", ") + counted_nodes(kind, count);
    if (!kinds.empty()) out += (out.empty() ? "" : "; ") + kinds + " " + render(words_of[i], compared.language);
  }
  if (words > 0) out += (out.empty() ? "" : "; ") + render(counted(words, "{0} word", "{0} words"), compared.language);
  if (const std::size_t renamed = compared.renamed_parties.size(); renamed > 0)
    out += (out.empty() ? "" : "; ") +
           render(counted(renamed, "{0} office renamed", "{0} offices renamed"), compared.language);
  if (const std::size_t whole = compared.whole.size(); whole > 0)
    out += (out.empty() ? "" : "; ") +
           render(counted(whole, "{0} change of the whole", "{0} changes of the whole"), compared.language);
  return out.empty() ? render(msg("no changes"), compared.language) : out;
}

}  // namespace zielbaum::compose
