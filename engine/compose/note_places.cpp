#include "compose/note_places_internal.h"

#include <algorithm>

#include "text/text.h"

namespace zielbaum::compose {

namespace {

bool is_mark_of(const diff::Edit& edit, const std::string& label) {
  return edit.run.kind == model::RunKind::NoteMark && edit.run.text == label;
}

}  // namespace

NotePlaces::NotePlaces(const diff::ProseChange& prose) : prose_(prose) {
  for (const diff::BlockPair& note : prose.notes) {
    std::optional<std::size_t> place;
    for (std::size_t i = 0; i < prose.blocks.size() && !place; ++i) {
      const diff::Edits& edits = prose.blocks[i].edits;
      if (std::any_of(edits.begin(), edits.end(), [&](const diff::Edit& edit) { return is_mark_of(edit, note.note); }))
        place = i;
    }
    places_.push_back(place);
  }
}

std::vector<std::size_t> NotePlaces::of_block(std::size_t block) const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (places_[i] == block) out.push_back(i);
  return out;
}

std::vector<std::size_t> NotePlaces::elsewhere() const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (!places_[i]) out.push_back(i);
  return out;
}

std::string NotePlaces::words_before_mark(std::size_t note) const {
  constexpr std::size_t kWords = 4;
  if (!places_[note]) return "";
  std::string text;
  for (const diff::Edit& edit : prose_.blocks[*places_[note]].edits) {
    if (is_mark_of(edit, prose_.notes[note].note)) break;
    if (edit.kind == diff::EditKind::Deleted || edit.run.kind == model::RunKind::NoteMark) continue;
    text += edit.run.kind == model::RunKind::LineBreak ? " " : edit.run.text;
  }
  const std::vector<std::string_view> tokens = text::words(text);
  std::size_t begin = tokens.size();
  std::size_t end = tokens.size();
  while (end > 0 && !text::is_word(tokens[end - 1])) --end;
  begin = end;
  for (std::size_t words = 0; begin > 0 && words < kWords;) words += text::is_word(tokens[--begin]) ? 1 : 0;
  std::string out = begin > 0 ? "… " : "";
  for (std::size_t i = begin; i < end; ++i) out += tokens[i];
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

}  // namespace zielbaum::compose
