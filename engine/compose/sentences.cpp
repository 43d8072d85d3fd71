#include "compose/sentences_internal.h"

#include <algorithm>

#include "compose/text_change_words_internal.h"
#include "text/text.h"

namespace zielbaum::compose {

namespace {

using diff::Edit;
using diff::EditKind;
using diff::Edits;

std::string text_of(const Edit& edit) {
  if (edit.run.kind == model::RunKind::NoteMark) return note_name(edit.run.text);
  std::string text = edit.run.text;
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return std::string(text);
}

/// "‚A‘, ‚B‘ und ‚C‘"
std::string listed(const std::vector<std::string>& values, Language language) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string value = quoted(values[i], language);
    out = i == 0                   ? value
          : i + 1 == values.size() ? render(msg("{0} and {1}", out, value), language)
                                   : out + ", " + value;
  }
  return out;
}

Message became(const FactPart& part) {
  switch (part.aspect) {
    case diff::Aspect::Begin:
      return msg("the beginning ‘{0}’ is replaced by ‘{1}’", part.before, part.after);
    case diff::Aspect::End:
      return msg("the end ‘{0}’ is replaced by ‘{1}’", part.before, part.after);
    case diff::Aspect::Unit:
      return msg("the unit ‘{0}’ is replaced by ‘{1}’", part.before, part.after);
    case diff::Aspect::Whole:
    case diff::Aspect::Year:
      break;
  }
  return msg("‘{0}’ is replaced by ‘{1}’", part.before, part.after);
}

/// What became another first, then who came, was renamed and went, then the order.
std::string tell_parts(const ComparedFact& fact, Language language) {
  std::vector<std::string> told;
  std::vector<std::string> came, went;
  bool reordered = false;
  for (const FactPart& part : fact.parts) {
    if (part.what == diff::PartChange::Became) told.push_back(render(became(part), language));
    if (part.what == diff::PartChange::Came) came.push_back(part.after);
    if (part.what == diff::PartChange::Went) went.push_back(part.before);
    reordered = reordered || part.what == diff::PartChange::Reordered;
  }
  if (!came.empty())
    told.push_back(render(came.size() == 1 ? msg("added: {0}", listed(came, language))
                                           : msg("several added: {0}", listed(came, language)),
                          language));
  for (const FactPart& part : fact.parts) {
    if (part.what == diff::PartChange::Renamed)
      told.push_back(render(msg("renamed: ‘{0}’, now ‘{1}’", part.before, part.after), language));
  }
  if (!went.empty())
    told.push_back(render(went.size() == 1 ? msg("dropped: {0}", listed(went, language))
                                           : msg("several dropped: {0}", listed(went, language)),
                          language));
  if (reordered)
    told.push_back(render(
        fact.parts.size() == 1 ? msg("other order: ‘{0}’", on_one_line(fact.after)) : msg("other order"), language));
  std::string out;
  for (const std::string& one : told) out += (out.empty() ? "" : "; ") + one;
  return out;
}

}  // namespace

std::string on_one_line(const Edits& edits) {
  std::string out;
  for (const Edit& edit : edits) out += text_of(edit);
  return trimmed(out);
}

std::vector<std::string> tell_edits(const Edits& edits, Language language) {
  model::Runs before, after;
  for (const Edit& edit : edits) {
    if (edit.kind != EditKind::Inserted) before.push_back(edit.run);
    if (edit.kind != EditKind::Deleted) after.push_back(edit.run);
  }
  std::vector<std::string> out;
  for (const diff::TextChange& change : diff::text_changes(before, after)) {
    std::string sentence = told_sentence(change, language);
    if (!sentence.empty()) out.push_back(std::move(sentence));
  }
  return out;
}

std::string tell_fact(const ComparedFact& fact, Language language) {
  const auto say = [&](const Message& message) { return render(message, language); };
  if (!fact.told.empty()) return fact.told;
  if (fact.before.empty()) return say(msg("new: ‘{0}’", on_one_line(fact.after)));
  if (fact.after.empty()) return say(msg("‘{0}’ is dropped", on_one_line(fact.before)));
  if (!fact.parts.empty()) return tell_parts(fact, language);
  return say(msg("‘{0}’ is replaced by ‘{1}’", on_one_line(fact.before), on_one_line(fact.after)));
}

std::vector<ToldChange> tell_prose(const diff::ProseChange& prose, Language language) {
  const diff::NoteNames names{[&](const std::string& label) {
                                const auto known = prose.old_note_names.find(label);
                                return note_name(known == prose.old_note_names.end() ? label : known->second);
                              },
                              note_name};
  std::vector<ToldChange> told;
  for (diff::TextChange& change : diff::text_changes(prose, names)) {
    std::string sentence = told_sentence(change, language);
    std::string place = told_place(change, language);
    told.push_back({std::move(place), std::move(sentence), std::move(change)});
  }
  if (told.empty())
    told.push_back(
        {{}, render(msg("only the file is written another way; what is printed stays the same"), language), {}});
  return told;
}

}  // namespace zielbaum::compose
