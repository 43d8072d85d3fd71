// The parts of a redlined edition: what is marked as new or gone as a whole, and prose in which both versions stand.
#pragma once

#include <functional>
#include <string>

#include "compose/comparison_internal.h"
#include "compose/prose_blocks_internal.h"

namespace zielbaum::compose {

/// Marks all words of blocks as new. Pictures say so in words.
void mark_inserted(flow::Blocks& blocks, Language language);

/// How a footnote's mark reads where the footnote itself is gone: "(label)".
using NameNote = std::function<std::string(std::uint32_t note)>;

[[nodiscard]] NameNote name_by_label(const ProseInParts& section);

/// Marks all words of blocks as gone: struck out and in [ ]. Links lead nowhere any more; of a picture its description
/// is left.
void mark_deleted(flow::Blocks& blocks, const NameNote& name, Language language);
void mark_deleted(flow::Runs& runs, const NameNote& name);

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

/// One block that changed, inside which lines, rows and columns may have come or gone.
[[nodiscard]] flow::Blocks redlined_block(const diff::BlockPair& pair, BothSections& sections);

/// A paragraph of small type about what follows: "bisher Ziel 2.3".
[[nodiscard]] flow::Block remark(flow::Runs runs, std::string anchor = {});

}  // namespace zielbaum::compose
