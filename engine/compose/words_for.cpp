#include "compose/words_for.h"

namespace zielbaum::compose {

Message word_for(std::string_view what) {
  if (what == "added") return msg("added");
  if (what == "removed") return msg("removed");
  if (what == "moved") return msg("moved");
  if (what == "reordered") return msg("reordered");
  if (what == "retitled") return msg("retitled");
  if (what == "fields") return msg("fields changed");
  if (what == "succession") return msg("office renamed");
  if (what == "links") return msg("links changed");
  if (what == "reworded") return msg("reworded");
  if (what == "formatted") return msg("formatted");
  if (what == "kind") return msg("kind changed");
  return Message{std::string(what), {}};
}

std::vector<Message> other_words_for(std::string_view what) {
  if (what == "added") return {msg("new")};
  if (what == "removed") return {msg("dropped")};
  if (what == "retitled") return {msg("renamed")};
  if (what == "fields") return {msg("fields")};
  if (what == "links") return {msg("links")};
  return {};
}

std::string in_words(const std::vector<std::string_view>& what, Language language) {
  std::string words;
  for (const std::string_view word : what) words += (words.empty() ? "" : ", ") + render(word_for(word), language);
  return words;
}

std::string counted_kind(const model::DocumentType& type, std::string_view kind, std::size_t count, Language language) {
  const std::string_view lang = language == Language::German ? "de" : "en";
  const model::KindRule* const rule = type.kind(kind);
  if (rule == nullptr) return std::to_string(count) + " " + std::string(kind);
  const std::string_view plural = model::in_language(rule->plural, lang);
  const std::string_view label = count == 1 || plural.empty() ? model::in_language(rule->label, lang) : plural;
  return std::to_string(count) + " " + std::string(label);
}

std::string told_renaming(const diff::RenamedParty& renamed, Language language) {
  return render(
      msg("Office renamed: ‘{0}’, now ‘{1}’", renamed.name.before.value_or(""), renamed.name.after.value_or("")),
      language);
}

}  // namespace zielbaum::compose
