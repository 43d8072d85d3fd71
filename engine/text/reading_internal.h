// What a reading of Markdown gathers, and the inline half of it: cmark's inlines to runs with byte ranges.
#pragma once

#include <cmark.h>

#include <map>
#include <span>
#include <string>
#include <vector>

#include "model/prose.h"
#include "text/source_internal.h"

namespace zielbaum::text {

/// A text of cmark's, which lives as long as its node; "" for none.
inline std::string_view view(const char* text) {
  return text == nullptr ? std::string_view{} : std::string_view{text};
}

struct Note {
  std::string label;  ///< as the definition spells it
  bool used = false;
};

/// The state of reading one section.
struct Reading {
  Source source;
  model::Prose prose;
  Findings findings;
  std::map<std::string, Note> notes;   ///< by label, letter case folded
  std::vector<std::uint32_t> escapes;  ///< offsets of the masked stars and dots that turned out to be text
};

void report(Reading& reading, Severity severity, const char* code, Message message, std::uint32_t offset, Message hint);

/// Text that is handed to cmark, line by line out of the source: the source itself, the body of a footnote, or the
/// cells of a table.
struct Sheet {
  std::string_view text;
  std::span<const std::uint32_t> begins;   ///< of each line and of the end; only differences matter
  std::span<const std::uint32_t> origins;  ///< offset in the source that stands for the line's first byte
  bool cells = false;                      ///< "\|" in code is "|"
};

/// The runs of a paragraph or heading. `range` is the block's.
[[nodiscard]] model::Runs read_runs(Reading& reading, const Sheet& sheet, cmark_node* block, model::ByteRange range);

/// If a paragraph is nothing but a picture: the picture.
[[nodiscard]] bool is_lone_image(const model::Runs& runs);

/// Reads the whole section.
[[nodiscard]] Reading read(std::string_view markdown);

}  // namespace zielbaum::text
