// The parts of a redlined edition: what is marked as new or gone as a whole, and prose in which both versions stand.
#pragma once

#include <functional>
#include <string>

#include "compose/comparison_internal.h"
#include "compose/edit_runs_internal.h"
#include "compose/prose_blocks_internal.h"

namespace zielbaum::compose {

/// Marks all words of blocks as new. Pictures say so in words.
void mark_inserted(flow::Blocks& blocks, Language language);

/// How a footnote's mark reads where the footnote itself is gone: "(label)".
using NameNote = std::function<std::string(std::uint32_t note)>;

[[nodiscard]] NameNote name_by_label(const ProseInParts& section);
/// What a footnote is called where it is not by its mark.
[[nodiscard]] const std::string& label_in_words(const std::string& label, const ProseInParts& section);

/// What is left of a picture that is gone: its description, or the picture, with a word that it is gone.
enum class GonePictures { InWords, Shown };
/// Marks all words of blocks as gone: struck out and in [ ]. Links lead nowhere any more.
void mark_deleted(flow::Blocks& blocks, const NameNote& name, Language language,
                  GonePictures pictures = GonePictures::InWords);
void mark_deleted(flow::Runs& runs, const NameNote& name);

void append(flow::Blocks& out, flow::Blocks blocks);

/// Names in the place of all marks of footnotes.
void name_note_marks(flow::Blocks& blocks, const NameNote& name);
/// No block says that it changed: where all that is shown did, bars beside it say nothing.
void remove_bars(flow::Blocks& blocks);
/// Puts words before the first ones; before what does not begin with a paragraph in one of their own.
void begin_with(flow::Run words, flow::Blocks& blocks);

/// A footnote that is gone, told below the block that had its mark: "[Fußnote (1): Bericht 2021]".
[[nodiscard]] flow::Blocks gone_note(const std::string& name, flow::Blocks blocks, const NameNote& name_note,
                                     Language language);

/// Both versions of a section. The old one's notes go to a list of its own, since they have no number in the Flow.
struct BothSections {
  ProseInParts& before;
  ProseInParts& after;
  Language language;
  std::string anchor;  ///< begins the anchors of paragraphs that went to another place
};
/// The new section with its changes: words and lines, rows and columns, whole blocks, footnotes. What went to another
/// place inside the section stands at its new one; a line at the old one leads there.
[[nodiscard]] flow::Blocks redlined_prose(const diff::ProseChange& change, BothSections sections);

/// A block with its changes, in both versions or as one of them has it: words and lines, rows and columns, or the
/// whole. Without blocks where the version does not have it. Where it went to, or came from, is not looked at.
[[nodiscard]] flow::Blocks redlined_block(const diff::BlockPair& pair, BothSections& sections, Sides sides);
/// A block that changed, inside which lines, rows and columns may have come or gone.
[[nodiscard]] flow::Blocks redlined_lines(const diff::BlockPair& pair, BothSections& sections, Sides sides);
/// The same of a block that went to another place and was reworded on the way.
[[nodiscard]] flow::Blocks redlined_alone(const model::Block& before, const model::Block& after, BothSections& sections,
                                          Sides sides);

/// Where words lead to that are the same and now lead elsewhere: a remark each.
[[nodiscard]] flow::Blocks new_targets(const diff::Edits& edits, const BothSections& sections, Sides sides);

/// Whether any of the blocks, or one inside of them, changed.
[[nodiscard]] bool says_change(const flow::Blocks& blocks);

/// Of a block that went to another place.
[[nodiscard]] bool is_reworded(const diff::BlockPair& pair);

/// A paragraph of small type about what follows: "bisher Ziel 2.3".
[[nodiscard]] flow::Block remark(flow::Runs runs, std::string anchor = {});

}  // namespace zielbaum::compose
