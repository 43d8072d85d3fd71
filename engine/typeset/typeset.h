// Flow + theme + fonts -> pages: lines broken, tables set, every item tagged and at its place. Front door of the
// module.
//
// Pure: no clock, no locale, no environment, no font search. Pages go into a sink one at a time; those that show page
// numbers not known yet (the contents list) are held back and follow as soon as the numbers are known, under their own
// index.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/length.h"
#include "base/result.h"
#include "flow/flow.h"
#include "media/media.h"
#include "model/workspace.h"
#include "typeset/page.h"

namespace zielbaum::typeset {

/// Where pages go. Called once for each page, not necessarily in order of `page.index`.
class PageSink {
 public:
  virtual ~PageSink() = default;
  [[nodiscard]] virtual Result<void> take(Page page) = 0;
};

/// The bytes of a figure's file by its key (flow::Figure::media).
using ReadMedia = std::function<Result<std::string>(std::string_view key)>;

/// Everything known once all pages are set.
struct Summary {
  std::uint32_t pages = 0;
  std::vector<Bookmark> bookmarks;        ///< in order, by level
  std::vector<Destination> destinations;  ///< anchors, sorted by name
};

/// Sets a Flow, and lets go of each block once it stands on pages: give the Flow away where it is long. Fails with
/// Invalid, naming the character, the words around it and the anchor of the heading above, where no font has a glyph;
/// where a figure cannot be read; where the Flow breaks its own rules.
[[nodiscard]] Result<Summary> typeset(flow::Flow flow, const model::Theme& theme, Fonts& fonts, const ReadMedia& media,
                                      PageSink& sink);

}  // namespace zielbaum::typeset
