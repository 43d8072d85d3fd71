#include <algorithm>

#include "compose/edit_runs_internal.h"
#include "compose/names_internal.h"
#include "compose/note_places_internal.h"
#include "compose/redline_internal.h"
#include "text/text.h"

namespace zielbaum::compose {

namespace {

using diff::BlockChange;
using diff::BlockPair;

/// How many words tell which block went elsewhere.
constexpr std::size_t kFirstWords = 5;

std::string first_words(const diff::Edits& edits) {
  std::string all;
  for (const diff::Edit& edit : edits) all += edit.run.kind == model::RunKind::LineBreak ? " " : edit.run.text;
  const std::vector<std::string_view> tokens = text::words(all);
  std::string out;
  std::size_t words = 0;
  for (const std::string_view token : tokens) {
    if (text::is_word(token) && words++ == kFirstWords) return out + "…";
    out += token;
  }
  return out;
}

class ProseRedline {
 public:
  ProseRedline(const diff::ProseChange& change, BothSections& sections) : change_(change), sections_(sections) {}

  flow::Blocks compose() {
    // A footnote that is gone follows the block that had its mark; that it is gone is known when all are composed.
    std::vector<flow::Blocks> blocks;
    for (std::size_t i = 0; i < change_.blocks.size(); ++i) blocks.push_back(block(change_.blocks, i));
    blocks.emplace_back();
    const NotePlaces places(change_);
    // The pairs of one footnote follow one another.
    for (std::size_t begin = 0; begin < change_.notes.size();) {
      std::size_t end = begin;
      while (end < change_.notes.size() && change_.notes[end].note == change_.notes[begin].note) ++end;
      add_note(begin, end, blocks[places.block_of(begin).value_or(change_.blocks.size())]);
      begin = end;
    }
    flow::Blocks out;
    for (flow::Blocks& some : blocks) append(out, std::move(some));
    return out;
  }

 private:
  std::string say(const Message& message) const { return render(message, sections_.language); }

  flow::Blocks block(const std::vector<BlockPair>& all, std::size_t i) {
    const BlockPair& pair = all[i];
    if (!pair.elsewhere) return redlined_block(pair, sections_, Sides::Both);
    return pair.change == BlockChange::Deleted ? flow::Blocks{moved_away(pair, i)}
                                               : moved_here(pair, all[*pair.elsewhere]);
  }

  // Both places carry the number of the old one.
  std::string here(std::size_t old) const { return sections_.anchor + ".here." + std::to_string(old + 1); }
  std::string away(std::size_t old) const { return sections_.anchor + ".away." + std::to_string(old + 1); }

  flow::Block moved_away(const BlockPair& pair, std::size_t i) const {
    if (!pair.note.empty()) return remark({plain_run(say(msg("now at another place")))});
    flow::Run link = plain_run(say(msg("now at another place")));
    link.link = "#" + here(i);
    return remark({plain_run(say(msg("“{0}”:", first_words(pair.edits))) + " "), std::move(link)}, away(i));
  }

  flow::Blocks moved_here(const BlockPair& pair, const BlockPair& old) {
    flow::Run link = plain_run(say(msg("previously at another place")));
    flow::Blocks out;
    if (pair.note.empty()) {
      link.link = "#" + away(*pair.elsewhere);
      out.push_back(remark({std::move(link)}, here(*pair.elsewhere)));
    } else {
      out.push_back(remark({std::move(link)}));
    }
    append(out, is_reworded(pair) ? redlined_alone(*old.before, *pair.after, sections_, Sides::Both)
                                  : prose_block(*pair.after, sections_.after));
    return out;
  }

  /// In the old text. A footnote may be defined still, but without a mark nobody sees it.
  bool was_mentioned(const std::string& label) const {
    const auto mentions = [&](const BlockPair& pair) {
      return std::any_of(pair.edits.begin(), pair.edits.end(), [&](const diff::Edit& edit) {
        return edit.kind != diff::EditKind::Inserted && edit.run.kind == model::RunKind::NoteMark &&
               edit.run.text == label;
      });
    };
    return std::any_of(change_.blocks.begin(), change_.blocks.end(), mentions) ||
           std::any_of(change_.notes.begin(), change_.notes.end(), mentions);
  }

  /// A footnote whose mark stands in the new text keeps its number; its blocks are shown with their changes.
  void add_note(std::size_t begin, std::size_t end, flow::Blocks& out) {
    const std::string label = change_.notes[begin].note;
    const auto first = change_.notes.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = change_.notes.begin() + static_cast<std::ptrdiff_t>(end);
    const auto is = [](BlockChange what) { return [what](const BlockPair& pair) { return pair.change == what; }; };
    const auto known = sections_.after.numbers.find(label);
    if (known == sections_.after.numbers.end()) {
      if (!was_mentioned(label)) return;
      flow::Blocks gone;
      for (auto pair = first; pair != last; ++pair)
        if (pair->before) append(gone, prose_block(*pair->before, sections_.before));
      if (gone.empty()) return;
      append(out, gone_note(note_name(label), std::move(gone), name_by_label(sections_.before), sections_.language));
      return;
    }
    if (std::all_of(first, last, is(BlockChange::Same))) return;
    const std::uint32_t number = known->second;
    flow::Blocks blocks;
    for (std::size_t i = begin; i < end; ++i) append(blocks, block(change_.notes, i));
    sections_.after.notes[number].blocks = std::move(blocks);
  }

  const diff::ProseChange& change_;
  BothSections& sections_;
};

}  // namespace

bool is_reworded(const diff::BlockPair& pair) {
  return std::any_of(pair.reworded.begin(), pair.reworded.end(),
                     [](const diff::Edit& edit) { return edit.kind != diff::EditKind::Same || edit.reformatted; });
}

flow::Blocks redlined_block(const BlockPair& pair, BothSections& sections, Sides sides) {
  const bool shows_old = sides == Sides::Old;
  if (pair.change == BlockChange::Same)
    return shows_old ? prose_block(*pair.before, sections.before) : prose_block(*pair.after, sections.after);
  // A block of another kind came in its place, or hardly a word of it was kept.
  const bool replaced = pair.change == BlockChange::Changed &&
                        (pair.rewritten || pair.before->content.index() != pair.after->content.index());
  if (pair.change == BlockChange::Changed && !replaced) return redlined_lines(pair, sections, sides);
  flow::Blocks out;
  if (pair.before && sides != Sides::New) {
    out = prose_block(*pair.before, sections.before);
    const GonePictures pictures = shows_old ? GonePictures::Shown : GonePictures::InWords;
    mark_deleted(out, name_by_label(sections.before), sections.language, pictures);
  }
  if (pair.after && !shows_old) {
    flow::Blocks made = prose_block(*pair.after, sections.after);
    mark_inserted(made, sections.language);
    append(out, std::move(made));
  }
  return out;
}

flow::Blocks redlined_alone(const model::Block& before, const model::Block& after, BothSections& sections,
                            Sides sides) {
  const diff::ProseChange alone = diff::compare_prose(model::Prose{{before}, {}}, model::Prose{{after}, {}});
  flow::Blocks out;
  for (const BlockPair& part : alone.blocks) append(out, redlined_block(part, sections, sides));
  return out;
}

flow::Blocks redlined_prose(const diff::ProseChange& change, BothSections sections) {
  return ProseRedline(change, sections).compose();
}

}  // namespace zielbaum::compose
