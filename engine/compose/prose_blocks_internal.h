// Prose into blocks of a Flow: what a section's Markdown says, with its references turned into links and its footnotes
// gathered for the whole document.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/message.h"
#include "flow/flow.h"
#include "model/prose.h"

namespace zielbaum::compose {

/// Where prose stands, as far as its references need to know.
struct ProseSetting {
  DocumentId document;  ///< whose media/ its pictures are in
  /// What pictures there are: of others their descriptions are shown. Absent: all.
  std::optional<std::span<const std::string>> media = std::nullopt;
  std::string_view pictures_of = {};                    ///< as Source has it
  Language language = Language::German;                 ///< for words of our own
  bool page_numbers = false;                            ///< links to nodes that are here say the page in print
  std::function<bool(const NodeId&)> here;              ///< whether a node of the document has an anchor in the Flow
  std::function<std::string(const NodeId&)> name = {};  ///< of a node of the document; "" where there is none
};

/// Blocks of one section. Its footnotes go to the end of `notes` in the order of their first mention, so that numbers
/// run through the document. Pictures inside a line follow their paragraph; rules are left out, as the tree divides.
[[nodiscard]] flow::Blocks prose_blocks(const model::Prose& prose, const ProseSetting& setting,
                                        std::vector<flow::Note>& notes);

/// A section that is composed in parts. Views; what they look at must outlive it.
struct ProseInParts {
  const model::Prose& prose;
  const ProseSetting& setting;
  std::vector<flow::Note>& notes;
  std::map<std::string, std::uint32_t> numbers = {};  ///< in `notes`, by label, of the footnotes mentioned so far
  std::map<std::string, std::string> names = {};      ///< by label, of footnotes that are called otherwise in words
};
/// One block of the section. For a picture or paragraph with pictures, several.
[[nodiscard]] flow::Blocks prose_block(const model::Block& block, ProseInParts& section);
/// The mark of a footnote of the section. One that is not defined stays as it was written.
[[nodiscard]] flow::Run note_mark(const std::string& label, ProseInParts& section);

/// Behind each link inside the Flow the page that it leads to, where the setting wishes so.
void add_page_numbers(flow::Runs& text, const ProseSetting& setting);

[[nodiscard]] flow::Align align_of(model::Align align);

/// The words of runs: pictures and footnote marks are left out.
[[nodiscard]] flow::Runs prose_runs(const model::Runs& runs, const ProseSetting& setting);

/// Where a link in prose leads to, in words: an address, or the name of a node.
[[nodiscard]] std::string target_in_words(std::string_view link, const ProseSetting& setting);

/// What a link in prose becomes in a Flow: "#node" where the node is here; "" where it cannot lead anywhere.
[[nodiscard]] std::string link_in_flow(std::string_view link, const ProseSetting& setting);

/// A paragraph of one run of text.
[[nodiscard]] flow::Block text_paragraph(std::string text, flow::ParagraphRole role = flow::ParagraphRole::Body);

/// A table cell that holds one paragraph.
[[nodiscard]] flow::Cell paragraph_cell(flow::Runs runs, flow::Scope scope = flow::Scope::None);

}  // namespace zielbaum::compose
