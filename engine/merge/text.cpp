// Markdown, sentence by sentence.
#include <algorithm>
#include <string>

#include "merge/closing_internal.h"
#include "merge/layout_internal.h"
#include "merge/neighbours_internal.h"
#include "merge/notes_internal.h"

namespace zielbaum::merge {

namespace {

/// What a text says, block by block.
std::vector<std::string> told(const Passages& passages) {
  std::vector<std::string> out;
  for (const Passage& one : passages) {
    if (one.joint() && one.depth != kSameParagraph) {
      out.push_back(std::to_string(one.level) + one.key);
    } else if (!one.joint() && !out.empty()) {
      out.back() += (one.sort == PassageSort::Sentence ? " " : "\n") + one.key;
    }
  }
  return out;
}

MergedText all_in_conflict(std::string_view base, std::string_view ours, std::string_view theirs, Side where_both) {
  const std::string_view text = where_both == Side::Base ? base : where_both == Side::Ours ? ours : theirs;
  return {std::string(text), {{std::string(base), std::string(ours), std::string(theirs)}}};
}

}  // namespace

MergedText merge_text(std::string_view base, std::string_view ours, std::string_view theirs, Side where_both) {
  if (ours == theirs || theirs == base) return {std::string(ours), {}};
  if (ours == base) return {std::string(theirs), {}};
  Gap all{passages_in(base), passages_in(ours), passages_in(theirs)};
  const auto note_names = name_notes_alike(all);
  std::vector<Piece> pieces = pieces_of(all);
  const Lists lists = settle_lists(pieces);
  std::vector<Carried> carried = carry_moves(pieces);
  part_doubles(pieces);
  take_back(carried, pieces);
  const Close close = all.base.empty() ? no_way : closed;
  Merging merged = merge_pieces(pieces, close, where_both);
  while (part_from_neighbours(pieces, merged.passages) || part_from_what_refers(pieces, merged.passages)) {
    take_back(carried, pieces);
    merged = merge_pieces(pieces, close, where_both);
  }
  rename_notes(merged.passages, note_names);
  for (TextConflict& conflict : merged.conflicts)
    for (std::string* const one : {&conflict.base, &conflict.ours, &conflict.theirs})
      *one = with_notes_renamed(*one, note_names);
  std::string text = text_of(merged.passages, lists);
  if (told(passages_in(text)) != told(merged.passages)) return all_in_conflict(base, ours, theirs, where_both);
  if (!text.empty()) text += '\n';
  return {std::move(text), std::move(merged.conflicts)};
}

}  // namespace zielbaum::merge
